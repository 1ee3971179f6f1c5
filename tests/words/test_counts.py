from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from words_fixtures import articles_of, reading_of

from analysis.words import count_words, deviation_of_proportions, juilland_d, word_positions

# Gries 2008, section 2.1: a corpus of fifty words in five parts.
GRIES = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


def get(table: pd.DataFrame, **where: str) -> pd.Series:
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_dispersion_agrees_with_the_worked_example_of_gries() -> None:
    # For "a": v = 1..5 of 15, s = 9, 10, 10, 10, 11 of 50. DP = 0.18 and D = 0.785 in the paper.
    row = get(count_words(articles_of(*GRIES), names=False), word="a")
    assert row["n"] == 15
    shares = np.array([9, 10, 10, 10, 11]) / 50
    assert row["dispersion"] == pytest.approx(np.abs(np.arange(1, 6) / 15 - shares).sum() / 2, abs=1e-12)
    assert row["dispersion"] == pytest.approx(0.18, abs=1e-9)
    rates = np.arange(1, 6) / np.array([9, 10, 10, 10, 11])
    assert row["juilland_d"] == pytest.approx(1 - rates.std() / rates.mean() / 2, abs=1e-12)
    assert row["juilland_d"] == pytest.approx(0.785, abs=5e-4)


def test_a_word_in_one_part_of_many_has_d_zero_and_dp_near_one() -> None:
    counts = np.zeros((10, 2), dtype=int)
    counts[0, 0] = 7
    counts[:, 1] = 3
    sizes = np.full(10, 100)
    assert juilland_d(counts, sizes) == pytest.approx([0, 1], abs=1e-12)
    assert deviation_of_proportions(counts, sizes) == pytest.approx([0.9, 0], abs=1e-12)


def test_one_article_says_nothing_about_dispersion() -> None:
    table = count_words(articles_of("a b a"), names=False)
    assert table["dispersion"].isna().all()
    assert table["juilland_d"].isna().all()


def test_counts_per_million_and_articles_by_a_column() -> None:
    articles = articles_of("tax tax cut", "tax war", "war", outlet=["x", "x", None])
    table = count_words(articles, by="outlet", names=False)
    row = get(table, word="tax", group="x")
    assert (row["n"], row["articles"]) == (3, 2)
    assert row["per_million"] == pytest.approx(3 / 5 * 1e6)
    assert get(table, word="war", group="(unknown)")["n"] == 1
    assert table.attrs["words"] == {"(unknown)": 1, "x": 5}
    assert table.attrs["rules"]["names"] is False


def test_counts_by_month_of_publication() -> None:
    dates = pd.to_datetime(["2016-09-30T23:00Z", "2016-10-01T01:00Z", None], utc=True)
    table = count_words(articles_of("a", "a a", "a", published=list(dates)), by="month", names=False, copies="all")
    assert dict(zip(table["group"], table["n"], strict=True)) == {"2016-09": 1, "2016-10": 2, "(unknown)": 1}


def test_inside_and_outside_quotation_marks_add_up() -> None:
    articles = articles_of('He said: “We won’t go, no.” Then “bye” and left.\n\n"No," she said.')
    table = count_words(articles, by="quoted", names=False)
    inside = table[table["group"] == "inside"]
    assert Counter(dict(zip(inside["word"], inside["n"], strict=True))) == Counter(
        ["we", "won't", "go", "no", "bye", "no"]
    )
    assert table["n"].sum() == count_words(articles, names=False)["n"].sum()


def test_quotes_are_counted_by_speaker_each_word_once() -> None:
    text = "“We will win,” said Ann Lee. “We will.” Bob Ray said they lost."
    articles = articles_of(text)
    lost = text.index("they")
    spans = [[[0, 14], [29, 39]], [[lost, lost + 9]], [[lost, lost + 4]]]
    quotes = pd.DataFrame({"article": "a0", "spans": spans, "speaker": ["Ann Lee", "Bob Ray", "Bob Ray"]})
    table = count_words(articles, quotes=quotes, by="speaker", names=False)
    assert get(table, word="we", group="Ann Lee")["n"] == 2
    assert get(table, word="they", group="Bob Ray")["n"] == 1
    assert table["n"].sum() == 7
    assert "said" not in set(table["word"])
    grams = count_words(articles, quotes=quotes, by="speaker", n=2, names=False)
    assert set(grams.loc[grams["group"] == "Ann Lee", "word"]) == {"we will", "will win"}


def test_quotes_can_be_grouped_by_a_column_of_their_articles() -> None:
    articles = articles_of("aa bb", "aa cc", outlet=["x", "y"])
    quotes = pd.DataFrame({"article": ["a0", "a1", "gone"], "spans": [[[0, 2]], [[0, 5]], [[0, 2]]]})
    table = count_words(articles, quotes=quotes, by="outlet", names=False)
    assert sorted(zip(table["group"], table["word"], strict=True)) == [("x", "aa"), ("y", "aa"), ("y", "cc")]


def test_ngrams_do_not_cross_the_end_of_a_sentence_or_an_article() -> None:
    table = count_words(articles_of("a b. c d, e", "f g"), n=2, names=False)
    assert set(table["word"]) == {"a b", "c d", "d e", "f g"}
    assert table["per_million"].sum() == pytest.approx(1e6)


def test_copies_count_once_unless_asked() -> None:
    text = "one two three four five six seven eight nine ten " * 3
    articles = articles_of(text, text, "other words")
    once = count_words(articles, names=False)
    assert get(once, word="one")["n"] == 3
    assert once.attrs["copies"] == 1
    assert get(count_words(articles, names=False, copies="all"), word="one")["n"] == 6


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(ValueError, match="speaker"):
        count_words(articles_of("a"), by="speaker", names=False)
    with pytest.raises(ValueError, match="text"):
        count_words(pd.DataFrame({"article": ["a"]}), names=False)


def test_nothing_gives_an_empty_table_with_all_columns() -> None:
    for articles in (articles_of(), articles_of(""), articles_of("—")):
        table = count_words(articles, names=False)
        assert table.empty
        assert list(table.columns) == [
            "word", "group", "n", "per_million", "articles", "dispersion", "juilland_d",
        ]  # fmt: skip


def test_positions_run_from_the_first_word_to_the_last() -> None:
    table = word_positions(articles_of("tax a b tax", "b tax"), ["tax", "b"], names=False)
    assert table.loc[table["word"] == "tax", "position"].tolist() == [0, 1, 1]
    assert list(table["word"]) == ["tax"] * 3 + ["b"] * 2


def test_names_need_no_second_table_for_speakers() -> None:
    articles = articles_of("North Korea fired. North Korea fell.")
    table = count_words(articles, reading=reading_of(articles, names=["North Korea"]))
    assert get(table, word="North Korea")["n"] == 2


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=12), max_size=5), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_counts_agree_with_a_plain_loop(texts: list[list[str]], n: int) -> None:
    articles = articles_of(*[" ".join(t) for t in texts])
    table = count_words(articles, names=False, n=n, copies="all")
    plain = [[" ".join(t[i : i + n]) for i in range(len(t) - n + 1)] for t in texts]
    expected = Counter(g for t in plain for g in t)
    assert dict(zip(table["word"], table["n"], strict=True)) == dict(expected)
    held = Counter(g for t in plain for g in set(t))
    assert dict(zip(table["word"], table["articles"], strict=True)) == dict(held)
