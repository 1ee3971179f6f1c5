"""`quotes`, `words`, `tone`: articles in, a table out, and nothing left out unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.commands import main


@pytest.mark.parametrize("command", ["quotes", "words", "tone"])
def test_an_unknown_ending_is_refused_before_anything_is_read(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "absent.txt", "-o", "table.doc"]) == 2
    assert (said := capsys.readouterr().err).endswith("give the file one of these endings\n")
    assert ".jsonl, .csv, .parquet, .xlsx" in said


def test_a_name_without_an_ending_may_have_meant_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quotes", "absent.txt", "-o", "no-such-folder"]) == 2
    said = capsys.readouterr().err
    assert "give the file one of these endings, or write no-such-folder/ for a folder of Parquet files" in said


@pytest.mark.parametrize("command", ["quotes", "words", "tone"])
def test_where_nothing_can_be_read_the_status_is_2_and_no_file_is_written(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    assert main([command, str(tmp_path / "empty.txt"), "-o", str(tmp_path / "t.csv")]) == 2
    said = capsys.readouterr().err
    assert "empty.txt" in said
    assert "no article could be read" in said
    assert not (tmp_path / "t.csv").exists()


def test_an_article_left_out_gives_status_1_and_the_others_are_written(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    out = tmp_path / "words.csv"
    assert main(["words", str(article), str(broken), "-o", str(out), "--workers", "1", "--no-cache", "--quiet"]) == 1
    assert "left out: " in (said := capsys.readouterr().err)
    assert "broken.json" in said
    assert "harbour" in set(pd.read_csv(out).word)


DATED = '{"text": "“The pier will be closed,” Ellen Marsh said.", "published": "%s"}\n'


@pytest.mark.parametrize("output", ["table.csv", "out/"])
def test_a_date_that_may_be_two_is_told_and_an_option_says_which_it_is(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(DATED % "3/4/2019" + DATED % "31/4/2019", encoding="utf-8")
    line = ["words", str(news), "-o", f"{tmp_path}/{output}", "--by", "month", "--no-names", "--copies", "all"]
    assert main(line) == 0
    said = capsys.readouterr().err
    assert "kept: " in said
    assert "“3/4/2019” may have its day or its month first: say --day-first or --month-first" in said
    for option, month in (("--day-first", "2019-04"), ("--month-first", "2019-03")):
        assert main([*line, option]) == 0
        assert "“31/4/2019” is not in the calendar; the article is kept without a date" in (
            err := capsys.readouterr().err
        )
        assert "3/4/2019” may" not in err
        table = tmp_path / output
        table = pd.read_csv(table) if output.endswith(".csv") else pd.read_parquet(table / "words")
        assert set(table["group"]) == {month, "(unknown)"}


def test_of_many_articles_that_are_kept_the_first_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(DATED % "3/4/2019" * 23, encoding="utf-8")
    assert main(["words", str(news), "-o", str(tmp_path / "t.csv"), "--no-names"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert (len(said), said[-1]) == (21, "kept: 3 more with such problems")


@pytest.mark.parametrize("command", ["quotes", "tone"])
def test_copies_of_an_article_are_counted_once(
    command: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = tmp_path / "again.txt"
    again.write_text(article.read_text(encoding="utf-8"), encoding="utf-8")
    table = tmp_path / "table.csv"
    assert main([command, str(article), str(again), "-o", str(table)]) == 0
    assert "counted once: 1 left out" in capsys.readouterr().out
    once = pd.read_csv(table)
    assert main([command, str(article), str(again), "-o", str(table), "--copies", "all"]) == 0
    assert len(pd.read_csv(table)) == 2 * len(once) > 0


@pytest.mark.parametrize("command", ["quotes", "words", "tone"])
def test_a_folder_takes_the_table_in_parts_and_a_second_run_goes_on(
    command: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main([command, str(article), "-o", f"{tmp_path}/out/", "--workers", "1"]) == 0
    assert f"out/{command}: " in capsys.readouterr().out
    assert len(pd.read_parquet(tmp_path / "out" / command)) > 0
    assert len(list((tmp_path / "out" / command).glob("part-*.parquet"))) == 1
    assert pd.read_csv(tmp_path / "out" / "problems.csv").empty


def test_a_file_leaves_no_parts_beside_it(article: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert main(["quotes", str(article), "-o", str(tmp_path / "out" / "q.csv"), "--workers", "1", "--quiet"]) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["q.csv"]


def test_quotes_are_written_with_spans_into_the_text(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "quotes.jsonl"
    assert main(["quotes", str(article), "-o", str(out), "--workers", "1", "--no-cache", "--quiet"]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert any("wonderful day" in row["text"] for row in rows)
    length = len(article.read_text(encoding="utf-8"))
    for row in rows:
        assert all(0 <= start < end <= length for start, end in row["spans"])


@pytest.mark.parametrize("output", ["tone.csv", "out/"])
def test_a_target_that_no_article_names_is_told(
    output: str, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["tone", str(article), "-o", f"{tmp_path}/{output}", "--workers", "1"]
    assert main([*line, "--target", "Nobody Here"]) == 0
    assert (said := capsys.readouterr()).err.startswith("warning: no article names 'Nobody Here': look at the spelling")
    assert ": 0 rows" in said.out
    assert main([*line, "--target", "Ann Lind"]) == 0
    assert (said := capsys.readouterr()).err == ""


def test_a_warning_is_a_sentence_and_not_a_line_of_code(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = tmp_path / "corrections.csv"
    lost.write_text("quote,field,value,note\nq1,role,mayor,\n", encoding="utf-8")
    assert main(["quotes", str(article), "-o", str(tmp_path / "q.csv"), "--corrections", str(lost), "--quiet"]) == 0
    assert capsys.readouterr().err == "warning: 1 correction fits no quote, the text has changed or gone: q1\n"


def test_a_file_of_speakers_that_is_not_there_is_named(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "q.csv")
    assert main(["quotes", str(article), "-o", out, "--speakers", str(tmp_path / "absent.csv"), "--quiet"]) == 2
    assert "absent.csv: there is no such file" in capsys.readouterr().err


@pytest.mark.parametrize("unit", ["sentence", "article"])
def test_tone_is_written_by_unit(article: Path, tmp_path: Path, unit: str) -> None:
    out = tmp_path / "tone.parquet"
    assert main(["tone", str(article), "-o", str(out), "--unit", unit, "--workers", "1", "--quiet"]) == 0
    table = pd.read_parquet(out)
    assert set(table.unit) == {unit}
    assert table.score.dropna().between(-1, 1).all()
    assert table.score.notna().any()
