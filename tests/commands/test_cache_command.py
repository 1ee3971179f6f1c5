"""`python -m analysis cache`: what is kept is shown, and emptied."""

from pathlib import Path

import pytest

from analysis.cache import put_many
from analysis.commands import main


def test_the_cache_is_shown_and_emptied(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VERBATIM_CACHE", str(tmp_path / "cache"))
    put_many("quotes", {"1": b"some"})
    assert main(["cache"]) == 0
    assert "quotes                1 texts" in capsys.readouterr().out
    assert main(["cache", "--clear"]) == 0
    assert "empty" in capsys.readouterr().out
