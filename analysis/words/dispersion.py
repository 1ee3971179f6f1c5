"""How evenly words are spread over articles, and where in an article they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.frames import check_list, with_ids
from analysis.words.arrays import Floats
from analysis.words.concordance import match_words
from analysis.words.rules import TokenOptions, TokenRules
from analysis.words.tokens import tokenize
from analysis.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["deviation_of_proportions", "juilland_d", "word_positions"]


def deviation_of_proportions(counts: Any, sizes: npt.ArrayLike) -> Floats:
    """Return Gries' DP: 0 for a word spread as the text is, near 1 for one that clings to few parts.

    Half the sum, over the parts, of the distance between a part's share of the word and its share of the text
    (Gries 2008, "Dispersions and adjusted frequencies in corpora", Int. J. of Corpus Linguistics 13:4).

    Args:
        counts: how often each word stands in each part, shape (parts, words); dense or scipy.sparse.
        sizes: the parts' lengths in words, shape (parts,).

    Returns:
        Shape (words,); NaN for a word that does not occur or where there is but one part.
    """
    counts, sizes, total = _prepare(counts, sizes)
    if len(sizes) < 2:
        return np.full(counts.shape[1], np.nan)
    share = (sizes / sizes.sum())[counts.row]
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = np.abs(counts.data / total[counts.col] - share) - share
    # Parts without the word add their own share; the sum of all shares is 1.
    return np.where(total > 0, (1 + np.bincount(counts.col, distance, counts.shape[1])) / 2, np.nan)


def juilland_d(counts: Any, sizes: npt.ArrayLike) -> Floats:
    """Return Juilland's D: 1 for a word as frequent in every part, 0 for one that stands in a single part.

    One less the coefficient of variation of the word's frequency in the parts, over the root of the number of
    parts less one (Juilland, Brodin and Davidovitch 1970; with relative frequencies for parts of unequal
    length as in Gries 2008).

    Args:
        counts: how often each word stands in each part, shape (parts, words); dense or scipy.sparse.
        sizes: the parts' lengths in words, shape (parts,).

    Returns:
        Shape (words,); NaN for a word that does not occur or where there is but one part.
    """
    counts, sizes, total = _prepare(counts, sizes)
    parts = len(sizes)
    if parts < 2:
        return np.full(counts.shape[1], np.nan)
    rate = counts.data / sizes[counts.row]
    mean = np.bincount(counts.col, rate, counts.shape[1]) / parts
    present = np.bincount(counts.col, minlength=counts.shape[1])
    squares = np.bincount(counts.col, (rate - mean[counts.col]) ** 2, counts.shape[1])
    variance = (squares + (parts - present) * mean**2) / parts
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, np.maximum(1 - np.sqrt(variance) / mean / np.sqrt(parts - 1), 0), np.nan)


def _prepare(counts: Any, sizes: npt.ArrayLike) -> tuple[Any, Floats, Floats]:
    sizes = np.asarray(sizes, dtype=float)
    table = sparse.coo_array(counts)
    used = sizes > 0
    if not used.all():
        table = sparse.coo_array(table.tocsr()[used])
        sizes = sizes[used]
    total = np.bincount(table.col, table.data, table.shape[1]).astype(float)
    return table, sizes, total


def word_positions(
    articles: pd.DataFrame,
    words: Sequence[str],
    *,
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Say where in their articles some words stand, for a dispersion plot.

    Args:
        articles: columns article and text.
        words: the words, spelled as in a table of `count_words`.
        reading: one reading of the articles, for names and lemmas.
        **options: the rules of `TokenRules`.

    Returns:
        One row an occurrence: word, article, start, end, position (0 at the article's first word, 1 at its
        last).

    Raises:
        ValueError: a column is missing, or the words are one text.
    """
    check_list(words, "words")
    rules = TokenRules(**options)
    vocabulary = Vocabulary()
    ids = with_ids(articles)["article"].to_numpy(dtype=object)
    rows: list[pd.DataFrame] = []
    # All are read before the first is looked at: how the words are spelled must be known.
    for batch in list(tokenize(articles, vocabulary, rules, reading=reading)):
        first = np.searchsorted(batch.row, batch.row, side="left")
        last = np.searchsorted(batch.row, batch.row, side="right") - 1
        position = (np.arange(len(batch.row)) - first) / np.maximum(last - first, 1)
        for word in words:
            at, length = match_words(word, batch.word, batch.row, vocabulary)
            rows.append(
                pd.DataFrame(
                    {
                        "word": word,
                        "article": ids[batch.row[at]],
                        "start": batch.start[at],
                        "end": batch.end[at + length - 1],
                        "position": position[at],
                    }
                )
            )
    if not rows:
        return pd.DataFrame(columns=["word", "article", "start", "end", "position"])
    table = pd.concat(rows, ignore_index=True)
    order = {word: i for i, word in enumerate(words)}
    return table.sort_values("word", key=lambda w: w.map(order), kind="stable", ignore_index=True)
