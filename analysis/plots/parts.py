"""What several figures are made of: named rows, bars, dots and strokes, and the words around them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.ticker import PercentFormatter

from analysis.palette import GREY, PALETTE

__all__ = [
    "MOST_STROKES",
    "draw_bars",
    "draw_dot",
    "draw_strokes",
    "filling",
    "leave_empty",
    "mark_dates",
    "name_rows",
    "note_beside",
    "note_under",
    "set_title",
    "shorten",
    "with_count",
]

MOST_STROKES = 2_000
"""More strokes or points than that are a picture within the SVG, which would else grow by a line each."""


def leave_empty(ax: Axes, message: str) -> Axes:
    """Say in an empty figure why it is empty."""
    ax.set_axis_off()
    figure = ax.get_figure(root=True)
    if figure is not None and len(figure.axes) == 1:
        figure.set_figheight(1.2)  # no large blank
    note = ax.text(0.5, 0.5, textwrap.fill(message, 70), ha="center", va="center", color=GREY)
    note.set(transform=ax.transAxes, in_layout=False)
    return ax


def set_title(ax: Axes, title: str) -> None:
    """Set the title, in as many lines as it needs."""
    ax.set_title(textwrap.fill(title, 58))


def note_under(ax: Axes, note: str) -> None:
    """Say under the axis what is measured and what is not drawn."""
    ax.set_xlabel(textwrap.fill(note, 84), loc="left", linespacing=1.4)


def name_rows(ax: Axes, labels: Sequence[str]) -> None:
    """Name the rows, the first on top; what is too long for two lines is cut with an ellipsis."""
    ax.set_yticks(range(len(labels)), [shorten(str(label)) for label in labels])
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.grid(visible=False, axis="y")


def note_beside(ax: Axes, x: float, y: float, note: str) -> None:
    """Write a note to the right of a point."""
    ax.annotate(note, (x, y), (5, 0), textcoords="offset points", va="center", color=GREY, fontsize=9.5)


def draw_bars(ax: Axes, labels: Sequence[str] | pd.Series, values: pd.Series) -> None:
    """A row per label, a bar as long as its value."""
    ax.barh(range(len(values)), values, color=PALETTE[0], height=0.66)
    name_rows(ax, list(labels))


def draw_dot(ax: Axes, y: float, value: float, low: float, high: float, colour: str) -> None:
    """A dot in a row, with the line of its interval."""
    ax.plot([low, high], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt")
    ax.plot(value, y, "o", color=colour, markersize=7, markerfacecolor=filling(low, colour))


def filling(low: float, colour: str) -> str:
    """White where there is no interval, so that the dot is hollow."""
    return "white" if pd.isna(low) else colour


def draw_strokes(ax: Axes, names: Sequence[str], positions: pd.DataFrame, by: str) -> None:
    """A row per name, a stroke at each of its positions (0 to 1)."""
    many = len(positions) > MOST_STROKES
    for y, name in enumerate(names):
        at = positions.loc[positions[by] == name, "position"]
        ax.plot(
            at, [y] * len(at), "|", color=PALETTE[0], markersize=14, markeredgewidth=2.4, alpha=0.75, rasterized=many
        )
    name_rows(ax, [with_count(name, (positions[by] == name).sum()) for name in names])
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlim(-0.01, 1.01)


def mark_dates(ax: Axes, dates: Sequence[datetime], form: str) -> None:
    """Mark the dates under the axis: each where they are few, else round ones."""
    if len(dates) > 8:
        ax.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=8))  # type: ignore[no-untyped-call]
    else:
        ax.set_xticks(dates)  # type: ignore[arg-type]
    ax.xaxis.set_major_formatter(DateFormatter(form))  # type: ignore[no-untyped-call]


def shorten(label: str, *, width: int = 34, lines: int = 2) -> str:
    """Wrap a label; break words that are longer than a line."""
    wrapped = textwrap.wrap(label, width) or ["–"]
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1][: width - 1].rstrip() + "…"]
    return "\n".join(wrapped)


def with_count(name: str, n: float | None) -> str:
    """A name with its number in brackets, where there is one."""
    return str(name) if pd.isna(n) else f"{name} ({int(n)})"
