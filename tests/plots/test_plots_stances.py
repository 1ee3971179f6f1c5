from __future__ import annotations

import matplotlib as mpl
from plots_fixtures import stances_frame

from analysis import plots
from analysis.palette import contrast


def test_numbers_on_coloured_squares_can_be_read() -> None:
    ax = plots.plot_stances(stances_frame())
    for square, text in zip(ax.patches, ax.texts, strict=True):
        ink, ground = (mpl.colors.to_hex(colour) for colour in (text.get_color(), square.get_facecolor()))
        assert contrast(ink, ground) >= 4.5
