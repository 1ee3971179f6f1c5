"""Quotation marks: where a text opens and closes them, paragraph by paragraph.

Curly, straight and German or French marks, the two apostrophes (``''``) of old wire copy, the single marks of some
British papers, nested marks, and marks that a later paragraph takes up again. The state starts anew with each
paragraph, so that one stray mark spoils one paragraph and no more.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.paragraphs import PARAGRAPH

__all__ = ["Quotation", "find_quotations"]

_DOUBLE = re.compile(r"''|``|[\"“”„«»]")
_SINGLE = re.compile(r"[‘’']")
_OPENERS = frozenset({"“", "„", "«", "``"})
_CLOSERS = frozenset({"”", "»"})
_BEFORE_OPENING = frozenset("([{-–—/…:")
_AFTER_OPENING = frozenset("$€£#@([“.…-–—")  # beside letters and digits
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|em|til|till|cause|n|round|bout)\b", re.IGNORECASE)
"""What an apostrophe before it makes no quotation of: the '60s, 'tis."""
_CLAUSE = re.compile(r"(?!\d\ds)(?:[^‘’']|(?<=\w)['’](?=\w))*?[,.!?…]['’](?!['’\w])")
"""What may make one of it all the same: '20 were there,' she said."""

FEWEST_SINGLE = 2
"""Quotations in single marks that a text has which uses these for double ones."""


class Quotation(NamedTuple):
    """A stretch of text between quotation marks, the marks included.

    Attributes:
        start, end: half-open code-point offsets, marks included where the text has them.
        level: 0 for an outermost quotation, 1 and more for one inside another.
        opened: whether the text has an opening mark; False where a paragraph goes on with the quotation of
            the paragraph before and does not repeat the mark.
        closed: whether it has a closing mark; False where the paragraph ends first.
    """

    start: int
    end: int
    level: int
    opened: bool
    closed: bool


def find_quotations(text: str) -> list[Quotation]:
    """Pair the quotation marks of a text.

    A mark whose shape does not tell whether it opens or closes (straight marks, ``''``) is judged by its
    neighbours: after white space it opens, before white space or punctuation it closes; where both or neither
    hold, it is the opposite of the one before. A quotation that is open at the end of its paragraph ends
    there; if the next paragraph's first mark can only close, that paragraph is quoted from its start.

    Single marks do for double ones in a headline, which is the first of several paragraphs, and in a text that has
    several quotations in them, and more than in double marks.

    Args:
        text: any text; offsets are code points.

    Returns:
        The quotations in the order of their starts, an outer one before those inside it.
    """
    double: list[Quotation] = []
    carried = False
    paragraphs = [paragraph.span() for paragraph in PARAGRAPH.finditer(text) if not paragraph.group().isspace()]
    for start, end in paragraphs:
        outer, carried = _pair_double(text, start, end, carried=carried)
        double += outer
    single = _pair_single(text, paragraphs)
    outermost = [quotation for quotation in _nest([*double, *single]) if quotation.level == 0]
    if len(single) < FEWEST_SINGLE or 2 * len(single.intersection(outermost)) <= len(outermost):
        headline = paragraphs[0][1] if len(paragraphs) > 1 else 0
        inside = [(quotation.start, quotation.end) for quotation in double if quotation.level == 0]
        single = {quotation for quotation in single if quotation.end <= headline} | _pair_single(text, inside)
    return _nest([*double, *single])


def _nest(found: list[Quotation]) -> list[Quotation]:
    """Order and number the levels, and leave out a quotation that crosses the end of the one it starts in."""
    nested: list[Quotation] = []
    ends: list[int] = []
    for quotation in sorted(found, key=lambda q: (q.start, -q.end)):
        while ends and ends[-1] <= quotation.start:
            ends.pop()
        if not ends or quotation.end <= ends[-1]:
            nested.append(quotation._replace(level=len(ends)))
            ends.append(quotation.end)
    return nested


def _direction(text: str, start: int, end: int, *, is_open: bool) -> bool | None:
    """Return True where the mark opens, False where it closes, None where its place does not tell."""
    mark = text[start:end]
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS:
        return False
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    space_before = before.isspace() or before in _BEFORE_OPENING
    space_after = after.isspace() or not (after.isalnum() or after in _AFTER_OPENING or after in "'‘’")
    if space_before and not space_after:
        return True
    if space_after and not space_before:
        return False
    if before.isspace() and after.isspace() and not is_open:
        return None
    return not is_open if before.isspace() != after.isspace() else None


def _pair_double(text: str, start: int, end: int, *, carried: bool) -> tuple[list[Quotation], bool]:
    """Pair the double marks of one paragraph; ``carried`` says that the one before was left open."""
    marks = [m.span() for m in _DOUBLE.finditer(text, start, end)]
    directions = [_direction(text, *mark, is_open=True) for mark in marks]
    opening, closing = directions.count(True), directions.count(False)  # of the marks that are still ahead
    found: list[Quotation] = []
    stack: list[int] = []
    for i, (s, e) in enumerate(marks):
        opening -= directions[i] is True
        closing -= directions[i] is False
        opens = _direction(text, s, e, is_open=bool(stack))
        if opens is None:
            opens = not stack
        if stack and text[stack[-1]] == "„" and text[s] == "“":
            opens = False  # „German“
        # A second opening mark: nested if enough closing marks follow, else the first was never closed.
        if opens and stack and closing <= len(stack) + opening:
            found.append(Quotation(stack[0], s, 0, True, False))
            stack.clear()
        if opens:
            stack.append(s)
        elif stack:
            found.append(Quotation(stack.pop(), e, len(stack), True, True))
        elif carried and i == 0:
            found.append(Quotation(start, e, 0, False, True))
    if stack:
        found.append(Quotation(stack[0], end, 0, True, False))
    return found, bool(stack)


class _Single(NamedTuple):
    """A single mark that opens or else closes a quotation, if it is no apostrophe: ``sure`` says that it is none."""

    at: int
    opens: bool
    sure: bool


def _pair_single(text: str, stretches: list[tuple[int, int]]) -> set[Quotation]:
    """Find quotations in single marks in paragraphs or other stretches of a text, as if there were no double ones.

    What may be an apostrophe opens only where nothing is open, and closes only where no surer mark does before the next
    that opens.
    """
    found: set[Quotation] = set()
    opened: int | None = None
    stop = 0
    for start, end in stretches:
        marks = _single_marks(text, start, end)
        if opened is not None and marks and marks[0].opens and not text[start : marks[0].at].strip():
            found.add(Quotation(opened, stop, 0, True, False))  # it goes on in this paragraph
        opened, stop = None, end
        surer = [False] * (len(marks) + 1)  # whether from a mark on one surely closes before the next opens
        for k in range(len(marks) - 1, -1, -1):
            surer[k] = not marks[k].opens if marks[k].sure else surer[k + 1]
        for k, mark in enumerate(marks):
            if mark.opens:
                opened = mark.at if mark.sure or opened is None else opened
            elif opened is not None and (mark.sure or not surer[k + 1]):
                found.add(Quotation(opened, mark.at + 1, 0, True, True))
                opened = None
    return found


def _single_marks(text: str, start: int, end: int) -> list[_Single]:
    """Return the single marks of a stretch that open or close, without those that are surely apostrophes.

    Behind an s or n a mark may be one (the voters’ choice, goin’ home), and before what is often elided.
    """
    marks = []
    for mark in _SINGLE.finditer(text, start, end):
        s, e = mark.span()
        before, after = text[s - 1] if s > start else "\n", text[e] if e < end else "\n"
        if "'" in (before, after):  # half of a double mark
            continue
        starts_word = before.isspace() or before in _BEFORE_OPENING or before in '"“'
        if starts_word and (after.isalnum() or after in _AFTER_OPENING or after == '"'):
            elided = _ELISION.match(text, e, end)
            if not elided or _CLAUSE.match(text, e, end):
                marks.append(_Single(s, opens=True, sure=not elided))
        elif not after.isalnum() and (not before.isspace() or text[max(s - 2, start) : s - 1] in ('"', "”")):
            marks.append(_Single(s, opens=False, sure=before not in "sSnN" or after not in " \xa0"))
    return marks
