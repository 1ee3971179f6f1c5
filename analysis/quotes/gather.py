"""All steps from articles to the table of quotes, in their order: find, name, correct, choose, tell voices apart."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from analysis.quotes.act import chosen_act
from analysis.quotes.corrections import apply_corrections, read_corrections
from analysis.quotes.sides import SPEAKER_COLUMNS, apply_speakers, read_speakers, warn_of_misspelt
from analysis.quotes.table import extract_quotes
from analysis.quotes.voices import voices

__all__ = ["gather_quotes"]


def gather_quotes(
    articles: pd.DataFrame,
    *,
    speakers: str | os.PathLike[str] = "",
    corrections: str | os.PathLike[str] = "",
    act: str = "",
    workers: int = 1,
    cache: bool = True,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Find the quotes of articles, name their speakers by the list of them and set right what is corrected.

    Corrections come last but for the choice of the act: a correction may change the act, and one whose quote
    is merely not chosen shall not be told as lost. A name of the list that nobody speaks under, where somebody has
    nearly the same, is warned of.

    Args:
        articles: the articles table.
        speakers: the CSV file that `read_speakers` reads; "" means no list.
        corrections: the CSV file that `read_corrections` reads; "" or one that is not there yet means none.
        act: "speech", "thought", or "" or "all" for both.
        workers: processes that read at once.
        cache: as in `extract_quotes`.
        progress: as in `extract_quotes`.

    Returns:
        The quotes table (see `extract_quotes`) with three columns more: ``side`` and ``gender``, which are empty
        where no list gives them, and ``voice``, by which everything here counts who speaks. It is the speaker's
        name, with the article's id behind it where the name alone does not tell who it is ("senior official"
        in two articles, see `analysis.quotes.voices.voices`), and empty where the speaker is unknown. How many
        statements the choice of ``act`` leaves out is in ``attrs["uncounted"]``, by their act.

    Raises:
        ValueError: if ``act`` is something else or one of the files is malformed.
        FileNotFoundError: if a list of speakers is named that is not there.
    """
    if str(speakers) and not Path(speakers).exists():
        raise FileNotFoundError(f"{speakers}: there is no such list of speakers; mend the name, or leave it out")
    act = chosen_act(act)
    found = extract_quotes(articles, workers=workers, cache=cache, progress=progress)
    nobody = pd.DataFrame({name: pd.Series(dtype="object") for name in SPEAKER_COLUMNS})
    listed = read_speakers(speakers) if str(speakers) else nobody
    named = apply_speakers(found, listed)
    fixed = apply_corrections(named, read_corrections(corrections), speakers=listed) if str(corrections) else named
    warn_of_misspelt(fixed, listed)
    chosen = fixed[fixed["act"] == act].reset_index(drop=True) if act else fixed
    chosen = chosen.assign(voice=voices(chosen))
    others = fixed.loc[(fixed["act"] != act) & (act != ""), "act"].value_counts()
    chosen.attrs = dict(fixed.attrs) | {"uncounted": {str(name): int(n) for name, n in others.items()}}
    return chosen
