"""The figure of the stances: who is quoted in which tone toward whom."""

from __future__ import annotations

import itertools

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Rectangle

from analysis.findings import say_stances
from analysis.palette import INK, NEGATIVE, POSITIVE, contrast
from analysis.plots.parts import leave_empty, name_rows, note_under, set_title, shorten
from analysis.plots.style import drawing

__all__ = ["plot_stances"]

_COLUMNS = 8  # of the matrix, at most
_TONES = LinearSegmentedColormap.from_list("tone", [NEGATIVE, "#f1ede4", POSITIVE])


def plot_stances(
    matrix: pd.DataFrame, *, words: pd.DataFrame | None = None, top: int = 10, ax: Axes | None = None
) -> Axes:
    """Who is quoted in which tone toward whom: a square per pair with its mean tone and its number of mentions.

    It is the tone of the sentences in a speaker's quotes that name the target. What a speaker only repeats of others is
    in it, so that it is not what the speaker thinks.

    Args:
        matrix: the frame of `analysis.tone.stance_matrix`: ``who``, ``target``, ``n``, ``score``, ``negative``,
            ``positive``.
        words: the frame of `analysis.tone.words_behind`, to be written beside the rows: ``who``, ``negative``,
            ``positive``.
        top: how many rows at most, those with most mentions; the columns are at most `_COLUMNS`, or the numbers in
            the squares would run into one another.
        ax: where to draw.
    """
    rows = _most(matrix, "who", top)
    targets = _most(matrix[matrix["who"].isin(rows)], "target", min(top, _COLUMNS))
    rows = [row for row in rows if (matrix["target"].isin(targets) & (matrix["who"] == row)).any()]
    with drawing(ax, rows=round(1.5 * len(rows)) + 4, width=9.5) as ax:
        if not rows:
            return leave_empty(ax, "No quote mentions a target.")
        table = matrix[matrix["who"].isin(rows) & matrix["target"].isin(targets)]
        for who, target, n, score in zip(table["who"], table["target"], table["n"], table["score"], strict=True):
            x, y = targets.index(target), rows.index(who)
            colour = _TONES((float(score) + 1) / 2)
            ax.add_patch(Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, color=colour, linewidth=0))
            ink = "#ffffff" if contrast("#ffffff", to_hex(colour)) > 4.5 else INK
            ax.text(x, y, f"{score:+z.1f}\nof {n}", ha="center", va="center", color=ink, fontsize="small")
        if words is not None:
            _words_beside(ax, words[words["who"].isin(rows)], rows, x=len(targets) - 0.4)
        name_rows(ax, rows)
        ax.set_xlim(-0.5, len(targets) - 0.5)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        ax.set_xticks(range(len(targets)), [shorten(name, width=18) for name in targets], rotation=35, ha="right")
        ax.grid(visible=False)
        ax.spines[:].set_visible(False)
        ax.set_ylabel({"voice": "speaker"}.get(matrix.attrs.get("by", ""), matrix.attrs.get("by", "speaker")))
        note_under(
            ax,
            "mean tone, from -1 (orange) to +1 (blue), of the sentences in a row's quotes that name a column, over so "
            "many mentions; what a speaker only repeats of others is in it"
            + ("; beside: the heaviest negative and positive words of its quotes" if words is not None else ""),
        )
        set_title(ax, say_stances(matrix))
    return ax


def _words_beside(ax: Axes, words: pd.DataFrame, rows: list[str], *, x: float) -> None:
    """Write the negative words over the positive ones, at the right of each row, a line each."""
    for side, shift, colour, align in (("negative", -0.05, NEGATIVE, "bottom"), ("positive", 0.05, POSITIVE, "top")):
        for who, phrases in zip(words["who"], words[side], strict=True):
            room = itertools.accumulate(len(phrase) + 2 for phrase in phrases)
            text = ", ".join(
                [phrase for phrase, width in zip(phrases, room, strict=True) if width <= 42] or phrases[:1]
            )
            ax.text(x, rows.index(who) + shift, text, color=colour, va=align, fontsize="small", clip_on=False)


def _most(frame: pd.DataFrame, name: str, top: int) -> list[str]:
    """The values of a column with the largest sums of ``n``, the largest first."""
    sums = frame.groupby(name)["n"].sum().reset_index().sort_values(["n", name], ascending=[False, True])
    return [str(value) for value in sums[name].head(top)]
