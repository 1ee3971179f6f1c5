"""Lists filled in by hand: what is wrong with one is said with its line."""

from pathlib import Path

import pytest

from analysis.quotes.sheets import read_sheet


def rows_of(path: Path) -> list[tuple[int, dict[str, str]]]:
    return list(read_sheet(path, columns=["name", "side"], needed=["name"]))


def test_a_row_has_every_column_and_the_number_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('\ufeffname \n Ada Quill \n\n"Lind, Bo"\n', encoding="utf-8")
    assert rows_of(path) == [(2, {"name": "Ada Quill", "side": ""}), (4, {"name": "Lind, Bo", "side": ""})]


def test_a_file_that_is_missing_or_empty_has_no_rows(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert rows_of(empty) == rows_of(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name,sides\n", "the column 'sides' is none of those it may have: name, side"),
        ("side\nleft\n", "column 'name' is missing"),
        ("name\nLind, Bo\n", "line 2: more cells than columns"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=f"list.csv.*{told}"):
        rows_of(path)


def test_a_list_as_excel_saves_it_is_read_and_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes('name,side\n"Zoë\nRiis",left\nÅsa Lind,right\n'.encode("cp1252"))
    assert [(number, cells["name"]) for number, cells in rows_of(path)] == [(3, "Zoë\nRiis"), (4, "Åsa Lind")]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_semicolons_and_tabs_part_cells_where_the_first_line_has_them(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"name{separator}side\nLind, Ana{separator}left\n", encoding="utf-8")
    rows = list(read_sheet(path, columns=("name", "side"), needed=("name",)))
    assert rows == [(2, {"name": "Lind, Ana", "side": "left"})]


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('name,side\nAda Oren,left\n"Ada Lind,left\nBo Oren,right\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"list\.csv, line 3: a quotation mark is not closed"):
        list(read_sheet(path, columns=("name", "side"), needed=("name",)))


def test_a_mark_that_hides_no_line_is_let_pass(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('name,side\n"Lind, Ana" ,left\n"Bo" Oren,right\n', encoding="utf-8")
    rows = read_sheet(path, columns=("name", "side"), needed=("name",))
    assert [cells["name"] for _, cells in rows] == ["Lind, Ana", "Bo Oren"]


def test_empty_columns_behind_the_last_are_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,side,,\nAda Lind,left,,\n", encoding="utf-8")
    rows = list(read_sheet(path, columns=("name", "side"), needed=("name",)))
    assert rows == [(2, {"name": "Ada Lind", "side": "left"})]
