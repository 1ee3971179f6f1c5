"""What is asked of frames: columns, texts, dates."""

import numpy as np
import pandas as pd
import pytest

from analysis import extract_quotes, read_articles, score_tone, share_of_voice, show, write_table
from analysis.frames import PERIODS, check_columns, periods_of, spans_of, text_by_article, texts_of, with_ids
from analysis.quotes.gather import gather_quotes
from analysis.quotes.parties import parties
from analysis.quotes.sides import SPEAKER_COLUMNS, apply_speakers
from analysis.quotes.voices import merges
from analysis.reading import read
from analysis.summaries import headline_numbers, quote_positions, with_positions
from analysis.tone import score_sentences, score_targets, stance_matrix, tone_by_speaker, tone_over_time, words_behind
from analysis.words import count_words

SAID = "“The gates stay open,” Ellen Marsh said on Monday.\n\nContact: Port Lammer Press Office"


def test_a_missing_column_is_named_with_those_that_are_there():
    frame = pd.DataFrame({"id": ["a"], "text": ["x"]})
    with pytest.raises(ValueError, match=r"the quotes lack the column\(s\) article, spans; there are: id, text"):
        check_columns(frame, "article", "text", "spans", of="quotes")
    with pytest.raises(ValueError, match="there are: none"):
        check_columns(pd.DataFrame(), "text")
    with pytest.raises(ValueError, match=r"as a table, not 'data/articles'; of files, read_articles\(path\)"):
        extract_quotes("data/articles")
    with pytest.raises(ValueError, match=r"the articles lack the column\(s\) text"):
        show(pd.DataFrame({"article": ["a"]}), pd.DataFrame({"article": ["a"]}))


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT])
def test_a_missing_text_is_empty(missing):
    articles = pd.DataFrame({"article": [1, 2], "text": pd.Series(["x", missing], dtype=object)})
    assert texts_of(articles) == ["x", ""]
    assert text_by_article(articles) == {"1": "x", "2": ""}


def test_periods_are_by_utc_and_no_date_has_none():
    articles = pd.DataFrame({"published": pd.to_datetime(["2025-03-02T23:30:00-05:00", None], utc=True)})
    told = {period: str(periods_of(articles, period)[0]) for period in PERIODS}
    assert told == {
        "day": "2025-03-03",
        "week": "2025-03-03/2025-03-09",
        "month": "2025-03",
        "quarter": "2025Q1",
        "year": "2025",
    }
    assert periods_of(articles, "day").isna().tolist() == [False, True]
    with pytest.raises(ValueError, match="'decade' is not known; use one of day, week"):
        periods_of(articles, "decade")


def test_tone_over_time_without_dates_says_what_is_missing():
    articles = pd.DataFrame({"article": ["a"], "text": ["A wonderful day."]})
    with pytest.raises(ValueError, match=r"lack the column\(s\) published"):
        tone_over_time(score_sentences(articles), articles)


def test_ids_are_text_and_each_article_has_one_of_its_own():
    assert with_ids(pd.DataFrame({"article": [1, 2]}))["article"].tolist() == ["1", "2"]
    for ids in ([1, 1], ["a", None]):
        with pytest.raises(ValueError, match="each article needs an id of its own"):
            with_ids(pd.DataFrame({"article": ids}))
    twice = pd.DataFrame({"article": ["a", "a"], "text": [SAID, SAID]})
    for use in (extract_quotes, count_words, score_tone):
        with pytest.raises(ValueError, match="each article needs an id of its own"):
            use(twice)


def test_articles_numbered_from_one_are_joined_with_their_quotes():
    text = [SAID, "“Rain fell,” Bo Oren said."]
    articles = pd.DataFrame({"article": [1, 2], "text": text, "outlet": ["A", "B"], "published": ["2025-03-01", None]})
    quotes = extract_quotes(articles, progress=False)
    assert quotes["article"].tolist() == ["1", "2"]
    assert quote_positions(quotes, articles)["position"].notna().all()
    assert share_of_voice(quotes, articles)["outlets"].tolist() == [1, 1]
    assert "Rain fell" in show(quotes, articles).data
    assert set(count_words(articles, quotes=quotes, by="speaker")["group"]) == {"Ellen Marsh", "Bo Oren"}
    assert set(score_tone(articles, unit="quote", quotes=quotes)["article"]) == {"1", "2"}


