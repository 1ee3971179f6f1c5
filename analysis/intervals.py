"""How wide an interval must be: for few observations, and where many are looked at together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

__all__ = ["apart", "interval_levels"]


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


def apart(tone: pd.DataFrame, *, level: float = 0.95) -> npt.NDArray[np.bool_]:
    """Say of each two means which is surely the higher, allowing for how many pairs are looked at.

    The interval of a difference is made of those of both (Zou and Donner, "Construction of confidence limits about
    effect measures", 2008) and widened so that those of all pairs hold at once (Bonferroni): of a dozen voices that
    all sound alike, the highest and the lowest differ more often than one would think. Two whose own intervals overlap
    count as alike in any case, since that is what a reader sees.

    Args:
        tone: one row a mean: ``score``, ``low``, ``high``, ``n``, and, if known, ``known``, ``articles`` and
            ``resampled``, which say what its interval rests on.
        level: of the intervals.

    Returns:
        Whether the mean of a row is higher than that of a column, shape (rows, rows).
    """
    rests_on = tone["known"] if "known" in tone else tone["n"]
    if "resampled" in tone:
        rests_on = tone["articles"].where(tone["resampled"] == "article", rests_on)
    freedom = np.maximum(rests_on.to_numpy(float) - 1, 1)
    freedom = np.minimum(freedom[:, None], freedom[None])
    pairs = max(len(tone) * (len(tone) - 1) / 2, 1)
    alone, all_of_them = (1 + level) / 2, 1 - (1 - level) / 2 / pairs
    wider = stats.t.ppf(all_of_them, freedom) / stats.t.ppf(alone, freedom)
    score, low, high = (tone[name].to_numpy(float) for name in ("score", "low", "high"))
    reach = wider * np.hypot((score - low)[:, None], (high - score)[None])
    higher: npt.NDArray[np.bool_] = (score[:, None] - score[None] > reach) & (low[:, None] > high[None])
    return higher
