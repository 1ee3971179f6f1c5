"""The pages in a browser, from ``file://``: rows lead to the text, tables sort and search, keys are enough."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import nbformat
import pandas as pd
import pytest

from analysis import read_articles
from analysis.cells import plain
from analysis.exports import write_tables
from analysis.packed import read_packed, rounded, unpack, write_packed
from analysis.reports.pages import notebook_page
from analysis.summaries import TYPES
from analysis.tables import MIME, table_data

from .conftest import LAPTOP, PHONE, ROOT


def _open(page: Any, report: Path, name: str) -> None:
    page.goto((report / name.split("#")[0]).as_uri() + ("#" + name.split("#")[1] if "#" in name else ""))


def _grid(page: Any, heading: str) -> Any:
    """The first table below a heading, in sight, which is when it is made."""
    grid = page.locator(f"xpath=//h2[contains(., '{heading}')]/following::div[@data-table][1]")
    grid.scroll_into_view_if_needed()
    grid.locator(".dt-info").wait_for()
    return grid


def _cells(grid: Any, column: int) -> list[str]:
    return [text.strip() for text in grid.locator(f"tbody tr td:nth-child({column})").all_inner_texts()]


def _lit(page: Any) -> str:
    """What is highlighted, the speakers' numbers left out, which are no part of the text."""
    return str(
        page.evaluate(
            """[...document.querySelectorAll('mark.here')].map((mark) => {
                 const copy = mark.cloneNode(true);
                 copy.querySelectorAll('.n').forEach((number) => number.remove());
                 return copy.textContent;
               }).join('')"""
        )
    )


def test_from_the_index_a_row_of_a_table_leads_to_its_characters(page: Any, report: Path) -> None:
    _open(page, report, "index.html")
    page.get_by_role("navigation", name="Pages of this report").get_by_role("link", name="Quotes").click()
    row = _grid(page, "The first quotes as a table").locator("tbody tr").nth(2)
    said = row.locator("td").nth(1).inner_text().split(" … ")[0]
    row.locator("td").nth(3).click()
    page.wait_for_url(re.compile(r"/articles/[\w-]+\.html#c\d+-\d+$"))
    assert _lit(page) == said
    assert page.evaluate("document.activeElement.matches('mark.here')"), "the keyboard goes on from there"
    top = page.evaluate("document.querySelector('mark.here').getBoundingClientRect().top")
    assert 0 <= top <= 900, "and it is in sight"


def test_every_address_in_the_tables_shows_the_very_characters_it_names(page: Any, report: Path) -> None:
    texts = read_articles(ROOT / "data" / "articles").set_index("article")["text"]
    markup = (report / "quotes.html").read_text(encoding="utf-8")
    grids = [unpack(rows) for rows in re.findall(r'id="table-\d+">(.*?)</script>', markup)]
    found = {place for grid in grids for place in grid["places"] if "#" in place}
    places = sorted(re.findall(r"^(articles/([\w-]+)\.html#c(\d+)-(\d+))$", "\n".join(found), re.M))
    assert len(places) > 150
    for address, article, start, end in places[::12]:
        _open(page, report, address)
        assert _lit(page) == texts[article][int(start) : int(end)], address


def test_a_place_in_a_headline_is_found_there_and_paragraphs_stand_apart(page: Any, report: Path) -> None:
    text = read_articles(ROOT / "data" / "articles").set_index("article").loc["envoy", "text"]
    _open(page, report, "articles/envoy.html#c4-50")
    assert _lit(page) == text[4:50]
    assert page.locator("h1 mark.here").inner_text() == "envoy who counts in litres"
    assert page.get_by_text("The envoy who counts in litres").count() == 1, "it stands once"
    heights = page.locator(".gap").evaluate_all("gaps => gaps.map((gap) => gap.getBoundingClientRect().height)")
    assert len(heights) > 10
    assert min(heights) > 8


