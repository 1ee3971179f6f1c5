"""From the tokens of a reading to the words that a lexicon knows, as arrays.

A lexicon lists "don't", "short-sighted" and "victory"; a tokenizer gives "do" + "n't", "short" + "-" +
"sighted" and "victory" + "'s". The words here are put together again, with the offsets of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["Words", "gather_words", "positions_inside"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Where what stands before no longer modifies what follows.
_BREAK = re.compile(r"[;:()\[\]!?…—–]+|--+|\.\.+")
_HYPHENS = frozenset("-‐‑")
_CLITIC = re.compile(r"n't|'(?:s|re|ve|ll|d|m)?")
_HAS_WORD = re.compile(r"\w")

# Words in names of these kinds have no tone of their own: the Justice Department, Mr. Love, the Freedom
# Caucus.
_NAMES = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT")

# The same for words that do grammar only: "like" in "looks like rain", "well" in "as well".
_FUNCTION = ("ADP", "SCONJ", "CCONJ", "AUX", "PRON")

# Larger than any offset or count of sentences: (article, offset) as one sorted number.
_STRIDE = np.int64(1) << 32


@dataclass(frozen=True, eq=False)
class Words:
    """The words of several articles, one array element a word, in the order of the text.

    Attributes:
        article: index of the article in the frame of articles.
        sentence: ordinal of the sentence within the article.
        start, end: half-open code-point offsets.
        form: index into ``vocabulary``.
        clause: grows at each punctuation mark that ends the reach of a negation.
        mute: whether the word is part of a name or a function word, so that it has no tone of its own.
        vocabulary: the distinct forms, lower-case.
    """

    article: Ints
    sentence: Ints
    start: Ints
    end: Ints
    form: Ints
    clause: Ints
    mute: Bools
    vocabulary: list[str]


def gather_words(reading: Reading, order: pd.Index) -> Words:
    """Return the words of a reading, without those of boilerplate.

    Args:
        reading: the reading; only ``tokens``, ``sentences`` and ``names`` are used.
        order: the ids of the articles to keep; an article's index is its place here.
    """
    tokens = reading.tokens
    article = order.get_indexer(pd.Index(tokens["article"]))
    keep = (article >= 0) & ~tokens["boilerplate"].to_numpy(bool)
    left_out = reading.sentences.loc[reading.sentences["boilerplate"].to_numpy(bool)]
    if len(left_out):
        bad = order.get_indexer(pd.Index(left_out["article"])) * _STRIDE + left_out["sentence"].to_numpy(np.int64)
        keep &= ~np.isin(article * _STRIDE + tokens["sentence"].to_numpy(np.int64), bad)
    tokens, article = tokens.loc[keep], article[keep].astype(np.int64)
    start, end = (tokens[name].to_numpy(np.int64) for name in ("start", "end"))
    arranged = np.lexsort((start, article))
    if not np.array_equal(arranged, np.arange(len(arranged))):
        tokens, article, start, end = (
            tokens.iloc[arranged], article[arranged], start[arranged], end[arranged],
        )  # fmt: skip
    sentence = tokens["sentence"].to_numpy(np.int64)
    norm, distinct = pd.factorize(tokens["norm"])
    forms = [str(form) for form in distinct]

    def having(test: re.Pattern[str] | frozenset[str]) -> Bools:
        """Tell for each token whether its form passes the test, asking once a form."""
        hits = [form in test if isinstance(test, frozenset) else bool(test.fullmatch(form)) for form in forms]
        return np.array(hits, dtype=bool)[norm]

    wordlike = np.array([bool(_HAS_WORD.search(form)) for form in forms], dtype=bool)[norm]
    glued = np.zeros(len(norm), dtype=bool)
    glued[1:] = (start[1:] == end[:-1]) & (article[1:] == article[:-1]) & (sentence[1:] == sentence[:-1])
    after_word = np.zeros(len(norm), dtype=bool)
    after_word[1:] = wordlike[:-1]
    before_word = np.zeros(len(norm), dtype=bool)
    before_word[:-1] = wordlike[1:] & glued[1:]
    hyphen = having(_HYPHENS) & glued & after_word & before_word
    after_hyphen = np.zeros(len(norm), dtype=bool)
    after_hyphen[1:] = hyphen[:-1]
    clitic = having(_CLITIC) & glued & after_word
    cannot = having(frozenset({"not"})) & glued & after_word
    silent = clitic & ~having(frozenset({"n't"}))  # 's and the like: not part of the word looked up
    head = wordlike & ~(hyphen | after_hyphen | clitic | cannot)
    member = head | ((hyphen | after_hyphen | clitic | cannot) & ~silent)

    word = np.cumsum(head) - 1
    member &= word >= 0
    first = np.flatnonzero(head)
    if not len(first):
        empty = np.zeros(0, dtype=np.int64)
        return Words(empty, empty, empty, empty, empty, empty, np.zeros(0, dtype=bool), [])
    last = np.zeros(len(first), dtype=np.int64)
    last[word[member]] = np.flatnonzero(member)  # the last assignment stays: the last member
    form = norm[first].astype(np.int64)
    place = {value: index for index, value in enumerate(forms)}
    for i in np.flatnonzero(last > first):
        joined = "".join(forms[code] for code in norm[first[i] : last[i] + 1])
        form[i] = place.setdefault(joined, len(place))
    clause = np.cumsum(having(_BREAK), dtype=np.int64)[first]
    inside = _inside_names(reading, order, article[first], start[first], end[last])
    cased = (tokens["text"].to_numpy(object) != tokens["norm"].to_numpy(object))[first]
    function = tokens["pos"].isin(_FUNCTION).to_numpy(bool)[first]
    return Words(
        article=article[first],
        sentence=sentence[first],
        start=start[first],
        end=end[last],
        form=form,
        clause=clause,
        mute=(inside & cased) | (function & (first == last)),
        vocabulary=list(place),
    )


def _inside_names(reading: Reading, order: pd.Index, article: Ints, start: Ints, end: Ints) -> Bools:
    """Tell which stretches lie wholly inside a name."""
    names = reading.names.loc[reading.names["label"].isin(_NAMES)]
    code = order.get_indexer(pd.Index(names["article"])).astype(np.int64)
    begins = code * _STRIDE + names["start"].to_numpy(np.int64)
    ends = code * _STRIDE + names["end"].to_numpy(np.int64)
    begins, ends = begins[code >= 0], ends[code >= 0]
    if not len(begins):
        return np.zeros(len(article), dtype=bool)
    arranged = np.argsort(begins, kind="stable")
    begins, ends = begins[arranged], np.maximum.accumulate(ends[arranged])
    before = np.searchsorted(begins, article * _STRIDE + start, side="right") - 1
    return np.asarray((before >= 0) & (ends[before] >= article * _STRIDE + end), dtype=bool)


def positions_inside(words: Words, article: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Find the words that lie wholly inside each of several spans.

    Args:
        words: the words to look through.
        article, start, end: the spans, with the articles' indices; ``[start, end)``.

    Returns:
        Two arrays of the same length: the index of a span, and the position of a word inside it; ordered by
        span, then by the text.
    """
    begins = words.article * _STRIDE + words.start
    ends = words.article * _STRIDE + words.end
    low = np.searchsorted(begins, article * _STRIDE + start, side="left")
    high = np.maximum(np.searchsorted(ends, article * _STRIDE + end, side="right"), low)
    counts = high - low
    span = np.repeat(np.arange(len(low)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return span, np.repeat(low, counts) + offset
