"""Corrections by hand: a file of what a person has set right, applied last, so that it survives every run.

A row of the file names a quote by its id, a column of the quotes table and what that column should say. The
id is made of the article's id and of what is said, so a correction stands when the article is edited
elsewhere; where the quote itself is gone, the correction is reported and stays in the file.
"""

from __future__ import annotations

import csv
import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.cells import disarm, rearm
from analysis.quotes.quoted import TYPES
from analysis.quotes.sheets import read_sheet
from analysis.quotes.sides import apply_speakers
from analysis.quotes.voices import renew_voices
from analysis.whole import written_whole

__all__ = ["CORRECTION_COLUMNS", "FIELDS", "apply_corrections", "correct", "read_corrections"]

CORRECTION_COLUMNS = ("quote", "field", "value", "note")
"""The columns of the file of corrections."""

FIELDS: dict[str, tuple[str, ...]] = {
    "speaker": (),
    "kind": ("person", "organization", "group", "unnamed", "author"),
    "role": (),
    "affiliation": (),
    "source": (),
    "type": TYPES,
    "act": ("speech", "thought"),
    "drop": ("yes", ""),
}
"""What can be corrected, and the values that each takes where not any; ``drop`` takes the whole row out."""

CORRECTIONS = Path(__file__).resolve().parents[2] / "data" / "corrections.csv"
"""The workbook's own file, wherever a notebook that uses it stands."""

_OF_THE_SPEAKER = ("kind", "role", "affiliation", "side", "gender")


def read_corrections(path: str | os.PathLike[str] = CORRECTIONS) -> pd.DataFrame:
    """Read the file of corrections.

    Args:
        path: a CSV file with the columns quote, field, value and note, by default the workbook's own; one that
            does not exist holds none.

    Returns:
        A frame with these four columns, all of them text, in the order of the file.

    Raises:
        ValueError: if a column or a field is misspelt or a value is not one that its field takes; the message
            names file and line.
    """
    rows: list[dict[str, str]] = []
    for number, cells in read_sheet(Path(path), columns=CORRECTION_COLUMNS, needed=CORRECTION_COLUMNS[:3]):
        row = {name: rearm(cell) for name, cell in cells.items()}
        row["value"] = _checked(row["field"], row["value"], where=f"{path}, line {number}")
        rows.append(row)
    return pd.DataFrame(rows, columns=list(CORRECTION_COLUMNS), dtype="str")


def _checked(field: str, value: object, *, where: str) -> str:
    """Return a value as it is stored, or say what is wrong with it."""
    if field not in FIELDS:
        raise ValueError(f"{where}: there is no field {field!r} to correct; the fields are {', '.join(FIELDS)}")
    if field == "drop":
        text = "" if value is False else str(value).strip().lower()
        if text in ("yes", "true", "1", "y", "x"):
            return "yes"
        if text in ("no", "false", "0", "n", ""):
            return ""
        raise ValueError(f"{where}: drop takes yes or nothing, not {value!r}")
    text = "" if value is None else str(value).strip()
    if FIELDS[field] and text not in FIELDS[field]:
        raise ValueError(f"{where}: {field} takes {', '.join(FIELDS[field])}, not {text!r}")
    return text


