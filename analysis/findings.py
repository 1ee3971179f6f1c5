"""The finding of a table in one sentence, made from its figures; it claims no more than the intervals bear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.frames import UNKNOWN
from analysis.intervals import apart
from analysis.quotes.quoted import TYPES
from analysis.quotes.voices import who_speaks

__all__ = [
    "join_and",
    "most_sentences",
    "name_most",
    "say_arcs",
    "say_count",
    "say_overview",
    "say_stances",
    "say_time",
    "say_tone",
    "say_types",
    "say_voices",
]

_NAMED = 3  # who are named where several come first
_SEVERAL = 10  # voices of which it is worth telling how few say half of it all


def say_count(n: int, noun: str) -> str:
    """A number of things: 1 quote, 2,000 quotes, 2 copies."""
    return f"{n:,} {noun if n == 1 else re.sub(r'(?<=[^aeiou])y$', 'ie', noun) + 's'}"


def join_and(words: Sequence[str]) -> str:
    """Join words as a sentence has them: a, b and c."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def say_overview(articles: pd.DataFrame, quotes: pd.DataFrame) -> str:
    """The finding of all in a sentence: how much was read, and on how few voices half of the quotes fall."""
    each = who_speaks(quotes).replace("", None).value_counts()
    known = int(each.sum())
    said = f"{say_count(len(articles), 'article')}: {say_count(len(quotes), 'quote')}"
    if known < len(quotes):
        who = say_count(len(each), "known voice")
        return f"{said}, {f'{known:,} of them by {who}' if known else 'none by a known voice'}{_half(each)}"
    return f"{said} by {say_count(len(each), 'voice')}{_half(each)}" if known else said


def _half(each: pd.Series[int]) -> str:
    """Say on how few voices half of their quotes fall, where there are enough of them; takes the quotes of each."""
    half = int((each.cumsum() < each.sum() / 2).sum()) + 1
    return (
        f"; {say_count(half, 'voice')} {'has' if half == 1 else 'have'} half of these" if len(each) >= _SEVERAL else ""
    )


def say_voices(shares: pd.DataFrame, *, by: str = "speaker") -> str:
    """The finding of `share_of_voice` in a sentence."""
    known = shares[shares[by] != UNKNOWN]
    if known.empty:
        return "No quotes were found" if shares.empty else f"No quote has a known {by}"
    first, total = known.iloc[0], int(shares["quotes"].sum())
    equal = sorted(known.loc[known["quotes"] == first["quotes"], by])
    who, several = name_most(equal, by), len(equal) > 1
    if by == "speaker":
        verb = "are quoted most" if several else "is quoted most"
    else:
        verb = "have most quotes" if several else "has most quotes"
    return f"{who} {verb}: {first['quotes']:,}{' each' if several else ''} of {say_count(total, 'quote')}"


def name_most(equal: Sequence[str], noun: str = "speaker") -> str:
    """Name those who share the first place; where they are many, say how many, so that none of them stands out."""
    return join_and(equal) if len(equal) <= _NAMED else say_count(len(equal), noun)


def say_types(shares: pd.DataFrame) -> str:
    """The finding of the types of quotes in a sentence; takes the frame of `share_of_voice`."""
    totals = {name: int(shares[name].sum()) for name in TYPES}
    total = sum(totals.values())
    if not total:
        return "No quotes were found"
    direct, mixed, indirect = (f"{totals[name] / total:.0%}" for name in TYPES)
    return f"{direct} of {say_count(total, 'quote')} are direct, {mixed} mixed, {indirect} indirect"


def say_tone(tone: pd.DataFrame, *, by: str = "speaker", top: int | None = None) -> str:
    """The finding of a table of tone in a sentence; only rows with an interval count.

    Somebody is called most positive or most negative only where the difference from all others is more than chance
    among so many would make.

    Args:
        tone: one row a voice: the column ``by``, ``score``, ``low``, ``high``, ``n``.
        by: the column that names the rows.
        top: so many rows with most sentences count, those that `analysis.plots.plot_tone` draws; None for all.
    """
    if top is not None:
        tone = most_sentences(tone, by=by, top=top)
    sure = tone.dropna(subset=["score", "low"]).sort_values(["score", by], ascending=[False, True], ignore_index=True)
    if sure.empty:
        return "Too few sentences to say who sounds how"
    if len(sure) == 1:
        only = sure.iloc[0]
        return f"{only[by]} {_sounds(only)}: {only['score']:+.2f} on a scale from -1 to 1"
    up, down, highest, lowest, differ = _ends(sure)
    if not differ:
        return f"No clear difference in tone among these {len(sure)}: chance may give as much"
    best, worst = (f"({row['score']:+.2f})" for row in (up, down))
    if highest and lowest:
        return f"{up[by]} sounds most positive {best}, {down[by]} most negative {worst}"
    if highest:
        return f"{up[by]} sounds most positive {best}; the intervals do not tell who sounds most negative"
    if lowest:
        return f"{down[by]} sounds most negative {worst}; the intervals do not tell who sounds most positive"
    return f"{up[by]} sounds more positive {best} than {down[by]} {worst}; who of all is at either end is not sure"


