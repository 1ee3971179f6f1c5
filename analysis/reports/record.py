"""The record of a report, ``run.json``: what it was made from and with, what came of it, which files are its own."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import platform
import subprocess
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd

from analysis.articles.problem import KEPT, left_out
from analysis.articles.table import set_aside
from analysis.frames import dates_of
from analysis.packed import ENDING, describe_packed
from analysis.reports.contents import Material
from analysis.reports.execute import Job, Outcome
from analysis.reports.grid import table_files
from analysis.reports.parameters import leads_somewhere

__all__ = ["TABLES", "came_of", "files_written", "made_of", "made_with"]

TABLES = "tables"
"""The folder of the tables in that of a report."""


def made_of(paths: Sequence[Any], parameters: Mapping[str, Any], *, files: bool, pdf: bool) -> dict[str, Any]:
    """Say what a report is made from; where all of it is as it was, so is the report.

    Args:
        paths: files and folders of articles.
        parameters: as the user gave them.
        files: whether tables are written as files, too.
        pdf: whether pages are printed.
    """
    return {
        "paths": [str(path) for path in paths],
        "parameters": dict(parameters),
        "files_of_tables": files,
        "pdf": pdf,
        "versions": _versions(),
        "lists": _lists(parameters),
        "inputs": [_input(path) for path in _files(paths, parameters)],
    }


def made_with() -> dict[str, Any]:
    """Say what a report is made with: the commit of the workbook, its models, the machine's system."""
    return {"commit": _commit(), "models": _models(), "platform": platform.platform()}


def came_of(
    folder: Path,
    material: Material,
    problems: pd.DataFrame,
    jobs: Sequence[Job],
    outcomes: Sequence[Outcome],
    caught: Iterable[warnings.WarningMessage],
) -> dict[str, Any]:
    """Say what came of a report.

    Args:
        folder: of the report, its pages and tables written.
        material: what was read.
        problems: what went wrong in reading.
        jobs: the notebooks that were to be run.
        outcomes: what came of each of them.
        caught: what this process warned of meanwhile.
    """
    missing = left_out(problems)
    return {
        "status": int(len(missing) > 0 or any(outcome.status != "ok" for outcome in outcomes)),
        "counts": _counts(material.articles, material.once, material.quotes),
        "problems": missing.to_dict("records"),
        "notices": problems[problems["stage"].isin(KEPT)].to_dict("records"),
        "parts": [_part(job, outcome) for job, outcome in zip(jobs, outcomes, strict=True)],
        "tables": _tables(folder),
        "warnings": _warnings(caught, outcomes),
    }


def files_written(record: Mapping[str, Any]) -> Iterator[str]:
    """Name the files of a record's parts and tables, and the index, relative to the folder of the report."""
    yield "index.html"
    for part in record["parts"]:
        yield from (part[kind] for kind in ("page", "executed") if part[kind])
        yield from part["figures"]
    for table in record["tables"]:
        yield from (unquote(file["path"]) for file in table["files"])


def _counts(articles: pd.DataFrame, once: pd.DataFrame, quotes: pd.DataFrame) -> dict[str, Any]:
    dates, aside = dates_of(articles), set_aside(articles)
    read = articles[~aside]
    boilerplate = sum(
        len(" ".join(body[start:end] for start, end in spans).split())
        for body, spans in zip(read["text"], read["boilerplate"], strict=True)
    )
    return {
        "articles": len(articles),
        "words": sum(len(body.split()) for body in read["text"]),
        "boilerplate_words": boilerplate,
        "foreign": int(aside.sum()),
        "duplicates": len(articles) - len(once),
        "outlets": int(articles["outlet"].replace("", None).nunique()),
        "undated": int(dates.isna().sum()),
        "first": "" if dates.isna().all() else dates.min().date().isoformat(),
        "last": "" if dates.isna().all() else dates.max().date().isoformat(),
        "quotes": len(quotes),
        "uncounted": quotes.attrs.get("uncounted", {}),
        "speakers": int(quotes["voice"].replace("", None).nunique()),
    }


