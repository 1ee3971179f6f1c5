"""Frames for the eye: readable headings and numbers, in a notebook's cell and, whole, on a page of a report.

Everything that comes from an article is escaped before it becomes HTML.
"""

from __future__ import annotations

import html
import os
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from IPython.display import HTML

from analysis.columns import meaning_of
from analysis.palette import GREY, INK
from analysis.places import places_of

__all__ = ["FOR_PAGES", "MIME", "Table", "show_table", "table_data"]

MIME = "application/vnd.verbatim.table+json"
"""What a notebook hands to its page beside the HTML: the table with all its rows, see `table_data`."""
FOR_PAGES = "VERBATIM_PAGES"
"""Where this variable is set, tables are put out for pages too; reports set it for the notebooks they run."""

_MOST = 2_000  # rows on a page; the files hold all
_ITEMS = 8  # of a list in a cell
_SHORT = 32  # characters that a column keeps on one line
_HIDDEN = ("spans", "cue_spans", "source_spans", "boilerplate")
_LINKED = ("title", "article")  # a column that names the article leads to it
# Else JupyterLab sets "from $5 to $8" as a formula.
NO_MATH = "tex2jax_ignore mathjax_ignore"
_TABLE = f"color:{INK};background:#fff;border-collapse:collapse;font-size:.95em"
_CAPTION = f"caption-side:bottom;text-align:left;color:{GREY};background:#fff;padding:.3em .7em"
_CELL = "padding:.25em .55em;border-bottom:1px solid #ddd;vertical-align:top;max-width:38em;overflow-wrap:anywhere"


class Table(HTML):
    """A table as HTML; with ``data`` also in the form of which a page makes one that sorts and searches."""

    def __init__(self, markup: str, data: dict[str, Any] | None = None) -> None:
        """Keep both."""
        super().__init__(markup)  # type: ignore[no-untyped-call]
        self.rows = data

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {} if self.rows is None else {MIME: self.rows}