def apply_corrections(
    quotes: pd.DataFrame, corrections: pd.DataFrame, *, speakers: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Set right what a person has corrected.

    Where the speaker is corrected, what goes with a speaker (kind, role, affiliation, side, gender) is taken
    from another quote of the same speaker, in the same article if there is one; where there is none, role and
    the rest are emptied, since they told of somebody else. What the list of speakers says of the new one comes on
    top, and a correction of these fields themselves has the last word.

    Args:
        quotes: the table of quotes.
        corrections: as `read_corrections` returns it; of two on the same field the later one holds.
        speakers: as `read_speakers` returns it, if there is a list.

    Returns:
        A new frame with ``corrected`` True in each row changed, without the rows dropped. Corrections whose
        quote is not in the table are listed in ``attrs["corrections_unmatched"]`` (dicts of quote, field,
        value, note), with a warning.
    """
    fixed = quotes.reset_index(drop=True)
    if "corrected" not in fixed:
        fixed["corrected"] = False
    where = {str(quote): row for row, quote in enumerate(fixed["quote"])}
    latest: dict[tuple[str, str], dict[str, str]] = {}
    for record in corrections.to_dict("records"):
        one = {str(name): str(value) for name, value in record.items()}
        latest.pop((one["quote"], one["field"]), None)
        latest[one["quote"], one["field"]] = one
    unmatched = [row for (quote, _), row in latest.items() if quote not in where]
    matched = [row for (quote, _), row in latest.items() if quote in where]
    renamed = {where[row["quote"]]: row["value"] for row in matched if row["field"] == "speaker"}
    for at, speaker in renamed.items():
        if fixed.loc[at, "speaker"] != speaker:
            _follow_speaker(fixed, at, speaker)
        fixed.loc[at, "speaker"] = speaker
    if speakers is not None and renamed:
        # Without the source, by which the list would name the speaker that the correction takes away.
        listed = apply_speakers(fixed.loc[list(renamed)].drop(columns="source", errors="ignore"), speakers)
        columns = ["speaker", "affiliation", "side", "gender"]
        fixed.loc[list(renamed), columns] = listed[columns]
    for row in matched:
        at, field = where[row["quote"]], row["field"]
        if field == "drop":
            continue
        if field not in fixed:
            fixed[field] = ""
        if field != "speaker":
            fixed.loc[at, field] = row["value"]
        fixed.loc[at, "corrected"] = True
    dropped = [where[row["quote"]] for row in matched if row["field"] == "drop" and row["value"]]
    if dropped:
        fixed = fixed.drop(index=dropped).reset_index(drop=True)
    fixed = renew_voices(fixed)
    fixed.attrs = dict(quotes.attrs) | {"corrections_unmatched": unmatched}
    if unmatched:
        lost = ", ".join(sorted({str(row["quote"]) for row in unmatched}))
        fit = "correction fits" if len(unmatched) == 1 else "corrections fit"
        warnings.warn(f"{len(unmatched)} {fit} no quote, the text has changed or gone: {lost}", stacklevel=2)
    return fixed


def _follow_speaker(quotes: pd.DataFrame, label: int, speaker: str) -> None:
    """Give a row what goes with its new speaker."""
    same = quotes[(quotes["speaker"] == speaker) & (quotes["speaker"] != "")]
    if "article" in quotes:
        here = same[same["article"] == quotes.loc[label, "article"]]
        same = here if len(here) else same
    for field in _OF_THE_SPEAKER:
        if field not in quotes:
            continue
        if len(same):
            quotes.loc[label, field] = same[field].iloc[0]
        elif field != "kind":
            quotes.loc[label, field] = ""
        elif quotes.loc[label, field] in ("author", "unnamed") and speaker:
            quotes.loc[label, field] = "person"


def correct(
    quotes: pd.DataFrame,
    quote_id: str,
    *,
    corrections: str | os.PathLike[str] = CORRECTIONS,
    note: str = "",
    **fields: object,
) -> pd.DataFrame:
    """Correct a quote, here and for every run to come.

    Args:
        quotes: the table of quotes.
        quote_id: the ``quote`` of the row to correct.
        corrections: the file of corrections, as `analysis.gather_quotes` takes it, by default the workbook's own; it
            is made if need be and replaced as a whole, so it is never half written.
        note: why, for the next reader.
        **fields: what the columns should say: speaker, kind, role, affiliation, source, type, act; or
            ``drop=True`` for a row that is no quote.

    Returns:
        The table with the correction applied.

    Raises:
        ValueError: if the table has no such quote, no field is given, a field is unknown, or the file is
            malformed.
    """
    if quote_id not in set(quotes["quote"]):
        raise ValueError(f"no quote has the id {quote_id!r}; take it from the column 'quote' of the table")
    if not fields:
        raise ValueError(f"nothing to correct: give a field, one of {', '.join(FIELDS)}")
    new = pd.DataFrame(
        [
            {
                "quote": quote_id,
                "field": field,
                "value": _checked(field, value, where="correct()"),
                "note": note,
            }
            for field, value in fields.items()
        ],
        columns=list(CORRECTION_COLUMNS),
    )
    path = Path(corrections)
    known = read_corrections(path)
    _write(path, pd.concat([known, new], ignore_index=True).to_dict("records"))
    fixed = apply_corrections(quotes, new)
    fixed.attrs["corrections_unmatched"] = quotes.attrs.get("corrections_unmatched", [])
    return fixed


def _write(path: Path, rows: Iterable[dict[Any, Any]]) -> None:
    with written_whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(CORRECTION_COLUMNS)
        for row in rows:
            writer.writerow(disarm(" ".join(str(row[name]).split())) for name in CORRECTION_COLUMNS)
