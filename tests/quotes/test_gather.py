"""From articles to the table that a report shows: found, named, corrected, chosen."""

import warnings
from pathlib import Path

import pandas as pd
import pytest

from analysis import correct
from analysis.quotes.gather import gather_quotes
from analysis.quotes.voices import merges, voices
from analysis.summaries import count_cues, quote_positions, share_of_voice
from analysis.tone import score_sentences, score_targets, stance_matrix, tone_by_speaker
from analysis.words import count_words

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

    correct(before, quote, corrections=file, speaker="Elin Maarveld", note="she was the minister then")
    again = gather_quotes(articles(FIRST + REST), corrections=file)
    assert speaker_of(again, quote) == "Elin Maarveld"
    assert again.set_index("quote")["corrected"].to_dict() == {q: q == quote for q in again["quote"]}

    edited = gather_quotes(articles("Brenholt, Talvia\n\n" + FIRST + REST.replace("Rain", "Snow")), corrections=file)
    assert speaker_of(edited, quote) == "Elin Maarveld"

    with pytest.warns(UserWarning, match=quote):
        gone = gather_quotes(articles(REST), corrections=file)
    assert quote not in set(gone["quote"])
    assert [row["quote"] for row in gone.attrs["corrections_unmatched"]] == [quote]


def test_a_speaker_set_right_is_whom_the_list_knows(tmp_path: Path) -> None:
    speakers = tmp_path / "speakers.csv"
    speakers.write_text("name,aliases,affiliation,side,gender\nBo Oren,Oren,Port Authority,port,m\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="none of its names speaks"):
        quotes = gather_quotes(articles(FIRST), speakers=speakers)
    for told in ("Bo Oren", "Oren"):
        file = tmp_path / f"{told}.csv"
        correct(quotes, quotes["quote"].item(), corrections=file, speaker=told, affiliation="the port")
        fixed = gather_quotes(articles(FIRST), speakers=speakers, corrections=file).iloc[0]
        assert fixed[["speaker", "side", "gender", "affiliation"]].tolist() == ["Bo Oren", "port", "m", "the port"]


def test_a_misspelt_name_of_the_list_is_told_and_one_that_merely_does_not_speak_is_not(tmp_path: Path) -> None:
    text = "“The gates stay open,” Ellen Marsh said.\n\n“They do not,” said Bo Oren."
    file = tmp_path / "speakers.csv"

    def warned(names: str) -> list[str]:
        file.write_text("name\n" + names, encoding="utf-8")
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            gather_quotes(articles(text), speakers=file)
        return [str(one.message) for one in told]

    assert warned("Ellen Marsh\nJoan Kettle\nEllen Brook\n") == []
    (misspelt,) = warned("Bo Oren\nElen Marsh\n")
    assert "speakers.csv, line 3: 'Elen Marsh' speaks in no article, but 'Ellen Marsh' does" in misspelt
    (nobody,) = warned("Joan Kettle\n")
    assert "none of its names speaks in these articles" in nobody


def test_a_speaker_taken_away_is_nobody_even_where_the_list_knows_the_source(tmp_path: Path) -> None:
    speakers, file = tmp_path / "speakers.csv", tmp_path / "corrections.csv"
    speakers.write_text("name,aliases\nElin Maarveld,the minister\n", encoding="utf-8")
    quotes = gather_quotes(articles(FIRST), speakers=speakers)
    correct(quotes, quotes["quote"].item(), corrections=file, speaker=None)
    fixed = gather_quotes(articles(FIRST), speakers=speakers, corrections=file)
    assert fixed["speaker"].tolist() == [""]
    assert fixed["corrected"].tolist() == [True]


def test_the_act_is_chosen_last_so_that_no_correction_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    text = articles("The minister believes that the gates are safe.\n")
    quotes = gather_quotes(text)
    assert quotes["act"].tolist() == ["thought"]
    correct(quotes, quotes["quote"].item(), corrections=file, act="speech")
    assert gather_quotes(text, corrections=file, act="speech")["corrected"].tolist() == [True]
    thoughts = gather_quotes(text, corrections=file, act="thought")
    assert thoughts.empty
    assert thoughts.attrs["uncounted"] == {"speech": 1}
    assert gather_quotes(text, act="all").attrs["uncounted"] == {}


def test_a_list_of_speakers_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"spekaers\.csv: there is no such list"):
        gather_quotes(articles(FIRST), speakers=tmp_path / "spekaers.csv")


def test_the_voice_keeps_nameless_speakers_of_two_articles_apart_in_every_table() -> None:
    said = "“The gates stay open,” a senior official said. “We shall hold them,” Ada Quill said.\n"
    both = pd.DataFrame({"article": ["dam", "weir"], "text": [said, said + "Rain fell all day. " + REST]})
    quotes = gather_quotes(both)
    quotes = quotes[quotes["speaker"].isin(["senior official", "Ada Quill"])]
    official = quotes[quotes["speaker"] == "senior official"]
    assert list(official["voice"]) == ["senior official (dam)", "senior official (weir)"]
    assert set(quotes.loc[quotes["speaker"] == "Ada Quill", "voice"]) == {"Ada Quill"}

    apart = {"senior official (dam)", "senior official (weir)", "Ada Quill"}
    assert set(share_of_voice(quotes)["speaker"]) == apart
    assert set(quote_positions(quotes, both)["speaker"]) == apart
    assert count_cues(quotes)["speakers"].tolist() == [3]
    assert set(tone_by_speaker(score_sentences(both, quotes=quotes))["speaker"]) == apart
    assert set(count_words(both, quotes=quotes, by="speaker")["group"]) == apart
    toward = score_targets(both, targets=["gates"], quotes=quotes)
    assert set(toward["speaker"]) == set(stance_matrix(toward, quotes)["who"]) == apart - {"Ada Quill"}


