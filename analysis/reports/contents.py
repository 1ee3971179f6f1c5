"""What a report holds beside the pages of its notebooks: the table of articles and a reader page for each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.exports import write_tables
from analysis.findings import name_most
from analysis.reports.grid import LIBRARIES
from analysis.reports.reader import ASSETS, write_readers
from analysis.reports.templates import asset
from analysis.tables import table_data

__all__ = ["Material", "contents_table", "write_contents"]

_SHOWN = ["title", "outlet", "published", "words", "quotes", "speakers", "most_quoted", "duplicate_of"]


class Material(NamedTuple):
    """What was read and found: all articles, those that are no copy of another, their quotes, the tone of each."""

    articles: pd.DataFrame
    once: pd.DataFrame
    quotes: pd.DataFrame
    tone: pd.DataFrame


def contents_table(articles: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Say of each article what it is and what was found in it.

    Returns:
        One row an article, in their order: ``article``, ``title`` (else the id), ``outlet``, ``author``,
        ``published``, ``language``, ``words``, ``boilerplate_words``, ``quotes``, ``speakers`` (their number),
        ``most_quoted`` (all who are, where several are quoted as often), ``duplicate_of``, ``url``, ``path``,
        ``sha256`` of the text.
    """
    named = quotes[quotes["speaker"] != ""]
    per_speaker = named.groupby(["article", "speaker"]).size().reset_index(name="n")
    counts = quotes["article"].value_counts()
    ids, texts = articles["article"], articles["text"]
    return pd.DataFrame(
        {
            "article": ids,
            "title": articles["title"].fillna("").where(articles["title"].fillna("") != "", ids),
            "outlet": articles["outlet"],
            "author": articles["author"],
            "published": articles["published"],
            "language": articles["language"],
            "words": [len(text.split()) for text in texts],
            "boilerplate_words": [
                sum(len(text[start:end].split()) for start, end in spans)
                for text, spans in zip(texts, articles["boilerplate"], strict=True)
            ],
            "quotes": ids.map(counts).fillna(0).astype(int),
            "speakers": ids.map(per_speaker["article"].value_counts()).fillna(0).astype(int),
            "most_quoted": ids.map(_most_quoted(per_speaker)).fillna(""),
            "duplicate_of": articles["duplicate_of"],
            "url": articles["url"],
            "path": articles["path"],
            "sha256": [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in texts],
        }
    ).reset_index(drop=True)


def _most_quoted(per_speaker: pd.DataFrame) -> dict[str, str]:
    """Name for each article who is quoted most in it; of several none comes before the others."""
    most = per_speaker[per_speaker["n"] == per_speaker.groupby("article")["n"].transform("max")]
    return {
        str(article): name_most(list(some["speaker"])) + (f", {some['n'].iat[0]} each" if len(some) > 1 else "")
        for article, some in most.groupby("article")
    }


def write_contents(
    material: Material, folder: Path, *, tables: Path, siblings: Sequence[Sequence[str]], errors: str
) -> tuple[dict[str, Any], list[str]]:
    """Write the table of articles, the reader pages, and the libraries of the tables.

    Args:
        material: what was read.
        folder: of the report.
        tables: the folder of the tables in it.
        siblings: [name, title] of the other pages.
        errors: a sentence on how often quotes are wrong.

    Returns:
        The articles as the index lists them, see `analysis.tables.table_data`; and the files written, relative
        to the folder, the tables apart.
    """
    contents = contents_table(material.articles, material.quotes)
    write_tables(tables, articles=contents)
    shown = [name for name in _SHOWN if not contents[name].isin(["", pd.NaT]).all()]
    listed = table_data(contents, columns=shown, top=10, name="articles")
    files = write_readers(
        material.articles, material.quotes, folder, tone=material.tone, siblings=siblings, errors=errors
    )
    # The libraries of all tables, too large to stand in each page; each names its licence, for a report is passed on.
    for name in LIBRARIES:
        licence, code = (asset(f"vendor/{name}.{ending}") for ending in ("LICENSE.txt", "min.js"))
        (folder / ASSETS / f"{name}.min.js").write_text(f"/*!\n{licence.strip()}\n*/\n{code}", encoding="utf-8")
    return listed, [*files, *(f"{ASSETS}/{name}.min.js" for name in LIBRARIES)]
