"""Which of the names of an article are one and the same person or body."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.quotes.lists.people import FEMALE_NAMES, FIRST_NAMES, HONORIFICS, MALE_NAMES
from analysis.quotes.lists.titles import ROYAL_TITLES, TITLES
from analysis.quotes.names.candidates import find_candidates
from analysis.quotes.names.companies import companies_by_short_name
from analysis.quotes.names.entities import Entity, Mention
from analysis.quotes.names.genders import learn_gender, note_gender
from analysis.quotes.names.same import core, fitting_persons, initials, is_short_form, same_person
from analysis.quotes.names.splitting import Candidate
from analysis.quotes.names.words import Words

if TYPE_CHECKING:
    from analysis.quotes.model import Name

__all__ = ["find_entities"]

_ONE_NAME = re.compile(r"\w+(?:-\w+)*(?: [IVX]+)?")


def find_entities(w: Words, names: Sequence[Name]) -> tuple[list[Entity], list[Mention]]:
    """Find the persons and bodies of an article and each place where it names them.

    Full names come first; a surname, a first name or an acronym then stands for whichever it fits. Names are
    taken from ``names`` and from capital letters, titles and first names, by vote over the whole article, since
    a finder of names errs on single places rather than everywhere.

    Args:
        w: the words of the article.
        names: what a finder of names found; may err or be empty.
    """
    candidates = find_candidates(w, names)
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for c in candidates:
        for kind, weight in c.votes.items():
            votes[tuple(w.lower[c.start : c.end])][kind] += weight
    alone = {w.lower[c.start] for c in candidates if c.end == c.start + 1}
    for key, kinds in votes.items():
        # "Quillon Vask" and later "Vask": only people are called by the last of their names.
        if 1 < len(key) < 4 and set(kinds) == {"other"} and key[-1] in alone:
            kinds["person"] = 0.5
    kind_of = {key: max(v, key=lambda k: (v[k], k)) for key, v in votes.items()}
    _drop_leading_words(w, candidates, kind_of)
    companies = companies_by_short_name(w, candidates, kind_of)
    persons: list[Entity] = []
    others: list[Entity] = []
    for c in candidates:
        key = tuple(w.lower[c.start : c.end])
        if len(core(key)) > 1 and kind_of.get(key) == "person":
            _add_person(w, c, key, persons)
    by_part: dict[str, list[Entity]] = defaultdict(list)
    for person in persons:
        for part in person.parts:
            by_part[part].append(person)
    _add_namesakes(w, candidates, persons, by_part)
    others_by_word: dict[str, list[Entity]] = defaultdict(list)
    mentions: list[Mention] = []
    pending: list[tuple[Candidate, tuple[str, ...]]] = []
    for c in candidates:
        key = tuple(w.lower[c.start : c.end])
        fitting = fitting_persons(key, by_part)
        if fitting and (kind_of.get(key) in ("person", "other", None) or len(key) == 1):
            pass
        elif kind_of.get(key) == "person":
            name = w.shown(c.start, c.end)
            entity = Entity("person", name, key, set(core(key)), c.start)
            persons.append(entity)
            for part in entity.parts:
                by_part[part].append(entity)
            fitting = [entity]
        else:
            pending.append((c, key))
            continue
        mention = Mention(c.start, c.end, fitting, "", c.title, len(core(key)) > 1)
        mentions.append(mention)
        note_gender(w, mention)
    _add_bodies(w, pending, kind_of, companies, others, others_by_word, mentions)
    mentions += _in_headlines(w, by_part, others, {k for m in mentions for k in range(m.start, m.end)})
    mentions.sort(key=lambda m: (m.start, m.end))
    for mention in mentions:
        for entity in mention.entities:
            entity.count += 1
    learn_gender(w, mentions)
    _keep_royal_titles(w, mentions)
    return persons + others, mentions


def _keep_royal_titles(w: Words, mentions: Sequence[Mention]) -> None:
    """Leave their titles to those who are known by them and one name: Princess Amalia, Pope Leo XIV."""
    for mention in mentions:
        entity = mention.entities[0]
        if len(mention.entities) > 1 or entity.kind != "person" or mention.title[1] != mention.start:
            continue
        k = mention.start - 1
        titled = mention.lead <= k and w.lower[k] in ROYAL_TITLES and w.word[k][0].isupper()
        if titled and _ONE_NAME.fullmatch(entity.name):
            entity.name = f"{w.word[k]} {entity.name}"


def _drop_leading_words(w: Words, candidates: Sequence[Candidate], kind_of: dict[tuple[str, ...], str]) -> None:
    """Take off capitalized words before a full name that is no part of it: Crooked Hillary Clinton, Citing Clinton."""
    for c in candidates:
        key = tuple(w.lower[c.start : c.end])
        if len(key) > 2 and (key[-1],) in kind_of and kind_of.get(key[:-1]) == "organization" and key not in kind_of:
            c.start = c.end - 1
            continue
        if len(key) < 2 or kind_of.get(key) != "person" or key[0] in FIRST_NAMES or len(key[0].rstrip(".")) < 2:
            continue
        rest = key[1:]
        if kind_of.get(rest) != "person":
            continue
        starts = not w.close[c.start]
        if (len(rest) > 1 and rest[0] in FIRST_NAMES) or (
            starts and (key[0].endswith(("ing", "ed")) or key[0] in TITLES)
        ):
            c.title = (min(c.title[0], c.start), c.start + 1)
            c.start += 1


def _in_headlines(
    w: Words, by_part: dict[str, list[Entity]], others: Sequence[Entity], taken: set[int]
) -> list[Mention]:
    """Find the names in title-case lines, where only what the article names elsewhere can be told from the rest."""
    bodies = {entity.words: entity for entity in others if entity.kind != "other"}
    found: list[Mention] = []
    if not w.headline:
        return found
    k = 0
    n = len(w)
    while k < n:
        if w.paragraph[k] not in w.headline or not w.word[k][0].isupper() or k in taken:
            k += 1
            continue
        for length in (5, 4, 3, 2, 1):
            key = tuple(w.lower[k : k + length])
            if k + length > n or (
                length > 1 and (any(w.possessive[k : k + length - 1]) or not all(x[0].isalnum() for x in key))
            ):
                continue
            people = fitting_persons(key, by_part)
            if length == 1:
                people = [p for p in people if core(p.words)[-1] == key[0]]
            entities = people or ([bodies[key]] if key in bodies else [])
            if entities:
                found.append(Mention(k, k + length, entities, "", (k, k), len(core(key)) > 1))
                k += length
                break
        else:
            k += 1
    return found


def _add_person(w: Words, c: Candidate, key: tuple[str, ...], persons: list[Entity]) -> None:
    for person in persons:
        if same_person(key, person.words):
            person.parts.update(core(key))
            if len(core(key)) > len(core(person.words)):
                person.words, person.name = key, w.shown(c.start, c.end)
            return
    entity = Entity("person", w.shown(c.start, c.end), key, set(core(key)), c.start)
    for part, votes in ((MALE_NAMES, "male"), (FEMALE_NAMES, "female")):
        if key[0] in part:
            setattr(entity, votes, getattr(entity, votes) + 1.0)
    if not entity.gender and key[0].endswith(("a", "ette", "elle", "ine", "lyn", "een", "ique")):
        entity.female += 0.4
    persons.append(entity)


def _add_namesakes(
    w: Words, candidates: Sequence[Candidate], persons: list[Entity], by_part: dict[str, list[Entity]]
) -> None:
    """Add those known by a surname alone, whose form of address says that they are not who bears it with a first name.

    Where an article speaks of Mr. Macron and of Brigitte Macron, he is somebody else.
    """
    for c in candidates:
        key = tuple(w.lower[c.start : c.end])
        address = {HONORIFICS[w.lower[k]] for k in range(*c.title) if w.lower[k] in HONORIFICS}
        if len(key) != 1 or len(address) != 1:
            continue
        fitting = [person for person in fitting_persons(key, by_part) if core(person.words)[-1] == key[0]]
        genders = {_gender_of_first_name(person) for person in fitting}
        if fitting and "" not in genders and not address & genders:
            entity = Entity("person", w.shown(c.start, c.end), key, set(key), c.start)
            persons.append(entity)
            by_part[key[0]].insert(0, entity)  # a surname alone is rather theirs who have no other name


def _gender_of_first_name(person: Entity) -> str:
    """Return what a first name tells of a person's gender, "" where it tells nothing."""
    first = person.words[0]
    if len(person.words) < 2:
        return person.gender
    return "male" if first in MALE_NAMES - FEMALE_NAMES else "female" if first in FEMALE_NAMES - MALE_NAMES else ""


