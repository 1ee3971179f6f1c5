"""The trained quote model at work: texts in, names and candidate attributions out (ONNX Runtime, no torch)."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Tokenizer

from analysis.quotes.decode import Candidate, candidates, distances
from analysis.quotes.pieces import CLS, SEP, Pieces, Window, split_pieces, split_windows

__all__ = ["MODEL", "Found", "Name", "QuoteModel", "find", "load_model"]

MODEL = Path(str(files("analysis"))) / "models" / "quotes"
"""The folder of the shipped model."""
_FILES = ("encoder.onnx", "tagger.onnx", "tokenizer.json", "model.json")
_BATCH = 8


class QuoteModel(NamedTuple):
    """A loaded model: two ONNX sessions, the vocabulary, the scores of one tag after another, and settings.

    ``version`` is a hash of its files; ``threshold`` and ``calibration`` were fitted on articles held out of
    the training, see `analysis.quotes.find`.
    """

    encoder: Any
    tagger: Any
    tokenizer: Any
    transitions: npt.NDArray[np.float32]
    names: list[str]
    size: int
    version: str
    threshold: float
    calibration: list[float]


class Name(NamedTuple):
    """A name in a text: half-open code-point offsets, and person, organization, place, people or other."""

    start: int
    end: int
    kind: str


class Found(NamedTuple):
    """What the model finds in one text; candidates hold word spans of ``pieces``."""

    pieces: Pieces
    candidates: list[Candidate]
    names: list[Name]


@cache
def load_model(folder: Path = MODEL) -> QuoteModel:
    """Load a model; one thread a process, since texts are read in parallel processes.

    Raises:
        FileNotFoundError: if the folder holds no model.
    """
    settings_file = folder / "model.json"
    if not settings_file.exists():
        raise FileNotFoundError(
            f"There is no quote model in {folder}. Reinstall Verbatim, or train one; "
            "python -m analysis train --help tells how"
        )
    settings = json.loads(settings_file.read_text(encoding="utf-8"))
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3

    def session(name: str) -> Any:
        return ort.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])

    return QuoteModel(
        session("encoder.onnx"),
        session("tagger.onnx"),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        np.array(settings["transitions"], dtype=np.float32),
        settings["names"],
        settings["size"],
        hashlib.sha256(b"".join((folder / name).read_bytes() for name in _FILES)).hexdigest()[:16],
        settings.get("threshold", 0.25),
        settings.get("calibration", []),
    )


def find(texts: list[str], *, model: QuoteModel | None = None, floor: float | None = None) -> list[Found]:
    """Read texts: names, and a candidate for each word that may carry the cue of an attribution.

    Args:
        texts: any texts; windows of several are read together.
        model: a loaded model, by default the shipped one.
        floor: probability from which a word counts as a possible cue; by default the model's threshold, since no
            candidate below it is ever kept.

    Returns:
        One result a text.
    """
    model = model or load_model()
    floor = model.threshold if floor is None else floor
    all_pieces = [split_pieces(text, model.tokenizer) for text in texts]
    results = [Found(pieces, [], []) for pieces in all_pieces]
    windows = [(i, w) for i, p in enumerate(all_pieces) for w in split_windows(p, size=model.size)]
    # Windows of like length are read together: less padding.
    order = sorted(range(len(windows)), key=lambda k: _pieces(all_pieces[windows[k][0]], windows[k][1]))
    read: dict[int, tuple[list[Candidate], npt.NDArray[np.int64]]] = {}
    for start in range(0, len(order), _BATCH):
        some = order[start : start + _BATCH]
        batch = [(all_pieces[windows[k][0]], windows[k][1]) for k in some]
        for k, one in zip(some, _read_windows(batch, model, floor), strict=True):
            read[k] = one
    tags = [np.zeros(len(p.start), dtype=np.int64) for p in all_pieces]
    for k, (i, w) in enumerate(windows):
        results[i].candidates.extend(read[k][0])
        tags[i][w.own : w.end] = read[k][1][w.own - w.start :]
    for result, tag in zip(results, tags, strict=True):
        result.names.extend(_names(result.pieces, tag, model.names))
    return results


def _pieces(pieces: Pieces, window: Window) -> int:
    return int(pieces.first[window.end] - pieces.first[window.start])


def _read_windows(
    batch: list[tuple[Pieces, Window]], model: QuoteModel, floor: float
) -> list[tuple[list[Candidate], npt.NDArray[np.int64]]]:
    lengths = [_pieces(p, w) for p, w in batch]
    ids, case, state = (np.zeros((len(batch), max(lengths) + 2), dtype=np.int32) for _ in range(3))
    for i, ((p, w), n) in enumerate(zip(batch, lengths, strict=True)):
        at = slice(p.first[w.start], p.first[w.end])
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, p.ids[at], SEP
        case[i, 1 : n + 1], state[i, 1 : n + 1] = p.case[p.word[at]], p.state[p.word[at]]
    feed = {"ids": ids, "case": case, "state": state, "lengths": np.array(lengths, dtype=np.int32) + 2}
    states, anchor_scores, name_scores = model.encoder.run(None, feed)
    out = []
    for i, (p, w) in enumerate(batch):
        first = p.first[w.start : w.end] - p.first[w.start] + 1
        probability = 1 / (1 + np.exp(-anchor_scores[i, first, 0]))
        anchors = np.flatnonzero(probability > floor)
        anchors = anchors[anchors >= w.own - w.start]
        found: list[Candidate] = []
        if len(anchors):
            words = len(first)
            classes = [distances(int(a), words=words, paragraph=p.paragraph[w.start : w.end]) for a in anchors]
            tags = model.tagger.run(
                None,
                {
                    "words": states[i, first],
                    "anchors": anchors,
                    "distance": np.stack([d for d, _ in classes]),
                    "paragraph": np.stack([d for _, d in classes]),
                },
            )[0]
            found = candidates(
                anchors.tolist(), probability[anchors].tolist(), tags, model.transitions, first_word=w.start
            )
        out.append((found, name_scores[i, first].argmax(-1)))
    return out


def _names(pieces: Pieces, tags: npt.NDArray[np.int64], labels: list[str]) -> list[Name]:
    names: list[Name] = []
    open_kind = ""
    for i in np.flatnonzero(tags):
        edge, kind = labels[tags[i]].split("-")
        goes_on = edge == "I" and open_kind == kind and i > 0 and tags[i - 1]
        if goes_on:
            names[-1] = names[-1]._replace(end=int(pieces.end[i]))
        else:
            names.append(Name(int(pieces.start[i]), int(pieces.end[i]), kind))
        open_kind = kind
    return names
