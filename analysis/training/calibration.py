"""Fit what makes a confidence of the quote model's certainty, on articles that it was not trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from tqdm.auto import tqdm

from analysis.quotes.find import kinds, settle, to_attributions
from analysis.quotes.model import Found, find, load_model
from analysis.quotes.quoted import Quoted
from analysis.quotes.weigh import evidence, weigh
from analysis.training.evaluate import evaluate_quotes
from analysis.training.judge import MEASURES, compare, take_side

__all__ = ["calibrate", "fit_logistic"]

Floats = npt.NDArray[np.float64]

STRENGTH = 0.1
"""How far the evidence may move the weights from zero (scikit-learn's C)."""


def calibrate(folder: Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Weigh what an exported model is sure of, choose the threshold, and write both into its settings.

    Args:
        folder: the exported model.
        rows: annotated articles that it was not trained on.

    Returns:
        The settings as written.

    Raises:
        ValueError: if what the model finds in them is all right or all wrong, or nothing.
    """
    model = load_model(folder)
    read = [_Read(row, Quoted(row["text"]), find(row["text"], model=model)) for row in tqdm(rows, desc="calibrating")]
    known = np.concatenate([evidence(one.found.candidates, one.types) for one in read])
    right = np.concatenate([_judged(one) for one in read])
    counted = ~np.isnan(right[:, 0])
    known, right = known[counted], right[counted]
    if not len(right) or (right == right[0]).all(0).any():
        raise ValueError(
            f"of the {len(rows)} articles that were held out all readings are right or none is, so that no confidence "
            "can be fitted; train from more articles, or for more epochs"
        )
    weights = {name: fit_logistic(known, right[:, i]).round(4).tolist() for i, name in enumerate(("exact", "right"))}
    weighed = [one.weigh(**weights) for one in read]
    # Where scores are probabilities, F1 is highest if what is kept is at least half as likely right as that F1
    # (Lipton et al., "Optimal thresholding of classifiers to maximize F1 measure", ECML 2014). To take the very
    # threshold that did best would be to take chance with it: the curve is flat.
    best = max(_reached(rows, weighed, float(threshold)) for threshold in np.arange(0.25, 0.501, 0.05))
    file = folder / "model.json"
    settings: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    settings |= {"threshold": round(best / 2, 3)} | weights
    file.write_text(json.dumps(settings), encoding="utf-8")
    load_model.cache_clear()
    return settings


class _Read(NamedTuple):
    """An annotated article with what the model finds in it."""

    row: dict[str, Any]
    quoted: Quoted
    found: Found

    @property
    def types(self) -> list[str]:
        return kinds(self.row["text"], self.found, quoted=self.quoted)

    def weigh(self, *, exact: list[float], right: list[float]) -> _Read:
        weighed = weigh(self.found.candidates, self.types, exact=exact, right=right)
        return self._replace(found=self.found._replace(candidates=weighed))


def _judged(read: _Read) -> Floats:
    """Say of each candidate whether its extent is exact, and whether extent and source are right: (candidates, 2).

    Those that do not count, as they lie in what the annotators left out, have NaN.
    """
    text, discards = read.row["text"], read.row.get("discards") or []
    statements = [(a.get("content") or [], a.get("source") or []) for a in read.row["attributions"]]
    marked = take_side(text, statements, discards=discards)
    wanted = [MEASURES.index("exact"), MEASURES.index("end-to-end")]
    out = np.full((len(read.found.candidates), 2), np.nan)
    for i, one in enumerate(read.found.candidates):
        # Each by itself: that two tell of the same is for `choose` to see.
        told = to_attributions(text, read.found, [one], quoted=read.quoted)
        side = take_side(text, [(a.content, a.source) for a in told], discards=discards)
        if len(side.rows):
            _, (hits, _) = compare(marked, side)
            out[i] = hits[0, wanted]
    return out


def fit_logistic(known: Floats, right: Floats) -> Floats:
    """Fit a logistic regression with a light pull towards zero, all evidence having a spread of one.

    Args:
        known: the evidence, (readings, columns); the first column is the constant 1.
        right: 1 or 0 for each reading, some of each.

    Returns:
        The weights, (columns,).
    """
    scaler = StandardScaler().fit(known[:, 1:])
    fitted = LogisticRegression(C=STRENGTH).fit(scaler.transform(known[:, 1:]), right)
    weights = fitted.coef_[0] / scaler.scale_
    return np.array([fitted.intercept_[0] - scaler.mean_ @ weights, *weights])


def _quotes_table(read: list[_Read], threshold: float) -> pd.DataFrame:
    """Return what would be found at a threshold, as a table of quotes."""
    table = []
    for one in read:
        for attribution in settle(one.row["text"], one.found, threshold=threshold, quoted=one.quoted):
            table.append({"article": one.row["id"], "spans": attribution.content, "source_spans": attribution.source})
    return pd.DataFrame(table, columns=["article", "spans", "source_spans"])


def _reached(rows: list[dict[str, Any]], read: list[_Read], threshold: float) -> float:
    """Return the mean F1 of what counts: the very extent, and the extent by half with the right source."""
    figures = evaluate_quotes(rows, _quotes_table(read, threshold), bootstrap=0)
    of_all = figures[figures["type"] == "all"].set_index("measure")["f1"]
    return float(of_all[["exact", "end-to-end"]].mean())
