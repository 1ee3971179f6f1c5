"""Documents that hold one article: Word, PDF and e-mail."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any, Literal
from zipfile import BadZipFile

from analysis.articles.decode import decode, scrub
from analysis.articles.files import MAX_WHOLE_BYTES, Source, refuse_bomb
from analysis.articles.pages import read_page
from analysis.articles.problem import Unreadable
from analysis.articles.raw import RawArticle

__all__ = ["read_docx", "read_mail", "read_pdf"]

MAX_PAGES = 500
"""A longer PDF is no article."""


_TEMPLATE_DATE, _TEMPLATE_AUTHOR = datetime(2013, 12, 23, 23, 15, tzinfo=UTC), "python-docx"
"""Those of python-docx's template, which the documents that it makes keep unless they are told others."""


def read_docx(source: Source) -> Iterator[RawArticle]:
    """Read a Word document: its paragraphs, a line each, those of tables as well; of tracked changes what was added.

    Its date is that on which the document was made, by its own account, which may be before the story came out.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    data = _whole(source)
    refuse_bomb(data, "a Word document")
    try:
        document = docx.Document(io.BytesIO(data))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise Unreadable("parse", f"is not a Word document, or a damaged one ({error})") from error

    text = scrub("\n".join(_word_lines(document.element.body)))
    if not text.strip():
        raise Unreadable("text", "holds no text")
    facts = document.core_properties
    title = facts.title or next((p.text for p in document.paragraphs if p.style and p.style.name == "Title"), "")
    author = scrub(facts.author or "").strip()
    yield RawArticle(
        text,
        title=scrub(title).strip(),
        author="" if author == _TEMPLATE_AUTHOR else author,
        published=None if facts.created == _TEMPLATE_DATE else facts.created,
    )


_MARKUP = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_READ = {"pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "AlternateContent"}
"""What is no text of a paragraph: its settings, what was taken out, pictures."""


def _word_lines(block: Any) -> Iterator[str]:
    """Yield the paragraphs in a part of a Word document, those in tables and content controls as well.

    python-docx knows paragraphs by their plain runs alone, without tracked changes and content controls.
    """
    begun = ""
    for part in block:
        name = str(part.tag).rpartition("}")[2]
        if name == "p":
            begun += "".join(_word_text(part))
            if part.find(f"{_MARKUP}pPr/{_MARKUP}rPr/{_MARKUP}del") is None:  # else its end was taken out
                yield begun
                begun = ""
        elif name not in _NOT_READ and not _goes_on(part) and not _is_empty(part):
            yield from _word_lines(part)
    if begun:
        yield begun


def _word_text(part: Any) -> Iterator[str]:
    for child in part:
        name = str(child.tag).rpartition("}")[2]
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name] if child.get(f"{_MARKUP}type") not in ("page", "column") else ""
        elif name not in _NOT_READ and not _is_empty(child):
            yield from _word_text(child)


def _is_empty(control: Any) -> bool:
    """Whether a content control was not filled in, and holds what asks for it."""
    return control.find(f"{_MARKUP}sdtPr/{_MARKUP}showingPlcHdr") is not None


def _goes_on(cell: Any) -> bool:
    """Whether a cell of a table is the lower part of another one."""
    merged = cell.find(f"{_MARKUP}tcPr/{_MARKUP}vMerge")
    return merged is not None and merged.get(f"{_MARKUP}val") != "restart"


def read_pdf(source: Source) -> Iterator[RawArticle]:
    """Read a PDF: the text that is in it (no pictures of text), lines put together to paragraphs."""
    import pypdfium2

    data = _whole(source)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("open", "is locked with a password") from error
        raise Unreadable("parse", f"is not a PDF, or a damaged one ({error})") from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable("open", f"has {len(document):,} pages; more than {MAX_PAGES} are no article")
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
        facts = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise Unreadable("parse", f"is a damaged PDF ({error})") from error
    finally:
        document.close()
    text = scrub(_paragraphs(pages))
    if not text.strip():
        raise Unreadable("text", "holds no text, only pictures of it; an OCR program makes text of them")
    yield RawArticle(
        text,
        title=scrub(facts.get("Title", "")).strip(),
        author=scrub(facts.get("Author", "")).strip(),
        published=_pdf_date(facts.get("CreationDate", "")),
    )


_HYPHENS = re.compile("(?<=[^\\W\\d_])[\ufffe\x02]\\s*(?=\\S)")  # PDFium's marks of a hyphen at a line's end
_HYPHEN = re.compile("[\ufffe\x02]$")
_END = (".", "!", "?", "”", '"', "’", "'", ":")
_PAGE_NUMBER = re.compile(r"\W*(?:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?\W*", re.IGNORECASE)


def _paragraphs(pages: list[str]) -> str:
    """Put the lines of pages together to paragraphs, one a line.

    A paragraph ends where a line is empty, where one ends a sentence and is shorter than most lines of its page,
    and where a page ends with a sentence; else it goes on over the page's end. Page numbers are left out.
    """
    out: list[str] = []
    current = ""
    for lines in _without_numbers([_HYPHENS.sub("", page).strip().splitlines() for page in pages]):
        stripped = [line.strip() for line in "\n".join(lines).strip().splitlines()]
        usual = sorted(map(len, filter(None, stripped)))
        width = usual[int(len(usual) * 0.75)] if usual else 0
        for number, line in enumerate(stripped, start=1):
            divided = _HYPHEN.search(current)
            current = (current[: divided.start()] if divided else current and current + " ") + line
            is_last = number == len(stripped)
            if not line or (line.endswith(_END) and (is_last or len(line) < 0.85 * width)):
                out.append(current.strip())
                current = ""
    return "\n".join(filter(None, [*out, _HYPHEN.sub("", current)]))


def _without_numbers(pages: list[list[str]]) -> list[list[str]]:
    """Leave out the first or last line of the pages if, from the second page on, it is a page number on each."""
    pages = [page for page in pages if page]
    for at in (0, -1):
        if len(pages) > 1 and all(_PAGE_NUMBER.fullmatch(page[at]) for page in pages[1:]):
            for page in pages:
                if _PAGE_NUMBER.fullmatch(page[at]):
                    del page[at]
            pages = [page for page in pages if page]
    return pages


def _pdf_date(value: str) -> str:
    """Return ``D:20191007093000+02'00'`` as ISO 8601."""
    match = re.match(r"D:(\d{4})(\d\d)?(\d\d)?", value)
    return "-".join((match[1], match[2] or "01", match[3] or "01")) if match else ""


def read_mail(source: Source) -> Iterator[RawArticle]:
    """Read an e-mail (.eml): its text, or else the article in its page; subject, sender and date."""
    message = email.message_from_bytes(_whole(source), policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("parse", "is not an e-mail")
    text, page = _body(message, "plain"), _body(message, "html")
    if not text.strip() and not page.strip():
        raise Unreadable("text", "holds no text")
    raw = RawArticle(text.replace("\r\n", "\n")) if text.strip() else read_page(page)
    name, address = parseaddr(_header(message, "From"))
    yield replace(
        raw,
        title=_header(message, "Subject") or raw.title,
        author=raw.author or name,
        outlet=raw.outlet or address.rpartition("@")[2],
        published=_header(message, "Date") or raw.published,
    )


def _body(message: EmailMessage, kind: Literal["plain", "html"]) -> str:
    body = message.get_body((kind,))
    if not isinstance(body, EmailMessage):
        return ""
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload).encode("utf-8", "replace")
    return _in_charset(data, body.get_content_charset())


def _in_charset(data: bytes, charset: str | None) -> str:
    try:
        return scrub(data.decode(charset)) if charset and charset != "us-ascii" else decode(data)
    except (LookupError, ValueError):
        return decode(data)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return scrub(str(message.get(name, ""))).strip()
    except (ValueError, LookupError, AttributeError):  # a header that is none
        return ""


def _whole(source: Source) -> bytes:
    data = source.read(MAX_WHOLE_BYTES)
    if not data:
        raise Unreadable("text", "is empty")
    return data
