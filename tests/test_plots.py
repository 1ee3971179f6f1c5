"""What the figures promise: they show what the frame holds, say so in words, and never fall over."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from analysis import plots
from analysis.palette import NEGATIVE, NEUTRAL, PALETTE, POSITIVE

LONG = "Under Secretary of State for Arms Control and International Security Affairs of a very large country"
MONEY = "U.S. $5 and $6 Fund"
NAMES = [MONEY, LONG, "Ada Lind", "李小龙", "(unknown)", "x" * 200]


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    mpl.use("Agg")
    yield
    plt.close("all")


def _shares(by: str = "speaker") -> pd.DataFrame:
    n = len(NAMES)
    quotes = np.arange(n, 0, -1)
    share = quotes / quotes.sum()
    return pd.DataFrame(
        {
            by: NAMES, "quotes": quotes, "share": share, "low": share * 0.5, "high": share * 2, "words": quotes * 20,
            "word_share": share, "direct": quotes - 1, "mixed": 1, "indirect": 0, "articles": 1,
        }
    )  # fmt: skip


def _tone(by: str = "speaker") -> pd.DataFrame:
    score = np.linspace(0.8, -0.8, len(NAMES))
    frame = pd.DataFrame({by: NAMES, "score": score, "low": score - 0.2, "high": score + 0.2, "n": 9})
    frame.loc[2, ["low", "high"]] = np.nan
    frame.loc[4, "score"] = np.nan
    return frame


def _keyness() -> pd.DataFrame:
    ratio = np.array([8.0, 6, 4, 3, 2, -1])
    frame = pd.DataFrame(
        {"word": NAMES, "group": "all", "n": 5, "log_ratio": ratio, "low": ratio - 3.5, "high": ratio + 1}
    )
    frame.loc[0, "high"] = np.inf
    frame.loc[1, ["low", "high"]] = np.nan
    frame["sure"] = np.where(frame["low"] > 0, "more", "")
    frame.attrs["against"] = "general English (wordfreq)"
    return frame


def _frequencies() -> pd.DataFrame:
    starts = pd.date_range("2024-01-01", periods=9, freq="MS", tz="UTC")
    rows = [
        {"period": f"{start:%Y-%m}", "start": start, "word": name, "n": k, "per_million": 10.0 * k, "low": 5.0 * k}
        for name in NAMES
        for k, start in enumerate(starts)
    ]
    frame = pd.DataFrame(rows).assign(high=lambda f: 2 * f["per_million"] + 1)
    frame.loc[3, ["per_million", "low", "high"]] = np.nan
    return frame


def _positions(by: str) -> pd.DataFrame:
    return pd.DataFrame({by: NAMES * 2, "article": "a", "position": np.linspace(0, 1, 2 * len(NAMES))})


def _arcs() -> pd.DataFrame:
    rows = [
        {"article": str(i), "title": name, "share": (k + 0.5) / 9, "score": k / 9 - 0.5, "mean": k / 9 - 0.5}
        for i, name in enumerate(NAMES)
        for k in range(9)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(low=frame["mean"] - 0.1, high=(frame["mean"] + 0.1).where(frame["share"] > 0.2))


def _times() -> pd.DataFrame:
    frame = _tone("period").assign(period=pd.date_range("2024-01-01", periods=len(NAMES), freq="MS", tz="UTC"))
    frame.attrs["undated"] = 3
    return frame


BINS = pd.DataFrame({"confidence": [0.35, 0.62, 0.94], "right": [0.5, 0.6, 0.95], "n": [10, 25, 80]})


def _stances() -> pd.DataFrame:
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


FIGURES: dict[str, tuple[Callable[..., Axes], pd.DataFrame, dict[str, Any]]] = {
    "voices": (plots.plot_voices, _shares(), {}),
    "sides": (plots.plot_voices, _shares("side"), {"by": "side"}),
    "types": (plots.plot_types, _shares("outlet"), {"by": "outlet"}),
    "cues": (
        plots.plot_cues,
        pd.DataFrame({"cue": NAMES, "quotes": range(9, 3, -1), "share": 0.1, "speakers": 1, "example": ""}),
        {},
    ),
    "positions": (plots.plot_positions, _positions("speaker"), {}),
    "words": (
        plots.plot_words,
        pd.DataFrame({"word": NAMES, "n": range(9, 3, -1), "per_million": range(9, 3, -1), "articles": 1}),
        {},
    ),
    "keyness": (plots.plot_keyness, _keyness(), {}),
    "keyness of groups": (plots.plot_keyness, _keyness().assign(group=NAMES), {}),
    "keyness scatter": (plots.plot_keyness_scatter, _keyness(), {}),
    "words over time": (plots.plot_words_over_time, _frequencies(), {}),
    "collocations": (
        plots.plot_collocations,
        pd.DataFrame({"word": "dam", "collocate": NAMES, "n": 4, "log_dice": np.linspace(12, -2, len(NAMES))}),
        {},
    ),
    "dispersion": (plots.plot_dispersion, _positions("word"), {}),
    "tone": (plots.plot_tone, _tone(), {}),
    "time": (plots.plot_over_time, _times(), {}),
    "arcs": (plots.plot_arcs, _arcs(), {}),
    "stances": (plots.plot_stances, _stances(), {}),
    "reliability": (plots.plot_reliability, BINS, {}),
}
EACH = pytest.mark.parametrize("figure", FIGURES)


def _texts(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.findobj(mpl.text.Text))


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
    assert len(_texts(ax).split()) > 3


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


def test_the_style_is_used_and_does_not_leak() -> None:
    before = dict(mpl.rcParams)
    ax = plots.plot_voices(_shares())
    assert not ax.spines["top"].get_visible()
    assert dict(mpl.rcParams) == before


def test_the_style_sheet_has_the_colours_of_the_text_views() -> None:
    cycle = mpl.rc_params_from_file(plots.STYLE, use_default_template=False)["axes.prop_cycle"]
    assert tuple(cycle.by_key()["color"]) == PALETTE


def test_money_is_not_set_as_a_formula() -> None:
    ax = plots.plot_voices(_shares())
    label = ax.get_yticklabels()[0]
    assert label.get_text() == MONEY
    assert not label.get_parse_math()


def test_bars_are_as_long_as_the_shares_and_lines_as_the_intervals() -> None:
    shares = _shares()
    ax = plots.plot_voices(shares, top=3)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(shares["share"].head(3).tolist())
    assert [list(line.get_xdata()) for line in ax.lines] == shares[["low", "high"]].head(3).to_numpy().tolist()
    assert "3 more not drawn" in ax.get_xlabel()
    assert ax.get_title(loc="left").replace("\n", " ") == f"{MONEY} is quoted most: 6 of 21 quotes"


def test_a_single_article_has_no_intervals_and_no_word_of_them() -> None:
    ax = plots.plot_voices(_shares().assign(low=np.nan, high=np.nan))
    assert "interval" not in ax.get_xlabel()


def test_the_first_row_stands_on_top() -> None:
    ax = plots.plot_cues(FIGURES["cues"][1])
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_a_tone_is_coloured_only_where_its_interval_leaves_out_zero() -> None:
    frame = pd.DataFrame({"speaker": list("abcd"), "score": [0.5, 0.1, -0.5, 0.4], "n": [9, 9, 9, 2]}).assign(
        low=[0.3, -0.1, -0.7, np.nan], high=[0.7, 0.3, -0.3, np.nan]
    )
    ax = plots.plot_tone(frame)
    dots = {str(dot.get_color()): dot for dot in ax.lines if dot.get_marker() == "o"}
    assert set(dots) == {POSITIVE, NEUTRAL, NEGATIVE}
    hollow = [dot for dot in ax.lines if dot.get_marker() == "o" and dot.get_markerfacecolor() == "white"]
    assert [float(dot.get_xdata()[0]) for dot in hollow] == [0.4]


def test_words_that_a_group_avoids_are_not_drawn_as_its_own() -> None:
    ax = plots.plot_keyness(_keyness())
    assert "x" * 20 not in _texts(ax)
    assert np.isfinite(ax.get_xlim()).all()
    assert "general English" in ax.get_xlabel()
    assert "(wordfreq)" not in ax.get_xlabel()


def test_a_warning_of_the_keyness_stands_where_nothing_can_be_drawn() -> None:
    empty = _keyness().head(0)
    empty.attrs["warning"] = "A side is a single article. " * 9
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = plots.plot_keyness(empty)
    assert "single article" in _texts(ax)


def test_numbers_on_coloured_squares_can_be_read() -> None:
    from analysis.palette import contrast

    ax = plots.plot_stances(_stances())
    for square, text in zip(ax.patches, ax.texts, strict=True):
        ink, ground = (mpl.colors.to_hex(colour) for colour in (text.get_color(), square.get_facecolor()))
        assert contrast(ink, ground) >= 4.5


def test_the_same_frame_gives_the_same_svg(tmp_path: Any) -> None:
    pictures = []
    for name in ("one.svg", "two.svg"):
        pictures.append(plots.save_figure(plots.plot_voices(_shares().drop(index=3)), tmp_path / name).read_bytes())
    assert pictures[0] == pictures[1]


def test_outside_a_notebook_svg_is_not_asked_for() -> None:
    before = dict(mpl.rcParams)
    plots.use_svg()
    assert dict(mpl.rcParams) == before


def test_named_points_do_not_cover_one_another() -> None:
    table = pd.DataFrame({"word": [f"word{i}" for i in range(40)], "group": "x", "n": 10, "log_ratio": 2.0})
    ax = plots.plot_keyness_scatter(table.assign(sure="more"), top=40)
    boxes = [text.get_window_extent() for text in ax.texts]
    assert boxes
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
    assert ax.get_title(loc="left") == "x: 40 words surely more frequent, 0 surely rarer"


def test_where_no_word_is_sure_the_most_telling_are_named_and_the_title_says_so() -> None:
    table = pd.DataFrame({"word": ["dam", "quay"], "group": "x", "n": 10, "log_ratio": [2.0, 1.0], "sure": ""})
    ax = plots.plot_keyness_scatter(table)
    assert {text.get_text() for text in ax.texts} >= {"dam", "quay"}
    assert "no word is surely more frequent" in ax.get_title(loc="left")


def test_each_group_of_marking_words_stands_under_its_name() -> None:
    table = _keyness().head(4).assign(group=["b", "a", "b", "a"])
    labels = [label.get_text().replace("\n", " ") for label in plots.plot_keyness(table).get_yticklabels()]
    assert (labels[0], labels[3]) == ("b", "a")
    assert len(labels) == 6
