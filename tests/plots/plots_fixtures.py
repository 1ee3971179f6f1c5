"""A small frame for each figure, of names that are hard to draw, and the words of a figure."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.words.keyness import ENGLISH_AT_LARGE

LONG = "Under Secretary of State for Arms Control and International Security Affairs of a very large country"
MONEY = "U.S. $5 and $6 Fund"
NAMES = [MONEY, LONG, "Ada Lind", "李小龙", "(unknown)", "x" * 200]


def shares_frame(by: str = "speaker") -> pd.DataFrame:
    n = len(NAMES)
    quotes = np.arange(n, 0, -1)
    share = quotes / quotes.sum()
    return pd.DataFrame(
        {
            by: NAMES, "quotes": quotes, "share": share, "low": share * 0.5, "high": share * 2, "words": quotes * 20,
            "word_share": share, "direct": quotes - 1, "mixed": 1, "indirect": 0, "articles": 1,
        }
    )  # fmt: skip


def cues_frame() -> pd.DataFrame:
    return pd.DataFrame({"cue": NAMES, "quotes": range(9, 3, -1), "share": 0.1, "speakers": 1, "example": ""})


def positions_frame(by: str) -> pd.DataFrame:
    return pd.DataFrame({by: NAMES * 2, "article": "a", "position": np.linspace(0, 1, 2 * len(NAMES))})


def keyness_frame() -> pd.DataFrame:
    ratio = np.array([8.0, 6, 4, 3, 2, -1])
    frame = pd.DataFrame(
        {"word": NAMES, "group": "all", "n": 5, "log_ratio": ratio, "low": ratio - 3.5, "high": ratio + 1}
    )
    frame.loc[0, "high"] = np.inf
    frame.loc[1, ["low", "high"]] = np.nan
    frame["sure"] = np.where(frame["low"] > 0, "more", "")
    frame.attrs["against"] = ENGLISH_AT_LARGE
    return frame


def frequencies_frame() -> pd.DataFrame:
    starts = pd.date_range("2024-01-01", periods=9, freq="MS", tz="UTC")
    rows = [
        {"period": f"{start:%Y-%m}", "start": start, "word": name, "n": k, "per_million": 10.0 * k, "low": 5.0 * k}
        for name in NAMES
        for k, start in enumerate(starts)
    ]
    frame = pd.DataFrame(rows).assign(high=lambda f: 2 * f["per_million"] + 1)
    frame.loc[3, ["per_million", "low", "high"]] = np.nan
    return frame


def tone_frame(by: str = "speaker") -> pd.DataFrame:
    score = np.linspace(0.8, -0.8, len(NAMES))
    frame = pd.DataFrame({by: NAMES, "score": score, "low": score - 0.2, "high": score + 0.2, "n": 9})
    frame.loc[2, ["low", "high"]] = np.nan
    frame.loc[4, "score"] = np.nan
    return frame


def times_frame() -> pd.DataFrame:
    frame = tone_frame("period").assign(period=pd.date_range("2024-01-01", periods=len(NAMES), freq="MS", tz="UTC"))
    frame.attrs["undated"] = 3
    return frame


def arcs_frame() -> pd.DataFrame:
    rows = [
        {"article": str(i), "title": name, "share": (k + 0.5) / 9, "score": k / 9 - 0.5, "mean": k / 9 - 0.5}
        for i, name in enumerate(NAMES)
        for k in range(9)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(low=frame["mean"] - 0.1, high=(frame["mean"] + 0.1).where(frame["share"] > 0.2))


def stances_frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "who": NAMES,
            "target": NAMES[::-1],
            "n": range(1, 7),
            "score": [-1, -0.5, 0, 0.5, 1, 0.1],
            "negative": [1, 1, 0, 0, 0, 0],
            "positive": [0, 0, 0, 2, 5, 1],
        }
    )


def texts_of(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.findobj(mpl.text.Text))
