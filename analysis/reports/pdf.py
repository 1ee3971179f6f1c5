"""Pages as PDF, printed by a Chromium that is on the machine; Verbatim neither brings one nor fetches one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

__all__ = ["NoBrowser", "find_chromium", "print_pages"]

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)  # fmt: skip
_SECONDS = 120  # for one page


class NoBrowser(ValueError):
    """There is no Chromium here to print with."""


def find_chromium() -> str:
    """Return the path of a Chromium, Chrome or Edge: what ``VERBATIM_CHROMIUM`` names, else one in its usual place.

    Raises:
        NoBrowser: there is none.
    """
    named = os.environ.get("VERBATIM_CHROMIUM", "")
    for name in [named] if named else _NAMES:
        if path := shutil.which(name):
            return path
    if named:
        raise NoBrowser(f"VERBATIM_CHROMIUM names {named}, which is no program here; mend the name, or unset it")
    raise NoBrowser(
        "a PDF is printed by Chromium, Chrome or Edge, and none was found here: install one (Debian: apt-get install "
        "chromium), or name yours in VERBATIM_CHROMIUM; any browser prints the pages too"
    )


def print_pages(pages: Sequence[Path], *, chromium: str | None = None) -> list[Path]:
    """Print each page to a PDF beside it.

    Args:
        pages: HTML files.
        chromium: path of the program; found where it is not given.

    Returns:
        The PDF files.

    Raises:
        NoBrowser: there is no Chromium.
        OSError: it printed nothing; the message says what it said.
    """
    program = chromium or find_chromium()
    printed = []
    for page in pages:
        target = page.with_suffix(".pdf")
        target.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix="verbatim-") as profile:
            command = [
                program, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-pdf-header-footer", f"--user-data-dir={profile}",
                *_sandbox(), f"--print-to-pdf={target}", page.resolve().as_uri(),
            ]  # fmt: skip
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
            except subprocess.TimeoutExpired:
                raise OSError(f"{page.name}: {program} printed nothing within {_SECONDS} seconds") from None
        if not target.is_file():
            said = done.stderr.strip().splitlines()
            raise OSError(f"{page.name}: {program} printed nothing" + (f" ({said[-1]})" if said else ""))
        printed.append(target)
    return printed


def _sandbox() -> list[str]:
    """Chromium refuses to run as root within its sandbox, as in a container."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
