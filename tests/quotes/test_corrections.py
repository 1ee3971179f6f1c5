"""Corrections by hand, and the user's list of speakers."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.quotes.corrections import apply_corrections, correct, read_corrections
from analysis.quotes.sides import apply_speakers, read_speakers
from analysis.quotes.voices import merges, voices


@pytest.fixture
def quotes() -> pd.DataFrame:
    rows = [
        ("a", "q1", "Kim Jong-un", "person", "leader", "North Korea", "Mr. Kim"),
        ("a", "q2", "Kim Myong-gil", "person", "negotiator", "North Korea", "the negotiator"),
        ("b", "q3", "State Department", "organization", "", "", "the department"),
        ("b", "q4", "senior official", "unnamed", "official", "", "a senior official"),
        ("c", "q5", "senior official", "unnamed", "official", "", "a senior official"),
        ("c", "q6", "Ada Quill", "person", "judge", "Norland", "Judge Quill"),
    ]
    columns = ["article", "quote", "speaker", "kind", "role", "affiliation", "source"]
    return pd.DataFrame(rows, columns=columns).assign(type="direct", act="speech", corrected=False)


def test_a_missing_file_holds_no_corrections(tmp_path: Path, quotes: pd.DataFrame) -> None:
    found = read_corrections(tmp_path / "none.csv")
    assert list(found.columns) == ["quote", "field", "value", "note"]
    assert apply_corrections(quotes, found).drop(columns=[]).equals(quotes)


def test_a_correction_is_written_applied_and_read_again(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "corrections.csv"
    fixed = correct(quotes, "q1", corrections=path, note="the negotiator", speaker="Kim Myong-gil")
    again = apply_corrections(quotes, read_corrections(path))
    for frame in (fixed, again):
        row = frame.set_index("quote").loc["q1"]
        assert (row["speaker"], row["role"], row["corrected"]) == ("Kim Myong-gil", "negotiator", True)
        assert not frame.set_index("quote").loc["q2", "corrected"]
    assert not quotes["corrected"].any()


def test_a_new_speaker_does_not_keep_the_role_of_the_old_one(tmp_path: Path, quotes: pd.DataFrame) -> None:
    row = correct(quotes, "q6", corrections=tmp_path / "c.csv", speaker="Tom Bell").set_index("quote").loc["q6"]
    assert (row["speaker"], row["role"], row["affiliation"]) == ("Tom Bell", "", "")


def test_the_later_of_two_corrections_holds(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "c.csv"
    correct(quotes, "q4", corrections=path, speaker="Tom Bell")
    correct(quotes, "q4", corrections=path, speaker="Ada Quill", role="chief judge")
    row = apply_corrections(quotes, read_corrections(path)).set_index("quote").loc["q4"]
    assert (row["speaker"], row["role"], row["kind"]) == ("Ada Quill", "chief judge", "person")


def test_a_row_that_is_no_quote_is_dropped(tmp_path: Path, quotes: pd.DataFrame) -> None:
    fixed = correct(quotes, "q3", corrections=tmp_path / "c.csv", drop=True)
    assert list(fixed["quote"]) == ["q1", "q2", "q4", "q5", "q6"]


def test_a_correction_whose_quote_is_gone_is_reported_and_kept(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "c.csv"
    correct(quotes, "q1", corrections=path, speaker="Kim Myong-gil", note="sic")
    with pytest.warns(UserWarning, match="q1"):
        fixed = apply_corrections(quotes[quotes["quote"] != "q1"], read_corrections(path))
    assert fixed.attrs["corrections_unmatched"] == [
        {"quote": "q1", "field": "speaker", "value": "Kim Myong-gil", "note": "sic"}
    ]
    assert len(read_corrections(path)) == 1


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("quote,feild,value,note\nq1,speaker,X,\n", "feild"),
        ("quote,field,note\nq1,speaker,\n", "value"),
        ("quote,field,value,note\nq1,speker,X,\n", "speker"),
        ("quote,field,value,note\n\nq1,kind,persons,\n", "line 3.*persons"),
        ("quote,field,value,note\nq1,speaker,Doe, John,\n", "line 2.*comma"),
    ],
)
def test_what_is_misspelt_in_the_file_is_named(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=named) as error:
        read_corrections(path)
    assert "corrections.csv" in str(error.value)


def test_an_unknown_quote_or_field_changes_nothing(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "c.csv"
    for arguments in ({"quote_id": "q9", "speaker": "X"}, {"quote_id": "q1", "speeker": "X"}, {"quote_id": "q1"}):
        with pytest.raises(ValueError, match=r"q9|speeker|nothing to correct"):
            correct(quotes, corrections=path, **arguments)
    assert not path.exists()


def test_a_value_that_a_spreadsheet_would_run_is_disarmed_in_the_file(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "c.csv"
    correct(quotes, "q1", corrections=path, role='=HYPERLINK("x")')
    assert "'=HYPERLINK" in path.read_text(encoding="utf-8")
    assert read_corrections(path)["value"].tolist() == ['=HYPERLINK("x")']


def test_the_list_of_speakers_names_sides_and_overrides(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "speakers.csv"
    path.write_text(
        "name,aliases,affiliation,side,gender\n"
        "Kim Jong Un,Kim Jong-un,Pyongyang,North Korea,male\n"
        "U.S. State Department,the State Department|State,,U.S.,\n"
        "Ada Quill,Judge Quill,High Court,,female\n",
        encoding="utf-8",
    )
    found = apply_speakers(quotes, read_speakers(path)).set_index("quote")
    assert list(found.loc["q1", ["speaker", "affiliation", "side", "gender"]]) == [
        "Kim Jong Un",
        "Pyongyang",
        "North Korea",
        "male",
    ]
    assert list(found.loc["q3", ["speaker", "affiliation", "side", "gender"]]) == [
        "U.S. State Department",
        "",
        "U.S.",
        "",
    ]
    assert found.loc["q6", "affiliation"] == "High Court"
    assert list(found.loc["q4", ["speaker", "side", "gender"]]) == ["senior official", "", ""]


def test_an_alias_that_is_the_source_tells_two_of_one_surname_apart(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "speakers.csv"
    path.write_text(
        "name,aliases\nStan Fielding,the mayor\nCarol Fielding,Mrs Fielding\nAda Quill,\n", encoding="utf-8"
    )
    rows = quotes.head(3).assign(
        speaker=["Stan Fielding", "Stan Fielding", "Ada Quill"], source=["Mrs Fielding", "he", "the mayor"]
    )
    found = apply_speakers(rows, read_speakers(path))
    assert found["speaker"].tolist() == ["Carol Fielding", "Stan Fielding", "Ada Quill"]


def test_a_speaker_of_the_list_has_one_kind(tmp_path: Path, quotes: pd.DataFrame) -> None:
    path = tmp_path / "speakers.csv"
    path.write_text("name,aliases\nTidal Motors,Tidal\nAda Quill,\n", encoding="utf-8")
    rows = pd.concat([quotes.head(1)] * 7, ignore_index=True).assign(
        speaker=["Tidal", "Tidal Motors", "Tidal", "Tidal", "Ada Quill", "Ada Quill", "Bo"],
        kind=["organization", "organization", "person", "unnamed", "person", "organization", "person"],
    )
    found = apply_speakers(rows, read_speakers(path))
    assert found["kind"].tolist() == [*["organization"] * 3, "unnamed", "person", "person", "person"]


def test_without_a_list_the_columns_are_there_and_empty(tmp_path: Path, quotes: pd.DataFrame) -> None:
    found = apply_speakers(quotes, read_speakers(tmp_path / "none.csv"))
    assert (found[["side", "gender"]] == "").all().all()
    assert found["speaker"].equals(quotes["speaker"].astype(found["speaker"].dtype))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("name,aliases\nAda Quill,Quill\nTom Quill,Quill\n", "line 3.*Quill.*line 2"),
        ("name,alias\nAda Quill,Quill\n", "alias"),
        ("name,aliases\n,Quill\n", "line 2"),
    ],
)
def test_a_contradiction_in_the_list_names_its_line(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "speakers.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        read_speakers(path)


def test_full_names_merge_across_articles_and_descriptions_do_not(quotes: pd.DataFrame) -> None:
    more = pd.DataFrame(
        [
            ("d", "q7", "Ada Quill", "person", "chief judge", "Norland", ""),
            ("e", "q8", "Kim Myong-gil", "person", "baker", "Norland", ""),
            ("e", "q9", "State Department", "organization", "", "", ""),
        ],
        columns=["article", "quote", "speaker", "kind", "role", "affiliation", "source"],
    )
    both = pd.concat([quotes, more], ignore_index=True)
    voice = dict(zip(both["quote"], voices(both), strict=True))
    assert voice["q6"] == voice["q7"] == "Ada Quill"
    assert voice["q3"] == voice["q9"]
    assert voice["q4"] != voice["q5"]
    assert voice["q2"] != voice["q8"]
    listed = merges(both).set_index("speaker")
    assert listed["merged"].to_dict() == {
        "Kim Myong-gil": False,
        "senior official": False,
        "State Department": True,
        "Ada Quill": True,
    }
    assert "baker" in str(listed.loc["Kim Myong-gil", "why"])
    assert listed.loc["Ada Quill", "articles"] == ["c", "d"]
