"""Train the target model from labelled targets, export it, and calibrate what was exported.

The method, a sentence with its target marked, is that of Hamborg and Donnay (EACL 2021); their corpus is
NewsMTSC.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import torch
from scipy.optimize import minimize
from tqdm.auto import tqdm

from analysis.pieces import split_pieces
from analysis.tone.marked import mark_target
from analysis.tone.target_model import load_model, raw_scores
from analysis.training.encoder import MINILM, MPNET, Shape
from analysis.training.evaluate_tone import SHORT, read_targets
from analysis.training.examples import names_by_spacy
from analysis.training.loop import by_length, fit_runs
from analysis.training.tone_model import Labelled, ToneModel, export, loss, scores
from analysis.training.unmarked import FOLDS, GOLD, name_targets, read_unmarked
from analysis.training.weights import load_tokenizer

__all__ = ["calibrate", "hold_out", "marked_likely", "teach_all", "train", "train_teacher", "train_tone"]

HELD_OUT = 12
"""One sentence in this many is kept from the training, to calibrate the probabilities."""
BATCH = 32
OFTEN = 3
"""How often a target is read in an epoch whose sentence has another target in another tone."""
RENAMED = 0.2
"""Share of the targets that are given another name in an epoch."""
JOINED = 0.4
"""Share of the sentences that are joined with another one in an epoch."""

HIDDEN = 0.05
"""Share of the words beside the target that are hidden in an epoch."""

SPREAD = 0.1
"""Share of what was annotated that is spread over all labels."""
OTHERS = 25_000
"""Targets that nobody annotated, at most."""
TEACHER: dict[str, Any] = {"shape": MPNET, "runs": 1, "rate": 3e-5}
"""How a teacher is trained."""

Row = tuple[str, int, int, tuple[float, ...]]

_PRONOUN = re.compile(r"(?:he|she|they|it|him|her|them|his|hers|their|its|we|us|i|you)", re.IGNORECASE)


def hold_out(targets: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split targets by their sentence into those to learn from and those held out."""
    number = targets["sentence"].map({s: i for i, s in enumerate(targets["sentence"].unique())})
    held = number % HELD_OUT == HELD_OUT // 2
    return targets[~held], targets[held]


