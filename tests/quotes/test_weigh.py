"""What a reading is worth: every kind of evidence counts as its weight says, and certainty stays finite."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotes.readings import Candidate, Sure
from analysis.quotes.weigh import EVIDENCE, evidence, weigh

chances = st.floats(0, 1)
NOTHING = [0.0] * len(EVIDENCE)


def reading(anchor=3, p=0.9, content=((5, 9),), who=((1, 2),), **sure):
    known = dict.fromkeys(Sure._fields, 0.9) | sure
    return Candidate(anchor, p, Sure(**known), list(content), list(who), [(anchor, anchor + 1)])


def only(name, weight=1.0):
    return [weight if name == one else 0.0 for one in EVIDENCE]


def test_there_is_a_row_for_each_reading_and_a_column_for_each_kind_of_evidence():
    assert evidence([reading(), reading(anchor=7)], ["direct", "mixed"]).shape == (2, len(EVIDENCE))
    assert evidence([], []).shape == (0, len(EVIDENCE))
    assert weigh([], [], exact=NOTHING, right=NOTHING) == []


@given(p=chances, parts=st.fixed_dictionaries(dict.fromkeys(Sure._fields, chances)))
def test_no_certainty_is_beyond_all_bounds(p, parts):
    assert np.isfinite(evidence([reading(p=p, **parts)], ["indirect"])).all()


@pytest.mark.parametrize("part", Sure._fields)
def test_the_surer_of_two_readings_is_worth_more(part):
    found = [reading(**{part: 0.6}), reading(anchor=20, content=[(30, 34)], **{part: 0.8})]
    less, more = weigh(found, ["direct", "direct"], exact=only(part), right=only(part))
    assert less.score < more.score
    assert less.confidence < more.confidence


def test_a_rival_is_one_that_tells_of_the_same_words():
    near, far = reading(anchor=12, content=[(8, 11)]), reading(anchor=40, content=[(50, 60)])
    rival = EVIDENCE.index("rival")
    assert evidence([reading(), near], ["direct"] * 2)[0, rival] > evidence([reading(), far], ["direct"] * 2)[0, rival]


def test_the_score_is_between_both_probabilities_and_the_confidence_is_the_second():
    (one,) = weigh([reading()], ["direct"], exact=only("one", -1.0), right=only("one", 1.0))
    assert one.confidence == pytest.approx(1 / (1 + np.exp(-1)))
    assert one.score == pytest.approx(0.5)


def test_weights_of_another_version_are_told_with_the_mend():
    with pytest.raises(ValueError, match="train it again"):
        weigh([reading()], ["direct"], exact=[], right=[1.0, 2.0])


def test_kinds_and_missing_sources_are_told_apart():
    known = evidence([reading(), reading(who=()), reading()], ["direct", "mixed", "indirect"])
    columns = [EVIDENCE.index(name) for name in ("unsourced", "direct", "mixed")]
    assert known[:, columns].tolist() == [[0, 1, 0], [1, 0, 1], [0, 0, 0]]
