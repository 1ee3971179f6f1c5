"""Reader pages: one for each article, its text as it stands with the quotes marked, and who speaks in it.

An article's text is data: every letter of it is escaped. The pages share a style sheet and a script, which
stand beside them in ``assets/``, so that a page is little more than its text: quotes, cues and sources are marked
with the shortest elements there are, and the script gives them the looks of their speakers, numbers and filters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.articles.markdown import MAX_WRAP
from analysis.articles.table import set_aside
from analysis.frames import UNKNOWN, read_spans
from analysis.packed import pack
from analysis.palette import DARK, DARK_PAPER, GREY, LINES, PALETTE, tint
from analysis.places import FOLDER, article_page
from analysis.quotes.quoted import TYPES
from analysis.reports.templates import asset, in_script, render
from analysis.stretches import cut

__all__ = ["ASSETS", "reader_page", "write_readers"]

ASSETS = "assets"
_DRIVERS = 8  # words that are told of a tone
# What a stretch is, to the element that marks it; of several kinds the first, and the others are its classes.
_ELEMENTS = {"q": "q", "cue": "i", "source": "b", "left": "small"}
_UNKNOWN_LOOK = (0, 3)  # grey and dotted
_BLANK_LINE = re.compile(r"\n\s*\n")
_GAP = '<span class="gap"></span>'  # it holds no letter, so that no place moves
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


class _Voice(NamedTuple):
    name: str
    about: str
    quotes: int
    words: int
    colour: int
    line: int


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    quote: int  # its place among the quotes of the article; -1 for what belongs to none


def write_readers(
    articles: pd.DataFrame,
    quotes: pd.DataFrame,
    folder: Path,
    *,
    tone: pd.DataFrame | None = None,
    siblings: Sequence[Sequence[str]] = (),
    errors: str = "",
) -> list[str]:
    """Write the reader page of each article, and what these pages share.

    Args:
        articles: the articles table.
        quotes: the quotes table.
        folder: of the report.
        tone: see `reader_page`.
        siblings: [name, title] of the other pages of the report.
        errors: a sentence on how often the marks are wrong.

    Returns:
        The files written, relative to the folder.
    """
    quotes_of = _grouped(quotes)
    tone_of = _grouped(tone) if tone is not None else {}
    rows = articles.assign(aside=set_aside(articles)).to_dict("records")
    names = [(article_page(row["article"]).removeprefix(f"{FOLDER}/"), _title(row)) for row in rows]
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / ASSETS).mkdir(exist_ok=True)
    written = []
    for i, row in enumerate(rows):
        page = reader_page(
            row,
            quotes_of.get(row["article"], []),
            tone=tone_of.get(row["article"], []),
            siblings=siblings,
            before=names[i - 1] if i else None,
            after=names[i + 1] if i + 1 < len(names) else None,
        )
        # A carriage return or a lone surrogate must neither move the places nor stop the page.
        (folder / FOLDER / names[i][0]).write_bytes(page.encode("utf-8", "replace"))
        written.append(f"{FOLDER}/{names[i][0]}")
    script = "\n".join([asset("packed.js"), f"const ERRORS = {in_script(errors)};\n", asset("reader.js")])
    for name, content in (("reader.css", _style()), ("reader.js", script)):
        (folder / ASSETS / name).write_text(content, encoding="utf-8")
        written.append(f"{ASSETS}/{name}")
    return written


def reader_page(
    article: Mapping[Any, Any],
    quotes: Sequence[Mapping[Any, Any]],
    *,
    tone: Iterable[Mapping[Any, Any]] = (),
    siblings: Sequence[Sequence[str]] = (),
    before: Sequence[str] | None = None,
    after: Sequence[str] | None = None,
) -> str:
    """Make the page of one article.

    Args:
        article: a row of the articles table, with ``aside`` where the text is set aside as not English.
        quotes: its rows of the quotes table.
        tone: rows of any tone table with a ``quote``: ``score``, ``label``, ``drivers``, and ``target`` ("" for
            the tone of the words, else whom or what the tone is toward). A quote may have several; each is
            told with the words that drive it.
        siblings: [name, title] of the other pages of the report.
        before: file and title of the article before this one.
        after: and of the one after it.

    Returns:
        HTML; it needs ``reader.css``, ``reader.js`` and ``fflate.min.js`` in ``../assets/``.
    """
    text = str(article["text"])
    voices = _voices(quotes)
    numbers = {voice.name: i for i, voice in enumerate(voices)}
    tones: dict[str, list[list[Any]]] = {}
    for row in (row for row in tone if not pd.isna(row["score"])):
        tones.setdefault(row["quote"], []).append(_tone(row))
    of = [numbers[quote["speaker"] or UNKNOWN] for quote in quotes]
    told = [_quote(quote, voice, tones.get(quote["quote"], [])) for quote, voice in zip(quotes, of, strict=True)]
    url = str(article.get("url") or "")
    language = str(article.get("language") or "")
    marks, gaps = _marks(article, quotes), _needs_gaps(text)
    split = _headline(text, _title(article))
    return render(
        "reader.html.j2",
        title=_title(article),
        name="",
        root="../",
        siblings=siblings,
        article=article["article"],
        facts=_facts(article, text),
        notes=_notes(article),
        url=url if re.match(r"https?://", url) else "",
        language=language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", language) else "",
        headline=_marked(text, marks, 0, split),
        body=_marked(text, marks, split, len(text), gaps=gaps),
        data=pack({"voices": [list(voice) for voice in voices], "quotes": told}),
        before=before,
        after=after,
    )


def _headline(text: str, title: str) -> int:
    """Where the text goes on behind a first line that is its title, which then stands as the page's heading; else 0."""
    line = re.match(r"\s*(\S[^\n]*)\n\s*", text)
    return line.end() if line and _plain(line[1]) == _plain(title) else 0


