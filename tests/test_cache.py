import multiprocessing
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cache import (
    CacheWarning,
    cache_key,
    cache_path,
    clear,
    from_bytes,
    get_many,
    info,
    put_many,
    to_bytes,
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VERBATIM_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_put_is_got_in_the_order_asked_for() -> None:
    assert put_many("a", {"1": b"one", "2": b"", "3": b"\x00three"})
    assert list(get_many("a", ["3", "9", "1", "2", "1"]).items()) == [
        ("3", b"\x00three"),
        ("1", b"one"),
        ("2", b""),
    ]


def test_more_keys_than_one_query_takes() -> None:
    values = {str(i): b"%d" % i for i in range(1_234)}
    put_many("a", values)
    assert get_many("a", list(values)) == values


def test_kinds_do_not_mix() -> None:
    put_many("a", {"1": b"one"})
    assert get_many("b", ["1"]) == {}


def test_a_later_value_replaces_an_earlier_one() -> None:
    put_many("a", {"1": b"old"})
    put_many("a", {"1": b"new"})
    assert get_many("a", ["1"]) == {"1": b"new"}


def test_looking_something_up_creates_nothing(folder: Path) -> None:
    assert get_many("a", ["1"]) == {}
    assert not folder.exists()


def test_info_counts_and_clear_empties() -> None:
    put_many("a", {"1": b"one", "2": b"two"})
    put_many("b", {"1": b"1234"})
    assert info().to_dict("list") == {"kind": ["a", "b"], "entries": [2, 1], "bytes": [6, 4]}
    assert info().attrs["path"] == str(cache_path())
    clear("a")
    assert info()["kind"].tolist() == ["b"]
    clear()
    assert info().empty


def test_a_damaged_value_is_as_good_as_missing() -> None:
    put_many("a", {"1": b"one", "2": b"two"})
    store = sqlite3.connect(cache_path())
    store.execute("UPDATE entries SET value = ? WHERE key = '1'", [b"0ne"])
    store.commit()
    store.close()
    assert get_many("a", ["1", "2"]) == {"2": b"two"}


def test_a_damaged_store_warns_until_it_is_cleared(folder: Path) -> None:
    folder.mkdir()
    cache_path().write_bytes(b"this is no database " * 500)
    with pytest.warns(CacheWarning, match="remove that file"):
        assert get_many("a", ["1"]) == {}
    with pytest.warns(CacheWarning):
        assert not put_many("a", {"1": b"one"})
    with pytest.warns(CacheWarning):
        assert info().empty
    clear()
    assert put_many("a", {"1": b"one"})


def test_a_folder_that_cannot_be_made_warns(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    with pytest.warns(CacheWarning, match="VERBATIM_CACHE"):
        assert not put_many("a", {"1": b"one"})


def _put_some(first: int) -> None:
    for i in range(first, first + 40):
        put_many("a", {str(i): b"%d" % i})


@pytest.mark.filterwarnings("error")
def test_several_processes_write_at_once() -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.map(_put_some, [0, 40, 80])
    assert len(get_many("a", [str(i) for i in range(120)])) == 120


@given(st.lists(st.text(st.characters())), st.lists(st.text(st.characters())))
def test_keys_differ_where_their_parts_do(a: list[str], b: list[str]) -> None:
    assert (cache_key(*a) == cache_key(*b)) == (a == b)


def test_a_key_takes_any_text_and_tells_text_from_bytes() -> None:
    assert cache_key("\ud800") != cache_key("?")
    assert cache_key("a") != cache_key(b"a")
    assert len(cache_key("")) == 64


def test_frames_come_back_as_they_were() -> None:
    frame = pd.DataFrame({"text": ["“é”", "", "\x00"], "n": [1, 2, 3], "x": [0.5, float("nan"), -1.0]})
    pd.testing.assert_frame_equal(from_bytes(to_bytes(frame)).to_pandas(), frame)


def test_bytes_that_are_no_frame_are_a_value_error() -> None:
    for value in (b"", b"nonsense", to_bytes(pd.DataFrame({"a": range(1000)}))[:-300]):
        with pytest.raises(ValueError, match="Arrow"):
            from_bytes(value)
