"""A sentence as the target model sees it: word pieces with the target marked.

The target is marked by a class beside its pieces, not by other words in its place: the model reads the
sentence as it stands, and from the class who is spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.pieces import CLS, MASK, OUTSIDE, SEP, Pieces

__all__ = ["SIZE", "Marked", "mark_target", "pad"]

Ints = npt.NDArray[np.int32]

SIZE = 190
"""Pieces of a sentence that are read at most; of a longer one, those around the target."""
QUOTED, TARGET = 1, 2
"""What the classes of a piece add up from: within quotation marks, part of the target."""


class Marked(NamedTuple):
    """The pieces of a sentence with the marks at both ends; ``case`` and ``state`` are their classes."""

    ids: Ints
    case: Ints
    state: Ints


def mark_target(pieces: Pieces, start: int, end: int, *, hidden: Sequence[int] = ()) -> Marked:
    """Mark a target in a sentence.

    Args:
        pieces: the sentence.
        start, end: the target, half-open code-point offsets into the sentence.
        hidden: words that the model is not to see (numbers into ``pieces``), for occlusion.

    Raises:
        ValueError: if no word of the sentence is in the span.
    """
    words = np.flatnonzero((pieces.end > start) & (pieces.start < end))
    if not len(words):
        raise ValueError(f"there is no word between {start} and {end} to be a target")
    first, last = int(pieces.first[words[0]]), int(pieces.first[words[-1] + 1])
    low = max(0, min(first - (SIZE - (last - first)) // 2, len(pieces.ids) - SIZE))
    ids = pieces.ids.copy()
    ids[np.isin(pieces.word, hidden)] = MASK
    state = np.where(pieces.state[pieces.word] != OUTSIDE, QUOTED, 0)
    state[first:last] += TARGET
    return Marked(
        *(
            np.concatenate([[before], values[low : low + SIZE], [after]]).astype(np.int32)
            for values, before, after in ((ids, CLS, SEP), (pieces.case[pieces.word], 0, 0), (state, 0, 0))
        )
    )


def pad(rows: Sequence[Marked]) -> tuple[Ints, Ints, Ints, Ints]:
    """Stack sentences: ``ids``, ``case``, ``state`` of shape (rows, longest) and the lengths, (rows,)."""
    lengths = np.array([len(row.ids) for row in rows], dtype=np.int32)
    grids = [np.zeros((len(rows), int(lengths.max())), dtype=np.int32) for _ in range(3)]
    for i, row in enumerate(rows):
        for grid, values in zip(grids, row, strict=True):
            grid[i, : len(values)] = values
    return grids[0], grids[1], grids[2], lengths
