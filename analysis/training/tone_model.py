"""The target model in torch: MiniLM that reads a sentence with a target marked, and tells the tone toward it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from onnx import TensorProto
from torch import Tensor, nn

from analysis.tone.marked import TARGET, Marked, pad
from analysis.tone.target_model import LABELS
from analysis.training.encoder import MINILM, Encoder, Shape
from analysis.training.export import Graph, add_encoder, save_quantized
from analysis.training.weights import load_tokenizer

__all__ = ["Labelled", "ToneModel", "export", "loss", "scores"]


class Labelled(NamedTuple):
    """A marked sentence, and how likely each label is, in the order of `LABELS`."""

    marked: Marked
    likely: tuple[float, ...]


class ToneModel(nn.Module):
    """The encoder; what it says of the target and of the sentence goes through one hidden layer to three scores."""

    def __init__(self, shape: Shape = MINILM) -> None:
        """Make a model; ``encoder.load_base()`` gives it the published weights."""
        super().__init__()
        self.encoder = Encoder(shape)
        self.hidden = nn.Linear(2 * shape.width, shape.width)
        self.out = nn.Linear(shape.width, len(LABELS))
        self.dropout = nn.Dropout(0.1)
        # Larger than what training would make of zeros: the mark of the target must be seen from the first step.
        nn.init.normal_(self.encoder.classes.weight[4 + TARGET :], std=0.05)

    def forward(self, states: Tensor, target: Tensor) -> Tensor:
        """Score the classes; ``states`` is (batch, pieces, width), ``target`` (batch, pieces) sums to 1 a row."""
        about = torch.cat([states[:, 0], (states * target[..., None]).sum(1)], 1)
        scored: Tensor = self.out(self.dropout(torch.tanh(self.hidden(self.dropout(about)))))
        return scored


def scores(model: ToneModel, rows: Sequence[Marked]) -> Tensor:
    """Score marked sentences, (rows, classes)."""
    device = model.out.weight.device
    ids, case, state, lengths = (torch.from_numpy(x).long().to(device) for x in pad(rows))
    with torch.autocast(device.type, dtype=torch.bfloat16):
        states = model.encoder(ids, case, state, lengths)
    target = (state >= TARGET).float()
    scored: Tensor = model(states.float(), target / target.sum(1, keepdim=True))
    return scored


def loss(model: ToneModel, batch: Sequence[Labelled], rng: random.Random) -> Tensor:
    """Return the cross-entropy of a batch."""
    scored = scores(model, [row.marked for row in batch])
    return F.cross_entropy(scored, torch.tensor([row.likely for row in batch], device=scored.device))


def export(model: ToneModel, out: Path) -> None:
    """Write what `analysis.tone.target_model` loads: the graph, the vocabulary and the settings.

    Args:
        model: a trained model.
        out: folder for ``model.onnx``, ``tokenizer.json`` and ``model.json``.
    """
    model.cpu().eval()
    out.mkdir(parents=True, exist_ok=True)
    g = Graph()
    states = add_encoder(g, model.encoder)
    axis = g.weight([1], kind="int64")
    mean = g.node("Squeeze", g.node("MatMul", g.node("Unsqueeze", "target", axis), states, exact=True), axis)
    first = g.node("Squeeze", g.node("Gather", states, g.weight([0], kind="int64"), axis=1, exact=True), axis)
    about = g.node("Concat", first, mean, axis=1)
    hidden = g.node("Tanh", g.linear(about, model.hidden))
    scored = g.linear(hidden, model.out, exact=True)
    grid = (TensorProto.INT32, ["batch", "pieces"])
    save_quantized(
        g.model(
            {
                "ids": grid,
                "case": grid,
                "state": grid,
                "target": (TensorProto.FLOAT, ["batch", "pieces"]),
            },
            {"scores": (scored, ["batch", len(LABELS)])},
        ),
        out / "model.onnx",
        exact=g.exact,
    )
    load_tokenizer().save(str(out / "tokenizer.json"), pretty=False)
    (out / "model.json").write_text(json.dumps({"labels": LABELS}), encoding="utf-8")
