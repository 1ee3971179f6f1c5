"""Problems: what could not be read, where, and why, in words that a reader can act on."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

__all__ = ["KEPT", "Problem", "Unreadable", "first_line", "left_out", "problems"]

KEPT = frozenset({"id", "date", "encoding"})
"""Stages of problems after which the article is there all the same."""


@dataclass(frozen=True)
class Problem:
    """One thing that went wrong while articles were read.

    Attributes:
        path: the file; ``archive.zip!member`` for a file inside an archive.
        stage: ``find`` (no such file), ``open`` (refused or damaged), ``parse`` (not what its ending says),
            ``text`` (nothing to read in it, or too much), ``language`` (not English; the article is there, and
            no analysis reads it), or the name of a table (``quotes``, say: what works on the article failed or
            died): the article is left out. Those in
            ``KEPT`` cost less: ``id`` and ``date``, the article is there with an id made unique, without its
            date; ``encoding``, some of its letters may be wrong.
        reason: a sentence for a reader, with the line where there is one.
    """

    path: str
    stage: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """Return the problem as a plain dict, as ``articles.attrs["problems"]`` holds it."""
        return asdict(self)


class Unreadable(ValueError):
    """Something cannot be read; carries the stage and a reason that goes without the path."""

    def __init__(self, stage: str, reason: str) -> None:
        """Keep the stage and the reason."""
        super().__init__(reason)
        self.stage = stage
        self.reason = reason


def first_line(error: BaseException) -> str:
    """Return what a library says of its error, in so far as it fits into a sentence."""
    return (str(error).splitlines() or ["no reason given"])[0][:200]


def problems(articles: pd.DataFrame) -> pd.DataFrame:
    """Return what went wrong while ``read_articles`` made this frame.

    Args:
        articles: the frame that ``read_articles`` returned, or a selection of its rows.

    Returns:
        A frame with the string columns ``path``, ``stage`` and ``reason``, a row a problem, in the order in
        which they were met; no rows where all went well.
    """
    rows = articles.attrs.get("problems", [])
    return pd.DataFrame(rows, columns=["path", "stage", "reason"], dtype="str")


def left_out(problems: pd.DataFrame) -> pd.DataFrame:
    """Return those problems that cost an article; the others cost its date, say."""
    return problems[~problems["stage"].isin(KEPT)].reset_index(drop=True)
