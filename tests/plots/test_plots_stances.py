from __future__ import annotations

import matplotlib as mpl
from plots_fixtures import stances_frame, texts_of

from analysis import plots
from analysis.palette import contrast


def test_numbers_on_coloured_squares_can_be_read() -> None:
    ax = plots.plot_stances(stances_frame())
    for square, text in zip(ax.patches, ax.texts, strict=True):
        ink, ground = (mpl.colors.to_hex(colour) for colour in (text.get_color(), square.get_facecolor()))
        assert contrast(ink, ground) >= 4.5


def test_the_caption_says_what_is_measured_and_that_what_is_repeated_is_in_it() -> None:
    caption = " ".join(texts_of(plots.plot_stances(stances_frame())).split())
    assert "of the sentences in a row's quotes that name a column" in caption
    assert "what a speaker only repeats of others is in it" in caption
