"""The tables an editor asks for first: how many, by whom, how much room, since when.

They take the tidy frames of articles and quotes and return small ones; nothing here reads a text again.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import stats

__all__ = ["UNKNOWN", "count_cues", "headline_numbers", "quote_positions", "share_interval", "share_of_voice"]

UNKNOWN = "(not known)"
_TYPES = ("direct", "mixed", "indirect")


def share_of_voice(
    quotes: pd.DataFrame, articles: pd.DataFrame | None = None, *, by: str = "speaker", confidence: float = 0.95
) -> pd.DataFrame:
    """Count who speaks how often, with how many words, and when first and last.

    Args:
        quotes: the quotes table.
        articles: the articles table; needed for ``first``, ``last`` and ``outlets``, and where ``by`` is one of
            its columns ("outlet", "author", "language").
        by: the column to count by: "speaker", "kind", "type", "act", "role", "affiliation", "source", or a
            column of the articles. Quotes without a value are counted as "(not known)", never dropped.
        confidence: of the interval around the share.

    Returns:
        One row per value of ``by``, most quoted first: the value; ``quotes``; ``share`` of all quotes, 0 to 1,
        with ``low`` and ``high`` (see `share_interval`); ``words`` in the quotes and ``word_share``; ``direct``,
        ``mixed`` and ``indirect`` quotes; ``articles`` with such a quote; and, given the articles, ``outlets``
        (their number) and ``first`` and ``last``, the dates of publication.

    Raises:
        ValueError: if neither table has the column ``by``.
    """
    table = _with_articles(quotes, articles, by)
    table = table.assign(**{by: table[by].fillna("").astype(str).replace("", UNKNOWN)})
    table["words"] = _word_counts(table["text"])
    columns: dict[str, tuple[str, str]] = {
        "quotes": ("quote", "size"),
        "words": ("words", "sum"),
        "articles": ("article", "nunique"),
    }
    if articles is not None:
        table["outlet_"] = table["outlet_"].replace("", None)
        columns |= {"outlets": ("outlet_", "nunique"), "first": ("published", "min"), "last": ("published", "max")}
    counted = table.groupby(by, sort=False).agg(**columns).reset_index()
    per_type = pd.crosstab(table[by], table["type"]) if len(table) else pd.DataFrame()
    for name in _TYPES:
        found = per_type[name] if name in per_type else pd.Series(dtype=int)
        counted[name] = counted[by].map(found).fillna(0).astype(int)
    counted["share"] = counted["quotes"] / max(len(table), 1)
    counted["word_share"] = counted["words"] / max(int(counted["words"].sum()), 1)
    per_article = pd.crosstab(table["article"], table[by]) if len(table) else pd.DataFrame()
    intervals = [
        share_interval(per_article[value].to_numpy(), per_article.sum(axis=1).to_numpy(), confidence=confidence)
        for value in counted[by]
    ]
    counted["low"] = [low for low, _ in intervals]
    counted["high"] = [high for _, high in intervals]
    order = [by, "quotes", "share", "low", "high", "words", "word_share", *_TYPES, "articles"]
    order += [name for name in ("outlets", "first", "last") if name in counted]
    counted = counted.astype({"low": float, "high": float})
    return counted.sort_values(["quotes", "words", by], ascending=[False, False, True], ignore_index=True)[order]


def share_interval(hits: np.ndarray, sizes: np.ndarray, *, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share whose cases come in clusters, as quotes come in articles.

    A voice heard five times in one article was found by one reporter once, not five times: the share is
    taken as a ratio over articles (Cochran 1977, "Sampling Techniques", 3rd ed., section 3.12), its variance gives
    an effective number of cases (Korn and Graubard 1998), and the interval is Wilson's (1927) for that number.

    Args:
        hits: shape (articles,), the cases that count, per article.
        sizes: shape (articles,), all cases, per article.
        confidence: 0 to 1.

    Returns:
        ``(low, high)``, within 0 and 1; NaN for both with fewer than two articles, which bear no estimate of
        how articles differ.
    """
    k, n = len(sizes), float(np.sum(sizes))
    if k < 2 or n == 0:
        return float("nan"), float("nan")
    share = float(np.sum(hits)) / n
    variance = k / (k - 1) * float(np.sum((hits - share * sizes) ** 2)) / n**2
    effective = min(share * (1 - share) / variance, n) if variance > 0 else n
    z = float(stats.t.ppf((1 + confidence) / 2, k - 1))
    centre = (share + z**2 / (2 * effective)) / (1 + z**2 / effective)
    half = z / (1 + z**2 / effective) * np.sqrt(share * (1 - share) / effective + z**2 / (4 * effective**2))
    return max(0.0, float(centre - half)), min(1.0, float(centre + half))


