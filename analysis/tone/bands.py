"""Which scores are called negative, neutral and positive.

The band is fitted, not felt: VADER's own, -0.05 to 0.05, is made for posts. `fit_neutral_band` finds it
again.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["NEUTRAL_BAND", "Band", "fit_neutral_band", "label_scores"]

Band = tuple[float, float]

LABELS = ("negative", "neutral", "positive")

# Scores from the first to the second are neutral with VADER's lexicon. Fitted on 4,000 of NewsMTSC's
# training sentences (python -m analysis train tone): that lexicon finds some good in most news.
NEUTRAL_BAND = (-0.02, 0.37)


def label_scores(scores: npt.ArrayLike, *, band: Band = NEUTRAL_BAND) -> list[str]:
    """Name each score: negative, neutral, positive, or unknown where it is NaN (no words of known tone).

    Args:
        scores: shape (n,), -1 to 1 or NaN.
        band: scores from the first to the second are neutral, both included.
    """
    values = np.asarray(scores, dtype=float)
    low, high = band
    names = np.select([np.isnan(values), values < low, values > high], ["unknown", "negative", "positive"], "neutral")
    return [str(name) for name in names]


def fit_neutral_band(scores: npt.ArrayLike, labels: Sequence[str]) -> tuple[Band, float]:
    """Find the neutral band with the highest macro-F1 over negative, neutral and positive.

    A text of unknown tone is called neutral here, as the labels know no fourth.

    Args:
        scores: shape (n,), -1 to 1 or NaN.
        labels: what people called each: "negative", "neutral" or "positive".

    Returns:
        The band, its ends in steps of 0.01 from -0.6 to 0 and 0 to 0.6, and its macro-F1 (0 to 1).

    Raises:
        ValueError: where the two differ in length, or a label is another word.
    """
    values = np.nan_to_num(np.asarray(scores, dtype=float), nan=0.0)
    gold = np.asarray(labels)
    if values.shape != gold.shape or not set(gold.tolist()) <= set(LABELS):
        raise ValueError("give one score for each label, and labels of negative, neutral and positive only")
    best, best_f1 = (0.0, 0.0), -1.0
    steps = np.round(np.arange(0, 0.601, 0.01), 2)
    for low in -steps:
        for high in steps:
            called = np.where(values < low, LABELS[0], np.where(values > high, LABELS[2], LABELS[1]))
            f1 = 0.0
            for label in LABELS:
                both = np.count_nonzero((called == label) & (gold == label))
                either = np.count_nonzero(called == label) + np.count_nonzero(gold == label)
                f1 += 2 * both / either / 3 if either else 0.0
            if f1 > best_f1:
                best, best_f1 = (float(low), float(high)), f1
    return best, best_f1
