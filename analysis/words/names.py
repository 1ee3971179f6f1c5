"""Which of the names that the reading found are names, not pieces of headlines, and which words have a capital."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.words.arrays import Ints
from analysis.words.stopwords import stop_words

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Lines", "find_names", "mostly_names", "read_lines", "usual_capitals"]

_ARTICLES = frozenset({"the", "a", "an"})
# Words that stay small inside names, and in headlines in which every other word has its capital.
_SMALL = frozenset(
    """
    a about after against al amid an and as at before ben between bin but by da das de del della den der di do dos du
    e el for from ibn in into la las le los near nor of off on onto or out over per than the to u ul under upon v van
    versus via von vs with within without y zu zum zur
    """.split()
)
_HEADS = frozenset({"commission", "council", "court", "party"})  # some papers write the Labour party
_PAIRED = re.compile(r"\"[^\"]*\"|“[^“”]*”|\([^()]*\)|\[[^\[\]]*\]|(?<!\w)['‘][^'‘]*'(?!\w)")
_LONE = re.compile(r"[\"“”()\[\]]|(?<!\w)['‘](?!\d)")  # but That '70s Show
_CUT = re.compile(r"\s*[(\[][^()\[\]]*\Z")  # Bank of Lammer (BL
_APART = re.compile(r"\s[-–—]+\s|—|\d\s*%")
# What may open a sentence before a name and is no part of it: Beyond Lind, Meet Lind.
_OPENERS = frozenset({"ADP", "ADV", "AUX", "CCONJ", "INTJ", "PRON", "SCONJ", "VERB"})
_LONGEST_HEADLINE = 25  # words
_USUAL = 0.9  # share of a word's occurrences within sentences that have a capital; with fewer it is shown without


class Lines(NamedTuple):
    """The tokens of a reading and the lines they stand in, all articles in a row.

    Attributes:
        code: each token's text as a number, shape (tokens,).
        words: these texts, shape (different texts,).
        line: each token's line, from 0 on, shape (tokens,).
        opens: whether a sentence or a quotation begins with the token, shape (tokens,).
        titled: whether a line has a capital wherever a headline may have one, shape (lines,).
    """

    code: Ints
    words: npt.NDArray[np.object_]
    line: Ints
    opens: npt.NDArray[np.bool_]
    titled: npt.NDArray[np.bool_]


def read_lines(reading: Reading) -> Lines:
    """Tell headlines from running text.

    They are told by lines, since a sentence may be cut in two after "U.S." or "Sens.". Where no line of an article is
    another, as in a text in capitals, none is taken for a headline.
    """
    tokens, sentences = reading.tokens, reading.sentences
    place, start, mark = _places(tokens, [(sentences, "start"), (reading.quotations, "start")])
    first, marks = np.searchsorted(place, start), np.searchsorted(place, mark)
    opens = np.zeros(len(place) + 2, dtype=bool)
    opens[first] = opens[marks + 1] = True
    new = np.zeros(len(place), dtype=np.int64)
    number = sentences["line"].to_numpy()
    new[first] = 1
    new[first[1:]] = (np.diff(start >> 32) != 0) | (np.diff(number) != 0)
    line = np.cumsum(new) - 1

    code, texts = pd.factorize(tokens["text"])
    words = np.array(texts, dtype=object)
    written = np.array([word[:1].isalpha() and "'" not in word and "’" not in word for word in words], dtype=bool)
    lower = np.array([word == word.lower() and word.rstrip(".") not in _SMALL for word in words], dtype=bool)
    counts = written[code]
    counts[1:] &= (words != "-")[code[:-1]]  # "Anti-abortion"
    count = int(new.sum())
    size = np.bincount(line[counts], minlength=count)
    titled = np.bincount(line[counts & lower[code]], minlength=count) == 0
    titled &= (size > 1) & (size <= _LONGEST_HEADLINE)
    of = place >> 32
    running = np.bincount(of, ~titled[line]) > 0
    titled &= running[of[np.flatnonzero(new)]]
    return Lines(code, words, line, opens[: len(place)], titled)


def find_names(reading: Reading, lines: Lines) -> list[str]:
    """Return what the reading found and is a name, each once, without articles and marks around it.

    Every word has its capital but small ones (Bank of Lammer), marks come in pairs, and two names with "and" between
    them are two. In a headline every word may have one: a name of several words must stand elsewhere, too.

    Args:
        reading: the reading.
        lines: what `read_lines` made of it.
    """
    code, shown = pd.factorize(reading.names["text"])
    bare = [_bare(str(name)) for name in shown]
    known = dict.fromkeys(name for name in bare if name)
    wrong = {name for name in known if _is_pair(name, known)}
    if any(" " in name for name in known):
        found = _occurrences(reading).assign(name=np.array(bare, dtype=object)[code])
        wrong |= _pieces(reading, lines, found, known)
    return [name for name in known if name not in wrong]


def usual_capitals(reading: Reading, lines: Lines, names: Sequence[str]) -> list[str]:
    """Return words that nearly always have a capital within sentences, as they are mostly written (Abara, TV).

    Args:
        reading: the reading.
        lines: what `read_lines` made of it.
        names: names, whose words count as part of them and not by themselves.
    """
    code, words = lines.code, lines.words
    several = {name for name in names if " " in name}
    found = _occurrences(reading).assign(name=reading.names["text"].to_numpy(dtype=object))
    found = found[found["name"].map({name: _bare(name) in several for name in found["name"].unique()}).to_numpy(bool)]
    free = ~_covered(found, len(code)) & ~lines.titled[lines.line]
    plain = [word[:-1] if word.find(".") == len(word) - 1 else word for word in words]  # "Sept.", but not "U.S."
    table = pd.DataFrame(
        {
            "word": pd.array(plain, dtype="str"),
            "within": np.bincount(code[free & ~lines.opens], minlength=len(words)),
            "free": np.bincount(code[free], minlength=len(words)),
        }
    )
    lower = np.array([word == word.lower() for word in plain], dtype=bool)
    table["folded"] = table["word"].str.lower()
    table["small"] = table["free"].where(lower, 0)
    table["great"] = table["within"].where(~lower, 0)
    # The reading cuts don't in two, but perhaps not DON'T: such words are not told.
    table = table[(table["free"] > 0) & ~table["word"].str.contains("['’]")]
    sums = table.groupby("folded")[["small", "great"]].sum()
    sums = sums[(sums["great"] > 0) & (sums["great"] >= _USUAL * sums.sum(axis=1))]
    table = table[table["folded"].isin(set(sums.index) - stop_words()) & (table["great"] > 0)]
    # As it is written most often; of two ways that are as frequent the one with fewer capitals.
    table = table.sort_values(["great", "word"], ascending=[False, False]).drop_duplicates("folded")
    return table["word"].tolist()


def mostly_names(reading: Reading, names: Sequence[str]) -> list[str]:
    """Return those one-word names that are more often inside a name than outside, as written."""
    tokens = reading.tokens
    seen = tokens["text"].isin(set(names)).to_numpy()
    tokens = tokens[seen]
    if tokens.empty:
        return []
    place, name_start, name_end = _places(tokens, [(reading.names, "start"), (reading.names, "end")])
    order = np.argsort(name_start, kind="stable")
    name_start, name_end = name_start[order], np.maximum.accumulate(name_end[order])
    at = np.searchsorted(name_start, place, side="right") - 1
    within = (at >= 0) & (place < name_end[np.maximum(at, 0)])
    share = pd.Series(within).groupby(tokens["text"].to_numpy()).mean()
    return [str(name) for name in share.index[share > 0.5]]


def _places(tokens: pd.DataFrame, frames: Sequence[tuple[pd.DataFrame, str]]) -> list[Ints]:
    """Return where tokens start, and where rows of other frames do, as numbers that rise through all articles."""
    columns = [(tokens, "start"), *frames]
    article, _ = pd.factorize(pd.concat([frame["article"] for frame, _ in columns]))
    parts = np.split(article, np.cumsum([len(frame) for frame, _ in columns])[:-1])
    return [
        part.astype(np.int64) * np.int64(1 << 32) + frame[column].to_numpy(dtype=np.int64)
        for part, (frame, column) in zip(parts, columns, strict=True)
    ]


def _bare(name: str) -> str:
    """Take articles, possessives and marks off a name's edges; "" where what is left is no name."""
    words = _CUT.sub("", name).split()
    while words and words[0].lower() in _ARTICLES:
        words = words[1:]
    bare = " ".join(words).replace("’", "'").strip("\"“”,;:'() -–—").lstrip(".")
    bare = bare.removesuffix("'s").rstrip("'")
    if bare.endswith(".") and "." not in bare[:-1].rpartition(" ")[2]:  # "Corp.", but not "U.S."
        bare = bare.rstrip(".")
    return bare if _is_whole(bare) else ""


