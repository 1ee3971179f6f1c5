"""The table of articles: what every analysis starts from."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

import pandas as pd
from tqdm import tqdm

from analysis.articles.boilerplate import find_boilerplate
from analysis.articles.dates import parse_date
from analysis.articles.files import Source, find_files, open_sources, with_position
from analysis.articles.formats import read_source
from analysis.articles.ids import duplicate_finder, id_giver
from analysis.articles.language import find_language, foreign_language
from analysis.articles.problem import Problem
from analysis.articles.raw import RawArticle
from analysis.frames import spans_of, texts_of

__all__ = ["COLUMNS", "Row", "each_article", "read_articles", "set_aside", "to_frame"]

COLUMNS = {
    "article": "str",
    "title": "str",
    "published": "datetime64[us, UTC]",
    "outlet": "str",
    "author": "str",
    "url": "str",
    "language": "str",
    "text": "str",
    "path": "str",
    "duplicate_of": "str",
    "boilerplate": "object",
}
"""The columns of the frame and their types."""

Row = tuple[object, ...]
"""One article: a value for each of ``COLUMNS``, the id first."""


def read_articles(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    day_first: bool | None = None,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Read files and folders into one row per article.

    Reads .txt, .md, .html, .json, .jsonl, .csv, .tsv, .parquet, .xlsx, .docx, .pdf, .eml and .warc, and the .gz,
    .zip and .tar of these. Tables have
    the columns ``text``, ``id`` or ``article`` and, where known, ``title``, ``date`` or ``published``,
    ``publisher`` or ``outlet``, ``author``, ``url`` and ``language``. Folders are searched to the bottom;
    hidden files and what evidently is no article (README, pictures, gold files) are left alone there.

    Args:
        paths: a file, a folder or a pattern such as ``news/*.html``, or several.
        day_first: how a date such as 3/4/2019 is read: in April (True) or March (False). With None such a
            date is left out and told as a problem, unless only one reading is possible.
        progress: whether to show a bar over the files; None shows it in a terminal, over more than one file.

    Returns:
        A frame with a row an article, in the order of ``paths`` and, in folders, of names. Columns:

        * ``article``: its id, unique in the frame: the one its file gives, else the file's name without the
          ending (``NAME-3`` for the third article of a file). If an id is taken already, the later article
          gets its own, ending in ``~`` and eight digits; if files gave the id, that is a problem too.
        * ``title``, ``outlet``, ``author``, ``url``: strings, empty where unknown.
        * ``published``: UTC, NaT where unknown or not to be believed; of a Word document or a PDF the day on
          which it was made.
        * ``language``: ISO 639 code, the file's own or that of the text; empty where the text is too short to
          tell. What is clearly not in English, though its file may say so, is set aside: a problem says so, and
          all of its text is marked as boilerplate.
        * ``text``: exactly as read, neither stripped nor its newlines changed (of a page: as extracted by
          trafilatura; of Markdown: without front matter and marks); the offsets of every other table count its
          code points.
        * ``path``: its file; ``archive.zip!member`` for one inside an archive.
        * ``duplicate_of``: the id of the earlier article with the same text, white space and shapes of
          quotation marks aside; else empty.
        * ``boilerplate``: a list of ``[start, end]``, the spans of the text that are no news (credits,
          newsletter calls; a text in another language), to be left out of analyses.

        ``attrs["problems"]`` holds what went wrong as a list of dicts; ``problems(articles)`` is the table
        of them. If there are any, one warning says so.

    Raises:
        FileNotFoundError: if none of the paths exists.
    """
    rows: list[Row] = []
    met: list[Problem] = []
    with tqdm(total=100, desc="articles", bar_format=_BAR, delay=1, disable=_hidden(progress)) as bar:
        items = each_article(
            paths,
            day_first=day_first,
            tell=lambda share: bar.update(100 * share - bar.n),
        )
        for item in items:
            if isinstance(item, Problem):
                met.append(item)
            else:
                rows.append(item)
    articles = to_frame(rows)
    articles.attrs["problems"] = [problem.as_dict() for problem in met]
    if met:
        count = "1 problem" if len(met) == 1 else f"{len(met):,} problems"
        first = f"{met[0].path}: {met[0].reason}"
        warnings.warn(f"{count} met; problems(articles) lists them. The first: {first}", stacklevel=2)
    return articles


