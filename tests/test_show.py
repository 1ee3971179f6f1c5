"""What `show` and `show_table` promise: the text whole and escaped, quotes marked, colours to be read."""

from __future__ import annotations

import html
import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.palette import GREY, INK, LINES, PALETTE, colours_of, contrast, tint
from analysis.show import say, show, show_contexts, show_table

TEXT = 'The mayor spoke.\n"We <b>will</b> & must build," Ada Lind said. "Soon."\nSign up for our letter.'


def _articles(text: str = TEXT, **more: object) -> pd.DataFrame:
    row = {
        "article": "a1",
        "title": "Bridge <i>at last</i>",
        "published": pd.Timestamp("2024-05-03", tz="UTC"),
        "outlet": "The Harbour Post",
        "author": "",
        "text": text,
        "boilerplate": [[text.find("Sign up"), len(text)]] if "Sign up" in text else [],
    }
    return pd.DataFrame([row | more])


def _quotes(**more: object) -> pd.DataFrame:
    first, second = TEXT.index('"We'), TEXT.index('"Soon')
    row = {
        "article": "a1",
        "quote": "q1",
        "type": "direct",
        "act": "speech",
        "text": '"We <b>will</b> & must build," "Soon."',
        "spans": [[first, first + 30], [second, second + 7]],
        "cue": "said",
        "cue_spans": [[TEXT.index("said"), TEXT.index("said") + 4]],
        "source": "Ada Lind",
        "source_spans": [[TEXT.index("Ada"), TEXT.index("Ada") + 8]],
        "speaker": "Ada Lind",
        "kind": "person",
        "role": "mayor",
        "affiliation": "",
        "confidence": 0.87,
        "corrected": False,
    }
    return pd.DataFrame([row | more])


def _plain(markup: str) -> str:
    """The text a reader sees: tags and the speakers' numbers taken out again."""
    body = markup[markup.index("pre-wrap") :]
    body = body[body.index(">") + 1 : body.rindex("</div>")]
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<sup[^>]*>\d+</sup>( (?=<sup))?", "", body)))


def _dressed(markup: str, style: str) -> list[str]:
    return [
        html.unescape(piece)
        for piece in re.findall(rf'<span style="[^"]*{style}[^"]*"[^>]*>(?:<sup.*?</sup>)?([^<]*)', markup)
    ]


def test_the_text_of_the_article_stands_whole_and_escaped() -> None:
    markup = show(_quotes(), _articles()).data
    assert _plain(markup) == TEXT
    assert "<b>" not in markup
    assert "<i>" not in markup
    assert "Bridge &lt;i&gt;at last" in markup


def test_each_part_of_an_interrupted_quote_is_marked_in_the_colour_of_its_speaker() -> None:
    markup = show(_quotes(), _articles()).data
    assert _dressed(markup, f"border-bottom:.16em solid {PALETTE[0]}")[1:] == [
        '"We <b>will</b> & must build,"',
        '"Soon."',
    ]


def test_cue_source_and_boilerplate_are_marked() -> None:
    markup = show(_quotes(), _articles()).data
    assert _dressed(markup, "font-style:italic") == ["said"]
    assert _dressed(markup, "font-weight:bold") == ["Ada Lind"]
    assert _dressed(markup, "font-size:.9em") == ["Sign up for our letter."]


def test_the_tooltip_tells_speaker_role_type_and_confidence() -> None:
    assert 'title="Ada Lind (mayor) · direct · confidence 0.87"' in show(_quotes(), _articles()).data
    assert "corrected by hand" in show(_quotes(corrected=True), _articles()).data


def test_a_name_with_quotation_marks_cannot_leave_its_tooltip() -> None:
    markup = show(_quotes(speaker='Al "x" onmouseover="boo'), _articles()).data
    assert 'onmouseover="' not in markup


def test_a_quote_without_a_speaker_is_shown_as_unknown() -> None:
    assert "(unknown) (1)" in show(_quotes(speaker=""), _articles()).data


def test_a_speaker_keeps_her_number_and_colour_from_article_to_article() -> None:
    articles = pd.concat([_articles(), _articles(article="a2")])
    quotes = pd.concat(
        [_quotes(), _quotes(speaker="Bo Ek"), _quotes(article="a2", speaker="Bo Ek"), _quotes(speaker="Bo Ek")]
    )
    labels = re.findall(r"(\d) (Bo Ek|Ada Lind) \(\d\)", show(quotes, articles).data)
    assert labels == [("1", "Bo Ek"), ("2", "Ada Lind"), ("1", "Bo Ek")]


