"""What tables of words say, in sentences; they claim no more than the numbers bear."""

from __future__ import annotations

import pandas as pd

from analysis.findings import join_and
from analysis.frames import UNKNOWN
from analysis.words.groups import EVERYTHING
from analysis.words.keyness import ENGLISH_AT_LARGE, REST
from analysis.words.stopwords import NONE_HIDDEN
from analysis.words.views import NAMELESS, marking_words, named_groups

__all__ = [
    "compared_with",
    "group_name",
    "say_against",
    "say_hidden",
    "say_keyness",
    "say_sure",
    "say_trends",
    "say_width",
]

_COUNTED = ("outlet", "author", "day", "week", "month", "quarter", "year")  # groups whose plural has an s
_THIN = 5  # articles; fewer behind a group make wide intervals
_NAMED = 5  # such groups that are named


def say_keyness(keyness: pd.DataFrame) -> str:
    """The finding of `analysis.words.keyness` in a sentence: the words that surely are more frequent, if any are."""
    named = named_groups(keyness)
    more = named[named["low"] > 0]
    if more.empty:
        return _say_none(keyness)
    sure = more[more["sure"] == "more"]
    against = compared_with(keyness)
    if sure.empty:
        who = "any group" if more["group"].nunique() > 1 else group_name(keyness, more["group"].iloc[0])
        return f"No word surely marks {who} against {against}: what differs may be chance"
    group = sure["group"].iloc[0]
    words = join_and([f"“{word}”" for word in sure.loc[sure["group"] == group, "word"].head(3)])
    return f"What marks {group_name(keyness, group)} against {against}: {words}"


def _say_none(keyness: pd.DataFrame) -> str:
    """Say that no word marks a group, and why as far as that is known."""
    held = _articles(keyness)
    if keyness.empty and not held:
        return "There are no words to compare"
    if len(held) > 1 and max(held.values()) == 1:
        return f"No word marks a group: each of the {len(held)} is a single article, which is too little to tell"
    who = "a group" if len(held) > 1 else group_name(keyness, next(iter(held), EVERYTHING))
    return f"No word marks {who} beyond what chance could do"


def group_name(keyness: pd.DataFrame, group: str) -> str:
    """Name a group of `analysis.words.keyness` in a sentence: these articles where it is all of them."""
    if group != EVERYTHING or keyness.attrs.get("by"):
        return str(group)
    if keyness.attrs.get("of_quotes"):
        return "what is quoted"
    return "this article" if keyness.attrs.get("articles", {}).get(EVERYTHING) == 1 else "these articles"


def compared_with(keyness: pd.DataFrame) -> str:
    """Name what the groups of `analysis.words.keyness` are compared with: general English, the other outlets."""
    against, by = str(keyness.attrs.get("against", REST)), keyness.attrs.get("by")
    if against == ENGLISH_AT_LARGE:
        return "general English"
    if against != REST or by not in _COUNTED or UNKNOWN in keyness.attrs.get("articles", {}):
        return against
    return f"the other {by}{'s' * (not _are_two(keyness))}"


def say_against(keyness: pd.DataFrame) -> str:
    """Say in a sentence what is compared with what in the frame of `analysis.words.keyness`."""
    against, by = str(keyness.attrs.get("against", REST)), keyness.attrs.get("by")
    groups = keyness["group"].unique()
    if not len(groups):
        return "There are no words to compare."
    if len(groups) == 1:
        who = group_name(keyness, groups[0])
    else:
        who = f"Each {by}" if by in _COUNTED else f"Each group (by {by})"
    if against == ENGLISH_AT_LARGE:
        if who == "these articles":
            return f"All articles together are compared with {against}, not with one another."
        return f"{who[0].upper()}{who[1:]} is compared with {against}{', not with the others' if by else ''}."
    taken = " taken together" if against == REST and not _are_two(keyness) else ""
    return f"{who} is compared with {compared_with(keyness)}{taken}, not with general English."


def say_sure(keyness: pd.DataFrame) -> str:
    """Say how many words surely mark a group, so that nobody takes chance for a finding."""
    named, marking = named_groups(keyness), marking_words(keyness)
    more = marking[marking["sure"] == "more"]
    words, sure = named["word"].nunique(), more["word"].nunique()
    groups = named["group"].unique()
    whom = group_name(keyness, groups[0]) if len(groups) == 1 else "a group"
    if not words:
        return "No word stands there often enough to be compared."
    if sure:
        said = (
            f"Of {words:,} words compared, {sure:,} surely mark{'s' * (sure == 1)} {whom}; that any other seems to may "
            "be chance."
        )
        if more["group"].map(keyness.attrs.get("articles", {})).eq(1).any():
            said += " Where one article is all there is of a group, they mark that article and tell of no other."
        return said
    return (
        f"None of the {words:,} words compared surely marks {whom}: among so many, some stand out by chance alone. "
        "Those that are shown are a place to read on, not a finding; more articles would tell more."
    )


def say_width(keyness: pd.DataFrame) -> str:
    """Say how much the groups of a comparison rest on."""
    held = _articles(keyness)
    if not held:
        return "There are no words to compare."
    several = list(held) != [EVERYTHING]
    if max(held.values()) == 1:
        return (
            f"All this rests on one article{' a group' * several}. How much articles differ cannot be seen from one, "
            "so the intervals are wide, and yet too narrow: take a word here as a place to read on, not as a habit of "
            "anyone's."
        )
    thin = sorted(group for group, n in held.items() if n < _THIN)
    if not several:
        return f"All this rests on {held[EVERYTHING]:,} articles{': the intervals are wide' * bool(thin)}."
    if not thin:
        return f"Each group rests on {min(held.values()):,} articles or more."
    return (
        f"Fewer than five articles stand behind {', '.join(thin[:_NAMED])}{' and others' * (len(thin) > _NAMED)}: "
        "the intervals there are wide."
    )


def _are_two(keyness: pd.DataFrame) -> bool:
    return len(keyness.attrs.get("articles", {})) == 2


def _articles(keyness: pd.DataFrame) -> dict[str, int]:
    """Return how many articles stand behind each group that has a name and words."""
    held: dict[str, int] = keyness.attrs.get("articles", {})
    return {group: n for group, n in held.items() if n and group not in NAMELESS}


def say_hidden(table: pd.DataFrame) -> str:
    """Say which words a table hides; takes what `analysis.words.hide_stop_words` returns."""
    return str(table.attrs.get("hidden", {}).get("note", NONE_HIDDEN))


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
