"""The table of quotes, from texts to rows, with the shipped model."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import extract_quotes
from analysis.quotes import QUOTE_COLUMNS
from analysis.quotes.act import act_of
from analysis.quotes.quoted import quote_type

GOLD = Path(__file__).parents[2] / "data" / "gold" / "quotes.jsonl"
WIRE = (
    "“We will open the gates on Friday,” Elin Maarveld, the foreign minister, said in Brenholt. “Not a day later.”\n"
    "\n"
    "The Water Ministry said that farmers had been told in March.\n\n"
    "He called the plan “a gift to nobody.”\n"
)
HOSTILE = st.text(alphabet=st.sampled_from(list("ab “”\"'’`\n\r\0\u202eאב🙂.,")), max_size=200) | st.text(max_size=100)


def quotes_of(*texts, **options):
    frame = pd.DataFrame({"article": [str(i) for i in range(len(texts))], "text": list(texts)})
    return extract_quotes(frame, cache=False, progress=False, **options)


def test_an_interrupted_quote_is_one_row_with_its_speaker():
    row = quotes_of(WIRE).iloc[0]
    assert row["type"] == "direct"
    assert row["text"] == "“We will open the gates on Friday,” … “Not a day later.”"
    assert [WIRE[s:e] for s, e in row["spans"]] == row["text"].split(" … ")
    assert row["speaker"] == "Elin Maarveld"
    assert row["act"] == "speech"


def test_direct_mixed_and_indirect_are_told_apart():
    assert quotes_of(WIRE)["type"].tolist() == ["direct", "indirect", "mixed"]


def test_what_somebody_else_passes_on_is_a_quote_of_its_own():
    text = "“I could not go on,” said a ministry spokesman, according to the Herald newspaper. Nobody was surprised.\n"
    quotes = quotes_of(text)
    assert quotes["text"].tolist() == ["“I could not go on,”", "“I could not go on,” said a ministry spokesman"]
    assert quotes["source"].tolist() == ["a ministry spokesman", "the Herald newspaper"]


def test_what_follows_a_whole_quotation_without_marks_is_the_reporters():
    text = "“It was a good day,” Maarveld said, and soon the balloons were dropping and the crowd was on its feet.\n"
    assert quotes_of(text)["text"].tolist() == ["“It was a good day,”"]


def test_the_turns_of_a_transcript_are_direct_quotes_of_their_speakers():
    text = (
        "Ana Lind met Mia Falk of Radio North.\n\nFALK: Will it be built?\n\n"
        "LIND: As the Herald wrote, “it is needed.”\n\nFALK: When?\n"
    )
    quotes = quotes_of(text)
    assert quotes["speaker"].tolist() == ["Mia Falk", "Ana Lind", "Mia Falk"]
    assert quotes["type"].tolist() == ["direct"] * 3


def test_who_answers_in_an_interview_is_of_whom_its_introduction_tells() -> None:
    text = (
        "Goodbye to the lighthouse\n\nBy Mia Falk\n\nAna Lind has kept the light of Port Lammer for thirty years.\n\n"
        "Q: Why did you stay?\n\nA: My brother Jon Lind was the keeper, and Jon Lind was ill.\n\n"
        "Q: And now?\n\nA (laughs): I sleep.\n"
    )
    quotes = quotes_of(text)
    assert quotes["speaker"].tolist() == ["interviewer", "Ana Lind"] * 2
    assert quotes["kind"].tolist() == ["unnamed", "person"] * 2
    assert quotes["type"].tolist() == ["direct"] * 4
    nobody = "Goodbye\n\nQ: Why did you stay?\n\nA: For the pay.\n\nQ: And now?\n\nA: I sleep.\n"
    assert quotes_of(nobody)["speaker"].tolist() == ["interviewer", "interviewee"] * 2


def test_three_who_speak_together_are_all_named() -> None:
    text = "On Monday Senators Ellen Marsh (D-Ohio), Peter Karr and Maria Voss said that the bridge was unsafe.\n"
    row = quotes_of(text).iloc[0]
    assert (row["speaker"], row["kind"]) == ("Ellen Marsh, Peter Karr and Maria Voss", "group")


def test_a_quotation_after_an_abbreviated_owner_has_its_source():
    text = (
        "On Saturday the talks ended.\n"
        "The U.S.’ explanation that negotiators “brought creative ideas and had good discussions with their "
        "counterparts” came after the envoy had offered an entirely different take.\n"
    )
    row = quotes_of(text).iloc[0]
    assert (row["source"], row["cue"]) == ("The U.S.", "explanation")


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("“All of it,” she said.", [(0, 12)], "direct"),
        ("She said it was “all” of it.", [(9, 27)], "mixed"),
        ("She said it was all of it.", [(9, 25)], "indirect"),
    ],
)
def test_the_type_goes_by_the_words_between_marks(text, spans, expected):
    assert quote_type(text, spans) == expected


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE)
def test_every_row_shows_what_its_spans_hold(text):
    quotes = quotes_of(text)
    assert list(quotes.columns) == list(QUOTE_COLUMNS)
    for row in quotes.itertuples():
        for shown, spans in ((row.text, row.spans), (row.cue, row.cue_spans), (row.source, row.source_spans)):
            assert all(0 <= s < e <= len(text) for s, e in spans)
            assert shown == " … ".join(text[s:e] for s, e in spans).encode("utf-8", "replace").decode()


@pytest.mark.parametrize("text", ["", "a", "“", "“”" * 500, "\0", "שלום “עולם” אמר", "🙂" * 300, "'" * 999])
def test_odd_texts_do_no_harm(text):
    assert list(quotes_of(text).columns) == list(QUOTE_COLUMNS)


def test_a_long_text_on_one_line_is_read_throughout():
    line = "The mayor said the bridge would close. It is an old bridge. " * 1_000
    quotes = quotes_of(line)
    assert len(quotes) > 300
    assert (quotes["text"].str.len() < 400).all()


def test_a_text_without_quotes_has_none():
    recipe = "Peel the potatoes and cut them into slices. Heat the oven to 200 degrees. Bake them for an hour.\n"
    assert quotes_of(recipe).empty


def test_boilerplate_gives_no_quotes():
    articles = pd.DataFrame({"article": ["a"], "text": [WIRE], "boilerplate": [[[0, len(WIRE)]]]})
    assert extract_quotes(articles, cache=False).empty


def test_ids_survive_an_edit_elsewhere():
    edited = WIRE.replace("\n\nThe Water", "\n\nRain fell all day in the valley.\n\nThe Water")
    before, after = quotes_of(WIRE), quotes_of(edited)
    assert set(before["quote"]) <= set(after["quote"])


def test_equal_quotes_have_ids_of_their_own():
    quotes = quotes_of("“No,” Ann Lee said.\n\nIt rained.\n\n“No,” Ann Lee said.\n")
    assert len(quotes) == 2
    assert quotes["quote"].is_unique


def test_the_number_of_workers_changes_nothing():
    texts = [WIRE, WIRE.replace("Friday", "Monday"), "", "Bob Roe said no.\n"]
    pd.testing.assert_frame_equal(quotes_of(*texts), quotes_of(*texts, workers=2))


def test_quotes_of_both_acts_may_be_called_all():
    text = "She wants a bridge. “We wait,” she said."
    assert len(quotes_of(text, act="all")) == len(quotes_of(text)) > 1


def test_act_selects():
    text = "Ann Lee believes the bridge is safe.\n\nBob Roe said the bridge would close on Monday.\n"
    assert set(quotes_of(text)["act"]) == {"speech", "thought"}
    assert set(quotes_of(text, act="thought")["act"]) == {"thought"}
    with pytest.raises(ValueError, match="act is 'said'"):
        quotes_of(text, act="said")


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "speech"),
        ("According to", "speech"),
        ("fired back", "speech"),
        ("weighed in on", "speech"),
        ("have long complained", "speech"),
        ("expressed concern", "speech"),
        ("said she hoped", "speech"),
        ("reversed", "speech"),
        ("wondered aloud", "speech"),
        ("the watchdog, surprisingly,", "speech"),
        ("gave notice", "speech"),
        ("needled", "speech"),
        ("appeared on Fox and", "speech"),
        ("reply", "speech"),
        ("wants", "thought"),
        ("are worried", "thought"),
        ("voted against", "thought"),
        ("a supporter of", "thought"),
        ("backs", "thought"),
        ("is looking for", "thought"),
        ("wondered", "thought"),
        ("declined", "thought"),
        ("did not immediately respond to", "thought"),
        ("wouldn’t say", "thought"),
        ("said he would not", "speech"),
    ],
)
def test_the_cue_says_whether_words_were_uttered(cue, act):
    assert act_of(cue, "indirect") == act
    assert act_of(cue, "direct") == "speech"


@pytest.mark.parametrize(
    ("cue", "content", "source", "act"),
    [
        ("heard", "a carer took the money", "Wexborough Crown Court", "speech"),
        ("heard", "that it was over", "The inquest", "speech"),
        ("heard", "the storm coming", "Ada Lim", "thought"),
        ("accepted", "that she had met him only twice", "Dr Voss", "speech"),
        ("accepts", "the plan", "Dr Voss", "thought"),
        ("recalled", "a winter without boats", "Ada Lim", "speech"),
        ("did not recall", "a winter without boats", "Ada Lim", "thought"),
    ],
)
def test_what_is_told_in_court_admitted_or_recalled_was_uttered(cue, content, source, act):
    assert act_of(cue, "indirect", content=content, source=source) == act


@pytest.mark.parametrize(
    ("source", "cue", "act"),
    [
        ("Nobody", "said", "thought"),
        ("No one in the village", "told", "thought"),
        ("None of the ministers", "said", "thought"),
        ("neither man", "has spoken about", "thought"),
        ("Norah None", "said", "speech"),
        ("No minister", "said", "thought"),
        ("No Republicans", "said", "thought"),
        ("no EU leader", "said", "thought"),
        ("No 10", "insisted", "speech"),
        ("No Labels", "argued", "speech"),
        ("Ada Lim", "never said", "thought"),
        ("Ada Lim", "has never said", "thought"),
        ("Ada Lim", "never tires of saying", "speech"),
        ("Ada Lim", "has never stopped saying", "speech"),
    ],
)
def test_what_nobody_said_was_not_uttered(source, cue, act):
    assert act_of(cue, "indirect", source=source) == act


def test_what_a_body_expects_it_has_said():
    assert act_of("now expects", "indirect", kind="organization") == "speech"
    assert act_of("no longer expects", "indirect", kind="organization") == "speech"
    assert act_of("did not expect", "indirect", kind="organization") == "thought"
    assert act_of("now expects", "indirect", kind="person") == "thought"


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("asked", "not to be named", "thought"),
        ("spoke on", "the condition of anonymity to discuss the tender", "thought"),
        ("asked", "whether the donors had kept their anonymity", "speech"),
        ("asked", "that she not be named", "thought"),
        ("requesting", "anonymity to speak freely", "thought"),
        ("said", "that the boats will not be named", "speech"),
        ("said", "that anonymity on the web breeds hate", "speech"),
    ],
)
def test_how_a_source_asked_to_be_told_of_is_no_quote(cue, content, act):
    assert act_of(cue, "indirect", content=content) == act


def test_our_own_articles_are_read_as_a_person_read_them():
    from analysis.training.evaluate import evaluate_quotes

    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    articles = pd.DataFrame({"article": [g["id"] for g in gold], "text": [g["text"] for g in gold]})
    figures = evaluate_quotes(gold, extract_quotes(articles, progress=False), bootstrap=0)
    figures = figures.set_index(["type", "measure"])["f1"]
    assert figures["direct", "end-to-end"] > 0.9
    assert figures["all", "end-to-end"] > 0.75


@pytest.mark.parametrize(
    ("author", "speaker"), [("Catriona Weems", "Catriona Weems"), ("C. Weems and B. Oren", ""), (None, "")]
)
def test_who_says_i_is_the_author_where_there_is_one(author: str | None, speaker: str) -> None:
    text = "I said that the lighthouse would close. Mr. Oren said: “I never asked. I said that it was too late.”"
    articles = pd.DataFrame({"article": ["a"], "text": [text], "author": [author]})
    quotes = extract_quotes(articles, progress=False)
    assert quotes.loc[quotes["source"] == "I", "speaker"].tolist() == [speaker]
    assert set(quotes.loc[quotes["source"] == "Mr. Oren", "speaker"]) == {"Oren"}
