"""The quotes of a text: the model's candidates, chosen among, typed and given their confidence."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import NamedTuple

from analysis.quotes.attribution import Attribution
from analysis.quotes.decode import Candidate, choose
from analysis.quotes.model import MODEL, Found, Name, QuoteModel, find, load_model
from analysis.quotes.quoted import Quoted
from analysis.quotes.transcript import find_turns

__all__ = ["TextQuotes", "confidence", "find_quotes", "logit", "pack", "select", "to_attributions", "unpack"]

Span = tuple[int, int]

FEWEST = 4
"""Words of a quotation that is not a title, a nickname or a scare quote."""
SECOND_CHANCE = 0.02
"""Least score of a candidate that tells of a quotation which is nobody's else."""
_PASSING_ON = ("according", "report")


class TextQuotes(NamedTuple):
    """What was found in one text; all spans are half-open code-point offsets."""

    attributions: list[Attribution]
    names: list[Name]


def find_quotes(text: str, *, model: Path = MODEL) -> TextQuotes:
    """Find the attributions and the names of a text.

    Beside what the model tells there are the turns of a transcript (`analysis.quotes.transcript`), and the quotes
    that somebody else passes on.

    Args:
        text: any text; one without quotes gives none.
        model: folder of the model, by default the shipped one.
    """
    loaded = load_model(model)
    quoted = Quoted(text)
    found = find(text, model=loaded)
    told = _attributions(text, found, quoted, loaded)
    inner = [one for outer in told for one in _passed_on(text, outer, quoted, loaded)]
    turns = find_turns(text)
    others = [one for one in [*told, *inner] if not any(_overlap(turn.content, one.content) for turn in turns)]
    return TextQuotes(sorted([*others, *turns]), found.names)


def _attributions(text: str, found: Found, quoted: Quoted, model: QuoteModel) -> list[Attribution]:
    kept = select(text, found, threshold=model.threshold, quoted=quoted)
    return to_attributions(text, found, kept, quoted=quoted, calibration=model.calibration)


def _passed_on(text: str, outer: Attribution, quoted: Quoted, model: QuoteModel) -> list[Attribution]:
    """Find the quote that somebody else passes on: “...,” said a spokesman, according to the agency.

    The annotated corpora have only the outer of the two statements, so that the model tells only that one. What
    is passed on is therefore read once more, as a text of its own.
    """
    cue = text[outer.cue[0][0] : outer.cue[0][1]].lower() if outer.cue else ""
    inner: list[Attribution] = []
    for start, end in outer.content if cue.startswith(_PASSING_ON) else []:
        if quoted.type_of([(start, end)]) != "mixed":
            continue
        said = text[start:end]
        for one in _attributions(said, find(said, model=model), Quoted(said), model):
            content, source, cue_spans = ([(s + start, e + start) for s, e in part] for part in one[:3])
            if source and quoted.type_of(content) != "indirect":
                inner.append(Attribution(content, source, cue_spans, one.confidence))
    return inner


def select(text: str, found: Found, *, threshold: float, quoted: Quoted) -> list[Candidate]:
    """Choose among the model's candidates; a quotation that nobody is given gets a second chance.

    Words between quotation marks are nearly always somebody's. So where the likeliest candidates leave out a
    quotation of `FEWEST` words or more, the likeliest of those that tell of it is taken from a lower threshold.

    Args:
        text: the text.
        found: what the model found in it.
        threshold: least score of a candidate that is kept; see `analysis.quotes.decode.choose`.
        quoted: what of the text stands between quotation marks.
    """
    kept = choose(found.candidates, threshold=threshold)
    told = [span for one in kept for span in _characters(text, found, one.content)]
    others = [
        (one, _characters(text, found, one.content))
        for one in found.candidates
        if SECOND_CHANCE < one.anchor_p * one.path_p < threshold
    ]
    second = []
    for start, end in quoted.quotations if others else []:
        if _overlap(told, [(start, end)]) or quoted.words_in(start, end) < FEWEST:
            continue
        telling = [one for one, content in others if 2 * _overlap(content, [(start, end)]) > end - start]
        if telling:
            second.append(max(telling, key=lambda one: one.anchor_p * one.path_p))
    return (
        choose([*kept, *(one for i, one in enumerate(second) if one not in second[:i])], threshold=0.0)
        if second
        else kept
    )


def to_attributions(
    text: str, found: Found, kept: list[Candidate], *, quoted: Quoted, calibration: list[float] | None = None
) -> list[Attribution]:
    """Turn the word spans of candidates into character spans, one attribution for each.

    Args:
        text: the text.
        found: what the model found in it.
        kept: from `select`.
        quoted: what of the text stands between quotation marks.
        calibration: weights of `confidence`.
    """
    attributions = []
    for one in kept:
        cue = _characters(text, found, one.cue)
        attributions.append(
            Attribution(
                content=_one_statement(text, _characters(text, found, one.content), cue, quoted),
                source=_characters(text, found, one.source),
                cue=cue,
                confidence=confidence(one, calibration or []),
            )
        )
    return attributions


def _one_statement(text: str, content: list[Span], cue: list[Span], quoted: Quoted) -> list[Span]:
    """Drop pieces that a cue cannot reach: beyond its paragraph, or unquoted after a whole quotation.

    “He does love us,” she said, and soon the balloons were dropping: what follows is the reporter's. Of the
    annotated statements in several pieces none has this form, and hardly one goes on after its cue in another
    paragraph; a quotation that is still open goes on before its cue and is not touched.
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


def _overlap(spans: list[Span], others: list[Span]) -> int:
    """Return how many characters two lists of spans share."""
    return sum(max(0, min(e, end) - max(s, start)) for s, e in spans for start, end in others)


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
