"""A worker that dies is replaced, and what it was at is done again; what kills three workers is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from stream_fixtures import LETTERS, die_on_quay_seven, die_once

from analysis.stream import Table, read_parts, stream_table
from analysis.stream.workers import DEATHS


@pytest.fixture(autouse=True)
def deaths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEATHS", str(tmp_path / "deaths"))
    return tmp_path / "deaths"


def test_one_worker_and_two_give_the_same_files_as_none(corpus: Path, tmp_path: Path) -> None:
    made = []
    for workers in (0, 2):
        stream_table(corpus, LETTERS, tmp_path / str(workers), workers=workers)
        folder = tmp_path / str(workers) / "letters"
        made.append({path.name: path.read_bytes() for path in folder.glob("part-*")})
    assert made[0] == made[1]


def test_a_worker_that_dies_is_replaced_and_nothing_is_lost(corpus: Path, tmp_path: Path, deaths: Path) -> None:
    done = stream_table(corpus, Table("letters", die_once, "1"), tmp_path / "out", workers=2)
    assert deaths.exists()
    assert done.status == 0
    assert len(read_parts(tmp_path / "out" / "letters")) == 40


def test_an_article_that_kills_three_workers_is_left_out_alone(corpus: Path, tmp_path: Path, deaths: Path) -> None:
    done = stream_table(corpus, Table("letters", die_on_quay_seven, "1"), tmp_path / "out", workers=2)
    assert deaths.read_text() == "x" * DEATHS
    assert done.status == 1
    assert "'a7' cannot be worked on (3 workers died over it" in done.problems.loc[0, "reason"]
    left = [f"a{number}" for number in range(40) if number != 7]
    assert list(read_parts(tmp_path / "out" / "letters")["article"]) == left
