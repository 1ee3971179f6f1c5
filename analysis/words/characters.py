"""What a character is to the words: part of one, joining two, or parting them; and how it is spelled."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.words.arrays import Codes

__all__ = ["APOSTROPHE", "BREAK", "LETTER", "code_points", "kinds_of", "spellings", "text_of", "word_mask"]

Kinds = npt.NDArray[np.uint8]

_WORD, LETTER, _DIGIT, APOSTROPHE, _HYPHEN, _DOT, _COMMA, BREAK = (np.uint8(1 << bit) for bit in range(8))
_JOINERS = np.uint8(APOSTROPHE | _HYPHEN | _DOT | _COMMA)
_APOSTROPHES = "'’‘ʼ＇"
_HYPHENS = "-‐‑"
_BREAKS = '.!?…;:()[]"“”„«»—–\n\r\u2028\u2029'
_LAST_CASED = 0x1F000  # no letter beyond has a case


def code_points(text: str) -> Codes:
    """Return a text's code points, shape (characters,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def text_of(codes: Codes) -> str:
    """Return code points as a text; the inverse of `code_points`."""
    text: str = codes.tobytes().decode("utf-32-le", "surrogatepass")
    return text


def kinds_of(codes: Codes) -> Kinds:
    """Return what each of these characters may be in a word, as bits; shape (characters,)."""
    return _kinds()[codes]


@cache
def _kinds() -> Kinds:
    """Return what each code point may be in a word, shape (0x110000,)."""
    table = np.zeros(0x110000, dtype=np.uint8)
    category = unicodedata.category
    for code in (*range(0xD800), *range(0xF900, 0x32400), *range(0xE0100, 0xE01F0)):
        match category(chr(code))[0]:
            case "L":
                table[code] = _WORD | LETTER
            case "M":
                table[code] = _WORD
            case "N":
                table[code] = _WORD | _DIGIT
    for marks, kind in (
        (_APOSTROPHES, APOSTROPHE),
        (_HYPHENS, _HYPHEN),
        (".", _DOT),
        (",", _COMMA),
        ("&", APOSTROPHE),  # AT&T is one word, as is O'Neill
    ):
        for mark in marks:
            table[ord(mark)] = kind  # the modifier letter apostrophe is no letter here
    for mark in _BREAKS:
        table[ord(mark)] |= BREAK
    return table


@cache
def spellings(fold: bool) -> Codes:
    """Return the code point that stands for each, shape (0x110000,): one apostrophe, one hyphen, no case."""
    table = np.arange(0x110000, dtype=np.uint32)
    if fold:
        for code in range(_LAST_CASED):
            lower = chr(code).lower()
            if len(lower) == 1:
                table[code] = ord(lower)
    for marks in (_APOSTROPHES, _HYPHENS):
        for mark in marks:
            table[ord(mark)] = ord(marks[0])
    return table


def word_mask(kinds: Kinds, *, hyphens: bool) -> npt.NDArray[np.bool_]:
    """Return which characters belong to words, shape (characters,).

    Letters, marks and digits do. An apostrophe (or &) does between letters or digits, a hyphen likewise where
    hyphens join, a full stop or comma between digits (1,500), and the full stops of initials in a row (U.S.).
    """
    inside: npt.NDArray[np.bool_] = (kinds & _WORD) != 0
    at = np.flatnonzero(kinds & _JOINERS)
    at = at[(at > 1) & (at < len(kinds) - 2)]
    kind = kinds[at]
    left, right = kinds[at - 1], kinds[at + 1]
    both = left & right & _WORD != 0
    digits = left & right & _DIGIT != 0
    join = ((kind & APOSTROPHE) != 0) & both
    if hyphens:
        join |= ((kind & _HYPHEN) != 0) & both
    stop = (kind & _DOT) != 0
    join |= (stop | ((kind & _COMMA) != 0)) & digits
    initial = np.zeros(len(kinds), dtype=bool)
    initial[at[stop & ((left & LETTER) != 0) & ~inside[at - 2]]] = True
    join |= initial[at] & (initial[at - 2] | initial[at + 2])
    inside[at[join]] = True
    # "U.S.'s": an apostrophe after the last full stop of initials goes on with the word.
    after = at[((kind & APOSTROPHE) != 0) & ((left & _DOT) != 0) & inside[at - 1] & ((right & LETTER) != 0)]
    inside[after] = True
    return inside
