"""Keywords in context: every occurrence of a word, with its article and offsets."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Literal, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.frames import check_columns
from analysis.words.arrays import Ints
from analysis.words.counts import number_ngrams
from analysis.words.groups import Copies, GroupedWords, group_words, number_runs
from analysis.words.rules import TokenOptions, TokenRules
from analysis.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["check_window", "concordance", "contexts", "match_words"]


def concordance(
    articles: pd.DataFrame,
    word: str,
    *,
    near: str | None = None,
    window: int | Literal["sentence"] = 5,
    width: int = 60,
    by: str | None = None,
    group: str | None = None,
    quotes: pd.DataFrame | None = None,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Show a word in its contexts; with the options of a table, every occurrence that the table counted.

    Args:
        articles: columns article and text.
        word: a word as a table spells it, several words in a row, or a pattern with ``*`` ("immigra*").
            Where no word is spelled so, capitals do not matter.
        near: show only occurrences with this word, or these in a row, at most `window` words away, as `collocations`
            counts them.
        window: words to either side, or "sentence".
        width: characters of context to either side.
        by: say of each occurrence in which group it is, as counted by `count_words` with the same `by`.
        group: show only the occurrences of this group.
        quotes: the quotes table; where given, only words inside its spans are shown.
        copies: "once" leaves out copies of an earlier article, "all" shows them.
        reading: one reading of the articles, for names and lemmas.
        **options: what counts as a word, as for `count_words`.

    Returns:
        One row an occurrence, in the order of the articles: group (where `by` is given), article, start, end, left,
        match, right. `match` is ``text[start:end]``; `left` and `right` are the text around it, each line end shown
        as a space. How often the word stands within names besides, which are words of their own, is in
        ``attrs["within_names"]``; where it stands in no other place, there is a warning.

    Raises:
        ValueError: the group or a column does not exist, or the window is none.
    """
    check_window(window)
    rules = TokenRules(**options)
    grouped = group_words(articles, by=by, quotes=quotes, copies=copies)
    wanted = None
    if group is not None:
        if group not in grouped.groups:
            raise ValueError(f"there is no group {group!r}; there are {', '.join(grouped.groups)}")
        wanted = grouped.groups.index(group)
    vocabulary = Vocabulary()
    ids = grouped.articles["article"].tolist()
    texts = grouped.articles["text"].tolist()
    found: list[tuple[int, int, int, int]] = []
    loose: list[tuple[int, int, int, int]] = []
    if window == "sentence" and near is not None:
        from analysis.words.collocations import sentence_numbers

        reading, sentences = sentence_numbers(grouped.articles, reading)
    if near is not None:  # how it is spelled must be known before the first article is looked at
        for _ in grouped.words(vocabulary, rules, reading=reading):
            pass
    for words in grouped.words(vocabulary, rules, reading=reading):
        if not len(words.row):
            continue
        run, reach = words.run, window
        if near is not None and window == "sentence":
            run = number_runs(run, sentences(words.row, words.start))
            reach = int(np.bincount(run).max())
        for strict, into in ((True, found), (False, loose)):
            at, length = match_words(word, words.word, words.run, vocabulary, strict=strict)
            at = at[words.group[at] == wanted] if wanted is not None else at
            if near is not None:
                at = _near(at, length, match_words(near, words.word, run, vocabulary), run, int(reach))
            into += zip(
                words.row[at].tolist(),
                words.start[at].tolist(),
                words.end[at + length - 1].tolist(),
                words.group[at].tolist(),
                strict=True,
            )
    hits = sorted(set(found or loose))
    lines = _lines(ids, texts, [hit[:3] for hit in hits], width)
    if by is not None:
        lines.insert(0, "group", pd.Series([grouped.groups[hit[3]] for hit in hits], dtype=object))
    if rules.names:
        plain: TokenOptions = {**options, "names": False}
        again = partial(concordance, near=near, window=window, by=by, group=group, quotes=quotes, copies=copies)
        bare = again(articles, word, reading=reading, **plain)
        shown = set(zip(lines["article"], lines["start"], strict=True))
        within = sum(at not in shown for at in zip(bare["article"], bare["start"], strict=True))
        lines.attrs["within_names"] = within
        if within and not len(lines):
            warnings.warn(say_within_names(word, within), stacklevel=2)
    return lines


