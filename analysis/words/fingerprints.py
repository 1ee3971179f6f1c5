"""Numbers that stand for words: two words are the same when their 64-bit fingerprints are.

A fingerprint is a polynomial hash of the code points (Karp and Rabin 1987, "Efficient randomized pattern-matching
algorithms"), each replaced by a fixed random number; among a million different words the chance that any two share
one is below 1 in 10 million.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.words.arrays import Codes, Hashes, Ints
from analysis.words.characters import code_points, spellings

__all__ = ["Fingerprints", "fingerprint_runs", "fingerprint_strings"]

_BASE = 0x9E3779B97F4A7C17  # odd, so that its powers can be undone modulo 2**64
_STEP, _STIR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)  # those of splitmix64


@cache
def _mixed(fold: bool) -> Hashes:
    """Return a fixed random number for each code point's spelling (splitmix64, Steele et al. 2014)."""
    x = (np.arange(0x110000, dtype=np.uint64) + np.uint64(1)) * _STEP
    x = (x ^ (x >> np.uint64(30))) * _STIR
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x = x ^ (x >> np.uint64(31))
    mixed: Hashes = x[spellings(fold)]
    return mixed


@cache
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """Return the base's powers 0 .. 2**bits - 1 modulo 2**64, and their inverses."""
    tables = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        table = np.full(1 << bits, base, dtype=np.uint64)
        table[0] = 1
        tables.append(np.cumprod(table, dtype=np.uint64))
    return tables[0], tables[1]


class Fingerprints:
    """Fingerprints of any stretch of a text, each in constant time."""

    def __init__(self, codes: Codes, *, fold: bool) -> None:
        """Take in the text; with `fold`, capitals do not matter."""
        bits = max(len(codes).bit_length(), 10)
        powers, self._inverse = _powers(bits)
        self._sums = np.zeros(len(codes) + 1, dtype=np.uint64)
        np.cumsum(_mixed(fold)[codes] * powers[: len(codes)], out=self._sums[1:])

    def __call__(self, start: Ints, end: Ints) -> Hashes:
        """Return the fingerprints of the stretches from `start` to `end`, shape (stretches,)."""
        hashes: Hashes = (self._sums[end] - self._sums[start]) * self._inverse[start]
        return hashes


def fingerprint_strings(strings: Sequence[str], *, fold: bool) -> Hashes:
    """Return the fingerprints of whole strings, shape (len(strings),)."""
    edges = np.cumsum([0, *map(len, strings)], dtype=np.int64)
    return Fingerprints(code_points("".join(strings)), fold=fold)(edges[:-1], edges[1:])


def fingerprint_runs(words: npt.NDArray[np.int32], length: int) -> Hashes:
    """Return the fingerprint of each run of so many words, by their numbers, shape (words - length + 1,)."""
    numbers = words.astype(np.uint64) + np.uint64(1)
    count = max(len(numbers) - length + 1, 0)
    mixed = np.zeros(count, dtype=np.uint64)
    for k in range(length):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _STIR
        mixed += numbers[k : k + count] * _STEP
    return mixed
