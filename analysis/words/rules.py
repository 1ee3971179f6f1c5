"""The rules of what is a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, TypedDict, Unpack, get_args, get_type_hints

import pandas as pd

from analysis.frames import check_list

__all__ = ["TokenOptions", "TokenRules", "describe_rules"]


@dataclass(frozen=True, kw_only=True)
class TokenRules:
    """What counts as a word. Every rule is one option; the defaults are what a reader would count by hand.

    Attributes:
        unit: "form" counts words as written, "lemma" by their dictionary form. A word that the reading cuts
            otherwise (a hyphenated word, a contraction, a name of several words) keeps its form.
        n: 1 counts words, 2 pairs of neighbours, and so on. An n-gram does not reach over the marks
            ``. ! ? … ; : ( ) [ ] " –``, the end of a paragraph or the edge of a group.
        names: count the names that the reading found as one word each ("North Korea"), wherever they occur,
            the longest first, and keep their capitals. What has its capitals from a headline is no name. Where
            ``fold`` holds, a name of several words counts as itself in capitals, too (NORTH KOREA), and one of
            one word where it says who speaks (LIND:). Needs the language pipeline.
        phrases: further words of several words, however many. One written in lower case is found in any case,
            one with capitals only as it is written.
        fold: count "The" and "the" as one word; names keep their capitals.
        capitals: where ``fold`` and ``names`` hold, "usual" shows a word that nearly always has a capital within
            sentences as it is mostly written there ("Abara", "TV"), "names" shows all but names without. Both
            count alike.
        hyphens: "join" counts "state-run" as one word, "split" as two.
        contractions: "whole" counts "don't" as one word, "split" as "do" and "n't".
        possessives: "drop" counts "Korea's" as "korea", "keep" as written ("split" contractions: "'s").
        numbers: count words without a letter, such as "2016" or "1,500".
    """

    unit: Literal["form", "lemma"] = "form"
    n: int = 1
    names: bool = True
    phrases: Sequence[str] = ()
    fold: bool = True
    capitals: Literal["usual", "names"] = "usual"
    hyphens: Literal["join", "split"] = "join"
    contractions: Literal["whole", "split"] = "whole"
    possessives: Literal["drop", "keep"] = "drop"
    numbers: bool = True

    def __post_init__(self) -> None:
        """Refuse a value that no rule knows."""
        for name, kind in get_type_hints(TokenRules).items():
            allowed = get_args(kind)
            if allowed and all(isinstance(value, str) for value in allowed):
                value = getattr(self, name)
                if value not in allowed:
                    raise ValueError(f"{name}={value!r} is not known; use one of {', '.join(allowed)}")
        check_list(self.phrases, "phrases")
        object.__setattr__(self, "phrases", tuple(self.phrases))
        if self.n < 1:
            raise ValueError(f"n={self.n}: an n-gram has at least one word")

    @property
    def needs_reading(self) -> bool:
        """Whether the language pipeline has to read the articles first."""
        return self.names or self.unit == "lemma"


class TokenOptions(TypedDict, total=False):
    """The rules of `TokenRules` as keyword options."""

    unit: Literal["form", "lemma"]
    n: int
    names: bool
    phrases: Sequence[str]
    fold: bool
    capitals: Literal["usual", "names"]
    hyphens: Literal["join", "split"]
    contractions: Literal["whole", "split"]
    possessives: Literal["drop", "keep"]
    numbers: bool


_MEANINGS: dict[str, dict[Any, str]] = {
    "unit": {"form": "words as written", "lemma": "words by their dictionary form"},
    "names": {
        True: "a name is one word and keeps its capitals",
        False: "names are not told from other words",
    },
    "fold": {True: "capitals do not matter, except in names", False: "capitals matter"},
    "capitals": {
        "usual": "a word that nearly always has a capital within sentences is shown with it",
        "names": "only names are shown with capitals",
    },
    "hyphens": {"join": "state-run is one word", "split": "state-run is two words"},
    "contractions": {"whole": "don't is one word", "split": "don't is two words, do and n't"},
    "possessives": {"drop": "Korea's counts as Korea", "keep": "the possessive 's is kept"},
    "numbers": {True: "numbers are words", False: "words without a letter are not counted"},
}


def describe_rules(**options: Unpack[TokenOptions]) -> pd.DataFrame:
    """Say which rules a table was counted by.

    Args:
        **options: the rules that differ from their defaults, as for `count_words`; a table's own are in
            ``table.attrs["rules"]``.

    Returns:
        One row a rule: rule, value, meaning. Curly and straight apostrophes are always the same.
    """
    rules = TokenRules(**options)
    rows = []
    for field in fields(rules):
        value = getattr(rules, field.name)
        meaning = _MEANINGS.get(field.name, {}).get(value, "")
        if field.name == "n":
            meaning = "single words" if value == 1 else f"{value} neighbouring words"
        elif field.name == "phrases":
            meaning = ", ".join(value) or "none beside the names"
            value = len(value)
        rows.append({"rule": field.name, "value": str(value), "meaning": meaning})
    return pd.DataFrame(rows)
