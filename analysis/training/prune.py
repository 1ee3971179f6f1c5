"""Make a trained encoder smaller: take out what the rest can stand in for, and let the rest learn to say the same.

Which neurons and heads, and what the others must do in their place, follows from least squares over texts: a layer's
output shall change as little as can be (optimal brain surgeon: Hassibi and Stork, NeurIPS 1992; for whole columns of
weights: Frantar and Alistarh, "Optimal Brain Compression", NeurIPS 2022). Then the smaller encoder learns to give the
states that the whole one gives, layer by layer (Jiao et al., "TinyBERT", EMNLP 2020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn
from tqdm.auto import tqdm

from analysis.training.encoder import Encoder, Layer, Shape

__all__ = ["prune", "unlikeness"]

DAMP = 1e-4
"""Added to the variance of each input, as a share of their mean, so that inputs that are always alike can be told."""

HEAD = 2.0
"""What a head counts for beside a layer, when two encoders are compared."""

Inputs = tuple[Tensor, Tensor, Tensor, Tensor]
"""What an encoder reads: ``ids``, ``case``, ``state`` (batch, pieces) and ``lengths`` (batch,)."""


def prune(encoder: Encoder, texts: Iterable[Inputs], *, shape: Shape, progress: bool = True) -> Encoder:
    """Return a copy of an encoder with fewer heads and neurons, and without dropout.

    Args:
        encoder: a trained one.
        texts: what it reads to learn which heads and neurons do the same.
        shape: to bring it to, of the same width and number of layers.
        progress: whether to show a bar.
    """
    small = Encoder(shape, vocabulary=encoder.pieces.num_embeddings, dropout=0.0)
    seen = _moments(encoder, texts)
    kept = {name: values for name, values in encoder.state_dict().items() if not name.startswith("layers.")}
    small.load_state_dict(small.state_dict() | kept)
    for layer, whole, (heads, neurons) in zip(
        small.layers, tqdm(encoder.layers, desc="prune", disable=not progress), seen, strict=True
    ):
        _take_over(layer, whole, heads, neurons)
    return small


def unlikeness(said: Sequence[Tensor], told: Sequence[Tensor], lengths: Tensor, heads: Iterable[nn.Linear]) -> Tensor:
    """Return how far two encoders are apart: their states after each layer, and what heads make of the last ones.

    Args:
        said, told: states after each layer, (batch, pieces, width), of the smaller encoder and of the whole one.
        lengths: pieces of each text, (batch,).
        heads: what reads the last states; each counts for `HEAD` layers.

    Returns:
        The sum of the mean squares of the differences, each a share of the variance of what was told.
    """
    real = torch.arange(said[0].shape[1], device=lengths.device)[None] < lengths[:, None]
    both = [(one[real], other[real]) for one, other in zip(said, told, strict=True)]
    read = [tuple(head(states) for states in both[-1]) for head in heads]
    return torch.stack([_apart(*states) for states in both] + [HEAD * _apart(*states) for states in read]).sum()


def _apart(said: Tensor, told: Tensor) -> Tensor:
    return (said - told).square().mean() / told.var(0).mean()


def _moments(encoder: Encoder, texts: Iterable[Inputs]) -> list[tuple[Tensor, Tensor]]:
    """Return, for each layer, the second moments of what goes into ``out`` and into ``down``, each with a last 1."""
    found: dict[nn.Module, Tensor] = {}

    def add(module: nn.Module, inputs: tuple[Tensor]) -> None:
        x = torch.cat([inputs[0][real], torch.ones(int(real.sum()), 1, device=real.device)], 1)
        found[module] = found.get(module, 0) + (x.T @ x).double()

    hooks = [part.register_forward_pre_hook(add) for layer in encoder.layers for part in (layer.out, layer.down)]
    with torch.no_grad():
        for inputs in texts:
            real = torch.arange(inputs[0].shape[1], device=inputs[0].device)[None] < inputs[3][:, None]
            encoder(*inputs)
    for hook in hooks:
        hook.remove()
    return [tuple(found[part] / found[part][-1, -1] for part in (layer.out, layer.down)) for layer in encoder.layers]


def _take_over(small: Layer, whole: Layer, heads: Tensor, neurons: Tensor) -> None:
    """Give a layer the weights of the heads and neurons that are worth most in a larger one."""
    for norm in ("norm1", "norm2"):
        getattr(small, norm).load_state_dict(getattr(whole, norm).state_dict())
    for before, after, moments, group, copies in (("qkv", "out", heads, small.head, 3), ("up", "down", neurons, 1, 1)):
        into, out = getattr(whole, before), getattr(whole, after)
        keep, weight, bias = _surgeon(out, moments, keep=getattr(small, after).in_features, group=group)
        rows = torch.cat([keep + i * out.in_features for i in range(copies)])
        getattr(small, before).load_state_dict({"weight": into.weight[rows], "bias": into.bias[rows]})
        getattr(small, after).load_state_dict({"weight": weight, "bias": bias})


def _surgeon(layer: nn.Linear, moments: Tensor, *, keep: int, group: int) -> tuple[Tensor, Tensor, Tensor]:
    """Take inputs out of a layer, group by group, the least missed first, and let the others make up for it.

    Args:
        layer: the layer, (outputs, inputs).
        moments: second moments of its inputs and of a last 1, (inputs + 1, inputs + 1).
        keep: inputs to leave.
        group: inputs that go together.

    Returns:
        The inputs that are left, in order, and the weight and bias of a layer that has these alone.
    """
    weight = torch.cat([layer.weight.detach(), layer.bias.detach()[:, None]], 1).double()
    damped = moments + DAMP * moments.diagonal()[:-1].mean() * torch.eye(len(moments), device=moments.device)
    inverse = torch.linalg.inv(damped)
    left = torch.arange(layer.in_features, device=weight.device).view(-1, group)
    while left.numel() > keep:
        blocks = torch.linalg.inv(inverse[left[:, :, None], left[:, None, :]])
        parts = weight[:, left]  # (outputs, groups, group)
        missed = torch.einsum("ogi,gij,ogj->g", parts, blocks, parts)
        least = int(missed.argmin())
        gone = left[least]
        weight -= weight[:, gone] @ blocks[least] @ inverse[gone]
        inverse -= inverse[:, gone] @ blocks[least] @ inverse[gone]
        left = torch.cat([left[:least], left[least + 1 :]])
    kept = left.flatten()
    return kept, weight[:, kept].float(), weight[:, -1].float()
