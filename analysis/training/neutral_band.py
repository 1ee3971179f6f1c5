"""Fit the neutral band of a lexicon to labelled sentences; ``python -m analysis train tone`` prints it.

Each line has ``sentence`` and ``polarity`` (neg, neu, pos), as those of NewsMTSC (Hamborg and Donnay, EACL
2021). Their polarity is toward a target; a sentence is taken where all its targets have the same one.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from analysis.reading import read
from analysis.tone.bands import fit_neutral_band
from analysis.tone.lexicons import Lexicon
from analysis.tone.score import score_tone

__all__ = ["fit_on_sentences"]

_NAMES = {"neg": "negative", "neu": "neutral", "pos": "positive"}


def fit_on_sentences(path: str | Path, *, lexicon: Lexicon | str | Path | None = None) -> tuple[float, float, float]:
    """Fit the neutral band on labelled sentences.

    Args:
        path: JSON Lines with ``sentence`` and ``polarity``.
        lexicon: as in `score_tone`.

    Returns:
        The ends of the band, and its macro-F1 on these sentences (0 to 1).

    Raises:
        ValueError: where a line is something else; the message names it.
    """
    found: dict[str, set[str]] = {}
    with Path(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                found.setdefault(row["sentence"], set()).add(_NAMES[row["polarity"]])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(
                    f"{path}, line {number}: give a sentence and its polarity (neg, neu or pos) as JSON"
                ) from error
    agreed = {sentence: next(iter(labels)) for sentence, labels in found.items() if len(labels) == 1}
    articles = pd.DataFrame({"article": [str(i) for i in range(len(agreed))], "text": list(agreed)})
    reading = read(articles, cache=False)
    tone = score_tone(articles, unit="article", lexicon=lexicon, reading=reading)
    (low, high), f1 = fit_neutral_band(tone["score"], list(agreed.values()))
    return low, high, f1
