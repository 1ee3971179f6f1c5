"""What an article says somebody is: the noun phrases before and after a name, read as roles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.quotes.lists.grammar import DETERMINERS, FUNCTION_WORDS
from analysis.quotes.lists.people import FEMALE_WORDS, MALE_WORDS
from analysis.quotes.lists.places import PARTIES, POSTAL
from analysis.quotes.lists.sets import word_set
from analysis.quotes.names.entities import Entity, Mention, Role
from analysis.quotes.names.role_phrases import end_of_phrase, opens_place, read_role, without_determiners
from analysis.quotes.names.role_words import is_role, role_of_words
from analysis.quotes.names.words import Words

__all__ = ["best_role", "find_roles"]

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

_LINKS = word_set("for of at with in")
_ENDS_A_ROLE = FUNCTION_WORDS - DETERMINERS - _LINKS
_SERVES = word_set("served serves worked works acted acts")

_RANKS = word_set("sir dame lord lady rev dr prof")
"""Forms of address that do not keep a name from standing in apposition to a title."""

_HEADS = word_set("heads leads runs directs chairs manages owns edits oversees led headed ran")


def find_roles(w: Words, mentions: Sequence[Mention], places: dict[str, str]) -> None:
    """Fill in the roles of the persons named in an article.

    Args:
        w: the words of the article.
        mentions: its names.
        places: adjective in lower case -> place or people that it belongs to, as far as the article tells.
    """
    persons = [m for m in mentions if len(m.entities) == 1 and m.entities[0].kind == "person"]
    behind = {m.end for m in persons}
    for mention in persons:
        entity = mention.entities[0]
        for role in _roles_at(w, mention, places, behind):
            entity.roles.append(role)
            # The head is no witness: of a spokeswoman it is "spokesman", so that she is found by either.
            told = next((word for word in role.text.lower().split() if word in MALE_WORDS | FEMALE_WORDS), "")
            entity.male += told in MALE_WORDS
            entity.female += told in FEMALE_WORDS


def _roles_at(w: Words, mention: Mention, places: dict[str, str], behind: set[int]) -> list[Role]:
    found: list[Role] = []
    i, j = mention.start, mention.end
    start = _back(w, i, mention.lead, behind)
    if start < i:
        found += read_role(w, start, i, places)
    if start > 1 and w.word[start - 1] == "," and w.sentence[start - 2] == w.sentence[i] and not w.quoted[start - 2]:
        # The baker, Ellen Marsh; the Speaker, Dame Ellen Marsh; but not "To the actor, Mr. Marsh was a friend".
        comma = start - 1
        start = _before_comma(w, comma, behind, closed=j < len(w) and w.word[j] == ",")
        joins = comma == i - 1 or (comma == i - 2 and w.lower[i - 1] in _RANKS)
        found += read_role(w, start, comma, places) if start < comma and joins else []
    if mention.full or not found:
        found += _after(w, j, places)
    return found


def _before_comma(w: Words, comma: int, behind: set[int], *, closed: bool) -> int:
    """Return where the role begins that stands before a name and the comma between them, else where the comma is.

    The baker, Ellen Marsh; and, where a comma closes the name, too, A lawyer for the outlets, Ellen Marsh, said. After
    a comma it is a role of whoever stands before that, unless nobody does: On Monday, the baker, Ellen Marsh, said.
    """
    start = _back(w, comma, comma, behind)
    listed = start > 0 and w.word[start - 1] == "," and (start - 1 in behind or not closed)
    if start < comma and is_role(w.lower[comma - 1]) and not listed:
        return start
    k = comma - 1
    while closed and k > 0 and comma - k < 7 and w.sentence[k] == w.sentence[comma] and w.word[k][0].isalnum():
        if w.lower[k] in _LINKS and is_role(w.lower[k - 1]):
            return _back(w, k, k, behind)
        if w.lower[k] in _ENDS_A_ROLE:
            break
        k -= 1
    return comma


def _back(w: Words, i: int, k: int, behind: set[int]) -> int:
    """Return where the noun phrase that ends before word ``i`` begins; ``k`` is known to belong to it.

    A free word in -s right ``behind`` a person's name is the verb: "Ellen Marsh backs developer X".
    """
    sentence = w.sentence[min(i, len(w) - 1)]
    while k > 0 and w.sentence[k - 1] == sentence and i - k < 9:
        word, lower = w.word[k - 1], w.lower[k - 1]
        if not word[0].isalnum() or (word[0].isdigit() and (word.isdigit() or lower.endswith(("am", "pm")))):
            break
        if lower in FUNCTION_WORDS and lower not in ("former", "retired", "ex") and not opens_place(w, k - 1):
            if not (word == "of" and k - 2 > 0 and is_role(w.lower[k - 2])):
                break
        elif word[0].islower() and lower not in _MODIFIERS and not is_role(lower) and not lower.endswith("-old"):
            # One free word may stand directly before a role in lower case: "leadership coach X".
            free = k < i and w.word[k][0].islower() and is_role(w.lower[k]) and not lower.endswith(("ed", "ing"))
            if not free or lower in _VERBS or (k - 1 in behind and lower.endswith("s")):
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
        k = end_of_phrase(w, j + 1)
        if k > j + 1 and (w.word[j] != "with" or any(word[0].isupper() for word in w.word[j + 1 : k])):
            found.append(Role(j, "", "", role_of_words(w.lower[j + 1 : k]), without_determiners(w, j + 1, k)))
        return found
    if j >= n or w.word[j] not in ",—–" or w.sentence[j] != w.sentence[j - 1]:
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
            k = end_of_phrase(w, start + 2)
            if k > start + 2:
                words = role_of_words(w.lower[start + 2 : k])
                found.append(Role(start, "", "", words, without_determiners(w, start + 2, k)))
        elif verb in ("is", "was") and start + 2 < stop and w.lower[start + 2] in ("a", "an", "the", "one"):
            found += read_role(w, start + 2, stop, places)
        elif verb in _SERVES and start + 3 < stop and w.lower[start + 2] == "as":
            found += read_role(w, start + 3, stop, places)
        return found
    return found + read_role(w, start, stop, places, apposition=True)


def best_role(entity: Entity) -> tuple[str, str]:
    """Return role and affiliation of a person: the fullest first account, with what others add."""
    role = affiliation = ""
    for one in entity.roles:
        if one.head == "rival":  # says who somebody is to another, and is no role
            continue
        if one.text and not role:
            role = one.text
            affiliation = one.affiliation or affiliation
        elif not affiliation and one.affiliation and (not one.text or one.text == role):
            affiliation = one.affiliation
    return role, affiliation
