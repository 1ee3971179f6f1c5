"""Reader pages as they are written: the text to the letter, marks that may overlap, nothing that runs."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.palette import DARK, DARK_PAPER, LINES, PALETTE, contrast, tint
from analysis.reports.reader import _style as style
from analysis.reports.reader import reader_page

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
    """The text of a page as a browser has it, the speakers' numbers left out."""
    body = re.search(r'<div id="text"[^>]*>(.*)</div>\n<nav class="turn"', page, re.S)
    assert body
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="n".*?</a>', "", body[1])))


def told(page: str) -> Any:
    data = re.search(r'id="quotes">(.*?)</script>', page, re.S)
    assert data
    return json.loads(data[1])


def test_the_text_stands_whole_and_escaped_with_all_its_marks() -> None:
    page = reader_page(article(), [quote()])
    assert shown(page) == TEXT
    assert "<b>will" not in page
    assert "<i>last" not in page
    assert page.count('class="q c1 l1" data-q="0"') == 2, "both parts of an interrupted quote"
    assert '<span class="cue" data-q="0">said</span>' in page
    assert '<span class="source" data-q="0">Ada Lind</span>' in page
    assert '<span class="left">Sign up for our letter.</span>' in page
    assert page.count('id="q-q1"') == 1


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


def test_a_carriage_return_keeps_its_place() -> None:
    assert "one&#13;\ntwo" in reader_page(article("one\r\ntwo"), [])


def test_nothing_from_an_article_can_leave_the_data_or_an_attribute() -> None:
    hostile = '</script><script>alert(1)</script>" onclick="x'
    page = reader_page(
        article(title=hostile, author=hostile, url="javascript:alert(1)", language='en" onclick="x'),
        [quote(speaker=hostile, role=hostile, quote='q" onclick="x')],
        tone=[{"quote": 'q" onclick="x', "target": hostile, "label": "neutral", "score": 0.0, "drivers": []}],
    )
    assert page.count("<script") == 2
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
    assert row[:5] == ["q1", 0, "direct", "speech", 0.87]


def test_voices_come_with_their_share_of_the_quoted_words() -> None:
    more = quote(quote="q2", speaker="", text="one two three", spans=[[0, 3]])
    page = reader_page(article(), [quote(text="one"), more])
    assert re.findall(r"<small>(\d+% · [^<]*)</small></label>", page) == [
        "75% · 1 quote, 3 words",
        "25% · 1 quote, 1 word",
    ]
    assert told(page)["voices"] == [["(unknown)", "mayor", 0, 3], ["Ada Lind", "mayor", 1, 1]]


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
