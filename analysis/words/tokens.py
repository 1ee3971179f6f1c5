"""The words a reader would count: where they start and end, and as which word each is counted.

Text is scanned as an array of code points, so that a million words take a fraction of a second and every word
keeps its offsets. Two words are the same when their 64-bit fingerprints are: a polynomial hash of the code
points (Karp and Rabin 1987, "Efficient randomized pattern-matching algorithms"), each replaced by a fixed
random number; among a million different words the chance that any two share one is below 1 in 10 million.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack, get_args, get_type_hints

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Batch", "TokenOptions", "TokenRules", "Vocabulary", "describe_rules", "tokenize", "tokens_table"]

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

_CHUNK = 1 << 20  # code points scanned at a time; bounds the memory
_GUARD = "\n" * 4  # before, between and after texts, so that looking around a character never leaves the array
_WORD, _LETTER, _DIGIT, _APOSTROPHE, _HYPHEN, _DOT, _COMMA, _BREAK = (np.uint8(1 << bit) for bit in range(8))
_JOINERS = np.uint8(_APOSTROPHE | _HYPHEN | _DOT | _COMMA)
_APOSTROPHES = "'’‘ʼ＇"
_HYPHENS = "-‐‑"
_BREAKS = '.!?…;:()[]"“”„«»—–\n\r\u2028\u2029'
_LAST_CASED = 0x1F000  # no letter beyond has a case
_BASE = 0x9E3779B97F4A7C17  # odd, so that its powers can be undone modulo 2**64
_ARTICLES = {"the", "a", "an"}
_LONGEST_NAME = 8
# After these words 's is a shortened "is", "has" or "us"; after any other it marks the owner.
_VERBAL_HOSTS = (
    "he", "here", "how", "it", "let", "she", "that", "there", "this", "what", "when", "where", "who", "why",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TokenRules:
    """What counts as a word. Every rule is one option; the defaults are what a reader would count by hand.

    Attributes:
        unit: "form" counts words as written, "lemma" by their dictionary form. A word that the reading cuts
            otherwise (a hyphenated word, a contraction, a name of several words) keeps its form.
        n: 1 counts words, 2 pairs of neighbours, and so on. An n-gram does not reach over the marks
            ``. ! ? … ; : ( ) [ ] " –``, the end of a paragraph or the edge of a group.
        names: count the names that the reading found as one word each ("North Korea"), wherever they occur,
            the longest first, and keep their capitals. Needs the language pipeline.
        phrases: further words of several words. One written in lower case is found in any case, one with
            capitals only as it is written.
        fold: count "The" and "the" as one word; names keep their capitals.
        hyphens: "join" counts "state-run" as one word, "split" as two.
        contractions: "whole" counts "don't" as one word, "split" as "do" and "n't".
        possessives: "drop" counts "Korea's" as "korea", "keep" as written ("split" contractions: "'s").
        numbers: count words without a letter, such as "2016" or "1,500".
    """

    unit: Literal["form", "lemma"] = "form"
    n: int = 1
    names: bool = True
    phrases: Sequence[str] = ()
    fold: bool = True
    hyphens: Literal["join", "split"] = "join"
    contractions: Literal["whole", "split"] = "whole"
    possessives: Literal["drop", "keep"] = "drop"
    numbers: bool = True

    def __post_init__(self) -> None:
        """Refuse a value that no rule knows."""
        for name, kind in get_type_hints(TokenRules).items():
            allowed = get_args(kind)
            if allowed and all(isinstance(value, str) for value in allowed):
                value = getattr(self, name)
                if value not in allowed:
                    raise ValueError(f"{name}={value!r} is not known; use one of {', '.join(allowed)}")
        if isinstance(self.phrases, str):
            raise ValueError(f"phrases={self.phrases!r} is one string; give a list, such as ['climate change']")
        object.__setattr__(self, "phrases", tuple(self.phrases))
        if self.n < 1:
            raise ValueError(f"n={self.n}: an n-gram has at least one word")

    @property
    def needs_reading(self) -> bool:
        """Whether the language pipeline has to read the articles first."""
        return self.names or self.unit == "lemma"


class TokenOptions(TypedDict, total=False):
    """The rules of `TokenRules` as keyword options."""

    unit: Literal["form", "lemma"]
    n: int
    names: bool
    phrases: Sequence[str]
    fold: bool
    hyphens: Literal["join", "split"]
    contractions: Literal["whole", "split"]
    possessives: Literal["drop", "keep"]
    numbers: bool


_MEANINGS: dict[str, dict[Any, str]] = {
    "unit": {"form": "words as written", "lemma": "words by their dictionary form"},
    "names": {
        True: "a name is one word and keeps its capitals",
        False: "names are not told from other words",
    },
    "fold": {True: "capitals do not matter, except in names", False: "capitals matter"},
    "hyphens": {"join": "state-run is one word", "split": "state-run is two words"},
    "contractions": {"whole": "don't is one word", "split": "don't is two words, do and n't"},
    "possessives": {"drop": "Korea's counts as Korea", "keep": "the possessive 's is kept"},
    "numbers": {True: "numbers are words", False: "words without a letter are not counted"},
}


def describe_rules(**options: Unpack[TokenOptions]) -> pd.DataFrame:
    """Say which rules a table was counted by.

    Args:
        **options: the rules that differ from their defaults, as for `count_words`; a table's own are in
            ``table.attrs["rules"]``.

    Returns:
        One row a rule: rule, value, meaning. Curly and straight apostrophes are always the same.
    """
    rules = TokenRules(**options)
    rows = []
    for field in fields(rules):
        value = getattr(rules, field.name)
        meaning = _MEANINGS.get(field.name, {}).get(value, "")
        if field.name == "n":
            meaning = "single words" if value == 1 else f"{value} neighbouring words"
        elif field.name == "phrases":
            meaning = ", ".join(value) or "none beside the names"
            value = len(value)
        rows.append({"rule": field.name, "value": str(value), "meaning": meaning})
    return pd.DataFrame(rows)


class Vocabulary:
    """The words met so far: `words[i]` is the word with the number i, in the order of first sight."""

    def __init__(self) -> None:
        """Start empty."""
        self.words: list[str] = []
        self._keys = np.empty(0, dtype=np.uint64)  # in rising order, each with its number
        self._numbers = np.empty(0, dtype=np.int32)

    def __len__(self) -> int:
        """Return how many different words there are."""
        return len(self.words)

    def number(self, hashes: Hashes, spell: Callable[[Ints], list[str]]) -> npt.NDArray[np.int32]:
        """Number words by their fingerprints.

        Args:
            hashes: fingerprints, shape (n,).
            spell: called with the positions of words never met before; returns these words as text.
        """
        codes, distinct = pd.factorize(hashes)
        order = np.argsort(distinct)
        keys = distinct[order]
        at = np.searchsorted(self._keys, keys)
        known = np.zeros(len(keys), dtype=bool)
        if len(self._keys):
            known = self._keys[np.minimum(at, len(self._keys) - 1)] == keys
        table = np.empty(len(distinct), dtype=np.int32)
        table[order[known]] = self._numbers[at[known]]
        if not known.all():
            new = np.sort(order[~known])
            first = np.empty(len(distinct), dtype=np.int64)
            first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
            table[new] = np.arange(len(new)) + len(self.words)
            self.words += spell(first[new])
            self._keys = np.insert(self._keys, at[~known], keys[~known])
            self._numbers = np.insert(self._numbers, at[~known], table[order[~known]])
        return table[codes]


@dataclass(frozen=True)
class Batch:
    """The words of a few articles, in the order of the text; all arrays have shape (words,).

    Attributes:
        row: the article's row in the frame.
        start, end: half-open code-point offsets into the article's text.
        word: the word's number in the vocabulary.
        segment: rises by one or more where an n-gram may not reach across; for single words the row.
    """

    row: Ints
    start: Ints
    end: Ints
    word: npt.NDArray[np.int32]
    segment: Ints


def tokenize(
    articles: pd.DataFrame, vocabulary: Vocabulary, rules: TokenRules, *, reading: Reading | None = None
) -> Iterator[Batch]:
    """Find the words of all articles, a few articles at a time; boilerplate is left out.

    Args:
        articles: columns article and text; boilerplate (lists of [start, end]) may be missing.
        vocabulary: receives the words; the batches hold their numbers.
        rules: what counts as a word; n-grams are left to the caller.
        reading: one reading of the articles, for names and lemmas; read here where it is missing and needed.

    Raises:
        ValueError: a column is missing.
    """
    for column in ("article", "text"):
        if column not in articles:
            raise ValueError(f"the articles have no column {column!r}; read them with read_articles()")
    if rules.needs_reading and reading is None:
        from analysis.reading import read

        reading = read(articles)
    merger = _Merger(rules, reading if rules.names else None)
    lemmas = _Lemmas(articles, reading) if rules.unit == "lemma" and reading is not None else None
    texts = [text if isinstance(text, str) else "" for text in articles["text"]]
    spans = articles["boilerplate"].tolist() if "boilerplate" in articles else None
    for rows in _chunks(texts):
        lengths = np.array([len(texts[row]) for row in rows], dtype=np.int64)
        offsets = np.cumsum(np.concatenate([[0], lengths[:-1] + len(_GUARD)])) + len(_GUARD)
        joined = _GUARD + _GUARD.join([texts[row] for row in rows]) + _GUARD
        codes = _code_points(joined)
        if spans is not None:
            codes = _blank(codes, [spans[row] for row in rows], offsets, lengths)
        scan = _Scan(codes, rules)
        scan = merger.merge(scan, joined)
        held = np.diff(np.searchsorted(scan.start, offsets), append=len(scan.start))  # words of each article
        offset = np.repeat(offsets, held)
        start, end = scan.start - offset, scan.end - offset
        row = np.repeat(np.asarray(rows, dtype=np.int64), held)
        hashes, spelled = scan.hashes, scan.spelled
        if lemmas is not None:
            hashes, spelled = lemmas.replace(row, start, end, hashes, spelled)

        def spell(
            at: Ints, scan: _Scan = scan, hashes: Hashes = hashes, spelled: dict[int, str] = spelled
        ) -> list[str]:
            plain = scan.texts(at)
            if not spelled:
                return plain
            return [spelled.get(key, text) for key, text in zip(hashes[at].tolist(), plain, strict=True)]

        segment = scan.segments() if rules.n > 1 else row
        yield Batch(row, start, end, vocabulary.number(hashes, spell), segment)


def tokens_table(
    articles: pd.DataFrame, *, reading: Reading | None = None, **options: Unpack[TokenOptions]
) -> pd.DataFrame:
    """List every word with its place.

    Args:
        articles: columns article and text; boilerplate may be missing.
        reading: one reading of the articles, for names and lemmas.
        **options: the rules of `TokenRules`.

    Returns:
        One row a word, in the order of the text: article, start, end, word.
    """
    vocabulary = Vocabulary()
    batches = list(tokenize(articles, vocabulary, TokenRules(**options), reading=reading))
    ids = articles["article"].to_numpy(dtype=object)
    words = np.array([*vocabulary.words, ""], dtype=object)
    join = _concatenate
    return pd.DataFrame(
        {
            "article": ids[join([b.row for b in batches])],
            "start": join([b.start for b in batches]),
            "end": join([b.end for b in batches]),
            "word": words[join([b.word for b in batches])],
        }
    )


def _concatenate(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _chunks(texts: Sequence[str]) -> Iterator[list[int]]:
    rows: list[int] = []
    size = 0
    for row, text in enumerate(texts):
        rows.append(row)
        size += len(text)
        if size >= _CHUNK:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _code_points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _blank(codes: Codes, spans: Sequence[Any], offsets: Ints, lengths: Ints) -> Codes:
    """Overwrite the boilerplate with line ends, which belong to no word."""
    copy: Codes | None = None
    for listed, offset, length in zip(spans, offsets.tolist(), lengths.tolist(), strict=True):
        if listed is None or isinstance(listed, float):
            continue
        for start, end in listed:
            if copy is None:
                copy = codes.copy()
            copy[offset + max(0, int(start)) : offset + min(length, int(end))] = 10
    return codes if copy is None else copy


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Return what each code point may be in a word, shape (0x110000,)."""
    table = np.zeros(0x110000, dtype=np.uint8)
    category = unicodedata.category
    for code in (*range(0xD800), *range(0xF900, 0x32400), *range(0xE0100, 0xE01F0)):
        match category(chr(code))[0]:
            case "L":
                table[code] = _WORD | _LETTER
            case "M":
                table[code] = _WORD
            case "N":
                table[code] = _WORD | _DIGIT
    for marks, kind in (
        (_APOSTROPHES, _APOSTROPHE),
        (_HYPHENS, _HYPHEN),
        (".", _DOT),
        (",", _COMMA),
        ("&", _APOSTROPHE),  # AT&T is one word, as is O'Neill
    ):
        for mark in marks:
            table[ord(mark)] = kind  # the modifier letter apostrophe is no letter here
    for mark in _BREAKS:
        table[ord(mark)] |= _BREAK
    return table