@pytest.mark.parametrize("cell", [[[3, 5]], [(3, 5)], np.array([[3, 5]]), np.array([np.array([3, 5])]), "[[3, 5]]"])
def test_spans_are_read_from_any_table(cell):
    assert spans_of(pd.DataFrame({"spans": pd.Series([cell, None, np.nan, ""], dtype=object)})) == [
        [(3, 5)],
        [],
        [],
        [],
    ]
    assert spans_of(pd.DataFrame({"article": ["a"]})) == [[]]


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl", ".xlsx"])
def test_tables_written_and_read_again_say_the_same(tmp_path, ending):
    (tmp_path / "dam.txt").write_text(SAID, encoding="utf-8")
    articles = read_articles(tmp_path / "dam.txt")
    articles["boilerplate"] = [[[SAID.index("Contact"), len(SAID)]]]
    quotes = extract_quotes(articles, progress=False)
    use = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".xlsx": pd.read_excel}
    load = use.get(ending, lambda path: pd.read_json(path, lines=True))
    again, quoted = (load(write_table(frame, tmp_path / f"t{ending}")) for frame in (articles, quotes))
    assert extract_quotes(again, progress=False)["text"].tolist() == quotes["text"].tolist()
    assert count_words(again)["n"].sum() == count_words(articles)["n"].sum()
    assert share_of_voice(quoted, again)["speaker"].tolist() == ["Ellen Marsh"]
    shown = show(quoted, again).data
    assert "gates stay open" in shown
    assert "nan" not in shown


@pytest.mark.parametrize("ids", [["a", "b"], ["101", "102"]])
@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet", ".xlsx"])
def test_who_speaks_and_of_whom_is_the_same_in_a_table_that_was_written_and_read_again(tmp_path, ending, ids):
    text = f"{SAID}\n\n“No,” it said of Marsh. “Tulla is bad,” said Ellen Marsh, the mayor of Tulla."
    articles = pd.DataFrame({"article": ids, "text": [text, text.replace("Monday", "Friday")], "title": ["", "B"]})
    articles["published"] = pd.to_datetime(["2024-01-02", "2024-01-03"], utc=True)
    articles = articles.assign(outlet="Post", duplicate_of="", language="en")
    quotes = gather_quotes(articles)
    assert (quotes["speaker"] == "").any()
    reading = read(articles)
    use = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".xlsx": pd.read_excel}
    load = use.get(ending, lambda path: pd.read_json(path, lines=True))
    again, quoted = (load(write_table(frame, tmp_path / f"t{ending}")) for frame in (articles, quotes))

    nobody = pd.DataFrame(columns=SPEAKER_COLUMNS)

    def told(articles, quotes):
        toward = score_targets(articles, quotes=quotes, reading=reading)
        sentences = score_sentences(articles, quotes=quotes, reading=reading)
        yield headline_numbers(articles, quotes)["value"].tolist()
        yield merges(quotes)[["speaker", "merged", "why", "quotes"]].values.tolist()
        yield parties(quotes).tolist()
        yield share_of_voice(quotes, articles, by="side")["side"].tolist()
        shares = share_of_voice(quotes, articles)
        yield shares[["speaker", "outlets"]].values.tolist()
        yield pd.to_datetime(shares["first"], utc=True).tolist()
        yield with_positions(quotes, articles)["position"].tolist()
        yield score_tone(articles, unit="quote", quotes=quotes, reading=reading)["score"].fillna(9).tolist()
        yield apply_speakers(quotes, nobody)["speaker"].tolist()
        yield toward[["target", "speaker", "quote"]].values.tolist()
        yield stance_matrix(toward, quotes)[["who", "target", "n"]].values.tolist()
        yield tone_by_speaker(sentences)["speaker"].tolist()
        yield words_behind(sentences, quotes, reading=reading)["who"].tolist()

    for first, second in zip(told(articles, quotes), told(again, quoted), strict=True):
        assert first == second
        assert first


def test_dates_with_and_without_fractions_of_a_second_are_both_read():
    articles = pd.DataFrame({"published": ["2025-03-02T00:00:00Z", "2025-03-02T09:30:00.123Z"]})
    assert periods_of(articles, "day").nunique() == 1