def most_sentences(tone: pd.DataFrame, *, by: str, top: int) -> pd.DataFrame:
    """Return the rows of a table of tone with most sentences, those without a score left out."""
    known = tone.dropna(subset=["score"])
    return known.sort_values(["n", by], ascending=[False, True], kind="stable").head(top)


def say_time(tone: pd.DataFrame) -> str:
    """The finding of `analysis.tone.tone_over_time` in a sentence; only what the intervals bear."""
    known = tone.dropna(subset=["score", "low"]).sort_values("period", ignore_index=True)
    if len(known) < 2:
        return "Too few dated sentences to speak of a change over time"
    up, down, highest, lowest, differ = _ends(known)
    if not differ:
        return f"No clear change of tone over these {len(known)} periods: chance may give as much"
    best, worst = (f"the period from {row['period'].date().isoformat()}" for row in (up, down))
    if highest and lowest:
        return f"The tone was most positive in {best}, most negative in {worst}"
    if highest:
        return f"The tone was most positive in {best}; the intervals do not tell when it was most negative"
    if lowest:
        return f"The tone was most negative in {worst}; the intervals do not tell when it was most positive"
    return f"The tone was more positive in {best} than in {worst}; the intervals do not tell when it was most so"


class _Ends(NamedTuple):
    """The rows surest at the top and at the bottom; whether each differs from all others, and one from the other."""

    up: pd.Series
    down: pd.Series
    highest: bool
    lowest: bool
    differ: bool


def _ends(rows: pd.DataFrame) -> _Ends:
    """Find the ends of a table of tone, and how sure they are (`analysis.intervals.apart`)."""
    higher = apart(rows)
    up, down = int(rows["low"].to_numpy(float).argmax()), int(rows["high"].to_numpy(float).argmin())
    highest = bool(np.delete(higher[up], up).all())
    lowest = bool(np.delete(higher[:, down], down).all())
    return _Ends(rows.iloc[up], rows.iloc[down], highest, lowest, bool(higher[up, down]))


def say_stances(matrix: pd.DataFrame) -> str:
    """Say which pair has most negative and which has most positive mentions; no more than what was counted.

    Of pairs with more than half of their mentions in that tone, if there are any; a pair of few mentions says where
    to read, and is no finding.

    Args:
        matrix: the frame of `analysis.tone.stance_matrix`.
    """
    from analysis.tone.aggregate import FEWEST

    found = []
    enough = matrix[matrix["n"] >= FEWEST]
    for side in ("negative", "positive"):
        told = enough[enough[side] > 0]
        if len(told):
            share = told[side] / told["n"]
            order = told.assign(share=share, mostly=share > 0.5).sort_values(["mostly", side, "share"], ascending=False)
            row = order.iloc[0]
            found.append(f"{row['who']} on {row['target']}: {row[side]} of {row['n']} {side}")
    if enough.empty and len(matrix):
        return f"No pair has {FEWEST} mentions: a square says where to read, not what holds"
    return "; ".join(found) or "No mention has a clear tone"


def say_arcs(arcs: pd.DataFrame, *, by: str = "title", moves: pd.Series | None = None) -> str:
    """The finding of `analysis.tone.tone_arc` in a sentence: which article's tone changes from start to end.

    A change is told only where chance would hardly give it (`analysis.tone.arc_moves`).

    Args:
        arcs: the frame of `analysis.tone.tone_arc` with a column that names the articles.
        by: that column.
        moves: from `analysis.tone.arc_moves`, if they are at hand.
    """
    from analysis.tone.arcs import arc_moves

    if arcs["score"].notna().sum() == 0:
        return "No sentence with words of known tone was found"
    moves = arc_moves(arcs) if moves is None else moves
    if moves.isna().all():
        return "The articles are too short to follow their tone"
    clear = moves[moves.notna() & (moves != 0)]
    if clear.empty:
        return "No article's tone changes clearly from its first third to its last"
    most = str(clear.abs().idxmax())
    name = arcs.loc[arcs["article"].astype("str") == most, by].iloc[0]
    more = len(clear) - 1
    others = f"; that of {say_count(more, 'other article')} changes, too" if more else ""
    return f"“{name}” {'brightens' if clear[most] > 0 else 'darkens'} from its first third to its last{others}"


def _sounds(row: pd.Series) -> str:
    return "sounds positive" if row["low"] > 0 else "sounds negative" if row["high"] < 0 else "sounds neither way"
