"""Which person a description means: "the Republican nominee", "the New York businessman"."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.lists.grammar import DETERMINERS
from analysis.quotes.lists.people import FEMALE_WORDS, MALE_WORDS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.lists.titles import GENERIC_SOURCES, ROLES
from analysis.quotes.names.entities import Entity
from analysis.quotes.names.role_words import is_role, role_head, role_of_words
from analysis.quotes.speakers.antecedents import recency
from analysis.quotes.speakers.article import Article, mention_in

__all__ = ["PARTY_WORDS", "by_description", "gender_of", "last_person"]

PARTY_WORDS = word_set("republican democratic libertarian independent labour conservative")

_PLAIN = word_set(
    """
    former first new then current senior junior top chief vice deputy acting young old and late
    """
)


def by_description(article: Article, i: int, stop: int, head: str, definite: bool) -> Entity | None:
    """Return the person whom "the Republican nominee" describes."""
    w = article.words
    words = role_of_words(w.lower[i:stop])
    wanted = role_head(head)
    heads = {wanted} | {role_head(w.lower[k - 1]) for k in range(i + 1, stop) if w.lower[k] == "and"}
    if not is_role(head) and head not in ("republican", "democrat"):
        return None
    gender = gender_of(w.lower[i:stop])
    party = words & PARTY_WORDS
    loose = _loose(article, i + 1 if w.lower[i] in DETERMINERS else i, stop)
    recent = recency(article, i)
    best: tuple[float, Entity] | None = None
    modifiers = words - heads
    body = role_of_words(w.lower[stop + 1 : stop + 4]) if w.lower[stop : stop + 1] == ["of"] else frozenset()
    for entity in article.entities:
        if entity.kind != "person" or (gender and entity.gender and entity.gender != gender):
            continue
        if _other_party(article, entity, party):
            continue
        value = 0.0
        for role in entity.roles:
            if role.head in heads:
                if ("vice" in words or "vice-presidential" in words) != (
                    "vice" in role.words or "vice-presidential" in role.words
                ):
                    continue
                if body and role.words - heads and not body & role.words:  # secretary of state, and press secretary
                    continue
                shared = len(modifiers & role.words)
                if modifiers and not shared and not loose:
                    continue
                value = max(value, 3.0 + 2.0 * shared - (1.0 if modifiers and not shared else 0.0))
            elif wanted in role.words and not role.head:
                value = max(value, 2.0)
            elif wanted in ("republican", "democratic") and wanted in role.words:
                value = max(value, 3.0)
        if not value:
            continue
        extra = {x for role in entity.roles for x in role.words}
        value += 0.8 * len(modifiers & extra)
        value += recent.get(id(entity), 0.0) + 0.02 * min(entity.count, 20)
        if entity.first > i:
            value -= 1.0
        if best is None or value > best[0]:
            best = (value, entity)
    if best is None:
        return None
    if head in GENERIC_SOURCES and not definite:
        return None
    return best[1]


def last_person(article: Article, i: int, k: int, stop: int) -> Entity | None:
    """Return whom a description without an antecedent most likely repeats: the person last spoken of."""
    w = article.words
    if not _loose(article, k, stop):
        return None
    words = w.lower[k:stop]
    gender = gender_of(words)
    party = role_of_words(words) & PARTY_WORDS
    recent = recency(article, i)
    fitting = []
    for entity in article.entities:
        if entity.kind != "person" or recent.get(id(entity), 0) < 0.05:
            continue
        if (gender and entity.gender and entity.gender != gender) or _other_party(article, entity, party):
            continue
        fitting.append(entity)
    return max(fitting, key=lambda e: (recent[id(e)], e.count)) if fitting else None


def _loose(article: Article, k: int, stop: int) -> bool:
    """Return whether a description may be one that the reader is trusted to place: The New York businessman.

    Its modifiers are names or plain adjectives; "the band leader" is somebody new.
    """
    w = article.words
    inside = mention_in(article, k, stop)
    if inside is not None and inside.entities[0].kind == "organization" and inside.end < stop:
        return bool(role_of_words(inside.entities[0].words) & PARTY_WORDS)
    for x in range(k, stop - 1):
        lower = w.lower[x]
        plain = (
            lower in _PLAIN
            or lower in ROLES
            or lower.endswith(("ed", "ing", "al", "ive", "ous", "ful", "ent", "old", "time"))
        )
        if not (w.word[x][0].isupper() or w.word[x][0].isdigit() or plain):
            return False
    return True


def _other_party(article: Article, entity: Entity, party: frozenset[str]) -> bool:
    own = {x for role in entity.roles for x in role.words} & PARTY_WORDS
    return bool(party and own and not party & own)


def gender_of(words: Sequence[str]) -> str:
    """Return the gender that a description tells."""
    if any(x in MALE_WORDS for x in words):
        return "male"
    return "female" if any(x in FEMALE_WORDS for x in words) else ""
