"""`python -m analysis train`: what it lacks is named before it begins."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import scipy.stats  # noqa: F401  # looks for torch when it is first imported

from analysis.commands import main


def test_a_training_without_its_corpus_names_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "tone", str(tmp_path / "none.jsonl"), "-o", str(tmp_path)]) == 2
    assert "none.jsonl: there is no such file" in capsys.readouterr().err


def test_a_training_without_torch_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus.jsonl").write_text("{}\n")
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in [name for name in sys.modules if name.startswith("analysis.training")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["train", "tone", str(tmp_path / "corpus.jsonl"), "-o", str(tmp_path)]) == 2
    assert 'pip install -e ".[train]"' in capsys.readouterr().err


def test_a_training_that_is_to_begin_anew_says_where_its_state_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "quotes", "corpus.jsonl", "-o", "model", "--no-cache"]) == 2
    assert "model/state" in capsys.readouterr().err


def test_only_the_model_of_quotes_is_made_smaller(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus.jsonl").write_text("{}\n", encoding="utf-8")
    assert main(["train", "tone", str(tmp_path / "corpus.jsonl"), "--whole", "-o", str(tmp_path)]) == 2
    assert "--whole: only the model of quotes" in capsys.readouterr().err
