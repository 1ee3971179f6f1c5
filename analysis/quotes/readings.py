"""From what the model says of each word around a cue to readings: content, source and cue, and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.quotes.tags import FORBIDDEN, PARTS, TAGS, best_paths, marginals, spans_of_tags

__all__ = ["Candidate", "Sure", "Tagged", "WordSpans", "candidates", "distances", "telling", "words_of"]

WordSpans = list[tuple[int, int]]
"""Half-open word spans of a text."""
Floats = npt.NDArray[np.float64]
Path = npt.NDArray[np.int64]
"""A tag for each word."""
Tags = npt.NDArray[np.bool_]
"""Of each tag whether it is one of some, shape (tags,)."""

_FARTHEST = 128
"""Words from which on all distances are of one class."""
DOUBT = 0.05
"""How likely an edge must be wrong for a second reading."""
SOURCED = 0.2
"""How likely a word must belong to a source for a reading without one to take it."""
NOTHING = 0.001
"""How likely a word must belong to some part for the likeliest readings to be looked for as far as there."""
TOGETHER = 64
"""Cues that are read side by side."""
_BEGIN = {part: [TAGS.index(f"B-{part}"), TAGS.index(f"S-{part}")] for part in PARTS}
_END = {part: [TAGS.index(f"E-{part}"), TAGS.index(f"S-{part}")] for part in PARTS}
_CONTENT = slice(TAGS.index("B-content"), TAGS.index("S-content") + 1)
_EDGES = [np.isin(np.arange(len(TAGS)), edge["content"]) for edge in (_BEGIN, _END)]
_OF_SOURCE = np.array([tag.endswith("-source") for tag in TAGS])


def _distance_classes() -> npt.NDArray[np.int64]:
    away = np.arange(-_FARTHEST, _FARTHEST + 1)
    far = abs(away)
    wide = np.minimum(16, 8 + np.ceil(2 * np.log2(np.maximum(far, 8) / 8))).astype(np.int64)
    return 16 + np.sign(away) * np.where(far <= 8, far, wide)


_DISTANCES = _distance_classes()


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
        source: that the source begins and ends where it does, the least; where there is none, how unlikely the
            likeliest beginning of one is; where it was taken from another reading, how likely its likeliest word is.
        beside: how likely the whole reading is beside the likeliest of the same cue, 1 for that one.
    """

    path: float
    left: float
    right: float
    inside: float
    outside: float
    source: float
    beside: float


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
    content: WordSpans
    source: WordSpans
    cue: WordSpans
    score: float = 0.0
    confidence: float = 0.0


def words_of(spans: WordSpans) -> set[int]:
    """Return the numbers of the words of spans."""
    return {i for start, end in spans for i in range(start, end)}


def telling(found: Sequence[Candidate]) -> dict[int, set[int]]:
    """Return which readings, by their place in ``found``, have a word in their content."""
    out: dict[int, set[int]] = {}
    for i, one in enumerate(found):
        for word in words_of(one.content):
            out.setdefault(word, set()).add(i)
    return out


