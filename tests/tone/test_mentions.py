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


@pytest.mark.parametrize("targets", ["Lee", {"United States": "US"}])
def test_a_text_where_a_list_is_asked_for_is_not_taken_letter_by_letter(targets):
    with pytest.raises(ValueError, match=r"is one text; give a list, such as \['(Lee|US)'\]"):
        found(pd.DataFrame({"article": ["a"], "text": [TEXT]}), targets)


def test_a_surname_stands_for_the_full_name_in_the_same_article(reading_of):
    text = "Ann Lee came. “Lee is wonderful,” Bo said of the Corps."
    _, reading = reading_of(text, names=[(0, "Ann Lee", "PERSON"), (0, "the Corps", "ORG"), (0, "Lee is", "PERSON")])
    names = reading.names.assign(text=["Ann Lee", "the Corps", "Lee"])
    reading = type(reading)(reading.tokens, reading.sentences, names, reading.quotations)
    assert [target for *_, target in named_mentions(reading)] == ["Ann Lee", "Corps", "Ann Lee"]


def targets_of(reading_of, *articles, quotes=None, across=True):
    """The targets of each article, given as its names with their labels; its text is these names."""
    texts = ["met " + " and ".join(name for name, _ in names) + "." for names in articles]
    found = [(i, name, label) for i, names in enumerate(articles) for name, label in names]
    _, reading = reading_of(*texts, names=found)
    targets = [[] for _ in articles]
    for article, _, _, target in named_mentions(reading, quotes, across=across):
        targets[int(article[1:])].append(target)
    return targets


PERSON = "PERSON"


def test_middle_initials_and_capitals_make_no_other_target(reading_of):
    one, two = [("Ellen Marsh", PERSON), ("TULLA", "GPE")], [("Ellen J. Marsh", PERSON), ("Marsh", PERSON)]
    three = [("ELLEN MARSH", PERSON), ("Ellen Marsh", PERSON), ("Tulla", "GPE"), ("Tulla Bay", "GPE")]
    marsh = "Ellen Marsh"
    found = targets_of(reading_of, one, two, three)
    assert [target for targets in found for target in targets if target == marsh] == [marsh] * 5
    assert found[0][1] == found[2][2]
    assert targets_of(reading_of, one, two, three, across=False)[1] == ["Ellen J. Marsh"] * 2, "as its article has it"


def test_two_middle_initials_are_two_people(reading_of):
    found = targets_of(reading_of, [("John A. Marsh", PERSON)], [("John B. Marsh", PERSON)], [("John Marsh", PERSON)])
    assert found == [["John A. Marsh"], ["John B. Marsh"], ["John Marsh"]]


def test_a_surname_alone_is_the_one_person_whom_other_articles_name_in_full(reading_of):
    marsh, alone = [("Ellen Marsh", PERSON)], [("Marsh", PERSON), ("MARSH", PERSON)]
    assert targets_of(reading_of, marsh, alone) == [["Ellen Marsh"], ["Ellen Marsh"] * 2]
    assert targets_of(reading_of, marsh, alone, across=False)[1] == ["Marsh"] * 2
    assert targets_of(reading_of, marsh, [("Tom Marsh", PERSON)], alone)[2] == ["Marsh"] * 2, "of two persons"
    assert targets_of(reading_of, marsh, [("Marsh", "GPE")])[1] == ["Marsh"], "a place"
    both = [("Ellen Marsh", PERSON), ("Tom Marsh", PERSON), ("Marsh", PERSON)]
    assert targets_of(reading_of, marsh, both)[1][2] == "Marsh", "of two persons in its own article"


def test_a_word_before_a_name_at_the_start_of_a_sentence_is_no_other_person(reading_of):
    texts = ("He met Ellen Marsh.", "He met Marsh.", "Embattled Marsh left.")
    names = [(0, "Ellen Marsh", PERSON), (1, "Marsh", PERSON), (2, "Embattled Marsh", PERSON)]
    _, reading = reading_of(*texts, names=names)
    assert [target for *_, target in named_mentions(reading)] == ["Ellen Marsh", "Ellen Marsh", "Embattled Marsh"]


def test_a_target_is_called_as_the_speaker_is(reading_of, quotes_of):
    articles, _ = reading_of("“No,” Ellen J. Marsh said.")
    quotes = quotes_of(articles, (0, "Ellen J. Marsh", "“No,”")).assign(
        source="Ellen J. Marsh", kind="person", voice="Ellen J. Marsh"
    )
    named = [[("Ellen J. Marsh", PERSON)], [("Ellen Marsh", PERSON)], [("Ellen Marsh", PERSON)]]
    assert targets_of(reading_of, *named, quotes=quotes) == [["Ellen J. Marsh"]] * 3


def test_a_name_goes_by_the_speakers_name_of_a_list_however_the_article_writes_it(reading_of, quotes_of):
    articles, _ = reading_of("“No,” Ellen Marsh said.")
    quotes = quotes_of(articles, (0, "Mayor of Tulla", "“No,”")).assign(source="Ellen Marsh", kind="person")
    named = [("Ellen J. Marsh", PERSON), ("ELLEN J. MARSH", PERSON), ("Ellen Marsh", PERSON), ("Marsh", PERSON)]
    assert targets_of(reading_of, named, quotes=quotes) == [["Mayor of Tulla"] * 4]
    assert targets_of(reading_of, [("Tulla", "GPE")]) == [["Tulla"]], "of no person"


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
