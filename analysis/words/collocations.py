"""Which words keep company: association within a window of words or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Unpack

import numpy as np
import pandas as pd
from scipy import stats

from analysis.frames import with_ids
from analysis.words import measures
from analysis.words.arrays import Ints
from analysis.words.concordance import check_window, match_words
from analysis.words.groups import Copies, group_words, number_runs
from analysis.words.rules import TokenOptions, TokenRules
from analysis.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["COLLOCATION_COLUMNS", "collocations", "sentence_numbers"]

COLLOCATION_COLUMNS = [
    "word", "collocate", "n", "n_word", "n_collocate", "expected", "articles", "g2", "p", "q", "pmi",
    "log_dice", "article", "start", "end",
]  # fmt: skip
_RISING = ("p", "q", "word", "collocate")


def collocations(
    articles: pd.DataFrame,
    *,
    word: str | None = None,
    window: int | Literal["sentence"] = 5,
    by: str | None = None,
    group: str | None = None,
    quotes: pd.DataFrame | None = None,
    sort: str = "log_dice",
    min_n: int = 3,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Find the words that stand together more often than their frequencies let expect.

    With a `word`: every other word is inside or outside the windows around it; a place that two windows cover
    counts once (Evert 2008, "Corpora and collocations", surface co-occurrence). Without: the ordered pairs of
    words at most `window` words apart, the `word` before the `collocate`.

    Args:
        articles: columns article and text.
        word: the word whose company is asked for, as `concordance` takes it; None for all pairs.
        window: words to either side, or "sentence" (which needs a reading). A window does not leave its
            article or group, nor a quote where `quotes` is given.
        by, group: look only at the words of this group, as counted by `count_words` with the same `by`.
        quotes: the quotes table; where given, only words inside its spans are looked at.
        sort: the column to sort by, the strongest first.
        min_n: leave out what occurs together more rarely; it is not tested.
        copies, reading, **options: as for `count_words`.

    Returns:
        One row a pair that stands together as often as expected or more: word, collocate, n (together), n_word and
        n_collocate (of each word), expected, articles (that have the pair), g2 with p and q, pmi (binary log),
        log_dice; article, start and end of the first place, from one word of the pair to the other.
        ``concordance(articles, word, near=collocate, window=...)`` shows all places.

    Raises:
        ValueError: an unknown group, column or option.
    """
    if sort not in COLLOCATION_COLUMNS:
        raise ValueError(f"sort={sort!r} is no column; use one of {', '.join(COLLOCATION_COLUMNS)}")
    check_window(window)
    rules = TokenRules(**options)
    if rules.n > 1:
        raise ValueError("collocations are of single words; leave n at 1")
    grouped = group_words(articles, by=by, quotes=quotes, copies=copies)
    if group is not None and group not in grouped.groups:
        raise ValueError(f"there is no group {group!r}; there are {', '.join(grouped.groups)}")
    wanted = None if group is None else grouped.groups.index(group)
    sentences: Callable[[Ints, Ints], Ints] | None = None
    if window == "sentence":
        reading, sentences = sentence_numbers(grouped.articles, reading)
    vocabulary = Vocabulary()
    columns: list[list[Ints]] = [[] for _ in range(5)]
    bounds = 0
    for batch in grouped.words(vocabulary, rules, reading=reading):
        keep = slice(None) if wanted is None else batch.group == wanted
        run = batch.run if sentences is None else number_runs(batch.run, sentences(batch.row, batch.start))
        found = (batch.row, batch.word.astype(np.int64), batch.start, batch.end, run + bounds)
        for column, values in zip(columns, found, strict=True):
            column.append(values[keep])
        bounds += len(run)
    row, number, start, end, run = (np.concatenate(c) if c else np.empty(0, dtype=np.int64) for c in columns)
    text = _Text(row, number, start, end, run, vocabulary)
    reach = int(np.bincount(text.run).max()) if window == "sentence" and len(text.run) else window
    assert isinstance(reach, int)
    table = _all_pairs(text, reach, min_n) if word is None else _around(text, word, reach, min_n)
    if len(table):
        ids = grouped.articles["article"].to_numpy(dtype=object)
        table["article"] = ids[table.pop("row").to_numpy(dtype=np.int64)]
        table["p"] = stats.chi2.sf(table["g2"], 1)
        table["q"] = measures.benjamini_hochberg(table["p"].to_numpy())
        table = table[table["pmi"] > -1e-9]  # of words that avoid each other g2 is as large
    table = table.reindex(columns=COLLOCATION_COLUMNS).sort_values(
        [sort, "n", "word", "collocate"], ascending=[sort in _RISING, False, True, True], ignore_index=True
    )
    table.attrs["rules"] = dict(vars(rules))
    table.attrs["window"] = window
    table.attrs["copies"] = grouped.copies
    return table


class _Text:
    """The words in a row: article rows, word numbers, offsets and the run that a window stays within."""

    def __init__(self, row: Ints, word: Ints, start: Ints, end: Ints, run: Ints, vocabulary: Vocabulary) -> None:
        self.row, self.word, self.start, self.end, self.run = row, word, start, end, run
        self.vocabulary = vocabulary
        self.spelled = np.array(vocabulary.words, dtype=object)
        self.frequency = np.bincount(word, minlength=len(vocabulary))


