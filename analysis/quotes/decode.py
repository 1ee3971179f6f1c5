"""From what the model says of each candidate cue to a set of attributions that agree with one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.quotes.tags import best_path, spans_of_tags

__all__ = ["Candidate", "candidates", "choose", "distances"]

Spans = list[tuple[int, int]]

LIKELY = 0.5
"""How likely a word must be an anchor to take a piece from another."""


class Candidate(NamedTuple):
    """One possible attribution; spans are half-open word spans.

    Attributes:
        anchor: the word that carries the cue.
        anchor_p: the model's probability that this word is a cue's anchor.
        path_p: the mean probability, a word, of its best tags (geometric mean over the tagged words).
        content, source, cue: the words of each part.
    """

    anchor: int
    anchor_p: float
    path_p: float
    content: Spans
    source: Spans
    cue: Spans


def distances(anchor: int, *, words: int, paragraph: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int64], ...]:
    """Return, for each word, the class of its distance to the anchor (0..32) and of paragraphs between (0..6).

    Distances up to 8 words have a class each, farther ones share classes that widen with the logarithm.
    """
    d = np.arange(words) - anchor
    far = np.abs(d)
    bucket = np.where(far <= 8, far, np.minimum(16, 8 + np.ceil(2 * np.log2(np.maximum(far, 8) / 8))).astype(int))
    return 16 + np.sign(d) * bucket, np.clip(paragraph - paragraph[anchor], -3, 3).astype(np.int64) + 3


def candidates(
    anchors: Sequence[int],
    anchor_p: Sequence[float],
    emissions: npt.NDArray[np.float32],
    transitions: npt.NDArray[np.float32],
    *,
    first_word: int = 0,
) -> list[Candidate]:
    """Tag each candidate's words and keep those that have a content.

    Args:
        anchors: word numbers within the window.
        anchor_p: the probability of each.
        emissions: (candidates, words, tags).
        transitions: (tags, tags).
        first_word: number of the window's first word in the text, added to all spans.
    """
    if not len(anchors):
        return []
    paths, _ = best_path(emissions, transitions)
    shifted = emissions - emissions.max(-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    out = []
    for i, (anchor, p) in enumerate(zip(anchors, anchor_p, strict=True)):
        tagged = np.flatnonzero(paths[i])
        spans = spans_of_tags(paths[i])
        if not spans["content"]:
            continue
        path_p = float(np.exp(log_p[i, tagged, paths[i, tagged]].mean()))
        moved = {part: [(s + first_word, e + first_word) for s, e in where] for part, where in spans.items()}
        out.append(Candidate(int(anchor) + first_word, float(p), path_p, **moved))
    return out


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


def choose(found: list[Candidate], *, threshold: float, overlap: float = 0.5) -> list[Candidate]:
    """Keep the likeliest candidates that do not tell of the same words.

    A candidate falls where a likelier one has its anchor inside its own cue, or shares more than ``overlap``
    of the words of both contents; but the pieces that the likelier one does not touch are left to it.

    Args:
        found: candidates in any order.
        threshold: least product of anchor and path probability.
        overlap: highest share (intersection over union) of two contents.

    Returns:
        The candidates kept, in the order of their contents.
    """
    found = _nearest([one for one in found if one.anchor_p * one.path_p >= threshold])
    kept: list[Candidate] = []
    contents: list[set[int]] = []
    telling: dict[int, list[int]] = {}  # which of the kept tell of a word; only these can be rivals
    cues: set[int] = set()
    for one in sorted(found, key=lambda c: (-c.anchor_p * c.path_p, c.anchor)):
        content = _words(one.content)
        near = {i for word in content for i in telling.get(word, [])}
        shared = [len(content & contents[i]) / len(content | contents[i]) for i in near]
        if one.anchor in cues:
            continue
        if max(shared, default=0.0) > overlap:
            one = one._replace(content=[(s, e) for s, e in one.content if not any(i in telling for i in range(s, e))])
            content = _words(one.content)
            if not content:
                continue
        for word in content:
            telling.setdefault(word, []).append(len(kept))
        kept.append(one)
        contents.append(content)
        cues |= _words(one.cue) | {one.anchor}
    return sorted(kept, key=lambda c: (c.content[0], c.anchor))
