"""Make the encoder of a trained quote model smaller, and let it learn to say what the whole one says."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from analysis.pieces import Window, split_windows
from analysis.training.encoder import MINILM, Shape
from analysis.training.examples import Example
from analysis.training.loop import fit
from analysis.training.prune import prune, unlikeness
from analysis.training.quote_model import QuoteModel, divergence
from analysis.training.windows import HIDDEN, SIZE, pad, window_batches

__all__ = ["shrink"]

SMALL = MINILM._replace(heads=9, inner=1280)
"""The encoder as `shrink` leaves it: without a quarter of its heads and a sixth of its neurons."""
OF_ANCHORS, OF_TAGS = 8.0, 3.0
"""What different answers count for beside different states, when the smaller encoder learns."""
PRUNED_BY = 60
"""Articles by which it is told which heads and neurons are needed."""


def shrink(
    model: QuoteModel,
    examples: Sequence[Example],
    out: Path,
    *,
    shape: Shape = SMALL,
    epochs: int = 4,
    seed: int = 1,
    rate: float = 3e-4,
    batch: int = 12,
    progress: bool = True,
) -> QuoteModel:
    """Make the encoder of a trained model smaller, and let it learn to say what the whole one says.

    Some epochs over all articles it learns the states of the whole encoder, then one over the annotated articles what
    follows from them, too: anchors and tags. Goes on from the last whole epoch in ``out`` if there is one.

    Args:
        model: the trained model, from now on frozen; its heads stay as they are.
        examples: articles to read; what is annotated in them does not matter.
        out: folder for the state of the training.
        shape: of the smaller encoder.
        epochs: passes over the articles before the last.
        seed: of all chance.
        rate: highest learning rate; of the last epoch a tenth.
        batch: windows a step.
        progress: whether to show a bar.
    """
    model.eval().requires_grad_(False)
    device = model.transitions.device
    marked = [e for e in examples if e.annotated]

    some = random.Random(seed).sample(marked, min(PRUNED_BY, len(marked)))
    texts = (pad([(e.pieces, w)], lambda: False, device)[:4] for e in some for w in split_windows(e.pieces, size=SIZE))
    small = copy.deepcopy(model)
    small.encoder = prune(model.encoder, texts, shape=shape, progress=progress)
    small.encoder.requires_grad_(False).layers.requires_grad_(True)
    small.tagger.layer.dropout.p = 0.0
    first: dict[str, Any] = {"epochs": epochs, "rate": rate} | window_batches(examples, batch=batch)
    last: dict[str, Any] = {"epochs": 1, "rate": rate / 10, "average": 0.99} | window_batches(marked, batch=batch)
    fit(small, out / "states", loss=partial(_apart, whole=model), seed=seed, progress=progress, **first)
    fit(small, out / "answers", loss=partial(_apart, whole=model, answers=True), seed=seed, progress=progress, **last)
    return small


def _apart(
    small: QuoteModel,
    windows: list[tuple[Example, Window]],
    rng: random.Random,
    *,
    whole: QuoteModel,
    answers: bool = False,
) -> Tensor:
    """Return how far two models are apart on some windows: by their encoders' states and, if asked, by answers."""
    cut = [(e.pieces, w) for e, w in windows]
    read = pad(cut, lambda: rng.random() < HIDDEN, whole.transitions.device)
    said = small.encoder.read(*read[:4])
    with torch.no_grad():
        told = whole.encoder.read(*read[:4])
    apart = unlikeness(said, told, read.lengths, whole.readers())
    if not answers:
        return apart
    of_anchors, of_tags = divergence(small, whole, cut, read, said[-1], told[-1])
    return apart + OF_ANCHORS * of_anchors + OF_TAGS * of_tags
