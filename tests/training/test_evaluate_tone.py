"""The figures of tone toward a target: their intervals draw whole sentences."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd

from analysis.training.evaluate_tone import SHORT, evaluate_tone


def _macro(gold: list[str], found: list[str]) -> float:
    pairs = list(zip(gold, found, strict=True))
    both = {one: sum(pair == (one, one) for pair in pairs) for one in SHORT}
    return float(np.mean([2 * both[one] / max(gold.count(one) + found.count(one), 1) for one in SHORT]))


def test_an_interval_draws_sentences_with_all_their_targets() -> None:
    rng = random.Random(4)
    gold = rng.choices(SHORT, k=60)
    found = [label if rng.random() < 0.7 else rng.choice(SHORT) for label in gold]
    sentences = sorted(rng.choices("abcdefghijklmnopqrstuvwxyz", k=60))
    targets = pd.DataFrame({"id": range(60), "sentence": sentences, "start": 0, "end": 1, "polarity": gold})
    table = evaluate_tone(targets, pd.DataFrame({"id": range(60), "label": found}), bootstrap=300, seed=1)

    members = [[i for i, one in enumerate(sentences) if one == name] for name in sorted(set(sentences))]
    rng = random.Random(1)
    drawn = [[i for some in rng.choices(members, k=len(members)) for i in some] for _ in range(300)]
    values = [_macro([gold[i] for i in rows], [found[i] for i in rows]) for rows in drawn]
    assert np.allclose(table.loc[0, ["low", "high"]].astype(float), np.quantile(values, [0.025, 0.975]))
    assert np.isclose(table.loc[0, "share"], _macro(gold, found))
