"""Clean: raw articles -> unique ids, dates, languages and duplicates."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from analysis.articles.raw import RawArticle

__all__ = ["duplicate_finder", "find_language", "id_giver", "is_foreign"]

LANGUAGE_CHARACTERS = 2000
"""A language is told from so many first characters."""

LANGUAGE_LETTERS = 40
"""A text with fewer letters is too short to tell its language."""

FOREIGN_MARGIN = 60.0
"""Log-likelihood by which another language must be ahead before an article is set aside for it."""

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"') | {"\xad": None, "\u200b": None})
_CODE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")


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


def find_language(text: str, given: str = "") -> str:
    """Tell the language of a text: the one the file gives, else the likeliest by its letter sequences.

    By py3langid, a naive Bayes classifier over byte n-grams of 97 languages (Lui and Baldwin, "langid.py: An
    off-the-shelf language identification tool", ACL 2012); deterministic.

    Args:
        text: the article's text.
        given: the file's own statement, such as ``en-US``.

    Returns:
        A code of two or three letters (ISO 639); empty where the text is too short to tell.
    """
    if match := _CODE.match(given.strip().lower()):
        return match.group()
    sample = text[:LANGUAGE_CHARACTERS]
    if sum(character.isalpha() for character in sample) < LANGUAGE_LETTERS:
        return ""
    import py3langid  # half a second, and 100 MB, that a table with its own languages does without

    return str(py3langid.classify(sample)[0])


def is_foreign(text: str) -> bool:
    """Tell whether a text is clearly not in English.

    Clearly: another language is ahead by ``FOREIGN_MARGIN``. What a page says of its language is not asked, since
    templates are often wrong. Too short a text, or one that is in no language, such as a table of figures, is not
    foreign.

    Args:
        text: the article's text.
    """
    sample = text[:LANGUAGE_CHARACTERS]
    if sum(character.isalpha() for character in sample) < LANGUAGE_LETTERS:
        return False
    import py3langid

    scores = {str(code): float(score) for code, score in py3langid.rank(sample)}
    return max(scores.values()) - max(scores["en"], scores["zxx"]) > FOREIGN_MARGIN
