"""What helpers ask of the frames that they are given: their columns, their texts, their dates."""

from __future__ import annotations

import pandas as pd

__all__ = ["PERIODS", "check_columns", "periods_of", "text_by_article", "texts_of"]

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
    if missing := [name for name in names if name not in frame.columns]:
        there = ", ".join(map(str, frame.columns)) or "none"
        raise ValueError(f"the {of} lack the column(s) {', '.join(missing)}; there are: {there}")


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
    check_columns(articles, "article", "text")
    return dict(zip(articles["article"].astype("str"), texts_of(articles), strict=True))


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
    check_columns(articles, "published")
    return pd.to_datetime(articles["published"], utc=True).dt.tz_localize(None).dt.to_period(PERIODS[period])
