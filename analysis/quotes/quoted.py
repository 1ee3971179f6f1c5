"""What of a text stands between quotation marks, and so whether a quote is direct, mixed or indirect."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from analysis.marks import find_quotations

__all__ = ["TYPES", "Quoted", "quote_type"]

TYPES = ("direct", "mixed", "indirect")
"""The types of quotes."""

Span = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Quoted:
    """The words of a text that stand between quotation marks."""

    def __init__(self, text: str) -> None:
        """Find them, once a text."""
        words = [m.span() for m in _WORD.finditer(text)]
        self._starts, self._ends = [s for s, _ in words], [e for _, e in words]
        self.quotations = [(q.start, q.end) for q in find_quotations(text) if q.level == 0]
        self._inside = self._words(self.quotations)

    def _words(self, spans: list[Span]) -> set[int]:
        return {i for s, e in spans for i in range(bisect_right(self._ends, s), bisect_left(self._starts, e))}

    def words_in(self, start: int, end: int) -> int:
        """Return how many words a span has."""
        return len(self._words([(start, end)]))

    def type_of(self, spans: list[Span]) -> str:
        """Return "direct" where all words of the spans are in quotation marks, "mixed" where some, else "indirect"."""
        words = self._words(spans)
        inside = len(words & self._inside)
        return "direct" if words and inside == len(words) else "mixed" if inside else "indirect"


def quote_type(text: str, spans: list[Span]) -> str:
    """Return the type of one content; for many of one text, `Quoted` finds the marks only once."""
    return Quoted(text).type_of(spans)