def described(*articles: tuple[str, str, str]) -> list[str]:
    """Return the voices of one name, each article with what it says of kind, role and affiliation."""
    rows = pd.DataFrame(articles, columns=["kind", "role", "affiliation"])
    return list(voices(rows.assign(article=list("abcdefgh")[: len(rows)], speaker="Ada Quill")))


def test_of_two_articles_with_one_name_those_that_contradict_have_two_speakers() -> None:
    mayor, baker = ("person", "mayor of Aldmouth", ""), ("person", "master baker", "Quill and Sons")
    assert set(described(mayor, mayor)) == {"Ada Quill"}
    assert set(described(mayor, baker)) == {"Ada Quill"}, "no affiliation, so that they may be one"
    apart = [("person", "mayor", "city of Aldmouth"), baker]
    assert described(*apart) == ["Ada Quill (a)", "Ada Quill (b)"]
    assert described(mayor, ("organization", "", "")) == ["Ada Quill (a)", "Ada Quill (b)"]


def test_a_name_of_three_articles_or_more_is_one_speaker_whatever_they_call_it() -> None:
    mayor, baker = ("person", "mayor", "city of Aldmouth"), ("person", "master baker", "Quill and Sons")
    other = ("person", "professor", "Harbour University")
    assert set(described(mayor, baker, other)) == {"Ada Quill"}
    assert set(described(mayor, mayor, ("unnamed", "", ""))) == {"Ada Quill"}


def test_a_body_that_is_only_described_is_that_of_its_article() -> None:
    rows = pd.DataFrame({"speaker": ["council", "council", "Port Board", "Port Board"], "article": list("abab")})
    told = voices(rows.assign(kind="organization", role="", affiliation=""))
    assert told.tolist() == ["council (a)", "council (b)", "Port Board", "Port Board"]


def test_a_middle_initial_makes_nobody_else() -> None:
    rows = pd.DataFrame({"speaker": ["Ada Quill", "Ada B. Quill", "Ada Quill", "A. B. Quill"], "article": list("aabb")})
    told = voices(rows.assign(kind="person", role="", affiliation=""))
    assert told.tolist() == ["Ada Quill", "Ada Quill", "Ada Quill", "A. B. Quill"]


def test_where_nobody_speaks_there_is_no_voice() -> None:
    rows = pd.DataFrame({"speaker": ["", ""], "article": "a", "kind": "person", "role": "", "affiliation": ""})
    assert voices(rows).tolist() == ["", ""]
    assert voices(rows.head(0)).empty


def test_two_middle_initials_are_two_people_unless_one_is_a_slip() -> None:
    rows = pd.DataFrame({"speaker": ["Ada B. Quill", "Ada C. Quill", "Ada Quill"], "article": list("abc")})
    rows = rows.assign(kind="person", role="", affiliation="")
    assert voices(rows).tolist() == ["Ada B. Quill", "Ada C. Quill", "Ada Quill"]
    more = pd.concat([rows, *[rows.head(1)] * 4], ignore_index=True)
    assert voices(more).tolist() == ["Ada B. Quill", "Ada C. Quill", *["Ada B. Quill"] * 5]


def test_a_name_in_the_capitals_of_a_transcript_is_nobody_else() -> None:
    rows = pd.DataFrame({"speaker": ["ADA QUILL", "ADA QUILL", "Ada Quill", "BO LIND"], "article": list("aabb")})
    told = voices(rows.assign(kind="person", role="", affiliation=""))
    assert told.tolist() == ["Ada Quill", "Ada Quill", "Ada Quill", "BO LIND"]


def test_a_surname_alone_is_whom_two_articles_name_in_full() -> None:
    names = ["Ada Quill", "Ada B. Quill", "Quill", "Quill", "Bo Lind", "Lind", "Lind"]
    rows = pd.DataFrame({"speaker": names, "article": list("abcdaef"), "kind": "person", "role": "", "affiliation": ""})
    assert voices(rows).tolist() == ["Ada Quill"] * 4 + ["Bo Lind", "Lind (e)", "Lind (f)"]
    shared = pd.concat([rows, rows.head(1).assign(speaker="Eva Quill")], ignore_index=True)
    assert voices(shared).tolist()[:4] == ["Ada Quill", "Ada Quill", "Quill (c)", "Quill (d)"]
    (listed,) = merges(rows).query("speaker == 'Ada Quill'").to_dict("records")
    assert (listed["merged"], listed["articles"], listed["quotes"]) == (True, ["a", "b", "c", "d"], 4)


def test_the_voice_follows_a_corrected_speaker(tmp_path: Path) -> None:
    quotes = gather_quotes(articles(FIRST))
    quote = quotes["quote"].item()
    fixed = correct(quotes, quote, corrections=tmp_path / "corrections.csv", speaker="Elin Maarveld")
    assert fixed["voice"].item() == "Elin Maarveld"
