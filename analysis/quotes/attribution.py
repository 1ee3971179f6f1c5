"""One attribution: who says what, introduced by which words, as spans of the text."""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["Attribution", "Spans", "read_spans"]

Spans = list[tuple[int, int]]
"""Half-open code-point offsets into the text of an article."""


def read_spans(value: Any) -> Spans:
    """Return a cell of spans as pairs; a frame read from a file may hold None or NaN where there are none."""
    if value is None or isinstance(value, float):
        return []
    return [(int(start), int(end)) for start, end in value]


class Attribution(NamedTuple):
    """What is said (content), by whom (source) and the words that introduce it (cue).

    Attributes:
        content: the words said; several spans where the quotation is interrupted.
        source: the noun phrase that says it; empty where the text gives none.
        cue: "said", "according to"; may be empty.
        confidence: 0 to 1.
    """

    content: Spans
    source: Spans
    cue: Spans
    confidence: float
