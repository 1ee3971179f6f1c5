"""A source that is a noun phrase: a name, several names, a document of somebody, a description."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from analysis.quotes.attribution import Attribution
from analysis.quotes.lists.bodies import DOCUMENTS
from analysis.quotes.lists.grammar import DETERMINERS, PREPOSITIONS, RELATIVES
from analysis.quotes.lists.places import DEMONYMS
from analysis.quotes.names.entities import Mention
from analysis.quotes.names.role_words import is_role
from analysis.quotes.speakers.antecedents import GENDERED, by_pronoun, choose
from analysis.quotes.speakers.article import Article, Said, Speaker, mention_in
from analysis.quotes.speakers.descriptions import belongs, description, group
from analysis.quotes.speakers.follow import read_on
from analysis.quotes.speakers.naming import joined, owned_body, said_by
from analysis.quotes.speakers.wording import cut, is_plural, only_owns, worded

__all__ = ["phrase"]

_NOTE = re.compile(r"\([^()]*\)")
_STATE = re.compile(r"[rdi](?:-[a-z.]+)?$")


def phrase(article: Article, i: int, j: int, a: Attribution | None) -> Said:
    """Resolve a source that is a noun phrase, words ``[i, j)``."""
    w = article.words
    if j - i == 1 and w.word[i] in DEMONYMS:
        country = DEMONYMS[w.word[i]]
        country = "Europe" if country == "European Union" else country
        return Said(i, i, Speaker(country, "organization", "", ""), None, country.lower(), ())
    several = _listed(article, i, j) or _several(article, i, j)
    if several is not None:
        return several
    stop = cut(article, i, j)
    if stop == i:
        stop = j
    # A name at the end of the head part: "Latvian journalist Dainis Ivans".
    mention = mention_in(article, i, stop)
    if mention is not None and mention.end == stop and not only_owns(article, mention, j):
        lead = mention.lead
        if lead > i + 2 and w.lower[lead - 1] in DETERMINERS:
            lead -= 1
        before = w.lower[lead - 2] if lead > i + 1 else ""
        if w.lower[lead - 1] == "and" and lead > i + 1 and w.word[lead - 2][0].islower() and not is_role(before):
            # "The Clinton campaign and the D.N.C.": more than the last of them.
            return group(article, i, stop, stop)
        return _named(article, i, mention, j)
    # A name in apposition: "Another critic, Laurence H. Tribe,".
    if is_plural(w.lower[stop - 1]):
        pass
    elif stop < j and w.word[stop] in ",–—":
        named = _apposed(article, i, stop + 1, j)
        if named is not None:
            return named
    elif stop < j and w.lower[stop] in PREPOSITIONS:
        comma = next((k for k in range(stop, j) if w.word[k] == ","), -1)
        if comma > 0:
            named = _apposed(article, i, comma + 1, j)
            if named is not None:
                return named
    issued = _document(article, i, stop, j)
    return issued if issued is not None else description(article, i, stop, j)


def _apposed(article: Article, i: int, k: int, j: int) -> Said | None:
    w = article.words
    while k < j and (w.lower[k] in DETERMINERS or not w.word[k][0].isalnum()):
        k += 1
    if k < j and w.lower[k] in PREPOSITIONS | RELATIVES:
        return None
    stop = k
    while stop < j and w.word[stop] not in ",;()":
        stop += 1
    end = cut(article, k, stop) if k < stop else stop
    mention = mention_in(article, k, max(end, k))
    if mention is None or mention.end < end or mention.entities[0].kind != "person":
        return None
    return _named(article, i, mention, mention.end)


def _named(article: Article, i: int, mention: Mention, j: int) -> Said:
    read_on(article, mention.end)
    entity = mention.entities[0]
    if entity.kind == "person":
        return said_by(article, i, choose(article, mention))
    if entity.kind == "people":
        words = worded(article, i, mention.end, j)
        return Said(i, i, Speaker(words, "group", "", belongs(article, i, mention.end)), None, entity.words[-1], ())
    return said_by(article, i, entity)


def _listed(article: Article, i: int, j: int) -> Said | None:
    """Resolve three persons or more, by their names: Sens. Ann Lee (Left), Bo Karr and Eli Voss."""
    w = article.words
    low, high = bisect_left(article.starts, i), bisect_right(article.starts, j - 1)
    people = [m for m in article.mentions[low:high] if m.end <= j and m.entities[0].kind == "person"]
    if len(people) < 3 or any(w.possessive[m.end - 1] for m in people) or people[-1].end < j - 4:
        return None
    for one, two in pairwise(people):
        between = w.word[one.end : two.lead]
        bare = _NOTE.sub("", " ".join(between)).split()
        if bare not in ([","], ["and"], [",", "and"]):
            return None
    read_on(article, people[-1].end)
    members = list(dict.fromkeys(choose(article, m) for m in people))
    return joined(article, i, members) if len(members) > 2 else None


def _several(article: Article, i: int, j: int) -> Said | None:
    """Resolve "Mr. King and Mr. Schultz", names joined with "and"."""
    w = article.words
    low, high = bisect_left(article.starts, i), bisect_right(article.starts, j - 1)
    inside = [m for m in article.mentions[low:high] if m.end <= j]
    if len(inside) < 2:
        return None
    for a, b in pairwise(inside):
        between = [x for x in w.lower[a.end : b.start] if x[0].isalnum()]
        title = w.lower[b.title[0] : b.title[1]]
        rest = between[: len(between) - len(title)] if title and between[-len(title) :] == title else between
        plain = [x for x in rest if not is_role(x) and not _STATE.match(x)]
        if w.possessive[a.end - 1]:
            continue
        if (
            "and" in rest
            and len(plain) <= (1 if a.entities[0].kind != "person" else 5)
            and not any(x in RELATIVES or x in PREPOSITIONS for x in rest)
        ):
            before = w.lower[max(i, a.start - 4) : a.start]
            if "," in w.word[i : a.start]:
                return None
            if any(x in PREPOSITIONS for x in before) or b.end < j - 8:
                return None
            if b.end < j and w.word[b.end][0].isalnum() and w.lower[b.end] not in RELATIVES | PREPOSITIONS:
                return None
            if (
                rest not in (["and"], ["and", "the"])
                and a.entities[0].kind != b.entities[0].kind
                and "person"
                in (
                    a.entities[0].kind,
                    b.entities[0].kind,
                )
            ):
                return None
            read_on(article, b.end)
            members = [choose(article, m) if m.entities[0].kind == "person" else m.entities[0] for m in (a, b)]
            if members[0] is members[1]:
                return None
            return joined(article, i, members)
    return None


def _document(article: Article, i: int, stop: int, j: int) -> Said | None:
    """Resolve a statement, tweet or report to whoever issued it, where the text tells; None for anything else."""
    w = article.words
    head = w.lower[stop - 1]
    if head not in DOCUMENTS or is_plural(head):
        return None
    definite = w.lower[i] in ("the", "this", "that", "these", "those") or w.possessive[i]
    mention = mention_in(article, i, stop)
    gender = GENDERED.get(w.lower[i])
    if gender:
        entity = by_pronoun(article, i, gender, ())
        return said_by(article, i, entity) if entity is not None else None
    personal = head not in ("poll", "survey", "study", "paper", "post", "book", "research")
    if mention is not None and mention.entities[0].kind == "person" and personal:
        read_on(article, stop)
        entity = choose(article, mention)
        if head in ("ad", "advertisement", "commercial"):
            return owned_body(article, i, entity, "campaign")
        return said_by(article, i, entity)
    if mention is not None and mention.entities[0].kind == "organization" and personal and mention.end < stop:
        return said_by(article, i, mention.entities[0])
    for k in range(stop, j):
        if w.lower[k] in ("by", "from", "of") and k + 1 < j and (w.lower[k] != "of" or head == "statement"):
            issuer = phrase(article, k + 1, j, None)
            if issuer.entity is not None or issuer.speaker.kind in ("organization", "person"):
                return issuer._replace(at=i, head=head)
            break
        if w.lower[k] in RELATIVES or w.word[k] == ",":
            break
    if head in ("statement", "release") and w.lower[i] in ("a", "an") and stop == j and article.said:
        before = article.said[-1]
        if before.speaker.speaker and w.paragraph[i] - w.paragraph[min(before.at, len(w) - 1)] <= 1:
            return before._replace(at=i, head=head)
    if definite and stop == j:
        for said in reversed(article.said[-12:]):
            if said.head == head:
                return said._replace(at=i)
        for said in reversed(article.said[-6:]):
            last = min(said.at, len(w) - 1)
            near = w.lower[max(said.at - 12, 0) : min(said.end + 12, len(w))]
            if head in near and said.speaker.speaker:
                return said._replace(at=i, head=head)
            if head in ("statement", "letter", "release", "email", "tweet") and w.paragraph[i] - w.paragraph[last] <= 1:
                return said._replace(at=i, head=head)
    return None
