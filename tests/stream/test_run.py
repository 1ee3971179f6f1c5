"""Articles flow through in batches; what is there is kept, what is missing is made, nothing is half written."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from stream_fixtures import LETTERS, count_letters, in_order, story, write_corpus

from analysis import read_articles
from analysis.articles.table import each_article
from analysis.quotes import gather_quotes
from analysis.stream import Table, parts, quotes_table, read_parts, run, stream_table, tone_table, words_table
from analysis.stream.batches import Batch, cut_batches
from analysis.stream.workers import local_workers, make_parts
from analysis.tone import score_targets, score_tone
from analysis.words import count_words


def test_the_parts_together_are_the_table_in_the_order_of_the_articles(corpus: Path, tmp_path: Path) -> None:
    done = stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    table = read_parts(tmp_path / "out" / "letters")
    assert list(table["article"]) == [f"a{number}" for number in range(40)]
    assert (done.articles, done.rows, done.status) == (40, 40, 0)
    assert done.parts == done.made > 5
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out" / "letters"), table)


def test_a_second_run_makes_nothing_and_changes_no_byte(corpus: Path, tmp_path: Path) -> None:
    stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    before = {path.name: path.read_bytes() for path in (tmp_path / "out" / "letters").glob("*.parquet")}
    again = stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    assert again.made == 0
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "out" / "letters").glob("*.parquet")}


def test_an_article_changed_put_in_or_taken_out_moves_no_batch_but_its_own(tmp_path: Path) -> None:
    news, out = tmp_path / "news.jsonl", tmp_path / "out"
    stream_table(write_corpus(news, range(40)), LETTERS, out, workers=0)
    assert stream_table(write_corpus(news, range(40), a20="Changed."), LETTERS, out, workers=0).made == 1
    taken_out = [number for number in range(40) if number != 7]
    assert stream_table(write_corpus(news, taken_out, a20="Changed."), LETTERS, out, workers=0).made <= 2
    table = read_parts(out / "letters")
    assert list(table["article"]) == [f"a{number}" for number in taken_out]
    assert table.set_index("article").loc["a20", "letters"] == len("Changed.")


def test_another_version_makes_all_anew(corpus: Path, tmp_path: Path) -> None:
    first = stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    again = stream_table(corpus, LETTERS._replace(version="2"), tmp_path / "out", workers=0)
    assert again.made == first.made
    assert len(read_parts(tmp_path / "out" / "letters")) == 40


def test_without_the_cache_a_finished_table_is_made_anew_and_an_unfinished_one_goes_on(
    corpus: Path, tmp_path: Path
) -> None:
    first = stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    assert stream_table(corpus, LETTERS, tmp_path / "out", workers=0, cache=False).made == first.made
    (tmp_path / "out" / "letters" / run.FINISHED).unlink()
    assert stream_table(corpus, LETTERS, tmp_path / "out", workers=0, cache=False).made == 0


def test_a_part_that_is_damaged_is_made_again(corpus: Path, tmp_path: Path) -> None:
    stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    path = next(iter(parts.find_parts(tmp_path / "out" / "letters").values()))
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert stream_table(corpus, LETTERS, tmp_path / "out", workers=0).made == 1
    assert path.read_bytes() == whole


def test_batches_are_bounded_by_articles_and_by_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = {f"a{number}": "word " * 1000 for number in range(10, 20)}
    news = write_corpus(tmp_path / "news.jsonl", range(40), **long)
    monkeypatch.setattr("analysis.stream.batches.MAX_CHARACTERS", 6000)
    cut = list(cut_batches(each_article(news), version="1", told=print))
    assert max(len(batch.articles) for batch in cut) <= 6
    assert max(batch.articles["text"].str.len().sum() for batch in cut) <= 11_000
    assert sum(len(batch.articles) for batch in cut) == 40
    assert len({batch.key for batch in cut}) == len(cut)


def test_no_more_batches_are_held_than_are_worked_on(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = 0

    def counted() -> Iterator[Batch]:
        nonlocal held
        for batch in cut_batches(each_article(corpus), version="1", told=print):
            held += 1
            yield batch

    with local_workers(0) as crew:
        for made, _ in enumerate(make_parts(lambda articles: b"", counted(), crew, stage="x"), start=1):
            assert held <= made + 1


@pytest.mark.parametrize("unit", ["sentence", "speaker"])
def test_the_tables_are_those_that_a_notebook_makes_of_all_articles_at_once(
    corpus: Path, tmp_path: Path, unit: str
) -> None:
    articles = read_articles(corpus)
    quotes = gather_quotes(articles)
    stream_table(corpus, tone_table(unit=unit), tmp_path / "out", workers=0)
    tone = score_tone(articles, unit=unit, quotes=quotes.assign(voice=quotes["speaker"]))
    assert in_order(read_parts(tmp_path / "out" / "tone")) == in_order(tone)
    if unit == "sentence":
        stream_table(corpus, quotes_table(), tmp_path / "out", workers=0)
        stream_table(corpus, words_table(names=False), tmp_path / "out", workers=0)
        made = read_parts(tmp_path / "out" / "quotes")
        assert set(quotes.columns) - set(made.columns) == {"voice"}
        assert in_order(made) == in_order(quotes[made.columns])
        words = read_parts(tmp_path / "out" / "words").groupby("word")["n"].sum().sort_index()
        counted = count_words(articles, copies="all", names=False).set_index("word")["n"].sort_index()
        assert words.to_dict() == counted.to_dict()


def test_a_target_is_called_as_its_own_article_has_it_whatever_others_are_in_the_batch() -> None:
    texts = ["They praised Ellen Marsh.", "They met Mrs. Marsh."]
    articles = pd.DataFrame({"article": ["a", "b"], "text": texts, "duplicate_of": ""})
    table = tone_table(unit="mention", cache=False)
    assert table.make(articles)["target"].tolist() == ["Ellen Marsh", "Marsh"]
    assert score_targets(articles, cache=False)["target"].tolist() == ["Ellen Marsh"] * 2


def test_what_goes_wrong_is_in_problems_csv(tmp_path: Path) -> None:
    write_corpus(tmp_path / "a.jsonl", range(5))
    (tmp_path / "b.jsonl").write_text("{broken\n")
    done = stream_table(tmp_path / "*.jsonl", LETTERS, tmp_path / "out", workers=0)
    assert done.status == 1
    told = pd.read_csv(tmp_path / "out" / "problems.csv")
    assert list(told.columns) == ["path", "stage", "reason"]
    assert told.loc[0, "path"].endswith("b.jsonl")


def test_what_went_wrong_with_another_table_is_listed_but_costs_this_one_nothing(corpus: Path, tmp_path: Path) -> None:
    assert stream_table(corpus, Table("letters", fail_on_quay_seven, "1"), tmp_path / "out", workers=0).status == 1
    done = stream_table(corpus, LETTERS._replace(name="lengths"), tmp_path / "out", workers=0)
    assert (done.rows, done.status, len(done.problems)) == (40, 0, 0)
    assert list(pd.read_csv(tmp_path / "out" / "problems.csv")["stage"]) == ["letters"]


def test_an_article_whose_id_is_taken_costs_nothing_and_is_told(tmp_path: Path) -> None:
    news = write_corpus(tmp_path / "news.jsonl", [1, 2, 1])
    done = stream_table(news, LETTERS, tmp_path / "out", workers=0)
    assert (done.articles, done.status) == (3, 0)
    assert "the id 'a1' is taken" in done.problems.loc[0, "reason"]


def fail_on_quay_seven(articles: pd.DataFrame) -> pd.DataFrame:
    if articles["text"].str.contains("quay 7 ").any():
        raise ZeroDivisionError("quay 7 is too much")
    return count_letters(articles)


def test_an_article_that_cannot_be_worked_on_is_left_out_alone_and_told_in_every_run(
    corpus: Path, tmp_path: Path
) -> None:
    table = Table("letters", fail_on_quay_seven, "1")
    for _ in range(2):
        done = stream_table(corpus, table, tmp_path / "out", workers=0)
        assert done.status == 1
        assert list(done.problems["stage"]) == ["letters"]
        assert "'a7' cannot be worked on (ZeroDivisionError: quay 7 is too much)" in done.problems.loc[0, "reason"]
    assert done.made == 0
    left = [f"a{number}" for number in range(40) if number != 7]
    assert list(read_parts(tmp_path / "out" / "letters")["article"]) == left


def test_a_full_disk_ends_the_run_with_a_word_and_the_next_one_goes_on(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0
    real = os.fsync

    def full_after_three(handle: int) -> None:
        nonlocal written
        written += 1
        if written > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(parts.os, "fsync", full_after_three)
    with pytest.raises(OSError, match=r"No space left on device.*goes on"):
        stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    assert len(parts.find_parts(tmp_path / "out" / "letters")) == 3
    assert not list((tmp_path / "out" / "letters").glob(".part*"))
    monkeypatch.undo()
    done = stream_table(corpus, LETTERS, tmp_path / "out", workers=0)
    assert len(read_parts(tmp_path / "out" / "letters")) == 40
    assert done.status == 0


def test_a_folder_that_cannot_be_written_is_told_at_once(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError, match=r"letters: nothing can be written there"):
        stream_table(corpus, LETTERS, tmp_path / "file", workers=0)


def test_a_folder_without_permission_is_told_at_once(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, data: bytes) -> int:  # the tests may run as root, whom nothing is forbidden
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OSError, match=r"nothing can be written there \(Permission denied\)"):
        stream_table(corpus, LETTERS, tmp_path / "out", workers=0)


def test_two_runs_do_not_write_into_one_folder(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "letters"
    folder.mkdir(parents=True)
    with parts.lock(folder), pytest.raises(ValueError, match="another run is writing there"):
        stream_table(corpus, LETTERS, tmp_path / "out", workers=0)


def test_columns_have_one_type_whether_a_part_has_rows_or_not() -> None:
    rows = pd.DataFrame({"article": ["a"], "n": [1], "spans": [[[0, 3]]], "note": pd.Series([None], dtype=object)})
    schemas = [pq.read_schema(io.BytesIO(parts.to_part(frame))) for frame in (rows, rows.iloc[:0])]
    assert schemas[0] == schemas[1]


def test_a_table_of_short_stories_is_read_back_with_its_spans(corpus: Path, tmp_path: Path) -> None:
    stream_table(corpus, quotes_table(act="speech"), tmp_path / "out", workers=0)
    quotes = read_parts(tmp_path / "out" / "quotes")
    assert len(quotes) >= 40
    for quote in quotes.itertuples():
        text = story(int(quote.article[1:]))
        assert " … ".join(text[start:end] for start, end in quote.spans) == quote.text
