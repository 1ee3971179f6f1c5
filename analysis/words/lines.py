"""The lines of a reading, all articles in a row: which are headlines, and where names stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.quotes.lists.people import PARTICLES
from analysis.words.arrays import Ints

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["SMALL", "Lines", "covered", "occurrences", "places", "read_lines"]

# Words that stay small inside names, and in headlines in which every other word has its capital.
SMALL = (PARTICLES - {"ten"}) | frozenset(
    """
    a about after against amid an and as at before ben between but by do e for from in into las los near nor of
    off on onto or out over per than the to u ul under upon v versus via vs with within without zu zum zur
    """.split()
)
_LONGEST_HEADLINE = 25  # words


class Lines(NamedTuple):
    """The tokens of a reading and the lines they stand in, all articles in a row.

    Attributes:
        code: each token's text as a number, shape (tokens,).
        words: these texts, shape (different texts,).
        line: each token's line, from 0 on, shape (tokens,).
        opens: whether a sentence or a quotation begins with the token, shape (tokens,).
        titled: whether a line has a capital wherever a headline may have one, shape (lines,).
    """

    code: Ints
    words: npt.NDArray[np.object_]
    line: Ints
    opens: npt.NDArray[np.bool_]
    titled: npt.NDArray[np.bool_]


def read_lines(reading: Reading) -> Lines:
    """Tell headlines from running text.

    They are told by lines, since a sentence may be cut in two after "U.S." or "Sens.". Where no line of an article is
    another, as in a text in capitals, none is taken for a headline.
    """
    tokens, sentences = reading.tokens, reading.sentences
    place, start, mark = places(tokens, [(sentences, "start"), (reading.quotations, "start")])
    first, marks = np.searchsorted(place, start), np.searchsorted(place, mark)
    opens = np.zeros(len(place) + 2, dtype=bool)
    opens[first] = opens[marks + 1] = True
    new = np.zeros(len(place), dtype=np.int64)
    number = sentences["line"].to_numpy()
    new[first] = 1
    new[first[1:]] = (np.diff(start >> 32) != 0) | (np.diff(number) != 0)
    line = np.cumsum(new) - 1

    code, texts = pd.factorize(tokens["text"])
    words = np.array(texts, dtype=object)
    written = np.array([word[:1].isalpha() and "'" not in word and "’" not in word for word in words], dtype=bool)
    lower = np.array([word == word.lower() and word.rstrip(".") not in SMALL for word in words], dtype=bool)
    counts = written[code]
    counts[1:] &= (words != "-")[code[:-1]]  # "Anti-abortion"
    count = int(new.sum())
    size = np.bincount(line[counts], minlength=count)
    titled = np.bincount(line[counts & lower[code]], minlength=count) == 0
    titled &= (size > 1) & (size <= _LONGEST_HEADLINE)
    of = place >> 32
    running = np.bincount(of, ~titled[line]) > 0
    titled &= running[of[np.flatnonzero(new)]]
    return Lines(code, words, line, opens[: len(place)], titled)


def places(tokens: pd.DataFrame, frames: Sequence[tuple[pd.DataFrame, str]]) -> list[Ints]:
    """Return where tokens start, and where rows of other frames do, as numbers that rise through all articles."""
    columns = [(tokens, "start"), *frames]
    article, _ = pd.factorize(pd.concat([frame["article"] for frame, _ in columns]))
    parts = np.split(article, np.cumsum([len(frame) for frame, _ in columns])[:-1])
    return [
        part.astype(np.int64) * np.int64(1 << 32) + frame[column].to_numpy(dtype=np.int64)
        for part, (frame, column) in zip(parts, columns, strict=True)
    ]


def occurrences(reading: Reading) -> pd.DataFrame:
    """Return where names stand among the tokens: first, last (half-open), person."""
    place, start, end = places(reading.tokens, [(reading.names, "start"), (reading.names, "end")])
    return pd.DataFrame(
        {
            "first": np.searchsorted(place, start),
            "last": np.searchsorted(place, end),
            "person": (reading.names["label"] == "PERSON").to_numpy(),
        }
    )


def covered(found: pd.DataFrame, tokens: int) -> npt.NDArray[np.bool_]:
    """Tell which tokens stand in one of these names, shape (tokens,)."""
    steps = np.bincount(found["first"], minlength=tokens + 1) - np.bincount(found["last"], minlength=tokens + 1)
    return np.cumsum(steps)[:tokens] > 0
