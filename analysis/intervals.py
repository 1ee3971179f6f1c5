"""How wide an interval must be: for few observations, and where many are looked at together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

__all__ = ["interval_levels", "together"]

Floats = npt.NDArray[np.float64]


def interval_levels(drawn: int, level: float) -> tuple[float, float]:
    """Return the two quantiles of the draws that bound a bootstrap interval.

    Percentile intervals are too narrow for few observations; these are expanded as Hesterberg 2015, "What
    teachers should know about the bootstrap", section 5.1.2, to the width that Student's t asks for.

    Args:
        drawn: how many articles, or sentences, are drawn from.
        level: of the interval.
    """
    count = max(drawn, 2)
    t = stats.t.ppf((1 + level) / 2, count - 1) * np.sqrt(count / (count - 1))
    upper = float(stats.norm.cdf(t))
    return 1 - upper, upper


def together(tone: pd.DataFrame, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Widen intervals so that all of them hold at once with the probability that each has alone (Bonferroni).

    Of a dozen voices that all sound alike the intervals of two lie apart more often than one would think: whoever
    picks the highest and the lowest of many needs wider ones.

    Args:
        tone: one row a mean: ``score``, ``low``, ``high``, ``n``, and, if known, ``known``, ``articles`` and
            ``resampled``, which say what its interval rests on.
        level: of the intervals.

    Returns:
        (low, high), each of shape (rows,).
    """
    rests_on = tone["known"] if "known" in tone else tone["n"]
    if "resampled" in tone:
        rests_on = tone["articles"].where(tone["resampled"] == "article", rests_on)
    freedom = np.maximum(rests_on.to_numpy(float) - 1, 1)
    alone, all_of_them = (1 + level) / 2, 1 - (1 - level) / 2 / max(len(tone), 1)
    wider = stats.t.ppf(all_of_them, freedom) / stats.t.ppf(alone, freedom)
    score, low, high = (tone[name].to_numpy(float) for name in ("score", "low", "high"))
    return score - (score - low) * wider, score + (high - score) * wider
