"""Transcripts of interviews and debates: paragraphs that begin with a speaker's label and a colon.

    LIND: Will you be there?            Q: Will you be there?            Lind: Will you be there?
    OREN: I will.                       A: I will.                       Oren: I will.

In such lines no verb says that something is said, and whole paragraphs stand without quotation marks; the form
alone tells who speaks. It is told from headings by its repetition, and, where the labels are written as any name is
("Clinton: 547 delegates"), by how people speak to one another; from what a paper explains in questions and answers, by
whoever answers saying "I".
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from analysis.quotes.attribution import Attribution

__all__ = ["ANSWERS", "ASKS", "find_turns"]

ASKS, ANSWERS = ("q", "question", "interviewer"), ("a", "answer", "interviewee")
"""Labels, in lower case, of whoever asks and whoever answers, instead of a name."""

FEWEST = 3
"""Turns that make a transcript; one line with a colon may be anything."""

_HEADINGS = frozenset(
    """
    WHAT WHEN WHERE WHO WHY HOW NOTE NOTES PRICE COST TICKETS PROS CONS TIP RATING
    UPDATE UPDATED BREAKING CORRECTION CORRECTIONS CLARIFICATION CLARIFICATIONS
    RELATED WATCH PHOTO PHOTOS SOURCE SOURCES
    """.split()
)
"""Labels that stand again and again before what nobody says: in listings of events, in reviews, around news."""

LONGEST = 10_000
"""Characters of a turn; where more follow before the next label, the turn ends with its paragraph."""

_DIRECTION = re.compile(r"[\"“]?[(\[][^()\[\]\n]*[)\]]|[.…]+")
"""A line at the end of a turn that is not said: (CROSSTALK), [Applause], "..."."""

CONFIDENCE = 0.95
"""Of a turn: nearly all that have this form are (33 of 34 where annotated articles have it)."""

_MYSELF = re.compile(r"\b(?:I|[Mm]e|[Mm]y)\b")
"""A sign that somebody answers; where a paper asks and answers to explain something there is none."""

_SPOKEN = re.compile(
    r"\?|\b(?:i|i['’]\w+|me|my|we|we['’]\w+|us|our|you|you['’]\w+|your|yes|no|yeah|well|so)\b", re.IGNORECASE
)
"""A sign that somebody speaks to somebody."""

_CAPITAL = r"[^\W\d_a-z]"  # or a small letter outside ASCII, which `str.isupper` tells


def _label(name: str, *, colon: str = r"(?P<colon>:)[^\S\n]+") -> re.Pattern[str]:
    """Compile a label: a name at the beginning of a paragraph, a note, (D-Wis.), and a colon with what is behind it."""
    return re.compile(
        rf"""^[^\S\n]*["“]?[^\S\n]*              # a transcript may stand in quotation marks
        (?P<name>{name})
        (?:[ ]\([^()\n]{{1,40}}\))?
        {colon}(?=\S)""",
        re.MULTILINE | re.VERBOSE,
    )


def _names(word: str) -> str:
    return rf"{word}(?:[ ]{word}){{0,4}}"


_IN_CAPITALS = _label(_names(rf"(?:{_CAPITAL}(?:{_CAPITAL}|[.'’\-])+|{_CAPITAL}\.)") + "|Q")
_AS_WRITTEN = _label(_names(rf"{_CAPITAL}[\w.'’\-]*"))
_QUESTIONS = _label("(?i:" + "|".join([*ASKS, *ANSWERS]) + ")", colon=r"(?P<colon>:|\.(?=\s))\s*")


def find_turns(text: str) -> list[Attribution]:
    """Find the turns of a transcript in a text; none where the text is not one.

    Where at least `FEWEST` paragraphs have a label, of two names or more and one of them twice, they are turns. A
    turn goes on to the next label; the last one, and one without end, ends with its paragraph, since what follows may
    be the article.

    Returns:
        One attribution a turn: the label is its source, the colon its cue.
    """
    labels = _interview(text) or _debate(text) or _conversation(text)
    turns = []
    for label, following in zip_longest(labels, labels[1:]):
        end = following.start() if following is not None else len(text)
        if following is None or end - label.end() > LONGEST:
            end = _line_end(text, label.end())
        stop = _stop(text, label.end(), end)
        if stop > label.end():
            source, colon = label.span("name"), label.span("colon")
            turns.append(Attribution([(label.end(), stop)], [source], [colon], confidence=CONFIDENCE))
    return turns


def _stop(text: str, start: int, end: int) -> int:
    """Return where what is said in ``[start, end)`` ends: before stage directions, and a mark around it all."""
    while True:
        while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”'):
            end -= 1
        line = text.rfind("\n", start, end)
        if line < 0 or not _DIRECTION.fullmatch(text, line + 1, end):
            return end
        end = line


def _repeated(labels: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return labels that make a transcript, else none: JAKE TAPPER is TAPPER from then on."""
    names = Counter(_surname(label) for label in labels)
    return labels if len(labels) >= FEWEST and len(names) > 1 and max(names.values()) > 1 else []


def _interview(text: str) -> list[re.Match[str]]:
    """Find labels of questions and answers, if there are several of both, and whoever answers speaks of himself."""
    found = list(_QUESTIONS.finditer(text))
    # Behind an answer "A." may begin a name: A. Lind.
    found = [
        label
        for before, label in zip([None, *found], found, strict=False)
        if label["colon"] == ":" or before is None or _asks(before) or _asks(label)
    ]
    answers = [label for label in found if not _asks(label)]
    if len(found) - len(answers) < 2 or len(answers) < 2:
        return []
    return found if any(_MYSELF.search(_line(text, label)) for label in answers) else []


def _asks(label: re.Match[str]) -> bool:
    return label["name"].lower() in ASKS


def _debate(text: str) -> list[re.Match[str]]:
    """Find labels in capitals, before words of which some are spoken."""
    found = [m for m in _IN_CAPITALS.finditer(text) if m["name"].isupper() and m["name"] not in _HEADINGS]
    return _repeated(found) if any(_SPOKEN.search(_line(text, label)) for label in found) else []


def _conversation(text: str) -> list[re.Match[str]]:
    """Find labels written as names are: one of them is a name of the article, and what follows is mostly spoken."""
    found = list(_AS_WRITTEN.finditer(text))
    if any(label["name"].lower() in ANSWERS for label in found):
        return []
    found = [label for label in found if label["name"].upper() not in _HEADINGS]
    often = Counter(_surname(label) for label in found)
    if len(found) < FEWEST or max(often.values()) < 2:
        return []
    named = Counter(re.findall(r"[\w'’-]+", text))
    found = [label for label in found if often[_surname(label)] > 1 or named[_surname(label)] > 1]
    told = [_line(text, label) for label in found]
    known = any(named[name] > times for name, times in often.items())
    spoken = 2 * sum(bool(_SPOKEN.search(words)) for words in told) > len(told)
    return _repeated(found) if known and spoken and "?" in text[found[0].end() :] else []


def _surname(label: re.Match[str]) -> str:
    return label["name"].split()[-1]


def _line(text: str, label: re.Match[str]) -> str:
    """Return the paragraph that stands behind a label."""
    return text[label.end() : _line_end(text, label.end())]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
