"""What an article says somebody is: "North Korean nuclear negotiator", "director of the institute"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.quotes.lists import (
    ABBREVIATED_TITLES,
    DEMONYMS,
    DETERMINERS,
    FEMALE_WORDS,
    FUNCTION_WORDS,
    HONORIFICS,
    MALE_WORDS,
    ORGANIZATION_HEADS,
    PARTIES,
    POSTAL,
    ROLES,
    word_set,
)
from analysis.quotes.mentions import Entity, Mention, Role, Words

__all__ = ["SAME_HEAD", "best_role", "find_roles", "is_role", "role_head", "role_of_words"]

_PARTY = re.compile(r"[\[(]?\b([RDI])\b(?:[-–—., ]+([A-Z][\w.]*(?: [A-Z][\w.]*)?))?")
_MODIFIERS = word_set(
    """
    former first retired elected appointed disgraced convicted accused renowned then current senior junior top
    chief vice deputy acting interim outgoing incoming longtime veteran state city county local federal national
    international foreign presidential vice-presidential gubernatorial congressional senatorial mayoral campaign
    communications press political economic financial nuclear human general prime fellow star noted prominent
    leading fired ousted late young nominee-designate assistant associate co party opposition majority minority
    house senate defense defence security policy science climate health law business news sports police fire
    school conservative liberal progressive moderate independent outspoken fierce one-time two-time three-time
    onetime
    """
)
"""Lower-case words that may stand before a title without being a verb of the sentence."""
_VERBS = word_set(
    """
    told said says asked is was are were has had met saw called named hired quoted like
    """
)
_BEFORE_MODIFIERS = word_set("former retired ex then senior top longtime veteran interim acting")
_BEFORE_AFFILIATION = word_set("of at for with to from in on")
_HEADS = word_set("heads leads runs directs chairs manages owns edits oversees led headed ran")

SAME_HEAD: dict[str, str] = {
    "candidate": "nominee",
    "contender": "nominee",
    "hopeful": "nominee",
    "standard-bearer": "nominee",
    "congressman": "representative",
    "congresswoman": "representative",
    "ambassador": "envoy",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "ceo": "executive",
    "attorney": "lawyer",
    "counsel": "lawyer",
    "adviser": "aide",
    "advisor": "aide",
    "councillor": "councilor",
    "councilman": "councilor",
    "councilwoman": "councilor",
    "premier": "minister",
    "physician": "doctor",
    "businesswoman": "businessman",
    "tycoon": "billionaire",
    "mogul": "billionaire",
    "magnate": "billionaire",
    "cop": "officer",
    "policeman": "officer",
}
"""Heads that may stand for one another when a description refers back to somebody."""

_SAME_WORD = {
    "gop": "republican",
    "democrat": "democratic",
    "u.s": "american",
    "us": "american",
    "north": "north",
}


def role_head(word: str) -> str:
    """Return a role noun as it is compared: abbreviations written out, synonyms made one."""
    word = ABBREVIATED_TITLES.get(word, word)
    return SAME_HEAD.get(word, word)


def is_role(word: str) -> bool:
    """Return whether a person may be called by this noun (lower case)."""
    return (word in ROLES or bool(ABBREVIATED_TITLES.get(word))) and word not in HONORIFICS


def role_of_words(words: Sequence[str]) -> frozenset[str]:
    """Return the words of a description in the form in which they are compared."""
    return frozenset(_SAME_WORD.get(x, role_head(x)) for x in words if x[0].isalnum() and x not in DETERMINERS)


def find_roles(w: Words, mentions: Sequence[Mention], places: dict[str, str]) -> None:
    """Fill in the roles of the persons named in an article.

    Args:
        w: the words of the article.
        mentions: its names.
        places: adjective in lower case -> place or people that it belongs to, as far as the article tells.
    """
    for mention in mentions:
        if len(mention.entities) != 1 or mention.entities[0].kind != "person":
            continue
        entity = mention.entities[0]
        for role in _roles_at(w, mention, places):
            entity.roles.append(role)
            if role.head in MALE_WORDS:
                entity.male += 1
            elif role.head in FEMALE_WORDS:
                entity.female += 1


def _roles_at(w: Words, mention: Mention, places: dict[str, str]) -> list[Role]:
    found: list[Role] = []
    i, j = mention.start, mention.end
    start = _back(w, i, mention.title[0] if mention.title[1] > mention.title[0] else i)
    if start < i:
        found += _parse(w, start, i, places)
    elif i > 1 and w.word[i - 1] == "," and w.sentence[i - 2] == w.sentence[i] and not w.quoted[i - 2]:
        start = _back(w, i - 1, i - 1)
        if start < i - 1 and is_role(w.lower[i - 2]) and not (start > 0 and w.word[start - 1] == ","):
            found += _parse(w, start, i - 1, places)
    if mention.full or not found:
        found += _after(w, j, places)
    return found


def _back(w: Words, i: int, k: int) -> int:
    """Return where the noun phrase that ends before word ``i`` begins; ``k`` is known to belong to it."""
    sentence = w.sentence[min(i, len(w) - 1)]
    while k > 0 and w.sentence[k - 1] == sentence and i - k < 9:
        word, lower = w.word[k - 1], w.lower[k - 1]
        if not word[0].isalnum():
            break
        if lower in FUNCTION_WORDS and lower not in ("former", "retired", "ex"):
            if not (word == "of" and k - 2 > 0 and is_role(w.lower[k - 2])):
                break
        elif word[0].islower() and lower not in _MODIFIERS and not is_role(lower) and not lower.endswith("-old"):
            # One free word may stand directly before a role in lower case: "leadership coach X".
            free = k < i and w.word[k][0].islower() and is_role(w.lower[k]) and not lower.endswith(("ed", "ing"))
            if not free or lower in _VERBS:
                break
        k -= 1
        if w.possessive[k] and k < i - 1:
            # Go on through the owner's own name: the New York Times's.
            while k > 0 and w.word[k][0].isupper() and w.word[k - 1][0].isupper() and w.close[k]:
                if w.lower[k - 1] in FUNCTION_WORDS:
                    break
                k -= 1
            break
    return k


def _after(w: Words, j: int, places: dict[str, str]) -> list[Role]:
    found: list[Role] = []
    n = len(w)
    if j >= n:
        return found
    tail = w.text[w.end[j - 1] : w.end[j - 1] + 30]
    party = _PARTY.match(tail.lstrip(" ,\xa0"))
    if party and tail.lstrip(" \xa0")[:1] in "(,[":
        state = (party.group(2) or "").replace(".", "")
        place = POSTAL.get(state.lower(), state)
        label = PARTIES[party.group(1).lower()]
        words = role_of_words([label.lower(), *place.lower().split()])
        found.append(Role(j, "", "", words, f"{label} Party" if label != "independent" else ""))
        while j < n and w.word[j] not in ")]," and w.sentence[j] == w.sentence[j - 1]:
            j += 1
        if j < n and w.word[j] in ")]":
            j += 1
        elif w.word[j - 1] != "," and j < n and w.word[j] == ",":
            following = j + 1
            while following < n and w.word[following] not in ",." and following - j < 6:
                following += 1
            j = following if following < n and w.word[following] == "," and following - j < 4 else j
    if j < n and w.word[j] in ("of", "from", "with") and w.close[j] and w.sentence[j] == w.sentence[j - 1]:
        k = _complement(w, j + 1)
        if k > j + 1:
            found.append(Role(j, "", "", role_of_words(w.lower[j + 1 : k]), _strip(w, j + 1, k)))
        return found
    if j >= n or w.word[j] != "," or w.sentence[j] != w.sentence[j - 1]:
        return found
    start = j + 1
    if start + 1 < n and w.word[start].isdigit() and w.word[start + 1] == ",":
        start += 2
    stop = start
    while stop < n and w.sentence[stop] == w.sentence[j] and stop - start < 30 and w.word[stop] not in ',;:.—–“”"()':
        stop += 1
    if stop - start < 1:
        return found
    if w.lower[start] == "who" and start + 1 < stop:
        verb = w.lower[start + 1]
        if verb in _HEADS:
            k = _complement(w, start + 2)
            if k > start + 2:
                found.append(Role(start, "", "", role_of_words(w.lower[start + 2 : k]), _strip(w, start + 2, k)))
        elif verb in ("is", "was") and start + 2 < stop and w.lower[start + 2] in ("a", "an", "the", "one"):
            found += _parse(w, start + 2, stop, places)
        return found
    return found + _parse(w, start, stop, places, apposition=True)


def _complement(w: Words, i: int) -> int:
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
        if lower in FUNCTION_WORDS:
            # "Institute for Policy Integrity": the link belongs to the name if capitals follow a body's noun.
            follows = k + 1 < n and w.word[k + 1][0].isupper()
            linked = word in ("of", "for", "on", "and") and capital and w.lower[k - 1] in ORGANIZATION_HEADS and follows
            if not (linked or (word in ("and", "&") and follows and any(x in ("of", "for") for x in w.word[begin:k]))):
                break
        elif capital and word[0].islower() and not w.possessive[k - 1]:
            break
        k += 1
    return k


def _strip(w: Words, i: int, j: int) -> str:
    while i < j and w.lower[i] in DETERMINERS:
        i += 1
    for k in range(i, j - 1):
        if w.possessive[k] and w.word[k + 1][0].islower():
            return w.shown(i, k + 1)
    return w.shown(i, j)


def _parse(w: Words, i: int, j: int, places: dict[str, str], *, apposition: bool = False) -> list[Role]:
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
        if (w.lower[k] in FUNCTION_WORDS and w.lower[k] not in ("and", "former", "retired", "ex")) and not linked:
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
        if w.possessive[k]:
            affiliation, begin = w.shown(i, k + 1), k + 1
    if not affiliation:
        begin, affiliation = _modifier(w, i, head, places)
    end = head + 1
    if stop < j and w.lower[stop] in _BEFORE_AFFILIATION:
        end, more = _tail(w, head, stop, j)
        if affiliation and more:
            end = _complement(w, stop + 1)
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
    for cut in range(head, lead + 1, -1):
        if w.word[cut - 1][0].isupper() and w.lower[cut - 1] in ORGANIZATION_HEADS and cut <= k:
            return (i if lead > i else cut), w.shown(lead, cut)
    if (first in DEMONYMS or first.lower() in places) and (names == 1 or w.word[head][0].isupper()):
        return (i if lead > i else lead + 1), DEMONYMS.get(first, places.get(first.lower(), first))
    if first.lower() in ("republican", "democratic", "gop", "libertarian", "democrat"):
        party = {"gop": "Republican", "democrat": "Democratic"}.get(first.lower(), first)
        return i, f"{party} Party"
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
                    return k, _strip(w, c, _complement(w, c))
                if w.lower[k + 1] in DETERMINERS and w.word[k + 2][0].islower():
                    return k, _strip(w, c, _complement(w, c))
                return k, _strip(w, k + 1, _complement(w, k + 1))
            if c < j and w.lower[k] in ("at", "for", "with") and c > k + 1:
                return k, _strip(w, k + 1, _complement(w, k + 1))
        elif not w.word[k][0].isalnum() or (w.lower[k] in FUNCTION_WORDS and w.lower[k] not in ("and", "the", "a")):
            break
        k += 1
    return k, ""


def best_role(entity: Entity) -> tuple[str, str]:
    """Return role and affiliation of a person: the fullest first account, with what others add."""
    role = affiliation = ""
    for one in entity.roles:
        if one.text and not role:
            role = one.text
            affiliation = one.affiliation or affiliation
        elif not affiliation and one.affiliation and (not one.text or one.text == role):
            affiliation = one.affiliation
    return role, affiliation
