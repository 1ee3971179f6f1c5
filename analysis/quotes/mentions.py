"""Who and what an article names: its words, the names in it, and which of them are one and the same."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.marks import find_quotations
from analysis.quotes.lists import (
    ABBREVIATED_TITLES,
    CAPITALS,
    COMPANY_WORDS,
    COUNTRIES,
    DEMONYMS,
    FEMALE_NAMES,
    FEMALE_WORDS,
    FUNCTION_WORDS,
    HONORIFICS,
    MALE_NAMES,
    MALE_WORDS,
    MEDIA_WORDS,
    NICKNAMES,
    ORGANIZATION_HEADS,
    PARTICLES,
    PREPOSITIONS,
    QUANTIFIERS,
    RELATIVES,
    ROLES,
    TITLES,
    word_set,
)

if TYPE_CHECKING:
    from analysis.quotes.model import Name

__all__ = ["Entity", "Mention", "Words", "find_entities", "split_words"]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:[-’'.&/][^\W_]+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’](?:s|S|d|ll|re|ve|m)?$")
_GAP = re.compile(r"[ \t\xa0]+")
_LINKS = {"of", "for", "on", "and", "&", "the", "a"}
_LINK_AFTER_HEAD = {"of", "for", "on"}
_MARKS = frozenset("\"“”‘’'")
_PARTY = re.compile(r"[RDI]-[A-Z]")
_OFFICES = frozenset({"chief", "secretary", "undersecretary", "minister", "speaker"})
_GENERATIONS = {"jr", "sr", "ii", "iii", "iv"}
_NOT_INITIALS = frozenset("I")


@dataclass(slots=True)
class Words:
    """An article's words, one entry a word or punctuation mark in each list.

    Attributes:
        text: the article.
        word: as written, straight apostrophes, without a possessive or contracted ending.
        lower: the same in lower case, without a final full stop.
        start, end: code-point offsets, the ending included.
        possessive: whether an ending such as 's was taken off.
        close: whether nothing but blanks stands between this word and the one before.
        sentence, paragraph: ordinal numbers.
        quoted: whether it stands between double quotation marks.
    """

    text: str
    word: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    possessive: list[bool] = field(default_factory=list)
    close: list[bool] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    headline: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.word)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range of words that touch the characters ``[start, end)``."""
        return bisect_right(self.end, start), bisect_left(self.start, end)

    def shown(self, i: int, j: int) -> str:
        """Return the text of the words ``[i, j)`` on one line, without a possessive ending on the last."""
        if j <= i:
            return ""
        end = self.end[j - 1]
        if self.possessive[j - 1]:
            end = self.start[j - 1] + len(self.word[j - 1])
        return " ".join(self.text[self.start[i] : end].split())


def split_words(text: str) -> Words:
    """Split a text into words, sentences and paragraphs; rough and fast."""
    w = Words(text)
    quotations = [(q.start, q.end) for q in find_quotations(text) if q.level == 0]
    quotation_starts = [s for s, _ in quotations]
    paragraph = sentence = 0
    last_end = 0
    stopped = False
    previous = ""
    for match in _WORD.finditer(text):
        s, e = match.span()
        word = match.group()
        gap = text[last_end:s]
        fresh = False
        if "\n" in gap or "\r" in gap:
            paragraph += 1
            fresh = True
        elif stopped and (word[0].isupper() or word[0] in "“\"‘'•⦁(" or word[0].isdigit()) and gap:
            fresh = True
        if word == "." and previous and not gap and _abbreviates(previous) and not fresh:
            # The full stop belongs to the abbreviation; it ends no sentence.
            w.end[-1] = e
            w.word[-1] += "."
            last_end, previous = e, ""
            continue
        if fresh:
            sentence += 1
        possessive = False
        bare = word.replace("’", "'")
        if len(bare) > 1 and "'" in bare:
            ending = _POSSESSIVE.search(bare)
            if ending and ending.start():
                possessive = True
                bare = bare[: ending.start()]
        elif bare == "'" and not gap and previous.endswith(("s", "S", "z", "x")) and text[e : e + 1].isspace():
            number = bisect_right(quotation_starts, s) - 1
            if not (number >= 0 and quotations[number][1] - 1 > s and "‘" in text[quotations[number][0] : s]):
                w.possessive[-1] = True
                w.end[-1] = e
                last_end, previous = e, ""
                continue
        number = bisect_right(quotation_starts, s) - 1
        w.word.append(bare)
        w.lower.append(bare.lower().rstrip(".") or bare)
        w.start.append(s)
        w.end.append(e)
        w.possessive.append(possessive)
        w.close.append(not fresh and (not gap or _GAP.fullmatch(gap) is not None))
        w.sentence.append(sentence)
        w.paragraph.append(paragraph)
        w.quoted.append(number >= 0 and s < quotations[number][1])
        if word in ".!?…":
            stopped = True
        elif word not in "”\"’')]":
            stopped = False
        last_end, previous = e, word
    w.headline = _headlines(w)
    return w


