"""Markdown becomes the text that a reader of it reads, and no word gets lost on the way."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.articles import problems, read_articles
from analysis.articles.markdown import read_prose
from analysis.quotes.transcript import find_turns


def text_of(markdown: str) -> str:
    return read_prose(markdown)[0].removesuffix("\n")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (
            "Mayor **Ellen Marsh** of *Port* __Lammer__ _said_ ~~no~~ yes.",
            "Mayor Ellen Marsh of Port Lammer said no yes.",
        ),
        ("[The board](https://quay.example/a 'A title') met.", "The board met."),
        (
            "[The board][1] met, so [1] and <https://quay.example>.\n\n[1]: /a",
            "The board met, so 1 and https://quay.example.",
        ),
        ("![The quay](quay.jpg)\n\nIt closed ![now](a.png) today.", "It closed today."),
        ("[![The quay](quay.jpg)](https://quay.example)\n\nIt closed.", "It closed."),
        ("# One #\n\nTwo\n===\n\nThree\n---\nFour\n### Five", "One\n\nTwo\n\nThree\n\nFour\n\nFive"),
        ("> “We had\n> no choice.”\n>\n> > Deeper.", "“We had no choice.”\n\nDeeper."),
        ("* One\n* Two\n  goes on\n- Three\n\n  and on", "One\n\nTwo goes on\n\nThree\n\nand on"),
        ("The board met on Monday\nand closed\n   the quay.", "The board met on Monday and closed the quay."),
        ("One line  \nanother\\\na third", "One line\nanother\na third"),
        ("One.\n\n***\n\nTwo.\n\n- - -\n", "One.\n\nTwo."),
        ("&ldquo;Fish &amp; chips&rdquo; &#8212; \\*no\\*", "“Fish & chips” — *no*"),
        ("One <!-- not\n\nthis --> two.\n<script>a()</script>", "One  two."),
        (
            "<div class='x'>\n<p>It <b>clos</b>ed.</p>\n\nAll *said* <q>yes</q>.<br>Two.</div>",
            'It closed.\n\nAll said "yes".\nTwo.',
        ),
        ("Run `quay.py` now:\n\n```\na *b*\n```", "Run quay.py now:\n\na *b*"),
        (
            "It closed.[^1] And then?[^b]\n\n[^1]: By *vote*.\n[^b]: Nothing.",
            "It closed. And then?\n\nBy vote.\n\nNothing.",
        ),
        (
            "Votes:\n| Who | For |\n|:--|--:|\n| **Marsh** | 3 | more |\n| a \\| b |",
            "Votes:\nWho\nFor\nMarsh\n3\nmore\na | b",
        ),
    ],
)
def test_marks_are_gone_and_what_they_marked_is_there(typed: str, text: str) -> None:
    assert text_of(typed) == text
    assert text_of(typed.replace("\n", "\r\n")) == text


@pytest.mark.parametrize(
    "text",
    [
        "She said: 'No.' \"Yes,\" he said -- ''wait'' ... ``and'' “so” (c) it's.",
        "``We had no choice,'' she said. ``None.''",
        "`No,' she said, `never.'",
        "“He [sic] met [her] men,” she wrote to [the board](Marsh).",
        "An <unknown> man, a <title of a book> & <Marsh said>, 3 < 4 > 2.",
        "A f**king s**t show, 2*3*4 metres, f*** off.",
        "Prices* rose, as did rents* in Port Lammer; see ellen_marsh_2 and quay_a_b.example/x_y_z.",
        "1. January was cold.",
        "1986. A year that nobody forgot.",
        "3) Third.\n\n007. Bond.",
        "2.",
        "#quay was shared, and #1 too.",
        "[MARSH]: Yes.\n\n[^1] stands alone.",
        "A | b\n\nc | d",
        "-5 degrees. +3 more.\n\n— No, she said.",
        "One paragraph.\n\nAnother\tone,  with two blanks.\n\nA third.",
    ],
)
def test_what_is_no_mark_stays_as_it_was_typed(text: str) -> None:
    assert text_of(text) == text
    assert text_of(f"\n\n{text}\n\n\n") == text


def test_a_line_that_is_indented_is_text_like_any_other() -> None:
    assert text_of("One.\n\n    Two *said*\n    it.\n\n\tThree.") == "One.\n\nTwo said it.\n\nThree."


def test_a_line_too_long_to_be_wrapped_ends_a_paragraph_where_it_ends_a_sentence() -> None:
    line = "The harbour board of Estervale voted on Monday " + "and again on Tuesday " * 5
    assert text_of(f"{line}to close.\nIt was late.") == f"{line}to close.\nIt was late."
    assert text_of(f"{line}to\nclose.") == f"{line}to close."


def test_a_transcript_in_markdown_keeps_its_turns() -> None:
    turns = ["**ELLEN MARSH:** Will you be there?", "**JOEL ABARA**: I *will*.", "**MARSH:** Good, and", "thank you."]
    together, apart = text_of("\n".join(turns)), text_of("\n\n".join(turns[:3]))
    assert together.split("\n") == [
        "ELLEN MARSH: Will you be there?",
        "JOEL ABARA: I will.",
        "MARSH: Good, and thank you.",
    ]
    assert [len(find_turns(text)) for text in (together, apart)] == [3, 3]
    assert text_of("**Q:** Will you?\n**A:** I will.") == "Q: Will you?\nA: I will."
    assert text_of("**Q.** Will you?\n**A.** I will.") == "Q. Will you?\nA. I will."
    assert text_of("**Question:** Will you?\n**Ellen Marsh:** I will.") == "Question: Will you?\nEllen Marsh: I will."
    assert text_of("It was said by Ellen\nMarsh: “No.”") == "It was said by Ellen Marsh: “No.”"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("# Quay *closed* #\n\nText.", "Quay closed"),
        ("Quay\nclosed\n===\n\n# Another\n\nText.", "Quay closed"),
        ("## Not this\n\nNor this\n---\n\n# Quay<br>closed", "Quay closed"),
        ("#hashtag\n\nText.", ""),
        ("#\n\n```\nquay.py\n```\n\nText.", ""),
        ("# " + "long " * 99 + "\n\nText.", ""),
    ],
)
def test_the_title_is_the_first_heading_of_the_first_rank(typed: str, title: str) -> None:
    assert read_prose(typed)[1] == title


# No name of an HTML element, no ending of an address, no number can be made of these letters.
WORDS = st.text("kvxjz", min_size=1, max_size=6)
AROUND = [
    ("*", "*"),
    ("**", "**"),
    ("_", "_"),
    ("`", "`"),
    ("``", "''"),
    ("~~", "~~"),
    ("<b>", "</b>"),
    ("[", "](a/b.c)"),
]
AROUND += [("“", "”"), ("[", "]"), ("(", ")"), ("<", ">"), ("[", "][k]"), ("***", "*"), ("<p>", "</p>"), ("", "")]
BEFORE = [
    "",
    "",
    "",
    "# ",
    "> ",
    "* ",
    "- ",
    "7. ",
    "1) ",
    "    ",
    "\t",
    "> > - ",
    "| ",
    "``` ",
    "---\n",
    "===\n",
    "[k]: ",
]
BETWEEN = [" ", " ", " ", "\n", "\n\n", " * ", " _ ", " | ", " ` ", " ``` ", " [ ", " ] ", " < ", " > ", " & ", "  \n"]
BETWEEN += [
    " \\\n",
    "\n|-|\n",
    "\n---\n",
    "\n===\n",
    "\n```\n",
    "\n~~~\n",
    "\n\n***\n\n",
    " ![](a.png) ",
    " <br> ",
    " ![ ",
]


@st.composite
def marked(draw: st.DrawFn) -> str:
    """Write some words with marks around, before and between them."""
    out = []
    for _ in range(draw(st.integers(1, 12))):
        opening, closing = draw(st.sampled_from(AROUND))
        inside = draw(st.sampled_from([" ", " ", "\n"])).join(draw(st.lists(WORDS, min_size=1, max_size=4)))
        out += [draw(st.sampled_from(BEFORE)), opening, inside, closing, draw(st.sampled_from(BETWEEN))]
    return "".join(out)


@given(typed=marked())
@example("k|v\n-|-\nx|z|j|k")
@example("- " * 30 + "k")
@example("1. - 2. > > k\n\n    v")
@settings(max_examples=400, deadline=None)
def test_no_word_is_lost_or_joined_to_another(typed: str) -> None:
    words = re.findall(r"[kvxjz]+", re.sub(r"\]\[k\]|\]\(a/b\.c\)|!\[\]\(a\.png\)|\[k\]:", " ", typed))
    read = re.findall(r"[kvxjz]+", re.sub(r"\]\[k\]|\]\(a/b\.c\)|!\[\]\(a\.png\)|\[k\]:", " ", text_of(typed)))
    assert read == words


HOSTILE = [
    ">",
    "[",
    "*",
    "_",
    "`",
    "![",
    "<",
    "<!--",
    "- ",
    "> - ",
    "[a](<b",
    "[a]: b\n",
    "|-|\n",
    "1. ",
    "**a *b ",
    "*[",
]


@pytest.mark.parametrize("mark", HOSTILE)
def test_marks_ten_thousand_times_over_are_read_in_bounded_time(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{mark * 10_000}Marsh said no.")
    started = time.process_time()
    articles = read_articles(path)
    assert time.process_time() - started < 10
    assert problems(articles).empty
    assert "Marsh said no." in articles.loc[0, "text"]
