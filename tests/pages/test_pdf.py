"""PDF where Chromium is found, and a clear word where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.commands import main
from analysis.reports import run_reports
from analysis.reports.pdf import NoBrowser, find_chromium, print_pages


def test_a_page_is_printed_beside_itself(chromium: str, report: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_bytes((report / "index.html").read_bytes())
    (printed,) = print_pages([page], chromium=chromium)
    assert printed == tmp_path / "index.pdf"
    assert printed.read_bytes().startswith(b"%PDF-")
    assert printed.stat().st_size > 20_000


def test_without_a_browser_nothing_runs_and_the_word_is_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("VERBATIM_CHROMIUM", raising=False)
    monkeypatch.setattr("analysis.reports.pdf._NAMES", ("chromium",))
    with pytest.raises(NoBrowser, match="install one"):
        run_reports(tmp_path, out=tmp_path / "out", pdf=True)
    assert not (tmp_path / "out").exists()
    assert main(["report", str(tmp_path), "--out", str(tmp_path / "out"), "--pdf"]) == 2
    assert "VERBATIM_CHROMIUM" in capsys.readouterr().err


def test_a_browser_that_is_named_and_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBATIM_CHROMIUM", "/no/such/program")
    with pytest.raises(NoBrowser, match=r"VERBATIM_CHROMIUM names /no/such/program"):
        find_chromium()


def test_a_browser_that_prints_nothing_is_an_error_with_what_it_said(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho 'cannot start' >&2\n")
    program.chmod(0o755)
    (tmp_path / "a.html").write_text("<p>a")
    with pytest.raises(OSError, match=r"a\.html: .* printed nothing \(cannot start\)"):
        print_pages([tmp_path / "a.html"], chromium=str(program))
