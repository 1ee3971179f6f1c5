"""A small corpus that is cut into many batches."""

from pathlib import Path

import pytest
from stream_fixtures import write_corpus

from analysis.stream import batches


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Forty articles in about ten batches."""
    return write_corpus(tmp_path / "news.jsonl", range(40))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MAX_ROWS", 6)
    monkeypatch.setattr(batches, "_CUT_EVERY", 5)
