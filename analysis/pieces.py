"""Text as the models see it: word pieces, with what a lower-cased vocabulary cannot say.

The encoder's vocabulary knows neither capitals nor which side of a quotation mark a word is on, so both
travel beside the piece as small classes. All quotation marks are read as one kind, so that an article in
``''old wire copy''`` is the same to the model as one in “curly” marks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from analysis.marks import Quotation, find_quotations
from analysis.paragraphs import PARAGRAPH

__all__ = ["CLS", "MASK", "OUTSIDE", "SEP", "Pieces", "Window", "split_pieces", "split_windows"]

Ints = npt.NDArray[np.int32]

CLS, SEP, MASK = 101, 102, 103
"""The vocabulary's marks for the start of a window, for a paragraph break or the end of a window, for a hidden word."""
COLON = 1024
"""The vocabulary's number of a colon."""

LOWER, CAPITAL, UPPER, DIGIT = range(4)
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

# Each replacement has as many characters as what it replaces: offsets must not move.
_SAME_MARK = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_TWO_MARKS = re.compile(r"''|``")
_SINGLE_MARKS = frozenset("'‘’")
# "the U.S.' explanation" is read as "the U.S. explanation": after a stop the mark looks like a quotation's end.
_AFTER_STOP = re.compile(r"(?<=\b[A-Z]\.)'(?= [a-z])")


class Pieces(NamedTuple):
    """A text as words of word pieces; a paragraph break counts as a word of one piece.

    Attributes:
        ids: vocabulary numbers, one a piece.
        word: the word that each piece belongs to.
        first: the first piece of each word, and the number of pieces at the end (words + 1).
        start, end: code-point offsets of each word; a paragraph break has those of the line break.
        case: LOWER, CAPITAL, UPPER or DIGIT, one a word.
        state: OUTSIDE, INSIDE, OPENING or CLOSING, where the word is relative to quotation marks.
        paragraph: the paragraph that each word stands in; the break counts to the one before it.
    """

    ids: Ints
    word: Ints
    first: Ints
    start: Ints
    end: Ints
    case: Ints
    state: Ints
    paragraph: Ints


class Window(NamedTuple):
    """Words ``[start, end)`` of a text that the model reads at once; it speaks for those from ``own`` on."""

    start: int
    own: int
    end: int


def _case(word: str) -> int:
    if word[0].isdigit():
        return DIGIT
    if word[0].isupper():
        return UPPER if len(word) > 1 and word.isupper() else CAPITAL
    return LOWER


def split_pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """Split a text into word pieces with their classes.

    Args:
        text: any text.
        tokenizer: the encoder's tokenizer, without padding or truncation.
    """
    quotations = [quotation for quotation in find_quotations(text) if quotation.level == 0]
    same = _AFTER_STOP.sub(" ", _TWO_MARKS.sub('" ', _doubled(text, quotations).translate(_SAME_MARK)))
    paragraphs = [m.span() for m in PARAGRAPH.finditer(same) if not m.group().isspace()]
    encoded: list[Encoding] = tokenizer.encode_batch([same[s:e] for s, e in paragraphs], add_special_tokens=False)
    ids: list[int] = []
    word: list[int] = []
    first: list[int] = []
    start: list[int] = []
    end: list[int] = []
    paragraph: list[int] = []
    for number, ((base, stop), encoding) in enumerate(zip(paragraphs, encoded, strict=True)):
        last = None
        for piece, inner, (s, e) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if inner != last:
                last = inner
                first.append(len(ids))
                start.append(base + s)
                end.append(base + e)
                paragraph.append(number)
            else:
                end[-1] = base + e
            word.append(len(first) - 1)
            ids.append(piece)
        first.append(len(ids))
        word.append(len(first) - 1)
        ids.append(SEP)
        start.append(stop)
        end.append(stop)
        paragraph.append(number)
    first.append(len(ids))
    two = {m.start() for m in _TWO_MARKS.finditer(text)}  # read as one character and a space, and two wide all the same
    end = [e + 1 if s in two and e == s + 1 else e for s, e in zip(start, end, strict=True)]
    inside = np.zeros(len(text) + 1, dtype=np.int8)
    for quotation in quotations:
        inside[quotation.start : quotation.end] = INSIDE
        if quotation.opened:
            inside[quotation.start : quotation.start + _width(text, quotation.start)] = OPENING
        if quotation.closed:
            inside[quotation.end - _width(text, quotation.end - 2) : quotation.end] = CLOSING
    return Pieces(
        ids=np.array(ids, dtype=np.int32),
        word=np.array(word, dtype=np.int32),
        first=np.array(first, dtype=np.int32),
        start=np.array(start, dtype=np.int32),
        end=np.array(end, dtype=np.int32),
        case=np.array([_case(text[s:e]) if e > s else LOWER for s, e in zip(start, end, strict=True)], np.int32),
        state=inside[np.array(start, dtype=np.int32)].astype(np.int32) if start else np.zeros(0, np.int32),
        paragraph=np.array(paragraph, dtype=np.int32),
    )


def _doubled(text: str, quotations: list[Quotation]) -> str:
    """Return a text with double marks where it has single ones around whole quotations."""
    marks = {q.start for q in quotations if q.opened} | {q.end - 1 for q in quotations if q.closed}
    single = [at for at in marks if text[at] in _SINGLE_MARKS and _width(text, at) == _width(text, at - 1) == 1]
    if not single:
        return text
    characters = list(text)
    for at in single:
        characters[at] = '"'
    return "".join(characters)


def _width(text: str, start: int) -> int:
    """Return the number of characters of the quotation mark at ``start`` (two for ``''``)."""
    return 2 if text[max(start, 0) : start + 2] in ("''", "``") else 1


def split_windows(pieces: Pieces, *, size: int, offset: int = 0) -> list[Window]:
    """Cut a text into windows of at most ``size`` pieces, at paragraph breaks wherever these allow it.

    An attribution hardly ever crosses a paragraph, so windows of whole paragraphs lose nothing, if what a colon
    announces stays with it: no window ends after a colon unless there is no other break. Only where a
    single paragraph exceeds the window do two windows overlap, by half: the second speaks for the words from
    the middle of the overlap on.

    Args:
        pieces: the text.
        size: pieces a window, at most.
        offset: pieces by which the first window is shorter, so that training sees varied cuts.
    """
    words = len(pieces.start)
    if not words:
        return []
    last_of_paragraph = np.flatnonzero(np.diff(pieces.paragraph, append=pieces.paragraph[-1] + 1)) + 1
    announcing = last_of_paragraph[pieces.ids[pieces.first[last_of_paragraph] - 2] == COLON]
    windows: list[Window] = []
    start = own = 0
    room = max(size - offset, 1)
    while own < words:
        limit = int(np.searchsorted(pieces.first, pieces.first[start] + room, side="right")) - 1
        at_break = last_of_paragraph[(last_of_paragraph > own) & (last_of_paragraph <= limit)]
        at_break = at_break[~np.isin(at_break, announcing)] if not np.isin(at_break, announcing).all() else at_break
        if limit >= words:
            end = words
        elif len(at_break):
            end = int(at_break[-1])
        else:
            end = max(limit, own + 1)
        windows.append(Window(start, own, end))
        if end >= words:
            break
        if len(at_break) or end - start < 2 or room < size:
            start = own = end
        else:
            start, own = (start + end) // 2, (start + 3 * end) // 4
            windows[-1] = Window(windows[-1].start, windows[-1].own, end)
        room = size
    return windows