def _around(text: _Text, query: str, reach: int, min_n: int) -> pd.DataFrame:
    """Compare the words inside the windows around a word with those outside."""
    at, length = match_words(query, text.word.astype(np.int32), text.run, text.vocabulary)
    if not len(at):
        return pd.DataFrame()
    size = len(text.word)
    node = np.zeros(size, dtype=bool)
    for k in range(length):
        node[at + k] = True
    centre = np.full(size, -1, dtype=np.int64)  # the nearest occurrence whose window holds this place
    for distance in range(1, reach + 1):
        moved = False
        for place in (at - distance, at + length - 1 + distance):
            good = np.flatnonzero((place >= 0) & (place < size))
            good = good[text.run[place[good]] == text.run[at[good]]]
            moved |= bool(len(good))
            fresh = good[centre[place[good]] < 0]
            centre[place[fresh]] = at[fresh]
        if not moved:
            break
    near = np.flatnonzero((centre >= 0) & ~node)
    collocates, first, n = np.unique(text.word[near], return_index=True, return_counts=True)
    outside = np.bincount(text.word[~node], minlength=len(text.frequency))
    keep = np.flatnonzero(n >= min_n)
    n, place, collocates = n[keep], near[first[keep]], collocates[keep]
    total, window = size - int(node.sum()), len(near)
    others = outside[collocates]
    pairs = np.unique(np.stack([text.row[near], text.word[near]]), axis=1)[1]
    lo, hi = np.minimum(place, centre[place]), np.maximum(place, centre[place] + length - 1)
    return pd.DataFrame(
        {
            "word": query,
            "collocate": text.spelled[collocates],
            "n": n,
            "n_word": len(at),
            "n_collocate": text.frequency[collocates],
            "expected": window * others / total,
            "articles": np.bincount(pairs, minlength=len(text.frequency))[collocates],
            "g2": measures.log_likelihood(n, window - n, others - n, total - window - others + n),
            "pmi": measures.pointwise_mutual_information(n, window, others, total),
            "log_dice": measures.log_dice(n, len(at), text.frequency[collocates]),
            "row": text.row[place],
            "start": text.start[lo],
            "end": text.end[hi],
        }
    )


def _all_pairs(text: _Text, reach: int, min_n: int) -> pd.DataFrame:
    """Count the ordered pairs of words at most `reach` apart; rarer words than `min_n` make no row."""
    scale = np.int64(max(len(text.vocabulary), 1))
    frequent = text.frequency >= min_n
    left = np.zeros(scale, dtype=np.int64)
    right = np.zeros(scale, dtype=np.int64)
    keys, places, gaps = [], [], []
    for distance in range(1, min(reach, max(len(text.word) - 1, 0)) + 1):
        together = text.run[:-distance] == text.run[distance:]
        if not together.any():
            break
        first = np.flatnonzero(together)
        a, b = text.word[first], text.word[first + distance]
        left += np.bincount(a, minlength=scale)
        right += np.bincount(b, minlength=scale)
        both = frequent[a] & frequent[b]
        keys.append(a[both] * scale + b[both])
        places.append(first[both])
        gaps.append(np.full(int(both.sum()), distance, dtype=np.int64))
    if not keys:
        return pd.DataFrame()
    key, place, gap = np.concatenate(keys), np.concatenate(places), np.concatenate(gaps)
    order = np.lexsort((place, key))
    key, place, gap = key[order], place[order], gap[order]
    pair, first, n = np.unique(key, return_index=True, return_counts=True)
    changes = np.ones(len(key), dtype=np.int64)
    changes[1:] = (np.diff(key) != 0) | (np.diff(text.row[place]) != 0)
    held = np.add.reduceat(changes, first) if len(first) else np.empty(0, dtype=np.int64)
    keep = np.flatnonzero(n >= min_n)
    pair, n, first, held = pair[keep], n[keep], first[keep], held[keep]
    a, b = np.divmod(pair, scale)
    total = int(left.sum())
    at = place[first]
    return pd.DataFrame(
        {
            "word": text.spelled[a],
            "collocate": text.spelled[b],
            "n": n,
            "n_word": text.frequency[a],
            "n_collocate": text.frequency[b],
            "expected": left[a] * right[b] / total,
            "articles": held,
            "g2": measures.log_likelihood(n, left[a] - n, right[b] - n, total - left[a] - right[b] + n),
            "pmi": measures.pointwise_mutual_information(n, left[a], right[b], total),
            "log_dice": measures.log_dice(n, text.frequency[a], text.frequency[b]),
            "row": text.row[at],
            "start": text.start[at],
            "end": text.end[at + gap[first]],
        }
    )


def sentence_numbers(articles: pd.DataFrame, reading: Reading | None) -> tuple[Reading, Callable[[Ints, Ints], Ints]]:
    """Return the reading, and a function from (row, start) of words to the number of their sentence."""
    if reading is None:
        from analysis.reading import read

        reading = read(articles)
    row_of = {article: row for row, article in enumerate(with_ids(articles)["article"])}
    rows = reading.sentences["article"].map(row_of).to_numpy(dtype=float)
    known = ~np.isnan(rows)
    starts = reading.sentences["start"].to_numpy(dtype=np.int64)[known]
    keys = np.sort((rows[known].astype(np.int64) << 32) + starts)

    def number(row: Ints, start: Ints) -> Ints:
        return np.searchsorted(keys, (row << 32) + start, side="right").astype(np.int64)

    return reading, number