def _abbreviates(word: str) -> bool:
    lower = word.lower()
    if len(word) == 1:
        return word.isupper() and word not in _NOT_INITIALS
    return lower in HONORIFICS or (lower in ABBREVIATED_TITLES and word[0].isupper()) or lower in ("jr", "sr", "vs")


def _headlines(w: Words) -> set[int]:
    """Return the paragraphs written in title case, where a capital letter says nothing."""
    capitals: dict[int, int] = defaultdict(int)
    total: dict[int, int] = defaultdict(int)
    for word, lower, paragraph in zip(w.word, w.lower, w.paragraph, strict=True):
        if word[0].isalpha() and (len(word) > 3 or lower not in FUNCTION_WORDS):
            total[paragraph] += 1
            capitals[paragraph] += word[0].isupper()
    return {p for p, n in total.items() if 4 <= n <= 30 and capitals[p] >= 0.8 * n}


@dataclass(slots=True, eq=False)
class Entity:
    """A person, body or place, by all the names that the article gives it.

    Attributes:
        kind: person, organization, place or other.
        name: the fullest name.
        parts: the words of its names in lower case.
        male, female: evidence for either, in votes.
        roles: what the article says it is; filled by `analysis.quotes.roles`.
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


@dataclass(slots=True)
class Mention:
    """A name in the text, words ``[start, end)``; several entities where a surname is shared."""

    start: int
    end: int
    entities: list[Entity]
    gender: str
    title: tuple[int, int]
    full: bool


@dataclass(slots=True)
class _Candidate:
    start: int
    end: int
    votes: dict[str, float]
    title: tuple[int, int]
    weak: bool = False


def _runs(w: Words) -> Iterator[tuple[int, int]]:
    """Yield stretches of capitalized words that may make up a name with its titles."""
    n = len(w)
    i = 0
    while i < n:
        if not w.word[i][0].isupper():
            i += 1
            continue
        j = i + 1
        head = False
        while j < n and w.close[j] and (not w.possessive[j - 1] or _goes_on(w, j)):
            word = w.word[j]
            if word[0].isupper():
                j += 1
                continue
            if word in PARTICLES and j + 1 < n and w.word[j + 1][0].isupper() and w.close[j + 1]:
                j += 1
                continue
            if word in _MARKS and j + 2 < n and w.word[j + 1][0].isupper() and w.word[j + 2] in _MARKS:
                # A nickname: Marcia "Cia" Price.
                if j + 3 < n and w.word[j + 3][0].isupper() and w.start[j + 1] == w.end[j]:
                    j += 3
                    continue
                break
            if word == "&" and j + 1 < n and w.word[j + 1][0].isupper():
                j += 2
                continue
            if word in _LINKS:
                last = w.lower[j - 1]
                if word in _LINK_AFTER_HEAD and last in ORGANIZATION_HEADS and last not in ("house", "senate", "times"):
                    head = True
                elif word == "of" and last in _OFFICES:
                    pass
                elif not (head and word in ("and", "&", "of", "the", "for")):
                    break
                k = j + 1
                while k < n and w.word[k] in ("the", "a") and k < j + 2:
                    k += 1
                if k < n and w.word[k][0].isupper() and w.lower[k] not in FUNCTION_WORDS:
                    j = k
                    continue
            break
        yield i, j
        i = j


def _goes_on(w: Words, j: int) -> bool:
    """Return whether a name goes on after a plural possessive: Growers' Union."""
    return w.lower[j - 1].endswith("s") and w.word[j][0].isupper() and w.lower[j] in ORGANIZATION_HEADS


