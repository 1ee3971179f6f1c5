"""Excel: the rows of a sheet whose first row names a column `text`."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from zipfile import BadZipFile

from analysis.articles.files import MAX_WHOLE_BYTES, Source, refuse_bomb
from analysis.articles.problem import Unreadable

__all__ = ["read_workbook"]


def read_workbook(source: Source) -> Iterator[tuple[str, dict[str, object]]]:
    """Read the rows of an Excel file one by one: each row's place, and its cells by the names in the first row.

    The first sheet that has a column ``text`` is read; where none has, the first sheet. Each row has all of the
    names: a cell that is missing, as Excel leaves out those at a row's end, is None.

    Raises:
        Unreadable: it is no Excel file, or a damaged one.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape
    from openpyxl.utils.exceptions import InvalidFileException

    data = source.read(MAX_WHOLE_BYTES)
    if not data:
        raise Unreadable("text", "is empty")
    refuse_bomb(data, "an Excel file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions it does not know
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = list(book.worksheets)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Unreadable("parse", f"is not an Excel file, or a damaged one ({error})") from error
    chosen = next((sheet for sheet in sheets if "text" in _header(sheet)), sheets[0] if sheets else None)
    if chosen is None:
        raise Unreadable("text", "has no sheet with cells")
    rows = chosen.iter_rows(values_only=True)
    header = ["" if name is None else str(name) for name in next(rows, ())]
    blank: dict[str, object] = dict.fromkeys(filter(None, header))
    for number, row in enumerate(rows, start=2):
        if any(cell is not None for cell in row):
            cells = (unescape(cell) if isinstance(cell, str) else cell for cell in row)  # _x000D_ is a return
            yield f"row {number}", blank | {name: cell for name, cell in zip(header, cells, strict=False) if name}
    book.close()


def _header(sheet: object) -> set[str]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file says of its size may be wrong
    first = next(sheet.iter_rows(values_only=True, max_row=1), ())  # type: ignore[attr-defined]
    return {str(name).strip().lower() for name in first}
