"""Reader pages as they are written: the text to the letter, marks that may overlap, nothing that runs."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.packed import unpack
from analysis.palette import DARK, DARK_PAPER, LINES, PALETTE, contrast, tint
from analysis.reports.reader import _style as style
from analysis.reports.reader import reader_page, write_readers
from analysis.summaries import TYPES

TEXT = 'The mayor spoke.\n"We <b>will</b> & must build," Ada Lind said. "Soon."\nSign up for our letter.'


def article(text: str = TEXT, **more: Any) -> dict[str, Any]:
    at = text.find("Sign up")
    return {
        "article": "a1",
        "title": "At <i>last</i>",
        "text": text,
        "boilerplate": [[at, len(text)]] if at >= 0 else [],
    } | more


def quote(**more: Any) -> dict[str, Any]:
    first, second = TEXT.index('"We'), TEXT.index('"Soon')
    return {
        "article": "a1", "quote": "q1", "type": "direct", "act": "speech", "text": '"We must build," … "Soon."',
        "spans": [[first, first + 30], [second, second + 7]],
        "cue": "said", "cue_spans": [[TEXT.index("said"), TEXT.index("said") + 4]],
        "source": "Ada Lind", "source_spans": [[TEXT.index("Ada"), TEXT.index("Ada") + 8]],
        "speaker": "Ada Lind", "kind": "person", "role": "mayor", "affiliation": "",
        "confidence": 0.873, "corrected": False,
    } | more  # fmt: skip


def shown(page: str) -> str:
    """The text of a page as a browser has it."""
    body = re.search(r'<div id="text"[^>]*>(.*)</div>\n<nav class="turn"', page, re.S)
    assert body
    return html.unescape(re.sub(r"<[^>]+>", "", body[1]))


def told(page: str) -> Any:
    data = re.search(r'id="quotes">(.*?)</script>', page, re.S)
    assert data
    return unpack(data[1])


def test_the_text_stands_whole_and_escaped_with_all_its_marks() -> None:
    page = reader_page(article(), [quote()])
    assert shown(page) == TEXT
    assert "<b>will" not in page
    assert "<i>last" not in page
    assert page.count('<q data-q="0">') == 2, "both parts of an interrupted quote"
    assert '<i data-q="0">said</i>' in page
    assert '<b data-q="0">Ada Lind</b>' in page
    assert "<small>Sign up for our letter.</small>" in page


def test_a_stretch_that_is_two_things_is_marked_as_both() -> None:
    at = TEXT.index("said")
    page = reader_page(article(), [quote(), quote(quote="q2", spans=[[at, at + 4]], cue_spans=[], source_spans=[])])
    assert '<q class="cue" data-q="1">said</q>' in page


def test_a_page_is_little_more_than_its_text() -> None:
    text = "A sentence that isn't a quote. " * 150
    spans = [[31 * i, 31 * i + 20] for i in range(100)]
    quotes = [
        quote(quote=f"{i:012x}", spans=[span], cue_spans=[], source_spans=[], speaker=f"Speaker {i % 20}")
        for i, span in enumerate(spans)
    ]
    bare, full = (len(reader_page(article(text), each)) for each in ([], quotes))
    assert bare < len(text) + 2_500
    assert (full - bare) / len(quotes) < 90


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=3), min_size=1, max_size=4),
)
def test_marks_that_overlap_or_lie_outside_never_change_the_text(text: str, spans: list[list[tuple[int, int]]]) -> None:
    quotes = [
        quote(quote=f"q{i}", spans=each, cue_spans=each[:1], source_spans=each[1:]) for i, each in enumerate(spans)
    ]
    page = reader_page(article(text), quotes)
    assert shown(page) == text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def test_the_page_of_a_text_in_another_language_says_that_it_is_set_aside(tmp_path: Path) -> None:
    german = article("Der Hafen schließt.", article="hafen", language="de", boilerplate=[[0, 19]])
    write_readers(pd.DataFrame([article(language="en"), german]), pd.DataFrame([quote()]), tmp_path)
    said = ["set aside" in (tmp_path / "articles" / f"{name}.html").read_text("utf-8") for name in ("a1", "hafen")]
    assert said == [False, True]


LONG = "The canal behind the house is a strip of cracked mud, and has been one since the gates at Ostervall were shut."


def headline_and_text(page: str) -> tuple[str, str]:
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    assert heading
    return html.unescape(re.sub(r"<[^>]+>", "", heading[1])), shown(page)


def test_paragraphs_that_a_single_line_end_joins_stand_apart_and_no_letter_is_moved() -> None:
    joined = f"{LONG} {LONG}\n{LONG}\nShe left."
    page = reader_page(
        article(joined), [quote(spans=[[len(LONG) + 5, len(joined) - 12]], cue_spans=[], source_spans=[])]
    )
    assert page.count('<span class="gap"></span>') == 2, "one of them within a quote"
    assert shown(page) == joined
    for apart in (joined.replace("\n", "\n\n"), joined.replace("\n", "\r\n\r\n"), "wrapped by\nhand at\nsome letters"):
        assert 'class="gap"' not in reader_page(article(apart), [])


def test_a_first_line_that_is_the_title_stands_once_as_the_heading_with_its_quotes() -> None:
    text = f"‘Cracked mud’: the  river that went\n\n{LONG}"
    marks = quote(spans=[[0, 13], [len(text) - 20, len(text)]], cue_spans=[], source_spans=[])
    page = reader_page(article(text, title="'Cracked mud': the river that went"), [marks])
    heading, rest = headline_and_text(page)
    assert (heading + rest, rest) == (text, LONG), "together they are the text"
    assert '<q data-q="0">‘Cracked mud’</q>: the' in page
    assert headline_and_text(reader_page(article(text, title="Mud"), [marks])) == ("Mud", text)
    assert headline_and_text(reader_page(article(LONG, title=LONG), [])) == (LONG, LONG), "nothing would be left"


def test_a_carriage_return_keeps_its_place() -> None:
    assert "one&#13;\ntwo" in reader_page(article("one\r\ntwo"), [])


def test_nothing_from_an_article_can_leave_the_data_or_an_attribute() -> None:
    hostile = '</script><script>alert(1)</script>" onclick="x'
    page = reader_page(
        article(title=hostile, author=hostile, url="javascript:alert(1)", language='en" onclick="x'),
        [quote(speaker=hostile, role=hostile, quote='q" onclick="x')],
        tone=[{"quote": 'q" onclick="x', "target": hostile, "label": "neutral", "score": 0.0, "drivers": []}],
    )
    assert page.count("<script") == 3
    assert 'onclick="x' not in page.split('id="quotes">')[0]
    assert "javascript:" not in page
    assert told(page)["voices"][0][0] == hostile


def test_a_quote_is_told_with_every_tone_there_is_and_what_drives_it() -> None:
    drivers = [{"start": 40, "end": 44, "text": "must", "weight": -0.2}]
    tones = [
        {"quote": "q1", "target": "", "label": "negative", "score": -0.2, "drivers": drivers},
        {"quote": "q1", "target": "the bridge", "label": "positive", "score": 0.61, "drivers": []},
        {"quote": "another", "target": "", "label": "neutral", "score": 0.0, "drivers": []},
    ]
    (row,) = told(reader_page(article(), [quote()], tone=tones))["quotes"]
    assert row[-1] == [["", "negative", -0.2, [[40, 44, -0.2]]], ["the bridge", "positive", 0.61, []]]
    assert row[:5] == ["q1", 0, TYPES.index("direct"), 0, 0.87]


def test_a_tone_that_no_word_tells_is_not_kept() -> None:
    tone = [{"quote": "q1", "target": "", "label": "unknown", "score": float("nan"), "drivers": []}]
    assert told(reader_page(article(), [quote()], tone=tone))["quotes"][0][-1] == []


def test_voices_come_with_their_quotes_and_words_the_one_with_most_first() -> None:
    more = quote(quote="q2", speaker="", text="one two three", spans=[[0, 3]])
    page = reader_page(article(), [quote(text="one"), more])
    assert told(page)["voices"] == [["(unknown)", "mayor", 1, 3, 0, 3], ["Ada Lind", "mayor", 1, 1, 1, 1]]


def test_every_colour_has_the_contrast_of_wcag_aa_on_light_and_on_dark() -> None:
    sheet = style()
    for colour in DARK:
        assert contrast(colour, DARK_PAPER) >= 4.5
        assert contrast("#e8e6e3", tint(colour, 0.26, paper=DARK_PAPER)) >= 4.5
        assert contrast(colour, tint(colour, 0.26, paper=DARK_PAPER)) >= 4.5, "the number before the quote"
        assert colour in sheet
    for colour in PALETTE:
        assert contrast(colour, tint(colour)) >= 4.5, "the number before the quote"
        assert colour in sheet
    assert len(PALETTE) * len(LINES) == 32
