"""The trained target model at work: a sentence and a target in, three probabilities out (ONNX Runtime, no torch)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from analysis.pieces import Pieces, split_pieces
from analysis.runtime import check_model, hash_files, open_session
from analysis.tone.marked import TARGET, Marked, mark_target

__all__ = ["LABELS", "MODEL", "UNCLEAR", "TargetModel", "load_model", "name_label", "raw_scores", "read_sentence"]

Floats = npt.NDArray[np.float64]

MODEL = Path(str(files("analysis"))) / "models" / "tone"
"""The folder of the shipped model."""
LABELS = ("negative", "neutral", "positive")
"""What the three probabilities are of."""
UNCLEAR = 0.5
"""The likeliest label must be likelier than this, or else it is called unclear: the others together are as likely."""
LIGHT = 0.1
"""A word that weighs less than this share of the heaviest one is no driver."""
_FILES = ("model.onnx", "tokenizer.json", "model.json")


class TargetModel(NamedTuple):
    """A loaded model: the ONNX session, the vocabulary, and how its scores become probabilities.

    ``version`` is a hash of its files; ``scale`` and ``shift`` were fitted on sentences held out of the training.
    """

    session: Any
    tokenizer: Any
    scale: float
    shift: Floats
    version: str


@cache
def load_model(folder: Path = MODEL) -> TargetModel:
    """Load a model.

    Raises:
        MissingModelError: if the folder holds no model.
    """
    check_model(folder, "tone")
    settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return TargetModel(
        open_session(folder / "model.onnx"),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        settings.get("scale", 1.0),
        np.array(settings.get("shift", [0.0, 0.0, 0.0])),
        hash_files(folder / name for name in _FILES),
    )


def read_sentence(
    sentence: str, spans: Sequence[tuple[int, int]], *, model: TargetModel | None = None, drivers: bool = False
) -> list[tuple[Floats, list[tuple[int, int, float]]]]:
    """Tell the tone of a sentence toward targets in it.

    Args:
        sentence: one sentence, or any text that is short.
        spans: the targets, half-open code-point offsets into it.
        model: a loaded model, by default the shipped one.
        drivers: whether to find the words that made the tone, by occlusion (Zeiler and Fergus, 2014). Each word of
            more than three letters is hidden while the others are seen, and seen while the others are hidden, since
            of two words that both suffice hiding one alone changes nothing. Its weight is the mean of what the
            log-odds of positive against negative lose by the first and gain by the second: the first and the last
            term of a Shapley value. That reads the sentence twice more for each such word.

    Returns:
        For each target its probabilities, (3,) in the order of `LABELS`, and its drivers: ``start``, ``end``,
        weight (negative where the word speaks against the target), heaviest first, those that weigh less than
        `LIGHT` of the heaviest left out; empty if not asked for.
    """
    model = model or load_model()
    pieces = split_pieces(sentence, model.tokenizer)
    return [_read_target(sentence, pieces, start, end, model, drivers) for start, end in spans]


def _read_target(
    sentence: str, pieces: Pieces, start: int, end: int, model: TargetModel, drivers: bool
) -> tuple[Floats, list[tuple[int, int, float]]]:
    scores = _scores(mark_target(pieces, start, end), model)
    odds = np.exp(scores - scores.max())
    return odds / odds.sum(), _drivers(sentence, pieces, start, end, model) if drivers else []


def _drivers(sentence: str, pieces: Pieces, start: int, end: int, model: TargetModel) -> list[tuple[int, int, float]]:
    spans = list(zip(pieces.start.tolist(), pieces.end.tolist(), strict=True))
    words = [
        word
        for word, (first, last) in enumerate(spans)
        if (last <= start or first >= end) and last - first > 3 and sentence[first:last].isalpha()
    ]

    def balance(hidden: list[int]) -> float:
        scores = _scores(mark_target(pieces, start, end, hidden=hidden), model)
        return float(scores[2] - scores[0])

    whole, bare = balance([]), balance(words)
    found = []
    for word in words:
        taken = whole - balance([word])
        given = balance([other for other in words if other != word]) - bare
        found.append((*spans[word], (taken + given) / 2))
    found.sort(key=lambda driver: -abs(driver[2]))
    return [driver for driver in found if abs(driver[2]) >= LIGHT * abs(found[0][2])]


def _scores(marked: Marked, model: TargetModel) -> Floats:
    scores: Floats = raw_scores(marked, model) * model.scale + model.shift
    return scores


def raw_scores(marked: Marked, model: TargetModel) -> Floats:
    """Return the model's scores, (3,), before they are calibrated.

    Sentences are read one at a time: on a CPU that is as quick as several padded to one length, and the result
    does not depend on what is read beside them.
    """
    target = (marked.state >= TARGET).astype(np.float32)[None]
    feed = {
        "ids": marked.ids[None],
        "case": marked.case[None],
        "state": marked.state[None],
        "target": target / target.sum(),
    }
    scores: Floats = model.session.run(None, feed)[0][0].astype(np.float64)
    return scores


def name_label(p: Floats) -> str:
    """Return the likeliest label, or "unclear" where it is not likelier than `UNCLEAR`."""
    return LABELS[int(p.argmax())] if p.max() > UNCLEAR else "unclear"
