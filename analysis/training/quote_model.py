"""The quote model in torch: MiniLM that finds cues, and for each cue tags its content and source.

The encoder reads a window of whole paragraphs once. One head marks the *anchor* of each attribution, the word
that carries its cue. For each anchor a small second reading of the same window, conditioned on that anchor,
tags the words of its content, source and cue, with a linear-chain CRF over the tags (Lafferty et al., 2001).
A third head learns names from another tagger's labels, so that finding names costs nothing more.

It learns from what annotators marked, and from what a larger model, its teacher, makes of the same words: how likely
each word is an anchor, and each tag at each word (structured knowledge distillation: Wang et al., "Structure-Level
Knowledge Distillation", ACL 2020). Annotators differ; a teacher's doubt says where.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from onnx import TensorProto
from torch import Tensor, nn

from analysis.pieces import Pieces, Window, split_windows
from analysis.quotes.readings import distances
from analysis.quotes.tags import ALLOWED, ENDS, STARTS, TAGS
from analysis.training.encoder import MINILM, Encoder, Layer, Shape
from analysis.training.examples import NAMES, Example, Taught
from analysis.training.export import Graph, add_encoder, add_layer, save_quantized
from analysis.training.weights import load_tokenizer
from analysis.training.windows import HIDDEN, SIZE, Batch, pad

__all__ = ["QuoteModel", "divergence", "export", "loss", "teach"]

WIDTH = 160
"""Channels of the reading that is conditioned on an anchor."""
DOUBT = 0.1
"""How likely a word must seem an anchor for the tagger to learn what it is not."""


class Tagger(nn.Module):
    """The reading conditioned on an anchor: word states in, tag scores out."""

    def __init__(self, states: int, width: int = WIDTH) -> None:
        """Make a tagger of ``width`` channels that reads words of ``states`` channels."""
        super().__init__()
        self.word = nn.Linear(states, width)
        self.gate = nn.Linear(states, width)
        self.anchor = nn.Linear(states, width)
        self.distance = nn.Embedding(33, width)
        self.paragraph = nn.Embedding(7, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layer = Layer(Shape(1, width, heads=width // 32, inner=2 * width))
        self.out = nn.Linear(width, len(TAGS))
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.paragraph.weight, std=0.1)

    def forward(self, words: Tensor, anchors: Tensor, distance: Tensor, paragraph: Tensor, lengths: Tensor) -> Tensor:
        """Score tags; ``words`` is (anchors, words, states), the others (anchors,) or (anchors, words)."""
        at = words[torch.arange(len(anchors), device=words.device), anchors]
        x = self.word(words) * (1 + self.gate(at))[:, None] + self.anchor(at)[:, None]
        x = self.norm(x + self.distance(distance) + self.paragraph(paragraph))
        mask = (torch.arange(words.shape[1], device=words.device)[None] < lengths[:, None])[:, None, None]
        scores: Tensor = self.out(self.layer(x, mask))
        return scores


class QuoteModel(nn.Module):
    """The encoder with its three heads."""

    def __init__(self, shape: Shape = MINILM) -> None:
        """Make a model; ``encoder.load_base()`` gives it the published weights."""
        super().__init__()
        self.encoder = Encoder(shape)
        self.anchors = nn.Linear(shape.width, 1)
        self.names = nn.Linear(shape.width, len(NAMES))
        self.tagger = Tagger(shape.width)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        for name, values in (("allowed", ALLOWED), ("starts", STARTS), ("ends", ENDS)):
            self.register_buffer(name, torch.from_numpy(values), persistent=False)

    def readers(self) -> list[nn.Linear]:
        """Return the layers that read the encoder's states."""
        return [self.anchors, self.names, self.tagger.word, self.tagger.gate, self.tagger.anchor]

    def allowed_transitions(self) -> Tensor:
        """Return the scores of one tag after another, forbidden ones far below zero."""
        return self.transitions.masked_fill(~self.allowed, -1e4)

    def crf_norm(self, emissions: Tensor, lengths: Tensor) -> Tensor:
        """Return the logarithm of the sum over all sequences of tags, (sequences,).

        Steps are joined by twos, the results by twos again: that is as quick on a CPU as going from word to word
        and many times quicker where there are many processors (Rush, "Torch-Struct", ACL 2020).
        """
        tags = emissions.shape[-1]
        real = torch.arange(1, emissions.shape[1], device=emissions.device)[None] < lengths[:, None]
        steps = self.allowed_transitions() + emissions[:, 1:, None]
        stay = torch.full((tags, tags), -1e4, device=emissions.device).fill_diagonal_(0.0)
        steps = torch.where(real[..., None, None], steps, stay)
        while steps.shape[1] > 1:
            odd = steps[:, -1:] if steps.shape[1] % 2 else steps[:, :0]
            even = steps.shape[1] - odd.shape[1]
            steps = torch.cat([_joined(steps[:, 0:even:2], steps[:, 1:even:2]), odd], 1)
        begin = emissions[:, 0].masked_fill(~self.starts, -1e4)
        score = torch.logsumexp(begin[..., None] + steps[:, 0], 1) if steps.shape[1] else begin
        return torch.logsumexp(score.masked_fill(~self.ends, -1e4), 1)

    def crf_loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Return the cross-entropy of each sequence of tags, (sequences,).

        Args:
            emissions: scores of the tags, (sequences, words, tags).
            tags: how likely each tag is at each word, of the same shape; all zero beyond the end.
            lengths: words of each sequence.
        """
        moves = self.transitions * self.allowed
        told = (emissions * tags).sum((1, 2)) + torch.einsum("nta,ab,ntb->n", tags[:, :-1], moves, tags[:, 1:])
        return self.crf_norm(emissions, lengths) - told

    def marginals(self, emissions: Tensor, lengths: Tensor) -> Tensor:
        """Return how likely each tag is at each word: what the norm gains by a gain of that tag's score."""
        with torch.enable_grad():
            scores = emissions.detach().requires_grad_()
            found: Tensor = torch.autograd.grad(self.crf_norm(scores, lengths).sum(), scores)[0]
        return found


