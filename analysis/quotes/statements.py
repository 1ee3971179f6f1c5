"""Which pieces make one statement: those that its cue can reach, and quotations of nobody that can only be its."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from analysis.frames import Spans
from analysis.quotes.attribution import Attribution
from analysis.quotes.quoted import Quoted

__all__ = ["begin_before", "go_on", "overlap", "reachable"]

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


def begin_before(text: str, told: Sequence[Attribution], *, quoted: Quoted) -> list[Attribution]:
    """Let a direct quote that follows its cue begin with the quotation before that cue, where it is nobody's.

    “They have waited,” Ada Lim, who led the town for years, said of it. “They will not wait again.” A paragraph that
    opens with a quotation and goes on after the comma in it says next whose it is.

    Args:
        text: the text.
        told: its attributions.
        quoted: what of the text stands between quotation marks.

    Returns:
        The attributions, some with a further piece.
    """
    out = list(told)
    taken = sorted(span for one in out for span in one.content)
    cues = sorted((one.cue[0][0], i) for i, one in enumerate(out) if one.cue)
    following = [*[start for start, _ in quoted.quotations[1:]], len(text)]
    for (start, end), stop in zip(quoted.quotations, following, strict=False):
        said = text[start:end].rstrip(_CLOSING)
        if not said.endswith(",") or not _free(taken, start, end, quoted) or not _opens(text, start):
            continue
        at, i = next(iter(cues[bisect_left(cues, (end,)) :]), (stop, 0))
        if at >= stop or "\n" in text[end:at]:
            continue
        if out[i].content[0][0] > at and quoted.type_of(out[i].content) == "direct":
            out[i] = out[i]._replace(content=[(start, end), *out[i].content])
    return out


def go_on(text: str, told: Sequence[Attribution], *, quoted: Quoted) -> list[Attribution]:
    """Let a direct quote go on with the paragraphs after it that are whole quotations, and nobody's yet.

    “We have waited,” she said. ¶ “We will not wait again.” The second paragraph needs no cue: who speaks has just
    been said. A paragraph that ends with a colon announces somebody, so that nothing goes on after it; nor does
    anything after a label (the box was marked “no entry”).

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
        if last is None or text[before] == ":" or not _alone(text, start, end):
            continue
        one, stop = out[last], out[last].content[-1][1]
        if not one.cue or not _free(taken, start, end, quoted):
            continue
        direct = text[stop - 1] in _CLOSING and quoted.type_of(one.content) == "direct"
        if direct and (_opens(text, one.content[0][0]) or quoted.words_in(one.content[0][0], stop) >= FEWEST):
            at_once = not text[stop:start].strip()  # nothing is left out between the two
            *pieces, (first, _) = one.content if at_once else [*one.content, (start, end)]
            out[last] = one._replace(content=[*pieces, (first, end)])
            ending[opens] = last
    return out


def _free(taken: Spans, start: int, end: int, quoted: Quoted) -> bool:
    """Say whether a quotation is an utterance, and of none of the sorted spans that are taken."""
    near = taken[max(bisect_left(taken, (start,)) - 1, 0) :][:2]
    return not overlap(near, [(start, end)]) and quoted.words_in(start, end) >= FEWEST


def _opening(text: str, at: int) -> int:
    """Return where the paragraph of a character begins."""
    return text.rfind("\n", 0, at) + 1


def _opens(text: str, at: int) -> bool:
    """Say whether a paragraph begins there."""
    return not text[_opening(text, at) : at].strip()


def _alone(text: str, start: int, end: int) -> bool:
    """Say whether a quotation is all of its paragraph."""
    closes = text.find("\n", end)
    return _opens(text, start) and not text[end : closes if closes >= 0 else len(text)].strip()
