"""Means of tone with their uncertainty: bootstrap over sentences, or over articles.

The intervals are percentile intervals (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 13),
expanded where they rest on little (`analysis.intervals.interval_levels`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from analysis.frames import check_columns, check_list
from analysis.intervals import interval_levels
from analysis.tone.bands import NEUTRAL_BAND, Band, label_scores

__all__ = ["FEWEST", "average_tone", "bootstrap_mean", "check_rows"]

# Below so many sentences (or articles) there is no interval and no rank.
FEWEST = 5

RESAMPLES = 2000
SEED = 20190506

# Above so many, the bootstrap's interval of a mean and Student's are the same to the second digit.
MOST = 200

Floats = npt.NDArray[np.float64]


@lru_cache(maxsize=32)
def _draws(size: int) -> Floats:
    """How often each of ``size`` things is drawn in each resample; the same for every mean of that size."""
    even = np.full(size, 1 / size)
    return np.random.default_rng(SEED).multinomial(size, even, size=RESAMPLES).astype(float)


def bootstrap_mean(
    values: npt.ArrayLike, *, clusters: npt.ArrayLike | None = None, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the percentile bootstrap interval of a mean.

    Args:
        values: shape (n,); NaN are left out.
        clusters: shape (n,); what to resample where values come in groups, as sentences do in articles. A
            cluster is drawn with all its values.
        confidence: of the interval.

    Returns:
        Its ends; NaN, NaN where there are fewer than `FEWEST` values or clusters. The resampling has a fixed
        seed and does not depend on what else is computed; above `MOST` Student's interval stands in for it.
    """
    numbers = np.asarray(values, dtype=float)
    known = ~np.isnan(numbers)
    numbers = numbers[known]
    counts = np.ones(len(numbers))
    if clusters is not None:
        group, distinct = pd.factorize(np.asarray(clusters)[known])
        counts = np.bincount(group, minlength=len(distinct)).astype(float)
        numbers = np.bincount(group, weights=numbers, minlength=len(distinct))
    if len(numbers) < FEWEST:
        return float("nan"), float("nan")
    drawn = len(numbers)
    if drawn > MOST:
        # The ratio estimator's variance, linearised (Cochran, "Sampling Techniques", 1977, section 6.4).
        mean = numbers.sum() / counts.sum()
        error = np.sqrt(np.sum((numbers - mean * counts) ** 2) * drawn / (drawn - 1)) / counts.sum()
        reach = stats.t.ppf((1 + confidence) / 2, drawn - 1) * error
        return float(mean - reach), float(mean + reach)
    draws = _draws(drawn)
    low, high = np.quantile((draws @ numbers) / (draws @ counts), interval_levels(drawn, confidence))
    return float(low), float(high)


def check_rows(rows: pd.DataFrame, by: Sequence[str]) -> None:
    """Make sure that rows of tone have their columns, and those to group by.

    Raises:
        ValueError: where one is missing, or ``by`` is one text.
    """
    check_list(by, "by")
    check_columns(rows, "article", "start", "end", "score", "drivers", *by, of="rows of tone")


def average_tone(
    rows: pd.DataFrame,
    *,
    by: Sequence[str],
    over: Literal["sentence", "article", "auto"] = "auto",
    confidence: float = 0.95,
    band: Band = NEUTRAL_BAND,
) -> pd.DataFrame:
    """Average the scores of sentences in groups.

    Rows of unknown tone count for ``n`` and against ``coverage``, and are no part of the mean. A row of the
    reporter's and one of each quote in the same sentence count as one each.

    Args:
        rows: a frame of `score_sentences`, or any with ``article``, ``start``, ``end``, ``score``, ``drivers``.
        by: the columns to group by; none of them for one mean of all.
        over: what the interval resamples: "sentence" (what was measured is one article), "article" (it is a
            sample of many; sentences of one article are alike), or "auto": articles where a group has at
            least `FEWEST` of known tone, else sentences.
        confidence: of the intervals.
        band: scores from the first to the second are called neutral; that of the lexicon that scored.

    Returns:
        One row a group, in the order of their first rows: the columns of ``by``; ``start`` and ``end`` if
        grouped by article; ``score``, ``label``, ``low``, ``high``, ``resampled`` (what the interval
        resamples, "" where there is none), ``n`` (sentences), ``known`` (of them with words of known tone),
        ``coverage`` (their share), ``articles``, ``drivers`` (the weights sum to the score, heaviest first;
        each names its ``article`` where the group does not).

    Raises:
        ValueError: where a column is missing.
    """
    check_rows(rows, by)
    rows = rows.reset_index(drop=True)
    by = list(by)
    key = rows.groupby(by, sort=False, dropna=False).ngroup() if by else pd.Series(0, index=rows.index)
    order = np.argsort(key.to_numpy(), kind="stable")
    edges = np.flatnonzero(np.diff(key.to_numpy()[order], prepend=-1)) if len(rows) else np.zeros(0, dtype=int)
    groups = np.split(order, edges[1:]) if len(rows) else []
    score = rows["score"].to_numpy(float)
    article = rows["article"].to_numpy(object)
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    found = rows["drivers"].tolist()
    averages: list[dict[str, Any]] = []
    for members in groups:
        values = score[members]
        known = int(np.count_nonzero(~np.isnan(values)))
        sources = pd.unique(article[members])
        informative = len(pd.unique(article[members[~np.isnan(values)]]))
        way = over
        if over == "auto":
            way = "article" if informative >= FEWEST else "sentence"
        clusters = article[members] if way == "article" else None
        low, high = bootstrap_mean(values, clusters=clusters, confidence=confidence)
        drivers = [
            ({} if "article" in by else {"article": article[m]}) | driver | {"weight": driver["weight"] / known}
            for m in members
            for driver in found[m]
        ]
        drivers.sort(key=lambda driver: -abs(driver["weight"]))
        averages.append(
            {
                **{name: rows[name].iat[members[0]] for name in by},
                "start": start[members].min(),
                "end": end[members].max(),
                "score": float(np.nansum(values) / known) if known else float("nan"),
                "low": low,
                "high": high,
                "resampled": "" if np.isnan(low) else way,
                "n": len(members),
                "known": known,
                "coverage": known / len(members),
                "articles": len(sources),
                "drivers": drivers,
            }
        )
    extent = ["start", "end"] if "article" in by else []
    measures = ["score", "low", "high", "resampled", "n", "known", "coverage", "articles", "drivers"]
    table = pd.DataFrame(averages, columns=[*by, *extent, *measures])
    table = table.astype({"score": float, "low": float, "high": float, "coverage": float})
    table = table.astype(dict.fromkeys(("n", "known", "articles", *extent), np.int64))
    table.insert(list(table).index("score") + 1, "label", label_scores(table["score"], band=band))
    return table
