"""Reports: what is asked for is checked first, what fails is shown as failed, and a page needs no network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import sys
import warnings
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from analysis.exports import write_tables
from analysis.packed import read_packed
from analysis.quotes.table import QUOTE_COLUMNS
from analysis.reports import NothingRead, Run, declared_parameters, execute, find_notebooks, index_page, run_reports
from analysis.reports import record as record_module
from analysis.reports import run as run_module
from analysis.reports.clean import clean
from analysis.reports.contents import Material, contents_table
from analysis.reports.errors import named_right, say_errors
from analysis.reports.execute import NOT_STARTED, Job, Outcome
from analysis.reports.facts import finding_of, lede_of, title_of, warnings_of
from analysis.reports.figures import lean_figures, thumbnail_of
from analysis.reports.grid import LIBRARIES
from analysis.reports.pages import notebook_page
from analysis.reports.parameters import assign_parameters, read_value
from analysis.reports.templates import _duration, asset

PARAMETERS = 'articles: str = ""\ntables: str = ""\nworkers: int = 1\ntop: int = 10  # how many rows\n'
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
COUNTS: dict[str, Any] = {
    "articles": 2,
    "words": 812,
    "boilerplate_words": 9,
    "duplicates": 1,
    "outlets": 2,
    "undated": 0,
    "first": "2024-05-01",
    "last": "2024-05-03",
    "quotes": 17,
    "speakers": 6,
}
NO_PROBLEMS = pd.DataFrame(columns=["path", "stage", "reason"])
ARTICLE = {
    "article": "a1", "title": "Bridge", "published": pd.NaT, "outlet": "", "author": "", "url": "", "language": "en",
    "text": "“We will build it,” the mayor said.", "path": "article.txt", "duplicate_of": "", "boilerplate": [],
}  # fmt: skip
MATERIAL = Material(
    *[pd.DataFrame([ARTICLE])] * 2,
    pd.DataFrame({name: [] for name in [*QUOTE_COLUMNS, "voice", "side", "gender"]}),
    pd.DataFrame({"article": []}),
)
PROBLEM = {"path": "news/<b>broken.json", "stage": "parse", "reason": "line 3 is no JSON"}


def write_notebook(path: Path, *cells: str, parameters: str = PARAMETERS, tags: dict[int, str] | None = None) -> Path:
    """Write a notebook: a cell that starts with # is prose, any other code."""
    made: list[nbformat.NotebookNode] = []
    if parameters:
        made.append(nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    for i, cell in enumerate(cells):
        new = nbformat.v4.new_markdown_cell if cell.startswith("#") else nbformat.v4.new_code_cell
        made.append(new(cell, metadata={"tags": [tags[i]]} if tags and i in tags else {}))
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text("“We will build it,” the mayor said.\n", encoding="utf-8")
    return path


@pytest.fixture
def _read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the reading of texts, which other tests cover, out of a run."""
    monkeypatch.setattr(run_module, "_read", lambda paths, parameters, **options: (MATERIAL, NO_PROBLEMS))


# parameters


def test_parameters_are_read_from_the_tagged_cell_with_type_and_default(tmp_path: Path) -> None:
    cell = "articles: str = 'data'\nsince: str | None = None  # a date\nnames: list[str] = ['a']\nplain = 3\n"
    declared = declared_parameters(write_notebook(tmp_path / "a.ipynb", "articles = 2", "other = 1", parameters=cell))
    assert {name: (kind, default) for name, (kind, default) in declared.items()} == {
        "articles": ("str", "data"),
        "since": ("str | None", None),
        "names": ("list[str]", ["a"]),
        "plain": ("", 3),
    }


def test_a_misspelt_parameter_is_an_error_that_names_the_right_one(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", parameters="minimum: int = 3\n")
    with pytest.raises(ValueError, match="'minimun'; did you mean 'minimum'"):
        assign_parameters([notebook], {"minimun": 4})


@pytest.mark.usefixtures("_read")
def test_nothing_runs_and_nothing_is_written_when_a_parameter_is_misspelt(tmp_path: Path, article: Path) -> None:
    touched = tmp_path / "touched"
    notebook = write_notebook(tmp_path / "a.ipynb", f"open({str(touched)!r}, 'w').close()")
    with pytest.raises(ValueError, match="tpo"):
        run_reports(article, out=tmp_path / "out", parameters={"tpo": 3}, notebooks=[notebook])
    assert not touched.exists()
    assert not (tmp_path / "out").exists()


def test_each_notebook_gets_only_the_parameters_it_declares(tmp_path: Path) -> None:
    first = write_notebook(tmp_path / "a.ipynb", parameters="top: int = 3\n")
    second = write_notebook(tmp_path / "b.ipynb", parameters="top: int = 3\nword: str = ''\n")
    assigned = assign_parameters([first, second], {"top": "7", "word": "2024"})
    assert assigned == {first: {"top": 7}, second: {"top": 7, "word": "2024"}}


def test_a_value_of_another_type_is_an_error(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb")
    with pytest.raises(ValueError, match=r"'top' must be int.*'ten'"):
        assign_parameters([notebook], {"top": "ten"})
    with pytest.raises(ValueError, match="must be int"):
        assign_parameters([notebook], {"top": True})
    notebook = write_notebook(tmp_path / "b.ipynb", parameters="targets: list[str] = []\nphrases: list = []\n")
    for name in ("targets", "phrases"):
        with pytest.raises(ValueError, match=rf"'{name}' must be list.*\[\"Lind\"\].*'Lind'"):
            assign_parameters([notebook], {name: "Lind"})


@pytest.mark.parametrize("kind", ["str | None", "None | str", "Optional[str]"])
def test_where_a_text_or_none_is_asked_for_a_number_is_a_text(tmp_path: Path, kind: str) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", parameters=f"since: {kind} = None\nyear: int | None = None\n")
    for given, since in (("2016", "2016"), ("null", None), ("None", None), ("[x]", "[x]")):
        assigned = assign_parameters([notebook], {"since": given, "year": "2016"})
        assert assigned == {notebook: {"since": since, "year": 2016}}


@pytest.mark.parametrize("name", ["articles", "tables", "workers"])
def test_what_the_report_sets_itself_cannot_be_a_parameter(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="cannot be set"):
        assign_parameters([write_notebook(tmp_path / "a.ipynb")], {name: "x"})


def test_a_path_given_as_parameter_is_found_from_the_notebooks_folder(
    tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = write_notebook(tmp_path / "a.ipynb", parameters="people: str = ''\nword: str = ''\n")
    (tmp_path / "harbour").mkdir()
    given = {"people": "article.txt", "word": "harbour"}
    assert assign_parameters([notebook], given)[notebook] == {"people": str(article), "word": "harbour"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("0.5", 0.5),
        ("true", True),
        ("null", None),
        ("None", None),
        ('["a"]', ["a"]),
        ("['a']", ["a"]),
        ("a=b", "a=b"),
        ("{[1]}", "{[1]}"),
        ("Mayor Lind", "Mayor Lind"),
        ("", ""),
    ],
)
def test_values_are_read_as_json_then_python_then_text(text: str, value: object) -> None:
    assert read_value(text) == value


def test_two_notebooks_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    both = [write_notebook(tmp_path / "a.ipynb"), write_notebook(tmp_path / "other" / "a.ipynb")]
    with pytest.raises(ValueError, match="two notebooks are named a"):
        find_notebooks(both)


def test_a_missing_notebook_and_a_file_that_is_none_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="absent"):
        find_notebooks(["absent"])
    (tmp_path / "text.ipynb").write_text("no notebook")
    with pytest.raises(ValueError, match=r"text\.ipynb: this is not a notebook"):
        declared_parameters(tmp_path / "text.ipynb")


# a run


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A report of two notebooks that work and one that fails."""
    folder = tmp_path_factory.mktemp("report")
    article = folder / "article.txt"
    article.write_text("“We will build it,” the mayor said.\n", encoding="utf-8")
    good = write_notebook(
        folder / "good.ipynb",
        "# Who *speaks*\n\nThe first paragraph, with a [link](https://example.org).",
        "import sys, os, pathlib\nprint('python:', sys.executable, '; folder:', os.getcwd())",
        "import pandas as pd\nframe = pd.DataFrame({'text': ['<script>alert(1)</script>']})\nframe",
        "## A section",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
        "print('secret' + 'ly', file=sys.stderr)",
        "pathlib.Path(tables).mkdir(exist_ok=True)\nframe.to_parquet(f'{tables}/texts.parquet')\n"
        "frame.to_csv(f'{tables}/texts.csv.zip')",
        "print(f'{top} rows from', articles)",
        tags={7: "finding"},
    )
    bad = write_notebook(folder / "bad.ipynb", "# Broken\n\nBefore.", "print('so far')", "raise KeyError('no <i>')")
    dead = write_notebook(folder / "dead.ipynb", "# Dead", "import os; os._exit(3)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_module, "_counts", lambda articles, once, quotes: dict(COUNTS))
        patch.setattr(run_module, "_read", lambda paths, parameters, **options: (MATERIAL, NO_PROBLEMS))
        patch.setenv("MPLBACKEND", "agg")
        patch.setenv("PATH", "/usr/bin:/bin")  # as in an environment that is not activated
        return run_reports(
            article,
            out=folder / "out",
            parameters={"top": 4},
            notebooks=[good, bad, dead],
            workers=2,
            progress=False,
        )


def page(report: Run, name: str) -> str:
    return (report.index.parent / f"{name}.html").read_text(encoding="utf-8")


def test_a_failed_notebook_is_shown_as_failed_and_the_others_go_on(report: Run) -> None:
    assert report.parts.set_index("name").status.to_dict() == {
        "good": "ok",
        "bad": "failed",
        "dead": "failed",
    }
    assert report.status == 1
    index = page(report, "index")
    assert "2 of 3 parts failed" in index
    assert "KeyError: &#39;no &lt;i&gt;&#39;" in index
    broken = page(report, "bad")
    assert "This page is incomplete" in broken
    assert "memory" in page(report, "dead")
    assert "so far" in broken, "what was made until the error is shown"
    assert "\x1b" not in broken


def test_notebooks_run_in_the_python_of_this_process_and_in_their_own_folder(report: Run) -> None:
    good = page(report, "good")
    assert f"python: {sys.executable}" in good
    assert f"folder: {report.index.parent.parent}" in good


def test_the_page_shows_prose_tables_and_figures_but_no_code_and_no_warnings(report: Run) -> None:
    good = page(report, "good")
    assert "<h1" in good
    assert "import pandas" not in good
    assert "injected" not in good
    assert "secretly" not in good
    assert re.search(r'<img alt="Chart: A section"[^>]* src="data:image/png;base64,', good)
    assert "matplotlib.lines" not in good, "the repr of a plot is not for readers"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in good


def test_the_executed_notebook_and_the_tables_are_kept(report: Run) -> None:
    folder = report.index.parent
    notebook = nbformat.read(folder / "good.ipynb", as_version=4)
    assert any("injected-parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (table,) = [table for table in record["tables"] if table["name"] == "texts"]
    assert (table["name"], table["rows"], [file["path"] for file in table["files"]]) == (
        "texts",
        1,
        ["tables/texts.csv.zip", "tables/texts.parquet"],
    )
    assert 'href="tables/texts.csv.zip"' in page(report, "index")


def test_the_record_says_what_was_run_from_what_with_which_versions(report: Run) -> None:
    record = json.loads((report.index.parent / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == 1
    assert record["parameters"] == {"top": 4}
    assert record["counts"]["articles"] == 2
    assert record["versions"]["python"] == sys.version.split()[0]
    assert record["versions"]["pandas"] == pd.__version__
    (source,) = record["inputs"]
    assert len(source["sha256"]) == 64
    assert "good: secretly" in record["warnings"]
    good = record["parts"][0]
    assert good["parameters"]["top"] == 4
    assert good["seconds"] > 0
    assert good["finding"].startswith("4 rows from /")


def test_the_record_names_both_models() -> None:
    assert record_module.made_with()["models"].keys() == {"quotes", "tone"}


def test_a_table_is_among_the_files_by_the_name_that_it_has(tmp_path: Path) -> None:
    write_tables(tmp_path / "tables", größe=pd.DataFrame({"n": [1]}))
    tables = record_module._tables(tmp_path)
    _, *files = record_module.files_written({"parts": [], "tables": tables})
    assert sorted(tmp_path / name for name in files) == sorted((tmp_path / "tables").iterdir())


def test_the_inputs_are_the_files_read_and_the_lists_given(tmp_path: Path, article: Path) -> None:
    news = tmp_path / "news"
    for name in ("a.txt", "photo.jpg", "README.md", "speakers.csv", ".hidden.txt"):
        (news / name).parent.mkdir(exist_ok=True)
        (news / name).write_text("name\n", encoding="utf-8")
    given = {"speakers": str(news / "speakers.csv"), "corrections": str(tmp_path / "absent.csv"), "top": 3}
    assert record_module._files([news, article], given) == [news / "a.txt", article, news / "speakers.csv"]
    assert record_module._files([article], {"speakers": ""}) == [article]


def test_a_parameter_longer_than_a_files_name_may_be_is_no_file(tmp_path: Path, article: Path) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", parameters="word: str = ''\ntargets: list[str] = []\n")
    names = [f"Mayor No. {i}" for i in range(99)]
    given = {"word": "harbour or gates, " * 20, "targets": json.dumps(names)}
    assert assign_parameters([notebook], given)[notebook] == {"word": given["word"], "targets": names}
    assert record_module._files([article], given) == [article]


def test_the_index_shows_a_picture_and_the_finding_of_each_part(report: Run) -> None:
    index = page(report, "index")
    assert "4 rows from /" in index
    assert 'src="data:image/png;base64,' in index
    assert "Who speaks" in index


def test_a_figure_keeps_hundredths_of_a_point_its_scales_and_what_it_refers_to() -> None:
    drawn = '<path d="M 49.758359 -179.148783 L 0.015625 7.5" transform="translate(236.986791 4) scale(0.015625)"/>'
    drawn += '<g id="matplotlib.axis_1"><path id="C0_0_1234567890"/><path id="mfda94c"/></g>'
    output = nbformat.v4.new_output("display_data", data={"image/svg+xml": drawn})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("plot", outputs=[output])])
    lean_figures(notebook)
    assert notebook.cells[0].outputs[0].data["image/svg+xml"] == (
        '<path d="M 49.75 -179.14 L 0.015625 7.5" transform="translate(236.98 4) scale(0.015625)"/>'
        '<g><path id="C0_0_1234567890"/><path id="mfda94c"/></g>'
    )


class Resources(HTMLParser):
    """Collect what a browser would fetch, or run beside the page's own scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and any(name == "src" for name, _ in attrs):
            self.found.append(tag)
        if tag in {"iframe", "object", "embed", "base"}:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(name)
            if name in {
                "src",
                "href",
                "srcset",
                "data",
                "action",
                "poster",
                "style",
                "xlink:href",
            } and re.search(r"//|url\(|javascript:", (value or "").split(";base64,")[0]):
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("name", ["index", "good", "bad", "dead"])
def test_no_page_fetches_anything_or_runs_what_its_policy_does_not_name(report: Run, name: str) -> None:
    markup = page(report, name)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', markup)
    policy = html.unescape(policy)
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    run = {text for kind, text in re.findall(r"<script([^>]*)>(.*?)</script>", markup, re.S) if "id=" not in kind}
    digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run}
    assert digests == set(re.findall(r"'sha256-([^']+)'", policy))
    ours = {asset("tables.js"), asset("files.js"), asset("packed.js")}
    assert run <= ours, "no other script than the workbook's own"
    resources = Resources()
    resources.feed(markup)
    assert resources.found == []
    assert not re.search(r"@import|url\s*\(|https?://", "".join(re.findall(r"<style>.*?</style>", markup, re.S)))


def test_libraries_lie_in_the_report_once_with_their_licences(report: Run) -> None:
    pages = [page(report, name) for name in ("index", "good")]
    for name in LIBRARIES:
        code = asset(f"vendor/{name}.min.js")
        kept = (report.index.parent / "assets" / f"{name}.min.js").read_text(encoding="utf-8")
        assert kept.endswith(code)
        assert "Permission is hereby granted, free of charge" in kept
        assert not any(code[200:400] in markup for markup in pages)
        assert f"assets/{name}.min.js" in json.loads((report.index.parent / "run.json").read_text())["files"]


@pytest.mark.usefixtures("_read")
@pytest.mark.parametrize("files", [False, True])
def test_a_table_is_kept_once_and_as_files_where_they_are_asked_for(tmp_path: Path, article: Path, files: bool) -> None:
    cell = "import pandas as pd\nfrom analysis.exports import write_tables\n"
    cell += "write_tables(tables, words=pd.DataFrame({'word': ['=bridge'], 'share': [1 / 3]}))"
    notebook = write_notebook(tmp_path / "one.ipynb", "# One", cell)
    out = run_reports(article, out=tmp_path / "out", notebooks=[notebook], files=files, progress=False).index.parent
    names = {path.name for path in (out / "tables").glob("words.*")}
    assert names == {"words.js"} | ({"words.csv", "words.xlsx", "words.parquet"} if files else set())
    (table,) = [table for table in json.loads((out / "run.json").read_text())["tables"] if table["name"] == "words"]
    assert (table["rows"], table["columns"]) == (1, ["word", "share"])
    assert read_packed(out / "tables" / "words.js").values.tolist() == [["=bridge", 0.333]]
    index = (out / "index.html").read_text(encoding="utf-8")
    assert 'data-rows="tables/words.js" data-kind="Excel"' in index
    assert ('href="tables/words.parquet"' in index) == files
    assert "tables/words.js" in json.loads((out / "run.json").read_text())["files"], (
        "so that the next run takes it away"
    )
    assert "VERBATIM_TABLES" not in os.environ


@pytest.mark.usefixtures("_read")
def test_a_good_run_has_status_0_and_replaces_its_own_old_files_only(tmp_path: Path, article: Path) -> None:
    out = tmp_path / "out"
    old = write_notebook(tmp_path / "old.ipynb", "# Old")
    run_reports(article, out=out, notebooks=[old])
    (out / "README.md").write_text("mine")
    new = write_notebook(tmp_path / "new.ipynb", "# New")
    report = run_reports([article, tmp_path / "absent"], out=out, notebooks=[new])
    assert report.status == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "README.md",
        "articles",
        "assets",
        "index.html",
        "new.html",
        "new.ipynb",
        "run.json",
        "tables",
    ]


def test_articles_left_out_are_listed_with_their_reasons_and_give_status_1(
    tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undated = {"path": "b.txt", "stage": "date", "reason": "no such day"}
    monkeypatch.setattr(
        run_module, "_read", lambda paths, parameters, **options: (MATERIAL, pd.DataFrame([PROBLEM, undated]))
    )
    report = run_reports(article, out=tmp_path / "out", notebooks=[write_notebook(tmp_path / "a.ipynb", "# A")])
    assert report.status == 1
    assert report.problems.to_dict("records") == [PROBLEM]
    assert report.notices.to_dict("records") == [undated]
    assert "news/&lt;b&gt;broken.json" in page(report, "index")
    assert "line 3 is no JSON" in page(report, "index")
    assert "<td>b.txt</td><td>date</td><td>no such day</td>" in page(report, "index")


def test_the_report_reads_dates_as_its_notebooks_are_told_to(
    tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def read(paths: object, parameters: dict[str, Any], **options: object) -> tuple[Material, pd.DataFrame]:
        asked.update(parameters)
        return MATERIAL, NO_PROBLEMS

    monkeypatch.setattr(run_module, "_read", read)
    notebook = write_notebook(tmp_path / "a.ipynb", "# A", parameters=f"{PARAMETERS}day_first: bool = None\n")
    run_reports(article, out=tmp_path / "out", notebooks=[notebook], parameters={"day_first": "false"})
    assert asked == {"day_first": False}


def test_how_dates_are_read_is_for_the_notebooks_that_declare_it_and_no_error_for_others(
    tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Any]] = []

    def read(paths: object, parameters: dict[str, Any], **options: object) -> tuple[Material, pd.DataFrame]:
        seen.append(parameters)
        return MATERIAL, NO_PROBLEMS

    monkeypatch.setattr(run_module, "_read", read)
    mine = write_notebook(tmp_path / "mine.ipynb", "# Mine")
    knows = write_notebook(tmp_path / "knows.ipynb", "# K", parameters=f"{PARAMETERS}day_first: bool = None\n")
    assert assign_parameters([mine, knows], offered={"day_first": True}) == {mine: {}, knows: {"day_first": True}}
    with pytest.raises(ValueError, match="no notebook has a parameter 'day_frist'"):
        assign_parameters([mine, knows], {"day_frist": True}, offered={"day_first": True})
    run = run_reports(article, out=tmp_path / "out", notebooks=[mine], day_first=True)
    assert (run.status, run.untold, seen) == (0, ("day_first",), [{"day_first": True}])


def test_what_is_not_in_english_is_no_boilerplate() -> None:
    text = "Der Hafen wird am Montag geschlossen, sagte die Ministerin, weil die Stadt nicht mehr zahlen will. " * 3
    foreign = ARTICLE | {"article": "a2", "text": text, "language": "de", "boilerplate": [[0, len(text) - 1]]}
    articles = pd.DataFrame([ARTICLE | {"boilerplate": [[30, 33]]}, foreign])
    counts = record_module._counts(articles, articles, MATERIAL.quotes)
    assert (counts["foreign"], counts["boilerplate_words"]) == (1, 1)
    assert counts["words"] == len(str(ARTICLE["text"]).split())
    notes = index_page(record(counts=counts))
    assert "1 article is not in English and set aside: no analysis reads it." in notes


def test_without_the_cache_a_run_has_a_store_of_its_own(
    tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    stores: list[str | None] = []
    monkeypatch.setenv("VERBATIM_CACHE", str(tmp_path / "store"))

    def read(paths: object, parameters: object, **options: object) -> tuple[Material, pd.DataFrame]:
        stores.append(os.environ.get("VERBATIM_CACHE"))
        return MATERIAL, NO_PROBLEMS

    monkeypatch.setattr(run_module, "_read", read)
    notebook = write_notebook(tmp_path / "a.ipynb", "import os\nprint('store:', os.environ['VERBATIM_CACHE'])")
    report = run_reports(article, out=tmp_path / "out", notebooks=[notebook], cache=False)
    assert stores[0] not in (None, str(tmp_path / "store"))
    assert f"store: {stores[0]}" in page(report, "a")
    assert os.environ["VERBATIM_CACHE"] == str(tmp_path / "store")
    assert not Path(stores[0] or "").exists()


def test_a_report_of_which_nothing_has_changed_is_kept_as_it_is(tmp_path: Path, article: Path) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", "# A", "import time\nprint(time.time_ns())")
    options: dict[str, Any] = {"out": tmp_path / "out", "notebooks": [notebook], "progress": False}
    first = run_reports(article, **options)
    made = page(first, "a")
    second = run_reports(article, **options)
    assert first.kept == ""
    assert second.kept == json.loads((tmp_path / "out" / "run.json").read_text())["started"]
    assert page(second, "a") == made
    assert second.parts.equals(first.parts)
    assert (second.status, second.index) == (first.status, first.index)


@pytest.mark.parametrize("change", ["article", "notebook", "parameter", "list", "lost page", "cache"])
def test_whatever_changes_a_report_is_made_anew(tmp_path: Path, article: Path, change: str) -> None:
    names = tmp_path / "names.csv"
    names.write_text("name,side\nthe mayor,ours\n")
    declared = f"{PARAMETERS}\nspeakers: str = ''"
    notebook = write_notebook(tmp_path / "a.ipynb", "# A", "print(top)", parameters=declared)
    options: dict[str, Any] = {"out": tmp_path / "out", "notebooks": [notebook], "progress": False}
    parameters = {"speakers": str(names)}
    run_reports(article, **options, parameters=parameters)
    if change == "article":
        article.write_text(article.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    elif change == "notebook":
        write_notebook(notebook, "# B", "print(top)", parameters=declared)
    elif change == "parameter":
        parameters = {**parameters, "top": "7"}
    elif change == "list":
        names.write_text("name,side\nthe mayor,theirs\n")
    elif change == "lost page":
        (tmp_path / "out" / "a.html").unlink()
    again = run_reports(article, **options, parameters=parameters, cache=change != "cache")
    assert again.kept == ""
    assert (tmp_path / "out" / "a.html").exists()


def test_a_report_with_a_notebook_that_failed_is_made_anew(tmp_path: Path, article: Path) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb", "# A", "raise KeyError")
    for _ in range(2):
        assert run_reports(article, out=tmp_path / "out", notebooks=[notebook]).kept == ""


def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    notebook = write_notebook(tmp_path / "a.ipynb")
    with pytest.raises(NothingRead, match=r"empty\.txt"):
        run_reports(tmp_path / "empty.txt", out=tmp_path / "out", notebooks=[notebook])
    assert not (tmp_path / "out").exists()


# pages


def test_clean_keeps_prose_and_tables_and_drops_what_runs_or_fetches() -> None:
    hostile = (
        '<p onclick="x()">a<script>alert(1)</script><img src="https://e.org/x.png"><img src=x onerror=y>'
        '<a href="javascript:x()">b</a><a href="//e.org">c</a><a href="tables/q.csv">d</a><a href="#s">e</a>'
        '<style>@import "x"</style><iframe src="x"></iframe>'
        '<b style="color:red;background:url(//e.org)">f</b>'
    )
    cleaned = clean(hostile)
    assert not re.search(r"script|onclick|onerror|e\.org|@import|iframe|url", cleaned)
    assert '<a href="tables/q.csv">d</a>' in cleaned
    assert '<a href="#s">e</a>' in cleaned
    assert '<b style="color:red">f</b>' in cleaned


def executed(*outputs: dict[str, Any], source: str = "x", tags: tuple[str, ...] = ()) -> nbformat.NotebookNode:
    cells = [
        nbformat.v4.new_markdown_cell("# Title\n\nLede with *stress* and `code`.\n\nMore."),
        nbformat.v4.new_code_cell(source),
    ]
    cells[1].outputs = [nbformat.v4.new_output("display_data", data) for data in outputs]
    cells[1].metadata["tags"] = list(tags)
    return nbformat.v4.new_notebook(cells=cells)


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" '
    'width="72pt"><metadata>http://e.org</metadata><script>alert(1)</script><g id="a" onclick="x()">'
    '<text style="font: bold 12px x">Who is quoted</text><text>plain</text><use xlink:href="#a"/><image xlink:href="https://e.org/x.png"/>'
    '<path clip-path="url(#a)"/><path style="fill: url(//e.org)"/></g></svg>'
)


def test_a_figure_in_svg_is_drawn_in_the_page_with_its_title_as_alternative_text() -> None:
    markup = notebook_page(executed({"image/svg+xml": SVG}), title="T", name="t")
    (figure,) = re.findall(r"<figure.*?</figure>", markup, re.S)
    assert 'role="img"' in figure
    assert 'aria-label="Who is quoted"' in figure
    assert 'href="#f0-a"' in figure
    assert "url(#f0-a)" in figure
    assert not re.search(r"script|onclick|e\.org|metadata", figure)


def test_a_picture_of_a_part_is_its_first_figure() -> None:
    assert thumbnail_of(executed({"image/png": PIXEL})).startswith("data:image/png;base64,")
    svg = thumbnail_of(executed({"image/svg+xml": SVG}, {"image/png": PIXEL}))
    assert b"Who is quoted" in base64.b64decode(svg.removeprefix("data:image/svg+xml;base64,"))
    assert thumbnail_of(executed({"text/plain": "1"})) == ""


def test_a_picture_of_a_part_is_that_of_the_cell_tagged_so() -> None:
    first, second = executed({"image/png": PIXEL}), executed({"image/svg+xml": SVG}, tags=("picture",))
    both = nbformat.v4.new_notebook(cells=[*first.cells, *second.cells])
    assert thumbnail_of(both).startswith("data:image/svg+xml")


def test_title_lede_and_finding_come_from_the_notebook() -> None:
    notebook = executed({"text/html": "<p><b>Nine</b> of ten &amp; more</p>"}, tags=("finding",))
    assert title_of(notebook, "x") == "Title"
    assert lede_of(notebook) == "Lede with stress and code."
    assert finding_of(notebook) == "Nine of ten & more"
    assert finding_of(executed()) == ""
    assert title_of(nbformat.v4.new_notebook(), "two-words") == "Two words"


def test_a_warning_is_not_taken_for_the_finding() -> None:
    notebook = executed({"text/html": "<p>Nine of ten</p>"}, tags=("finding",))
    warning = nbformat.v4.new_output("stream", name="stderr", text="UserWarning: no dates\n")
    notebook.cells[1].outputs.insert(0, warning)
    assert finding_of(notebook) == "Nine of ten"


def test_a_warning_is_listed_once_with_the_notebooks_it_concerns() -> None:
    notebook = executed()
    raw = "/opt/x/gather.py:60: UserWarning: 1 correction fits no quote\n  fixed = apply(named)\nslow: 3 left\n"
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", name="stderr", text=raw)]
    lines = warnings_of(notebook)
    assert lines == ["1 correction fits no quote", "slow: 3 left"]
    outcomes = [Outcome("quotes", "ok", warnings=lines), Outcome("tone", "ok", warnings=lines[:1])]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.warn("1 correction fits no quote", UserWarning, stacklevel=1)
    told = ["quotes, tone: 1 correction fits no quote", "quotes: slow: 3 left"]
    assert record_module._warnings(caught, outcomes) == told


def test_prose_that_introduces_nothing_is_left_out() -> None:
    notebook = executed({"text/html": ""})
    assert "Lede" in notebook_page(notebook, title="T", name="t")
    notebook.cells[0].metadata["tags"] = ["introduces"]
    assert "Lede" not in notebook_page(notebook, title="T", name="t")
    notebook.cells[1].outputs[0].data["text/html"] = "<p>Nine of ten</p>"
    assert "Lede" in notebook_page(notebook, title="T", name="t")


def test_of_those_who_are_quoted_as_often_in_an_article_none_comes_first() -> None:
    said = {"a1": ["Bo Karr", "Ann Lee", "Bo Karr", "Ann Lee", "Cy Dunn"], "a2": [*"DCBA", ""], "a3": ["Ann Lee"]}
    rows = [(article, name) for article, names in said.items() for name in names]
    quotes = pd.DataFrame(rows, columns=["article", "speaker"])
    articles = pd.DataFrame([ARTICLE | {"article": article} for article in [*said, "a4"]])
    found = contents_table(articles, quotes)["most_quoted"]
    assert found.tolist() == ["Ann Lee and Bo Karr, 2 each", "4 speakers, 1 each", "Ann Lee", ""]


def record(**changes: Any) -> dict[str, Any]:
    part = {
        "name": "quotes",
        "title": "Quotes",
        "status": "ok",
        "error": "",
        "traceback": "",
        "page": "quotes.html",
    }
    part |= {"executed": "quotes.ipynb", "seconds": 3.1, "finding": "", "lede": "Who says what."}
    run = {
        "counts": COUNTS,
        "problems": [],
        "notices": [],
        "parts": [part],
        "tables": [],
        "warnings": [],
        "paths": ["data"],
    }
    part |= {"figures": []}
    run |= {
        "errors": "Of 100 quotes about 21 are wrong.",
        "pdf": False,
        "parameters": {},
        "started": "2024-05-04T10:00:00+00:00",
        "seconds": 12.0,
        "commit": "",
    }
    return run | {"versions": {"python": "3.11", "verbatim-press": "0.1.0"}} | changes


def test_the_index_says_in_words_what_was_read_and_what_was_not() -> None:
    markup = index_page(record())
    assert "What 2 articles say" in markup
    assert "812 words from 2 outlets, published 1 to 3 May 2024: 17 quotes by 6 speakers." in markup
    assert "1 article is a copy of another one read." in markup
    assert "nothing was left out" in markup
    left_out = index_page(record(problems=[PROBLEM]))
    assert "1 item was left out" in left_out
    assert "nothing was left out" not in left_out


def test_it_is_said_that_errors_are_those_of_words_and_sources_and_how_often_names_are_right() -> None:
    said = say_errors(pd.DataFrame({"confidence": [0.8, 0.9, 0.9]}))
    assert "cut wrong, or given to the wrong words of their sentence as the source" in said
    assert "Of 100 quotes listed here about 13 are wrong in this sense" in said
    assert f"about {named_right()} had the right speaker by name" in said
    card = (Path(__file__).parents[2] / "analysis" / "models" / "quotes" / "README.md").read_text(encoding="utf-8")
    assert named_right() == round(float(re.findall(r"\| % \| (\d+\.\d)", card)[0]))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(3.14, "3.1 s"), (99.4, "99 s"), (99.7, "1 min 40 s"), (119.6, "2 min 0 s"), (3599, "59 min 59 s")],
)
def test_no_duration_has_sixty_seconds(seconds: float, said: str) -> None:
    assert _duration(seconds) == said


def test_the_index_escapes_what_comes_from_articles_and_errors() -> None:
    run = record(problems=[PROBLEM], paths=["<script>x</script>"], parameters={"word": "<img src=x>"})
    run["parts"][0] |= {"finding": "<script>y</script>", "status": "ok"}
    markup = index_page(run)
    assert "<script" not in markup, "not from an article, and none of its own where no table is"
    assert "<img src=x>" not in markup


@pytest.mark.parametrize(
    ("first", "runs", "status"), [(NOT_STARTED, 2, "ok"), ("ValueError: no such word", 1, "failed")]
)
def test_a_kernel_that_did_not_start_is_started_again_and_nothing_else_is(
    first: str, runs: int, status: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter([Outcome("some", "failed", error=f"RuntimeError: {first} to kernel_info"), Outcome("some", "ok")])
    started = []

    def run(job: Job, *_: Any) -> Outcome:
        started.append(job.name)
        return next(outcomes)

    monkeypatch.setattr(execute, "_run", run)
    notebook = tmp_path / "some.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), notebook)
    (outcome,) = execute.execute_notebooks([Job("some", str(notebook), "", "", {}, [])])
    assert outcome.status == status
    assert len(started) == runs
