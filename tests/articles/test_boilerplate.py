"""Furniture that is no news, and news that looks like it."""

from __future__ import annotations

import time

import pytest
from articles_fixtures import BODY, assert_spans

from analysis.articles.boilerplate import find_boilerplate


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("A summary.\n\nFULL TEXT.\n\nThe story.", ["FULL TEXT."]),
        ('He wrote.\n\n<tweet tweet-id="66"><tweet/>.\n\nThen he left.', ['<tweet tweet-id="66">', "<tweet/>"]),
        ('He wrote: <tweet pic="" author="x">No way.</tweet> So.', ['<tweet pic="" author="x">', "</tweet>"]),
        ("Rain fell.\n\nContributing: Ann Lee, Bob Ray", ["Contributing: Ann Lee, Bob Ray"]),
        ("They sent the full text of the bill.\n\nIt is 3 < 4 and a <b of c> d.", []),
        ("Contributing: that is what she wants.\n\nShe said so.", []),
    ],
)
def test_furniture_is_marked_and_no_more(text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in find_boilerplate(text)] == marked


def test_a_million_characters_in_one_line_are_quickly_searched_for_boilerplate() -> None:
    for text in (
        "a" * 10**6,
        "A. " * 300_000,
        "By " * 300_000,
        "x\n" * 400_000,
        "follow @ " * 100_000,
        *(f"{word} " + "And And, the " * 60 for word in ("follow", "contact", "read more", "for more on", "get")),
        "***\n" * 10**5,
    ):
        start = time.process_time()  # of this process: a busy machine does not fail it
        assert_spans(text, find_boilerplate(text))
        assert time.process_time() - start < 5


def marked(text: str) -> list[str]:
    spans = find_boilerplate(text)
    assert_spans(text, spans)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "line",
    [
        "▪ Anna Nyman contributed to this report.",
        "⦁ Anna Nyman contributed to this report.",
        "Tide writers J. Oberg in St. Ives, N.Y., and Per Holm in Estervale contributed to this report.",
        "Anna Nyman contributed reporting from Estervale.",
        "Holm reported from Estervale. Tide writer Anna Nyman contributed from Lund.",
        "• Per Holm can be reached at pholm@tide.example.",
        "Per Holm can be reached at 555-0134.",
        "Per Holm is a columnist for The Tide. Follow him on Twitter: @pholm. Reach him at ph@tide.example.",
        "Follow us on Facebook and Instagram.",
        "Follow Per Holm on Twitter @pholm.",
        "Follow Tide columnist Per Holm and Anna Nyman on Twitter at @pholm and @anyman.",
        "Like The Tide on Facebook.",
        "Contact Per Holm at 020-555-0134 or pholm@tide.example.",
        "E-mail the author: pholm@tide.example.",
        "Read more about the quay.",
        "E-mail: pholm@tide.example",
        "pholm@tide.example",
        "Please read our comment policy before commenting.",
        "Read our comment policy",
        "Comments are closed.",
        "Sign up for our morning newsletter.",
        "Want more from the quay? Sign up for our newsletter.",
        "Subscribe to The Tide today!",
        "Get the day’s stories in your inbox.",
        "© 2019 The Tide. All rights reserved.",
        "Copyright 2019 The Tide",
        "(c) 2019, The Tide",
        "Click here to read the rest.",
        "Read the full report here.",
        "Read more: Why “the quay” was doomed",
        "Related: A history of the harbour",
        "This story was originally published by The Ebb.",
        "This article first appeared in The Ebb on Monday.",
        "This story has been updated with a comment from the board.",
        "(Reporting by Anna Nyman in Estervale; Editing by Per Holm.)",
        "--Additional reporting by Anna Nyman",
        "Editor’s note: The Tide rents an office on the quay. It pays a “market” rent.",
        "Correction: An earlier version of this story misspelled Brandrup.",
        "An earlier version of this article misspelled Brandrup.",
        "Advertisement",
        "For more information, visit www.tide.example.",
    ],
)
def test_the_last_lines_are_marked(line: str) -> None:
    assert marked(f"{BODY}\n{line}") == [line]
    assert marked(f"{BODY}\r\n\r\n{line}\r\n ") == [line]
    assert marked(f"{BODY}\n\n{line}\n\nFollow us on Twitter.") == [line, "Follow us on Twitter."]


