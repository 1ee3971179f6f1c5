"""How somebody whom the article names is called in the table."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.names.entities import Entity
from analysis.quotes.names.roles import best_role
from analysis.quotes.speakers.affiliations import affiliation_of, body_name
from analysis.quotes.speakers.article import NOBODY, Article, Said, Speaker

__all__ = ["described", "joined", "name_of", "owned_body", "said_by", "unknown"]


def name_of(article: Article, entity: Entity) -> Speaker:
    """Return a person or body as a speaker."""
    if entity.kind == "person":
        role, affiliation = best_role(entity)
        return Speaker(entity.name, "person", role, affiliation_of(article, affiliation, role))
    return Speaker(body_name(article, entity), "organization", "", "")


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
