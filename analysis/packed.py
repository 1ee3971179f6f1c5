"""Tables as a report keeps them: all rows once, packed into a script, of which its pages make CSV and Excel files.

Three files for one table, as CSV, Excel and Parquet, make a report of many articles several times as large as what
it says. So a table is kept once, and a file is made when somebody asks for one. A page that was opened from a disk
may read no file beside it but a script, hence the form: the first line tells rows and columns, the second hands over
JSON, column by column, deflated (zlib) and in base85, a sixteenth less than base64. `read_packed` makes a frame of it.

Numbers keep three significant digits, and all digits before the decimal point: what the estimates here can vouch for,
since their intervals are wider.
"""

from __future__ import annotations

import base64
import itertools
import json
import math
import os
import zlib
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.cells import plain
from analysis.columns import explain

__all__ = ["ENDING", "describe_packed", "pack", "read_packed", "rounded", "unpack", "write_packed"]

ENDING = ".js"
_DIGITS = 3
_HEAD, _BEFORE, _AFTER = "// ", 'document.currentScript.packed = "', '";\n'


def pack(value: object) -> str:
    """Return a value as JSON, deflated, in base85 without "<"; the same value gives the same text."""
    # A lone surrogate has no UTF-8; "backslashreplace" turns it into the JSON escape of itself.
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    packed = base64.b85encode(zlib.compress(text.encode("utf-8", "backslashreplace"), 9))
    return packed.decode("ascii").replace("<", ",")  # which could end the element of a page that holds it


def unpack(text: str) -> Any:
    """Return what `pack` packed."""
    return json.loads(zlib.decompress(base64.b85decode(text.replace(",", "<"))))


def write_packed(frame: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a table as a script for the pages of a report.

    Args:
        frame: any tidy table.
        path: where to; its folder is made.

    Returns:
        The path.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    about = explain(frame).to_dict("records")
    cells = [[rounded(plain(value)) for value in frame.iloc[:, i].tolist()] for i in range(frame.shape[1])]
    head = json.dumps({"rows": len(frame), "columns": [column["column"] for column in about]})
    body = pack({"columns": about, "cells": [_column(column) for column in cells]})
    path.write_text(f"{_HEAD}{head}\n{_BEFORE}{body}{_AFTER}", encoding="ascii", newline="\n")
    return path


def read_packed(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table from the script of a report: ``read_packed("reports/tables/quotes.js")``.

    Raises:
        ValueError: it is no such script.
    """
    _, _, rest = Path(path).read_text(encoding="utf-8").partition("\n")
    if not (rest.startswith(_BEFORE) and rest.endswith(_AFTER)):
        raise ValueError(f"{path}: this is no table of a report")
    table = unpack(rest.removeprefix(_BEFORE).removesuffix(_AFTER))
    columns = {}
    for about, cells in zip(table["columns"], table["cells"], strict=True):
        column = pd.Series(_cells(cells), dtype=None if about["type"] in ("number", "yes or no") else object)
        dated = about["type"] == "date"
        columns[about["column"]] = pd.to_datetime(column, utc=True, format="ISO8601") if dated else column
    return pd.DataFrame(columns)


def describe_packed(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the number of ``rows`` and the names of the ``columns`` of a packed table, without reading it."""
    with Path(path).open(encoding="utf-8") as file:
        described: dict[str, Any] = json.loads(file.readline().removeprefix(_HEAD))
    return described


def rounded(value: Any) -> Any:
    """Return a number with three significant digits and all of its whole part, in lists and records too."""
    if isinstance(value, float):
        if value == int(value):
            return int(value)
        return round(value, max(0, _DIGITS - 1 - math.floor(math.log10(abs(value)))))
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return {key: rounded(item) for key, item in value.items()} if isinstance(value, dict) else value


def _column(cells: list[Any]) -> Any:
    """Say a column shorter, where one of three ways is shorter, else as it is.

    Whole numbers as ``{"steps": from each to the next}``, since places in a text go up; texts as ``{"of": each once,
    "at": the place in these for each cell}``; lists of records that have the same keys as ``{"lengths": of the lists,
    "parts": the values of each key, a column again}``.
    """
    if cells and all(type(cell) is int for cell in cells):
        steps = [b - a for a, b in itertools.pairwise([0, *cells])]
        return {"steps": steps} if sum(map(abs, steps)) < sum(map(abs, cells)) else cells
    if any(isinstance(cell, str) for cell in cells):
        places: dict[str, int] = {}
        at = [places.setdefault(cell, len(places)) for cell in cells if isinstance(cell, str)]
        return {"of": list(places), "at": at} if len(at) == len(cells) > 2 * len(places) else cells
    if cells and all(isinstance(cell, list) for cell in cells):
        items = list(itertools.chain.from_iterable(cells))
        keys = list(items[0]) if items and isinstance(items[0], dict) else []
        if keys and all(isinstance(item, dict) and list(item) == keys for item in items):
            parts = {key: _column([item[key] for item in items]) for key in keys}
            return {"lengths": [len(cell) for cell in cells], "parts": parts}
    return cells


def _cells(column: Any) -> list[Any]:
    """Undo `_column`."""
    if isinstance(column, list):
        return column
    if "steps" in column:
        return list(itertools.accumulate(column["steps"]))
    if "of" in column:
        return [column["of"][place] for place in column["at"]]
    parts = {key: _cells(part) for key, part in column["parts"].items()}
    items = iter([dict(zip(parts, values, strict=True)) for values in zip(*parts.values(), strict=True)])
    return [list(itertools.islice(items, length)) for length in column["lengths"]]
