"""A run that is killed at any moment goes on when it is run again, and ends as if it had never been killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stream_fixtures import write_corpus

from analysis.stream import quotes_table, stream_table, tone_table, words_table
from analysis.stream.run import FINISHED, PROBLEMS

TIMES = 20
TABLES = (quotes_table, words_table, tone_table)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def run_all(corpus: Path, out: Path) -> None:
    for table in TABLES:
        stream_table(corpus, table(), out, workers=0, progress=False)


def contents(out: Path) -> dict[str, bytes]:
    """Return every file that a reader would see, by its path."""
    files = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return {name: data for name, data in files.items() if not name.endswith(".lock")}


def kill_after(seconds: float, corpus: Path, out: Path) -> bool:
    """Run in a process of its own and kill that; tell whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            run_all(corpus, out)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == signal.SIGKILL


def test_after_twenty_kills_the_tables_are_those_of_a_run_that_was_never_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = write_corpus(tmp_path / "news.jsonl", range(12))
    run_all(corpus, tmp_path / "warm")  # loads what is loaded once
    monkeypatch.setenv("VERBATIM_CACHE", str(tmp_path / "cache"))
    started = time.monotonic()
    run_all(corpus, tmp_path / "never")
    seconds = time.monotonic() - started
    never = contents(tmp_path / "never")
    assert sum(name.endswith(".parquet") for name in never) > 6
    assert {PROBLEMS, *(f"{kind}/{FINISHED}" for kind in ("quotes", "words", "tone"))} < set(never)

    chance = random.Random(7)
    killed = 0
    for number in range(TIMES):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        out = tmp_path / f"out{number}"
        killed += kill_after(chance.uniform(0, seconds), corpus, out)
        # What is there is whole: each part can be read, and is a part of the table.
        for name, data in contents(out).items() if out.exists() else ():
            if not Path(name).name.startswith("."):
                assert never[name] == data, name
        run_all(corpus, out)
        assert contents(out) == never
        shutil.rmtree(out)
    assert killed > TIMES / 2


def test_the_command_killed_with_its_workers_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the command cuts batches of the usual size
    corpus = write_corpus(tmp_path / "news.jsonl", range(250))
    command = [sys.executable, "-m", "analysis", "quotes", str(corpus), "-o", f"{tmp_path}/out/", "--workers", "1"]
    folder = tmp_path / "out" / "quotes"
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(folder.glob("part-*.parquet")):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    there = {path.name for path in folder.glob("part-*.parquet")}
    assert len(there) > 0
    assert not (folder / FINISHED).exists()
    done = stream_table(corpus, quotes_table(), tmp_path / "out", workers=0)
    assert done.articles == 250
    assert done.made < done.parts
    never = stream_table(corpus, quotes_table(), tmp_path / "never", workers=0)
    assert never.parts == done.parts
    assert contents(tmp_path / "never") == contents(tmp_path / "out")
