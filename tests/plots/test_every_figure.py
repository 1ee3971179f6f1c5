"""What all figures promise: they show what the frame holds, say so in words, and never fall over."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from plots_fixtures import (
    NAMES,
    arcs_frame,
    cues_frame,
    frequencies_frame,
    keyness_frame,
    positions_frame,
    shares_frame,
    stances_frame,
    texts_of,
    times_frame,
    tone_frame,
)

from analysis import plots

BINS = pd.DataFrame({"confidence": [0.35, 0.62, 0.94], "right": [0.5, 0.6, 0.95], "n": [10, 25, 80]})
FIGURES: dict[str, tuple[Callable[..., Axes], pd.DataFrame, dict[str, Any]]] = {
    "voices": (plots.plot_voices, shares_frame(), {}),
    "sides": (plots.plot_voices, shares_frame("side"), {"by": "side"}),
    "types": (plots.plot_types, shares_frame("outlet"), {"by": "outlet"}),
    "cues": (plots.plot_cues, cues_frame(), {}),
    "positions": (plots.plot_positions, positions_frame("speaker"), {}),
    "words": (
        plots.plot_words,
        pd.DataFrame({"word": NAMES, "n": range(9, 3, -1), "per_million": range(9, 3, -1), "articles": 1}),
        {},
    ),
    "keyness": (plots.plot_keyness, keyness_frame(), {}),
    "keyness of groups": (plots.plot_keyness, keyness_frame().assign(group=NAMES), {}),
    "keyness scatter": (plots.plot_keyness_scatter, keyness_frame(), {}),
    "words over time": (plots.plot_words_over_time, frequencies_frame(), {}),
    "collocations": (
        plots.plot_collocations,
        pd.DataFrame({"word": "dam", "collocate": NAMES, "n": 4, "log_dice": np.linspace(12, -2, len(NAMES))}),
        {},
    ),
    "dispersion": (plots.plot_dispersion, positions_frame("word"), {}),
    "tone": (plots.plot_tone, tone_frame(), {}),
    "time": (plots.plot_over_time, times_frame(), {}),
    "arcs": (plots.plot_arcs, arcs_frame(), {}),
    "stances": (plots.plot_stances, stances_frame(), {}),
    "reliability": (plots.plot_reliability, BINS, {}),
}
EACH = pytest.mark.parametrize("figure", FIGURES)


@EACH
def test_a_figure_has_a_title_and_says_what_is_measured(figure: str) -> None:
    draw, frame, options = FIGURES[figure]
    ax = draw(frame, **options)
    assert len(ax.get_title(loc="left").split()) > 3
    assert ax.get_xlabel()


@EACH
def test_an_empty_frame_gives_a_note(figure: str) -> None:
    draw, frame, options = FIGURES[figure]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = draw(frame.head(0), **options)
    assert not ax.axison
    assert len(texts_of(ax).split()) > 3


@EACH
def test_a_single_row_is_enough(figure: str) -> None:
    draw, frame, options = FIGURES[figure]
    assert draw(frame.head(1), **options).get_title(loc="left")


@EACH
def test_long_names_and_foreign_scripts_leave_room_for_the_figure(figure: str) -> None:
    draw, frame, options = FIGURES[figure]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = draw(frame, **options)
    width = ax.get_window_extent().width / ax.figure.bbox.width
    assert width > 0.4
    title = ax.title if not ax.get_title(loc="left") else ax._left_title
    assert title.get_window_extent().width < ax.figure.bbox.width


@EACH
def test_no_two_labels_of_rows_overlap(figure: str) -> None:
    draw, frame, options = FIGURES[figure]
    ax = draw(frame, **options)
    boxes = [label.get_window_extent() for label in ax.get_yticklabels() if label.get_text()]
    tops = sorted((box.y0, box.y1) for box in boxes)
    assert all(below[1] <= above[0] + 1 for below, above in itertools.pairwise(tops))


@EACH
def test_the_frame_is_left_as_it_was(figure: str) -> None:
    draw, frame, options = FIGURES[figure]
    before = frame.copy(deep=True)
    draw(frame, **options)
    pd.testing.assert_frame_equal(frame, before)


@EACH
def test_a_figure_can_be_drawn_into_another(figure: str) -> None:
    draw, frame, options = FIGURES[figure]
    _, (left, right) = plt.subplots(1, 2)
    assert draw(frame, ax=right, **options) is right
    assert not left.has_data()
