"""A raw article: what a reader of a file format returns."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RawArticle"]


@dataclass(frozen=True)
class RawArticle:
    """An article as its file gives it, nothing cleaned.

    Attributes:
        text: the text, exactly as read; of a page and of Markdown, what a reader of it reads.
        article: the id that the file gives, or an empty string.
        title, outlet, author, url, language: as given, without white space around them; empty if unknown.
        published: whatever the file gives as its date, or None.
        place: ``line 3``, where the file holds several; empty where it holds one.
        number: its number among the articles of the file, from 1; 0 where the file holds one.
    """

    text: str
    article: str = ""
    title: str = ""
    published: object = None
    outlet: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    place: str = ""
    number: int = 0
