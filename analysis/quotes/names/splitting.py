"""One stretch of capitals taken apart: title, body before the title, name; and votes for what the name is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from analysis.quotes.lists.bodies import MEDIA_WORDS, ORGANIZATION_HEADS
from analysis.quotes.lists.grammar import FUNCTION_WORDS, PREPOSITIONS, RELATIVES
from analysis.quotes.lists.people import FIRST_NAMES, HONORIFICS
from analysis.quotes.lists.places import CAPITALS, COUNTRIES, DEMONYMS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.lists.titles import ABBREVIATED_TITLES, ROLES, TITLES
from analysis.quotes.names.runs import LINKS, MARKS
from analysis.quotes.names.same import is_body_word
from analysis.quotes.names.words import Words

__all__ = ["Candidate", "split_run"]


@dataclass(slots=True)
class Candidate:
    """Words ``[start, end)`` that may be a name.

    Attributes:
        votes: for what it names: person, organization, place, people or other.
        title: the words of the title before it.
        weak: whether it is only a guess that gives no short forms.
    """

    start: int
    end: int
    votes: dict[str, float]
    title: tuple[int, int]
    weak: bool = False


def split_run(w: Words, i: int, j: int, spans: dict[int, tuple[int, int, str]]) -> list[Candidate]:
    """Return the names in the stretch of capitals ``[i, j)``; ``spans`` are the model's names by word."""
    kinds: dict[str, float] = defaultdict(float)
    person: tuple[int, int] | None = None
    for k in range(i, j):
        if k in spans:
            s, e, kind = spans[k]
            kinds[kind] = max(kinds[kind], 1.0 if e - s > 1 or j - i == 1 else 0.5)
            if kind == "person":
                s, e = max(s, i), min(e, j)
                person = (s, e) if person is None or s > person[0] else person
    title_at = -1
    for k in range(i, j - 1):
        if _is_title_word(w.lower[k]):
            title_at = k
    last = w.lower[j - 1]
    linked = any(w.word[k] in ("of", "for", "on") for k in range(i + 1, j - 1))
    first_name = w.lower[i] in FIRST_NAMES
    ends_as_body = is_body_word(last) and last not in MEDIA_WORDS and last != "group"
    if ends_as_body and j - i > 1 and not (person and person[1] == j and j - person[0] > 1):
        return [Candidate(i, j, {"organization": 2.0}, (i, i))]
    if _is_office(w, i, j) and not (person and person[1] == j and person[0] < j - 1 and first_name):
        return _prefix(w, i, title_at)
    name_at = title_at + 1
    if linked and title_at >= 0 and w.word[name_at] in LINKS:
        # "Secretary of State X": the name begins where the names' finder says, or is the last two words.
        if person is None:
            if j - name_at < 4:
                return []
            given = [k for k in range(name_at + 1, j - 1) if w.lower[k] in FIRST_NAMES]
            person = (given[-1] if given else j - 2, j)
        name_at = person[0]
    elif person is not None and person[0] >= name_at and not linked:
        name_at = person[0]
    if title_at >= 0 and name_at < j:
        rest = w.lower[name_at:j]
        if all(_is_title_word(x) or x in FUNCTION_WORDS for x in rest) and person is None:
            return _prefix(w, i, j)
        gendered_title = w.lower[title_at] in HONORIFICS
        if linked and person is None:
            return [Candidate(i, j, {"organization": 2.0}, (i, i))]
        weight = 3.0 if gendered_title or w.lower[title_at] in ABBREVIATED_TITLES else 1.5
        votes = {"person": weight}
        if kinds.get("organization") and not person and not gendered_title:
            votes["organization"] = 2.0
            if (rest[-1] in MEDIA_WORDS or rest[-1] in ORGANIZATION_HEADS) and len(rest) == 1:
                return [Candidate(i, j, votes, (i, i))]
        return [*_prefix(w, i, title_at), Candidate(name_at, j, votes, (i, name_at))]
    if _is_title_word(last) and j - i > 1 and person is None and not first_name:
        return _prefix(w, i, j)
    if j - i == 1 and (_is_title_word(last) or w.word[i] in DEMONYMS) and person is None:
        return []
    shown = " ".join(w.word[i:j])
    if shown in COUNTRIES or shown in CAPITALS:
        return [Candidate(i, j, {**kinds, "place": kinds.get("place", 0.0) + 3.0}, (i, i))]
    votes = dict(kinds)
    if linked and last not in FUNCTION_WORDS and person is None:
        votes["organization"] = votes.get("organization", 0) + 2
    elif person is not None and person[0] > i and person[1] == j:
        before = person[0] - 1
        if j - person[0] == 1 and w.lower[before] in FIRST_NAMES:
            return [*_prefix(w, i, before), Candidate(before, j, {"person": 1.0}, (i, before))]
        if w.word[before] in MARKS and i in spans and spans[i][2] == "person":
            return [Candidate(i, j, {"person": 1.0}, (i, i))]  # with a nickname: Marcia "Cia" Price
        if j - person[0] == 1 and spans.get(before) == (before, before + 1, "organization") and _may_begin(w, before):
            # Taken for two names side by side: Gela Marukh, Wells Fargo.
            return [*_prefix(w, i, before), Candidate(before, j, {"organization": 0.5, "person": 0.5}, (i, before))]
        # A modifier before the name: NBC News moderator, Clinton ally.
        return [*_prefix(w, i, person[0]), Candidate(person[0], j, {"person": 1.0}, (i, person[0]))]
    if j - i > 1 and first_name and last not in MEDIA_WORDS and last not in ORGANIZATION_HEADS:
        votes["person"] = votes.get("person", 0) + 1.5
    if j - i > 1 and last in MEDIA_WORDS and not person:
        votes["organization"] = votes.get("organization", 0) + 1.5
    word = w.word[i]
    if j - i == 1 and 2 <= len(word) <= 6 and word.isupper() and "." not in word and not person:
        votes["organization"] = votes.get("organization", 0) + 0.8
    if _is_group(w.word[j - 1]):
        votes = {"people": 3.0}
    if j - i > 1 and votes.get("person", 0) < 2 and not linked and _described_as_person(w, i, j):
        votes["person"] = votes.get("person", 0) + 2.0
    if not votes:
        votes = {"other": 0.1} if w.close[i] or j - i > 1 else {}
    return [Candidate(i, j, votes, (i, i))]