def _joined(before: Tensor, after: Tensor) -> Tensor:
    """Multiply matrices of scores: sums of the exponentials' products, kept from running over or under."""
    high, wide = before.detach().amax(-1, keepdim=True), after.detach().amax(-2, keepdim=True)
    product = torch.exp(before - high) @ torch.exp(after - wide)
    return product.clamp_min(1e-30).log() + high + wide


def _encode(model: QuoteModel, batch: Batch) -> Tensor:
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        states: Tensor = model.encoder(*batch[:4])
    return _words(states.float(), batch)


def _words(states: Tensor, batch: Batch) -> Tensor:
    """Return the states of each word's first piece."""
    return states.gather(1, batch.first[..., None].expand(-1, -1, states.shape[-1]))


def _tag(
    model: QuoteModel, words: Tensor, windows: list[tuple[Pieces, Window]], chosen: list[tuple[int, int]]
) -> tuple[Tensor, Tensor]:
    """Score the tags of each chosen (window, anchor); returns emissions and lengths."""
    many = [windows[i][1].end - windows[i][1].start for i, _ in chosen]
    distance, paragraph = (np.zeros((len(chosen), max(many)), np.int64) for _ in range(2))
    for row, ((i, a), n) in enumerate(zip(chosen, many, strict=True)):
        p, w = windows[i]
        one = distances(np.array([a]), words=n, paragraph=p.paragraph[w.start : w.end])
        distance[row, :n], paragraph[row, :n] = (classes[0] for classes in one)
    which, anchors, lengths = (torch.tensor(x, device=words.device) for x in (*zip(*chosen, strict=True), many))
    classes = [torch.from_numpy(values).to(words.device) for values in (distance, paragraph)]
    with torch.autocast(words.device.type, dtype=torch.bfloat16):
        out = model.tagger(words[which, : max(many)], anchors, *classes, lengths)
    return out.float(), lengths


