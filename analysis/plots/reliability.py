"""The figure of the confidence: whether it means what it says."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from scipy import stats

from analysis.palette import GREY, PALETTE
from analysis.plots.parts import leave_empty, note_under, set_title
from analysis.plots.style import drawing

__all__ = ["plot_reliability"]


def plot_reliability(bins: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Whether a confidence means what it says: the share that is right over the confidence given, a dot a bin.

    A bin of fewer than five quotes is not drawn.

    Args:
        bins: the frame of `analysis.training.reliability.reliability`: ``confidence``, ``right``, ``n``.
        ax: where to draw.
    """
    from analysis.training.reliability import calibration_error

    with drawing(ax) as ax:
        if bins.empty:
            return leave_empty(ax, "There are no quotes to check.")
        ax.plot([0, 1], [0, 1], color=GREY, linewidth=1)
        ax.annotate("as many as it says", (0.2, 0.2), (6, -2), textcoords="offset points", va="top", color=GREY)
        shown = bins[bins["n"] >= 5]
        for x, share, n in zip(shown["confidence"], shown["right"], shown["n"], strict=True):
            low, high = stats.binomtest(round(share * n), int(n)).proportion_ci(method="wilson")
            ax.plot([x, x], [low, high], color=PALETTE[0], linewidth=2)
            ax.plot(x, share, "o", color=PALETTE[0], markersize=7)
            ax.annotate(f"{n:,}", (x, share), (6, -3), textcoords="offset points", va="top", color=GREY, fontsize=9.5)
        ax.set(xlim=(0, 1), ylim=(0, 1), ylabel="share of these quotes that are right")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(PercentFormatter(1, decimals=0))
        note_under(ax, "confidence given; lines: 95% interval; beside: quotes")
        set_title(ax, f"Confidence is off by {100 * calibration_error(bins):.1f} of 100 on average")
    return ax
