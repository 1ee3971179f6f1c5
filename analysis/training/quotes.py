"""Train the quote model from annotated articles, export it, and let what was exported be weighed."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from tqdm.auto import tqdm

from analysis.pieces import Window, split_windows
from analysis.training.calibration import calibrate
from analysis.training.encoder import MINILM, MPNET, Shape
from analysis.training.examples import Example, names_by_spacy, read_corpus
from analysis.training.gold import read_gold
from analysis.training.loop import fit, fit_runs
from analysis.training.prune import prune, unlikeness
from analysis.training.quote_model import HIDDEN, SIZE, QuoteModel, divergence, export, loss, pad, teach
from analysis.training.unmarked import FOLDS, read_unmarked
from analysis.training.weights import load_tokenizer

__all__ = ["shrink", "teach_all", "train", "train_quotes", "train_teacher"]

HELD_OUT = 16
"""One article in this many is kept from the training, to choose the threshold and calibrate confidence."""
SHARED = 1
"""Epochs that the runs have in common."""
TEACHER: dict[str, Any] = {"shape": MPNET, "epochs": 7, "runs": 1, "shared": 0, "rate": 5e-5, "batch": 16}
"""How a teacher is trained."""
SMALL = MINILM._replace(heads=10, inner=1024)
"""The encoder as `shrink` leaves it: without a sixth of its heads and a third of its neurons."""
OF_ANCHORS, OF_TAGS = 8.0, 3.0
"""What different answers count for beside different states, when the smaller encoder learns."""
PRUNED_BY = 60
"""Articles by which it is told which heads and neurons are needed."""


def train(
    examples: Sequence[Example],
    out: Path,
    *,
    shape: Shape = MINILM,
    epochs: int = 8,
    runs: int = 4,
    shared: int = SHARED,
    seed: int = 1,
    rate: float = 1.75e-4,
    batch: int = 12,
    progress: bool = True,
) -> QuoteModel:
    """Train from annotated articles; goes on from the last whole epoch in ``out`` if there is one.

    Several runs with their first epoch in common are averaged (`analysis.training.loop.fit_runs`).

    Args:
        examples: articles to learn from.
        out: folder for the state of the training.
        shape: of the encoder.
        epochs: passes over the articles.
        runs: how many runs are averaged.
        shared: epochs that the runs have in common.
        seed: of all chance of the first run; the others count up from it.
        rate: highest learning rate of the encoder; the heads learn five times as fast.
        batch: windows a step.
        progress: whether to show a bar.
    """

    def make() -> QuoteModel:
        model = QuoteModel(shape)
        model.encoder.load_base()
        return model

    options = {"loss": loss, "epochs": epochs, "rate": rate, "progress": progress} | _batches(examples, batch=batch)
    model: QuoteModel = fit_runs(make, out, runs=runs, shared=shared, seed=seed, **options)
    return model


def shrink(
    model: QuoteModel,
    examples: Sequence[Example],
    out: Path,
    *,
    shape: Shape = SMALL,
    epochs: int = 3,
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
        rate: highest learning rate; of the last epoch a third.
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
    first: dict[str, Any] = {"epochs": epochs, "rate": rate} | _batches(examples, batch=batch)
    last: dict[str, Any] = {"epochs": 1, "rate": rate / 3, "average": 0.99} | _batches(marked, batch=batch)
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


def _batches(examples: Sequence[Example], *, batch: int) -> dict[str, Any]:
    """Return the batches of an epoch and how many they are, as `fit` takes them."""

    def batches(rng: random.Random) -> list[Any]:
        windows = [
            (e, w) for e in examples for w in split_windows(e.pieces, size=SIZE, offset=rng.randrange(SIZE - 40))
        ]
        # Windows of like length together, batches in any order: less padding, as much chance.
        windows.sort(key=lambda x: (x[1].end - x[1].start) // 16 + rng.random())
        grouped = [windows[i : i + batch] for i in range(0, len(windows), batch)]
        rng.shuffle(grouped)
        return grouped

    steps = math.ceil(sum(len(split_windows(e.pieces, size=SIZE)) for e in examples) / batch)
    return {"batches": batches, "steps": steps}


def train_teacher(examples: Sequence[Example], out: Path, *, fold: int, **options: Any) -> QuoteModel:
    """Train a teacher from the examples outside a fold; it is better than what ships, and too slow to ship.

    Args:
        examples: articles to learn from.
        out: folder for the states of the teachers.
        fold: which to leave out.
        options: for `train`.
    """
    others = [e for i, e in enumerate(examples) if i % FOLDS != fold]
    return train(others, out / f"teacher-{fold}", **(TEACHER | options))


def teach_all(
    teachers: Sequence[QuoteModel], examples: Sequence[Example], unmarked: Sequence[Example], *, progress: bool = True
) -> list[Example]:
    """Let teachers tell what they make of each article: of an annotated one the teacher that has not seen it.

    Args:
        teachers: one for each fold.
        examples: annotated articles.
        unmarked: articles that are not; here all teachers are asked, and agree by their mean.
        progress: whether to show a bar.
    """
    for teacher in teachers:
        teacher.eval()
    bar = tqdm(total=len(examples) + len(unmarked), desc="teachers read", disable=not progress)
    taught = []
    for i, example in enumerate(examples):
        taught.append(example._replace(taught=teach([teachers[i % FOLDS]], example)))
        bar.update()
    for example in unmarked:
        told = teach(teachers, example)
        likely = {word: tags for word, tags in told.tags.items() if told.anchors[word] > 0.5}
        words = len(example.pieces.start)
        taught.append(example._replace(taught=told, tags={word: _likeliest(*at, words) for word, at in likely.items()}))
        bar.update()
    return taught


def _likeliest(first: int, around: npt.NDArray[np.float16], words: int) -> npt.NDArray[np.int64]:
    tags = np.zeros(words, np.int64)
    tags[first : first + len(around)] = around.argmax(-1)
    return tags


def train_quotes(
    corpus: Path,
    out: Path,
    *,
    unmarked: Path | None = None,
    teacher: bool = True,
    epochs: int = 8,
    runs: int = 4,
    small: bool = False,
    seed: int = 1,
    workers: int = 2,
    progress: bool = True,
) -> Path:
    """Train from a file of annotated articles and write a model that `analysis.quotes` can load.

    Args:
        corpus: JSON Lines with ``id``, ``text`` and ``attributions``, as PolNeAR has them.
        out: folder for the model; the state of the training is kept in ``out/state`` and gone on with.
        unmarked: JSON Lines with ``text`` or ``sentence`` that only the teachers read.
        teacher: whether to train teachers first, and learn from them, too.
        epochs: passes over the articles.
        runs: how many runs are averaged.
        small: whether to make the encoder smaller at last, as `shrink` does.
        seed: of all chance of the first run; the others count up from it.
        workers: processes that find names at first.
        progress: whether to show bars.

    Returns:
        The folder ``out``.

    Raises:
        ValueError: if the articles are too few.
    """
    rows = read_gold(corpus)
    learned = [row for i, row in enumerate(rows) if i % HELD_OUT != HELD_OUT // 2 - 1]
    held_out = [row for i, row in enumerate(rows) if i % HELD_OUT == HELD_OUT // 2 - 1]
    if not held_out:
        raise ValueError(
            f"{corpus}: {len(rows)} articles are too few, since one in {HELD_OUT} is held out to fit the confidence; "
            f"give {HELD_OUT // 2} or more"
        )
    others = [
        {"id": f"unmarked {i}", "text": text} for i, text in enumerate(read_unmarked(unmarked) if unmarked else [])
    ]
    names = names_by_spacy([row["text"] for row in (*learned, *others)], workers=workers)
    examples = read_corpus([*learned, *others], load_tokenizer(), names=names)
    if teacher:
        marked, rest = examples[: len(learned)], examples[len(learned) :]
        teachers = [train_teacher(marked, out / "state", fold=i, progress=progress) for i in range(FOLDS)]
        examples = teach_all(teachers, marked, rest, progress=progress)
    model = train(examples, out / "state", epochs=epochs, runs=runs, seed=seed, progress=progress)
    if small:
        model = shrink(model, examples, out / "state" / "small", seed=seed, progress=progress)
    export(model, out)
    calibrate(out, held_out)
    return out
