"""The figures of the model cards: quotes and speakers against gold, with intervals.

Every interval comes from drawing articles anew (Efron and Tibshirani 1993, "An Introduction to the
Bootstrap", chapter 13): statements of one article stand or fall together, so it is articles that are sampled.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.frames import check_columns, read_spans
from analysis.training.figures import check_floors, figures, print_table, to_json
from analysis.training.gold import read_answers, read_gold
from analysis.training.judge import MEASURES, TYPES, Floats, Side, compare, pair, take_side

__all__ = [
    "check_floors",
    "compare_articles",
    "draw_counts",
    "evaluate_quotes",
    "evaluate_speakers",
    "figures",
    "plain_name",
    "print_table",
    "read_answers",
    "read_gold",
    "to_json",
]

_COLUMNS = ["type", "measure", "precision", "recall", "f1", "share", "low", "high", "n_gold", "n_predicted"]
_UNSAID = frozenset(
    {"a", "an", "the", "dr", "gov", "miss", "mr", "mrs", "ms", "president", "rep", "sen", "senator", "sir"}
)


def evaluate_quotes(
    gold: list[dict[str, Any]],
    quotes: pd.DataFrame,
    *,
    iou: float = 0.5,
    bootstrap: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Measure how well quotes and their sources were found.

    A statement is direct where each of its words stands between double quotation marks, mixed where some do,
    indirect where none does: found out from the text by `judge.quoted_regions`, not taken from the table.
    Recall goes by the type of the marked statement, precision by that of the found one. What is measured
    stands in `judge.compare`.

    Args:
        gold: marked articles, as from `read_gold`. Quotes that lie mostly in ``discards`` do not count.
        quotes: a table of quotes; ``article``, ``spans`` and ``source_spans`` are looked at.
        iou: the smallest share of words in common (of the words of either) that makes a match.
        bootstrap: how many samples of articles the intervals come from; with 0 there are none.
        seed: of the samples.

    Returns:
        One row a type (all, direct, mixed, indirect) and measure (`judge.MEASURES`), columns ``type``,
        ``measure``, ``precision``, ``recall``, ``f1``, ``share``, ``low``, ``high`` (95 % interval of F1 or
        share), ``n_gold`` and ``n_predicted`` (what recall and precision are out of: statements; of token,
        words). Shares run from 0 to 1. Attribution has a ``share`` only, out of ``n_gold`` paired statements
        with a marked source. ``attrs`` has ``articles``, ``without`` (articles with no quote) and ``iou``.

    Raises:
        ValueError: quotes of an article that is not in the gold, or spans outside its text.
    """
    counts = np.zeros((len(gold), 1 + len(TYPES), len(MEASURES), 2, 2))  # ..., of gold or found, right or out of
    without = 0
    for n, (marked, found, judged, rows) in enumerate(compare_articles(gold, quotes, iou=iou)):
        without += rows.empty
        for side, (who, (right, out_of)) in enumerate(zip((marked, found), judged, strict=True)):
            for kind in range(len(TYPES)):
                counts[n, 1 + kind, :, side, 0] = right[who.types == kind].sum(axis=0)
                counts[n, 1 + kind, :, side, 1] = out_of[who.types == kind].sum(axis=0)
    counts[:, 0] = counts[:, 1:].sum(axis=1)
    draws = draw_counts(len(gold), bootstrap, seed)
    attribution = MEASURES.index("attribution")

    def headline(totals: Floats) -> Floats:
        recall = _over(totals[..., 0, 0], totals[..., 0, 1])
        values = _f1(_over(totals[..., 1, 0], totals[..., 1, 1]), recall)
        values[..., attribution] = recall[..., attribution]
        return values

    total = counts.sum(axis=0)
    low, high = _interval(headline(np.tensordot(draws, counts, axes=1)))
    recall, precision = _over(total[..., 0, 0], total[..., 0, 1]), _over(total[..., 1, 0], total[..., 1, 1])
    value = headline(total)
    rows_out = []
    for i, name in enumerate(("all", *TYPES)):
        for j, measure in enumerate(MEASURES):
            share = j == attribution
            rows_out.append(
                {
                    "type": name,
                    "measure": measure,
                    "precision": np.nan if share else precision[i, j],
                    "recall": np.nan if share else recall[i, j],
                    "f1": np.nan if share else value[i, j],
                    "share": value[i, j] if share else np.nan,
                    "low": low[i, j],
                    "high": high[i, j],
                    "n_gold": int(total[i, j, 0, 1]),
                    "n_predicted": int(total[i, j, 1, 1]),
                }
            )
    frame = pd.DataFrame(rows_out, columns=_COLUMNS)
    frame.attrs = {"articles": len(gold), "without": without, "iou": iou}
    return frame


