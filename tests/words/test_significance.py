"""What is called sure of a word is so for articles as they are: of those that differ in nothing, nothing is."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from analysis.words import keyness
from analysis.words.significance import Side, difference_p


def bursty(articles: int, *, seed: int, words: int = 300, length: int = 300) -> list[str]:
    """Articles that draw from the same words, each with its own few favourites."""
    rng = np.random.default_rng(seed)
    common = rng.zipf(1.3, words).clip(max=200).astype(float)
    rates = (rng.dirichlet(common / common.sum() * 40) for _ in range(articles))
    return [" ".join(f"w{k}x" for k in rng.choice(words, length, p=rate)) for rate in rates]


@pytest.mark.parametrize("articles", [12, 60])
def test_of_two_sets_of_articles_that_differ_in_nothing_nothing_is_sure(articles: int) -> None:
    called = intervals = 0
    for seed in range(5):
        texts = bursty(articles, seed=seed)
        table = pd.DataFrame({"article": [str(i) for i in range(articles)], "text": texts})
        table["side"] = ["x", "y"] * (articles // 2)
        found = keyness(table, by="side", names=False, samples=100)
        called += int((found["sure"] != "").sum())
        intervals += int(((found["low"] > 0) | (found["high"] < 0)).sum())
    assert intervals > 20, "one by one, some words seem to differ"
    assert called <= 2


def test_words_that_do_differ_are_sure() -> None:
    texts = bursty(60, seed=1)
    told = [text + (" harbour" * (3 + i % 4) if i % 2 else " harbour" * (i % 3 == 0)) for i, text in enumerate(texts)]
    table = pd.DataFrame({"article": [str(i) for i in range(60)], "text": told, "side": ["x", "y"] * 30})
    found = keyness(table, by="side", names=False, samples=100).set_index(["group", "word"])["sure"]
    assert found["y", "harbour"] == "more"
    assert found["x", "harbour"] == "less"


def test_chance_gives_small_p_as_often_as_it_should() -> None:
    rng = np.random.default_rng(2)
    sizes = np.full(30, 400.0)
    rates = rng.gamma(2.0, 0.004, size=(60, 400))
    counts = sparse.csr_array(rng.poisson(rates * 400))
    p = difference_p(Side(counts[:30], sizes), Side(counts[30:], sizes))
    assert 0.02 < (p < 0.05).mean() < 0.08


def test_without_spread_between_articles_it_is_as_unsure_as_words_drawn_by_themselves() -> None:
    sizes = np.full(8, 100.0)
    here = Side(sparse.csr_array(np.array([[1]] * 5 + [[0]] * 3)), sizes)
    there = Side(sparse.csr_array(np.zeros((8, 1))), sizes)
    by_words = stats.binomtest(5, 5, 0.5).pvalue
    assert difference_p(here, there)[0] == pytest.approx(by_words, abs=0.03)


def test_against_english_an_interval_does_not_widen_with_the_number_of_draws() -> None:
    table = pd.DataFrame({"article": [str(i) for i in range(40)], "text": bursty(40, seed=4)})
    few, many = (
        keyness(table, against="english", names=False, min_n=40, samples=samples).set_index("word")
        for samples in (200, 2000)
    )
    width = (many["high"] - many["low"]) / (few["high"] - few["low"])
    assert 0.85 < width.median() < 1.1
