"""Where names may stand in an article: stretches of capitals, cut with the help of the model's names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.quotes.lists.bodies import ORGANIZATION_HEADS
from analysis.quotes.lists.grammar import FUNCTION_WORDS, QUANTIFIERS
from analysis.quotes.lists.people import FIRST_NAMES
from analysis.quotes.lists.titles import LETTERS_AFTER
from analysis.quotes.names.runs import LINKS, runs
from analysis.quotes.names.splitting import Candidate, split_run
from analysis.quotes.names.words import Words

if TYPE_CHECKING:
    from analysis.quotes.model import Name

__all__ = ["find_candidates"]

_PARTY = re.compile(r"[RDI]-[A-Z]")
_DASHES = ("—", "–", "-", "--", "―")


def find_candidates(w: Words, names: Sequence[Name]) -> list[Candidate]:
    """Return where names may stand, in the order of the text, each with votes for what it names."""
    spans = _spans_of_names(w, names)
    found: list[Candidate] = []
    done = -1
    for i, j in runs(w):
        if j <= done or w.paragraph[i] in w.headline:
            continue
        i = max(i, done)
        given = spans.get(i)
        while (
            i < j
            and (w.lower[i] in FUNCTION_WORDS or _PARTY.match(w.word[i]))
            and not (spans.get(i) and spans[i][0] == i and spans[i][1] > i + 1)
        ):
            i += 1
            given = spans.get(i) if i < j else None
        if i >= j:
            continue
        if given and given[2] == "organization" and given[1] > j and given[0] <= i:
            inner = w.word[i : given[1]]
            if all(x[0].isupper() or x in LINKS for x in inner) and not any(w.possessive[i : given[1] - 1]):
                j = given[1]
        if j - i == 1 and j + 2 < len(w) and w.word[j] == "and" and i and w.lower[i - 1] in ("the", "federal"):
            # "the Securities and Exchange Commission", unless the first word is a name of its own.
            stop = j + 1
            while stop < len(w) and w.close[stop] and w.word[stop][0].isupper() and not w.possessive[stop - 1]:
                stop += 1
            if stop > j + 1 and w.lower[stop - 1] in ORGANIZATION_HEADS and not (given and given[1] == j):
                j = stop
        done = j
        while j - i > 2 and w.word[j - 1] in LETTERS_AFTER:  # Jane Roe KC
            j -= 1
        if j - i == 1 and w.lower[i] in QUANTIFIERS:
            continue
        if _is_dateline(w, i, j):
            found.append(Candidate(i, j, {"place": 3.0}, (i, i)))
            continue
        found += split_run(w, i, j, spans)
    return sorted([*found, *_full_names_in_headlines(w, found)], key=lambda c: c.start)


def _is_dateline(w: Words, i: int, j: int) -> bool:
    """Tell whether a run is the place that opens a report: "PORT LAMMER, March 12 - ", "PORT LAMMER (AP) — "."""
    opens = i == 0 or w.paragraph[i - 1] != w.paragraph[i]
    if not opens or w.lower[i] in FIRST_NAMES or not all(word.isupper() and len(word) > 1 for word in w.word[i:j]):
        return False
    for k in range(j, min(j + 12, len(w))):
        if w.paragraph[k] != w.paragraph[i] or w.word[k] == ":" or w.word[k][0].islower():
            return False
        if w.word[k] in _DASHES:
            return True
    return False


def _spans_of_names(w: Words, names: Sequence[Name]) -> dict[int, tuple[int, int, str]]:
    """Return for each word of a name that the model found where that name begins and ends, and its kind."""
    spans: dict[int, tuple[int, int, str]] = {}
    for name in names:
        i, j = w.span(name.start, name.end)
        while i < j and (w.lower[i] in ("the", "a", "an") or not w.word[i][0].isalnum()):
            i += 1
        while j > i and not w.word[j - 1][0].isalnum():
            j -= 1
        if i < j and w.paragraph[i] == w.paragraph[j - 1]:
            for k in range(i, j):
                spans[k] = (i, j, name.kind)
    return spans


def _full_names_in_headlines(w: Words, found: Sequence[Candidate]) -> list[Candidate]:
    """Return full names that stand in title-case lines, of people whom the text calls by their surnames."""
    if not w.headline:
        return []
    surnames = {w.lower[c.start] for c in found if c.end == c.start + 1}
    return [
        Candidate(k, k + 2, {"person": 1.5}, (k, k))
        for k in range(len(w) - 1)
        if w.lower[k] in FIRST_NAMES
        and w.paragraph[k] in w.headline
        and w.word[k][0].isupper()
        and w.lower[k + 1] in surnames
        and w.close[k + 1]
        and not w.possessive[k]
    ]
