"""A small corpus, and a table that takes no time to make."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pandas as pd

from analysis.stream import Table

STORY = (
    "The harbour board of {place} voted on Monday to close quay {number} for two years.\n"
    "“We had no choice,” said its chair, Ilse Brandrup. “Quay {number} is a disgrace.”\n"
)
PLACES = ("Estervale", "Bremhaven", "Sorrel Bay", "Kolmarn", "Aldmouth")


def story(number: int) -> str:
    return STORY.format(place=PLACES[number % len(PLACES)], number=number)


def write_corpus(path: Path, numbers: range | list[int], **changed: str) -> Path:
    rows = [{"id": f"a{number}", "text": changed.get(f"a{number}", story(number))} for number in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def count_letters(articles: pd.DataFrame) -> pd.DataFrame:
    """Say how long each article is."""
    return pd.DataFrame({"article": articles["article"], "letters": articles["text"].str.len().astype("int64")})


LETTERS = Table("letters", count_letters, "1")


def in_order(table: pd.DataFrame) -> list[str]:
    """Return the rows as sorted lines, to compare two tables byte for byte."""
    return sorted(table.to_json(orient="records", lines=True, double_precision=15).splitlines())


def die_on_quay_seven(articles: pd.DataFrame) -> pd.DataFrame:
    """End the process as a lack of memory would, and keep count of it in a file beside."""
    if articles["text"].str.contains("quay 7 ").any():
        with Path(os.environ["DEATHS"]).open("a") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return count_letters(articles)


def die_once(articles: pd.DataFrame) -> pd.DataFrame:
    """End the process the first time that it is asked."""
    if not Path(os.environ["DEATHS"]).exists():
        Path(os.environ["DEATHS"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return count_letters(articles)
