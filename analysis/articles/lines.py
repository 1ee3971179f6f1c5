"""Lines: files that hold an article a line or a row, JSON Lines and CSV, read bit by bit however large they are."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import json
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import cast

from analysis.articles.decode import byte_order, decode_line, refuse_binary
from analysis.articles.files import MAX_ARTICLE_BYTES, Source
from analysis.articles.problem import Problem, Unreadable, first_line
from analysis.articles.raw import RawArticle
from analysis.articles.records import from_record, has_text, no_text_column

__all__ = ["json_reason", "note_mixed", "read_csv", "read_lines"]


def read_lines(source: Source) -> Iterator[RawArticle | Problem]:
    """Read JSON Lines: an article a line."""
    number, kinds = 0, _Lines()
    with closing(_lines(source)) as lines:
        for at, line in enumerate(lines, start=1):
            if len(line) > MAX_ARTICLE_BYTES:
                raise Unreadable(
                    "parse", f"line {at} is longer than {MAX_ARTICLE_BYTES // 2**20} MiB; reading stops here"
                )
            text = kinds(line, at)
            if not text.strip():
                continue
            number += 1
            try:
                record = json.loads(text)
            except (ValueError, RecursionError) as error:
                yield Problem(source.path, "parse", f"line {at} is not valid JSON ({json_reason(error)})")
                continue
            yield from_record(source.path, record, place=f"line {at}", number=number)
    note_mixed(source, kinds.mixed())
    if not number:
        raise Unreadable("text", "is empty")


class _Lines:
    """Decodes lines one by one, and remembers which are in which encoding."""

    def __init__(self) -> None:
        self._other: list[int] = []
        self._utf8 = False

    def __call__(self, line: bytes, number: int) -> str:
        text, utf8 = decode_line(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line)
        self._utf8 |= utf8 is True
        if utf8 is False and len(self._other) <= 10:
            self._other.append(number)
        return text

    def mixed(self) -> list[int]:
        return self._other if self._utf8 else []


def _lines(source: Source) -> Generator[bytes, None, None]:
    """Return the lines of a file one by one, each with its end; those in UTF-16 or UTF-32 (Excel's) in UTF-8."""
    with closing(cast(io.BufferedReader, source.open())) as file:
        mark, encoding = byte_order(file.peek(4))
        if encoding in ("", "utf-8"):
            while line := file.readline(MAX_ARTICLE_BYTES + 1):
                yield line
            return
        file.read(len(mark))
        with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="\n") as texts:
            while text := texts.readline(MAX_ARTICLE_BYTES + 1):
                yield text.encode()


def json_reason(error: Exception) -> str:
    """Say in words why a text is not JSON."""
    if isinstance(error, json.JSONDecodeError):
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        return f"{where}column {error.colno}: {error.msg}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else first_line(error)


def read_csv(source: Source) -> Iterator[RawArticle | Problem]:
    """Read a table as text, between commas, semicolons, tabs or bars: an article a row below the first.

    Of a row whose quotation marks do not fit together nothing is kept: its cells may hold the rows below it.
    """
    kinds = _Lines()
    with closing(_lines(source)) as raw, _wide_cells():
        lines = (kinds(line, at) for at, line in enumerate(raw, start=1))
        head = _head(lines)
        header, delimiter = _csv_header("".join(head))
        taken = _Taken(_split_returns(itertools.chain(head, lines)))
        rows = csv.reader(taken, delimiter=delimiter)
        next(rows)
        needed = 1 + max(at for at, name in enumerate(header) if has_text([name]))
        number, line = 0, rows.line_num
        taken.lines.clear()
        try:
            for row in rows:
                first, line = line + 1, rows.line_num
                place, raw_row = f"line {first}", taken.lines[:]
                taken.lines.clear()
                if not any(row):
                    continue
                number += 1
                if '"' in "".join(raw_row) and not _is_clean(raw_row, delimiter):
                    row = _mended(raw_row, delimiter, len(header))
                if taken.ended:  # while the row was not: a cell is open
                    yield Problem(source.path, "parse", f"{place} {_NOT_CLOSED.format(line)}")
                elif not row:
                    reason = _CLOSED_WITHIN.format(line) if line > first else _MARK_WITHIN
                    yield Problem(source.path, "parse", f"{place} {reason}")
                elif not needed <= len(row) <= len(header):
                    cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
                    reason = f"{place} has {cells} where the first line has {len(header)}"
                    yield Problem(source.path, "parse", reason)
                else:
                    yield from_record(source.path, dict(zip(header, row, strict=False)), place=place, number=number)
        except csv.Error as error:
            reason = f"line {line + 1} {_NOT_CLOSED.format(rows.line_num)} ({error}); reading stops here"
            raise Unreadable("parse", reason) from error
    note_mixed(source, kinds.mixed())
    if not number:
        raise Unreadable("text", "has a first line and no rows")


