"""Whether two names may be of one and the same: nicknames, initials, surnames, acronyms, short forms."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.lists.bodies import COMPANY_WORDS, MEDIA_WORDS, ORGANIZATION_HEADS
from analysis.quotes.lists.people import NICKNAMES
from analysis.quotes.names.entities import Entity

__all__ = ["core", "fitting_persons", "initials", "is_body_word", "is_short_form", "same_person"]

_GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}


def core(words: Sequence[str]) -> list[str]:
    """Return the words of a person's name without marks and generations."""
    return [x for x in words if x[0].isalnum() and x.rstrip(".") not in _GENERATIONS]


def same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether two names, as words in lower case, are of one person as far as the names tell."""
    a, b = core(a), core(b)
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 2:
        return False
    if a[-1] == b[-1] and (
        _same_first(a[0], b[0]) or any(_same_first(a[0], x) for x in b[1:-1] if len(x.rstrip(".")) > 1)
    ):
        return True
    return any(list(b[k : k + len(a)]) == list(a) for k in range(len(b) - len(a) + 1))


def _same_first(a: str, b: str) -> bool:
    a, b = a.rstrip("."), b.rstrip(".")
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    a_long, b_long = NICKNAMES.get(a, a), NICKNAMES.get(b, b)
    return a_long in (b_long, b) or a == b_long


def fitting_persons(key: tuple[str, ...], by_part: dict[str, list[Entity]]) -> list[Entity]:
    """Return the persons whom a name (its words in lower case) may stand for."""
    bare = core(key)
    if not bare:
        return []
    if len(bare) > 1:
        fitting = [p for p in by_part.get(bare[-1], []) if same_person(key, p.words)]
        if fitting:
            return fitting[:1] if len(fitting) > 1 and fitting[0].words == key else fitting
        return [p for p in by_part.get(bare[-1], []) if all(x in p.parts for x in bare)]
    found = by_part.get(bare[0], [])
    last = [p for p in found if core(p.words)[-1] == bare[0]]
    if not found and len(bare[0]) > 6:
        # A slip of the pen: Scheiderman for Schneiderman.
        last = [p for part, people in by_part.items() if _one_slip(bare[0], part) for p in people]
    return last or list(found)


def _one_slip(a: str, b: str) -> bool:
    """Return whether two words differ by one letter left out."""
    if abs(len(a) - len(b)) != 1:
        return False
    a, b = sorted((a, b), key=len)
    k = next((k for k in range(len(a)) if a[k] != b[k]), len(a))
    return k > 0 and a[k:] == b[k + 1 :]


def initials(words: Sequence[str]) -> str:
    """Return the initials of a name."""
    return "".join(x[0] for x in words if x[0].isupper())


def is_short_form(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether a body's name may be the short form of another: the Post, Three Piers."""
    if long[-len(short) :] == short:
        return short[-1] in MEDIA_WORDS or is_body_word(short[-1])
    if long[: len(short)] == short:
        rest = long[len(short) :]
        return all(x in COMPANY_WORDS or x in MEDIA_WORDS or x in ("america", "international") for x in rest)
    return False


def is_body_word(lower: str) -> bool:
    """Return whether a body may be called by this noun (lower case)."""
    return lower in ORGANIZATION_HEADS or lower in COMPANY_WORDS
