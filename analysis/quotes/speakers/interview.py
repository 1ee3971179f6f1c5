"""Who asks and who answers in an interview that says only Q and A."""

from __future__ import annotations

from analysis.quotes.attribution import Attribution
from analysis.quotes.speakers.article import Article, Said
from analysis.quotes.speakers.naming import described, said_by
from analysis.quotes.transcript import ANSWERS, ASKS

__all__ = ["interview_source"]


def interview_source(article: Article, i: int, a: Attribution) -> Said | None:
    """Resolve the label at word ``i`` of a turn of an interview; None where it is none, or is a name.

    Whoever answers is the person of whom the article speaks most before the first question: that is what its headline
    and its introduction are for.
    """
    w = article.words
    label = w.lower[i]
    if label not in ASKS + ANSWERS or [w.text[s:e] for s, e in a.cue] not in ([":"], ["."]):
        return None
    if label in ASKS:
        return described(article, i, "interviewer", "unnamed")
    first = next((said.at for said in article.said if said.head == "interviewer"), i)
    named: dict[int, int] = {}
    for mention in article.mentions:
        entity = mention.entities[0]
        if mention.start < first and entity.kind == "person" and not _wrote(article, mention.start):
            named[id(entity)] = named.get(id(entity), 0) + 1
    people = {id(entity): entity for entity in article.entities}
    if not named:
        return described(article, i, "interviewee", "unnamed")
    return said_by(article, i, people[max(named, key=lambda key: named[key])])


def _wrote(article: Article, i: int) -> bool:
    """Say whether a name at word ``i`` stands after "by" at the beginning of a paragraph."""
    w = article.words
    return i > 0 and w.lower[i - 1] == "by" and (i == 1 or w.paragraph[i - 2] != w.paragraph[i - 1])
