"""Transcripts of interviews and debates: paragraphs that begin with a speaker's name in capitals and a colon.

    LIND: Will you be there?
    OREN: I will.

In such lines no verb says that something is said, and whole paragraphs stand without quotation marks; the form
alone tells who speaks. It is told from headings by its repetition.
"""

from __future__ import annotations

import re
from collections import Counter

from analysis.quotes.attribution import Attribution

__all__ = ["find_turns", "is_turn"]

FEWEST = 3
"""Turns that make a transcript; one line with a colon may be anything."""

_HEADINGS = frozenset("WHAT WHEN WHERE WHO WHY HOW NOTE NOTES UPDATE PRICE COST TICKETS PROS CONS TIP RATING".split())
"""Labels that stand again and again before what nobody says: in listings of events, reviews, recipes."""

_DIRECTIONS = re.compile(r"(?:\s|[\"“”]|\n[\"“]?[(\[][^()\[\]\n]*[)\]]|\n[.…]+)+\Z")
"""What ends a turn and is not said: (CROSSTALK), [Applause], "...", a quotation mark around it all."""

CONFIDENCE = 0.95
"""Of a turn: nearly all that have this form are (33 of 34 where annotated articles have it)."""

_CAPITAL = r"[^\W\d_a-z]"  # or a small letter outside ASCII, which `str.isupper` tells
_LABEL = re.compile(
    r"""^[^\S\n]*["“]?[^\S\n]*                  # a transcript may stand in quotation marks
    (?P<name>(?:CAPITAL(?:CAPITAL|[.'’\-])+|CAPITAL\.)     # a name in capitals,
    (?:[ ](?:CAPITAL(?:CAPITAL|[.'’\-])+|CAPITAL\.)){0,4})  # of up to five words
    (?:[ ]\([^()\n]{1,40}\))?                   # and a note, (D-Wis.)
    (?P<colon>:)[^\S\n]+(?=\S)""".replace("CAPITAL", _CAPITAL),
    re.MULTILINE | re.VERBOSE,
)


def find_turns(text: str) -> list[Attribution]:
    """Find the turns of a transcript in a text; none where the text is not one.

    Where at least `FEWEST` paragraphs have a label, of two names or more and one of them twice, they are turns. A
    turn goes on to the next label; the last one ends with its paragraph, since what follows may be the article.

    Returns:
        One attribution a turn: the label is its source, the colon its cue.
    """
    labels = [m for m in _LABEL.finditer(text) if m["name"].isupper() and m["name"] not in _HEADINGS]
    names = Counter(label["name"].split()[-1] for label in labels)  # JAKE TAPPER is TAPPER from then on
    if len(labels) < FEWEST or len(names) < 2 or max(names.values()) < 2:
        return []
    ends = [label.start() for label in labels[1:]]
    last = text.find("\n", labels[-1].end())
    ends.append(last if last >= 0 else len(text))
    turns = []
    for label, end in zip(labels, ends, strict=True):
        said = _DIRECTIONS.sub("", text[label.end() : end])
        stop = label.end() + len(said)
        if said:
            source, colon = label.span("name"), label.span("colon")
            turns.append(Attribution([(label.end(), stop)], [source], [colon], confidence=CONFIDENCE))
    return turns


def is_turn(text: str, one: Attribution) -> bool:
    """Tell whether an attribution is a turn of a transcript: words as they were said, without quotation marks."""
    return [text[s:e] for s, e in one.cue] == [":"] and all(text[s:e].isupper() for s, e in one.source)