def test_a_table_sorts_searches_and_pages(page: Any, report: Path) -> None:
    _open(page, report, "quotes.html")
    grid = _grid(page, "Who is quoted most")
    first = _cells(grid, 1)
    grid.get_by_role("link", name="Next").click()
    assert not set(_cells(grid, 1)) & set(first)
    grid.locator("thead th", has_text="words").click()
    grid.locator("thead th[aria-sort=descending]", has_text="words").wait_for()
    words = [int(text.replace(",", "")) for text in _cells(grid, 4)]
    assert words == sorted(words, reverse=True)
    assert words[0] == read_packed(report / "tables" / "quotes_by_speaker.js")["words"].max()
    grid.get_by_role("searchbox").fill("orvelin")
    assert set(_cells(grid, 1)) == {"Tamaz Orvelin", "Nadia Orvelin"}
    assert "2 of 2 rows" in grid.locator(".dt-info").inner_text()


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_a_search_finds_either_apostrophe(page: Any, report: Path, apostrophe: str) -> None:
    _open(page, report, "quotes.html")
    grid = _grid(page, "The first quotes as a table")
    grid.get_by_role("searchbox").fill(f"Korrem{apostrophe}s")
    grid.get_by_text("(of ").wait_for()
    rows = grid.locator("tbody tr").all_inner_texts()
    assert all(re.search("Korrem[’']s", row) for row in rows)
    assert {sign for row in rows for sign in re.findall("Korrem([’'])s", row)} == {"’", "'"}


def test_a_table_downloads_as_csv_and_as_excel_with_its_columns_explained(
    page: Any, report: Path, tmp_path: Path
) -> None:
    _open(page, report, "quotes.html")
    grid = _grid(page, "Who is quoted most")
    for kind in ("CSV", "Excel"):
        with page.expect_download() as download:
            grid.get_by_role("button", name=kind).click()
        download.value.save_as(tmp_path / download.value.suggested_filename)
    table = pd.read_csv(tmp_path / "quotes_by_speaker.csv", keep_default_na=False)
    kept = read_packed(report / "tables" / "quotes_by_speaker.js")
    assert len(table) > 20
    assert table["speaker"].tolist() == kept["speaker"].tolist()
    assert table["words"].tolist() == kept["words"].tolist()
    book = pd.read_excel(tmp_path / "quotes_by_speaker.xlsx", sheet_name=None)
    assert list(book) == ["table", "columns"]
    assert list(book["table"].columns) == list(book["columns"]["column"]) == list(table.columns)
    assert book["columns"]["meaning"].notna().all()
    with ZipFile(tmp_path / "quotes_by_speaker.xlsx") as parts:
        assert not any("external" in name.lower() for name in parts.namelist())
    assert book["table"]["words"].tolist() == table["words"].tolist()


def test_an_excel_file_holds_no_time_so_that_the_same_table_gives_the_same_bytes(page: Any, report: Path) -> None:
    _open(page, report, "index.html")
    with page.expect_download() as download:
        page.locator("button[data-kind=Excel]").first.click()
    with ZipFile(download.value.path()) as parts:
        assert parts.testzip() is None
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_many_files_asked_for_at_once_all_come(page: Any, report: Path) -> None:
    _open(page, report, "index.html")
    came: list[Any] = []
    page.on("download", lambda download: came.append(download))
    wanted = page.evaluate(
        """[...document.querySelectorAll("button[data-rows]")].slice(0, 24).map((button) => {
             button.click();
             return button.dataset.rows + button.dataset.kind;
           }).length"""
    )
    assert wanted == 24
    for _ in range(60):
        page.wait_for_timeout(250)
        if len(came) == wanted and not page.locator("button[data-rows]:disabled").count():
            break
    assert len(came) == wanted


