"""To whom somebody belongs, as the table says it: a body, party, place or people by its name, or nothing."""

from __future__ import annotations

import re

from analysis.quotes.lists.bodies import ORGANIZATION_HEADS
from analysis.quotes.lists.grammar import FUNCTION_WORDS
from analysis.quotes.lists.people import HONORIFICS
from analysis.quotes.lists.places import CAPITALS, COUNTRIES, DEMONYMS, POSTAL
from analysis.quotes.lists.sets import word_set
from analysis.quotes.names.entities import Entity
from analysis.quotes.names.role_words import is_role
from analysis.quotes.speakers.article import Article

__all__ = ["affiliation_of", "body_name"]

_PARTIES = word_set(
    "party republican democratic democrat republicans democrats gop labour tory conservative liberal green"
)

_WHOLE = word_set("congress senate house parliament treasury navy army cabinet knesset bundestag duma")
"""Nouns of bodies of which a country has one, so that they are names by themselves."""

_PLAIN = word_set(
    """
    state federal national local regional presidential supreme district ward parish borough civil public private
    one two tv radio web real latest daily women students citizens refugees vote article
    """
)
"""Words that tell of no body in particular, in capitals or not, besides the nouns of bodies."""

_PRIVATE = word_set(
    """
    husband wife father mother son daughter brother sister widow widower uncle aunt nephew niece cousin grandfather
    grandmother grandson granddaughter friend neighbor neighbour girlfriend boyfriend owner fan critic rival
    opponent counterpart predecessor successor victim classmate roommate
    """
)
"""What somebody may be to another without speaking for that person."""

_QUALIFIERS = word_set("presumptive likely top onetime leading fellow veteran longtime famed renowned disgraced")
"""Words that a sentence may begin with, and so give a capital, before the name of a body."""

_BEFORE_NAMES = word_set("of from in at near with for")

_PLACED = re.compile(r"^(?P<place>[A-Z].*)-(?:based|area)\b")
_COMPOUND = re.compile(r"^[A-Z]\S*-[a-z]+$")
_CAMPAIGN_OF_A_YEAR = re.compile(r"['’]s (?:19|20)\d\d$")


def affiliation_of(article: Article, words: str, role: str = "") -> str:
    """Return the full name of an affiliation as the article gives it elsewhere; "" if it is none.

    Args:
        article: the article.
        words: the affiliation as worded where it stands.
        role: whose it is: the husband of somebody does not belong to her as her spokesman does.
    """
    if (words, role) not in article.affiliations:  # a long article asks for few, many times
        article.affiliations[words, role] = _affiliation(article, words, role) if words else ""
    return article.affiliations[words, role]


def _affiliation(article: Article, words: str, role: str) -> str:
    named = _named_part(words)
    if not named:
        return _only_body(article, words.lower())
    named = DEMONYMS.get(named, named)
    entity = _person_with_title(article, named) or _entity(article, named)
    if _is_private(role) and not _is_public(named, entity):
        return ""
    if entity is not None and entity.kind == "person":
        return entity.name
    if " " not in named and not words.startswith(f"{named}-") and not _is_name(article, named, entity):
        return _only_body(article, named.lower())
    if entity is not None:
        name = body_name(article, entity)
        return named if name.isupper() and name.lower() == named.lower() else name
    return f"{named} Party" if named in ("Republican", "Democratic") else named


def _is_private(role: str) -> bool:
    """Return whether a role is to be something to somebody, a friend say, rather than to speak for somebody."""
    return any(word in _PRIVATE for word in role.lower().split())


def _is_public(named: str, entity: Entity | None) -> bool:
    """Return whether a name is of a body, party or place, not of somebody or of a pet."""
    if entity is None:
        return " " in named or named in COUNTRIES or named.lower() in _PARTIES
    return entity.kind in ("organization", "place")


def body_name(article: Article, entity: Entity) -> str:
    """Return what a body or place is called: a government by its country where its seat stands for it."""
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


