"""The command line: it explains itself, says what is wrong, and its exit status tells how it went."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.commands import main
from analysis.tone import NEUTRAL_BAND

COMMANDS = ["report", "compare", "quotes", "words", "tone", "evaluate", "cache", "train"]


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


def test_it_is_told_between_which_scores_words_are_neutral(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["tone", "--help"])
    root = Path(__file__).parents[2]
    said = [
        capsys.readouterr().out,
        *((root / name).read_text("utf-8") for name in ("README.md", "notebooks/tone.ipynb")),
    ]
    for text in said:
        assert "neutral from {} to {}".format(*NEUTRAL_BAND) in text


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
from analysis.commands import main
from analysis.cache import put_many
try:
    main(["--help"])
except SystemExit:
    print("loaded:", *{"papermill", "nbconvert", "nbclient", "torch"} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "loaded:"
