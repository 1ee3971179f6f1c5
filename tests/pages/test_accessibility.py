"""axe-core, the checker of the accessibility trade, finds nothing serious on any kind of page, light or dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import LAPTOP, PHONE

OPTIONS = {"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.parametrize("page", [LAPTOP, PHONE], indirect=True, ids=["laptop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "quotes.html", "tone.html", "articles/harbour-audit.html"])
def test_axe_finds_no_serious_fault(page: Any, report: Path, name: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    page.goto((report / name).as_uri())
    if name.startswith("articles"):
        page.locator("#text .n").first.focus()
    found = Axe().run(page, options=OPTIONS).response["violations"]
    serious = [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in found
        for node in fault["nodes"][:3]
        if fault["impact"] in ("serious", "critical")
    ]
    assert not serious, "\n".join(serious)


def test_axe_finds_a_fault_where_there_is_one(page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_content("<html lang='en'><title>t</title><p style='color:#aaa'>pale</p></html>")
    assert any(fault["id"] == "color-contrast" for fault in Axe().run(page, options=OPTIONS).response["violations"])
