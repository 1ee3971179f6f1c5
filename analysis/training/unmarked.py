"""What teachers read, and what it counts: their folds of a corpus, and texts that nobody has annotated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from analysis.reading import read

__all__ = ["FOLDS", "GOLD", "name_targets", "read_unmarked"]

FOLDS = 4
"""Teachers: each learns from all of a corpus but one part in this many, and tells of that."""
GOLD = 0.5
"""What the annotation counts for where there is a teacher, too."""

AT_ONCE = 24
"""Single sentences that make up a text."""


def read_unmarked(path: Path) -> list[str]:
    """Read texts: of articles, or single sentences, of which some together make up a text of as many paragraphs.

    Args:
        path: JSON Lines with ``text`` or ``sentence``.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a line has neither.
    """
    texts, sentences = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if isinstance(row.get("text"), str):
            texts.append(row["text"])
        elif isinstance(row.get("sentence"), str):
            sentences.append(row["sentence"])
        else:
            raise ValueError(f"{path}, line {number}: neither a text nor a sentence")
    sentences = list(dict.fromkeys(sentences))
    return texts + ["\n".join(sentences[i : i + AT_ONCE]) for i in range(0, len(sentences), AT_ONCE)]


def name_targets(texts: Sequence[str], names: Iterable[list[tuple[int, int, str]]]) -> pd.DataFrame:
    """Return the names in texts as targets: ``sentence``, ``start`` and ``end``, offsets into the sentence.

    Args:
        texts: any texts.
        names: of each text its names, (start, end, label), as `analysis.training.examples.names_by_spacy` finds them.
    """
    rows = []
    sentences = read(pd.DataFrame({"article": [str(i) for i in range(len(texts))], "text": texts})).sentences
    places: dict[int, list[tuple[int, int]]] = {}
    for article, start, end in sentences[["article", "start", "end"]].itertuples(index=False, name=None):
        places.setdefault(int(article), []).append((start, end))
    for i, (text, found) in enumerate(zip(texts, names, strict=True)):
        bounds = places.get(i, [])  # an empty text has no sentence
        for start, end, _ in found:
            around = next(((s, e) for s, e in bounds if s <= start and end <= e), None)
            if around:
                rows.append((text[slice(*around)], start - around[0], end - around[0]))
    return pd.DataFrame(rows, columns=["sentence", "start", "end"]).drop_duplicates(ignore_index=True)
