"""Whether a word is more frequent on one side than chance would make it, given how much articles differ.

The log-likelihood takes every word as drawn by itself, but articles repeat their words: of two sets of articles that
differ in nothing, it finds hundreds of words that do. What was sampled is the article, so that is what is tested.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import stats

from analysis.words.arrays import Floats

__all__ = ["Side", "difference_p"]


class Side(NamedTuple):
    """One side of a comparison.

    Attributes:
        words: how often each word stands in each article, scipy.sparse of shape (articles, words).
        sizes: the lengths of the articles in words, shape (articles,); 0 for one that is not on this side.
    """

    words: Any
    sizes: Floats


def difference_p(here: Side, there: Side | Floats) -> Floats:
    """Return how often chance would make the rates of a word differ as much, for each word.

    Welch's t test (1947) of the two rates, each a ratio estimate over articles (Cochran, "Sampling Techniques",
    1977, section 6.4). The variance of a side is never taken to be less than that of words drawn by themselves at
    the rate of both together, since a few articles that happen to have a word equally often show no spread.

    Args:
        here: one side, of two articles or more.
        there: the other, or rates that are known, per word, shape (words,).

    Returns:
        p of every word, two-sided, shape (words,).
    """
    n, size = _total(here), float(here.sizes.sum())
    if isinstance(there, Side):
        n_there, size_there = _total(there), float(there.sizes.sum())
        rate_there, articles_there = n_there / size_there, _articles(there)
        together = (n + n_there) / (size + size_there)
        error_there = _error(there, together)
    else:
        rate_there, articles_there, together, error_there = there, 2, there, np.zeros(len(there))
    # scipy asks for the spread of single observations, which is the error of their mean times the root of their number.
    articles = _articles(here)
    spread, spread_there = _error(here, together) * np.sqrt(articles), error_there * np.sqrt(articles_there)
    test = stats.ttest_ind_from_stats(
        n / size, spread, articles, rate_there, spread_there, articles_there, equal_var=False
    )
    p: Floats = test.pvalue
    return p


def _total(side: Side) -> Floats:
    return np.asarray(side.words.sum(axis=0), dtype=float).ravel()


def _articles(side: Side) -> int:
    return int((side.sizes > 0).sum())


def _error(side: Side, rate: Floats) -> Floats:
    """Return the standard error of a side's rate of each word, at least that of a Poisson process."""
    counts = side.words.tocsc()
    size, articles = side.sizes.sum(), _articles(side)
    own = _total(side) / size
    squares = np.asarray(counts.multiply(counts).sum(axis=0), dtype=float).ravel()
    spread = squares - 2 * own * (counts.T @ side.sizes) + own**2 * (side.sizes**2).sum()
    between = np.maximum(spread, 0) * articles / (articles - 1) / size**2
    error: Floats = np.sqrt(np.maximum(between, rate / size))
    return error
