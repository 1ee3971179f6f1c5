"""How varied the words of a group are."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.words.arrays import Ints
from analysis.words.groups import Copies, group_words
from analysis.words.rules import TokenOptions, TokenRules
from analysis.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["DIVERSITY_COLUMNS", "mattr", "measure_diversity", "mtld", "ttr"]

DIVERSITY_COLUMNS = ["group", "words", "types", "ttr", "mattr", "mtld"]


def measure_diversity(
    articles: pd.DataFrame,
    *,
    by: str | None = None,
    quotes: pd.DataFrame | None = None,
    window: int = 100,
    threshold: float = 0.72,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Measure the lexical diversity of each group; its articles are read one after the other.

    Args:
        articles, by, quotes, copies, reading, **options: as for `count_words`.
        window: words in the window of MATTR.
        threshold: the type-token ratio that ends a factor of MTLD.

    Returns:
        One row a group: group, words, types (different words), ttr (falls as a text grows: compare only texts
        of one length), mattr and mtld (which do not). MATTR is NaN for fewer words than the window.
    """
    rules = TokenRules(**options)
    grouped = group_words(articles, by=by, quotes=quotes, copies=copies)
    vocabulary = Vocabulary()
    pieces: list[list[npt.NDArray[np.int32]]] = [[] for _ in grouped.groups]
    for words in grouped.words(vocabulary, rules, reading=reading):
        for group in np.unique(words.group).tolist():
            pieces[group].append(words.word[words.group == group])
    rows = []
    for name, piece in zip(grouped.groups, pieces, strict=True):
        if not piece:
            continue
        text = np.concatenate(piece)
        rows.append(
            {
                "group": name,
                "words": len(text),
                "types": len(np.unique(text)),
                "ttr": ttr(text),
                "mattr": mattr(text, window=window),
                "mtld": mtld(text, threshold=threshold),
            }
        )
    table = pd.DataFrame(rows, columns=DIVERSITY_COLUMNS)
    table.attrs.update(rules=asdict(rules), window=window, threshold=threshold, copies=grouped.copies)
    return table


def ttr(words: Sequence[Hashable] | npt.NDArray[np.int32]) -> float:
    """Return the type-token ratio: different words over all words; NaN for no words."""
    codes, distinct = _codes(words)
    return distinct / len(codes) if len(codes) else float("nan")


def mattr(words: Sequence[Hashable] | npt.NDArray[np.int32], *, window: int = 100) -> float:
    """Return the moving-average type-token ratio: the mean over all windows of so many words.

    Covington and McFall 2010, "Cutting the Gordian knot: the moving-average type-token ratio". Each word adds
    one to every window in which it has no earlier equal, so one pass over the words is enough.

    Raises:
        ValueError: the window is not at least one word.
    """
    if window < 1:
        raise ValueError(f"window={window}: a window has at least one word")
    codes, _ = _codes(words)
    count = len(codes)
    if count < window:
        return float("nan")
    order = np.argsort(codes, kind="stable")
    previous = np.full(count, -1, dtype=np.int64)
    again = codes[order[1:]] == codes[order[:-1]]
    previous[order[1:][again]] = order[:-1][again]
    place = np.arange(count)
    first = np.maximum(previous + 1, place - window + 1)
    last = np.minimum(place, count - window)
    return float(np.maximum(last - first + 1, 0).sum() / (window * (count - window + 1)))


def mtld(words: Sequence[Hashable] | npt.NDArray[np.int32], *, threshold: float = 0.72) -> float:
    """Return the measure of textual lexical diversity: the mean length of runs that keep a type-token ratio.

    A run ends where its ratio has come down to the threshold; what is left at the end counts in part; the
    text is read forwards and backwards (McCarthy and Jarvis 2010, "MTLD, vocd-D, and HD-D").

    Raises:
        ValueError: the threshold is not between 0 and 1.
    """
    if not 0 < threshold < 1:
        raise ValueError(f"threshold={threshold}: a type-token ratio between 0 and 1")
    codes, _ = _codes(words)
    if not len(codes):
        return float("nan")
    text = codes.tolist()
    return (_mean_run(text, threshold) + _mean_run(text[::-1], threshold)) / 2


def _mean_run(text: list[int], threshold: float) -> float:
    seen: set[int] = set()
    length, runs = 0, 0.0
    for word in text:
        length += 1
        seen.add(word)
        if len(seen) / length <= threshold:
            runs += 1
            length = 0
            seen.clear()
    if length:
        runs += (1 - len(seen) / length) / (1 - threshold)
    return len(text) / (runs or 1)


def _codes(words: Sequence[Hashable] | npt.NDArray[np.int32]) -> tuple[Ints, int]:
    values = words if isinstance(words, np.ndarray) else np.array([*words, None], dtype=object)[:-1]
    codes, distinct = pd.factorize(values)
    return codes.astype(np.int64), len(distinct)
