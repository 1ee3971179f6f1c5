"""Which body "the department", "the newspaper", "the campaign" means."""

from __future__ import annotations

from analysis.quotes.lists.bodies import ORGANIZATION_HEADS, REFERENCES
from analysis.quotes.lists.grammar import DETERMINERS
from analysis.quotes.names.entities import Entity
from analysis.quotes.speakers.article import Article, Said
from analysis.quotes.speakers.naming import owned_body, said_by

__all__ = ["body_named_before"]


def body_named_before(article: Article, i: int, stop: int, j: int, head: str, definite: bool) -> Said | None:
    """Resolve "the department", "the newspaper", "the city" to the body last named that fits."""
    w = article.words
    if head in ("campaign", "camp") and definite and stop - i == 2:
        for said in reversed(article.said):
            if said.head == head and w.paragraph[i] - w.paragraph[min(said.at, len(w) - 1)] <= 3:
                return said._replace(at=i)
        owner = _whose_campaign(article, i)
        if owner is not None:
            return owned_body(article, i, owner, head)
    if not (head in ORGANIZATION_HEADS or head in REFERENCES):
        return None
    if not definite and not w.word[i][0].isupper():
        return None
    if stop < j and w.lower[stop] == "of":
        return None
    content = {x for x in w.lower[i:stop] if x not in DETERMINERS}
    related = REFERENCES.get(head, frozenset())
    fallback: Entity | None = None
    seen: set[int] = set()
    for event in reversed(article.events):
        entity = event.entity
        if entity.kind in ("person",) or id(entity) in seen:
            continue
        seen.add(id(entity))
        if content <= entity.parts or content <= {x.rstrip("s") for x in entity.parts}:
            return said_by(article, i, entity)
        if fallback is None and content == {head} and related & entity.parts:
            fallback = entity
    for said in reversed(article.said):
        if said.head == head and said.speaker.kind == "organization":
            return said._replace(at=i)
    if fallback is not None:
        return said_by(article, i, fallback)
    for entity in article.entities:
        if entity.kind == "organization" and content <= entity.parts:
            return said_by(article, i, entity)
    return None


def _whose_campaign(article: Article, i: int) -> Entity | None:
    """Return whose campaign "the campaign" is: of those lately spoken of, the one the article is about."""
    w = article.words
    counts: dict[int, int] = {}
    for event in article.events:
        counts[id(event.entity)] = counts.get(id(event.entity), 0) + 1
    near = [
        event.entity
        for event in article.events[-30:]
        if event.entity.kind == "person" and event.subject and w.paragraph[i] - w.paragraph[event.at] <= 3
    ]
    return max(near, key=lambda e: counts[id(e)]) if near else None
