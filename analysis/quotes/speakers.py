"""Who is speaking: each source of an article as a name, a kind, a role and an affiliation.

A source is read like a careful reader reads it: full names first, then surnames, acronyms and short forms that
stand for them, then pronouns and descriptions by what the article has said so far. The order of preference for
a pronoun is the classical one (Hobbs, 1978; Lappin and Leass, 1994): agreement in gender and number, then
recency, subjects before objects, and, in news, whoever spoke last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analysis.quotes.attribution import Attribution
from analysis.quotes.lists import (
    CAPITALS,
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    FEMALE_WORDS,
    FUNCTION_WORDS,
    GENERIC_SOURCES,
    MALE_WORDS,
    ORGANIZATION_HEADS,
    PLURALS,
    PREPOSITIONS,
    QUANTIFIERS,
    REFERENCES,
    RELATIVES,
    ROLES,
    word_set,
)
from analysis.quotes.mentions import Entity, Mention, find_entities, split_words
from analysis.quotes.roles import best_role, find_roles, is_role, role_head, role_of_words

if TYPE_CHECKING:
    from analysis.quotes.model import Name

__all__ = ["Speaker", "resolve_speakers"]

_GENDERED = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}
_FIRST = word_set("i we me us my our mine ours myself ourselves")
_PLURAL_PRONOUNS = word_set("they them their both each")
_NEUTER = word_set("it its this that")
_FIXED = word_set(
    """
    someone somebody everyone everybody anyone nobody one none some many most few others all
    """
)
_CAMPAIGN = word_set("campaign administration government team camp office")
_NUMERAL = re.compile(r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+$")
_BREAKS = FUNCTION_WORDS - QUANTIFIERS - {"and", "retired", "former", "other", "such"} | {
    "of",
    "in",
    "to",
    "by",
    "the",
    "than",
    "as",
    "at",
}
_TIMES = word_set(
    """
    last this next yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday here there
    """
)
_STATE = re.compile(r"[rdi](?:-[a-z.]+)?$")
_PARTIES = word_set("republican democratic libertarian independent labour conservative")
_PLAIN = word_set(
    """
    former first new then current senior junior top chief vice deputy acting young old and late
    """
)


class Speaker(NamedTuple):
    """Who says something.

    Attributes:
        speaker: the fullest name that the article gives, without titles; the description of an unnamed source,
            without its article; empty where the text does not tell.
        kind: person, organization, group, unnamed or author (the article's writer, or nobody whom it names).
        role: what the article says the speaker is; may be empty.
        affiliation: the body, country or person to which the speaker belongs; may be empty.
    """

    speaker: str
    kind: str
    role: str
    affiliation: str


_NOBODY = Speaker("", "author", "", "")


class _Event(NamedTuple):
    """Somebody comes up in the text: named, meant by a pronoun, or speaking."""

    at: int
    entity: Entity
    subject: bool
    possessive: bool
    quoted: bool
    speaks: bool


class _Said(NamedTuple):
    """An attribution that has been resolved."""

    at: int
    end: int
    speaker: Speaker
    entity: Entity | None
    head: str
    members: tuple[Entity, ...]


def resolve_speakers(text: str, attributions: Sequence[Attribution], names: Sequence[Name]) -> list[Speaker]:
    """Name the speaker of each attribution of an article.

    Args:
        text: the article.
        attributions: its attributions, in the order of the text.
        names: the names that the quote model found; the more it finds the better, but none are needed.

    Returns:
        One speaker for each attribution, in the same order.
    """
    if not attributions:
        return []
    article = _Article(text, names)
    order = sorted(range(len(attributions)), key=lambda k: _place(attributions[k]))
    found: list[Speaker] = [_NOBODY] * len(attributions)
    for k in order:
        found[k] = article.speaker_of(attributions[k])
    return found


def _place(a: Attribution) -> int:
    spans = a.source or a.cue or a.content
    return spans[0][0] if spans else 0


class _Article:
    """One article while it is read from top to bottom."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self.w = split_words(text)
        self.entities, self.mentions = find_entities(self.w, names)
        self.starts = [m.start for m in self.mentions]
        self.places = self._adjectives()
        find_roles(self.w, self.mentions, self.places)
        self.events: list[_Event] = []
        self.said: list[_Said] = []
        self.next_mention = 0
        self.next_word = 0
        self.by_name: dict[str, Entity] = {}
        for entity in self.entities:
            self.by_name.setdefault(" ".join(entity.words), entity)

    # --- what the article holds ---

    def _adjectives(self) -> dict[str, str]:
        """Return adjectives of places that the article names, by form: Talvian for Talvia."""
        found: dict[str, str] = {}
        stems: dict[str, str] = {}
        for entity in self.entities:
            if entity.kind in ("place", "organization", "other") and len(entity.words) == 1 and len(entity.name) > 3:
                stems.setdefault(entity.words[0][:4], entity.name)
        for word in set(self.w.word):
            if word[0].isupper() and len(word) > 5 and word.endswith(("an", "ese", "ish", "i", "ic")):
                name = stems.get(word[:4].lower())
                if name and name != word and word.lower().startswith(name.lower().rstrip("aeiouy")):
                    found[word.lower()] = name
        return found

    def _advance(self, stop: int) -> None:
        """Read on to word ``stop``: note who is named and whom the pronouns mean."""
        w = self.w
        k = self.next_word
        while k < stop:
            while self.next_mention < len(self.mentions) and self.mentions[self.next_mention].start < k:
                self.next_mention += 1
            if self.next_mention < len(self.mentions) and self.mentions[self.next_mention].start == k:
                mention = self.mentions[self.next_mention]
                if mention.entities[0].kind == "person":
                    entity = self._choose(mention)
                    mention.entities[:] = [entity]
                    self.events.append(self._event(mention, entity))
                else:
                    self.events.append(self._event(mention, mention.entities[0]))
                k = max(mention.end, k + 1)
                self.next_mention += 1
                continue
            lower = w.lower[k]
            if lower in ("he", "she") and not w.quoted[k]:
                meant = self._pronoun(k, _GENDERED[lower], ())
                if meant is not None:
                    self.events.append(_Event(k, meant, True, False, False, False))
            elif lower == "the" and not w.quoted[k]:
                self._definite(k)
            k += 1
        self.next_word = max(self.next_word, k)

    def _definite(self, k: int) -> None:
        """Note whom "the president" at word ``k`` means, where the article has said who that is."""
        w = self.w
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
        number = bisect_left(self.starts, k)
        if number < len(self.mentions) and self.mentions[number].start <= stop:
            return
        if stop < len(w) and w.lower[stop] in ("of", "for", "at"):
            return
        entity = self._by_description(k, stop, w.lower[head], True)
        first = not w.close[k]
        if entity is None and first:
            entity = self._last_person(k, k + 1, stop)
        if entity is not None:
            self.events.append(_Event(k, entity, first or not w.possessive[head], w.possessive[head], False, False))

    def _event(self, mention: Mention, entity: Entity) -> _Event:
        w = self.w
        i, j = mention.start, mention.end
        first = mention.title[0] if mention.title[1] > mention.title[0] else i
        before = w.lower[first - 1] if first and w.sentence[first - 1] == w.sentence[i] else ""
        possessive = w.possessive[j - 1]
        subject = before not in PREPOSITIONS
        if possessive:
            subject = not before
        elif subject and before:
            # First person named in the sentence, or directly after a conjunction.
            others = [e for e in self.events[-4:] if w.sentence[e.at] == w.sentence[i] and e.entity.kind == "person"]
            subject = not [e for e in others if not e.possessive] or before in (
                "and",
                "but",
                "that",
                "while",
                "as",
            )
        return _Event(i, entity, subject, possessive, w.quoted[i], False)

    def _choose(self, mention: Mention) -> Entity:
        """Tell which of several people of one name is meant."""
        fitting = mention.entities
        if len(fitting) == 1:
            return fitting[0]
        if mention.gender:
            agreeing = [e for e in fitting if e.gender in (mention.gender, "")]
            sure = [e for e in agreeing if e.gender == mention.gender]
            fitting = sure or agreeing or fitting
        title = role_of_words(self.w.lower[mention.title[0] : mention.title[1]])
        if title and len(fitting) > 1:
            score = {id(e): max((len(title & r.words) for r in e.roles), default=0) for e in fitting}
            best = max(score.values())
            if best:
                fitting = [e for e in fitting if score[id(e)] == best]
        if len(fitting) == 1:
            return fitting[0]
        w = self.w
        here = mention.start
        scores: dict[int, float] = {}
        before: dict[int, int] = {}
        for event in self.events:
            before[id(event.entity)] = before.get(id(event.entity), 0) + 1
        for k, entity in enumerate(fitting):
            value = 0.15 * min(before.get(id(entity), 0), 12) - 0.01 * k
            for event in reversed(self.events[-40:]):
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

    # --- the speaker of one attribution ---

    def speaker_of(self, a: Attribution) -> Speaker:
        """Resolve one attribution; those before it in the text have been."""
        w = self.w
        if not a.source:
            anchor = (a.cue or a.content)[0][0] if a.cue or a.content else 0
            at = w.span(anchor, anchor + 1)[0]
            self._advance(at)
            said = self._implicit(a, at)
        else:
            at = w.span(*a.source[0])[0]
            self._advance(at)
            said = self._source(a, [w.span(s, e) for s, e in a.source])
        end = max((e for s in (a.content, a.source, a.cue) for _, e in s), default=0)
        said = said._replace(end=w.span(end - 1, end)[1] if end else at)
        self.said.append(said)
        if said.entity is not None:
            relative = bool(a.source) and w.lower[at] in RELATIVES
            self.events.append(_Event(at, said.entity, True, False, False, not relative))
        return said.speaker

    def _implicit(self, a: Attribution, at: int) -> _Said:
        w = self.w
        i, j = w.span(a.content[0][0], a.content[-1][1]) if a.content else (at, at)
        quoted = sum(w.quoted[i:j]) >= 0.6 * max(j - i, 1)
        if quoted and self.said and not a.cue:
            last = self.said[-1]
            if w.paragraph[min(i, len(w) - 1)] - w.paragraph[min(last.end, len(w)) - 1] <= 1:
                return last._replace(at=at)
        return _Said(at, at, _NOBODY, None, "", ())

    def _name(self, entity: Entity) -> Speaker:
        if entity.kind == "person":
            role, affiliation = best_role(entity)
            return Speaker(entity.name, "person", role, self._full(affiliation))
        return Speaker(self._body_name(entity), "organization", "", "")

    def _body_name(self, entity: Entity) -> str:
        name = entity.name
        country = CAPITALS.get(name)
        if country and self._names_country(country):
            return country
        if name in ("U.S.", "US", "U.S.A.", "USA", "America") and "united states" in self.by_name:
            return "United States"
        if name in ("E.U.", "EU") and "european union" in self.by_name:
            return "European Union"
        return name

    def _names_country(self, country: str) -> bool:
        return " ".join(country.lower().split()) in self.by_name or any(
            DEMONYMS.get(e.name) == country for e in self.entities
        )

    def _full(self, affiliation: str) -> str:
        """Return the full name of an affiliation as the article gives it elsewhere."""
        if not affiliation:
            return ""
        affiliation = DEMONYMS.get(affiliation, affiliation)
        key = tuple(affiliation.lower().replace("’", "'").split())
        entity = self.by_name.get(" ".join(key))
        if entity is None and len(key) == 1:
            for person in self.entities:
                if person.kind == "person" and person.words[-1] == key[0]:
                    return person.name
        if entity is not None:
            for mention in self.mentions:
                if len(mention.entities) == 1 and tuple(self.w.lower[mention.start : mention.end]) == key:
                    found = mention.entities[0]
                    return found.name if found.kind == "person" else self._body_name(found)
        return affiliation

    def _of_entity(self, at: int, entity: Entity) -> _Said:
        return _Said(at, at, self._name(entity), entity, entity.words[-1], (entity,))

    def _source(self, a: Attribution, ranges: list[tuple[int, int]]) -> _Said:
        w = self.w
        ranges = [self._trim(i, j) for i, j in ranges]
        ranges = [(i, j) for i, j in ranges if j > i]
        if not ranges:
            return self._implicit(a, w.span(a.source[0][0], a.source[0][1])[0])
        i, j = ranges[0][0], ranges[0][1]
        if len(ranges) > 1 and w.sentence[ranges[-1][0]] == w.sentence[i] and ranges[-1][0] - j <= 2:
            j = ranges[-1][1]
        if j - i > 1 and w.lower[j - 1] in RELATIVES and w.lower[j - 2] != "of":
            i, j = self._trim(i, j - 1)
        if j - i == 1 or w.lower[j - 1] in RELATIVES:
            pronoun = self._pronoun_source(i, j, a)
            if pronoun is not None:
                return pronoun
        return self._phrase(i, j, a)

    def _trim(self, i: int, j: int) -> tuple[int, int]:
        w = self.w
        while i < j and not w.word[i][0].isalnum():
            i += 1
        while j > i and not w.word[j - 1][0].isalnum():
            j -= 1
        return i, j

    # --- pronouns ---

    def _pronoun_source(self, i: int, j: int, a: Attribution) -> _Said | None:
        w = self.w
        lower = w.lower[j - 1]
        if j - i == 1 and lower in _GENDERED:
            entity = self._pronoun(i, _GENDERED[lower], a.content)
            if entity is not None:
                return self._of_entity(i, entity)
            for said in reversed(self.said[-6:]):
                if said.speaker.kind == "unnamed":
                    return said._replace(at=i)
            return self._described(i, w.word[i].lower(), "unnamed")
        if j - i == 1 and lower in _FIRST:
            return self._first_person(i)
        if lower in ("who", "whom", "which", "that", "whose"):
            return self._relative(i, j)
        if j - i == 1 and lower in _PLURAL_PRONOUNS:
            return self._they(i, lower)
        if j - i == 1 and lower in _NEUTER:
            return self._it(i, lower)
        if j - i == 1 and (lower in _FIXED or lower in ("you", "what")):
            plural = lower in ("some", "many", "most", "few", "others", "all")
            return self._described(i, lower, "group" if plural else "unnamed")
        return None

    def _described(self, at: int, words: str, kind: str) -> _Said:
        return _Said(at, at, Speaker(words, kind, "", ""), None, words, ())

    def _first_person(self, i: int) -> _Said:
        w = self.w
        if w.quoted[i]:
            for said in reversed(self.said):
                if w.paragraph[i] - w.paragraph[min(said.end, len(w)) - 1] <= 1:
                    return said._replace(at=i)
        return _Said(i, i, _NOBODY, None, "", ())

    def _pronoun(self, i: int, gender: str, content: Sequence[tuple[int, int]]) -> Entity | None:
        """Return the person that "he" or "she" at word ``i`` means."""
        w = self.w
        scores: dict[int, float] = {}
        people: dict[int, Entity] = {}
        inside = [w.span(s, e) for s, e in content]
        for event in reversed(self.events[-60:]):
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
            fitting = [e for e in self.entities if e.kind == "person" and e.gender == gender and e.first < i]
            fitting = fitting or [e for e in self.entities if e.kind == "person" and e.gender == gender]
            return max(fitting, key=lambda e: e.count) if fitting else None
        best = max(scores, key=lambda k: scores[k])
        return people[best]

    def _relative(self, i: int, j: int) -> _Said:
        """Resolve "who" and "most of whom" by the noun phrase before them."""
        w = self.w
        k = i
        while k > 0 and not w.word[k - 1][0].isalnum() and w.sentence[k - 1] == w.sentence[i]:
            k -= 1
        number = bisect_left(self.starts, k) - 1
        if number >= 0:
            mention = self.mentions[number]
            if mention.end >= k - 4 and mention.end <= k + 1 and w.sentence[mention.start] == w.sentence[i]:
                entity = mention.entities[0]
                wants_person = w.lower[j - 1] in ("who", "whom", "whose")
                if entity.kind == "person" or (mention.end == k and not wants_person):
                    return self._of_entity(i, entity)
                if wants_person and entity.kind in ("place", "organization", "other"):
                    back = [m for m in self.mentions[max(number - 3, 0) : number] if m.entities[0].kind == "person"]
                    if back and w.sentence[back[-1].start] == w.sentence[i] and w.word[back[-1].end] in ",(":
                        return self._of_entity(i, self._choose(back[-1]))
        start = k
        while start > 0 and w.sentence[start - 1] == w.sentence[i] and k - start < 6:
            members = w.word[start - 1] == "of" and start > 1 and _plural(w.lower[start - 2])
            if not w.word[start - 1][0].isalnum() or (w.lower[start - 1] in _BREAKS and not members):
                break
            start -= 1
        while start < k and (w.lower[start] in ("and", "or", "but") or w.lower[start].endswith("ing")):
            start += 1
        if start < k:
            return self._phrase(start, k, None)
        if number >= 0 and w.sentence[self.mentions[number].start] == w.sentence[i]:
            entity = self.mentions[number].entities[0]
            if (entity.kind == "person") == (w.lower[j - 1] in ("who", "whom", "whose")):
                return self._of_entity(i, entity)
        return self._described(i, w.lower[j - 1], "unnamed")

    def _they(self, i: int, lower: str) -> _Said:
        w = self.w
        if lower in ("both", "each"):
            pair = self._pair(i)
            if pair is not None:
                return pair
        for said in reversed(self.said[-8:]):
            if said.speaker.kind == "group" and w.paragraph[i] - w.paragraph[min(said.at, len(w) - 1)] <= 2:
                return said._replace(at=i)
        return self._described(i, lower, "group")

    def _it(self, i: int, lower: str) -> _Said:
        w = self.w
        for said in reversed(self.said[-6:]):
            if said.speaker.kind == "organization" and w.paragraph[i] - w.paragraph[min(said.at, len(w) - 1)] <= 1:
                return said._replace(at=i)
        for event in reversed(self.events[-12:]):
            if event.entity.kind in ("organization", "place") and w.sentence[i] - w.sentence[event.at] <= 2:
                return self._of_entity(i, event.entity)
        return self._described(i, lower, "organization")

    def _pair(self, i: int) -> _Said | None:
        """Return the two people last spoken of, in the order of the text."""
        counts: dict[int, int] = {}
        people: dict[int, Entity] = {}
        for event in self.events[-30:]:
            if event.entity.kind == "person":
                counts[id(event.entity)] = counts.get(id(event.entity), 0) + 1
                people[id(event.entity)] = event.entity
        if len(people) < 2:
            return None
        two = set(sorted(people, key=lambda k: -counts[k])[:2])
        return self._joined(i, [people[k] for k in people if k in two])

    def _joined(self, i: int, members: Sequence[Entity]) -> _Said:
        names = [self._name(e).speaker for e in members]
        kind = "group"
        speaker = Speaker(", ".join(names[:-1]) + " and " + names[-1], kind, "", "")
        return _Said(i, i, speaker, None, "", tuple(members))

    # --- noun phrases ---

    def _mention_in(self, i: int, j: int, *, last: bool = True) -> Mention | None:
        low, high = bisect_left(self.starts, i), bisect_right(self.starts, j - 1)
        inside = [m for m in self.mentions[low:high] if m.end <= j]
        if not inside:
            return None
        return inside[-1] if last else inside[0]

    def _cut(self, i: int, j: int) -> int:
        """Return where the head part of a noun phrase ends: before its first comma, relative or preposition."""
        w = self.w
        k = i
        seen_noun = False
        while k < j:
            number = bisect_left(self.starts, k)
            if number < len(self.mentions) and self.mentions[number].start == k and self.mentions[number].end <= j:
                k = self.mentions[number].end
                seen_noun = True
                continue
            word, lower = w.word[k], w.lower[k]
            if not word[0].isalnum() and word not in "&$":
                return k
            if seen_noun and (lower in RELATIVES or lower in PREPOSITIONS):
                return k
            if seen_noun and lower in _TIMES:
                return k
            if seen_noun and word[0].islower() and k > i + 1:
                before = w.lower[k - 1]
                if lower.endswith("ed") and _noun(before) and lower not in ("retired",):
                    return k
                if lower.endswith("ing") and (is_role(before) or before in ORGANIZATION_HEADS or _plural(before)):
                    return k
                if lower in ("led", "held", "known", "seen", "made", "run", "here", "there"):
                    return k
            if lower not in FUNCTION_WORDS and lower not in QUANTIFIERS:
                seen_noun = True
            k += 1
        return j

    def _phrase(self, i: int, j: int, a: Attribution | None) -> _Said:
        """Resolve a source that is a noun phrase, words ``[i, j)``."""
        w = self.w
        if j - i == 1 and w.word[i] in DEMONYMS:
            country = DEMONYMS[w.word[i]]
            country = "Europe" if country == "European Union" else country
            return _Said(i, i, Speaker(country, "organization", "", ""), None, country.lower(), ())
        several = self._several(i, j)
        if several is not None:
            return several
        stop = self._cut(i, j)
        if stop == i:
            stop = j
        # A name at the end of the head part: "Latvian journalist Dainis Ivans".
        mention = self._mention_in(i, stop)
        if mention is not None and mention.end == stop and not self._owner(mention, j):
            lead = mention.title[0] if mention.title[1] > mention.title[0] else mention.start
            if lead > i + 2 and w.lower[lead - 1] in DETERMINERS:
                lead -= 1
            before = w.lower[lead - 2] if lead > i + 1 else ""
            if w.lower[lead - 1] == "and" and lead > i + 1 and w.word[lead - 2][0].islower() and not is_role(before):
                # "The Clinton campaign and the D.N.C.": more than the last of them.
                return self._group(i, stop, stop)
            return self._named(i, mention, j)
        # A name in apposition: "Another critic, Laurence H. Tribe,".
        if _plural(w.lower[stop - 1]):
            pass
        elif stop < j and w.word[stop] in ",–—":
            named = self._apposed(i, stop + 1, j)
            if named is not None:
                return named
        elif stop < j and w.lower[stop] in PREPOSITIONS:
            comma = next((k for k in range(stop, j) if w.word[k] == ","), -1)
            if comma > 0:
                named = self._apposed(i, comma + 1, j)
                if named is not None:
                    return named
        return self._description(i, stop, j)

    def _owner(self, mention: Mention, j: int) -> bool:
        """Return whether the name only owns what follows: Donald Trump's campaign."""
        return self.w.possessive[mention.end - 1] and mention.end < j

    def _apposed(self, i: int, k: int, j: int) -> _Said | None:
        w = self.w
        while k < j and (w.lower[k] in DETERMINERS or not w.word[k][0].isalnum()):
            k += 1
        if k < j and w.lower[k] in PREPOSITIONS | RELATIVES:
            return None
        stop = k
        while stop < j and w.word[stop] not in ",;()":
            stop += 1
        cut = self._cut(k, stop) if k < stop else stop
        mention = self._mention_in(k, max(cut, k))
        if mention is None or mention.end < cut or mention.entities[0].kind != "person":
            return None
        return self._named(i, mention, mention.end)

    def _named(self, i: int, mention: Mention, j: int) -> _Said:
        self._advance(mention.end)
        entity = mention.entities[0]
        if entity.kind == "person":
            return self._of_entity(i, self._choose(mention))
        if entity.kind == "people":
            words = self._worded(i, mention.end, j)
            return _Said(i, i, Speaker(words, "group", "", self._belongs(i, mention.end)), None, entity.words[-1], ())
        return self._of_entity(i, entity)

    def _several(self, i: int, j: int) -> _Said | None:
        """Resolve "Mr. King and Mr. Schultz", names joined with "and"."""
        w = self.w
        low, high = bisect_left(self.starts, i), bisect_right(self.starts, j - 1)
        inside = [m for m in self.mentions[low:high] if m.end <= j]
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
                self._advance(b.end)
                members = [self._choose(m) if m.entities[0].kind == "person" else m.entities[0] for m in (a, b)]
                if members[0] is members[1]:
                    return None
                return self._joined(i, members)
        return None

    def _description(self, i: int, stop: int, j: int) -> _Said:
        """Resolve a source that names nobody at its head."""
        w = self.w
        definite = w.lower[i] in ("the", "this", "that", "these", "those") or w.possessive[i]
        indefinite = w.lower[i] in ("a", "an", "another", "one", "some")
        possessive = w.lower[i] in ("his", "her", "its", "their", "my", "our")
        head_at = stop - 1
        head = w.lower[head_at]
        plural = _plural(head)
        mention = self._mention_in(i, stop)
        modifier = mention.entities[0] if mention is not None else None
        # A body that belongs to a person: Donald Trump's campaign, the Clinton campaign.
        if head in _CAMPAIGN and modifier is not None and modifier.kind == "person" and not plural:
            self._advance(stop)
            owner = self._choose(mention) if mention is not None else modifier
            return self._owned_body(i, owner, head)
        if head in DOCUMENTS and not plural:
            issued = self._document(i, stop, j, head, definite, mention)
            if issued is not None:
                return issued
        if plural:
            pair = self._plural_reference(i, stop, j, head)
            return pair if pair is not None else self._group(i, stop, j)
        closes = stop == j or w.word[stop] in ",(–—" or w.lower[stop] in RELATIVES
        if stop + 1 < j and w.lower[stop : stop + 2] in (["of", "state"], ["of", "defense"], ["of", "defence"]):
            closes = stop + 2 == j or w.word[stop + 2] in ",(–—" or w.lower[stop + 2] in RELATIVES
        if definite and head in GENERIC_SOURCES and stop == j:
            for said in reversed(self.said[-10:]):
                if said.head == head and said.entity is None:
                    return said._replace(at=i)
        if not indefinite and not possessive:
            person = None
            if closes or definite or w.lower[stop] == "from":
                person = self._by_description(i, stop, head, definite)
            if person is not None:
                return self._of_entity(i, person)
        if not indefinite:
            body = self._body(i, stop, j, head, definite)
            if body is not None:
                return body
        if definite:
            for said in reversed(self.said):
                if said.head == head and said.entity is None:
                    return said._replace(at=i)
        if possessive:
            holder = self._owner_of(i)
            if holder is not None and head in _CAMPAIGN:
                return self._owned_body(i, holder, head)
            belongs = holder.name if holder is not None else ""
            words = self._worded(i, stop, j)
            return _Said(
                i,
                i,
                Speaker(words, self._kind_of_head(head), words if is_role(head) else "", belongs),
                None,
                head,
                (),
            )
        if definite and is_role(head) and head not in GENERIC_SOURCES and closes:
            person = self._last_person(i, i + 1, stop)
            if person is not None:
                return self._of_entity(i, person)
        return self._unnamed(i, stop, j, head)

    def _kind_of_head(self, head: str) -> str:
        if _plural(head) or head in PLURALS:
            return "group"
        return "unnamed" if is_role(head) or head not in ORGANIZATION_HEADS else "organization"

    def _owner_of(self, i: int) -> Entity | None:
        gender = _GENDERED.get(self.w.lower[i])
        return self._pronoun(i, gender, ()) if gender else None

    def _owned_body(self, i: int, owner: Entity, head: str) -> _Said:
        name = f"{owner.words[-1].title() if owner.name.isupper() else owner.name.split()[-1]} {head}"
        speaker = Speaker(name, "organization", "", owner.name)
        return _Said(i, i, speaker, None, head, ())

    def _document(self, i: int, stop: int, j: int, head: str, definite: bool, mention: Mention | None) -> _Said | None:
        """Resolve a statement, tweet or report to whoever issued it, where the text tells."""
        w = self.w
        gender = _GENDERED.get(w.lower[i])
        if gender:
            entity = self._pronoun(i, gender, ())
            return self._of_entity(i, entity) if entity is not None else None
        personal = head not in ("poll", "survey", "study", "paper", "post", "book", "research")
        if mention is not None and mention.entities[0].kind == "person" and personal:
            self._advance(stop)
            entity = self._choose(mention)
            if head in ("ad", "advertisement", "commercial"):
                return self._owned_body(i, entity, "campaign")
            return self._of_entity(i, entity)
        if mention is not None and mention.entities[0].kind == "organization" and personal and mention.end < stop:
            return self._of_entity(i, mention.entities[0])
        for k in range(stop, j):
            if w.lower[k] in ("by", "from", "of") and k + 1 < j and (w.lower[k] != "of" or head == "statement"):
                issuer = self._phrase(k + 1, j, None)
                if issuer.entity is not None or issuer.speaker.kind in ("organization", "person"):
                    return issuer._replace(at=i, head=head)
                break
            if w.lower[k] in RELATIVES or w.word[k] == ",":
                break
        if head in ("statement", "release") and w.lower[i] in ("a", "an") and stop == j and self.said:
            before = self.said[-1]
            if before.speaker.speaker and w.paragraph[i] - w.paragraph[min(before.at, len(w) - 1)] <= 1:
                return before._replace(at=i, head=head)
        if definite and stop == j:
            for said in reversed(self.said[-12:]):
                if said.head == head:
                    return said._replace(at=i)
            for said in reversed(self.said[-6:]):
                last = min(said.at, len(w) - 1)
                near = w.lower[max(said.at - 12, 0) : min(said.end + 12, len(w))]
                if head in near and said.speaker.speaker:
                    return said._replace(at=i, head=head)
                if (
                    head in ("statement", "letter", "release", "email", "tweet")
                    and w.paragraph[i] - w.paragraph[last] <= 1
                ):
                    return said._replace(at=i, head=head)
        return None

    def _by_description(self, i: int, stop: int, head: str, definite: bool) -> Entity | None:
        """Return the person whom "the Republican nominee" describes."""
        w = self.w
        words = role_of_words(w.lower[i:stop])
        wanted = role_head(head)
        heads = {wanted} | {role_head(w.lower[k - 1]) for k in range(i + 1, stop) if w.lower[k] == "and"}
        if not is_role(head) and head not in ("republican", "democrat"):
            return None
        gender = _gender_of(w.lower[i:stop])
        party = words & _PARTIES
        loose = self._loose(i + 1 if w.lower[i] in DETERMINERS else i, stop)
        recent = self._recency(i)
        best: tuple[float, Entity] | None = None
        modifiers = words - heads
        for entity in self.entities:
            if entity.kind != "person" or (gender and entity.gender and entity.gender != gender):
                continue
            if self._other_party(entity, party):
                continue
            value = 0.0
            for role in entity.roles:
                if role.head in heads:
                    if ("vice" in words or "vice-presidential" in words) != (
                        "vice" in role.words or "vice-presidential" in role.words
                    ):
                        continue
                    shared = len(modifiers & role.words)
                    if modifiers and not shared and not loose:
                        continue
                    value = max(value, 3.0 + 2.0 * shared - (1.0 if modifiers and not shared else 0.0))
                elif wanted in role.words and not role.head:
                    value = max(value, 2.0)
                elif wanted in ("republican", "democratic") and wanted in role.words:
                    value = max(value, 3.0)
            if not value:
                continue
            extra = {x for role in entity.roles for x in role.words}
            value += 0.8 * len(modifiers & extra)
            value += recent.get(id(entity), 0.0) + 0.02 * min(entity.count, 20)
            if entity.first > i:
                value -= 1.0
            if best is None or value > best[0]:
                best = (value, entity)
        if best is None:
            return None
        if head in GENERIC_SOURCES and not definite:
            return None
        return best[1]

    def _recency(self, i: int) -> dict[int, float]:
        w = self.w
        found: dict[int, float] = {}
        for event in reversed(self.events[-40:]):
            if event.entity.kind != "person":
                continue
            paragraphs = w.paragraph[i] - w.paragraph[event.at]
            value = (1.2 if event.speaks else 0.9 if event.subject else 0.4) / (1 + 0.6 * paragraphs)
            if event.quoted and not event.speaks:
                value *= 0.3
            found[id(event.entity)] = max(found.get(id(event.entity), 0.0), value)
        return found

    def _last_person(self, i: int, k: int, stop: int) -> Entity | None:
        """Return whom a description without an antecedent most likely repeats: the person last spoken of."""
        w = self.w
        if not self._loose(k, stop):
            return None
        words = w.lower[k:stop]
        gender = _gender_of(words)
        party = role_of_words(words) & _PARTIES
        recent = self._recency(i)
        fitting = []
        for entity in self.entities:
            if entity.kind != "person" or recent.get(id(entity), 0) < 0.05:
                continue
            if (gender and entity.gender and entity.gender != gender) or self._other_party(entity, party):
                continue
            fitting.append(entity)
        return max(fitting, key=lambda e: (recent[id(e)], e.count)) if fitting else None

    def _loose(self, k: int, stop: int) -> bool:
        """Return whether a description may be one that the reader is trusted to place: The New York businessman.

        Its modifiers are names or plain adjectives; "the band leader" is somebody new.
        """
        w = self.w
        inside = self._mention_in(k, stop)
        if inside is not None and inside.entities[0].kind == "organization" and inside.end < stop:
            return bool(role_of_words(inside.entities[0].words) & _PARTIES)
        for x in range(k, stop - 1):
            lower = w.lower[x]
            plain = (
                lower in _PLAIN
                or lower in ROLES
                or lower.endswith(("ed", "ing", "al", "ive", "ous", "ful", "ent", "old", "time"))
            )
            if not (w.word[x][0].isupper() or w.word[x][0].isdigit() or plain):
                return False
        return True

    def _other_party(self, entity: Entity, party: frozenset[str]) -> bool:
        own = {x for role in entity.roles for x in role.words} & _PARTIES
        return bool(party and own and not party & own)

    def _body(self, i: int, stop: int, j: int, head: str, definite: bool) -> _Said | None:
        """Resolve "the department", "the newspaper", "the city" to the body last named that fits."""
        w = self.w
        if head in ("campaign", "camp") and definite and stop - i == 2:
            for said in reversed(self.said):
                if said.head == head and w.paragraph[i] - w.paragraph[min(said.at, len(w) - 1)] <= 3:
                    return said._replace(at=i)
            owner = self._candidate(i)
            if owner is not None:
                return self._owned_body(i, owner, head)
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
        for event in reversed(self.events):
            entity = event.entity
            if entity.kind in ("person",) or id(entity) in seen:
                continue
            seen.add(id(entity))
            if content <= entity.parts or content <= {x.rstrip("s") for x in entity.parts}:
                return self._of_entity(i, entity)
            if fallback is None and content == {head} and related & entity.parts:
                fallback = entity
        for said in reversed(self.said):
            if said.head == head and said.speaker.kind == "organization":
                return said._replace(at=i)
        if fallback is not None:
            return self._of_entity(i, fallback)
        for entity in self.entities:
            if entity.kind == "organization" and content <= entity.parts:
                return self._of_entity(i, entity)
        return None

    def _candidate(self, i: int) -> Entity | None:
        """Return whose campaign "the campaign" is: of those lately spoken of, the one the article is about."""
        w = self.w
        counts: dict[int, int] = {}
        for event in self.events:
            counts[id(event.entity)] = counts.get(id(event.entity), 0) + 1
        near = [
            event.entity
            for event in self.events[-30:]
            if event.entity.kind == "person" and event.subject and w.paragraph[i] - w.paragraph[event.at] <= 3
        ]
        return max(near, key=lambda e: counts[id(e)]) if near else None

    def _plural_reference(self, i: int, stop: int, j: int, head: str) -> _Said | None:
        w = self.w
        words = w.lower[i:stop]
        if (words[0] in ("both", "the") and (head in ("candidates", "nominees", "rivals") and len(words) == 2)) or (
            head in ("men", "women", "candidates") and words[:-1] in (["both"], ["the", "two"], ["the"])
        ):
            return self._pair(i)
        if words[0] == "the" and len(words) == 2 and stop == j and is_role(head[:-1]):
            for said in reversed(self.said[-10:]):
                if len(said.members) > 1 and all(e.kind == "person" for e in said.members):
                    return said._replace(at=i)
        if words[0] in ("the", "these", "those") and stop == j and len(words) == 2:
            for said in reversed(self.said[-25:]):
                if said.head == head and said.speaker.kind == "group":
                    return said._replace(at=i)
        return None

    def _worded(self, i: int, stop: int, j: int) -> str:
        """Return a description without determiner, quantity and relative clause."""
        w = self.w
        start = i
        if w.lower[i] == "one" and i + 1 < j and w.lower[i + 1] == "of":
            return w.shown(i, self._without_clause(stop, j))
        percent = any(x in ("percent", "%") for x in w.lower[i:stop])
        if percent:
            while i < stop - 1 and w.lower[i] in (
                "only",
                "nearly",
                "about",
                "just",
                "roughly",
                "almost",
                "some",
                "around",
            ):
                i += 1
            return w.shown(i, self._without_clause(stop, j))
        if w.lower[start] in ("those", "these") and start + 1 < j and w.lower[start + 1] in PREPOSITIONS | RELATIVES:
            return w.shown(start, self._without_clause(stop, j)).lower()
        while start < j - 1 and (
            w.lower[start] in DETERMINERS
            or w.word[start] in ("whose", "Whose", "new")
            or (w.word[start] == "New" and not w.close[start] and w.word[start + 1][0].islower())
            or (w.lower[start] == "one" and w.lower[start + 1] != "of")
            or _NUMERAL.match(w.lower[start]) is not None
            or (w.lower[start] in QUANTIFIERS and w.word[start] != "as")
            or (w.word[start][0].isdigit() and start < stop - 1)
            or (w.lower[start] in ("his", "her", "its", "their"))
        ):
            start += 1
        if start >= stop and start < j:
            stop = max(self._cut(start, j), start + 1)
        owner = self._mention_in(start, stop, last=False)
        if owner is not None and owner.entities[0].kind == "person" and self._owner(owner, j):
            start = max(start, owner.start)
        first = w.word[start]
        end = self._without_clause(stop, j)
        shown = w.shown(start, end)
        if start == i and not w.close[start] and first[0].isupper() and not first.isupper():
            # A capital that only opens the sentence: Analysts, Police officials; but Justice Department lawyers.
            common = start + 1 < end or _plural(w.lower[start]) or is_role(w.lower[start])
            name = first in DEMONYMS or w.lower[start] in _PARTIES or self._mention_in(start, start + 1) is not None
            before_name = start + 1 < end and w.word[start + 1][0].isupper()
            if common and not name and not before_name:
                shown = shown[0].lower() + shown[1:]
        return shown

    def _without_clause(self, stop: int, j: int) -> int:
        w = self.w
        k = stop
        while k < j:
            if w.lower[k] in RELATIVES or w.word[k] in ",;(–—":
                break
            k += 1
        return k if k - stop <= 14 else stop

    def _group(self, i: int, stop: int, j: int) -> _Said:
        w = self.w
        words = self._worded(i, stop, j)
        head = w.lower[stop - 1]
        return _Said(i, i, Speaker(words, "group", "", self._belongs(i, stop)), None, head, ())

    def _belongs(self, i: int, stop: int) -> str:
        """Return the body or country named before a head: Pyongyang negotiators."""
        w = self.w
        mention = self._mention_in(i, stop)
        two = " ".join(w.word[k] for k in range(i, min(i + 2, stop)))
        if two in DEMONYMS:
            return DEMONYMS[two]
        for k in range(i, stop):
            if w.word[k] in DEMONYMS:
                return DEMONYMS[w.word[k]]
            if w.lower[k] in self.places:
                return self.places[w.lower[k]]
        if mention is not None and mention.end < stop:
            return self._name(mention.entities[0]).speaker
        return ""

    def _unnamed(self, i: int, stop: int, j: int, head: str) -> _Said:
        words = self._worded(i, stop, j)
        kind = self._kind_of_head(head)
        if head in ("group", "coalition", "team", "couple") and stop < j and self.w.lower[stop] == "of":
            kind = "group"
        affiliation = self._belongs(i, stop)
        if not affiliation and stop < j and self.w.lower[stop] in ("for", "of", "at", "with", "from", "in"):
            mention = self._mention_in(stop, j, last=False)
            if mention is not None:
                affiliation = self._name(mention.entities[0]).speaker
        role = self.w.shown(max(i, stop - 1), stop) if is_role(head) else ""
        return _Said(i, i, Speaker(words, kind, role, affiliation), None, head, ())


def _gender_of(words: Sequence[str]) -> str:
    """Return the gender that a description tells."""
    if any(x in MALE_WORDS for x in words):
        return "male"
    return "female" if any(x in FEMALE_WORDS for x in words) else ""


def _noun(word: str) -> bool:
    return word not in FUNCTION_WORDS and word not in QUANTIFIERS


def _plural(head: str) -> bool:
    if head in PLURALS:
        return True
    return len(head) > 3 and head.endswith("s") and not head.endswith(("ss", "us", "is", "news", "congress"))
