"""Figures of the words: which are frequent, when, in whose company, and where in the article."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.findings import say_count
from analysis.palette import GREY, PALETTE
from analysis.plots.parts import (
    draw_bars,
    draw_strokes,
    leave_empty,
    mark_dates,
    note_beside,
    note_under,
    set_title,
    shorten,
)
from analysis.plots.style import drawing

__all__ = ["plot_collocations", "plot_dispersion", "plot_words", "plot_words_over_time"]


def plot_words(words: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Which words are frequent: a bar per word.

    Args:
        words: the frame of `analysis.words.count_words`, of one group: ``word``, ``n``, ``per_million``,
            ``articles``.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = words.sort_values(["n", "word"], ascending=[False, True]).head(top)
    with drawing(ax, rows=len(shown)) as ax:
        if shown.empty:
            return leave_empty(ax, "No words were found.")
        draw_bars(ax, shown["word"], shown["per_million"])
        for y, (rate, n, articles) in enumerate(zip(shown["per_million"], shown["n"], shown["articles"], strict=True)):
            note_beside(ax, rate, y, f"{n:,}, in {say_count(articles, 'article')}")
        ax.xaxis.set_major_formatter("{x:,.0f}")
        ax.set_xlim(0, 1.3 * float(shown["per_million"].max()))
        note_under(ax, "times per million words")
        first = shown.iloc[0]
        set_title(ax, f"“{first['word']}” leads these words: {say_count(int(first['n']), 'time')}")
    return ax


def plot_words_over_time(frequencies: pd.DataFrame, *, top: int = 6, ax: Axes | None = None) -> Axes:
    """How often some words are used over time: a curve per word with its interval, one above the other.

    Args:
        frequencies: the frame of `analysis.words.frequency_over_time`, or of `analysis.words.views.follow_words`.
        top: how many words at most, in the order of the frame.
        ax: where to draw.
    """
    words = list(dict.fromkeys(frequencies["word"]))[:top]
    with drawing(ax, rows=3 * len(words)) as ax:
        if not words:
            return leave_empty(ax, f"Nothing to draw: {frequencies.attrs.get('why', 'no word was asked for')}.")
        known = frequencies[frequencies["word"].isin(words)].dropna(subset=["per_million"])
        if known.empty:
            return leave_empty(ax, "Nothing to draw: no period has words.")
        notes = []
        for y, word in enumerate(words):
            rows = known[known["word"] == word]
            most = float(rows[["per_million", "high"]].max().max()) or 1.0
            dates = list(rows["start"].dt.tz_localize(None).dt.to_pydatetime())
            rate, low, high = (y + 0.4 - 0.8 * rows[name] / most for name in ("per_million", "low", "high"))
            ax.axhline(y + 0.4, color=GREY, linewidth=0.8)
            ax.fill_between(dates, low, high, color=PALETTE[0], alpha=0.2, linewidth=0)
            ax.plot(dates, rate, "o-", color=PALETTE[0], markersize=4)
            notes.append(f"{shorten(str(word), lines=1)}\nup to {rows['per_million'].max():,.0f} per million")
        ax.set_yticks(range(len(words)), notes)
        ax.set_ylim(len(words) - 0.45, -0.55)
        ax.grid(visible=False, axis="y")
        mark_dates(ax, sorted(set(known["start"].dt.tz_localize(None).dt.to_pydatetime())), "%b\n%Y")
        note_under(
            ax, "times per million words of each period, each word on its own scale from zero; band: 95% interval"
        )
        peaks = known[known["word"] == words[0]]
        peak = peaks.loc[peaks["per_million"].astype(float).idxmax()]
        most_in = f"is most frequent in {peak['period']}: {say_count(int(peak['n']), 'time')}"
        set_title(ax, f"“{words[0]}” {most_in if peak['n'] else 'does not occur'}")
    return ax


def plot_collocations(collocations: pd.DataFrame, *, top: int = 15, ax: Axes | None = None) -> Axes:
    """Which words stand near a word: a bar per companion, by strength of the bond.

    Args:
        collocations: the frame of `analysis.words.collocations`: ``word``, ``collocate``, ``n``,
            ``log_dice``.
        top: how many bars at most.
        ax: where to draw.
    """
    shown = collocations.head(top)
    with drawing(ax, rows=len(shown)) as ax:
        if shown.empty:
            return leave_empty(ax, "No words stand together often enough to say anything.")
        one = shown["word"].nunique() == 1
        pairs = zip(shown["word"], shown["collocate"], strict=True)
        draw_bars(ax, [right if one else f"{left} … {right}" for left, right in pairs], shown["log_dice"])
        for y, (value, n) in enumerate(zip(shown["log_dice"], shown["n"], strict=True)):
            note_beside(ax, max(value, 0), y, f"together {say_count(n, 'time')}")
        ax.set_xlim(min(0.0, float(shown["log_dice"].min())), 1.25 * max(float(shown["log_dice"].max()), 1.0))
        note_under(ax, "strength of the bond: log Dice; one more is twice as strong")
        first = shown.iloc[0]
        bond = f"“{first['collocate']}” has the strongest bond with “{first['word']}”"
        set_title(ax, f"{bond}: together {say_count(first['n'], 'time')}")
    return ax


def plot_dispersion(positions: pd.DataFrame, *, top: int = 12, ax: Axes | None = None) -> Axes:
    """Where in the articles some words stand: a row per word, a stroke per occurrence.

    Args:
        positions: the frame of `analysis.words.word_positions`: ``word``, ``article``, ``position`` (0 to 1).
        top: how many words at most, in the order of the frame.
        ax: where to draw.
    """
    names = list(dict.fromkeys(positions["word"]))[:top]
    with drawing(ax, rows=len(names)) as ax:
        if not names:
            return leave_empty(ax, "None of the words occurs.")
        draw_strokes(ax, names, positions, "word")
        note_under(ax, "place in the article, from its first word to its last; each stroke is the word once")
        early = positions[positions["word"] == names[0]]["position"]
        set_title(
            ax, f"“{names[0]}”: {(early < 0.5).mean():.0%} of its {say_count(len(early), 'use')} in the first half"
        )
    return ax
