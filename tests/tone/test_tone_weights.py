"""Each word of tone counts once, with its negation and its intensifiers, and within its own stretch."""

import math
from itertools import pairwise

import numpy as np
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.tone import Lexicon, score_sentences, score_tone, vader_lexicon

VALENCES = vader_lexicon().valences


def normalised(total):
    return total / math.sqrt(total**2 + 15)


@pytest.fixture
def score(reading_of):
    def scored(text, **options):
        lexicon = options.pop("lexicon", None)
        articles, reading = reading_of(text, **options)
        table = score_tone(articles, reading=reading, lexicon=lexicon)
        assert len(table) == 1
        return table.iloc[0]

    return scored


def test_a_word_scores_its_valence_normalised(score):
    assert score("We win").score == pytest.approx(normalised(VALENCES["win"]))


@pytest.mark.parametrize("text", ["We did not win", "We didn't win", "We didn’t win", "We cannot win", "We can't win"])
def test_a_negation_is_counted_once(score, text):
    row = score(text)
    assert row.score == pytest.approx(normalised(-0.74 * VALENCES["win"]))
    assert len(row.drivers) == 1


def test_two_negations_turn_the_tone_back_and_dampen_it_once(score):
    assert score("They were never without success").score == pytest.approx(normalised(0.74 * VALENCES["success"]))


def test_no_negates_and_is_no_word_of_tone_besides(score):
    row = score("We saw no progress")
    assert row.score == pytest.approx(normalised(-0.74 * VALENCES["progress"]))
    assert [driver["text"] for driver in row.drivers] == ["no progress"]


def test_a_negation_reaches_three_words_and_no_further(score):
    assert score("It is not a very good plan").score < 0
    assert score("It is not that we had any good plan").score > 0


@pytest.mark.parametrize("text", ["They did not wait: good news", "They did not wait — good news", "Not now but good"])
def test_a_negation_ends_with_its_clause(score, text):
    assert score(text).score > 0


def test_not_only_negates_nothing(score):
    assert score("It is not only good").score == score("It is good").score


def test_an_intensifier_strengthens_once_and_by_distance(score):
    assert score("a very good plan").score == pytest.approx(normalised(VALENCES["good"] + 0.293))
    assert score("a very new good plan").score == pytest.approx(normalised(VALENCES["good"] + 0.293 * 0.95))
    assert score("a very bad plan").score == pytest.approx(normalised(VALENCES["bad"] - 0.293))


def test_an_intensifier_of_two_words_weakens(score):
    assert score("a kind of success").score == pytest.approx(normalised(VALENCES["success"] - 0.293))


def test_after_but_words_count_more_each_by_its_own_place(score):
    expected = 0.5 * VALENCES["good"] + 1.5 * VALENCES["good"]
    assert score("a good start but a good end").score == pytest.approx(normalised(expected))


def test_a_word_in_a_name_has_no_tone(score):
    assert score("The Justice Department met", names=[(0, "Justice Department", "ORG")]).label == "unknown"
    assert score("They want justice", names=[]).score > 0


def test_a_function_word_has_no_tone(score):
    assert score("It looks like rain", pos={"like": "ADP"}).label == "unknown"
    assert score("They like rain", pos={"like": "VERB"}).score > 0


def test_a_hyphenated_word_is_one_word(score):
    assert score("an anti-war march").label == "unknown"
    assert score("a short-sighted plan").score == pytest.approx(normalised(VALENCES["short-sighted"]))


def test_a_possessive_does_not_hide_a_word(score):
    row = score("The disaster's price")
    assert row.score == pytest.approx(normalised(VALENCES["disaster"]))
    assert row.drivers[0]["text"] == "disaster"


def test_a_negated_phrase_of_the_lexicon_is_not_negated_again(score):
    vader = vader_lexicon()
    lexicon = Lexicon("phrases", {"win": 2.0, "not win": -1.0, "los*": -2.0}, vader.negations, vader.boosters, "")
    row = score("We did not win", lexicon=lexicon)
    assert row.score == pytest.approx(normalised(-1.0))
    assert [driver["text"] for driver in row.drivers] == ["not win"]
    assert score("They are losing", lexicon=lexicon).score == pytest.approx(normalised(-2.0))
    assert score("They will never not win", lexicon=lexicon).score == pytest.approx(normalised(0.74))


def test_words_outside_the_lexicon_are_unknown_not_neutral(score):
    row = score("The zorblat frimmed a quindle")
    assert row.label == "unknown"
    assert np.isnan(row.score)
    assert (row.n, row.coverage, row.drivers) == (1, 0.0, [])


def test_words_that_cancel_out_are_neutral_not_unknown(score):
    lexicon = Lexicon("two", {"up": 1.0, "down": -1.0}, frozenset(), {}, "")
    row = score("up and down", lexicon=lexicon)
    assert (row.score, row.label) == (0.0, "neutral")


@pytest.mark.parametrize(
    "text", ["We did not win a very good prize, sadly, but it is great", "No good, no bad — awful"]
)
def test_the_drivers_sum_to_the_score_and_lead_back_to_the_text(score, text):
    row = score(text)
    assert sum(driver["weight"] for driver in row.drivers) == pytest.approx(row.score)
    for driver in row.drivers:
        assert driver["text"] == text[driver["start"] : driver["end"]]
    strengths = [abs(driver["weight"]) for driver in row.drivers]
    assert strengths == sorted(strengths, reverse=True)


def test_the_stretches_of_drivers_do_not_overlap(score):
    spans = sorted((d["start"], d["end"]) for d in score("It was not good or great or nice").drivers)
    assert len(spans) == 3
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "The senator praised the brave rescuers",
        "The plan was a terrible failure",
        "It is not a good idea",
        "He was extremely happy with the results",
        "The talks were a good start but the end was a disaster",
        "They never supported the attack",
        "A slightly worse outcome was feared",
        "The committee met on Tuesday",
    ],
)
def test_plain_sentences_score_as_with_vader(score, text):
    row = score(text)
    assert np.nan_to_num(row.score) == pytest.approx(
        SentimentIntensityAnalyzer().polarity_scores(text)["compound"], abs=2e-4
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("GREAT news for the town", "capital letters"),
        ("great news for the town!!!", "exclamation marks"),
        ("the plan is not only good", "not only"),
        ("we win if not never", "nothing"),
    ],
)
def test_the_differences_from_vader_are_those_that_are_documented(score, text, why):
    ours, theirs = score(text).score, SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
    assert (abs(ours - theirs) > 0.02) == (why != "nothing")


def test_what_stands_between_sentences_does_not_modify(reading_of):
    articles, reading = reading_of("They did not. Good news came.")
    assert score_sentences(articles, reading=reading)["label"].tolist() == ["unknown", "positive"]
