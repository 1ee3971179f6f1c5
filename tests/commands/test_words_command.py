"""`python -m analysis words`: each table that a notebook shows can be had without one."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.articles.table import COLUMNS
from analysis.commands import main
from analysis.commands.words import _OF_ARTICLES

SAMPLES = Path(__file__).parents[2] / "data" / "articles"
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


@pytest.mark.parametrize("by", ["month", "type"])
def test_contexts_say_in_which_group_they_are(by: str, tmp_path: Path) -> None:
    counted = _table(SAMPLES, tmp_path, "--by", by).query("word == 'the'").set_index("group")["n"]
    table = _table(SAMPLES, tmp_path, "--table", "contexts", "--word", "the", "--by", by)
    assert table["group"].value_counts().to_dict() == counted.to_dict()
    assert len(counted) > 1


def test_listed_words_are_those_that_are_counted_copies_once_unless_asked(folder: Path, tmp_path: Path) -> None:
    for options in ([], ["--copies", "all"]):
        counted = _table(folder, tmp_path, *options).set_index("word")["n"].to_dict()
        assert _table(folder, tmp_path, "--table", "tokens", *options)["word"].value_counts().to_dict() == counted


def test_a_column_that_is_not_there_is_told_once_and_before_anything_is_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for output in ("out/", "out.csv"):
        assert main(["words", str(folder), "-o", f"{tmp_path}/{output}", "--by", "nonsense"]) == 2
        told = capsys.readouterr().err
        assert "error: there is no column 'nonsense' to group by; there are outlet, author, month, " in told
        assert "; of the quotes speaker, kind, " in told
        assert "quotes=" not in told, "an option of Python's that nobody can type here"
    assert not list(tmp_path.iterdir())


def test_every_column_of_articles_can_be_grouped_by_but_their_text() -> None:
    assert set(_OF_ARTICLES) == {*COLUMNS, "month", "quoted"} - {"text", "boilerplate"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--against Echo", "name column and value"),
        ("--against outlet=", "name column and value"),
        ("--against english --ngram 2", "leave out --ngram"),
        ("--against english --unit lemma", "leave out --unit lemma"),
        ("--against english --case", "leave out --case"),
    ],
)
def test_what_cannot_be_compared_is_told_in_words_of_the_command_line(
    options: str, told: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", str(folder), "-o", f"{tmp_path}/out.csv", *options.split()]) == 2
    assert told in capsys.readouterr().err


def test_a_folder_takes_the_words_of_parties_as_a_file_does(tmp_path: Path) -> None:
    options = ["--by", "party", "--no-names", "--copies", "all", "--quiet"]
    assert main(["words", str(SAMPLES), "-o", f"{tmp_path}/out/", *options]) == 0
    counted = _table(SAMPLES, tmp_path, *options).groupby("group")["n"].sum().to_dict()
    assert pd.read_parquet(tmp_path / "out" / "words").groupby("group")["n"].sum().to_dict() == counted
    assert len(counted) > 2


def test_contexts_without_a_word_are_refused(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(folder), "-o", str(tmp_path / "x.csv"), "--table", "contexts"]) == 2
    assert "--word TEXT" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["x.csv", "out/"])
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--word", "tax"], "--word"),
        (["--sort", "g2"], "--sort"),
        (["--table", "trends", "--by", "outlet"], "--by"),
        (["--table", "diversity", "--against", "outlet=x"], "--against"),
        (["--table", "contexts", "--word", "tax", "--window", "2"], "--window"),
        (["--table", "contexts", "--word", "tax", "--ngram", "2"], "--ngram"),
        (["--table", "tokens", "--min-n", "5"], "--min-n"),
        (["--period", "week"], "--period"),
        (["--act", "thought"], "--act"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    options: list[str], named: str, output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", "x.txt", "-o", f"{tmp_path}/{output}", *options]) == 2
    assert f"error: {named} does nothing here: " in capsys.readouterr().err


def test_words_can_be_compared_with_those_of_another_outlet(tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    rows = [
        {
            "id": str(i),
            "outlet": "Herald" if i % 2 else "Echo",
            "text": f"The {'pier' if i % 2 else 'quay'} is old. " * 9,
        }
        for i in range(4)
    ]
    news.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "key.csv"
    assert main(["words", str(news), "-o", str(out), "--against", "outlet=Echo", "--workers", "1", "--quiet"]) == 0
    table = pd.read_csv(out)
    assert set(table.group) == {"Herald"}
    assert table.sort_values("log_ratio").word.iloc[-1] == "pier"


def test_by_and_against_must_name_one_column(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", str(article), "-o", "w.csv", "--by", "author", "--against", "outlet=Echo"]) == 2
    assert "two columns" in capsys.readouterr().err


def test_words_near_each_of_several_words(tmp_path: Path) -> None:
    table = tmp_path / "near.csv"
    line = f"words {SAMPLES} --table collocations --word harbour --word river --quiet -o {table}"
    assert main(line.split()) == 0
    assert set(pd.read_csv(table)["word"]) == {"harbour", "river"}


@pytest.mark.parametrize("output", ["x.csv", "out/"])
def test_words_of_speakers_are_those_that_they_said_unless_thoughts_are_asked_for(output: str, tmp_path: Path) -> None:
    news = tmp_path / "news.txt"
    news.write_text("“The bridge will close,” Ada Lind said. Ada Lind fears that the ferry will sink.")

    def words(*options: str) -> set[str]:
        line = ["words", str(news), "-o", f"{tmp_path}/{output}", "--by", "speaker", "--no-cache", "--quiet", *options]
        assert main(line) == 0
        table = pd.read_csv(tmp_path / output) if output == "x.csv" else pd.read_parquet(tmp_path / "out" / "words")
        return set(table["word"])

    assert "bridge" in words()
    assert "ferry" not in words()
    assert {"bridge", "ferry"} <= words("--act", "all")
    assert "bridge" not in words("--act", "thought")
    assert {"bridge", "ferry"} <= words("--by", "act"), "both are compared"
