"""Counting batch by batch: the same figures as counting at once, in memory that does not grow with the articles."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from words_fixtures import articles_of

from analysis.words import count_words, deviation_of_proportions, juilland_d
from analysis.words.tally import Entries, Tally, find_entries


def _articles(count: int, *, seed: int = 0, first: int = 0) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    texts = [
        " ".join(f"w{k}" for k in random.zipf(1.3, random.integers(20, 400)) if k < 3_000) + "." for _ in range(count)
    ]
    frame = articles_of(*texts, side=random.choice(["x", "y"], count).tolist())
    return frame.assign(article=[f"a{first + i}" for i in range(count)])


def _batches(articles: pd.DataFrame, size: int) -> Iterator[pd.DataFrame]:
    for first in range(0, len(articles), size):
        yield articles.iloc[first : first + size]


@pytest.mark.parametrize("options", [{}, {"by": "side"}, {"n": 2, "min_n": 2}, {"by": "quoted"}])
def test_frames_one_by_one_give_the_table_of_all_at_once(options: dict[str, object]) -> None:
    articles = _articles(60)
    whole = count_words(articles, names=False, copies="all", **options)  # type: ignore[arg-type]
    parts = count_words(_batches(articles, 7), names=False, copies="all", **options)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(parts, whole, check_exact=False, rtol=1e-12)
    assert parts.attrs == whole.attrs


def test_no_frame_gives_an_empty_table() -> None:
    table = count_words(iter(()), names=False)
    assert table.empty
    assert table.attrs["words"] == {"all": 0}
    assert table["n"].dtype == np.int64


def _random_entries(seed: int, articles: int) -> Entries:
    random = np.random.default_rng(seed)
    words = random.zipf(1.2, 300 * articles) % 2_000
    rows = np.sort(random.choice(articles, len(words), p=random.dirichlet(np.full(articles, 5.0))))
    return find_entries(rows, np.zeros(len(words), dtype=np.int64), words.astype(np.int32), 1)


def test_sums_stay_exact_and_dp_nearly_so_when_cells_are_shared() -> None:
    exact, shared = Tally(), Tally(limit=2_000)
    for seed in range(12):
        entries = _random_entries(seed, 100)
        exact.add(entries)
        shared.add(entries)
    want, got = ([column[np.argsort(f.word)] for column in f] for f in (exact.figures(), shared.figures()))
    for name, a, b in zip(exact.figures()._fields, want, got, strict=True):
        if name == "dispersion":
            assert np.abs(a - b).max() < 0.01
            rare = want[2] < 400  # less than once an article: every article with the word uses it more than the mean
            assert b[rare] == pytest.approx(a[rare], abs=1e-9)
        else:
            assert b == pytest.approx(a, rel=1e-9, abs=1e-7), name


def test_figures_agree_with_the_plain_functions() -> None:
    entries = _random_entries(3, 50)
    tally = Tally()
    tally.add(entries)
    figures = tally.figures()
    table = np.zeros((len(entries.row), 2_000))
    table[entries.part, entries.word] = entries.n
    with np.errstate(invalid="ignore"):
        dispersion, evenness = (f(table, entries.sizes) for f in (deviation_of_proportions, juilland_d))
    assert figures.dispersion == pytest.approx(dispersion[figures.word], abs=1e-12)
    assert figures.juilland_d == pytest.approx(evenness[figures.word], abs=1e-9)


def test_memory_does_not_grow_with_the_articles() -> None:
    def kept(batches: int) -> int:
        tally = Tally(limit=20_000)
        entries = _random_entries(0, 100)
        tracemalloc.start()
        for _ in range(batches):
            tally.add(entries)
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return size

    assert kept(80) < 1.5 * kept(10)


def test_a_copy_in_a_later_frame_is_left_out() -> None:
    first, later = _articles(5), _articles(5, seed=1, first=5)
    copy = first.iloc[[2]].assign(article="again", text=first["text"].iloc[2] + " w1 w2 w3")
    short = articles_of("a short note", side=["x"]).assign(article="s1")
    frames = [first, pd.concat([later, copy, short]), short.assign(article="s2")]
    table = count_words(iter(frames), names=False)
    assert table.attrs["copies"] == 2
    want = count_words(pd.concat([first, later, short]), names=False)
    pd.testing.assert_frame_equal(table, want)
    assert count_words(iter(frames), names=False, copies="all").attrs["copies"] == 0
