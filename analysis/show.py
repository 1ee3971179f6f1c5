"""Text and tables for the eye: quotes highlighted in their article, frames with readable columns.

Everything that comes from an article is escaped before it becomes HTML. Colours are set with their
background, so that they keep their contrast (WCAG 2.2 AA) in a dark JupyterLab too, and no meaning hangs on
colour alone: each quote carries the number of its speaker.
"""

from __future__ import annotations

import html
import itertools
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd
from IPython.display import HTML

from analysis.palette import GREY, INK, colours_of, tint
from analysis.quotes.attribution import read_spans
from analysis.quotes.sides import who_speaks
from analysis.summaries import UNKNOWN

__all__ = ["say", "show", "show_contexts", "show_table"]

_ITEMS = 8  # of a list in a cell
_SHORT = 32  # characters that a column keeps on one line
_HIDDEN = ("spans", "cue_spans", "source_spans", "boilerplate")
_ARTICLE = f"color:{INK};background:#fff;line-height:1.7;max-width:46em;padding:.6em 1em;margin:0 0 1em"
_CUE = "font-style:italic;text-decoration:underline;text-underline-offset:.2em"
_SOURCE = "font-weight:bold"
_GREYED = f"color:{GREY};font-size:.9em"
# Else JupyterLab sets "from $5 to $8" as a formula.
_NO_MATH = "tex2jax_ignore mathjax_ignore"
_TABLE = f"color:{INK};background:#fff;border-collapse:collapse;font-size:.95em"
_CAPTION = f"caption-side:bottom;text-align:left;color:{GREY};background:#fff;padding:.3em .7em"
_CELL = "padding:.25em .55em;border-bottom:1px solid #ddd;vertical-align:top;max-width:38em;overflow-wrap:anywhere"


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
    chosen = articles[articles["article"].isin(set(quotes["article"]))]
    shown = chosen if limit is None else chosen.head(limit)
    quotes = quotes.assign(voice=who_speaks(quotes).replace("", UNKNOWN))
    voices = quotes.loc[quotes["article"].isin(set(shown["article"])), "voice"]
    # The most quoted first: where there are more than eight voices, the less quoted share their colours.
    colours = colours_of(voices.value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index)
    parts = [_article(row, quotes[quotes["article"] == row["article"]], colours) for row in _rows(shown)]
    if not parts:
        parts = [_note("No quotes to show.")]
    elif len(shown) < len(chosen):
        parts.append(_note(f"{len(shown)} of {len(chosen)} articles with quotes are shown; limit=None shows all."))
    return _html("".join(parts))


