"""How often each word occurs in each group, in how many articles, and how evenly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.words.arrays import Ints
from analysis.words.copies import CopyFinder
from analysis.words.fingerprints import fingerprint_runs
from analysis.words.groups import EVERYTHING, Copies, GroupedWords, group_words
from analysis.words.rules import TokenOptions, TokenRules
from analysis.words.tally import Entries, Tally, find_entries, join_entries
from analysis.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Counts", "count_parts", "count_words", "number_ngrams"]


@dataclass(frozen=True)
class Counts:
    """Word counts per part; a part is what one article gives to one group.

    Attributes:
        table: how often each word stands in each part, scipy.sparse CSR of shape (parts, words).
        words: the words, shape (words,).
        group, row: each part's group number and the row of its article, shape (parts,).
        groups: the groups' names.
        articles: the articles' ids, at their rows.
        notes: what a report has to say: the rules, copies left out; goes to `attrs` of the tables.
    """

    table: Any
    words: npt.NDArray[np.object_]
    group: Ints
    row: Ints
    groups: list[str]
    articles: list[str]
    notes: dict[str, Any]

    @property
    def sizes(self) -> Ints:
        """Words of each part, shape (parts,)."""
        return np.asarray(self.table.sum(axis=1)).ravel().astype(np.int64)


def count_words(
    articles: pd.DataFrame | Iterable[pd.DataFrame],
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
        articles: columns article and text; boilerplate is left out where that column marks it. Articles that do
            not fit into memory can be given as an iterable of such frames, each article in one of them; they are
            counted frame by frame, and what is kept meanwhile grows only as the number of different words does
            (see `analysis.words.tally`).
        by: a column of the quotes or the articles (outlet, speaker, ...), "month", "quoted" (inside or
            outside quotation marks), or None for one group, "all". A missing value is the group "(unknown)".
        quotes: the quotes table; where given, only the words inside its spans are counted.
        min_n: leave out words with fewer occurrences in a group; nothing else changes.
        copies: "once" leaves out copies of an earlier article (see `find_copies`), "all" counts them. Of several
            frames the earlier one holds the earlier articles; to know them again takes about 1 KB an article.
        reading: one reading of the articles; read here where names or lemmas ask for it. Of several frames each
            is then read by itself, and knows only its own names.
        **options: what counts as a word: unit, n, names, phrases, fold, hyphens, contractions, possessives,
            numbers; see `TokenRules`. With ``names=False`` no language pipeline is needed.

    Returns:
        One row a word and group, the most frequent first: word, group, n, per_million (of the group's words;
        for n-grams of its n-grams), articles (that have it), dispersion (Gries' DP over the group's
        articles), juilland_d. Both are NaN for a group of one article. `attrs` holds the rules, the groups'
        sizes in words and articles, the number of copies left out and `by`.

    Raises:
        ValueError: an unknown column or rule.
    """
    rules = TokenRules(**options)
    if rules.names and not isinstance(articles, pd.DataFrame):  # what is usual is known of all articles or not at all
        rules = replace(rules, capitals="names")
    frames = (articles,) if isinstance(articles, pd.DataFrame) else articles
    finder = CopyFinder() if copies == "once" and not isinstance(articles, pd.DataFrame) else None
    vocabulary, grams, tally = Vocabulary(), Vocabulary(), Tally()
    number: dict[str, int] = {}  # of each group, in the order of first sight
    dropped = 0
    for frame in frames:
        new = frame if finder is None else finder.only_new(frame)
        grouped = group_words(new, by=by, quotes=quotes, copies=copies if finder is None else "all")
        dropped += grouped.copies + len(frame) - len(new)
        codes = np.array([number.setdefault(name, len(number)) for name in grouped.groups], dtype=np.int64)
        for words in grouped.words(vocabulary, rules, reading=reading):
            row, group, word = _counted(words, rules, vocabulary, grams)
            tally.add(find_entries(row, codes[group], word, len(number)))
    figures = tally.figures()
    names = list(number) or [EVERYTHING]
    size = dict(zip(names, [*tally.words.tolist(), *[0] * len(names)], strict=False))
    held = dict(zip(names, [*tally.articles.tolist(), *[0] * len(names)], strict=False))
    keep = np.flatnonzero(figures.n >= max(min_n, 1))
    group, n = figures.group[keep], figures.n[keep]
    result = pd.DataFrame(
        {
            "word": _spelled(grams if rules.n > 1 else vocabulary)[figures.word[keep]],
            "group": np.array(names, dtype=object)[group],
            "n": n,
            "per_million": n / tally.words[group] * 1e6,
            "articles": figures.articles[keep],
            "dispersion": figures.dispersion[keep],
            "juilland_d": figures.juilland_d[keep],
        }
    )
    result = result.sort_values(["n", "word", "group"], ascending=[False, True, True], ignore_index=True)
    result.attrs.update({"rules": asdict(rules), "words": size, "articles": held, "copies": dropped, "by": by})
    return result


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
    width = len(grouped.groups)
    blocks: list[Entries] = []
    for words in grouped.words(vocabulary, rules, reading=reading):
        row, group, word = _counted(words, rules, vocabulary, grams)
        blocks.append(find_entries(row, group, word, width))
    names = _spelled(grams if rules.n > 1 else vocabulary)
    every = join_entries(blocks)
    ends = np.searchsorted(every.part, np.arange(len(every.row) + 1))
    table = sparse.csr_array((every.n, every.word, ends), shape=(len(every.row), len(names)))
    total, held = np.bincount(every.group, every.sizes, width).astype(int), np.bincount(every.group, minlength=width)
    notes = {
        "rules": asdict(rules),
        "words": dict(zip(grouped.groups, total.tolist(), strict=True)),
        "articles": dict(zip(grouped.groups, held.tolist(), strict=True)),
        "copies": grouped.copies,
        "by": by,
        "of_quotes": quotes is not None,
    }
    ids = grouped.articles["article"].tolist()
    return Counts(table, names, every.group, every.row, grouped.groups, ids, notes)


