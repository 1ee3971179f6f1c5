"""Tables that answer a question about tone: by speaker, by voice, by month, in which sentences.

They take the frame of `score_sentences`, so that a text is scored once.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.frames import check_columns, check_list, periods_of, text_by_article, with_ids
from analysis.tone.aggregate import FEWEST, average_tone, check_rows
from analysis.tone.bands import NEUTRAL_BAND, Band

__all__ = ["compare_voices", "heaviest_drivers", "telling_sentences", "tone_by_speaker", "tone_over_time"]


def tone_by_speaker(sentences: pd.DataFrame, *, by_type: bool = False, band: Band = NEUTRAL_BAND) -> pd.DataFrame:
    """Average the tone of what each speaker is quoted with, over all articles.

    It is the tone of the words that a speaker is quoted with, chosen by a reporter; not what the speaker is
    like, and not the tone toward the speaker.

    Args:
        sentences: from `score_sentences` with quotes; quotes without a named speaker are left out.
        by_type: keep direct, mixed and indirect quotes apart.
        band: as in `average_tone`.

    Returns:
        The columns of `average_tone` by ``speaker`` (and ``type``), and ``rank``: 1 for the highest mean;
        missing below five sentences of known tone. Two whose intervals overlap may well stand the other way
        round. Ranked rows first, then the others by their number of
        sentences.
    """
    rows = _quoted(sentences)
    by = ["speaker", "type"] if by_type else ["speaker"]
    return _ranked(average_tone(rows, by=by, band=band), by)


def compare_voices(sentences: pd.DataFrame, *, by: Sequence[str] = (), band: Band = NEUTRAL_BAND) -> pd.DataFrame:
    """Set what is quoted against the reporter's own words.

    The reporter's words are all that lies outside quotes, the words that introduce them ("complained",
    "boasted") included: these are the reporter's choice.

    Args:
        sentences: from `score_sentences` with quotes.
        by: columns to keep apart besides, such as "article".
        band: as in `average_tone`.

    Returns:
        The columns of `average_tone` by these and by ``voice``: "quoted" or "reporter".
    """
    _need_voices(sentences)
    return average_tone(sentences, by=[*by, "voice"], band=band)


def heaviest_drivers(table: pd.DataFrame, *, top: int = 20) -> pd.DataFrame:
    """Keep in each row the ``drivers`` that weigh most: of many sentences there are thousands, and most weigh nothing.

    Args:
        table: from `average_tone`, or any whose ``drivers`` are sorted, the heaviest first.
        top: how many to keep in a row.
    """
    return table.assign(drivers=[drivers[:top] for drivers in table["drivers"]])


def tone_over_time(
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    period: str = "month",
    by: Sequence[str] = (),
    band: Band = NEUTRAL_BAND,
) -> pd.DataFrame:
    """Average the tone of each month, by the articles' dates.

    Args:
        sentences: from `score_sentences`, or tone rows of another unit.
        articles: the articles frame, with ``published``.
        period: "day", "week" (from Monday), "month", "quarter" or "year".
        by: columns of either frame to keep apart besides, such as "speaker", "voice" or "outlet".
        band: as in `average_tone`.

    Returns:
        The columns of `average_tone` by ``period`` (its first day, UTC) and these, in the order of time.
        Articles without a date are left out; ``attrs["undated"]`` says how many.

    Raises:
        ValueError: where the period is another word, the articles have no dates, or no frame has a column.
    """
    check_list(by, "by")
    check_columns(articles, *(name for name in by if name not in sentences))
    periods = periods_of(articles, period)
    starts = periods.dt.start_time.dt.tz_localize("UTC")
    known = pd.DataFrame({"article": with_ids(articles)["article"], "period": starts})
    for name in by:
        if name not in sentences:
            known[name] = articles[name]
    dated = known.dropna(subset=["period"]).drop_duplicates("article")
    rows = sentences.merge(dated, on="article", how="inner")
    table = average_tone(rows, by=["period", *by], band=band).sort_values(
        ["period", *by], kind="stable", ignore_index=True
    )
    table.attrs["undated"] = int(periods.isna().sum())
    return table


def telling_sentences(
    sentences: pd.DataFrame, articles: pd.DataFrame, *, by: Sequence[str] = (), top: int = 5
) -> pd.DataFrame:
    """Return the sentences with the lowest and the highest scores, with the words that made them so.

    Args:
        sentences: from `score_sentences`, or tone rows with ``start`` and ``end``.
        articles: the articles frame, for the text.
        by: find them for each value of these columns, such as "speaker" or "voice".
        top: at most so many on each side of each group. A sentence that stands in several articles is given
            once.

    Returns:
        The columns of ``by``, then ``side`` ("negative" or "positive"), ``rank`` (1 for the strongest),
        ``article``, ``start``, ``end``, ``text``, ``score``, ``drivers``.

    Raises:
        ValueError: where a column is missing.
    """
    check_rows(sentences, by)
    texts = text_by_article(articles)
    columns = [*by, "side", "rank", *(n for n in _SHOWN if n not in by)]
    found: list[pd.DataFrame] = []
    for side, sign in (("negative", -1.0), ("positive", 1.0)):
        chosen = sentences[sentences["score"] * sign > 0].assign(side=side)
        spans = zip(chosen["article"], chosen["start"], chosen["end"], strict=True)
        chosen["text"] = pd.Series([texts[a][int(s) : int(e)] for a, s, e in spans], index=chosen.index, dtype=object)
        chosen["strength"] = -chosen["score"].abs()
        chosen = chosen.sort_values(["strength", "article", "start"], kind="stable")
        chosen = chosen.drop_duplicates([*by, "text"])
        chosen["rank"] = (chosen.groupby(list(by), sort=False) if by else chosen.groupby("side")).cumcount() + 1
        found.append(chosen[chosen["rank"] <= top])
    table = pd.concat(found).sort_values([*by, "side", "rank"], kind="stable", ignore_index=True)
    return table[columns]


_SHOWN = ("article", "start", "end", "text", "score", "drivers")


def _need_voices(sentences: pd.DataFrame) -> None:
    if "voice" not in sentences or (len(sentences) and not sentences["voice"].isin(("quoted", "reporter")).all()):
        raise ValueError("this view needs sentences scored with quotes: score_sentences(articles, quotes=quotes)")


def _quoted(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of quotes with a named speaker."""
    _need_voices(sentences)
    return sentences[(sentences["voice"] == "quoted") & (sentences["speaker"] != "")]


def _ranked(table: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Add ranks where there is enough to rank by, and order by them."""
    enough = table["known"] >= FEWEST
    table["rank"] = table["score"].where(enough).rank(ascending=False, method="min").astype("Int64")
    ordered = table.sort_values(["n", *by], ascending=[False, *(True for _ in by)], kind="stable")
    return ordered.sort_values("rank", kind="stable", na_position="last", ignore_index=True)
