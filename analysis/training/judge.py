"""How a found statement is judged against a marked one: by the words that both have.

A word is a run of letters and digits, with apostrophes inside. All but ``exact`` counts words, so that marks
and full stops at the edges of a span never matter. What is between quotation marks is defined here anew, more
simply than in `analysis.marks`, and on purpose: figures must not move when the reader of marks gets better,
and must be comparable with those of other programs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["MEASURES", "TYPES", "Side", "compare", "pair", "quoted_regions", "take_side"]

TYPES = ("direct", "mixed", "indirect")
MEASURES = ("exact", "exact-words", "partial", "token", "match", "end-to-end", "attribution")

Spans = Iterable[Sequence[int]]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_MARK = re.compile(r"[“”„«»\"]|``|''")
_SHAPE = {"“": True, "„": True, "«": True, "``": True, "”": False, "»": False}  # whether it opens


@dataclass(frozen=True)
class Side:
    """The statements of one side, marked or found, in one article of ``w`` words.

    Attributes:
        rows: the place of each statement among those given; ones without a word are left out. Shape (n,).
        spans: the content of each, without white space at its edges.
        words: whether the content has a word. Shape (n, w).
        sources: whether the source has a word. Shape (n, w).
        types: index into `TYPES`. Shape (n,).
    """

    rows: Ints
    spans: list[tuple[tuple[int, int], ...]]
    words: Bools
    sources: Bools
    types: Ints


def take_side(text: str, statements: Iterable[tuple[Spans, Spans]], *, discards: Spans = ()) -> Side:
    """Turn statements into sets of words.

    Args:
        text: the article.
        statements: content spans and source spans of each.
        discards: regions of the text; a statement that lies in them with more than half of its words is
            left out.

    Raises:
        ValueError: a span of content is not inside the text.
    """
    bounds = np.array([word.span() for word in _WORD.finditer(text)], dtype=np.int64).reshape(-1, 2)

    def words_of(spans: Spans) -> Bools:
        touched = np.zeros(len(bounds), dtype=bool)
        for start, end in spans:
            if start < end:
                first = np.searchsorted(bounds[:, 1], start, side="right")
                touched[first : np.searchsorted(bounds[:, 0], end, side="left")] = True
        return touched

    quoted, discarded = words_of(quoted_regions(text)), words_of(discards)
    rows, contents, words, sources, types = [], [], [], [], []
    for row, (content, source) in enumerate(statements):
        parts = [(int(start), int(end)) for start, end in content]
        for start, end in parts:
            if not 0 <= start < end <= len(text):
                raise ValueError(f"the span [{start}, {end}] is not inside the text of {len(text)} characters")
        pieces = _tidy(text, parts)
        mine = words_of(pieces)
        size, inside = mine.sum(), (mine & quoted).sum()
        if not size or 2 * (mine & discarded).sum() > size:
            continue
        rows.append(row)
        contents.append(pieces)
        words.append(mine)
        sources.append(words_of(source))
        types.append(0 if inside == size else 1 if inside else 2)
    shape = (len(rows), len(bounds))
    return Side(
        rows=np.array(rows, dtype=np.int64),
        spans=contents,
        words=np.array(words, dtype=bool).reshape(shape),
        sources=np.array(sources, dtype=bool).reshape(shape),
        types=np.array(types, dtype=np.int64),
    )


def pair(gold: Side, found: Side, *, iou: float = 0.5) -> list[tuple[int, int]]:
    """Pair marked and found statements one to one, those first that share most.

    Args:
        gold: the marked statements.
        found: the found ones, of the same article.
        iou: the smallest share, words of both among the words of either, that makes a pair.

    Returns:
        Indices into ``gold`` and ``found``.
    """
    shared = gold.words.astype(np.int64) @ found.words.T.astype(np.int64)
    either = gold.words.sum(axis=1)[:, None] + found.words.sum(axis=1)[None, :] - shared
    overlap = shared / np.maximum(either, 1)
    candidates = np.argwhere((shared > 0) & (overlap >= iou))
    best_first = np.argsort(-overlap[candidates[:, 0], candidates[:, 1]], kind="stable")
    pairs, taken_gold, taken_found = [], set[int](), set[int]()
    for i, j in candidates[best_first].tolist():
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs


def compare(gold: Side, found: Side, *, iou: float = 0.5) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Judge each statement of either side by each of the `MEASURES`.

    exact, exact-words
        the other side has the same characters, or the same words (each statement counts once).
    partial
        the share of its words that the other side has in any statement (Pareti et al. 2013).
    token
        the words that no earlier statement of its side has, and how many of them the other side has.
    match
        it is in a `pair`.
    end-to-end
        it is, and the two sources share a word, or neither names one.
    attribution
        of the paired whose marked one names a source: the two sources share a word.

    Args:
        gold: the marked statements, ``n``.
        found: the found ones, ``m``, of the same article.
        iou: as in `pair`.

    Returns:
        For the marked ones what is right and what it is out of, shape (n, 7) each, then the same of the found
        ones, shape (m, 7): recall and precision are sums of the former over sums of the latter.
    """
    pairs = pair(gold, found, iou=iou)
    of_gold, of_found = np.full(len(gold.rows), -1), np.full(len(found.rows), -1)
    for i, j in pairs:
        of_gold[i], of_found[j] = j, i
    return _judge(gold, found, of_gold, mine_is_gold=True), _judge(found, gold, of_found, mine_is_gold=False)


