"""Names and phrases: each is counted as one word, of however many words it is, and names keep their capitals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.words.arrays import Hashes
from analysis.words.capitals import usual_capitals
from analysis.words.characters import code_points, spellings, text_of
from analysis.words.fingerprints import fingerprint_strings
from analysis.words.lines import read_lines
from analysis.words.names import find_names, mostly_names
from analysis.words.rules import TokenRules
from analysis.words.scan import Scan, join_texts

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Merger"]

_Trie = dict[int, Any]  # by the fingerprints of the words, one after the other; -1 leads to the spelling
_LONGEST_NAME = 8  # words; a longer one is a mistake of the reading rather than a name
# Names as well, though the reading of names passes them over. "March" and "May" may be other words.
_CALENDAR = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February April June July August September October November December
""".split()


class Merger:
    """Joins the words of names and phrases, longest first."""

    def __init__(self, rules: TokenRules, reading: Reading | None) -> None:
        """Take the phrases from the rules, and the names from the reading where one is given."""
        # The scan of the names themselves must cut them as the texts are cut.
        self._rules = rules
        self._cased: _Trie = {}
        self._folded: _Trie = {}
        self._plant(self._cased, [p for p in rules.phrases if p != p.lower()], fold=False)
        self._plant(self._folded, [p for p in rules.phrases if p == p.lower()], fold=True)
        single: list[str] = []
        self._capitals: dict[str, str] = {}  # names of several words as headlines and transcripts write them
        self._labels: dict[int, str] = {}  # and those of one word, by their fingerprints
        self._shown: dict[int, str] = {}  # words that are no names and have a capital all the same
        if reading is not None:
            lines = read_lines(reading)
            names = find_names(reading, lines)
            single = mostly_names(reading, [name for name in names if " " not in name])
            if rules.fold:
                often = reading.names["text"].value_counts()
                several = _in_capitals([name for name in names if " " in name], often)
                self._capitals = {capitals: name for capitals, name in several.items() if capitals not in rules.phrases}
                labels = _in_capitals(single, often)
                keys = fingerprint_strings(list(labels), fold=False).tolist()
                self._labels = dict(zip(keys, labels.values(), strict=True))
                if rules.capitals == "usual" and rules.unit == "form":
                    taken = {name.lower() for name in [*_CALENDAR, *single]}
                    shown = [word for word in usual_capitals(reading, lines, names) if word.lower() not in taken]
                    self._shown = dict(zip(fingerprint_strings(shown, fold=True).tolist(), shown, strict=True))
            self._plant(self._cased, [*names, *self._capitals], fold=False, longest=_LONGEST_NAME)
            single = _CALENDAR + single
        self._singles = np.unique(fingerprint_strings(single, fold=False))
        self._first = [np.array(sorted(trie), dtype=np.uint64) for trie in (self._cased, self._folded)]

    def _plant(self, trie: _Trie, phrases: Sequence[str], *, fold: bool, longest: int | None = None) -> None:
        if not phrases:
            return
        joined, offsets = join_texts([" ".join(p.split()) for p in phrases])
        scan = Scan(code_points(joined), self._rules)
        hashes = scan.fingerprints(fold=fold)(scan.start, scan.end)
        for words in np.split(np.arange(len(hashes)), np.searchsorted(scan.start, offsets[1:])):
            if len(words) < 2 or (longest is not None and len(words) > longest):
                continue
            node = trie
            for key in hashes[words].tolist():
                node = node.setdefault(key, {})
            node[-1] = text_of(spellings(fold)[scan.codes[scan.start[words[0]] : scan.end[words[-1]]]])

    def merge(self, scan: Scan, text: str) -> None:
        """Join what belongs together; single-word names get the fingerprint that keeps their capitals."""
        if not (self._cased or self._folded or len(self._singles)):
            return
        scan.spelled |= self._shown
        cased = scan.fingerprints(fold=False)(scan.start, scan.end)
        if len(self._singles):
            is_name = np.isin(cased, self._singles)
            scan.hashes[is_name] = cased[is_name]
            keys, first = np.unique(cased[is_name], return_index=True)
            for key, i in zip(keys.tolist(), np.flatnonzero(is_name)[first].tolist(), strict=True):
                scan.spelled[key] = text_of(spellings(False)[scan.codes[scan.start[i] : scan.end[i]]])
        self._merge_labels(scan, cased)
        if not (self._cased or self._folded):
            return
        folded = scan.fingerprints(fold=True)(scan.start, scan.end) if self._folded else cased
        starts = np.isin(cased, self._first[0])
        if self._folded:
            starts |= np.isin(folded, self._first[1])
        keep = np.ones(len(cased), dtype=bool)
        free = 0
        for i in np.flatnonzero(starts).tolist():
            if i < free:
                continue
            length, name = max(
                self._longest(self._cased, cased, scan, text, i, fold=False),
                self._longest(self._folded, folded, scan, text, i, fold=True),
            )
            if length:
                free = i + length
                keep[i + 1 : free] = False
                name = self._capitals.get(name, name)
                scan.end[i] = scan.end[free - 1]
                scan.hashes[i] = key = _name_key(name)
                scan.spelled[int(key)] = name
        scan.start, scan.end, scan.hashes = scan.start[keep], scan.end[keep], scan.hashes[keep]

    def _merge_labels(self, scan: Scan, cased: Hashes) -> None:
        """Count the name before a colon that begins a line, LIND:, as the name that it is elsewhere, Lind.

        Only there: in a headline GREEN may be a colour, whoever else is called Green.
        """
        if not self._labels:
            return
        is_label = (scan.codes[scan.start - 1] == ord("\n")) & (scan.codes[scan.end] == ord(":"))
        for i in np.flatnonzero(is_label).tolist():
            if name := self._labels.get(int(cased[i])):
                scan.hashes[i] = key = _name_key(name)
                scan.spelled[int(key)] = name

    @staticmethod
    def _longest(trie: _Trie, hashes: Hashes, scan: Scan, text: str, i: int, *, fold: bool) -> tuple[int, str]:
        best = (0, "")
        node: _Trie | None = trie
        for j in range(i, len(hashes)):
            node = node.get(int(hashes[j])) if node else None
            if node is None:
                break
            name = node.get(-1)
            if name and j > i:
                stretch = text[scan.start[i] : scan.end[j]]
                spelling = spellings(fold)[code_points(" ".join(stretch.split()))]
                # A name may go on in the next line, but not in the next paragraph or article.
                if "\n\n" not in stretch and text_of(spelling) == name:
                    best = (j - i + 1, name)
        return best


@cache
def _name_key(name: str) -> np.uint64:
    return np.uint64(fingerprint_strings([name], fold=False)[0])


def _in_capitals(names: Iterable[str], often: pd.Series[int]) -> dict[str, str]:
    """Return those names that are not in capitals, by what they are in capitals: McCain, not the rarer Mccain."""
    rising = sorted(names, key=lambda name: (often.get(name, 0), name))
    return {name.upper(): name for name in rising if not name.isupper()}