def _plain(title: str) -> str:
    return " ".join(title.translate(_STRAIGHT).casefold().split())


def _needs_gaps(text: str) -> bool:
    """Whether single line ends join its paragraphs, as those of HTML and Word; lines wrapped by hand are none."""
    return not _BLANK_LINE.search(text.strip()) and max(map(len, text.splitlines()), default=0) > MAX_WRAP


def _marks(article: Mapping[Any, Any], quotes: Sequence[Mapping[Any, Any]]) -> list[_Mark]:
    """The quotes, cues, sources and what was left out, by their places in the text."""
    marks = [_Mark(start, end, "left", -1) for start, end in read_spans(article.get("boilerplate"))]
    for i, quote in enumerate(quotes):
        for kind, column in (("q", "spans"), ("cue", "cue_spans"), ("source", "source_spans")):
            marks += [_Mark(start, end, kind, i) for start, end in read_spans(quote.get(column))]
    return marks


def _marked(text: str, marks: Sequence[_Mark], first: int, last: int, *, gaps: bool = False) -> str:
    """Mark a part of the text, each mark with the places of its quotes in the page's data; gaps go behind line ends."""
    part = text[first:last]
    pieces = []
    for start, end, covering in cut(len(part), [(mark.start - first, mark.end - first) for mark in marks]):
        piece = _escape(part[start:end])
        if gaps:
            piece = piece.replace("\n", f"\n{_GAP}")
        if cover := [marks[i] for i in covering]:
            content = [mark.quote for mark in cover if mark.kind == "q"]
            told = dict.fromkeys(content or [mark.quote for mark in cover if mark.quote >= 0])
            kind, *others = sorted({mark.kind for mark in cover}, key=list(_ELEMENTS).index)
            classes = f' class="{" ".join(others)}"' if others else ""
            data = f' data-q="{" ".join(map(str, told))}"' if told else ""
            piece = f"<{_ELEMENTS[kind]}{classes}{data}>{piece}</{_ELEMENTS[kind]}>"
        pieces.append(piece)
    return "".join(pieces)


