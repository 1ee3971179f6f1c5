"""Which person a description means: "the Republican nominee", "the New York businessman"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

from analysis.quotes.lists.grammar import DETERMINERS, FUNCTION_WORDS
from analysis.quotes.lists.places import DEMONYMS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.lists.titles import GENERIC_SOURCES, OFFICES, ROLES
from analysis.quotes.names.entities import Entity
from analysis.quotes.names.role_words import is_role, role_head, role_of_words
from analysis.quotes.speakers.antecedents import gender_of, recency
from analysis.quotes.speakers.article import Article, mention_in

__all__ = ["PARTY_WORDS", "by_description", "last_person", "other_office"]

PARTY_WORDS = word_set("republican democratic libertarian independent labour conservative")

_PLAIN = word_set(
    """
    former first new then current senior junior top chief vice deputy acting young old and late
    """
)

_ONE = word_set("a an one another")
_IS = word_set("is was be been as are were become became")

QUALIFIERS = word_set("vice vice-presidential deputy assistant acting interim shadow")
"""Words that make another office of a title."""

_RANKS = word_set("general constable")
"""Titles that a role before them makes another office of: attorney general, chief constable."""


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
                if other_office(role.head, words, role.words):
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


def other_office(head: str, a: Set[str], b: Set[str]) -> bool:
    """Return whether two descriptions with one head tell of two offices: president and vice president.

    Args:
        head: the noun that both have, as `role_head` gives it.
        a, b: their words, as `role_of_words` gives them; the head may be among them.
    """
    marks = QUALIFIERS | ROLES if head in _RANKS else QUALIFIERS
    return (a & marks) - {head} != (b & marks) - {head}


def last_person(article: Article, i: int, k: int, stop: int) -> Entity | None:
    """Return whom a description without an antecedent most likely repeats: the person last spoken of."""
    w = article.words
    if not _loose(article, k, stop) or _newly_told(article, i, w.lower[stop - 1]):
        return None
    titled = _titled(article, k, stop) if _is_office(article, k, stop) else None
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
        if titled is not None and id(entity) not in titled:
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
        return role_of_words(inside.entities[0].words) <= PARTY_WORDS | {"party"}
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


def _is_office(article: Article, k: int, stop: int) -> bool:
    """Return whether a description is a title of which nothing says whose it is: the vice president, the Speaker.

    The reader is trusted to know the Indiana governor and the former secretary, not to guess who is the chief.
    """
    w = article.words
    if w.lower[stop - 1] not in OFFICES or "former" in w.lower[k:stop]:
        return False
    named = mention_in(article, k, stop) is not None
    if any(w.possessive[k : stop - 1]):
        return True
    return not named and not any(w.word[x] in DEMONYMS or w.lower[x] in article.places for x in range(k, stop - 1))


def _titled(article: Article, k: int, stop: int) -> set[int]:
    """Return whom the article calls by the title that ends before word ``stop``: President Marsh."""
    lower = article.words.lower
    head, words = lower[stop - 1], role_of_words(lower[k:stop])
    found = set()
    number = bisect_left(article.starts, k)
    for mention in article.mentions[max(number - 2000, 0) : number]:
        title = lower[mention.lead : mention.start]
        if len(mention.entities) == 1 and head in title and not other_office(head, words, role_of_words(title)):
            found.add(id(mention.entities[0]))
    return found


def _newly_told(article: Article, i: int, head: str) -> bool:
    """Return whether "the man" at word ``i`` is a man of whom the text has just told: a man, one young man."""
    w = article.words
    for k in range(i - 1, max(i - 150, 0), -1):
        if w.paragraph[i] - w.paragraph[k] > 1:
            break
        if w.lower[k] != head or w.possessive[k]:
            continue
        begin = k - 1
        while begin > 0 and k - begin < 4 and w.word[begin][0].isalpha() and w.lower[begin] not in FUNCTION_WORDS:
            begin -= 1
        if w.lower[begin] in _ONE and not (begin and (w.lower[begin - 1] in _IS or w.word[begin - 1] == ",")):
            return True
    return False


def _other_party(article: Article, entity: Entity, party: frozenset[str]) -> bool:
    own = {x for role in entity.roles for x in role.words} & PARTY_WORDS
    return bool(party and own and not party & own)
