"""What an article is about, as data: a person or body, its roles, the places where it is named."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Entity", "Mention", "Role"]


@dataclass(slots=True)
class Role:
    """What somebody is said to be.

    Attributes:
        at: the word at which it stands.
        text: role as worded, without affiliation and determiner.
        head: its noun in lower case, abbreviations written out.
        words: all words of the description, in lower case.
        affiliation: the body, place or person to which the role belongs, as worded.
    """

    at: int
    text: str
    head: str
    words: frozenset[str]
    affiliation: str


@dataclass(slots=True, eq=False)
class Entity:
    """A person, body or place, by all the names that the article gives it.

    Attributes:
        kind: person, organization, place or other.
        name: the fullest name.
        parts: the words of its names in lower case.
        male, female: evidence for either, in votes.
        roles: what the article says it is; filled by `analysis.quotes.names.roles`.
    """

    kind: str
    name: str
    words: tuple[str, ...]
    parts: set[str]
    first: int
    count: int = 0
    male: float = 0.0
    female: float = 0.0
    roles: list[Role] = field(default_factory=list)

    @property
    def gender(self) -> str:
        """Return male, female or nothing."""
        if self.male > self.female:
            return "male"
        return "female" if self.female > self.male else ""


@dataclass(slots=True)
class Mention:
    """A name in the text, words ``[start, end)``; several entities where a surname is shared."""

    start: int
    end: int
    entities: list[Entity]
    gender: str
    title: tuple[int, int]
    full: bool

    @property
    def lead(self) -> int:
        """Return where it begins with its title."""
        return self.title[0] if self.title[1] > self.title[0] else self.start
