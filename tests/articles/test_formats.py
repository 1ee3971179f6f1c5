"""Documents, archives and large tables become articles; what is a trap is refused, and says so."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pandas as pd
import pytest
from articles_fixtures import read, write
from seeds import PAGE, ROWS, SEEDS, STORY, TITLE, make_docx, make_mail, make_pdf, make_warc, make_xlsx

from analysis.articles import documents, files, formats, lines, problems, read_articles
from analysis.articles.files import ARTICLE_ENDINGS


def told(articles: pd.DataFrame) -> list[tuple[str, str]]:
    return [(row.stage, row.reason) for row in problems(articles).itertuples()]


def test_there_is_a_reader_for_every_ending_and_the_help_names_it() -> None:
    assert set(formats.READERS) == set(ARTICLE_ENDINGS)


@pytest.mark.parametrize("ending", sorted(SEEDS))
def test_every_format_gives_articles_and_no_problem(tmp_path: Path, ending: str) -> None:
    articles = read(write(tmp_path / f"quay{ending}", SEEDS[ending]))
    assert not told(articles)
    assert articles["text"].str.contains("voted on Monday to close").any()


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".eml", ".warc", ".xlsx"])
def test_a_document_tells_its_title_and_its_day(tmp_path: Path, ending: str) -> None:
    article = read(write(tmp_path / f"quay{ending}", SEEDS[ending])).iloc[0]
    assert article["title"] == TITLE
    assert article["published"].date().isoformat() == "2019-10-07"


def test_a_word_document_gives_its_paragraphs_and_tables(tmp_path: Path) -> None:
    article = read(write(tmp_path / "quay.docx", make_docx())).iloc[0]
    assert article["text"].strip() == f"{STORY.strip()}\n\nA cell of a table."
    assert article["author"] == "Una Vale"


def test_cells_of_a_word_table_that_are_merged_are_read_once(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Marsh said: we close."
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Two rows."
    table.cell(1, 1).text, table.cell(2, 1).text = "One.", "One."
    document.save(str(tmp_path / "quay.docx"))
    assert read(tmp_path / "quay.docx").loc[0, "text"].split("\n") == [
        "Marsh said: we close.",
        "Two rows.",
        "One.",
        "One.",
    ]


def test_a_word_document_is_not_of_the_day_and_the_author_of_the_template_it_was_made_from(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(STORY)
    document.save(str(tmp_path / "quay.docx"))
    article = read(tmp_path / "quay.docx").iloc[0]
    assert article["published"] is pd.NaT
    assert article["author"] == ""


def test_the_lines_of_a_pdf_are_put_together_to_paragraphs(tmp_path: Path) -> None:
    text = read(write(tmp_path / "quay.pdf", make_pdf())).loc[0, "text"]
    assert text.splitlines() == [
        "The harbour board of Estervale voted on Monday to close the northern quay for two years.",
        "Its chair said that there had been no choice, and that the quay would open again.",
    ]


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        (["She said that the har\ufffe\n", "bour would be closed.\n"], "She said that the harbour would be closed."),
        (["“We close the\nquay and the\n", "", "docks,” she said.\n"], "“We close the quay and the docks,” she said."),
        (["The quay was\n\n1", "closed.\nSo\n2", "it was.\n- 3 -"], "The quay was closed. So it was."),
        (["Page 1 of 2\nThe quay is closed.", "Page 2 of 2\nIt rained."], "The quay is closed.\nIt rained."),
        (["The fine was\n300", "crowns, she said."], "The fine was 300 crowns, she said."),
        (["An end without a mar\x02"], "An end without a mar"),
    ],
)
def test_a_paragraph_of_a_pdf_goes_on_over_the_page_unless_its_sentence_ended(pages: list[str], text: str) -> None:
    assert documents._paragraphs(pages) == text


def test_a_pdf_without_text_names_the_mend(tmp_path: Path) -> None:
    ((stage, reason),) = told(read(write(tmp_path / "scan.pdf", make_pdf([""]))))
    assert stage == "text"
    assert "OCR" in reason


def test_a_mail_that_is_a_page_gives_the_article_in_it(tmp_path: Path) -> None:
    article = read(write(tmp_path / "quay.eml", make_mail(page=True))).iloc[0]
    assert "Ilse Brandrup" in article["text"]
    assert "<p>" not in article["text"]
    assert article["outlet"] == "tide.example"


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_a_web_archive_gives_its_pages_by_their_address(tmp_path: Path, ending: str) -> None:
    articles = read(write(tmp_path / f"crawl{ending}", SEEDS[ending]))
    assert list(articles["article"]) == ["https://tide.example/quay"]


def test_the_sheet_with_a_column_of_texts_is_the_one_that_is_read(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "news.xlsx", make_xlsx()))
    assert list(articles["article"]) == [row["id"] for row in ROWS]


def test_an_excel_row_without_a_text_costs_itself_only(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["id", "text", "title"], ["a", "One."], ["b", None], ["c"], ["d", "Four.", "Quay"]):
        book.active.append(row)
    book.save(tmp_path / "news.xlsx")
    articles = read(tmp_path / "news.xlsx")
    assert list(articles["article"]) == ["a", "d"]
    assert told(articles) == [("text", "row 3 has an empty text"), ("text", "row 4 has an empty text")]


def test_the_members_of_a_tar_are_read_and_none_leaves_its_place(tmp_path: Path) -> None:
    where = tmp_path / "inner" / "inner"
    articles = read(write(where / "news.tar.gz", SEEDS[".tar.gz"]))
    assert [path.partition("!")[2] for path in articles["path"]] == ["a/quay.txt", "quay.html", "../../up.txt"]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["news.tar.gz"]


def test_patterns_and_nested_folders_are_found_in_order(tmp_path: Path) -> None:
    for name in ("b/1.txt", "a/deep/er/2.txt", "a/3.md"):
        write(tmp_path / name, STORY.encode() + name.encode())
    assert list(read(tmp_path / "**" / "*.txt")["article"]) == ["2", "1"]
    with pytest.raises(FileNotFoundError, match="no file or folder fits this pattern"):
        read_articles(tmp_path / "*.pdf")


# Large tables


def test_a_csv_is_read_in_batches_not_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.Source, "read", lambda self, limit: pytest.fail("read as a whole"))
    for ending in (".csv", ".tsv", ".jsonl", ".parquet"):
        assert len(read(write(tmp_path / f"a{ending}", SEEDS[ending]))) == 3


def test_a_csv_may_end_its_lines_in_any_way_and_hold_them_in_cells(tmp_path: Path) -> None:
    for name, end in (("a", "\r"), ("b", "\r\n"), ("c", "\n")):
        content = end.join(["id,text", '1,"One,', 'two."', "2,Three."]) + end
        articles = read(write(tmp_path / f"{name}.csv", content.encode()))
        assert list(articles["text"]) == [f"One,{end}two.", "Three."], name


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_as_excel_saves_unicode_text_keeps_the_lines_in_its_cells(
    tmp_path: Path, encoding: str, end: str
) -> None:
    content = end.join(["id\ttext", '1\t"One,\ntwo."', "2\tThree.", ""])
    write(tmp_path / "a.tsv", content.encode(encoding))
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.tsv", "b.tsv")
    articles = read(tmp_path / "a.tsv", tmp_path / "b.tar.gz")
    assert list(articles["text"]) == ["One,\ntwo.", "Three."] * 2


def test_a_cell_that_is_never_closed_is_told_by_its_line_and_is_no_article(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "a.csv", b'id,text\n1,One.\n2,"He said no\n3,Three.\n4,Four.\n'))
    assert list(articles["text"]) == ["One."]
    ((stage, reason),) = told(articles)
    assert stage == "parse"
    assert reason.startswith("line 3 opens a cell with a quotation mark that is never closed: all from there to line 5")


def test_a_cell_that_is_never_closed_ends_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MAX_ARTICLE_BYTES", 1000)
    articles = read(write(tmp_path / "a.csv", b'id,text\n1,One.\n2,"He said no\n' + b"3,Three.\n" * 500))
    assert list(articles["text"]) == ["One."]
    ((_, reason),) = told(articles)
    assert reason.startswith("line 3 opens a cell")


def test_a_cell_that_swallows_the_next_row_is_told_and_costs_no_other(tmp_path: Path) -> None:
    rows = [
        "id,text",
        '1,"He said no',
        '2,"Two."',
        '3,"Three ""and"" a',
        'half."',
        '4,"Four" and a half.',
        '5,"Five',
        'a" ',
        "",
    ]
    articles = read(write(tmp_path / "a.csv", "\n".join(rows).encode()))
    assert list(articles["text"]) == ['Three "and" a\nhalf.', '"Four" and a half.', "Five\na "]
    ((stage, reason),) = told(articles)
    assert stage == "parse"
    assert reason.startswith("line 2 begins a row that goes on to line 3 and has a quotation mark in the wrong place")


# One fault each, in words


def test_a_text_of_five_megabytes_is_no_article(tmp_path: Path) -> None:
    text = "The quay is closed. " * 262_144
    write(tmp_path / "a.txt", text.encode())
    write(tmp_path / "b.jsonl", json.dumps({"text": text}).encode() + b"\n" + json.dumps({"text": STORY}).encode())
    articles = read(tmp_path)
    assert len(articles) == 1
    assert told(articles) == [
        ("text", "has a text of 5,242,880 characters; more than 2,000,000 are no article: split it"),
        ("text", "line 1 has a text of 5,242,880 characters; more than 2,000,000 are no article: split it"),
    ]


def test_a_date_of_the_year_20219_costs_the_date_only(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "a.json", json.dumps({"text": STORY, "date": "20219-10-07"}).encode()))
    assert articles["published"].isna().all()
    ((stage, reason),) = told(articles)
    assert stage == "date"
    assert "20219-10-07" in reason
    assert "kept without a date" in reason


@pytest.mark.parametrize("ending", [".txt", ".csv", ".jsonl"])
def test_two_encodings_in_one_file_are_read_line_by_line_and_told(tmp_path: Path, ending: str) -> None:
    halves = {
        ".txt": ("“Café”, she said.\n", "Una naïve plan.\n"),
        ".csv": ("id,text\n1,“Café”\n", "2,naïve\n"),
        ".jsonl": ('{"text": "“Café”"}\n', '{"text": "naïve"}\n'),
    }[ending]
    articles = read(write(tmp_path / f"a{ending}", halves[0].encode() + halves[1].encode("cp1252")))
    text = "".join(articles["text"])
    assert "“Café”" in text
    assert "naïve" in text
    ((stage, reason),) = told(articles)
    assert stage == "encoding"
    assert "two encodings" in reason
    assert "Windows-1252" in reason


def test_an_article_in_german_is_set_aside_with_a_word(tmp_path: Path) -> None:
    german = "Der Hafenrat von Estervale hat am Montag beschlossen, den Kai für zwei Jahre zu schließen. " * 3
    write(tmp_path / "kai.txt", german.encode())
    write(tmp_path / "quay.txt", STORY.encode())
    articles = read(tmp_path).set_index("article")
    ((stage, reason),) = told(articles)
    assert (stage, reason) == ("language", "is not in English (de): it is set aside, no analysis reads it")
    assert articles.loc["kai", "boilerplate"] == [[0, len(german.strip())]]
    assert articles.loc["quay", "boilerplate"] == []


# Traps


def swapped(data: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """Change a member of an Office document."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, content.replace(*change) if member == name else content)
    return out.getvalue()


