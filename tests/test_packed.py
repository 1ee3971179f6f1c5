"""Tables as a report keeps them: packed and read back, and small."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.packed import _cells, _column, describe_packed, pack, read_packed, rounded, unpack, write_packed

FRAME = pd.DataFrame(
    {
        "article": ["a", "a", "a", "b", "b"],
        "text": pd.Series(["“One”", '"; alert(1)//', "\u2028</script>", "ünï 😀", "\ud800"], dtype=object),
        "spans": [[[0, 4]], [], [[1, 2], [3, 4]], None, [[5, 6]]],
        "drivers": [[{"text": "kind", "weight": 0.123456}], [], [], [], []],
        "score": [0.123456, None, 2.0, float("inf"), -0.5],
        "n": [1, 2, 3, 4, 5],
        "corrected": [True, False, True, False, True],
        "published": pd.to_datetime(["2024-03-02", None, "2024-03-04T05:06Z", None, None], utc=True, format="ISO8601"),
    }
)


def test_a_table_is_read_back_with_its_lists_dates_and_numbers(tmp_path: Path) -> None:
    back = read_packed(write_packed(FRAME, tmp_path / "tables" / "t.js"))
    for name in ("article", "text", "spans", "n", "corrected", "published"):
        assert back[name].astype(object).equals(FRAME[name].astype(object)), name
    assert back["drivers"].tolist() == [[{"text": "kind", "weight": 0.123}], [], [], [], []]
    assert back["score"].isna().tolist() == [False, True, False, True, False]
    assert back["score"].dropna().tolist() == [0.123, 2.0, -0.5]


def test_rows_and_columns_are_told_without_reading_the_table(tmp_path: Path) -> None:
    path = write_packed(FRAME, tmp_path / "t.js")
    assert describe_packed(path) == {"rows": 5, "columns": list(FRAME)}
    assert describe_packed(write_packed(FRAME.head(0), path)) == {"rows": 0, "columns": list(FRAME)}
    assert list(read_packed(path)) == list(FRAME)


def test_the_script_can_do_nothing_but_hand_over_the_table(tmp_path: Path) -> None:
    hostile = FRAME.rename(columns={"text": "x\u2028alert(1)//\n"})
    head, body, end = write_packed(hostile, tmp_path / "t.js").read_bytes().decode("ascii").split("\n")
    assert head.startswith("// {")
    assert body.startswith('document.currentScript.packed = "')
    assert body.endswith('";')
    assert not set(body.removeprefix('document.currentScript.packed = "').removesuffix('";')) & set('"\\<')
    assert end == ""


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_packed(FRAME, tmp_path / name).read_bytes() for name in ("a.js", "b.js"))
    assert first == second


@pytest.mark.parametrize(
    ("value", "kept"),
    [(0.123456, 0.123), (12_345.678, 12_346), (1.23456e-9, 1.23e-9), (-3.0, -3), (34_122.0, 34_122), (7, 7),
     (True, True), ("0.123456", "0.123456"), ([0.99999, {"weight": -0.77777}], [1.0, {"weight": -0.778}])],
)  # fmt: skip
def test_numbers_keep_three_significant_digits_and_all_whole_ones(value: object, kept: object) -> None:
    assert rounded(value) == kept


RECORDS = st.lists(st.fixed_dictionaries({"text": st.text(max_size=3), "start": st.integers(0, 99)}), max_size=3)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(-(10**9), 10**9))
    | st.lists(st.sampled_from(["", "a", "b", None]))
    | st.lists(RECORDS)
    | st.lists(RECORDS | st.lists(st.integers()) | st.text(max_size=2) | st.booleans() | st.none())
)
def test_a_column_said_shorter_is_the_same_column(column: list[object]) -> None:
    assert _cells(json.loads(json.dumps(_column(column)))) == column


def test_places_that_go_up_and_texts_that_come_again_are_said_shorter() -> None:
    assert _column([10, 20, 31]) == {"steps": [10, 10, 11]}
    assert _column(["a", "a", "a", "b", "b"]) == {"of": ["a", "b"], "at": [0, 0, 0, 1, 1]}
    assert _column([9, 1, 9]) == [9, 1, 9]


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4)))
def test_whatever_json_can_hold_is_unpacked_as_it_was(value: object) -> None:
    assert unpack(pack(value)) == json.loads(json.dumps(value))


def test_another_script_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.js").write_text("alert(1)")
    with pytest.raises(ValueError, match=r"t\.js: this is no table of a report"):
        read_packed(tmp_path / "t.js")