def _judge(mine: Side, theirs: Side, partner: Ints, *, mine_is_gold: bool) -> tuple[Floats, Floats]:
    size, covered = mine.words.sum(axis=1), theirs.words.any(axis=0)
    new = mine.words & (mine.words.cumsum(axis=0) == 1)
    none = np.zeros((1, theirs.words.shape[1]), dtype=bool)  # the last row is the partner of the unpaired, -1
    other = np.vstack([theirs.sources, none])[partner]
    paired = partner >= 0
    agree = paired & (mine.sources & other).any(axis=1)
    silent = ~mine.sources.any(axis=1) & ~other.any(axis=1)
    named = paired & (mine.sources if mine_is_gold else other).any(axis=1)
    right = {
        "exact": _same(mine.spans, theirs.spans),
        "exact-words": _same([w.tobytes() for w in mine.words], [w.tobytes() for w in theirs.words]),
        "partial": (mine.words & covered).sum(axis=1) / size,
        "token": (new & covered).sum(axis=1),
        "match": paired,
        "end-to-end": agree | (paired & silent),
        "attribution": agree,
    }
    out_of = {"token": new.sum(axis=1), "attribution": named}
    every = np.ones(len(mine.rows))
    return (
        np.stack([right[measure].astype(float) for measure in MEASURES], axis=1),
        np.stack([out_of.get(measure, every).astype(float) for measure in MEASURES], axis=1),
    )


def _same(mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> Bools:
    """Say of each whether the other side has it too; the second of two equals needs a second one there."""
    there = set(_numbered(theirs))
    return np.array([item in there for item in _numbered(mine)], dtype=bool)


def _numbered(items: Sequence[Hashable]) -> list[tuple[Hashable, int]]:
    seen: Counter[Hashable] = Counter()
    numbered = []
    for item in items:
        seen[item] += 1
        numbered.append((item, seen[item]))
    return numbered


def _tidy(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Strip the spans of white space and join those with nothing else between them."""
    pieces: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        piece = text[start:end].strip()
        if not piece:
            continue
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(piece)
        if pieces and not text[pieces[-1][1] : start].strip():
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return tuple(pieces)


def quoted_regions(text: str) -> list[tuple[int, int]]:
    """Find what stands between double quotation marks, the marks left out.

    A quotation ends with its paragraph (a line) at the latest. Curly and angular marks and the two backticks
    tell by their shape what they do; straight marks and two apostrophes take turns. Marks of the same kind
    inside a quotation are not counted. If a paragraph ended inside a quotation, the first mark of the next
    may close it: the paragraph is then quoted up to there. A straight mark does so if a character other than
    white space stands before it in the paragraph.
    """
    regions: list[tuple[int, int]] = []
    unfinished = False
    position = 0
    for line in text.split("\n"):
        begin, end = position, position + len(line)
        position = end + 1
        if begin == end:
            continue  # an empty line ends nothing: what is unfinished before it may go on after it
        opened: int | None = None
        may_go_on = unfinished
        for mark in _MARK.finditer(text, begin, end):
            opens = _SHAPE.get(mark.group())
            if opens is None:
                goes_on = may_go_on and mark.start() > begin and not text[mark.start() - 1].isspace()
                opens = opened is None and not goes_on
            if opens:
                opened = mark.end() if opened is None else opened
            elif opened is not None:
                regions.append((opened, mark.start()))
                opened = None
            elif may_go_on:
                regions.append((begin, mark.start()))
            may_go_on = False
        unfinished = opened is not None
        if opened is not None:
            regions.append((opened, end))
    return regions