def _part(job: Job, outcome: Outcome) -> dict[str, Any]:
    facts = asdict(outcome)
    del facts["figure"]
    for name, path in (("page", job.page), ("executed", job.executed)):
        facts[name] = Path(path).name if Path(path).is_file() else ""
    return facts | {"source": job.notebook, "parameters": job.parameters}


def _tables(folder: Path) -> list[dict[str, Any]]:
    """Describe the tables that the notebooks wrote."""
    tables = []
    for name in sorted({path.stem for ending in (ENDING, ".parquet") for path in (folder / TABLES).glob(f"*{ending}")}):
        files = [
            {"kind": kind, "path": path, "bytes": (folder / unquote(path)).stat().st_size}
            for kind, path in table_files(folder / TABLES, name)
        ]
        tables.append({"name": name, **_about(folder / TABLES / name), "files": files})
    return tables


def _about(path: Path) -> dict[str, Any]:
    """Return the ``rows`` and ``columns`` of a table, packed or, by a notebook of one's own, as Parquet."""
    packed = path.with_name(path.name + ENDING)
    if packed.is_file():
        return describe_packed(packed)
    import pyarrow.parquet as pq

    file = path.with_name(f"{path.name}.parquet")
    return {"rows": pq.read_metadata(file).num_rows, "columns": pq.read_schema(file).names}


def _warnings(caught: Iterable[warnings.WarningMessage], outcomes: Iterable[Outcome]) -> list[str]:
    """Collect what this process and the notebooks warned of, each line once, with the notebooks it concerns."""
    told: dict[str, list[str]] = {}
    for warning in caught:
        kind = "" if issubclass(warning.category, UserWarning) else f"{warning.category.__name__}: "
        told[f"{kind}{warning.message}"] = []
    for outcome in outcomes:
        for line in outcome.warnings:
            told.setdefault(line, []).append(outcome.name)
    return [f"{', '.join(names)}: {line}" if names else line for line, names in told.items()]


def _files(paths: Iterable[Any], parameters: Mapping[str, Any]) -> list[Path]:
    """Return the files that the report read: those of the articles, and those given as parameters.

    The workbook's own list of corrections is told by the commit.
    """
    from analysis.articles.files import find_files

    given = (Path(value) for value in parameters.values() if isinstance(value, str) and leads_somewhere(value))
    return [*find_files(paths)[0], *(path for path in given if path.is_file())]


def _input(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError), path.open("rb") as file:
        return {
            "path": str(path),
            "bytes": path.stat().st_size,
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
        }
    return {"path": str(path), "bytes": None, "sha256": None}


def _versions() -> dict[str, str]:
    packages = {
        distribution.metadata["Name"]: distribution.version for distribution in importlib.metadata.distributions()
    }
    return {
        "python": platform.python_version(),
        **dict(sorted(packages.items(), key=lambda item: item[0].lower())),
    }


def _models() -> dict[str, str]:
    from analysis.quotes.model import load_model as load_quotes
    from analysis.tone.target_model import load_model as load_tone

    return {"quotes": load_quotes().version, "tone": load_tone().version}


def _lists(parameters: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the hash of each list by hand that was used; None where there is none."""
    from analysis.quotes.corrections import CORRECTIONS

    given = {"speakers": parameters.get("speakers", ""), "corrections": parameters.get("corrections", CORRECTIONS)}
    return {name: _input(Path(path))["sha256"] if str(path) else None for name, path in given.items()}


def _commit() -> str:
    """Return the commit of the workbook, with "+" where files differ from it; "" where it is not in git."""
    root = Path(__file__).resolve().parents[2]
    if not (root / ".git").exists():
        return ""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        commit = git("rev-parse", "HEAD")
        return commit + ("+" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""
