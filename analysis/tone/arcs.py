"""Tone along an article: its sentences, a rolling mean, and how far that mean can be trusted."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.tone.aggregate import FEWEST, bootstrap_mean

__all__ = ["arc_moves", "tone_arc"]


def tone_arc(sentences: pd.DataFrame, *, window: int = 9, confidence: float = 0.95) -> pd.DataFrame:
    """Follow the tone through each article.

    The mean at a sentence is that of the sentences of known tone in a window around it; at both ends of the
    article the window is cut off, not padded. There is no smoothing beyond that: a curve that is bent to
    start and end anywhere in particular shows its own shape.

    Args:
        sentences: sentences with their scores, from `score_tone` or `score_sentences`.
        window: sentences in the window, an odd number of at least 3.
        confidence: of the band.

    Returns:
        One row a sentence, in the order of the articles and the text: ``article``, ``position`` (0 for the
        first sentence, 1, ...), ``share`` (of the article that lies before the sentence's middle, 0 to 1,
        by sentences), ``start``, ``end``, ``score``, ``label``, ``mean`` (NaN where the window holds no
        known tone), ``low``, ``high`` (bootstrap over the window's sentences; NaN where fewer than five
        have known tone).

    Raises:
        ValueError: where the window is even or too small.
    """
    if window < 3 or window % 2 == 0:
        raise ValueError(f"window must be an odd number of at least 3 sentences, not {window}")
    reach = window // 2
    rank = pd.Series(pd.factorize(sentences["article"])[0], index=sentences.index)
    rows = sentences.assign(rank_=rank).sort_values(["rank_", "start"], kind="stable", ignore_index=True)
    sizes = rows.groupby("rank_", sort=False)["start"].transform("size").to_numpy(np.int64)
    position = rows.groupby("rank_", sort=False).cumcount().to_numpy(np.int64)
    score = rows["score"].to_numpy(float)
    means, bands = np.full(len(rows), np.nan), np.full((len(rows), 2), np.nan)
    for i in range(len(rows)):
        begin = i - min(reach, int(position[i]))
        end = i + min(reach, int(sizes[i] - 1 - position[i])) + 1
        inside = score[begin:end]
        if not np.isnan(inside).all():
            means[i] = np.nanmean(inside)
            bands[i] = bootstrap_mean(inside, confidence=confidence)
    arc = rows[["article", "start", "end", "score", "label"]].assign(
        position=position,
        share=(position + 0.5) / np.maximum(sizes, 1),
        mean=means,
        low=bands[:, 0],
        high=bands[:, 1],
    )
    return arc[["article", "position", "share", "start", "end", "score", "label", "mean", "low", "high"]]


def arc_moves(arcs: pd.DataFrame) -> pd.Series:
    """Return by how much the tone of each article moves from its first third to its last, in the articles' order.

    A move counts only where chance would hardly give it: Welch's t test of the sentences of both thirds, with the
    false discovery rate over all articles at 5 % (Benjamini and Hochberg 1995), since of a hundred articles that
    keep their tone a few would else seem to change it.

    Args:
        arcs: the frame of `tone_arc`.

    Returns:
        By article: the difference of the means; 0 where chance may give it, NaN where a third has too few
        sentences to tell.
    """
    moves: dict[str, float] = {}
    chance: dict[str, float] = {}
    for article, arc in arcs.groupby("article", sort=False):
        first, last = (arc.loc[part, "score"].dropna() for part in (arc["share"] <= 1 / 3, arc["share"] > 2 / 3))
        if min(len(first), len(last)) < FEWEST:
            moves[str(article)] = np.nan
            continue
        moves[str(article)] = float(last.mean() - first.mean())
        steady = np.ptp(first) == 0 and np.ptp(last) == 0  # without any spread the test has no answer
        p = float(moves[str(article)] == 0) if steady else stats.ttest_ind(first, last, equal_var=False).pvalue
        chance[str(article)] = float(p)
    if chance:
        found = stats.false_discovery_control(list(chance.values())) <= 0.05
        moves |= {article: 0.0 for article, sure in zip(chance, found, strict=True) if not sure}
    return pd.Series(moves, dtype=float)
