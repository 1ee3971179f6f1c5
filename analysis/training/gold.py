"""Gold: articles and speakers marked by hand, as JSON Lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["read_answers", "read_gold"]


def read_gold(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """Read marked articles.

    Args:
        path: a file with one article a line: ``id``, ``text`` and ``attributions``, each of these with
            ``content`` and, where there is one, ``source`` and ``cue``; lists of ``[start, end]`` in code
            points of ``text``. ``discards`` are regions where nothing was marked.

    Returns:
        The articles as they stand in the file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a line is not such an article; says which, and why.
    """
    articles, seen = [], set[str]()
    for place, row in _lines(path):
        missing = [key for key in ("id", "text", "attributions") if key not in row]
        if missing:
            raise ValueError(f"{place}: an article needs {', '.join(missing)}")
        if not isinstance(row["id"], str) or not isinstance(row["text"], str):
            raise ValueError(f"{place}: id and text must be text")
        if not isinstance(row["attributions"], list):
            raise ValueError(f"{place}: attributions must be a list")
        if row["id"] in seen:
            raise ValueError(f"{place}: the article {row['id']!r} was there before")
        seen.add(row["id"])
        _check_spans(row.get("discards"), row["text"], f"{place}: discards")
        for n, attribution in enumerate(row["attributions"], 1):
            if not isinstance(attribution, dict):
                raise ValueError(f"{place}: attribution {n} is not an object")
            name = attribution.get("id", n)
            for part in ("content", "source", "cue"):
                _check_spans(attribution.get(part), row["text"], f"{place}: {part} of attribution {name}")
        articles.append(row)
    return articles


def read_answers(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """Read who speaks in each attribution of the gold.

    Args:
        path: a file with one attribution a line: ``article`` and ``attribution`` (ids of the gold),
            ``speaker`` (empty where the text does not say), ``also`` (other names), ``kind``, ``how``.

    Returns:
        The lines as they stand in the file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: a line is not such an answer; says which, and why.
    """
    answers, seen = [], set[tuple[str, str]]()
    for place, row in _lines(path):
        missing = [key for key in ("article", "attribution", "speaker", "also", "kind", "how") if key not in row]
        if missing:
            raise ValueError(f"{place}: a speaker needs {', '.join(missing)}")
        if not all(isinstance(row[key], str) for key in ("article", "attribution", "speaker")):
            raise ValueError(f"{place}: article, attribution and speaker must be text")
        if not isinstance(row["also"], list):
            raise ValueError(f"{place}: also must be a list of names")
        key = (row["article"], row["attribution"])
        if key in seen:
            raise ValueError(f"{place}: attribution {key[1]!r} of {key[0]!r} was there before")
        seen.add(key)
        answers.append(row)
    return answers


def _lines(path: str | os.PathLike[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``file:line`` and the object that stands there."""
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path}: there is no such file")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from None
    for number, line in enumerate(text.split("\n"), 1):  # a text may hold other ends of line, unescaped
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{place}: not JSON ({error.msg} at column {error.colno})") from None
        if not isinstance(row, dict):
            raise ValueError(f"{place}: not a JSON object")
        yield place, row


def _check_spans(spans: Any, text: str, what: str) -> None:
    if spans is None:
        return
    if not isinstance(spans, list):
        raise ValueError(f"{what}: not a list of [start, end]")
    for span in spans:
        if not isinstance(span, list) or len(span) != 2 or not all(type(x) is int for x in span):
            raise ValueError(f"{what}: {span!r} is not [start, end]")
        if not 0 <= span[0] < span[1] <= len(text):
            raise ValueError(f"{what}: {span!r} is not inside the text of {len(text)} characters")
