"""The table of articles: what every analysis starts from."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable

import pandas as pd
from tqdm import tqdm

from analysis.articles.boilerplate import find_boilerplate
from analysis.articles.clean import duplicate_finder, find_language, id_giver
from analysis.articles.dates import parse_date
from analysis.articles.files import find_files, open_sources
from analysis.articles.formats import RawArticle, read_source
from analysis.articles.problem import Problem

__all__ = ["COLUMNS", "read_articles"]

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


def read_articles(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    day_first: bool | None = None,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Read files and folders into one row per article.

    Reads .txt, .md, .html, .json, .jsonl, .csv, .tsv and .parquet, and the .gz and .zip of these. Tables have
    the columns ``text``, ``id`` or ``article`` and, where known, ``title``, ``date`` or ``published``,
    ``publisher`` or ``outlet``, ``author``, ``url`` and ``language``. Folders are searched to the bottom;
    hidden files and what evidently is no article (README, pictures, gold files) are left alone there.

    Args:
        paths: a file or folder, or several.
        day_first: how a date such as 3/4/2019 is read: in April (True) or March (False). With None such a
            date is left out and told as a problem, unless only one reading is possible.
        progress: whether to show a bar over the files; None shows it in a terminal, over more than one file.

    Returns:
        A frame with a row an article, in the order of ``paths`` and, in folders, of names. Columns:

        * ``article``: its id, unique in the frame: the one its file gives, else the file's name without the
          ending (``NAME-3`` for the third article of a file). If an id is taken already, the later article
          gets its own, ending in ``~`` and eight digits; if files gave the id, that is a problem too.
        * ``title``, ``outlet``, ``author``, ``url``: strings, empty where unknown.
        * ``published``: UTC, NaT where unknown or not to be believed.
        * ``language``: ISO 639 code; empty where the text is too short to tell. No article is left out
          for its language.
        * ``text``: exactly as read, neither stripped nor its newlines changed (of a page: as extracted by
          trafilatura); the offsets of every other table count its code points.
        * ``path``: its file; ``archive.zip!member`` for one inside an archive.
        * ``duplicate_of``: the id of the earlier article with the same text, white space and shapes of
          quotation marks aside; else empty.
        * ``boilerplate``: a list of ``[start, end]``, the spans of the text that are no news (credits,
          newsletter calls, front matter), to be left out of analyses.

        ``attrs["problems"]`` holds what went wrong as a list of dicts; ``problems(articles)`` is the table
        of them. If there are any, one warning says so.

    Raises:
        FileNotFoundError: if none of the paths exists.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    files, met = find_files(given)
    missing = [problem for problem in met if problem.stage == "find"]
    if given and len(missing) == len(given):
        raise FileNotFoundError("; ".join(f"{problem.path}: {problem.reason}" for problem in missing))
    give_id, find_duplicate = id_giver(), duplicate_finder()
    rows: list[tuple[object, ...]] = []
    hidden = True if progress is None and len(files) < 2 else None if progress is None else not progress
    for file in tqdm(files, desc="articles", unit=" files", disable=hidden):
        for source in open_sources(file):
            if isinstance(source, Problem):
                met.append(source)
                continue
            for item in read_source(source):
                if isinstance(item, Problem):
                    met.append(item)
                    continue
                article, taken = give_id(item, source.name, source.path)
                if taken:
                    reason = f"the id {item.article!r} is taken by an article of {taken}; it is now {article!r}"
                    met.append(Problem(source.path, "id", _at(item) + reason))
                published = None
                try:
                    published = parse_date(item.published, day_first=day_first)
                except ValueError as error:
                    met.append(Problem(source.path, "date", f"{_at(item)}{error}; the article is kept without a date"))
                rows.append(
                    (
                        article,
                        item.title,
                        published,
                        item.outlet,
                        item.author,
                        item.url,
                        find_language(item.text, item.language),
                        item.text,
                        source.path,
                        find_duplicate(article, item.text),
                        _boilerplate(item),
                    )
                )
    return _frame(rows, met)


def _at(raw: RawArticle) -> str:
    return f"{raw.place}: " if raw.place else ""


def _boilerplate(raw: RawArticle) -> list[list[int]]:
    preamble = raw.preamble
    shifted = [[start + preamble, end + preamble] for start, end in find_boilerplate(raw.text[preamble:])]
    return [[0, preamble], *shifted] if preamble else shifted


def _frame(rows: list[tuple[object, ...]], met: list[Problem]) -> pd.DataFrame:
    """Make the frame column by column: each has its type, also where there are no rows."""
    columns: Iterable[tuple[object, ...]] = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    articles = pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=dtype)
            for (name, dtype), values in zip(COLUMNS.items(), columns, strict=True)
        }
    )
    articles.attrs["problems"] = [problem.as_dict() for problem in met]
    if met:
        count = "1 problem" if len(met) == 1 else f"{len(met):,} problems"
        first = f"{met[0].path}: {met[0].reason}"
        warnings.warn(f"{count} met; problems(articles) lists them. The first: {first}", stacklevel=3)
    return articles
