"""Names that are written in several ways and are of one: with and without a middle initial, a title, in capitals."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analysis.quotes.lists.sets import word_set

__all__ = ["comparable", "outweighing", "same_spellings"]

_INITIAL = re.compile(r"(?<=\w) [A-Z]\. (?=\w)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LEFT_OUT = word_set("the a an mr mrs ms miss dr sir")
SURER = 5
"""How many times as frequent as all others together one must be to outweigh them."""


def comparable(name: str) -> str:
    """Return a name as it is compared: no case, no articles, no forms of address, straight apostrophes."""
    words = _WORD.findall(name.replace("’", "'").lower())
    return " ".join([word for word in words if word not in _LEFT_OUT] or words)


def same_spellings(names: pd.Series[str]) -> dict[str, str]:
    """Return what each name has in common with those that are of one and the same, in lower case.

    Donald J. Trump is who Donald Trump and DONALD TRUMP are. John A. Marsh and John B. Marsh are two, and nothing says
    which of them John Marsh is, unless it is nearly always the one: where a name has several initials, each spelling
    is somebody else, but for an initial that is much more frequent than all others.

    Args:
        names: each as often as it occurs.
    """
    counts = names.value_counts()
    bare = {name: _INITIAL.sub(" ", name).casefold() for name in counts.index}
    initials = {name: "".join(_INITIAL.findall(name)) for name in bare}
    spread: dict[str, dict[str, int]] = {}
    for name, n in counts.items():
        if initials[name]:
            of_name = spread.setdefault(bare[name], {})
            of_name[initials[name]] = of_name.get(initials[name], 0) + int(n)
    usual = {key: outweighing(of_name) for key, of_name in spread.items()}
    return {
        name: key if key not in usual or (usual[key] and initials[name] in ("", usual[key])) else name.casefold()
        for name, key in bare.items()
    }


def outweighing(counts: Mapping[str, int]) -> str:
    """Return the one that is much more frequent than all others; "" where none is."""
    first = max(counts, key=counts.__getitem__)
    return first if counts[first] >= SURER * (sum(counts.values()) - counts[first]) else ""
