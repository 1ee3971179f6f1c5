"""Shipped models at work: ONNX Runtime on one thread, since texts are read in parallel processes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import onnxruntime as ort

__all__ = ["MissingModelError", "check_model", "hash_files", "open_session"]


class MissingModelError(FileNotFoundError):
    """A folder that should hold a model holds none."""


def check_model(folder: Path, what: str) -> None:
    """Make sure that a folder holds a model.

    Args:
        folder: the model's folder.
        what: which model it should be, as ``train`` calls it.

    Raises:
        MissingModelError: if it does not.
    """
    if not (folder / "model.json").exists():
        raise MissingModelError(
            f"There is no model of {what} in {folder}. Reinstall Verbatim, or train one: "
            f"python -m analysis train {what} --help tells how"
        )


def open_session(path: Path) -> Any:
    """Open a graph."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def hash_files(paths: Iterable[Path]) -> str:
    """Return a hash of what files hold: the version of a model."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
