"""Text for the eye: quotes highlighted in their article; `show_table`, which lives next door, shows frames.

Everything that comes from an article is escaped before it becomes HTML. Colours are set with their
background, so that they keep their contrast (WCAG 2.2 AA) in a dark JupyterLab too, and no meaning hangs on
colour alone: each quote carries the number of its speaker.
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd
from IPython.display import HTML

from analysis.findings import say_count
from analysis.frames import UNKNOWN, check_columns, ids_as_text, read_spans, with_ids
from analysis.palette import GREY, INK, colours_of, tint
from analysis.places import place
from analysis.quotes.voices import who_speaks
from analysis.stretches import cut
from analysis.tables import FOR_PAGES, NO_MATH, note, show_table

__all__ = ["say", "show", "show_contexts", "show_table"]

_ARTICLE = f"color:{INK};background:#fff;line-height:1.7;max-width:46em;padding:.6em 1em;margin:0 0 1em"
_CUE = "font-style:italic;text-decoration:underline;text-underline-offset:.2em"
_SOURCE = "font-weight:bold"
_LINES = f"color:{INK};background:#fff;border-collapse:collapse;font-size:.95em"
_GREYED = f"color:{GREY};font-size:.9em"


class _Mark(NamedTuple):
    """A stretch of an article and how it is to look; ``opens`` goes before its first letter."""

    start: int
    end: int
    style: str
    title: str
    opens: str


def show(quotes: pd.DataFrame, articles: pd.DataFrame, *, limit: int | None = 5) -> HTML:
    """Show articles with their quotes highlighted, for the output of a notebook cell.

    Each quote has its speaker's colour and number; hovering over it tells speaker, type and confidence. Cues
    are in underlined italics, sources in bold, text left out of the analyses in grey. Articles without a
    quote in ``quotes`` are left out, so ``show(quotes[quotes.speaker == "Ada Lind"], articles)`` shows where
    she speaks.

    Args:
        quotes: the quotes table, or some of its rows.
        articles: the articles table.
        limit: how many articles to show at most, in the order of ``articles``; None shows all.

    Returns:
        HTML that stands by itself: no script, nothing from a network.
    """
    check_columns(articles, "text")
    articles, quotes = _filled(with_ids(articles)), _filled(ids_as_text(quotes))
    chosen = articles[articles["article"].isin(set(quotes["article"]))]
    shown = chosen if limit is None else chosen.head(limit)
    quotes = quotes.assign(voice=who_speaks(quotes).replace("", UNKNOWN))
    voices = quotes.loc[quotes["article"].isin(set(shown["article"])), "voice"]
    # The most quoted first: where there are more than eight voices, the less quoted share their colours.
    colours = colours_of(voices.value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index)
    parts = [_article(row, quotes[quotes["article"] == row["article"]], colours) for row in _rows(shown)]
    if not parts:
        parts = [note("No quotes to show.")]
    elif len(shown) < len(chosen):
        rest = "the index leads to all" if os.environ.get(FOR_PAGES) else "limit=None shows all"
        parts.append(note(f"{len(shown)} of {len(chosen)} articles with quotes are shown; {rest}."))
    return _html("".join(parts))


def show_contexts(
    contexts: pd.DataFrame, articles: pd.DataFrame | None = None, *, empty: str = "No occurrences to show."
) -> HTML:
    """Show words in their contexts, a fold per group and word that opens on a click.

    Args:
        contexts: the frame of `analysis.words.contexts` or `analysis.words.concordance`.
        articles: the articles table; with it a line names its article by title and links to its ``url``.
        empty: what is said where there are none; "" shows nothing.

    Returns:
        HTML; each line ends with its article and the characters where the word stands.
    """
    if contexts.empty:
        return _html(note(empty))
    known = {} if articles is None else {row["article"]: row for row in _rows(_filled(with_ids(articles)))}
    keys = [name for name in ("group", "word") if name in contexts]
    return _html(f'<div class="{NO_MATH}" style="color:{INK};background:#fff">{_folds(contexts, keys, known)}</div>')


def _folds(lines: pd.DataFrame, keys: list[str], articles: dict[Any, dict[Any, Any]]) -> str:
    """Fold the lines by the first key, and within by the next; without a key they are a table."""
    if not keys:
        body = "".join(_context(line, articles.get(line["article"], {})) for line in _rows(lines))
        return f'<table style="{_LINES}">{body}</table>'
    first, *rest = keys
    return "".join(
        f'<details style="margin:.2em 0 .2em {".8em" if first == "word" else 0}"><summary style="cursor:pointer">'
        f'{html.escape(str(name))} <span style="color:{GREY}">({_size(some, rest)})</span></summary>'
        f"{_folds(some, rest, articles)}</details>"
        for name, some in lines.groupby(first, sort=False)
    )


def _size(lines: pd.DataFrame, keys: list[str]) -> str:
    return say_count(lines[keys[0]].nunique(), "word") if keys else f"{len(lines):,} shown"


def _context(line: dict[Any, Any], article: dict[Any, Any]) -> str:
    """One line of a concordance: left, word, right, where it stands."""
    url, name = str(article.get("url") or ""), html.escape(str(article.get("title") or "") or str(line["article"]))
    if os.environ.get(FOR_PAGES):
        name = f'<a href="{html.escape(place(line["article"], line["start"], line["end"]))}">{name}</a>'
    elif url.startswith(("http://", "https://")):
        name = f'<a href="{html.escape(url)}">{name}</a>'
    left, match, right = (html.escape(line[part]) for part in ("left", "match", "right"))
    name = f"{name}, {line['start']:,}–{line['end']:,}"
    return (  # short, since a page has thousands
        f'<tr><td style="text-align:right" dir="auto">{left} <b>{match}</b></td>'
        f'<td style="text-align:left" dir="auto">{right} <small>{name}</small></td></tr>'
    )


def say(*sentences: str, of: pd.DataFrame | None = None, unless: Sequence[str] = ()) -> HTML:
    """Show sentences as a paragraph, such as what `analysis.findings.say_voices` finds.

    Args:
        sentences: what to say.
        of: the table that it is about; where that is empty nothing is shown, for what stands above says why.
        unless: what was said above; what stands there is not said again.
    """
    said = " ".join(sentence for sentence in sentences if sentence not in unless)
    if not said or (of is not None and of.empty):
        return _html("")
    return _html(f'<p class="{NO_MATH}">{html.escape(said)}</p>')


def _html(markup: str) -> HTML:
    return HTML(markup)  # type: ignore[no-untyped-call]


def _article(article: dict[Any, Any], quotes: pd.DataFrame, colours: dict[str, tuple[str, str]]) -> str:
    """One article: its title, its voices, its text with the marks."""
    text = str(article["text"])
    voices = list(quotes["voice"])
    names = dict(zip(quotes["voice"], quotes["speaker"].replace("", UNKNOWN), strict=True))
    numbers = {name: i for i, name in enumerate(colours, start=1)}
    marks = [_Mark(s, e, _GREYED, "left out of the analyses", "") for s, e in read_spans(article.get("boilerplate"))]
    for quote in _rows(quotes):
        voice = quote["voice"]
        marks += _quote_marks(quote, _style(*colours[voice]), numbers[voice])
    legend = "".join(
        f'<span style="{_style(*colours[voice])};display:inline-block;margin-right:.8em">{numbers[voice]} '
        f"{html.escape(names[voice])} ({voices.count(voice)})</span> "
        for voice in numbers
        if voice in names
    )
    facts = [str(article.get(name) or "") for name in ("outlet", "author")]
    if article.get("published"):
        facts.append(pd.Timestamp(article["published"]).date().isoformat())
    by = " · ".join(html.escape(fact) for fact in facts if fact)
    title = html.escape(str(article.get("title") or "") or str(article["article"]))
    return (
        f'<article class="{NO_MATH}" style="{_ARTICLE}" dir="auto">'
        f'<h4 style="margin:0;color:{INK}">{title}</h4>'
        f'<p style="color:{GREY};margin:.1em 0 .4em">{by}</p><p style="margin:0 0 .8em">{legend}</p>'
        f'<div style="white-space:pre-wrap;overflow-wrap:anywhere">{_marked(text, marks)}</div></article>'
    )


def _quote_marks(quote: dict[Any, Any], style: str, number: int) -> list[_Mark]:
    """The marks of one quote: its content in all its spans, its cue and its source."""
    voice = quote["speaker"] or UNKNOWN
    corrected = " · corrected by hand" if quote.get("corrected") else ""
    about = " · ".join(str(quote[name]) for name in ("role", "affiliation") if quote.get(name))
    title = f"{voice}{' (' + about + ')' if about else ''} · {quote['type']} · {_confidence(quote)}{corrected}"
    badge = f'<sup style="user-select:none;font-weight:bold">{number}</sup>'
    content = [
        _Mark(s, e, style, title, badge if i == 0 else "") for i, (s, e) in enumerate(read_spans(quote["spans"]))
    ]
    cue = [_Mark(s, e, _CUE, f"cue of {voice}", "") for s, e in read_spans(quote.get("cue_spans"))]
    source = [_Mark(s, e, _SOURCE, f"source: {voice}", "") for s, e in read_spans(quote.get("source_spans"))]
    return content + cue + source


def _marked(text: str, marks: Iterable[_Mark]) -> str:
    """Cut the text where any mark begins or ends and dress each piece in the marks that cover it.

    Of several marks the shortest is written last, and so has the last word on colour and tooltip.
    """
    marks = list(marks)
    pieces = []
    for start, end, covering in cut(len(text), [(mark.start, mark.end) for mark in marks]):
        cover = [marks[i] for i in covering]
        piece = html.escape(text[start:end])
        if cover:
            opens = " ".join(m.opens for m in cover if m.opens and max(m.start, 0) == start)
            title = html.escape(" · ".join(dict.fromkeys(m.title for m in reversed(cover))))
            style = ";".join(dict.fromkeys(m.style for m in cover))
            piece = f'<span style="{style}" title="{title}">{opens}{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


def _style(colour: str, line: str) -> str:
    return f"color:{INK};background:{tint(colour)};border-bottom:.16em {line} {colour}"


def _confidence(quote: dict[Any, Any]) -> str:
    value = quote.get("confidence")
    return "confidence not known" if value in (None, "") or pd.isna(value) else f"confidence {float(value):.2f}"


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame whose missing texts are empty; a column of a file that is empty throughout is one of numbers."""
    numbers = frame.select_dtypes("number").dropna(axis="columns", how="all")
    return frame.astype(object).where(frame.notna(), "").assign(**numbers)


def _rows(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    return frame.to_dict("records")
