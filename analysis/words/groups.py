"""Which words belong to which group: by a column of articles or quotes, by month, by quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.frames import UNKNOWN, check_columns, dates_of, spans_of, with_ids
from analysis.marks import find_quotations
from analysis.quotes.voices import who_speaks
from analysis.words.arrays import Ints
from analysis.words.copies import find_copies
from analysis.words.rules import TokenRules
from analysis.words.tokens import tokenize
from analysis.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["EVERYTHING", "Copies", "Grouped", "GroupedWords", "group_words", "number_runs", "only_once"]

EVERYTHING = "all"
Copies = Literal["once", "all"]


@dataclass(frozen=True)
class GroupedWords:
    """The words of a few articles with their group; arrays of shape (words,), a group's words in text order.

    A word that two overlapping quotes hold stands here once for each group.

    Attributes:
        row: the article's row in the frame.
        group: the group's number.
        start, end: half-open code-point offsets into the article's text.
        word: the word's number in the vocabulary.
        segment: differs between two words where an n-gram may not reach across.
        run: differs between two words where a window may not reach across: in another article, group, quote.
    """

    row: Ints
    group: Ints
    start: Ints
    end: Ints
    word: npt.NDArray[np.int32]
    segment: Ints
    run: Ints


@dataclass(frozen=True)
class Grouped:
    """Articles ready to be counted.

    Attributes:
        articles: the articles that are counted, copies left out.
        groups: the names of the groups; fixed before the words are read.
        copies: how many articles were left out as copies.
    """

    articles: pd.DataFrame
    groups: list[str]
    copies: int
    _codes: Ints | None
    _spans: tuple[Ints, Ints, Ints, Ints] | None
    _by_marks: bool

    def words(
        self, vocabulary: Vocabulary, rules: TokenRules, *, reading: Reading | None = None
    ) -> Iterator[GroupedWords]:
        """Read the words of the articles, a few articles at a time."""
        for batch in tokenize(self.articles, vocabulary, rules, reading=reading):
            index: Any = slice(None)
            segment = batch.segment
            span = np.zeros(len(batch.row), dtype=np.int64)
            if self._spans is not None:
                index, group, span = _within(self._spans, batch.row, batch.start)
                # A new span is a new segment; the two never meet in one number.
                segment = segment[index] * np.int64(1 << 20) + span
                if self._codes is not None:
                    group = self._codes[batch.row[index]]
            elif self._codes is not None:
                group = self._codes[batch.row]
            else:
                group = np.zeros(len(batch.row), dtype=np.int64)
            row, start = batch.row[index], batch.start[index]
            if self._by_marks:
                group = self._inside(row, start)
            run = number_runs(row, group, span)
            yield GroupedWords(row, group, start, batch.end[index], batch.word[index], segment, run)

    def _inside(self, row: Ints, start: Ints) -> Ints:
        group = np.zeros(len(row), dtype=np.int64)
        texts = self.articles["text"].tolist()
        bounds = np.flatnonzero(np.diff(row)) + 1
        for words in np.split(np.arange(len(row)), bounds):
            if not len(words):
                continue
            outer = [q for q in find_quotations(texts[row[words[0]]]) if q.level == 0]
            if outer:
                at = np.searchsorted([q.start for q in outer], start[words], side="right") - 1
                ends = np.array([q.end for q in outer])
                group[words] = (at >= 0) & (start[words] < ends[np.maximum(at, 0)])
        return group


def group_words(
    articles: pd.DataFrame,
    *,
    by: str | None = None,
    quotes: pd.DataFrame | None = None,
    copies: Copies = "once",
) -> Grouped:
    """Prepare the grouping of the articles' words.

    Args:
        articles: columns article and text.
        by: a column of the quotes or the articles ("speaker" keeps voices apart, see `gather_quotes`);
            "month" (of publication); "quoted" (inside or outside quotation marks); None for one group.
        quotes: the quotes table; where given, only the words of its spans are counted.
        copies: "once" leaves out articles that copy an earlier one, "all" counts every article.

    Raises:
        ValueError: neither table has the column.
    """
    if copies not in ("once", "all"):
        raise ValueError(f"copies={copies!r} is not known; use 'once' or 'all'")
    kept = only_once(articles) if copies == "once" else with_ids(articles)
    kept = kept.reset_index(drop=True)
    by_marks = by == "quoted" and "quoted" not in kept and (quotes is None or "quoted" not in quotes)
    codes: Ints | None = None
    groups = [EVERYTHING]
    spans = None
    if by_marks:
        groups = ["outside", "inside"]
    elif by is not None and not (quotes is not None and by in quotes):
        codes, groups = _labels(_article_column(kept, by, quotes))
    if quotes is not None:
        labels = None
        if not by_marks and codes is None and by is not None:
            labels, groups = _labels(who_speaks(quotes) if by == "speaker" else quotes[by])
        spans = _spans(kept, quotes, labels)
    return Grouped(kept, groups, len(articles) - len(kept), codes, spans, by_marks)


def number_runs(*keys: Ints) -> Ints:
    """Number the stretches of equal keys from 0 on; each key and the result have shape (words,)."""
    change = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        change[1:] |= key[1:] != key[:-1]
    return np.cumsum(change)


def only_once(articles: pd.DataFrame, copies: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the articles without those that copy another; `copies` is what `find_copies` said, if it was asked."""
    articles = with_ids(articles)
    if len(articles) < 2:
        return articles
    dropped = (find_copies(articles) if copies is None else copies)["article"]
    return articles[~articles["article"].isin(dropped)]


