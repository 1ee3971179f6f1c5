"""The measures of association and difference, as plain functions of counts. All take and return arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from analysis.words.arrays import Floats

__all__ = [
    "benjamini_hochberg",
    "exact_ratio_interval",
    "log_dice",
    "log_likelihood",
    "log_odds",
    "log_ratio",
    "pointwise_mutual_information",
]


def log_likelihood(a: npt.ArrayLike, b: npt.ArrayLike, c: npt.ArrayLike, d: npt.ArrayLike) -> Floats:
    """Return the log-likelihood ratio G2 of tables of two rows and two columns, [[a, b], [c, d]].

    Twice the sum over the four cells of observed times the log of observed over expected (Dunning 1993,
    "Accurate methods for the statistics of surprise and coincidence"). For the keyness of a word, a and b are
    its occurrences here and there, c and d those of all other words.

    Returns:
        Non-negative; chi-squared with one degree of freedom where the word is spread alike.
    """
    a, b, c, d = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    total = a + b + c + d
    result = np.zeros(np.broadcast(a, b, c, d).shape)
    for cell, row, column in ((a, a + b, a + c), (b, a + b, b + d), (c, c + d, a + c), (d, c + d, b + d)):
        expected = row * column / total
        with np.errstate(divide="ignore", invalid="ignore"):
            result = result + np.where(cell > 0, cell * np.log(cell / expected), 0.0)
    return np.maximum(2 * result, 0.0)


def log_ratio(n: npt.ArrayLike, size: npt.ArrayLike, n_against: npt.ArrayLike, size_against: npt.ArrayLike) -> Floats:
    """Return the binary log of the ratio of two relative frequencies (Hardie 2014, "Log Ratio").

    1 means twice as frequent here as there, -1 half as frequent. A count of 0 is taken as one half.
    """
    n, size, n_against, size_against = (np.asarray(x, dtype=float) for x in (n, size, n_against, size_against))
    ratio: Floats = np.log2(np.where(n > 0, n, 0.5) / size) - np.log2(
        np.where(n_against > 0, n_against, 0.5) / size_against
    )
    return ratio


def log_odds(
    n: npt.ArrayLike,
    size: float,
    n_against: npt.ArrayLike,
    size_against: float,
    prior: npt.ArrayLike,
    prior_size: float,
) -> tuple[Floats, Floats]:
    """Return the weighted log-odds and its z score (Monroe, Colaresi and Quinn 2008).

    "Fightin' Words: lexical feature selection and evaluation for identifying the content of political
    conflict". The difference of the log-odds of a word under an informative Dirichlet prior, and that
    difference over its approximate standard deviation.

    Args:
        n, n_against: the word's occurrences here and there, shape (words,).
        size, size_against: all words here and there.
        prior: the word's pseudo-counts, shape (words,).
        prior_size: the sum of the pseudo-counts of all words.

    Returns:
        (log-odds in natural logarithms, z).
    """
    here = np.asarray(n, dtype=float) + np.asarray(prior, dtype=float)
    there = np.asarray(n_against, dtype=float) + np.asarray(prior, dtype=float)
    delta: Floats = np.log(here / (size + prior_size - here)) - np.log(there / (size_against + prior_size - there))
    return delta, delta / np.sqrt(1 / here + 1 / there)


def pointwise_mutual_information(
    both: npt.ArrayLike, x: npt.ArrayLike, y: npt.ArrayLike, total: npt.ArrayLike
) -> Floats:
    """Return the binary log of observed over expected co-occurrence (Church and Hanks 1990)."""
    both, x, y, total = (np.asarray(v, dtype=float) for v in (both, x, y, total))
    pmi: Floats = np.log2(both * total / (x * y))
    return pmi


def log_dice(both: npt.ArrayLike, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
    """Return log-Dice, 14 plus the binary log of the Dice coefficient.

    Rychlý 2008, "A lexicographer-friendly association score".

    14 where neither word stands without the other; more only where one stands near several of the other. It does not
    depend on the size of the corpus.
    """
    both, x, y = (np.asarray(v, dtype=float) for v in (both, x, y))
    dice: Floats = 14 + np.log2(2 * both / (x + y))
    return dice


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """Return q values: the false discovery rate at which each p value is just significant.

    Benjamini and Hochberg 1995, "Controlling the false discovery rate".
    """
    p = np.asarray(p, dtype=float)
    return np.asarray(stats.false_discovery_control(p), dtype=float) if p.size else p


def exact_ratio_interval(
    n: npt.ArrayLike,
    size: npt.ArrayLike,
    n_against: npt.ArrayLike,
    size_against: npt.ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the interval of the log ratio if every word were drawn by itself.

    Given their sum, the first of two Poisson counts is binomial; its exact interval (Clopper and Pearson
    1934) gives that of the ratio. Infinite where a count is 0.
    """
    a, b = np.asarray(n, dtype=float), np.asarray(n_against, dtype=float)
    scale = np.log2(np.asarray(size_against, dtype=float) / np.asarray(size, dtype=float))
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, stats.beta.ppf(tail, a, b + 1), 0.0)
        high = np.where(b > 0, stats.beta.ppf(1 - tail, a + 1, b), 1.0)
        return np.log2(low / (1 - low)) + scale, np.log2(high / (1 - high)) + scale