_BAR = "{desc}: {percentage:3.0f}% |{bar}| {elapsed}<{remaining}"


def _hidden(progress: bool | None) -> bool | None:
    return None if progress is None else not progress


def each_article(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    day_first: bool | None = None,
    tell: Callable[[float], object] = lambda share: None,
) -> Iterator[Row | Problem]:
    """Read articles one by one, in the order of `read_articles`, which says what the values are.

    Of what went before only ids and hashes are kept, about 300 bytes an article; never a text.

    Args:
        paths, day_first: as for `read_articles`.
        tell: called with the share of the files' bytes that has been read, 0 to 1.

    Yields:
        A row an article, in the order of ``COLUMNS``, and each problem where it is met.

    Raises:
        FileNotFoundError: if none of the paths exists.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    files, met = find_files(given)
    missing = [problem for problem in met if problem.stage == "find"]
    if given and len(missing) == len(given):
        raise FileNotFoundError("; ".join(f"{problem.path}: {problem.reason}" for problem in missing))
    yield from met
    to_row = _row_maker(day_first=day_first)
    total, before = sum(file.stat().st_size for file in files if file.exists()) or 1, 0
    for file in files:
        size = file.stat().st_size if file.exists() else 0
        for source in open_sources(file):
            if isinstance(source, Problem):
                yield source
                continue
            source, position = with_position(source)
            for item in read_source(source):
                if isinstance(item, Problem):
                    yield item
                else:
                    yield from to_row(item, source)
                tell(min(1.0, (before + min(position(), size)) / total))
        before += size
        tell(before / total)


_BY = re.compile(r"^by:? (?=\S)", re.I)
"""What a byline says before the name."""


def _row_maker(*, day_first: bool | None) -> Callable[[RawArticle, Source], list[Row | Problem]]:
    """Return the function that makes an article's row, and tells what is wrong with it; it knows those before."""
    give_id, find_duplicate = id_giver(), duplicate_finder()

    def to_row(raw: RawArticle, source: Source) -> list[Row | Problem]:
        at = f"{raw.place}: " if raw.place else ""
        out: list[Row | Problem] = []
        article, taken = give_id(raw, source.name, source.path)
        if taken:
            reason = f"the id {raw.article!r} is taken by an article of {taken}; it is now {article!r}"
            out.append(Problem(source.path, "id", at + reason))
        published = None
        try:
            published = parse_date(raw.published, day_first=day_first)
        except ValueError as error:
            out.append(Problem(source.path, "date", f"{at}{error}; the article is kept without a date"))
        language, boilerplate = find_language(raw.text, raw.language), find_boilerplate(raw.text)
        foreign = foreign_language(raw.text) if raw.language or language != "en" else ""
        if foreign:
            language = foreign if language in ("en", "") else language
            reason = f"is not in English ({language}): it is set aside, no analysis reads it"
            out.append(Problem(source.path, "language", at + reason))
            boilerplate = _all_of(raw.text)
        out.append(
            (
                article,
                raw.title,
                published,
                raw.outlet,
                _BY.sub("", raw.author),
                raw.url,
                language,
                raw.text,
                source.path,
                find_duplicate(article, raw.text),
                boilerplate,
            )
        )
        return out

    return to_row


def _all_of(text: str) -> list[list[int]]:
    return [[len(text) - len(text.lstrip()), len(text.rstrip())]]


def set_aside(articles: pd.DataFrame) -> pd.Series[bool]:
    """Say which articles are not in English and so set aside: no analysis reads them, for all of them is marked.

    Args:
        articles: as `read_articles` returns it; without ``language`` or ``boilerplate`` none is set aside.
    """
    languages = articles.get("language", ["en"] * len(articles))
    rows = zip(languages, texts_of(articles), spans_of(articles, "boilerplate"), strict=True)
    aside = [
        language not in ("", "en") and bool(marks) and [list(marks[0])] == _all_of(text)
        for language, text, marks in rows
    ]
    return pd.Series(aside, index=articles.index, dtype=bool)


def to_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Make the frame of some rows, column by column: each has its type, also where there are no rows."""
    columns: Iterable[tuple[object, ...]] = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=dtype)
            for (name, dtype), values in zip(COLUMNS.items(), columns, strict=True)
        }
    )
