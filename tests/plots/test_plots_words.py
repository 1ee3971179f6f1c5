"""Figures of words: what their titles say of words that hardly occur."""

from __future__ import annotations

import pandas as pd
from plots_fixtures import frequencies_frame, texts_of

from analysis import plots


def test_a_word_that_does_not_occur_is_most_frequent_nowhere() -> None:
    rates = frequencies_frame()
    title = plots.plot_words_over_time(rates.assign(n=0, per_million=0.0, low=0.0)).get_title(loc="left")
    assert title == f"“{rates['word'].iloc[0]}” does not occur"


def test_periods_without_words_leave_the_figure_empty() -> None:
    bare = frequencies_frame().assign(n=0, per_million=float("nan"))
    assert "no period has words" in texts_of(plots.plot_words_over_time(bare))


def test_a_single_group_is_drawn_whatever_group_was_asked_for() -> None:
    alone = pd.DataFrame({"word": ["dam"], "group": "all", "n": 10, "log_ratio": 2.0, "sure": "more"})
    assert "dam" in texts_of(plots.plot_keyness_scatter(alone, group="Morning Herald"))
