"""A real browser for the pages: Debian's Chromium, driven by playwright, never one that a package downloads.

Where there is none, these tests are skipped and say so; with VERBATIM_NEEDS_BROWSER set, as in .ci/run, they fail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.reports import run_reports
from analysis.reports.pdf import NoBrowser, find_chromium

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    try:
        return find_chromium()
    except NoBrowser as error:
        if os.environ.get("VERBATIM_NEEDS_BROWSER"):
            pytest.fail(f"VERBATIM_NEEDS_BROWSER is set, and {error}")
        pytest.skip(f"no browser to test the pages with: {error}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A running Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-quic"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def report(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report over the sample articles; of the notebooks those about quotes and tone."""
    run = run_reports(
        ROOT / "data" / "articles",
        out=tmp_path_factory.mktemp("report"),
        parameters={"speakers": str(ROOT / "data" / "speakers.csv")},
        notebooks=["quotes", "tone"],
        progress=False,
    )
    assert run.status == 0, run.parts
    return run.index.parent


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A browser's page, on a laptop or as `viewport` says; whatever it asks a network for fails the test."""
    viewport = getattr(request, "param", LAPTOP)
    context = browser.new_context(viewport=viewport, has_touch=viewport is PHONE, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:", "blob:")) else wrong.append(asked.url)
    )
    yield page
    context.close()
    assert wrong == []