def show_table(
    frame: pd.DataFrame,
    *,
    top: int | None = 20,
    columns: Sequence[str] | None = None,
    percent: Sequence[str] = (),
) -> HTML:
    """Show a frame with readable headings and numbers, long texts whole, and how many rows there are.

    Args:
        frame: any frame; columns of spans are left out unless ``columns`` names them.
        top: how many rows to show, from the first; None shows all.
        columns: which columns, in which order; None shows all but the spans.
        percent: columns of shares, 0 to 1, to show as percentages.

    Raises:
        ValueError: if the frame has no column of a name in ``columns``.
    """
    names = [name for name in frame.columns if name not in _HIDDEN] if columns is None else list(columns)
    missing = [name for name in names if name not in frame]
    if missing:
        raise ValueError(f"The table has no column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}.")
    if frame.empty:
        return _html(_note("This table is empty: nothing of the kind was found."))
    shown = frame[names] if top is None else frame[names].head(top)
    numeric = {name for name in names if _is_number(frame[name])}
    head = "".join(
        f'<th scope="col" style="{_CELL};white-space:nowrap;text-align:{_align(name in numeric)};border-color:#888">'
        f"{html.escape(str(name).replace('_', ' '))}</th>"
        for name in names
    )
    columns_ = [_column(shown[name], percent=name in percent) for name in names]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns_, strict=True))
    count = f"{len(frame):,} rows" if len(shown) == len(frame) else f"first {len(shown):,} of {len(frame):,} rows"
    return _html(
        f'<table class="{_NO_MATH}" style="{_TABLE}"><caption style="{_CAPTION}">'
        f"{count}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def show_contexts(contexts: pd.DataFrame, articles: pd.DataFrame | None = None) -> HTML:
    """Show words in their contexts, a fold per group and word that opens on a click.

    Args:
        contexts: the frame of `analysis.words.contexts` or `analysis.words.concordance`.
        articles: the articles table; with it a line names its article by title and links to its ``url``.

    Returns:
        HTML; each line ends with its article and the characters where the word stands.
    """
    if contexts.empty:
        return _html(_note("No occurrences to show."))
    known = {} if articles is None else {row["article"]: row for row in _rows(articles)}
    keys = [name for name in ("group", "word") if name in contexts]
    return _html(f'<div class="{_NO_MATH}" style="color:{INK};background:#fff">{_folds(contexts, keys, known)}</div>')


def _folds(lines: pd.DataFrame, keys: list[str], articles: dict[Any, dict[Any, Any]]) -> str:
    """Fold the lines by the first key, and within by the next; without a key they are a table."""
    if not keys:
        body = "".join(_context(line, articles.get(line["article"], {})) for line in _rows(lines))
        return f'<table style="{_TABLE}">{body}</table>'
    first, *rest = keys
    return "".join(
        f'<details style="margin:.2em 0 .2em {".8em" if first == "word" else 0}"><summary style="cursor:pointer">'
        f'{html.escape(str(name))} <span style="color:{GREY}">({_size(some, rest)})</span></summary>'
        f"{_folds(some, rest, articles)}</details>"
        for name, some in lines.groupby(first, sort=False)
    )


def _size(lines: pd.DataFrame, keys: list[str]) -> str:
    return f"{lines[keys[0]].nunique():,} words" if keys else f"{len(lines):,} shown"


def _context(line: dict[Any, Any], article: dict[Any, Any]) -> str:
    """One line of a concordance: left, word, right, where it stands."""
    url, name = str(article.get("url") or ""), html.escape(str(article.get("title") or "") or str(line["article"]))
    if url.startswith(("http://", "https://")):
        name = f'<a href="{html.escape(url)}">{name}</a>'
    cell = "padding:.15em .4em;vertical-align:top"
    return (
        f'<tr><td style="{cell};text-align:right" dir="auto">{html.escape(line["left"])}</td>'
        f'<td style="{cell};font-weight:bold;white-space:nowrap" dir="auto">{html.escape(line["match"])}</td>'
        f'<td style="{cell}" dir="auto">{html.escape(line["right"])}</td>'
        f'<td style="{cell};color:{GREY}" dir="auto">{name}, {line["start"]:,}–{line["end"]:,}</td></tr>'
    )


def say(sentence: str) -> HTML:
    """Show a sentence as a paragraph, such as what `analysis.summaries.say_voices` finds."""
    return _html(f'<p class="{_NO_MATH}">{html.escape(sentence)}</p>')


def _html(markup: str) -> HTML:
    return HTML(markup)  # type: ignore[no-untyped-call]


def _column(column: pd.Series, *, percent: bool) -> list[str]:
    """The cells of a column; what is short is kept on one line, numbers that are all whole have no decimals."""
    values = column.tolist()
    if pd.api.types.is_float_dtype(column) and not percent and all(v == int(v) for v in values if _finite(v)):
        values = [int(value) if _finite(value) else value for value in values]
    cells = [_cell(value, percent=percent) for value in values]
    wrap = ";min-width:11em" if max(map(len, cells), default=0) > _SHORT else ";white-space:nowrap"
    style = f"{_CELL};text-align:{_align(_is_number(column))}{wrap}"
    return [f'<td style="{style}" dir="auto">{cell}</td>' for cell in cells]


def _finite(value: Any) -> bool:
    return bool(pd.notna(value)) and abs(value) != float("inf")


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
        f'<span style="{_style(*colours[voice])};white-space:nowrap;margin-right:.8em">{numbers[voice]} '
        f"{html.escape(names[voice])} ({voices.count(voice)})</span> "
        for voice in numbers
        if voice in names
    )
    facts = [str(article.get(name) or "") for name in ("outlet", "author")]
    if pd.notna(article.get("published")):
        facts.append(pd.Timestamp(article["published"]).date().isoformat())
    by = " · ".join(html.escape(fact) for fact in facts if fact)
    title = html.escape(str(article.get("title") or "") or str(article["article"]))
    return (
        f'<article class="{_NO_MATH}" style="{_ARTICLE}" dir="auto">'
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

    Marks may overlap in any way, which nested HTML elements may not; hence one element per piece. Of several
    marks the shortest is written last, and so has the last word on colour and tooltip.
    """
    inside = [m._replace(start=max(m.start, 0), end=min(m.end, len(text))) for m in marks]
    inside = sorted((m for m in inside if m.start < m.end), key=lambda m: m.start - m.end)
    cuts = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    pieces = []
    for start, end in itertools.pairwise(cuts):
        cover = [m for m in inside if m.start <= start and end <= m.end]
        piece = html.escape(text[start:end])
        if cover:
            opens = " ".join(m.opens for m in cover if m.opens and m.start == start)
            title = html.escape(" · ".join(dict.fromkeys(m.title for m in reversed(cover))))
            style = ";".join(dict.fromkeys(m.style for m in cover))
            piece = f'<span style="{style}" title="{title}">{opens}{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


def _style(colour: str, line: str) -> str:
    return f"color:{INK};background:{tint(colour)};border-bottom:.16em {line} {colour}"


def _confidence(quote: dict[Any, Any]) -> str:
    value = quote.get("confidence")
    return "confidence not known" if value is None or pd.isna(value) else f"confidence {float(value):.2f}"


def _rows(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    return frame.to_dict("records")


def _is_number(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def _align(right: bool) -> str:
    return "right" if right else "left"


def _cell(value: Any, *, percent: bool = False) -> str:
    """One value as a reader wants it: few decimals, dates without hours, lists as a line."""
    if isinstance(value, (list, tuple)):
        return html.escape(", ".join(_item(item) for item in value[:_ITEMS]) + (", …" if len(value) > _ITEMS else ""))
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and percent:
        return f"{value:.0%}"
    if isinstance(value, float):
        return _number(value)
    return f"{value:,}" if isinstance(value, int) else html.escape(str(value)).replace("\n", "<br>")


def _number(value: float) -> str:
    if abs(value) == float("inf"):
        return "∞" if value > 0 else "-∞"
    if 0 < value < 0.005:
        return "<0.01"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.2f}"


def _item(value: Any) -> str:
    """One thing of a list; a word that drives a tone with what it weighs."""
    if isinstance(value, dict) and {"text", "weight"} <= set(value):
        return f"{value['text']} ({value['weight']:+.2f})"
    return str(value)


def _note(message: str) -> str:
    return f'<p style="color:{GREY};background:#fff">{html.escape(textwrap.dedent(message))}</p>'
