"""Train the quote model from annotated articles, export it, and let what was exported be weighed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tqdm.auto import tqdm

from analysis.training.calibration import calibrate
from analysis.training.encoder import MINILM, MPNET, Shape
from analysis.training.examples import Example, names_by_spacy, read_corpus
from analysis.training.gold import read_gold
from analysis.training.loop import fit_runs
from analysis.training.quote_model import QuoteModel, export, loss, teach
from analysis.training.shrink import shrink
from analysis.training.unmarked import FOLDS, read_unmarked
from analysis.training.weights import load_tokenizer
from analysis.training.windows import window_batches

__all__ = ["teach_all", "train", "train_quotes", "train_teacher"]

HELD_OUT = 16
"""One article in this many is kept from the training, to choose the threshold and calibrate confidence."""
SHARED = 1
"""Epochs that the runs have in common."""
TEACHER: dict[str, Any] = {"shape": MPNET, "epochs": 7, "runs": 1, "shared": 0, "rate": 5e-5, "batch": 16}
"""How a teacher is trained."""


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

    options = {"loss": loss, "epochs": epochs, "rate": rate, "progress": progress}
    batches = window_batches(examples, batch=batch)
    model: QuoteModel = fit_runs(make, out, runs=runs, shared=shared, seed=seed, **options, **batches)
    return model


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
    whole: bool = False,
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
        whole: whether to leave the encoder as it is, not to make it smaller at last (`analysis.training.shrink`).
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
    if not whole:
        model = shrink(model, examples, out / "state" / "small", seed=seed, progress=progress)
    export(model, out)
    calibrate(out, held_out)
    return out
