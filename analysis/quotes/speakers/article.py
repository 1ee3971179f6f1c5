"""One article while it is read from top to bottom: who has come up, and who has said something."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from analysis.quotes.names.entities import Entity, Mention
from analysis.quotes.names.linking import find_entities
from analysis.quotes.names.roles import find_roles
from analysis.quotes.names.words import Words, split_words

if TYPE_CHECKING:
    from analysis.quotes.model import Name

__all__ = ["NOBODY", "Article", "Event", "Said", "Speaker", "mention_in", "read_article"]


class Speaker(NamedTuple):
    """Who says something.

    Attributes:
        speaker: the fullest name that the article gives, without titles, but for those who have no surname (Princess
            Amalia); the description of an unnamed source, without its article; empty where the text does not tell.
        kind: person, organization, group, unnamed or author (the article's writer, or nobody whom it names).
        role: what the article says the speaker is; may be empty.
        affiliation: the body, party, place or people to which the speaker belongs, or the person for whom the speaker
            works, by name; may be empty.
    """

    speaker: str
    kind: str
    role: str
    affiliation: str


NOBODY = Speaker("", "author", "", "")


class Event(NamedTuple):
    """Somebody comes up in the text: named, meant by a pronoun, or speaking."""

    at: int
    entity: Entity
    subject: bool
    possessive: bool
    quoted: bool
    speaks: bool


class Said(NamedTuple):
    """An attribution that has been resolved."""

    at: int
    end: int
    speaker: Speaker
    entity: Entity | None
    head: str
    members: tuple[Entity, ...]


@dataclass(slots=True)
class Article:
    """An article, and what has been read of it so far.

    Attributes:
        words: its words.
        entities, mentions: who and what it names, and where, in the order of the text.
        starts: the first word of each mention.
        places: adjectives of the places that it names, in lower case: talvian for Talvia.
        by_name: its entities by their full names in lower case.
        events: who has come up so far, named or meant by a pronoun or a description.
        said: the attributions resolved so far.
        affiliations: what affiliations are called, by their words and whose role they belong to, as far as asked for.
        next_mention, next_word: where reading goes on.
    """

    words: Words
    entities: list[Entity]
    mentions: list[Mention]
    starts: list[int]
    places: dict[str, str]
    by_name: dict[str, Entity]
    events: list[Event] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    affiliations: dict[tuple[str, str], str] = field(default_factory=dict)
    next_mention: int = 0
    next_word: int = 0


def read_article(text: str, names: Sequence[Name]) -> Article:
    """Find who and what an article names and what it says they are.

    Args:
        text: the article.
        names: the names that the quote model found in it.
    """
    words = split_words(text)
    entities, mentions = find_entities(words, names)
    places = _adjectives(entities, words)
    find_roles(words, mentions, places)
    by_name: dict[str, Entity] = {}
    for entity in entities:
        by_name.setdefault(" ".join(entity.words), entity)
    return Article(words, entities, mentions, [m.start for m in mentions], places, by_name)


def _adjectives(entities: Sequence[Entity], words: Words) -> dict[str, str]:
    """Return adjectives of places that the article names, by form: Talvian for Talvia."""
    found: dict[str, str] = {}
    stems: dict[str, str] = {}
    for entity in entities:
        if entity.kind in ("place", "organization", "other") and len(entity.words) == 1 and len(entity.name) > 3:
            stems.setdefault(entity.words[0][:4], entity.name)
    for word in set(words.word):
        if word[0].isupper() and len(word) > 5 and word.endswith(("an", "ese", "ish", "i", "ic")):
            name = stems.get(word[:4].lower())
            if name and name != word and word.lower().startswith(name.lower().rstrip("aeiouy")):
                found[word.lower()] = name
    return found


def mention_in(article: Article, i: int, j: int, *, last: bool = True) -> Mention | None:
    """Return the last name, or the first, that stands within the words ``[i, j)``."""
    low, high = bisect_left(article.starts, i), bisect_right(article.starts, j - 1)
    inside = [m for m in article.mentions[low:high] if m.end <= j]
    if not inside:
        return None
    return inside[-1] if last else inside[0]
