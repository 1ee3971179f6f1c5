"""A source that names nobody at its head: a person or body named before, a group, or someone unnamed."""

from __future__ import annotations

from analysis.quotes.lists.bodies import ORGANIZATION_HEADS
from analysis.quotes.lists.grammar import PLURALS, RELATIVES
from analysis.quotes.lists.places import DEMONYMS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.lists.titles import GENERIC_SOURCES
from analysis.quotes.names.role_words import is_role, role_of_words
from analysis.quotes.speakers.affiliations import affiliation_of
from analysis.quotes.speakers.antecedents import choose, last_two, owner_of
from analysis.quotes.speakers.article import Article, Said, Speaker, mention_in
from analysis.quotes.speakers.bodies import body_named_before
from analysis.quotes.speakers.by_description import by_description, last_person, other_office
from analysis.quotes.speakers.follow import read_on
from analysis.quotes.speakers.naming import name_of, owned_body, said_by
from analysis.quotes.speakers.wording import is_plural, is_share, worded

__all__ = ["belongs", "description", "group"]

_CAMPAIGN = word_set("campaign administration government team camp office")


def description(article: Article, i: int, stop: int, j: int) -> Said:
    """Resolve a source that names nobody at its head."""
    w = article.words
    definite = w.lower[i] in ("the", "this", "that", "these", "those") or w.possessive[i]
    indefinite = w.lower[i] in ("a", "an", "another", "one", "some")
    possessive = w.lower[i] in ("his", "her", "its", "their", "my", "our")
    head = w.lower[stop - 1]
    plural = is_plural(head)
    mention = mention_in(article, i, stop)
    modifier = mention.entities[0] if mention is not None else None
    # A body that belongs to a person: Donald Trump's campaign, the Clinton campaign.
    if head in _CAMPAIGN and modifier is not None and modifier.kind == "person" and not plural:
        read_on(article, stop)
        owner = choose(article, mention) if mention is not None else modifier
        return owned_body(article, i, owner, head)
    if plural:
        pair = _plural_reference(article, i, stop, j, head)
        return pair if pair is not None else group(article, i, stop, j)
    closes = stop == j or w.word[stop] in ",(–—" or w.lower[stop] in RELATIVES
    if stop + 1 < j and w.lower[stop : stop + 2] in (["of", "state"], ["of", "defense"], ["of", "defence"]):
        closes = stop + 2 == j or w.word[stop + 2] in ",(–—" or w.lower[stop + 2] in RELATIVES
    if definite and head in GENERIC_SOURCES and stop == j:
        same = _described_before(article, i, stop, within=10)
        if same is not None:
            return same
    if not indefinite and not possessive:
        person = None
        if closes or definite or w.lower[stop] == "from":
            person = by_description(article, i, stop, head, definite)
        if person is not None:
            return said_by(article, i, person)
    if not indefinite:
        body = body_named_before(article, i, stop, j, head, definite)
        if body is not None:
            return body
    if definite:
        same = _described_before(article, i, stop)
        if same is not None:
            return same
    if possessive:
        holder = owner_of(article, i)
        if holder is not None and head in _CAMPAIGN:
            return owned_body(article, i, holder, head)
        words = worded(article, i, stop, j)
        affiliation = affiliation_of(article, holder.name, words) if holder is not None else ""
        return Said(
            i,
            i,
            Speaker(words, _kind_of_head(head), words if is_role(head) else "", affiliation),
            None,
            head,
            (),
        )
    called = is_role(head) and head not in GENERIC_SOURCES
    if definite and closes and (called or head.endswith("-year-old")):
        person = last_person(article, i, i + 1, stop)
        if person is not None:
            return said_by(article, i, person)
    return _unnamed(article, i, stop, j, head)


def _described_before(article: Article, i: int, stop: int, *, within: int = 0) -> Said | None:
    """Return the last who spoke under the same description and has no name; of the last ``within`` or of all.

    The chief is the fire chief of whom the text has told; the police chief is somebody else, and so is a deputy.
    """
    lower = article.words.lower
    own = role_of_words(lower[i : stop - 1])
    for said in reversed(article.said[-within:]):
        if said.head != lower[stop - 1] or said.entity is not None:
            continue
        if said.head in GENERIC_SOURCES or not is_role(said.head):
            return said._replace(at=i)
        words = said.speaker.speaker.lower().split()
        before = role_of_words(words[: words.index(said.head)] if said.head in words else [])
        if not other_office(said.head, own, before) and (own <= before or before <= own):
            return said._replace(at=i)
    return None


def _kind_of_head(head: str) -> str:
    if is_plural(head) or head in PLURALS:
        return "group"
    return "unnamed" if is_role(head) or head not in ORGANIZATION_HEADS else "organization"


def _plural_reference(article: Article, i: int, stop: int, j: int, head: str) -> Said | None:
    w = article.words
    words = w.lower[i:stop]
    if (words[0] in ("both", "the") and (head in ("candidates", "nominees", "rivals") and len(words) == 2)) or (
        head in ("men", "women", "candidates") and words[:-1] in (["both"], ["the", "two"], ["the"])
    ):
        return last_two(article, i)
    if words[0] == "the" and len(words) == 2 and stop == j and is_role(head[:-1]):
        for said in reversed(article.said[-10:]):
            if len(said.members) > 1 and all(e.kind == "person" for e in said.members):
                return said._replace(at=i)
    if words[0] in ("the", "these", "those") and stop == j and len(words) == 2:
        for said in reversed(article.said[-25:]):
            if said.head == head and said.speaker.kind == "group":
                return said._replace(at=i)
    return None


def group(article: Article, i: int, stop: int, j: int) -> Said:
    """Return that an attribution is by a group without a name."""
    w = article.words
    words = worded(article, i, stop, j)
    head = w.lower[stop - 1]
    affiliation = affiliation_of(article, belongs(article, i, stop), head)
    return Said(i, i, Speaker(words, "group", "", affiliation), None, head, ())


def belongs(article: Article, i: int, stop: int) -> str:
    """Return the body or country named before a head: Pyongyang negotiators."""
    w = article.words
    mention = mention_in(article, i, stop)
    two = " ".join(w.word[k] for k in range(i, min(i + 2, stop)))
    if two in DEMONYMS:
        return DEMONYMS[two]
    for k in range(i, stop):
        if w.word[k] in DEMONYMS:
            return DEMONYMS[w.word[k]]
        if w.lower[k] in article.places:
            return article.places[w.lower[k]]
    if mention is not None and mention.end < stop:
        return name_of(article, mention.entities[0]).speaker
    return ""


def _unnamed(article: Article, i: int, stop: int, j: int, head: str) -> Said:
    words = worded(article, i, stop, j)
    kind = _kind_of_head(head)
    several = head in ("group", "coalition", "team", "couple") and stop < j and article.words.lower[stop] == "of"
    if several or is_share(article, i, stop, j):
        kind = "group"
    affiliation = belongs(article, i, stop)
    if not affiliation and stop < j and article.words.lower[stop] in ("for", "of", "at", "with", "from", "in"):
        mention = mention_in(article, stop, j, last=False)
        if mention is not None:
            affiliation = name_of(article, mention.entities[0]).speaker
    affiliation = affiliation_of(article, affiliation, head)
    role = article.words.shown(max(i, stop - 1), stop) if is_role(head) else ""
    return Said(i, i, Speaker(words, kind, role, affiliation), None, head, ())