LAUGHS = b"<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/hostname'><!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (letter + 1, b"&%c;" % letter * 10) for letter in b"abcdefgh"
)
ENTITIES = LAUGHS + b"]>"


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".html", ".eml", ".warc"])
def test_entities_of_xml_are_not_expanded(tmp_path: Path, ending: str) -> None:
    secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "no such secret"
    page = (ENTITIES.replace(b"<!DOCTYPE x", b"<!DOCTYPE html") + PAGE.encode()).replace(b"1893", b"&secret;&i;")
    if ending == ".docx":
        data = swapped(make_docx(), "word/document.xml", (b"<w:document ", ENTITIES + b"<w:document "))
        data = swapped(data, "word/document.xml", (b"Monday", b"&secret;&i;"))
    elif ending == ".xlsx":
        data = make_xlsx()
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            name = "xl/sharedStrings.xml" if "xl/sharedStrings.xml" in book.namelist() else "xl/worksheets/sheet2.xml"
        data = swapped(data, name, (b"<sst ", ENTITIES + b"<sst "))
        data = swapped(data, name, (b"Monday", b"&secret;&i;"))
    elif ending == ".eml":
        data = make_mail(page=True).replace(b"1893", b"&secret;&i;")
    elif ending == ".warc":
        data = make_warc().replace(b"1893", b"&i; ")
    else:
        data = page
    articles = read(write(tmp_path / f"trap{ending}", data))
    assert len(articles) + len(told(articles)) > 0
    everything = "".join(articles["text"])
    assert "ha" * 50 not in everything
    assert secret not in everything
    assert len(everything) < 10_000


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_an_office_document_that_unpacks_to_absurd_sizes_is_refused(tmp_path: Path, ending: str) -> None:
    data = SEEDS[ending]
    name = "word/document.xml" if ending == ".docx" else "xl/workbook.xml"
    at = b"<w:body>" if ending == ".docx" else b"<sheets>"
    data = swapped(data, name, (at, at + b" " * (files.MAX_ARTICLE_BYTES + 2**20)))
    ((stage, reason),) = told(read(write(tmp_path / f"bomb{ending}", data)))
    assert stage == "open"
    assert "unpacks to more than" in reason


