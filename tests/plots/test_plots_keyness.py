from __future__ import annotations

import itertools
import warnings

import numpy as np
import pandas as pd
from plots_fixtures import keyness_frame, texts_of

from analysis import plots
from analysis.frames import UNKNOWN
from analysis.palette import INK, NEUTRAL
from analysis.quotes.parties import OTHERS


def test_words_that_a_group_avoids_are_not_drawn_as_its_own() -> None:
    ax = plots.plot_keyness(keyness_frame())
    assert "x" * 20 not in texts_of(ax)
    assert np.isfinite(ax.get_xlim()).all()
    assert "general English" in ax.get_xlabel()
    assert "(wordfreq)" not in ax.get_xlabel()


def test_where_nothing_can_be_drawn_the_figure_says_why() -> None:
    empty = keyness_frame().head(0)
    empty.attrs["articles"] = {"Port Lammer Post": 1, "Brenholt Herald": 1}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = plots.plot_keyness(empty)
    assert "single article" in texts_of(ax)


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


def test_the_group_that_is_drawn_is_somebody() -> None:
    table = pd.DataFrame({"word": "dam", "group": [OTHERS, UNKNOWN, "x"], "n": 10, "log_ratio": 2.0, "sure": ""})
    assert plots.plot_keyness_scatter(table).get_title(loc="left").startswith("x: ")
    assert plots.plot_keyness_scatter(table.head(1)).get_title(loc="left").startswith(OTHERS)


def test_of_words_that_may_be_chance_none_is_named_that_only_one_article_repeats() -> None:
    table = pd.DataFrame({"word": ["dam", "quay"], "group": "x", "n": 10, "log_ratio": [2.0, 1.0], "sure": ""})
    named = {text.get_text() for text in plots.plot_keyness_scatter(table.assign(articles=[1, 2])).texts}
    assert "quay" in named
    assert "dam" not in named
    assert "dam" in {text.get_text() for text in plots.plot_keyness_scatter(table.assign(articles=1)).texts}


def test_a_word_that_may_be_chance_has_its_name_in_grey_and_a_title_that_does_not_praise_it() -> None:
    table = keyness_frame().head(4).assign(group=["b", "a", "b", "a"], sure=["more", "", "", ""])
    ax = plots.plot_keyness(table)
    colours = [label.get_color() for label in ax.get_yticklabels()]
    assert colours == [INK, INK, NEUTRAL, INK, NEUTRAL, NEUTRAL]
    assert ax.get_title(loc="left") == "What marks 1 of 2 against general English"
    unsure = plots.plot_keyness(table.assign(sure="")).get_title(loc="left").replace("\n", " ")
    assert unsure == "No word surely marks any of 2 against general English"


def test_each_group_of_marking_words_stands_under_its_name() -> None:
    table = keyness_frame().head(4).assign(group=["b", "a", "b", "a"])
    labels = [label.get_text().replace("\n", " ") for label in plots.plot_keyness(table).get_yticklabels()]
    assert (labels[0], labels[3]) == ("b", "a")
    assert len(labels) == 6
