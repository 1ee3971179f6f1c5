"""The first page of a report: what was read, what was left out, and what came of each part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from analysis.findings import say_count
from analysis.reports.facts import name_of
from analysis.reports.grid import file_links, file_scripts, grid, grid_scripts
from analysis.reports.templates import render

__all__ = ["index_page"]

# Not strftime, which writes them in the language of the machine.
_MONTHS = "January February March April May June July August September October November December".split()


def index_page(
    run: Mapping[str, Any],
    figures: Mapping[str, str] | None = None,
    articles: Mapping[str, Any] | None = None,
) -> str:
    """Make the index of a report.

    Args:
        run: the record of the run, as in ``run.json``.
        figures: name of a part to a small picture of it, as a ``data:`` URI.
        articles: the articles as a table whose rows lead to their pages, see `analysis.tables.table_data`.

    Returns:
        HTML that stands by itself.
    """
    counts = run["counts"]
    numbers = [
        (label, counts[name])
        for name, label in (
            ("articles", "articles"),
            ("words", "words"),
            ("quotes", "quotes"),
            ("speakers", "speakers"),
            ("outlets", "outlets"),
        )
        if counts.get(name)
    ]
    period = _period(counts)
    return render(
        "index.html.j2",
        title=_title(counts),
        name="index",
        siblings=[(part["name"], name_of(part["name"])) for part in run["parts"] if part["page"]],
        run=run,
        figures=figures or {},
        when=_moment(run["started"]),
        summary=_summary(counts, period),
        numbers=[*numbers, *([("published", period)] if period else [])],
        notes=_notes(counts),
        articles=grid(articles, name="table-articles", label="Articles", files=_files(run, "articles"))
        if articles
        else "",
        scripts=grid_scripts({"table-articles": articles}) if articles else file_scripts() if run["tables"] else [],
        links={table["name"]: file_links(_files(run, table["name"])) for table in run["tables"]},
    )


def _files(run: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    return [(file["kind"], file["path"]) for table in run["tables"] if table["name"] == name for file in table["files"]]


def _title(counts: Mapping[str, Any]) -> str:
    return f"What {say_count(counts['articles'], 'article')} say{'s' if counts['articles'] == 1 else ''}"


def _summary(counts: Mapping[str, Any], period: str) -> str:
    read = say_count(counts["words"], "word")
    if counts.get("outlets"):
        read += f" from {say_count(counts['outlets'], 'outlet')}"
    if period:
        read += f", published {period}"
    if "quotes" not in counts:
        return f"{read}."
    heard = say_count(counts["quotes"], "quote")
    if counts.get("speakers"):
        heard += f" by {say_count(counts['speakers'], 'speaker')}"
    return f"{read}: {heard}."


def _notes(counts: Mapping[str, Any]) -> list[str]:
    notes = []
    if copies := counts.get("duplicates"):
        notes.append(
            f"{say_count(copies, 'article')} {'is a copy' if copies == 1 else 'are copies'} of another one read."
        )
    if words := counts.get("boilerplate_words"):
        notes.append(
            f"{say_count(words, 'word')} of boilerplate (contacts, newsletters, credits) "
            f"{'is' if words == 1 else 'are'} left out of all analyses."
        )
    if foreign := counts.get("foreign"):
        notes.append(
            f"{say_count(foreign, 'article')} {'is' if foreign == 1 else 'are'} not in English and set aside: no "
            f"analysis reads {'it' if foreign == 1 else 'them'}."
        )
    for act, n in counts.get("uncounted", {}).items():
        told = "thought (wants, believes, fears)" if act == "thought" else act
        notes.append(
            f"{say_count(n, 'statement')} of {told} {'is' if n == 1 else 'are'} not counted; --param act=all does."
        )
    if undated := counts.get("undated"):
        notes.append(f"{say_count(undated, 'article')} {'has' if undated == 1 else 'have'} no date.")
    return notes


def _period(counts: Mapping[str, Any]) -> str:
    first, last = counts.get("first") or "", counts.get("last") or ""
    if not first:
        return ""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start == end:
        return _day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {_day(end)}"
    return f"{_day(start).removesuffix(f' {end.year}')} to {_day(end)}"


def _moment(iso: str) -> str:
    moment = datetime.fromisoformat(iso)
    return f"{_day(moment.date())}, {moment:%H:%M} UTC"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