def train(
    targets: pd.DataFrame,
    out: Path,
    *,
    shape: Shape = MINILM,
    epochs: int = 4,
    runs: int = 4,
    seed: int = 1,
    rate: float = 1e-4,
    progress: bool = True,
) -> ToneModel:
    """Train from labelled targets; goes on from the last whole epoch in ``out`` if there is one.

    In each epoch some targets are given the name of another one, taken from the corpus: the tone toward a name
    is to be read from the sentence, not from who it is. Other sentences are joined with a second one: of two
    things said, that about the target counts. Where two targets of a sentence differ in tone, they are read more
    often than others. Some words of all are hidden, which keeps the model from learning
    sentences by heart, and makes it used to what occlusion does to find drivers.

    Args:
        targets: ``sentence``, ``start``, ``end``, and ``likely``: how likely each label is, in the order of `LABELS`.
        out: folder for the state of the training.
        shape: of the encoder.
        epochs: passes over the targets.
        runs: how many runs are averaged (`analysis.training.loop.fit_runs`).
        seed: of all chance of the first run; the others count up from it.
        rate: highest learning rate of the encoder.
        progress: whether to show a bar.
    """
    tokenizer = load_tokenizer()
    rows: list[Row] = list(targets[["sentence", "start", "end", "likely"]].itertuples(index=False, name=None))

    def read(rng: random.Random, row: Row) -> Labelled:
        sentence, start, end, likely = row
        pieces = known.get(sentence) or split_pieces(sentence, tokenizer)
        outside = np.flatnonzero((pieces.end <= start) | (pieces.start >= end))
        hidden = [word for word in outside.tolist() if rng.random() < HIDDEN]
        return Labelled(mark_target(pieces, start, end, hidden=hidden), likely)

    def named(sentence: str, start: int, end: int) -> bool:
        return sentence[start].isupper() and not _PRONOUN.fullmatch(sentence[start:end])

    def renamed(rng: random.Random, row: Row) -> Row:
        sentence, start, end, likely = row
        name = rng.choice(names)
        return sentence[:start] + name + sentence[end:], start, start + len(name), likely

    def joined(rng: random.Random, row: Row) -> Row:
        sentence, start, end, likely = row
        other = rng.choice(rows)[0]
        if rng.random() < 0.5:
            return f"{sentence} {other}", start, end, likely
        return f"{other} {sentence}", start + len(other) + 1, end + len(other) + 1, likely

    def varied(rng: random.Random) -> Iterator[Labelled]:
        for row in often:
            change = rng.random()
            if change < RENAMED and named(*row[:3]):
                yield read(rng, renamed(rng, row))
            elif change > 1 - JOINED:
                yield read(rng, joined(rng, row))
            else:
                yield read(rng, row)

    def batches(rng: random.Random) -> list[Any]:
        return by_length(varied(rng), lambda row: len(row.marked.ids), batch=BATCH, near=8, rng=rng)

    tones: dict[str, set[int]] = {}
    for sentence, _, _, likely in rows:
        tones.setdefault(sentence, set()).add(int(np.argmax(likely)))
    often = [row for row in rows for _ in range(OFTEN if len(tones[row[0]]) > 1 else 1)]
    names = sorted({s[a:b] for s, a, b, _ in rows if named(s, a, b)})
    known = {sentence: split_pieces(sentence, tokenizer) for sentence, *_ in rows}

    def make() -> ToneModel:
        model = ToneModel(shape)
        model.encoder.load_base()
        return model

    steps = math.ceil(len(often) / BATCH)
    options = {"batches": batches, "steps": steps, "loss": loss, "epochs": epochs, "rate": rate, "progress": progress}
    model: ToneModel = fit_runs(make, out, runs=runs, shared=0, seed=seed, **options)
    return model


def calibrate(folder: Path, held_out: pd.DataFrame) -> dict[str, Any]:
    """Fit how the scores of an exported model become probabilities, and write it into its settings.

    One scale for all scores (temperature scaling: Guo et al., ICML 2017) and a shift for each label, which takes
    away the model's leaning to one of them.

    Args:
        folder: the exported model.
        held_out: targets that it was not trained on.

    Returns:
        The settings as written.
    """
    model = load_model(folder)
    rows = list(held_out[["sentence", "start", "end"]].itertuples(index=False, name=None))
    raw = np.array([raw_scores(mark_target(split_pieces(s, model.tokenizer), a, b), model) for s, a, b in rows])
    gold = np.array([SHORT.index(label) for label in held_out["polarity"]])

    def cost(weights: Any) -> float:
        z = raw * weights[0] + np.array([weights[1], 0.0, weights[2]])
        return float((np.logaddexp.reduce(z, axis=1) - z[np.arange(len(gold)), gold]).mean())

    scale, negative, positive = minimize(cost, np.array([1.0, 0.0, 0.0])).x
    file = folder / "model.json"
    settings: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    settings |= {"scale": round(float(scale), 4), "shift": [round(float(negative), 4), 0.0, round(float(positive), 4)]}
    file.write_text(json.dumps(settings), encoding="utf-8")
    load_model.cache_clear()
    return settings


def marked_likely(targets: pd.DataFrame) -> list[tuple[float, ...]]:
    """Return how likely each label is by what was annotated: annotators differ, so a tenth is spread over all."""
    labels = np.eye(len(SHORT))[[SHORT.index(label) for label in targets["polarity"]]]
    return [tuple(row) for row in (1 - SPREAD) * labels + SPREAD / len(SHORT)]


def train_teacher(targets: pd.DataFrame, out: Path, *, fold: int, **options: Any) -> ToneModel:
    """Train a teacher from the sentences outside a fold.

    Args:
        targets: as for `train`.
        out: folder for the states of the teachers.
        fold: which to leave out.
        options: for `train`.
    """
    return train(targets[_folds(targets) != fold], out / f"teacher-{fold}", **(TEACHER | options))


