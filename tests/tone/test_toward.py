"""The tone toward a target: which mention, in whose mouth, by which words."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.reading import read
from analysis.scale import for_each_text
from analysis.tone import (
    TARGET_COLUMNS,
    disagreements,
    explain_targets,
    score_sentences,
    score_targets,
    stance_matrix,
    telling_mentions,
    toward,
)
from analysis.tone.target_model import LABELS, load_model, name_label, read_sentence

TEXT = (
    "Ana Lind praised the brilliant harbour pilots. Peter Oren attacked Lind as a corrupt and incompetent minister. "
    "“The harbour pilots are heroes,” said Lind on Monday.\n"
)


@pytest.fixture(scope="module")
def articles():
    return pd.DataFrame({"article": ["a"], "text": [TEXT]})


@pytest.fixture(scope="module")
def quotes():
    start = TEXT.index("“The")
    spans = [[start, TEXT.index(" said Lind")]]
    return pd.DataFrame(
        {
            "article": ["a"], "quote": ["q1"], "type": ["direct"], "spans": [spans], "source": ["Lind"],
            "speaker": ["Ana Lind"], "kind": ["person"], "affiliation": ["Left"],
        }
    )  # fmt: skip


def label_of(sentence, target):
    start = sentence.index(target)
    return name_label(read_sentence(sentence, [(start, start + len(target))])[0][0])


def test_praise_and_attack_are_told_apart_by_target():
    assert label_of("Ana Lind was praised as a brilliant and honest minister.", "Ana Lind") == "positive"
    assert label_of("Ana Lind was attacked as a corrupt and incompetent minister.", "Ana Lind") == "negative"
    assert label_of("Ana Lind arrived in Brenholt on Monday.", "Ana Lind") == "neutral"


@pytest.mark.parametrize(("first", "second"), [("Oren", "Lind"), ("Trump", "Clinton"), ("The mayor", "the senator")])
def test_swapping_the_names_swaps_the_tones(first, second):
    def scores(one, other):
        sentence = f"{one} was hailed as a hero, while {other} was condemned as a liar and a crook."
        spans = [(sentence.index(name), sentence.index(name) + len(name)) for name in (one, other)]
        return [p[2] - p[0] for p, _ in read_sentence(sentence, spans)]

    for one, other in ((first, second), (second, first)):
        hailed, condemned = scores(one, other)
        assert hailed > 0.3
        assert condemned < -0.3


def test_the_tone_goes_by_the_part_that_a_name_plays_and_not_by_the_name():
    def scores(praiser, rival_of):
        sentence = f"{praiser} praised {rival_of}’s rival for a brilliant speech."
        spans = [(sentence.index(name), sentence.index(name) + len(name)) for name in (praiser, rival_of)]
        return [p[2] - p[0] for p, _ in read_sentence(sentence, spans)]

    for one, other in (("Oren", "Lind"), ("Trump", "Clinton"), ("Moscow", "Kyiv")):
        assert scores(one, other) == pytest.approx(scores(other, one), abs=0.35)


def test_each_mention_is_a_row_with_its_sentence_and_its_offsets(articles, quotes):
    rows = score_targets(articles, targets=["pilots", "Lind"], quotes=quotes, cache=False)
    assert tuple(rows.columns) == TARGET_COLUMNS
    assert [TEXT[s:e] for s, e in zip(rows["mention_start"], rows["mention_end"], strict=True)] == [
        "Lind", "pilots", "Lind", "pilots", "Lind",
    ]  # fmt: skip
    assert rows[list(LABELS)].sum(axis=1).tolist() == pytest.approx([1] * 5, abs=1e-4)
    assert (rows["score"] - (rows["positive"] - rows["negative"])).abs().max() < 1e-9


def test_a_mention_in_a_quote_is_in_its_speakers_mouth(articles, quotes):
    rows = score_targets(articles, targets=["pilots"], quotes=quotes, cache=False)
    assert rows["speaker"].tolist() == ["", "Ana Lind"]
    assert rows["quote"].tolist() == ["", "q1"]


def test_names_are_targets_by_themselves_and_sources_go_by_the_speakers_name(articles, quotes):
    rows = score_targets(articles, quotes=quotes, reading=read(articles, cache=False), cache=False)
    assert {"Ana Lind", "Peter Oren"} <= set(rows["target"])
    assert "Lind" not in set(rows["target"])


def test_a_given_surname_of_several_people_says_whose_each_mention_is_and_warns():
    texts = [
        "They praised Ellen Marsh on Monday. Voters like Marsh.\n",
        "He met Tom Marsh and walked along the marsh. Ellen Marsh’s plan failed.\n",
    ]
    articles = pd.DataFrame({"article": ["a", "b"], "text": texts})
    with pytest.warns(UserWarning, match=r"'Marsh' is the name of several .*: Ellen Marsh \(3\), Tom Marsh \(1\);"):
        rows = score_targets(articles, targets=["Marsh"], cache=False)
    assert rows["target"].tolist() == ["Marsh"] * 4
    assert rows["named"].tolist() == ["Ellen Marsh", "Ellen Marsh", "Tom Marsh", "Ellen Marsh"]


def test_a_target_given_by_its_full_name_has_the_mentions_by_the_surname_that_are_this_persons(recwarn):
    texts = [
        "They praised Ellen R. Marsh on Monday. Voters like Marsh, and Ms. Marsh’s plan. He met Ellen R. Marsh.\n",
        "He met Tom Marsh and walked along the marsh. Ellen Marsh’s plan failed. They praised Marsh.\n",
        "Ellen Marsh came, and they praised Marsh. The Marsh House was full.\n",
    ]
    articles = pd.DataFrame({"article": ["a", "b", "c"], "text": texts})
    rows = score_targets(articles, targets=["Ellen Marsh", "Tom Marsh"], cache=False)
    texts = dict(zip(articles["article"], texts, strict=True))
    places = zip(rows["target"], rows["article"], rows["mention_start"], rows["mention_end"], strict=True)
    told = [(target, article, texts[article][start:end]) for target, article, start, end in places]
    ellen = "Ellen Marsh"
    assert told == [
        (ellen, "a", "Ellen R. Marsh"), (ellen, "a", "Marsh"), (ellen, "a", "Marsh"), (ellen, "a", "Ellen R. Marsh"),
        ("Tom Marsh", "b", "Tom Marsh"), (ellen, "b", "Ellen Marsh"),
        (ellen, "c", "Ellen Marsh"), (ellen, "c", "Marsh"),
    ]  # fmt: skip
    assert not recwarn.list, "each of them was asked for by the full name"


def test_a_surname_in_capitals_is_borne_by_those_whom_other_articles_name():
    text = "ELLEN MARSH LEFT AND TOM MARSH STAYED"
    frame = pd.DataFrame({"article": "a", "mention_start": [6, 25], "named": ["Ellen Marsh", "TOM MARSH"]})
    with pytest.warns(UserWarning, match=r"'MARSH' is the name of several .*: Ellen Marsh \(1\), TOM MARSH \(1\);"):
        toward._warn_of_namesakes(frame.assign(mention_end=frame["mention_start"] + 5), {"a": text})


def test_of_one_persons_surname_and_of_words_there_is_no_warning(recwarn):
    text = "They praised Ellen Marsh on Monday. Voters like Marsh.\n"
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    rows = score_targets(articles, targets=["Marsh", "Voters"], cache=False)
    assert rows["target"].tolist() == ["Marsh", "Voters", "Marsh"]
    assert rows["named"].tolist() == ["Ellen Marsh", "", "Ellen Marsh"]
    assert not recwarn.list


def test_drivers_are_words_of_the_sentence_with_their_places(articles):
    rows = score_targets(articles, targets=["Lind"], cache=False)
    told = explain_targets(rows[rows["label"] == "negative"], articles, cache=False)
    drivers = told["drivers"].iloc[0]
    assert all(TEXT[d["start"] : d["end"]] == d["text"] for d in drivers)
    against = [d["weight"] for d in drivers[:4] if d["text"] in ("attacked", "corrupt", "incompetent")]
    assert against
    assert max(against) < 0
    assert [abs(d["weight"]) for d in drivers] == sorted((abs(d["weight"]) for d in drivers), reverse=True)


def test_the_matrix_sets_speakers_or_sides_against_targets(articles, quotes):
    rows = score_targets(articles, targets=["pilots"], quotes=quotes, cache=False)
    matrix = stance_matrix(rows, quotes, by="affiliation")
    assert matrix[["who", "target", "n"]].to_numpy().tolist() == [["Left", "pilots", 1]]
    assert matrix["low"].isna().all(), "one mention has no interval"
    with pytest.raises(ValueError, match="no column 'party'"):
        stance_matrix(rows, quotes, by="party")


def test_telling_mentions_are_those_with_a_tone_strongest_first(articles):
    rows = score_targets(articles, targets=["Lind", "pilots"], cache=False)
    told = telling_mentions(rows, articles, top=1)
    assert set(told["label"]) <= {"negative", "positive"}
    assert not told.duplicated("label").any()
    assert all(TEXT[s:e] == text for s, e, text in zip(told["start"], told["end"], told["text"], strict=True))


def test_where_words_and_target_point_apart_is_shown():
    text = "Ana Lind, a brave and honest doctor, was cruelly attacked, tortured and killed by criminals on Monday.\n"
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    sentences = score_sentences(articles)
    assert sentences["label"].tolist() == ["negative"]
    scored = score_targets(articles, targets=["Ana Lind"], cache=False).assign(label="positive", score=0.8)
    assert disagreements(scored, sentences, articles)["text"].tolist() == [text.strip()]
    assert disagreements(scored.assign(label="negative"), sentences, articles).empty


def test_texts_without_a_target_give_an_empty_table_with_all_columns_and_say_so():
    empty = pd.DataFrame({"article": ["a", "b"], "text": ["", "It rained."]})
    with pytest.warns(UserWarning, match="no article names 'Lind' or 'Oren': look at the spelling"):
        rows = score_targets(empty, targets=["Lind", "rained", "Oren"], cache=False)
    assert rows["target"].tolist() == ["rained"]
    with pytest.warns(UserWarning, match="no article names 'Lind'"):
        rows = score_targets(empty, targets=["Lind"], cache=False)
    assert tuple(rows.columns) == TARGET_COLUMNS
    assert rows.empty


def test_a_tone_that_is_not_likelier_than_the_others_together_is_unclear():
    assert name_label(np.array([0.4, 0.3, 0.3])) == "unclear"
    assert name_label(np.array([0.1, 0.2, 0.7])) == "positive"


def test_a_long_text_is_read_by_several_workers_with_the_same_result(monkeypatch):
    articles = pd.DataFrame({"article": ["a"], "text": [TEXT * 3]})
    whole = score_targets(articles, targets=["Lind"], cache=False)
    given = []

    def noted(function, questions, **work):
        assert work["unit"] == "part", "a progress bar that called them articles would promise too many"
        given.extend(questions)
        return for_each_text(function, questions, **work)

    monkeypatch.setattr(toward, "_PART", 4)
    monkeypatch.setattr(toward, "for_each_text", noted)
    pd.testing.assert_frame_equal(score_targets(articles, targets=["Lind"], cache=False), whole)
    assert [len(json.loads(question)) for question in given] == [4, 4, 1]


def test_results_do_not_depend_on_what_else_is_read(articles):
    sentence = TEXT.split(". ")[1]
    alone = read_sentence(sentence, [(0, 10)])[0][0]
    both = read_sentence(sentence, [(20, 24), (0, 10)])[1][0]
    assert alone.tolist() == both.tolist()
    assert load_model().version
