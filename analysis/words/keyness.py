"""What marks a group: the words that it uses more, or less, than others do, each with its uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse, stats

from analysis.words import measures
from analysis.words.arrays import Floats, Ints
from analysis.words.bootstrap import ratio_intervals
from analysis.words.counts import Counts, count_parts
from analysis.words.dispersion import deviation_of_proportions, juilland_d
from analysis.words.groups import Copies
from analysis.words.rules import TokenOptions
from analysis.words.significance import Side, difference_p

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["ENGLISH", "ENGLISH_AT_LARGE", "KEYNESS_COLUMNS", "REST", "keyness"]

ENGLISH = "english"
ENGLISH_AT_LARGE = "general English (wordfreq: a mixed corpus of subtitles, books, news, the web and social media)"
BY_FORMS: dict[str, Any] = {"n": 1, "unit": "form", "fold": True}
"""What must be counted to be compared with general English: wordfreq knows forms, neither lemmas nor capitals."""
REST = "the rest"
"""What ``attrs["against"]`` calls all other groups."""
KEYNESS_COLUMNS = [
    "word", "group", "n", "per_million", "articles", "dispersion", "juilland_d", "n_against",
    "per_million_against", "g2", "p", "q", "log_ratio", "low", "high", "log_odds", "z", "sure",
]  # fmt: skip
_FEW = 5  # articles with the word; below, the draws of articles know too little of its spread
_SURE = 0.05  # the false discovery rate of what is called sure
_LONE_LEAST = 5  # occurrences, or those expected, for a single article to tell anything: words come in bursts
_ENGLISH_SIZE = 1e9  # wordfreq gives frequencies without a size
_ENGLISH_LEAST = 1e-8  # the least frequency that wordfreq lists
_RISING = ("p", "q", "word", "dispersion")


def keyness(
    articles: pd.DataFrame,
    *,
    by: str | None = None,
    group: str | None = None,
    against: str | None = None,
    quotes: pd.DataFrame | None = None,
    sort: str = "z",
    min_n: int = 5,
    samples: int = 500,
    level: float = 0.95,
    prior_size: float = 1000.0,
    seed: int = 0,
    copies: Copies = "once",
    reading: Reading | None = None,
    **options: Unpack[TokenOptions],
) -> pd.DataFrame:
    """Compare how often each word stands in a group and elsewhere.

    Args:
        articles: columns article and text.
        by: what the groups are, as for `count_words`; None takes all articles as one group "all".
        group: the group to look at; None compares each in turn with the rest, all in one table.
        against: another group; None for the rest; "english" for general English as wordfreq has it, a mixed
            corpus of subtitles, books, news, the web and social media that holds no articles to draw from. It
            knows single forms only, so neither lemmas nor capitals can be compared with it.
        quotes: the quotes table; where given, only the words inside its spans are compared.
        sort: the column to sort by; the most marking first (p, q and dispersion rise, all others fall).
        min_n: leave out words that are rarer in the group and its comparison together; they are not tested.
        samples: draws of articles behind each interval; 0 leaves the intervals out (NaN).
        level: of the interval of the log ratio.
        prior_size: weight in words of the prior of the log-odds, spread as the words of both sides together.
        seed: of the draws; the same seed gives the same table.
        copies, reading, **options: as for `count_words`.

    Returns:
        One row a word and group: the columns of `count_words`; n_against and per_million_against; g2 (log
        likelihood, two-sided), its p and the q after Benjamini and Hochberg over the words of a group;
        log_ratio with low and high, the bootstrap interval over articles; log_odds and z (Monroe et al.
        2008). Where fewer than five articles of a side have the word, the interval also covers the exact one
        for words drawn by themselves; a side that is one article has only that one, and `attrs["warning"]`
        says so. g2, p and q take every word as drawn by itself, so trust the interval where they disagree.
        sure: "more" or "less" where the interval does not hold equal and neither chance between articles nor the
        number of words looked at explains the difference (`analysis.words.significance`, false discovery rate of
        5 % over the words of a group; for a side that is one article, q, and only of words that it has, or by the
        other side should have, five times), else "".

    Raises:
        ValueError: an unknown group, column or option; or nothing to compare with.
    """
    if sort not in KEYNESS_COLUMNS:
        raise ValueError(f"sort={sort!r} is no column; use one of {', '.join(KEYNESS_COLUMNS)}")
    others = [f"{name}={value!r}" for name, value in options.items() if value != BY_FORMS.get(name, value)]
    if against == ENGLISH and others:
        raise ValueError(
            "general English is known by single words as they stand, capitals or not; with against='english' "
            f"leave out {', '.join(others)}"
        )
    counts = count_parts(articles, by=by, quotes=quotes, copies=copies, reading=reading, **options)
    names = [group] if group is not None else [name for name in counts.groups if name != against]
    for name in (*names, *([against] if against not in (None, ENGLISH) else [])):
        if name not in counts.groups:
            raise ValueError(f"there is no group {name!r}; there are {', '.join(counts.groups)}")
    if against is None and len(counts.groups) < 2:
        raise ValueError("one group has no rest to compare with; give by=, or against='english'")
    if group is not None and group == against:
        raise ValueError(f"the group {group!r} cannot be compared with itself")
    frames, thin = [], []
    for name in names:
        here = counts.group == counts.groups.index(name)
        if against is None:
            there = ~here
        elif against == ENGLISH:
            there = np.zeros(len(here), dtype=bool)
        else:
            there = counts.group == counts.groups.index(against)
        if not here.any() or (against != ENGLISH and not there.any()):
            continue
        table, lone = _compare(
            counts, here, there, against == ENGLISH,
            min_n=min_n, samples=samples, level=level, prior_size=prior_size, seed=seed,
        )  # fmt: skip
        table.insert(1, "group", name)
        frames.append(table)
        thin += [name] if lone else []
    result = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=KEYNESS_COLUMNS)
    result = result[KEYNESS_COLUMNS].sort_values(
        [sort, "n", "word", "group"], ascending=[sort in _RISING, False, True, True], ignore_index=True
    )
    result.attrs.update(counts.notes)
    result.attrs["against"] = {None: REST, ENGLISH: ENGLISH_AT_LARGE}.get(against, against)
    if thin:
        result.attrs["warning"] = (
            f"{', '.join(thin)}: a side of the comparison is a single article, so how much articles differ "
            "cannot be seen; the intervals take every word as drawn by itself, are wide, yet too narrow."
        )
    return result


def _compare(
    counts: Counts,
    here: npt.NDArray[np.bool_],
    there: npt.NDArray[np.bool_],
    english: bool,
    *,
    min_n: int,
    samples: int,
    level: float,
    prior_size: float,
    seed: int,
) -> tuple[pd.DataFrame, bool]:
    """Return the table of one group, and whether a side is a single article."""
    parts = counts.table[here]
    sizes = counts.sizes[here].astype(float)
    size = sizes.sum()
    n = np.asarray(parts.sum(axis=0)).ravel().astype(float)
    if english:
        keep = np.flatnonzero((n > 0) & (n >= min_n))
        n_against = _english(counts.words[keep]) * _ENGLISH_SIZE
        size_against = _ENGLISH_SIZE
    else:
        others = counts.table[there]
        total = np.asarray(others.sum(axis=0)).ravel().astype(float)
        keep = np.flatnonzero((n + total > 0) & (n + total >= min_n))
        n_against, size_against = total[keep], float(others.sum())
    n, parts = n[keep], parts[:, keep]
    g2 = measures.log_likelihood(n, n_against, size - n, size_against - n_against)
    p = stats.chi2.sf(g2, 1)
    prior = (n + n_against) / (size + size_against) * prior_size
    odds, z = measures.log_odds(n, size, n_against, size_against, prior, prior_size)
    sides = _sides(counts, here, None if english else there, parts, None if english else others[:, keep])
    low, high = _intervals(sides, n, n_against, size_against, samples=samples, level=level, seed=seed)
    lone = _articles(sides.here) < 2 or (not english and _articles(sides.there) < 2)
    q = measures.benjamini_hochberg(p)
    by_articles = p if lone else difference_p(sides.here, n_against / size_against if english else sides.there)
    differs = measures.benjamini_hochberg(by_articles) <= _SURE
    if lone:
        differs &= np.maximum(n, size * (n + n_against) / (size + size_against)) >= _LONE_LEAST
    log_ratio = measures.log_ratio(n, size, n_against, size_against)
    apart = (low > 0) | (high < 0) if samples else np.ones(len(n), dtype=bool)
    frame = pd.DataFrame(
        {
            "word": counts.words[keep],
            "n": n.astype(np.int64),
            "per_million": n / size * 1e6,
            "articles": np.asarray((parts > 0).sum(axis=0)).ravel(),
            "dispersion": deviation_of_proportions(parts, sizes),
            "juilland_d": juilland_d(parts, sizes),
            "n_against": np.nan if english else n_against,
            "per_million_against": n_against / size_against * 1e6,
            "g2": g2,
            "p": p,
            "q": q,
            "log_ratio": log_ratio,
            "low": low,
            "high": high,
            "log_odds": odds,
            "z": z,
            "sure": np.where(differs & apart, np.where(log_ratio > 0, "more", "less"), ""),
        }
    )
    return frame, lone


class _Sides(NamedTuple):
    """What is compared, by articles: all of both sides in the same order, since some may be on both."""

    here: Side
    there: Side


def _sides(
    counts: Counts, here: npt.NDArray[np.bool_], there: npt.NDArray[np.bool_] | None, parts: Any, others: Any
) -> _Sides:
    """Sum the parts of each article; without `there` the other side is empty."""
    rows = counts.row[here]
    rows_there = counts.row[there] if there is not None else rows[:0]
    every = np.union1d(rows, rows_there)
    if others is None:
        others = sparse.csr_array((0, parts.shape[1]))
    sizes_there = counts.sizes[there] if there is not None else counts.sizes[:0]
    return _Sides(
        Side(_gather(every, rows, parts), _lengths(every, rows, counts.sizes[here])),
        Side(_gather(every, rows_there, others), _lengths(every, rows_there, sizes_there)),
    )


def _lengths(every: Ints, row: Ints, sizes: Any) -> Floats:
    return np.bincount(np.searchsorted(every, row), sizes, len(every)).astype(float)


def _articles(side: Side) -> int:
    return int((side.sizes > 0).sum())


def _intervals(
    sides: _Sides, n: Floats, n_against: Floats, size_against: float, *, samples: int, level: float, seed: int
) -> tuple[Floats, Floats]:
    """Return each word's low and high; a side without articles is general English."""
    words, english = len(n), not _articles(sides.there)
    if not samples or not words:
        return np.full(words, np.nan), np.full(words, np.nan)
    exact = measures.exact_ratio_interval(n, sides.here.sizes.sum(), n_against, size_against, level=level)
    if _articles(sides.here) < 2 or _articles(sides.there) == 1:
        return exact
    by_article, against = sides.here.words, sides.there.words
    held = np.asarray((by_article > 0).sum(axis=0)).ravel()
    sizes, sizes_there = sides.here.sizes, sides.there.sizes
    if english:
        # English is fixed: one more "article" that is drawn every time, in a stratum of its own.
        by_article = sparse.vstack([by_article, sparse.csr_array((1, words))], format="csr")
        against = sparse.csr_array(
            (np.maximum(n_against, 1e-12), (np.full(words, len(sizes)), np.arange(words))),
            shape=(len(sizes) + 1, words),
        )
        sizes, sizes_there = np.append(sizes, 0.0), np.append(sizes_there, size_against)
    else:
        held = np.minimum(held, np.asarray((against > 0).sum(axis=0)).ravel())
    low, high = ratio_intervals(by_article, against, sizes, sizes_there, samples=samples, level=level, seed=seed)
    few = held < _FEW
    low[few] = np.minimum(low, exact[0])[few]
    high[few] = np.maximum(high, exact[1])[few]
    return low, high


def _gather(every: Ints, row: Ints, parts: Any) -> Any:
    """Sum the parts of each article, shape (len(every), words)."""
    at = np.searchsorted(every, row)
    gather = sparse.csr_array((np.ones(len(row)), (at, np.arange(len(row)))), shape=(len(every), len(row)))
    return (gather @ parts).tocsr()


def _english(words: npt.NDArray[np.object_]) -> Floats:
    """Return the words' frequencies in general English, at least that of the rarest that wordfreq lists."""
    from wordfreq import word_frequency

    found = np.array([word_frequency(word, "en") for word in words.tolist()], dtype=float)
    frequencies: Floats = np.maximum(found, _ENGLISH_LEAST)
    return frequencies
