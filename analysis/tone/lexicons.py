"""Lexicons of tone: words with a valence, the words that negate and the words that strengthen or weaken.

The lexicon that comes with Verbatim's requirements is VADER's (Hutto and Gilbert, ICWSM 2014; MIT licence).
Any other is read from a file of the user's: most of them may not be handed on. A lexicon is data; how it is
applied stands in :mod:`analysis.tone.score`.
"""

from __future__ import annotations

import csv
import importlib.resources
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES

from analysis.tone.bands import NEUTRAL_BAND, Band

__all__ = ["Lexicon", "LexiconError", "read_lexicon", "vader_lexicon"]

# The mean strength of VADER's words. Others are brought to it, because the normalisation of a sentence's sum
# and the weights of the intensifiers are made for valences of this size.
VADER_STRENGTH = 1.54

MOST_ENTRIES = 1_000_000
MOST_BYTES = 64 * 2**20

# The names of categories in the dictionaries that are about; the last of each pair are those of LSD2015,
# whose `neg_positive` lists negated positive words ("not good"), which are negative.
_POSITIVE = frozenset({"positive", "pos", "posemo", "tone_pos", "emo_pos", "positiv", "+", "neg_negative"})
_NEGATIVE = frozenset({"negative", "neg", "negemo", "tone_neg", "emo_neg", "negativ", "-", "neg_positive"})


class LexiconError(ValueError):
    """A lexicon file cannot be used; the message names the file and what would mend it."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words of known tone, and the words that modify them.

    Attributes:
        name: what to call it in a report.
        valences: lower-case word -> valence on VADER's scale (about -4 to 4). A key that ends in ``*`` stands
            for all words that begin so; a key with spaces is a phrase, of which each word may end in ``*``.
        negations: lower-case words that turn the tone of the words after them.
        boosters: lower-case words or phrases that strengthen (> 0) or weaken (< 0) the words after them.
        note: its licence and its source, for the report.
        band: scores from the first to the second are called neutral.
    """

    name: str
    valences: Mapping[str, float]
    negations: frozenset[str]
    boosters: Mapping[str, float]
    note: str
    band: Band = NEUTRAL_BAND


@lru_cache(maxsize=1)
def vader_lexicon() -> Lexicon:
    """Return VADER's lexicon, its negations, intensifiers and special phrases.

    Emoticons are left out: press text has none, and ``8)`` or ``:(`` in it are lists and brackets.
    """
    path = importlib.resources.files("vaderSentiment") / "vader_lexicon.txt"
    valences: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition("\t")
        if word[:1].isalnum() and any(c.isalpha() for c in word) and word == word.lower() and ":" not in word:
            valences[word] = float(rest.split("\t", 1)[0])
    valences |= {phrase: float(valence) for phrase, valence in SPECIAL_CASES.items()}
    # VADER's words for negation, and the two that its code treats as such.
    return Lexicon(
        name="VADER",
        valences=valences,
        negations=frozenset(NEGATE) | {"no", "least"},
        boosters=dict(BOOSTER_DICT),
        note="VADER, Hutto and Gilbert 2014, MIT licence",
    )


