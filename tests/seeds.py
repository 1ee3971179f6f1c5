"""A small good file of every format that Verbatim reads, made here."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from datetime import datetime
from email.message import EmailMessage

import pandas as pd

STORY = (
    "The harbour board of Estervale voted on Monday to close the northern quay for two years.\n"
    "“We had no choice,” said its chair, Ilse Brandrup.\n"
)
TITLE = "Board closes the northern quay"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE}</title>
<meta property="article:published_time" content="2019-10-07T09:30:00+00:00"><meta name="author" content="Una Vale">
</head><body><article><h1>{TITLE}</h1><p>{"</p><p>".join(STORY.splitlines())}</p>
<p>The quay was built in 1893 and has been mended four times since the war, the board said.</p></article></body></html>
"""
ROWS = [{"id": f"s{number}", "text": STORY, "title": TITLE, "date": "2019-10-07"} for number in range(3)]


def make_csv() -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(ROWS[0]))
    writer.writeheader()
    writer.writerows(ROWS)
    return file.getvalue().encode()


def make_docx() -> bytes:
    import docx

    document = docx.Document()
    for line in STORY.splitlines():
        document.add_paragraph(line)
    document.add_table(1, 2).cell(0, 1).text = "A cell of a table."
    facts = document.core_properties
    facts.title, facts.author, facts.created = TITLE, "Una Vale", datetime(2019, 10, 7)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["a note"])
    sheet = book.create_sheet("news")
    sheet.append(list(ROWS[0]))
    for row in ROWS:
        sheet.append([*list(row.values())[:3], datetime(2019, 10, 7)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_pdf(lines: list[str] | None = None) -> bytes:
    """Write a PDF by hand: one page, one font, each line where it stands."""
    shown = lines or [
        "The harbour board of Estervale voted on Monday to close",
        "the northern quay for two years.",
        "Its chair said that there had been no choice, and that the",
        "quay would open again.",
    ]
    moves = " 0 -14 Td ".join(f"({line}) Tj" for line in shown)
    stream = f"BT /F1 11 Tf 72 720 Td {moves} ET".encode("cp1252")
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(Board closes the northern quay)/Author(Una Vale)/CreationDate(D:20191007093000Z)>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def make_mail(*, page: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "Una Vale <vale@tide.example>"
    message["Subject"] = TITLE
    message["Date"] = "Mon, 07 Oct 2019 09:30:00 +0000"
    if page:
        message.set_content(PAGE, subtype="html")
    else:
        message.set_content(STORY)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="quay.png")
    return message.as_bytes()


def make_warc(*, packed: bool = False) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for name, kind, body in (("quay", "text/html; charset=utf-8", PAGE.encode()), ("style", "text/css", b"p {}")):
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        url = f"https://tide.example/{name}"
        facts = {"WARC-Date": "2019-10-07T09:30:00Z", "WARC-Record-ID": f"<urn:uuid:{name}>"}
        record = writer.create_warc_record(
            url, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict=facts
        )
        writer.write_record(record)
    return file.getvalue()


def make_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/quay.txt", STORY)
        archive.writestr("b.jsonl", "".join(json.dumps(row) + "\n" for row in ROWS))
    return file.getvalue()


def make_tar(mode: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, data in (("a/quay.txt", STORY.encode()), ("quay.html", PAGE.encode()), ("../../up.txt", b"Up.")):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file.getvalue()


LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()

SEEDS: dict[str, bytes] = {
    ".txt": STORY.encode(),
    ".md": f"---\ntitle: {TITLE}\ndate: 2019-10-07\n---\n\n{STORY}".encode(),
    ".html": PAGE.encode(),
    ".json": json.dumps(ROWS).encode(),
    ".jsonl": LINES,
    ".csv": make_csv(),
    ".tsv": make_csv().replace(b",", b"\t"),
    ".parquet": pd.DataFrame(ROWS).to_parquet(),
    ".xlsx": make_xlsx(),
    ".docx": make_docx(),
    ".pdf": make_pdf(),
    ".eml": make_mail(),
    ".warc": make_warc(),
    ".warc.gz": make_warc(packed=True),
    ".jsonl.gz": gzip.compress(LINES, mtime=0),
    ".zip": make_zip(),
    ".tar": make_tar("w"),
    ".tar.gz": make_tar("w:gz"),
}
"""A good file by its ending."""
