"""Take the pictures of the README, and those by which the pages are looked at: ``make screenshots``.

The three of the README go to ``analysis/pages/``; with a folder as argument every kind of page is also taken there
at phone, laptop and paper width.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from analysis.reports import run_reports
from analysis.reports.pdf import find_chromium

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "analysis" / "pages"
README = {  # name: page, width, height, the quote that is pointed at or the section that is shown
    "report": ("index.html", 1200, 860, ""),
    "reader": ("articles/harbour-audit.html", 1200, 860, "It would be kind to call this carelessness"),
    "tables": ("quotes.html", 1200, 720, "The first quotes as a table"),
}
SIZES = {"phone": (390, 844), "laptop": (1366, 900), "paper": (794, 1123)}
COLOURS = 128  # of a picture: small files, and the pages have few


def main(folder: Path | None = None) -> None:
    """Make a report over the sample articles and photograph it."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        run = run_reports(
            ROOT / "data" / "articles",
            out=Path(scratch) / "report",
            parameters={"speakers": str(ROOT / "data" / "speakers.csv")},
        )
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for name, (address, width, height, pointed) in README.items():
            page = _open(browser, run.index.parent, address, width, height)
            if name == "reader":
                page.locator("#text .q", has_text=pointed).hover()
            elif name == "tables":
                heading = page.get_by_role("heading", name=pointed)
                for _ in range(2):  # the table is made when it comes into sight, and pushes what stands below
                    heading.evaluate("heading => heading.scrollIntoView()")
                    page.wait_for_timeout(500)
            _save(page.screenshot(), PICTURES / f"{name}.png")
        for size, (width, height) in SIZES.items() if folder else ():
            for address in ("index.html", "overview.html", "quotes.html", "articles/harbour-audit.html"):
                page = _open(browser, run.index.parent, address, width, height, paper=size == "paper")
                target = folder / f"{Path(address).stem}-{size}.png"
                target.parent.mkdir(parents=True, exist_ok=True)
                _save(page.screenshot(full_page=True), target)
        browser.close()


def _open(browser: Any, folder: Path, address: str, width: int, height: int, *, paper: bool = False) -> Any:
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    if paper:
        page.emulate_media(media="print")
    name, _, fragment = address.partition("#")
    page.goto((folder / name).as_uri() + (f"#{fragment}" if fragment else ""))
    page.wait_for_load_state("networkidle")
    return page


def _save(shot: bytes, path: Path) -> None:
    """Save with few colours, which a page has, at a fifth of the size."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
