"""Addresses of places in a report: one page an article, whatever its id, and the characters of a row."""

from __future__ import annotations

import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.places import article_page, place, places_of


def test_a_plain_id_is_its_page_and_any_other_keeps_a_readable_name() -> None:
    assert place("harbour-mayor", 120, 164) == "articles/harbour-mayor.html#c120-164"
    assert re.fullmatch(r"articles/news-2024-a-b-[0-9a-f]{10}\.html", article_page("news/2024/A b?"))


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_articles_never_share_a_page_and_no_id_leaves_the_folder(one: str, other: str) -> None:
    for article in (one, other):
        assert re.fullmatch(r"articles/[a-z0-9][a-z0-9_-]*\.html", article_page(article))
    if one.encode("utf-8", "replace") != other.encode("utf-8", "replace"):
        assert article_page(one).lower() != article_page(other).lower()


def test_rows_lead_to_their_span_their_first_span_or_their_article() -> None:
    frame = pd.DataFrame({"article": ["a", "b", ""], "start": [3, None, 1], "end": [5, None, 2]})
    assert places_of(frame) == ["articles/a.html#c3-5", "articles/b.html", ""]
    assert places_of(pd.DataFrame({"article": ["a", "a"], "spans": [[[1, 2], [5, 6]], []]})) == [
        "articles/a.html#c1-2", "articles/a.html",
    ]  # fmt: skip
    assert places_of(pd.DataFrame({"word": ["x"]})) == []
