"""How often words are used over time, and which of them emerge or fade."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, Unpack

import numpy as np
import pandas as pd
from scipy import stats

from analysis.frames import PERIODS, UNKNOWN, check_list, periods_of, with_ids
from analysis.intervals import interval_levels
from analysis.words import measures
from analysis.words.arrays import Floats, Ints
from analysis.words.bootstrap import draw_weights
from analysis.words.concordance import concordance
from analysis.words.counts import Counts, count_parts
from analysis.words.groups import Copies
from analysis.words.rules import TokenOptions

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["TIME_COLUMNS", "TREND_COLUMNS", "Period", "find_trends", "frequency_over_time"]

Period = Literal["day", "week", "month", "quarter", "year"]
TIME_COLUMNS = [
    "period",
    "start",
    "word",
    "n",
    "per_million",
    "low",
    "high",
    "articles",
    "words",
    "articles_read",
]
TREND_COLUMNS = ["word", "n", "per_million", "articles", "change", "z", "p", "q", "trend"]
_COLUMN = "period of publication"
_FEW = 5  # articles with the word; below, the draws of articles know too little of its spread


def frequency_over_time(
    articles: pd.DataFrame,
    words: Sequence[str],
    *,
    period: Period = "month",
    quotes: pd.DataFrame | None = None,
    samples: int = 500,
    level: float = 0.95,
    seed: int = 0,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Follow some words through time.

    Args:
        articles: columns article, text and published; an article without a date is left out.
        words: the words, each as a table of `count_words` spells it or else as `concordance` takes it: several in a
            row, a pattern ("immigra*"), with other capitals. A word that does not occur has a warning.
        period: day, week, month, quarter or year.
        samples, level, seed: draws of articles behind each interval, its level, the seed of the draws.
        quotes, copies, reading, **options: as for `count_words`.

    Returns:
        One row a word and period, empty periods between the first and the last included: period ("2016-09"),
        start (its first day), word, n, per_million with low and high, articles (that have the word), words
        and articles_read (in all). The interval is the bootstrap over the period's articles; where fewer than
        five have the word it also covers the exact Poisson one. A period without words has NaN.

    Raises:
        ValueError: no article has a date, or the words are one text.
    """
    check_list(words, "words")
    counts, periods = _by_period(articles, period, quotes, copies, reading, options)
    every = _per_part(words, counts, articles, quotes, reading, options)
    sizes = counts.sizes.astype(float)
    frames = []
    for number, moment in enumerate(periods):
        parts = np.flatnonzero(counts.group == number)
        table = every[parts]
        n, size = table.sum(axis=0), sizes[parts].sum()
        held = (table > 0).sum(axis=0)
        low, high = _rate_intervals(table, sizes[parts], held, samples=samples, level=level, seed=seed)
        frames.append(
            pd.DataFrame(
                {
                    "period": str(moment),
                    "start": moment.start_time.tz_localize("UTC"),
                    "word": list(words),
                    "n": n.astype(np.int64),
                    "per_million": n / size * 1e6 if size else np.nan,
                    "low": low,
                    "high": high,
                    "articles": held,
                    "words": int(size),
                    "articles_read": len(parts),
                }
            )
        )
    result = pd.concat(frames, ignore_index=True)
    order = {word: i for i, word in enumerate(words)}
    result = result.sort_values("word", key=lambda w: w.map(order), kind="stable", ignore_index=True)
    result.attrs.update(counts.notes)
    return result[TIME_COLUMNS]


def _per_part(
    words: Sequence[str],
    counts: Counts,
    articles: pd.DataFrame,
    quotes: pd.DataFrame | None,
    reading: Reading | None,
    options: TokenOptions,
) -> Floats:
    """Return how often each word stands in each part, (parts, words); one that no table has so is looked for."""
    place = {word: i for i, word in enumerate(counts.words.tolist())}
    articles = with_ids(articles)
    counted = articles[articles["article"].isin(counts.articles)]
    every = np.zeros((len(counts.row), len(words)))
    for i, word in enumerate(words):
        if word in place:
            every[:, i] = counts.table[:, [place[word]]].toarray()[:, 0]
            continue
        lines = concordance(counted, word, quotes=quotes, copies="all", reading=reading, **options)
        n = lines["article"].value_counts().reindex(counts.articles, fill_value=0).to_numpy()
        every[:, i] = n[counts.row]
        if not n.any() and not lines.attrs.get("within_names"):  # concordance tells of these
            warnings.warn(f"{word!r} does not occur in the dated articles", stacklevel=3)
    return every


def _rate_intervals(
    table: Floats, sizes: Floats, held: Ints, *, samples: int, level: float, seed: int
) -> tuple[Floats, Floats]:
    """Return low and high per million of each word in one period."""
    n, size = table.sum(axis=0), float(sizes.sum())
    if not size:
        return np.full(len(n), np.nan), np.full(len(n), np.nan)
    tail = (1 - level) / 2
    low = np.where(n > 0, stats.gamma.ppf(tail, np.maximum(n, 1)), 0.0) / size * 1e6
    high = stats.gamma.ppf(1 - tail, n + 1) / size * 1e6
    if len(sizes) > 1 and samples:
        weights = draw_weights(np.zeros(len(sizes), dtype=np.int64), samples, seed=seed)
        rates = weights @ table / (weights @ sizes)[:, None] * 1e6
        drawn = np.quantile(rates, interval_levels(len(sizes), level), axis=0)
        few = held < _FEW
        low = np.where(few, np.minimum(low, drawn[0]), drawn[0])
        high = np.where(few, np.maximum(high, drawn[1]), drawn[1])
    return low, high


