"""Figures as text, as JSON, and against the ones that are committed."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = ["check_floors", "figures", "print_table", "to_json"]


def print_table(frame: pd.DataFrame) -> str:
    """Write figures as text, in %, one block a type.

    Args:
        frame: from `evaluate_quotes` or `evaluate_speakers`.
    """
    about = frame.attrs
    lines = []
    if about:
        lines.append(f"{about['articles']} articles ({about['without']} without a quote), IoU {about['iou']:g} or more")
    for kind, rows in frame.groupby("type", sort=False):
        counted = rows[rows["f1"].notna()]
        sizes = [f": gold {n[0]}, predicted {n[1]}" for n in counted[["n_gold", "n_predicted"]].to_numpy()]
        lines += ["", f"{kind}{sizes[0] if sizes else ''}"]
        lines += [_line(row) for row in _records(rows)]
    return "\n".join(lines)


def to_json(frame: pd.DataFrame) -> str:
    """Write figures as JSON: what they are about, then type -> measure -> its columns that have a value.

    Args:
        frame: from `evaluate_quotes` or `evaluate_speakers`.
    """
    by_type: dict[str, dict[str, dict[str, float]]] = {}
    for row in _records(frame):
        values = {k: v for k, v in row.items() if k not in ("type", "measure") and not math.isnan(v)}
        by_type.setdefault(row["type"], {})[row["measure"]] = values
    return json.dumps({**frame.attrs, "by_type": by_type}, indent=1)


def figures(frame: pd.DataFrame) -> dict[str, float]:
    """Return F1 or share of each measure in %, rounded to two places: what a file of floors holds.

    The names are ``MEASURE`` for all and ``TYPE MEASURE`` else: "end-to-end", "indirect end-to-end". Of the end
    to end also precision and recall, "end-to-end precision": what a report says of its own errors.
    """
    found: dict[str, float] = {}
    for row in _records(frame):
        name = row["measure"] if row["type"] == "all" else f"{row['type']} {row['measure']}"
        found[name] = round(100 * (row["share"] if math.isnan(row["f1"]) else row["f1"]), 2)
        if row["measure"] == "end-to-end":
            found |= {f"{name} {part}": round(100 * row[part], 2) for part in ("precision", "recall")}
    return found


def check_floors(frame: pd.DataFrame, path: str | os.PathLike[str], *, tolerance: float = 0.5) -> list[str]:
    """Name each figure that falls below what is committed.

    Args:
        frame: from `evaluate_quotes` or `evaluate_speakers`.
        path: a JSON file with some or all of `figures`, ``{"end-to-end": 76.3, "direct end-to-end": 95.1}``.
        tolerance: how many points a figure may fall.

    Returns:
        One sentence a figure that falls further; empty if all is well.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is not such a file, or holds a figure that is not in ``frame``.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file of figures")
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: not JSON ({error})") from None
    if not isinstance(floors, dict) or not floors:
        raise ValueError(f'{path}: not an object of figures, such as {{"end-to-end": 76.3}}')
    reached, fallen = figures(frame), []
    for name, floor in floors.items():
        if name not in reached:
            raise ValueError(f"{path}: there is no figure {name!r}; there are {', '.join(reached)}")
        if isinstance(floor, bool) or not isinstance(floor, int | float):
            raise ValueError(f"{path}: {name!r} is {floor!r}, not a number")
        if not reached[name] >= floor - tolerance - 1e-9:
            fallen.append(f"{name}: {reached[name]:.2f}, committed {floor:.2f}")
    return fallen


def _line(row: dict[str, Any]) -> str:
    if math.isnan(row["f1"]):
        value = f"{100 * row['share']:5.1f} % of {row['n_gold']}"
    else:
        value = "  ".join(
            f"{name} {100 * row[column]:5.1f}" for name, column in (("P", "precision"), ("R", "recall"), ("F1", "f1"))
        )
    interval = "" if math.isnan(row["low"]) else f"   [{100 * row['low']:.1f}, {100 * row['high']:.1f}]"
    return f"  {row['measure']:<12} {value}{interval}"


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
