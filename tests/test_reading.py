import dataclasses
import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import cache
from analysis.reading import Reading, read

HOSTILE = (
    st.text(alphabet="aB s.,!?“”«»\"'‘’\n\r\t (—\u2028\u0085\u00a0\x00\u200f\ufeffאس1é😀👩\u200d", max_size=80)
    | st.text(max_size=80)
    | st.text(st.characters(categories=["Cs", "Lu", "Po"]), max_size=10)
)
STORY = (
    "HARLOW, May 3 (AP) — Mayor Anna Whitfield’s plan failed. “Are you sure?” "
    "she asked Gov. Tom Reyes.\r\n\r\n"
    "“We won’t stop,” said Reyes (D-Mo.) on Monday.  “It’s over.” The vote was 7-2 in the U.S. Senate.\n"
    "Contact the newsroom at 555-0100."
)


@pytest.fixture(autouse=True, scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("cache")
        patch.setenv("VERBATIM_CACHE", str(path))
        yield path


def articles(*texts: object, **columns: object) -> pd.DataFrame:
    ids = [f"a{i}" for i in range(len(texts))]
    return pd.DataFrame({"article": ids, "text": pd.Series(texts, dtype=object), **columns})


def frames(reading: Reading) -> dict[str, pd.DataFrame]:
    return {field.name: getattr(reading, field.name) for field in dataclasses.fields(reading)}


def assert_same(a: Reading, b: Reading) -> None:
    for name, frame in frames(a).items():
        pd.testing.assert_frame_equal(frame, frames(b)[name])


def shown(text: str, frame: pd.DataFrame) -> list[str]:
    return [text[s:e] for s, e in zip(frame["start"], frame["end"], strict=True)]


@pytest.fixture(scope="module")
def story(folder: Path) -> Reading:
    return read(articles(STORY, boilerplate=[[[STORY.index("Contact"), len(STORY)]]]))


def test_sentences_end_where_a_reader_ends_them(story: Reading) -> None:
    assert shown(STORY, story.sentences) == [
        "HARLOW, May 3 (AP) — Mayor Anna Whitfield’s plan failed.",
        "“Are you sure?” she asked Gov. Tom Reyes.",
        "“We won’t stop,” said Reyes (D-Mo.) on Monday.",
        "“It’s over.”",
        "The vote was 7-2 in the U.S. Senate.",
        "Contact the newsroom at 555-0100.",
    ]


def test_tokens_have_lemma_norm_and_part_of_speech(story: Reading) -> None:
    won_t = story.tokens[story.tokens["text"].isin(["wo", "n’t"])]
    assert won_t["norm"].tolist() == ["wo", "n't"]
    was = story.tokens[story.tokens["text"] == "was"].iloc[0]
    assert (was["lemma"], was["pos"]) == ("be", "AUX")
    assert not story.tokens["text"].str.isspace().any()


def test_names_are_without_the_possessive_and_no_numbers(story: Reading) -> None:
    names = story.names.set_index("text")["label"].to_dict()
    assert names["Anna Whitfield"] == names["Tom Reyes"] == "PERSON"
    assert shown(STORY, story.names) == story.names["text"].tolist()
    assert not set(story.names["label"]) & {"DATE", "CARDINAL", "TIME"}


def test_quoted_tokens_are_those_between_the_marks(story: Reading) -> None:
    quoted = story.tokens[story.tokens["quoted"]]
    words = [t for t in quoted["text"] if any(map(str.isalpha, t))]
    assert " ".join(words) == "Are you sure We wo n’t stop It ’s over"


def test_boilerplate_is_marked_on_tokens_and_sentences(story: Reading) -> None:
    left_out = story.tokens[story.tokens["boilerplate"]]
    assert left_out["text"].iloc[0] == "Contact"
    assert story.sentences["boilerplate"].tolist() == [False] * 5 + [True]
    assert set(left_out["sentence"]) == {5}


def test_a_sentence_that_is_boilerplate_in_part_is_not_left_out() -> None:
    sentences = read(articles("Call the desk today.", boilerplate=[[[0, 4]]])).sentences
    assert sentences["boilerplate"].tolist() == [False]


@pytest.mark.parametrize("spans", [None, float("nan"), pd.NA, [], np.array([])])
def test_no_boilerplate_may_be_written_in_many_ways(spans: object) -> None:
    one = articles("Call the desk.").assign(boilerplate=pd.Series([spans], dtype=object))
    assert not read(one).tokens["boilerplate"].any()


def test_boilerplate_beyond_the_text_does_not_reach_the_next_article() -> None:
    spans = [np.array([np.array([5, 10**9]), np.array([-3, 4])], dtype=object), None]
    tokens = read(articles("Call the desk.", "Call us.", boilerplate=pd.Series(spans, dtype=object))).tokens
    assert tokens[tokens["boilerplate"]][["article", "text"]].values.tolist() == [
        ["a0", t] for t in ("Call", "the", "desk", ".")
    ]


def test_the_frames_have_the_same_columns_and_types_without_articles(story: Reading) -> None:
    nothing = [read(articles()), read(articles("", None, " \r\n\t"))]
    for reading in nothing:
        for name, frame in frames(reading).items():
            assert frame.empty
            assert frame.dtypes.to_dict() == frames(story)[name].dtypes.to_dict()


@settings(deadline=None, max_examples=150)
@given(st.lists(HOSTILE, min_size=1, max_size=3))
def test_offsets_are_exact_on_hostile_text(texts: list[str]) -> None:
    reading = read(articles(*texts), cache=False)
    kept = {f"a{i}": "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in t) for i, t in enumerate(texts)}
    for frame in frames(reading).values():
        for row in frame.itertuples():
            assert 0 <= row.start < row.end <= len(kept[row.article])
            if hasattr(row, "text"):
                assert kept[row.article][row.start : row.end] == row.text
    for name, text in kept.items():
        tokens, sentences = (f[f["article"] == name] for f in (reading.tokens, reading.sentences))
        covered = np.zeros(len(text), int)
        for s, e in zip(tokens["start"], tokens["end"], strict=True):
            covered[s:e] += 1
        assert all(n == 1 or (n == 0 and c.isspace()) for n, c in zip(covered, text, strict=True))
        assert sentences["sentence"].tolist() == list(range(len(sentences)))
        for sentence in shown(text, sentences):
            assert sentence == sentence.strip()
            assert not set(sentence) & set("\n\r\u2028\u2029")
        spans = sentences.set_index("sentence").loc[tokens["sentence"]]
        assert (spans["start"].to_numpy() <= tokens["start"].to_numpy()).all()
        assert (spans["end"].to_numpy() >= tokens["end"].to_numpy()).all()
        quoted = np.zeros(len(text) + 1, bool)
        for q in reading.quotations[reading.quotations["article"] == name].itertuples():
            quoted[q.start : q.end] |= q.level == 0
        assert quoted[tokens["start"]].tolist() == tokens["quoted"].tolist()


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "“" * 3_000, "😀" * 3_000, ("The mayor won. " * 2_000) + "שלום " * 500, "a\n" * 2_000],
)
def test_long_lines_are_read_whole(text: str) -> None:
    tokens = read(articles(text), cache=False).tokens
    assert "".join(tokens["text"]) == "".join(text.split())
    assert shown(text, tokens) == tokens["text"].tolist()


