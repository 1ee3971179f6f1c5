"""From what the model says of each candidate cue to a set of attributions that agree with one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.quotes.tags import PARTS, TAGS, best_paths, marginals, spans_of_tags

__all__ = ["Candidate", "Sure", "Tagged", "candidates", "choose", "distances"]

Spans = list[tuple[int, int]]

LIKELY = 0.5
"""How likely a word must be an anchor to take a piece from another."""
TOGETHER = 64
"""Readings that are decoded side by side."""
_BEGIN, _END = ({part: [TAGS.index(f"{edge}-{part}"), TAGS.index(f"S-{part}")] for part in PARTS} for edge in "BE")
_CONTENT = [i for i, tag in enumerate(TAGS) if tag.endswith("content")]


class Tagged(NamedTuple):
    """What the model says of one word that may carry a cue.

    Attributes:
        anchor: the number of the word in its text.
        anchor_p: the model's probability that this word is a cue's anchor.
        first: the number of the first word that ``scores`` tells of.
        scores: of each tag at each word around the anchor, (words, tags).
    """

    anchor: int
    anchor_p: float
    first: int
    scores: npt.NDArray[np.float32]


class Sure(NamedTuple):
    """How sure the model is of the parts of a reading, each a probability.

    Attributes:
        path: the mean probability of its tags, word by word (geometric mean over the tagged words).
        left, right: that the content begins, and ends, where it does; of several pieces the least.
        inside: that a word of the content belongs to it, the least.
        outside: that a word elsewhere does not belong to it, the least.
        source: that the source begins and ends where it does, or that there is none.
    """

    path: float
    left: float
    right: float
    inside: float
    outside: float
    source: float


class Candidate(NamedTuple):
    """One possible attribution; spans are half-open word spans.

    Attributes:
        anchor: the word that carries the cue.
        anchor_p: the model's probability that this word is a cue's anchor.
        sure: how sure the model is of the rest.
        content, source, cue: the words of each part.
        score: what it is worth when others tell of the same words, 0 to 1 (`analysis.quotes.weigh`).
        confidence: how likely it is right, 0 to 1 (the same).
    """

    anchor: int
    anchor_p: float
    sure: Sure
    content: Spans
    source: Spans
    cue: Spans
    score: float = 0.0
    confidence: float = 0.0


def distances(anchor: int, *, words: int, paragraph: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int64], ...]:
    """Return, for each word, the class of its distance to the anchor (0..32) and of paragraphs between (0..6).

    Distances up to 8 words have a class each, farther ones share classes that widen with the logarithm.
    """
    d = np.arange(words) - anchor
    far = np.abs(d)
    bucket = np.where(far <= 8, far, np.minimum(16, 8 + np.ceil(2 * np.log2(np.maximum(far, 8) / 8))).astype(int))
    return 16 + np.sign(d) * bucket, np.clip(paragraph - paragraph[anchor], -3, 3).astype(np.int64) + 3


def candidates(tagged: Sequence[Tagged], transitions: npt.NDArray[np.float32]) -> list[Candidate]:
    """Read the best tags of each word that may carry a cue, and keep the readings that have a content.

    Args:
        tagged: what the model says of each such word.
        transitions: scores of one tag after another, (tags, tags).
    """
    out = []
    for at in range(0, len(tagged), TOGETHER):
        some = tagged[at : at + TOGETHER]
        scores = [one.scores for one in some]
        paths, probabilities = best_paths(scores, transitions), marginals(scores, transitions)
        for one, path, likely in zip(some, paths, probabilities, strict=True):
            spans = spans_of_tags(path)
            if spans["content"]:
                content, source, cue = ([(s + one.first, e + one.first) for s, e in spans[part]] for part in PARTS)
                out.append(Candidate(one.anchor, one.anchor_p, _sure(path, likely, spans), content, source, cue))
    return out


def _sure(path: npt.NDArray[np.int64], likely: npt.NDArray[np.float64], spans: dict[str, Spans]) -> Sure:
    def starts(part: str) -> list[float]:
        return [float(likely[start, _BEGIN[part]].sum()) for start, _ in spans[part]]

    def stops(part: str) -> list[float]:
        return [float(likely[end - 1, _END[part]].sum()) for _, end in spans[part]]

    tagged = np.flatnonzero(path)
    of_content = likely[:, _CONTENT].sum(1)
    elsewhere = np.ones(len(path), bool)
    for start, end in spans["content"]:
        elsewhere[start:end] = False
    no_source = 1 - float(likely[:, _BEGIN["source"]].sum(1).max())
    return Sure(
        path=float(np.exp(np.log(likely[tagged, path[tagged]].clip(1e-9)).mean())),
        left=min(starts("content")),
        right=min(stops("content")),
        inside=float(of_content[~elsewhere].min()),
        outside=1 - float(of_content[elsewhere].max(initial=0.0)),
        source=min([*starts("source"), *stops("source")], default=no_source),
    )


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

    A candidate falls where a better one has its anchor inside its own cue; and of its content the pieces fall of
    which a better one has a word.

    Args:
        found: candidates in any order.
        threshold: least score.

    Returns:
        The candidates kept, in the order of their contents.
    """
    found = _nearest([one for one in found if one.score >= threshold])
    kept: list[Candidate] = []
    told: set[int] = set()
    cues: set[int] = set()
    for one in sorted(found, key=lambda c: (-c.score, c.anchor)):
        content = [(start, end) for start, end in one.content if told.isdisjoint(range(start, end))]
        if not content or one.anchor in cues:
            continue
        kept.append(one._replace(content=content))
        told |= _words(content)
        cues |= _words(one.cue) | {one.anchor}
    return sorted(kept, key=lambda c: (c.content[0], c.anchor))
