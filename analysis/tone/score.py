"""Tone of the words: a score for each sentence, quote, speaker and article, with the words that made it.

A lexicon's score is about the words, not about anyone: a speaker who deplores a crime uses negative words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.frames import ids_as_text, spans_of, texts_of
from analysis.quotes.voices import who_speaks
from analysis.reading import Reading, read
from analysis.tone.aggregate import average_tone
from analysis.tone.bands import label_scores
from analysis.tone.lexicons import Lexicon, read_lexicon, vader_lexicon
from analysis.tone.tokens import Ints, Words, gather_words, positions_inside
from analysis.tone.weigh import weigh_words

__all__ = ["TONE_COLUMNS", "Unit", "get_lexicon", "score_sentences", "score_tone"]

Unit = Literal["sentence", "quote", "speaker", "article"]

TONE_COLUMNS = (
    "article", "start", "end", "unit", "speaker", "target", "score", "label", "low", "high", "n", "coverage",
    "drivers",
)  # fmt: skip


def score_tone(
    articles: pd.DataFrame,
    *,
    unit: Unit = "sentence",
    quotes: pd.DataFrame | None = None,
    lexicon: Lexicon | str | Path | None = None,
    reading: Reading | None = None,
) -> pd.DataFrame:
    """Score how the words of each unit of text sound.

    A sentence's score is the sum of its words' valences, normalised as VADER does. All other units are means
    over their sentences: an article scored in one piece would go to -1 or 1 with its length. Sentences
    without a word of known tone are no part of a mean: nothing is known of them, which is not the same as
    neutral. ``coverage`` says how many there are.

    A quote is scored on what is inside it: where it covers a part of a sentence, the part alone counts,
    and a negation outside does not reach in. Boilerplate is left out.

    Args:
        articles: the articles frame; ``article`` and ``text`` are used.
        unit: "sentence"; "quote", one row a quote; "speaker", one row for each named speaker of an article,
            over the sentences that he or she is quoted with; "article".
        quotes: the quotes frame; needed for "quote" and "speaker".
        lexicon: a lexicon, or the path of one (see `read_lexicon`); VADER's if none is given.
        reading: a reading of these articles; they are read if none is given.

    Returns:
        A frame in the order of the articles: ``article``, ``start``, ``end`` (the unit's extent), ``unit``,
        ``speaker`` (the quotes' ``voice``, see `gather_quotes`; "" where there is none), ``target`` (always "":
        a lexicon knows no target), ``score`` (-1 to 1, NaN where unknown), ``label`` (negative, neutral,
        positive, unknown), ``low`` and ``high`` (the 95 % interval of a mean; NaN below five sentences of known
        tone), ``n`` (sentences), ``coverage`` (share of them with words of known tone), ``drivers`` (dicts of
        ``start``, ``end``, ``text``, ``weight``, heaviest first; the weights sum to the score). Of quotes also
        ``quote`` and ``type``, of sentences ``sentence``.

    Raises:
        ValueError: where the unit is unknown, or needs quotes and none are given.
    """
    if unit not in ("sentence", "quote", "speaker", "article"):
        raise ValueError(f"unit must be sentence, quote, speaker or article, not {unit!r}")
    if unit in ("quote", "speaker") and quotes is None:
        raise ValueError(f"tone by {unit} needs the table of quotes: quotes=extract_quotes(articles)")
    reading = read(articles) if reading is None else reading
    lexicon = get_lexicon(lexicon)
    if unit == "sentence":
        rows = score_sentences(articles, lexicon=lexicon, reading=reading)
        known = rows["score"].notna()
        rows = rows.assign(low=np.nan, high=np.nan, n=1, coverage=known.astype(float))
        return _finish(rows, "sentence", ["sentence"])
    if unit == "article":
        rows = score_sentences(articles, lexicon=lexicon, reading=reading)
        averages = average_tone(rows, by=["article"], over="sentence", band=lexicon.band)
        base = pd.DataFrame(
            {"article": articles["article"].astype("str"), "length": list(map(len, texts_of(articles)))}
        )
        averages = base.merge(averages, on="article", how="left")
        averages["start"] = averages["start"].fillna(0).astype(np.int64)
        averages["end"] = averages["end"].fillna(averages["length"]).astype(np.int64)
        return _finish(averages, "article", [])
    assert quotes is not None
    rows = score_sentences(articles, quotes=quotes, lexicon=lexicon, reading=reading)
    rows = rows[rows["voice"] == "quoted"]
    if unit == "speaker":
        averages = average_tone(
            rows[rows["speaker"] != ""], by=["article", "speaker"], over="sentence", band=lexicon.band
        )
        return _finish(averages, "speaker", [])
    quotes = ids_as_text(quotes)
    quotes = quotes[quotes["article"].isin(articles["article"].astype("str"))]
    base = quotes[["article", "quote", "type"]].assign(speaker=who_speaks(quotes)).reset_index(drop=True)
    spans = spans_of(quotes)
    base["first"] = [min((s for s, _ in spans_), default=0) for spans_ in spans]
    base["last"] = [max((e for _, e in spans_), default=0) for spans_ in spans]
    averages = average_tone(rows, by=["article", "quote"], over="sentence", band=lexicon.band).drop(
        columns=["start", "end"]
    )
    merged = base.merge(averages, on=["article", "quote"], how="left")
    return _finish(merged.rename(columns={"first": "start", "last": "end"}), "quote", ["quote", "type"])


def score_sentences(
    articles: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    lexicon: Lexicon | str | Path | None = None,
    reading: Reading | None = None,
) -> pd.DataFrame:
    """Score sentences, or their parts inside and outside quotes; what all averages are made of.

    Args:
        articles, lexicon, reading: as in `score_tone`.
        quotes: the quotes frame. Without it there is one row a sentence. With it there is one row for each
            sentence of each quote, of what lies inside the quote, and one for what remains of each
            sentence outside all quotes: the reporter's own words.

    Returns:
        A frame with ``article``, ``sentence``, ``start``, ``end``, ``voice`` ("" without quotes, else
        "quoted" or "reporter"), ``quote``, ``speaker`` (the quotes' ``voice``, so that namesakes of two
        articles stay apart), ``type`` ("" where not quoted), ``score``, ``label``, ``drivers``. Where a quote is
        interrupted within a sentence, ``start`` to ``end`` covers the interruption too.
    """
    reading = read(articles) if reading is None else reading
    lexicon = get_lexicon(lexicon)
    order = pd.Index(articles["article"].astype("str"))
    words = gather_words(reading, order)
    quotes = quotes if quotes is None else quotes.assign(speaker=who_speaks(quotes))
    if quotes is None:
        units, position, scope = _whole_sentences(reading, order, words)
    else:
        units, position, scope = _voices(quotes, order, words)
    weights = weigh_words(words, position, scope, len(units), lexicon)
    drivers: list[list[dict[str, Any]]] = [[] for _ in range(len(units))]
    texts = texts_of(articles)
    owner = units["index"].to_numpy(np.int64)
    columns = (weights.scope, weights.start, weights.end, weights.weight)
    for unit, start, end, weight in zip(*(column.tolist() for column in columns), strict=True):
        text = texts[owner[unit]][start:end]
        drivers[unit].append({"start": start, "end": end, "text": text, "weight": weight})
    for found in drivers:
        found.sort(key=lambda driver: -abs(driver["weight"]))
    units["article"] = order.to_numpy()[owner]
    units["score"] = weights.score
    units["label"] = label_scores(weights.score, band=lexicon.band)
    units["drivers"] = pd.Series(drivers, index=units.index, dtype=object)
    names = [
        "article",
        "sentence",
        "start",
        "end",
        "voice",
        "quote",
        "speaker",
        "type",
        "score",
        "label",
        "drivers",
    ]
    return units[names]


def get_lexicon(lexicon: Lexicon | str | Path | None) -> Lexicon:
    """Return a lexicon as it is, read from its path, or VADER's where none is given."""
    if lexicon is None:
        return vader_lexicon()
    return lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)