def evaluate_speakers(
    gold: list[dict[str, Any]],
    answers: list[dict[str, Any]],
    quotes: pd.DataFrame,
    *,
    iou: float = 0.5,
    bootstrap: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Measure how often a quote is given to the right speaker by name.

    Only articles with answers count. A name is right if it is the answer's ``speaker`` or one of ``also``, as
    `plain_name` sees them. Statements whose speaker the text does not tell are left out on both sides.

    Args:
        gold: marked articles, as from `read_gold`.
        answers: who speaks in each attribution, as from `read_answers`.
        quotes: a table of quotes; ``article``, ``spans``, ``source_spans`` and ``speaker`` are looked at.
        iou: as in `evaluate_quotes`.
        bootstrap: as in `evaluate_quotes`.
        seed: as in `evaluate_quotes`.

    Returns:
        The columns of `evaluate_quotes`. Measure ``named`` has a ``share``: of the ``n_gold`` found,
        those given to the right speaker, for type ``all``, each ``how ...`` and each ``kind ...``. Measure
        ``end-to-end``, type ``all``, has precision, recall and F1 of found and rightly named.

    Raises:
        ValueError: an answer belongs to no attribution of the gold, or spans are outside their text.
    """
    by_article: dict[str, dict[str, dict[str, Any]]] = {}
    for answer in answers:
        by_article.setdefault(answer["article"], {})[answer["attribution"]] = answer
    if not any(answer["speaker"] for answer in answers):
        raise ValueError("no answer names a speaker")
    asked = [article for article in gold if article["id"] in by_article]
    known = {(article["id"], a.get("id")) for article in asked for a in article["attributions"]}
    lost = [(a["article"], a["attribution"]) for a in answers if (a["article"], a["attribution"]) not in known]
    if lost:
        raise ValueError(f"{len(lost)} answers belong to no attribution of the gold, such as {lost[0]}")
    groups = sorted({name for a in answers if a["speaker"] for name in _groups(a)})
    named = np.zeros((len(asked), len(groups), 2))  # right, found
    sizes = np.zeros((len(asked), 2))  # marked, found
    tables = _by_article(quotes)
    without = 0
    for n, article in enumerate(asked):
        mine = by_article[article["id"]]
        marked = [a for a in article["attributions"] if a.get("id") in mine]
        wanted = take_side(article["text"], [(a.get("content") or [], a.get("source") or []) for a in marked])
        rows = tables.get(article["id"], quotes.iloc[:0])
        found = _side_of(article, rows)
        without += rows.empty
        answer_of = [mine[marked[row]["id"]] for row in wanted.rows]
        sizes[n] = sum(bool(answer["speaker"]) for answer in answer_of), len(found.rows)
        for i, j in pair(wanted, found, iou=iou):
            answer = answer_of[i]
            if not answer["speaker"]:
                sizes[n, 1] -= 1
                continue
            accepted = {plain_name(name) for name in (answer["speaker"], *answer["also"])}
            right = plain_name(_text(rows["speaker"].iloc[found.rows[j]])) in accepted
            for name in _groups(answer):
                named[n, groups.index(name)] += right, 1
    draws = draw_counts(len(asked), bootstrap, seed)

    def end_to_end(named: Floats, sizes: Floats) -> tuple[Floats, Floats, Floats]:
        right = named[..., groups.index("all"), 0]
        recall, precision = _over(right, sizes[..., 0]), _over(right, sizes[..., 1])
        return precision, recall, _f1(precision, recall)

    total, drawn = named.sum(axis=0), np.tensordot(draws, named, axes=1)
    low, high = _interval(_over(drawn[..., 0], drawn[..., 1]))
    share = _over(total[:, 0], total[:, 1])
    result: list[dict[str, Any]] = [
        {
            "type": name,
            "measure": "named",
            "share": share[k],
            "low": low[k],
            "high": high[k],
            "n_gold": int(total[k, 1]),
            "n_predicted": int(total[k, 1]),
        }
        for k, name in enumerate(groups)
    ]
    precision, recall, f1 = end_to_end(total, sizes.sum(axis=0))
    bottom, top = _interval(end_to_end(drawn, draws @ sizes)[2])
    result.append(
        {
            "type": "all",
            "measure": "end-to-end",
            "precision": float(precision),
            "recall": float(recall),
            "f1": float(f1),
            "low": float(bottom),
            "high": float(top),
            "n_gold": int(sizes[:, 0].sum()),
            "n_predicted": int(sizes[:, 1].sum()),
        }
    )
    frame = pd.DataFrame(result, columns=_COLUMNS)
    frame.attrs = {"articles": len(asked), "without": without, "iou": iou}
    return frame


def compare_articles(
    gold: list[dict[str, Any]], quotes: pd.DataFrame, *, iou: float = 0.5
) -> Iterator[tuple[Side, Side, tuple[tuple[Floats, Floats], tuple[Floats, Floats]], pd.DataFrame]]:
    """Judge the quotes article by article; for figures, and for looking at what went wrong.

    Args:
        gold: marked articles.
        quotes: a table of quotes.
        iou: as in `evaluate_quotes`.

    Yields:
        For each marked article the marked side, the found side, what `judge.compare` says of them, and the
        article's rows of ``quotes``.

    Raises:
        ValueError: as in `evaluate_quotes`.
    """
    tables = _by_article(quotes)
    unknown = tables.keys() - {article["id"] for article in gold}
    if unknown:
        raise ValueError(
            f"quotes of {len(unknown)} articles that are not in the gold, such as {min(unknown, key=str)!r}"
        )
    for article in gold:
        rows = tables.get(article["id"], quotes.iloc[:0])
        discards = article.get("discards") or []
        statements = [(a.get("content") or [], a.get("source") or []) for a in article["attributions"]]
        marked, found = take_side(article["text"], statements), _side_of(article, rows, discards=discards)
        yield marked, found, compare(marked, found, iou=iou), rows


def plain_name(name: str) -> str:
    """Return a name as names are compared: lower-cased, without what does not tell people apart.

    Accents, articles, titles, the possessive, punctuation and initials go; the dots of "U.S." go before, so
    that it is a word and not two initials. A name of initials only keeps them.
    """
    folded = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    folded = re.sub(r"'(s(?!\w)|(?=\w))", "", folded)
    folded = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", folded)
    words = [word for word in re.findall(r"[a-z0-9]+", folded) if word not in _UNSAID]
    return " ".join([word for word in words if len(word) > 1] or words)


def _by_article(quotes: pd.DataFrame) -> dict[Any, pd.DataFrame]:
    if quotes.empty:
        return {}
    check_columns(quotes, "article", "spans", "source_spans", of="quotes")
    groups: dict[Any, pd.DataFrame] = dict(iter(quotes.groupby("article", sort=False)))
    return groups


def _side_of(article: dict[str, Any], rows: pd.DataFrame, *, discards: Sequence[Sequence[int]] = ()) -> Side:
    if rows.empty:
        return take_side(article["text"], [])
    statements = [
        (read_spans(content), read_spans(source))
        for content, source in zip(rows["spans"], rows["source_spans"], strict=True)
    ]
    try:
        return take_side(article["text"], statements, discards=discards)
    except ValueError as error:
        raise ValueError(f"quotes of article {article['id']!r}: {error}") from None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _groups(answer: dict[str, Any]) -> tuple[str, str, str]:
    return "all", f"how {answer['how']}", f"kind {answer['kind']}"


def draw_counts(articles: int, samples: int, seed: int) -> Floats:
    """Draw as many articles, or sentences, as there are, with replacement; how often each, (samples, articles)."""
    if not articles:
        raise ValueError("the gold has no article to measure by")
    generator = random.Random(seed)
    drawn = [generator.choices(range(articles), k=articles) for _ in range(samples)]
    counts = [np.bincount(sample, minlength=articles) for sample in drawn]
    return np.array(counts, dtype=float).reshape(samples, articles)


def _interval(samples: Floats) -> tuple[Floats, Floats]:
    """Return what 2.5 % of the samples (first axis) are below, and above; NaN without samples."""
    if not len(samples):
        return np.full(samples.shape[1:], np.nan), np.full(samples.shape[1:], np.nan)
    cut = max(0, round(len(samples) / 40) - 1)
    ordered = np.sort(samples, axis=0)
    low: Floats = ordered[cut]
    high: Floats = ordered[-1 - cut]
    return low, high


def _over(part: Any, whole: Any) -> Floats:
    """Divide; 0 where there is nothing to divide by."""
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    result: Floats = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return result


def _f1(precision: npt.ArrayLike, recall: npt.ArrayLike) -> Floats:
    precision, recall = np.asarray(precision, dtype=float), np.asarray(recall, dtype=float)
    return _over(2 * precision * recall, precision + recall)