def test_a_tar_that_unpacks_to_absurd_sizes_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, size in (("bomb.bin", files.MAX_ARTICLE_BYTES + 2**20), ("after.txt", 10)):
            member = tarfile.TarInfo(name)
            member.size = size
            archive.addfile(member, io.BytesIO(b"0" * size))
    told_of = told(read(write(tmp_path / "bomb.tar.gz", file.getvalue())))
    assert any("unpacks to more than" in reason for _, reason in told_of)


def test_a_packed_web_archive_that_unpacks_to_absurd_sizes_is_refused(tmp_path: Path) -> None:
    data = gzip.compress(make_warc().replace(b"1893", b"0" * (files.MAX_ARTICLE_BYTES + 2**20)))
    articles = read(write(tmp_path / "bomb.warc.gz", data))
    assert len(articles) <= 1
    assert told(articles)


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_PAGES", 0)
    ((_, reason),) = told(read(write(tmp_path / "book.pdf", make_pdf())))
    assert "has 1 pages" in reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"", "is empty"),
        ("a.docx", b"PK no", "is not a Word document"),
        ("a.docx", SEEDS[".xlsx"], "not a Word"),
        ("a.xlsx", SEEDS[".docx"], "is not an Excel file"),
        ("a.pdf", b"%PDF-1.4 nothing", "is not a PDF, or a damaged one"),
        ("a.eml", b"\n\n", "is not an e-mail"),
        ("a.warc", b"nothing of the kind", "is not a WARC file"),
        ("a.tar", b"nothing of the kind", "is not a .tar archive"),
        ("a.tar.gz", SEEDS[".tar.gz"][:300], "damaged"),
        ("a.tar.gz", b"\x1f\x8b\x08", "is not a .tar archive"),
        ("a.csv", b"id,body\n1,x\n", "has no column named text (it has: id, body)"),
        ("a.csv", b"id,title,text\n1,x\n", "line 2 has 2 cells where the first line has 3"),
        ("a.csv", b"id,text\n1\n", "line 2 has 1 cell where the first line has 2"),
    ],
)
def test_each_fault_is_told_in_words(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    articles = read(write(tmp_path / name, content))
    assert any(reason in why for _, why in told(articles)), told(articles)


@pytest.mark.parametrize(
    ("name", "rows", "texts"),
    [
        ("a.tsv", 'id\ttext\n1\t"We will go," she said.\n2\tTwo.\n', ['"We will go," she said.', "Two."]),
        ("a.tsv", 'id\ttext\n1\t"We go," she said, "now."\n2\tTwo.\n', ['"We go," she said, "now."', "Two."]),
        ("a.csv", 'id,text\n1,"We will go" she said.\n2,Two.\n', ['"We will go" she said.', "Two."]),
        ("a.csv", 'id,text\n1,"We will go," she said.\n2,Two.\n', ["Two."]),
        ("a.csv", 'id,text\n1,"He said \\"no\\" today, twice."\n2,Two.\n', ['He said "no" today, twice.', "Two."]),
        ("a.csv", 'id,title,text\n1,"No" wins,"A ""no"", again."\n2,B,Two.\n', ['A "no", again.', "Two."]),
        ("a.tsv", 'id\ttext\toutlet\n1\t"No," she said.\n2\tTwo.\tPost\n', ['"No," she said.', "Two."]),
        ("a.csv", 'id,text\n1,"We "will" go."\n2,Two.\n', ["Two."]),
    ],
)
def test_no_quotation_mark_is_lost_unsaid(name: str, rows: str, texts: list[str], tmp_path: Path) -> None:
    articles = read(write(tmp_path / name, rows.encode()))
    assert list(articles["text"]) == texts
    told = problems(articles)["reason"].tolist()
    assert len(told) == 2 - len(texts)
    assert all(reason.startswith("line 2 has a quotation mark in the wrong place") for reason in told)


def test_tracked_changes_and_content_controls_of_a_word_document_are_read(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document()
    body = document.element.body
    for k, xml in enumerate(
        [
            "<w:p %s><w:r><w:t xml:space='preserve'>She </w:t></w:r><w:ins><w:r><w:t>would not</w:t></w:r></w:ins>"
            "<w:moveFrom><w:r><w:t> soon</w:t></w:r></w:moveFrom><w:del><w:r><w:delText> will</w:delText></w:r></w:del>"
            "<w:r><w:tab/><w:t>go.</w:t><w:br w:type='page'/></w:r></w:p>",
            "<w:sdt %s><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here.</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>",
            "<w:p %s><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>The quay </w:t></w:r></w:p>",
            "<w:p %s><w:r><w:t>is open.</w:t></w:r></w:p>",
            "<w:sdt %s><w:sdtContent><w:p><w:r><w:t>Nobody would.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        ]
    ):
        body.insert(k, parse_xml(xml % space))
    document.save(str(tmp_path / "quay.docx"))
    assert read(tmp_path / "quay.docx").loc[0, "text"] == "She would not\tgo.\nThe quay is open.\nNobody would."


def test_an_email_with_a_blank_plain_part_is_read_from_its_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "The quay", "desk@post.example"
    message.set_content("\n")
    message.add_alternative(PAGE, subtype="html")
    article = read(write(tmp_path / "a.eml", bytes(message))).iloc[0]
    assert article["text"] == read(write(tmp_path / "a.html", PAGE.encode())).loc[0, "text"]


def test_what_excel_escapes_is_read_as_what_it_stands_for(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["text"], ["First line._x000D_\nSecond line."]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert "_x000D_" not in read(tmp_path / "a.xlsx").loc[0, "text"]
