"""Formats: a file's bytes -> the raw articles in it, one reader for each ending.

A reader yields ``RawArticle`` and ``Problem`` as it meets them, so that one broken line costs one article. A
new format is a new reader in ``READERS``, and its ending in ``files.ARTICLE_ENDINGS``.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from analysis.articles.decode import decode, mixed_lines, refuse_binary
from analysis.articles.documents import read_docx, read_mail, read_pdf
from analysis.articles.files import ARCHIVE_ENDINGS, ARTICLE_ENDINGS, MAX_ARTICLE_BYTES, MAX_WHOLE_BYTES, Source
from analysis.articles.lines import json_reason, note_mixed, read_csv, read_lines
from analysis.articles.pages import read_page, read_warc
from analysis.articles.problem import Problem, Unreadable, first_line
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
        yield Problem(source.path, "parse", f"cannot be read ({type(error).__name__}: {first_line(error)})")
    yield from source.notes
    if counted > MAX_PROBLEMS:
        yield Problem(source.path, "parse", f"{counted - MAX_PROBLEMS:,} more problems like these")


def _why_unknown(ending: str) -> str:
    if ending in ARCHIVE_ENDINGS:
        return "is an archive within another, which is not read: unpack the outer one, and give its folder"
    known = " ".join(sorted(ARTICLE_ENDINGS))
    return f"{ending or 'a name without an ending'} is not read; what is: {known}, and the .gz, .zip and .tar of these"


def _read_text(source: Source, *, declared: bool = False) -> str:
    data = source.read(MAX_ARTICLE_BYTES)
    if not data:
        raise Unreadable("text", "is empty")
    text = decode(data, declared=declared)
    refuse_binary(data, text)
    note_mixed(source, [] if declared else mixed_lines(data))
    if not text.strip():
        raise Unreadable("text", "holds no text, only white space")
    return text


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


def _read_markdown(source: Source) -> Iterator[RawArticle]:
    from analysis.articles.markdown import read_prose

    whole = _read_text(source)
    front, end = _front_matter(whole)
    typed = whole[end:]
    if front and not typed.strip():
        raise Unreadable("text", "holds no text below its front matter")
    text, heading = read_prose(typed) if len(typed) <= MAX_CHARACTERS else (typed, "")
    if not text.strip():
        raise Unreadable("text", "holds no text, only pictures and marks of Markdown")
    facts = read_facts(front)
    facts["title"] = facts["title"] or heading
    yield RawArticle(text, **facts)


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


def _read_json(source: Source) -> Iterator[RawArticle | Problem]:
    text = _read_whole(source)
    try:
        content = json.loads(text)
    except ValueError as error:
        if _is_lines(text):
            yield from read_lines(source)
            return
        raise Unreadable("parse", f"is not valid JSON ({json_reason(error)})") from error
    except RecursionError as error:
        raise Unreadable("parse", f"is not valid JSON ({json_reason(error)})") from error
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
        raise Unreadable("parse", f"is not a Parquet file, or a damaged one ({first_line(error)})") from error
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
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": _read_parquet,
    ".xlsx": _read_sheet,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".eml": read_mail,
    ".warc": read_warc,
}
"""The reader of each ending."""
