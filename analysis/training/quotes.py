"""Train the quote model from annotated articles, export it, and calibrate what was exported."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from tqdm.auto import tqdm

from analysis.pieces import split_windows
from analysis.quotes.find import logit, select, to_attributions
from analysis.quotes.model import Found, find, load_model
from analysis.quotes.quoted import Quoted
from analysis.training.encoder import load_tokenizer
from analysis.training.evaluate import compare_articles, evaluate_quotes, read_gold
from analysis.training.examples import names_by_spacy, read_corpus
from analysis.training.judge import MEASURES
from analysis.training.loop import fit_runs
from analysis.training.quote_model import SIZE, QuoteModel, export, loss

__all__ = ["calibrate", "train", "train_quotes"]

HELD_OUT = 16
"""One article in this many is kept from the training, to choose the threshold and calibrate confidence."""
SHARED = 1
"""Epochs that the runs have in common."""


def train(
    rows: list[dict[str, Any]],
    out: Path,
    *,
    names: list[list[tuple[int, int, str]]] | None = None,
    epochs: int = 6,
    runs: int = 2,
    seed: int = 1,
    rate: float = 1.5e-4,
    progress: bool = True,
) -> QuoteModel:
    """Train from annotated articles; goes on from the last whole epoch in ``out`` if there is one.

    Several runs with their first epoch in common are averaged (`analysis.training.loop.fit_runs`).

    Args:
        rows: articles to learn from.
        out: folder for the state of the training.
        names: names of each article in ``rows``.
        epochs: passes over the articles.
        runs: how many runs are averaged.
        seed: of all chance of the first run; the others count up from it.
        rate: highest learning rate of the encoder; the heads learn five times as fast.
        progress: whether to show a bar.
    """
    examples = read_corpus(rows, load_tokenizer(), names=names)

    def make() -> QuoteModel:
        model = QuoteModel()
        model.encoder.load_base()
        return model

    def batches(rng: random.Random) -> list[Any]:
        windows = [
            (e, w) for e in examples for w in split_windows(e.pieces, size=SIZE, offset=rng.randrange(SIZE - 40))
        ]
        # Windows of like length together, batches in any order: less padding, as much chance.
        windows.sort(key=lambda x: (x[1].end - x[1].start) // 16 + rng.random())
        grouped = [windows[i : i + 8] for i in range(0, len(windows), 8)]
        rng.shuffle(grouped)
        return grouped

    steps = math.ceil(sum(len(split_windows(e.pieces, size=SIZE)) for e in examples) / 8)
    options = {"batches": batches, "steps": steps, "loss": loss, "epochs": epochs, "rate": rate, "progress": progress}
    model: QuoteModel = fit_runs(make, out, runs=runs, shared=SHARED, seed=seed, **options)
    return model


def calibrate(folder: Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Choose the threshold and fit the confidence of an exported model, and write both into its settings.

    Args:
        folder: the exported model.
        rows: annotated articles that it was not trained on.

    Returns:
        The settings as written.
    """
    model = load_model(folder)
    found = [find(row["text"], model=model) for row in tqdm(rows, desc="calibrating")]
    thresholds = [float(t) for t in np.round(np.arange(0.05, 0.501, 0.025), 3)]
    reached = {t: _end_to_end(rows, found, t) for t in thresholds}
    # Around the best the curve is flat, and where in it the best lies is chance: the middle of it is the safest.
    flat = [t for t, f1 in reached.items() if f1 > max(reached.values()) - 0.0025]
    best = flat[len(flat) // 2]
    # The confidence is fitted on all that might be shown, also below the threshold: it must hold there too.
    quotes = _quotes_table(rows, found, thresholds[0])
    x, y = [], []
    for _, mine, (_, (hits, _)), shown in compare_articles(rows, quotes):
        if len(shown):
            x += [shown["features"].iloc[i] for i in mine.rows]
            y += list(hits[:, MEASURES.index("end-to-end")])
    features, right = np.array(x), np.array(y, dtype=float)

    def cost(weights: np.ndarray[Any, Any]) -> float:
        z = features @ weights
        return float(np.logaddexp(0, z).sum() - (right * z).sum() + 0.01 * (weights @ weights))

    weights = minimize(cost, np.array([0.0, 0.5, 0.5])).x
    file = folder / "model.json"
    settings: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    settings |= {"threshold": best, "calibration": [round(float(w), 4) for w in weights]}
    file.write_text(json.dumps(settings), encoding="utf-8")
    load_model.cache_clear()
    return settings


def _quotes_table(rows: list[dict[str, Any]], found: list[Found], threshold: float) -> pd.DataFrame:
    """Return what would be found at a threshold, as a table of quotes, with what the confidence is made of."""
    table = []
    for row, one in zip(rows, found, strict=True):
        quoted = Quoted(row["text"])
        kept = select(row["text"], one, threshold=threshold, quoted=quoted)
        for candidate, attribution in zip(kept, to_attributions(row["text"], one, kept, quoted=quoted), strict=True):
            table.append(
                {
                    "article": row["id"],
                    "spans": attribution.content,
                    "source_spans": attribution.source,
                    "features": (1.0, logit(candidate.anchor_p), logit(candidate.path_p)),
                }
            )
    return pd.DataFrame(table, columns=["article", "spans", "source_spans", "features"])


def _end_to_end(rows: list[dict[str, Any]], found: list[Found], threshold: float) -> float:
    figures = evaluate_quotes(rows, _quotes_table(rows, found, threshold), bootstrap=0)
    found_at = figures[(figures["type"] == "all") & (figures["measure"] == "end-to-end")]
    return float(found_at["f1"].iloc[0])


def train_quotes(
    corpus: Path,
    out: Path,
    *,
    epochs: int = 6,
    runs: int = 2,
    seed: int = 1,
    workers: int = 2,
    progress: bool = True,
) -> Path:
    """Train from a file of annotated articles and write a model that `analysis.quotes` can load.

    Args:
        corpus: JSON Lines with ``id``, ``text`` and ``attributions``, as PolNeAR has them.
        out: folder for the model; the state of the training is kept in ``out/state`` and gone on with.
        epochs: passes over the articles.
        runs: how many runs are averaged.
        seed: of all chance of the first run; the others count up from it.
        workers: processes that find names at first.
        progress: whether to show bars.

    Returns:
        The folder ``out``.
    """
    rows = read_gold(corpus)
    learned = [row for i, row in enumerate(rows) if i % HELD_OUT != HELD_OUT // 2 - 1]
    held_out = [row for i, row in enumerate(rows) if i % HELD_OUT == HELD_OUT // 2 - 1]
    names = names_by_spacy([row["text"] for row in learned], workers=workers)
    model = train(learned, out / "state", names=names, epochs=epochs, runs=runs, seed=seed, progress=progress)
    export(model, out)
    calibrate(out, held_out)
    return out