def say_within_names(word: str, n: int) -> str:
    """Say that a word stands within names, which are words of their own: it is easily taken for one not there."""
    times = "once" if n == 1 else f"{n} times"
    return (
        f"{word!r} stands {times} within names (as “Marsh” in “Ellen Marsh”), which are words of their own; "
        "with names=False (--no-names) these are shown, too"
    )


def check_window(window: object) -> None:
    """Make sure that a window is a number of words or "sentence".

    Raises:
        ValueError: if it is neither.
    """
    if window != "sentence" and (not isinstance(window, int) or window < 1):
        raise ValueError(f"window={window!r}: give a number of words from 1 on, or 'sentence'")


def contexts(
    articles: pd.DataFrame,
    table: pd.DataFrame,
    *,
    limit: int | None = None,
    width: int = 60,
    by: str | None = None,
    quotes: pd.DataFrame | None = None,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Show every word of a table in its contexts, in one reading of the articles.

    Args:
        articles, quotes, copies, reading: as the table was made with.
        by: as the table was made with; where it is not given, the table says so itself, in ``attrs["by"]``.
        table: some rows of a table of `count_words`, `keyness` or another with a column ``word``; where it has a
            column ``group``, only the occurrences of that group are shown.
        limit: occurrences of each word and group, those of different articles first; None shows all.
        width: characters of context to either side.
        **options: what counts as a word; by default as the table says in ``attrs["rules"]``.

    Returns:
        One row an occurrence, in the order of the table: word, group (where the table has it), article, start, end,
        left, match, right, as for `concordance`. Without `limit` there are as many rows of a word as its ``n``.

    Raises:
        ValueError: the table has no words, or a column does not exist.
    """
    check_columns(table, "word", of="rows of the table")
    rules = TokenRules(**{**table.attrs.get("rules", {}), **options})
    by = table.attrs.get("by") if by is None else by
    grouped = group_words(articles, by=by, quotes=quotes, copies=copies)
    columns = ["word", "group"] if "group" in table else ["word"]
    wanted = list(dict.fromkeys(table[columns].itertuples(index=False, name=None)))
    place = {pair: i for i, pair in enumerate(wanted)}
    queries = list(dict.fromkeys(pair[0] for pair in wanted))
    vocabulary, grams = Vocabulary(), Vocabulary()
    found: list[tuple[int, int, int, int]] = []
    for words in grouped.words(vocabulary, rules, reading=reading):
        for query, at in _matches(queries, words, vocabulary, grams, rules.n):
            names = [grouped.groups[g] for g in words.group[at].tolist()] if len(columns) == 2 else [None] * len(at)
            for i, name in zip(at.tolist(), names, strict=True):
                pair = place.get((query,) if name is None else (query, name))
                if pair is not None:
                    found.append((pair, int(words.row[i]), int(words.start[i]), int(words.end[i + rules.n - 1])))
    found = sorted(set(found))
    if limit is not None:
        found = _spread(found, limit)
    ids, texts = grouped.articles["article"].tolist(), grouped.articles["text"].tolist()
    lines = _lines(ids, texts, [hit[1:] for hit in found], width)
    for k, column in enumerate(columns):
        lines.insert(k, column, pd.Series([wanted[pair][k] for pair, *_ in found], dtype=object))
    return lines


def _matches(
    queries: Sequence[str], words: GroupedWords, vocabulary: Vocabulary, grams: Vocabulary, n: int
) -> Iterator[tuple[str, Ints]]:
    """Yield each word, or n-gram, with the positions where it starts; capitals as the table has them."""
    first, spelled, met = np.arange(len(words.word)), words.word, vocabulary
    if n > 1:
        (first, spelled), met = number_ngrams(words, n, vocabulary, grams), grams
    number = {word: i for i, word in enumerate(met.words)}
    known = {number[query]: query for query in queries if query in number}
    at = np.flatnonzero(np.isin(spelled, list(known)))
    order = at[np.argsort(spelled[at], kind="stable")]
    for stretch in np.split(order, np.flatnonzero(np.diff(spelled[order])) + 1):
        if len(stretch):
            yield known[int(spelled[stretch[0]])], first[stretch]


def _spread(found: list[tuple[int, int, int, int]], limit: int) -> list[tuple[int, int, int, int]]:
    """Keep so many occurrences of each word, the first of each article before the second of any."""
    frame = pd.DataFrame(found, columns=["pair", "row", "start", "end"])
    frame["turn"] = frame.groupby(["pair", "row"]).cumcount()
    chosen = (
        frame.sort_values(["pair", "turn", "row"]).groupby("pair").head(limit).sort_values(["pair", "row", "start"])
    )
    return list(chosen[["pair", "row", "start", "end"]].itertuples(index=False, name=None))


def _lines(ids: list[str], texts: list[str], rows: Sequence[tuple[int, int, int]], width: int) -> pd.DataFrame:
    left = [_one_line(texts[row][max(0, start - width) : start]) for row, start, _ in rows]
    right = [_one_line(texts[row][end : end + width]) for row, _, end in rows]
    return pd.DataFrame(
        {
            "article": pd.Series([ids[row] for row, _, _ in rows], dtype=object),
            "start": np.array([start for _, start, _ in rows], dtype=np.int64),
            "end": np.array([end for _, _, end in rows], dtype=np.int64),
            # Objects, since a column of Arrow strings cannot hold the half of a surrogate pair.
            "left": pd.Series(left, dtype=object),
            "match": pd.Series([texts[row][start:end] for row, start, end in rows], dtype=object),
            "right": pd.Series(right, dtype=object),
        }
    )


def match_words(
    query: str,
    words: npt.NDArray[np.int32],
    run: Ints,
    vocabulary: Vocabulary,
    *,
    strict: bool | None = None,
) -> tuple[Ints, int]:
    """Find where a word, or several in a row, stand.

    Args:
        query: the word; ``*`` stands for any letters.
        words: the words' numbers, shape (words,).
        run: a number for each word; a match stays within one.
        vocabulary: the words' spellings.
        strict: True minds capitals, False does not, None does where the vocabulary has the word so spelled.

    Returns:
        (positions of the first word, number of words).
    """
    wanted = _in_a_row(query, vocabulary, strict)
    span = len(words) - len(wanted) + 1
    if span < 1:
        return np.empty(0, dtype=np.int64), len(wanted)
    hit = run[:span] == run[len(wanted) - 1 :]
    for k, numbers in enumerate(wanted):
        hit &= np.isin(words[k : k + span], numbers)
    return np.flatnonzero(hit).astype(np.int64), len(wanted)


def _in_a_row(query: str, vocabulary: Vocabulary, strict: bool | None) -> list[Ints]:
    """Return the numbers of each word of a query; a name of several words is one, the longest that there is."""
    pieces = query.split() or [query]
    wanted = []
    while pieces:
        for size in range(len(pieces), 0, -1):
            numbers = _numbers(" ".join(pieces[:size]), vocabulary, strict)
            if len(numbers):
                break
        wanted.append(numbers)
        pieces = pieces[size:]
    return wanted


def _numbers(query: str, vocabulary: Vocabulary, strict: bool | None) -> Ints:
    query = query.replace("’", "'").replace("‑", "-").replace("‐", "-")
    for fold in (False, True) if strict is None else (not strict,):
        shape = query.lower() if fold else query
        spelled = (w.lower() if fold else w for w in vocabulary.words)
        if "*" in query:
            shape = shape.replace("[", "[[]").replace("?", "[?]")
            numbers = [i for i, w in enumerate(spelled) if fnmatchcase(w, shape)]
        else:
            numbers = [i for i, w in enumerate(spelled) if w == shape]
        if numbers:
            return np.array(numbers, dtype=np.int64)
    return np.empty(0, dtype=np.int64)


def _near(at: Ints, length: int, others: tuple[Ints, int], run: Ints, window: int) -> Ints:
    """Keep the matches with a word of the others, see `match_words`, at most `window` words away, in the same run."""
    marked = np.zeros(len(run), dtype=bool)
    for k in range(others[1]):
        marked[others[0] + k] = True
    keep = np.zeros(len(at), dtype=bool)
    for distance in range(1, window + 1):
        for place in (at - distance, at + length - 1 + distance):
            inside = (place >= 0) & (place < len(run))
            place = np.clip(place, 0, len(run) - 1)
            keep |= inside & marked[place] & (run[place] == run[at])
    kept: Ints = at[keep]
    return kept


def _one_line(text: str) -> str:
    return "".join(" " if c.isspace() else c for c in text)
