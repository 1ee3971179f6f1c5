"""Texts of our own, and how the tests of readers read and write files."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd

from analysis.articles import read_articles

STORY = (
    "The harbour board of Estervale voted on Monday to close the northern quay for two years.\n"
    "“We had no choice,” said its chair, Ilse Brandrup.\n"
)
GERMAN = "Der Hafenrat von Estervale hat am Montag beschlossen, den Kai für zwei Jahre zu schließen. " * 3
BODY = "The board voted on Monday.\n\n“We had no choice,” said Ilse Brandrup.\n\nThe quay closes in May."


def read(*paths: Path, **options: bool) -> pd.DataFrame:
    """Read, with the warning of problems put aside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return read_articles(paths, **options)


def write(path: Path, content: str | bytes) -> Path:
    """Write a file, and the folders it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def assert_spans(text: str, spans: list[list[int]]) -> None:
    """Make sure that spans are in order, apart and without blanks at their ends."""
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end
