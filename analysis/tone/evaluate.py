"""How well tone is told: labels of targets in sentences against those that people gave.

A lexicon knows no target: it gives all targets of a sentence the sentence's tone, and what it gets wrong by
that is in the figures.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.reading import read
from analysis.tone.score import score_tone

__all__ = ["evaluate_tone", "predict_tone", "read_targets"]

LABELS = ("neg", "neu", "pos")
_SHORT = {"negative": "neg", "neutral": "neu", "positive": "pos", "unknown": "neu"}
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
            if row["polarity"] not in LABELS:
                raise ValueError(f"{path}, line {number}: polarity is {row['polarity']!r}, not {', '.join(LABELS)}")
    if not rows:
        raise ValueError("there is no target to measure by")
    return pd.DataFrame(rows)


def predict_tone(
    targets: pd.DataFrame, *, workers: int = 1, cache: bool = True, progress: bool | None = None
) -> pd.DataFrame:
    """Label each target.

    Args:
        targets: from `read_targets`.
        workers, cache, progress: as for `analysis.reading.read`.

    Returns:
        The columns ``id``, ``label`` ("neg", "neu" or "pos") and ``score`` (-1 to 1; 0 where nothing is
        known), row by row as ``targets``.
    """
    sentences = targets["sentence"].drop_duplicates()
    articles = pd.DataFrame({"article": [str(i) for i in range(len(sentences))], "text": sentences.to_list()})
    reading = read(articles, workers=workers, cache=cache, progress=progress)
    tone = score_tone(articles, unit="article", reading=reading)
    labels = dict(zip(articles["text"], tone["label"].map(_SHORT), strict=True))
    scores = dict(zip(articles["text"], tone["score"].fillna(0.0), strict=True))
    return pd.DataFrame(
        {
            "id": targets["id"],
            "label": [labels[sentence] for sentence in targets["sentence"]],
            "score": [float(scores[sentence]) for sentence in targets["sentence"]],
        }
    )


def evaluate_tone(targets: pd.DataFrame, predictions: pd.DataFrame) -> dict[str, Any]:
    """Compare labels with those that people gave.

    Args:
        targets: from `read_targets`.
        predictions: ``id`` and ``label``; a target without one counts as wrong.

    Returns:
        ``targets`` (their number), ``accuracy``, ``macro_f1`` over the three labels, ``macro_f1_pos_neg``
        over two of them, ``average_recall``, and ``f1`` of each label; all 0 to 1.
    """
    given = dict(zip(predictions["id"], predictions["label"], strict=True))
    gold = targets["polarity"].to_list()
    pairs = list(zip(gold, [given.get(name, "") for name in targets["id"]], strict=True))
    f1: dict[str, float] = {}
    recall: dict[str, float] = {}
    for label in LABELS:
        right = pairs.count((label, label))
        marked, found = gold.count(label), sum(guess == label for _, guess in pairs)
        recall[label] = right / marked if marked else 0.0
        f1[label] = 2 * right / (marked + found) if marked + found else 0.0
    return {
        "targets": len(pairs),
        "accuracy": sum(label == guess for label, guess in pairs) / len(pairs),
        "macro_f1": sum(f1.values()) / 3,
        "macro_f1_pos_neg": (f1["pos"] + f1["neg"]) / 2,
        "average_recall": sum(recall.values()) / 3,
        "f1": f1,
    }
