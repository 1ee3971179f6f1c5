"""What a reader sees of the tables of words: what marks groups, groups side by side, change where dates allow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.frames import periods_of
from analysis.words.groups import EVERYTHING, UNKNOWN
from analysis.words.trends import TIME_COLUMNS, TREND_COLUMNS, Period, find_trends, frequency_over_time

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = [
    "first_of_each",
    "follow_words",
    "list_words",
    "marking_words",
    "named_groups",
    "say_hidden",
    "say_sure",
    "say_trends",
    "say_width",
    "side_by_side",
    "trends",
]

_LEFT_OUT = (UNKNOWN, "(all others)")


def marking_words(keyness: pd.DataFrame) -> pd.DataFrame:
    """Return the words of `analysis.words.keyness` that a group uses more even at the low end of the interval.

    So are a few words by chance, where many are looked at: the column ``sure`` tells for which that is not so, and they
    come first. A word that stands there once, one that a single article of several repeats, and the groups "(unknown)"
    and "(all others)" are left out.
    """
    held = keyness["group"].map(keyness.attrs.get("articles", {})).fillna(1)
    spread = (keyness["articles"] > 1) | (held < 2)
    marks = (keyness["low"] > 0) & (keyness["n"] > 1) & spread
    kept = _kept(keyness, marks & ~keyness["group"].isin(_LEFT_OUT))
    return kept.sort_values("sure", key=lambda sure: sure != "more", kind="stable", ignore_index=True)


def named_groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of words without the groups "(unknown)" and "(all others)"."""
    return _kept(table, ~table["group"].isin(_LEFT_OUT))


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
    lines = lines.reindex(columns=["surely", "may be chance"]).fillna({"surely": "none", "may be chance": ""})
    return lines.rename_axis(columns=None).reset_index()


def say_sure(keyness: pd.DataFrame) -> str:
    """Say how many words surely mark a group, so that nobody takes chance for a finding."""
    named = named_groups(keyness)
    more = named[named["sure"] == "more"]
    words, sure = named["word"].nunique(), more["word"].nunique()
    whom = "these articles" if set(named["group"]) == {EVERYTHING} else "a group"
    if not words:
        return "No word stands there often enough to be compared."
    if sure:
        said = f"Of {words:,} words compared, {sure:,} surely mark{'s' * (sure == 1)} {whom}; any other may be chance."
        if more["group"].map(keyness.attrs.get("articles", {})).eq(1).any():
            said += " Where one article is all there is of a group, they mark that article and tell of no other."
        return said
    return (
        f"None of the {words:,} words compared surely marks {whom}: among so many, some stand out by chance alone. "
        "Those that are shown are a place to read on, not a finding; more articles would tell more."
    )


def side_by_side(table: pd.DataFrame, *, top: int = 12, groups: int = 4) -> pd.DataFrame:
    """Set the first words of each group beside one another.

    Args:
        table: the frame of `analysis.words.count_words` or `analysis.words.keyness`, in the order that counts.
        top: how many words of each group.
        groups: how many groups, those with most words.

    Returns:
        A column a group, the group with most words first; a cell is a word with its ``n``, "talks (5)".
    """
    shown = table[~table["group"].isin(_LEFT_OUT)]
    sizes = table.attrs.get("words", {})
    names = sorted(shown["group"].unique(), key=lambda group: (-sizes.get(group, 0), group))[:groups]
    rows = {name: shown[shown["group"] == name].head(top) for name in names}
    return pd.DataFrame({name: _counted(some).reset_index(drop=True) for name, some in rows.items()}).fillna("")


def _counted(table: pd.DataFrame) -> pd.Series[str]:
    return table["word"].astype(str) + " (" + table["n"].astype(str) + ")"


def say_hidden(table: pd.DataFrame) -> str:
    """Say which words a table hides; takes what `analysis.words.hide_stop_words` returns."""
    return str(table.attrs.get("hidden", {}).get("note", "No word is hidden."))


def say_width(keyness: pd.DataFrame) -> str:
    """Say how much the groups of a comparison rest on."""
    held = {group: n for group, n in keyness.attrs.get("articles", {}).items() if group not in _LEFT_OUT}
    if not held:
        return "There are no words to compare."
    if max(held.values()) == 1:
        return (
            "All this rests on one article a group. How much articles differ cannot be seen from one, so the intervals "
            "are wide, and yet too narrow: take a word here as a place to read on, not as a habit of anyone's."
        )
    thin = sorted(group for group, n in held.items() if n < 5)
    if not thin:
        return f"Each group rests on {min(held.values()):,} articles or more."
    return (
        f"Fewer than five articles stand behind {', '.join(thin[:5])}{' and others' if len(thin) > 5 else ''}: "
        "the intervals there are wide."
    )


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


def say_trends(table: pd.DataFrame) -> str:
    """Say which words emerge and fade, or why nothing can be said; takes the frame of `trends`."""
    if why := table.attrs.get("why"):
        return f"Nothing can be said about change over time: {why}."
    said = []
    for trend in ("emerging", "fading"):
        words = table.loc[table["trend"] == trend, "word"]
        some = ", ".join(f"“{word}”" for word in words.head(5))
        said.append(
            f"{len(words):,} {'word is' if len(words) == 1 else 'words are'} {trend}" + (f" ({some})" if some else "")
        )
    return f"Of {len(table):,} words tested, {' and '.join(said)}. Test: {table.attrs['test']}."


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
