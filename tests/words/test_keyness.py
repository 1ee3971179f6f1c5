from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from words_fixtures import articles_of

from analysis.words import count_words, keyness
from analysis.words.bootstrap import draw_weights, ratio_intervals
from analysis.words.keyness import KEYNESS_COLUMNS
from analysis.words.measures import log_likelihood, log_ratio


@pytest.fixture
def articles() -> pd.DataFrame:
    random = np.random.default_rng(7)
    texts, sides = [], []
    for i in range(24):
        side = "left" if i % 2 else "right"
        rates = {"tax": 30, "war": 5} if side == "right" else {"tax": 5, "war": 30}
        bag = [w for w, r in rates.items() for _ in range(random.poisson(r))] + ["the"] * random.poisson(60)
        texts.append(" ".join(random.permutation(bag)))
        sides.append(side)
    return articles_of(*texts, side=sides)


def test_keyness_finds_the_words_of_a_side_with_all_columns(articles: pd.DataFrame) -> None:
    table = keyness(articles, by="side", group="left", names=False, copies="all")
    assert list(table.columns) == KEYNESS_COLUMNS
    assert table["word"].tolist() == ["war", "the", "tax"]
    war = table.iloc[0]
    counted = count_words(articles, by="side", names=False, copies="all").set_index(["word", "group"])["n"]
    assert (war["n"], war["n_against"]) == (counted["war", "left"], counted["war", "right"])
    size, size_against = (counted.xs(side, level="group").sum() for side in ("left", "right"))
    assert war["g2"] == pytest.approx(
        log_likelihood(war["n"], war["n_against"], size - war["n"], size_against - war["n_against"]), abs=1e-9
    )
    assert war["log_ratio"] == pytest.approx(log_ratio(war["n"], size, war["n_against"], size_against), abs=1e-9)
    assert 2 < war["low"] < war["log_ratio"] < war["high"] < 3.3
    assert table["q"].between(table["p"], 1).all()


def test_the_two_sides_mirror_each_other(articles: pd.DataFrame) -> None:
    table = keyness(articles, by="side", names=False, copies="all").set_index(["group", "word"])
    for column in ("log_ratio", "z", "log_odds"):
        assert table.loc[("left", "war"), column] == pytest.approx(-table.loc[("right", "war"), column])


def test_the_same_seed_gives_the_same_table(articles: pd.DataFrame) -> None:
    first = keyness(articles, by="side", names=False, seed=3)
    pd.testing.assert_frame_equal(first, keyness(articles, by="side", names=False, seed=3))
    assert not first["low"].equals(keyness(articles, by="side", names=False, seed=4)["low"])


def test_the_reader_sorts_as_she_asks(articles: pd.DataFrame) -> None:
    by_ratio = keyness(articles, by="side", names=False, sort="log_ratio")
    assert by_ratio["log_ratio"].is_monotonic_decreasing
    assert keyness(articles, by="side", names=False, sort="q")["q"].is_monotonic_increasing
    with pytest.raises(ValueError, match="sort"):
        keyness(articles, by="side", names=False, sort="beauty")


def test_general_english_says_that_it_is_a_mixed_corpus(articles: pd.DataFrame) -> None:
    table = keyness(articles, against="english", names=False)
    assert "mixed corpus" in table.attrs["against"]
    assert table.set_index("word").loc["tax", "log_ratio"] > 5
    assert table["n_against"].isna().all()
    with pytest.raises(ValueError, match="single words"):
        keyness(articles, against="english", names=False, n=2)


def test_one_article_says_plainly_that_its_intervals_are_wide() -> None:
    articles = articles_of("“tax tax tax” war war the the “the” the tax")
    table = keyness(articles, by="quoted", group="inside", min_n=1, names=False).set_index("word")
    assert "single article" in table.attrs["warning"]
    assert table.loc["tax", "high"] - table.loc["tax", "low"] > 4
    assert table.loc["war", "low"] == -np.inf


def test_a_word_of_few_articles_gets_no_narrow_interval() -> None:
    texts = ["tax " * 6 + "a b c d e " * 5] + ["a b c d e " * 6] * 11
    articles = articles_of(*texts, side=["left"] * 6 + ["right"] * 6)
    row = keyness(articles, by="side", group="left", names=False, copies="all").set_index("word").loc["tax"]
    assert row["high"] == np.inf
    assert row["low"] < 2


def test_the_word_counts_of_an_article_in_both_groups_are_drawn_together() -> None:
    # Every article uses the word twice as often here as there, so the ratio does not vary between articles.
    sparse = pytest.importorskip("scipy.sparse")
    n = np.arange(1, 21, dtype=float)[:, None]
    low, high = ratio_intervals(
        sparse.csr_array(2 * n), sparse.csr_array(n), np.full(20, 100.0), np.full(20, 100.0),
        samples=200, level=0.95, seed=0,
    )  # fmt: skip
    assert low == pytest.approx([1])
    assert high == pytest.approx([1])


def test_draws_keep_the_number_of_articles_of_each_stratum() -> None:
    strata = np.array([0, 0, 0, 1, 1])
    weights = draw_weights(strata, 50, seed=1)
    assert (weights[:, :3].sum(axis=1) == 3).all()
    assert (weights[:, 3:].sum(axis=1) == 2).all()
    assert weights.std() > 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "side", "group": "middle"}, "middle"),
        ({"by": "side", "group": "left", "against": "left"}, "itself"),
        ({}, "rest"),
    ],
)
def test_a_comparison_that_cannot_be_is_refused(articles: pd.DataFrame, options: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        keyness(articles, names=False, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [{"unit": "lemma"}, {"fold": False}, {"n": 2}])
def test_english_is_known_by_forms_only(rule: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="leave out " + next(iter(rule))):
        keyness(articles_of("He says it is so."), against="english", names=False, **rule)  # type: ignore[arg-type]
