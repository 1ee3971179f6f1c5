"""From the readings of each possible cue to a set of attributions that agree with one another."""

from __future__ import annotations

from analysis.quotes.readings import Candidate, Spans

__all__ = ["choose"]

LIKELY = 0.5
"""How likely a word must be an anchor to take a piece from another."""


def _words(spans: Spans) -> set[int]:
    return {i for s, e in spans for i in range(s, e)}


def _nearest(found: list[Candidate]) -> list[Candidate]:
    """Take a piece from a candidate if a likely one that claims it has its anchor in between, and a piece is left.

    “I am not going,” she said, adding, “I am tired”: both cues may claim the second piece, which is the second's.
    """
    claims: dict[tuple[int, int], list[int]] = {}
    for one in found:
        for span in one.content if one.anchor_p > LIKELY else []:
            claims.setdefault(span, []).append(one.anchor)

    def own(one: Candidate, span: tuple[int, int]) -> bool:
        between = range(one.anchor + 1, span[0]) if one.anchor < span[0] else range(span[1], one.anchor)
        return not any(anchor in between for anchor in claims.get(span, []))

    kept = [[span for span in one.content if own(one, span)] for one in found]
    return [one._replace(content=content) if content else one for one, content in zip(found, kept, strict=True)]


def choose(found: list[Candidate], *, threshold: float) -> list[Candidate]:
    """Keep the best candidates, so that no word is told of twice.

    Of the readings of one cue the best stays. Of the content of a candidate those pieces fall of which a better one
    has a word; and all of it where a better one has its anchor inside its own cue.

    Args:
        found: candidates in any order.
        threshold: least score.

    Returns:
        The candidates kept, in the order of their contents.
    """
    of_cues: dict[int, Candidate] = {}  # the best first
    for one in sorted(found, key=lambda c: (-c.score, c.anchor)):
        if one.score >= threshold:
            of_cues.setdefault(one.anchor, one)
    kept: list[Candidate] = []
    told: set[int] = set()
    cues: set[int] = set()
    for one in _nearest([*of_cues.values()]):
        content = [(start, end) for start, end in one.content if told.isdisjoint(range(start, end))]
        if not content or one.anchor in cues:
            continue
        kept.append(one._replace(content=content))
        told |= _words(content)
        cues |= _words(one.cue) | {one.anchor}
    return sorted(kept, key=lambda c: (c.content[0], c.anchor))
