"""Train the quote model: MiniLM that finds cues, and for each cue tags its content and source.

The encoder reads a window of whole paragraphs once. One head marks the *anchor* of each attribution, the word
that carries its cue. For each anchor a small second reading of the same window, conditioned on that anchor,
tags the words of its content, source and cue, with a linear-chain CRF over the tags (Lafferty et al., 2001).
A third head learns names from another tagger's labels, so that finding names costs nothing more.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn
from tqdm.auto import tqdm

from analysis.quotes.decode import candidates, choose, distances
from analysis.quotes.pieces import CLS, SEP, Pieces, Window, split_pieces, split_windows
from analysis.quotes.tags import ALLOWED, ENDS, PARTS, STARTS, TAGS, tags_of_spans
from analysis.training.encoder import Encoder, Layer, load_tokenizer

__all__ = ["NAMES", "QuoteModel", "read_corpus", "train"]

SIZE = 254
"""Pieces a window, beside the marks at both ends."""
WIDTH = 160
"""Channels of the reading that is conditioned on an anchor."""
NAMES = ("O", *(f"{edge}-{kind}" for kind in ("person", "organization", "place", "people", "other") for edge in "BI"))
"""The tags of names."""
KINDS = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}

# Words of a cue that do not carry it: "has also said" is anchored at "said".
_LIGHT = frozenset(
    "have has had is was were be been being are am did does do didn doesn don hasn haven hadn wasn isn not never"
    " s t ve d ll re will would could should may might can to also later then further even still just ever"
    " he she it they ' - ,".split()
)


class Example(NamedTuple):
    """An article for training: its pieces, and by word the anchors, the tags of each, and the names."""

    id: str
    text: str
    pieces: Pieces
    anchors: list[int]
    tags: list[npt.NDArray[np.int64]]
    names: npt.NDArray[np.int64]


def _word_span(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """Return the half-open span of the words that touch ``[start, end)``, without paragraph breaks at its ends."""
    lo = int(np.searchsorted(pieces.end, start, side="right"))
    hi = int(np.searchsorted(pieces.start, end, side="left"))
    while lo < hi and pieces.start[hi - 1] == pieces.end[hi - 1]:
        hi -= 1
    while lo < hi and pieces.start[lo] == pieces.end[lo]:
        lo += 1
    return lo, hi


def _anchor(pieces: Pieces, text: str, cue: list[tuple[int, int]]) -> int:
    words = [i for s, e in cue for i in range(s, e)]
    for i in words:
        word = text[pieces.start[i] : pieces.end[i]].lower()
        if word not in _LIGHT and not (word.endswith("ly") and word != "reply"):
            return i
    return words[0]


def read_corpus(
    rows: Iterable[dict[str, Any]], tokenizer: Tokenizer, *, names: Iterable[list[tuple[int, int, str]]] | None = None
) -> list[Example]:
    """Turn annotated articles into examples.

    Args:
        rows: articles as in PolNeAR's JSON Lines: ``id``, ``text``, ``attributions``.
        tokenizer: the encoder's.
        names: for each article its names as (start, end, spaCy label); without them none are learned.
    """
    rows = list(rows)
    examples = []
    for row, found in zip(rows, names or [[]] * len(rows), strict=True):
        text = row["text"]
        pieces = split_pieces(text, tokenizer)
        anchors, tags = [], []
        for attribution in row["attributions"]:
            spans = {
                part: [w for s, e in attribution[part] if (w := _word_span(pieces, s, e))[1] > w[0]] for part in PARTS
            }
            if spans["content"] and spans["cue"]:
                anchors.append(_anchor(pieces, text, spans["cue"]))
                tags.append(tags_of_spans(spans, words=len(pieces.start)))
        labels = np.zeros(len(pieces.start), dtype=np.int64)
        for start, end, label in found:
            lo, hi = _word_span(pieces, start, end)
            base = NAMES.index(f"B-{KINDS.get(label, 'other')}")
            labels[lo:hi] = base + 1
            labels[lo : min(lo + 1, hi)] = base
        examples.append(Example(row["id"], text, pieces, anchors, tags, labels))
    return examples


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
        many, words, _ = emissions.shape
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


def _batch(windows: list[tuple[Pieces, Window]]) -> Batch:
    pieces = [p.first[w.end] - p.first[w.start] for p, w in windows]
    longest, most = int(max(pieces)) + 2, max(w.end - w.start for _, w in windows)
    ids, case, state = (np.zeros((len(windows), longest), dtype=np.int64) for _ in range(3))
    first = np.zeros((len(windows), most), dtype=np.int64)
    for i, ((p, w), n) in enumerate(zip(windows, pieces, strict=True)):
        at = slice(p.first[w.start], p.first[w.end])
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, p.ids[at], SEP
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


def _loss(model: QuoteModel, windows: list[tuple[Example, Window]], rng: random.Random) -> Tensor:
    cut = [(e.pieces, w) for e, w in windows]
    words = _encode(model, _batch(cut))
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
    loss = F.binary_cross_entropy_with_logits(scores[real], gold[real], reduction="sum") / positives
    loss = loss + 0.3 * F.cross_entropy(model.names(words).flatten(0, 1), names.flatten(), ignore_index=-100)
    if chosen:
        emissions, lengths = _tag(model, words, cut, chosen)
        padded = np.zeros(emissions.shape[:2], dtype=np.int64)
        for row, tag in enumerate(tags):
            padded[row, : len(tag)] = tag
        loss = loss + 0.3 * model.crf_loss(emissions, torch.from_numpy(padded), lengths).sum() / positives
    return loss


@torch.no_grad()
def predict(model: QuoteModel, examples: list[Example], *, floor: float = 0.1) -> Iterator[list[Any]]:
    """Yield the candidates of each example, by the torch model (the shipped one runs in ONNX)."""
    model.eval()
    moves = model.allowed_transitions().numpy()
    for e in examples:
        found = []
        windows = [(e.pieces, w) for w in split_windows(e.pieces, size=SIZE)]
        for start in range(0, len(windows), 8):
            some = windows[start : start + 8]
            words = _encode(model, _batch(some))
            p = torch.sigmoid(model.anchors(words)[..., 0]).numpy()
            for i, (_, w) in enumerate(some):
                anchors = [int(a) for a in np.flatnonzero(p[i, : w.end - w.start] > floor) if a + w.start >= w.own]
                if anchors:
                    emissions, _ = _tag(model, words, some, [(i, a) for a in anchors])
                    found += candidates(
                        anchors, p[i, anchors].tolist(), emissions.numpy(), moves, first_word=w.start
                    )
        yield found


def attributions(e: Example, found: list[Any], *, threshold: float) -> list[dict[str, list[list[int]]]]:
    """Return the chosen candidates as rows with character spans, as the annotated corpora have them."""
    return [
        {
            part: [[int(e.pieces.start[s]), int(e.pieces.end[t - 1])] for s, t in getattr(c, part)]
            for part in PARTS
        }
        for c in choose(found, threshold=threshold)
    ]


def _evaluate(model: QuoteModel, examples: list[Example], rows: list[dict[str, Any]], say: Any) -> None:
    from analysis.training.scores import score_quotes

    found = list(predict(model, examples))
    for threshold in (0.2, 0.3, 0.4, 0.5):
        predicted = [
            {"id": e.id, "attributions": attributions(e, f, threshold=threshold)}
            for e, f in zip(examples, found, strict=True)
        ]
        say(f"  threshold {threshold}: " + score_quotes(rows, predicted))


def train(
    rows: list[dict[str, Any]],
    held_out: list[dict[str, Any]],
    out: Path,
    *,
    names: list[list[tuple[int, int, str]]] | None = None,
    epochs: int = 6,
    seed: int = 1,
    rate: float = 1.5e-4,
    progress: bool = True,
) -> QuoteModel:
    """Train from annotated articles; goes on from the last whole epoch in ``out`` if there is one.

    Args:
        rows: articles to learn from.
        held_out: articles to look at after each epoch.
        out: folder for the state of the training.
        names: names of each article in ``rows``.
        epochs: passes over the articles.
        seed: of all chance.
        rate: highest learning rate of the encoder; the heads learn five times as fast.
        progress: whether to show a bar.
    """
    torch.manual_seed(seed)
    tokenizer = load_tokenizer()
    examples = read_corpus(rows, tokenizer, names=names)
    looked_at = read_corpus(held_out, tokenizer)
    model = QuoteModel()
    model.encoder.load_base()
    encoder = [p for p in model.encoder.parameters() if p.requires_grad and p is not model.encoder.classes.weight]
    inside = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in inside]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": heads, "lr": 5 * rate}], weight_decay=0.01
    )
    steps = epochs * math.ceil(sum(len(split_windows(e.pieces, size=SIZE)) for e in examples) / 8)
    warm = max(steps // 12, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min((i + 1) / warm, max(0.02, (steps - i) / max(steps - warm, 1)))
    )
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.997)
    )
    out.mkdir(parents=True, exist_ok=True)
    saved = out / "state.pt"
    done = 0
    if saved.exists():
        state = torch.load(saved)
        for part, name in ((model, "model"), (average, "average"), (optimizer, "optimizer"), (schedule, "schedule")):
            part.load_state_dict(state[name])
        done = state["epoch"]
    for epoch in range(done, epochs):
        rng = random.Random(f"{seed}-{epoch}")
        torch.manual_seed(seed * 1000 + epoch)
        windows = [
            (e, w) for e in examples for w in split_windows(e.pieces, size=SIZE, offset=rng.randrange(SIZE - 40))
        ]
        # Windows of like length together, batches in any order: less padding, as much chance.
        windows.sort(key=lambda x: (x[1].end - x[1].start) // 16 + rng.random())
        batches = [windows[i : i + 8] for i in range(0, len(windows), 8)]
        rng.shuffle(batches)
        model.train()
        bar = tqdm(batches, desc=f"epoch {epoch + 1}/{epochs}", disable=not progress, mininterval=20)
        mean = 0.0
        for i, batch in enumerate(bar):
            loss = _loss(model, batch, rng)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(model)
            mean += (loss.item() - mean) / min(i + 1, 100)
            bar.set_postfix(loss=f"{mean:.2f}", refresh=False)
        state = {"model": model, "average": average, "optimizer": optimizer, "schedule": schedule}
        torch.save({k: v.state_dict() for k, v in state.items()} | {"epoch": epoch + 1}, saved)
        if looked_at:
            tqdm.write(f"after epoch {epoch + 1}:")
            _evaluate(average.module, looked_at, held_out, tqdm.write)
    model.load_state_dict(average.module.state_dict())
    torch.save(model.state_dict(), out / "model.pt")
    (out / "settings.json").write_text(json.dumps({"epochs": epochs, "seed": seed, "rate": rate}), encoding="utf-8")
    return model


def export(model: QuoteModel, out: Path) -> None:
    """Write what `analysis.quotes.model` loads: two graphs, the vocabulary and the settings.

    Args:
        model: a trained model.
        out: folder for ``encoder.onnx``, ``tagger.onnx``, ``tokenizer.json`` and ``model.json``.
    """
    from onnx import TensorProto

    from analysis.training.export import Graph, add_encoder, add_layer, save_quantized

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
