"""An article to try the commands on."""

from pathlib import Path

import pytest

TEXT = (
    "BREMHAVEN (Reuters) — The harbour will be rebuilt, Mayor Ann Lind said on Monday.\n\n"
    "“It is a wonderful day for the city,” Lind told reporters. “The old pier was a disgrace.”\n\n"
    "Residents called the plan a terrible waste of money.\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path