def _is_whole(name: str) -> bool:
    """Tell whether a name is whole and written as one: Bank of Lammer, but not Lind 51.2 percent or Mae" Lind."""
    if name == name.lower() or _APART.search(name) or _LONE.search(_PAIRED.sub("", name)):
        return False
    words = name.split()
    if len(words) == 1:
        return True
    if not (name[0].isupper() or name[0].isdigit()):
        return False
    *inner, last = [_is_small(word) for word in words]
    if any(small and word.rstrip(".") not in _SMALL for small, word in zip(inner, words, strict=False)):
        return False
    return not last or words[-1] in _HEADS


def _is_small(word: str) -> bool:
    return word[0].isalpha() and word == word.lower()


def _is_pair(name: str, known: dict[str, None]) -> bool:
    """Tell whether a name is two that the reading knows by themselves: Lind and Marsh."""
    first, _, second = name.partition(" and ")
    return first in known and second.removeprefix("the ") in known


def _occurrences(reading: Reading) -> pd.DataFrame:
    """Return where names stand among the tokens: first, last (half-open), person."""
    place, start, end = _places(reading.tokens, [(reading.names, "start"), (reading.names, "end")])
    return pd.DataFrame(
        {
            "first": np.searchsorted(place, start),
            "last": np.searchsorted(place, end),
            "person": (reading.names["label"] == "PERSON").to_numpy(),
        }
    )


