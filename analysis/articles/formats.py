"""Formats: a file's bytes -> the raw articles in it, one reader for each ending; `records` reads a table's rows.

A reader yields ``RawArticle`` and ``Problem`` as it meets them, so that one broken line costs one article. A
new format is a new reader in ``READERS``, and its ending in ``files.ARTICLE_ENDINGS``.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any, cast

from analysis.articles.decode import byte_order, decode, decode_line, mixed_lines, refuse_binary
from analysis.articles.documents import read_docx, read_mail, read_pdf
from analysis.articles.files import ARCHIVE_ENDINGS, ARTICLE_ENDINGS, MAX_ARTICLE_BYTES, MAX_WHOLE_BYTES, Source
from analysis.articles.pages import read_page, read_warc
from analysis.articles.problem import Problem, Unreadable
from analysis.articles.raw import RawArticle
from analysis.articles.records import from_record, has_text, is_known, no_text_column, read_facts
from analysis.articles.sheets import read_workbook

__all__ = ["READERS", "RawArticle", "read_source"]

MAX_PROBLEMS = 100
"""So many problems of one file are told one by one; the rest are counted."""

MAX_CHARACTERS = 2_000_000
"""A longer text is no article but a collection of them: a long novel has as many characters."""


def read_source(source: Source) -> Iterator[RawArticle | Problem]:
    """Read the articles of one file; whatever is wrong with the file is a problem, never an exception."""
    counted = 0
    try:
        reader = READERS.get(source.ending)
        if reader is None:
            raise Unreadable("open", _why_unknown(source.ending))
        for item in reader(source):
            if isinstance(item, Problem):
                counted += 1
                if counted > MAX_PROBLEMS:
                    continue
            elif len(item.text) > MAX_CHARACTERS:
                at = f"{item.place} " if item.place else ""
                reason = f"{at}has a text of {len(item.text):,} characters; more than {MAX_CHARACTERS:,} are no article"
                item = Problem(source.path, "text", f"{reason}: split it")
            yield item
    except Unreadable as error:
        yield Problem(source.path, error.stage, error.reason)
    except ImportError:  # the installation is at fault, not the file
        raise
    except Exception as error:  # a parser stumbled over hostile input: no file may stop the others
        yield Problem(source.path, "parse", f"cannot be read ({type(error).__name__}: {_first_line(error)})")
    yield from source.notes
    if counted > MAX_PROBLEMS:
        yield Problem(source.path, "parse", f"{counted - MAX_PROBLEMS:,} more problems like these")


def _why_unknown(ending: str) -> str:
    if ending in ARCHIVE_ENDINGS:
        return "is an archive within another, which is not read: unpack the outer one, and give its folder"
    known = " ".join(sorted(ARTICLE_ENDINGS))
    return f"{ending or 'a name without an ending'} is not read; what is: {known}, and the .gz, .zip and .tar of these"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0][:200]


def _read_text(source: Source, *, declared: bool = False) -> str:
    data = source.read(MAX_ARTICLE_BYTES)
    if not data:
        raise Unreadable("text", "is empty")
    text = decode(data, declared=declared)
    refuse_binary(data, text)
    _note_mixed(source, [] if declared else mixed_lines(data))
    if not text.strip():
        raise Unreadable("text", "holds no text, only white space")
    return text


def _note_mixed(source: Source, lines: list[int]) -> None:
    if lines:
        some = ", ".join(map(str, lines[:10])) + (" and others" if len(lines) > 10 else "")
        reason = f"is in two encodings: line(s) {some} are not in UTF-8 as others are, and were read as Windows-1252"
        source.notes.append(Problem(source.path, "encoding", reason))


# One article a file.


def _read_plain(source: Source) -> Iterator[RawArticle]:
    text = _read_text(source)
    yield RawArticle(text, title=_headline(text))


_HEADLINE = re.compile(r"\s*([^\r\n]{10,150}?)[ \t]*\r?\n[ \t]*\r?\n\s*\S")


def _headline(text: str) -> str:
    """Return the first line if it can only be a headline: short, no full stop, a blank line after it."""
    match = _HEADLINE.match(text)
    line = match[1].strip() if match else ""
    words = line.split()
    is_headline = 3 <= len(words) <= 20 and words[0].lower() != "by" and line[-1] not in ".:;,…)"
    return line if is_headline else ""


_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,16000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#[ \t]+(.{1,300}?)[ \t#]*$", re.MULTILINE)


def _read_markdown(source: Source) -> Iterator[RawArticle]:
    text = _read_text(source)
    front, preamble = _front_matter(text)
    if not text[preamble:].strip():
        raise Unreadable("text", "holds no text below its front matter")
    heading = _HEADING.search(text, preamble)
    facts = read_facts(front)
    facts["title"] = facts["title"] or (heading[1].strip() if heading else "")
    yield RawArticle(text, preamble=preamble, **facts)


def _front_matter(text: str) -> tuple[dict[str, object], int]:
    """Return the YAML between two ``---`` at the start, and where the text proper begins.

    What people write by hand is not always YAML (``title: Quay closed: board votes``): then its ``key: value``
    lines are read one by one. Where there are none it is no front matter but part of the text.
    """
    match = _FRONT_MATTER.match(text)
    front = (_from_yaml(match[1]) or _from_pairs(match[1])) if match else {}
    return (front, match.end()) if match and front else ({}, 0)


def _from_yaml(text: str) -> dict[str, object]:
    """Return the facts of a YAML mapping, each as text: of a list its items, of a mapping its name."""
    import yaml

    try:
        tree = yaml.load(text, Loader=yaml.BaseLoader)  # builds nothing but str, list and dict: 007 and no are text
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return {}
    if not isinstance(tree, dict) or not any(tree.values()):
        return {}
    front: dict[str, object] = {}
    for key, value in tree.items():  # no deeper than this: an anchor that is referred to over and over would grow
        items = [item.get("name") if isinstance(item, dict) else item for item in _listed(value)]
        front[str(key).strip().lower()] = ", ".join(item.strip() for item in items if isinstance(item, str))
    return front


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _from_pairs(text: str) -> dict[str, object]:
    pairs = (line.partition(":") for line in text.splitlines() if not line.startswith((" ", "\t", "#", "-")))
    return {key.strip().lower(): _unquoted(value.strip()) for key, colon, value in pairs if colon and value.strip()}


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _read_html(source: Source) -> Iterator[RawArticle]:
    yield read_page(_read_text(source, declared=True))


# Many articles a file.


def _read_lines(source: Source) -> Iterator[RawArticle | Problem]:
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
                yield Problem(source.path, "parse", f"line {at} is not valid JSON ({_json_reason(error)})")
                continue
            yield from_record(source.path, record, place=f"line {at}", number=number)
    _note_mixed(source, kinds.mixed())
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


def _read_json(source: Source) -> Iterator[RawArticle | Problem]:
    text = _read_whole(source)
    try:
        content = json.loads(text)
    except ValueError as error:
        if _is_lines(text):
            yield from _read_lines(source)
            return
        raise Unreadable("parse", f"is not valid JSON ({_json_reason(error)})") from error
    except RecursionError as error:
        raise Unreadable("parse", f"is not valid JSON ({_json_reason(error)})") from error
    if isinstance(content, dict) and not has_text(content):
        content = next((value for key, value in content.items() if key == "articles"), content)
    if isinstance(content, list):
        if not content:
            raise Unreadable("text", "is an empty list")
        for number, record in enumerate(content, start=1):
            yield from_record(source.path, record, place=f"item {number}", number=number)
    else:
        yield from_record(source.path, content, place="", number=0)


def _is_lines(text: str) -> bool:
    """Whether a .json file is JSON Lines in truth: its first line alone is an object."""
    first, newline, _ = text.lstrip().partition("\n")
    try:
        return bool(newline) and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        return f"{where}column {error.colno}: {error.msg}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else _first_line(error)


def _read_csv(source: Source) -> Iterator[RawArticle | Problem]:
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
                if taken.ended:  # while the row was not: a cell is open
                    yield Problem(source.path, "parse", f"{place} {_NOT_CLOSED.format(line)}")
                elif line > first and not _is_clean(raw_row, delimiter):
                    yield Problem(source.path, "parse", f"{place} {_CLOSED_WITHIN.format(line)}")
                elif not needed <= len(row) <= len(header):
                    cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
                    reason = f"{place} has {cells} where the first line has {len(header)}"
                    yield Problem(source.path, "parse", reason)
                else:
                    yield from_record(source.path, dict(zip(header, row, strict=False)), place=place, number=number)
        except csv.Error as error:
            reason = f"line {line + 1} {_NOT_CLOSED.format(rows.line_num)} ({error}); reading stops here"
            raise Unreadable("parse", reason) from error
    _note_mixed(source, kinds.mixed())
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


def _is_clean(lines: list[str], delimiter: str) -> bool:
    """Whether each quotation mark in the lines of one row opens a cell, closes it, or is doubled.

    Else a cell that is not closed has swallowed the rows below it, up to the next mark.
    """
    try:
        return bool(list(csv.reader(lines, delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


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


def _read_parquet(source: Source) -> Iterator[RawArticle | Problem]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = source.open()
    if not file.seekable():  # packed: it has to be unpacked as a whole
        file.close()
        file = io.BytesIO(source.read(MAX_WHOLE_BYTES))
    if not file.seek(0, io.SEEK_END):
        raise Unreadable("text", "is empty")
    try:
        table = pq.ParquetFile(file)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Unreadable("parse", f"is not a Parquet file, or a damaged one ({_first_line(error)})") from error
    names: list[str] = table.schema_arrow.names
    if not has_text(names):
        raise Unreadable("parse", no_text_column(names))
    number = 0
    known = [name for name in names if is_known(name)]
    for batch in table.iter_batches(batch_size=256, columns=known):
        for record in batch.to_pylist():
            number += 1
            yield from_record(source.path, record, place=f"row {number}", number=number)
    file.close()
    if not number:
        raise Unreadable("text", "has columns and no rows")


def _read_sheet(source: Source) -> Iterator[RawArticle | Problem]:
    number = 0
    for place, record in read_workbook(source):
        number += 1
        if number == 1 and not has_text(record):  # all rows have the names of the first
            raise Unreadable("parse", no_text_column(map(str, record)))
        yield from_record(source.path, record, place=place, number=number)
    if not number:
        raise Unreadable("text", "has no rows below its first")


def _read_whole(source: Source) -> str:
    data = source.read(MAX_WHOLE_BYTES)
    if not data.strip():
        raise Unreadable("text", "is empty")
    text = decode(data)
    refuse_binary(data, text)
    return text


READERS: dict[str, Callable[[Source], Iterator[RawArticle | Problem]]] = {
    ".txt": _read_plain,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".xhtml": _read_html,
    ".json": _read_json,
    ".jsonl": _read_lines,
    ".ndjson": _read_lines,
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".parquet": _read_parquet,
    ".xlsx": _read_sheet,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".eml": read_mail,
    ".warc": read_warc,
}
"""The reader of each ending."""