def test_articles_beyond_the_limit_are_counted_and_those_without_quotes_left_out() -> None:
    articles = pd.concat([_articles(article=f"a{i}") for i in range(4)])
    quotes = pd.concat([_quotes(article=f"a{i}") for i in range(3)])
    assert "2 of 3 articles" in show(quotes, articles, limit=2).data
    assert show(quotes, articles, limit=None).data.count("<article") == 3


def test_no_quotes_give_a_note() -> None:
    assert "No quotes to show." in show(_quotes().head(0), _articles()).data


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=3), min_size=1, max_size=4),
)
def test_overlapping_and_impossible_spans_never_change_the_text(text: str, spans: list[list[tuple[int, int]]]) -> None:
    quotes = pd.concat([_quotes(spans=each, cue_spans=each[:1], source_spans=each[1:]) for each in spans])
    assert _plain(show(quotes, _articles(text)).data) == text


def test_every_highlight_has_the_contrast_of_wcag_aa() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    for colour in PALETTE:
        assert contrast(INK, tint(colour)) >= 4.5
        assert contrast(GREY, tint(colour)) >= 4.5
        assert contrast(colour, "#ffffff") >= 4.5
    assert contrast(GREY, "#ffffff") >= 4.5


def test_any_two_of_the_first_32_voices_look_different() -> None:
    looks = list(colours_of(str(i) for i in range(len(PALETTE) * len(LINES))).values())
    assert all(a != b for a, b in itertools.combinations(looks, 2))
    assert colours_of(["", "a", "a"]) == {"a": (PALETTE[0], LINES[0])}


def test_money_is_not_set_as_a_formula() -> None:
    assert "mathjax_ignore" in show(_quotes(), _articles()).data
    assert "mathjax_ignore" in show_table(pd.DataFrame({"a": ["from $5 to $8"]})).data


def test_a_table_says_how_many_rows_it_leaves_out() -> None:
    frame = pd.DataFrame({"per_million": [1234.5, 0.1239, np.nan], "word": ["a\nb", "<b>", None]})
    markup = show_table(frame, top=2).data
    assert "first 2 of 3 rows" in markup
    assert ">per million<" in markup
    assert ">1,234<" in markup
    assert ">0.12<" in markup
    assert "a<br>b" in markup
    assert "&lt;b&gt;" in markup
    assert show_table(frame, top=None).data.count(">–<") == 2


def test_a_table_shows_dates_without_hours_lists_as_a_line_and_no_spans() -> None:
    frame = pd.DataFrame(
        {
            "day": [pd.Timestamp("2024-05-03 11:00", tz="UTC")],
            "drivers": [["good", "bad"]],
            "spans": [[[3, 5]]],
        }
    )
    markup = show_table(frame).data
    assert ">2024-05-03<" in markup
    assert ">good, bad<" in markup
    assert "spans" not in markup


def test_an_empty_table_says_so_and_a_missing_column_is_named() -> None:
    assert "This table is empty" in show_table(pd.DataFrame({"a": []})).data
    with pytest.raises(ValueError, match="no column nope"):
        show_table(pd.DataFrame({"a": [1]}), columns=["a", "nope"])


def test_contexts_open_by_word_and_name_their_place() -> None:
    lines = pd.DataFrame(
        {"word": ["tax", "tax", "<b>"], "article": ["a", "b", "a"], "start": [0, 1200, 7], "end": [3, 1203, 9],
         "left": ["", "no <i>", "x"], "match": ["Tax", "tax", "<b>"], "right": ["cut", "more", "y"]}
    )  # fmt: skip
    articles = pd.DataFrame(
        {"article": ["a", "b"], "title": ["Cuts", ""], "url": ["https://x.org/?a=1&b", "javascript:x"]}
    )
    page = str(show_contexts(lines, articles).data)
    assert page.count("<details") == 2
    assert 'href="https://x.org/?a=1&amp;b">Cuts</a>, 0–3' in page
    assert "b, 1,200–1,203" in page
    assert "javascript" not in page
    assert "<i>" not in page
    assert "&lt;b&gt;" in page
    assert "No occurrences" in str(show_contexts(lines.head(0)).data)


def test_what_has_nothing_to_show_can_show_nothing() -> None:
    empty = pd.DataFrame({"word": []})
    assert "nothing of the kind" in show_table(empty).data
    assert show_table(empty, empty="").data == ""
    assert show_table(pd.DataFrame({"word": ["quay"]}), least=2, empty="").data == ""
    assert show_contexts(empty, empty="").data == ""
    assert say("The intervals are wide.", of=empty).data == ""


def test_what_was_said_above_is_not_said_again() -> None:
    assert say("The intervals are wide.", unless=["The intervals are wide."]).data == ""
    assert "narrow" in say("They are narrow.", unless=["The intervals are wide."]).data
