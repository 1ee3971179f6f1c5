"""What forms of address and pronouns tell of a person's gender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from analysis.quotes.lists.people import FEMALE_WORDS, HONORIFICS, MALE_WORDS
from analysis.quotes.names.entities import Mention
from analysis.quotes.names.words import Words

__all__ = ["learn_gender", "note_gender"]


def note_gender(w: Words, mention: Mention) -> None:
    """Note the gender that a form of address or title before a name tells."""
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


def learn_gender(w: Words, mentions: Sequence[Mention]) -> None:
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
