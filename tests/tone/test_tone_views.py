"""Means, arcs and tables: what they are over, how sure they are, and where they lead."""

import numpy as np
import pandas as pd
import pytest

from analysis.findings import say_tone
from analysis.tone import (
    arc_moves,
    average_tone,
    bootstrap_mean,
    compare_voices,
    fit_neutral_band,
    heaviest_drivers,
    label_scores,
    score_sentences,
    score_tone,
    telling_sentences,
    tone_arc,
    tone_by_speaker,
    tone_over_time,
)


def rows_of(scores, *, article="a", **columns):
    table = pd.DataFrame({"score": scores, "article": article} | columns)
    return table.assign(start=range(len(table)), end=range(1, len(table) + 1), drivers=[[] for _ in scores])


@pytest.mark.parametrize("sentences", [5, 8, 20, 30])
def test_the_interval_covers_the_true_mean_about_as_often_as_it_says(sentences):
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(600):
        low, high = bootstrap_mean(rng.normal(0.1, 0.4, size=sentences))
        hits += low <= 0.1 <= high
    assert 0.9 <= hits / 600 <= 0.98


def test_where_no_voice_differs_none_is_said_to():
    rng = np.random.default_rng(4)
    said = 0
    for _ in range(60):
        rows = [rows_of(rng.normal(0, 0.4, size=6), article=f"a{k}", speaker=f"S{k}") for k in range(12)]
        said += not say_tone(average_tone(pd.concat(rows), by=["speaker"])).startswith("No clear difference")
    assert said <= 8  # one in twenty, and a little for the few sentences


def test_a_voice_that_differs_is_said_to_though_there_are_many():
    rng = np.random.default_rng(6)
    rows = [rows_of(rng.normal(0.9 * (k == 3), 0.3, size=15), article=f"a{k}", speaker=f"S{k}") for k in range(12)]
    assert say_tone(average_tone(pd.concat(rows), by=["speaker"])).startswith("S3 sounds most positive")


def test_where_no_article_changes_none_is_said_to():
    rng = np.random.default_rng(5)
    rows = [rows_of(rng.normal(0, 0.4, size=24), article=f"a{k}", label="") for k in range(100)]
    moves = arc_moves(tone_arc(pd.concat(rows)))
    assert moves.notna().all()
    assert (moves != 0).sum() <= 1


def test_sentences_of_one_article_are_drawn_together():
    values = np.repeat([-0.5, -0.2, 0.0, 0.2, 0.5, 0.6], 20)
    clusters = np.repeat(list("abcdef"), 20)
    alone, together = bootstrap_mean(values), bootstrap_mean(values, clusters=clusters)
    assert together[1] - together[0] > 3 * (alone[1] - alone[0])


def test_the_normal_interval_takes_over_without_a_jump():
    rng = np.random.default_rng(4)
    values = rng.normal(0, 0.4, size=200)
    before, after = bootstrap_mean(values), bootstrap_mean(np.append(values, values.mean()))
    assert after == pytest.approx(before, abs=0.01)


def test_unknown_sentences_are_left_out_of_mean_and_interval():
    known = [0.1, 0.2, 0.3, 0.4, 0.5]
    assert bootstrap_mean([*known, np.nan]) == bootstrap_mean(known)
    assert np.isnan(bootstrap_mean([*known[:4], np.nan, np.nan])).all()
    assert np.isnan(bootstrap_mean(known, clusters=list("aaabb"))).all()


def test_a_group_over_many_articles_resamples_articles_and_says_so():
    many = rows_of([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], article=list("abcdef"), speaker="A")
    one = rows_of([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], article="a", speaker="B")
    few = rows_of([0.1], article="a", speaker="C")
    table = average_tone(pd.concat([many, one, few]), by=["speaker"]).set_index("speaker")
    assert table["resampled"].to_dict() == {"A": "article", "B": "sentence", "C": ""}
    assert table["articles"].to_dict() == {"A": 6, "B": 1, "C": 1}


def test_no_groups_gives_one_mean_and_no_rows_none():
    rows = rows_of([0.5, np.nan])
    table = average_tone(rows, by=[])
    assert (table["score"].iat[0], table["n"].iat[0], table["coverage"].iat[0]) == (0.5, 2, 0.5)
    assert len(average_tone(rows.iloc[:0], by=["article"])) == 0


def test_scores_are_named_and_nan_is_unknown():
    assert label_scores([-0.5, 0.0, 0.9, np.nan]) == ["negative", "neutral", "positive", "unknown"]


def test_the_fitted_band_is_where_the_labels_change():
    scores = np.linspace(-0.5, 0.5, 101)
    labels = ["negative" if s < -0.095 else "positive" if s > 0.295 else "neutral" for s in scores]
    (low, high), f1 = fit_neutral_band(scores, labels)
    assert f1 == pytest.approx(1.0)
    assert (low, high) == pytest.approx((-0.1, 0.29), abs=0.011)
    with pytest.raises(ValueError, match="labels"):
        fit_neutral_band([0.1], ["good"])


