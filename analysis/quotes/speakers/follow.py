"""Reading on: who is named, and whom the pronouns and descriptions between the quotes mean."""

from __future__ import annotations

from bisect import bisect_left

from analysis.quotes.lists.grammar import FUNCTION_WORDS, PREPOSITIONS
from analysis.quotes.lists.titles import GENERIC_SOURCES
from analysis.quotes.names.entities import Entity, Mention
from analysis.quotes.names.role_words import is_role
from analysis.quotes.speakers.antecedents import GENDERED, by_pronoun, choose, unnamed_before
from analysis.quotes.speakers.article import Article, Event
from analysis.quotes.speakers.by_description import by_description, last_person

__all__ = ["read_on"]


def read_on(article: Article, stop: int) -> None:
    """Read on to word ``stop``: note who is named and whom the pronouns mean."""
    w = article.words
    k = article.next_word
    while k < stop:
        while article.next_mention < len(article.mentions) and article.mentions[article.next_mention].start < k:
            article.next_mention += 1
        if article.next_mention < len(article.mentions) and article.mentions[article.next_mention].start == k:
            mention = article.mentions[article.next_mention]
            if mention.entities[0].kind == "person":
                entity = choose(article, mention)
                mention.entities[:] = [entity]
                article.events.append(_event(article, mention, entity))
            else:
                article.events.append(_event(article, mention, mention.entities[0]))
            k = max(mention.end, k + 1)
            article.next_mention += 1
            continue
        lower = w.lower[k]
        if lower in ("he", "she") and not w.quoted[k] and unnamed_before(article, k, GENDERED[lower]) is None:
            meant = by_pronoun(article, k, GENDERED[lower], ())
            if meant is not None:
                article.events.append(Event(k, meant, True, False, False, False))
        elif lower == "the" and not w.quoted[k]:
            _note_description(article, k)
        k += 1
    article.next_word = max(article.next_word, k)


def _note_description(article: Article, k: int) -> None:
    """Note whom "the president" at word ``k`` means, where the article has said who that is."""
    w = article.words
    stop = k + 1
    while stop < len(w) and stop - k < 7 and w.close[stop] and w.word[stop][0].isalnum():
        if w.lower[stop] in FUNCTION_WORDS and w.lower[stop] != "former":
            break
        stop += 1
        if is_role(w.lower[stop - 1]) and not (stop < len(w) and w.close[stop] and is_role(w.lower[stop])):
            break
    head = stop - 1
    if stop - k < 2 or not is_role(w.lower[head]) or w.lower[head] in GENERIC_SOURCES:
        return
    number = bisect_left(article.starts, k)
    if number < len(article.mentions) and article.mentions[number].start <= stop:
        return
    if stop < len(w) and w.lower[stop] in ("of", "for", "at"):
        return
    entity = by_description(article, k, stop, w.lower[head], True)
    first = not w.close[k]
    if entity is None and first:
        entity = last_person(article, k, k + 1, stop)
    if entity is not None:
        article.events.append(Event(k, entity, first or not w.possessive[head], w.possessive[head], False, False))


def _event(article: Article, mention: Mention, entity: Entity) -> Event:
    w = article.words
    i, j = mention.start, mention.end
    first = mention.lead
    before = w.lower[first - 1] if first and w.sentence[first - 1] == w.sentence[i] else ""
    possessive = w.possessive[j - 1]
    subject = before not in PREPOSITIONS
    if possessive:
        subject = not before
    elif subject and before:
        # First person named in the sentence, or directly after a conjunction.
        others = [e for e in article.events[-4:] if w.sentence[e.at] == w.sentence[i] and e.entity.kind == "person"]
        subject = not [e for e in others if not e.possessive] or before in (
            "and",
            "but",
            "that",
            "while",
            "as",
        )
    return Event(i, entity, subject, possessive, w.quoted[i], False)
