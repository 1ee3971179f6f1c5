"""Mentions are found as they are written, whole words only, surnames with the full name they belong to."""

import pandas as pd
import pytest

from analysis.reading import read
from analysis.tone.mentions import given_mentions, named_mentions, noun_mentions

TEXT = "“The U.S. policy is bad. We like Oslo,” Lee said. “Bad,” Washington envoy Kim said, “for us.”"


def found(articles, targets):
    text = articles["text"].iloc[0]
    return [(target, text[start:end]) for _, start, end, target in given_mentions(articles, targets)]


def test_a_target_goes_by_its_other_names_and_case_matters_where_it_has_capitals():
    articles = pd.DataFrame({"article": ["a"], "text": [TEXT]})
    targets = {"United States": ["U.S.", "US", "Washington"], "oslo": []}
    assert found(articles, targets) == [("United States", "U.S."), ("United States", "Washington"), ("oslo", "Oslo")]
    with pytest.raises(ValueError, match="empty"):
        found(articles, [" "])


def test_a_surname_stands_for_the_full_name_in_the_same_article(reading_of):
    text = "Ann Lee came. “Lee is wonderful,” Bo said of the Corps."
    _, reading = reading_of(text, names=[(0, "Ann Lee", "PERSON"), (0, "the Corps", "ORG"), (0, "Lee is", "PERSON")])
    names = reading.names.assign(text=["Ann Lee", "the Corps", "Lee"])
    reading = type(reading)(reading.tokens, reading.sentences, names, reading.quotations)
    assert [target for *_, target in named_mentions(reading)] == ["Ann Lee", "Corps", "Ann Lee"]


def test_an_adjective_of_a_people_party_or_faith_is_no_target_and_the_people_are():
    text = (
        "The American people trust Republican nominee Ellen Marsh. Muslim and Jewish leaders praised the French. "
        "Americans and the Republicans disagreed. Democrat Bob Hale is Swedish.\n"
    )
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    reading = read(articles, cache=False, progress=False)
    assert {"American", "Republican", "Muslim", "Jewish", "Democrat", "Swedish"} <= set(reading.names["text"])
    targets = [target for *_, target in named_mentions(reading)]
    assert targets == ["Ellen Marsh", "French", "Americans", "Republicans", "Bob Hale"]
    assert found(articles, ["American", "Swedish"]) == [("American", "American"), ("Swedish", "Swedish")]


def test_the_nouns_that_most_quotes_speak_of_are_mentions_wherever_they_stand(reading_of, quotes_of):
    text = "The talks failed. “The talks were bad,” Lee said. “Talks, and a lake,” Bo said."
    articles, reading = reading_of(text)
    tokens = reading.tokens.assign(pos=["NOUN" if w in ("talks", "lake") else "X" for w in reading.tokens["norm"]])
    tokens = tokens.assign(lemma=tokens["norm"].replace("talks", "talk"))
    reading = type(reading)(tokens, reading.sentences, reading.names, reading.quotations)
    quotes = quotes_of(articles, (0, "Lee", "“The talks were bad,”"), (0, "Bo", "“Talks, and a lake,”"))
    rows = list(noun_mentions(reading, quotes, top=5))
    assert [target for *_, target in rows] == ["talks"] * 3
    assert [text[start:end].lower() for _, start, end, _ in rows] == ["talks"] * 3


def test_nouns_of_time_and_number_are_no_targets(reading_of, quotes_of):
    text = "“Two years of talks,” Lee said. “People talk for years,” Bo said. “The talks took years,” Di said."
    articles, reading = reading_of(text)
    nouns = {"years": "year", "people": "people", "talks": "talk"}
    tokens = reading.tokens.assign(pos=["NOUN" if w in nouns else "X" for w in reading.tokens["norm"]])
    tokens = tokens.assign(lemma=tokens["norm"].replace(nouns))
    reading = type(reading)(tokens, reading.sentences, reading.names, reading.quotations)
    said = ("“Two years of talks,”", "“People talk for years,”", "“The talks took years,”")
    quotes = quotes_of(articles, *((0, who, words) for who, words in zip(("Lee", "Bo", "Di"), said, strict=True)))
    assert {target for *_, target in noun_mentions(reading, quotes, top=5)} == {"talks"}
