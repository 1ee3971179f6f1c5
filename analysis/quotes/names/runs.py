"""Stretches of capitalized words, in which the names are."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.quotes.lists.bodies import ORGANIZATION_HEADS
from analysis.quotes.lists.grammar import FUNCTION_WORDS
from analysis.quotes.lists.people import PARTICLES
from analysis.quotes.lists.titles import OFFICE_HOLDERS, TITLES
from analysis.quotes.names.words import Words

__all__ = ["LINKS", "MARKS", "names_go_on", "runs"]

LINKS = {"of", "for", "on", "and", "&", "the", "a"}

_LINK_AFTER_HEAD = {"of", "for", "on"}

MARKS = frozenset("\"“”‘’'")

_LOWER_FORMS = frozenset({"plc", "inc", "ltd", "llc", "gmbh"})
"""Legal forms of companies that some write in lower case: Tidal Motors plc."""

_OFFICES = frozenset({"chief", "secretary", "undersecretary", "minister", "speaker"})


def runs(w: Words) -> Iterator[tuple[int, int]]:
    """Yield stretches of capitalized words that may make up a name with its titles."""
    n = len(w)
    i = 0
    while i < n:
        if not w.word[i][0].isupper():
            i += 1
            continue
        j = i + 1
        head = False
        while j < n and w.close[j] and (not w.possessive[j - 1] or names_go_on(w, j)):
            word = w.word[j]
            if word[0].isupper() or word in _LOWER_FORMS:
                j += 1
                continue
            if word in PARTICLES and j + 1 < n and w.word[j + 1][0].isupper() and w.close[j + 1]:
                j += 1
                continue
            if word in MARKS and j + 2 < n and w.word[j + 1][0].isupper() and w.word[j + 2] in MARKS:
                # A nickname: Marcia "Cia" Price.
                if j + 3 < n and w.word[j + 3][0].isupper() and w.start[j + 1] == w.end[j]:
                    j += 3
                    continue
                break
            if word == "&" and j + 1 < n and w.word[j + 1][0].isupper():
                j += 2
                continue
            if word in LINKS:
                last = w.lower[j - 1]
                if word in _LINK_AFTER_HEAD and last in ORGANIZATION_HEADS and last not in ("house", "senate", "times"):
                    head = True
                elif word == "of" and last in _OFFICES:
                    pass
                elif not (head and word in ("and", "&", "of", "the", "for")):
                    break
                k = j + 1
                while k < n and w.word[k] in ("the", "a") and k < j + 2:
                    k += 1
                if k < n and w.word[k][0].isupper() and w.lower[k] not in FUNCTION_WORDS:
                    j = k
                    continue
            break
        yield i, j
        i = j


def names_go_on(w: Words, j: int) -> bool:
    """Return whether a name goes on at word ``j`` after a possessive: Growers' Union, the Sheriff's Office."""
    if not w.word[j][0].isupper() or w.lower[j] not in ORGANIZATION_HEADS:
        return False
    owner = w.lower[j - 1]
    return owner.endswith("s") or (w.word[j - 1][0].isupper() and (owner in TITLES or owner in OFFICE_HOLDERS))
