"""Which pieces make one statement: those that its cue can reach, and quotations that go on in the next paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from analysis.frames import Spans
from analysis.quotes.attribution import Attribution
from analysis.quotes.quoted import Quoted

__all__ = ["go_on", "overlap", "reachable"]

FEWEST = 4
"""Words of a quotation that is not a title, a nickname or a motto."""
_CLOSING = "”“\"'’»"


def overlap(spans: Spans, others: Spans) -> int:
    """Return how many characters two lists of spans share."""
    return sum(max(0, min(e, end) - max(s, start)) for s, e in spans for start, end in others)


def reachable(text: str, content: Spans, cue: Spans, *, quoted: Quoted) -> Spans:
    """Drop pieces that a cue cannot reach: beyond its paragraph, or unquoted after a whole quotation.

    “He does love us,” she said, and soon the balloons were dropping: what follows is the reporter's. Of the
    annotated statements in several pieces none has this form. A quotation that is still open goes on before its cue and
    is not touched; what goes on in a later paragraph, `go_on` finds more surely.
    """
    if len(content) < 2 or not cue:
        return content
    before = [span for span in content if span[1] <= cue[0][0]]
    if not before:
        return content
    after = [
        (start, end)
        for start, end in content[len(before) :]
        if "\n" not in text[cue[0][0] : start]
        and not (quoted.type_of(before) == "direct" and quoted.type_of([(start, end)]) == "indirect")
    ]
    return [*before, *after]


def go_on(text: str, told: Sequence[Attribution], *, quoted: Quoted) -> list[Attribution]:
    """Let a direct quote go on with the paragraphs after it that are whole quotations, and nobody's yet.

    “We have waited,” she said. ¶ “We will not wait again.” The second paragraph needs no cue: who speaks has just
    been said. A paragraph that ends with a colon announces somebody, so that nothing goes on after it.

    Args:
        text: the text.
        told: its attributions.
        quoted: what of the text stands between quotation marks.

    Returns:
        The attributions, some with further pieces.
    """
    out = list(told)
    taken = sorted(span for one in out for span in one.content)
    ending: dict[int, int] = {}  # by the beginning of a paragraph, the last attribution whose content ends in it
    for i in sorted(range(len(out)), key=lambda i: out[i].content[-1][1]):
        ending[_opening(text, out[i].content[-1][1] - 1)] = i
    for start, end in quoted.quotations:
        opens = _opening(text, start)
        before = opens - 1
        while before >= 0 and text[before].isspace():
            before -= 1
        last = ending.get(_opening(text, before)) if before >= 0 else None
        if last is None or text[before] == ":" or not _alone(text, start, end, opens):
            continue
        one, stop = out[last], out[last].content[-1][1]
        near = taken[max(bisect_left(taken, (start,)) - 1, 0) :][:2]
        if not one.cue or overlap(near, [(start, end)]) or quoted.words_in(start, end) < FEWEST:
            continue
        if text[stop - 1] in _CLOSING and quoted.type_of(one.content) == "direct":
            at_once = not text[stop:start].strip()  # nothing is left out between the two
            *pieces, (first, _) = one.content if at_once else [*one.content, (start, end)]
            out[last] = one._replace(content=[*pieces, (first, end)])
            ending[opens] = last
    return out


def _opening(text: str, at: int) -> int:
    """Return where the paragraph of a character begins."""
    return text.rfind("\n", 0, at) + 1


def _alone(text: str, start: int, end: int, opens: int) -> bool:
    """Say whether a quotation is all of its paragraph."""
    closes = text.find("\n", end)
    return not text[opens:start].strip() and not text[end : closes if closes >= 0 else len(text)].strip()
