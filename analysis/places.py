"""Where a stretch of an article stands in a report: the address of its reader page, to the character.

A report has a page for each article in ``articles/``; ``articles/ID.html#c120-164`` is that page with the
characters [120, 164) of the article's text shown.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.frames import spans_of

__all__ = ["FOLDER", "article_page", "place", "places_of"]

FOLDER = "articles"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


def article_page(article: str) -> str:
    """Return the address of an article's reader page, relative to the report's folder.

    An id may be anything, a file name may not: an id of other than small letters, digits, "-" and "_" gets
    the beginning of its SHA-256 behind what is left of it, so that no two articles share a page on any disk.
    """
    if _PLAIN.fullmatch(article):
        return f"{FOLDER}/{article}.html"
    left = re.sub(r"[^a-z0-9]+", "-", article.lower()).strip("-")[:60] or "article"
    return f"{FOLDER}/{left}-{hashlib.sha256(article.encode('utf-8', 'replace')).hexdigest()[:10]}.html"


def place(article: str, start: int, end: int) -> str:
    """Return the address of the characters [start, end) of an article."""
    return f"{article_page(article)}#c{start}-{end}"


def places_of(frame: pd.DataFrame) -> list[str]:
    """Return for each row of a table the address of what it is about.

    Args:
        frame: any table; where a row is, is told by ``article`` with ``start`` and ``end``, or with ``spans``
            (the address is that of the first). A table of ``article`` alone leads to the articles.

    Returns:
        One address a row, "" where a row has none; an empty list where no row can have one.
    """
    if "article" not in frame:
        return []
    articles = frame["article"].tolist()
    if {"start", "end"} <= set(frame.columns):
        spans: list[Any] = list(zip(frame["start"].tolist(), frame["end"].tolist(), strict=True))
    elif "spans" in frame:
        spans = [spans[0] if spans else None for spans in spans_of(frame)]
    else:
        spans = [None] * len(frame)
    return [_address(article, span) for article, span in zip(articles, spans, strict=True)]


def _address(article: Any, span: Sequence[Any] | None) -> str:
    if not isinstance(article, str) or not article:
        return ""
    if span is None or pd.isna(span[0]) or pd.isna(span[1]):
        return article_page(article)
    return place(article, int(span[0]), int(span[1]))
