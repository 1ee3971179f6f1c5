"""A report from beginning to end: read, run the notebooks, write pages, tables, the record and the index."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.exports import FILES, IN_REPORTS
from analysis.reports.contents import Material, write_contents
from analysis.reports.errors import say_errors
from analysis.reports.execute import Job, execute_notebooks
from analysis.reports.facts import name_of
from analysis.reports.index import index_page
from analysis.reports.kept import fingerprint, kept_record
from analysis.reports.parameters import assign_parameters, declared_parameters, find_notebooks
from analysis.reports.pdf import find_chromium, print_pages
from analysis.reports.record import TABLES, came_of, files_written, made_of, made_with
from analysis.scale import processors

__all__ = ["NothingRead", "Run", "run_reports"]


class NothingRead(ValueError):
    """Of all that was named not one article could be read."""


@dataclass(frozen=True)
class Run:
    """What came of a report.

    Attributes:
        index: the page to open first.
        parts: one row per notebook: ``name``, ``title``, ``status`` ("ok" or "failed"), ``error``, ``page``,
            ``seconds``.
        problems: what could not be read: ``path``, ``stage``, ``reason``.
        notices: what was read all the same, without its date, say: the same columns.
        status: 0 where all went well, 1 where a notebook failed or an article was left out; the exit status
            of the command line.
        untold: options that none of the notebooks declares as a parameter: what reads the articles for the index heeds
            them, the notebooks do not.
        kept: when the report was made (ISO 8601, UTC), if it was there and nothing it is made from has changed; "" if
            it was made now.
    """

    index: Path
    parts: pd.DataFrame
    problems: pd.DataFrame
    notices: pd.DataFrame
    status: int
    untold: tuple[str, ...] = ()
    kept: str = ""


def run_reports(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str] = "reports",
    parameters: Mapping[str, Any] | None = None,
    day_first: bool | None = None,
    notebooks: Sequence[str | Path] | None = None,
    workers: int | None = None,
    cache: bool = True,
    files: bool = False,
    pdf: bool = False,
    progress: bool | None = None,
) -> Run:
    """Run the notebooks over articles and write a report: pages, tables, the notebooks as run, an index.

    The texts are read once, before; the notebooks find that reading in the cache. A notebook that fails does
    not keep the others from running: its page holds what was made until then, and the index says so.

    If ``out`` holds the report already, and neither an article nor a list, a parameter, a notebook, the code, a model
    or a package has changed since, it is kept as it is.

    Args:
        paths: files and folders of articles.
        out: folder of the report; files of an earlier report there are replaced, others are left alone.
        parameters: name to value; each notebook gets those that it declares.
        day_first: whether 3/4/2019 is in April; for the notebooks that declare it, be there one or not. None leaves it
            to `parameters`, and without it such dates out.
        notebooks: which to run, as paths or as names of those that come with the workbook; None runs all.
        workers: how many processes; None takes as many as there are processors.
        cache: whether readings of earlier runs may be used; False reads every text and makes all anew.
        files: whether to write each table as CSV, Excel and Parquet, too; the pages make the first two anyhow.
        pdf: whether to print the index and the notebooks' pages to PDF, with a Chromium of this machine.
        progress: whether to show bars; None shows them where stderr is a terminal.

    Returns:
        What came of it.

    Raises:
        NothingRead: no article could be read; the message says why.
        ValueError: a parameter is not declared by any notebook or has a wrong type; nothing has run then.
        FileNotFoundError: there is no such notebook.
        NoBrowser: a PDF is wanted and no Chromium is here; nothing has run then.
    """
    chromium = find_chromium() if pdf else ""
    started, clock = datetime.now(UTC), time.perf_counter()
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    found = find_notebooks(notebooks)
    offered = {} if day_first is None else {"day_first": day_first}
    assigned = assign_parameters(found, parameters, offered=offered)
    untold = tuple(name for name in offered if not any(name in one for one in assigned.values()))
    workers = workers or processors()
    progress = sys.stderr.isatty() if progress is None else progress
    folder = Path(out).resolve()
    sources = made_of(given, {**(parameters or {}), **offered}, files=files, pdf=pdf)
    made_from = fingerprint(found, **sources, assigned={str(path): assigned[path] for path in found})
    if cache and (old := kept_record(folder, made_from)):
        return _run(folder, old, untold=untold, kept=old["started"])
    with (
        _store(cache),
        _variable(IN_REPORTS, FILES if files else "packed"),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always", UserWarning)
        # With the parameters of the notebooks, so that the index counts what the pages count.
        asked = offered | {name: value for one in assigned.values() for name, value in one.items()}
        material, problems = _read(given, asked, workers=workers, progress=progress)
        _make_room(folder)
        jobs = _jobs(found, assigned, given, folder, workers=workers)
        errors = say_errors(material.quotes)
        listed, readers = write_contents(
            material, folder, tables=folder / TABLES, siblings=jobs[0].siblings, errors=errors
        )
        outcomes = execute_notebooks(jobs, workers=workers, progress=progress)
    record: dict[str, Any] = {
        "started": started.isoformat(timespec="seconds"),
        "seconds": 0.0,
        "workers": workers,
        "cache": cache,
        "errors": errors,
        **came_of(folder, material, problems, jobs, outcomes, caught),
        **made_with(),
        **sources,
        "made_from": made_from,
    }
    record["seconds"] = round(time.perf_counter() - clock, 2)
    figures = {outcome.name: outcome.figure for outcome in outcomes if outcome.figure}
    (folder / "index.html").write_text(index_page(record, figures, listed), encoding="utf-8")
    printed = print_pages(_pages(folder, record), chromium=chromium) if pdf else []
    record["files"] = sorted(["run.json", *files_written(record), *readers, *(path.name for path in printed)])
    (folder / "run.json").write_text(
        json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n",
        encoding="utf-8",
        errors="replace",
    )
    return _run(folder, record, untold=untold)


def _run(folder: Path, record: Mapping[str, Any], *, untold: tuple[str, ...], kept: str = "") -> Run:
    return Run(
        index=folder / "index.html",
        parts=pd.DataFrame(record["parts"])[["name", "title", "status", "error", "page", "seconds"]],
        problems=pd.DataFrame(record["problems"], columns=["path", "stage", "reason"]),
        notices=pd.DataFrame(record["notices"], columns=["path", "stage", "reason"]),
        status=record["status"],
        untold=untold,
        kept=kept,
    )


def _read(
    paths: Sequence[Any], parameters: Mapping[str, Any], *, workers: int, progress: bool
) -> tuple[Material, pd.DataFrame]:
    """Read all once, so that the notebooks find it in the cache; return what was read and the problems."""
    from analysis.articles import problems, read_articles

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the problems are told one by one
        articles = read_articles(paths, day_first=parameters.get("day_first"))
    found = problems(articles)
    if articles.empty:
        reasons = "\n".join(f"  {problem.path}: {problem.reason}" for problem in found.head(20).itertuples())
        raise NothingRead("no article could be read" + (f":\n{reasons}" if reasons else ""))
    from analysis.quotes import gather_quotes
    from analysis.quotes.corrections import CORRECTIONS
    from analysis.reading import read
    from analysis.tone import score_tone
    from analysis.words import find_copies, only_once

    reading = read(articles, workers=workers, progress=progress)
    copies = find_copies(articles)
    once = only_once(articles, copies)
    original = articles["article"].map(copies.set_index("article")["copy_of"])
    articles = articles.assign(duplicate_of=original.fillna(articles["duplicate_of"]))
    quotes = gather_quotes(
        once,
        speakers=parameters.get("speakers", ""),
        corrections=parameters.get("corrections", CORRECTIONS),
        act=parameters.get("act", "speech"),
        workers=workers,
        progress=progress,
    )
    tone = score_tone(articles, unit="quote", quotes=quotes, reading=reading)
    return Material(articles, once, quotes, tone), found


def _jobs(
    notebooks: Sequence[Path],
    assigned: Mapping[Path, dict[str, Any]],
    paths: Sequence[Any],
    folder: Path,
    *,
    workers: int,
) -> list[Job]:
    """Say for each notebook what it gets: the articles, the tables' folder, its share of the processes."""
    absolute = [str(Path(path).resolve()) for path in paths]
    given: dict[str, Any] = {
        "articles": absolute[0] if len(absolute) == 1 else absolute,
        "tables": str(folder / TABLES),
        "workers": max(1, workers // len(notebooks)),
    }
    siblings = [[path.stem, name_of(path.stem)] for path in notebooks]
    return [
        Job(
            name=path.stem,
            notebook=str(path),
            executed=str(folder / f"{path.stem}.ipynb"),
            page=str(folder / f"{path.stem}.html"),
            parameters={name: value for name, value in given.items() if name in declared_parameters(path)}
            | assigned[path],
            siblings=siblings,
        )
        for path in notebooks
    ]


def _make_room(folder: Path) -> None:
    """Take away the files of an earlier report, as its record lists them, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "run.json"
    with contextlib.suppress(OSError, ValueError, AttributeError, TypeError):
        for name in json.loads(record.read_text(encoding="utf-8")).get("files", []):
            path = (folder / name).resolve()
            if path.is_relative_to(folder) and path.is_file():
                path.unlink()
    (folder / TABLES).mkdir(exist_ok=True)


def _pages(folder: Path, record: Mapping[str, Any]) -> list[Path]:
    return [folder / "index.html", *(folder / part["page"] for part in record["parts"] if part["page"])]


@contextlib.contextmanager
def _store(cache: bool) -> Iterator[None]:
    """Without the cache let this run have a store of its own, which its notebooks share and nobody keeps."""
    if cache:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="verbatim-") as folder, _variable("VERBATIM_CACHE", folder):
        yield


@contextlib.contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    """Set a variable of this process, which the notebooks' processes inherit, for a while."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before
