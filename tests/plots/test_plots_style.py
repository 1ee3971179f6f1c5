from __future__ import annotations

from typing import Any

import matplotlib as mpl
from plots_fixtures import MONEY, shares_frame

from analysis import plots
from analysis.palette import PALETTE


def test_the_style_is_used_and_does_not_leak() -> None:
    before = dict(mpl.rcParams)
    ax = plots.plot_voices(shares_frame())
    assert not ax.spines["top"].get_visible()
    assert dict(mpl.rcParams) == before


def test_the_style_sheet_has_the_colours_of_the_text_views() -> None:
    cycle = mpl.rc_params_from_file(plots.STYLE, use_default_template=False)["axes.prop_cycle"]
    assert tuple(cycle.by_key()["color"]) == PALETTE


def test_money_is_not_set_as_a_formula() -> None:
    ax = plots.plot_voices(shares_frame())
    label = ax.get_yticklabels()[0]
    assert label.get_text() == MONEY
    assert not label.get_parse_math()


def test_the_same_frame_gives_the_same_svg(tmp_path: Any) -> None:
    pictures = []
    for name in ("one.svg", "two.svg"):
        pictures.append(
            plots.save_figure(plots.plot_voices(shares_frame().drop(index=3)), tmp_path / name).read_bytes()
        )
    assert pictures[0] == pictures[1]


def test_outside_a_notebook_svg_is_not_asked_for() -> None:
    before = dict(mpl.rcParams)
    plots.use_svg()
    assert dict(mpl.rcParams) == before
