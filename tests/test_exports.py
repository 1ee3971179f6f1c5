"""Tables as files: what is written is what is read back, and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
import json
import re
import time
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cells import disarm, rearm
from analysis.exports import ENDINGS, _zipped, write_table, write_tables


@pytest.fixture
def quotes() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": ["a1", "a2"],
            "text": ["“Ça va,” she said,\n“enough.”", "=HYPERLINK('x')"],
            "spans": [[[0, 8], [19, 28]], [[3, 18]]],
            "published": pd.to_datetime(["2024-05-01T10:00:00Z", None], utc=True),
            "confidence": [0.5, float("nan")],
            "score": [-1, 2],
            "corrected": [True, False],
        }
    )


def test_json_lines_hold_one_row_a_line_with_spans_as_arrays(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = write_table(quotes, tmp_path / "q.jsonl")
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert first["spans"] == [[0, 8], [19, 28]]
    assert first["published"] == "2024-05-01T10:00:00+00:00"
    assert first["corrected"] is True
    assert second["published"] is None
    assert second["confidence"] is None
    assert second["text"] == "=HYPERLINK('x')", "JSON is not opened by spreadsheets: the text stays as it is"
    assert list(first) == list(quotes.columns)


def test_csv_holds_spans_as_json_text_and_neutralises_formulas(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = write_table(quotes, tmp_path / "q.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert json.loads(rows[0]["spans"]) == [[0, 8], [19, 28]]
    assert rows[0]["text"] == quotes.text[0]
    assert rows[1]["text"] == "'=HYPERLINK('x')"
    assert rows[0]["score"] == "-1", "a number is no formula"
    assert rows[1]["published"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_cell_and_no_heading_starts_like_a_formula(tmp_path: Path, start: str, ending: str) -> None:
    path = write_table(pd.DataFrame({f"{start}head": [f"{start}cmd|' /C calc'!A0"]}), tmp_path / f"t{ending}")
    back = pd.read_csv(path) if ending == ".csv" else pd.read_excel(path)
    cells = [*back.columns, *back.iloc[0]]
    assert all(cell.startswith(f"'{start}") for cell in cells)


def test_parquet_gives_the_table_back(tmp_path: Path, quotes: pd.DataFrame) -> None:
    back = pd.read_parquet(write_table(quotes, tmp_path / "q.parquet"))
    assert [[list(span) for span in spans] for spans in back.spans] == quotes.spans.tolist()
    assert back.text.tolist() == quotes.text.tolist()
    assert back.published[0] == quotes.published[0]
    assert back.score.tolist() == [-1, 2]


def test_lists_of_words_and_numbers_become_json_text_in_parquet(tmp_path: Path) -> None:
    frame = pd.DataFrame({"drivers": [[["good", 0.5]], []]})
    back = pd.read_parquet(write_table(frame, tmp_path / "t.parquet"))
    assert json.loads(back.drivers[0]) == [["good", 0.5]]


def test_excel_holds_the_table_under_a_heading(tmp_path: Path, quotes: pd.DataFrame) -> None:
    back = pd.read_excel(write_table(quotes, tmp_path / "q.xlsx"))
    assert list(back.columns) == list(quotes.columns)
    assert json.loads(back.spans[0]) == [[0, 8], [19, 28]]
    assert back.score.tolist() == [-1, 2]


def test_the_second_sheet_of_an_excel_file_says_what_each_column_means(tmp_path: Path, quotes: pd.DataFrame) -> None:
    book = pd.read_excel(write_table(quotes, tmp_path / "q.xlsx"), sheet_name=None)
    assert list(book) == ["table", "columns"]
    about = book["columns"].set_index("column")
    assert list(about.index) == list(quotes.columns)
    assert about.loc["confidence", "meaning"].startswith("how sure the program is")
    assert about["type"].to_dict() == {
        "article": "text", "text": "text", "spans": "list", "published": "date", "confidence": "number",
        "score": "number", "corrected": "yes or no",
    }  # fmt: skip


def test_in_a_report_a_text_too_long_for_excel_is_cut_and_says_so(tmp_path: Path) -> None:
    files = write_tables(tmp_path, long=pd.DataFrame({"text": ["x" * 40_000, "=" * 32_767], "n": [1, 2]}))
    assert [path.name for path in files] == ["long.csv", "long.parquet", "long.xlsx"]
    cell = pd.read_excel(files[-1]).loc[0, "text"]
    assert 32_000 < len(cell) <= 32_767
    assert cell.endswith("the whole is in the CSV and Parquet files)")
    assert pd.read_parquet(files[1]).loc[0, "text"] == "x" * 40_000


def test_what_does_not_fit_into_excel_is_written_otherwise_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.exports._EXCEL_ROWS", 3)
    with pytest.warns(UserWarning, match=r"long\.xlsx was not written: 3 rows are more"):
        files = write_tables(tmp_path, long=pd.DataFrame({"text": ["x"] * 3}))
    assert [path.name for path in files] == ["long.csv", "long.parquet"]


def test_a_text_too_long_for_excel_is_refused_not_cut(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.parquet"):
        write_table(pd.DataFrame({"text": ["x" * 40_000]}), tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_table_gives_the_same_bytes_at_any_time(
    tmp_path: Path, quotes: pd.DataFrame, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_table(quotes, tmp_path / f"first{ending}").read_bytes()
    later = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert write_table(quotes, tmp_path / f"second{ending}").read_bytes() == first
    if ending == ".xlsx":
        with ZipFile(tmp_path / "first.xlsx") as book:
            assert {part.date_time for part in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert set(re.findall(rb"\d{4}-\d\d-\d\dT", book.read("docProps/core.xml"))) == {b"1980-01-01T"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_table_is_written_with_its_columns(tmp_path: Path, ending: str) -> None:
    path = write_table(pd.DataFrame({"article": [], "text": []}), tmp_path / f"t{ending}")
    assert path.is_file()
    if ending == ".csv":
        assert path.read_text() == '"article","text"\n'


def test_another_ending_is_an_error_that_names_the_right_ones(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"quotes\.txt.*\.jsonl, \.csv, \.parquet, \.xlsx"):
        write_table(pd.DataFrame(), tmp_path / "quotes.txt")


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_table(pd.DataFrame({"a": [1]}), tmp_path / "t.csv")
    before = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fail)
    with pytest.raises(OSError, match="no space"):
        write_table(pd.DataFrame({"a": [2]}), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_named_index_becomes_columns(tmp_path: Path) -> None:
    frame = pd.DataFrame({"speaker": ["Ann", "Ann", "Bo"]}).groupby("speaker").size().to_frame("quotes")
    assert write_table(frame, tmp_path / "t.csv").read_text() == '"speaker","quotes"\n"Ann",2\n"Bo",1\n'


def test_several_tables_are_written_as_csv_excel_and_parquet(tmp_path: Path) -> None:
    files = write_tables(
        tmp_path / "tables", {"top-speakers": pd.DataFrame({"a": [1]})}, quotes=pd.DataFrame({"b": [2]})
    )
    names = sorted(path.name for path in (tmp_path / "tables").iterdir())
    assert names == [f"{name}.{ending}" for name in ("quotes", "top-speakers") for ending in ("csv", "parquet", "xlsx")]
    assert sorted(path.name for path in files) == names


def test_a_large_csv_is_zipped_and_still_read_back(tmp_path: Path) -> None:
    frame = pd.DataFrame({"text": [f"{i:0100d}" for i in range(11_000)]})
    files = write_tables(tmp_path, long=frame)
    assert sorted(path.name for path in files) == ["long.csv.zip", "long.parquet", "long.xlsx"]
    assert not (tmp_path / "long.csv").exists()
    assert pd.read_csv(tmp_path / "long.csv.zip", dtype=str).equals(frame)


def test_no_folder_means_no_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert write_tables("", quotes=pd.DataFrame({"b": [2]})) == []
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=30))
def test_any_text_can_be_written_and_json_lines_give_it_back(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    frame = pd.DataFrame({"text": pd.Series([text], dtype=object)})
    for ending in ENDINGS:
        write_table(frame, folder / f"t{ending}")
    assert json.loads((folder / "t.jsonl").read_text(encoding="utf-8").removesuffix("\n"))["text"] == text


def test_numbers_and_plain_text_are_no_formulas() -> None:
    assert [disarm(value) for value in (-5, "plain - text", "", "=1+1")] == [-5, "plain - text", "", "'=1+1"]
    assert [rearm(cell) for cell in ("'=1+1", "'tis so", "-5", "")] == ["=1+1", "'tis so", "-5", ""]


def test_a_large_csv_that_another_notebook_has_zipped_meanwhile_is_that_zip(tmp_path: Path) -> None:
    (tmp_path / "t.csv.zip").write_bytes(b"whole")
    assert _zipped(tmp_path / "t.csv").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv.zip"]
