from __future__ import annotations

import math

import numpy as np
import pytest
from nltk.metrics import BigramAssocMeasures
from scipy import stats

from analysis.words import measures

TABLES = [(8, 15828, 4675, 14307668), (20, 42, 20, 31777), (5, 100, 50, 1000), (3, 3, 3, 1000)]


@pytest.mark.parametrize(("both", "x", "y", "total"), TABLES)
def test_association_agrees_with_nltk(both: int, x: int, y: int, total: int) -> None:
    # The first table is that of "new companies", Manning and Schütze 1999, section 5.3.1.
    marginals = (both, (x, y), total)
    g2 = measures.log_likelihood(both, x - both, y - both, total - x - y + both)
    assert g2 == pytest.approx(BigramAssocMeasures.likelihood_ratio(*marginals), rel=1e-9, abs=1e-9)
    pmi = measures.pointwise_mutual_information(both, x, y, total)
    assert pmi == pytest.approx(BigramAssocMeasures.pmi(*marginals), abs=1e-9)
    dice = measures.log_dice(both, x, y)
    assert dice == pytest.approx(14 + math.log2(BigramAssocMeasures.dice(*marginals)), abs=1e-9)


def test_log_likelihood_agrees_with_scipy_and_takes_zeros() -> None:
    tables = np.array([[[12, 4], [988, 1996]], [[0, 7], [500, 493]], [[30, 0], [970, 1000]]])
    for table in tables:
        expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        a, b, c, d = table.ravel()
        assert measures.log_likelihood(a, b, c, d) == pytest.approx(expected.statistic, abs=1e-9)
    whole = measures.log_likelihood(*tables.reshape(3, 4).T)
    assert whole.shape == (3,)


def test_log_dice_is_14_for_words_that_never_part() -> None:
    # Rychlý 2008: the maximum is 14; a point less means half as often.
    assert measures.log_dice(10, 10, 10) == pytest.approx(14)
    assert measures.log_dice(5, 10, 10) == pytest.approx(13)


def test_log_ratio_is_hardies() -> None:
    assert measures.log_ratio(80, 1000, 10, 1000) == pytest.approx(3, abs=1e-12)
    assert measures.log_ratio(10, 2000, 10, 1000) == pytest.approx(-1, abs=1e-12)
    assert measures.log_ratio(4, 1000, 0, 1000) == pytest.approx(3, abs=1e-12)  # 0 is taken as one half


def test_log_odds_are_those_of_monroe_et_al() -> None:
    # Equations 16, 20 and 22 written out for two words, y = (30, 70) and (10, 190), prior (4, 6).
    first = math.log((30 + 4) / (100 + 10 - 30 - 4)) - math.log((10 + 4) / (200 + 10 - 10 - 4))
    second = math.log((70 + 6) / (100 + 10 - 70 - 6)) - math.log((190 + 6) / (200 + 10 - 190 - 6))
    delta, z = measures.log_odds([30, 70], 100, [10, 190], 200, [4, 6], 10)
    assert delta == pytest.approx([first, second], abs=1e-12)
    assert z == pytest.approx([first / math.sqrt(1 / 34 + 1 / 14), second / math.sqrt(1 / 76 + 1 / 196)], abs=1e-12)


def test_q_values_are_those_of_benjamini_and_hochberg() -> None:
    # The p values of Benjamini and Hochberg 1995, section 3.2: the four smallest are rejected at 0.05.
    p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
        0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    q = measures.benjamini_hochberg(p)
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0095 * 15 / 4)
    assert measures.benjamini_hochberg([]).size == 0


def test_the_exact_interval_holds_the_ratio_and_is_open_where_a_count_is_zero() -> None:
    low, high = measures.exact_ratio_interval([8, 0, 5], 1000, [4, 3, 0], 1000)
    assert low[0] < 1 < high[0]
    assert low[1] == -np.inf
    assert high[2] == np.inf
    test = stats.binomtest(8, 12).proportion_ci(0.95, "exact")
    assert 2 ** low[0] == pytest.approx(test.low / (1 - test.low), rel=1e-9)
