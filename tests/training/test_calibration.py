"""The weights of the evidence are found again where it is known how the answers came about, and a model takes them."""

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.quotes.find import find_quotes
from analysis.quotes.model import MODEL, load_model
from analysis.quotes.weigh import EVIDENCE
from analysis.training.calibration import calibrate, fit_logistic
from analysis.training.evaluate import read_gold

GOLD = Path(__file__).parents[2] / "data" / "gold" / "quotes.jsonl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped model without what calibration adds to its settings."""
    for file in MODEL.iterdir():
        if file.name != "model.json":
            (tmp_path / file.name).symlink_to(file)
    settings = json.loads((MODEL / "model.json").read_text(encoding="utf-8"))
    bare = {name: settings[name] for name in ("size", "names", "transitions")}
    (tmp_path / "model.json").write_text(json.dumps(bare), encoding="utf-8")
    return tmp_path


def test_a_model_can_be_used_once_it_is_calibrated_and_not_before(folder: Path) -> None:
    gold = read_gold(GOLD)
    with pytest.raises(ValueError, match="train it again"):
        find_quotes(gold[0]["text"], model=folder)
    load_model.cache_clear()
    settings = calibrate(folder, gold)
    assert len(settings["exact"]) == len(settings["right"]) == len(EVIDENCE)
    assert 0.2 < settings["threshold"] < 0.5  # half of an F1
    found = find_quotes(gold[0]["text"], model=folder).attributions
    assert len(found) > 5
    assert all(0 < one.confidence < 1 for one in found)


def test_articles_in_which_nothing_is_right_are_told(folder: Path) -> None:
    nobody = [{"id": "a", "text": "“It rains,” Ada Lim said on Monday.", "attributions": []}]
    with pytest.raises(ValueError, match="no confidence can be fitted"):
        calibrate(folder, nobody)


def test_weights_that_made_the_answers_are_found_again():
    rng = np.random.default_rng(1)
    known = np.hstack([np.ones((20_000, 1)), rng.normal(size=(20_000, 2)) * [1, 10]])
    wanted = np.array([-0.5, 1.0, -0.2])
    right = (rng.random(20_000) < 1 / (1 + np.exp(-known @ wanted))).astype(float)
    assert np.allclose(fit_logistic(known, right), wanted, atol=0.08)


@pytest.mark.parametrize("constant", [0.0, -6.2126])
def test_evidence_that_never_varies_does_no_harm(constant):
    known = np.hstack([np.ones((50, 1)), np.arange(50.0)[:, None], np.full((50, 1), constant)])
    found = fit_logistic(known, (np.arange(50) > 20).astype(float))
    assert np.isfinite(found).all()
    assert found[1] > 0


def test_few_answers_give_careful_weights():
    known = np.array([[1.0, -1.0], [1.0, 1.0]])
    assert abs(fit_logistic(known, np.array([0.0, 1.0]))[1]) < 1