def _counted(
    words: GroupedWords, rules: TokenRules, vocabulary: Vocabulary, grams: Vocabulary
) -> tuple[Ints, Ints, npt.NDArray[np.int32]]:
    """Return row, group and number of what is counted: the words, or the n-grams."""
    if rules.n == 1:
        return words.row, words.group, words.word
    first, number = number_ngrams(words, rules.n, vocabulary, grams)
    return words.row[first], words.group[first], number


def number_ngrams(
    words: GroupedWords, n: int, vocabulary: Vocabulary, grams: Vocabulary
) -> tuple[Ints, npt.NDArray[np.int32]]:
    """Return where n-grams start among the words, and the number of each in `grams`, which receives them."""
    first = _ngram_starts(words, n)

    def spell(at: Ints) -> list[str]:
        rows = words.word[first[at][:, None] + np.arange(n)].tolist()
        return [" ".join([vocabulary.words[number] for number in row]) for row in rows]

    return first, grams.number(fingerprint_runs(words.word, n)[first], spell)


def _spelled(vocabulary: Vocabulary) -> npt.NDArray[np.object_]:
    return np.array([*vocabulary.words, ""], dtype=object)[:-1]


def _ngram_starts(words: GroupedWords, n: int) -> Ints:
    """Return where n words in a row stay in one article, group and segment."""
    if len(words.row) < n:
        return np.empty(0, dtype=np.int64)
    together = (np.diff(words.row) == 0) & (np.diff(words.group) == 0) & (np.diff(words.segment) == 0)
    run = np.ones(len(words.row) - n + 1, dtype=bool)
    for k in range(n - 1):
        run &= together[k : len(run) + k]
    return np.flatnonzero(run)
