"""One notebook, executed in a process of its own: ``python -m analysis.reports.worker``, the job on stdin.

The job is a JSON object, see `analysis.reports.execute.Job`. What happens is told on stdout, a JSON object a
line: ``{"cell": 3}`` after each cell, and the outcome as the last line. A kernel that runs out of memory or
papermill's change of directory thus touches no other notebook.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from analysis.reports.facts import finding_of, lede_of, title_of, warnings_of, without_ansi
from analysis.reports.figures import figures_of, lean_figures, thumbnail_of
from analysis.reports.pages import notebook_page
from analysis.tables import MIME

__all__ = ["main"]


def main() -> None:
    """Run the job on stdin."""
    job = json.load(sys.stdin)
    tell = _own_stdout()
    logging.getLogger("papermill").setLevel(logging.ERROR)
    papermill_engines.register("telling", _telling_engine(tell))
    started = time.perf_counter()
    outcome: dict[str, Any] = {"status": "ok", "error": "", "traceback": ""}
    try:
        papermill.execute_notebook(
            job["notebook"],
            job["executed"],
            parameters=job["parameters"],
            engine_name="telling",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            start_timeout=300,  # a busy machine may take its time
            cwd=str(Path(job["notebook"]).parent),
        )
    except PapermillExecutionError as error:
        outcome = {
            "status": "failed",
            "error": f"{error.ename}: {error.evalue}",
            "traceback": without_ansi("\n".join(error.traceback)),
        }
    except DeadKernelError:
        said = "The notebook's Python ended before the notebook did; it may have run out of memory."
        outcome = {"status": "failed", "error": said, "traceback": ""}
    except Exception as error:  # whatever else happens, the report goes on and says so
        outcome = {"status": "failed", "error": f"{type(error).__name__}: {error}", "traceback": ""}
    outcome["seconds"] = round(time.perf_counter() - started, 2)
    outcome |= _page(job, outcome)
    tell({"outcome": outcome})


def _page(job: dict[str, Any], outcome: dict[str, Any]) -> dict[str, Any]:
    """Write the page of the executed notebook; return what the index wants to know of it."""
    executed = Path(job["executed"])
    notebook = nbformat.read(executed if executed.is_file() else job["notebook"], as_version=4)  # type: ignore[no-untyped-call]
    lean_figures(notebook)
    title = title_of(notebook, job["name"])
    Path(job["page"]).write_text(
        notebook_page(
            notebook,
            title=title,
            name=job["name"],
            siblings=job["siblings"],
            tables=Path(job["page"]).parent / "tables",
            **_error(outcome),
        ),
        encoding="utf-8",
    )
    if executed.is_file():
        _keep(notebook, executed)
    return {
        "title": title,
        "lede": lede_of(notebook),
        "finding": finding_of(notebook),
        "figure": thumbnail_of(notebook),
        "figures": _figures(notebook, job),
        "warnings": warnings_of(notebook),
    }


def _figures(notebook: nbformat.NotebookNode, job: dict[str, Any]) -> list[str]:
    """Write the figures as files; return their addresses, relative to the folder of the page."""
    folder = Path(job["page"]).parent / "figures"
    written = []
    for name, content in figures_of(notebook):
        folder.mkdir(exist_ok=True)
        (folder / f"{job['name']}-{name}").write_bytes(content)
        written.append(f"figures/{job['name']}-{name}")
    return written


def _keep(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Keep the notebook as run without the rows that only its page needed; the files of the tables have them."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(MIME, None)
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def _error(outcome: dict[str, Any]) -> dict[str, str]:
    return {"error": outcome["error"], "traceback": outcome["traceback"]}


def _own_stdout() -> Callable[[dict[str, Any]], None]:
    """Keep stdout for messages; whatever else the process prints goes to stderr."""
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(message: dict[str, Any]) -> None:
        channel.write(json.dumps(message) + "\n")
        channel.flush()

    return tell


def _telling_engine(tell: Callable[[dict[str, Any]], None]) -> type[NBClientEngine]:
    class Telling(NBClientEngine):  # type: ignore[misc]
        """Papermill's engine, which also tells after each cell."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, *args: Any, **options: Any) -> Any:
            complete = nb_man.cell_complete

            def complete_and_tell(cell: Any, cell_index: int | None = None, **more: Any) -> None:
                complete(cell, cell_index, **more)
                tell({"cell": cell_index})

            nb_man.cell_complete = complete_and_tell
            return super().execute_managed_notebook(nb_man, *args, **options)

    return Telling


if __name__ == "__main__":
    main()