def distances(
    anchors: npt.NDArray[np.int64], *, words: int, paragraph: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return, for each anchor and word, the class of their distance (0..32) and of paragraphs between (0..6).

    Distances up to 8 words have a class each, farther ones share classes that widen with the logarithm.

    Args:
        anchors: the words that carry cues, (anchors,).
        words: how many words there are.
        paragraph: the paragraph of each word, (words,).

    Returns:
        Two tables of shape (anchors, words).
    """
    between = np.clip(paragraph[None] - paragraph[anchors][:, None], -3, 3).astype(np.int64) + 3
    return _DISTANCES[np.clip(np.arange(words)[None] - anchors[:, None], -_FARTHEST, _FARTHEST) + _FARTHEST], between


def candidates(tagged: Iterable[Tagged], transitions: npt.NDArray[np.float32]) -> list[Candidate]:
    """Read the tags of each word that may carry a cue, and keep the readings that have a content.

    Beside the likeliest reading there is a second one where an edge of the content is in doubt: the likeliest in
    which that edge is not there (or, if it is the lack of one that is in doubt, is there). Which of the two is to be
    believed is for `analysis.quotes.weigh` to say.

    A source that may be any of several ("After saying so, the minister told the press that he ...") is less likely in
    each of them than that there is none, though it is likely that there is one. So where a word is likely enough to
    belong to a source, a reading without one takes that of the likeliest reading in which it does.

    Args:
        tagged: what the model says of each such word.
        transitions: scores of one tag after another, (tags, tags).
    """
    out = []
    coming = iter(tagged)
    while some := list(islice(coming, TOGETHER)):
        out += _candidates(some, transitions)
    return out


def _candidates(some: Sequence[Tagged], transitions: npt.NDArray[np.float32]) -> list[Candidate]:
    likely = marginals([one.scores for one in some], transitions)
    near = [_near(one) for one in likely]
    some = [one._replace(first=one.first + at.start, scores=one.scores[at]) for one, at in zip(some, near, strict=True)]
    likely = [one[at] for one, at in zip(likely, near, strict=True)]
    scores = [one.scores for one in some]
    best = best_paths(scores, transitions)
    second = _second(scores, best, likely, transitions)
    read = [(i, path) for i in range(len(some)) for path in (best[i], second.get(i)) if path is not None]
    read = [(i, path) for i, path in read if spans_of_tags(path)["content"]]
    named = _named(scores, read, likely, transitions)
    out = []
    for (i, path), source in zip(read, named, strict=True):
        beside = math.exp(_total(scores[i], path, transitions) - _total(scores[i], best[i], transitions))
        spans = spans_of_tags(path)
        sure = _sure(path, likely[i], spans, beside)
        if source:
            spans["source"] = source.spans
            sure = sure._replace(source=source.p)
        first = some[i].first
        content, source_spans, cue = ([(s + first, e + first) for s, e in spans[part]] for part in PARTS)
        out.append(Candidate(some[i].anchor, some[i].anchor_p, sure, content, source_spans, cue))
    return out


def _near(likely: Floats) -> slice:
    """Return the words from the first to the last that may belong to a part, and one more on either side.

    Around a cue most words belong to nothing for sure; not to look there saves a third of the time that the likeliest
    readings take, a sixth of all that `candidates` does.
    """
    some = np.flatnonzero(likely[:, 0] < 1 - NOTHING)
    return slice(max(some[0] - 1, 0), some[-1] + 2) if len(some) else slice(0, 1)


def _second(
    scores: Sequence[npt.NDArray[np.float32]],
    best: Sequence[Path],
    likely: Sequence[Floats],
    transitions: npt.NDArray[np.float32],
) -> dict[int, Path]:
    """Return the likeliest reading in which what is in doubt is otherwise, by the number of the cue it is of."""
    doubts = [_doubt(*of) for of in zip(best, likely, strict=True)]
    unsure = [i for i, doubt in enumerate(doubts) if doubt.p >= DOUBT]
    otherwise = [_ruled_out(scores[i], doubts[i].word, doubts[i].tags) for i in unsure]
    return dict(zip(unsure, best_paths(otherwise, transitions), strict=True))


class _Source(NamedTuple):
    """A source from another reading, and how likely its likeliest word belongs to one."""

    spans: WordSpans
    p: float


def _named(
    scores: Sequence[npt.NDArray[np.float32]],
    read: Sequence[tuple[int, Path]],
    likely: Sequence[Floats],
    transitions: npt.NDArray[np.float32],
) -> list[_Source | None]:
    """Return, for each reading, the source that it lacks, if it is likely enough that there is one."""
    named: list[_Source | None] = [None] * len(read)
    wanted: list[tuple[int, float]] = []
    with_it = []
    for number, (i, path) in enumerate(read):
        if _OF_SOURCE[path].any():
            continue
        source_p = np.where(path == 0, likely[i][:, _OF_SOURCE].sum(1), 0.0)
        word = int(source_p.argmax())
        if source_p[word] >= SOURCED:
            wanted.append((number, float(source_p[word])))
            with_it.append(_ruled_out(scores[i], word, ~_OF_SOURCE))
    for (number, p), path in zip(wanted, best_paths(with_it, transitions), strict=True):
        free = read[number][1] == 0
        if spans := [(start, end) for start, end in spans_of_tags(path)["source"] if free[start:end].all()]:
            named[number] = _Source(spans, p)
    return named


class _Doubt(NamedTuple):
    """What a reading is least sure of: at ``word``, that its tag is one of ``tags``, wrong with probability ``p``."""

    p: float
    word: int
    tags: Tags


def _doubt(path: npt.NDArray[np.int64], likely: Floats) -> _Doubt:
    found = []
    for edge in _EDGES:
        there, edge_p = edge[path], likely[:, edge].sum(1)
        wrong_p = np.where(there, 1 - edge_p, edge_p)
        word = int(wrong_p.argmax())
        found.append(_Doubt(float(wrong_p[word]), word, edge if there[word] else ~edge))
    return max(found, key=lambda doubt: doubt[:2])


def _ruled_out(scores: npt.NDArray[np.float32], word: int, tags: Tags) -> npt.NDArray[np.float32]:
    scores = scores.copy()
    scores[word, tags] = FORBIDDEN
    return scores


def _total(scores: npt.NDArray[np.float32], path: npt.NDArray[np.int64], transitions: npt.NDArray[np.float32]) -> float:
    """Return the score of a sequence of tags: the logarithm of its probability, but for a constant."""
    return float(scores[np.arange(len(path)), path].sum() + transitions[path[:-1], path[1:]].sum())


def _sure(path: npt.NDArray[np.int64], likely: Floats, spans: dict[str, WordSpans], beside: float) -> Sure:
    def starts(part: str) -> list[float]:
        begin, single = _BEGIN[part]
        return [float(likely[start, begin] + likely[start, single]) for start, _ in spans[part]]

    def stops(part: str) -> list[float]:
        finish, single = _END[part]
        return [float(likely[end - 1, finish] + likely[end - 1, single]) for _, end in spans[part]]

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
        beside=beside,
    )
