"""Tables that answer a question about the tone toward targets: whose toward whom, in which sentences, how surely."""

from __future__ import annotations

import pandas as pd

from analysis.frames import as_text, ids_as_text, text_by_article
from analysis.reading import Reading
from analysis.tone.aggregate import average_tone

__all__ = ["disagreements", "stance_matrix", "telling_mentions", "words_behind"]

BAND = (-0.25, 0.25)
"""Means within it are called neutral."""


def stance_matrix(scored: pd.DataFrame, quotes: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """Who is quoted in which tone toward whom: one row for each pair of speakers (or sides) and targets.

    It is the tone of the sentences in a speaker's quotes that name the target. What a speaker only repeats of others is
    in it, so that it is not what the speaker thinks.

    Args:
        scored: from `score_targets` with quotes; with drivers where they were looked for.
        quotes: the quotes frame.
        by: a column of the quotes: "voice", "side", "affiliation", "speaker" or another. If none is given, "side"
            where a list of speakers gives sides, else "voice" (or "speaker" where the quotes have no voices).

    Returns:
        The columns of `analysis.tone.average_tone` by ``who`` (of that column) and ``target``: ``score`` is the mean
        over the mentions, ``n`` their number, ``low`` and ``high`` its 95 % interval, NaN below five mentions;
        and ``negative`` and ``positive``, how many mentions are called so. Rows in the order of the two; what has
        no value in the column is left out. ``attrs["by"]`` is the column.

    Raises:
        ValueError: if the quotes have no such column.
    """
    by = _column(quotes, by)
    named = ids_as_text(quotes)[["article", "quote"]].assign(who=as_text(quotes[by]))
    rows = ids_as_text(scored)[as_text(scored["quote"]) != ""].merge(named, on=["article", "quote"], how="left")
    rows = rows[rows["who"] != ""]
    matrix = average_tone(rows, by=["who", "target"], band=BAND)
    called = rows.assign(negative=rows["label"] == "negative", positive=rows["label"] == "positive")
    counts = called.groupby(["who", "target"], sort=False)[["negative", "positive"]].sum().astype(int).reset_index()
    matrix = matrix.merge(counts, on=["who", "target"]).sort_values(["who", "target"], ignore_index=True)
    matrix.attrs["by"] = by
    return matrix


def words_behind(
    sentences: pd.DataFrame, quotes: pd.DataFrame, *, reading: Reading, by: str = "", top: int = 5
) -> pd.DataFrame:
    """Return the words of known tone that weigh most in each speaker's (or side's) quotes.

    Args:
        sentences: from `score_sentences` with quotes.
        quotes: the quotes frame.
        reading: the reading of the articles; a word goes with the noun after it ("hostile policy").
        by: as in `stance_matrix`.
        top: at most so many on each side.

    Returns:
        One row for each ``who``, with ``negative`` and ``positive``: lists of words, heaviest first.
    """
    names = as_text(quotes[_column(quotes, by)])
    who = dict(zip(zip(quotes["article"].astype("str"), quotes["quote"], strict=True), names, strict=True))
    tokens = reading.tokens
    following = tokens[["article", "norm", "pos"]].shift(-1)
    noun = (following["article"] == tokens["article"]) & (following["pos"] == "NOUN")
    ends = zip(tokens.loc[noun, "article"], tokens.loc[noun, "end"].tolist(), strict=True)
    nouns = dict(zip(ends, following.loc[noun, "norm"], strict=True))
    weights: dict[str, dict[str, float]] = {}
    quoted = sentences[sentences["voice"] == "quoted"]
    for article, quote, drivers in zip(
        quoted["article"].astype("str"), quoted["quote"], quoted["drivers"], strict=True
    ):
        sums = weights.setdefault(who.get((article, quote), ""), {})
        for driver in drivers:
            noun_after = nouns.get((article, driver["end"]))
            phrase = f"{driver['text'].lower()} {noun_after}" if noun_after else driver["text"].lower()
            sums[phrase] = sums.get(phrase, 0.0) + driver["weight"]
    rows = []
    for name, sums in sorted(weights.items()):
        order = sorted(sums, key=lambda phrase: (-abs(sums[phrase]), phrase))
        negative = [phrase for phrase in order if sums[phrase] < 0][:top]
        rows.append((name, negative, [phrase for phrase in order if sums[phrase] > 0][:top]))
    frame = pd.DataFrame(rows, columns=["who", "negative", "positive"])
    return frame[frame["who"] != ""].reset_index(drop=True)


def telling_mentions(scored: pd.DataFrame, articles: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Return the mentions in the most negative and the most positive tone, of all targets together.

    Args:
        scored: from `score_targets`.
        articles: the articles frame, for the text.
        top: at most so many, half of them on each side; one on each side at least. Of one sentence and target only the
            first mention is given.

    Returns:
        Rows of ``scored`` that are called negative, then those called positive, strongest first, with ``text``, the
        sentence.
    """
    told = scored[scored["label"].isin(("negative", "positive"))]
    told = told.drop_duplicates(["article", "start", "target"]).assign(strength=-told["score"].abs())
    first = told.sort_values(["label", "strength"], kind="stable").groupby("label", sort=False).head(max(top // 2, 1))
    return _with_text(first.drop(columns="strength"), articles)


def disagreements(scored: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions where the words of the sentence and the tone toward the target point apart.

    "Oren deplored the attack on Lind" has negative words and is not negative toward Lind: neither is wrong, they
    answer different questions. Where they differ, the sentence should be read.

    Args:
        scored: from `score_targets`.
        sentences: from `score_sentences` without quotes: whole sentences.
        articles: the articles frame, for the text.

    Returns:
        Rows of ``scored`` that are called negative where the words are positive or the other way round, with
        ``text``, ``words`` (the score of the words) and ``words_drivers``; widest apart first. Of one sentence and
        target only the first mention is given.
    """
    words = sentences[["article", "start", "end", "score", "label", "drivers"]]
    words = words.rename(columns={"score": "words", "label": "words_label", "drivers": "words_drivers"})
    both = scored.drop_duplicates(["article", "start", "target"]).merge(words, on=["article", "start", "end"])
    told = both["label"].isin(("negative", "positive")) & both["words_label"].isin(("negative", "positive"))
    apart = both[told & (both["label"] != both["words_label"])]
    apart = apart.assign(distance=-(apart["score"] - apart["words"]).abs()).sort_values("distance", kind="stable")
    return _with_text(apart.drop(columns=["distance", "words_label"]), articles)


def _column(quotes: pd.DataFrame, by: str) -> str:
    if not by:
        sides = "side" in quotes and (as_text(quotes["side"]) != "").any()
        by = "side" if sides else "voice" if "voice" in quotes else "speaker"
    if by not in quotes:
        raise ValueError(f"the quotes have no column {by!r} to set targets against")
    return by


def _with_text(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    texts = text_by_article(articles)
    spans = zip(rows["article"], rows["start"].tolist(), rows["end"].tolist(), strict=True)
    shown = pd.Series([texts[article][start:end] for article, start, end in spans], index=rows.index, dtype=object)
    return rows.assign(text=shown).reset_index(drop=True)
