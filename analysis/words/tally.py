"""A running count of words that stays small however many articles it has seen.

What is kept is a *cell* per group, word and article: how often the word stands there, and how long the article is.
From a few million cells on, the articles in which a word is about as frequent share a cell. All sums stay exact;
only Gries' DP is then read from shared cells, which moves it by less than 0.01 (tests/words/test_tally.py).
So memory grows with the number of different words, as slowly as a vocabulary does, and not with the articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.words.arrays import Floats, Ints

__all__ = ["Entries", "Figures", "Tally", "find_entries", "join_entries"]

_LIMIT = 2_000_000  # cells of single articles, about 4 million words of news, before cells are shared
_STEPS = 8  # cells per doubling of a word's rate: rates that share a cell differ by 9 % at most
_RATES = 8  # bits for the step of the rate, from 1 down to 2 ** -32
_WORDS = 32  # bits for the number of the word; the group has the rest


class Entries(NamedTuple):
    """How often each word stands in each part, a part being what one article gives to one group.

    Attributes:
        part: the part's number, rising, shape (entries,).
        word: the word's number, rising within a part, shape (entries,).
        n: how often it stands there, shape (entries,).
        row, group: of each part, shape (parts,).
        sizes: words of each part, shape (parts,).
    """

    part: Ints
    word: Ints
    n: Ints
    row: Ints
    group: Ints
    sizes: Ints


class Figures(NamedTuple):
    """What a tally knows of each word of each group, all of shape (words of groups,).

    Attributes:
        group, word: their numbers.
        n: occurrences.
        articles: that have the word.
        dispersion: Gries' DP over the group's articles; NaN for a group of one article.
        juilland_d: Juilland's D, likewise.
    """

    group: Ints
    word: Ints
    n: Ints
    articles: Ints
    dispersion: Floats
    juilland_d: Floats


class _Cells(NamedTuple):
    """Sums over the articles that share a cell; `key` holds the group, the word and, once shared, the rate."""

    key: Ints
    n: npt.NDArray[Any]
    size: npt.NDArray[Any]
    articles: npt.NDArray[Any]
    rate: Floats
    squares: Floats


def find_entries(row: Ints, group: Ints, word: npt.NDArray[np.int32], groups: int) -> Entries:
    """Count the words of a few articles; `row`, `group` and `word` have shape (words,), in any order."""
    first = int(row.min()) if len(row) else 0
    width = int(word.max()) + 1 if len(word) else 1
    # Sorting one number a word is far quicker than any table of hashes.
    key = np.sort(((row - first) * groups + group) * width + word)
    starts = _starts(key)
    place, entry_word = np.divmod(key[starts], width)
    parts = _starts(place)
    n = np.diff(starts, append=len(key))
    part = np.repeat(np.arange(len(parts)), np.diff(parts, append=len(place)))
    part_row, part_group = np.divmod(place[parts], groups)
    sizes = np.diff(starts[parts], append=len(key))
    return Entries(part, entry_word, n, part_row + first, part_group, sizes)


def join_entries(blocks: Sequence[Entries]) -> Entries:
    """Put the entries of different articles one after the other."""
    if not blocks:
        return Entries(*[np.empty(0, dtype=np.int64)] * len(Entries._fields))
    first = np.cumsum([0, *(len(block.row) for block in blocks)])
    moved = [block._replace(part=block.part + k) for block, k in zip(blocks, first.tolist(), strict=False)]
    return Entries(*map(np.concatenate, zip(*moved, strict=True)))


class Tally:
    """Counts that grow batch by batch."""

    def __init__(self, *, limit: int = _LIMIT) -> None:
        """Start empty; `limit` is how many cells of single articles are kept before cells are shared."""
        self._limit = limit
        self._single: list[tuple[npt.NDArray[Any], ...]] = []  # key, n, size
        self._waiting = 0
        self._shared: _Cells | None = None
        self._words: Ints = np.zeros(0, dtype=np.int64)
        self._articles: Ints = np.zeros(0, dtype=np.int64)

    @property
    def words(self) -> Ints:
        """How many words were counted in each group, shape (groups met,)."""
        return self._words

    @property
    def articles(self) -> Ints:
        """How many articles have words in each group, shape (groups met,)."""
        return self._articles

    def add(self, entries: Entries) -> None:
        """Add the words of articles that were not added before."""
        if not len(entries.part):
            return
        groups = max(int(entries.group.max()) + 1, len(self._words))
        self._words = _longer(self._words, groups) + np.bincount(entries.group, entries.sizes, groups).astype(np.int64)
        self._articles = _longer(self._articles, groups) + np.bincount(entries.group, minlength=groups)
        key = (entries.group[entries.part] << (_WORDS + _RATES)) | (entries.word << _RATES)
        self._single.append((key, entries.n.astype(np.int32), entries.sizes.astype(np.int32)[entries.part]))
        self._waiting += len(key)
        if self._waiting > self._limit:
            self._share()

    def figures(self) -> Figures:
        """Work out what is known by now."""
        cells = self._cells()
        codes, pairs = pd.factorize(cells.key >> _RATES)
        group, word = pairs >> _WORDS, pairs & ((1 << _WORDS) - 1)
        sums = partial(np.bincount, codes, minlength=len(pairs))
        n, articles = sums(weights=cells.n), sums(weights=cells.articles)
        size, parts = self._words[group].astype(float), self._articles[group]
        share = cells.size / size[codes]
        # Articles without the word add their own share of the text; the sum of all shares is 1.
        dispersion = (1 + sums(weights=np.abs(cells.n / n[codes] - share) - share)) / 2
        mean = sums(weights=cells.rate) / parts
        centre = mean[codes]
        squares = sums(weights=cells.squares - 2 * centre * cells.rate + cells.articles * centre**2)
        variance = np.maximum(squares + (parts - articles) * mean**2, 0) / parts
        with np.errstate(invalid="ignore", divide="ignore"):
            evenness = np.maximum(1 - np.sqrt(variance) / mean / np.sqrt(parts - 1), 0)
        dispersion[parts < 2] = evenness[parts < 2] = np.nan
        return Figures(group, word, n.astype(np.int64), articles.astype(np.int64), dispersion, evenness)

    def _cells(self) -> _Cells:
        """Return all cells; those of single articles have no rate in their key."""
        key, n, size = (
            np.concatenate([np.empty(0, dtype=kind), *column])
            for kind, column in zip((np.int64, np.int32, np.int32), _columns(self._single), strict=True)
        )
        rate = n / size
        single = _Cells(key, n, size, np.ones(len(n), dtype=np.int32), rate, rate**2)
        if self._shared is None:
            return single
        return _Cells(*(np.concatenate(pair) for pair in zip(self._shared, single, strict=True)))

    def _share(self) -> None:
        """Let the articles in which a word is about as frequent share a cell."""
        cells = self._cells()
        old = 0 if self._shared is None else len(self._shared.key)
        step = np.minimum((-_STEPS * np.log2(cells.rate[old:])).astype(np.int64), (1 << _RATES) - 1)
        cells.key[old:] |= step
        codes, keys = pd.factorize(cells.key)
        sums = [np.asarray(np.bincount(codes, column, len(keys)), dtype=float) for column in cells[1:]]
        self._shared = _Cells(np.asarray(keys), *sums)
        self._single, self._waiting = [], 0


def _columns(single: list[tuple[npt.NDArray[Any], ...]]) -> list[list[npt.NDArray[Any]]]:
    return [[cells[k] for cells in single] for k in range(3)]


def _starts(ordered: Ints) -> Ints:
    """Return where each stretch of equal values starts."""
    if not len(ordered):
        return np.empty(0, dtype=np.int64)
    return np.concatenate([[0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1])


def _longer(values: Ints, length: int) -> Ints:
    return np.concatenate([values, np.zeros(length - len(values), dtype=np.int64)])
