"""What a reader sees of the tables of words, and that every word of a table leads to its contexts."""

from __future__ import annotations

import warnings
from collections import Counter

import pandas as pd
import pytest
from words_fixtures import articles_of, reading_of

from analysis.quotes.parties import OTHERS, main_voices, parties
from analysis.words import contexts, count_words, hide_stop_words
from analysis.words.views import (
    first_of_each,
    follow_words,
    list_words,
    marking_words,
    side_by_side,
)

TEXTS = ("Tax cuts for all. The U.S. tax cut, no more.", "War and peace. No tax? “No war,” he said. The US’ war.")


@pytest.mark.parametrize(
    "options", [{}, {"n": 2}, {"fold": False}, {"by": "side"}, {"by": "quoted"}, {"unit": "lemma"}]
)
def test_every_word_of_a_table_leads_to_all_its_contexts_in_one_call(options: dict[str, object]) -> None:
    articles = articles_of(*TEXTS, side=["x", "y"])
    reading = reading_of(articles, names=["U.S."], lemmas={"cuts": "cut"})
    table = count_words(articles, reading=reading, **options)  # type: ignore[arg-type]
    found = contexts(articles, table, reading=reading)
    assert Counter(zip(found["word"], found["group"], strict=True)) == {
        (word, group): n for word, group, n in table[["word", "group", "n"]].itertuples(index=False)
    }
    texts = articles.set_index("article")["text"]
    for row in found.itertuples():
        assert texts[row.article][row.start : row.end] == row.match


def test_contexts_of_a_few_come_from_different_articles_first() -> None:
    articles = articles_of("a a a", "b a", "c a a")
    table = count_words(articles, names=False, copies="all").head(1)
    found = contexts(articles, table, limit=4, copies="all")
    assert found["article"].tolist() == ["a0", "a0", "a1", "a2"]


def test_a_name_with_full_stops_keeps_them() -> None:
    articles = articles_of("The U.S. and Acme Corp. met. U.S. officials left.")
    table = count_words(articles, reading=reading_of(articles, names=["U.S.", "Acme Corp."]))
    assert table.set_index("word")["n"]["U.S."] == 2
    assert "Acme Corp" in set(table["word"])


def test_hiding_stop_words_changes_no_count() -> None:
    articles = articles_of(*TEXTS)
    whole = count_words(articles, names=False)
    shown = hide_stop_words(whole)
    both = shown.merge(whole, on=["word", "group"], suffixes=("", "_"))
    assert len(both) == len(shown) < len(whole)
    assert (both["n"] == both["n_"]).all()
    assert (both["per_million"] == both["per_million_"]).all()
    assert "no" in set(shown["word"])
    assert shown.attrs["hidden"]["tokens"] == whole["n"].sum() - shown["n"].sum()


def test_groups_stand_side_by_side_the_largest_first() -> None:
    articles = articles_of("a a b", "b c b b b", "z", side=["x", "y", OTHERS])
    table = side_by_side(count_words(articles, by="side", names=False, copies="all"), top=2)
    assert table.to_dict("list") == {"y": ["b (4)", "c (1)"], "x": ["a (2)", "b (1)"]}


def test_only_marking_words_of_named_groups_mark() -> None:
    table = pd.DataFrame(
        {
            "word": list("abcde"),
            "group": ["x", "x", OTHERS, "y", "x"],
            "n": [3, 1, 9, 4, 7],
            "articles": [2, 1, 3, 2, 1],
            "low": [0.1, 2.0, 1.0, -1.0, 3.0],
            "sure": "",
        }
    )
    table.attrs["articles"] = {"x": 9}
    assert marking_words(table)["word"].tolist() == ["a"]
    table.attrs["articles"] = {"x": 1}
    assert marking_words(table)["word"].tolist() == ["a", "e"]
    assert first_of_each(table, top=1)["word"].tolist() == ["c", "a", "d"]


def test_words_that_may_be_chance_are_listed_apart_and_after_the_sure_ones() -> None:
    words = ["dam", "quay", "mole", "pier"]
    table = pd.DataFrame({"word": words, "group": ["x", "x", "y", "(unknown)"], "n": 3, "articles": 2, "low": 1.0})
    table["sure"] = ["", "more", "", "more"]
    assert marking_words(table)["word"].tolist() == ["quay", "dam", "mole"]
    assert list_words(marking_words(table)).to_dict("list") == {
        "group": ["x", "y"], "surely": ["quay (3)", "none"], "may be chance": ["dam (3)", "mole (3)"],
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert list_words(table.tail(2).assign(sure="more"))["may be chance"].tolist() == [""]
        assert list_words(table.head(2).assign(sure=""))["surely"].tolist() == ["none"]
    assert list_words(table.head(0)).columns.tolist() == ["group", "surely", "may be chance"]


def test_parties_and_voices_of_quotes() -> None:
    quotes = pd.DataFrame(
        {
            "article": "a",
            "speaker": ["Ann Lee", "State Department", "officials", "Ann Lee", "Bob Ray", ""],
            "kind": ["person", "organization", "group", "person", "person", "author"],
            "role": "",
            "affiliation": ["Acme", "", "Acme", "Acme", "", ""],
            "side": ["", "", "", "", "left", ""],
        }
    )
    assert parties(quotes).tolist() == ["Acme", "State Department", "Acme", "Acme", "left", ""]
    assert main_voices(quotes, top=2)["who"].tolist() == ["Ann Lee", OTHERS, OTHERS, "Ann Lee", "Bob Ray", OTHERS]


def test_without_a_word_to_follow_there_is_nothing_over_time() -> None:
    dated = articles_of("war", "peace").assign(published=pd.to_datetime(["2016-01-02", "2016-03-02"], utc=True))
    assert follow_words(dated, [""], names=False).empty


def test_an_article_without_a_text_has_no_words() -> None:
    table = pd.DataFrame({"article": ["a", "b"], "text": ["war and war", None]})
    assert count_words(table, names=False).set_index("word")["n"].to_dict() == {"war": 2, "and": 1}


def test_forms_of_address_are_hidden() -> None:
    counts = count_words(articles_of("Mr. Lind and Mrs. Riis waited"), names=False)
    assert {"mr", "mrs"}.isdisjoint(hide_stop_words(counts)["word"])
