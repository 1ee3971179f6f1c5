"""What a cell of a table holds: as JSON has it, and as a spreadsheet may be given it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["disarm", "plain", "rearm"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def plain(value: Any, *, surrogates: bool = True) -> Any:
    """Return the value as JSON has it: numpy's and pandas' types become Python's, what is missing None.

    Args:
        value: of a cell, or in one.
        surrogates: whether a lone surrogate may stay in a text; it has no UTF-8.
    """
    if isinstance(value, str):
        return value if surrogates else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {str(key): plain(item, surrogates=surrogates) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(item, surrogates=surrogates) for item in value]
    if isinstance(value, set | frozenset):
        return [plain(item, surrogates=surrogates) for item in sorted(value)]
    if value is None or pd.isna(value) or value in (float("inf"), float("-inf")):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, bool | int | float) else str(value)


def disarm(value: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would run: ``=1+1`` becomes ``'=1+1``."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def rearm(cell: str) -> str:
    """Take off the apostrophe that `disarm` put there."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA_STARTS) else cell
