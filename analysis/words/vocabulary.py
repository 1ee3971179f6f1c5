"""The different words of a text, each with its number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.words.arrays import Hashes, Ints

__all__ = ["Vocabulary"]


class Vocabulary:
    """The words met so far: `words[i]` is the word with the number i, in the order of first sight."""

    def __init__(self) -> None:
        """Start empty."""
        self.words: list[str] = []
        self._keys = np.empty(0, dtype=np.uint64)  # in rising order, each with its number
        self._numbers = np.empty(0, dtype=np.int32)

    def __len__(self) -> int:
        """Return how many different words there are."""
        return len(self.words)

    def number(self, hashes: Hashes, spell: Callable[[Ints], list[str]]) -> npt.NDArray[np.int32]:
        """Number words by their fingerprints.

        Args:
            hashes: fingerprints, shape (n,).
            spell: called with the positions of words never met before; returns these words as text.
        """
        codes, distinct = pd.factorize(hashes)
        order = np.argsort(distinct)
        keys = distinct[order]
        at = np.searchsorted(self._keys, keys)
        known = np.zeros(len(keys), dtype=bool)
        if len(self._keys):
            known = self._keys[np.minimum(at, len(self._keys) - 1)] == keys
        table = np.empty(len(distinct), dtype=np.int32)
        table[order[known]] = self._numbers[at[known]]
        if not known.all():
            new = np.sort(order[~known])
            first = np.empty(len(distinct), dtype=np.int64)
            first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
            table[new] = np.arange(len(new)) + len(self.words)
            self.words += spell(first[new])
            self._keys = np.insert(self._keys, at[~known], keys[~known])
            self._numbers = np.insert(self._numbers, at[~known], table[order[~known]])
        return table[codes]
