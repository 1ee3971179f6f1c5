"""Many notebooks, each in a process of its own, some at a time."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from tqdm.auto import tqdm

from analysis.tables import FOR_PAGES

__all__ = ["Job", "Outcome", "execute_notebooks"]

NOT_STARTED = "Kernel died before replying"
"""What Jupyter says of a kernel that did not start: of two that start at once both may have picked the same port."""


@dataclass(frozen=True)
class Job:
    """What one process is to do: run ``notebook`` with ``parameters``, write ``executed`` and ``page``.

    ``siblings`` are the other pages of the report, as [name, title] pairs, for the page's navigation.
    """

    name: str
    notebook: str
    executed: str
    page: str
    parameters: dict[str, Any]
    siblings: list[list[str]]


@dataclass(frozen=True)
class Outcome:
    """What came of a notebook.

    ``status`` is "ok" or "failed", ``figure`` a small picture (data: URI) or "", ``figures`` the files of all.
    """

    name: str
    status: str
    error: str = ""
    traceback: str = ""
    seconds: float = 0.0
    title: str = ""
    lede: str = ""
    finding: str = ""
    figure: str = ""
    figures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def execute_notebooks(
    jobs: Sequence[Job],
    *,
    workers: int = 1,
    progress: bool = False,
    environment: dict[str, str] | None = None,
) -> list[Outcome]:
    """Run notebooks in processes of their own; one that fails does not keep the others from running.

    Args:
        jobs: what to run.
        workers: how many at a time.
        progress: whether to show a bar over the cells of all notebooks.
        environment: variables to set for the notebooks, beside those of this process.

    Returns:
        The outcomes, in the order of the jobs.
    """
    total = sum(_count_cells(job) for job in jobs)
    running: list[subprocess.Popen[str]] = []
    with (
        tempfile.TemporaryDirectory(prefix="verbatim-") as scratch,
        tqdm(total=total, desc="notebooks", unit="cell", disable=not progress) as bar,
        ThreadPoolExecutor(max(1, min(workers, len(jobs)))) as pool,
    ):
        variables = _environment(Path(scratch)) | (environment or {})
        done: list[Outcome] = []

        def run(job: Job) -> Outcome:
            outcome = _run(job, variables, Path(scratch), running, lambda: bar.update(1))
            if NOT_STARTED in outcome.error:  # nothing has been run yet
                outcome = _run(job, variables, Path(scratch), running, lambda: bar.update(1))
            done.append(outcome)
            bar.set_postfix_str(f"{len(done)} of {len(jobs)} done")
            return outcome

        try:
            return list(pool.map(run, jobs))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in running:
                process.terminate()
            raise


def _run(
    job: Job,
    variables: dict[str, str],
    scratch: Path,
    running: list[subprocess.Popen[str]],
    tick: Callable[[], Any],
) -> Outcome:
    command = [sys.executable, "-m", "analysis.reports.worker"]
    pipe = subprocess.PIPE
    with (
        (scratch / f"{job.name}.log").open("w+", encoding="utf-8", errors="replace") as log,
        subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=log, env=variables, text=True, encoding="utf-8"
        ) as process,
    ):
        running.append(process)
        assert process.stdin
        assert process.stdout
        outcome: dict[str, Any] | None = None
        with contextlib.suppress(BrokenPipeError):  # it died at once; what it said stands in the log
            process.stdin.write(json.dumps(asdict(job)))
            process.stdin.close()
        for line in process.stdout:
            message = json.loads(line)
            outcome = message.get("outcome", outcome)
            if "cell" in message:
                tick()
        code = process.wait()
        if outcome:
            return Outcome(name=job.name, **outcome)
        log.seek(0)
        said = log.read().strip()
    why = f"ended by signal {-code} (out of memory?)" if code < 0 else f"ended with status {code}"
    return Outcome(job.name, "failed", error=f"The process of this notebook {why}.", traceback=said, title=job.name)


def _environment(scratch: Path) -> dict[str, str]:
    """Return an environment in which the notebooks run in this same Python, activated or not."""
    root = str(Path(__file__).resolve().parents[2])
    kernel = scratch / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}), encoding="utf-8"
    )
    variables = dict(os.environ)
    # Jupyter looks here before any folder of the user or the system, where "python3" may be another Python.
    variables["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(scratch / "jupyter"), variables.get("JUPYTER_PATH")]))
    variables["PYTHONPATH"] = os.pathsep.join(filter(None, [root, variables.get("PYTHONPATH")]))
    variables.setdefault("PYTHONHASHSEED", "0")
    variables[FOR_PAGES] = "1"
    variables.pop("MPLBACKEND", None)  # the kernel's own shows figures; any other keeps them out of the notebook
    return variables


def _count_cells(job: Job) -> int:
    notebook = nbformat.read(job.notebook, as_version=4)  # type: ignore[no-untyped-call]
    return len(notebook.cells) + bool(job.parameters)