_NOT_CLOSED = (
    "opens a cell with a quotation mark that is never closed: all from there to line {} is left out; close it, "
    "or get the file again if it was cut off"
)
_CLOSED_WITHIN = (
    "begins a row that goes on to line {} and has a quotation mark in the wrong place: these lines are left out; "
    "close the cell's mark, and double each one within a cell"
)


_MARK_WITHIN = (
    "has a quotation mark in the wrong place, and it is not sure which its cells are: it is left out; put a cell that "
    "has one into quotation marks, and double those within it"
)


class _Taken:
    """Passes lines on, keeps those since it was last emptied, and knows when there are no more."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rest = iter(lines)
        self.lines: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self._rest)
        except StopIteration:
            self.ended = True
            raise
        self.lines.append(line)
        return line


_BLANKS = re.compile(r'" +(?=[,;\t|\r\n]|$)')  # behind a cell's last mark: no fault


def _is_clean(lines: list[str], delimiter: str) -> bool:
    """Whether each quotation mark in the lines of one row opens a cell, closes it, or is doubled.

    Else a cell that is not closed has swallowed the rows below it, up to the next mark.
    """
    bare = (_BLANKS.sub('"', line) for line in lines)
    try:
        return bool(list(csv.reader(bare, delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _mended(lines: list[str], delimiter: str, width: int) -> list[str]:
    """Return the cells of a row whose quotation marks do not fit, empty where it is not sure what they are.

    Between tabs nothing needs marks around it, and some programs write none. Some put a backslash before a mark. And a
    cell may begin with a quotation of its own: its marks are then in pairs, and it does not end in one as well.
    """
    if len(lines) != 1:
        return []
    line = lines[0].rstrip("\r\n")
    if delimiter == "\t":
        return line.split(delimiter)
    if '\\"' in line:
        try:
            return next(csv.reader([line], delimiter=delimiter, escapechar="\\", doublequote=False, strict=True))
        except csv.Error:
            return []
    mark = re.escape(delimiter)
    cells = re.findall(rf'(?:^|{mark})(?:"((?:[^"]|"")*)" *(?={mark}|$)|([^{mark}]*))', line)
    bare = [cell for _, cell in cells if cell.startswith('"')]
    if len(cells) != width or any(cell.count('"') % 2 or (cell.endswith('"') and len(cell) > 1) for cell in bare):
        return []
    return [marked.replace('""', '"') or cell for marked, cell in cells]


def _head(lines: Iterator[str]) -> list[str]:
    """Take the first lines of a table: enough to know it by."""
    head: list[str] = []
    size = 0
    for line in lines:
        head.append(line)
        size += len(line)
        if size > 2**16:
            break
    text = "".join(head)
    if not text.strip():
        raise Unreadable("text", "is empty")
    refuse_binary(text[:64].encode(), text)
    return head


def _split_returns(lines: Iterable[str]) -> Iterator[str]:
    """Cut lines at single carriage returns too, as old files end theirs."""
    for line in lines:
        if "\r" in line[:-2]:
            yield from io.StringIO(line, newline="")
        else:
            yield line


def _csv_header(text: str) -> tuple[list[str], str]:
    """Return the names in the first line and the mark between them: a comma, semicolon, tab or bar."""
    header: list[str] = []
    for delimiter in ",;\t|":
        with _wide_cells():
            try:
                names = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
            except csv.Error:
                continue
        if has_text(names):
            return names, delimiter
        header = max(header, names, key=len)
    raise Unreadable("parse", no_text_column(header))


@contextmanager
def _wide_cells() -> Iterator[None]:
    """Let a cell hold a whole article; the csv module stops at 131,072 characters."""
    before = csv.field_size_limit(MAX_ARTICLE_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def note_mixed(source: Source, lines: list[int]) -> None:
    """Note with a file which of its lines are in another encoding, where some are."""
    if lines:
        some = ", ".join(map(str, lines[:10])) + (" and others" if len(lines) > 10 else "")
        reason = f"is in two encodings: line(s) {some} are not in UTF-8 as others are, and were read as Windows-1252"
        source.notes.append(Problem(source.path, "encoding", reason))
