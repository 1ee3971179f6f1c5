"""A run: articles in, a folder of parts out; one that was interrupted goes on with what is missing."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from tqdm.auto import tqdm

from analysis.articles.problem import Problem, left_out
from analysis.articles.table import each_article
from analysis.exports import write_table
from analysis.scale import processors
from analysis.stream.batches import Batch, cut_batches
from analysis.stream.parts import find_parts, is_whole, lock, read_problems, remove_parts, write_part
from analysis.stream.tables import Table, code_version, make_part
from analysis.stream.workers import Workers, local_workers, make_parts

__all__ = ["FINISHED", "PROBLEMS", "Streamed", "stream_table"]

FINISHED = "_finished.json"
"""Stands beside the parts once the table is whole."""

PROBLEMS = "problems.csv"
"""The file of what went wrong with articles, in reading them and in any of the tables beside it: what was left out,
and what was kept without its date, say."""


@dataclass(frozen=True)
class Streamed:
    """What came of a run.

    Attributes:
        folder: where the parts are.
        articles: how many were read.
        rows: of the table.
        parts: files of the table, of which ``made`` were made by this run and the rest were there.
        made: see ``parts``.
        problems: ``path``, ``stage`` and ``reason`` of what went wrong in reading and in making this table, those
            kept all the same included.
        status: 0 where all went well, 1 where an article was left out of this table.
    """

    folder: Path
    articles: int
    rows: int
    parts: int
    made: int
    problems: pd.DataFrame
    status: int


def stream_table(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    table: Table,
    out: str | os.PathLike[str],
    *,
    day_first: bool | None = None,
    workers: int | None = None,
    scheduler: str = "",
    cache: bool = True,
    progress: bool | None = None,
) -> Streamed:
    """Make a table of any number of articles, in bounded memory.

    ``out`` holds, in the end, the parts in a folder of the table's name, and ``problems.csv``. What is there from
    an earlier run over the same articles by the same code is kept, the rest is replaced. The table does not depend
    on ``workers``, ``scheduler`` or on what was there.

    Args:
        paths: files, folders and patterns of articles.
        table: what to make: `quotes_table`, `words_table` or `tone_table`.
        out: the folder; it is made if need be.
        day_first: as for `analysis.read_articles`.
        workers: processes on this machine; None takes one a processor, 0 this process alone (where a text that
            crashes it ends the run).
        scheduler: address of a Dask scheduler, as ``tcp://host:8786``, whose workers do the work instead.
        cache: False makes all parts of a finished table anew. (Whether texts are, the table itself says.)
        progress: whether to show how far it has come; None shows it in a terminal or a notebook.

    Returns:
        What came of it.

    Raises:
        FileNotFoundError: none of the paths exists.
        ValueError: another run writes there, or the cluster cannot be used.
        OSError: a file cannot be written; what is there so far is kept, and the same call goes on.
    """
    out = Path(out)
    folder = out / table.name
    _writable(folder)
    met: list[Problem] = []
    with lock(folder), _workers(workers, scheduler) as crew, _bar(table.name, progress) as bar:
        for half in out.glob(f".{PROBLEMS}.*.part"):  # what a killed run left
            half.unlink(missing_ok=True)
        if not cache and (folder / FINISHED).exists():
            remove_parts(folder)
        (folder / FINISHED).unlink(missing_ok=True)
        there = find_parts(folder)
        state = _State()
        items = each_article(paths, day_first=day_first, tell=state.read)
        batches = cut_batches(items, version=table.version, told=met.append)
        work = partial(make_part, table=table, code=code_version())
        for made in make_parts(work, _missing(batches, folder, there, state, bar), crew, stage=table.name):
            try:
                write_part(folder, made.batch.number, made.batch.key, made.part)
            except OSError as error:
                why = error.strerror or str(error)
                raise OSError(f"{folder}: {why}; mend that and run this again: it goes on from here") from error
            state.made += 1
            state.show(bar, len(made.batch.articles))
        remove_parts(folder, but=state.keys)
        rows = sum(pq.read_metadata(path).num_rows for path in find_parts(folder).values())
        facts = {"articles": state.articles, "rows": rows, "parts": len(state.keys), "code": code_version()}
        (folder / FINISHED).write_text(json.dumps(facts) + "\n", encoding="utf-8")
        problems = _problems(met, [folder])
        every = sorted(path for path in out.iterdir() if path.is_dir())
        write_table(_problems(met, every), out / PROBLEMS)
    status = int(len(left_out(problems)) > 0)
    return Streamed(folder, state.articles, rows, len(state.keys), state.made, problems, status)


class _State:
    """How far a run has come."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.articles = self.made = self.done = 0
        self.share = 0.0

    def read(self, share: float) -> None:
        self.share = share

    def show(self, bar: Any, articles: int) -> None:
        """Move the bar; how many articles there are in all is estimated from the share of the bytes read."""
        self.done += articles
        if not bar.disable:
            bar.total = max(self.articles, round(self.articles / self.share)) if self.share else None
            bar.update(articles)


def _missing(
    batches: Iterable[Batch], folder: Path, there: dict[str, Path], state: _State, bar: Any
) -> Iterator[Batch]:
    """Pass on the batches whose part is not there; see to it that those that are there have the right number."""
    for batch in batches:
        state.keys.add(batch.key)
        state.articles += len(batch.articles)
        path = there.get(batch.key)
        if path is None or not is_whole(path):
            yield batch
            continue
        right = folder / f"part-{batch.number:08d}-{batch.key}.parquet"
        if path != right:
            path.replace(right)
        state.show(bar, len(batch.articles))


def _workers(count: int | None, scheduler: str) -> AbstractContextManager[Workers]:
    if not scheduler:
        return local_workers(processors() if count is None else count)
    from analysis.stream.cluster import cluster_workers

    crew: AbstractContextManager[Workers] = cluster_workers(scheduler)
    return crew


def _bar(name: str, progress: bool | None) -> Any:
    hidden = None if progress is None else not progress
    return tqdm(desc=name, unit=" articles", disable=hidden, smoothing=0.05)


def _writable(folder: Path) -> None:
    """Find out at once, not after an hour, that nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise OSError(f"{folder}: nothing can be written there ({error.strerror or error}); name another") from error


def _problems(met: list[Problem], tables: Iterable[Path]) -> pd.DataFrame:
    """List what went wrong: in reading now, and in making the tables of these folders."""
    rows = [problem.as_dict() for problem in met]
    for folder in tables:
        with contextlib.suppress(OSError, pa.ArrowException):  # of a table that is being made
            rows += read_problems(folder)
    return pd.DataFrame(rows, columns=["path", "stage", "reason"], dtype="str")
