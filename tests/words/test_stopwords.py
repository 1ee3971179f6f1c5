from __future__ import annotations

import pandas as pd
import pytest
from words_fixtures import articles_of

from analysis.words import count_words, hide_stop_words
from analysis.words.stopwords import NEGATIONS, stop_words

TEXT = "The tax is not the tax that we don't want; it's no tax. They'll never pay."


def test_what_is_shown_keeps_its_counts_and_what_is_hidden_is_stated() -> None:
    table = count_words(articles_of(TEXT), names=False)
    shown = hide_stop_words(table)
    whole = table.set_index("word")
    for row in shown.itertuples():
        assert (row.n, row.per_million) == (whole.loc[row.word, "n"], whole.loc[row.word, "per_million"])
    hidden = shown.attrs["hidden"]
    assert hidden["tokens"] == table["n"].sum() - shown["n"].sum() > 0
    assert hidden["words"] == len(table) - len(shown)
    assert str(hidden["tokens"]) in hidden["note"]
    assert {"the", "is", "it's", "they'll"}.isdisjoint(shown["word"])
    assert table.attrs["rules"] == shown.attrs["rules"]
    assert "hidden" not in table.attrs


@pytest.mark.parametrize(
    ("table", "note"),
    [
        (
            {"word": ["the", "tax"], "n": [3, 2]},
            "1 stop word is not shown; it is 3 of the 5 words that the table counts (60%).",
        ),
        ({"word": ["the", "of", "tax"]}, "2 stop words are not shown."),
        ({"word": ["tax"], "n": [2]}, "No word is hidden."),
    ],
)
def test_the_note_tells_what_is_known(table: dict[str, list[object]], note: str) -> None:
    assert hide_stop_words(pd.DataFrame(table)).attrs["hidden"]["note"] == note


@pytest.mark.parametrize("word", ["not", "no", "never", "don't", "won't", "isn't", "n't", "nothing", "without", "nor"])
def test_negation_is_never_hidden(word: str) -> None:
    table = pd.DataFrame({"word": [word]})
    assert len(hide_stop_words(table)) == len(hide_stop_words(table, extra=[word])) == 1
    assert NEGATIONS.isdisjoint(stop_words())


def test_ngrams_of_stop_words_only_are_hidden() -> None:
    table = pd.DataFrame({"word": ["of the", "of taxes", "is not", "US", ""]})
    assert hide_stop_words(table)["word"].tolist() == ["of taxes", "is not", "US", ""]


def test_the_reader_can_add_and_keep_words() -> None:
    table = count_words(articles_of(TEXT), names=False)
    assert "tax" not in set(hide_stop_words(table, extra=["tax"])["word"])
    assert "we" in set(hide_stop_words(table, keep=["we"])["word"])
    with pytest.raises(ValueError, match="collocate"):
        hide_stop_words(table, column="collocate")


def test_a_name_of_several_words_is_hidden_or_kept_as_a_whole() -> None:
    table = pd.DataFrame({"word": ["Port Lammer", "Port", "of the", "in the"]})
    shown = hide_stop_words(table, extra=["Port Lammer"], keep=["of the"])
    assert shown["word"].tolist() == ["Port", "of the"]