_OFFICERS = word_set("officer executive secretary minister director manager commissioner superintendent inspector")
"""Last words of titles that are no surnames, as King and Bishop are."""


def _is_office(w: Words, i: int, j: int) -> bool:
    """Return whether a run is nothing but an office, with what it is of between its words: Chief Financial Officer."""
    if w.lower[j - 1] not in _OFFICERS:
        return False
    between = [k for k in range(i, j - 1) if _is_title_word(w.lower[k]) and w.lower[k] not in HONORIFICS]
    return bool(between) and not any(w.lower[k] in FIRST_NAMES for k in range(between[-1], j - 1))


def _may_begin(w: Words, i: int) -> bool:
    """Return whether a capitalized word may be the first of a name: no acronym, title or adjective of a place."""
    return not (w.word[i].isupper() or _is_title_word(w.lower[i]) or w.word[i] in DEMONYMS or _is_group(w.word[i]))


_GROUPS = word_set(
    """
    Democrats Republicans Conservatives Liberals Tories Socialists Muslims Christians Jews Catholics
    Evangelicals Latinos Latinas Hispanics Asians Africans Arabs Kurds Palestinians Sunnis Shiites Westerners
    Southerners
    """
)


def _is_group(word: str) -> bool:
    """Return whether a capitalized word names people by party, faith or country: Democrats, Germans."""
    return word in _GROUPS or (word.endswith("s") and word[:-1] in DEMONYMS)


def _described_as_person(w: Words, i: int, j: int) -> bool:
    """Return whether what follows a name tells of a person: ", 52," or ", who" or ", the finance minister,"."""
    n = len(w)
    if i > 1 and w.word[i - 1] == "," and w.close[i] and w.lower[i - 2] in ROLES and w.word[i - 2][0].islower():
        return True
    if j + 2 >= n or w.word[j] != "," or w.possessive[j - 1]:
        return False
    if w.lower[j + 1] in ("who", "whose") or (
        w.word[j + 1].isdigit() and w.word[j + 2] in ",." and len(w.word[j + 1]) < 3
    ):
        return True
    for k in range(j + 1, min(j + 9, n)):
        lower = w.lower[k]
        if not lower[0].isalnum() or lower in RELATIVES or lower in PREPOSITIONS:
            head = w.lower[k - 1]
            return k > j + 1 and head in ROLES and not (k == j + 2 and w.word[j + 1][0].isupper())
    return False


def _prefix(w: Words, i: int, j: int) -> list[Candidate]:
    """Return the body named before a title: European Council in European Council President Tusk."""
    while j > i and (
        _is_title_word(w.lower[j - 1]) or w.lower[j - 1] in FUNCTION_WORDS or w.lower[j - 1] in ("special", "vice")
    ):
        j -= 1
    if j <= i:
        return []
    return [Candidate(i, j, {"organization": 0.5, "other": 0.1}, (i, i), weak=True)]


def _is_title_word(lower: str) -> bool:
    return lower in TITLES or bool(ABBREVIATED_TITLES.get(lower)) or lower in HONORIFICS