def _article_column(articles: pd.DataFrame, by: str, quotes: pd.DataFrame | None) -> pd.Series[Any]:
    if by in articles:
        return articles[by]
    if by == "month":
        return dates_of(articles).dt.strftime("%Y-%m")
    columns = [*articles.columns, *([] if quotes is None else quotes.columns), "month", "quoted"]
    hint = "" if quotes is not None else "; for a column of the quotes table, give quotes="
    raise ValueError(f"there is no column {by!r} to group by; there are {', '.join(map(str, columns))}{hint}")


def _labels(values: pd.Series[Any]) -> tuple[Ints, list[str]]:
    """Number a column's values in their sorted order."""
    text = values.astype(object).where(values.notna(), UNKNOWN).map(str).replace("", UNKNOWN)
    groups = sorted(text.unique())
    codes = pd.Categorical(text, categories=groups).codes.astype(np.int64)
    return codes, groups


def _spans(articles: pd.DataFrame, quotes: pd.DataFrame, labels: Ints | None) -> tuple[Ints, Ints, Ints, Ints]:
    """Flatten the quotes' spans to arrays: start and end, each + (row << 32), group, number of the span."""
    check_columns(quotes, "article", "spans", of="quotes")
    row_of = {article: row for row, article in enumerate(articles["article"].tolist())}
    flat = [
        ((row << 32) + start, (row << 32) + end, 0 if labels is None else int(labels[i]))
        for i, (article, spans) in enumerate(zip(quotes["article"].astype("str"), spans_of(quotes), strict=True))
        if (row := row_of.get(article)) is not None
        for start, end in spans
    ]
    array = np.array(sorted(flat), dtype=np.int64).reshape(-1, 3)
    return array[:, 0], array[:, 1], array[:, 2], np.arange(len(array), dtype=np.int64)


def _within(spans: tuple[Ints, Ints, Ints, Ints], row: Ints, start: Ints) -> tuple[Ints, Ints, Ints]:
    """Return (index of the word, group, number of the span) of every word that starts in a span."""
    first, last, group, number = spans
    if not len(row):
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, empty
    lo_row, hi_row = int(row[0]) << 32, (int(row[-1]) + 1) << 32
    these = slice(*np.searchsorted(first, [lo_row, hi_row]))
    place = (row << 32) + start
    low = np.searchsorted(place, first[these])
    high = np.maximum(np.searchsorted(place, last[these]), low)
    count = high - low
    span = np.repeat(np.arange(len(count)), count)
    index = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
    groups = group[these][span]
    # A word of two overlapping quotes of one group is counted once.
    order = np.lexsort((span, index, groups, row[index]))
    index, groups, span = index[order], groups[order], span[order]
    new = np.ones(len(index), dtype=bool)
    new[1:] = (np.diff(index) != 0) | (np.diff(groups) != 0)
    return index[new], groups[new], number[these][span[new]]
