"""JupyterLab as a newcomer meets it: open `quotes.ipynb`, run all cells, see the table and the figure."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def lab(chromium: str, tmp_path: Path) -> Iterator[str]:
    """The address of `quotes.ipynb` in a JupyterLab of this Python, on loopback, behind a token."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    port, token = _free_port(), secrets.token_hex(16)
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={tmp_path}", "--LabApp.news_url=None", "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    kept = {name: str(tmp_path / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    variables = os.environ | kept | {"PYTHONPATH": str(ROOT), "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings")}
    variables.pop("MPLBACKEND", None)
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, env=variables, stdout=log, stderr=log) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"{address}/api?token={token}", timeout=5)
                    break
                except (urllib.error.URLError, OSError):
                    assert server.poll() is None, (tmp_path / "log").read_text()
                    time.sleep(0.5)
            yield f"{address}/lab/tree/notebooks/quotes.ipynb?token={token}"
        finally:
            server.terminate()
            server.wait(30)


def test_quotes_runs_from_top_to_bottom_and_shows_table_and_figure(browser: Any, lab: str) -> None:
    context = browser.new_context(viewport={"width": 1400, "height": 6000})  # all cells in sight, so all are drawn
    page = context.new_page()
    page.set_default_timeout(120_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lab)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell .jp-InputArea-prompt").last
    page.wait_for_function("prompt => /\\[\\d+\\]:/.test(prompt.textContent)", arg=last.element_handle())
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
    figures = page.locator(".jp-OutputArea-output[data-mime-type='image/svg+xml'] img")
    figures.nth(3).wait_for()  # the page draws what a cell has given a little later
    assert figures.first.evaluate("figure => figure.naturalWidth") > 300, "it is drawn"
    table = page.locator(".jp-OutputArea-output table", has_text="Elin Maarveld").first
    assert "quotes" in table.locator("thead").inner_text()
    page.locator(".jp-OutputArea-output article span[title*='confidence']").nth(10).wait_for()  # show() marks quotes
    context.close()
    assert not [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