def find_trends(
    articles: pd.DataFrame,
    *,
    period: Period = "month",
    quotes: pd.DataFrame | None = None,
    min_n: int = 10,
    false_discovery_rate: float = 0.05,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Find the words that are used ever more, or ever less.

    The test is that of Cochran (1954) and Armitage (1955) for a trend in proportions, with the variance taken
    between articles instead of between words, since the words of one article are not drawn one by one (Rao
    and Scott 1992, "A simple method for the analysis of clustered binary data").

    Args:
        articles: columns article, text and published; an article without a date is left out.
        period: the unit of time.
        min_n: leave out rarer words; they are not tested.
        false_discovery_rate: the q up to which a word is called emerging or fading.
        quotes, copies, reading, **options: as for `count_words`.

    Returns:
        One row a word, the strongest trend first: word, n, per_million, articles, change (binary log of the
        factor by which its rate changes from one period to the next, by Poisson regression; at most 10 either
        way), z, p, q (Benjamini and Hochberg), trend ("emerging", "fading" or "steady").

    Raises:
        ValueError: no article has a date, or all fall in one period.
    """
    counts, periods = _by_period(articles, period, quotes, copies, reading, options)
    if len(periods) < 2:
        raise ValueError(f"all dated articles fall in one {period}; a trend needs at least two")
    time = np.arange(len(periods), dtype=float)[counts.group]
    total = np.asarray(counts.table.sum(axis=0)).ravel()
    keep = np.flatnonzero(total >= max(min_n, 1))
    table, n, sizes = counts.table[:, keep].tocoo(), total[keep].astype(float), counts.sizes.astype(float)
    # Where nothing is tested there may be no article with words, of which both would take a mean.
    z, change = [fit(table, n, sizes, time) if len(n) else np.zeros(0) for fit in (_trend_z, _change)]
    p = 2 * stats.norm.sf(np.abs(z))
    q = measures.benjamini_hochberg(p)
    result = pd.DataFrame(
        {
            "word": counts.words[keep],
            "n": n.astype(np.int64),
            "per_million": n / sizes.sum() * 1e6,
            "articles": np.bincount(table.col, minlength=len(keep)),
            "change": change,
            "z": z,
            "p": p,
            "q": q,
            "trend": np.where(q > false_discovery_rate, "steady", np.where(z > 0, "emerging", "fading")),
        }
    )
    result = result.sort_values(["p", "n", "word"], ascending=[True, False, True], ignore_index=True)
    result.attrs.update(counts.notes)
    result.attrs["test"] = "Cochran-Armitage test for trend, variance between articles; q after Benjamini and Hochberg"
    return result[TREND_COLUMNS]


def _trend_z(table: Any, n: Floats, sizes: Floats, time: Floats) -> Floats:
    """Return the test's z of every word; `table` is scipy.sparse COO of shape (articles, words)."""
    words, articles = len(n), len(sizes)
    centred = time - np.average(time, weights=sizes)
    rate = n / sizes.sum()
    score = np.bincount(table.col, table.data * centred[table.row], words)
    expected = rate[table.col] * sizes[table.row]
    # Of the articles that have the word, the squares themselves; of the others those of their expectation.
    squares = centred[table.row] ** 2 * ((table.data - expected) ** 2 - expected**2)
    variance = np.bincount(table.col, squares, words) + rate**2 * (centred**2 * sizes**2).sum()
    variance *= articles / max(articles - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 0, score / np.sqrt(variance), 0.0)


def _change(table: Any, n: Floats, sizes: Floats, time: Floats) -> Floats:
    """Fit rates that change by a constant factor, by Newton's method; binary log of the factor per period."""
    moments, which = np.unique(time, return_inverse=True)
    size = np.bincount(which, sizes)
    mean = np.bincount(table.col, table.data * time[table.row], len(n)) / np.maximum(n, 1)
    slope = np.zeros(len(n))
    limit = 10 * np.log(2)
    for _ in range(50):
        exponent = slope[:, None] * moments + np.log(np.maximum(size, 1e-300))
        weight = np.exp(exponent - exponent.max(axis=1, keepdims=True))
        weight /= weight.sum(axis=1, keepdims=True)
        fitted = weight @ moments
        spread = np.maximum((weight * (moments - fitted[:, None]) ** 2).sum(axis=1), 1e-12)
        step = np.clip((mean - fitted) / spread, -1.0, 1.0)
        slope = np.clip(slope + step, -limit, limit)
        if np.abs(step).max(initial=0) < 1e-12:
            break
    change: Floats = slope / np.log(2)
    return change


def _by_period(
    articles: pd.DataFrame,
    period: str,
    quotes: pd.DataFrame | None,
    copies: Copies,
    reading: Any,
    options: Any,
) -> tuple[Counts, list[pd.Period]]:
    """Count by period; the groups are the periods from the first to the last, in order."""
    periods = periods_of(articles, period)
    moments = periods.dropna()
    if moments.empty:
        raise ValueError("no article has a date, so nothing can be said about time")
    dated = articles[periods.notna()].assign(**{_COLUMN: moments.map(str)})
    counts = count_parts(dated, by=_COLUMN, quotes=quotes, copies=copies, reading=reading, **options)
    every = list(pd.period_range(moments.min(), moments.max(), freq=PERIODS[period]))
    number = {str(moment): i for i, moment in enumerate(every)}
    assert UNKNOWN not in counts.groups
    codes = np.array([number[name] for name in counts.groups], dtype=np.int64)
    group = codes[counts.group] if len(counts.group) else counts.group
    return replace(counts, group=group, groups=[str(moment) for moment in every]), every
