"""Figures of the words that mark a group: how many times as frequent they are in it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator
from matplotlib.transforms import Bbox

from analysis.findings import say_count
from analysis.palette import GREY, INK, NEGATIVE, NEUTRAL, PALETTE, POSITIVE
from analysis.plots.parts import (
    MOST_STROKES,
    draw_dot,
    leave_empty,
    name_rows,
    note_under,
    set_title,
    shorten,
    with_count,
)
from analysis.plots.style import drawing
from analysis.words.findings import compared_with, group_name, say_keyness
from analysis.words.views import named_groups

__all__ = ["plot_keyness", "plot_keyness_scatter"]


def plot_keyness(keyness: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Which words mark a group: a dot per word, how many times as frequent it is, with its interval.

    Args:
        keyness: the frame of `analysis.words.keyness`, of one group or several: ``word``, ``group``,
            ``log_ratio``, ``low``, ``high``, ``n``, ``sure``; the words come in the order of the frame, each
            group's under its name, blue where they are surely more frequent, their names in grey where not.
        top: how many words at most, from the first; words that the group avoids or lacks are not drawn.
        ax: where to draw.
    """
    shown = keyness[(keyness["log_ratio"] > 0) & (keyness["n"] > 0)].head(top)
    groups = list(dict.fromkeys(shown["group"]))
    several = len(groups) > 1
    with drawing(ax, rows=len(shown) + len(groups) * several) as ax:
        if shown.empty:
            return leave_empty(ax, f"{say_keyness(shown)}.")
        labels: list[str] = []
        unsure: set[int] = set()
        for group in groups:
            rows = shown[shown["group"] == group]
            labels += [str(group)] if several else []
            drawn = rows[["word", "n", "log_ratio", "low", "high", "sure"]]
            for word, n, ratio, low, high, sure in drawn.itertuples(index=False):
                colour = PALETTE[0] if sure == "more" else NEUTRAL
                # A word that the others never use may have an interval without end: drawn to the edge.
                draw_dot(ax, len(labels), ratio, max(low, -99), min(high, 99), colour)
                if sure != "more":
                    unsure.add(len(labels))
                labels.append(with_count(word, n))
        name_rows(ax, labels)
        for i, (label, tick) in enumerate(zip(labels, ax.get_yticklabels(), strict=True)):
            tick.set_fontweight("bold" if several and label in groups else "normal")
            tick.set_color(NEUTRAL if i in unsure else INK)
        ax.axvline(0, color=GREY, linewidth=1)
        # An interval that runs to infinity must not squeeze all others.
        ends = np.nan_to_num(shown[["log_ratio", "low", "high"]].to_numpy(float), posinf=0.0, neginf=0.0)
        far = float(np.quantile(ends.max(axis=1), 0.75)) * 1.6
        right = max(min(float(ends.max()), far), float(shown["log_ratio"].max())) * 1.05
        ax.set_xlim(max(min(float(ends.min()), 0.0), -0.35 * right) - 0.04 * right, right)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        ax.xaxis.set_major_formatter(lambda value, _: _fold(value))
        note_under(
            ax, f"how many times as frequent as in {compared_with(keyness)}; lines: 95% interval; grey: may be chance"
        )
        marked = shown.loc[shown["sure"] == "more", "group"].nunique()
        many = f"{marked} of {len(groups)}" if marked < len(groups) else f"each of {len(groups)}"
        whole = f"What marks {many}" if marked else f"No word surely marks any of {len(groups)}"
        set_title(ax, f"{whole} against {compared_with(keyness)}" if several else say_keyness(keyness))
    return ax


