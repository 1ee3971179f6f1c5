"""The user's own list of speakers: sides, genders, other names."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.frames import as_text
from analysis.quotes.names.spellings import comparable
from analysis.quotes.sheets import read_sheet
from analysis.quotes.voices import renew_voices

__all__ = ["SPEAKER_COLUMNS", "apply_speakers", "read_speakers", "warn_of_misspelt"]

SPEAKER_COLUMNS = ("name", "aliases", "affiliation", "side", "gender")
"""The columns of the list of speakers."""


SPEAKERS = Path(__file__).resolve().parents[2] / "data" / "speakers.csv"
"""The workbook's own list."""


def read_speakers(path: str | os.PathLike[str] = SPEAKERS) -> pd.DataFrame:
    """Read the list of speakers.

    Args:
        path: a CSV file with a column ``name`` (as it shall appear) and, as far as wanted, ``aliases`` (other
            forms of the name, separated by ``|``), ``affiliation``, ``side`` and ``gender``. A file that does
            not exist is an empty list.

    Returns:
        A frame with these columns and ``line``, the line of the file; ``aliases`` holds lists of names.

    Raises:
        ValueError: if a column is misspelt, a name is missing, or one name or alias stands for two speakers;
            the message names file and line.
    """
    rows: list[dict[str, Any]] = []
    taken: dict[str, tuple[str, int]] = {}
    for number, cells in read_sheet(Path(path), columns=SPEAKER_COLUMNS, needed=["name"]):
        row: dict[str, Any] = dict(cells)
        if not row["name"]:
            raise ValueError(f"{path}, line {number}: the name is missing")
        row["aliases"] = [alias.strip() for alias in row["aliases"].split("|") if alias.strip()]
        row["line"] = number
        for form in dict.fromkeys([row["name"], *row["aliases"]]):
            other = taken.setdefault(_exact(form), (row["name"], number))
            if other[1] != number:
                raise ValueError(
                    f"{path}, line {number}: {form!r} already stands for {other[0]!r} in line {other[1]}; "
                    "a name that two speakers share is nobody's alias"
                )
        rows.append(row)
    frame = pd.DataFrame(rows, columns=[*SPEAKER_COLUMNS, "line"])
    frame.attrs["path"] = str(path)
    return frame


def _exact(name: str) -> str:
    return " ".join(name.replace("’", "'").lower().split())


def apply_speakers(quotes: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Bring the user's list of speakers to bear on the table of quotes.

    A quote belongs to a speaker of the list whose alias its source is, if that has the speaker's surname ("Mrs. Korde"
    where two people are called Korde), or whose name or alias its speaker is, or else, where the list does not know
    that speaker, whose alias its source is.
    Upper and lower case, articles and forms of address do not matter, unless the list tells two names apart by
    them alone.

    Args:
        quotes: the table of quotes.
        speakers: as `read_speakers` returns it.

    Returns:
        A new frame whose ``speaker`` is the name of the list, whose ``affiliation`` is the list's wherever that
        gives one, and with the columns ``side`` and ``gender``, empty where unknown. Whom articles take now for a
        person and now for an organization is for the list what most quotes say.

    Raises:
        ValueError: if one name or alias stands for two speakers; the message names the lines.
    """
    exact: dict[str, int] = {}
    loose: dict[str, set[int]] = {}
    rows = speakers.to_dict("records")
    for k, row in enumerate(rows):
        for form in [row["name"], *row["aliases"]]:
            other = exact.setdefault(_exact(form), k)
            if other != k:
                raise ValueError(
                    f"line {row.get('line', k + 2)} of the list of speakers: {form!r} already stands for "
                    f"{rows[other]['name']!r} in line {rows[other].get('line', other + 2)}"
                )
            loose.setdefault(comparable(form), set()).add(k)

    def find(name: str) -> int | None:
        if not name:
            return None
        if (k := exact.get(_exact(name))) is not None:
            return k
        fitting = loose.get(comparable(name), set())
        return next(iter(fitting)) if len(fitting) == 1 else None

    def find_exact(name: str) -> int | None:
        bare = re.sub(r"^(?:the|a|an) ", "", _exact(name))
        return exact.get(_exact(name), exact.get(bare)) if " " in _exact(name) else None

    out = quotes.copy()
    names, affiliations, sides, genders = [], [], [], []
    whose: list[int | None] = []
    blank = pd.Series("", index=quotes.index)
    told = (as_text(quotes.get(column, blank)) for column in ("speaker", "source", "affiliation"))
    for speaker, source, affiliation in zip(*told, strict=True):
        found, by_source = find(speaker), find_exact(source)
        if found is None or (by_source is not None and _last(source) == _last(speaker)):
            found = by_source
        row = rows[found] if found is not None else {}
        whose.append(found)
        names.append(row.get("name", speaker))
        affiliations.append(row.get("affiliation") or affiliation)
        sides.append(row.get("side", ""))
        genders.append(row.get("gender", ""))
    for column, values in (
        ("speaker", names),
        ("affiliation", affiliations),
        ("side", sides),
        ("gender", genders),
    ):
        out[column] = pd.Series(values, index=out.index, dtype="str")
    if "kind" in quotes:
        out["kind"] = _one_kind_each(as_text(quotes["kind"]), whose)
    out.attrs = dict(quotes.attrs)
    return renew_voices(out)


def _one_kind_each(kinds: pd.Series[str], whose: Sequence[int | None]) -> pd.Series[str]:
    """Return kinds, those of one speaker of the list made one where some are person and some organization."""
    owner = pd.Series(list(whose), index=kinds.index, dtype="Int64")
    told = kinds.isin(["person", "organization"]) & owner.notna()
    for one, group in kinds[told].groupby(owner[told]):
        if group.nunique() > 1:
            kinds = kinds.mask(told & (owner == one), group.mode().iloc[-1])  # of equals the person
    return kinds


def _last(name: str) -> str:
    return _exact(name).rpartition(" ")[2]


def warn_of_misspelt(quotes: pd.DataFrame, speakers: pd.DataFrame) -> None:
    """Warn of names of the list that nobody in the quotes has, where somebody has nearly the same, or none has any.

    Names that merely do not occur are no mistake: a list may be of a whole parliament.

    Args:
        quotes: the table of quotes, after `apply_speakers`.
        speakers: as `read_speakers` returns it.
    """
    heard, listed = set(quotes["speaker"]) - {""}, set(speakers["name"])
    if not heard or not listed:
        return
    where = speakers.attrs.get("path", "the list of speakers")
    if heard.isdisjoint(listed):
        warnings.warn(f"{where}: none of its names speaks in these articles; look at the spelling", stacklevel=3)
    by_word: dict[str, list[str]] = {}
    for name in sorted(heard - listed):
        for word in comparable(name).split():
            by_word.setdefault(word, []).append(name)
    for row in speakers[~speakers["name"].isin(heard)].to_dict("records"):
        alike = [name for word in comparable(row["name"]).split() for name in by_word.get(word, [])]
        if near := get_close_matches(row["name"], alike, n=1, cutoff=0.85):
            warnings.warn(
                f"{where}, line {row['line']}: {row['name']!r} speaks in no article, but {near[0]!r} does; "
                "if these are one, mend the name or add the other to its aliases",
                stacklevel=3,
            )
