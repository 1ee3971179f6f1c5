"""`python -m analysis report`: what is asked for is handed on, and what went wrong is told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import reports
from analysis.commands import main
from analysis.commands.report import _HELP


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """Let `run_reports` write down what it is asked for; what it returns can be set under "run"."""
    seen: dict[str, Any] = {}
    parts = pd.DataFrame([{"name": "quotes", "title": "Quotes", "status": "ok", "error": ""}])
    problems = pd.DataFrame(columns=["path", "stage", "reason"])
    seen["run"] = reports.Run(tmp_path / "index.html", parts, problems, problems, 0)

    def run_reports(paths: list[str], **options: Any) -> reports.Run:
        seen.update(options, paths=paths)
        run = seen["run"]
        assert isinstance(run, reports.Run)
        return run

    monkeypatch.setattr(reports, "run_reports", run_reports)
    return seen


def test_report_hands_everything_on(asked: dict[str, Any]) -> None:
    line = "report a.txt news --out march --param top=5 --param word=a=b --notebook quotes --workers 3"
    assert main([*line.split(), "--no-cache", "--pdf", "--quiet"]) == 0
    assert asked["pdf"] is True
    assert asked["paths"] == ["a.txt", "news"]
    assert asked["out"] == "march"
    assert asked["parameters"] == {"top": "5", "word": "a=b"}
    assert asked["notebooks"] == ["quotes"]
    assert (asked["workers"], asked["cache"], asked["progress"]) == (3, False, False)


def test_the_examples_of_the_help_name_parameters_that_there_are() -> None:
    told = re.findall(r"--param '?(\w+)=", _HELP)
    known = {name for notebook in reports.find_notebooks() for name in reports.declared_parameters(notebook)}
    assert len(told) > 1
    assert set(told) <= known


@pytest.mark.parametrize(("option", "day_first"), [("--day-first", True), ("--month-first", False)])
def test_how_dates_are_read_is_offered_to_the_notebooks(option: str, day_first: bool, asked: dict[str, Any]) -> None:
    assert main(["report", "a.txt", option, "--param", "top=5"]) == 0
    assert (asked["parameters"], asked["day_first"]) == ({"top": "5"}, day_first)


def test_an_option_that_no_notebook_here_knows_is_told(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    asked["run"] = replace(asked["run"], untold=("day_first",))
    assert main(["report", "a.txt", "--day-first", "--quiet"]) == 0
    assert capsys.readouterr().err.startswith("no notebook here has a parameter day_first: only the index")


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
    notices = pd.DataFrame([{"path": "pier.txt", "stage": "date", "reason": "there is no 31 June"}])
    asked["run"] = reports.Run(Path("index.html"), parts, problems, notices, 1)
    assert main(["report", "data", "--quiet"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "left out: bad.json: line 3 is no JSON" in said.err
    assert "kept: pier.txt: there is no 31 June" in said.err
    assert "failed: tone: KeyError: 'x'" in said.err


def test_a_misspelt_parameter_ends_with_status_2_and_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ValueError("no notebook has a parameter 'tpo'; did you mean 'top'?")

    monkeypatch.setattr(reports, "run_reports", refuse)
    assert main(["report", "data", "--param", "tpo=3"]) == 2
    assert capsys.readouterr().err == "error: no notebook has a parameter 'tpo'; did you mean 'top'?\n"