HARD = pd.DataFrame(
    {
        "text": ['=1+1 "so", she said', "two\r\nlines\x0b <b>&amp;", "-5", "ünï 😀", "x" * 40_000],
        "spans": [[[0, 4]], [], [[1, 2], [3, 4]], None, [[5, 6]]],
        "score": [0.123456, -1e-9, float("nan"), float("inf"), 12_345.678],
        "n": [1, -2, 3, 4, 5],
        "corrected": [True, False, True, False, True],
        "published": pd.to_datetime(["2024-03-02", None, "2024-03-04", None, None], utc=True),
    }
)


def test_a_file_made_by_a_page_holds_what_one_written_by_the_program_holds(
    page: Any, report: Path, tmp_path: Path
) -> None:
    _open(page, report, "index.html")
    table = report / "tables" / "hard.js"
    write_packed(HARD, table)
    page.evaluate(
        """for (const kind of ["CSV", "Excel"]) {
             const button = document.createElement("button");
             Object.assign(button.dataset, { rows: "tables/hard.js", kind });
             button.textContent = `hard ${kind}`;
             document.querySelector("main").append(button);
           }"""
    )
    for kind in ("CSV", "Excel"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"hard {kind}").click()
        download.value.save_as(tmp_path / download.value.suggested_filename)
    table.unlink()
    even = HARD.assign(score=[rounded(plain(value)) for value in HARD["score"]])
    write_tables(tmp_path / "program", hard=even)
    made, written = (
        pd.read_csv(folder / "hard.csv", keep_default_na=False, dtype=str)
        for folder in (tmp_path, tmp_path / "program")
    )
    assert (
        made["text"].tolist()[:3] == written["text"].tolist()[:3] == ['\'=1+1 "so", she said', HARD["text"][1], "'-5"]
    )
    for name in ("n", "published"):
        assert made[name].tolist() == written[name].tolist(), name
    assert pd.to_numeric(made["score"]).equals(pd.to_numeric(written["score"]))
    assert [json.loads(cell or "null") for cell in made["spans"]] == HARD["spans"].tolist()
    book, other = (
        pd.read_excel(folder / "hard.xlsx", sheet_name=None, keep_default_na=False)
        for folder in (tmp_path, tmp_path / "program")
    )
    assert book["columns"].equals(other["columns"])
    for name in ("score", "n", "corrected", "published"):
        assert book["table"][name].tolist() == other["table"][name].tolist(), name
    assert book["table"]["text"][0] == '\'=1+1 "so", she said'
    assert book["table"]["text"][1] == "two\r\nlines\ufffd <b>&amp;"
    assert len(book["table"]["text"][4]) == 32_767
    assert "(cut: an Excel cell holds no more" in book["table"]["text"][4]


def test_a_reader_filters_by_speaker_type_and_confidence(page: Any, report: Path) -> None:
    _open(page, report, "articles/harbour-audit.html")
    marked = page.locator("#text .q:not(.off)")
    numbers = page.locator("#text .n:visible")
    total = numbers.count()
    assert page.locator("#count").inner_text() == f"{total} quotes"
    voice = page.locator(".voices label").first
    voice.click()
    left = numbers.count()
    assert 0 < left < total
    assert page.locator("#count").inner_text() == f"{left} of {total} quotes marked"
    page.get_by_role("button", name="All").click()
    page.locator(".types label", has_text="indirect").click()
    data = unpack(page.locator("script#quotes").text_content())["quotes"]
    assert numbers.count() == sum(quote[2] != TYPES.index("indirect") for quote in data)
    page.locator(".types label", has_text="indirect").click()
    page.locator("input[name=least]").fill("0.9")
    assert numbers.count() == sum(quote[4] >= 0.9 for quote in data)
    page.get_by_role("button", name="None").click()
    assert marked.count() == numbers.count() == 0
    assert page.locator("#text").inner_text().startswith("PORT LAMMER"), "the text stays as it stands"


def test_a_card_that_tells_of_no_quote_leaves_its_room_to_the_speakers(page: Any, report: Path) -> None:
    _open(page, report, "articles/harbour-audit.html")
    assert page.locator("#card").bounding_box()["height"] < 90


