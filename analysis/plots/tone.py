"""Figures of the tone: of each voice, over time, and along the article."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.findings import most_sentences, say_arcs, say_count, say_time, say_tone
from analysis.palette import GREY, INK, NEGATIVE, NEUTRAL, PALETTE, POSITIVE
from analysis.plots.parts import (
    draw_dot,
    filling,
    leave_empty,
    mark_dates,
    name_rows,
    note_under,
    set_title,
    with_count,
)
from analysis.plots.style import drawing

__all__ = ["plot_arcs", "plot_over_time", "plot_tone"]


def plot_tone(tone: pd.DataFrame, *, by: str = "speaker", top: int = 15, ax: Axes | None = None) -> Axes:
    """How the voices sound: a dot per row, from negative to positive, with its interval.

    A hollow dot has no interval, since too few sentences stand behind it, and no claim rests on it.

    Args:
        tone: one row per voice: the column ``by``, ``score`` (-1 to 1), ``low``, ``high`` and ``n``
            (sentences).
        by: the column that names the rows.
        top: how many rows at most: those with most sentences.
        ax: where to draw.
    """
    shown = most_sentences(tone, by=by, top=top).sort_values(["score", by], ascending=[False, True])
    with drawing(ax, rows=len(shown)) as ax:
        if shown.empty:
            return leave_empty(ax, "No sentence with words of known tone was found.")
        for y, (score, low, high) in enumerate(zip(shown["score"], shown["low"], shown["high"], strict=True)):
            draw_dot(ax, y, score, low, high, _sign_colour(low, high))
        name_rows(ax, [with_count(name, n) for name, n in zip(shown[by], shown["n"], strict=True)])
        ax.axvline(0, color=GREY, linewidth=1)
        ends = shown[["score", "low", "high"]].abs().max().max()
        ax.set_xlim(*(np.array([-1, 1]) * min(1.05, max(0.5, 1.15 * float(ends)))))
        rest = int(tone["score"].notna().sum()) - len(shown)
        ax.set_xlabel(
            "← negative words · mean tone of the sentences, with 95% interval · positive words →\n"
            "in brackets: sentences; hollow dots: too few to tell" + (f"; {rest} more not drawn" if rest else "")
        )
        set_title(ax, say_tone(shown, by=by))
    return ax


def plot_over_time(tone: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """How the tone changes: the mean of each period with its interval, along the dates.

    Args:
        tone: the frame of `analysis.tone.tone_over_time`: ``period``, ``score``, ``low``, ``high``, ``n``.
        ax: where to draw.
    """
    shown = tone.dropna(subset=["score"]).sort_values("period", kind="stable")
    with drawing(ax) as ax:
        if shown.empty:
            return leave_empty(ax, "No article with a date has words of known tone.")
        dates = [period.to_pydatetime() for period in shown["period"].dt.tz_localize(None)]
        ax.plot(dates, shown["score"], color=PALETTE[0])
        for date, score, low, high in zip(dates, shown["score"], shown["low"], shown["high"], strict=True):
            ax.plot([date, date], [low, high], color=PALETTE[0], linewidth=5, alpha=0.25, solid_capstyle="butt")
            ax.plot(date, score, "o", color=PALETTE[0], markersize=7, markerfacecolor=filling(low, PALETTE[0]))
        ax.axhline(0, color=GREY, linewidth=1)
        mark_dates(ax, dates, "%-d %b\n%Y")
        ends = float(shown[["score", "low", "high"]].abs().max().max())
        ax.set_ylim(*(np.array([-1, 1]) * min(1.05, max(0.3, 1.2 * ends))))
        ax.set_ylabel("mean tone of the sentences")
        undated = int(tone.attrs.get("undated", 0))
        note_under(
            ax,
            "bars: 95% interval; hollow dots: too few sentences to tell"
            + (f"; {say_count(undated, 'article')} without a date not drawn" if undated else ""),
        )
        set_title(ax, say_time(tone))
    return ax


def plot_arcs(arcs: pd.DataFrame, *, by: str = "title", top: int = 10, ax: Axes | None = None) -> Axes:
    """How the tone moves through each article: a curve per article over its own zero line, with its band.

    Args:
        arcs: the frame of `analysis.tone.tone_arc` with a column that names the articles, see
            `analysis.summaries.with_titles`: ``article``, ``share`` (0 to 1), ``mean``, ``low``, ``high``.
        by: the column with the name of the article.
        top: how many articles at most: those whose tone changes most clearly, then the others as they come.
        ax: where to draw.
    """
    from analysis.tone.arcs import arc_moves

    names = arcs.drop_duplicates("article").set_index("article")[by]
    moves = arc_moves(arcs)
    names = names.loc[moves.abs().sort_values(ascending=False, kind="stable").index]
    shown = list(names.index[:top])
    with drawing(ax, rows=round(2.2 * len(shown))) as ax:
        if not shown:
            return leave_empty(ax, "No sentences were found.")
        inside = arcs[arcs["article"].isin(shown)]
        reach = max(0.3, float(np.nan_to_num(inside[["mean", "low", "high"]].abs().max().max())))
        scale = 0.45 / reach
        for y, article in enumerate(shown):
            arc = inside[inside["article"] == article]
            x, mean = arc["share"].to_numpy(), y - scale * arc["mean"].to_numpy()
            ax.axhline(y, color=GREY, linewidth=0.8)
            ax.fill_between(x, y - scale * arc["low"], y - scale * arc["high"], color=NEUTRAL, alpha=0.18, linewidth=0)
            ax.fill_between(x, mean, y, where=mean < y, color=POSITIVE, alpha=0.45, linewidth=0, interpolate=True)
            ax.fill_between(x, mean, y, where=mean > y, color=NEGATIVE, alpha=0.45, linewidth=0, interpolate=True)
            ax.plot(x, mean, color=INK, linewidth=1.3)
        name_rows(ax, [str(name) for name in names[:top]])
        ax.set_ylim(len(shown) - 0.45, -0.55)
        ax.set_xlim(0, 1)
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        rest = len(names) - len(shown)
        note_under(
            ax,
            "place in the article; positive words lift the curve (blue), negative ones lower it (orange); "
            "grey band: 95% interval" + (f"; {say_count(rest, 'more article')} not drawn" if rest else ""),
        )
        set_title(ax, say_arcs(arcs, by=by, moves=moves))
    return ax


def _sign_colour(low: float, high: float) -> str:
    """Blue where the interval lies above zero, orange where below, grey where it holds zero or is unknown."""
    return POSITIVE if low > 0 else NEGATIVE if high < 0 else NEUTRAL