def _whole_sentences(reading: Reading, order: pd.Index, words: Words) -> tuple[pd.DataFrame, Ints, Ints]:
    """Return one unit a sentence, and to which of them each word belongs."""
    sentences = reading.sentences
    index = order.get_indexer(pd.Index(sentences["article"])).astype(np.int64)
    keep = (index >= 0) & ~sentences["boilerplate"].to_numpy(bool)
    units = sentences.loc[keep, ["sentence", "start", "end"]].assign(index=index[keep])
    units = units.sort_values(["index", "start"], kind="stable", ignore_index=True)
    units = units.assign(voice="", quote="", speaker="", type="")
    key = pd.MultiIndex.from_arrays([units["index"], units["sentence"]])
    scope = key.get_indexer(pd.MultiIndex.from_arrays([words.article, words.sentence])).astype(np.int64)
    position = np.flatnonzero(scope >= 0)
    return units, position, scope[position]


def _voices(quotes: pd.DataFrame, order: pd.Index, words: Words) -> tuple[pd.DataFrame, Ints, Ints]:
    """Return one unit for each sentence of each quote and one for the rest of each sentence."""
    index = order.get_indexer(pd.Index(quotes["article"].astype("str"))).astype(np.int64)
    quotes, index = quotes.loc[index >= 0], index[index >= 0]
    spans = [(q, s, e) for q, found in enumerate(spans_of(quotes)) for s, e in sorted(found)]
    owner, start, end = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    span, position = positions_inside(words, index[owner], start, end)
    said = owner[span]
    again = np.zeros(len(said), dtype=bool)  # spans of one quote that overlap
    again[1:] = (said[1:] == said[:-1]) & (position[1:] <= position[:-1])
    said, position = said[~again], position[~again]
    own = np.setdiff1d(np.arange(len(words.form)), position)
    said = np.concatenate([said, np.full(len(own), -1)])
    position = np.concatenate([position, own])

    new = np.ones(len(position), dtype=bool)
    sentence, article = words.sentence[position], words.article[position]
    new[1:] = (said[1:] != said[:-1]) | (sentence[1:] != sentence[:-1]) | (article[1:] != article[:-1])
    scope = np.cumsum(new) - 1
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(position))[: len(first)] - 1
    units = pd.DataFrame(
        {
            "index": article[first],
            "sentence": sentence[first],
            "start": words.start[position[first]],
            "end": words.end[position[last]],
            "voice": np.where(said[first] < 0, "reporter", "quoted"),
        }
    )
    for name in ("quote", "speaker", "type"):
        values = np.append(quotes[name].to_numpy(object), "")  # -1, the reporter's, is the last
        units[name] = pd.Series(values[said[first]], dtype=object)
    return units, position, scope


def _finish(rows: pd.DataFrame, unit: str, extra: list[str]) -> pd.DataFrame:
    """Bring averages to the columns of the tone table; what has no sentence at all is unknown."""
    rows = rows.assign(unit=unit, target="")
    if "speaker" not in rows:
        rows["speaker"] = ""
    rows["label"] = rows["label"].astype(object).where(rows["score"].notna(), "unknown")
    rows["n"] = rows["n"].fillna(0).astype(np.int64)
    rows["coverage"] = rows["coverage"].fillna(0.0)
    rows["drivers"] = pd.Series(
        [found if isinstance(found, list) else [] for found in rows["drivers"]],
        index=rows.index,
        dtype=object,
    )
    return rows[[*TONE_COLUMNS, *extra]].reset_index(drop=True)
