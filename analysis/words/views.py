"""What a reader sees of the tables of words: what marks groups, groups side by side, change where dates allow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.frames import UNKNOWN, periods_of
from analysis.quotes.parties import OTHERS
from analysis.words.trends import TIME_COLUMNS, TREND_COLUMNS, Period, find_trends, frequency_over_time

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = [
    "NAMELESS",
    "first_of_each",
    "follow_words",
    "list_words",
    "marking_words",
    "named_groups",
    "side_by_side",
    "trends",
]

NAMELESS = (UNKNOWN, OTHERS)
"""Groups of words that are nobody's."""


def marking_words(keyness: pd.DataFrame) -> pd.DataFrame:
    """Return the words of `analysis.words.keyness` that a group uses more even at the low end of the interval.

    So are a few words by chance, where many are looked at: the column ``sure`` tells for which that is not so, and they
    come first. A word that stands there once, one that a single article of several repeats, and the groups "(unknown)"
    and "(all others)" are left out.
    """
    held = keyness["group"].map(keyness.attrs.get("articles", {})).fillna(1)
    spread = (keyness["articles"] > 1) | (held < 2)
    marks = (keyness["low"] > 0) & (keyness["n"] > 1) & spread
    kept = _kept(keyness, marks & ~keyness["group"].isin(NAMELESS))
    return kept.sort_values("sure", key=lambda sure: sure != "more", kind="stable", ignore_index=True)


def named_groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of words without the groups "(unknown)" and "(all others)"."""
    return _kept(table, ~table["group"].isin(NAMELESS))


def first_of_each(table: pd.DataFrame, *, top: int = 5, by: Sequence[str] = ("group",)) -> pd.DataFrame:
    """Return the first rows of each group, or of each value of the columns `by`; the groups in alphabetical order."""
    chosen = table.groupby(list(by), sort=False).head(top).sort_values("group", kind="stable", ignore_index=True)
    chosen.attrs = dict(table.attrs)
    return chosen


def list_words(table: pd.DataFrame, *, top: int = 12) -> pd.DataFrame:
    """List the first words that mark each group in a line, with their ``n``, the sure ones apart from the others.

    Args:
        table: the frame of `marking_words`.
        top: how many words of each group.

    Returns:
        A row a group: group, surely (the words, or "none"), may be chance.
    """
    first = first_of_each(named_groups(table), top=top)
    said = first.assign(words=_counted(first), surely=np.where(first["sure"] == "more", "surely", "may be chance"))
    lines = said.pivot_table(index="group", columns="surely", values="words", aggfunc=", ".join)
    lines = lines.reindex(columns=["surely", "may be chance"]).astype(object)
    return lines.fillna({"surely": "none", "may be chance": ""}).rename_axis(columns=None).reset_index()


def side_by_side(table: pd.DataFrame, *, top: int = 12, groups: int = 4) -> pd.DataFrame:
    """Set the first words of each group beside one another.

    Args:
        table: the frame of `analysis.words.count_words` or `analysis.words.keyness`, in the order that counts.
        top: how many words of each group.
        groups: how many groups, those with most words.

    Returns:
        A column a group, the group with most words first; a cell is a word with its ``n``, "talks (5)".
    """
    shown = table[~table["group"].isin(NAMELESS)]
    sizes = table.attrs.get("words", {})
    names = sorted(shown["group"].unique(), key=lambda group: (-sizes.get(group, 0), group))[:groups]
    rows = {name: shown[shown["group"] == name].head(top) for name in names}
    return pd.DataFrame({name: _counted(some).reset_index(drop=True) for name, some in rows.items()}).fillna("")


def _counted(table: pd.DataFrame) -> pd.Series[str]:
    return table["word"].astype(str) + " (" + table["n"].astype(str) + ")"


def follow_words(
    articles: pd.DataFrame,
    words: Sequence[str],
    *,
    period: Period = "month",
    reading: Reading | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Follow words through time where the dates allow it.

    Args:
        articles, words, period, reading, **options: as for `analysis.words.frequency_over_time`.

    Returns:
        Its frame; an empty one where no article is dated, all fall in one period or there is no word, and
        ``attrs["why"]`` says so.
    """
    if why := _undated(articles, period):
        return _empty(TIME_COLUMNS, why)
    words = [word for word in words if word]
    if not words:
        return _empty(TIME_COLUMNS, "no word qualifies")
    return frequency_over_time(articles, words, period=period, reading=reading, **options)


def trends(
    articles: pd.DataFrame, *, period: Period = "month", reading: Reading | None = None, **options: Any
) -> pd.DataFrame:
    """Find emerging and fading words where the dates allow it; as `follow_words`, for `analysis.words.find_trends`."""
    if why := _undated(articles, period):
        return _empty(TREND_COLUMNS, why)
    found = find_trends(articles, period=period, reading=reading, **options)
    found.attrs["period"] = period
    return found


def _undated(articles: pd.DataFrame, period: str) -> str:
    """Say why nothing can be said about time; empty where something can."""
    different = periods_of(articles, period).nunique() if "published" in articles else 0
    if different == 0:
        return "no article has a date"
    return f"all dated articles fall in one {period}" if different == 1 else ""


def _empty(columns: Sequence[str], why: str) -> pd.DataFrame:
    frame = pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    frame.attrs["why"] = why
    return frame


def _kept(table: pd.DataFrame, rows: Any) -> pd.DataFrame:
    kept = table[np.asarray(rows, dtype=bool)].reset_index(drop=True)
    kept.attrs = dict(table.attrs)
    return kept
