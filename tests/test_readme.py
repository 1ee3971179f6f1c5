"""The README says what is so."""

import re
from pathlib import Path
from typing import Any

import matplotlib
import pytest

from analysis.articles.table import COLUMNS
from analysis.quotes import QUOTE_COLUMNS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_examples_run_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib.use("Agg")
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for example in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(example, names)
    assert len(names["quotes"]) > 100
    for frame in ("marked", "against", "told", "lines", "tone", "toward"):
        assert len(names[frame]) > 1, frame


@pytest.mark.parametrize(("frame", "columns"), [("articles", COLUMNS), ("quotes", QUOTE_COLUMNS)])
def test_every_column_of_a_frame_is_named(frame: str, columns: dict[str, str]) -> None:
    (row,) = [line for line in README.splitlines() if line.startswith(f"| {frame} |")]
    assert set(columns) - set(re.findall(r"`(\w+)`", row)) == set()


def test_the_commands_and_files_that_it_names_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make ([a-z]+)", README)):
        assert f"\n{target}:" in makefile
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


def test_the_figures_are_those_of_the_model_card() -> None:
    card = (ROOT / "analysis" / "models" / "quotes" / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in README.splitlines() if line.startswith("| Verbatim |")]
    for figure in re.findall(r"\d+\.\d \([^)]*\)", row):
        assert figure in card
