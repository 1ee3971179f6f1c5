"""The tables an editor asks for first: how many, by whom, how much room, since when.

They take the tidy frames of articles and quotes and return small ones; nothing here reads a text again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.articles.problem import left_out, problems
from analysis.articles.table import set_aside
from analysis.frames import NO_SOURCE, UNKNOWN, as_text, dates_of, spans_of, text_by_article, with_ids
from analysis.quotes.quoted import TYPES
from analysis.quotes.voices import who_speaks

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = [
    "count_cues",
    "headline_numbers",
    "pick_words",
    "quote_positions",
    "share_interval",
    "share_of_voice",
    "telling_words",
    "with_positions",
    "with_titles",
    "wrong_of_100",
]


def share_of_voice(
    quotes: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: str = "speaker",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count who speaks how often, with how many words, and when first and last.

    Args:
        quotes: the quotes table.
        articles: the articles table; needed for ``first``, ``last`` and ``outlets``, and where ``by`` is one
            of its columns ("outlet", "author", "language").
        by: the column to count by: "speaker" (two officials without a name in two articles are two, see
            the column ``voice`` of `gather_quotes`), "kind", "type", "act", "role", "affiliation", "source", or a
            column of the articles. Quotes without a value are counted as "(unknown)", never dropped; roles that
            differ in capitals only are one. Of the kind "author" those without a speaker, whom the article does
            not name at all, are counted as "(no source named)", for few of them are its author's.
        confidence: of the interval around the share.

    Returns:
        One row per value of ``by``, most quoted first: the value; ``quotes``; ``share`` of all quotes, 0 to
        1, with ``low`` and ``high`` (see `share_interval`); ``words`` in the quotes and ``word_share``;
        ``direct``, ``mixed`` and ``indirect`` quotes; ``articles`` with such a quote; given the articles,
        ``outlets`` (their number) and ``first`` and ``last``, the dates of publication, as far as they tell of them;
        and ``article``, ``start`` and ``end``, the place of one of these quotes: the first by the id of its article.

    Raises:
        ValueError: if neither table has the column ``by``.
    """
    table = _with_articles(quotes, articles, by)
    if by == "speaker":
        table = table.assign(speaker=who_speaks(quotes))
    values = as_text(table[by])
    if by == "kind" and "speaker" in table:
        values = values.mask((values == "author") & (as_text(table["speaker"]) == ""), NO_SOURCE)
    table = table.assign(**{by: (_one_spelling(values) if by == "role" else values).replace("", UNKNOWN)})
    table["words"] = _word_counts(table["text"])
    columns: dict[str, tuple[str, str]] = {
        "quotes": ("quote", "size"),
        "words": ("words", "sum"),
        "articles": ("article", "nunique"),
    }
    if "outlet_" in table:
        table["outlet_"] = table["outlet_"].replace("", None)
        columns |= {"outlets": ("outlet_", "nunique")}
    if "published" in table:
        columns |= {"first": ("published", "min"), "last": ("published", "max")}
    counted = table.groupby(by, sort=False).agg(**columns).reset_index()
    per_type = pd.crosstab(table[by], table["type"]) if len(table) else pd.DataFrame()
    for name in TYPES:
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
    order = [by, "quotes", "share", "low", "high", "words", "word_share", *TYPES, "articles"]
    order += [name for name in ("outlets", "first", "last") if name in counted]
    counted = _with_places(counted.astype({"low": float, "high": float})[order], table, by)
    return counted.sort_values(["quotes", "words", by], ascending=[False, False, True], ignore_index=True)


def _one_spelling(values: pd.Series) -> pd.Series:
    """Give values that differ in capitals only the spelling that most of them have, else the first of the alphabet."""
    return values.groupby(values.str.casefold()).transform(lambda same: same.mode().iat[0])


