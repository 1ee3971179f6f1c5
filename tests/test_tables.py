"""What a page gets of a table: all rows, numbers that sort as numbers, and the way into the text."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pandas as pd
import pytest

from analysis.columns import MEANINGS
from analysis.packed import unpack
from analysis.reports.grid import file_links, grid, grid_scripts, table_files
from analysis.tables import FOR_PAGES, MIME, show_table, table_data

FRAME = pd.DataFrame(
    {
        "article": ["a", "a", "b"],
        "start": [0, 9, 4],
        "end": [5, 12, 8],
        "text": ["<b>one</b>", "two", "=three"],
        "score": [0.5, math.nan, math.inf],
    }
)


def test_rows_hold_text_and_for_numbers_what_they_sort_by() -> None:
    data = table_data(FRAME, columns=["text", "score"], top=2, name="t")
    assert json.loads(json.dumps(data, allow_nan=False)) == data, "it is plain JSON, infinity included"
    assert data["rows"][0] == ["<b>one</b>", ["0.50", 0.5], "read"]
    assert data["rows"][1][1] == ["–", None]
    assert data["rows"][2][1] == ["∞", 1e308]
    assert (data["top"], data["total"], data["link"]) == (2, 3, 2)
    assert data["places"] == ["articles/a.html#c0-5", "articles/a.html#c9-12", "articles/b.html#c4-8"]


def test_a_column_that_names_the_article_is_the_link_and_a_table_without_places_has_none() -> None:
    assert table_data(FRAME, columns=["article", "text"])["link"] == 0
    data = table_data(pd.DataFrame({"word": ["x"]}), columns=["word"])
    assert (data["link"], data["places"]) == (-1, [])


def test_a_page_holds_the_first_2000_rows_and_says_how_many_there_are() -> None:
    data = table_data(pd.DataFrame({"n": range(6000)}), columns=["n"])
    assert (len(data["rows"]), data["total"]) == (2000, 6000)


def test_the_rows_are_put_out_for_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOR_PAGES, raising=False)
    assert show_table(FRAME)._repr_mimebundle_() == {}
    monkeypatch.setenv(FOR_PAGES, "1")
    assert show_table(FRAME, name="t")._repr_mimebundle_()[MIME]["name"] == "t"


def test_without_scripts_the_first_rows_stand_there_escaped_and_linked() -> None:
    markup = grid(
        table_data(FRAME, columns=["text", "article"], top=2), name="table-0", files=[("CSV", "tables/t.csv")]
    )
    assert markup.count("<tr>") == 3
    assert "&lt;b&gt;one" in markup
    assert '<a href="articles/a.html#c9-12">a</a>' in markup
    assert "2 of 3 rows" in markup
    assert '<a href="tables/t.csv" download>CSV</a>' in markup
    assert MEANINGS["text"].split(";")[0] in markup


def test_a_text_cannot_end_the_script_that_holds_it() -> None:
    data = table_data(pd.DataFrame({"text": ["</script><script>alert(1)"]}), columns=["text"])
    (_, text), *_ = grid_scripts({"table-0": data})
    assert "<" not in text
    assert unpack(text)["rows"] == [["</script><script>alert(1)"]]


def test_a_packed_table_has_buttons_for_what_the_page_makes_and_links_for_its_other_files(tmp_path: Path) -> None:
    for ending in (".js", ".csv.zip", ".xlsx", ".parquet"):
        (tmp_path / f"a b{ending}").write_text("")
    markup = file_links(table_files(tmp_path, "a b"))
    at = f"{tmp_path.name}/a%20b"
    assert markup == (
        f'<button type="button" data-rows="{at}.js" data-kind="CSV">CSV</button> '
        f'<button type="button" data-rows="{at}.js" data-kind="Excel">Excel</button> '
        f'<a href="{at}.parquet" download>Parquet</a>'
    )
    assert table_files(tmp_path, "c") == table_files(tmp_path / "absent", "a b") == []
