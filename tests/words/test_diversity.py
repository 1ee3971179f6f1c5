from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lexicalrichness import LexicalRichness
from words_fixtures import articles_of

from analysis.words import measure_diversity
from analysis.words.diversity import mattr, mtld, ttr


@given(
    st.lists(
        st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]),
        min_size=12,
        max_size=120,
    )
)
@settings(max_examples=80, deadline=None)
def test_diversity_agrees_with_lexicalrichness(words: list[str]) -> None:
    reference = LexicalRichness(" ".join(words), preprocessor=None, tokenizer=str.split)
    assert ttr(words) == pytest.approx(reference.ttr, abs=1e-9)
    assert mattr(words, window=10) == pytest.approx(reference.mattr(window_size=10), abs=1e-9)
    assert mtld(words) == pytest.approx(reference.mtld(threshold=0.72), rel=1e-9)


def test_mattr_is_the_mean_over_the_windows() -> None:
    # Windows of three of "a b a c": {a, b} and {b, a, c}, so (2/3 + 3/3) / 2.
    assert mattr(list("abac"), window=3) == pytest.approx(5 / 6, abs=1e-12)


def test_a_text_shorter_than_the_window_has_no_mattr() -> None:
    assert math.isnan(mattr(["a", "b"], window=3))
    assert math.isnan(ttr([]))
    assert math.isnan(mtld([]))


def test_words_that_never_repeat_are_as_diverse_as_they_are_many() -> None:
    assert mtld([str(i) for i in range(40)]) == 40


def test_each_group_is_measured_by_itself() -> None:
    articles = articles_of("a a a a", "b c", "d e", side=["x", "y", "y"])
    table = measure_diversity(articles, by="side", window=2, names=False).set_index("group")
    assert table.loc["x", ["words", "types"]].tolist() == [4, 1]
    assert table.loc["y", "ttr"] == 1
    assert table.loc["x", "mattr"] == 0.5


def test_bad_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match="window"):
        mattr(["a"], window=0)
    with pytest.raises(ValueError, match="threshold"):
        mtld(["a"], threshold=1)
