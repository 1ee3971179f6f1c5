"""Batches: the stream of articles cut into small frames, each with a key that says all that it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.articles.problem import Problem
from analysis.articles.table import COLUMNS, Row, to_frame
from analysis.cache import cache_key

__all__ = ["MAX_CHARACTERS", "MAX_ROWS", "Batch", "cut_batches"]

MAX_ROWS = 96
"""Articles of a batch, at most; half of it on average."""

MAX_CHARACTERS = 400_000
"""A batch ends with the article that takes it beyond so many characters; this bounds the memory of a worker."""

_CUT_EVERY = 48
_ID, _TEXT, _PATH = (list(COLUMNS).index(name) for name in ("article", "text", "path"))


@dataclass(frozen=True)
class Batch:
    """Some articles in a row.

    Attributes:
        number: its place in the stream, from 0.
        key: hash of the articles and of what is to be made of them; 32 hexadecimal digits.
        articles: as `analysis.read_articles` returns them.
    """

    number: int
    key: str
    articles: pd.DataFrame


def cut_batches(items: Iterable[Row | Problem], *, version: str, told: Callable[[Problem], object]) -> Iterator[Batch]:
    """Cut the stream of articles into batches.

    Where a batch ends depends on the ids of its articles (content-defined chunking; Muthitacharoen, Chen and
    Mazières 2001, "A low-bandwidth network file system"): an article that is put in, taken out or changed
    changes its own batch, and those after it stay as they were.

    Args:
        items: rows and problems, as `analysis.articles.table.each_article` yields them.
        version: what is to be made of them, and by which code; becomes part of the keys.
        told: called with each problem.
    """
    rows: list[Row] = []
    characters = number = 0
    for item in items:
        if isinstance(item, Problem):
            told(item)
            continue
        rows.append(item)
        characters += len(str(item[_TEXT]))
        if len(rows) >= MAX_ROWS or characters >= MAX_CHARACTERS or _ends_batch(str(item[_ID])):
            yield _batch(number, rows, version)
            number += 1
            rows, characters = [], 0
    if rows:
        yield _batch(number, rows, version)


def _ends_batch(article: str) -> bool:
    digest = hashlib.blake2b(article.encode("utf-8", "replace"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % _CUT_EVERY == 0


def _batch(number: int, rows: list[Row], version: str) -> Batch:
    # Where an article lies is no part of what is made of it.
    values = (str(value) for row in rows for i, value in enumerate(row) if i != _PATH)
    return Batch(number, cache_key(version, *values)[:32], to_frame(rows))
