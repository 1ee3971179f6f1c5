"""Intervals by drawing articles anew: the article, not the word, is what was sampled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from analysis.intervals import interval_levels
from analysis.words.arrays import Floats, Ints

__all__ = ["draw_weights", "ratio_intervals"]

_BLOCK = 4096  # words at a time: bounds the memory to samples x words x 8 bytes


def draw_weights(strata: Ints, samples: int, *, seed: int) -> Floats:
    """Draw the articles of each stratum with replacement, as many as there are.

    Args:
        strata: the stratum of each article, shape (articles,).
        samples: how many draws.
        seed: of the random numbers.

    Returns:
        How often each article was drawn, shape (samples, articles).
    """
    random = np.random.default_rng(seed)
    weights = np.zeros((samples, len(strata)))
    for stratum in np.unique(strata):
        members = np.flatnonzero(strata == stratum)
        drawn = random.integers(0, len(members), size=(samples, len(members)))
        drawn += np.arange(samples)[:, None] * len(members)
        weights[:, members] = np.bincount(drawn.ravel(), minlength=samples * len(members)).reshape(samples, -1)
    return weights


def ratio_intervals(
    here: Any,
    there: Any,
    sizes_here: Floats,
    sizes_there: Floats,
    *,
    samples: int,
    level: float,
    seed: int,
) -> tuple[Floats, Floats]:
    """Return the interval of the log ratio of every word.

    Args:
        here, there: how often each word stands in each article in the group and in what it is compared with,
            scipy.sparse of shape (articles, words); an article may be in both, and is then drawn in both.
        sizes_here, sizes_there: the articles' lengths in words, shape (articles,); 0 where not in the group.
        samples, level, seed: number of draws, level of the interval, seed of the random numbers.

    Returns:
        (low, high), each of shape (words,), in binary logarithms.
    """
    strata = (sizes_here > 0).astype(np.int64) + 2 * (sizes_there > 0)
    weights = draw_weights(strata, samples, seed=seed)
    size_here = np.maximum(weights @ sizes_here, 1)[:, None]
    size_there = np.maximum(weights @ sizes_there, 1)[:, None]
    counts = [int((s > 0).sum()) for s in (sizes_here, sizes_there)]
    # A side of one article is the same in each draw: how wide the interval must be is for the other to say.
    levels = interval_levels(min((count for count in counts if count > 1), default=1), level)
    low, high = np.empty(here.shape[1]), np.empty(here.shape[1])
    here, there = here.tocsc(), there.tocsc()
    for block in _blocks(here.shape[1]):
        a = _product(weights, here[:, block])
        b = _product(weights, there[:, block])
        a[a == 0] = 0.5
        b[b == 0] = 0.5
        a /= b
        a *= size_there / size_here
        a.sort(axis=0)
        low[block], high[block] = (np.log2(_quantile(a, q)) for q in levels)
    return low, high


def _product(weights: Floats, counts: Any) -> Floats:
    product: Floats = np.ascontiguousarray((counts.T @ weights.T).T)
    return product


def _quantile(ordered: Floats, q: float) -> Floats:
    place = q * (len(ordered) - 1)
    below = int(np.floor(place))
    above = min(below + 1, len(ordered) - 1)
    value: Floats = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    return value


def _blocks(words: int) -> Iterator[slice]:
    for first in range(0, words, _BLOCK):
        yield slice(first, min(first + _BLOCK, words))
