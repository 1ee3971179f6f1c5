"""The trained quote model at work: texts in, names and candidate attributions out (ONNX Runtime, no torch)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit
from tokenizers import Tokenizer

from analysis.pieces import CLS, SEP, Pieces, Window, split_pieces, split_windows
from analysis.quotes.hearsay import read_as_said
from analysis.quotes.readings import Candidate, Tagged, candidates, distances
from analysis.runtime import check_model, hash_files, open_session

Floats = npt.NDArray[np.float32]

__all__ = ["MODEL", "Found", "Name", "QuoteModel", "find", "load_model"]

MODEL = Path(str(files("analysis"))) / "models" / "quotes"
"""The folder of the shipped model."""
BEFORE, AFTER = 2, 1
"""Paragraphs before and after a cue's in which its content and source are looked for."""
_FILES = ("encoder.onnx", "tagger.onnx", "tokenizer.json", "model.json")


class QuoteModel(NamedTuple):
    """A loaded model: two ONNX sessions, the vocabulary, the scores of one tag after another, and settings.

    ``version`` is a hash of its files; ``threshold`` and the weights ``exact`` and ``right`` were fitted on articles
    held out of the training, see `analysis.quotes.weigh`.
    """

    encoder: Any
    tagger: Any
    tokenizer: Any
    transitions: npt.NDArray[np.float32]
    names: list[str]
    size: int
    version: str
    threshold: float
    exact: list[float]
    right: list[float]


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
    """Load a model.

    Raises:
        MissingModelError: if the folder holds no model.
    """
    check_model(folder, "quotes")
    settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return QuoteModel(
        open_session(folder / "encoder.onnx"),
        open_session(folder / "tagger.onnx"),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        np.array(settings["transitions"], dtype=np.float32),
        settings["names"],
        settings["size"],
        hash_files(folder / name for name in _FILES),
        settings.get("threshold", 0.0),
        settings.get("exact", []),
        settings.get("right", []),
    )


def find(text: str, *, model: QuoteModel | None = None, floor: float = 0.2) -> Found:
    """Read a text: names, and a candidate for each word that may carry the cue of an attribution.

    Windows are read one at a time: on a CPU that is quicker than several at once, padded to one length.

    Args:
        text: any text.
        model: a loaded model, by default the shipped one.
        floor: probability from which a word counts as a possible cue.
    """
    model = model or load_model()
    said, cues = read_as_said(text)
    pieces = split_pieces(said, model.tokenizer)
    for cue in cues:  # one word to the model, all its words to the reader
        pieces.end[pieces.start == cue.start] = cue.end
    tags = np.zeros(len(pieces.start), dtype=np.int64)

    def tagged() -> Iterator[Tagged]:
        for window in split_windows(pieces, size=model.size):
            some, names = _read_window(pieces, window, model, floor)
            tags[window.own : window.end] = names[window.own - window.start :]
            yield from some

    found = candidates(tagged(), model.transitions)
    return Found(pieces, found, _names(pieces, tags, model.names))


def _read_window(p: Pieces, w: Window, model: QuoteModel, floor: float) -> tuple[list[Tagged], npt.NDArray[np.int64]]:
    """Return what is said of each of its own words that may carry a cue, and the tag of a name of each of its words."""
    at = slice(p.first[w.start], p.first[w.end])
    ids = np.concatenate([[CLS], p.ids[at], [SEP]]).astype(np.int32)[None]
    case, state = np.zeros_like(ids), np.zeros_like(ids)
    case[0, 1:-1], state[0, 1:-1] = p.case[p.word[at]], p.state[p.word[at]]
    feed = {"ids": ids, "case": case, "state": state}
    states, anchor_scores, name_scores = (output[0] for output in model.encoder.run(None, feed))
    first = p.first[w.start : w.end] - p.first[w.start] + 1
    names = name_scores[first].argmax(-1)
    probability = expit(anchor_scores[first, 0])
    anchors = np.flatnonzero(probability > floor)
    anchors = anchors[anchors >= w.own - w.start]
    paragraph = p.paragraph[w.start : w.end]
    tagged = []
    for number in np.unique(paragraph[anchors]):
        start, end = np.searchsorted(paragraph, [number - BEFORE, number + AFTER + 1])
        own = anchors[paragraph[anchors] == number]
        scores = _tag(own - start, states[first[start:end]], paragraph[start:end], model)
        tagged += [
            Tagged(int(a) + w.start, float(probability[a]), int(start) + w.start, of)
            for a, of in zip(own, scores, strict=True)
        ]
    return tagged, names


def _tag(anchors: npt.NDArray[np.int64], words: Floats, paragraph: npt.NDArray[np.int32], model: QuoteModel) -> Floats:
    """Read words once for each anchor; returns the scores of their tags, (anchors, words, tags)."""
    distance, between = distances(anchors, words=len(words), paragraph=paragraph)
    feed: dict[str, npt.NDArray[Any]] = {
        "words": words,
        "anchors": anchors,
        "distance": distance,
        "paragraph": between,
    }
    tags: Floats = model.tagger.run(None, feed)[0]
    return tags


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
