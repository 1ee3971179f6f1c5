"""The tags of the quote model, and spans from tags.

Each attribution has one cue, and the model reads the text once for each: given the cue's *anchor* (the word
that carries it: "said", "according"), every word is tagged as part of the content, the source, the cue or of
nothing, each part in one piece or several (BIOES: begin, inside, end, single).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["ALLOWED", "PARTS", "TAGS", "best_path", "spans_of_tags", "tags_of_spans"]

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


def best_path(
    emissions: npt.NDArray[np.float32], transitions: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Find the best tag sequences (Viterbi, 1967), many at a time.

    Args:
        emissions: scores of shape (sequences, words, tags).
        transitions: scores of shape (tags, tags), from row to column, forbidden ones far below zero.

    Returns:
        The tags, of shape (sequences, words), and the score of each sequence.
    """
    many, words, tags = emissions.shape
    score = emissions[:, 0].astype(np.float64) + np.where(STARTS, 0.0, -1e4)
    back = np.empty((words, many, tags), dtype=np.int8)
    from_to = np.ascontiguousarray(transitions.T, dtype=np.float64)  # what is searched lies side by side
    for i in range(1, words):
        both = score[:, None, :] + from_to
        back[i] = both.argmax(2)
        score = both.max(2) + emissions[:, i]
    score = score + np.where(ENDS, 0.0, -1e4)
    path = np.empty((many, words), dtype=np.int64)
    path[:, -1] = score.argmax(1)
    for i in range(words - 1, 0, -1):
        path[:, i - 1] = back[i][np.arange(many), path[:, i]]
    return path, score.max(1)
