"""The words a reader would count: where they start and end, and as which word each is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.frames import Spans, spans_of, texts_of, with_ids
from analysis.words.arrays import Codes, Ints
from analysis.words.characters import code_points
from analysis.words.lemmas import Lemmas
from analysis.words.phrases import Merger
from analysis.words.rules import TokenOptions, TokenRules
from analysis.words.scan import Scan, join_texts
from analysis.words.vocabulary import Vocabulary

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Batch", "tokenize", "tokens_table"]

_CHUNK = 1 << 20  # code points scanned at a time; bounds the memory


@dataclass(frozen=True)
class Batch:
    """The words of a few articles, in the order of the text; all arrays have shape (words,).

    Attributes:
        row: the article's row in the frame.
        start, end: half-open code-point offsets into the article's text.
        word: the word's number in the vocabulary.
        segment: rises by one or more where an n-gram may not reach across; for single words the row.
    """

    row: Ints
    start: Ints
    end: Ints
    word: npt.NDArray[np.int32]
    segment: Ints


def tokenize(
    articles: pd.DataFrame, vocabulary: Vocabulary, rules: TokenRules, *, reading: Reading | None = None
) -> Iterator[Batch]:
    """Find the words of all articles, a few articles at a time; boilerplate is left out.

    Args:
        articles: columns article and text; boilerplate (lists of [start, end]) may be missing.
        vocabulary: receives the words; the batches hold their numbers.
        rules: what counts as a word; n-grams are left to the caller.
        reading: one reading of the articles, for names and lemmas; read here where it is missing and needed.

    Raises:
        ValueError: a column is missing.
    """
    articles = with_ids(articles)
    if rules.needs_reading and reading is None:
        from analysis.reading import read

        reading = read(articles)
    merger = Merger(rules, reading if rules.names else None)
    lemmas = Lemmas(articles, reading) if rules.unit == "lemma" and reading is not None else None
    texts = texts_of(articles)
    spans = spans_of(articles, "boilerplate") if "boilerplate" in articles else None
    for rows in _chunks(texts):
        joined, offsets = join_texts([texts[row] for row in rows])
        codes = code_points(joined)
        if spans is not None:
            codes = _blank(codes, [spans[row] for row in rows], offsets, [len(texts[row]) for row in rows])
        scan = Scan(codes, rules)
        merger.merge(scan, joined)
        held = np.diff(np.searchsorted(scan.start, offsets), append=len(scan.start))  # words of each article
        offset = np.repeat(offsets, held)
        start, end = scan.start - offset, scan.end - offset
        row = np.repeat(np.asarray(rows, dtype=np.int64), held)
        if lemmas is not None:
            lemmas.put(scan, row, start, end)
        segment = scan.segments() if rules.n > 1 else row
        yield Batch(row, start, end, vocabulary.number(scan.hashes, scan.spell), segment)


def tokens_table(
    articles: pd.DataFrame, *, reading: Reading | None = None, **options: Unpack[TokenOptions]
) -> pd.DataFrame:
    """List every word with its place.

    Args:
        articles: columns article and text; boilerplate may be missing.
        reading: one reading of the articles, for names and lemmas.
        **options: the rules of `TokenRules`.

    Returns:
        One row a word, in the order of the text: article, start, end, word.
    """
    vocabulary = Vocabulary()
    batches = list(tokenize(articles, vocabulary, TokenRules(**options), reading=reading))
    ids = with_ids(articles)["article"].to_numpy(dtype=object)
    words = np.array([*vocabulary.words, ""], dtype=object)
    return pd.DataFrame(
        {
            "article": ids[_joined([b.row for b in batches])],
            "start": _joined([b.start for b in batches]),
            "end": _joined([b.end for b in batches]),
            "word": words[_joined([b.word for b in batches])],
        }
    )


def _joined(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _chunks(texts: Sequence[str]) -> Iterator[list[int]]:
    rows: list[int] = []
    size = 0
    for row, text in enumerate(texts):
        rows.append(row)
        size += len(text)
        if size >= _CHUNK:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _blank(codes: Codes, spans: Sequence[Spans], offsets: Ints, lengths: Sequence[int]) -> Codes:
    """Overwrite the boilerplate with line ends, which belong to no word."""
    codes = codes.copy()
    for listed, offset, length in zip(spans, offsets.tolist(), lengths, strict=True):
        for start, end in listed:
            codes[offset + max(0, start) : offset + min(length, end)] = 10
    return codes