def _title_word(lower: str) -> bool:
    return lower in TITLES or lower in ABBREVIATED_TITLES or lower in HONORIFICS


def _body_word(lower: str) -> bool:
    return lower in ORGANIZATION_HEADS or lower in COMPANY_WORDS


def _candidates(w: Words, names: Sequence[Name]) -> list[_Candidate]:
    spans: dict[int, tuple[int, int, str]] = {}
    for name in names:
        i, j = w.span(name.start, name.end)
        while i < j and (w.lower[i] in ("the", "a", "an") or not w.word[i][0].isalnum()):
            i += 1
        while j > i and not w.word[j - 1][0].isalnum():
            j -= 1
        if i < j and w.paragraph[i] == w.paragraph[j - 1]:
            for k in range(i, j):
                spans[k] = (i, j, name.kind)
    found: list[_Candidate] = []
    done = -1
    for i, j in _runs(w):
        if j <= done or w.paragraph[i] in w.headline:
            continue
        i = max(i, done)
        given = spans.get(i)
        while (
            i < j
            and (w.lower[i] in FUNCTION_WORDS or _PARTY.match(w.word[i]))
            and not (spans.get(i) and spans[i][0] == i and spans[i][1] > i + 1)
        ):
            i += 1
            given = spans.get(i) if i < j else None
        if i >= j:
            continue
        if given and given[2] == "organization" and given[1] > j and given[0] <= i:
            inner = w.word[i : given[1]]
            if all(x[0].isupper() or x in _LINKS for x in inner) and not any(w.possessive[i : given[1] - 1]):
                j = given[1]
        if j - i == 1 and j + 2 < len(w) and w.word[j] == "and" and i and w.lower[i - 1] in ("the", "federal"):
            # "the Securities and Exchange Commission", unless the first word is a name of its own.
            stop = j + 1
            while stop < len(w) and w.close[stop] and w.word[stop][0].isupper() and not w.possessive[stop - 1]:
                stop += 1
            if stop > j + 1 and w.lower[stop - 1] in ORGANIZATION_HEADS and not (given and given[1] == j):
                j = stop
        done = j
        if j - i == 1 and w.lower[i] in QUANTIFIERS:
            continue
        found += _split_run(w, i, j, spans)
    return sorted([*found, *_full_names_in_headlines(w, found)], key=lambda c: c.start)


def _full_names_in_headlines(w: Words, found: Sequence[_Candidate]) -> list[_Candidate]:
    """Return full names that stand in title-case lines, of people whom the text calls by their surnames."""
    if not w.headline:
        return []
    surnames = {w.lower[c.start] for c in found if c.end == c.start + 1}
    given = MALE_NAMES | FEMALE_NAMES
    return [
        _Candidate(k, k + 2, {"person": 1.5}, (k, k))
        for k in range(len(w) - 1)
        if w.lower[k] in given
        and w.paragraph[k] in w.headline
        and w.word[k][0].isupper()
        and w.lower[k + 1] in surnames
        and w.close[k + 1]
        and not w.possessive[k]
    ]


