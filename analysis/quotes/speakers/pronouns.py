"""A source that is a pronoun."""

from __future__ import annotations

from bisect import bisect_left

from analysis.quotes.attribution import Attribution
from analysis.quotes.lists.grammar import DETERMINERS, FUNCTION_WORDS, PLURALS, QUANTIFIERS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.names.entities import Entity, Mention
from analysis.quotes.names.role_words import is_role
from analysis.quotes.speakers.antecedents import GENDERED, by_pronoun, choose, last_two, unnamed_before
from analysis.quotes.speakers.article import Article, Said
from analysis.quotes.speakers.naming import described, joined, said_by, unknown
from analysis.quotes.speakers.phrases import phrase
from analysis.quotes.speakers.wording import is_plural

__all__ = ["pronoun_source"]

_FIRST = word_set("i we me us my our mine ours myself ourselves")

_PLURAL_PRONOUNS = word_set("they them their both each")

_NEUTER = word_set("it its this that")

_ADDRESSED = word_set("you what")

_FIXED = word_set(
    """
    someone somebody everyone everybody anyone nobody one none some many most few others all
    """
)

_AT = word_set("on at in")
_OF = word_set("of for from")

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


def pronoun_source(article: Article, i: int, j: int, a: Attribution) -> Said | None:
    """Resolve a source that is a pronoun or ends in a relative one; None where it is neither.

    A pronoun is nobody's name: where it stands for nobody that the article tells of, the speaker is not known.
    """
    w = article.words
    lower = w.lower[j - 1]
    if j - i == 1 and lower in GENDERED:
        unnamed = unnamed_before(article, i, GENDERED[lower]) if lower in ("he", "she") else None
        if unnamed is not None:
            return unnamed._replace(at=i)
        entity = by_pronoun(article, i, GENDERED[lower], a.content)
        if entity is not None:
            return said_by(article, i, entity)
        for said in reversed(article.said[-6:]):
            if said.speaker.kind == "unnamed":
                return said._replace(at=i)
        return unknown(i)
    if j - i == 1 and lower in _FIRST:
        return _first_person(article, i)
    if lower in ("who", "whom", "which", "that", "whose"):
        return _relative(article, i, j)
    if j - i == 1 and lower in _PLURAL_PRONOUNS:
        return _they(article, i, lower)
    if j - i == 1 and lower in _NEUTER:
        return _it(article, i, lower)
    if j - i == 1 and lower in _ADDRESSED:
        return unknown(i)
    if j - i == 1 and lower in _FIXED:
        plural = lower in ("some", "many", "most", "few", "others", "all")
        return described(article, i, lower, "group" if plural else "unnamed")
    return None


def _first_person(article: Article, i: int) -> Said:
    w = article.words
    if w.quoted[i]:
        for said in reversed(article.said):
            if w.paragraph[i] - w.paragraph[min(said.end, len(w)) - 1] <= 1:
                return said._replace(at=i)
    return unknown(i)


def _relative(article: Article, i: int, j: int) -> Said:
    """Resolve "who" and "most of whom" by the noun phrase before them."""
    w = article.words
    k = i
    while k > 0 and not w.word[k - 1][0].isalnum() and w.sentence[k - 1] == w.sentence[i]:
        k -= 1
    number = bisect_left(article.starts, k) - 1
    if number >= 0:
        mention = article.mentions[number]
        if mention.end >= k - 4 and mention.end <= k + 1 and w.sentence[mention.start] == w.sentence[i]:
            entity = mention.entities[0]
            wants_person = w.lower[j - 1] in ("who", "whom", "whose")
            people = _people_before(article, mention) if wants_person and mention.end == k else None
            if people is not None:
                named = _named_before(article, people, head=w.lower[mention.start - 2])
                return said_by(article, i, choose(article, named)) if named else phrase(article, people, k, None)
            if entity.kind == "person" or (mention.end == k and not wants_person):
                return said_by(article, i, entity)
            if wants_person and entity.kind in ("place", "organization", "other"):
                back = [m for m in article.mentions[max(number - 3, 0) : number] if m.entities[0].kind == "person"]
                if back and w.sentence[back[-1].start] == w.sentence[i] and w.word[back[-1].end] in ",(":
                    return said_by(article, i, choose(article, back[-1]))
    start = k
    while start > 0 and w.sentence[start - 1] == w.sentence[i] and k - start < 6:
        members = w.word[start - 1] == "of" and start > 1 and is_plural(w.lower[start - 2])
        if not w.word[start - 1][0].isalnum() or (w.lower[start - 1] in _BREAKS and not members):
            break
        start -= 1
    while start < k and (w.lower[start] in ("and", "or", "but") or w.lower[start].endswith("ing")):
        start += 1
    named = _named_before(article, start, head=w.lower[k - 1]) if start < k else None
    if named is not None:
        return said_by(article, i, choose(article, named))
    if start < k:
        return phrase(article, start, k, None)
    if number >= 0 and w.sentence[article.mentions[number].start] == w.sentence[i]:
        entity = article.mentions[number].entities[0]
        if (entity.kind == "person") == (w.lower[j - 1] in ("who", "whom", "whose")):
            return said_by(article, i, entity)
    return unknown(i)


