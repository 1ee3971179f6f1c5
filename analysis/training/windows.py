"""Windows of articles as the quote model reads them in training: those of like length together, padded to one."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from analysis.pieces import CLS, MASK, SEP, Pieces, Window, split_windows
from analysis.training.examples import Example
from analysis.training.loop import by_length

__all__ = ["HIDDEN", "SIZE", "Batch", "pad", "window_batches"]

SIZE = 254
"""Pieces a window, beside the marks at both ends."""
HIDDEN = 0.05
"""Share of the words that are hidden in training, which keeps the model from learning articles by heart."""


class Batch(NamedTuple):
    """Windows padded to one length; ``first`` gives each word's first piece."""

    ids: Tensor
    case: Tensor
    state: Tensor
    lengths: Tensor
    first: Tensor


def pad(windows: list[tuple[Pieces, Window]], hide: Callable[[], bool], device: torch.device) -> Batch:
    """Pad windows to one length; ``hide`` is asked of every word."""
    pieces = [p.first[w.end] - p.first[w.start] for p, w in windows]
    longest, most = int(max(pieces)) + 2, max(w.end - w.start for _, w in windows)
    ids, case, state = (np.zeros((len(windows), longest), dtype=np.int64) for _ in range(3))
    first = np.zeros((len(windows), most), dtype=np.int64)
    for i, ((p, w), n) in enumerate(zip(windows, pieces, strict=True)):
        at = slice(p.first[w.start], p.first[w.end])
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, p.ids[at], SEP
        hidden = np.array([hide() for _ in range(w.end - w.start)])[p.word[at] - w.start]
        ids[i, 1 : n + 1][hidden & (p.ids[at] != SEP)] = MASK
        case[i, 1 : n + 1], state[i, 1 : n + 1] = p.case[p.word[at]], p.state[p.word[at]]
        first[i, : w.end - w.start] = p.first[w.start : w.end] - p.first[w.start] + 1
    return Batch(*(torch.from_numpy(values).to(device) for values in (ids, case, state, np.array(pieces) + 2, first)))


def window_batches(examples: Sequence[Example], *, batch: int) -> dict[str, Any]:
    """Return the batches of an epoch and how many they are, as `analysis.training.loop.fit` takes them.

    Args:
        examples: articles; each epoch cuts them elsewhere.
        batch: windows in each.
    """

    def batches(rng: random.Random) -> list[list[tuple[Example, Window]]]:
        windows = [
            (e, w) for e in examples for w in split_windows(e.pieces, size=SIZE, offset=rng.randrange(SIZE - 40))
        ]
        return by_length(windows, lambda x: x[1].end - x[1].start, batch=batch, near=16, rng=rng)

    steps = math.ceil(sum(len(split_windows(e.pieces, size=SIZE)) for e in examples) / batch)
    return {"batches": batches, "steps": steps}
