"""Figures of the quotes: who is quoted, in which form, introduced how, and where in the article."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analysis.findings import say_count, say_types, say_voices
from analysis.frames import UNKNOWN
from analysis.palette import INK, PALETTE
from analysis.plots.parts import draw_bars, draw_strokes, leave_empty, name_rows, note_beside, note_under, set_title
from analysis.plots.style import drawing
from analysis.quotes.quoted import TYPES

__all__ = ["plot_cues", "plot_positions", "plot_types", "plot_voices"]


def plot_voices(shares: pd.DataFrame, *, by: str = "speaker", top: int = 15, ax: Axes | None = None) -> Axes:
    """Who is quoted most: a bar per voice, its share of all quotes, the interval over articles.

    Args:
        shares: the frame of `analysis.summaries.share_of_voice`.
        by: its first column.
        top: how many bars at most; those left out are counted under the axis.
        ax: where to draw.
    """
    shown = shares.head(top)
    with drawing(ax, rows=len(shown)) as ax:
        if shown.empty:
            return leave_empty(ax, "No quotes were found.")
        if set(shares[by]) == {UNKNOWN}:
            how = "; a list of speakers tells it (parameter speakers)" if by in ("side", "gender") else ""
            return leave_empty(ax, f"Of no quote the {by} is known{how}.")
        draw_bars(ax, shown[by], shown["share"])
        drawn = shown[["quotes", "words", "share", "low", "high"]].itertuples(index=False)
        for y, (quotes, words, share, low, high) in enumerate(drawn):
            ax.plot([low, high], [y, y], color=INK, linewidth=1.2)
            note = f"{say_count(quotes, 'quote')}, {say_count(words, 'word')}"
            note_beside(ax, max(share, np.nan_to_num(high)), y, note)
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_xlim(0, 1.45 * float(shown[["share", "high"]].max().max()))
        ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= 1])
        rest = len(shares) - len(shown)
        note_under(
            ax,
            "share of all quotes"
            + ("; lines: 95% interval over articles" if shown["high"].notna().any() else "")
            + (f"; {rest} more not drawn" if rest else ""),
        )
        set_title(ax, say_voices(shares, by=by))
    return ax


def plot_types(shares: pd.DataFrame, *, by: str = "outlet", top: int = 12, ax: Axes | None = None) -> Axes:
    """How the voices are let speak: a bar per row, divided into direct, mixed and indirect quotes.

    Args:
        shares: the frame of `analysis.summaries.share_of_voice`.
        by: its first column.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = shares.head(top)
    with drawing(ax, rows=len(shown)) as ax:
        if shown.empty:
            return leave_empty(ax, "No quotes were found.")
        left = np.zeros(len(shown))
        for name, colour in zip(TYPES, PALETTE, strict=False):
            part = shown[name].to_numpy() / shown["quotes"].clip(lower=1).to_numpy()
            ax.barh(range(len(shown)), part, left=left, color=colour, height=0.66, edgecolor="white")
            for y, (width, count) in enumerate(zip(part, shown[name], strict=True)):
                if width > 0.07:
                    label = f"{count} {name}" if width > 0.2 else f"{count}"
                    ax.text(left[y] + width / 2, y, label, color="white", ha="center", va="center", fontsize=9.5)
            left += part
        name_rows(ax, [f"{name} ({n})" for name, n in zip(shown[by], shown["quotes"], strict=True)])
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_xlim(0, 1)
        ax.grid(visible=False)
        note_under(ax, "share of the row's quotes, from left to right: direct, mixed, indirect")
        set_title(ax, say_types(shares))
    return ax


def plot_cues(cues: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Which words introduce the quotes: a bar per cue.

    Args:
        cues: the frame of `analysis.summaries.count_cues`.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = cues.head(top)
    with drawing(ax, rows=len(shown)) as ax:
        if shown.empty:
            return leave_empty(ax, "No quotes were found.")
        draw_bars(ax, shown["cue"], shown["quotes"])
        for y, (quotes, share) in enumerate(zip(shown["quotes"], shown["share"], strict=True)):
            note_beside(ax, quotes, y, f"{quotes} ({share:.0%})")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlim(0, 1.15 * float(shown["quotes"].max()))
        note_under(ax, "quotes" + (f"; {len(cues) - len(shown)} more cues not drawn" if len(cues) > len(shown) else ""))
        first, total = shown.iloc[0], int(cues["quotes"].sum())
        set_title(ax, f"“{first['cue']}” introduces {first['share']:.0%} of {say_count(total, 'quote')}")
    return ax


def plot_positions(positions: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Where in the articles the voices stand: a row per speaker, a stroke per quote.

    Args:
        positions: the frame of `analysis.summaries.quote_positions`.
        top: how many speakers at most, the most quoted.
        ax: where to draw.
    """
    counts = positions["speaker"].value_counts(sort=False)
    names = sorted(counts.index, key=lambda name: (-counts[name], name))[:top]
    with drawing(ax, rows=len(names)) as ax:
        if not names:
            return leave_empty(ax, "No quotes were found.")
        draw_strokes(ax, names, positions, "speaker")
        note_under(
            ax,
            "place in the article, from its first letter to its last; each stroke is the start of a quote"
            + (f"; {len(counts) - len(names)} more speakers not drawn" if len(counts) > len(names) else ""),
        )
        early = float((positions["position"] < 0.5).mean())
        set_title(ax, f"{early:.0%} of {say_count(len(positions), 'quote')} stand in the first half of their article")
    return ax
