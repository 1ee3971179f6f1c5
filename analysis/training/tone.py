"""Train the target model from labelled targets, export it, and calibrate what was exported.

The method, a sentence with its target marked, is that of Hamborg and Donnay (EACL 2021); their corpus is
NewsMTSC.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from analysis.pieces import split_pieces
from analysis.tone.marked import mark_target
from analysis.tone.target_model import load_model, raw_scores
from analysis.training.encoder import load_tokenizer
from analysis.training.evaluate_tone import SHORT, read_targets
from analysis.training.loop import fit_runs
from analysis.training.tone_model import Labelled, ToneModel, export, loss

__all__ = ["calibrate", "hold_out", "train", "train_tone"]

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
    epochs: int = 4,
    runs: int = 2,
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
        targets: from `analysis.training.evaluate_tone.read_targets`.
        out: folder for the state of the training.
        epochs: passes over the targets.
        runs: how many runs are averaged (`analysis.training.loop.fit_runs`).
        seed: of all chance of the first run; the others count up from it.
        rate: highest learning rate of the encoder.
        progress: whether to show a bar.
    """
    tokenizer = load_tokenizer()
    rows = list(targets[["sentence", "start", "end", "polarity"]].itertuples(index=False, name=None))

    def read(rng: random.Random, row: tuple[str, int, int, str]) -> Labelled:
        sentence, start, end, polarity = row
        pieces = known.get(sentence) or split_pieces(sentence, tokenizer)
        outside = np.flatnonzero((pieces.end <= start) | (pieces.start >= end))
        hidden = [word for word in outside.tolist() if rng.random() < HIDDEN]
        return Labelled(mark_target(pieces, start, end, hidden=hidden), SHORT.index(polarity))

    def named(sentence: str, start: int, end: int) -> bool:
        return sentence[start].isupper() and not _PRONOUN.fullmatch(sentence[start:end])

    def renamed(rng: random.Random, row: tuple[str, int, int, str]) -> tuple[str, int, int, str]:
        sentence, start, end, polarity = row
        name = rng.choice(names)
        return sentence[:start] + name + sentence[end:], start, start + len(name), polarity

    def joined(rng: random.Random, row: tuple[str, int, int, str]) -> tuple[str, int, int, str]:
        sentence, start, end, polarity = row
        other = rng.choice(rows)[0]
        if rng.random() < 0.5:
            return f"{sentence} {other}", start, end, polarity
        return f"{other} {sentence}", start + len(other) + 1, end + len(other) + 1, polarity

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
        # Sentences of like length together, batches in any order: less padding, as much chance.
        epoch = sorted(varied(rng), key=lambda row: len(row.marked.ids) // 8 + rng.random())
        grouped = [epoch[i : i + BATCH] for i in range(0, len(epoch), BATCH)]
        rng.shuffle(grouped)
        return grouped

    tones: dict[str, set[str]] = {}
    for sentence, _, _, polarity in rows:
        tones.setdefault(sentence, set()).add(polarity)
    often = [row for row in rows for _ in range(OFTEN if len(tones[row[0]]) > 1 else 1)]
    names = sorted({s[a:b] for s, a, b, _ in rows if named(s, a, b)})
    known = {sentence: split_pieces(sentence, tokenizer) for sentence, *_ in rows}

    def make() -> ToneModel:
        model = ToneModel()
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
    scores = np.array([raw_scores(mark_target(split_pieces(s, model.tokenizer), a, b), model) for s, a, b in rows])
    gold = np.array([SHORT.index(label) for label in held_out["polarity"]])

    def cost(weights: Any) -> float:
        z = scores * weights[0] + np.array([weights[1], 0.0, weights[2]])
        return float((np.logaddexp.reduce(z, axis=1) - z[np.arange(len(gold)), gold]).mean())

    scale, negative, positive = minimize(cost, np.array([1.0, 0.0, 0.0])).x
    file = folder / "model.json"
    settings: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    settings |= {"scale": round(float(scale), 4), "shift": [round(float(negative), 4), 0.0, round(float(positive), 4)]}
    file.write_text(json.dumps(settings), encoding="utf-8")
    load_model.cache_clear()
    return settings


def train_tone(
    corpus: Path, out: Path, *, epochs: int = 4, seed: int = 1, runs: int = 2, progress: bool = True
) -> Path:
    """Train from a file of labelled targets and write a model that `analysis.tone` can load.

    Args:
        corpus: JSON Lines with ``id``, ``sentence``, ``start``, ``end`` and ``polarity``, as NewsMTSC's.
        out: folder for the model; the state of each run is kept in ``out/state`` and gone on with.
        epochs: passes over the targets.
        seed: of all chance of the first run; the others count up from it.
        runs: how many runs are averaged.
        progress: whether to show bars.

    Returns:
        The folder ``out``.
    """
    learned, held_out = hold_out(read_targets([corpus]))
    model = train(learned, out / "state", epochs=epochs, runs=runs, seed=seed, progress=progress)
    export(model, out)
    calibrate(out, held_out)
    return out
