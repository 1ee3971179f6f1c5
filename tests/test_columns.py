"""The meanings of columns: every column that the README names is explained, in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.articles.table import COLUMNS
from analysis.columns import MEANINGS, explain
from analysis.quotes.table import QUOTE_COLUMNS
from analysis.tone import TONE_COLUMNS

ROOT = Path(__file__).resolve().parents[1]


def test_the_columns_of_the_frames_are_explained() -> None:
    shown = set(COLUMNS) - {"text", "boilerplate"} | set(QUOTE_COLUMNS) | set(TONE_COLUMNS)
    assert shown - set(MEANINGS) == set()


def test_a_meaning_is_a_short_line_in_plain_words() -> None:
    for name, meaning in MEANINGS.items():
        assert 5 <= len(meaning) <= 110, name
        assert not re.search(r"\.$|\n", meaning), name


def test_the_sheet_names_each_column_and_its_type_and_leaves_unknown_ones_open() -> None:
    frame = pd.DataFrame({"speaker": ["Ada"], "n": [1], "mine": [[1]]})
    assert explain(frame).to_dict("records") == [
        {"column": "speaker", "meaning": MEANINGS["speaker"], "type": "text"},
        {"column": "n", "meaning": MEANINGS["n"], "type": "number"},
        {"column": "mine", "meaning": "", "type": "list"},
    ]
