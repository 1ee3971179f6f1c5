"""Whom an agency or a paper quotes is who said it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import extract_quotes
from analysis.quotes.hearsay import read_as_said

PASSIVE = [
    ("“We will not sign,” the president was quoted as saying by Interfax.", "the president", "“We will not sign,”"),
    ("“The gates stay shut,” she was quoted as saying.", "she", "“The gates stay shut,”"),
    ("Tarik Benhaddou was quoted by the state news agency as saying that the talks had failed.",
     "Tarik Benhaddou", "that the talks had failed"),
    ("He was quoted as saying by the news agency MAP-M that the talks “broke down”.",
     "He", "that the talks “broke down”"),
    ("“It is over,” he was quoted by the BBC as telling reporters.", "he", "“It is over,”"),
    ("Oren has been quoted as saying the harbour failed.", "Oren", "the harbour failed"),
    ("Oren was heard to say that the harbour had failed.", "Oren", "that the harbour had failed"),
    ("“The harbour failed,” Oren is reported to have said.", "Oren", "“The harbour failed,”"),
    ("She is quoted in the book saying that “it was a mistake”.", "She", "that “it was a mistake”"),
    ("“The talks have failed,” Interfax news agency quoted Oren as saying.", "Oren", "“The talks have failed,”"),
]  # fmt: skip


def quotes_of(text: str) -> pd.DataFrame:
    return extract_quotes(pd.DataFrame({"article": ["a"], "text": [text]}), progress=False, cache=False)


@pytest.mark.parametrize(("text", "source", "said"), PASSIVE)
def test_who_is_quoted_is_the_source_and_not_who_quotes(text: str, source: str, said: str) -> None:
    quote = quotes_of(text).iloc[0]
    assert (quote["source"], quote["text"], quote["act"]) == (source, said, "speech")
    assert " " in quote["cue"]


def test_who_quotes_another_passes_on_what_he_said() -> None:
    quotes = quotes_of("The valley was dry. State media quoted Benhaddou as saying the talks had failed.")
    assert quotes[["source", "cue", "text"]].to_numpy().tolist() == [
        ["State media", "quoted", "Benhaddou as saying the talks had failed"],
        ["Benhaddou", "as saying", "the talks had failed"],
    ]


def test_whom_nobody_quotes_stays_as_written() -> None:
    for text in (
        "The firm was quoted on the exchange.",
        "He was reported to the police, saying nothing.",
        "It was said.",
    ):
        assert read_as_said(text) == (text, [])


@given(st.text(st.sampled_from("ab .,“”\n")) | st.lists(st.sampled_from([one[0] for one in PASSIVE])).map("\n".join))
def test_a_text_keeps_its_length_and_cues_lie_in_it(text: str) -> None:
    said, cues = read_as_said(text)
    assert len(said) == len(text)
    assert all(0 <= cue.start < cue.end <= len(text) for cue in cues)
