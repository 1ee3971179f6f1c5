"""Quotation marks: where a text opens and closes them, paragraph by paragraph.

Curly, straight and German or French marks, the two apostrophes (``''``) of old wire copy, nested marks, and
marks that a later paragraph takes up again. The state starts anew with each paragraph, so that one stray
mark spoils one paragraph and no more.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Quotation", "find_quotations"]

_DOUBLE = re.compile(r"''|``|[\"“”„«»]")
_SINGLE = re.compile(r"[‘’']")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_OPENERS = frozenset({"“", "„", "«", "``"})
_CLOSERS = frozenset({"”", "»"})
_BEFORE_OPENING = frozenset("([{-–—/…:")


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

    Args:
        text: any text; offsets are code points.

    Returns:
        The quotations in the order of their starts, an outer one before those inside it.
    """
    found: list[Quotation] = []
    carried = False
    for paragraph in _PARAGRAPH.finditer(text):
        if paragraph.group().isspace():
            continue
        outer, carried = _pair_double(text, *paragraph.span(), carried=carried)
        found += outer
        for quotation in outer:
            if quotation.level == 0:
                found += _pair_single(text, quotation)
    return _nest(sorted(found, key=lambda q: (q.start, -q.end)))


def _nest(found: list[Quotation]) -> list[Quotation]:
    """Number the levels, and leave out a quotation that crosses the end of the one it starts in."""
    nested: list[Quotation] = []
    ends: list[int] = []
    for quotation in found:
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
    space_after = after.isspace() or not (after.isalnum() or after in "$€£#@(['‘’“.…-–—")
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


def _pair_single(text: str, outer: Quotation) -> list[Quotation]:
    """Find quotations in single marks inside a double one; an apostrophe may stand for the opening mark."""
    found: list[Quotation] = []
    opened: int | None = None
    for mark in _SINGLE.finditer(text, outer.start + 1, outer.end):
        s, e = mark.span()
        if text[s - 1] == "'" or text[e : e + 1] == "'":  # half of a double mark
            continue
        before, after = text[s - 1], text[e : e + 1] or "\n"
        starts_word = not (before.isalnum() or before in ".,!?…") and after.isalnum()
        if starts_word and opened is None:
            opened = s
        elif (
            opened is not None
            and not (after.isalnum() or before.isspace())
            # After an s it may be a possessive (the voters’), and closes only where no later mark can.
            and (before not in "sS" or not _SINGLE.search(text, e, outer.end))
        ):
            found.append(Quotation(opened, e, outer.level + 1, True, True))
            opened = None
    return found
