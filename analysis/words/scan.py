"""Where the words of a text start and end, as the rules cut it.

The text is an array of code points, so that a million words take a fraction of a second and each keeps its offsets.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from analysis.words.arrays import Codes, Hashes, Ints
from analysis.words.characters import APOSTROPHE, BREAK, LETTER, kinds_of, spellings, text_of, word_mask
from analysis.words.fingerprints import Fingerprints, fingerprint_strings
from analysis.words.rules import TokenRules

__all__ = ["Scan", "join_texts"]

_GUARD = "\n" * 4  # before, between and after texts, so that looking around a character never leaves the array
# After these words 's is a shortened "is", "has" or "us"; after any other it marks the owner.
_VERBAL_HOSTS = (
    "he", "here", "how", "it", "let", "she", "that", "there", "this", "what", "when", "where", "who", "why",
)  # fmt: skip


def join_texts(texts: Sequence[str]) -> tuple[str, Ints]:
    """Join texts to one that can be scanned; return it and where in it each text starts, shape (texts,)."""
    lengths = [len(text) + len(_GUARD) for text in texts]
    return _GUARD + _GUARD.join(texts) + _GUARD, np.cumsum([len(_GUARD), *lengths[:-1]], dtype=np.int64)


class Scan:
    """The words of one stretch of text.

    Attributes:
        codes: the text's code points.
        start, end: half-open offsets, shape (words,).
        hashes: fingerprints, shape (words,).
        spelled: how to spell the words that are not spelled as the text has them, by their fingerprints.
    """

    def __init__(self, codes: Codes, rules: TokenRules) -> None:
        """Cut a text that `join_texts` has made."""
        self.codes = codes
        self.spelled: dict[int, str] = {}
        self._fold = rules.fold
        self._kinds = kinds_of(codes)
        self._inside = word_mask(self._kinds, hyphens=rules.hyphens == "join")
        self._fingerprints = Fingerprints(codes, fold=rules.fold)
        edges = np.flatnonzero(self._inside[1:] != self._inside[:-1]) + 1
        self.start, self.end = edges[::2], edges[1::2]
        self._tails(rules)
        if not rules.numbers:
            letters = np.concatenate([[0], np.cumsum((self._kinds & LETTER) != 0)])
            keep = letters[self.end] > letters[self.start]
            self.start, self.end = self.start[keep], self.end[keep]
        self.hashes = self._fingerprints(self.start, self.end)

    def fingerprints(self, *, fold: bool) -> Fingerprints:
        """Return the fingerprints of the text's stretches, whatever the rules say of capitals."""
        return self._fingerprints if fold == self._fold else Fingerprints(self.codes, fold=fold)

    def _tails(self, rules: TokenRules) -> None:
        """Take possessives off and split contractions."""
        drop, split = rules.possessives == "drop", rules.contractions == "split"
        if not (drop or split):
            return
        start, end = self.start, self.end
        apostrophe = ((self._kinds[end - 2] | self._kinds[end - 3]) & APOSTROPHE) != 0
        at = np.flatnonzero(apostrophe & (end - start > 2))
        s, e = start[at], end[at]
        third, second, last = spellings(True)[self.codes[np.stack([e - 3, e - 2, e - 1])]]
        mark = np.uint32(ord("'"))
        owner = (second == mark) & (last == ord("s"))
        owner &= ~np.isin(self.fingerprints(fold=True)(s, e - 2), _verbal_hosts())
        end = end.copy()
        if drop:
            end[at[owner]] -= 2
        if split:
            cut = np.zeros(len(at), dtype=np.int64)
            one = (second == mark) & np.isin(last, [ord(c) for c in "smd"])
            cut[one] = 2
            two = np.zeros(len(at), dtype=bool)
            for pair in ("ll", "re", "ve"):
                two |= (second == ord(pair[0])) & (last == ord(pair[1]))
            two &= third == mark
            two |= (third == ord("n")) & (second == mark) & (last == ord("t"))
            cut[two] = 3
            if drop:
                cut[owner] = 0
            cut[cut >= e - s] = 0
            cuts = at[cut > 0]
            middle = end[cuts] - cut[cut > 0]
            tail_end = end[cuts].copy()
            end[cuts] = middle
            order = np.argsort(np.concatenate([start, middle]), kind="stable")
            start = np.concatenate([start, middle])[order]
            end = np.concatenate([end, tail_end])[order]
        self.start, self.end = start, end

    def spell(self, at: Ints) -> list[str]:
        """Spell the words at these positions as they are counted."""
        if not len(at):
            return []
        length = self.end[at] - self.start[at] + 1  # with the line end that parts them
        last = np.cumsum(length)
        place = np.arange(last[-1]) + np.repeat(self.start[at] - (last - length), length)
        spelling = spellings(self._fold)[self.codes[place]]
        spelling[spelling == 10] = 32  # only a merged name can have a line end; its spelling is known
        spelling[last - 1] = 10
        plain = text_of(spelling).split("\n")[:-1]
        if not self.spelled:
            return plain
        return [self.spelled.get(key, text) for key, text in zip(self.hashes[at].tolist(), plain, strict=True)]

    def segments(self) -> Ints:
        """Number the stretches that an n-gram stays within, shape (words,)."""
        breaks = np.cumsum(((self._kinds & BREAK) != 0) & ~self._inside, dtype=np.int64)
        return breaks[self.start]


@cache
def _verbal_hosts() -> Hashes:
    return fingerprint_strings(_VERBAL_HOSTS, fold=True)