def test_the_million_character_line_is_cut_into_pieces_the_pipeline_takes() -> None:
    from analysis.reading import _pieces

    for text in (
        "x" * 1_000_000,
        "The mayor won. " * 66_667,
        "a " * 500_000,
        "x" * 1_999 + ". " + "y" * 999_999,
    ):
        pieces = list(_pieces(text))
        assert pieces[0][0] == 0
        assert pieces[-1][1] == len(text)
        assert all(a[1] == b[0] for a, b in itertools.pairwise(pieces))
        assert all(0 < e - s <= 2_000 for s, e in pieces)


def test_workers_and_cache_change_nothing() -> None:
    three = articles(STORY, "“No,” said Ms. Orr of Leeds.", STORY)
    fresh = read(three, cache=False)
    assert_same(fresh, read(three, cache=False, workers=2))
    assert_same(fresh, read(three))
    assert_same(fresh, read(three))


def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    together = read(articles(STORY, "Leeds won."), cache=False)
    alone = read(articles(STORY), cache=False)
    for name, frame in frames(together).items():
        pd.testing.assert_frame_equal(frame[frame["article"] == "a0"].reset_index(drop=True), frames(alone)[name])


def test_a_second_reading_comes_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(articles("Leeds lost on Sunday."))
    monkeypatch.setattr("analysis.reading._read_text", lambda text: pytest.fail("it was read anew"))
    assert_same(first, read(articles("Leeds lost on Sunday.")))


@pytest.mark.parametrize("value", [b"nonsense", cache.to_bytes(pd.DataFrame({"start": [0]}))])
def test_a_cached_value_that_is_no_reading_is_read_anew(value: bytes) -> None:
    right = read(articles("Leeds drew."))
    store = sqlite3.connect(cache.cache_path())
    keys = [key for (key,) in store.execute("SELECT key FROM entries WHERE kind = 'reading'")]
    store.close()
    cache.put_many("reading", dict.fromkeys(keys, value))
    assert_same(right, read(articles("Leeds drew.")))


def test_a_cache_that_cannot_be_used_does_not_stop_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    monkeypatch.setenv("VERBATIM_CACHE", str(tmp_path / "file"))
    with pytest.warns(cache.CacheWarning):
        reading = read(articles("Leeds won."))
    assert reading.tokens["text"].tolist() == ["Leeds", "won", "."]


def test_a_progress_bar_is_shown_when_asked_for_only(capsys: pytest.CaptureFixture[str]) -> None:
    read(articles("Leeds."), cache=False)
    assert capsys.readouterr().err == ""
    read(articles("Leeds."), cache=False, progress=True)
    assert "reading" in capsys.readouterr().err


def test_what_cannot_be_read_is_told() -> None:
    with pytest.raises(ValueError, match=r"lack the column.*text"):
        read(pd.DataFrame({"article": ["a"]}))
    with pytest.raises(ValueError, match=r"id of its own.*'a'"):
        read(pd.DataFrame({"article": ["a", "a"], "text": ["x", "y"]}))
    with pytest.raises(ValueError, match=r"boilerplate holds lists of \[start, end\]"):
        read(articles("x", boilerplate=["0-5"]))
    with pytest.raises(ValueError, match="workers"):
        read(articles("x"), workers=0)
