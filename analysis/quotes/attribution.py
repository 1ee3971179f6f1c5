"""One attribution: who says what, introduced by which words, as spans of the text."""

from __future__ import annotations

from typing import NamedTuple

from analysis.frames import Spans

__all__ = ["Attribution"]


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
