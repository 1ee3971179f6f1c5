"""Tables as files: JSON Lines, CSV, Parquet or Excel, by the ending of the name.

A file appears whole or not at all: it is written beside its place under another name and then renamed.
CSV and Excel are read by spreadsheets, which run a cell that begins like a formula; such cells get an
apostrophe before them (OWASP, *CSV Injection*), so that a headline cannot do anything but stand there.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from analysis.cells import disarm, plain
from analysis.columns import explain
from analysis.packed import ENDING, write_packed
from analysis.whole import written_whole

__all__ = ["ENDINGS", "FILES", "IN_REPORTS", "check_ending", "write_table", "write_tables"]

ENDINGS = (".jsonl", ".csv", ".parquet", ".xlsx")
IN_REPORTS, FILES = "VERBATIM_TABLES", "files"
"""The variable that reports set for their notebooks; with this value tables are written as files of their own, too."""

_NOT_IN_EXCEL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LARGE = 1_000_000  # bytes of a CSV file
_EXCEL_ROWS = 1_048_576
_EXCEL_CELL = 32_767
_CUT = " … (cut: an Excel cell holds no more; the whole is in the CSV and Parquet files)"


def write_table(frame: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a table as ``.jsonl``, ``.csv``, ``.parquet`` or ``.xlsx``, by the ending of ``path``.

    In JSON Lines and Parquet a list (spans, drivers) stays a list; in CSV and Excel it is JSON text. Missing
    values are ``null`` or empty cells, dates are ISO 8601. A named index is written as columns, any other is
    not. The second sheet of an Excel file says what the columns mean.

    Args:
        frame: any tidy table.
        path: where to; missing folders are made, a file that is there is replaced.

    Returns:
        The path.

    Raises:
        ValueError: the ending is none of the four, or the table does not fit into Excel.
    """
    path = Path(path)
    writer = _WRITERS[check_ending(path)]
    frame = frame.reset_index() if any(name is not None for name in frame.index.names) else frame.copy(deep=False)
    frame.attrs = {}
    with written_whole(path) as part:
        writer(frame, part)
    return path


def write_tables(
    folder: str | os.PathLike[str], tables: Mapping[str, pd.DataFrame] | None = None, /, **more: pd.DataFrame
) -> list[Path]:
    """Write several tables into one folder: ``write_tables(tables, quotes=quotes)``.

    In a notebook of one's own each becomes a CSV, an Excel and a Parquet file. In a report (see ``IN_REPORTS``) it is
    kept once, in the form of which the pages make CSV and Excel files, see `analysis.packed`; and as these files, too,
    where they are asked for.

    Cells that are too long for Excel are cut there and say so; a table that does not fit otherwise is written as
    CSV and Parquet only, and a warning says so. A CSV file of more than a megabyte is zipped: a double click opens
    it, and so does `pandas.read_csv`.

    Args:
        folder: where to; ``""`` writes nothing, so that a notebook need not ask whether tables are wanted.
        tables: name of the file, without ending, to table.
        **more: the same as keywords.

    Returns:
        The files written.
    """
    if not str(folder):
        return []
    named = {**(tables or {}), **more}
    wanted = os.environ.get(IN_REPORTS, FILES)
    files = []
    for name, frame in named.items():
        if IN_REPORTS in os.environ:
            files.append(write_packed(frame, Path(folder) / f"{name}{ENDING}"))
        if wanted != FILES:
            continue
        files.append(_zipped(write_table(frame, Path(folder) / f"{name}.csv")))
        files.append(write_table(frame, Path(folder) / f"{name}.parquet"))
        try:
            files.append(write_table(_cut_cells(frame), Path(folder) / f"{name}.xlsx"))
        except ValueError as error:
            warnings.warn(f"{name}.xlsx was not written: {error}", stacklevel=2)
    return files


def _zipped(path: Path) -> Path:
    """Zip a file that is large, in its place; the same table gives the same bytes."""
    packed = path.with_name(f"{path.name}.zip")
    # Two notebooks of a report may write the same table at once: the other may have zipped the file already.
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size <= _LARGE:
            packed.unlink(missing_ok=True)
            return path
        with written_whole(packed) as part, ZipFile(part, "w", ZIP_DEFLATED) as archive:
            archive.writestr(ZipInfo(path.name), path.read_bytes(), ZIP_DEFLATED)
        path.unlink(missing_ok=True)
    return packed


def check_ending(path: str | os.PathLike[str]) -> str:
    """Return the lower-cased ending of ``path`` where a table can be written so.

    Raises:
        ValueError: it is none of ``ENDINGS``.
    """
    ending = Path(path).suffix.lower()
    if ending not in _WRITERS:
        raise ValueError(f"{path}: tables are written as {', '.join(ENDINGS)}; give the file one of these endings")
    return ending


