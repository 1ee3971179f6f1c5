"""A noun phrase read as a role and an affiliation: "North Korean nuclear negotiator", "director of the institute"."""

from __future__ import annotations

import re

from analysis.quotes.lists.bodies import ORGANIZATION_HEADS
from analysis.quotes.lists.grammar import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS
from analysis.quotes.lists.places import DEMONYMS
from analysis.quotes.lists.sets import word_set
from analysis.quotes.names.entities import Role
from analysis.quotes.names.role_words import is_role, role_head, role_of_words
from analysis.quotes.names.runs import names_go_on
from analysis.quotes.names.words import Words

__all__ = ["end_of_phrase", "opens_place", "read_role", "without_determiners"]

_BEFORE_MODIFIERS = word_set("former retired ex then senior top longtime veteran interim acting")

_BEFORE_AFFILIATION = word_set("of at for with to from in on")


def read_role(w: Words, i: int, j: int, places: dict[str, str], *, apposition: bool = False) -> list[Role]:
    """Read a noun phrase as a role with its affiliation; nothing where its head is no role noun."""
    while i < j and (w.lower[i] in DETERMINERS or w.lower[i] in ("another", "one", "now", "then", "also")):
        if w.lower[i] == "one":
            return []
        i += 1
    if i >= j:
        return []
    stop = j
    for k in range(i, j):
        linked = k > i and w.lower[k] in ("of", "for") and w.word[k - 1][0].isupper() and not is_role(w.lower[k - 1])
        kept = linked or w.lower[k] in ("and", "former", "retired", "ex") or opens_place(w, k)
        if w.lower[k] in FUNCTION_WORDS and not kept:
            stop = k
            break
    heads = [k for k in range(i, stop) if is_role(w.lower[k])]
    if not heads or (apposition and w.word[i][0].islower() is False and not heads):
        return []
    head = heads[-1]
    if apposition and head != stop - 1:
        return []
    affiliation = ""
    begin = i
    for k in range(i, head):
        if w.possessive[k] and not names_go_on(w, k + 1):
            affiliation, begin = w.shown(i, k + 1), k + 1
    if not affiliation:
        begin, affiliation = _modifier(w, i, head, places)
    end = head + 1
    if stop < j and w.lower[stop] in _BEFORE_AFFILIATION:
        end, more = _tail(w, head, stop, j)
        if affiliation and more:
            end = end_of_phrase(w, stop + 1)
        affiliation = affiliation or more
    if begin > head:
        begin = head
    text = w.shown(begin, max(end, head + 1))
    text = re.sub(r"^(?:now|then) ", "", text)
    words = role_of_words([*w.lower[i : max(end, head + 1)], *affiliation.lower().split()])
    found = [Role(i, text, role_head(w.lower[head]), words, affiliation)]
    found += [Role(i, "", role_head(w.lower[k]), words, affiliation) for k in heads[:-1] if k > begin or head == begin]
    return found


def _modifier(w: Words, i: int, head: int, places: dict[str, str]) -> tuple[int, str]:
    """Return where the role begins after an affiliation that stands before it, and the affiliation."""
    k = i
    while k < head and w.lower[k] in _BEFORE_MODIFIERS:
        k += 1
    lead = k
    while k < head and w.word[k][0].isupper():
        k += 1
    names = k - lead
    if not names:
        return i, ""
    two = " ".join(w.word[lead : lead + 2])
    if two in DEMONYMS and (names == 2 or w.word[head][0].isupper()):
        return (i if lead > i else lead + 2), DEMONYMS[two]
    first = w.word[lead]
    for cut in range(head, lead, -1):
        alone = cut == lead + 1 and w.word[cut] != "of"
        if w.word[cut - 1][0].isupper() and w.lower[cut - 1] in ORGANIZATION_HEADS and cut <= k and not alone:
            while cut + 1 < head and w.word[cut] == "of" and w.word[cut + 1][0].isupper():  # University of New Lammer
                cut += 2
                while cut < head and w.word[cut][0].isupper() and not is_role(w.lower[cut]):
                    cut += 1
            return (i if lead > i else cut), w.shown(lead, cut)
    if (first in DEMONYMS or first.lower() in places) and (names == 1 or w.word[head][0].isupper()):
        return (i if lead > i else lead + 1), DEMONYMS.get(first, places.get(first.lower(), first))
    if first.lower() in ("republican", "democratic", "gop", "libertarian", "democrat"):
        party = {"gop": "Republican", "democrat": "Democratic"}.get(first.lower(), first)
        return i, f"{party} Party"
    if names == 1 and _has_no_capital(w, lead):
        return i, ""
    if w.word[head][0].islower():
        # Clinton spokesman, NBC News moderator: the capitals are the affiliation.
        return (i if lead > i else k), w.shown(lead, k)
    for cut in range(head, lead, -1):
        word = w.word[cut - 1]
        if (w.lower[cut - 1] in ORGANIZATION_HEADS and (cut - lead > 1 or w.lower[cut - 1] in ("senate", "house"))) or (
            word.replace(".", "").replace("-", "").isupper() and len(word.replace(".", "")) > 1
        ):
            return (i if lead > i else cut), w.shown(lead, cut)
    return i, ""


