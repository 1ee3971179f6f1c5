"""The finding of a table in one sentence, made from its figures; it claims no more than the intervals bear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.intervals import apart
from analysis.quotes.parties import OTHERS
from analysis.quotes.quoted import TYPES
from analysis.quotes.sides import who_speaks
from analysis.summaries import UNKNOWN

__all__ = [
    "compared_with",
    "most_sentences",
    "name_most",
    "say_against",
    "say_arcs",
    "say_count",
    "say_keyness",
    "say_overview",
    "say_stances",
    "say_time",
    "say_tone",
    "say_types",
    "say_voices",
]

_NAMED = 3  # who are named where several come first
_REST = "the rest"  # of the groups, as `analysis.words.keyness` has it
_COUNTED = ("outlet", "author", "day", "week", "month", "quarter", "year")  # groups whose plural has an s
_SEVERAL = 10  # voices of which it is worth telling how few say half of it all


def say_count(n: int, noun: str) -> str:
    """A number of things: 1 quote, 2,000 quotes."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


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
    return _and(equal) if len(equal) <= _NAMED else say_count(len(equal), noun)


def say_types(shares: pd.DataFrame) -> str:
    """The finding of the types of quotes in a sentence; takes the frame of `share_of_voice`."""
    totals = {name: int(shares[name].sum()) for name in TYPES}
    total = sum(totals.values())
    if not total:
        return "No quotes were found"
    direct, mixed, indirect = (f"{totals[name] / total:.0%}" for name in TYPES)
    return f"{direct} of {say_count(total, 'quote')} are direct, {mixed} mixed, {indirect} indirect"


def say_keyness(keyness: pd.DataFrame) -> str:
    """The finding of `analysis.words.keyness` in a sentence: the words that surely are more frequent, if any are."""
    more = keyness[(keyness["low"] > 0) & (keyness["group"] != UNKNOWN)]
    if more.empty:
        return _say_none(keyness)
    sure = more[more["sure"] == "more"]
    against = compared_with(keyness)
    if sure.empty:
        who = "any group" if more["group"].nunique() > 1 else _whom(more.iloc[0]["group"])
        return f"No word surely marks {who} against {against}: what differs may be chance"
    group = sure.iloc[0]["group"]
    words = _and([f"“{word}”" for word in sure.loc[sure["group"] == group, "word"].head(3)])
    return f"What marks {_whom(group)} against {against}: {words}"


def _whom(group: str) -> str:
    return "these articles" if group == "all" else str(group)


def compared_with(keyness: pd.DataFrame) -> str:
    """Name what the groups of `analysis.words.keyness` are compared with: general English, the other outlets."""
    against = str(keyness.attrs.get("against", _REST))
    by = keyness.attrs.get("by")
    return f"the other {by}s" if against == _REST and by in _COUNTED else against.split(" (")[0]


def say_against(keyness: pd.DataFrame) -> str:
    """Say in a sentence what is compared with what in the frame of `analysis.words.keyness`."""
    against = str(keyness.attrs.get("against", _REST))
    if against.startswith("general English"):
        return f"All articles together are compared with {against}, not with one another."
    groups, by = keyness["group"].unique(), keyness.attrs.get("by")
    who = str(groups[0]) if len(groups) == 1 else f"Each {by}" if by in _COUNTED else f"Each group (by {by})"
    taken = " taken together" if against == _REST else ""
    return f"{who} is compared with {compared_with(keyness)}{taken}, not with general English."


def _say_none(keyness: pd.DataFrame) -> str:
    """Say that no word marks a group, and why as far as that is known."""
    held = {group: n for group, n in keyness.attrs.get("articles", {}).items() if group not in (UNKNOWN, OTHERS)}
    if keyness.empty and not held:
        return "There are no words to compare"
    if len(held) > 1 and max(held.values()) == 1:
        return f"No word marks a group: each of the {len(held)} is a single article, which is too little to tell"
    return f"No word marks {'a group' if len(held) > 1 else 'the articles'} beyond what chance could do"


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
    others = f"; that of {say_count(more, 'other article')} changes as clearly" if more else ""
    return f"“{name}” {'brightens' if clear[most] > 0 else 'darkens'} from its first third to its last{others}"


def _sounds(row: pd.Series) -> str:
    return "sounds positive" if row["low"] > 0 else "sounds negative" if row["high"] < 0 else "sounds neither way"


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
