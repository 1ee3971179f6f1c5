from __future__ import annotations

from words_fixtures import articles_of, reading_of

from analysis.words import tokens_table


def test_lemmas_come_from_the_reading_and_hyphenated_words_keep_their_form() -> None:
    articles = articles_of("He says she said state-run.")
    reading = reading_of(articles, lemmas={"says": "say", "said": "say", "run": "RUN"})
    table = tokens_table(articles, reading=reading, unit="lemma")
    assert table["word"].tolist() == ["he", "say", "she", "say", "state-run"]
