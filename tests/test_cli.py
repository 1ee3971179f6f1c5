"""The command line: it explains itself, says what is wrong, and its exit status tells how it went."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import extract_quotes, reports
from analysis.__main__ import main
from analysis.cache import put_many

COMMANDS = ["report", "compare", "quotes", "words", "tone", "evaluate", "cache", "train"]
SAMPLES = Path(__file__).parents[1] / "data" / "articles"
TEXT = (
    "BREMHAVEN (Reuters) — The harbour will be rebuilt, Mayor Ann Lind said on Monday.\n\n"
    "“It is a wonderful day for the city,” Lind told reporters. “The old pier was a disgrace.”\n\n"
    "Residents called the plan a terrible waste of money.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """Let `run_reports` write down what it is asked for; what it returns can be set under "run"."""
    seen: dict[str, Any] = {}
    parts = pd.DataFrame([{"name": "quotes", "title": "Quotes", "status": "ok", "error": ""}])
    problems = pd.DataFrame(columns=["path", "stage", "reason"])
    seen["run"] = reports.Run(tmp_path / "index.html", parts, problems, 0)

    def run_reports(paths: list[str], **options: Any) -> reports.Run:
        seen.update(options, paths=paths)
        run = seen["run"]
        assert isinstance(run, reports.Run)
        return run

    monkeypatch.setattr(reports, "run_reports", run_reports)
    return seen


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert f"examples:\n  python -m analysis {command} " in said
    for option in ("--workers N", "--no-cache", "--quiet"):
        assert option in said
    assert "exit status: 0" in said
    assert max(map(len, said.splitlines())) <= 120


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert all(f"\n    {command} " in said for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["report"],
        ["quotes", "a.txt"],
        ["unknown"],
        ["report", "a.txt", "--workers", "0"],
        ["report", "a.txt", "--param", "top"],
        ["evaluate", "nothing", "gold.jsonl"],
    ],
)
def test_wrong_usage_ends_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_report_hands_everything_on(asked: dict[str, Any]) -> None:
    line = "report a.txt news --out march --param top=5 --param word=a=b --notebook quotes --workers 3"
    assert main([*line.split(), "--no-cache", "--pdf", "--quiet"]) == 0
    assert asked["pdf"] is True
    assert asked["paths"] == ["a.txt", "news"]
    assert asked["out"] == "march"
    assert asked["parameters"] == {"top": "5", "word": "a=b"}
    assert asked["notebooks"] == ["quotes"]
    assert (asked["workers"], asked["cache"], asked["progress"]) == (3, False, False)


def test_report_runs_all_notebooks_into_reports_by_default(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "data"]) == 0
    assert (asked["out"], asked["notebooks"], asked["parameters"], asked["cache"]) == (
        "reports",
        None,
        {},
        True,
    )
    assert capsys.readouterr().out.strip().endswith("index.html")


def test_report_tells_what_failed_and_what_was_left_out_and_ends_with_status_1(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    parts = pd.DataFrame([{"name": "tone", "title": "Tone", "status": "failed", "error": "KeyError: 'x'"}])
    problems = pd.DataFrame([{"path": "bad.json", "stage": "parse", "reason": "line 3 is no JSON"}])
    asked["run"] = reports.Run(Path("index.html"), parts, problems, 1)
    assert main(["report", "data", "--quiet"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "left out: bad.json: line 3 is no JSON" in said.err
    assert "failed: tone: KeyError: 'x'" in said.err


def test_a_misspelt_parameter_ends_with_status_2_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ValueError("no notebook has a parameter 'tpo'; did you mean 'top'?")

    monkeypatch.setattr(reports, "run_reports", refuse)
    assert main(["report", "data", "--param", "tpo=3"]) == 2
    assert capsys.readouterr().err == "error: no notebook has a parameter 'tpo'; did you mean 'top'?\n"


@pytest.mark.parametrize("command", ["quotes", "words", "tone"])
def test_an_unknown_ending_is_refused_before_anything_is_read(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "absent.txt", "-o", "table.doc"]) == 2
    assert ".jsonl, .csv, .parquet, .xlsx" in capsys.readouterr().err


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


def test_quotes_are_written_with_spans_into_the_text(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "quotes.jsonl"
    assert main(["quotes", str(article), "-o", str(out), "--workers", "1", "--no-cache", "--quiet"]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert any("wonderful day" in row["text"] for row in rows)
    for row in rows:
        assert all(0 <= start < end <= len(TEXT) for start, end in row["spans"])


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


def test_a_file_of_speakers_that_is_not_there_is_named(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "q.csv")
    assert main(["quotes", str(article), "-o", out, "--speakers", str(tmp_path / "absent.csv"), "--quiet"]) == 2
    assert "absent.csv: there is no such file" in capsys.readouterr().err


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


@pytest.mark.parametrize("unit", ["sentence", "article"])
def test_tone_is_written_by_unit(article: Path, tmp_path: Path, unit: str) -> None:
    out = tmp_path / "tone.parquet"
    assert main(["tone", str(article), "-o", str(out), "--unit", unit, "--workers", "1", "--quiet"]) == 0
    table = pd.read_parquet(out)
    assert set(table.unit) == {unit}
    assert table.score.dropna().between(-1, 1).all()
    assert table.score.notna().any()


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Three targets in two sentences."""
    rows = [
        {"id": "a", "sentence": "Critics called Lind a disgrace.", "start": 15, "end": 19, "polarity": "neg"},
        {
            "id": "b",
            "sentence": "Lind is a wonderful mayor, Roe said.",
            "start": 0,
            "end": 4,
            "polarity": "pos",
        },
        {
            "id": "c",
            "sentence": "Lind is a wonderful mayor, Roe said.",
            "start": 27,
            "end": 30,
            "polarity": "neu",
        },
    ]
    path = tmp_path / "targets.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_evaluate_tone_prints_figures_and_writes_predictions(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "predictions.jsonl"
    assert main(["evaluate", "tone", str(gold), "--json", "--predictions", str(out), "--quiet"]) == 0
    figures = json.loads(capsys.readouterr().out)["by_type"]
    assert figures["all"]["macro-F1"]["n_gold"] == 3
    assert 0 <= figures["all"]["calibration"]["share"] <= 1
    assert figures["differing"]["macro-F1"]["n_gold"] == 2
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert all(row["label"] in ("neg", "neu", "pos") and -1 <= row["score"] <= 1 for row in rows)