def _covered(found: pd.DataFrame, tokens: int) -> npt.NDArray[np.bool_]:
    """Tell which tokens stand in one of these names, shape (tokens,)."""
    steps = np.bincount(found["first"], minlength=tokens + 1) - np.bincount(found["last"], minlength=tokens + 1)
    return np.cumsum(steps)[:tokens] > 0


def _pieces(reading: Reading, lines: Lines, found: pd.DataFrame, known: dict[str, None]) -> set[str]:
    """Return names of several words that are pieces of headlines, or hold the word before the name."""
    code, words, line, opens, titled = lines
    telling = np.zeros(len(titled), dtype=bool)  # lines with a capital outside names, too
    great = np.array([word != word.lower() and word.lower().rstrip(".") not in _SMALL for word in words], dtype=bool)
    telling[line[great[code] & ~_covered(found, len(code))]] = True
    opens = opens & reading.tokens["pos"].isin(_OPENERS).to_numpy()

    elsewhere = set(found["name"][~titled[line[found["first"]]]])
    found = found[found["name"].str.contains(" ")]
    first, last = found["first"].to_numpy(), found["last"].to_numpy()
    of = line[first]

    def beside(at: Ints) -> npt.NDArray[np.object_]:
        held = np.clip(at, 0, len(code) - 1)
        return np.where((held == at) & (line[held] == of), words[code[held]], "")

    parts = {name: name.split() for name in found["name"].unique()}
    held = found["name"].map({name: not elsewhere.isdisjoint(some) for name, some in parts.items()}).to_numpy(bool)
    rest = found["name"].map({name: " ".join(some[1:]) in known for name, some in parts.items()}).to_numpy(bool)
    # No headlines, in spite of their capitals: bylines, lists of people, and who speaks, before a colon.
    alone = last - first + 1 >= np.bincount(line)[of]
    person = found["person"].to_numpy() & (
        np.isin(beside(first - 1), ["by", "By", "BY"]) | (~telling[of] & (alone | ~held))
    )
    headline = titled[of] & ~person & (beside(last) != ":")
    piece = pd.Series(headline | (opens[first] & rest), index=found.index)
    doubtful = found.assign(headline=headline)[piece.groupby(found["name"]).transform("all")]
    wrong = set(doubtful["name"])
    # The reading may have missed a name in running text.
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    rows = doubtful.loc[doubtful["headline"], ["name", "first", "last"]].drop_duplicates("name")
    for name, begin, end in rows.itertuples(index=False):
        wanted = code[begin + (words[code[begin]].lower() in _ARTICLES) : end]
        at = order[slice(*np.searchsorted(ordered, [wanted[0], wanted[0] + 1]))]
        at = at[(at + len(wanted) <= len(code)) & ~titled[line[at]]]
        at = at[line[at + len(wanted) - 1] == line[at]]
        if (code[at[:, None] + np.arange(len(wanted))] == wanted).all(axis=1).any():
            wrong.discard(name)
    return wrong
