from __future__ import annotations

import pytest
from words_fixtures import articles_of, reading_of, words_of

from analysis.words import concordance, count_words, tokens_table, word_positions


def test_a_comma_a_paragraph_and_an_article_keep_the_words_of_a_phrase_apart() -> None:
    assert words_of("New, York", phrases=["New York"]) == ["new", "york"]
    assert words_of("New\n\nYork", phrases=["New York"]) == ["new", "york"]
    table = tokens_table(articles_of("New", "York"), names=False, phrases=["New York"])
    assert table["word"].tolist() == ["new", "york"]


@pytest.mark.parametrize(
    "phrase", ["of the people, by the people, for the people", "We the People of the United States of America"]
)
def test_a_phrase_may_have_as_many_words_as_it_likes(phrase: str) -> None:
    text = f"Government {phrase.replace(' ', chr(10), 1)}; of the people, by the people."
    assert words_of(text, phrases=[phrase, "the people"])[:2] == ["government", phrase]


def test_names_are_one_word_keep_their_case_and_the_longest_wins() -> None:
    articles = articles_of(
        "The State Department met North Korea’s envoy. The North Korea Times wrote. north korea; a state act."
    )
    reading = reading_of(articles, names=["The State Department", "North Korea’s", "The North Korea Times"])
    table = tokens_table(articles, reading=reading)
    assert table["word"].tolist() == [
        "the", "State Department", "met", "North Korea", "envoy", "the", "North Korea Times", "wrote",
        "north", "korea", "a", "state", "act",
    ]  # fmt: skip


def test_a_word_is_a_name_where_it_mostly_is_one() -> None:
    articles = articles_of("Trump said. Trump won. Trump lost. Will he? Will she? Will it? Will Smith.")
    reading = reading_of(articles, names=["Trump", "Will Smith"])
    counted = count_words(articles, reading=reading).set_index("word")["n"]
    assert counted["Trump"] == 3
    assert counted["will"] == 3
    assert counted["Will Smith"] == 1


def test_days_and_months_keep_their_capital_but_march_and_may() -> None:
    articles = articles_of("On Monday, in April, they may march. May is near; April’s rain. APRIL")
    words = tokens_table(articles, reading=reading_of(articles, names=[]))["word"].tolist()
    assert words == "on Monday in April they may march may is near April rain april".split()
    assert "monday" in tokens_table(articles, names=False)["word"].tolist()


def test_a_name_in_capitals_is_the_name_and_other_words_of_a_headline_are_not() -> None:
    articles = articles_of(
        "ANNA GREEN SAYS NO TO GREEN QUAY\n\nAnna Green said no, and Green left.",
        "JOEL ABARA: Anna Green’s?\n\nGREEN: Yes.\nABARA: No, GREEN: none.\nQUAY: closed.\n\nJOEL ABARA’S quay",
        "Joel Abara met Joel\nAbara; Abara left.",
    )
    reading = reading_of(articles, names=["Anna Green", "Green", "JOEL ABARA", "Joel Abara", "Abara"])
    table = tokens_table(articles, reading=reading).groupby("article", sort=False)["word"].agg(list)
    assert table.tolist() == [
        ["Anna Green", "says", "no", "to", "green", "quay", "Anna Green", "said", "no", "and", "Green", "left"],
        ["Joel Abara", "Anna Green", "Green", "yes", "Abara", "no", "green", "none", "quay", "closed",
         "Joel Abara", "quay"],
        ["Joel Abara", "met", "Joel Abara", "Abara", "left"],
    ]  # fmt: skip
    found = concordance(articles, "Joel Abara", reading=reading)
    assert found["match"].tolist() == ["JOEL ABARA", "JOEL ABARA", "Joel Abara", "Joel\nAbara"]
    counted = count_words(articles, reading=reading).set_index("word")["n"]
    assert counted["Joel Abara"] == len(word_positions(articles, ["Joel Abara"], reading=reading)) == 4


def test_where_capitals_matter_a_name_in_capitals_is_a_word_of_its_own() -> None:
    articles = articles_of("JOEL ABARA: No.\n\nJoel Abara left.")
    reading = reading_of(articles, names=["Joel Abara"])
    words = tokens_table(articles, reading=reading, fold=False)["word"].tolist()
    assert words == ["JOEL", "ABARA", "No", "Joel Abara", "left"]
    words = tokens_table(articles, reading=reading, phrases=["JOEL ABARA"])["word"].tolist()
    assert words == ["JOEL ABARA", "no", "Joel Abara", "left"]


def test_of_two_spellings_a_name_in_capitals_is_the_more_frequent_one() -> None:
    articles = articles_of("ANN MCBAY left.\n\nMCBAY: No.\n\n" + "Ann McBay met McBay. " * 2 + "Ann Mcbay met Mcbay.")
    reading = reading_of(articles, names=["Ann McBay", "Ann Mcbay", "McBay", "Mcbay"])
    counted = count_words(articles, reading=reading).set_index("word")["n"]
    assert counted[["Ann McBay", "Ann Mcbay", "McBay", "Mcbay"]].tolist() == [3, 1, 3, 1]