def share_interval(hits: np.ndarray, sizes: np.ndarray, *, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share whose cases come in clusters, as quotes come in articles.

    A voice heard five times in one article was found by one reporter once, not five times: the share is taken
    as a ratio over articles (Cochran 1977, "Sampling Techniques", 3rd ed., section 3.12), its variance gives
    an effective number of cases (Korn and Graubard 1998, "Confidence intervals for proportions with small
    expected number of positive counts estimated from survey data", Survey Methodology 24), and the interval
    is Wilson's (1927) for that number, with Student's t for the number of articles.

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


def headline_numbers(articles: pd.DataFrame, quotes: pd.DataFrame, *, once: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say in a dozen lines what was read and what was found.

    Args:
        articles: the articles table, all that was read.
        quotes: the quotes table.
        once: the articles whose quotes these are, where copies were left out (see `analysis.words.only_once`).

    Returns:
        One row per measure: ``measure`` (what is counted), ``value`` (a string, ready to be read).
    """
    dates = dates_of(articles).dropna()
    once = articles if once is None else once
    copies = len(articles) - len(once) or int((as_text(articles["duplicate_of"]) != "").sum())
    missing = left_out(problems(articles))
    unread = missing[missing["stage"] != "language"]
    words, quoted = (int(_word_counts(table["text"]).sum()) for table in (once[~set_aside(once)], quotes))
    rows = {
        "articles read": f"{len(articles):,}",
        "of these, copies of another": f"{copies:,}",
        "of these, set aside, since they are not in English": f"{int(set_aside(articles).sum()):,}",
        "left out, since they could not be read": f"{len(unread):,}",
        "outlets": f"{articles['outlet'].replace('', None).nunique():,}",
        "published": _period(dates),
        "words read, without the copies": f"{words:,}",
        "quotes found": f"{len(quotes):,}",
        **{f"statements of {act}, not counted": f"{n:,}" for act, n in quotes.attrs.get("uncounted", {}).items()},
        "of 100 of these quotes, wrong in their words or source by their own confidence": wrong_of_100(quotes),
        "share of the words that are quotes": f"{quoted / words:.0%}" if words else "–",
        "voices": f"{who_speaks(quotes).replace('', None).nunique():,}",
        "quotes whose speaker is not known": f"{int((as_text(quotes['speaker']) == '').sum()):,}",
        "quotes corrected by hand": f"{int(quotes['corrected'].astype(bool).sum()):,}",
    }
    return pd.DataFrame({"measure": list(rows), "value": list(rows.values())})


def wrong_of_100(quotes: pd.DataFrame) -> str:
    """Say how many of 100 of these very quotes are wrong: confidence is calibrated, its mean is the share right.

    Wrong is a quote that is none, is cut wrong or given to the wrong words as its source; of names it says nothing.
    """
    return f"about {100 * (1 - quotes['confidence'].mean()):.0f}" if len(quotes) else "–"


def count_cues(quotes: pd.DataFrame) -> pd.DataFrame:
    """Count the words that introduce quotes ("said", "according to").

    Returns:
        One row per cue, lower-cased and without marks at its ends, most frequent first: ``cue``, ``quotes``,
        ``share`` of all quotes, ``speakers`` that it introduces, ``example`` (the first quote with it) and its
        ``article``, ``start`` and ``end``.
    """
    words = as_text(quotes["cue"]).str.lower().str.split().str.join(" ")
    cues = words.str.strip(" .,:;–—-").replace("", "(no cue)")
    table = quotes.assign(cue=cues, speaker=who_speaks(quotes).replace("", None))
    counted = table.groupby("cue", sort=False).agg(
        quotes=("quote", "size"), speakers=("speaker", "nunique"), example=("text", "first")
    )
    counted = counted.reset_index().assign(share=lambda frame: frame["quotes"] / max(len(quotes), 1))
    counted = counted.sort_values(["quotes", "cue"], ascending=[False, True], ignore_index=True)
    return _with_places(counted[["cue", "quotes", "share", "speakers", "example"]], table, "cue")


def quote_positions(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Say where along its article each quote stands.

    Returns:
        One row per quote: ``article``, ``quote``, ``speaker``, ``type``, ``start`` and ``end`` (code points,
        of the whole quote), ``position``, see `with_positions`.
    """
    ends = [max((end for _, end in spans), default=0) for spans in spans_of(quotes)]
    named = quotes.assign(speaker=who_speaks(quotes).replace("", UNKNOWN), start=_starts(quotes), end=ends)
    columns = ["article", "quote", "speaker", "type", "start", "end", "position"]
    return with_positions(named, articles)[columns].reset_index(drop=True)


def with_positions(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add a column ``position``: where a quote begins, 0 at the article's first letter and 1 at its last."""
    lengths = {article: len(text) for article, text in text_by_article(articles).items()}
    of_each = quotes["article"].astype("str").map(lengths).astype(float)
    return quotes.assign(position=_starts(quotes) / of_each.clip(lower=1))


def _starts(quotes: pd.DataFrame) -> list[int]:
    return [min((start for start, _ in spans), default=0) for spans in spans_of(quotes)]


def with_titles(frame: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add a column ``title`` to any frame with a column ``article``: the article's title, else its id.

    Of articles with the same title each has its id behind it, so that a title names one article.
    """
    titles = as_text(articles["title"])
    ids = articles["article"].astype(str)
    named = [
        identity if not title else f"{title} ({identity})" if again else title
        for title, identity, again in zip(titles, ids, titles.duplicated(keep=False), strict=True)
    ]
    return frame.assign(title=frame["article"].map(dict(zip(ids, named, strict=True))))


def telling_words(
    articles: pd.DataFrame,
    *,
    by: str = "",
    group: str = "",
    quotes: pd.DataFrame | None = None,
    min_n: int = 5,
    rarer: bool = False,
    reading: Reading | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Find the words that mark a group, or all the articles where there is nothing to compare them with.

    `analysis.words.keyness` stops where the articles are of one group only; a report over one article shall
    not. Where ``by`` makes fewer than two groups, the articles are compared with general English instead, and then
    by forms, whatever is asked for, since lemmas of general English are not known.

    Args:
        articles: the articles table.
        by: as in `keyness`; "" compares with general English at once.
        group: the group to look at; "" looks at each.
        quotes: the quotes table; where given, only words inside quotes are compared.
        min_n: leave out words that are rarer than that in both sides together.
        rarer: keep the words that the group uses less, too.
        reading: one reading of the articles.
        **options: as in `keyness`.

    Returns:
        The frame of `keyness`, only words that the group uses more unless `rarer` asks for all;
        ``attrs["against"]`` says what it is compared with.

    Raises:
        ValueError: an unknown column or group.
    """
    from analysis.words.groups import group_words
    from analysis.words.keyness import BY_FORMS, ENGLISH, keyness

    shared: dict[str, Any] = {"quotes": quotes, "min_n": min_n, "reading": reading} | options
    groups = group_words(articles, by=by, quotes=quotes, copies=options.get("copies", "once")).groups if by else []
    if group and group not in groups:
        raise ValueError(
            f"there is no group {group!r}; " + (f"there are {', '.join(groups)}" if by else "give by=, too")
        )
    table = keyness(articles, by=by, group=group or None, **shared) if len(groups) > 1 else None
    if table is None or table.empty:
        table = keyness(articles, against=ENGLISH, **(shared | BY_FORMS))
    return table if rarer else _marking(table)


def pick_words(keyness: pd.DataFrame, word: str = "", *, top: int = 1) -> list[str]:
    """The words to look at more closely: the one asked for, then those that mark the articles most.

    Args:
        keyness: the frame of `telling_words`.
        word: a word; "" starts with the first of the frame.
        top: how many.

    Returns:
        At most ``top`` words; one at least, which is "" where there is none at all.
    """
    return list(dict.fromkeys([*filter(None, [word]), *keyness["word"]]))[:top] or [""]


def _marking(table: pd.DataFrame) -> pd.DataFrame:
    notes = dict(table.attrs)
    # A word that neither has in earnest counts half here, which is much in a small group: it marks nobody.
    kept = table[(table["log_ratio"] > 0) & (table["n"] > 0)].reset_index(drop=True)
    kept.attrs.update(notes)
    return kept


def _with_articles(quotes: pd.DataFrame, articles: pd.DataFrame | None, by: str) -> pd.DataFrame:
    """Join what the summary needs from the articles; the outlet under a name of its own."""
    table = quotes
    if articles is not None:
        known = with_ids(articles).set_index("article")
        known = known.reindex(quotes["article"].astype("str"))  # a row per quote
        needed = {"published": "published", "outlet": "outlet_"}
        table = quotes.assign(**{new: known[name].array for name, new in needed.items() if name in known})
        if by not in table and by in known:
            table = table.assign(**{by: known[by].array})
    if by not in table:
        raise ValueError(f"Cannot count by {by!r}: the tables have the columns {_listed(table.columns)}.")
    return table


def _with_places(counted: pd.DataFrame, quotes: pd.DataFrame, by: str) -> pd.DataFrame:
    """Add where the first quote of each row stands, so that a count leads back to the text."""
    if "article" in counted or not {"article", "spans"} <= set(quotes.columns):
        return counted
    places = [spans[0] if spans else (0, 0) for spans in spans_of(quotes)]
    placed = quotes[[by, "article"]].assign(start=[start for start, _ in places], end=[end for _, end in places])
    placed = placed.sort_values(["article", "start", "end"])
    first = placed.drop_duplicates(by).set_index(by)
    return counted.assign(**{name: counted[by].map(first[name]) for name in ("article", "start", "end")})


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
