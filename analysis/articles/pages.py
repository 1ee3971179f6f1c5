"""Pages of the web: the article in a page, and the pages in a web archive."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr
from dataclasses import replace

from analysis.articles.decode import decode, scrub
from analysis.articles.files import MAX_ARTICLE_BYTES, Source
from analysis.articles.problem import Problem, Unreadable, first_line
from analysis.articles.raw import RawArticle

__all__ = ["read_page", "read_warc"]

_PAGES = ("text/html", "application/xhtml+xml")


def read_page(page: str) -> RawArticle:
    """Take the article out of a page: its text by trafilatura, and what the page says of itself.

    The date is the page's own statement of it, by htmldate; no guess from its text.

    Args:
        page: HTML.

    Raises:
        Unreadable: there is no article in it.
    """
    if "<html" not in page[:2048].lower():  # a fragment, which trafilatura would refuse
        page = f"<html><body>{page}</body></html>"
    with _quiet("trafilatura", "htmldate", "justext"):
        from trafilatura import bare_extraction  # slow to import, and only pages need it
        from trafilatura.settings import Document

        # The bound keeps the clock out of it.
        dates = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}
        document = bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=dates)
    text = scrub(document.text or "") if isinstance(document, Document) else ""
    if not isinstance(document, Document) or not text.strip():
        raise Unreadable("text", "no article text was found in this page")
    return RawArticle(
        text,
        title=_string(document.title),
        published=document.date,
        outlet=_string(document.sitename or document.hostname),
        author=_string(document.author),
        url=_string(document.url),
    )


def _string(value: object) -> str:
    return scrub(str(value)).strip() if value else ""


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Keep the logs of libraries to themselves: what they would say is told as a problem."""
    levels = {name: logging.getLogger(name).level for name in names}
    try:
        for name in names:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def read_warc(source: Source) -> Iterator[RawArticle | Problem]:
    """Read the pages of a web archive (WARC, ISO 28500), each an article whose id is its address.

    What is no page (pictures, styles, requests), and pages that the server said are not there, are passed over.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = pages = 0
    with closing(source.open()) as file:
        records = iter(ArchiveIterator(file))
        while True:
            try:
                with redirect_stderr(io.StringIO()), _quiet("warcio.recordloader"):  # it prints its warnings
                    record = next(records, None)
            except (ArchiveLoadFailed, OSError, ValueError) as error:
                raise Unreadable("parse", f"is not a WARC file, or a damaged one ({first_line(error)})") from error
            if record is None:
                break
            number += 1
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            headers = record.http_headers
            status = headers.get_statuscode() if headers else "200"
            kind = (headers.get_header("Content-Type") if headers else record.content_type) or ""
            is_text = record.rec_type == "conversion" and kind.startswith("text/plain")
            if status != "200" or not (is_text or kind.lower().startswith(_PAGES)):
                continue
            pages += 1
            place = f"record {number}"
            data = record.content_stream().read(MAX_ARTICLE_BYTES + 1)
            if len(data) > MAX_ARTICLE_BYTES:
                limit = MAX_ARTICLE_BYTES // 2**20
                yield Problem(source.path, "open", f"{place} is larger than {limit} MiB, too much for a page")
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            try:
                raw = RawArticle(decode(data)) if is_text else read_page(decode(data, declared=True))
            except Unreadable as error:
                yield Problem(source.path, error.stage, f"{place} ({url[:200]}): {error.reason}")
                continue
            if not raw.text.strip():
                yield Problem(source.path, "text", f"{place} ({url[:200]}): holds no text")
            else:
                yield replace(raw, article=scrub(url), url=raw.url or scrub(url), place=place, number=number)
    if not pages:
        raise Unreadable("text", "holds no pages" if number else "is empty")
