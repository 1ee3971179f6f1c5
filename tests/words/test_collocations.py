from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from words_fixtures import articles_of, reading_of

from analysis.words import collocations, concordance

TEXT = "strong tea and strong coffee with tea or strong tea but weak tea and powerful engines and strong tea"


def test_neighbours_agree_with_nltk() -> None:
    table = collocations(articles_of(TEXT), window=1, min_n=1, names=False).set_index(["word", "collocate"])
    words = TEXT.split()
    # Pairs as such: the last word is never a left neighbour, so NLTK is given the margins of the pairs.
    finder = BigramCollocationFinder.from_words(words)
    for (left, right), n in finder.ngram_fd.items():
        row = table.loc[(left, right)]
        margins = (n, (words[:-1].count(left), words[1:].count(right)), len(words) - 1)
        assert row["n"] == n
        assert row["g2"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(*margins), abs=1e-9)
        assert row["pmi"] == pytest.approx(BigramAssocMeasures.pmi(*margins), abs=1e-9)
        whole = (n, (words.count(left), words.count(right)), len(words))
        assert row["log_dice"] == pytest.approx(14 + np.log2(BigramAssocMeasures.dice(*whole)), abs=1e-9)
    assert len(table) == len(finder.ngram_fd)


def test_a_word_and_its_company_make_a_table_of_two_by_two() -> None:
    # "x" at 2 and 6; windows of one hold a, b, b, c once each: 4 of the 7 other words.
    articles = articles_of("a a x b d b x c d".replace("a a", "d a"))
    table = collocations(articles, word="x", window=1, min_n=1, names=False).set_index("collocate")
    b = table.loc["b"]
    assert (b["n"], b["n_word"], b["n_collocate"]) == (2, 2, 2)
    assert b["expected"] == pytest.approx(4 * 2 / 7)
    assert b["g2"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(2, (4, 2), 7), abs=1e-9)
    assert b["pmi"] == pytest.approx(np.log2(2 * 7 / (4 * 2)), abs=1e-9)
    assert b["log_dice"] == pytest.approx(14)
    assert "d" not in table.index


def test_a_place_in_two_windows_counts_once() -> None:
    table = collocations(articles_of("x y x z z z"), word="x", window=2, min_n=1, names=False).set_index("collocate")
    assert table.loc["y", "n"] == 1
    assert "x" not in table.index


def test_windows_stay_in_their_article_and_sentence() -> None:
    articles = articles_of("one x. two three", "four")
    plain = collocations(articles, word="x", window=5, min_n=1, names=False)
    assert set(plain["collocate"]) == {"one", "two", "three"}
    reading = reading_of(articles)
    sentence = collocations(articles, word="x", window="sentence", min_n=1, names=False, reading=reading)
    assert set(sentence["collocate"]) == {"one"}
    pairs = collocations(articles, window="sentence", min_n=1, names=False, reading=reading)
    assert set(zip(pairs["word"], pairs["collocate"], strict=True)) == {("one", "x"), ("two", "three")}


def test_every_row_leads_to_a_place_and_all_its_contexts() -> None:
    articles = articles_of("No one. Strong tea, please", TEXT)
    table = collocations(articles, window=2, min_n=2, names=False)
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    for row in table.itertuples():
        shown = texts[row.article][row.start : row.end].lower()
        assert shown.startswith(row.word)
        assert shown.endswith(row.collocate)
    near = concordance(articles, "strong", near="tea", window=2, names=False)
    assert len(near) == 4 + 1 - 0
    assert near["match"].str.lower().eq("strong").all()


def test_company_within_a_speakers_quotes_stays_there() -> None:
    articles = articles_of("tax cuts work. tax cuts fail now")
    quotes = pd.DataFrame({"article": "a0", "spans": [[[0, 13]], [[15, 32]]], "speaker": ["A", "B"]})
    table = collocations(articles, quotes=quotes, by="speaker", group="B", word="tax", min_n=1, names=False)
    assert set(table["collocate"]) == {"cuts", "fail", "now"}


def test_windows_do_not_jump_over_what_another_group_says() -> None:
    articles = articles_of("alpha “beta” gamma")
    for group, expected in (("outside", []), ("inside", [])):
        table = collocations(articles, by="quoted", group=group, window=3, min_n=1, names=False)
        assert table["word"].tolist() == expected
    assert len(collocations(articles, window=3, min_n=1, names=False)) == 2


def test_bad_parameters_are_refused() -> None:
    articles = articles_of("a b")
    for options in (
        {"window": 0},
        {"window": "page"},
        {"sort": "beauty"},
        {"by": "quoted", "group": "x"},
        {"n": 2},
    ):
        with pytest.raises(ValueError, match=r"window|sort|group|single"):
            collocations(articles, names=False, **options)  # type: ignore[arg-type]
    assert collocations(articles_of(""), names=False).empty
    assert collocations(articles, word="zebra", names=False).empty


def test_words_that_avoid_each_other_are_no_collocates() -> None:
    articles = articles_of("the x y " * 5 + "the the the z the the the " * 9)
    near, pairs = (collocations(articles, word=word, window=1, min_n=1, names=False) for word in ("x", None))
    assert near["collocate"].tolist() == ["y"], "five times beside “the” is less than chance would have it"
    assert (pairs["n"] >= pairs["expected"] - 1e-9).all()
    assert ("x", "y") in set(zip(pairs["word"], pairs["collocate"], strict=True))
