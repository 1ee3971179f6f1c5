"""A report of which nothing has changed is kept: what it is made from is written down, and compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

__all__ = ["fingerprint", "kept_record"]


def fingerprint(notebooks: Sequence[Path], **facts: Any) -> str:
    """Return a hash of all that a report is made from: the notebooks, the workbook's code and models, and facts.

    Args:
        notebooks: the notebooks to run.
        facts: all else that it depends on, as JSON can hold it: inputs with their hashes, parameters, versions.
    """
    package = Path(str(files("analysis")))
    sources = [
        *sorted(path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts),
        *notebooks,
    ]
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode())
    for path in sources:
        with path.open("rb") as file:
            digest.update(f"{path}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def kept_record(folder: Path, made_from: str) -> dict[str, Any] | None:
    """Return the record of the report in a folder if it was made from just that and is whole, else None.

    A report with a notebook that failed is never kept: what made it fail may be gone.
    """
    try:
        record: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        same = record["made_from"] == made_from and all(part["status"] == "ok" for part in record["parts"])
        whole = all((folder / name).is_file() for name in record["files"])
        return record if same and whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # there is no report, or one of another version
