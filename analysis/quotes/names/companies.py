"""A company by its shorter names: Tidal Motors Plc, Tidal Motors, Tidal, and the Company of a press release."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from analysis.quotes.lists.bodies import COMPANY_WORDS, LEGAL_FORMS
from analysis.quotes.lists.grammar import FUNCTION_WORDS
from analysis.quotes.lists.people import FIRST_NAMES
from analysis.quotes.lists.places import CAPITALS, COUNTRIES, DEMONYMS
from analysis.quotes.names.role_words import is_role
from analysis.quotes.names.same import is_body_word
from analysis.quotes.names.splitting import Candidate
from analysis.quotes.names.words import Words

__all__ = ["companies_by_short_name"]

_Key = tuple[str, ...]


def companies_by_short_name(w: Words, candidates: Sequence[Candidate], kind_of: dict[_Key, str]) -> dict[_Key, _Key]:
    """Return the shorter names of companies -> the fullest, all in lower case, and note in ``kind_of`` what they are.

    A shorter name is the fullest without its legal form, or its first word where no other body begins with it, no
    person has it and it is no ordinary word; "the Company" is the one company that there is, or the one most named.
    """
    counts = Counter(_key(w, c) for c in candidates)
    forms: dict[_Key, set[_Key]] = defaultdict(set)
    for key in counts:
        if len(key) > 1 and kind_of.get(key) == "organization" and key[-1] in COMPANY_WORDS and not key[0].isdigit():
            forms[_bare(key)].add(key)
    whole: dict[_Key, _Key] = {}
    for bare, keys in forms.items():
        fullest = max(keys, key=lambda key: (len(key), key))
        others = (keys | {bare}) - {fullest}
        short = bare[:1]
        if short in counts and _means_one(w, candidates, kind_of, short, bare):
            others.add(short)
        for key in others & counts.keys():
            whole[key] = fullest
            kind_of[key] = "organization"
    _add_the_company(counts, forms, whole, kind_of)
    return whole


def _key(w: Words, c: Candidate) -> _Key:
    return tuple(w.lower[c.start : c.end])


def _bare(key: _Key) -> _Key:
    while len(key) > 1 and key[-1] in LEGAL_FORMS:
        key = key[:-1]
    return key


def _means_one(w: Words, candidates: Sequence[Candidate], kind_of: dict[_Key, str], short: _Key, bare: _Key) -> bool:
    """Return whether a first word alone means the company: Tidal, but not National, Boston or Mr. Ford's Ford."""
    (word,) = short
    name = word.title()
    if kind_of.get(short) in ("place", "people") or name in COUNTRIES or name in CAPITALS or name in DEMONYMS:
        return False
    if word in FUNCTION_WORDS or word in FIRST_NAMES or is_body_word(word) or is_role(word) or word in w.word:
        return False
    for c in candidates:
        key = _key(w, c)
        if key == short and c.title[1] > c.title[0]:  # Mr. Tidal
            return False
        if len(key) > 1 and word in key:
            kind = kind_of.get(key)
            if kind == "person" or (kind == "organization" and key[0] == word and _bare(key) != bare):
                return False
    return True


def _add_the_company(
    counts: Counter[_Key], forms: dict[_Key, set[_Key]], whole: dict[_Key, _Key], kind_of: dict[_Key, str]
) -> None:
    named: Counter[_Key] = Counter()
    for key, n in counts.items():
        named[whole.get(key, key)] += n
    fullest = {max(keys, key=lambda key: (len(key), key)) for keys in forms.values()}
    for word in ("company", "group", "bank"):
        fitting = {key for key in fullest if word == "company" or word in key}
        if (word,) not in counts or not fitting:
            continue
        first, *rest = sorted(fitting, key=lambda key: (-named[key], key))
        if all(named[first] > 2 * named[other] for other in rest):
            whole[(word,)] = first
            kind_of[(word,)] = "organization"
