"""Quotes, speakers and articles are means over sentences, each scored within its own stretch of text."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.reading import read
from analysis.tone import TONE_COLUMNS, score_sentences, score_tone


def drivers_lead_back(table, articles):
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    for row in table.itertuples():
        assert 0 <= row.start <= row.end <= len(texts[row.article])
        for driver in row.drivers:
            assert driver["text"] == texts[row.article][driver["start"] : driver["end"]]
            assert driver["text"]


def test_a_quote_does_not_inherit_a_negation_outside_it(reading_of, quotes_of):
    articles, reading = reading_of("He did not say “good news” to anyone.")
    quotes = quotes_of(articles, (0, "Ann Lee", "“good news”"))
    quoted = score_tone(articles, unit="quote", quotes=quotes, reading=reading)
    sentence = score_tone(articles, unit="sentence", reading=reading)
    assert quoted["score"].iat[0] > 0
    assert sentence["score"].iat[0] < 0
    assert quoted["drivers"].iat[0][0]["text"] == "good"


def test_a_quote_keeps_the_negation_inside_it(reading_of, quotes_of):
    articles, reading = reading_of("A great day, but she said it was “not a good day” at all.")
    quotes = quotes_of(articles, (0, "Ann Lee", "“not a good day”"))
    row = score_tone(articles, unit="quote", quotes=quotes, reading=reading).iloc[0]
    assert row.score < 0
    assert [driver["text"] for driver in row.drivers] == ["not a good"]


def test_an_interrupted_quote_is_one_row_over_its_parts(reading_of, quotes_of):
    text = "“It is awful,” the angry man said. “It is not,” he wept, “good.”"
    articles, reading = reading_of(text)
    quotes = quotes_of(articles, (0, "Ann Lee", ["“It is awful,”", "“It is not,”", "“good.”"]))
    table = score_tone(articles, unit="quote", quotes=quotes, reading=reading)
    assert len(table) == 1
    words = sorted(driver["text"] for driver in table["drivers"].iat[0])
    assert words == ["awful", "good"]  # "angry" and "wept" are not the speaker's
    assert all(driver["weight"] < 0 for driver in table["drivers"].iat[0])
    assert (table["n"].iat[0], table["start"].iat[0], table["end"].iat[0]) == (2, 0, len(text))


def test_every_quote_has_its_row_in_the_order_given(reading_of, quotes_of):
    articles, reading = reading_of("She said “the zorb”. He said “great work”.")
    quotes = quotes_of(articles, (0, "B", "“great work”"), (0, "A", "“the zorb”", "mixed"))
    quotes.loc[2] = {"article": "a0", "quote": "q2", "type": "direct", "speaker": "", "spans": [], "text": ""}
    table = score_tone(articles, unit="quote", quotes=quotes, reading=reading)
    assert table["quote"].tolist() == ["q0", "q1", "q2"]
    assert table["type"].tolist() == ["direct", "mixed", "direct"]
    assert table["label"].tolist() == ["positive", "unknown", "unknown"]
    assert table["n"].tolist() == [1, 1, 0]


def test_a_speaker_is_a_mean_over_the_sentences_not_over_the_quotes(reading_of, quotes_of):
    text = "“It is good. It is good.” “It is bad.” “Awful,” said nobody."
    articles, reading = reading_of(text)
    quotes = quotes_of(
        articles,
        (0, "Ann Lee", "“It is good. It is good.”"),
        (0, "Ann Lee", "“It is bad.”"),
        (0, "", "“Awful,”"),
    )
    table = score_tone(articles, unit="speaker", quotes=quotes, reading=reading)
    single = score_tone(articles, unit="sentence", reading=reading)["score"]
    assert table["speaker"].tolist() == ["Ann Lee"]
    assert table["score"].iat[0] == pytest.approx((2 * single[0] + single[2]) / 3)
    assert table["n"].iat[0] == 3


def test_an_article_is_the_mean_of_its_sentences_and_does_not_saturate(reading_of):
    articles, reading = reading_of("This is good. " * 200, "This is good.")
    table = score_tone(articles, unit="article", reading=reading)
    assert table["score"].iat[0] == pytest.approx(table["score"].iat[1])
    assert table["n"].tolist() == [200, 1]


@pytest.mark.parametrize("added", ["The zorb met on Tuesday.", "It was fine."])
@pytest.mark.parametrize("text", ["This is awful. That is sad.", "This is great. That is a success."])
def test_adding_a_neutral_sentence_does_not_flip_an_article(reading_of, added, text):
    articles, reading = reading_of(text, f"{text} {added}")
    first, second = score_tone(articles, unit="article", reading=reading)["label"]
    assert first == second
    alone, other = reading_of(added)
    assert score_tone(alone, unit="article", reading=other)["label"].iat[0] in ("neutral", "unknown")


def test_sentences_without_words_of_tone_lower_the_coverage_only(reading_of):
    articles, reading = reading_of("It is awful. The zorb met. The zorb sat. The zorb left.")
    row = score_tone(articles, unit="article", reading=reading).iloc[0]
    assert (row.n, row.coverage) == (4, 0.25)
    assert row.score == pytest.approx(score_tone(articles, reading=reading)["score"].iat[0])


def test_boilerplate_is_left_out(reading_of):
    end = "Please love our wonderful newsletter."
    articles, reading = reading_of(f"The flood was awful. {end}", boilerplate=[(0, end)])
    assert len(score_tone(articles, reading=reading)) == 1
    row = score_tone(articles, unit="article", reading=reading).iloc[0]
    assert [driver["text"] for driver in row.drivers] == ["awful"]


def test_no_interval_below_five_sentences_of_known_tone(reading_of):
    four = "It is good. It is bad. It is awful. It is great."
    articles, reading = reading_of(four, f"{four} The zorb met.", f"{four} It is nice.")
    table = score_tone(articles, unit="article", reading=reading)
    assert table["low"].isna().tolist() == table["high"].isna().tolist() == [True, True, False]
    assert table["low"].iat[2] < table["score"].iat[2] < table["high"].iat[2]


@pytest.mark.parametrize("unit", ["sentence", "quote", "speaker", "article"])
def test_every_unit_has_the_columns_of_the_tone_table_even_when_there_is_nothing(reading_of, quotes_of, unit):
    for texts in ([], [""], ["It is good."]):
        articles, reading = reading_of(*texts)
        table = score_tone(articles, unit=unit, quotes=quotes_of(articles), reading=reading)
        assert list(table.columns)[: len(TONE_COLUMNS)] == list(TONE_COLUMNS)
        assert (table["unit"] == unit).all()


def test_an_empty_article_is_unknown(reading_of):
    articles, reading = reading_of("", "It is good.")
    table = score_tone(articles, unit="article", reading=reading)
    assert table["label"].tolist() == ["unknown", "positive"]
    assert table["drivers"].iat[0] == []


def test_quotes_are_asked_for_where_they_are_needed(reading_of):
    articles, reading = reading_of("It is good.")
    with pytest.raises(ValueError, match="quotes"):
        score_tone(articles, unit="speaker", reading=reading)
    with pytest.raises(ValueError, match="paragraph"):
        score_tone(articles, unit="paragraph", reading=reading)


def test_the_voices_share_out_the_words_of_a_sentence(reading_of, quotes_of):
    articles, reading = reading_of("The awful mayor said “this is a great success” and left in anger.")
    quotes = quotes_of(articles, (0, "Ann Lee", "“this is a great success”"))
    rows = score_sentences(articles, quotes=quotes, reading=reading).set_index("voice")
    assert sorted(d["text"] for d in rows.loc["quoted", "drivers"]) == ["great", "success"]
    assert sorted(d["text"] for d in rows.loc["reporter", "drivers"]) == ["anger", "awful"]


def test_only_the_articles_given_are_scored(reading_of):
    articles, reading = reading_of("It is good.", "It is bad.", "It is awful.")
    table = score_tone(articles.iloc[[2, 0]], unit="article", reading=reading)
    assert table["article"].tolist() == ["a2", "a0"]
    assert table["label"].tolist() == ["negative", "positive"]


def test_the_same_input_gives_the_same_table(reading_of):
    articles, reading = reading_of("It is good. It is bad. It is awful. It is great. It is nice. Not bad.")
    first = score_tone(articles, unit="article", reading=reading)
    pd.testing.assert_frame_equal(first, score_tone(articles, unit="article", reading=reading))


HOSTILE = [
    "", " ", "\n\n", "a", "“", "“”“”""''", "not", "not not not", "no", "but", "\x00bad\x00", "n't", "'s good",
    "سيئ جدا not good", "👍👎 good 🎉bad", "good-bad-", "-good", "--- --- good", "e\u0301vil good", "GOOD!!!",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_scored_within_its_bounds(text):
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    reading = read(articles, cache=False)
    quotes = pd.DataFrame(
        {"article": ["a"], "quote": ["q"], "type": ["direct"], "speaker": ["S"], "spans": [[[0, len(text)]]]}
    )
    for unit in ("sentence", "quote", "speaker", "article"):
        table = score_tone(articles, unit=unit, quotes=quotes, reading=reading)
        drivers_lead_back(table, articles)
        assert table["score"].dropna().between(-1, 1).all()


WORDS = st.sampled_from(
    [
        "good",
        "bad",
        "not",
        "n't",
        "no",
        "very",
        "but",
        "kind",
        "of",
        "-",
        "—",
        "“",
        "”",
        "the",
        "'s",
        "awful",
        ";",
        "\n",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=20), st.integers(0, 60), st.integers(0, 60))
def test_drivers_lead_back_and_sum_to_the_score_for_any_text(reading_of, words, start, length):
    text = " ".join(words)
    articles, reading = reading_of(text)
    start = min(start, len(text))
    spans = [[start, min(start + length, len(text))]]
    quotes = pd.DataFrame({"article": ["a0"], "quote": ["q"], "type": ["direct"], "speaker": ["S"], "spans": [spans]})
    for unit in ("sentence", "quote", "article"):
        table = score_tone(articles, unit=unit, quotes=quotes, reading=reading)
        drivers_lead_back(table, articles)
        for row in table.itertuples():
            assert np.isnan(row.score) == (not row.drivers)
            if row.drivers:
                assert sum(d["weight"] for d in row.drivers) == pytest.approx(row.score)
    inside = score_tone(articles, unit="quote", quotes=quotes, reading=reading)["drivers"].iat[0]
    assert all(spans[0][0] <= d["start"] and d["end"] <= spans[0][1] for d in inside)
