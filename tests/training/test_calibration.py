"""The weights of the evidence are found again where it is known how the answers came about."""

import numpy as np
import pytest

from analysis.training.calibration import fit_logistic


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