def _quote(quote: Mapping[Any, Any], voice: int, tone: list[Any]) -> list[Any]:
    """What the page's script is told of a quote, short, since every article has many; cue and source it reads."""
    confidence = quote.get("confidence")
    spans = read_spans(quote["spans"])
    return [
        str(quote["quote"]),
        voice,
        TYPES.index(quote["type"]),
        int(quote["act"] == "thought"),
        None if confidence is None or pd.isna(confidence) else round(float(confidence), 2),
        int(bool(quote.get("corrected"))),
        spans[0][0] if spans else -1,
        tone,
    ]


def _tone(row: Mapping[Any, Any]) -> list[Any]:
    """A tone as [target, label, score, [[start, end, weight] of each driver]]."""
    drivers = [
        [int(driver["start"]), int(driver["end"]), round(float(driver["weight"]), 2)]
        for driver in row["drivers"][:_DRIVERS]
    ]
    return [row.get("target") or "", row["label"], round(float(row["score"]), 2), drivers]


def _voices(quotes: Sequence[Mapping[Any, Any]]) -> list[_Voice]:
    """The speakers of an article, the one with most words first, each with a look of her own."""
    counts: dict[str, list[int]] = {}
    about: dict[str, str] = {}
    for quote in quotes:
        name = quote["speaker"] or UNKNOWN
        count = counts.setdefault(name, [0, 0])
        count[0] += 1
        count[1] += len(str(quote["text"]).split())
        about[name] = about.get(name) or _about(quote)
    order = sorted(counts, key=lambda name: (-counts[name][1], -counts[name][0], name))
    known = [name for name in order if name != UNKNOWN]
    looks = {name: (i % len(PALETTE) + 1, i // len(PALETTE) % len(LINES) + 1) for i, name in enumerate(known)}
    voices = []
    for name in order:
        (n, words), (colour, line) = counts[name], looks.get(name, _UNKNOWN_LOOK)
        voices.append(_Voice(name, about[name], n, words, colour, line))
    return voices


def _about(quote: Mapping[Any, Any]) -> str:
    return ", ".join(str(quote[name]) for name in ("role", "affiliation") if quote.get(name))


def _facts(article: Mapping[Any, Any], text: str) -> list[str]:
    published = article.get("published")
    facts = [str(article.get("outlet") or ""), str(article.get("author") or "")]
    facts.append("" if published is None or pd.isna(published) else pd.Timestamp(published).date().isoformat())
    return [*filter(None, facts), f"{len(text.split()):,} words"]


def _notes(article: Mapping[Any, Any]) -> list[str]:
    notes = []
    if isinstance(copy := article.get("duplicate_of"), str) and copy:
        notes.append(f"Its quotes are neither marked nor counted again: it is a copy of {copy}.")
    if article.get("aside"):
        notes.append("It is not in English and so set aside: no quotes were looked for in it.")
    return notes


def _title(article: Mapping[Any, Any]) -> str:
    return str(article.get("title") or "") or str(article["article"])


def _style() -> str:
    """The style sheet of the reader pages: that of all pages, the colours of the voices, and its own."""
    light = _colours([GREY, *PALETTE], "#ffffff", 0.16)
    dark = _colours(["#a9adb2", *DARK], DARK_PAPER, 0.26)
    looks = [f".c{i} {{ --c: var(--c{i}); --t: var(--t{i}); }}" for i in range(len(PALETTE) + 1)]
    looks += [f".l{i} {{ --s: {line}; }}" for i, line in enumerate(LINES, start=1)]
    voices = [
        f":root {{ {light} }}",
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}",
        *looks,
    ]
    return "\n".join([asset("style.css"), *voices, asset("reader.css")])


def _colours(colours: Sequence[str], paper: str, share: float) -> str:
    return " ".join(f"--c{i}: {c}; --t{i}: {tint(c, share, paper=paper)};" for i, c in enumerate(colours))


def _escape(text: str) -> str:
    """Escape text so that a browser keeps each of its characters: it would drop NUL and turn CR LF into one."""
    return html.escape(text, quote=False).replace("\r", "&#13;").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _grouped(frame: pd.DataFrame) -> dict[str, list[dict[Any, Any]]]:
    rows: dict[str, list[dict[Any, Any]]] = {}
    for row in frame.to_dict("records"):
        rows.setdefault(row["article"], []).append(row)
    return rows
