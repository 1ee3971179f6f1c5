"""What the sentences of findings promise: they say no more than the figures and their intervals bear."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from test_summaries import ARTICLES, QUOTES

from analysis.findings import (
    say_arcs,
    say_count,
    say_overview,
    say_stances,
    say_time,
    say_tone,
    say_types,
    say_voices,
)
from analysis.summaries import share_of_voice
from analysis.tone import arc_moves


def test_one_thing_is_not_told_as_several() -> None:
    assert [say_count(n, "row") for n in (0, 1, 2000)] == ["0 rows", "1 row", "2,000 rows"]
    assert [say_count(n, "copy") for n in (1, 2)] == ["1 copy", "2 copies"]
    assert say_count(2, "day") == "2 days"


def test_what_is_said_of_the_voices_holds() -> None:
    shares = share_of_voice(QUOTES)
    assert say_voices(shares) == "Ada Lind is quoted most: 3 of 5 quotes"
    assert say_voices(share_of_voice(QUOTES.assign(speaker=""))) == "No quote has a known speaker"
    assert say_voices(shares.head(0)) == "No quotes were found"
    assert say_types(shares) == "60% of 5 quotes are direct, 20% mixed, 20% indirect"
    assert say_overview(ARTICLES, QUOTES) == "3 articles: 5 quotes, 4 of them by 2 known voices"


def test_half_of_the_quotes_is_told_of_those_whose_voice_is_known() -> None:
    known = pd.DataFrame({"voice": ["Ada Lind"] * 6 + ["Bo Oren"] * 4 + list("abcdefgh")})
    assert say_overview(ARTICLES, known) == "3 articles: 18 quotes by 10 voices; 2 voices have half of these"
    many = pd.concat([known, pd.DataFrame({"voice": [""] * 30})])
    said = "3 articles: 48 quotes, 18 of them by 10 known voices; 2 voices have half of these"
    assert say_overview(ARTICLES, many) == said
    assert say_overview(ARTICLES, many.tail(30)) == "3 articles: 30 quotes, none by a known voice"
    assert say_overview(ARTICLES, many.head(0)) == "3 articles: 0 quotes"


def test_of_those_who_are_quoted_as_often_none_is_called_the_most_quoted() -> None:
    quotes = pd.DataFrame({"speaker": ["Bo Karr", "Ann Lee"] * 2 + ["Cy Dunn"], "quotes": 4})
    assert say_voices(quotes.head(2)) == "Ann Lee and Bo Karr are quoted most: 4 each of 8 quotes"
    assert say_voices(quotes.assign(speaker=list("EDCBA"))) == "5 speakers are quoted most: 4 each of 20 quotes"
    assert say_voices(quotes.head(1).assign(quotes=2000)).endswith("2,000 of 2,000 quotes")
    sides = quotes.head(2).rename(columns={"speaker": "side"})
    assert say_voices(sides, by="side") == "Ann Lee and Bo Karr have most quotes: 4 each of 8 quotes"


def test_a_tone_is_called_most_positive_only_where_the_intervals_part() -> None:
    tone = pd.DataFrame({"speaker": ["A", "B", "C"], "score": [0.5, -0.2, 0.9], "n": [9, 8, 3]})
    tone[["low", "high"]] = [[0.3, 0.7], [-0.4, 0.0], [np.nan, np.nan]]
    assert say_tone(tone) == "A sounds most positive (+0.50), B most negative (-0.20)"
    assert "No clear difference" in say_tone(tone.assign(high=[0.7, 0.4, np.nan]))
    assert say_tone(tone.iloc[1:]) == "B sounds neither way: -0.20 on a scale from -1 to 1"
    assert "Too few" in say_tone(tone.iloc[2:])
    assert say_tone(tone, top=1) == "A sounds positive: +0.50 on a scale from -1 to 1"


@pytest.mark.parametrize(
    ("intervals", "said"),
    [
        ([(0.4, 0.6), (-0.1, 0.1), (-0.2, 0.0)], "A sounds most positive (+0.50); the intervals do not tell who"),
        ([(0.2, 0.4), (0.1, 0.5), (-0.6, -0.4)], "C sounds most negative (-0.50); the intervals do not tell who"),
        (
            [(0.2, 0.4), (-0.1, 0.3), (-0.2, 0.0)],
            "A sounds more positive (+0.30) than C (-0.10); who of all is at either end is not sure",
        ),
        ([(0.0, 0.4), (-0.1, 0.3), (-0.2, 0.2)], "No clear difference in tone"),
    ],
)
def test_nobody_is_called_most_who_may_be_second(intervals: list[tuple[float, float]], said: str) -> None:
    tone = pd.DataFrame(intervals, columns=["low", "high"]).assign(speaker=["A", "B", "C"])
    assert say_tone(tone.assign(score=(tone["low"] + tone["high"]) / 2, n=100)).startswith(said)


def test_a_period_is_called_most_positive_only_where_its_interval_lies_apart() -> None:
    tone = pd.DataFrame({"low": [0.4, -0.1, -0.2], "high": [0.6, 0.1, 0.0]})
    tone = tone.assign(score=(tone["low"] + tone["high"]) / 2, n=100)
    tone["period"] = pd.date_range("2024-01-01", periods=3, freq="D")
    assert say_time(tone) == (
        "The tone was most positive in the period from 2024-01-01; the intervals do not tell when it was most negative"
    )
    assert say_time(tone.assign(low=-0.9)).startswith("No clear change")


def test_a_stance_is_told_of_the_pair_most_of_whose_mentions_bear_it() -> None:
    matrix = pd.DataFrame({"who": ["A", "B"], "target": ["dam", "quay"], "n": [25, 6]})
    matrix[["negative", "positive"]] = [[10, 9], [2, 4]]
    assert say_stances(matrix) == "A on dam: 10 of 25 negative; B on quay: 4 of 6 positive"
    assert say_stances(matrix.assign(negative=0, positive=0)) == "No mention has a clear tone"


def test_an_article_is_said_to_change_only_where_its_thirds_lie_apart() -> None:
    share = (np.arange(30) + 0.5) / 30
    wild = np.tile([0.5, -0.5, 0.1], 10)
    steady = np.where(share > 0.5, -0.4, 0.4) + np.tile([0.05, -0.05], 15)
    noise = pd.DataFrame({"article": "n", "title": "Noise", "share": share, "score": wild})
    flood = pd.DataFrame({"article": "f", "title": "Flood", "share": share, "score": steady})
    assert say_arcs(pd.concat([noise, flood])) == "“Flood” darkens from its first third to its last"
    fire = flood.assign(article="g", title="Fire", score=-0.5 * flood["score"])
    assert say_arcs(pd.concat([flood, fire])).endswith("to its last; that of 1 other article changes, too")
    assert say_arcs(noise) == "No article's tone changes clearly from its first third to its last"
    assert (
        arc_moves(pd.concat([noise, flood, noise.head(3).assign(article="s")]))
        .round(2)
        .equals(pd.Series({"n": 0.0, "f": -0.8, "s": np.nan}))
    )
    assert say_arcs(noise.head(3)).startswith("The articles are too short")
