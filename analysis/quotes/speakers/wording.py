"""A noun phrase as words: where its head ends, whether it is plural, how it reads in the table."""

from __future__ import annotations

import re
from bisect import bisect_left

from analysis.quotes.lists.bodies import ORGANIZATION_HEADS
from analysis.quotes.lists.grammar import DETERMINERS, FUNCTION_WORDS, PLURALS, PREPOSITIONS, QUANTIFIERS, RELATIVES
from analysis.quotes.lists.places import DEMONYMS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.names.entities import Mention
from analysis.quotes.names.role_words import is_role
from analysis.quotes.speakers.article import Article, mention_in
from analysis.quotes.speakers.by_description import PARTY_WORDS

__all__ = ["cut", "is_plural", "is_share", "only_owns", "worded"]

_NUMERAL = re.compile(r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+$")

_TIMES = word_set(
    """
    last this next yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday here there
    """
)

_ABOUT = word_set("only nearly about just roughly almost some around the a an")
_NUMBERS = word_set("one two three four five six seven eight nine ten twenty hundred")
_FRACTIONS = word_set("third thirds quarter quarters")


def is_share(article: Article, i: int, stop: int, j: int) -> bool:
    """Return whether a source, whose head part ends before ``stop``, is a share: 26 percent, three in 10."""
    words = article.words.lower
    if any(word in ("percent", "%", "half") for word in words[i:stop]):
        return True
    if words[stop - 1] in _FRACTIONS and (stop == j or words[stop] == "of" or not words[stop][0].isalnum()):
        return True
    for k in range(i + 1, min(i + 6, j - 1)):
        if words[k] == "of" and words[k - 1] in ("majority", "minority"):
            return True
        if words[k] == "in" and all(words[n][0].isdigit() or words[n] in _NUMBERS for n in (k - 1, k + 1)):
            return True
    return False


def cut(article: Article, i: int, j: int) -> int:
    """Return where the head part of a noun phrase ends: before its first comma, relative or preposition."""
    w = article.words
    k = i
    seen_noun = False
    while k < j:
        number = bisect_left(article.starts, k)
        if number < len(article.mentions) and article.mentions[number].start == k and article.mentions[number].end <= j:
            k = article.mentions[number].end
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
            if lower.endswith("ed") and _is_noun(before) and lower not in ("retired",):
                return k
            if lower.endswith("ing") and (is_role(before) or before in ORGANIZATION_HEADS or is_plural(before)):
                return k
            if lower in ("led", "held", "known", "seen", "made", "run", "here", "there"):
                return k
        if lower not in FUNCTION_WORDS and lower not in QUANTIFIERS:
            seen_noun = True
        k += 1
    return j


def _is_noun(word: str) -> bool:
    return word not in FUNCTION_WORDS and word not in QUANTIFIERS


def is_plural(head: str) -> bool:
    """Return whether a noun (lower case) tells of several."""
    if head in PLURALS:
        return True
    return len(head) > 3 and head.endswith("s") and not head.endswith(("ss", "us", "is", "news", "congress"))


def only_owns(article: Article, mention: Mention, j: int) -> bool:
    """Return whether the name only owns what follows: Donald Trump's campaign."""
    return article.words.possessive[mention.end - 1] and mention.end < j


def worded(article: Article, i: int, stop: int, j: int) -> str:
    """Return a description without determiner, quantity and relative clause."""
    w = article.words
    start = i
    if w.lower[i] == "one" and i + 1 < j and w.lower[i + 1] == "of":
        return w.shown(i, _without_clause(article, stop, j))
    if is_share(article, i, stop, j):
        while i < stop - 1 and w.lower[i] in _ABOUT:
            i += 1
        shown = w.shown(i, _without_clause(article, stop, j))
        return shown[0].lower() + shown[1:] if w.lower[i] in QUANTIFIERS | _NUMBERS else shown
    if w.lower[start] in ("those", "these") and start + 1 < j and w.lower[start + 1] in PREPOSITIONS | RELATIVES:
        return w.shown(start, _without_clause(article, stop, j)).lower()
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
        stop = max(cut(article, start, j), start + 1)
    owner = mention_in(article, start, stop, last=False)
    if owner is not None and owner.entities[0].kind == "person" and only_owns(article, owner, j):
        start = max(start, owner.start)
    first = w.word[start]
    end = _without_clause(article, stop, j)
    shown = w.shown(start, end)
    if start == i and not w.close[start] and first[0].isupper() and not first.isupper():
        # A capital that only opens the sentence: Analysts, Police officials; but Justice Department lawyers.
        common = start + 1 < end or is_plural(w.lower[start]) or is_role(w.lower[start])
        name = first in DEMONYMS or w.lower[start] in PARTY_WORDS or mention_in(article, start, start + 1) is not None
        after = w.word[start + 1][0] if start + 1 < end else ""
        before_name = after.isupper() or (first == "No" and after.isdigit())  # No 10
        if common and not name and not before_name:
            shown = shown[0].lower() + shown[1:]
    return shown


def _without_clause(article: Article, stop: int, j: int) -> int:
    w = article.words
    k = stop
    while k < j:
        if w.lower[k] in RELATIVES or w.word[k] in ",;(–—":
            break
        k += 1
    return k if k - stop <= 14 else stop
