"""Write trained models as ONNX graphs with 8-bit weights, for ONNX Runtime on a CPU.

The graphs are built node by node from the operators that ONNX Runtime is quickest at, since it matters more for speed
which these are than how many: attention a tile at a time (MultiHeadAttention; Dao et al., "FlashAttention", 2022),
products that quantize what they are given and add a bias, norms by themselves. Activations are quantized while running
(dynamic quantization), so no calibration set is needed.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from analysis.training.encoder import Encoder, Layer

__all__ = ["Graph", "add_encoder", "add_layer", "save_quantized"]

_FUSED = "com.microsoft"


class Graph:
    """Collects the nodes and weights of an ONNX graph; every method returns the name of its output."""

    def __init__(self) -> None:
        """Start an empty graph."""
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.exact: list[str] = []
        """Names of nodes to leave in 32-bit."""

    def weight(self, array: Any, *, kind: Any = np.float32) -> str:
        """Add a constant."""
        values: npt.NDArray[Any] = array.detach().numpy() if hasattr(array, "detach") else np.asarray(array)
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values.astype(kind)), name))
        return name

    def node(self, op: str, *inputs: str, exact: bool = False, **attributes: Any) -> str:
        """Add a node; an operator written ``+Name`` is one of ONNX Runtime's fused ones."""
        name = f"n{len(self.nodes)}"
        domain = _FUSED if op.startswith("+") else ""
        self.nodes.append(
            helper.make_node(op.lstrip("+"), list(inputs), [name], name=name, domain=domain, **attributes)
        )
        if exact:
            self.exact.append(name)
        return name

    def linear(self, x: str, layer: nn.Linear, *, exact: bool = False) -> str:
        """Multiply and add, as a linear layer does."""
        return self.node(
            "Add", self.node("MatMul", x, self.weight(layer.weight.T), exact=exact), self.weight(layer.bias)
        )

    def norm(self, x: str, norm: nn.LayerNorm) -> str:
        """Normalise each position."""
        return self.node("LayerNormalization", x, self.weight(norm.weight), self.weight(norm.bias), epsilon=norm.eps)

    def table(self, embedding: nn.Embedding, index: str) -> str:
        """Look up rows of a small table, in 32-bit."""
        return self.node("Gather", self.weight(embedding.weight), index, exact=True)

    def model(self, inputs: dict[str, tuple[Any, list[Any]]], outputs: dict[str, tuple[str, list[Any]]]) -> Any:
        """Close the graph: names, types and shapes of what goes in, and which node comes out under which name."""
        for name, (node, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [node], [name], name=name))
        graph = helper.make_graph(
            self.nodes,
            "verbatim",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, (_, shape) in outputs.items()],
            self.weights,
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def add_layer(g: Graph, layer: Layer, x: str) -> str:
    """Add one layer of the encoder, for texts that are all of one length.

    Residuals are added by ``Sum``: an ``Add`` before a norm would be fused into ONNX Runtime's SkipLayerNormalization,
    which takes several times as long as the two apart.
    """
    parts = zip(layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3), strict=True)
    qkv = [g.node("Add", g.node("MatMul", x, g.weight(weight.T)), g.weight(bias)) for weight, bias in parts]
    a = g.linear(g.node("+MultiHeadAttention", *qkv, num_heads=layer.heads), layer.out)
    x = g.norm(g.node("Sum", x, a), layer.norm1)
    f = g.linear(g.node("+Gelu", g.linear(x, layer.up)), layer.down)
    return g.norm(g.node("Sum", x, f), layer.norm2)


def add_encoder(g: Graph, encoder: Encoder) -> str:
    """Add the encoder; it reads the inputs ``ids``, ``case`` and ``state``, (batch, pieces), without padding."""
    rows = encoder.pieces.weight.detach().numpy()
    scale = np.abs(rows).max(1, keepdims=True) / 127 + 1e-12
    x = g.node("Cast", g.node("Gather", g.weight(np.round(rows / scale), kind=np.int8), "ids"), to=TensorProto.FLOAT)
    x = g.node("Mul", x, g.node("Gather", g.weight(scale), "ids", exact=True))
    n = g.node("Gather", g.node("Shape", "ids"), g.weight([1], kind=np.int64), exact=True)
    positions = g.node("Slice", g.weight(encoder.positions.weight), g.weight([0], kind=np.int64), n)
    x = g.node("Add", x, positions)
    x = g.node("Add", x, g.table(encoder.classes, "case"))
    state = g.node("Add", "state", g.weight(4, kind=np.int32))
    x = g.norm(g.node("Add", x, g.table(encoder.classes, state)), encoder.norm)
    for layer in encoder.layers:
        x = add_layer(g, layer, x)  # type: ignore[arg-type]
    return x


def save_quantized(model: Any, path: Path, *, exact: list[str]) -> None:
    """Quantize the weights of a graph to 8 bits, all but those of the nodes named, and write it."""
    with TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        onnx.save(model, str(full))
        quantize_dynamic(
            str(full),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=exact,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
