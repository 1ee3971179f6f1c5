"""The turns of a transcript are quotes of those whose names stand before them."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import extract_quotes
from analysis.quotes.transcript import find_turns

RADIO = """Transport minister Ana Lind and Peter Oren of the opposition met on Sunday.

FALK: Will the bridge be built?

LIND: It will. As the Herald wrote, “the bridge is needed.”

We have the money.

(CROSSTALK)

OREN (Left): You do not have the votes.

LIND: We do.

The vote is on Monday."""


def said(text):
    return [(*(text[s:e] for s, e in turn.source), *(text[s:e] for s, e in turn.content)) for turn in find_turns(text)]


def test_a_turn_goes_on_to_the_next_label_without_stage_directions():
    assert said(RADIO) == [
        ("FALK", "Will the bridge be built?"),
        ("LIND", "It will. As the Herald wrote, “the bridge is needed.”\n\nWe have the money."),
        ("OREN", "You do not have the votes."),
        ("LIND", "We do."),
    ]


def test_headings_with_a_colon_are_no_transcript():
    assert said("BREAKING: The bridge is closed.\n\nWEATHER: Rain.\n\nSPORT: None.") == []
    assert said("NOTE: one.\n\nNOTE: two.\n\nNOTE: three.") == []
    assert said("FALK: Will it be built?\n\nLIND: It will.") == []


def test_a_name_with_an_accent_is_a_label():
    text = "LIND: Will you be there?\n\nMUÑOZ: I will not.\n\nÖREN: Why?\n\nLIND: So be it."
    assert said(text) == [
        ("LIND", "Will you be there?"),
        ("MUÑOZ", "I will not."),
        ("ÖREN", "Why?"),
        ("LIND", "So be it."),
    ]
    assert said("AÑo: one.\n\nAñO: two.\n\nAÑo: three.") == []


def test_a_listing_of_events_is_no_transcript():
    event = "WHAT: A concert.\nWHEN: On Monday.\nWHERE: The old harbour.\n\n"
    assert said(event * 3) == []
    assert said("PLACE: Old harbour\nDAY: Monday\n\nPLACE: Pier\nDAY: Friday") == []


def test_a_transcript_in_quotation_marks_keeps_them_out_of_the_turns():
    text = "“LIND: It will.\n\n“FALK: When?\n\n“LIND: In May.”"
    assert said(text) == [("LIND", "It will."), ("FALK", "When?"), ("LIND", "In May.")]


def test_a_turn_without_end_is_its_paragraph_and_a_correction_is_nobody():
    text = "LIND: It will.\n\nFALK: When?\n\nLIND: In May.\n\n" + "The boats came in.\n\n" * 600 + "FALK: Well?"
    assert said(text)[2] == ("LIND", "In May.")
    assert said("LIND: It will.\n\nFALK: When?\n\nLIND: In May.\n\nCORRECTION: It was June.")[3:] == []


def test_questions_and_answers_are_turns():
    text = "Q: Will it be built?\n\nA: It will.\n\nWe have the money.\n\nQ: When?\n\nA: In May, I hope."
    turns = [
        ("Q", "Will it be built?"),
        ("A", "It will.\n\nWe have the money."),
        ("Q", "When?"),
        ("A", "In May, I hope."),
    ]
    assert said(text) == turns
    assert said(text.replace(":", ".")) == turns
    assert said(text.replace(": ", ":\n")) == turns
    assert said(text.replace(": ", ":")) == turns
    assert said(text.replace(": ", " (smiling): ")) == turns
    assert said(text.replace(":", ".") + "\n\nA. Lind is the mayor.") == turns
    assert said("A. The bridge.\n\nB. The quay.\n\nQ. The pier.") == []


def test_what_a_paper_explains_in_questions_and_answers_is_nobodys_words():
    asked = "Q: Do I need a visa?\n\nA: Yes, from May.\n\nQ: What will my visa cost?\n\nA: It costs 20 crowns."
    assert said(f"Mayor Ana Lind signed the order. A port opens.\n\n{asked}") == []
    myths = "Myth: You can vote twice.\n\nFact: No.\n\nMyth: Your vote is public.\n\nFact: It is not."
    assert said(f"Myth and Fact\n\n{myths}") == []


def test_names_as_they_are_written_are_labels_where_people_speak_to_one_another():
    text = "Ana Lind met our reporter.\n\nPost: Will it be built?\n\nLind: I hope so.\n\nPost: When?\n\nLind: In May."
    assert [source for source, _ in said(text)] == ["Post", "Lind", "Post", "Lind"]


def test_a_count_of_votes_and_a_list_of_dates_are_no_transcript():
    assert said("Lind has won.\n\nLind: 1,769 votes.\n\nOren: 1,501 votes.\n\nLind: 547 seats.") == []
    assert said("Venue: Your old harbour.\nDate: When you like.\nVenue: Our pier.\nDate: You choose.") == []


@pytest.mark.parametrize("hostile", [" ", "\n", "\n...", "\n(", "\n(x)", '" '])
def test_what_ends_a_turn_is_told_in_bounded_time(hostile):
    begun = time.process_time()
    assert said("LIND: It will." + hostile * 5000 + "No.\n\nFALK: When?\n\nLIND: In May.")[1:2] == [("FALK", "When?")]
    assert time.process_time() - begun < 1


@given(st.text(alphabet=st.sampled_from(list('AQB: .\n\r()[]“”"\xa0a?…')), max_size=200))
def test_turns_follow_one_another_and_hold_words(text):
    at = 0
    for turn in find_turns(text):
        ((start, end),) = turn.content
        assert at <= turn.source[0][0] < turn.cue[0][0] < start < end
        assert text[start:end].strip() == text[start:end]
        at = end


@pytest.mark.parametrize("end", ["\r", "\r\n", "\u2028", "\u2029"])
def test_lines_may_end_in_any_way(end: str) -> None:
    text = "LIND: Will you be there?\nOREN: I will.\nLIND: Really?\nOREN: Yes."
    (plain, other) = (
        extract_quotes(pd.DataFrame({"article": ["a"], "text": [t]}), cache=False, progress=False)
        for t in (text, text.replace("\n", end))
    )
    assert len(plain) == 4
    assert other[["text", "speaker", "type"]].equals(plain[["text", "speaker", "type"]])
