"""Figures: one function per figure, each takes a tidy frame and returns the matplotlib Axes it drew on.

Each title says what is seen, computed from the frame; intervals are drawn wherever the frame has them; rows are
labelled where they stand instead of in a legend; an empty frame gives an empty figure that says so. Give ``ax`` to
draw into a figure of your own; without it a new one of fitting height is made.
"""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analysis.palette import GREY, INK, NEGATIVE, NEUTRAL, PALETTE, POSITIVE, contrast
from analysis.summaries import UNKNOWN

__all__ = [
    "STYLE",
    "plot_arcs",
    "plot_collocations",
    "plot_cues",
    "plot_dispersion",
    "plot_keyness",
    "plot_mentions",
    "plot_positions",
    "plot_tone",
    "plot_types",
    "plot_voices",
    "plot_words",
    "use_svg",
]

STYLE = Path(__file__).with_name("verbatim.mplstyle")
_ROW = 0.36  # inches of figure height per labelled row
_TYPES = ("direct", "mixed", "indirect")


def use_svg() -> None:
    """Let a notebook show figures as SVG: sharp at any size, the same bytes each time, and with its text as text.

    Text in a figure can so be searched and read aloud, and a name in a script that matplotlib's own font lacks
    is set in the reader's fonts. Outside IPython it does nothing.
    """
    from IPython.core.getipython import get_ipython
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    if get_ipython() is not None:
        mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "verbatim"})
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        set_matplotlib_formats("svg", metadata={"Date": None})  # type: ignore[no-untyped-call]


def plot_voices(shares: pd.DataFrame, *, by: str = "speaker", top: int = 15, ax: Axes | None = None) -> Axes:
    """Who is quoted most: a bar per voice, its share of all quotes, the interval over articles.

    Args:
        shares: the frame of `analysis.summaries.share_of_voice`.
        by: its first column.
        top: how many bars at most; those left out are counted under the axis.
        ax: where to draw.
    """
    shown = shares.head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No quotes were found.")
        total = int(shares["quotes"].sum())
        _bars(ax, shown[by], shown["share"])
        _intervals(ax, shown)
        for y, (quotes, words, share, high) in enumerate(
            zip(shown["quotes"], shown["words"], shown["share"], shown["high"], strict=True)
        ):
            note = f"{_count(quotes, 'quote')}, {_count(words, 'word')}"
            _beside(ax, max(share, np.nan_to_num(high)), y, note)
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_xlim(0, 1.45 * float(shown[["share", "high"]].max().max()))
        rest = len(shares) - len(shown)
        ax.set_xlabel(
            "share of all quotes"
            + ("; lines: 95% interval over articles" if shown["high"].notna().any() else "")
            + (f"; {rest} more not drawn" if rest else "")
        )
        named = shares[shares[by] != UNKNOWN]
        first = (named if len(named) else shares).iloc[0]
        tied = int((named["quotes"] == first["quotes"]).sum()) > 1
        verb = "is among the most quoted" if tied else "is quoted most"
        if by != "speaker":
            verb = "has most quotes" if not tied else "is among those with most quotes"
        _title(ax, f"{first[by]} {verb}: {first['quotes']} of {_count(total, 'quote')}")
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
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No quotes were found.")
        left = np.zeros(len(shown))
        for name, colour in zip(_TYPES, PALETTE, strict=False):
            part = shown[name].to_numpy() / shown["quotes"].clip(lower=1).to_numpy()
            ax.barh(range(len(shown)), part, left=left, color=colour, height=0.66, edgecolor="white")
            for y, (width, count) in enumerate(zip(part, shown[name], strict=True)):
                if width > 0.07:
                    label = f"{count} {name}" if width > 0.2 else f"{count}"
                    ax.text(left[y] + width / 2, y, label, color="white", ha="center", va="center", fontsize=9.5)
            left += part
        _rows(ax, [f"{name} ({n})" for name, n in zip(shown[by], shown["quotes"], strict=True)])
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_xlim(0, 1)
        ax.grid(visible=False)
        ax.set_xlabel("share of the row's quotes, from left to right: direct, mixed, indirect")
        total = shares[list(_TYPES)].sum()
        _title(ax, f"{total.max() / max(total.sum(), 1):.0%} of {_count(int(total.sum()), 'quote')} are {total.idxmax()}")
    return ax