def test_a_lexicon_is_measured_beside_the_model(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "tone", str(gold), "--json", "--lexicon", "vader", "--workers", "1", "--quiet"]) == 0
    figures = json.loads(capsys.readouterr().out)["by_type"]
    assert figures["all"]["accuracy"]["share"] == pytest.approx(2 / 3), "both targets of a sentence have one tone"
    assert "calibration" not in figures["all"], "a lexicon gives no probabilities"


def test_a_figure_of_tone_below_its_floor_is_told(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"accuracy": 100.6}')
    assert main(["evaluate", "tone", str(gold), "--floors", str(floors), "--quiet"]) == 1
    assert "fallen: accuracy" in capsys.readouterr().err


def test_a_gold_line_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a"}')
    assert main(["evaluate", "tone", str(bad)]) == 2
    assert "bad.jsonl, line 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["tone", "x.txt", "-o", "t.csv", "--target", "Lind", "--unit", "quote"], "--target"),
        (["tone", "x.txt", "-o", "t.csv", "--target", "Lind", "--lexicon", "l.csv"], "--lexicon"),
        (["tone", "x.txt", "-o", "t.csv", "--drivers"], "--drivers"),
        (["tone", "x.txt", "-o", "t.csv", "--speakers", "s.csv"], "--speakers"),
        (["words", "x.txt", "-o", "w.csv", "--by", "outlet", "--corrections", "c.csv"], "--corrections"),
        (["words", "x.txt", "-o", "w.csv", "--table", "diversity", "--min-n", "9"], "--min-n"),
        (["evaluate", "quotes", "x.jsonl", "--lexicon", "vader"], "--lexicon"),
        (["evaluate", "quotes", "x.jsonl", "--predictions", "p.jsonl"], "--predictions"),
        (["evaluate", "speakers", "x.jsonl", "y.jsonl", "--predictions", "p.jsonl"], "--predictions"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert f"error: {named} does nothing here: " in capsys.readouterr().err


def test_evaluate_quotes_prints_figures_as_text_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = TEXT.index("“It is")
    content = [start, TEXT.index("Lind told") - 1]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "x", "text": TEXT, "attributions": [{"id": "1", "content": [content]}]}))
    assert main(["evaluate", "quotes", str(gold), "--json", "--workers", "1", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1
    assert main(["evaluate", "quotes", str(gold), "--workers", "1", "--quiet"]) == 0
    assert "F1" in capsys.readouterr().out


def test_evaluate_speakers_needs_the_file_of_speakers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "speakers", "gold.jsonl"]) == 2
    assert "file of speakers" in capsys.readouterr().err


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "words", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "python -m analysis words" in done.stdout
    assert done.stderr == ""


