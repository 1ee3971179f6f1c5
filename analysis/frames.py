"""What helpers ask of what they are given: lists; frames with columns, ids, texts, spans, dates, wherever from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

__all__ = [
    "NO_SOURCE",
    "PERIODS",
    "UNKNOWN",
    "Spans",
    "as_text",
    "check_columns",
    "check_list",
    "dates_of",
    "ids_as_text",
    "periods_of",
    "read_spans",
    "spans_of",
    "text_by_article",
    "texts_of",
    "with_ids",
]

Spans = list[tuple[int, int]]
"""Half-open code-point offsets into the text of an article."""

UNKNOWN = "(unknown)"
"""What tables count a missing speaker, outlet or other value as."""

NO_SOURCE = "(no source named)"
"""What a table by kind of speaker counts quotes of nobody whom the article names as; their kind is "author"."""

PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
"""Names of periods, and pandas' codes for them; a week begins on Monday."""


def check_columns(frame: pd.DataFrame, *names: str, of: str = "articles") -> None:
    """Make sure that a frame has some columns.

    Args:
        frame: any frame.
        names: of the columns that it must have.
        of: what the rows are, for the message.

    Raises:
        ValueError: if one is missing; the message names it, and those that are there.
    """
    if not isinstance(frame, pd.DataFrame):
        raise ValueError(f"the {of} are asked for as a table, not {frame!r}; of files, read_articles(path) makes one")
    if missing := [name for name in names if name not in frame.columns]:
        there = ", ".join(map(str, frame.columns)) or "none"
        raise ValueError(f"the {of} lack the column(s) {', '.join(missing)}; there are: {there}")


def check_list(values: Iterable[str], name: str) -> None:
    """Make sure that texts are asked for in a list: of one text each letter would be taken by itself.

    Args:
        values: the texts.
        name: of the argument, for the message.

    Raises:
        ValueError: if it is one text.
    """
    if isinstance(values, str):
        raise ValueError(f"{name}={values!r} is one text; give a list, such as [{values!r}]")


def with_ids(articles: pd.DataFrame) -> pd.DataFrame:
    """Return articles with their ids as text, as all tables have them: 1 and "1" are one article.

    Raises:
        ValueError: if there is no column ``article``, or an id is missing or stands in several rows.
    """
    check_columns(articles, "article")
    articles = ids_as_text(articles)
    ids = articles["article"]
    if ids.hasnans or not ids.is_unique:
        double = ids[ids.isna() | ids.duplicated()].iloc[0]
        raise ValueError(f"each article needs an id of its own, but {double!r} stands in several rows or is missing")
    return articles


def ids_as_text(rows: pd.DataFrame) -> pd.DataFrame:
    """Return any rows of articles with the articles' ids as text: a file may give back 1 for "1"."""
    return rows.assign(article=rows["article"].astype("str"))


def as_text(values: pd.Series[Any]) -> pd.Series[str]:
    """Return a column as text, "" where it is missing: a file tells no empty text from a missing one."""
    return values.astype(object).where(values.notna(), "").astype("str")


def texts_of(articles: pd.DataFrame) -> list[str]:
    """Return the texts of articles; a missing one is empty.

    Raises:
        ValueError: if there is no column ``text``.
    """
    check_columns(articles, "text")
    return [text if isinstance(text, str) else "" for text in articles["text"]]


def text_by_article(articles: pd.DataFrame) -> dict[str, str]:
    """Return the text of each article by its id; a missing one is empty.

    Raises:
        ValueError: if a column is missing.
    """
    return dict(zip(with_ids(articles)["article"], texts_of(articles), strict=True))


def read_spans(value: Any, *, of: str = "spans") -> Spans:
    """Return a cell of spans as pairs, also one of a frame read from a file: an array, JSON text, or missing.

    Args:
        value: the cell.
        of: the column, for the message.

    Raises:
        ValueError: if it is something else.
    """
    if value is None or value is pd.NA or isinstance(value, float):  # a float is NaN
        return []
    try:
        pairs = json.loads(value or "[]") if isinstance(value, str) else value
        return [(int(start), int(end)) for start, end in pairs]
    except (TypeError, ValueError) as error:
        raise ValueError(f"{of} holds lists of [start, end], not {value!r}") from error


def spans_of(frame: pd.DataFrame, column: str = "spans") -> list[Spans]:
    """Return the spans in each row; none where the column is missing.

    Raises:
        ValueError: if a cell holds something else.
    """
    cells = frame[column] if column in frame else [None] * len(frame)
    return [read_spans(cell, of=column) for cell in cells]


def dates_of(articles: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """Return when each article was published, in UTC; NaT where it has no date.

    Raises:
        ValueError: if there is no column ``published``.
    """
    check_columns(articles, "published")
    return pd.to_datetime(articles["published"], utc=True, format="mixed")


def periods_of(articles: pd.DataFrame, period: str) -> pd.Series[pd.Period]:
    """Return the period in which each article was published, by UTC; NaT where it has no date.

    Args:
        articles: with ``published``.
        period: one of `PERIODS`.

    Raises:
        ValueError: if the column is missing or the period is none.
    """
    if period not in PERIODS:
        raise ValueError(f"period={period!r} is not known; use one of {', '.join(PERIODS)}")
    return dates_of(articles).dt.tz_localize(None).dt.to_period(PERIODS[period])
