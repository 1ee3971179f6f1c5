from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from plots_fixtures import MONEY, cues_frame, shares_frame

from analysis import plots
from analysis.frames import UNKNOWN


def test_bars_are_as_long_as_the_shares_and_lines_as_the_intervals() -> None:
    shares = shares_frame()
    ax = plots.plot_voices(shares, top=3)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(shares["share"].head(3).tolist())
    assert [list(line.get_xdata()) for line in ax.lines] == shares[["low", "high"]].head(3).to_numpy().tolist()
    assert "3 more not drawn" in ax.get_xlabel()
    assert ax.get_title(loc="left").replace("\n", " ") == f"{MONEY} is quoted most: 6 of 21 quotes"


def test_a_single_article_has_no_intervals_and_no_word_of_them() -> None:
    ax = plots.plot_voices(shares_frame().assign(low=np.nan, high=np.nan))
    assert "interval" not in ax.get_xlabel()


def test_the_first_row_stands_on_top() -> None:
    ax = plots.plot_cues(cues_frame())
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_where_nothing_is_known_there_is_no_bar() -> None:
    rows = pd.DataFrame({"side": [UNKNOWN], "quotes": [3], "words": [9], "share": [1.0], "low": [1.0], "high": [1.0]})
    ax = plots.plot_voices(rows, by="side")
    (said,) = (text.get_text().replace("\n", " ") for text in ax.texts)
    assert said == "Of no quote the side is known; a list of speakers tells it (parameter speakers)."
    assert not ax.patches