def _write_jsonl(frame: pd.DataFrame, path: Path) -> None:
    # A lone surrogate has no UTF-8; "backslashreplace" turns it into the JSON escape of itself.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        columns = [[plain(value) for value in frame.iloc[:, i].tolist()] for i in range(frame.shape[1])]
        names = [str(name) for name in frame.columns]
        for row in zip(*columns, strict=True):
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False) + "\n")


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        # Quoting all text keeps a lone carriage return inside its cell, which minimal quoting does not.
        _flat(frame).to_csv(file, index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = []
    for i in range(frame.shape[1]):
        column = frame.iloc[:, i]
        if _holds_objects(column):
            values = [plain(value, surrogates=False) for value in column.tolist()]
            try:
                array = pa.array(values)
            except (pa.ArrowInvalid, pa.ArrowTypeError):  # lists of words and numbers, say
                array = pa.array([None if value is None else _text(value) for value in values])
        else:
            array = pa.Array.from_pandas(column)
        arrays.append(array)
    pq.write_table(pa.table(arrays, names=[str(name) for name in frame.columns]), path, compression="zstd")


def _write_xlsx(frame: pd.DataFrame, path: Path) -> None:
    if len(frame) >= _EXCEL_ROWS:
        raise ValueError(
            f"{len(frame):,} rows are more than an Excel sheet holds ({_EXCEL_ROWS - 1:,}); write .parquet or .csv"
        )
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise ValueError(
            "Excel files need the package openpyxl (pip install openpyxl); .csv and .parquet do not"
        ) from error
    flat = _flat(frame)
    rows = [
        [_excel_cell(value) for value in row]
        for row in zip(*(flat.iloc[:, i].tolist() for i in range(flat.shape[1])), strict=True)
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    sheet.freeze_panes = "A2"
    sheet.append([_excel_cell(str(name)) for name in flat.columns])
    for row in rows:
        sheet.append(row)
    about = book.create_sheet("columns")
    about.freeze_panes = "A2"
    for name, width in (("A", 24), ("B", 90), ("C", 12)):
        about.column_dimensions[name].width = width
    explained = _flat(explain(frame))
    about.append(list(explained.columns))
    for cells in explained.itertuples(index=False):
        about.append([_excel_cell(value) for value in cells])
    book.save(path)
    _without_times(path)


def _without_times(path: Path) -> None:
    """Take the time of writing out of an Excel file, so that the same table gives the same bytes."""
    with ZipFile(path) as book:
        parts = [(name, book.read(name)) for name in book.namelist()]
    with ZipFile(path, "w") as book:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
            book.writestr(ZipInfo(name), data, ZIP_DEFLATED)


_WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    ".jsonl": _write_jsonl,
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}


def _holds_objects(column: pd.Series[Any]) -> bool:
    return column.dtype == object or isinstance(column.dtype, pd.StringDtype | pd.CategoricalDtype)


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with text and numbers only in its cells, none of which a spreadsheet would run."""
    columns: list[pd.Series[Any]] = []
    for i in range(frame.shape[1]):
        column = frame.iloc[:, i]
        if isinstance(column.dtype, pd.DatetimeTZDtype) or column.dtype.kind == "M":
            column = pd.Series([plain(value) for value in column.tolist()], index=frame.index, dtype=object)
        elif _holds_objects(column):
            values = (plain(value) for value in column.tolist())
            cells = [disarm(_text(value) if isinstance(value, list | dict) else value) for value in values]
            column = pd.Series(cells, index=frame.index, dtype=object)
        columns.append(column.rename(str(disarm(str(frame.columns[i])))))
    return pd.concat(columns, axis=1) if columns else frame


def _cut_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Cut what is longer than an Excel cell holds; the text says so at its end."""
    most = _EXCEL_CELL - 1  # a sign may be put before it, so that it is no formula

    def cut(value: Any) -> Any:
        return value[: most - len(_CUT)] + _CUT if isinstance(value, str) and len(value) > most else value

    flat = _flat(frame).map(cut)
    long = [name for name in flat if flat[name].astype("str").str.endswith(_CUT).any()]
    return frame.assign(**{str(name): flat[name] for name in long})


def _excel_cell(value: Any) -> Any:
    value = plain(value)
    if not isinstance(value, str):
        return value
    if len(value) > _EXCEL_CELL:
        raise ValueError(
            f"a text of {len(value):,} characters is longer than an Excel cell holds ({_EXCEL_CELL:,}); "
            "write .parquet, .jsonl or .csv"
        )
    return _NOT_IN_EXCEL.sub("\N{REPLACEMENT CHARACTER}", value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)
