"""The quotes of a text: the model's candidates, chosen among, typed and given their confidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from analysis.paragraphs import with_newlines
from analysis.quotes.attribution import Attribution
from analysis.quotes.decode import choose
from analysis.quotes.hearsay import is_passed_on
from analysis.quotes.model import MODEL, Found, Name, QuoteModel, find, load_model
from analysis.quotes.quoted import Quoted
from analysis.quotes.readings import Candidate
from analysis.quotes.statements import begin_before, go_on, overlap, reachable
from analysis.quotes.transcript import find_turns
from analysis.quotes.weigh import weigh

__all__ = ["TextQuotes", "find_quotes", "kinds", "pack", "settle", "to_attributions", "unpack"]

Span = tuple[int, int]

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
    text = with_newlines(text)
    quoted = Quoted(text)
    found = find(text, model=loaded)
    told = _attributions(text, found, quoted, loaded)
    inner = [one for outer in told for one in _passed_on(text, outer, quoted, loaded)]
    turns = find_turns(text)
    others = [one for one in [*told, *inner] if not any(overlap(turn.content, one.content) for turn in turns)]
    return TextQuotes(sorted([*others, *turns]), found.names)


def _attributions(text: str, found: Found, quoted: Quoted, model: QuoteModel) -> list[Attribution]:
    types = kinds(text, found, quoted=quoted)
    weighed = found._replace(candidates=weigh(found.candidates, types, exact=model.exact, right=model.right))
    return settle(text, weighed, threshold=model.threshold, quoted=quoted)


def _passed_on(text: str, outer: Attribution, quoted: Quoted, model: QuoteModel) -> list[Attribution]:
    """Find the quote that somebody else passes on: “...,” said a spokesman, according to the agency.

    So also "The agency quoted | a spokesman as saying that ...".
    The annotated corpora have only the outer of the two statements, so that the model tells only that one. What
    is passed on is therefore read once more, as a text of its own.
    """
    cue = text[outer.cue[0][0] : outer.cue[0][1]].lower() if outer.cue else ""
    inner: list[Attribution] = []
    for start, end in outer.content:
        said = text[start:end]
        as_saying = is_passed_on(said)
        if not as_saying and not (cue.startswith(_PASSING_ON) and quoted.type_of([(start, end)]) == "mixed"):
            continue
        for one in _attributions(said, find(said, model=model), Quoted(said), model):
            content, source, cue_spans = ([(s + start, e + start) for s, e in part] for part in one[:3])
            if source and (as_saying or quoted.type_of(content) != "indirect"):
                inner.append(Attribution(content, source, cue_spans, one.confidence))
    return inner


def settle(text: str, found: Found, *, threshold: float, quoted: Quoted) -> list[Attribution]:
    """Choose among candidates that have been weighed, and let quotations that go on go on.

    Args:
        text: the text.
        found: what the model found in it, weighed.
        threshold: least score of a candidate that is kept; see `analysis.quotes.decode.choose`.
        quoted: what of the text stands between quotation marks.
    """
    kept = choose(found.candidates, threshold=threshold)
    told = begin_before(text, to_attributions(text, found, kept, quoted=quoted), quoted=quoted)
    return go_on(text, told, quoted=quoted)


def to_attributions(text: str, found: Found, kept: list[Candidate], *, quoted: Quoted) -> list[Attribution]:
    """Turn the word spans of candidates into character spans, one attribution for each that holds a character.

    Args:
        text: the text.
        found: what the model found in it.
        kept: some of the candidates.
        quoted: what of the text stands between quotation marks.
    """
    attributions = []
    for one in kept:
        content, cue = _characters(text, found, one.content), _characters(text, found, one.cue)
        if not content:  # a paragraph break and nothing else
            continue
        attributions.append(
            Attribution(
                content=reachable(text, content, cue, quoted=quoted),
                source=_characters(text, found, one.source),
                cue=cue,
                confidence=one.confidence,
            )
        )
    return attributions


def kinds(text: str, found: Found, *, quoted: Quoted) -> list[str]:
    """Return which of the model's candidates are direct, mixed or indirect."""
    return [quoted.type_of(_characters(text, found, one.content)) for one in found.candidates]


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
