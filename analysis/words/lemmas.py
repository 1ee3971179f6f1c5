"""The dictionary forms of words, as the reading has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.words.arrays import Ints
from analysis.words.fingerprints import fingerprint_strings
from analysis.words.scan import Scan

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Lemmas"]


class Lemmas:
    """Looks up the dictionary form of a word by its place."""

    def __init__(self, articles: pd.DataFrame, reading: Reading) -> None:
        """Take the lemmas of these articles from the reading."""
        tokens = reading.tokens
        row_of = {article: row for row, article in enumerate(articles["article"])}
        rows = tokens["article"].map(row_of).to_numpy(dtype=float)
        known = ~np.isnan(rows)
        codes, lemmas = pd.factorize(tokens["lemma"].to_numpy(dtype=object)[known])
        self._lemmas = [str(lemma).lower().replace("’", "'") for lemma in lemmas]
        keys = (rows[known].astype(np.int64) << 32) + tokens["start"].to_numpy(dtype=np.int64)[known]
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._ends = tokens["end"].to_numpy(dtype=np.int64)[known][order]
        self._codes = codes[order]
        self._hashes = fingerprint_strings(self._lemmas, fold=True)

    def put(self, scan: Scan, row: Ints, start: Ints, end: Ints) -> None:
        """Put lemmas for the words that the reading cut alike, each known by its place; names keep their own."""
        if not len(self._keys) or not len(row):
            return
        key = (row << 32) + start
        at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        alike = (self._keys[at] == key) & (self._ends[at] == end)
        alike &= ~np.isin(scan.hashes, np.fromiter(scan.spelled, dtype=np.uint64))
        codes = self._codes[at[alike]]
        scan.hashes[alike] = self._hashes[codes]
        scan.spelled |= {int(self._hashes[c]): self._lemmas[c] for c in np.unique(codes).tolist()}