def show_table(
    frame: pd.DataFrame,
    *,
    top: int | None = 20,
    columns: Sequence[str] | None = None,
    percent: Sequence[str] = (),
    name: str = "",
    least: int = 1,
    empty: str = "This table is empty: nothing of the kind was found.",
) -> Table:
    """Show a frame with readable headings and numbers, long texts whole, and how many rows there are.

    On the page of a report the same call gives a table to sort, search and page through, whose rows lead to
    their place in the text where the frame has ``article`` and ``start`` and ``end``, or ``spans``.

    Args:
        frame: any frame; columns of spans are left out unless ``columns`` names them.
        top: how many rows to show, from the first; None shows all.
        columns: which columns, in which order; None shows all but the spans.
        percent: columns of shares, 0 to 1, to show as percentages.
        name: under which `analysis.exports.write_tables` writes the frame, so that the page can offer it.
        least: so many rows make a table; of fewer only `empty` is shown.
        empty: what is said in its place; "" shows nothing, where a figure above says why, say.

    Raises:
        ValueError: if the frame has no column of a name in ``columns``.
    """
    names = [column for column in frame.columns if column not in _HIDDEN] if columns is None else list(columns)
    missing = [column for column in names if column not in frame]
    if missing:
        raise ValueError(f"The table has no column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}.")
    if len(frame) < max(least, 1):
        return Table(note(empty))
    shown = frame[names] if top is None else frame[names].head(top)
    numeric = {column for column in names if _is_number(frame[column])}
    head = "".join(
        f'<th scope="col" style="{_CELL};white-space:nowrap;text-align:{_align(column in numeric)};border-color:#888"'
        f' title="{html.escape(meaning_of(column))}">{html.escape(_heading(column))}</th>'
        for column in names
    )
    columns_ = [_column(shown[column], percent=column in percent) for column in names]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns_, strict=True))
    rows = f"{len(frame):,} row{'' if len(frame) == 1 else 's'}"
    count = rows if len(shown) == len(frame) else f"first {len(shown):,} of {rows}"
    markup = (
        f'<table class="{NO_MATH}" style="{_TABLE}"><caption style="{_CAPTION}">'
        f"{count}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    wanted = bool(os.environ.get(FOR_PAGES))
    return Table(markup, table_data(frame, columns=names, percent=percent, top=top, name=name) if wanted else None)


def table_data(
    frame: pd.DataFrame,
    *,
    columns: Sequence[str],
    percent: Sequence[str] = (),
    top: int | None = 20,
    name: str = "",
) -> dict[str, Any]:
    """Return a table as a page takes it, in plain lists.

    Args:
        frame: any frame.
        columns: of those that are shown.
        percent: as in `show_table`.
        top: rows that are shown at once.
        name: of its files.

    Returns:
        ``name``; ``top``; ``total``, the rows of the frame; ``columns``, each with ``name``, ``title``,
        ``meaning``, ``number`` (whether it holds numbers) and ``width`` (short, long or wide); ``link``, the
        position of the column that leads to the text, -1 where no row has a place; ``rows``, the first 2,000:
        a text a cell, for numbers [text, number]; ``places``, an address a row.
    """
    shown = frame.head(_MOST)
    places = places_of(shown)
    link = next((columns.index(column) for column in _LINKED if column in columns), len(columns)) if any(places) else -1
    cells: list[list[Any]] = []
    about = []
    for column in columns:
        texts = _texts(shown[column], percent=column in percent)
        number = _is_number(frame[column])
        if number:
            cells.append([[text, _raw(value)] for text, value in zip(texts, shown[column].tolist(), strict=True)])
        else:
            cells.append(list(texts))
        about.append(
            {
                "name": str(column),
                "title": _heading(column),
                "meaning": meaning_of(column),
                "number": number,
                "width": "long" if column in _LINKED else _width(texts),
            }
        )
    if link == len(columns):
        cells.append(["read" if place else "" for place in places])
        about.append({"name": "", "title": "in the text", "meaning": "", "number": False, "width": "short"})
    return {
        "name": name,
        "top": len(frame) if top is None else top,
        "total": len(frame),
        "columns": about,
        "link": link,
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "places": places if link >= 0 else [],
    }


def note(message: str) -> str:
    """Return a paragraph in grey; "" where there is nothing to say."""
    return message and f'<p style="color:{GREY};background:#fff">{html.escape(message)}</p>'


def _heading(column: object) -> str:
    return str(column).replace("_", " ")


def _column(column: pd.Series, *, percent: bool) -> list[str]:
    """The cells of a column as HTML; what is short is kept on one line."""
    cells = [html.escape(text).replace("\n", "<br>") for text in _texts(column, percent=percent)]
    wrap = ";min-width:11em" if max(map(len, cells), default=0) > _SHORT else ";white-space:nowrap"
    style = f"{_CELL};text-align:{_align(_is_number(column))}{wrap}"
    return [f'<td style="{style}" dir="auto">{cell}</td>' for cell in cells]


def _texts(column: pd.Series, *, percent: bool) -> list[str]:
    """The values of a column as a reader wants them; numbers that are all whole have no decimals."""
    values = column.tolist()
    if pd.api.types.is_float_dtype(column) and not percent and all(v == int(v) for v in values if _finite(v)):
        values = [int(value) if _finite(value) else value for value in values]
    return [_text(value, percent=percent) for value in values]


def _text(value: Any, *, percent: bool = False) -> str:
    """One value: few decimals, dates without hours, lists as a line."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return ", ".join(_item(item) for item in value[:_ITEMS]) + (", …" if len(value) > _ITEMS else "")
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and percent:
        return f"{value:.0%}"
    if isinstance(value, float):
        return _number(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _number(value: float) -> str:
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "-∞"
    if 0 < value < 0.005:
        return "<0.01"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.2f}"


def _width(texts: Sequence[str]) -> str:
    """How much room a column needs: a line, some lines, or, where most of it is long, as much as there is."""
    if max(map(len, texts), default=0) <= _SHORT:
        return "short"
    return "wide" if sum(map(len, texts)) > 1.5 * _SHORT * len(texts) else "long"


def _raw(value: Any) -> float | int | str | None:
    """A number as JSON has it; infinity, which JSON has not, as the largest there is."""
    if value is None or pd.isna(value):
        return None
    if not _finite(value):
        return 1e308 if value > 0 else -1e308
    return int(value) if value == int(value) else round(float(value), 6)


def _item(value: Any) -> str:
    """One thing of a list; a word that drives a tone with what it weighs."""
    if isinstance(value, dict) and {"text", "weight"} <= set(value):
        return f"{value['text']} ({value['weight']:+.2f})"
    return str(value)


def _finite(value: Any) -> bool:
    return bool(pd.notna(value)) and abs(value) != float("inf")


def _is_number(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def _align(right: bool) -> str:
    return "right" if right else "left"