def _split_run(w: Words, i: int, j: int, spans: dict[int, tuple[int, int, str]]) -> list[_Candidate]:
    kinds: dict[str, float] = defaultdict(float)
    person: tuple[int, int] | None = None
    for k in range(i, j):
        if k in spans:
            s, e, kind = spans[k]
            kinds[kind] = max(kinds[kind], 1.0 if e - s > 1 or j - i == 1 else 0.5)
            if kind == "person":
                s, e = max(s, i), min(e, j)
                person = (s, e) if person is None or s > person[0] else person
    title_at = -1
    for k in range(i, j - 1):
        if _title_word(w.lower[k]):
            title_at = k
    last = w.lower[j - 1]
    linked = any(w.word[k] in ("of", "for", "on") for k in range(i + 1, j - 1))
    first_name = w.lower[i] in MALE_NAMES or w.lower[i] in FEMALE_NAMES
    if last not in MEDIA_WORDS | {"group"} and _body_word(last) and j - i > 1 and not (person and person[1] == j):
        votes = {"organization": 2.0}
        return [_Candidate(i, j, votes, (i, i))]
    name_at = title_at + 1
    if linked and title_at >= 0 and w.word[name_at] in _LINKS:
        # "Secretary of State X": the name begins where the names' finder says, or is the last two words.
        if person is None:
            if j - name_at < 4:
                return []
            given = [k for k in range(name_at + 1, j - 1) if w.lower[k] in MALE_NAMES or w.lower[k] in FEMALE_NAMES]
            person = (given[-1] if given else j - 2, j)
        name_at = person[0]
    elif person is not None and person[0] >= name_at and not linked:
        name_at = person[0]
    if title_at >= 0 and name_at < j:
        rest = w.lower[name_at:j]
        if all(_title_word(x) or x in FUNCTION_WORDS for x in rest) and person is None:
            return _prefix(w, i, j)
        gendered_title = w.lower[title_at] in HONORIFICS
        if linked and person is None:
            return [_Candidate(i, j, {"organization": 2.0}, (i, i))]
        weight = 3.0 if gendered_title or w.lower[title_at] in ABBREVIATED_TITLES else 1.5
        votes = {"person": weight}
        if kinds.get("organization") and not person and not gendered_title:
            votes["organization"] = 2.0
            if (rest[-1] in MEDIA_WORDS or rest[-1] in ORGANIZATION_HEADS) and len(rest) == 1:
                return [_Candidate(i, j, votes, (i, i))]
        return [*_prefix(w, i, title_at), _Candidate(name_at, j, votes, (i, name_at))]
    if _title_word(last) and j - i > 1 and person is None and not first_name:
        return _prefix(w, i, j)
    if j - i == 1 and (_title_word(last) or last in DEMONYMS) and person is None:
        return []
    votes = dict(kinds)
    if linked and last not in FUNCTION_WORDS and person is None:
        votes["organization"] = votes.get("organization", 0) + 2
    elif person is not None and person[0] > i and person[1] == j:
        # A modifier before the name: NBC News moderator, Clinton ally.
        return [*_prefix(w, i, person[0]), _Candidate(person[0], j, {"person": 1.0}, (i, person[0]))]
    if j - i > 1 and first_name and last not in MEDIA_WORDS and last not in ORGANIZATION_HEADS:
        votes["person"] = votes.get("person", 0) + 1.5
    if j - i > 1 and last in MEDIA_WORDS and not person:
        votes["organization"] = votes.get("organization", 0) + 1.5
    word = w.word[i]
    if j - i == 1 and 2 <= len(word) <= 6 and word.isupper() and "." not in word and not person:
        votes["organization"] = votes.get("organization", 0) + 0.8
    shown = " ".join(w.word[i:j])
    if shown in COUNTRIES or shown in CAPITALS:
        votes["place"] = votes.get("place", 0) + 3
    if _is_group(w.word[j - 1]):
        votes = {"people": 3.0}
    if j - i > 1 and votes.get("person", 0) < 2 and not linked and _described_as_person(w, i, j):
        votes["person"] = votes.get("person", 0) + 2.0
    if not votes:
        votes = {"other": 0.1} if w.close[i] or j - i > 1 else {}
    return [_Candidate(i, j, votes, (i, i))]


_GROUPS = word_set(
    """
    Democrats Republicans Conservatives Liberals Tories Socialists Muslims Christians Jews Catholics
    Evangelicals Latinos Latinas Hispanics Asians Africans Arabs Kurds Palestinians Sunnis Shiites Westerners
    Southerners
    """
)


def _is_group(word: str) -> bool:
    """Return whether a capitalized word names people by party, faith or country: Democrats, Germans."""
    return word in _GROUPS or (word.endswith("s") and word[:-1] in DEMONYMS)


def _described_as_person(w: Words, i: int, j: int) -> bool:
    """Return whether what follows a name tells of a person: ", 52," or ", who" or ", the finance minister,"."""
    n = len(w)
    if i > 1 and w.word[i - 1] == "," and w.close[i] and w.lower[i - 2] in ROLES and w.word[i - 2][0].islower():
        return True
    if j + 2 >= n or w.word[j] != "," or w.possessive[j - 1]:
        return False
    if w.lower[j + 1] in ("who", "whose") or (
        w.word[j + 1].isdigit() and w.word[j + 2] in ",." and len(w.word[j + 1]) < 3
    ):
        return True
    for k in range(j + 1, min(j + 9, n)):
        lower = w.lower[k]
        if not lower[0].isalnum() or lower in RELATIVES or lower in PREPOSITIONS:
            head = w.lower[k - 1]
            return k > j + 1 and head in ROLES and not (k == j + 2 and w.word[j + 1][0].isupper())
    return False


