"""Furniture that is no news, and news that looks like it."""

from __future__ import annotations

import pytest

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