@pytest.mark.parametrize(
    "line",
    [
        "The quay closes in May.",
        "Brandrup could not be reached for comment.",
        "Brandrup could not be reached at her office on Monday.",
        "Heavy rain contributed to the collapse, the report found.",
        "Errors contributed to the report’s delay, which cost 4 million.",
        "“Sign up for the newsletter,” Brandrup told the crowd.",
        "“Guy Holm contributed to this report,” Brandrup said.",
        "The paper was originally published in 2010.",
        "This report was the first that the public read.",
        "Copyright law is what the board forgot, she said.",
        "Reporting by The Tide found that the quay was unsafe.",
        "For more than 20 years he visited the quay.",
        "Following the vote, shares fell on Twitter and Facebook owner Meta.",
        "Subscribers of The Tide are angry.",
        "Her newsletter has 4,000 readers.",
        "He asked followers on Twitter to subscribe to his channel.",
        "Sign up is open until Friday at the harbour office.",
        "Related companies were not affected.",
        "Advertisement spending fell 4 percent.",
        "Update: the quay is closed.",
        "Read more carefully, the report says the opposite: nobody is to blame for what happened.",
        "The vote was close. Anna Nyman contributed to this report.",
        "By Friday, the quay was closed.",
        "Everyone can be reached by then, he said.",
        "Like many of her neighbours, Brandrup learned of the vote on Facebook.",
        "Like Brandrup on Twitter, Holm prefers short sentences.",
        "Find the culprit, Brandrup urged on Twitter.",
        "Follow the rules or leave, Brandrup wrote on Facebook on Monday.",
        "Read on the steps of the town hall, the statement drew applause.",
        "Read more in sorrow than in anger, the letter moved the hall.",
        "Contact with the crew was lost at 10:30 on 12-05-2019, the harbour office confirmed.",
        "Contact between Brandrup and @TideDesk ended in May.",
        "E-mail from brandrup@tide.example shows what the board knew.",
        "Send 100-1500 men to the quay, the order ran.",
        "Click here and you are lost, Brandrup warned.",
        "Get the truth to your inbox, he quipped.",
        "Sign up or stay at home, Brandrup told the crews.",
        "For more information, Brandrup would visit the harbour each week.",
        "Forty writers from Estervale contributed.",
        "This report was first published by the ministry in May and led to two resignations.",
        "Originally published in 1910, the novel about the quay sold badly.",
        "By the Harbour",
        "By Christmas",
        "By Monday",
        "By Friday Night",
        "By May",
    ],
)
def test_a_sentence_of_the_story_is_never_marked(line: str) -> None:
    assert marked(f"{BODY}\n{line}") == []
    assert marked(f"{line}\n\n{BODY}") == []
    assert marked(f"{BODY}\n{line}\nFollow us on Twitter.") == ["Follow us on Twitter."]


def test_reading_upward_stops_at_the_first_line_of_the_story() -> None:
    credit = "Anna Nyman contributed to this report."
    text = f"{BODY}\n{credit}\nThe story goes on.\n{credit}"
    assert find_boilerplate(text) == [[len(text) - len(credit), len(text)]]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Sign up for our morning newsletter",
        "READ MORE: A history of the quay",
        "Click here to subscribe.",
    ],
)
def test_unmistakable_lines_are_marked_in_the_middle_too(line: str) -> None:
    assert marked(f"{BODY}\n\n{line}\n\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Anna Nyman",
        "By ANNA NYMAN and Per van der Holm, Tide Staff Writers",
        "By Anna Nyman | anyman@tide.example",
        "By April Nyman",
        "By The Associated Press",
        "Anna Nyman, anyman@tide.example",
        "Published: 7 Oct. 2019, 5:04 p.m. ET",
        "Updated Oct 7, 2019 at 17:04 GMT",
        "5 min read",
    ],
)
def test_bylines_and_time_stamps_are_marked_among_the_first_lines_only(line: str) -> None:
    assert marked(f"Board closes the quay\n\n{line}\n\n{BODY}") == [line]
    assert marked(f"{BODY}\n\n{BODY}\n\n{BODY}\n\n{line}\n\n{BODY}") == []


@pytest.mark.parametrize("line", ["By land and by sea", "Updated plans show 5 quays", "By the way, it rained."])
def test_a_first_line_of_the_story_is_not_a_byline(line: str) -> None:
    assert marked(f"{line}\n\n{BODY}") == []


def test_a_credit_that_is_broken_into_lines_is_one_span() -> None:
    credit = "Tide writers Anna Nyman in Estervale and\nPer Holm in Lund contributed to this report."
    assert marked(f"{BODY}\n\n{credit}\n") == [credit]


def test_end_marks_and_rules_go_with_what_is_around_them() -> None:
    assert marked(f"{BODY}\n###\nFollow us on Twitter.\n-30-\n") == ["###", "Follow us on Twitter.", "-30-"]
    assert marked(f"{BODY}\n* * *") == []
