"""How well tone toward a target is told: against the labels that people gave."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.reading import read
from analysis.scale import progress_bar
from analysis.tone.lexicons import Lexicon
from analysis.tone.score import score_tone
from analysis.tone.target_model import LABELS, TargetModel, load_model, read_sentence
from analysis.training.evaluate import draw_counts

__all__ = ["SHORT", "evaluate_tone", "predict_by_lexicon", "predict_tone", "read_targets"]

SHORT = ("neg", "neu", "pos")
"""The labels as the gold has them, in the order of `analysis.tone.target_model.LABELS`."""
_COLUMNS = ["type", "measure", "precision", "recall", "f1", "share", "low", "high", "n_gold", "n_predicted"]
_NEEDED = ("id", "sentence", "start", "end", "polarity")


def read_targets(paths: Sequence[str | os.PathLike[str]]) -> pd.DataFrame:
    """Read sentences whose targets have a polarity.

    Args:
        paths: JSON Lines, a target a line: ``id``, ``sentence``, ``start`` and ``end`` of the target, and
            ``polarity``, "neg", "neu" or "pos".

    Returns:
        A frame of these columns.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a line is not such a target, or there is none at all.
    """
    rows: list[dict[str, Any]] = []
    for path in map(Path, paths):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                rows.append({name: row[name] for name in _NEEDED})
            except (ValueError, TypeError, KeyError) as error:
                raise ValueError(f"{path}, line {number}: a target needs {', '.join(_NEEDED)}") from error
            if row["polarity"] not in SHORT:
                raise ValueError(f"{path}, line {number}: polarity is {row['polarity']!r}, not {', '.join(SHORT)}")
    if not rows:
        raise ValueError("there is no target to measure by")
    return pd.DataFrame(rows)


def predict_tone(
    targets: pd.DataFrame, *, model: TargetModel | None = None, progress: bool | None = None
) -> pd.DataFrame:
    """Label each target by the target model.

    Args:
        targets: from `read_targets`.
        model: a loaded model, by default the shipped one.
        progress: whether to show a progress bar; None shows it in a terminal or a notebook.

    Returns:
        The columns ``id``, ``label`` ("neg", "neu" or "pos": the likeliest, also where a report would say
        unclear), ``score`` (-1 to 1), ``negative``, ``neutral``, ``positive`` (probabilities), row by row as
        ``targets``.
    """
    model = model or load_model()
    rows = targets[["sentence", "start", "end"]].itertuples(index=False, name=None)
    found = [
        read_sentence(sentence, [(start, end)], model=model)[0][0]
        for sentence, start, end in progress_bar(
            rows, total=len(targets), what="targets", unit="target", progress=progress
        )
    ]
    p = np.array(found).reshape(-1, len(LABELS))
    frame = pd.DataFrame({"id": targets["id"].tolist(), "label": [SHORT[i] for i in p.argmax(1)]})
    frame["score"] = p[:, 2] - p[:, 0]
    frame[list(LABELS)] = p
    return frame


def predict_by_lexicon(
    targets: pd.DataFrame,
    *,
    lexicon: Lexicon | str | os.PathLike[str] | None = None,
    workers: int = 1,
    cache: bool = True,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Label each target by a lexicon, which knows no target: all those of a sentence get the sentence's tone.

    Args:
        targets: from `read_targets`.
        lexicon: as in `analysis.tone.score_tone`.
        workers, cache, progress: as for `analysis.reading.read`.

    Returns:
        The columns ``id``, ``label`` and ``score`` (0 where nothing is known), row by row as ``targets``.
    """
    sentences = targets["sentence"].drop_duplicates()
    articles = pd.DataFrame({"article": [str(i) for i in range(len(sentences))], "text": sentences.to_list()})
    reading = read(articles, workers=workers, cache=cache, progress=progress)
    given = lexicon if isinstance(lexicon, Lexicon) or lexicon is None else Path(lexicon)
    tone = score_tone(articles, unit="article", lexicon=given, reading=reading)
    short = dict(zip(LABELS, SHORT, strict=True)) | {"unknown": "neu"}
    labels = dict(zip(articles["text"], tone["label"].map(short), strict=True))
    scores = dict(zip(articles["text"], tone["score"].fillna(0.0).astype(float), strict=True))
    return pd.DataFrame(
        {
            "id": targets["id"].tolist(),
            "label": [labels[sentence] for sentence in targets["sentence"]],
            "score": [scores[sentence] for sentence in targets["sentence"]],
        }
    )


