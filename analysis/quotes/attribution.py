"""One attribution: who says what, introduced by which words, as spans of the text."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pandas as pd

__all__ = ["Attribution", "Spans", "read_spans"]

Spans = list[tuple[int, int]]
"""Half-open code-point offsets into the text of an article."""


def read_spans(value: Any, *, of: str = "spans") -> Spans:
    """Return a cell of spans as pairs, also one of a frame read from a file: an array, JSON text, or missing.

    Args:
        value: the cell.
        of: the column, for the message.

    Raises:
        ValueError: if it is something else.
    """
    if value is None or value is pd.NA or isinstance(value, float):  # a float is NaN
        return []
    try:
        pairs = json.loads(value or "[]") if isinstance(value, str) else value
        return [(int(start), int(end)) for start, end in pairs]
    except (TypeError, ValueError) as error:
        raise ValueError(f"{of} holds lists of [start, end], not {value!r}") from error


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
