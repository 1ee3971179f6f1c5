"""Tone toward a target: how a sentence sounds toward whom or what it mentions, and in whose mouth.

Not the stance of an author and not bias: of a whole document's stance toward somebody, no method that was tried
tells much more than chance (PerSenT: Bastan et al., COLING 2020).
"""

from __future__ import annotations

import json
import warnings
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from analysis.frames import as_text, spans_of, text_by_article
from analysis.reading import Reading, read
from analysis.scale import for_each_text
from analysis.tone.mentions import given_mentions, named_mentions, noun_mentions, surname_mentions
from analysis.tone.score import TONE_COLUMNS
from analysis.tone.target_model import LABELS, load_model, name_label, read_sentence

__all__ = ["TARGET_COLUMNS", "explain_targets", "score_targets"]

TARGET_COLUMNS = (*TONE_COLUMNS, *LABELS, "mention_start", "mention_end", "named", "quote", "type")
"""The columns of `score_targets`."""
_FORMAT = "4"  # raised whenever a sentence is read otherwise than before by the same model
_PART = 200  # sentences that a worker is given at once; few articles have more
_TOLD = 5  # so many people of one surname are told by name
Span = tuple[int, int]


def score_targets(
    articles: pd.DataFrame,
    *,
    targets: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    quotes: pd.DataFrame | None = None,
    nouns: int = 0,
    across: bool = True,
    reading: Reading | None = None,
    workers: int = 1,
    cache: bool = True,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Tell, for each mention of a target, the tone of its sentence toward it.

    Who says something in the sentence is a target like any other, and the tone of what is said can rub off: of "Marsh
    called the day a blessing" the tone toward Marsh may be positive.

    Args:
        articles: the articles frame; ``article`` and ``text`` are used.
        targets: names or words to look for, or names with their other names
            (``{"United States": ["U.S.", "US"]}``); if none are given, all names of persons, organizations,
            places and peoples, without adjectives ("the American people"). One with a capital letter is looked
            for as it is written, others in any case. A person given by the full name is found by the surname,
            too, where ``named`` says that it is this person.
        quotes: the quotes frame. With it each row says in whose mouth the mention is, and a name that is also
            the source of a quote goes by the speaker's name.
        nouns: as many of the common nouns that the quotes speak of most are targets, too, where none are given.
        across: whether a name is one target in all articles, see `analysis.tone.mentions.named_mentions`. Without
            it, each article's rows are the same whatever other articles there are.
        reading: a reading of these articles; they are read if none is given.
        workers: processes that read at once.
        cache: whether to take from the cache what was read before, and to keep it there.
        progress: whether to show a progress bar; None shows it in a terminal or a notebook.

    Returns:
        One row a mention, in the order of the articles and the text: ``article``, ``start``, ``end`` (the
        sentence), ``unit`` ("sentence"), ``speaker`` (who is quoted with the mention; "" for the reporter),
        ``target``, ``score`` (probability of positive minus that of negative, -1 to 1), ``label`` (negative,
        neutral, positive, or unclear where none of them is likelier than the others together), ``low`` and
        ``high`` (NaN: one sentence has no interval), ``n`` (1), ``coverage`` (1.0), ``drivers`` (empty; see
        `explain_targets`), ``negative``, ``neutral``, ``positive`` (calibrated probabilities),
        ``mention_start``, ``mention_end``, ``named`` (who or what that is: the name that it is part of, a surname
        alone as the full name that it stands for; "" for what is no name), ``quote`` and ``type`` (of the quote, ""
        for the reporter's words). Boilerplate is left out.

    Warns:
        UserWarning: where a target is the surname of several people in these articles, or no article names it; both
            only with ``across``.

    Raises:
        ValueError: where a target is empty, or one text stands where a list is asked for.
    """
    reading = read(articles, workers=workers, cache=cache, progress=progress) if reading is None else reading
    named = list(named_mentions(reading, quotes, across=across))
    found: Iterator[tuple[str, int, int, str]] = iter(named)
    given = [] if targets is None else list(given_mentions(articles, targets))
    if targets is not None:
        found = chain(given, surname_mentions(articles, targets, given=given, named=named))
    elif quotes is not None:
        found = chain(named, noun_mentions(reading, quotes, top=nouns))
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for article, start, end, target in found:
        mentions.setdefault(str(article), []).append((start, end, target))
    sentences = _sentences(reading)
    texts = text_by_article(articles)
    rows: list[dict[str, Any]] = []
    for article in texts:
        spans = sentences.get(article, [])
        starts = [start for start, _ in spans]
        for start, end, target in sorted(set(mentions.get(article, []))):
            at = bisect_right(starts, start) - 1
            if at >= 0 and end <= spans[at][1]:
                low, high = spans[at]
                place = {"article": article, "start": low, "end": high, "target": target}
                rows.append({**place, "mention_start": start, "mention_end": end})
    frame = pd.DataFrame(rows, columns=["article", "start", "end", "target", "mention_start", "mention_end"])
    read_ = _read(frame, texts, drivers=False, workers=workers, cache=cache, progress=progress)
    p = np.array([p for p, _ in read_], dtype=float).reshape(-1, len(LABELS))
    frame[list(LABELS)] = p
    frame["score"] = p[:, 2] - p[:, 0]
    frame["label"] = pd.Series([name_label(one) for one in p], dtype=object)
    frame["drivers"] = pd.Series([[] for _ in rows], dtype=object)
    frame["named"] = pd.Series(_names_around(frame, named), dtype=object)
    if targets is not None and across:  # else it would be said of each batch of articles
        places = pd.MultiIndex.from_frame(frame[["article", "mention_start", "mention_end", "target"]])
        _warn_of_namesakes(frame[places.isin(given)], texts)
        _warn_of_unnamed(targets, set(frame["target"]))
    frame = frame.assign(unit="sentence", low=np.nan, high=np.nan, n=1, coverage=1.0)
    return _in_whose_mouth(frame, quotes)[list(TARGET_COLUMNS)]


def explain_targets(
    scored: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    workers: int = 1,
    cache: bool = True,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Find the words that made the tone toward each target; takes about twenty times as long as `score_targets`.

    Args:
        scored: rows of `score_targets`: all, or better those that are to be shown.
        articles: the articles frame.
        workers, cache, progress: as in `score_targets`.

    Returns:
        The rows with their ``drivers``: dicts of ``start``, ``end``, ``text``, ``weight``, heaviest first. The
        weight is what the word adds to the log-odds of positive against negative, so that it is
        below zero for a word that speaks against the target; weights do not sum to the score.
    """
    texts = text_by_article(articles)
    read_ = _read(scored, texts, drivers=True, workers=workers, cache=cache, progress=progress)
    drivers = []
    for article, start, (_, found) in zip(scored["article"], scored["start"].tolist(), read_, strict=True):
        text = texts[article]
        spans = [(start + first, start + last, weight) for first, last, weight in found]
        drivers.append([{"start": s, "end": e, "text": text[s:e], "weight": weight} for s, e, weight in spans])
    return scored.assign(drivers=pd.Series(drivers, index=scored.index, dtype=object))


def _names_around(frame: pd.DataFrame, named: Sequence[tuple[str, int, int, str]]) -> list[str]:
    """Return the name that each mention is, or is part of; "" where there is none."""
    by_article: dict[str, list[tuple[int, int, str]]] = {}
    for article, start, end, name in named:
        by_article.setdefault(article, []).append((start, end, name))
    starts = {article: [start for start, _, _ in spans] for article, spans in by_article.items()}
    names = []
    mentions = zip(frame["article"], frame["mention_start"].tolist(), frame["mention_end"].tolist(), strict=True)
    for article, first, last in mentions:
        at = bisect_right(starts.get(article, []), first) - 1
        _, end, name = by_article[article][at] if at >= 0 else (0, 0, "")
        names.append(name if last <= end else "")
    return names


def _warn_of_namesakes(frame: pd.DataFrame, texts: Mapping[str, str]) -> None:
    """Warn of targets that are the surname of several people."""
    bearers: dict[str, Counter[str]] = {}
    columns = (frame["article"], frame["mention_start"].tolist(), frame["mention_end"].tolist(), frame["named"])
    for article, start, end, name in zip(*columns, strict=True):
        surname = texts[article][start:end]
        if surname[:1].isupper() and name.casefold().endswith(f" {surname.casefold()}"):  # MARSH is Ellen Marsh
            bearers.setdefault(surname, Counter())[name] += 1
    for surname, people in bearers.items():
        if len(people) > 1:
            told = [f"{name} ({n:,})" for name, n in people.most_common(_TOLD)] + ["..."] * (len(people) > _TOLD)
            warnings.warn(
                f"the target {surname!r} is the name of several in these articles: {', '.join(told)}; the column "
                "'named' says whose each mention is. Give a full name to find one of them, by the surname, too, where "
                "an article tells whose it is; or no target at all: then each is a target of its own",
                stacklevel=3,
            )


def _warn_of_unnamed(targets: Iterable[str], named: Set[str]) -> None:
    """Warn of targets that stand nowhere, all in one sentence."""
    if missing := [repr(target) for target in targets if target not in named]:
        warnings.warn(
            f"no article names {' or '.join(missing)}: look at the spelling. A target is looked for as whole words, "
            "and with a capital letter as it is written",
            stacklevel=3,
        )


def _sentences(reading: Reading) -> dict[str, list[Span]]:
    """Return the extent of each article's sentences, boilerplate left out."""
    frame = reading.sentences[~reading.sentences["boilerplate"].astype(bool)]
    frame = frame.sort_values(["article", "start"], kind="stable")
    spans: dict[str, list[Span]] = {}
    for article, start, end in zip(frame["article"], frame["start"].tolist(), frame["end"].tolist(), strict=True):
        spans.setdefault(str(article), []).append((start, end))
    return spans


def _read(
    frame: pd.DataFrame, texts: Mapping[str, str], *, drivers: bool, **work: Any
) -> list[tuple[list[float], list[tuple[int, int, float]]]]:
    """Read each row's sentence; those of an article together, once for all their targets, a long one part by part."""
    asked: dict[str, dict[Span, list[Span]]] = {}
    columns = (frame["article"], *(frame[n].tolist() for n in ("start", "end", "mention_start", "mention_end")))
    for article, start, end, first, last in zip(*columns, strict=True):
        spans = asked.setdefault(article, {}).setdefault((start, end), [])
        if (first - start, last - start) not in spans:
            spans.append((first - start, last - start))
    # All workers read a book at once, and not one of them alone.
    parts = [
        (article, some)
        for article, by_sentence in asked.items()
        for some in (list(by_sentence.items())[at : at + _PART] for at in range(0, len(by_sentence), _PART))
    ]
    questions = [
        json.dumps([[texts[article][start:end], spans] for (start, end), spans in some]) for article, some in parts
    ]
    answers = for_each_text(
        _explain_text if drivers else _read_text,
        questions,
        kind="targets explained" if drivers else "targets",
        unit="part",
        versions=[_FORMAT, load_model().version],
        **work,
    )
    found = {}
    for (article, some), answer in zip(parts, answers, strict=True):
        for ((start, end), spans), results in zip(some, json.loads(answer), strict=True):
            for (first, last), (p, words) in zip(spans, results, strict=True):
                found[article, start, end, first + start, last + start] = p, [tuple(word) for word in words]
    return [found[row] for row in zip(*columns, strict=True)]


def _read_text(question: str) -> bytes:
    return _answer(question, drivers=False)


def _explain_text(question: str) -> bytes:
    return _answer(question, drivers=True)


def _answer(question: str, *, drivers: bool) -> bytes:
    results = [
        [
            ([round(x, 5) for x in p.tolist()], [(s, e, round(weight, 5)) for s, e, weight in words])
            for p, words in read_sentence(sentence, spans, drivers=drivers)
        ]
        for sentence, spans in json.loads(question)
    ]
    return json.dumps(results).encode()


def _in_whose_mouth(frame: pd.DataFrame, quotes: pd.DataFrame | None) -> pd.DataFrame:
    """Add the quote that holds each mention, the shortest of several, with its type and speaker."""
    frame = frame.assign(quote="", type="", speaker="")
    if quotes is None or frame.empty:
        return frame
    held: dict[str, list[tuple[int, int, int, int]]] = {}
    for i, (article, spans) in enumerate(zip(quotes["article"], spans_of(quotes), strict=True)):
        length = sum(end - start for start, end in spans)
        held.setdefault(str(article), []).extend((length, i, start, end) for start, end in spans)
    columns = {name: quotes[name].tolist() for name in ("quote", "type")}
    columns["speaker"] = as_text(quotes["voice" if "voice" in quotes else "speaker"]).tolist()
    rows = []
    mentions = zip(frame["article"], frame["mention_start"].tolist(), frame["mention_end"].tolist(), strict=True)
    for article, first, last in mentions:
        around = [(length, i) for length, i, start, end in held.get(article, []) if start <= first and last <= end]
        quote = min(around)[1] if around else None
        rows.append({name: "" if quote is None else values[quote] for name, values in columns.items()})
    frame[list(columns)] = pd.DataFrame(rows, index=frame.index, columns=list(columns), dtype=object)
    return frame