def test_pointing_at_a_quote_tells_speaker_type_confidence_and_tone_with_its_drivers(page: Any, report: Path) -> None:
    _open(page, report, "articles/harbour-audit.html")
    page.locator("#text .q", has_text="It would be kind to call this carelessness").hover()
    card = page.locator("#card").inner_text()
    assert card.startswith("Renske Almody")
    for said in (
        "direct speech",
        "of 100 such quotes about 9",
        "have the right words and source",
        "Tone of the words",
        "“carelessness” −",
        "Almody",
        "said",
    ):
        assert said in card
    assert page.locator("#text .q.on").count() == 2, "both parts of an interrupted quote"
    page.locator("h1").hover()
    page.locator("#text").hover(position={"x": 5, "y": 5})
    assert "Point at a quote" in page.locator("#card").inner_text()


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_on_a_phone_a_tap_tells_and_nothing_is_wider_than_the_screen(page: Any, report: Path) -> None:
    for name in ("index.html", "quotes.html", "tone.html", "articles/harbour-audit.html"):
        _open(page, report, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert not page.locator("#card").is_visible()
    page.locator("#text .q").nth(1).tap()
    assert page.locator("#card").is_visible()
    page.get_by_role("button", name="Close").tap()
    assert not page.locator("#card").is_visible()
    page.get_by_text("Speakers and filters").tap()
    assert page.locator(".voices label").first.is_visible()


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_on_a_phone_the_tables_of_the_index_fit_its_width(page: Any, report: Path) -> None:
    _open(page, report, "index.html")
    table = page.locator(".tables")
    assert not table.locator("xpath=..").evaluate("box => box.scrollWidth > box.clientWidth")
    name, files, rows, columns = (
        table.locator("tbody tr").first.locator("> *").nth(i).bounding_box() for i in range(4)
    )
    assert abs(name["y"] - files["y"]) < 10
    assert files["y"] < rows["y"] < columns["y"]
    assert columns["width"] > 300


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_on_a_phone_a_row_is_read_from_top_to_bottom_each_cell_beside_its_columns_name(page: Any, report: Path) -> None:
    _open(page, report, "tone.html")
    table = page.locator(".grid", has_text="drivers").first
    table.scroll_into_view_if_needed()
    cells = table.locator("tbody tr").first.locator("td")
    cells.first.wait_for()
    table.locator("td[data-column=speaker]").first.wait_for(state="attached")
    assert cells.last.get_attribute("data-column") == "drivers"
    assert "drivers" in cells.last.evaluate("cell => getComputedStyle(cell, '::before').content")
    tops = [cell.bounding_box()["y"] for cell in cells.all() if cell.is_visible()]
    assert tops == sorted(tops)
    assert len(set(tops)) > 3
    assert max(tops.count(top) for top in tops) == 2, "numbers stand two abreast"
    wide = "part => part.scrollWidth > part.clientWidth"
    assert not table.locator(".dt-layout-table").evaluate(wide)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_on_a_phone_a_table_that_fits_stays_a_table(page: Any, report: Path) -> None:
    narrow = pd.DataFrame({"word": ["quay", "dredger"], "n": [12, 3], "articles": [4, 2]})
    wide = narrow.assign(example="“We will dredge it at night,” the mayor said. " * 3, low=0.2, high=0.4)
    shown = [{MIME: table_data(frame, columns=list(frame))} for frame in (narrow, wide)]
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data) for data in shown])
    (report / "narrow.html").write_text(
        notebook_page(nbformat.v4.new_notebook(cells=[cell]), title="Words", name="narrow"), encoding="utf-8"
    )
    _open(page, report, "narrow.html")
    page.locator(".cards").wait_for()
    assert [figure.evaluate("it => it.classList.contains('cards')") for figure in page.locator(".grid").all()] == [
        False,
        True,
    ]
    rows = page.locator(".grid tbody tr")
    tops = "row => new Set([...row.cells].map((cell) => cell.getBoundingClientRect().top)).size"
    assert rows.first.evaluate(tops) == 1
    assert rows.last.evaluate(tops) > 2
    page.set_viewport_size(LAPTOP)  # as one that is turned round
    page.locator(".cards").wait_for(state="detached")
    assert rows.last.evaluate(tops) == 1


