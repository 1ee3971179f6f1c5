"""How the figures look: all are drawn within one style sheet, shown and saved as the same SVG each time."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

__all__ = ["STYLE", "drawing", "save_figure", "use_svg"]

STYLE = Path(__file__).with_name("verbatim.mplstyle")
_ROW = 0.36  # inches of figure height per labelled row
_SVG: dict[Any, str] = {"svg.fonttype": "none", "svg.hashsalt": "verbatim"}


def use_svg() -> None:
    """Let a notebook show figures as SVG: sharp at any size, the same bytes each time, its text as text.

    So the text in a figure can be searched and read aloud, and a name in a script that matplotlib's own
    font lacks is set in the reader's fonts. Outside IPython it does nothing.
    """
    from IPython.core.getipython import get_ipython
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    if get_ipython() is not None:
        mpl.rcParams.update(_SVG)
        # Two that are equally wide, not the dozen that matplotlib would name at each word of a figure.
        mpl.rcParams["font.sans-serif"] = ["DejaVu Sans", "Verdana"]
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        set_matplotlib_formats("svg", metadata={"Date": None})  # type: ignore[no-untyped-call]


@contextmanager
def drawing(ax: Axes | None, *, rows: int | None = None, width: float = 8) -> Iterator[Axes]:
    """Lend an Axes within the style; a new figure grows with its rows, and is so many inches wide.

    Matplotlib makes tick labels and legends as late as the first drawing and would take their style from
    whatever holds then, so the figure is laid out before the style is left.
    """
    with plt.style.context(STYLE):
        if ax is None:
            height = 4.5 if rows is None else max(1.6 + _ROW * rows, 1.8)
            _, ax = plt.subplots(figsize=(width, height))
        yield ax
        figure = ax.get_figure(root=True)
        if figure is not None:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="Glyph .* missing from font")
                figure.draw_without_rendering()


def save_figure(ax: Axes, path: str | os.PathLike[str]) -> Path:
    """Save a figure by the ending of ``path`` (.svg, .png, .pdf); the same figure gives the same SVG.

    Raises:
        ValueError: matplotlib writes no such files; the message names those it does.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(_SVG):
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else None
        ax.get_figure(root=True).savefig(path, metadata=metadata)  # type: ignore[union-attr]
    return path
