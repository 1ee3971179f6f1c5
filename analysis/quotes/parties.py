"""Who is compared with whom: the most quoted voices, and the parties that they speak for."""

from __future__ import annotations

import pandas as pd

from analysis.frames import as_text
from analysis.quotes.voices import who_speaks

__all__ = ["OTHERS", "main_parties", "main_voices", "parties"]

OTHERS = "(all others)"


def main_voices(quotes: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Name the most quoted voices, so that their words can be compared with those of all others.

    Only persons and organizations with a name count; a group or a nameless source is no voice of its own.

    Args:
        quotes: the quotes table.
        top: how many voices at most.

    Returns:
        The quotes with a column ``who``: the voice, or "(all others)".
    """
    named = who_speaks(quotes).where(quotes["kind"].isin(["person", "organization"]), "")
    return quotes.assign(who=_largest(named, top))


def main_parties(quotes: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Name the parties with most quotes: see `parties`; the result is as that of `main_voices`."""
    return quotes.assign(who=_largest(parties(quotes), top))


def parties(quotes: pd.DataFrame) -> pd.Series[str]:
    """Say for whom each quote speaks.

    That is the side that the user's list of speakers gives; else the affiliation that the article or the list
    gives; else the body that speaks for itself ("State Department"); else nobody (empty).
    """
    party = as_text(quotes["speaker"]).where(quotes["kind"] == "organization", "")
    for column in (name for name in ("affiliation", "side") if name in quotes):
        told = as_text(quotes[column])
        party = party.where(told == "", told)
    return party


def _largest(names: pd.Series, top: int) -> pd.Series:
    counts = names[names != ""].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
    return names.where(names.isin(counts.index[:top]), OTHERS)
