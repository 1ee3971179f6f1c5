"""A table on a page: sorted, searched and paged through with DataTables, its files a click away.

Without scripts (in a mail, on paper) the first rows stand there all the same.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.findings import say_count
from analysis.packed import ENDING, pack
from analysis.reports.templates import asset

__all__ = ["LIBRARIES", "file_links", "file_scripts", "grid", "grid_scripts", "table_files"]

LIBRARIES = ("datatables", "fflate")
"""What makes the tables sort, search and page, and what unpacks their rows and packs Excel files; the pages load them
from the ``assets/`` of their report. They lie in `analysis/pages/vendor` as published, with their licences."""
_MADE = ("CSV", "Excel")  # of a packed table, by the page
# Ending of a table's file to what a reader calls it.
_KINDS = {".csv": "CSV", ".csv.zip": "CSV", ".xlsx": "Excel", ".parquet": "Parquet"}


def grid(data: Mapping[str, Any], *, name: str, label: str = "", files: Sequence[tuple[str, str]] = ()) -> str:
    """Make the HTML of a table.

    Args:
        data: from `analysis.tables.table_data`.
        name: id of the script that holds the rows, see `grid_scripts`.
        label: what the table is, for those who hear the page.
        files: (kind, address) of the files that hold all rows, from `table_files`.

    Returns:
        HTML with the first rows.
    """
    columns, link = data["columns"], data["link"]
    head = "".join(f'<th scope="col" class="{_kind(column)}">{html.escape(column["title"])}</th>' for column in columns)
    places = data["places"] or [""] * len(data["rows"])
    body = "".join(
        _row(row, columns, link, place) for row, place in zip(data["rows"][: data["top"]], places, strict=False)
    )
    shown = min(data["top"], len(data["rows"]))
    count = (f"{shown:,} of " if shown < data["total"] else "") + say_count(data["total"], "row")
    label = html.escape(label or "Table")
    return (
        f'<div class="grid" data-table="{html.escape(name)}"><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{label}"><table aria-label="{label}"><caption>{count}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{_below(data, files)}</div>"
    )


def grid_scripts(tables: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return what a page with tables runs and the rows it shows, for `analysis.reports.templates.render`.

    Args:
        tables: name of a table, as `grid` was told, to its data.
    """
    if not tables:
        return []
    rows = [(name, pack(data)) for name, data in tables.items()]
    return [*rows, *file_scripts(), ("", asset("tables.js"))]


def file_scripts() -> list[tuple[str, str]]:
    """Return what a page runs that makes files of tables, for `analysis.reports.templates.render`."""
    return [("", asset("packed.js")), ("", asset("files.js"))]


def table_files(folder: Path, name: str) -> list[tuple[str, str]]:
    """Return (kind, address) of a table's files, relative to the report's folder; the kind of the packed one is ""."""
    if not name or not folder.is_dir():
        return []
    found = [(kind, folder / f"{name}{ending}") for ending, kind in {ENDING: "", **_KINDS}.items()]
    return [(kind, f"{folder.name}/{quote(path.name)}") for kind, path in found if path.is_file()]


def file_links(files: Sequence[tuple[str, str]]) -> str:
    """Make the HTML by which a table is taken home: buttons for what the page makes of it, links to its other files."""
    made = [address for kind, address in files if not kind]
    buttons = [
        f'<button type="button" data-rows="{html.escape(address)}" data-kind="{kind}">{kind}</button>'
        for address in made
        for kind in _MADE
    ]
    links = [
        f'<a href="{html.escape(address)}" download>{kind}</a>'
        for kind, address in files
        if kind and not (made and kind in _MADE)
    ]
    return " ".join([*buttons, *links])


def _row(row: Sequence[Any], columns: Sequence[Mapping[str, Any]], link: int, place: str) -> str:
    cells = zip(row, columns, strict=True)
    return "<tr>" + "".join(_cell(v, about, place if i == link else "") for i, (v, about) in enumerate(cells)) + "</tr>"


def _kind(column: Mapping[str, Any]) -> str:
    return "number" if column["number"] else str(column["width"])


def _cell(value: Any, column: Mapping[str, Any], place: str) -> str:
    text = html.escape(value[0] if column["number"] else value)
    shown = f'<a href="{html.escape(place)}">{text}</a>' if place else text
    return f'<td class="{_kind(column)}">{shown}</td>'


def _below(data: Mapping[str, Any], files: Sequence[tuple[str, str]]) -> str:
    """What stands below a table: its files, and what its columns mean."""
    links = file_links(files)
    told = [(column["title"], column["meaning"]) for column in data["columns"] if column["meaning"]]
    meanings = "".join(f"<dt>{html.escape(title)}</dt><dd>{html.escape(said)}</dd>" for title, said in told)
    # A table may hold more rows than are shown here: function words, say.
    return (f'<p class="files">All rows with all columns: {links}</p>' if links else "") + (
        f"<details><summary>What the columns mean</summary><dl>{meanings}</dl></details>" if meanings else ""
    )
