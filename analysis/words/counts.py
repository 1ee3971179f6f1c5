"""How often each word occurs in each group, in how many articles, and how evenly."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.words.dispersion import deviation_of_proportions, juilland_d
from analysis.words.groups import Copies, GroupedWords, group_words
from analysis.words.tokens import Ints, TokenOptions, TokenRules, Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Counts", "count_parts", "count_words"]


@dataclass(frozen=True)
class Counts:
    """Word counts per part; a part is what one article gives to one group.

    Attributes:
        table: how often each word stands in each part, scipy.sparse CSR of shape (parts, words).
        words: the words, shape (words,).
        group, row: each part's group number and the row of its article, shape (parts,).
        groups: the groups' names.
        notes: what a report has to say: the rules, copies left out; goes to `attrs` of the tables.
    """

    table: Any
    words: npt.NDArray[np.object_]
    group: Ints
    row: Ints
    groups: list[str]
    notes: dict[str, Any]

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Words of each part, shape (parts,)."""
        return np.asarray(self.table.sum(axis=1)).ravel().astype(np.int64)


def count_words(
    articles: pd.DataFrame,
    *,
    by: str | None = None,
    quotes: pd.DataFrame | None = None,
    min_n: int = 1,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Count the words of each group.

    Args:
        articles: columns article and text; boilerplate is left out where that column marks it.
        by: a column of the quotes or the articles (outlet, speaker, ...), "month", "quoted" (inside or
            outside quotation marks), or None for one group, "all". A missing value is the group "(unknown)".
        quotes: the quotes table; where given, only the words inside its spans are counted.
        min_n: leave out words with fewer occurrences in a group; nothing else changes.
        copies: "once" leaves out copies of an earlier article (see `find_copies`), "all" counts them.
        reading: one reading of the articles; read here where names or lemmas ask for it.
        **options: what counts as a word: unit, n, names, phrases, fold, hyphens, contractions, possessives,
            numbers; see `TokenRules`. With ``names=False`` no language pipeline is needed.

    Returns:
        One row a word and group, the most frequent first: word, group, n, per_million (of the group's words;
        for n-grams of its n-grams), articles (that have it), dispersion (Gries' DP over the group's
        articles), juilland_d. Both are NaN for a group of one article. `attrs` holds the rules, the groups'
        sizes in words and articles, and the number of copies left out.

    Raises:
        ValueError: an unknown column or rule.
    """
    counts = count_parts(articles, by=by, quotes=quotes, copies=copies, reading=reading, **options)
    frames = []
    for number, name in enumerate(counts.groups):
        parts = np.flatnonzero(counts.group == number)
        table = counts.table[parts]
        n = np.asarray(table.sum(axis=0)).ravel().astype(np.int64)
        keep = np.flatnonzero(n >= max(min_n, 1))
        if not len(keep):
            continue
        table = table[:, keep].tocoo()
        sizes = counts.sizes[parts]
        frames.append(
            pd.DataFrame(
                {
                    "word": counts.words[keep],
                    "group": name,
                    "n": n[keep],
                    "per_million": n[keep] / sizes.sum() * 1e6,
                    "articles": np.bincount(table.col, minlength=len(keep)),
                    "dispersion": deviation_of_proportions(table, sizes),
                    "juilland_d": juilland_d(table, sizes),
                }
            )
        )
    if not frames:
        frames = [_EMPTY]
    result = pd.concat(frames, ignore_index=True)
    result = result.sort_values(["n", "word", "group"], ascending=[False, True, True], ignore_index=True)
    result.attrs.update(counts.notes)
    return result


_EMPTY = pd.DataFrame(
    {
        "word": pd.Series(dtype=object),
        "group": pd.Series(dtype=object),
        "n": pd.Series(dtype=np.int64),
        "per_million": pd.Series(dtype=float),
        "articles": pd.Series(dtype=np.int64),
        "dispersion": pd.Series(dtype=float),
        "juilland_d": pd.Series(dtype=float),
    }
)


def count_parts(
    articles: pd.DataFrame,
    *,
    by: str | None = None,
    quotes: pd.DataFrame | None = None,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> Counts:
    """Count words per article and group, the table from which all statistics of this package follow.

    Args:
        articles, by, quotes, copies, reading, **options: as for `count_words`.

    Returns:
        The counts; the words are in the order of first sight.
    """
    rules = TokenRules(**options)
    grouped = group_words(articles, by=by, quotes=quotes, copies=copies)
    vocabulary, grams = Vocabulary(), Vocabulary()
    blocks: list[tuple[Any, Ints, Ints]] = []
    width = len(grouped.groups)
    for words in grouped.words(vocabulary, rules, reading=reading):
        part = words.row * width + words.group
        word = words.word
        if rules.n > 1:
            first = _ngram_starts(words, rules.n)
            word = _ngrams(words, first, rules.n, vocabulary, grams)
            part = part[first]
        if not len(part):
            continue
        codes, distinct = pd.factorize(part)
        ones = np.ones(len(codes), dtype=np.int32)
        shape = (len(distinct), int(word.max()) + 1)
        blocks.append((sparse.csr_array((ones, (codes, word)), shape=shape), *np.divmod(distinct, width)))
    names = grams.words if rules.n > 1 else vocabulary.words
    table = _stack([block for block, _, _ in blocks], len(names))
    row = np.concatenate([r for _, r, _ in blocks]) if blocks else np.empty(0, dtype=np.int64)
    group = np.concatenate([g for _, _, g in blocks]) if blocks else np.empty(0, dtype=np.int64)
    counts = Counts(
        table, np.array([*names, ""], dtype=object)[:-1], group, row, grouped.groups, {"rules": asdict(rules)}
    )
    sizes = np.bincount(group, counts.sizes, width).astype(int)
    counts.notes["words"] = dict(zip(grouped.groups, sizes.tolist(), strict=True))
    held = np.bincount(group, minlength=width)
    counts.notes["articles"] = dict(zip(grouped.groups, held.tolist(), strict=True))
    counts.notes["copies"] = grouped.copies
    return counts


def _stack(blocks: list[Any], width: int) -> Any:
    """Put the blocks, each as wide as the words known by then, on top of one another."""
    if not blocks:
        return sparse.csr_array((0, width), dtype=np.int32)
    lengths = np.concatenate([np.diff(block.indptr) for block in blocks])
    data = np.concatenate([block.data for block in blocks])
    indices = np.concatenate([block.indices for block in blocks])
    ends = np.concatenate([[0], np.cumsum(lengths)])
    return sparse.csr_array((data, indices, ends), shape=(len(lengths), width))


def _ngram_starts(words: GroupedWords, n: int) -> Ints:
    """Return where n words in a row stay in one article, group and segment."""
    if len(words.row) < n:
        return np.empty(0, dtype=np.int64)
    together = (np.diff(words.row) == 0) & (np.diff(words.group) == 0) & (np.diff(words.segment) == 0)
    run = np.ones(len(words.row) - n + 1, dtype=bool)
    for k in range(n - 1):
        run &= together[k : len(run) + k]
    return np.flatnonzero(run)


def _ngrams(
    words: GroupedWords, first: Ints, n: int, vocabulary: Vocabulary, grams: Vocabulary
) -> npt.NDArray[np.int32]:
    """Number the n-grams that start at `first`."""
    mixed = np.zeros(len(first), dtype=np.uint64)
    for k in range(n):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed += (words.word[first + k].astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)

    def spell(at: Ints) -> list[str]:
        rows = words.word[first[at][:, None] + np.arange(n)].tolist()
        return [" ".join([vocabulary.words[number] for number in row]) for row in rows]

    return grams.number(mixed, spell)
