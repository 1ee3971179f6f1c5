"""Wire copies and near-duplicates: found by MinHash, checked by their shared phrases, counted once."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import dates_of, with_ids
from analysis.words.arrays import Hashes
from analysis.words.fingerprints import fingerprint_runs
from analysis.words.rules import TokenRules
from analysis.words.tokens import tokenize
from analysis.words.vocabulary import Vocabulary

__all__ = ["CopyFinder", "find_copies"]

_SHINGLE = 4  # words in a row
_RULES = TokenRules(names=False)
_SHORTEST = 20  # words; a shorter text is a copy only of its equal
_THRESHOLD = 0.7  # least similarity of copies
_SKETCH = 64  # numbers by which a counted article is known again
_LOOKED_UP = 8  # of these lead to it


def find_copies(articles: pd.DataFrame, *, threshold: float = _THRESHOLD, permutations: int = 64) -> pd.DataFrame:
    """Find articles that copy another of the same set.

    An article is a copy if it shares at least `threshold` of its runs of four words with another (the Jaccard
    coefficient of the two sets of runs; Broder 1997, "On the resemblance and containment of documents").
    Candidates come from MinHash with locality-sensitive hashing (datasketch), each is then compared exactly.
    The earliest published of a set of copies is kept; among equals the first in the table. An article that
    names its original in `duplicate_of` is a copy of it where the original is in the table.

    Args:
        articles: columns article and text; published, duplicate_of and boilerplate may be missing.
        threshold: least similarity, above 0 and at most 1.
        permutations: hash functions of the MinHash; more find copies near the threshold more surely.

    Returns:
        One row a copy, in the order of the articles: article, copy_of (the article that is kept), similarity.

    Raises:
        ValueError: the threshold is out of range.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold={threshold}: a similarity is above 0 and at most 1")
    articles = with_ids(articles)
    shingles = _shingle_sets(articles, Vocabulary())
    declared = _declared(articles)
    edges = {(min(pair), max(pair)): 1.0 for pair in declared.items()}
    edges |= {pair: s for pair, s in _alike(shingles, threshold, permutations).items() if pair not in edges}
    if not edges:
        return pd.DataFrame(
            {
                "article": pd.Series(dtype=object),
                "copy_of": pd.Series(dtype=object),
                "similarity": pd.Series(dtype=float),
            }
        )
    rank = _rank(articles, declared)
    near: dict[int, dict[int, float]] = {}
    for (a, b), similarity in edges.items():
        near.setdefault(a, {})[b] = similarity
        near.setdefault(b, {})[a] = similarity
    ids = articles["article"].tolist()
    copy_of: dict[int, tuple[int, float]] = {}
    # From the earliest on: what is not yet a copy is an original, and takes its neighbours with it.
    for original in sorted(near, key=rank.__getitem__):
        if original in copy_of:
            continue
        if (named := declared.get(original)) in copy_of:
            copy_of[original] = copy_of[named][0], 1.0
            continue
        for other, similarity in near[original].items():
            if other not in copy_of and rank[other] > rank[original]:
                copy_of[other] = (original, similarity)
    rows = [(ids[row], ids[original], s) for row, (original, s) in sorted(copy_of.items())]
    return pd.DataFrame(rows, columns=["article", "copy_of", "similarity"])


class CopyFinder:
    """Knows the articles that it has seen, to leave their copies out of later frames.

    Of each article it keeps the 64 smallest fingerprints of its runs of words, from which the similarity of two
    articles can be told to within 0.06, one standard error (Broder 1997, the bottom-k sketch), and leaves out
    what is alike by 0.7 or more. Within a frame `find_copies` decides.
    """

    def __init__(self) -> None:
        """Start with no article seen."""
        self._vocabulary = Vocabulary()
        self._sketches: list[Hashes] = []
        self._places: dict[int, int] = {}

    def only_new(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Return the articles that copy neither one seen before nor one another, and remember them."""
        articles = with_ids(articles)
        kept = articles[~articles["article"].isin(find_copies(articles)["article"])] if len(articles) > 1 else articles
        new = [self._see(runs[:_SKETCH]) for runs in _shingle_sets(kept, self._vocabulary)]
        return kept[np.array(new, dtype=bool)]

    def _see(self, sketch: Hashes) -> bool:
        first = sketch[:_LOOKED_UP].tolist()
        for other in {self._places[key] for key in first if key in self._places}:
            both = np.union1d(sketch, self._sketches[other])[:_SKETCH]
            shared = np.isin(both, sketch) & np.isin(both, self._sketches[other])
            if shared.mean() >= _THRESHOLD:
                return False
        for key in first:
            self._places.setdefault(key, len(self._sketches))
        self._sketches.append(sketch.copy())
        return True


def _rank(articles: pd.DataFrame, declared: Container[int]) -> list[tuple[bool, bool, int, int]]:
    """Order the articles for keeping: declared originals first, then by date, then by place in the table."""
    count = len(articles)
    dates: list[Any] = [pd.NaT] * count
    if "published" in articles:
        dates = dates_of(articles).tolist()
    return [(row in declared, pd.isna(date), 0 if pd.isna(date) else date.value, row) for row, date in enumerate(dates)]


def _declared(articles: pd.DataFrame) -> dict[int, int]:
    """Return the row of the original that each article names; of one that names another itself, the other's."""
    if "duplicate_of" not in articles:
        return {}
    row_of = {article: row for row, article in enumerate(articles["article"].tolist())}
    named = {row: row_of[name] for row, name in enumerate(articles["duplicate_of"].tolist()) if name in row_of}
    named = {row: original for row, original in named.items() if row != original}
    originals = {}
    for row, original in named.items():
        seen = {row}
        while original in named and named[original] not in seen:
            seen.add(original)
            original = named[original]
        originals[row] = original
    return originals


def _shingle_sets(articles: pd.DataFrame, vocabulary: Vocabulary) -> list[Hashes]:
    """Return each article's runs of words as sorted distinct 64-bit numbers."""
    sets: list[Hashes] = [np.empty(0, dtype=np.uint64)] * len(articles)
    for batch in tokenize(articles, vocabulary, _RULES):
        for words in np.split(np.arange(len(batch.row)), np.flatnonzero(np.diff(batch.row)) + 1):
            if not len(words):
                continue
            width = _SHINGLE if len(words) >= _SHORTEST else len(words)
            sets[batch.row[words[0]]] = np.unique(fingerprint_runs(batch.word[words], width))
    return sets


def _alike(shingles: list[Hashes], threshold: float, permutations: int) -> dict[tuple[int, int], float]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=max(0.1, threshold - 0.15), num_perm=permutations)
    pairs: dict[tuple[int, int], float] = {}
    for row, runs in enumerate(shingles):
        if not len(runs):
            continue
        sketch = MinHash(num_perm=permutations, seed=1, hashfunc=int)
        sketch.update_batch((runs >> np.uint64(32)).tolist())  # it hashes 32 bits; the exact check uses all
        for other in sorted(index.query(sketch)):
            shared = len(np.intersect1d(shingles[row], shingles[other], assume_unique=True))
            similarity = shared / (len(shingles[row]) + len(shingles[other]) - shared)
            if similarity >= threshold:
                pairs[other, row] = similarity
        index.insert(row, sketch)
    return pairs