@cache
def _spellings(fold: bool) -> Codes:
    """Return the code point that stands for each, shape (0x110000,): one apostrophe, one hyphen, no case."""
    table = np.arange(0x110000, dtype=np.uint32)
    if fold:
        for code in range(_LAST_CASED):
            lower = chr(code).lower()
            if len(lower) == 1:
                table[code] = ord(lower)
    for marks in (_APOSTROPHES, _HYPHENS):
        for mark in marks:
            table[ord(mark)] = ord(marks[0])
    return table


@cache
def _mixed(fold: bool) -> Hashes:
    """Return a fixed random number for each code point's spelling (splitmix64, Steele et al. 2014)."""
    x = (np.arange(0x110000, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x = x ^ (x >> np.uint64(31))
    mixed: Hashes = x[_spellings(fold)]
    return mixed


@cache
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """Return the base's powers 0 .. 2**bits - 1 modulo 2**64, and their inverses."""
    tables = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        table = np.full(1 << bits, base, dtype=np.uint64)
        table[0] = 1
        tables.append(np.cumprod(table, dtype=np.uint64))
    return tables[0], tables[1]


class _Prefix:
    """Fingerprints of any stretch of a text, each in constant time."""

    def __init__(self, codes: Codes, *, fold: bool) -> None:
        bits = max(len(codes).bit_length(), 10)
        powers, self._inverse = _powers(bits)
        self._sums = np.zeros(len(codes) + 1, dtype=np.uint64)
        np.cumsum(_mixed(fold)[codes] * powers[: len(codes)], out=self._sums[1:])

    def __call__(self, start: Ints, end: Ints) -> Hashes:
        hashes: Hashes = (self._sums[end] - self._sums[start]) * self._inverse[start]
        return hashes


def _fingerprints(strings: Sequence[str], *, fold: bool) -> Hashes:
    """Return the fingerprints of whole strings, shape (len(strings),)."""
    ends = np.cumsum([len(s) for s in strings], dtype=np.int64)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)[: len(strings)]
    return _Prefix(_code_points("".join(strings)), fold=fold)(starts, ends)


@cache
def _verbal_hosts() -> Hashes:
    return _fingerprints(_VERBAL_HOSTS, fold=True)


class _Scan:
    """The words of one stretch of text: start and end offsets, fingerprints, and how to spell them."""

    def __init__(self, codes: Codes, rules: TokenRules) -> None:
        self.codes = codes
        self.fold = rules.fold
        self.kinds = _kinds()[codes]
        self.inside = _word_mask(self.kinds, hyphens=rules.hyphens == "join")
        edges = np.flatnonzero(self.inside[1:] != self.inside[:-1]) + 1
        self.start, self.end = edges[::2], edges[1::2]
        self.prefix = _Prefix(codes, fold=rules.fold)
        self.cased: Hashes | None = None
        self.spelled: dict[int, str] = {}
        self._tails(rules)
        if not rules.numbers:
            letters = np.concatenate([[0], np.cumsum((self.kinds & _LETTER) != 0)])
            keep = letters[self.end] > letters[self.start]
            self.start, self.end = self.start[keep], self.end[keep]
        self.hashes = self.prefix(self.start, self.end)

    def _tails(self, rules: TokenRules) -> None:
        """Take possessives off and split contractions."""
        drop, split = rules.possessives == "drop", rules.contractions == "split"
        if not (drop or split):
            return
        start, end, kinds = self.start, self.end, self.kinds
        apostrophe = (kinds[end - 2] & _APOSTROPHE) != 0
        apostrophe |= (kinds[end - 3] & _APOSTROPHE) != 0
        at = np.flatnonzero(apostrophe & (end - start > 2))
        s, e = start[at], end[at]
        near = _spellings(True)[self.codes[np.stack([e - 3, e - 2, e - 1])]]
        third, second, last = near
        mark = np.uint32(ord("'"))
        owner = (second == mark) & (last == ord("s"))
        hosts = _Prefix(self.codes, fold=True)(s, e - 2) if not self.fold else self.prefix(s, e - 2)
        owner &= ~np.isin(hosts, _verbal_hosts())
        end = end.copy()
        if drop:
            end[at[owner]] -= 2
        if split:
            cut = np.zeros(len(at), dtype=np.int64)
            one = (second == mark) & np.isin(last, [ord(c) for c in "smd"])
            cut[one] = 2
            two = np.zeros(len(at), dtype=bool)
            for pair in ("ll", "re", "ve"):
                two |= (second == ord(pair[0])) & (last == ord(pair[1]))
            two &= third == mark
            two |= (third == ord("n")) & (second == mark) & (last == ord("t"))
            cut[two] = 3
            if drop:
                cut[owner] = 0
            cut[cut >= e - s] = 0
            cuts = at[cut > 0]
            middle = end[cuts] - cut[cut > 0]
            tail_end = end[cuts].copy()
            end[cuts] = middle
            order = np.argsort(np.concatenate([start, middle]), kind="stable")
            start = np.concatenate([start, middle])[order]
            end = np.concatenate([end, tail_end])[order]
        self.start, self.end = start, end

    def texts(self, at: Ints) -> list[str]:
        """Spell the words at these positions as they are counted."""
        if not len(at):
            return []
        length = self.end[at] - self.start[at] + 1  # with the line end that parts them
        last = np.cumsum(length)
        place = np.arange(last[-1]) + np.repeat(self.start[at] - (last - length), length)
        spelling = _spellings(self.fold)[self.codes[place]]
        spelling[spelling == 10] = 32  # only a merged name can have a line end; its spelling is known
        spelling[last - 1] = 10
        spelled: str = spelling.tobytes().decode("utf-32-le", "surrogatepass")
        return spelled.split("\n")[:-1]

    def segments(self) -> Ints:
        """Number the stretches that an n-gram stays within, shape (words,)."""
        breaks = np.cumsum(((self.kinds & _BREAK) != 0) & ~self.inside, dtype=np.int64)
        return breaks[self.start]


def _word_mask(kinds: npt.NDArray[np.uint8], *, hyphens: bool) -> npt.NDArray[np.bool_]:
    """Return which characters belong to words, shape (characters,).

    Letters, marks and digits do. An apostrophe (or &) does between letters or digits, a hyphen likewise where
    hyphens join, a full stop or comma between digits (1,500), and the full stops of initials in a row (U.S.).
    """
    inside: npt.NDArray[np.bool_] = (kinds & _WORD) != 0
    at = np.flatnonzero(kinds & _JOINERS)
    at = at[(at > 1) & (at < len(kinds) - 2)]
    kind = kinds[at]
    left, right = kinds[at - 1], kinds[at + 1]
    both = left & right & _WORD != 0
    digits = left & right & _DIGIT != 0
    join = ((kind & _APOSTROPHE) != 0) & both
    if hyphens:
        join |= ((kind & _HYPHEN) != 0) & both
    stop = (kind & _DOT) != 0
    join |= (stop | ((kind & _COMMA) != 0)) & digits
    initial = np.zeros(len(kinds), dtype=bool)
    initial[at[stop & ((left & _LETTER) != 0) & ~inside[at - 2]]] = True
    join |= initial[at] & (initial[at - 2] | initial[at + 2])
    inside[at[join]] = True
    # "U.S.'s": an apostrophe after the last full stop of initials goes on with the word.
    after = at[((kind & _APOSTROPHE) != 0) & ((left & _DOT) != 0) & inside[at - 1] & ((right & _LETTER) != 0)]
    inside[after] = True
    return inside


_Trie = dict[int, Any]


class _Merger:
    """Joins the words of names and phrases, longest first."""

    def __init__(self, rules: TokenRules, reading: Reading | None) -> None:
        # The scan of the names themselves must cut them as the texts are cut.
        self._rules = rules
        self._cased: _Trie = {}
        self._folded: _Trie = {}
        cased = [p for p in rules.phrases if p != p.lower()]
        folded = [p for p in rules.phrases if p == p.lower()]
        single: list[str] = []
        if reading is not None:
            names = _clean_names(reading.names["text"].unique().tolist())
            cased += names
            single = _mostly_names(reading, [name for name in names if " " not in name])
        self._singles = np.unique(_fingerprints(single, fold=False)) if single else np.empty(0, dtype=np.uint64)
        self._plant(self._cased, cased, fold=False)
        self._plant(self._folded, folded, fold=True)
        self._first = [np.array(sorted(trie), dtype=np.uint64) for trie in (self._cased, self._folded)]

    def _plant(self, trie: _Trie, phrases: Sequence[str], *, fold: bool) -> None:
        if not phrases:
            return
        lines = [" ".join(p.split()) for p in phrases]
        joined = _GUARD + _GUARD.join(lines) + _GUARD
        scan = _Scan(_code_points(joined), self._rules)
        hashes = _Prefix(scan.codes, fold=fold)(scan.start, scan.end)
        lengths = np.array([len(line) + len(_GUARD) for line in lines])
        line_of = np.searchsorted(np.cumsum(lengths) + len(_GUARD), scan.start, side="right")
        for words in np.split(np.arange(len(line_of)), np.flatnonzero(np.diff(line_of)) + 1):
            if not 1 < len(words) <= _LONGEST_NAME:
                continue
            node = trie
            for key in hashes[words].tolist():
                node = node.setdefault(key, {})
            spelling = _spellings(fold)[scan.codes[scan.start[words[0]] : scan.end[words[-1]]]]
            node[-1] = spelling.tobytes().decode("utf-32-le", "surrogatepass")

    def merge(self, scan: _Scan, text: str) -> _Scan:
        """Join what belongs together; single-word names get the fingerprint that keeps their capitals."""
        if not (self._cased or self._folded or len(self._singles)):
            return scan
        cased = _Prefix(scan.codes, fold=False)(scan.start, scan.end)
        if len(self._singles):
            is_name = np.isin(cased, self._singles)
            scan.hashes[is_name] = cased[is_name]
            keys, first = np.unique(cased[is_name], return_index=True)
            for key, i in zip(keys.tolist(), np.flatnonzero(is_name)[first].tolist(), strict=True):
                spelling = _spellings(False)[scan.codes[scan.start[i] : scan.end[i]]]
                scan.spelled[key] = spelling.tobytes().decode("utf-32-le", "surrogatepass")
        if not (self._cased or self._folded):
            return scan
        folded = _Prefix(scan.codes, fold=True)(scan.start, scan.end) if self._folded else cased
        starts = np.isin(cased, self._first[0])
        if self._folded:
            starts |= np.isin(folded, self._first[1])
        keep = np.ones(len(cased), dtype=bool)
        free = 0
        for i in np.flatnonzero(starts).tolist():
            if i < free:
                continue
            found = max(
                self._longest(self._cased, cased, scan, text, i, fold=False),
                self._longest(self._folded, folded, scan, text, i, fold=True),
            )
            length, name = found
            if length:
                free = i + length
                keep[i + 1 : free] = False
                scan.end[i] = scan.end[free - 1]
                scan.hashes[i] = key = _name_key(name)
                scan.spelled[int(key)] = name
        scan.start, scan.end, scan.hashes = scan.start[keep], scan.end[keep], scan.hashes[keep]
        return scan

    @staticmethod
    def _longest(trie: _Trie, hashes: Hashes, scan: _Scan, text: str, i: int, *, fold: bool) -> tuple[int, str]:
        best = (0, "")
        node: _Trie | None = trie
        for j in range(i, min(i + _LONGEST_NAME, len(hashes))):
            node = node.get(int(hashes[j])) if node else None
            if node is None:
                break
            name = node.get(-1)
            if name and j > i:
                stretch = text[scan.start[i] : scan.end[j]]
                spelling = _spellings(fold)[_code_points(" ".join(stretch.split()))]
                # A name may go on in the next line, but not in the next paragraph or article.
                if "\n\n" not in stretch and spelling.tobytes().decode("utf-32-le", "surrogatepass") == name:
                    best = (j - i + 1, name)
        return best


@cache
def _name_key(name: str) -> np.uint64:
    return np.uint64(_fingerprints([name], fold=False)[0])


def _clean_names(names: Sequence[str]) -> list[str]:
    """Take articles and possessives off names; drop what has no capital."""
    cleaned: dict[str, None] = {}
    for name in names:
        words = name.split()
        while words and words[0].lower() in _ARTICLES:
            words = words[1:]
        bare = " ".join(words).replace("’", "'").strip("\"“”,;:'()").lstrip(".")
        bare = bare.removesuffix("'s").rstrip("'")
        if bare.endswith(".") and "." not in bare[:-1].rpartition(" ")[2]:  # "Corp.", but not "U.S."
            bare = bare.rstrip(".")
        if bare and bare != bare.lower() and (bare[0].isupper() or bare[0].isdigit() or " " not in bare):
            cleaned.setdefault(bare)
    return list(cleaned)


def _mostly_names(reading: Reading, names: Sequence[str]) -> list[str]:
    """Return those one-word names that are more often inside a name than outside, as written."""
    tokens = reading.tokens
    seen = tokens["text"].isin(set(names)).to_numpy()
    tokens = tokens[seen]
    if tokens.empty:
        return []
    keys, _ = pd.factorize(pd.concat([reading.names["article"], tokens["article"]]))
    scale = np.int64(1 << 32)
    count = len(reading.names)
    name_start = keys[:count] * scale + reading.names["start"].to_numpy(dtype=np.int64)
    name_end = keys[:count] * scale + reading.names["end"].to_numpy(dtype=np.int64)
    order = np.argsort(name_start, kind="stable")
    name_start, name_end = name_start[order], np.maximum.accumulate(name_end[order])
    place = keys[count:] * scale + tokens["start"].to_numpy(dtype=np.int64)
    at = np.searchsorted(name_start, place, side="right") - 1
    within = (at >= 0) & (place < name_end[np.maximum(at, 0)])
    share = pd.Series(within).groupby(tokens["text"].to_numpy()).mean()
    return [str(name) for name in share.index[share > 0.5]]


class _Lemmas:
    """Looks up the dictionary form of a word by its place."""

    def __init__(self, articles: pd.DataFrame, reading: Reading) -> None:
        tokens = reading.tokens
        row_of = {article: row for row, article in enumerate(articles["article"].tolist())}
        rows = tokens["article"].map(row_of).to_numpy(dtype=float)
        known = ~np.isnan(rows)
        codes, lemmas = pd.factorize(tokens["lemma"].to_numpy(dtype=object)[known])
        self._lemmas = [str(lemma).lower().replace("’", "'") for lemma in lemmas]
        keys = (rows[known].astype(np.int64) << 32) + tokens["start"].to_numpy(dtype=np.int64)[known]
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._ends = tokens["end"].to_numpy(dtype=np.int64)[known][order]
        self._codes = codes[order]
        self._hashes = _fingerprints(self._lemmas, fold=True) if self._lemmas else np.empty(0, np.uint64)

    def replace(
        self, row: Ints, start: Ints, end: Ints, hashes: Hashes, spelled: dict[int, str]
    ) -> tuple[Hashes, dict[int, str]]:
        """Put lemmas for the words that the reading cut alike; names keep their fingerprint."""
        if not len(self._keys) or not len(row):
            return hashes, spelled
        key = (row << 32) + start
        at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        alike = (self._keys[at] == key) & (self._ends[at] == end)
        if spelled:
            alike &= ~np.isin(hashes, np.fromiter(spelled, dtype=np.uint64, count=len(spelled)))
        codes = self._codes[at[alike]]
        hashes = hashes.copy()
        hashes[alike] = self._hashes[codes]
        spelled = spelled | {int(self._hashes[c]): self._lemmas[c] for c in np.unique(codes).tolist()}
        return hashes, spelled