def loss(model: QuoteModel, windows: list[tuple[Example, Window]], rng: random.Random) -> Tensor:
    """Return the loss of a batch of windows: of anchors, names and tags, the last two weighted by 0.3."""
    device = model.transitions.device
    cut = [(e.pieces, w) for e, w in windows]
    batch = pad(cut, lambda: rng.random() < HIDDEN, device)
    words = _encode(model, batch)
    scores = model.anchors(words)[..., 0]
    likely = np.zeros(scores.shape, np.float32)
    taught = np.zeros(scores.shape, np.float32)
    names = np.full(scores.shape, -100)
    real = np.zeros(scores.shape, bool)
    chosen: list[tuple[int, int]] = []
    for i, (e, w) in enumerate(windows):
        n = w.end - w.start
        names[i, :n], real[i, :n] = e.names[w.start : w.end], True
        own = [anchor - w.start for anchor in e.tags if w.start <= anchor < w.end]
        chosen += [(i, a) for a in own]
        likely[i, own] = 1
        if e.taught:
            taught[i, :n] = e.taught.anchors[w.start : w.end]
            likely[i, :n] = e.gold * likely[i, :n] + (1 - e.gold) * taught[i, :n]
    positives = max(len(chosen), 1)
    # Words that look like a cue and are none: the tagger must learn to find nothing there.
    doubt = np.maximum(torch.sigmoid(scores.detach()).cpu().numpy(), taught) * real
    doubt[tuple(np.array(chosen, int).reshape(-1, 2).T)] = 0
    hard = [(int(i), int(j)) for i, j in np.argwhere(doubt > DOUBT)]
    chosen += rng.sample(hard, min(len(hard), positives // 2))
    mask, gold, named = (torch.from_numpy(values).to(device) for values in (real, likely, names))
    total = F.binary_cross_entropy_with_logits(scores[mask], gold[mask], reduction="sum") / positives
    total = total + 0.3 * F.cross_entropy(model.names(words).flatten(0, 1), named.flatten(), ignore_index=-100)
    if chosen:
        emissions, lengths = _tag(model, words, cut, chosen)
        tags = np.zeros(emissions.shape, np.float32)
        for row, (i, a) in enumerate(chosen):
            e, w = windows[i]
            tags[row, : w.end - w.start] = e.tags_at(a + w.start, w.start, w.end)
        total = total + 0.3 * model.crf_loss(emissions, torch.from_numpy(tags).to(device), lengths).sum() / positives
    return total


def divergence(
    small: QuoteModel,
    whole: QuoteModel,
    windows: list[tuple[Pieces, Window]],
    batch: Batch,
    said: Tensor,
    told: Tensor,
) -> tuple[Tensor, Tensor]:
    """Return how far the answers of two models are apart, for each anchor (Kullback and Leibler): of anchors, of tags.

    Args:
        small, whole: the models; ``whole`` is believed.
        windows: what they read.
        batch: the same, padded.
        said, told: the states that their encoders give, (batch, pieces, width).
    """
    words, known = _words(said, batch), _words(told, batch)
    many = torch.tensor([w.end - w.start for _, w in windows], device=said.device)
    real = torch.arange(words.shape[1], device=said.device)[None] < many[:, None]
    scores, sure = (model.anchors(of)[..., 0] for model, of in ((small, words), (whole, known)))
    likely = torch.sigmoid(sure)
    positives = ((likely > 0.5) & real).sum().clamp_min(1)
    missed, least = (
        F.binary_cross_entropy_with_logits(of[real], likely[real], reduction="sum") for of in (scores, sure)
    )
    chosen = [(int(i), int(j)) for i, j in np.argwhere(((likely > DOUBT) & real).cpu().numpy())]
    if not chosen:
        return (missed - least) / positives, scores.sum() * 0
    best, lengths = _tag(whole, known, windows, chosen)
    tags = whole.marginals(best, lengths)
    tagged, _ = _tag(small, words, windows, chosen)
    beyond = small.crf_loss(tagged, tags, lengths) - whole.crf_loss(best, tags, lengths)
    return (missed - least) / positives, beyond.sum() / positives


def teach(models: Sequence[QuoteModel], example: Example, *, batch: int = 32) -> Taught:
    """Return what models make of an article, their mean: how likely each word is an anchor, and the tags at those.

    Args:
        models: the teachers, in eval mode; none of them may have learned from this article.
        example: the article; its annotated anchors are told of, too.
        batch: windows read at once.
    """
    device = models[0].transitions.device
    windows = split_windows(example.pieces, size=SIZE)
    believed = np.zeros(len(example.pieces.start), np.float32)
    told: dict[int, tuple[int, npt.NDArray[np.float16]]] = {}
    for at in range(0, len(windows), batch):
        some = windows[at : at + batch]
        cut = [(example.pieces, w) for w in some]
        with torch.no_grad():
            whole = pad(cut, lambda: False, device)
            read = [_encode(model, whole) for model in models]
            seen = [torch.sigmoid(model.anchors(words)[..., 0]) for model, words in zip(models, read, strict=True)]
            likely = torch.stack(seen).mean(0).cpu().numpy()
            chosen = []
            for i, w in enumerate(some):
                believed[w.own : w.end] = likely[i, w.own - w.start : w.end - w.start]
                chosen += [
                    (i, j - w.start) for j in range(w.own, w.end) if believed[j] > DOUBT / 2 or j in example.tags
                ]
            if not chosen:
                continue
            scored = [_tag(model, words, cut, chosen) for model, words in zip(models, read, strict=True)]
        each = [model.marginals(*of) for model, of in zip(models, scored, strict=True)]
        mean = torch.stack(each).mean(0).cpu().numpy()
        for (i, a), tags in zip(chosen, mean, strict=True):
            w = some[i]
            told[a + w.start] = (w.start, tags[: w.end - w.start].astype(np.float16))
    return Taught(believed, told)


def export(model: QuoteModel, out: Path) -> None:
    """Write what `analysis.quotes.model` loads: two graphs, the vocabulary and the settings.

    Args:
        model: a trained model.
        out: folder for ``encoder.onnx``, ``tagger.onnx``, ``tokenizer.json`` and ``model.json``.
    """
    model.cpu().eval()
    out.mkdir(parents=True, exist_ok=True)
    g = Graph()
    states = add_encoder(g, model.encoder)
    anchors, names = g.linear(states, model.anchors, exact=True), g.linear(states, model.names, exact=True)
    grid = (TensorProto.INT32, ["batch", "pieces"])
    save_quantized(
        g.model(
            {"ids": grid, "case": grid, "state": grid},
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
    x = g.node("Mul", g.linear("words", tagger.word), gate)
    near = g.table(tagger.distance, "distance"), g.table(tagger.paragraph, "paragraph")
    x = g.norm(g.node("Sum", x, own, *near), tagger.norm)
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