def _prefix(w: Words, i: int, j: int) -> list[_Candidate]:
    """Return the body named before a title: European Council in European Council President Tusk."""
    while j > i and (
        _title_word(w.lower[j - 1]) or w.lower[j - 1] in FUNCTION_WORDS or w.lower[j - 1] in ("special", "vice")
    ):
        j -= 1
    if j <= i:
        return []
    return [_Candidate(i, j, {"organization": 0.5, "other": 0.1}, (i, i), weak=True)]


def _same_first(a: str, b: str) -> bool:
    a, b = a.rstrip("."), b.rstrip(".")
    if a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)):
        return True
    a_long, b_long = NICKNAMES.get(a, a), NICKNAMES.get(b, b)
    return a_long in (b_long, b) or a == b_long


def _core(words: Sequence[str]) -> list[str]:
    """Return the words of a person's name without marks and generations."""
    return [x for x in words if x[0].isalnum() and x.rstrip(".") not in _GENERATIONS]


def _same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    a, b = _core(a), _core(b)
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 2:
        return False
    if a[-1] == b[-1] and (
        _same_first(a[0], b[0]) or any(_same_first(a[0], x) for x in b[1:-1] if len(x.rstrip(".")) > 1)
    ):
        return True
    return any(list(b[k : k + len(a)]) == list(a) for k in range(len(b) - len(a) + 1))


def find_entities(w: Words, names: Sequence[Name]) -> tuple[list[Entity], list[Mention]]:
    """Find the persons and bodies of an article and each place where it names them.

    Full names come first; a surname, a first name or an acronym then stands for whichever it fits. Names are
    taken from ``names`` and from capital letters, titles and first names, by vote over the whole article, since
    a finder of names errs on single places rather than everywhere.

    Args:
        w: the words of the article.
        names: what a finder of names found; may err or be empty.
    """
    candidates = _candidates(w, names)
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for c in candidates:
        for kind, weight in c.votes.items():
            votes[tuple(w.lower[c.start : c.end])][kind] += weight
    alone = {w.lower[c.start] for c in candidates if c.end == c.start + 1}
    for key, kinds in votes.items():
        # "Quillon Vask" and later "Vask": only people are called by the last of their names.
        if 1 < len(key) < 4 and set(kinds) == {"other"} and key[-1] in alone:
            kinds["person"] = 0.5
    kind_of = {key: max(v, key=lambda k: (v[k], k)) for key, v in votes.items()}
    _drop_leading_words(w, candidates, kind_of)
    persons: list[Entity] = []
    others: list[Entity] = []
    for c in candidates:
        key = tuple(w.lower[c.start : c.end])
        if len(_core(key)) > 1 and kind_of.get(key) == "person":
            _add_person(w, c, key, persons)
    by_part: dict[str, list[Entity]] = defaultdict(list)
    for person in persons:
        for part in person.parts:
            by_part[part].append(person)
    others_by_word: dict[str, list[Entity]] = defaultdict(list)
    mentions: list[Mention] = []
    pending: list[tuple[_Candidate, tuple[str, ...]]] = []
    for c in candidates:
        key = tuple(w.lower[c.start : c.end])
        fitting = _fitting_persons(key, by_part)
        if fitting and (kind_of.get(key) in ("person", "other", None) or len(key) == 1):
            pass
        elif kind_of.get(key) == "person":
            name = w.shown(c.start, c.end)
            entity = Entity("person", name, key, set(_core(key)), c.start)
            persons.append(entity)
            for part in entity.parts:
                by_part[part].append(entity)
            fitting = [entity]
        else:
            pending.append((c, key))
            continue
        mention = Mention(c.start, c.end, fitting, "", c.title, len(_core(key)) > 1)
        mentions.append(mention)
        _note_gender(w, mention)
    _add_bodies(w, pending, kind_of, others, others_by_word, mentions)
    mentions += _in_headlines(w, by_part, others, {k for m in mentions for k in range(m.start, m.end)})
    mentions.sort(key=lambda m: (m.start, m.end))
    for mention in mentions:
        for entity in mention.entities:
            entity.count += 1
    _learn_gender(w, mentions)
    return persons + others, mentions


