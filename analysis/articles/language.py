"""Language: the text of an article -> the language it is in, and whether that is clearly another than English."""

from __future__ import annotations

import re

__all__ = ["find_language", "foreign_language"]

LANGUAGE_CHARACTERS = 2000
"""A language is told from so many first characters."""

LANGUAGE_LETTERS = 40
"""A text with fewer letters is too short to tell its language."""

FOREIGN_MARGIN = 60.0
"""Log-likelihood by which another language must be ahead before an article is set aside for it."""

_CODE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")


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
    import py3langid  # half a second, and 100 MB, that not every run needs

    return str(py3langid.classify(sample)[0])


def foreign_language(text: str) -> str:
    """Tell which language a text is in if that is clearly another than English.

    Clearly: it is ahead by ``FOREIGN_MARGIN``. What a file says of its language is not asked, since templates are
    often wrong. Only words without a capital count: names are at home in any language, and a list of candidates
    or of results is not in one. Too short a text, or one that is in no language, such as a table of figures, is
    not foreign.

    Args:
        text: the article's text.

    Returns:
        The language's code (ISO 639), or an empty string.
    """
    sample = " ".join(word for word in text[:LANGUAGE_CHARACTERS].split() if not word[0].isupper())
    if sum(character.isalpha() for character in sample) < LANGUAGE_LETTERS:
        return ""
    import py3langid

    scores = {str(code): float(score) for code, score in py3langid.rank(sample)}
    likeliest = max(scores, key=lambda code: scores[code])
    return likeliest if scores[likeliest] - max(scores["en"], scores["zxx"]) > FOREIGN_MARGIN else ""
