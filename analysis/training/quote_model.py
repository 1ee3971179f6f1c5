"""The quote model in torch: MiniLM that finds cues, and for each cue tags its content and source.

The encoder reads a window of whole paragraphs once. One head marks the *anchor* of each attribution, the word
that carries its cue. For each anchor a small second reading of the same window, conditioned on that anchor,
tags the words of its content, source and cue, with a linear-chain CRF over the tags (Lafferty et al., 2001).
A third head learns names from another tagger's labels, so that finding names costs nothing more.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from onnx import TensorProto
from torch import Tensor, nn

from analysis.pieces import CLS, MASK, SEP, Pieces, Window
from analysis.quotes.decode import distances
from analysis.quotes.tags import ALLOWED, ENDS, STARTS, TAGS
from analysis.training.encoder import Encoder, Layer, load_tokenizer
from analysis.training.examples import NAMES, Example
from analysis.training.export import Graph, add_encoder, add_layer, save_quantized

__all__ = ["SIZE", "QuoteModel", "export", "loss"]

SIZE = 254
"""Pieces a window, beside the marks at both ends."""
WIDTH = 160
"""Channels of the reading that is conditioned on an anchor."""
HIDDEN = 0.05
"""Share of the words that are hidden in training, which keeps the model from learning articles by heart."""


class Tagger(nn.Module):
    """The reading conditioned on an anchor: word states in, tag scores out."""

    def __init__(self, width: int = WIDTH) -> None:
        """Make a tagger of ``width`` channels."""
        super().__init__()
        self.word = nn.Linear(384, width)
        self.gate = nn.Linear(384, width)
        self.anchor = nn.Linear(384, width)
        self.distance = nn.Embedding(33, width)
        self.paragraph = nn.Embedding(7, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layer = Layer(width, heads=5, inner=2 * width)
        self.out = nn.Linear(width, len(TAGS))
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.paragraph.weight, std=0.1)

    def forward(self, words: Tensor, anchors: Tensor, distance: Tensor, paragraph: Tensor, lengths: Tensor) -> Tensor:
        """Score tags; ``words`` is (anchors, words, 384), the others (anchors,) or (anchors, words)."""
        at = words[torch.arange(len(anchors)), anchors]
        x = self.word(words) * (1 + self.gate(at))[:, None] + self.anchor(at)[:, None]
        x = self.norm(x + self.distance(distance) + self.paragraph(paragraph))
        mask = (torch.arange(words.shape[1])[None] < lengths[:, None])[:, None, None]
        scores: Tensor = self.out(self.layer(x, mask))
        return scores


class QuoteModel(nn.Module):
    """The encoder with its three heads."""

    def __init__(self) -> None:
        """Make a model; ``encoder.load_base()`` gives it the published weights."""
        super().__init__()
        self.encoder = Encoder()
        self.anchors = nn.Linear(384, 1)
        self.names = nn.Linear(384, len(NAMES))
        self.tagger = Tagger()
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))

    def allowed_transitions(self) -> Tensor:
        """Return the scores of one tag after another, forbidden ones far below zero."""
        return self.transitions.masked_fill(~torch.from_numpy(ALLOWED), -1e4)

    def crf_loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Return the negative log-likelihood of each sequence of tags, (sequences,)."""
        moves = self.allowed_transitions()
        words = emissions.shape[1]
        real = torch.arange(words)[None] < lengths[:, None]
        gold = (emissions.gather(2, tags[..., None])[..., 0] * real).sum(1)
        gold = gold + (moves[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum(1)
        score = emissions[:, 0] + torch.from_numpy(np.where(STARTS, 0.0, -1e4).astype(np.float32))
        for i in range(1, words):
            step = torch.logsumexp(score[:, :, None] + moves, 1) + emissions[:, i]
            score = torch.where(real[:, i, None], step, score)
        score = score + torch.from_numpy(np.where(ENDS, 0.0, -1e4).astype(np.float32))
        return torch.logsumexp(score, 1) - gold


class Batch(NamedTuple):
    """Windows padded to one length; ``first`` gives each word's first piece."""

    ids: Tensor
    case: Tensor
    state: Tensor
    lengths: Tensor
    first: Tensor
    words: list[int]


def _batch(windows: list[tuple[Pieces, Window]], rng: random.Random) -> Batch:
    pieces = [p.first[w.end] - p.first[w.start] for p, w in windows]
    longest, most = int(max(pieces)) + 2, max(w.end - w.start for _, w in windows)
    ids, case, state = (np.zeros((len(windows), longest), dtype=np.int64) for _ in range(3))
    first = np.zeros((len(windows), most), dtype=np.int64)
    for i, ((p, w), n) in enumerate(zip(windows, pieces, strict=True)):
        at = slice(p.first[w.start], p.first[w.end])
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, p.ids[at], SEP
        hidden = np.array([rng.random() < HIDDEN for _ in range(w.end - w.start)])[p.word[at] - w.start]
        ids[i, 1 : n + 1][hidden & (p.ids[at] != SEP)] = MASK
        case[i, 1 : n + 1], state[i, 1 : n + 1] = p.case[p.word[at]], p.state[p.word[at]]
        first[i, : w.end - w.start] = p.first[w.start : w.end] - p.first[w.start] + 1
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(case),
        torch.from_numpy(state),
        torch.tensor([int(n) + 2 for n in pieces]),
        torch.from_numpy(first),
        [w.end - w.start for _, w in windows],
    )


def _encode(model: QuoteModel, batch: Batch) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states: Tensor = model.encoder(batch.ids, batch.case, batch.state, batch.lengths)
    return states.float().gather(1, batch.first[..., None].expand(-1, -1, states.shape[-1]))


def _tag(
    model: QuoteModel, words: Tensor, windows: list[tuple[Pieces, Window]], chosen: list[tuple[int, int]]
) -> tuple[Tensor, Tensor]:
    """Score the tags of each chosen (window, anchor); returns emissions and lengths."""
    which = torch.tensor([i for i, _ in chosen])
    anchors = torch.tensor([a for _, a in chosen])
    lengths = torch.tensor([windows[i][1].end - windows[i][1].start for i, _ in chosen])
    most = int(lengths.max())
    distance, paragraph = np.zeros((len(chosen), most), np.int64), np.zeros((len(chosen), most), np.int64)
    for row, (i, a) in enumerate(chosen):
        p, w = windows[i]
        n = w.end - w.start
        distance[row, :n], paragraph[row, :n] = distances(a, words=n, paragraph=p.paragraph[w.start : w.end])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model.tagger(
            words[which, :most], anchors, torch.from_numpy(distance), torch.from_numpy(paragraph), lengths
        )
    return out.float(), lengths


def loss(model: QuoteModel, windows: list[tuple[Example, Window]], rng: random.Random) -> Tensor:
    """Return the loss of a batch of windows: of anchors, names and tags, the last two weighted by 0.3."""
    cut = [(e.pieces, w) for e, w in windows]
    words = _encode(model, _batch(cut, rng))
    scores = model.anchors(words)[..., 0]
    real = torch.tensor([[j < w.end - w.start for j in range(words.shape[1])] for _, w in windows])
    gold = torch.zeros_like(scores)
    names = torch.full(scores.shape, -100)
    chosen: list[tuple[int, int]] = []
    tags: list[npt.NDArray[np.int64]] = []
    for i, (e, w) in enumerate(windows):
        names[i, : w.end - w.start] = torch.from_numpy(e.names[w.start : w.end])
        for anchor, tag in zip(e.anchors, e.tags, strict=True):
            if w.start <= anchor < w.end:
                gold[i, anchor - w.start] = 1
                chosen.append((i, anchor - w.start))
                tags.append(tag[w.start : w.end])
    positives = max(len(chosen), 1)
    # Words that look like a cue and are none: the tagger must learn to find nothing there.
    with torch.no_grad():
        doubt = torch.where((gold == 0) & real, torch.sigmoid(scores), torch.zeros_like(scores))
        hard = [(int(i), int(j)) for i, j in (doubt > 0.1).nonzero()]
    for i, j in rng.sample(hard, min(len(hard), positives // 2)):
        chosen.append((i, j))
        tags.append(np.zeros(windows[i][1].end - windows[i][1].start, dtype=np.int64))
    total = F.binary_cross_entropy_with_logits(scores[real], gold[real], reduction="sum") / positives
    total = total + 0.3 * F.cross_entropy(model.names(words).flatten(0, 1), names.flatten(), ignore_index=-100)
    if chosen:
        emissions, lengths = _tag(model, words, cut, chosen)
        padded = np.zeros(emissions.shape[:2], dtype=np.int64)
        for row, tag in enumerate(tags):
            padded[row, : len(tag)] = tag
        total = total + 0.3 * model.crf_loss(emissions, torch.from_numpy(padded), lengths).sum() / positives
    return total


def export(model: QuoteModel, out: Path) -> None:
    """Write what `analysis.quotes.model` loads: two graphs, the vocabulary and the settings.

    Args:
        model: a trained model.
        out: folder for ``encoder.onnx``, ``tagger.onnx``, ``tokenizer.json`` and ``model.json``.
    """
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    g = Graph()
    states = add_encoder(g, model.encoder)
    anchors, names = g.linear(states, model.anchors, exact=True), g.linear(states, model.names, exact=True)
    grid = (TensorProto.INT32, ["batch", "pieces"])
    save_quantized(
        g.model(
            {"ids": grid, "case": grid, "state": grid, "lengths": (TensorProto.INT32, ["batch"])},
            {
                "states": (states, ["batch", "pieces", 384]),
                "anchors": (anchors, ["batch", "pieces", 1]),
                "names": (names, ["batch", "pieces", len(NAMES)]),
            },
        ),
        out / "encoder.onnx",
        exact=g.exact,
    )
    g, tagger = Graph(), model.tagger
    at = g.node("Gather", "words", "anchors")
    axis = g.weight([1], kind=np.int64)
    gate = g.node("Unsqueeze", g.node("Add", g.linear(at, tagger.gate, exact=True), g.weight(1.0)), axis)
    own = g.node("Unsqueeze", g.linear(at, tagger.anchor, exact=True), axis)
    x = g.node("Add", g.node("Mul", g.linear("words", tagger.word), gate), own)
    x = g.node("Add", x, g.table(tagger.distance, "distance"))
    x = g.norm(g.node("Add", x, g.table(tagger.paragraph, "paragraph")), tagger.norm)
    tags = g.linear(add_layer(g, tagger.layer, x), tagger.out, exact=True)
    grid = (TensorProto.INT64, ["anchors", "words"])
    save_quantized(
        g.model(
            {
                "words": (TensorProto.FLOAT, ["words", 384]),
                "anchors": (TensorProto.INT64, ["anchors"]),
                "distance": grid,
                "paragraph": grid,
            },
            {"tags": (tags, ["anchors", "words", len(TAGS)])},
        ),
        out / "tagger.onnx",
        exact=g.exact,
    )
    load_tokenizer().save(str(out / "tokenizer.json"), pretty=False)
    settings = {"size": SIZE, "names": NAMES, "transitions": model.allowed_transitions().tolist()}
    (out / "model.json").write_text(json.dumps(settings), encoding="utf-8")
