from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from words_fixtures import articles_of

from analysis.words import concordance, find_trends, frequency_over_time, word_positions
from analysis.words.trends import TIME_COLUMNS, TREND_COLUMNS

MONTHS = [f"2016-{m:02}-15" for m in range(1, 7)]


def _corpus(seed: int = 0, *, rising: float = 0.4, per_month: int = 12) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    texts, dates = [], []
    for k, month in enumerate(MONTHS):
        for _ in range(per_month):
            rates = {"rise": 2 * np.exp(rising * k), "fall": 12 * np.exp(-rising * k), "flat": 8, "rest": 200}
            texts.append(" ".join(w for w, r in rates.items() for _ in range(random.poisson(r))))
            dates.append(pd.Timestamp(month, tz="UTC"))
    return articles_of(*texts, published=dates)


def test_emerging_and_fading_words_are_told_from_steady_ones() -> None:
    table = find_trends(_corpus(), names=False, copies="all")
    assert list(table.columns) == TREND_COLUMNS
    trends = table.set_index("word")
    assert trends.loc[["rise", "fall", "flat"], "trend"].tolist() == ["emerging", "fading", "steady"]
    assert trends.loc["rise", "change"] == pytest.approx(0.4 / np.log(2), abs=0.1)
    assert trends.loc["fall", "change"] == pytest.approx(-0.4 / np.log(2), abs=0.1)
    assert "Armitage" in table.attrs["test"]


def test_the_statistic_is_that_of_the_formula() -> None:
    articles = articles_of("x y y y", "x x y y y", "x x x y", published=list(pd.to_datetime(MONTHS[:3], utc=True)))
    row = find_trends(articles, names=False, min_n=1, copies="all").set_index("word").loc["x"]
    n, size = np.array([1, 2, 3]), np.array([4, 5, 4])
    t = np.arange(3) - (np.arange(3) * size).sum() / size.sum()
    rate = n.sum() / size.sum()
    variance = (t**2 * (n - rate * size) ** 2).sum() * 3 / 2
    assert row["z"] == pytest.approx((t * n).sum() / np.sqrt(variance), abs=1e-12)
    assert row["p"] == pytest.approx(2 * stats.norm.sf(abs(row["z"])), abs=1e-12)


def test_without_a_trend_few_words_are_called_one() -> None:
    p = [
        find_trends(_corpus(seed, rising=0, per_month=6), names=False, copies="all").set_index("word").loc["flat", "p"]
        for seed in range(60)
    ]
    assert np.mean(np.array(p) < 0.05) < 0.15


def test_a_word_of_one_article_makes_no_trend() -> None:
    articles = _corpus()
    articles.loc[len(articles) - 1, "text"] += " burst" * 40
    assert find_trends(articles, names=False, copies="all").set_index("word").loc["burst", "trend"] == "steady"


def test_frequencies_have_intervals_and_empty_months_are_gaps() -> None:
    articles = _corpus()
    articles = articles[articles["published"].dt.month != 3]
    with pytest.warns(UserWarning, match="'zebra' does not occur"):
        table = frequency_over_time(articles, ["rise", "zebra"], names=False, copies="all")
    assert list(table.columns) == TIME_COLUMNS
    rise = table[table["word"] == "rise"].set_index("period")
    assert rise.index.tolist() == [f"2016-0{m}" for m in range(1, 7)]
    assert rise.loc["2016-03", "words"] == 0
    assert np.isnan(rise.loc["2016-03", "per_million"])
    rest = rise.drop("2016-03")
    assert ((rest["low"] < rest["per_million"]) & (rest["per_million"] < rest["high"])).all()
    zebra = table[table["word"] == "zebra"].dropna()
    assert (zebra["n"] == 0).all()
    assert (zebra["low"] == 0).all()
    assert (zebra["high"] > 0).all(), "not to have seen a word does not prove that it is never used"


def test_a_month_of_one_article_has_the_exact_poisson_interval() -> None:
    articles = articles_of("x " * 5 + "y " * 95, published=[pd.Timestamp("2016-01-01", tz="UTC")])
    row = frequency_over_time(articles, ["x"], names=False).iloc[0]
    assert row["low"] == pytest.approx(stats.chi2.ppf(0.025, 10) / 2 / 100 * 1e6)
    assert row["high"] == pytest.approx(stats.chi2.ppf(0.975, 12) / 2 / 100 * 1e6)


def test_where_there_are_no_words_there_are_no_trends() -> None:
    articles = articles_of("a tax", "a tax", published=["2016-01-02", "2016-02-02"])
    quotes = pd.DataFrame({"article": [], "spans": []})
    assert find_trends(articles, quotes=quotes, names=False, copies="all").empty
    assert find_trends(articles.assign(text=""), names=False).empty


def test_words_are_a_list_and_no_text() -> None:
    with pytest.raises(ValueError, match=r"give a list, such as \['tax'\]"):
        frequency_over_time(articles_of("a tax", published=["2016-01-02"]), "tax", names=False)
    with pytest.raises(ValueError, match=r"give a list, such as \['tax'\]"):
        word_positions(articles_of("a tax"), "tax", names=False)


def test_articles_without_a_date_cannot_tell_of_time() -> None:
    with pytest.raises(ValueError, match="published"):
        find_trends(articles_of("a"), names=False)
    with pytest.raises(ValueError, match="date"):
        frequency_over_time(articles_of("a", published=[pd.NaT]), ["a"], names=False)
    one = articles_of("a", published=[pd.Timestamp("2016-01-01", tz="UTC")])
    with pytest.raises(ValueError, match="two"):
        find_trends(one, names=False)
    with pytest.raises(ValueError, match="period"):
        find_trends(one, names=False, period="hour")  # type: ignore[arg-type]


def test_words_are_found_as_a_concordance_finds_them() -> None:
    dates = list(pd.to_datetime(MONTHS[:3], utc=True))
    articles = articles_of(
        "Harbour and climate change.", "No harbour, no harbours.", "Climate, change!", published=dates
    )
    words = ["Harbour", "harb*", "climate change"]
    table = frequency_over_time(articles, words, names=False)
    told = {word: rows["n"].tolist() for word, rows in table.groupby("word", sort=False)}
    assert told == {"Harbour": [1, 1, 0], "harb*": [1, 2, 0], "climate change": [1, 0, 1]}
    assert table["articles"].tolist() == [1, 1, 0, 1, 1, 0, 1, 0, 1]
    for word in words:
        assert len(concordance(articles, word, names=False)) == sum(told[word])


def test_a_word_in_copies_counts_once_however_it_is_spelled() -> None:
    text = "The harbour is old and the quay is new, and nobody in the town wants to pay for either of the two."
    articles = articles_of(text, text, published=list(pd.to_datetime(MONTHS[:2], utc=True)))
    assert frequency_over_time(articles, ["harbour", "Harbour"], names=False)["n"].tolist() == [1, 0, 1, 0]
