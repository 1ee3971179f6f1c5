"""An article as words, sentences and paragraphs, with the places where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from analysis.marks import find_quotations
from analysis.quotes.lists.grammar import FUNCTION_WORDS
from analysis.quotes.lists.people import HONORIFICS
from analysis.quotes.lists.titles import ABBREVIATED_TITLES

__all__ = ["Words", "split_words"]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+(?![^\W_])|[^\W_]+(?:[-’'.&/][^\W_]+)*|[^\w\s]")

_POSSESSIVE = re.compile(r"['’](?:s|S|d|ll|re|ve|m)?$")

_GAP = re.compile(r"[ \t\xa0]+")

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
        quoted: whether it stands between quotation marks.
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