def _drop_leading_words(w: Words, candidates: Sequence[_Candidate], kind_of: dict[tuple[str, ...], str]) -> None:
    """Take off capitalized words before a full name that is no part of it: Crooked Hillary Clinton, Citing Clinton."""
    given = MALE_NAMES | FEMALE_NAMES
    for c in candidates:
        key = tuple(w.lower[c.start : c.end])
        if len(key) > 2 and (key[-1],) in kind_of and kind_of.get(key[:-1]) == "organization" and key not in kind_of:
            c.start = c.end - 1
            continue
        if len(key) < 2 or kind_of.get(key) != "person" or key[0] in given or len(key[0].rstrip(".")) < 2:
            continue
        rest = key[1:]
        if kind_of.get(rest) != "person":
            continue
        starts = not w.close[c.start]
        if (len(rest) > 1 and rest[0] in given) or (starts and (key[0].endswith(("ing", "ed")) or key[0] in TITLES)):
            c.title = (min(c.title[0], c.start), c.start + 1)
            c.start += 1


def _in_headlines(
    w: Words, by_part: dict[str, list[Entity]], others: Sequence[Entity], taken: set[int]
) -> list[Mention]:
    """Find the names in title-case lines, where only what the article names elsewhere can be told from the rest."""
    bodies = {entity.words: entity for entity in others if entity.kind != "other"}
    found: list[Mention] = []
    if not w.headline:
        return found
    k = 0
    n = len(w)
    while k < n:
        if w.paragraph[k] not in w.headline or not w.word[k][0].isupper() or k in taken:
            k += 1
            continue
        for length in (5, 4, 3, 2, 1):
            key = tuple(w.lower[k : k + length])
            if k + length > n or (
                length > 1 and (any(w.possessive[k : k + length - 1]) or not all(x[0].isalnum() for x in key))
            ):
                continue
            people = _fitting_persons(key, by_part)
            if length == 1:
                people = [p for p in people if _core(p.words)[-1] == key[0]]
            entities = people or ([bodies[key]] if key in bodies else [])
            if entities:
                found.append(Mention(k, k + length, entities, "", (k, k), len(_core(key)) > 1))
                k += length
                break
        else:
            k += 1
    return found


def _add_person(w: Words, c: _Candidate, key: tuple[str, ...], persons: list[Entity]) -> None:
    for person in persons:
        if _same_person(key, person.words):
            person.parts.update(_core(key))
            if len(_core(key)) > len(_core(person.words)):
                person.words, person.name = key, w.shown(c.start, c.end)
            return
    entity = Entity("person", w.shown(c.start, c.end), key, set(_core(key)), c.start)
    for part, votes in ((MALE_NAMES, "male"), (FEMALE_NAMES, "female")):
        if key[0] in part:
            setattr(entity, votes, getattr(entity, votes) + 1.0)
    if not entity.gender and key[0].endswith(("a", "ette", "elle", "ine", "lyn", "een", "ique")):
        entity.female += 0.4
    persons.append(entity)


def _fitting_persons(key: tuple[str, ...], by_part: dict[str, list[Entity]]) -> list[Entity]:
    core = _core(key)
    if not core:
        return []
    if len(core) > 1:
        fitting = [p for p in by_part.get(core[-1], []) if _same_person(key, p.words)]
        if fitting:
            return fitting[:1] if len(fitting) > 1 and fitting[0].words == key else fitting
        return [p for p in by_part.get(core[-1], []) if all(x in p.parts for x in core)]
    found = by_part.get(core[0], [])
    last = [p for p in found if _core(p.words)[-1] == core[0]]
    if not found and len(core[0]) > 6:
        # A slip of the pen: Scheiderman for Schneiderman.
        last = [p for part, people in by_part.items() if _one_slip(core[0], part) for p in people]
    return last or list(found)


