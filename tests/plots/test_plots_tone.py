from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import plots
from analysis.palette import NEGATIVE, NEUTRAL, POSITIVE


def test_a_tone_is_coloured_only_where_its_interval_leaves_out_zero() -> None:
    frame = pd.DataFrame({"speaker": list("abcd"), "score": [0.5, 0.1, -0.5, 0.4], "n": [9, 9, 9, 2]}).assign(
        low=[0.3, -0.1, -0.7, np.nan], high=[0.7, 0.3, -0.3, np.nan]
    )
    ax = plots.plot_tone(frame)
    dots = {str(dot.get_color()): dot for dot in ax.lines if dot.get_marker() == "o"}
    assert set(dots) == {POSITIVE, NEUTRAL, NEGATIVE}
    hollow = [dot for dot in ax.lines if dot.get_marker() == "o" and dot.get_markerfacecolor() == "white"]
    assert [float(dot.get_xdata()[0]) for dot in hollow] == [0.4]
