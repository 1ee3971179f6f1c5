from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from words_fixtures import HOSTILE, articles_of, words_of

from analysis.words import tokens_table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat, the hat.", ["the", "cat", "the", "hat"]),
        ("Don’t stop; don't.", ["don't", "stop", "don't"]),
        ("Korea’s and it's", ["korea", "and", "it's"]),
        ("the voters' state-run A‐B", ["the", "voters", "state-run", "a-b"]),
        ("well - no -- yes—so", ["well", "no", "yes", "so"]),
        ("$1,500.25 in 2016, 3.5%.", ["1,500.25", "in", "2016", "3.5"]),
        ("the U.S. and J.K. Rowling, e.g. AT&T.", ["the", "u.s.", "and", "j.k.", "rowling", "e.g.", "at&t"]),
        ("The U.S.'s army. Plan B. End", ["the", "u.s.", "army", "plan", "b", "end"]),
        ("‘quoted’ 'too' “yes”", ["quoted", "too", "yes"]),
        ("Zoë naïve cafe\u0301", ["zoë", "naïve", "cafe\u0301"]),
        ("", []),
        ("“”'’—…", []),
    ],
)
def test_words_are_what_a_reader_would_count(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


def test_boilerplate_is_never_counted_and_offsets_stay() -> None:
    text = "Good words here. Read our comment policy. More words."
    start = text.index("Read")
    articles = articles_of(text, "No spans.", boilerplate=[[[start, text.index("More")]], None])
    table = tokens_table(articles, names=False)
    assert table["word"].tolist() == ["good", "words", "here", "more", "words", "no", "spans"]
    last = table[table["article"] == "a0"].iloc[-1]
    assert text[last["start"] : last["end"]] == "words"
    assert last["end"] == len(text) - 1


@given(st.lists(HOSTILE, max_size=4), st.booleans(), st.booleans(), st.sampled_from(["drop", "keep"]))
@settings(max_examples=150, deadline=None)
def test_offsets_lie_inside_hostile_text_and_show_the_word(
    texts: list[str], split: bool, fold: bool, possessives: str
) -> None:
    articles = articles_of(*texts)
    table = tokens_table(
        articles,
        names=False,
        phrases=["u s", "A Z"],
        contractions="split" if split else "whole",
        hyphens="split" if split else "join",
        fold=fold,
        possessives=possessives,  # type: ignore[arg-type]
    )
    by_id = dict(zip(articles["article"], articles["text"], strict=True))
    last = dict.fromkeys(by_id, 0)
    for article, start, end, word in table.itertuples(index=False):
        text = by_id[article]
        assert last[article] <= start < end <= len(text)
        last[article] = end
        plain = re.sub("[’‘ʼ＇]", "'", " ".join(text[start:end].split()))
        plain = re.sub("[‐‑]", "-", plain)
        if fold or word == "u s":  # a phrase in lower case is found in any case
            plain = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
        assert word == plain
    # Every letter and digit belongs to a word, but for the possessive s that is dropped.
    covered = [set() for _ in texts]  # type: list[set[int]]
    for article, start, end, _ in table.itertuples(index=False):
        covered[int(article[1:])].update(range(start, end))
    for text, inside in zip(texts, covered, strict=True):
        for i, c in enumerate(text):
            if unicodedata.category(c)[0] in "LN" and c not in "ʼ" and i not in inside:
                assert possessives == "drop"
                assert c in "sS"


@given(HOSTILE, st.data())
@settings(max_examples=100, deadline=None)
def test_text_inside_boilerplate_never_shows(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    table = tokens_table(articles_of(text, boilerplate=[[[start, end]]]), names=False)
    assert start == end or not ((table["start"] < end) & (table["end"] > start)).any()


def test_a_megabyte_in_one_line_and_many_articles_are_cut_alike() -> None:
    long = "Word’s end-to-end, " * 60_000
    assert len(words_of(long)) == 120_000
    several = tokens_table(articles_of(*["one two"] * 5000, ""), names=False)
    assert several["word"].tolist() == ["one", "two"] * 5000
    assert several["article"].nunique() == 5000