def _has_no_capital(w: Words, k: int) -> bool:
    """Return whether a word is capitalized only since a sentence begins with it: Head coach, Real estate mogul."""
    if k and w.sentence[k - 1] == w.sentence[k] and w.word[k - 1][0].isalnum():
        return False
    return is_role(w.lower[k]) or w.lower[k] in w.word


def _tail(w: Words, head: int, stop: int, j: int) -> tuple[int, str]:
    """Return where the role ends and what it is of: "professor of law" | "Princeton University"."""
    k = stop
    while k < j and k - stop < 10:
        if w.lower[k] in _BEFORE_AFFILIATION:
            c = k + 1
            while c < j and w.lower[c] in DETERMINERS:
                c += 1
            if w.lower[head] in ("secretary", "undersecretary") and w.lower[k] == "of" and c == k + 1:
                k = c + 1
                continue
            while c + 1 < j and c < k + 4 and w.word[c][0].islower() and w.lower[c] not in FUNCTION_WORDS:
                if not (w.word[c + 1][0].isupper() or w.word[min(c + 2, j - 1)][0].isupper()):
                    break
                c += 1
            if c < j and w.word[c][0].isupper():
                if not w.word[k + 1][0].isupper() and w.lower[k + 1] not in DETERMINERS:
                    return k, without_determiners(w, c, end_of_phrase(w, c))
                if w.lower[k + 1] in DETERMINERS and w.word[k + 2][0].islower():
                    return k, without_determiners(w, c, end_of_phrase(w, c))
                return k, without_determiners(w, k + 1, end_of_phrase(w, k + 1))
            if c < j and w.lower[k] in ("at", "for", "with") and c > k + 1:
                return k, without_determiners(w, k + 1, end_of_phrase(w, k + 1))
        elif not w.word[k][0].isalnum() or (w.lower[k] in FUNCTION_WORDS and w.lower[k] not in ("and", "the", "a")):
            break
        k += 1
    return k, ""


def end_of_phrase(w: Words, i: int) -> int:
    """Return where the noun phrase that begins at ``i`` ends: determiners, then words up to a function word."""
    k = i
    n = len(w)
    while k < n and w.lower[k] in DETERMINERS and k < i + 2:
        k += 1
    begin = k
    capital = k < n and w.word[k][0].isupper()
    while k < n and w.sentence[k] == w.sentence[i] and k - begin < 9:
        word, lower = w.word[k], w.lower[k]
        if not word[0].isalnum():
            break
        if lower in FUNCTION_WORDS and not (capital and k > begin and word[0].isupper() and lower not in PREPOSITIONS):
            # "Institute for Policy Integrity": the link belongs to the name if capitals follow a body's noun.
            follows = k + 1 < n and w.word[k + 1][0].isupper()
            linked = word in ("of", "for", "on", "and") and capital and w.lower[k - 1] in ORGANIZATION_HEADS and follows
            if not (linked or (word in ("and", "&") and follows and any(x in ("of", "for") for x in w.word[begin:k]))):
                break
        elif capital and word[0].islower() and not w.possessive[k - 1]:
            break
        k += 1
    return k


def opens_place(w: Words, k: int) -> bool:
    """Return whether word ``k`` is the New of New York, no adjective."""
    return w.word[k] == "New" and k + 1 < len(w) and w.close[k + 1] and w.word[k + 1][0].isupper()


def without_determiners(w: Words, i: int, j: int) -> str:
    """Return the words ``[i, j)`` without determiners; of "X's something" only the owner X."""
    while i < j and w.lower[i] in DETERMINERS:
        i += 1
    for k in range(i, j - 1):
        if w.possessive[k] and w.word[k + 1][0].islower():
            return w.shown(i, k + 1)
    return w.shown(i, j)