def _add_bodies(
    w: Words,
    pending: Sequence[tuple[Candidate, tuple[str, ...]]],
    kind_of: dict[tuple[str, ...], str],
    companies: dict[tuple[str, ...], tuple[str, ...]],
    others: list[Entity],
    by_word: dict[str, list[Entity]],
    mentions: list[Mention],
) -> None:
    by_key: dict[tuple[str, ...], Entity] = {}
    acronyms: dict[str, Entity] = {}
    for c, key in pending:
        if key in by_key or key not in kind_of:
            continue
        kind = kind_of.get(key, "other")
        entity = Entity(kind, w.shown(c.start, c.end), key, set(key), c.start)
        by_key[key] = entity
        others.append(entity)
        letters = initials(w.word[c.start : c.end])
        if len(key) > 1 and len(letters) > 1 and not c.weak:
            acronyms.setdefault(letters.lower(), entity)
        for word in key if not c.weak else ():
            by_word[word].append(entity)
    merged: dict[int, Entity] = {}
    for key, entity in by_key.items():
        if companies.get(key) in by_key:
            merged[id(entity)] = by_key[companies[key]]
            continue
        if len(key) == 1:
            bare = key[0].replace(".", "")
            whole = acronyms.get(bare)
            word = entity.name.replace(".", "")
            if whole is not None and whole.words[0] != key[0] and word.isupper() and len(word) > 1:
                merged[id(entity)] = whole
                continue
        wider = [
            o for o in by_word[key[-1]] if o is not entity and len(o.words) > len(key) and is_short_form(key, o.words)
        ]
        if len({o.words for o in wider}) == 1 and entity.kind != "place":
            merged[id(entity)] = wider[0]
    for c, key in pending:
        if key not in by_key:
            continue
        entity = by_key[key]
        for _ in range(3):
            entity = merged.get(id(entity), entity)
        if entity.kind == "other" and by_key[key].kind == "organization":
            entity.kind = "organization"
        mentions.append(Mention(c.start, c.end, [entity], "", c.title, len(key) > 1))
