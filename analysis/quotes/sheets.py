"""The CSV files that a user fills in by hand, in an editor or a spreadsheet: read with errors that name the line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.articles.decode import decode

__all__ = ["read_sheet"]


def read_sheet(path: Path, *, columns: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file with the number of their line; empty lines are left out.

    Args:
        path: a CSV file, in UTF-8 or as Excel saves it, whose first line names its columns; one that does not
            exist, or is empty, has no rows.
        columns: the columns that it may have.
        needed: those that it must have.

    Yields:
        The line's number, from 2 on, and its cells by column, without blanks around them; "" where the file
        lacks a column or the line a cell.

    Raises:
        ValueError: if a column is misspelt or missing, a line has more cells than columns or a quotation mark that is
            not closed; the message names the file and, of a line, its number.
    """
    lines: list[tuple[int, list[str]]] = []
    if path.exists():
        text = decode(path.read_bytes())
        separator = max(",;\t", key=text.partition("\n")[0].count)  # Excel writes semicolons where the comma is decimal
        lines = _rows(path, text, separator)
    if not lines:
        return
    header = lines[0][1]
    width = len(header)
    while header and not header[-1] and not any(any(line[len(header) - 1 :]) for _, line in lines):
        header.pop()  # a spreadsheet saves empty columns behind the last one
    for name in header:
        if name not in columns:
            raise ValueError(f"{path}: the column {name!r} is none of those it may have: {', '.join(columns)}")
    for name in needed:
        if name not in header:
            raise ValueError(f"{path}: the column {name!r} is missing; the columns are {', '.join(columns)}")
    for number, line in lines[1:]:
        if not any(line):
            continue
        if len(line) > width:
            raise ValueError(
                f"{path}, line {number}: more cells than columns; put a value with a comma in quotation marks"
            )
        yield number, dict.fromkeys(columns, "") | dict(zip(header, line, strict=False))


def _rows(path: Path, text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return the rows with the number of their last line; a mark in the wrong place is let pass, an open one is not."""

    def read(*, strict: bool) -> list[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
        return [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]

    try:
        return read(strict=True)
    except csv.Error as error:
        rows, fault = read(strict=False), error
    first = [1, *(number + 1 for number, _ in rows)]
    over = [line for line, (number, _) in zip(first, rows, strict=False) if number > line]
    if not over and "end of data" not in str(fault):
        return rows
    begins = over[0] if over else first[len(rows) - 1]  # the first row over several lines, or else the last
    raise ValueError(
        f"{path}, line {begins}: a quotation mark is not closed, or stands in the wrong place "
        f"({fault}); close the mark of a cell, and double each one within it"
    ) from fault
