"""Whether a confidence means what it says: of the quotes given 0.8, are eight of ten right?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.training.evaluate import compare_articles
from analysis.training.judge import MEASURES

__all__ = ["calibration_error", "reliability"]


def reliability(quotes: pd.DataFrame, gold: list[dict[str, Any]], *, bins: int = 10, iou: float = 0.5) -> pd.DataFrame:
    """Compare the confidence of quotes with the share that is right end to end.

    Args:
        quotes: a table of quotes with ``confidence``, of articles that the model was not trained on.
        gold: the marked articles.
        bins: how many bins of equal width from 0 to 1; one that holds no quote is left out.
        iou: as in `evaluate_quotes`.

    Returns:
        One row a bin: ``low``, ``high`` (the bin, without ``low``), ``confidence`` (mean), ``right`` (share),
        ``n`` (quotes).

    Raises:
        ValueError: a confidence is missing or not between 0 and 1.
    """
    confidence, right = [np.empty(0)], [np.empty(0)]
    for _, found, (_, (hits, _)), rows in compare_articles(gold, quotes, iou=iou):
        if len(rows):
            confidence.append(rows["confidence"].to_numpy(dtype=float)[found.rows])
            right.append(hits[:, MEASURES.index("end-to-end")])
    given = np.concatenate(confidence)
    if not ((given >= 0) & (given <= 1)).all():
        raise ValueError("the quotes: a confidence is missing or not between 0 and 1")
    index = np.clip(np.ceil(given * bins).astype(int) - 1, 0, bins - 1)
    frame = pd.DataFrame({"bin": index, "confidence": given, "right": np.concatenate(right)})
    table = frame.groupby("bin").agg(confidence=("confidence", "mean"), right=("right", "mean"), n=("right", "size"))
    table.insert(0, "low", table.index / bins)
    table.insert(1, "high", (table.index + 1) / bins)
    return table.reset_index(drop=True)


def calibration_error(frame: pd.DataFrame) -> float:
    """Return the expected calibration error of a table from `reliability`, 0 to 1; NaN without quotes.

    The mean distance of confidence and share right over the bins, each weighed by its quotes (Naeini, Cooper
    and Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning"; Guo et al. 2017,
    "On Calibration of Modern Neural Networks", section 2).
    """
    if frame.empty:
        return float("nan")
    return float(np.average((frame["confidence"] - frame["right"]).abs(), weights=frame["n"]))