def teach_all(
    teachers: Sequence[ToneModel], targets: pd.DataFrame, unmarked: pd.DataFrame, *, progress: bool = True
) -> pd.DataFrame:
    """Let teachers tell the tone toward each target: of an annotated one the teacher that has not seen it.

    Args:
        teachers: one for each fold.
        targets: annotated targets, as for `train`; what the teacher says counts as much as the annotation.
        unmarked: ``sentence``, ``start`` and ``end`` of others; here the mean of all teachers counts.
        progress: whether to show a bar.

    Returns:
        All of them, as for `train`.
    """
    folds = _folds(targets)
    told = np.zeros((len(targets), len(SHORT)))
    for fold, teacher in enumerate(teachers):
        told[folds == fold] = _probabilities(teacher, targets[folds == fold], progress)
    both = GOLD * np.array(targets["likely"].tolist()) + (1 - GOLD) * told
    rest = np.mean([_probabilities(teacher, unmarked, progress) for teacher in teachers], axis=0)
    frames = [targets, unmarked.assign(polarity=None)]
    likely = [tuple(row) for row in (*both.tolist(), *rest.tolist())]
    return pd.concat(frames, ignore_index=True).assign(likely=pd.Series(likely))


def _folds(targets: pd.DataFrame) -> npt.NDArray[np.int64]:
    return pd.factorize(targets["sentence"])[0] % FOLDS


def _probabilities(model: ToneModel, targets: pd.DataFrame, progress: bool) -> npt.NDArray[np.float64]:
    tokenizer = load_tokenizer()
    rows = [
        mark_target(split_pieces(sentence, tokenizer), start, end)
        for sentence, start, end in targets[["sentence", "start", "end"]].itertuples(index=False, name=None)
    ]
    told = np.zeros((len(rows), len(SHORT)))
    order = np.argsort([len(row.ids) for row in rows])
    model.eval()
    with torch.no_grad():
        for at in tqdm(range(0, len(rows), 8 * BATCH), desc="a teacher reads", disable=not progress):
            some = order[at : at + 8 * BATCH]
            told[some] = torch.softmax(scores(model, [rows[i] for i in some]), 1).cpu().numpy()
    return told


def train_tone(
    corpus: Path,
    out: Path,
    *,
    unmarked: Path | None = None,
    teacher: bool = True,
    epochs: int = 4,
    runs: int = 4,
    seed: int = 1,
    workers: int = 2,
    progress: bool = True,
) -> Path:
    """Train from a file of labelled targets and write a model that `analysis.tone` can load.

    Args:
        corpus: JSON Lines with ``id``, ``sentence``, ``start``, ``end`` and ``polarity``, as NewsMTSC's.
        out: folder for the model; the state of each run is kept in ``out/state`` and gone on with.
        unmarked: JSON Lines with ``text`` or ``sentence``: the names in them are targets that only teachers read.
        teacher: whether to train teachers first, and learn from them, too.
        epochs: passes over the targets.
        seed: of all chance of the first run; the others count up from it.
        runs: how many runs are averaged.
        workers: processes that find names at first.
        progress: whether to show bars.

    Returns:
        The folder ``out``.
    """
    learned, held_out = hold_out(read_targets([corpus]))
    targets = learned.assign(likely=pd.Series(marked_likely(learned), index=learned.index))
    if teacher:
        texts = read_unmarked(unmarked) if unmarked else []
        others = name_targets(texts, names_by_spacy(texts, workers=workers))
        others = others.sample(min(OTHERS, len(others)), random_state=seed)
        teachers = [train_teacher(targets, out / "state", fold=i, progress=progress) for i in range(FOLDS)]
        targets = teach_all(teachers, targets, others, progress=progress)
    model = train(targets, out / "state", epochs=epochs, runs=runs, seed=seed, progress=progress)
    export(model, out)
    calibrate(out, held_out)
    return out
