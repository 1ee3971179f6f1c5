"""What the notebooks promise: thin, clean, explained, and running from top to bottom on any articles."""

from __future__ import annotations

import ast
import itertools
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import papermill
import pytest

from analysis.reports import declared_parameters

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
NAMES = ["overview", "quotes", "words", "tone", "scratch"]
REPORTS = NAMES[:4]
NO_LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.If, ast.IfExp, ast.For, ast.While,
    ast.Try, ast.With, ast.Match, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
)  # fmt: skip


def _notebook(name: str) -> Any:
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def _code(name: str) -> list[Any]:
    return [cell for cell in _notebook(name).cells if cell.cell_type == "code"]


def _parameters_cell(name: str) -> Any:
    return next(cell for cell in _code(name) if "parameters" in cell.metadata.get("tags", []))


def test_there_is_no_notebook_that_no_test_knows() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_committed_without_output(name: str) -> None:
    notebook = _notebook(name)
    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in _code(name))
    assert notebook.metadata.kernelspec.name == "python3"
    assert [cell.id for cell in notebook.cells] == [f"{name}-{i:02d}" for i in range(len(notebook.cells))]


@pytest.mark.parametrize("name", NAMES)
def test_no_logic_lives_in_a_notebook(name: str) -> None:
    for cell in _code(name):
        found = [type(node).__name__ for node in ast.walk(ast.parse(cell.source)) if isinstance(node, NO_LOGIC)]
        assert not found, f"{cell.id}: {found}"


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_opens_with_its_question_and_says_what_each_figure_shows(name: str) -> None:
    cells = _notebook(name).cells
    assert re.match(r"# \w.*\n\n\w", cells[0].source)
    for before, cell in itertools.pairwise(cells):
        if name != "scratch" and re.search(r"^plots\.plot_", cell.source, re.M):
            prose = before.cell_type == "markdown" or re.search(r"^say\(", before.source, re.M)
            assert prose, f"{cell.id} draws a figure that nothing introduces"


@pytest.mark.parametrize("name", REPORTS)
def test_each_parameter_is_typed_and_explained_to_papermill(name: str) -> None:
    declared = declared_parameters(FOLDER / f"{name}.ipynb")
    told = papermill.inspect_notebook(FOLDER / f"{name}.ipynb")
    assert list(told) == list(declared)
    assert {"articles", "tables", "workers"} <= set(told)
    for parameter, facts in told.items():
        assert facts["inferred_type_name"] == declared[parameter].type != "None", parameter
        assert ast.literal_eval(facts["default"]) == declared[parameter].default, parameter
        assert len(facts["help"].split()) >= 3, parameter


@pytest.mark.parametrize("name", REPORTS)
def test_each_parameter_is_used_and_none_is_set_again(name: str) -> None:
    cell = _parameters_cell(name)
    rest = [ast.parse(other.source) for other in _code(name) if other.id != cell.id]
    names = [node for tree in rest for node in ast.walk(tree) if isinstance(node, ast.Name)]
    for parameter in declared_parameters(FOLDER / f"{name}.ipynb"):
        assert any(node.id == parameter and isinstance(node.ctx, ast.Load) for node in names), parameter
        assert not any(node.id == parameter and isinstance(node.ctx, ast.Store) for node in names), parameter


def test_what_is_set_for_a_whole_report_is_set_in_every_notebook() -> None:
    declared = [declared_parameters(FOLDER / f"{name}.ipynb") for name in REPORTS]
    for parameter in ("day_first", "act", "speakers", "corrections"):
        assert len({repr(names.get(parameter)) for names in declared}) == 1, parameter
        assert parameter in declared[0]


@pytest.mark.parametrize("name", REPORTS)
def test_one_cell_tells_the_finding(name: str) -> None:
    tagged = [cell for cell in _code(name) if "finding" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    assert "say(" in tagged[0].source


def test_the_tables_of_two_notebooks_share_a_name_only_where_both_make_the_same_table() -> None:
    made: dict[str, set[str]] = {}
    for name in REPORTS:
        nodes = [node for cell in _code(name) for node in ast.walk(ast.parse(cell.source))]
        values = {
            ast.unparse(node.targets[0]): ast.unparse(node.value) for node in nodes if isinstance(node, ast.Assign)
        }
        for node in nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "write_tables":
                for keyword in node.keywords:
                    value = ast.unparse(keyword.value)
                    made.setdefault(str(keyword.arg), set()).add(values.get(value, f"{value} of {name}"))
    assert len(made) > len(REPORTS)
    assert {name: how for name, how in made.items() if len(how) > 1} == {}
    assert made["quotes_by_speaker"] == {"share_of_voice(quotes, texts)"}


def test_ruff_finds_nothing_to_mend() -> None:
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, str(FOLDER)], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three of the sample articles, from two outlets."""
    folder = tmp_path_factory.mktemp("articles")
    for name in ("dry-fields.md", "talks-resume.md", "talks-break-off.md"):
        shutil.copy(ROOT / "data" / "articles" / name, folder)
    return folder


@pytest.mark.parametrize("name", REPORTS)
def test_a_notebook_runs_through_papermill_and_writes_its_tables(name: str, sample: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    done = papermill.execute_notebook(
        FOLDER / f"{name}.ipynb",
        tmp_path / "done.ipynb",
        parameters={"articles": str(sample), "tables": str(tables), "workers": 1},
        kernel_name="python3",
        progress_bar=False,
        cwd=str(FOLDER),
    )
    kinds = {kind for cell in done.cells for output in cell.get("outputs", []) for kind in output.get("data", {})}
    assert {"image/svg+xml", "text/html"} <= kinds
    written = {path.name for path in tables.iterdir()}
    assert {Path(name).suffix for name in written} == {".csv", ".parquet", ".xlsx"}
    for path in tables.glob("*.parquet"):
        assert len(pd.read_parquet(path).columns) > 1, path.name


def test_the_scratch_notebook_answers_a_question_in_five_cells(tmp_path: Path) -> None:
    assert len(_code("scratch")) == 5
    done = papermill.execute_notebook(
        FOLDER / "scratch.ipynb",
        tmp_path / "scratch.ipynb",
        kernel_name="python3",
        progress_bar=False,
        cwd=str(FOLDER),
    )
    assert any("image/png" in output.get("data", {}) for cell in done.cells for output in cell.get("outputs", []))


@pytest.mark.parametrize(
    "text",
    ["", "Rain fell.", "No!", '"""""', "«“'", "\u202e\u0627\u0644\u0633\u0644\u0627\u0645 😀\x00", "$5 and $6. " * 3],
    ids=["empty", "no quote", "one word", "only marks", "unpaired", "right to left, emoji, NUL", "money"],
)
@pytest.mark.parametrize("name", REPORTS)
def test_a_poor_article_gives_a_poor_report_and_no_error(
    name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The cells without a kernel: the same code in a tenth of the time.
    monkeypatch.chdir(FOLDER)
    source = tmp_path / "articles.jsonl"
    pd.DataFrame({"id": ["a"], "text": [text]}).to_json(source, orient="records", lines=True)
    names: dict[str, Any] = {}
    for cell in _code(name):
        exec(cell.source, names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= {"articles": str(source), "tables": str(tmp_path / "tables"), "workers": 1}
    plt.close("all")
    assert (tmp_path / "tables").is_dir()
