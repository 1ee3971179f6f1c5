"""Records: a row of a table, or an object of JSON -> a raw article, by the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from analysis.articles.decode import decode, scrub
from analysis.articles.files import MAX_ARTICLE_BYTES
from analysis.articles.problem import Problem
from analysis.articles.raw import RawArticle

__all__ = ["Facts", "from_record", "has_text", "is_known", "no_text_column", "read_facts"]

_COLUMNS = {
    "article": ("article", "id"),
    "text": ("text",),
    "title": ("title", "headline"),
    "published": ("published", "date"),
    "outlet": ("outlet", "publisher"),
    "author": ("author", "byline"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
_KNOWN = frozenset(name for names in _COLUMNS.values() for name in names)


class Facts(TypedDict):
    """What a record says of its article beside the text, by the names of ``RawArticle``."""

    article: str
    title: str
    published: object
    outlet: str
    author: str
    url: str
    language: str


def is_known(name: object) -> bool:
    """Whether a column is read, by its name in any case."""
    return _folded(name) in _KNOWN


def has_text(names: Iterable[object]) -> bool:
    """Whether one of the columns is that of the texts."""
    return any(_folded(name) == "text" for name in names)


def no_text_column(names: Iterable[str]) -> str:
    """Return the reason why a table without a text is not read, with the columns that it has."""
    listed = ", ".join(name[:40] for name in list(names)[:12])
    return f"has no column named text (it has: {listed or 'none'}); rename the one that holds the text"


def from_record(path: str, record: object, *, place: str, number: int) -> RawArticle | Problem:
    """Make an article of a record, or the problem that it has none.

    Args:
        path: the file, for the problem.
        record: a mapping of the names of columns, in any case, to values; anything else is a problem.
        place: where it stands in the file, such as ``line 3``; empty where the file holds one article.
        number: its number among the articles of the file.
    """
    at = f"{place} " if place else ""
    if not isinstance(record, Mapping):
        return Problem(path, "parse", f"{at}is not an article: an object with a text is expected")
    lowered = _lowered(record)
    if "text" not in lowered:
        return Problem(path, "parse", f"{at}{no_text_column(lowered)}")
    text = lowered["text"]
    if isinstance(text, bytes):
        text = decode(text)
    if text is None or (isinstance(text, str) and not text.strip()):
        return Problem(path, "text", f"{at}has an empty text")
    if not isinstance(text, str):
        return Problem(path, "parse", f"{at}has a text that is not a string")
    if len(text) > MAX_ARTICLE_BYTES:
        return Problem(path, "text", f"{at}has a text of more than {MAX_ARTICLE_BYTES:,} characters")
    return RawArticle(scrub(text), place=place, number=number, **read_facts(lowered))


def _folded(name: object) -> str:
    return str(name).strip().lower()


def _lowered(record: Mapping[Any, object]) -> dict[str, object]:
    return {_folded(name): value for name, value in record.items()}


def read_facts(record: Mapping[str, object]) -> Facts:
    """Return what a record says of its article. An id is kept to the letter, blanks around it too.

    Args:
        record: values by the names of columns, in lower case.
    """
    article = _pick(record, "article")
    return {
        "article": scrub(article) if isinstance(article, str) else _string(article),
        "title": _string(_pick(record, "title")),
        "published": _date(record),
        "outlet": _string(_pick(record, "outlet")),
        "author": _string(_pick(record, "author")),
        "url": _string(_pick(record, "url")),
        "language": _string(_pick(record, "language")),
    }


def _pick(record: Mapping[str, object], column: str) -> object:
    """Return the first value that is not blank among the names that a column goes by."""
    values = (record.get(name) for name in _COLUMNS[column])
    return next((value for value in values if _string(value)), None)


def _date(record: Mapping[str, object]) -> object:
    """Return the first date that is not blank, out of the objects in which MongoDB and JSON-LD put one.

    Any other object is returned as it is, for `parse_date` to refuse with a word.
    """
    for name in _COLUMNS["published"]:
        value = record.get(name)
        while isinstance(value, Mapping) and (keys := _DATE_KEYS & value.keys()):
            value = value[min(keys)]
        if _string(value) or (isinstance(value, Mapping) and value):
            return value
    return None


_DATE_KEYS = frozenset({"$date", "$numberLong", "@value"})


def _string(value: object) -> str:
    """Return a value as a string: nothing for what is missing, a list with commas."""
    if value is None or value != value:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_string, value)))
    if isinstance(value, Mapping):  # schema.org's way to name a person or an outlet
        return _string(value.get("name"))
    if isinstance(value, bytes):
        return decode(value).strip()
    return scrub(str(value)).strip()
