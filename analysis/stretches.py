"""A text cut where marks begin and end, so that marks which overlap in any way can be shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

__all__ = ["cut"]


def cut(length: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, list[int]]]:
    """Cut [0, length) where any span begins or ends.

    HTML elements may not overlap and marks may; hence one element for each piece between two cuts.

    Args:
        length: of the text, in code points.
        spans: [start, end) of the marks; what lies outside the text, or is empty, is left away.

    Yields:
        start and end of each piece, and the positions in ``spans`` of those that cover it, the longest first.
    """
    inside = [(i, max(start, 0), min(end, length)) for i, (start, end) in enumerate(spans)]
    inside = sorted((mark for mark in inside if mark[1] < mark[2]), key=lambda mark: mark[1] - mark[2])
    cuts = sorted({0, length, *(start for _, start, _ in inside), *(end for _, _, end in inside)})
    opening = {at: [mark for mark in inside if mark[1] == at] for at in cuts}
    rank = {mark: i for i, mark in enumerate(inside)}
    covering: list[tuple[int, int, int]] = []
    for start, end in itertools.pairwise(cuts):
        covering = [mark for mark in covering if mark[2] > start] + opening[start]
        yield start, end, [i for i, _, _ in sorted(covering, key=rank.__getitem__)]
