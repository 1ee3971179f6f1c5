"""What the editor's tables promise: nothing dropped, shares that add up, intervals over articles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import extract_quotes
from analysis.frames import UNKNOWN
from analysis.summaries import (
    count_cues,
    headline_numbers,
    quote_positions,
    share_interval,
    share_of_voice,
    telling_words,
    with_positions,
    with_titles,
)

ARTICLES = pd.DataFrame(
    {
        "article": ["a", "b", "c"],
        "published": pd.to_datetime(["2024-02-01", "2024-01-01", None], utc=True),
        "outlet": ["Post", "", "Post"],
        "text": ["x " * 50, "x " * 50, ""],
        "duplicate_of": ["", "", "a"],
    }
)
QUOTES = pd.DataFrame(
    {
        "article": ["a", "a", "a", "b", "b"],
        "quote": ["q1", "q2", "q3", "q4", "q5"],
        "type": ["direct", "indirect", "mixed", "direct", "direct"],
        "text": ["one two three", "one", "one two", "one two", "one"],
        "spans": [[[10, 20], [40, 50]], [[60, 63]], [[5, 9]], [[50, 60]], [[99, 100]]],
        "cue": ["said", "Said", "according  to", "", "said"],
        "speaker": ["Ada Lind", "Ada Lind", "", "Ada Lind", "Bo Ek"],
        "kind": ["person", "person", "unnamed", "person", "person"],
        "role": "",
        "affiliation": "",
        "confidence": [0.9, 0.5, 0.8, 0.7, 0.6],
        "corrected": [False, True, False, False, False],
    }
)


def test_each_voice_has_its_quotes_words_types_and_dates() -> None:
    shares = share_of_voice(QUOTES, ARTICLES).set_index("speaker")
    ada = shares.loc["Ada Lind"]
    assert (ada["quotes"], ada["words"], ada["direct"], ada["mixed"], ada["indirect"]) == (3, 6, 2, 0, 1)
    assert (ada["share"], ada["word_share"]) == (pytest.approx(3 / 5), pytest.approx(6 / 9))
    assert (ada["articles"], ada["outlets"]) == (2, 1)
    assert (str(ada["first"].date()), str(ada["last"].date())) == ("2024-01-01", "2024-02-01")


def test_quotes_without_a_speaker_or_outlet_stay_in_view() -> None:
    by_speaker = share_of_voice(QUOTES, ARTICLES)
    assert by_speaker["quotes"].sum() == len(QUOTES)
    assert UNKNOWN in set(by_speaker["speaker"])
    by_outlet = share_of_voice(QUOTES, ARTICLES, by="outlet").set_index("outlet")
    assert by_outlet["quotes"].to_dict() == {"Post": 3, UNKNOWN: 2}


def test_without_articles_there_are_no_dates_and_by_must_be_a_column() -> None:
    assert "first" not in share_of_voice(QUOTES, by="type")
    with pytest.raises(ValueError, match="Cannot count by 'outlet'"):
        share_of_voice(QUOTES, by="outlet")


def test_roles_that_differ_in_capitals_are_one_as_most_write_it() -> None:
    roles = share_of_voice(QUOTES.assign(role=["Mayor", "mayor", "mayor", "", "poet"]), by="role").set_index("role")
    assert roles["quotes"].to_dict() == {"mayor": 3, UNKNOWN: 1, "poet": 1}


def test_no_quotes_give_empty_tables_with_all_columns() -> None:
    none = QUOTES.head(0)
    assert list(share_of_voice(none, ARTICLES)) == list(share_of_voice(QUOTES, ARTICLES))
    assert share_of_voice(none, ARTICLES).empty
    assert list(count_cues(none)) == list(count_cues(QUOTES))
    assert list(quote_positions(none, ARTICLES)) == list(quote_positions(QUOTES, ARTICLES))
    assert headline_numbers(ARTICLES.head(0), none)["value"].tolist()[0] == "0"


def test_the_order_of_rows_changes_no_figure() -> None:
    pd.testing.assert_frame_equal(share_of_voice(QUOTES[::-1], ARTICLES), share_of_voice(QUOTES, ARTICLES))


def test_the_interval_holds_the_share_and_is_wider_where_quotes_cluster() -> None:
    sizes = np.full(20, 5)
    spread, clustered = np.ones(20), np.array([5, 0, 0, 0, 0] * 4)
    low, high = share_interval(spread, sizes)
    wide_low, wide_high = share_interval(clustered, sizes)
    assert low < 0.2 < high
    assert wide_low < low < high < wide_high


def test_the_interval_covers_the_true_share_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    inside = 0
    for _ in range(400):
        rates = rng.beta(2, 6, size=30)  # articles differ: on average a quarter of their quotes
        sizes = rng.integers(3, 12, size=30)
        low, high = share_interval(rng.binomial(sizes, rates), sizes)
        inside += low <= 0.25 <= high
    assert 0.92 <= inside / 400 <= 0.98


def test_one_article_bears_no_interval() -> None:
    assert np.isnan(share_interval(np.array([3]), np.array([5]))).all()
    assert np.isnan(share_interval(np.array([0, 0]), np.array([0, 0]))).all()


def test_cues_are_counted_whatever_their_case_and_spacing() -> None:
    cues = count_cues(QUOTES).set_index("cue")
    assert cues["quotes"].to_dict() == {"said": 3, "according to": 1, "(no cue)": 1}
    assert cues.loc["said", "speakers"] == 2
    assert cues.loc["said", "share"] == pytest.approx(0.6)
    nobodys = QUOTES.assign(speaker=["Ann Lee", "", "", "", ""], cue="said")
    assert count_cues(nobodys).loc[0, "speakers"] == 1
    marked = QUOTES.assign(cue=["said:", "said", ":", "added —", "said,"])
    assert count_cues(marked).set_index("cue")["quotes"].to_dict() == {"said": 3, "(no cue)": 1, "added": 1}


def test_a_quote_stands_where_its_first_span_begins() -> None:
    positions = quote_positions(QUOTES, ARTICLES).set_index("quote")
    assert positions.loc["q1", ["start", "end"]].tolist() == [10, 50]
    assert positions.loc["q1", "position"] == pytest.approx(0.1)
    assert positions["position"].between(0, 1).all()
    told = with_positions(QUOTES[::-1], ARTICLES).set_index("quote")["position"]
    assert told.to_dict() == positions["position"].to_dict()


def test_the_headline_numbers_are_those_of_the_tables() -> None:
    articles = ARTICLES.copy()
    quotes = QUOTES.copy()
    quotes.attrs["uncounted"] = {"thought": 4}
    german = {"article": "d", "text": "Der Hafen schließt.", "language": "de", "boilerplate": [[0, 19]]}
    articles = pd.concat([articles, pd.DataFrame([german])], ignore_index=True)
    articles.attrs["problems"] = [
        {"path": "x.json", "stage": "read", "reason": "broken"},
        {"path": "hafen.txt", "stage": "language", "reason": "is not in English (de)"},
    ]
    numbers = headline_numbers(articles, quotes).set_index("measure")["value"]
    assert numbers["statements of thought, not counted"] == "4"
    assert numbers["articles read"] == "4"
    assert numbers["of these, copies of another"] == "1"
    assert numbers["left out, since they could not be read"] == "1"
    assert numbers["of these, set aside, since they are not in English"] == "1"
    assert numbers["outlets"] == "1"
    assert numbers["published"] == "2024-01-01 to 2024-02-01"
    assert numbers["words read, without the copies"] == "100"
    assert numbers["share of the words that are quotes"] == "9%"
    assert numbers["of 100 of these quotes, wrong in their words or source by their own confidence"] == "about 30"
    assert numbers["voices"] == "2"
    assert numbers["quotes whose speaker is not known"] == "1"
    assert numbers["quotes corrected by hand"] == "1"


def test_quotes_of_nobody_whom_the_article_names_are_not_called_the_authors() -> None:
    quotes = QUOTES.assign(kind=["author", "person", "author", "person", "unnamed"])
    kinds = share_of_voice(quotes, by="kind").set_index("kind")["quotes"].to_dict()
    assert kinds == {"person": 2, "author": 1, "(no source named)": 1, "unnamed": 1}, "an author by name stays one"
    assert quotes["kind"].tolist().count("author") == 2, "the column is as it was"


def test_two_officials_without_a_name_are_two_voices() -> None:
    quotes = QUOTES.assign(speaker="senior official", kind="unnamed")
    assert share_of_voice(quotes, ARTICLES)["speaker"].tolist() == [
        "senior official (a)",
        "senior official (b)",
    ]
    assert headline_numbers(ARTICLES, quotes).set_index("measure")["value"]["voices"] == "2"


def test_titles_name_one_article_each() -> None:
    articles = pd.DataFrame({"article": ["a", "b", "c"], "title": ["Flood", "Flood", ""]})
    titles = with_titles(pd.DataFrame({"article": ["c", "b", "a"]}), articles)["title"]
    assert titles.tolist() == ["c", "Flood (b)", "Flood (a)"]


def test_copies_are_left_out_of_the_words_and_told() -> None:
    numbers = headline_numbers(ARTICLES, QUOTES, once=ARTICLES.iloc[:1]).set_index("measure")["value"]
    assert numbers["articles read"] == "3"
    assert numbers["of these, copies of another"] == "2"
    assert numbers["words read, without the copies"] == "50"


def test_one_group_is_compared_with_general_english() -> None:
    text = "The dredger sank. The dredger was old. Nobody saw the dredger sink in the harbour."
    articles = pd.DataFrame({"article": ["a", "b"], "text": [text, "It rained all day."], "outlet": ["Post", ""]})
    one = telling_words(articles.head(1), by="outlet", min_n=2, names=False)
    assert one.attrs["against"].startswith("general English")
    assert "dredger" in set(one["word"])
    lemmas = telling_words(articles.head(1), by="outlet", min_n=2, names=False, unit="lemma", fold=False)
    assert lemmas.attrs["rules"]["unit"] == "form", "lemmas of general English are not known"
    assert lemmas["word"].tolist() == one["word"].tolist()
    with pytest.raises(ValueError, match="there is no group 'Past'"):
        telling_words(articles.head(1), by="outlet", group="Past", names=False)
    two = telling_words(articles, by="outlet", min_n=1, names=False)
    assert two.attrs["against"] == "the rest"
    assert (two["log_ratio"] > 0).all()
    copied = pd.DataFrame({"article": ["a", "b"], "text": [text * 3] * 2, "outlet": ["Post", "Echo"]})
    assert telling_words(copied, by="outlet", names=False).attrs["against"].startswith("general English")


def test_articles_that_are_a_text_alone_are_enough_to_count_voices():
    articles = pd.DataFrame({"article": ["a"], "text": ["“Rain fell,” Bo Oren said."]})
    shares = share_of_voice(extract_quotes(articles, progress=False), articles)
    assert shares["speaker"].tolist() == ["Bo Oren"]
    assert {"outlets", "first", "last"}.isdisjoint(shares.columns)