@pytest.mark.parametrize("page", [PHONE, LAPTOP], indirect=True, ids=["phone", "laptop"])
def test_who_comes_back_from_an_article_finds_the_row_again(page: Any, report: Path) -> None:
    # As where memory is short, on a phone: the page is loaded anew.
    page.add_init_script("addEventListener('unload', () => undefined)")
    _open(page, report, "quotes.html")
    grid = _grid(page, "The first quotes as a table")
    page.wait_for_timeout(500)  # tables above come alive meanwhile
    grid.locator("input[type=search]").fill("the")
    grid.get_by_role("link", name="2", exact=True).or_(grid.get_by_role("button", name="2", exact=True)).click()
    row = grid.locator("tbody tr").nth(5)
    row.locator("a").evaluate("link => link.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(500)
    said, top = row.inner_text(), row.bounding_box()["y"]
    row.locator("a").click()
    page.wait_for_url("**/articles/*.html*")
    page.go_back()
    page.locator("tr:focus-within").wait_for()
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "back_forward"
    page.wait_for_timeout(500)
    assert row.inner_text() == said
    assert abs(row.bounding_box()["y"] - top) < 3
    assert grid.locator("input[type=search]").input_value() == "the"


def test_the_keyboard_is_enough(page: Any, report: Path) -> None:
    _open(page, report, "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[data-table]') && document.activeElement.href"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*.html")
    page.locator("#text .n").nth(0).focus()
    for i in range(3):  # from number to number
        name = page.evaluate("document.activeElement.getAttribute('aria-label')").split(", ")[0]
        assert page.locator("#card h2").inner_text() == name, i
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "where the keyboard is can be seen"
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("#card h2").count() == 0
    page.locator(".voices input").first.focus()
    page.keyboard.press("Space")
    assert "marked" in page.locator("#count").inner_text()


def test_in_the_dark_a_figure_is_dark_unless_its_cell_says_no_and_on_paper_it_is_as_drawn(
    page: Any, report: Path
) -> None:
    page.emulate_media(color_scheme="dark")
    _open(page, report, "tone.html")
    turned, kept = page.locator(".chart > svg").first, page.locator(".celltag_on-white .chart > svg")
    look = "figure => [getComputedStyle(figure).filter, getComputedStyle(figure.parentNode).backgroundColor]"
    assert turned.evaluate(look) == ["invert(1) hue-rotate(180deg)", "rgba(0, 0, 0, 0)"]
    assert kept.evaluate(look) == ["none", "rgb(255, 255, 255)"]
    for media in ({"color_scheme": "light"}, {"color_scheme": "dark", "media": "print"}):
        page.emulate_media(**media)
        assert turned.evaluate(look)[0] == "none", media


def test_on_paper_the_page_is_its_text_and_its_voices(page: Any, report: Path) -> None:
    page.emulate_media(media="print")
    _open(page, report, "articles/harbour-audit.html")
    for hidden in ("#filters input[type=checkbox]", "#card", ".turn", ".masthead nav"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("#text .q").first.is_visible()
    assert page.locator(".voices label").first.is_visible()


def test_the_page_of_a_copy_says_whose_copy_it_is(page: Any, report: Path) -> None:
    page.goto((report / "articles" / "talks-break-off-herald.html").as_uri())
    assert "it is a copy of talks-break-off" in page.inner_text("body")
    page.goto((report / "index.html").as_uri())
    assert "talks-break-off" in page.locator("tr", has_text="Talvia says its offer stands").inner_text()
