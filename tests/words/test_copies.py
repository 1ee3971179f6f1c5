from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from words_fixtures import articles_of

from analysis.words import find_copies
from analysis.words.copies import CopyFinder


def _news(seed: int, words: int = 300) -> list[str]:
    return [f"w{i}" for i in np.random.default_rng(seed).integers(0, 400, words)]


def test_a_wire_copy_with_another_ending_is_a_copy_and_other_news_is_not() -> None:
    wire = _news(1)
    edited = [*wire[:150], "inserted", *wire[150:290]]
    table = find_copies(articles_of(" ".join(wire), " ".join(_news(2)), " ".join(edited)))
    assert table[["article", "copy_of"]].to_numpy().tolist() == [["a2", "a0"]]
    runs = [{tuple(t[i : i + 4]) for i in range(len(t) - 3)} for t in (wire, edited)]
    assert table.loc[0, "similarity"] == pytest.approx(len(runs[0] & runs[1]) / len(runs[0] | runs[1]))


def test_the_earliest_published_is_kept() -> None:
    text = " ".join(_news(3))
    dates = pd.to_datetime([None, "2016-09-03", "2016-09-02"], utc=True)
    table = find_copies(articles_of(text, text, text, published=list(dates)))
    assert table["article"].tolist() == ["a0", "a1"]
    assert set(table["copy_of"]) == {"a2"}


def test_a_declared_duplicate_is_a_copy_if_its_original_is_there() -> None:
    articles = articles_of("one text", "quite another", "a third", duplicate_of=["", "a0", "elsewhere"])
    table = find_copies(articles)
    assert table[["article", "copy_of"]].to_numpy().tolist() == [["a1", "a0"]]


def test_a_declared_duplicate_of_a_duplicate_is_one_of_the_original() -> None:
    texts = [" ".join(_news(seed)) for seed in (4, 5, 6, 7)]
    table = find_copies(articles_of(*texts, duplicate_of=["a1", "a2", "", "a9"]))
    assert table[["article", "copy_of"]].to_numpy().tolist() == [["a0", "a2"], ["a1", "a2"]]
    table = find_copies(articles_of(*texts, duplicate_of=["a1", "a2", "a0", ""]))
    assert table[["article", "copy_of"]].to_numpy().tolist() == [["a1", "a0"], ["a2", "a0"]], "going round in a circle"
    texts[1] = texts[3]
    table = find_copies(
        articles_of(*texts, duplicate_of=["a1", "", "", ""], published=["2016", "2016", "2016", "2015"])
    )
    assert table[["article", "copy_of"]].to_numpy().tolist() == [["a0", "a3"], ["a1", "a3"]]


def test_within_a_frame_the_earliest_is_kept_whatever_the_ids_are() -> None:
    text = " ".join(_news(3))
    for ids in (["1", "2"], [1, 2]):
        frame = pd.DataFrame({"article": ids, "text": text, "published": ["2016-09-03", "2016-09-02"]})
        assert CopyFinder().only_new(frame)["published"].tolist() == ["2016-09-02"]


def test_a_chain_of_copies_keeps_what_is_unlike_the_original() -> None:
    base = _news(4, 400)
    texts = [" ".join(base[k : k + 200]) for k in (0, 30, 60)]
    table = find_copies(articles_of(*texts), threshold=0.7)
    assert table[["article", "copy_of"]].to_numpy().tolist() == [["a1", "a0"]]


def test_short_and_empty_texts_are_copies_only_of_their_equals() -> None:
    table = find_copies(articles_of("", "", "sign up", "sign up now", "Sign up", "—"))
    assert table[["article", "copy_of"]].to_numpy().tolist() == [["a4", "a2"]]
    assert find_copies(articles_of()).empty


def test_an_impossible_threshold_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold"):
        find_copies(articles_of("a"), threshold=0)