def _named_part(words: str) -> str:
    """Return the part in capitals: without what stands before it (the law firm) and the year of a campaign."""
    placed = _PLACED.match(words)
    words = placed["place"] if placed else _CAMPAIGN_OF_A_YEAR.sub("", words)
    split = words.split()
    while split and not any(c.isupper() or c.isdigit() for c in split[0]):
        split = split[1:]
    while len(split) > 1 and split[0].lower() in _QUALIFIERS:
        split = split[1:]
    while split and (split[-1] in FUNCTION_WORDS or _COMPOUND.match(split[-1])):
        split = split[:-1]
    return " ".join(split)


def _entity(article: Article, words: str) -> Entity | None:
    """Return whom an affiliation names."""
    key = tuple(word.rstrip(".") or word for word in words.lower().replace("’", "'").split())
    entity = article.by_name.get(" ".join(key))
    if entity is None and len(key) == 1:
        return next((e for e in article.entities if e.kind == "person" and e.words[-1] == key[0]), None)
    if entity is not None:
        for mention in article.mentions:
            if len(mention.entities) == 1 and tuple(article.words.lower[mention.start : mention.end]) == key:
                return mention.entities[0]
    return None


def _person_with_title(article: Article, words: str) -> Entity | None:
    """Return the person whom an affiliation names with a title: Mrs. Lee, Senate Majority Leader Ann Lee."""
    split = words.split()
    for k in range(1, len(split)):
        title = split[k - 1].lower().rstrip(".")
        if title not in HONORIFICS and not is_role(title):
            continue
        entity = _entity(article, " ".join(split[k:]))
        gender = HONORIFICS.get(title, "")
        if entity is not None and entity.kind == "person" and gender in ("", entity.gender):
            return entity
        last = split[-1].lower()
        fitting = [e for e in article.entities if e.kind == "person" and e.words[-1] == last and e.gender == gender]
        if gender and len(fitting) == 1:
            return fitting[0]
    return None


def _is_name(article: Article, word: str, entity: Entity | None) -> bool:
    """Return whether a single word in capitals is a name: Norland, Unicef, Labour; but not Ward, Seeing, Marine."""
    lower = word.lower().rstrip(".")
    if lower in _WHOLE or (lower in _PARTIES and lower != "party"):
        return True
    if lower in ORGANIZATION_HEADS or lower in _PLAIN or is_role(lower):
        return False
    if word in COUNTRIES or word in CAPITALS or lower in POSTAL or any(c.isupper() for c in word[1:]):
        return True
    w = article.words
    ordinary = lower in w.word
    for k in range(len(w)):
        if w.word[k] != word or w.paragraph[k] in w.headline:
            continue
        if w.possessive[k] and not ordinary:
            return True
        if not w.close[k]:
            continue
        if entity is not None and entity.kind != "other":
            return True
        goes_on = k + 1 < len(w) and w.close[k + 1] and w.word[k + 1][0].isupper() and not w.possessive[k]
        if (w.lower[k - 1] in _BEFORE_NAMES or w.word[k - 1] == "The") and not goes_on:
            return True
    return False


def _only_body(article: Article, words: str) -> str:
    """Return the body that a common noun stands for (the institute), if the article names exactly one such."""
    head = words.split()[-1]
    if head in _WHOLE or (head in _PARTIES and head != "party"):
        return words
    if head not in ORGANIZATION_HEADS or head in _PLAIN or len(words.split()) > 1:
        return ""
    w = article.words
    if any(w.lower[k] == head and w.word[k][0].isupper() and w.word[k + 1] == "of" for k in range(len(w) - 1)):
        return ""  # University of Lammer: another than the one that is called so
    fitting = {
        mention.entities[0].name
        for mention in article.mentions
        if mention.entities[0].kind == "organization"
        and len(mention.entities[0].words) > 1
        and mention.entities[0].words[-1] == head
    }
    return fitting.pop() if len(fitting) == 1 else ""
