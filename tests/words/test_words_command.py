"""`python -m analysis words`: each table that a notebook shows can be had without one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main

TEXT = "The tax cut is no tax cut. A state-run bank said so. Climate change isn't over, and climate change costs."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    rows = [
        {"id": "a0", "text": TEXT, "published": "2016-01-05"},
        {"id": "a1", "text": TEXT.replace("tax", "trade") * 2, "published": "2016-02-05"},
        {"id": "a2", "text": TEXT.replace("tax", "trade") * 2, "published": "2016-02-06"},
    ]
    pd.DataFrame(rows).to_json(folder / "articles.jsonl", orient="records", lines=True)
    return folder


def _table(folder: Path, tmp_path: Path, *options: str) -> pd.DataFrame:
    out = tmp_path / "table.csv"
    assert main(["words", str(folder), "-o", str(out), "--quiet", "--no-names", *options]) == 0
    return pd.read_csv(out)


@pytest.mark.parametrize(
    ("options", "column"),
    [
        (["--table", "diversity"], "mtld"),
        (["--table", "collocations", "--min-n", "2"], "log_dice"),
        (["--table", "contexts", "--word", "tax"], "match"),
        (["--table", "over-time", "--word", "tax"], "per_million"),
        (["--table", "trends", "--min-n", "2"], "trend"),
        (["--table", "tokens"], "end"),
        (["--table", "copies"], "copy_of"),
        (["--table", "rules"], "meaning"),
        ([], "juilland_d"),
    ],
)
def test_each_table_can_be_written(options: list[str], column: str, folder: Path, tmp_path: Path) -> None:
    table = _table(folder, tmp_path, *options)
    assert column in table
    assert len(table)


def test_the_rules_do_what_they_say(folder: Path, tmp_path: Path) -> None:
    plain = set(_table(folder, tmp_path)["word"])
    assert {"state-run", "isn't", "the", "climate"} <= plain
    changed = _table(
        folder, tmp_path, "--hyphens", "split", "--contractions", "split", "--case", "--phrase", "climate change"
    )
    assert {"state", "run", "n't", "The", "climate change"} <= set(changed["word"])
    assert not {"state-run", "isn't", "the"} & set(changed["word"])


def test_copies_count_once_unless_asked(folder: Path, tmp_path: Path) -> None:
    once, every = _table(folder, tmp_path), _table(folder, tmp_path, "--copies", "all")
    assert every.set_index("word")["n"]["trade"] == 2 * once.set_index("word")["n"]["trade"]


def test_contexts_without_a_word_are_refused(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(folder), "-o", str(tmp_path / "x.csv"), "--table", "contexts"]) == 2
    assert "--word TEXT" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--word", "tax"], "--word"),
        (["--sort", "g2"], "--sort"),
        (["--table", "trends", "--by", "outlet"], "--by"),
        (["--table", "diversity", "--against", "outlet=x"], "--against"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    options: list[str], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", "x.txt", "-o", str(tmp_path / "x.csv"), *options]) == 2
    assert f"error: {named} does nothing here: " in capsys.readouterr().err
