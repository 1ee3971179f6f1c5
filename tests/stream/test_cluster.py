"""On a Dask cluster of real processes the tables are those of one process, whichever of them die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from stream_fixtures import die_on_quay_seven, in_order

from analysis.stream import Table, quotes_table, read_parts, stream_table, tone_table, words_table
from analysis.stream.workers import DEATHS

ROOT = Path(__file__).parents[2]


class Cluster:
    """A scheduler and its workers on this machine, each a process of its own; with a nanny a dead one is replaced."""

    def __init__(self, folder: Path, *, nanny: bool = False) -> None:
        self.nanny = nanny
        self.file = folder / "scheduler.json"
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self.add_worker()
        self.add_worker()

    def _start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", kind, "--scheduler-file", str(self.file), *options],
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}"},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def add_worker(self) -> None:
        options = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
        self.workers.append(self._start("worker", "--nanny" if self.nanny else "--no-nanny", *options))

    @property
    def address(self) -> str:
        import json

        limit = time.monotonic() + 60
        while not self.file.exists() and time.monotonic() < limit:
            time.sleep(0.1)
        return str(json.loads(self.file.read_text())["address"])

    def end(self) -> None:
        for process in reversed(self.processes):  # a nanny that is asked to end takes its worker with it
            process.terminate() if self.nanny else process.kill()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:  # a nanny that is just replacing a worker may not hear it
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    cluster = Cluster(tmp_path / "cluster")
    yield cluster
    cluster.end()


def kill_after_the_first_part(cluster: Cluster, folder: Path) -> threading.Thread:
    def watch() -> None:
        while not list(folder.glob("part-*.parquet")):
            time.sleep(0.01)
        cluster.workers[0].kill()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def test_quotes_words_and_tone_are_the_same_on_a_cluster_that_loses_a_worker(
    cluster: Cluster, corpus: Path, tmp_path: Path
) -> None:
    address = cluster.address
    tables: list[Table] = [quotes_table(cache=False), words_table(cache=False), tone_table(cache=False)]
    killer = kill_after_the_first_part(cluster, tmp_path / "many" / "quotes")
    for table in tables:
        done = stream_table(corpus, table, tmp_path / "many", scheduler=address)
        assert (done.articles, done.status) == (40, 0)
        stream_table(corpus, table, tmp_path / "one", workers=0)
        many, one = (read_parts(tmp_path / name / table.name) for name in ("many", "one"))
        assert len(one) > 40
        assert in_order(many) == in_order(one)
        assert list(many.columns) == list(one.columns)
    killer.join(timeout=1)
    assert cluster.workers[0].poll() is not None
    assert cluster.workers[1].poll() is None


def test_an_article_that_kills_the_workers_of_a_cluster_is_left_out_alone(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEATHS", str(tmp_path / "deaths"))
    (tmp_path / "cluster").mkdir()
    cluster = Cluster(tmp_path / "cluster", nanny=True)
    try:
        table = Table("letters", die_on_quay_seven, "1")
        done = stream_table(corpus, table, tmp_path / "out", scheduler=cluster.address)
    finally:
        cluster.end()
    assert len((tmp_path / "deaths").read_text()) >= DEATHS
    assert list(done.problems["reason"].str.extract(r"article '(\w+)' .*workers died over it")[0]) == ["a7"]
    left = [f"a{number}" for number in range(40) if number != 7]
    assert sorted(read_parts(tmp_path / "out" / "letters")["article"]) == sorted(left)


def test_no_scheduler_at_an_address_is_an_error_in_words(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.stream.cluster._SECONDS", 1)
    with pytest.raises(ValueError, match="there is no Dask scheduler at this address"):
        stream_table(corpus, quotes_table(), tmp_path / "out", scheduler="tcp://127.0.0.1:9")
