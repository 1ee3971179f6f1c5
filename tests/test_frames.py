"""What is asked of frames: columns, texts, dates."""

import numpy as np
import pandas as pd
import pytest

from analysis.frames import PERIODS, check_columns, periods_of, text_by_article, texts_of
from analysis.tone import score_sentences, tone_over_time


def test_a_missing_column_is_named_with_those_that_are_there():
    frame = pd.DataFrame({"id": ["a"], "text": ["x"]})
    with pytest.raises(ValueError, match=r"the quotes lack the column\(s\) article, spans; there are: id, text"):
        check_columns(frame, "article", "text", "spans", of="quotes")
    with pytest.raises(ValueError, match="there are: none"):
        check_columns(pd.DataFrame(), "text")


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
