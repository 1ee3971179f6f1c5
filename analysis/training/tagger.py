"""The tagger learns once more, from what it will be given at work: states of the 8-bit encoder, around a cue.

When the model has been trained, its tagger knows states in 32 bits and whole windows. What is shipped reads with 8
bits, and shows the tagger only the paragraphs around a cue (`analysis.quotes.model`). A few passes over that, several
runs of them averaged with the tagger that they began with (Wortsman et al., "Model soups", ICML 2022), make up for
what is lost on the way. The encoder stays as it is.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from tqdm.auto import tqdm

from analysis.pieces import split_windows
from analysis.quotes import model as shipped
from analysis.quotes.readings import distances
from analysis.quotes.tags import TAGS
from analysis.training.examples import Example
from analysis.training.quote_model import DOUBT, SIZE, QuoteModel, export_tagger

__all__ = ["settle_tagger"]

LIKE = 40
"""Batches among which cues with as many words around them are brought together."""


class _Cue(NamedTuple):
    """A word that carries a cue, or seems to, and the words around it that the tagger is shown.

    Attributes:
        example: the article.
        start: the first word around.
        anchor: the word itself, counted from there.
        states: of the words around, (words, states), in 16 bits.
    """

    example: Example
    start: int
    anchor: int
    states: npt.NDArray[np.float16]


def settle_tagger(
    model: QuoteModel,
    folder: Path,
    examples: Sequence[Example],
    *,
    runs: int = 3,
    epochs: int = 2,
    rate: float = 3e-4,
    batch: int = 32,
    average: float = 0.998,
    seed: int = 1,
    progress: bool = True,
) -> None:
    """Train the tagger of an exported model on, and put the new one in its place.

    Args:
        model: the model as it was exported; its tagger and the scores of one tag after another are changed.
        folder: where it was exported to.
        examples: articles to learn from.
        runs: how many runs are averaged, beside the tagger that they begin with.
        epochs: passes over the articles; each cuts them into other windows.
        rate: highest learning rate; it falls from there on.
        batch: cues a step.
        average: share of the average of a run's weights that each step keeps.
        seed: of all chance.
        progress: whether to show bars.
    """
    encoder = shipped.load_model(folder)
    begun = _without_encoder(model)
    taught = [_Run(copy.deepcopy(begun), rate=rate, average=average) for _ in range(runs)]
    for epoch in range(epochs):
        rng = random.Random(f"{seed}-{epoch}")
        cues, doubtful = _read(encoder, examples, rng, progress=progress)
        steps = epochs * (len(cues) + len(cues) // 2) // batch
        for number, run in enumerate(taught):
            torch.manual_seed(seed * 1000 + runs * epoch + number)
            chance = random.Random(f"{seed}-{epoch}-{number}")
            some = cues + chance.sample(doubtful, min(len(doubtful), len(cues) // 2))
            label = f"tagger {number + 1}/{runs}, epoch {epoch + 1}/{epochs}"
            for of in tqdm(list(_batches(some, batch, chance)), desc=label, disable=not progress, mininterval=20):
                run.step(_loss(run.model, of), steps=steps)
    states = [begun.state_dict(), *(run.averaged.module.state_dict() for run in taught)]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    model.load_state_dict(mean, strict=False)  # all but the encoder
    export_tagger(model, folder)
    shipped.load_model.cache_clear()  # whoever loads it from now on gets the new tagger


def _without_encoder(model: QuoteModel) -> QuoteModel:
    rest: QuoteModel = copy.deepcopy(model.cpu())
    rest.encoder = nn.Identity()
    return rest


class _Run:
    """A tagger in training, with its optimizer and the moving average of its weights."""

    def __init__(self, model: QuoteModel, *, rate: float, average: float) -> None:
        self.model = model
        self.rate = rate
        self.steps = 0
        model.tagger.train()
        self.trained = [*model.tagger.parameters(), model.transitions]
        self.optimizer = torch.optim.AdamW(self.trained, lr=rate, weight_decay=0.01)
        self.averaged = torch.optim.swa_utils.AveragedModel(
            model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(average)
        )

    def step(self, loss: Tensor, *, steps: int) -> None:
        """Take one of about so many steps."""
        self.steps += 1
        warm = min(1.0, self.steps / max(steps / 20, 1))
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate * min(warm, max(0.02, 1 - self.steps / steps))
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.trained, 2.0)
        self.optimizer.step()
        self.averaged.update_parameters(self.model)


def _read(
    encoder: shipped.QuoteModel, examples: Sequence[Example], rng: random.Random, *, progress: bool
) -> tuple[list[_Cue], list[_Cue]]:
    """Read the articles as they are read at work; returns their cues, and words that look like one and are none."""
    cues: list[_Cue] = []
    doubtful: list[_Cue] = []
    for example in tqdm(examples, desc="the shipped encoder reads", disable=not progress, mininterval=5):
        pieces = example.pieces
        for window in split_windows(pieces, size=SIZE, offset=rng.randrange(SIZE - 40)):
            seen = shipped.read_states(pieces, window, encoder)
            likely = seen.anchor_p
            if example.taught:
                likely = np.maximum(likely, example.taught.anchors[window.start : window.end])
            paragraph = pieces.paragraph[window.start : window.end]
            states = seen.states.astype(np.float16)
            for word in range(window.end - window.start):
                annotated = word + window.start in example.tags
                if annotated or likely[word] > DOUBT:
                    first, last = shipped.around(paragraph, paragraph[word])
                    cue = _Cue(example, first + window.start, word - first, states[first:last])
                    (cues if annotated else doubtful).append(cue)
    return cues, doubtful


def _batches(cues: list[_Cue], size: int, rng: random.Random) -> Iterator[list[_Cue]]:
    """Mix cues, those with as many words around them together, as far as that leaves them mixed."""
    cues = rng.sample(cues, len(cues))
    for at in range(0, len(cues), size * LIKE):
        like = sorted(cues[at : at + size * LIKE], key=lambda cue: len(cue.states))
        batches = [like[i : i + size] for i in range(0, len(like), size)]
        yield from rng.sample(batches, len(batches))


def _loss(model: QuoteModel, cues: list[_Cue]) -> Tensor:
    lengths = [len(cue.states) for cue in cues]
    shape = (len(cues), max(lengths))
    words = np.zeros((*shape, cues[0].states.shape[1]), np.float32)
    tags = np.zeros((*shape, len(TAGS)), np.float32)
    classes = np.zeros((2, *shape), np.int64)
    for row, (cue, n) in enumerate(zip(cues, lengths, strict=True)):
        paragraph = cue.example.pieces.paragraph[cue.start : cue.start + n]
        words[row, :n] = cue.states
        tags[row, :n] = cue.example.tags_at(cue.start + cue.anchor, cue.start, cue.start + n)
        for of, told in enumerate(distances(np.array([cue.anchor]), words=n, paragraph=paragraph)):
            classes[of, row, :n] = told[0]
    anchors, many = torch.tensor([cue.anchor for cue in cues]), torch.tensor(lengths)
    emissions = model.tagger(torch.from_numpy(words), anchors, *torch.from_numpy(classes), many)
    return model.crf_loss(emissions, torch.from_numpy(tags), many).mean()