def headline_numbers(articles: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Say in a dozen lines what was read and what was found.

    Returns:
        One row per measure: ``measure`` (what is counted), ``value`` (a string, ready to be read).
    """
    dates = articles["published"].dropna()
    read, quoted = int(_word_counts(articles["text"]).sum()), int(_word_counts(quotes["text"]).sum())
    voices = quotes.loc[quotes["speaker"] != "", "speaker"].nunique()
    rows = {
        "articles read": f"{len(articles):,}",
        "of these, copies of another": f"{int((articles['duplicate_of'].fillna('') != '').sum()):,}",
        "files that could not be read": f"{len(articles.attrs.get('problems', [])):,}",
        "outlets": f"{articles['outlet'].replace('', None).nunique():,}",
        "published": _period(dates),
        "words read": f"{read:,}",
        "quotes found": f"{len(quotes):,}",
        "share of the words that are quotes": f"{quoted / read:.0%}" if read else "–",
        "voices": f"{voices:,}",
        "quotes whose speaker is not known": f"{int((quotes['speaker'] == '').sum()):,}",
        "quotes corrected by hand": f"{int(quotes['corrected'].astype(bool).sum()):,}",
    }
    return pd.DataFrame({"measure": list(rows), "value": list(rows.values())})


def count_cues(quotes: pd.DataFrame) -> pd.DataFrame:
    """Count the words that introduce quotes ("said", "according to").

    Returns:
        One row per cue, lower-cased, most frequent first: ``cue``, ``quotes``, ``share`` of all quotes,
        ``speakers`` that it introduces, ``example`` (the first quote with it).
    """
    cues = quotes["cue"].fillna("").str.lower().str.split().str.join(" ").replace("", "(no cue)")
    table = quotes.assign(cue=cues)
    counted = table.groupby("cue", sort=False).agg(
        quotes=("quote", "size"), speakers=("speaker", "nunique"), example=("text", "first")
    )
    counted = counted.reset_index().assign(share=lambda frame: frame["quotes"] / max(len(quotes), 1))
    counted = counted.sort_values(["quotes", "cue"], ascending=[False, True], ignore_index=True)
    return counted[["cue", "quotes", "share", "speakers", "example"]]


def quote_positions(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Say where along its article each quote stands.

    Returns:
        One row per quote: ``article``, ``quote``, ``speaker``, ``type``, ``start`` and ``end`` (code points, of the
        whole quote), ``position`` of its start, 0 at the article's first letter and 1 at its last.
    """
    lengths = articles.set_index("article")["text"].str.len()
    starts = [min((span[0] for span in spans), default=0) for spans in quotes["spans"]]
    ends = [max((span[1] for span in spans), default=0) for spans in quotes["spans"]]
    table = quotes[["article", "quote", "speaker", "type"]].assign(
        speaker=quotes["speaker"].replace("", UNKNOWN), start=starts, end=ends
    )
    table["position"] = table["start"] / table["article"].map(lengths).astype(float).clip(lower=1)
    return table.reset_index(drop=True)


def _with_articles(quotes: pd.DataFrame, articles: pd.DataFrame | None, by: str) -> pd.DataFrame:
    """Join what the summary needs from the articles; the outlet under a name of its own."""
    table = quotes
    if articles is not None:
        known = articles.set_index("article")
        table = quotes.assign(
            published=quotes["article"].map(known["published"]), outlet_=quotes["article"].map(known["outlet"])
        )
        if by not in table and by in known:
            table = table.assign(**{by: quotes["article"].map(known[by])})
    if by not in table:
        raise ValueError(f"Cannot count by {by!r}: the tables have the columns {_listed(table.columns)}.")
    return table


def _word_counts(texts: pd.Series) -> pd.Series:
    """Words of each text, as a newsroom counts them: what stands between white space."""
    return pd.Series([len(str(text).split()) for text in texts], index=texts.index, dtype=int)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names)


def _period(dates: pd.Series) -> str:
    if dates.empty:
        return "no dates"
    first, last = dates.min().date().isoformat(), dates.max().date().isoformat()
    return first if first == last else f"{first} to {last}"
