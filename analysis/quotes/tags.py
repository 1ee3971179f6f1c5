"""The tags of the quote model, and spans from tags.

Each attribution has one cue, and the model reads the text once for each: given the cue's *anchor* (the word
that carries it: "said", "according"), every word is tagged as part of the content, the source, the cue or of
nothing, each part in one piece or several (BIOES: begin, inside, end, single).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

__all__ = ["ALLOWED", "PARTS", "TAGS", "best_paths", "marginals", "spans_of_tags", "tags_of_spans"]

PARTS = ("content", "source", "cue")
TAGS = ("O", *(f"{edge}-{part}" for part in PARTS for edge in "BIES"))


def _allowed() -> npt.NDArray[np.bool_]:
    allowed = np.zeros((len(TAGS), len(TAGS)), dtype=bool)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            opened = before[0] in "BI"
            goes_on = after[0] in "IE"
            allowed[i, j] = opened == goes_on and (not opened or before[2:] == after[2:])
    return allowed


ALLOWED = _allowed()
"""Which tag (column) may follow which (row)."""
STARTS = np.array([tag[0] not in "IE" for tag in TAGS])
ENDS = np.array([tag[0] not in "BI" for tag in TAGS])
FORBIDDEN = -1e4
"""The score of what may not be."""


def tags_of_spans(spans: dict[str, list[tuple[int, int]]], *, words: int) -> npt.NDArray[np.int64]:
    """Tag ``words`` words by the half-open word spans of each part; a part named earlier in PARTS gives way."""
    tags = np.zeros(words, dtype=np.int64)
    for part in PARTS:
        base = 1 + 4 * PARTS.index(part)
        for start, end in spans.get(part, []):
            if end - start == 1:
                tags[start] = base + 3
            elif end > start:
                tags[start + 1 : end - 1] = base + 1
                tags[start], tags[end - 1] = base, base + 2
    return _mend(tags)


def _mend(tags: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Make edges agree again where a later part was laid over the middle of an earlier one."""
    part = (tags + 3) // 4
    out = tags.copy()
    begins = {0, 3}
    for i in range(len(tags)):
        if not part[i]:
            continue
        base = 1 + 4 * (part[i] - 1)
        first = i == 0 or part[i - 1] != part[i] or (tags[i] - base) in begins
        last = i + 1 == len(tags) or part[i + 1] != part[i] or (tags[i + 1] - base) in begins
        out[i] = base + (3 if first and last else 0 if first else 2 if last else 1)
    return out


def spans_of_tags(tags: npt.NDArray[np.int64]) -> dict[str, list[tuple[int, int]]]:
    """Return the half-open word spans of each part."""
    spans: dict[str, list[tuple[int, int]]] = {part: [] for part in PARTS}
    start = 0
    for i in np.flatnonzero(tags):
        name = TAGS[tags[i]]
        if name[0] in "BS":
            start = int(i)
        if name[0] in "ES":
            spans[name[2:]].append((start, int(i) + 1))
    return spans


class _Batch(NamedTuple):
    """Sequences side by side, the longest first: those that still go on at a word are the first ``going[word]``.

    ``scores`` is (words, tags, sequences), so that NumPy goes through whole rows of sequences; ``order`` says which
    sequence stands where.
    """

    scores: Floats
    lengths: npt.NDArray[np.int64]
    going: npt.NDArray[np.int64]
    order: npt.NDArray[np.int64]


def _side_by_side(scores: Sequence[npt.NDArray[np.float32]]) -> _Batch:
    lengths = np.array([len(one) for one in scores])
    order = np.argsort(-lengths, kind="stable")
    grid = np.zeros((lengths.max(), len(TAGS), len(scores)))
    for place, i in enumerate(order):
        grid[: lengths[i], :, place] = scores[i]
    going = np.searchsorted(-lengths[order], -np.arange(lengths.max() + 1), side="left")
    return _Batch(grid, lengths[order], going, order)


def best_paths(
    scores: Sequence[npt.NDArray[np.float32]], transitions: npt.NDArray[np.float32]
) -> list[npt.NDArray[np.int64]]:
    """Find the best sequence of tags of each of many sequences of words (Viterbi, 1967).

    Args:
        scores: of the tags at each word of each sequence, (words, tags) each.
        transitions: scores of shape (tags, tags), from row to column, forbidden ones far below zero.

    Returns:
        The tags of each sequence, (words,) each.
    """
    if not scores:
        return []
    grid, lengths, going, order = _side_by_side(scores)
    best = grid  # the score of the best sequence up to a word that ends with a tag, filled in from the first word on
    best[0] += np.where(STARTS, 0.0, FORBIDDEN)[:, None]
    moves = transitions.astype(np.float64)[:, :, None]
    for i in range(1, len(grid)):
        n = going[i]
        best[i, :, :n] += np.maximum.reduce(best[i - 1, :, None, :n] + moves, axis=0)
    last, every = lengths - 1, np.arange(len(order))
    path = np.zeros((len(grid), len(order)), dtype=np.int64)
    path[last, every] = (best[last, :, every] + np.where(ENDS, 0.0, FORBIDDEN)).argmax(1)
    for i in range(len(grid) - 1, 0, -1):
        n = going[i]
        path[i - 1, :n] = (best[i - 1, :, :n] + moves[:, path[i, :n], 0]).argmax(0)
    found: list[npt.NDArray[np.int64]] = [path[:0, 0]] * len(scores)
    for place, i in enumerate(order):
        found[i] = path[: lengths[place], place]
    return found


def marginals(scores: Sequence[npt.NDArray[np.float32]], transitions: npt.NDArray[np.float32]) -> list[Floats]:
    """Find how likely each tag is at each word, over all sequences of tags (forward-backward; Rabiner, 1989).

    Args:
        scores: as in `best_paths`.
        transitions: as in `best_paths`.

    Returns:
        The probabilities of each sequence of words, (words, tags) each.
    """
    if not scores:
        return []
    grid, lengths, going, order = _side_by_side(scores)
    weights = np.exp(grid - grid.max(1, keepdims=True))
    moves = np.exp(transitions.astype(np.float64))
    ahead, behind = np.empty_like(weights), np.empty_like(weights)
    ahead[0] = weights[0] * STARTS[:, None]
    into = np.ascontiguousarray(moves.T)
    for i in range(1, len(grid)):
        n = going[i]
        step = (into @ ahead[i - 1, :, :n]) * weights[i, :, :n]
        ahead[i, :, :n] = step / np.add.reduce(step, axis=0)
    behind[lengths - 1, :, np.arange(len(order))] = ENDS
    for i in range(len(grid) - 1, 0, -1):
        n = going[i]
        step = moves @ (behind[i, :, :n] * weights[i, :, :n])
        behind[i - 1, :, :n] = step / np.add.reduce(step, axis=0)
    found = [weights[:0, :, 0]] * len(scores)
    for place, i in enumerate(order):
        both = ahead[: lengths[place], :, place] * behind[: lengths[place], :, place]
        found[i] = both / both.sum(1, keepdims=True)
    return found
