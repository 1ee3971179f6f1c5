"""How somebody whom the article names is called in the table."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.lists.places import CAPITALS, DEMONYMS
from analysis.quotes.names.entities import Entity
from analysis.quotes.names.roles import best_role
from analysis.quotes.speakers.article import NOBODY, Article, Said, Speaker

__all__ = ["described", "joined", "name_of", "owned_body", "said_by", "unknown"]


def name_of(article: Article, entity: Entity) -> Speaker:
    """Return a person or body as a speaker."""
    if entity.kind == "person":
        role, affiliation = best_role(entity)
        return Speaker(entity.name, "person", role, _full(article, affiliation))
    return Speaker(_body_name(article, entity), "organization", "", "")


def said_by(article: Article, at: int, entity: Entity) -> Said:
    """Return that an attribution at word ``at`` is by a person or body."""
    return Said(at, at, name_of(article, entity), entity, entity.words[-1], (entity,))


def described(article: Article, at: int, words: str, kind: str) -> Said:
    """Return that an attribution at word ``at`` is by somebody known only by these words."""
    return Said(at, at, Speaker(words, kind, "", ""), None, words, ())


def unknown(at: int) -> Said:
    """Return that an attribution at word ``at`` is by nobody whom the article names."""
    return Said(at, at, NOBODY, None, "", ())


def joined(article: Article, i: int, members: Sequence[Entity]) -> Said:
    """Return that an attribution at word ``i`` is by several, by their names."""
    names = [name_of(article, e).speaker for e in members]
    kind = "group"
    speaker = Speaker(", ".join(names[:-1]) + " and " + names[-1], kind, "", "")
    return Said(i, i, speaker, None, "", tuple(members))


def owned_body(article: Article, i: int, owner: Entity, head: str) -> Said:
    """Return that an attribution is by a body of a person: the Marsh campaign."""
    name = f"{owner.words[-1].title() if owner.name.isupper() else owner.name.split()[-1]} {head}"
    speaker = Speaker(name, "organization", "", owner.name)
    return Said(i, i, speaker, None, head, ())


def _body_name(article: Article, entity: Entity) -> str:
    name = entity.name
    country = CAPITALS.get(name)
    if country and _names_country(article, country):
        return country
    if name in ("U.S.", "US", "U.S.A.", "USA", "America") and "united states" in article.by_name:
        return "United States"
    if name in ("E.U.", "EU") and "european union" in article.by_name:
        return "European Union"
    return name


def _names_country(article: Article, country: str) -> bool:
    return " ".join(country.lower().split()) in article.by_name or any(
        DEMONYMS.get(e.name) == country for e in article.entities
    )


def _full(article: Article, affiliation: str) -> str:
    """Return the full name of an affiliation as the article gives it elsewhere."""
    if not affiliation:
        return ""
    affiliation = DEMONYMS.get(affiliation, affiliation)
    key = tuple(affiliation.lower().replace("’", "'").split())
    entity = article.by_name.get(" ".join(key))
    if entity is None and len(key) == 1:
        for person in article.entities:
            if person.kind == "person" and person.words[-1] == key[0]:
                return person.name
    if entity is not None:
        for mention in article.mentions:
            if len(mention.entities) == 1 and tuple(article.words.lower[mention.start : mention.end]) == key:
                found = mention.entities[0]
                return found.name if found.kind == "person" else _body_name(article, found)
    return affiliation
