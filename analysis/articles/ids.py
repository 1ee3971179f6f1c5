"""Ids: raw articles -> an id that no other has, and the id of the earlier article that one is a copy of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from analysis.articles.raw import RawArticle

__all__ = ["duplicate_finder", "id_giver"]

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"') | {"\xad": None, "\u200b": None})


def id_giver() -> Callable[[RawArticle, str, str], tuple[str, str]]:
    """Return a function that gives each article of one reading an id that no other has.

    The id is the one that the file gives; else the name of the file, with ``-3`` for its third article. If
    another article has it already, the first keeps it and the later one gets eight hexadecimal digits of the
    hash of its text after a ``~``: these do not depend on what else is read. (Copies of one text under one
    name are then numbered.)

    Returns:
        A function of the raw article, its file's name and its path, that returns the id and, where the file
        gave an id that was taken, the path of the file that has it; otherwise an empty string.
    """
    owners: dict[str, str] = {}

    def give(raw: RawArticle, name: str, path: str) -> tuple[str, str]:
        wanted = raw.article or (f"{name}-{raw.number}" if raw.number else name)
        taken = owners.get(wanted, "")
        chosen = wanted
        if taken:
            base = f"{wanted}~{hashlib.sha256(raw.text.encode()).hexdigest()[:8]}"
            chosen, copy = base, 1
            while chosen in owners:
                copy += 1
                chosen = f"{base}~{copy}"
        owners[chosen] = path
        return chosen, taken if raw.article else ""

    return give


def duplicate_finder() -> Callable[[str, str], str]:
    """Return a function of an id and a text that returns the id of the earlier article of the same text.

    The same is a text that differs in nothing but white space and the shapes of its quotation marks and
    apostrophes. An empty string says that there is none.
    """
    seen: dict[bytes, str] = {}

    def find(article: str, text: str) -> str:
        folded = " ".join(text.translate(_QUOTES).replace("''", '"').split())
        key = hashlib.blake2b(folded.encode(), digest_size=16).digest()
        first = seen.setdefault(key, article)
        return "" if first == article else first

    return find