def test_speakers_are_ranked_only_where_there_is_enough_to_rank_by(reading_of, quotes_of):
    good, bad = "It is good. It is great. It is nice. It is fine. It is lovely.", "It is bad. " * 5
    articles, reading = reading_of(f"“{good}” “{bad.strip()}” “Wonderful.” said three.")
    quotes = quotes_of(articles, (0, "Bad", f"“{bad.strip()}”"), (0, "Good", f"“{good}”"), (0, "Few", "“Wonderful.”"))
    table = tone_by_speaker(score_sentences(articles, quotes=quotes, reading=reading))
    assert table["speaker"].tolist() == ["Good", "Bad", "Few"]
    assert table["rank"].tolist()[:2] == [1, 2]
    assert pd.isna(table["rank"].iat[2])
    assert np.isnan(table["low"].iat[2])


def test_types_of_quotes_are_kept_apart_on_request(reading_of, quotes_of):
    articles, reading = reading_of("“It is good.” she said that it was bad.")
    quotes = quotes_of(articles, (0, "Lee", "“It is good.”"), (0, "Lee", "it was bad", "indirect"))
    table = tone_by_speaker(score_sentences(articles, quotes=quotes, reading=reading), by_type=True)
    assert table.set_index("type")["label"].to_dict() == {"direct": "positive", "indirect": "negative"}


def test_the_reporter_is_set_against_the_quoted(reading_of, quotes_of):
    articles, reading = reading_of("“It is great,” she said. The day was awful.")
    quotes = quotes_of(articles, (0, "Lee", "“It is great,”"))
    rows = score_sentences(articles, quotes=quotes, reading=reading)
    assert compare_voices(rows).set_index("voice")["label"].to_dict() == {
        "quoted": "positive",
        "reporter": "negative",
    }
    with pytest.raises(ValueError, match="quotes"):
        compare_voices(score_sentences(articles, reading=reading))


@pytest.mark.parametrize(("by", "said"), [(["outlot"], "lack the column.*outlot"), ("outlet", "give a list")])
@pytest.mark.parametrize("view", [average_tone, tone_over_time, telling_sentences])
def test_a_column_that_is_not_there_is_named(view, by, said, reading_of):
    articles, reading = reading_of("The plan is good.")
    sentences = score_sentences(articles, reading=reading)
    articles["published"] = pd.to_datetime(["2021-03-01"], utc=True)
    given = {} if view is average_tone else {"articles": articles}
    with pytest.raises(ValueError, match=said):
        view(sentences, by=by, **given)


def test_months_are_in_order_and_undated_articles_are_counted(reading_of):
    articles, reading = reading_of("It is bad.", "It is good.", "It is great.", "It is awful.")
    dates = pd.to_datetime(["2021-03-31T23:30Z", "2021-01-02", None, "2021-03-01"], format="ISO8601", utc=True)
    table = tone_over_time(score_sentences(articles, reading=reading), articles.assign(published=dates))
    assert table["period"].dt.strftime("%Y-%m-%d").tolist() == ["2021-01-01", "2021-03-01"]
    assert table["articles"].tolist() == [1, 2]
    assert table.attrs["undated"] == 1
    with pytest.raises(ValueError, match="decade"):
        tone_over_time(table, articles.assign(published=dates), period="decade")


def test_the_most_telling_sentences_lead_back_and_stand_once(reading_of):
    articles, reading = reading_of("It is good. It is a terrible disaster. It is bad.", "It is bad. It was the zorb.")
    table = telling_sentences(score_sentences(articles, reading=reading), articles, top=2)
    assert table["text"].tolist() == ["It is a terrible disaster.", "It is bad.", "It is good."]
    assert table["side"].tolist() == ["negative", "negative", "positive"]
    assert table["rank"].tolist() == [1, 2, 1]
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    for row in table.itertuples():
        assert texts[row.article][row.start : row.end] == row.text


def test_the_arc_rises_where_the_text_does_and_stays_within_each_article(reading_of):
    articles, reading = reading_of("It is bad. " * 8 + "It is good. " * 8, "It is awful.")
    arc = tone_arc(score_tone(articles, reading=reading), window=5)
    first = arc[arc["article"] == "a0"]
    assert first["mean"].iloc[0] < 0 < first["mean"].iloc[-1]
    assert first["mean"].is_monotonic_increasing
    assert first["position"].tolist() == list(range(16))
    assert arc["mean"].iloc[-1] == pytest.approx(arc["score"].iloc[-1])
    assert arc["low"].isna().sum() == 5  # two at each end, where the window is cut, and the other article
    assert (arc["low"].dropna() <= arc["mean"][arc["low"].notna()] + 1e-12).all()
    with pytest.raises(ValueError, match="odd"):
        tone_arc(arc, window=4)


def test_unknown_sentences_neither_pull_nor_break_the_arc(reading_of):
    articles, reading = reading_of("It is bad. The zorb met. It is bad.")
    arc = tone_arc(score_tone(articles, reading=reading), window=3)
    assert arc["mean"].nunique() == 1
    alone, other = reading_of("The zorb met.")
    assert np.isnan(tone_arc(score_tone(alone, reading=other))["mean"].iat[0])


def test_of_the_words_behind_a_mean_the_heaviest_are_kept_and_the_mean_stays() -> None:
    drivers = [{"text": "war", "weight": -0.5}, {"text": "peace", "weight": 0.4}, {"text": "so", "weight": 0.1}]
    table = pd.DataFrame({"speaker": ["Ada", "Bo"], "score": [0.0, None], "drivers": [drivers, []]})
    kept = heaviest_drivers(table, top=2)
    assert kept["drivers"].tolist() == [drivers[:2], []]
    assert kept["score"].equals(table["score"])
    assert table["drivers"].tolist() == [drivers, []], "the table given is left as it is"
