"""The encoders in torch, for training only: six layers of MiniLM, which the models share, and MPNet, which teaches.

Written out rather than taken from a library because the exported model must have exactly these operations,
in the form that ONNX Runtime has fast kernels for (`analysis.training.export`), and because of the classes that
travel beside each piece.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from analysis.training.weights import load_minilm, load_mpnet

__all__ = ["CLASSES", "MINILM", "MPNET", "Encoder", "Shape"]

CLASSES = 8
"""Rows of the tables for the classes that travel beside a piece: 4 of case, 4 of quotation state."""
FARTHEST = 128
"""Pieces between two places from which on they share a class of relative position (MPNet)."""


class Shape(NamedTuple):
    """What an encoder looks like.

    Attributes:
        layers: how many.
        width: channels of a piece.
        heads: of attention, a layer.
        inner: neurons of the feed-forward net, a layer.
        eps: of the norms.
        near: classes of relative positions, 0 for none.
        head: channels of a head.
    """

    layers: int
    width: int
    heads: int
    inner: int
    eps: float = 1e-12
    near: int = 0
    head: int = 32


MINILM = Shape(6, 384, 12, 1536)
MPNET = Shape(12, 768, 12, 3072, 1e-5, near=32, head=64)


class Layer(nn.Module):
    """One layer of the encoder: attention, then a feed-forward net, each with a residual and a norm."""

    def __init__(self, shape: Shape, *, dropout: float = 0.1) -> None:
        """Make a layer with random weights."""
        super().__init__()
        self.heads, self.head = shape.heads, shape.head
        self.qkv = nn.Linear(shape.width, 3 * shape.heads * shape.head)
        self.out = nn.Linear(shape.heads * shape.head, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=shape.eps)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor, bias: Tensor | None = None) -> Tensor:
        """Read ``x`` of shape (batch, pieces, width).

        Args:
            x: states of the pieces.
            mask: (batch, 1, 1, pieces), True at what may be attended to.
            bias: (heads, pieces, pieces), added to what each piece gives to each other.
        """
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, self.head).permute(2, 0, 3, 1, 4)
        # Written out: for heads this small it trains a fifth faster on a CPU than torch's fused attention.
        scores = q * self.head**-0.5 @ k.transpose(-1, -2)
        scores = (scores if bias is None else scores + bias).masked_fill(~mask, -1e4)
        a = (torch.softmax(scores, -1, dtype=scores.dtype) @ v).transpose(1, 2).reshape(b, n, -1)
        x = self.norm1(x + self.dropout(self.out(a)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """An encoder with two small classes added to each piece; ``forward`` gives (batch, pieces, width)."""

    def __init__(self, shape: Shape = MINILM, *, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        """Make an encoder with random weights; `load_base` fills in the published ones."""
        super().__init__()
        self.shape = shape
        width = shape.width
        self.pieces = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(512, width)
        self.classes = nn.Embedding(CLASSES, width)
        self.norm = nn.LayerNorm(width, eps=shape.eps)
        self.layers = nn.ModuleList(Layer(shape, dropout=dropout) for _ in range(shape.layers))
        self.near = nn.Embedding(shape.near, shape.heads) if shape.near else None
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.classes.weight)

    def forward(self, ids: Tensor, case: Tensor, state: Tensor, lengths: Tensor) -> Tensor:
        """Encode padded pieces; ``ids``, ``case``, ``state`` are (batch, pieces), ``lengths`` is (batch,)."""
        return self.read(ids, case, state, lengths)[-1]

    def read(self, ids: Tensor, case: Tensor, state: Tensor, lengths: Tensor) -> list[Tensor]:
        """Encode padded pieces; returns what each layer makes of them."""
        n = ids.shape[1]
        places = torch.arange(n, device=ids.device)
        mask = (places[None] < lengths[:, None])[:, None, None]
        bias = self.near(_relative(places, self.shape.near)).permute(2, 0, 1) if self.near else None
        x = self.pieces(ids) + self.positions.weight[:n] + self.classes(case) + self.classes(state + 4)
        x = self.dropout(self.norm(x))
        states = []
        for layer in self.layers:
            x = layer(x, mask, bias)
            states.append(x)
        return states

    def load_base(self) -> None:
        """Fill in the published weights; the vocabulary's rows stay as published (frozen)."""
        weights = load_mpnet() if self.shape.near else load_minilm()
        classes = {"classes.weight": self.classes.weight}  # these nobody has published
        self.load_state_dict({name: torch.as_tensor(values) for name, values in weights.items()} | classes)
        self.pieces.weight.requires_grad_(False)


def _relative(places: Tensor, classes: int) -> Tensor:
    """Return the class of each place as seen from each other, (from, to): by sign and logarithm (T5: Raffel, 2020)."""
    away = places[None] - places[:, None]
    half, each = classes // 2, classes // 4
    far = away.abs()
    grown = torch.log(far.clamp_min(1) / each) / math.log(FARTHEST / each) * (half - each)
    bucket = torch.where(far < each, far, (each + grown.long()).clamp_max(half - 1))
    return bucket + half * (away > 0)