def _one_slip(a: str, b: str) -> bool:
    """Return whether two words differ by one letter left out."""
    if abs(len(a) - len(b)) != 1:
        return False
    a, b = sorted((a, b), key=len)
    k = next((k for k in range(len(a)) if a[k] != b[k]), len(a))
    return k > 0 and a[k:] == b[k + 1 :]


def _note_gender(w: Words, mention: Mention) -> None:
    for k in range(*mention.title):
        gender = HONORIFICS.get(w.lower[k])
        if gender is None:
            gender = "male" if w.lower[k] in MALE_WORDS else "female" if w.lower[k] in FEMALE_WORDS else None
        if gender:
            mention.gender = gender
    if mention.gender and len(mention.entities) == 1:
        entity = mention.entities[0]
        if mention.gender == "male":
            entity.male += 3
        else:
            entity.female += 3


def _learn_gender(w: Words, mentions: Sequence[Mention]) -> None:
    """Let the pronoun after a lone subject tell the gender of a name that does not."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.entities[0].kind == "person":
            by_sentence[w.sentence[mention.start]].append(mention)
    first_word: dict[int, int] = {}
    for k, s in enumerate(w.sentence):
        first_word.setdefault(s, k)
    for sentence, inside in by_sentence.items():
        people = {id(e) for m in inside for e in m.entities}
        if len(people) != 1:
            continue
        entity = inside[0].entities[0]
        start = inside[0].end
        stop = first_word.get(sentence + 2, len(w))
        if sentence + 1 in by_sentence:
            stop = first_word.get(sentence + 1, len(w))
        for k in range(start, stop):
            if w.quoted[k]:
                continue
            if w.lower[k] in ("he", "his", "him", "himself"):
                entity.male += 0.3
                break
            if w.lower[k] in ("she", "her", "herself"):
                entity.female += 0.3
                break


def _initials(words: Sequence[str]) -> str:
    return "".join(x[0] for x in words if x[0].isupper())


def _add_bodies(
    w: Words,
    pending: Sequence[tuple[_Candidate, tuple[str, ...]]],
    kind_of: dict[tuple[str, ...], str],
    others: list[Entity],
    by_word: dict[str, list[Entity]],
    mentions: list[Mention],
) -> None:
    by_key: dict[tuple[str, ...], Entity] = {}
    acronyms: dict[str, Entity] = {}
    for c, key in pending:
        if key in by_key or key not in kind_of:
            continue
        kind = kind_of.get(key, "other")
        entity = Entity(kind, w.shown(c.start, c.end), key, set(key), c.start)
        by_key[key] = entity
        others.append(entity)
        letters = _initials(w.word[c.start : c.end])
        if len(key) > 1 and len(letters) > 1 and not c.weak:
            acronyms.setdefault(letters.lower(), entity)
        for word in key if not c.weak else ():
            by_word[word].append(entity)
    merged: dict[int, Entity] = {}
    for key, entity in by_key.items():
        if len(key) == 1:
            bare = key[0].replace(".", "")
            whole = acronyms.get(bare)
            word = entity.name.replace(".", "")
            if whole is not None and whole is not entity and word.isupper() and len(word) > 1:
                merged[id(entity)] = whole
                continue
        wider = [
            o for o in by_word[key[-1]] if o is not entity and len(o.words) > len(key) and _is_short_form(key, o.words)
        ]
        if len({o.words for o in wider}) == 1 and entity.kind != "place":
            merged[id(entity)] = wider[0]
    for c, key in pending:
        if key not in by_key:
            continue
        entity = by_key[key]
        for _ in range(3):
            entity = merged.get(id(entity), entity)
        if entity.kind == "other" and by_key[key].kind == "organization":
            entity.kind = "organization"
        mentions.append(Mention(c.start, c.end, [entity], "", c.title, len(key) > 1))


def _is_short_form(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether a body's name may be the short form of another: the Post, Three Piers."""
    if long[-len(short) :] == short:
        return short[-1] in MEDIA_WORDS or _body_word(short[-1])
    if long[: len(short)] == short:
        rest = long[len(short) :]
        return all(x in COMPANY_WORDS or x in MEDIA_WORDS or x in ("america", "international") for x in rest)
    return False