def plot_cues(cues: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Which words introduce the quotes: a bar per cue.

    Args:
        cues: the frame of `analysis.summaries.count_cues`.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = cues.head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No quotes were found.")
        _bars(ax, shown["cue"], shown["quotes"])
        for y, (quotes, share) in enumerate(zip(shown["quotes"], shown["share"], strict=True)):
            _beside(ax, quotes, y, f"{quotes} ({share:.0%})")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlim(0, 1.15 * float(shown["quotes"].max()))
        ax.set_xlabel("quotes" + (f"; {len(cues) - len(shown)} more cues not drawn" if len(cues) > len(shown) else ""))
        first = shown.iloc[0]
        _title(ax, f"“{first['cue']}” introduces {first['share']:.0%} of {_count(int(cues['quotes'].sum()), 'quote')}")
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
    with _figure(ax, rows=len(names)) as ax:
        if not names:
            return _nothing(ax, "No quotes were found.")
        for y, name in enumerate(names):
            at = positions.loc[positions["speaker"] == name, "position"]
            ax.plot(at, [y] * len(at), "|", color=PALETTE[0], markersize=14, markeredgewidth=2.4, alpha=0.75)
        _rows(ax, [f"{name} ({counts[name]})" for name in names])
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.set_xlim(-0.01, 1.01)
        ax.set_xlabel(
            "place in the article, from its first letter to its last; each stroke is the start of a quote"
            + (f"; {len(counts) - len(names)} more speakers not drawn" if len(counts) > len(names) else "")
        )
        early = float((positions["position"] < 0.5).mean())
        _title(ax, f"{early:.0%} of {_count(len(positions), 'quote')} stand in the first half of their article")
    return ax


def plot_words(words: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Which words are frequent: a bar per word.

    Args:
        words: the frame of `analysis.words.count_words`, of one group: ``word``, ``n``, ``per_million``, ``articles``.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = words.sort_values(["n", "word"], ascending=[False, True]).head(top)
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "No words were found.")
        _bars(ax, shown["word"], shown["per_million"])
        for y, (rate, n, articles) in enumerate(
            zip(shown["per_million"], shown["n"], shown["articles"], strict=True)
        ):
            _beside(ax, rate, y, f"{n:,}, in {_count(articles, 'article')}")
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.set_xlim(0, 1.3 * float(shown["per_million"].max()))
        ax.set_xlabel("times per million words")
        first = shown.iloc[0]
        _title(ax, f"“{first['word']}” is the most frequent word: {_count(int(first['n']), 'time')}")
    return ax


def plot_tone(tone: pd.DataFrame, *, by: str = "speaker", top: int = 15, ax: Axes | None = None) -> Axes:
    """How the voices sound: a dot per row, from negative to positive, with its interval.

    Args:
        tone: one row per voice: the column ``by``, ``score`` (-1 to 1), ``low``, ``high`` and, if known, ``n``.
        by: the column that names the rows.
        top: how many rows at most: those with most units (``n``), else the first.
        ax: where to draw.
    """
    known = tone.dropna(subset=["score"])
    chosen = known.sort_values("n", ascending=False, kind="stable").head(top) if "n" in known else known.head(top)
    shown = chosen.sort_values(["score", by], ascending=[False, True])
    with _figure(ax, rows=len(shown)) as ax:
        if shown.empty:
            return _nothing(ax, "Nothing with a tone was found.")
        colours = [_sign_colour(low, high) for low, high in zip(shown["low"], shown["high"], strict=True)]
        for y, (score, low, high, colour) in enumerate(
            zip(shown["score"], shown["low"], shown["high"], colours, strict=True)
        ):
            ax.plot([low, high], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt")
            ax.plot(score, y, "o", color=colour, markersize=7)
        counts = shown["n"] if "n" in shown else [None] * len(shown)
        _rows(ax, [_named(name, n) for name, n in zip(shown[by], counts, strict=True)])
        _tone_axis(ax)
        sure = sum(colour != NEUTRAL for colour in colours)
        rest = len(known) - len(shown)
        ax.set_xlabel(
            "← negative      tone, with 95% interval      positive →" + (f"\n{rest} more not drawn" if rest else "")
        )
        first, last = shown.iloc[0][by], shown.iloc[-1][by]
        if len(shown) == 1:
            _title(ax, f"{first}: tone {shown.iloc[0]['score']:+.2f}")
        elif sure == 0:
            _title(ax, "No tone here is clearly positive or negative: each interval holds zero")
        else:
            _title(ax, f"{first} sounds most positive, {last} most negative")
    return ax


@contextmanager
def _figure(ax: Axes | None, *, rows: int | None = None) -> Iterator[Axes]:
    """Lend an Axes within the style; a new figure grows with its rows.

    Matplotlib makes tick labels and legends as late as the first drawing and would take their style from
    whatever holds then, so the figure is laid out before the style is left.
    """
    with plt.style.context(STYLE):
        if ax is None:
            height = 4.5 if rows is None else max(1.25 + _ROW * rows, 1.6)
            _, ax = plt.subplots(figsize=(8, height))
        yield ax
        figure = ax.get_figure(root=True)
        if figure is not None:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="Glyph .* missing from font")
                figure.draw_without_rendering()


def _bars(ax: Axes, labels: Sequence[str] | pd.Series, values: Sequence[float] | pd.Series) -> None:
    ax.barh(range(len(values)), values, color=PALETTE[0], height=0.66)
    _rows(ax, list(labels))


def _rows(ax: Axes, labels: Sequence[str]) -> None:
    """Name the rows, the first on top; what is too long for two lines is cut with an ellipsis."""
    ax.set_yticks(range(len(labels)), [_short(str(label)) for label in labels])
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.grid(visible=False, axis="y")


def _intervals(ax: Axes, frame: pd.DataFrame) -> None:
    for y, (low, high) in enumerate(zip(frame["low"], frame["high"], strict=True)):
        ax.plot([low, high], [y, y], color=INK, linewidth=1.2)


def _beside(ax: Axes, x: float, y: float, note: str) -> None:
    ax.annotate(note, (x, y), (5, 0), textcoords="offset points", va="center", color=GREY, fontsize=9.5)


def _tone_axis(ax: Axes) -> None:
    ax.axvline(0, color=GREY, linewidth=1)
    ax.set_xlim(-1.03, 1.03)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1])


def _sign_colour(low: float, high: float) -> str:
    """Blue where the interval lies above zero, orange where below, grey where it holds zero or is unknown."""
    return POSITIVE if low > 0 else NEGATIVE if high < 0 else NEUTRAL


def _title(ax: Axes, title: str) -> None:
    ax.set_title(textwrap.fill(title, 58))


def _nothing(ax: Axes, message: str) -> Axes:
    ax.set_axis_off()
    ax.text(0.5, 0.5, message, ha="center", va="center", color=GREY, transform=ax.transAxes)
    return ax


def _short(label: str, *, width: int = 34, lines: int = 2) -> str:
    """Wrap a label; break words that are longer than a line."""
    wrapped = textwrap.wrap(label, width) or ["–"]
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1][: width - 1].rstrip() + "…"]
    return "\n".join(wrapped)


def _named(name: str, n: float | None) -> str:
    return str(name) if n is None or pd.isna(n) else f"{name} ({int(n)})"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" + ("" if n == 1 else "s")
