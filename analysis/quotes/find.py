"""The quotes of a text: the model's candidates, chosen among, typed and given their confidence."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import NamedTuple

from analysis.marks import find_quotations
from analysis.quotes.attribution import Attribution
from analysis.quotes.decode import Candidate, choose
from analysis.quotes.model import MODEL, Found, Name, find, load_model

__all__ = [
    "Quoted",
    "TextQuotes",
    "confidence",
    "find_quotes",
    "logit",
    "pack",
    "quote_type",
    "to_attributions",
    "unpack",
]

Span = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class TextQuotes(NamedTuple):
    """What was found in one text; all spans are half-open code-point offsets."""

    attributions: list[Attribution]
    names: list[Name]


def find_quotes(text: str, *, model: Path = MODEL) -> TextQuotes:
    """Find the attributions and the names of a text.

    Args:
        text: any text; one without quotes gives none.
        model: folder of the model, by default the shipped one.
    """
    loaded = load_model(model)
    found = find(text, model=loaded)
    return TextQuotes(
        to_attributions(text, found, threshold=loaded.threshold, calibration=loaded.calibration), found.names
    )


def to_attributions(
    text: str, found: Found, *, threshold: float, calibration: list[float] | None = None
) -> list[Attribution]:
    """Choose among the model's candidates and turn word spans into character spans.

    Args:
        text: the text.
        found: what the model found in it.
        threshold: least score of a candidate that is kept; see `analysis.quotes.decode.choose`.
        calibration: weights of `confidence`.
    """
    kept = choose(found.candidates, threshold=threshold)
    return [
        Attribution(
            content=_characters(text, found, one.content),
            source=_characters(text, found, one.source),
            cue=_characters(text, found, one.cue),
            confidence=confidence(one, calibration or []),
        )
        for one in kept
    ]


def confidence(one: Candidate, calibration: list[float]) -> float:
    """Return the probability that a candidate is a quote of the right extent with the right source.

    A logistic regression on the logits of the anchor's and the path's probability, fitted on articles that the
    model was not trained on (Platt, 1999); without weights, the product of the two.
    """
    if not calibration:
        return one.anchor_p * one.path_p
    intercept, anchor, path = calibration
    return 1 / (1 + math.exp(-(intercept + anchor * logit(one.anchor_p) + path * logit(one.path_p))))


def logit(p: float) -> float:
    """Return the logarithm of the odds, kept within ±12."""
    p = min(max(p, 6e-6), 1 - 6e-6)
    return math.log(p / (1 - p))


def _characters(text: str, found: Found, spans: list[Span]) -> list[Span]:
    """Turn word spans into character spans, without white space at the ends, pieces apart by it alone joined."""
    out: list[Span] = []
    for first, last in sorted(spans):
        start, end = int(found.pieces.start[first]), int(found.pieces.end[last - 1])
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


class Quoted:
    """The words of a text that stand between double quotation marks."""

    def __init__(self, text: str) -> None:
        """Find them, once a text."""
        words = [m.span() for m in _WORD.finditer(text)]
        self._starts, self._ends = [s for s, _ in words], [e for _, e in words]
        quotations = [(q.start, q.end) for q in find_quotations(text) if q.level == 0]
        self._inside = self._words(quotations)

    def _words(self, spans: list[Span]) -> set[int]:
        return {i for s, e in spans for i in range(bisect_right(self._ends, s), bisect_left(self._starts, e))}

    def type_of(self, spans: list[Span]) -> str:
        """Return "direct" where all words of the spans are in quotation marks, "mixed" where some, else "indirect"."""
        words = self._words(spans)
        inside = len(words & self._inside)
        return "direct" if words and inside == len(words) else "mixed" if inside else "indirect"


def quote_type(text: str, spans: list[Span]) -> str:
    """Return the type of one content; for many of one text, `Quoted` finds the marks only once."""
    return Quoted(text).type_of(spans)


def pack(found: TextQuotes) -> bytes:
    """Write what was found as JSON, for the cache."""
    return json.dumps([[list(a) for a in found.attributions], [list(n) for n in found.names]]).encode()


def unpack(value: bytes) -> TextQuotes:
    """Read what `pack` wrote.

    Raises:
        ValueError: if it is not that.
    """
    attributions, names = json.loads(value)

    def spans(pairs: list[list[int]]) -> list[Span]:
        return [(s, e) for s, e in pairs]

    return TextQuotes(
        [Attribution(spans(content), spans(source), spans(cue), p) for content, source, cue, p in attributions],
        [Name(*name) for name in names],
    )
