from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from words_fixtures import HOSTILE, articles_of, reading_of

from analysis.words import concordance, contexts, count_words, word_positions


def test_a_word_is_shown_with_what_stands_around_it() -> None:
    text = "It was.\nThe tax fell; the Tax rose."
    table = concordance(articles_of(text), "tax", width=8, names=False)
    assert table["match"].tolist() == ["tax", "Tax"]
    assert table.loc[0, "left"] == "as. The "
    assert table.loc[0, "right"] == " fell; t"
    assert text[table.loc[1, "start"] : table.loc[1, "end"]] == "Tax"


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("immigra*", ["Immigrants", "immigration"]),
        ("don’t", ["don't"]),
        ("Border wall", ["border  wall"]),
        ("zebra", []),
        ("what?", []),
    ],
)
def test_patterns_phrases_and_apostrophes_are_found(query: str, matches: list[str]) -> None:
    text = "Immigrants say immigration and a border  wall don't mix. what"
    assert concordance(articles_of(text), query, names=False)["match"].tolist() == matches


def test_a_name_is_found_as_its_table_spells_it() -> None:
    articles = articles_of("North Korea's army left north Korea. Trump’s trump card; Trump won.")
    reading = reading_of(articles, names=["North Korea", "Trump"])
    counted = count_words(articles, reading=reading)
    for word, n in zip(counted["word"], counted["n"], strict=True):
        assert len(concordance(articles, word, reading=reading)) == n
    assert concordance(articles, "NORTH KOREA", reading=reading)["match"].tolist() == ["North Korea"]


def test_a_word_that_stands_within_names_is_not_taken_for_one_that_is_not_there() -> None:
    articles = articles_of("Ms Garrick left. Ellen Marsh came. Marsh, said Ellen Marsh, was wet.")
    reading = reading_of(articles, names=["Ms Garrick", "Ellen Marsh"])
    with pytest.warns(UserWarning, match="'Garrick' stands once within names"):
        assert not len(concordance(articles, "Garrick", reading=reading))
    assert len(concordance(articles, "Garrick", names=False)) == 1
    some = concordance(articles, "Marsh", reading=reading)
    assert (len(some), some.attrs["within_names"]) == (1, 2)
    assert concordance(articles, "Ellen Marsh", reading=reading).attrs["within_names"] == 0


def test_an_ngram_with_a_name_of_several_words_is_found_as_its_table_spells_it() -> None:
    articles = articles_of("Officials in North Korea said so. North Korea said it to north Korea again.")
    reading = reading_of(articles, names=["North Korea"])
    for n in (2, 3):
        counted = count_words(articles, n=n, reading=reading)
        assert "North Korea said" in set(counted["word"]) or n == 3
        shown = contexts(articles, counted, reading=reading).groupby("word").size()
        assert shown.to_dict() == dict(zip(counted["word"], counted["n"], strict=True))
    assert concordance(articles, "North Korea said", reading=reading)["start"].tolist() == [13, 34]
    assert concordance(articles, "to north Korea", reading=reading)["match"].tolist() == ["to north Korea"]


def test_near_is_outside_the_word_itself_on_both_sides_alike() -> None:
    articles = articles_of("The prime minister spoke.", "talks prime minister", "prime minister talks")
    for window in ("sentence", 5):
        assert concordance(
            articles[:1], "prime minister", near="minister", window=window, names=False, reading=reading_of(articles)
        ).empty
    near = concordance(articles, "talks", near="prime minister", window=1, names=False)
    assert near["article"].tolist() == ["a1", "a2"]


@pytest.mark.parametrize("window", [0, "page", 2.5])
def test_a_window_of_no_words_is_refused(window: object) -> None:
    with pytest.raises(ValueError, match="give a number of words from 1 on, or 'sentence'"):
        concordance(articles_of("a tax"), "tax", near="a", window=window, names=False)  # type: ignore[arg-type]


def test_near_in_a_sentence_is_near_in_the_same_quote() -> None:
    articles = articles_of("“Peace now”, she said, “and talks soon”.")
    quotes = pd.DataFrame({"article": "a0", "spans": [[[1, 10]], [[24, 38]]], "speaker": ["A", "B"]})
    for near, n in (("now", 1), ("talks", 0)):
        shown = concordance(
            articles, "peace", near=near, window="sentence", quotes=quotes, names=False, reading=reading_of(articles)
        )
        assert len(shown) == n


def test_what_is_found_is_the_same_however_much_text_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.words.tokens._CHUNK", 1)
    articles = articles_of("They told us.", "The US told them.")
    reading = reading_of(articles, names=["US"])
    assert word_positions(articles, ["US"], reading=reading)["article"].tolist() == ["a1"]
    assert concordance(articles, "told", near="US", reading=reading)["article"].tolist() == ["a1"]


def test_contexts_of_a_group_are_those_that_the_table_counted() -> None:
    articles = articles_of("“No tax,” he said. Tax it. “Tax!”", "tax", outlet=["x", "y"])
    for by in ("quoted", "outlet"):
        counted = count_words(articles, by=by, names=False)
        for row in counted.itertuples():
            assert len(concordance(articles, row.word, by=by, group=row.group, names=False)) == row.n
    with pytest.raises(ValueError, match="nobody"):
        concordance(articles, "tax", by="outlet", group="nobody", names=False)


def test_each_occurrence_says_in_which_group_it_is() -> None:
    articles = articles_of("tax tax tax", "Tax", outlet=["x", "y"])
    table = concordance(articles, "tax", by="outlet", names=False)
    assert table[["group", "start"]].to_numpy().tolist() == [["x", 0], ["x", 4], ["x", 8], ["y", 0]]
    assert concordance(articles, "zebra", by="outlet", names=False).columns[0] == "group"
    assert "group" not in concordance(articles, "tax", names=False)
    overlapping = pd.DataFrame({"article": "a0", "spans": [[[0, 7]], [[4, 11]]], "speaker": ["A", "B"]})
    table = concordance(articles, "tax", by="speaker", quotes=overlapping, names=False)
    assert table[["group", "start"]].to_numpy().tolist() == [["A", 0], ["A", 4], ["B", 4], ["B", 8]]


def test_only_words_in_quotes_are_shown_where_quotes_are_given() -> None:
    quotes = pd.DataFrame({"article": ["a0"], "spans": [[[4, 7]]], "speaker": ["A"]})
    table = concordance(articles_of("tax tax tax"), "tax", quotes=quotes, names=False)
    assert table["start"].tolist() == [4]


@given(HOSTILE)
@settings(max_examples=60, deadline=None)
def test_every_counted_word_is_found_again_in_hostile_text(text: str) -> None:
    articles = articles_of(text)
    counted = count_words(articles, names=False)
    for word, n in list(zip(counted["word"], counted["n"], strict=True))[:5]:
        table = concordance(articles, word, names=False, width=10)
        assert len(table) == n
        for row in table.itertuples():
            assert text[row.start : row.end] == row.match
            assert len(row.left) == min(10, row.start)
            assert len(row.right) == min(10, len(text) - row.end)