def read_lexicon(
    path: str | Path,
    *,
    name: str | None = None,
    note: str = "supplied by the user",
    rescale: bool = True,
    band: Band = (-0.05, 0.05),
) -> Lexicon:
    """Read a lexicon of the user's own.

    Three kinds of file are understood, by their ending:

    * ``.csv``, ``.tsv``, ``.txt``: a word and a score, or a word and ``positive``/``negative``, or a word, a
      category and 0 or 1 a line, or below a heading a word and a number for each category; separated by tabs,
      semicolons or commas; a heading is allowed, and so are lines that begin with ``#``.
    * ``.yml``, ``.yaml``: a quanteda dictionary, categories with lists of words (LSD2015 and others). The
      categories ``positive`` and ``negative``, LSD2015's ``neg_positive`` and ``neg_negative``, are used.
    * ``.dic``: a LIWC dictionary, categories between two ``%``, then words with the categories' numbers.

    Negations and intensifiers are VADER's. A phrase that holds its own negation ("not good") is one entry:
    the "not" in it is not applied again.

    Args:
        path: the file.
        name: what to call it; the file's name without its ending if none is given.
        note: its licence or source, for the report.
        rescale: bring the valences to the mean strength of VADER's, so that scores of different lexicons
            can be compared; False keeps them as they are, for files that are on VADER's scale of -4 to 4.
        band: scores from the first to the second are called neutral; to fit one to labelled sentences, see
            :mod:`analysis.training.neutral_band`.

    Raises:
        FileNotFoundError: where there is no such file.
        LexiconError: where it holds no word of known tone, or cannot be parsed.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such lexicon file")
    if path.stat().st_size > MOST_BYTES:
        raise LexiconError(f"{path}: larger than {MOST_BYTES >> 20} MiB; a lexicon is a list of words")
    readers = {".yml": _read_yaml, ".yaml": _read_yaml, ".dic": _read_liwc}
    reader = readers.get(path.suffix.lower(), _read_table)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 text ({error.reason}); save it as UTF-8") from error
    sums: dict[str, float] = {}
    for count, (word, valence) in enumerate(reader(path, text)):
        if count >= MOST_ENTRIES:
            raise LexiconError(f"{path}: more than {MOST_ENTRIES:,} entries; a lexicon is a list of words")
        key = " ".join(word.lower().replace("’", "'").split())
        if key.strip("* "):
            sums[key] = sums.get(key, 0.0) + valence if reader is not _read_table else valence
    valences = {word: valence for word, valence in sums.items() if valence}
    if not valences:
        raise LexiconError(
            f"{path}: no word with a tone was found; give one word and one score a line (good,1.9), "
            "or categories named positive and negative"
        )
    if rescale:
        factor = VADER_STRENGTH * len(valences) / sum(abs(v) for v in valences.values())
        valences = {word: valence * factor for word, valence in valences.items()}
    vader = vader_lexicon()
    return Lexicon(name or path.stem, valences, vader.negations, vader.boosters, note, band)


def _sign(category: str) -> int:
    """Return 1, -1 or 0 for a category that is positive, negative, or not about tone."""
    category = category.strip().lower()
    return (category in _POSITIVE) - (category in _NEGATIVE)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _read_table(path: Path, text: str) -> Iterator[tuple[str, float]]:
    """Yield word and valence from lines of two or three cells, or from a table with a column for each category."""
    lines = ["" if line.lstrip().startswith("#") else line for line in text.splitlines()]
    sample = "\n".join(lines)[:4096]
    separator = next((s for s in ("\t", ";") if s in sample), ",")
    # Between tabs a quotation mark alone is a word's own: nothing there needs marks around it, though some write them.
    marked: Literal[0, 3] = csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL
    try:
        table = list(csv.reader(lines, delimiter=separator, quoting=marked, strict=True))
    except csv.Error as error:
        raise LexiconError(f"{path}: not a table of words and scores ({error})") from error
    rows = [
        (number, [_unquoted(cell.strip()) for cell in row]) for number, row in enumerate(table, start=1) if len(row) > 1
    ]
    signs = [_sign(cell) for cell in rows[0][1]] if rows else []
    if 1 in signs and -1 in signs:  # a column for each category, as in NRC's lists of words
        at = next((i for i, name in enumerate(rows[0][1]) if name.lower() in ("word", "term", "english word")), 0)
        for number, cells in ((number, cells) for number, cells in rows[1:] if cells[at:] and cells[at]):
            told = [(sign, _number(cell or "0")) for sign, cell in zip(signs, cells, strict=False) if sign]
            if any(weight is None for _, weight in told):
                raise LexiconError(f"{path}, line {number}: below a category a cell holds a number, or nothing")
            if total := sum(sign * (weight or 0.0) for sign, weight in told):
                yield cells[at], total
        return
    for place, (number, cells) in enumerate((number, cells) for number, cells in rows if cells[0]):
        value, sign = _number(cells[1]), _sign(cells[1])
        if value is not None:
            yield cells[0], value
        elif len(cells) > 2 and _number(cells[2]) is not None:
            yield from [(cells[0], float(sign))] if sign and _number(cells[2]) else []
        elif sign:
            yield cells[0], float(sign)
        elif place and len(cells) == 2:  # the first may be a heading
            raise LexiconError(f"{path}, line {number}: {cells[1]!r} is neither a score nor positive/negative")


def _read_yaml(path: Path, text: str) -> Iterator[tuple[str, float]]:
    """Yield word and sign from a quanteda dictionary; every scalar is read as text: `no` is a word."""
    try:
        tree = yaml.load(text, Loader=yaml.BaseLoader)  # builds nothing but str, list and dict
    except (yaml.YAMLError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        place = f", line {where.line + 1}" if where else ""
        raise LexiconError(f"{path}{place}: not a YAML dictionary of categories and words") from error
    pending: list[tuple[int, Any, int]] = [(0, tree, 0)]
    visited = 0
    while pending:
        visited += 1
        if visited > MOST_ENTRIES:  # an anchor that is referred to over and over would grow without end
            raise LexiconError(f"{path}: more than {MOST_ENTRIES:,} entries; a lexicon is a list of words")
        sign, node, depth = pending.pop()
        if depth > 20:
            raise LexiconError(f"{path}: categories are nested more than 20 deep")
        if isinstance(node, dict):
            pending += [(_sign(str(key)) or sign, child, depth + 1) for key, child in node.items()]
        elif isinstance(node, list):
            pending += [(sign, child, depth + 1) for child in node]
        elif isinstance(node, str) and sign and node:
            yield node, float(sign)


def _read_liwc(path: Path, text: str) -> Iterator[tuple[str, float]]:
    """Yield word and sign from a LIWC dictionary."""
    parts = text.split("%", 2)
    if len(parts) < 3:
        raise LexiconError(f"{path}: a .dic file lists its categories between two lines with %")
    signs: dict[str, int] = {}
    for line in parts[1].splitlines():
        number, _, category = line.strip().partition("\t")
        if category:
            signs[number.strip()] = _sign(category.split("(")[0])
    for line in parts[2].splitlines():
        word, *numbers = line.strip().split("\t")
        total = sum(signs.get(number.strip(), 0) for number in numbers)
        if word and total:
            yield word, float(total)
