"""From articles to the table that a report shows: found, named, corrected, chosen."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import correct
from analysis.quotes.gather import gather_quotes

FIRST = "“The gates stay open,” the minister said on Monday.\n"
REST = "\nRain fell in the valley.\n\nThe growers’ union said that the fields were dry.\n"


def articles(text: str) -> pd.DataFrame:
    return pd.DataFrame({"article": ["dam"], "text": [text]})


def speaker_of(quotes: pd.DataFrame, quote: str) -> str:
    return str(quotes.set_index("quote").loc[quote, "speaker"])


def test_a_correction_survives_runs_and_edits_and_is_told_when_its_quote_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    before = gather_quotes(articles(FIRST + REST), corrections=file)
    quote = before.loc[before["type"] == "direct", "quote"].item()
    assert speaker_of(before, quote) != "Elin Maarveld"

    correct(before, quote, path=file, speaker="Elin Maarveld", note="she was the minister then")
    again = gather_quotes(articles(FIRST + REST), corrections=file)
    assert speaker_of(again, quote) == "Elin Maarveld"
    assert again.set_index("quote")["corrected"].to_dict() == {q: q == quote for q in again["quote"]}

    edited = gather_quotes(articles("Brenholt, Talvia\n\n" + FIRST + REST.replace("Rain", "Snow")), corrections=file)
    assert speaker_of(edited, quote) == "Elin Maarveld"

    with pytest.warns(UserWarning, match=quote):
        gone = gather_quotes(articles(REST), corrections=file)
    assert quote not in set(gone["quote"])
    assert [row["quote"] for row in gone.attrs["corrections_unmatched"]] == [quote]


def test_the_act_is_chosen_last_so_that_no_correction_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    text = articles("The minister believes that the gates are safe.\n")
    quotes = gather_quotes(text)
    assert quotes["act"].tolist() == ["thought"]
    correct(quotes, quotes["quote"].item(), path=file, act="speech")
    assert gather_quotes(text, corrections=file, act="speech")["corrected"].tolist() == [True]
    assert gather_quotes(text, corrections=file, act="thought").empty


def test_a_list_of_speakers_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"spekaers\.csv: there is no such list"):
        gather_quotes(articles(FIRST), speakers=tmp_path / "spekaers.csv")