def _named_before(article: Article, start: int, *, head: str) -> Mention | None:
    """Return the name to which a description is in apposition: Ellen Marsh (Left) of Aldmouth, a lawyer who."""
    w = article.words
    at = start if w.lower[start] in DETERMINERS else start - 1
    at -= w.lower[at] in DETERMINERS
    if at < 1 or w.word[at] != "," or w.sentence[at] != w.sentence[start] or is_plural(head):
        return None
    number = bisect_left(article.starts, at)
    people = [m for m in article.mentions[max(number - 2, 0) : number] if m.entities[0].kind == "person"]
    if not people or w.sentence[people[-1].start] != w.sentence[start]:
        return None
    end = people[-1].end
    placed = w.word[end] in ("(", "of", "from") and at - end < 7
    return people[-1] if end == at or placed else None


def _people_before(article: Article, mention: Mention) -> int | None:
    """Return where the people begin whom a name only places: Democrats on Capitol Hill, a spokesman for the board."""
    w = article.words
    at = mention.start - 1
    if at > 0 and w.lower[at] == "the":
        at -= 1
    places = _AT if mention.entities[0].kind == "person" else _AT | _OF
    if at < 1 or w.lower[at] not in places or w.sentence[at - 1] != w.sentence[mention.start]:
        return None
    head = w.lower[at - 1]
    if not (is_role(head) or head in PLURALS or is_role(head.removesuffix("s"))):
        return None
    modified = (
        at > 1 and w.close[at - 1] and w.word[at - 2].isalpha() and w.lower[at - 2] not in _BREAKS | {"and", "or"}
    )
    return at - 1 - modified  # one word before it: what stands farther off may be the verb


def _they(article: Article, i: int, lower: str) -> Said:
    w = article.words
    if lower in ("both", "each"):
        pair = last_two(article, i)
        if pair is not None:
            return pair
    for said in reversed(article.said[-8:]):
        if said.speaker.kind == "group" and w.paragraph[i] - w.paragraph[min(said.at, len(w) - 1)] <= 2:
            return said._replace(at=i)
    if lower in ("both", "each"):
        return described(article, i, lower, "group")
    named = _two_before(article, i)
    return joined(article, i, named) if named else unknown(i)


def _two_before(article: Article, i: int) -> list[Entity]:
    """Return two persons whom "and" joins in the two sentences before a word, or nobody."""
    w = article.words
    for number in range(bisect_left(article.starts, i) - 1, 0, -1):
        one, two = article.mentions[number - 1 : number + 1]
        if w.sentence[i] - w.sentence[two.start] > 2 or w.paragraph[i] - w.paragraph[two.start] > 1:
            break
        if w.lower[one.end : two.lead] != ["and"] or w.possessive[one.end - 1] or w.quoted[one.start]:
            continue
        before = article.mentions[number - 2] if number > 1 and w.word[one.lead - 1] == "," else None
        if before is not None and before.end == one.lead - 1 and before.entities[0].kind == "person":
            break  # the last two of a list
        members = [choose(article, one), choose(article, two)]
        if members[0] is not members[1] and all(member.kind == "person" for member in members):
            return members
    return []


def _it(article: Article, i: int, lower: str) -> Said:
    w = article.words
    for said in reversed(article.said[-6:]):
        if said.speaker.kind == "organization" and w.paragraph[i] - w.paragraph[min(said.at, len(w) - 1)] <= 1:
            return said._replace(at=i)
    for event in reversed(article.events[-12:]):
        if event.entity.kind in ("organization", "place") and w.sentence[i] - w.sentence[event.at] <= 2:
            return said_by(article, i, event.entity)
    return unknown(i)
