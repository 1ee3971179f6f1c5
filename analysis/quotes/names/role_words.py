"""Nouns of roles, compared: abbreviations written out, synonyms made one."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.lists.grammar import DETERMINERS
from analysis.quotes.lists.people import HONORIFICS
from analysis.quotes.lists.titles import ABBREVIATED_TITLES, ROLES

__all__ = ["SAME_HEAD", "is_role", "role_head", "role_of_words"]

SAME_HEAD: dict[str, str] = {
    "candidate": "nominee",
    "contender": "nominee",
    "hopeful": "nominee",
    "standard-bearer": "nominee",
    "congressman": "representative",
    "congresswoman": "representative",
    "ambassador": "envoy",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "ceo": "executive",
    "attorney": "lawyer",
    "counsel": "lawyer",
    "adviser": "aide",
    "advisor": "aide",
    "councillor": "councilor",
    "councilman": "councilor",
    "councilwoman": "councilor",
    "premier": "minister",
    "physician": "doctor",
    "businesswoman": "businessman",
    "tycoon": "billionaire",
    "mogul": "billionaire",
    "magnate": "billionaire",
    "cop": "officer",
    "policeman": "officer",
}
"""Heads that may stand for one another when a description refers back to somebody."""

_SAME_WORD = {
    "gop": "republican",
    "democrat": "democratic",
    "u.s": "american",
    "us": "american",
    "north": "north",
}


def role_head(word: str) -> str:
    """Return a role noun as it is compared: abbreviations written out, synonyms made one."""
    word = ABBREVIATED_TITLES.get(word, word)
    return SAME_HEAD.get(word, word)


def is_role(word: str) -> bool:
    """Return whether a person may be called by this noun (lower case)."""
    return (word in ROLES or bool(ABBREVIATED_TITLES.get(word))) and word not in HONORIFICS


def role_of_words(words: Sequence[str]) -> frozenset[str]:
    """Return the words of a description in the form in which they are compared."""
    return frozenset(_SAME_WORD.get(x, role_head(x)) for x in words if x[0].isalnum() and x not in DETERMINERS)
