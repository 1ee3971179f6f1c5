"""What a report weighs for each article, by kind of file: one over 840 articles is to stay below 25 MB."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import plots, read_articles
from analysis.packed import pack
from analysis.show import show_contexts
from analysis.tables import table_data

from .conftest import ROOT


# Of 10 short articles the names of the columns are a good part of the tables; of 840 these are 2.4 times the texts.
@pytest.mark.parametrize(("kind", "most"), [("articles/*.html", 2.5), ("tables/*", 3.4)])
def test_what_grows_with_the_articles_stays_in_proportion_to_their_texts(report: Path, kind: str, most: float) -> None:
    texts = sum(len(text.encode()) for text in read_articles(ROOT / "data" / "articles")["text"])
    assert 0 < sum(path.stat().st_size for path in report.glob(kind)) < most * texts


def test_a_row_of_a_table_on_a_page_is_little_more_than_what_it_says() -> None:
    places = range(0, 200_000, 100)
    frame = pd.DataFrame(
        {"article": [f"paper_2024-03-{place % 28 + 1:02}" for place in places], "start": places, "end": places}
    )
    assert len(pack(table_data(frame, columns=["article", "start"]))) < 30 * len(frame)


def test_a_word_in_its_context_is_little_more_than_its_line() -> None:
    line = {"word": "tax", "article": "a", "start": 0, "end": 3, "left": "", "match": "tax", "right": ""}
    one, many = (len(str(show_contexts(pd.DataFrame([line] * rows)).data)) for rows in (1, 101))
    assert (many - one) / 100 < 140


def test_a_figure_of_many_points_holds_them_as_a_picture(tmp_path: Path) -> None:
    words = pd.DataFrame({"word": [f"w{i}" for i in range(5_000)], "group": "all", "n": range(1, 5_001)})
    words = words.assign(log_ratio=0.5, sure="")
    assert plots.save_figure(plots.plot_keyness_scatter(words), tmp_path / "words.svg").stat().st_size < 100_000
