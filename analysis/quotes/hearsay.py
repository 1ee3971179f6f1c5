"""Words at second hand: whom an agency or a paper quotes is who said them.

"He was quoted by the agency as saying that" has its own word of saying, behind a passive that the annotated articles
hardly know. The model reads such a cue as the one word that it stands for, "said", so that who is quoted is the source
and not who quotes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Cue", "is_passed_on", "read_as_said"]

_AS_SAYING = r"as (?:having )?(?P<how>saying|said|telling|told)"
_PASSIVE = re.compile(
    r"\b(?:(?:has|have|had) been|is|are|was|were|being) (?:also |later |since |widely )?"
    r"(?:quoted|cited|reported|recorded|heard|overheard)"
    r"(?: (?:by|in|on|from|at) [^.,;:!?\n\"“”«»]{1,60}?)?"
    rf" (?:{_AS_SAYING}|to (?:have )?(?P<done>say|said|tell|told)|(?P<doing>saying|telling))\b"
    r"(?: by (?:the )?(?:[a-z]+ ){0,3}[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})?"
)
_QUOTER = re.compile(
    r"(?<=[,.!?…][\"”’»'] )(?P<quoter>(?:[^\s.,;:!?\"“”«»]+ ){1,6}?(?:quoted|cited))"
    rf" [^.,;:!?\n\"“”«»]{{1,60}}? (?P<cue>{_AS_SAYING})\b"
)
# "The agency quoted | the minister as saying that ...": what is behind the cue, read as a text of its own.
_PASSED_ON = re.compile(rf"\A(?P<quoter>)[^.;:!?\n\"“”«»]{{1,80}}?,? (?P<cue>{_AS_SAYING})\b")


class Cue(NamedTuple):
    """A cue of several words that is read as one; half-open code-point offsets."""

    start: int
    end: int


def read_as_said(text: str) -> tuple[str, list[Cue]]:
    """Return a text as the model is given it, and the cues that it reads as one word.

    Args:
        text: any text; the one returned is as long, with spaces where words are left out.
    """
    found = []
    for m in _PASSIVE.finditer(text):
        text = _written(text, *m.span(), how=m["how"] or m["done"] or m["doing"])
        found.append(Cue(*m.span()))
    for m in [*_QUOTER.finditer(text), *_PASSED_ON.finditer(text)]:
        text = _written(text, *m.span("quoter"), how="")
        text = _written(text, *m.span("cue"), how=m["how"])
        found.append(Cue(*m.span("cue")))
    return text, sorted(found)


def is_passed_on(content: str) -> bool:
    """Tell whether a content is what somebody quotes another as saying: "the minister as saying that ..."."""
    return bool(_PASSED_ON.match(content))


def _written(text: str, start: int, end: int, *, how: str) -> str:
    word = "told" if how.startswith("t") else "said" if how else ""
    return text[:start] + word.ljust(end - start) + text[end:]