def plot_keyness_scatter(keyness: pd.DataFrame, *, group: str = "", top: int = 12, ax: Axes | None = None) -> Axes:
    """How frequent the words of a group are and how much they mark it: a point per word, the most telling named.

    Args:
        keyness: the frame of `analysis.words.keyness`: ``word``, ``group``, ``n``, ``log_ratio``, ``sure``.
            Blue words are surely more frequent in the group, orange ones surely rarer.
        group: the group to draw; "" takes the first that is known.
        top: how many words to name on either side, in the order of the frame.
        ax: where to draw.
    """
    groups = list(dict.fromkeys([*named_groups(keyness)["group"], *keyness["group"]]))
    # Where there is one group, it is what was compared with general English for want of others.
    name = group if group and len(groups) > 1 else next(iter(groups), "")
    shown = keyness[(keyness["group"] == name) & (keyness["n"] > 0)]
    with drawing(ax, rows=10) as ax:
        if shown.empty:
            return leave_empty(ax, "There are no words to compare.")
        more, less = shown["sure"] == "more", shown["sure"] == "less"
        colours = np.where(more, POSITIVE, np.where(less, NEGATIVE, NEUTRAL))
        for sure in (~(more | less), more | less):  # the sure ones above the others
            ax.scatter(
                shown.loc[sure, "n"],
                shown.loc[sure, "log_ratio"],
                s=18,
                c=colours[sure],
                alpha=0.55,
                linewidth=0,
                rasterized=len(shown) > MOST_STROKES,
            )
        ax.axhline(0, color=GREY, linewidth=1)
        ax.set_xscale("log")
        reach = 1.08 * max(float(shown["log_ratio"].abs().max()), 1.0)
        ax.set_ylim(-reach if len(shown[shown["log_ratio"] < 0]) else -0.1 * reach, reach)
        ax.set_xlim(0.8 * float(shown["n"].min()), 2.2 * float(shown["n"].max()))
        ax.xaxis.set_major_locator(LogLocator(base=10, subs=(1, 2, 5)))
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.xaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        ax.yaxis.set_major_formatter(lambda value, _: _fold(value))
        any_sure = bool((more | less).any())
        # Of what may be chance, a word that one article repeats is the likeliest to be.
        spread = shown[shown["articles"] > 1] if "articles" in shown and shown["articles"].max() > 1 else shown
        named = pd.concat([shown[more].head(top), shown[less].tail(top)]) if any_sure else spread.head(top)
        who = group_name(keyness, name)
        _name_points(ax, named["n"], named["log_ratio"], named["word"])
        note_under(
            ax,
            f"to the right: times in {who}; upwards: how many times as frequent as in {compared_with(keyness)}; blue "
            "and orange: more than chance among so many words and articles would do",
        )
        counts = f"{say_count(int(more.sum()), 'word')} surely more frequent, {int(less.sum()):,} surely rarer"
        set_title(ax, f"{who}: {counts if any_sure else 'no word is surely more frequent or rarer'}")
    return ax


def _fold(log_ratio: float) -> str:
    """A binary logarithm as a factor: 3 is 8×, 12 is 4k×, 25 is 34M×, -5 is 1/32×."""
    if log_ratio < 0:
        return f"1/{_fold(-log_ratio)}"
    factor = 2.0**log_ratio
    for size, sign in ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if factor >= size:
            return f"{factor / size:,.0f}{sign}×"
    return f"{factor:.3g}×"


def _name_points(ax: Axes, xs: pd.Series, ys: pd.Series, names: pd.Series) -> None:
    """Name points beside, above or below them; a name that would cover another is left out."""
    figure = ax.get_figure(root=True)
    if figure is None:
        return
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    taken: list[Bbox] = []
    for x, y, name in zip(xs, ys, names, strict=True):
        for offset, align in (((6, -3), "left"), ((-6, -3), "right"), ((4, 7), "left"), ((4, -13), "left")):
            text = ax.annotate(
                shorten(str(name), width=24),
                (x, y),
                offset,
                textcoords="offset points",
                ha=align,
                fontsize=9.5,
                color=INK,
                path_effects=[withStroke(linewidth=3, foreground="white")],
            )
            box = text.get_window_extent(renderer).padded(2)
            whole = ax.bbox.contains(box.x0, box.y0) and ax.bbox.contains(box.x1, box.y1)
            if whole and not box.count_overlaps(taken):
                taken.append(box)
                break
            text.remove()
