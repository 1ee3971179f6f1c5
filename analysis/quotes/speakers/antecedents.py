"""Which person a shared surname or a pronoun means, by what the article has said so far.

The order of preference for a pronoun is the classical one (Hobbs, 1978; Lappin and Leass, 1994): agreement in
gender and number, then recency, subjects before objects, and, in news, whoever spoke last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from analysis.quotes.lists.grammar import PREPOSITIONS
from analysis.quotes.lists.people import FEMALE_WORDS, HONORIFICS, MALE_WORDS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.lists.titles import OFFICES
from analysis.quotes.names.entities import Entity, Mention
from analysis.quotes.names.role_words import is_role, role_of_words
from analysis.quotes.speakers.article import Article, Said
from analysis.quotes.speakers.naming import joined

__all__ = ["GENDERED", "by_pronoun", "choose", "gender_of", "last_two", "owner_of", "recency", "unnamed_before"]

GENDERED = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}

_FAR = 2000  # names in which a form of address is looked for
_CLAUSES = word_set("that if whether why how when where what")
_BESIDE = word_set("for of about against from like than")
_NEW = word_set("a an one another")
_NAMED = word_set("named known called identified")
_ASKS = word_set("ask asks asked asking")


def by_pronoun(article: Article, i: int, gender: str, content: Sequence[tuple[int, int]]) -> Entity | None:
    """Return the person that "he" or "she" at word ``i`` means."""
    w = article.words
    scores: dict[int, float] = {}
    people: dict[int, Entity] = {}
    inside = [w.span(s, e) for s, e in content]
    if (one := _spoken_to(article, i, gender)) is not None:
        return one
    for event in reversed(article.events[-60:]):
        entity = event.entity
        if entity.kind != "person" or event.at >= i:
            continue
        known = entity.gender
        if known and known != gender:
            continue
        distance = w.sentence[i] - w.sentence[event.at]
        paragraphs = w.paragraph[i] - w.paragraph[event.at]
        if paragraphs > 6:
            break
        if event.speaks:
            value = 1.6
        elif event.possessive:
            value = 0.75 if event.subject else 0.5
        else:
            value = 1.0 if event.subject else 0.6
        if event.quoted and not event.speaks:
            value *= 0.3
        elif any(s <= event.at < e for s, e in inside) and not event.speaks:
            value *= 0.4
        value *= 1 / (1 + 0.3 * max(distance - 1, 0)) * 0.6**paragraphs
        value *= 1.15 if known else 1.0
        value += 0.15 if known else 0.0
        key = id(entity)
        people[key] = entity
        if value > scores.get(key, -9.0):
            scores[key] = value
    for key, entity in people.items():
        scores[key] += 0.02 * min(entity.count, 15)
    if not scores:
        fitting = [e for e in article.entities if e.kind == "person" and e.gender == gender and e.first < i]
        if not fitting:  # the name may follow at once, as after a headline
            near = [e for e in article.entities if i < e.first and w.paragraph[e.first] - w.paragraph[i] <= 2]
            told = [e for e in near if not any(s <= e.first < stop for s, stop in inside)]
            fitting = [e for e in told if e.kind == "person" and e.gender == gender]
        return max(fitting, key=lambda e: e.count) if fitting else None
    best = max(scores, key=lambda k: scores[k])
    return people[best]


def _spoken_to(article: Article, i: int, gender: str) -> Entity | None:
    """Return whom the pronoun at word ``i`` means as the only one who fits in the words before, or None.

    He put it to Ellen Marsh that she knew. She agreed.
    """
    w = article.words
    if i < 2 or w.quoted[i] or w.paragraph[i - 1] != w.paragraph[i]:
        return None
    opens = w.sentence[i - 1] != w.sentence[i]
    if not opens and not (w.lower[i - 1] in _CLAUSES and _ends_name(article, i - 1)):
        return None
    people: dict[int, Entity] = {}
    for event in reversed(article.events[-20:]):
        if event.at >= i:
            continue
        if w.sentence[event.at] != w.sentence[i] - opens:
            break
        aside = event.possessive or event.quoted or (opens and w.lower[event.at - 1] in _BESIDE)
        if event.entity.kind == "person" and event.entity.gender in ("", gender) and not aside:
            people[id(event.entity)] = event.entity
    return next(iter(people.values())) if len(people) == 1 else None


def _ends_name(article: Article, k: int) -> bool:
    number = bisect_left(article.starts, k) - 1
    return number >= 0 and article.mentions[number].end == k


def unnamed_before(article: Article, i: int, gender: str) -> Said | None:
    """Return the unnamed source that "he" or "she" at word ``i`` means: the one who has just spoken, if any.

    A spokesman who spoke in the sentence or paragraph before is meant rather than a name farther back, unless a name
    that the pronoun fits has come up since. Who asks a question is not who answers it.
    """
    if not article.said:
        return None
    w = article.words
    last = article.said[-1]
    end = min(last.end, len(w)) - 1
    if last.speaker.kind != "unnamed" or not is_role(last.head) or w.paragraph[i] - w.paragraph[end] > 1:
        return None
    first = next(said.at for said in article.said[-60:] if said.speaker is last.speaker)
    told = last.speaker.speaker.lower().split()
    unnamed = w.lower[first] in _NEW or (w.lower[first] == "the" and last.head in OFFICES)
    if not unnamed or (first and w.lower[first - 1] in PREPOSITIONS - {"to"}) or _NAMED & {*told}:
        return None
    if gender_of(told) not in ("", gender) or _ASKS & {*w.lower[last.at : end + 1]}:
        return None
    named = False
    for event in reversed(article.events[-300:]):
        if event.entity.kind != "person" or event.entity.gender not in ("", gender):
            continue
        if event.at > last.at and event.subject and not event.quoted:
            return None
        named |= event.at < last.at
        if named:
            break
    return last if named else None  # else the name may follow, as in the first sentence of a report


def owner_of(article: Article, i: int) -> Entity | None:
    """Return whom "his" or "her" at word ``i`` means."""
    gender = GENDERED.get(article.words.lower[i])
    return by_pronoun(article, i, gender, ()) if gender else None


def choose(article: Article, mention: Mention) -> Entity:
    """Tell which of several people of one name is meant."""
    fitting = mention.entities
    if len(fitting) == 1:
        return fitting[0]
    if mention.gender:
        agreeing = [e for e in fitting if e.gender in (mention.gender, "")]
        sure = [e for e in agreeing if e.gender == mention.gender]
        fitting = sure or agreeing or fitting
    title = role_of_words(article.words.lower[mention.title[0] : mention.title[1]])
    if title and len(fitting) > 1:
        score = {id(e): max((len(title & r.words) for r in e.roles), default=0) for e in fitting}
        best = max(score.values())
        if best:
            fitting = [e for e in fitting if score[id(e)] == best]
    w = article.words
    address = {x for x in w.lower[mention.lead : mention.start] if HONORIFICS.get(x) == ""}
    if address and len(fitting) > 1:
        near = [m for m in article.mentions[:_FAR] if len(m.entities) == 1]
        alike = {id(m.entities[0]) for m in near if address & {*w.lower[m.lead : m.start]}}
        fitting = [e for e in fitting if id(e) in alike] or fitting
    if len(fitting) == 1:
        return fitting[0]
    here = mention.start
    scores: dict[int, float] = {}
    before: dict[int, int] = {}
    for event in article.events:
        before[id(event.entity)] = before.get(id(event.entity), 0) + 1
    for k, entity in enumerate(fitting):
        value = 0.15 * min(before.get(id(entity), 0), 12) - 0.01 * k
        for event in reversed(article.events[-40:]):
            if event.entity is not entity:
                continue
            distance = w.paragraph[here] - w.paragraph[event.at]
            weight = (2.0 if event.speaks else 1.2 if event.subject else 0.2) / (1 + distance)
            value += weight if event.speaks or not event.quoted else 0.0
            break
        else:
            if entity.first > here:
                value -= 1.0
        scores[k] = value
    return fitting[max(scores, key=lambda k: scores[k])]


def last_two(article: Article, i: int) -> Said | None:
    """Return the two people last spoken of, in the order of the text."""
    counts: dict[int, int] = {}
    people: dict[int, Entity] = {}
    for event in article.events[-30:]:
        if event.entity.kind == "person":
            counts[id(event.entity)] = counts.get(id(event.entity), 0) + 1
            people[id(event.entity)] = event.entity
    if len(people) < 2:
        return None
    two = set(sorted(people, key=lambda k: -counts[k])[:2])
    return joined(article, i, [people[k] for k in people if k in two])


def recency(article: Article, i: int) -> dict[int, float]:
    """Return how present each person is in the reader's mind at word ``i``, by the entity's id."""
    w = article.words
    found: dict[int, float] = {}
    for event in reversed(article.events[-40:]):
        if event.entity.kind != "person":
            continue
        paragraphs = w.paragraph[i] - w.paragraph[event.at]
        value = (1.2 if event.speaks else 0.9 if event.subject else 0.4) / (1 + 0.6 * paragraphs)
        if event.quoted and not event.speaks:
            value *= 0.3
        found[id(event.entity)] = max(found.get(id(event.entity), 0.0), value)
    return found


def gender_of(words: Sequence[str]) -> str:
    """Return the gender that a description tells."""
    if any(x in MALE_WORDS for x in words):
        return "male"
    return "female" if any(x in FEMALE_WORDS for x in words) else ""