def test_help_does_not_wait_for_what_only_a_report_needs() -> None:
    code = """
import sys
from analysis.__main__ import main
from analysis.cache import put_many
try:
    main(["--help"])
except SystemExit:
    print("loaded:", *{"papermill", "nbconvert", "nbclient", "torch"} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "loaded:"


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


def test_the_cache_is_shown_and_emptied(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VERBATIM_CACHE", str(tmp_path / "cache"))
    put_many("quotes", {"1": b"some"})
    assert main(["cache"]) == 0
    assert "quotes                1 texts" in capsys.readouterr().out
    assert main(["cache", "--clear"]) == 0
    assert "empty" in capsys.readouterr().out


def test_the_reliability_of_confidence_is_drawn(tmp_path: Path) -> None:
    gold = Path(__file__).parents[1] / "data" / "gold" / "quotes.jsonl"
    assert main(["evaluate", "quotes", str(gold), "--plot", str(tmp_path / "reliability.svg"), "--quiet"]) == 0
    assert "share of these quotes that are right" in (tmp_path / "reliability.svg").read_text(encoding="utf-8")


def test_a_training_without_its_corpus_names_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "tone", str(tmp_path / "none.jsonl"), "-o", str(tmp_path)]) == 2
    assert "none.jsonl: there is no such file" in capsys.readouterr().err


def test_a_training_without_torch_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus.jsonl").write_text("{}\n")
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in [name for name in sys.modules if name.startswith("analysis.training")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["train", "tone", str(tmp_path / "corpus.jsonl"), "-o", str(tmp_path)]) == 2
    assert 'pip install -e ".[train]"' in capsys.readouterr().err


def test_a_training_that_is_to_begin_anew_says_where_its_state_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "quotes", "corpus.jsonl", "-o", "model", "--no-cache"]) == 2
    assert "model/state" in capsys.readouterr().err


def test_words_near_each_of_several_words(tmp_path: Path) -> None:
    table = tmp_path / "near.csv"
    line = f"words {SAMPLES} --table collocations --word harbour --word river --quiet -o {table}"
    assert main(line.split()) == 0
    assert set(pd.read_csv(table)["word"]) == {"harbour", "river"}


def test_quotes_of_both_acts_may_be_called_all() -> None:
    articles = pd.DataFrame({"article": ["a"], "text": ["She wants a bridge. “We wait,” she said."]})
    assert len(extract_quotes(articles, act="all")) == len(extract_quotes(articles)) > 1