def evaluate_tone(
    targets: pd.DataFrame, predictions: pd.DataFrame, *, bootstrap: int = 1000, seed: int = 1
) -> pd.DataFrame:
    """Compare labels with those that people gave.

    Args:
        targets: from `read_targets`.
        predictions: ``id`` and ``label``; a target without one counts as wrong. With the three probabilities
            (``negative``, ``neutral``, ``positive``) their calibration is measured, too.
        bootstrap: how many samples of sentences the intervals come from; with 0 there are none.
        seed: of the samples.

    Returns:
        A row a type and measure, with the columns of `analysis.training.evaluate.evaluate_quotes`; shares run
        from 0 to 1. Of type "all": "macro-F1" over the three labels, "macro-F1 pos/neg" over two, "accuracy",
        "average recall", "calibration" (1 less the expected calibration error, over ten bins of as many targets
        each: Nguyen and O'Connor, EMNLP 2015) and "bias" (mean of the labels given, from -1 for negative to 1,
        less the mean of the gold ones). Of type "differing": macro-F1 over the sentences whose targets differ in
        gold. Then precision, recall and F1 of each label.
    """
    rows = targets.merge(predictions, on="id", how="left", validate="one_to_one")
    gold = np.array([SHORT.index(label) for label in rows["polarity"]])
    found = np.array([SHORT.index(label) if label in SHORT else -1 for label in rows["label"]])
    sentence = pd.factorize(rows["sentence"])[0]
    several = rows.groupby("sentence")["polarity"].transform("nunique").to_numpy() > 1
    low, high = _interval(gold, found, sentence, bootstrap, seed)
    table = [_row("all", "macro-F1", len(rows), share=_macro(gold, found), low=low, high=high)]
    told = np.array([_f1(gold, found, label) for label in range(3)])
    table += [
        _row("all", "macro-F1 pos/neg", len(rows), share=(told[0] + told[2]) / 2),
        _row("all", "accuracy", len(rows), share=np.mean(gold == found)),
        _row("all", "average recall", len(rows), share=np.mean([_recall(gold, found, n) for n in range(3)])),
    ]
    if set(LABELS) <= set(rows):
        error = _calibration_error(rows[list(LABELS)].to_numpy(float), gold)
        table.append(_row("all", "calibration", len(rows), share=1 - error))
    given = found[found >= 0]
    table.append(_row("all", "bias", len(rows), share=(given - 1).mean() - (gold - 1).mean() if len(given) else np.nan))
    if several.any():
        low, high = _interval(gold[several], found[several], sentence[several], bootstrap, seed)
        share = _macro(gold[several], found[several])
        table.append(_row("differing", "macro-F1", int(several.sum()), share=share, low=low, high=high))
    for number, label in enumerate(LABELS):
        of_gold, of_found = int((gold == number).sum()), int((found == number).sum())
        f1 = {"precision": _recall(found, gold, number), "recall": _recall(gold, found, number), "f1": told[number]}
        table.append(_row(label, "F1", of_gold, **f1, n_predicted=of_found))
    return pd.DataFrame(table, columns=_COLUMNS)


def _row(kind: str, measure: str, out_of: int, **values: Any) -> dict[str, Any]:
    empty = dict.fromkeys(_COLUMNS[2:8], np.nan)
    return {"type": kind, "measure": measure, **empty, "n_gold": out_of, "n_predicted": out_of, **values}


def _recall(gold: Any, found: Any, label: int) -> float:
    of_gold = gold == label
    return float((found[of_gold] == label).mean()) if of_gold.any() else 0.0


def _f1(gold: Any, found: Any, label: int) -> float:
    both, either = ((gold == label) & (found == label)).sum(), (gold == label).sum() + (found == label).sum()
    return float(2 * both / either) if either else 0.0


def _macro(gold: Any, found: Any) -> float:
    return float(np.mean([_f1(gold, found, label) for label in range(3)]))


def _interval(gold: Any, found: Any, sentence: Any, bootstrap: int, seed: int) -> tuple[float, float]:
    """Return the 95 % interval of the macro-F1, drawing sentences anew with all their targets."""
    if not bootstrap:
        return np.nan, np.nan
    number = pd.factorize(sentence, sort=True)[0]
    hits = [np.bincount(number, 2.0 * ((gold == label) & (found == label))) for label in range(3)]
    told = [np.bincount(number, 1.0 * (gold == label) + (found == label)) for label in range(3)]
    draws = draw_counts(len(hits[0]), bootstrap, seed)
    of_labels = [(draws @ hit) / np.maximum(draws @ all_, 1) for hit, all_ in zip(hits, told, strict=True)]
    low, high = np.quantile(np.mean(of_labels, axis=0), [0.025, 0.975])
    return float(low), float(high)


def _calibration_error(p: Any, gold: Any, bins: int = 10) -> float:
    """Return how far the probability of the likeliest label is from the share that is right, over all bins."""
    order = np.argsort(p.max(1), kind="stable")
    right, given = (p.argmax(1) == gold)[order], p.max(1)[order]
    parts = [part for part in np.array_split(np.arange(len(order)), bins) if len(part)]
    return float(sum(abs(right[part].mean() - given[part].mean()) * len(part) for part in parts) / len(order))
