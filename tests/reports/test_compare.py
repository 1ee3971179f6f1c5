"""Two reports compared: what changed is named, and so is why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.commands import main
from analysis.packed import write_packed
from analysis.reports.compare import compare_runs, say_comparison

RECORD: dict[str, Any] = {
    "paths": ["news"], "parameters": {}, "commit": "abc", "models": {"quotes": "1"}, "lists": {"speakers": None},
    "versions": {"python": "3.11"}, "counts": {"articles": 2, "quotes": 3, "speakers": 2},
}  # fmt: skip
QUOTES = pd.DataFrame(
    {
        "article": ["a", "a", "b"],
        "quote": ["q1", "q2", "q3"],
        "type": ["direct", "indirect", "mixed"],
        "speaker": ["Ada Lind", "Bo Ek", "Ada Lind"],
        "voice": ["Ada Lind", "Bo Ek", "Ada Lind"],
        "side": ["", "", ""],
        "confidence": [0.9, 0.8, 0.7],
        "corrected": [False, False, False],
        "text": ["We build.", "that it rains", "the “bridge”"],
    }
)


def report(folder: Path, quotes: pd.DataFrame = QUOTES, hashes: str = "xy", **record: Any) -> Path:
    """Write a report of the articles a and b, or as many as there are hashes."""
    (folder / "tables").mkdir(parents=True)
    counts = RECORD["counts"] | {"quotes": len(quotes), "speakers": quotes["speaker"].nunique()}
    (folder / "run.json").write_text(json.dumps(RECORD | {"counts": counts} | record), encoding="utf-8")
    write_packed(quotes, folder / "tables" / "quotes.js")
    names = list("abc")[: len(hashes)]
    articles = pd.DataFrame({"article": names, "title": [f"On {name}" for name in names], "sha256": list(hashes)})
    write_packed(articles, folder / "tables" / "articles.js")
    return folder


def changed(row: int, **values: Any) -> pd.DataFrame:
    quotes = QUOTES.copy()
    for name, value in values.items():
        quotes.loc[row, name] = value
    return quotes


def why(tmp_path: Path, quotes: pd.DataFrame, **options: Any) -> list[tuple[str, str, str, str]]:
    found = compare_runs(report(tmp_path / "old"), report(tmp_path / "new", quotes, **options)).quotes
    return list(found[["quote", "change", "field", "why"]].itertuples(index=False, name=None))


def test_the_same_report_again_has_not_changed(tmp_path: Path) -> None:
    found = compare_runs(report(tmp_path / "old"), report(tmp_path / "new"))
    assert say_comparison(found) == "No quote, speaker, article or figure changed."


def test_a_correction_is_named_as_the_reason(tmp_path: Path) -> None:
    quotes = changed(1, speaker="Bo Ekman", corrected=True)
    assert why(tmp_path, quotes, models={"quotes": "2"}) == [("q2", "changed", "speaker", "correction")]


def test_a_correction_that_both_runs_have_is_no_reason(tmp_path: Path) -> None:
    old, new = changed(1, corrected=True), changed(1, corrected=True, confidence=0.2)
    found = compare_runs(report(tmp_path / "old", old), report(tmp_path / "new", new, models={"quotes": "2"})).quotes
    assert found[["quote", "field", "why"]].to_numpy().tolist() == [["q2", "confidence", "model"]]


def test_another_model_is_named_as_the_reason(tmp_path: Path) -> None:
    quotes = changed(0, confidence=0.95)[:2]
    assert why(tmp_path, quotes, models={"quotes": "2"}) == [
        ("q1", "changed", "confidence", "model"),
        ("q3", "gone", "", "model"),
    ]


def test_an_edited_text_is_named_as_a_reason_and_only_for_its_own_quotes(tmp_path: Path) -> None:
    new = {"article": "b", "quote": "q4", "speaker": "Cy", "type": "direct", "corrected": False, "text": "New."}
    quotes = pd.concat([changed(0, type="mixed"), pd.DataFrame([new])], ignore_index=True)
    assert why(tmp_path, quotes, hashes="xz", commit="def") == [
        ("q1", "changed", "type", "program"),
        ("q4", "new", "", "text or program"),
    ]


def test_the_list_of_speakers_is_named_for_what_only_it_says(tmp_path: Path) -> None:
    assert why(tmp_path, changed(2, side="council"), lists={"speakers": "f00"}, models={"quotes": "2"}) == [
        ("q3", "changed", "side", "list of speakers")
    ]


def test_the_list_of_speakers_is_named_for_a_speaker_beside_what_else_it_may_be(tmp_path: Path) -> None:
    quotes = changed(2, speaker="Ada Lindqvist", side="council", type="direct")
    assert why(tmp_path, quotes, lists={"speakers": "f00"}, models={"quotes": "2"}) == [
        ("q3", "changed", "type", "model"),
        ("q3", "changed", "speaker", "model or list of speakers"),
        ("q3", "changed", "side", "model or list of speakers"),
    ]


def test_the_quotes_of_an_article_that_was_added_or_removed_say_so(tmp_path: Path) -> None:
    new = {"article": "c", "quote": "q4", "speaker": "Cy", "type": "direct", "corrected": False, "text": "New."}
    more = report(tmp_path / "more", pd.concat([QUOTES, pd.DataFrame([new])], ignore_index=True), "xyz", commit="def")
    less = report(tmp_path / "less")
    added, removed = compare_runs(less, more), compare_runs(more, less)
    assert added.quotes[["quote", "change", "why"]].to_numpy().tolist() == [["q4", "new", "article added"]]
    assert removed.quotes[["quote", "change", "why"]].to_numpy().tolist() == [["q4", "gone", "article removed"]]
    assert "1 new, with an article that was added" in say_comparison(added)


def test_articles_that_were_added_removed_or_edited_are_named(tmp_path: Path) -> None:
    less, more = report(tmp_path / "less", hashes="xy"), report(tmp_path / "more", hashes="xzw")
    found = compare_runs(less, more)
    assert found.articles.to_numpy().tolist() == [["c", "added", "On c"], ["b", "edited", "On b"]]
    assert "Articles\n  added: c On c\n  edited: b On b" in say_comparison(found)
    assert compare_runs(more, less).articles["change"].tolist() == ["edited", "removed"]


def test_only_what_makes_quotes_is_a_reason(tmp_path: Path) -> None:
    versions = RECORD["versions"] | {"pip": "26"}
    new = {"article": "a", "quote": "q4", "speaker": "Cy", "type": "direct", "corrected": False, "text": "New."}
    quotes = pd.concat([changed(0, type="mixed"), pd.DataFrame([new])], ignore_index=True)
    assert why(tmp_path, quotes, versions=versions, parameters={"act": "all", "top": "5"}) == [
        ("q1", "changed", "type", "unknown"),
        ("q4", "new", "", "choice of act"),
    ]
    said = say_comparison(compare_runs(tmp_path / "old", tmp_path / "new"))
    assert "1 changed, and nothing tells why" in said
    assert why(tmp_path / "pandas", changed(0, type="mixed"), versions=versions | {"pandas": "9"}) == [
        ("q1", "changed", "type", "program")
    ]


def test_a_quote_that_a_correction_may_have_dropped_says_so(tmp_path: Path) -> None:
    assert why(tmp_path, QUOTES[1:], lists={"speakers": None, "corrections": "f00"}) == [
        ("q1", "gone", "", "correction")
    ]


def test_speakers_are_counted_by_voice_as_in_all_tables(tmp_path: Path) -> None:
    official = {"speaker": "a senior official", "voice": "a senior official (b)"}
    new = report(tmp_path / "new", changed(2, **official).assign(side=""), commit="def")
    found = compare_runs(report(tmp_path / "old", changed(0, **official | {"voice": "a senior official (a)"})), new)
    assert found.speakers[["speaker", "before", "after"]].to_numpy().tolist() == [
        ["a senior official (a)", 1, 0],
        ["a senior official (b)", 0, 1],
    ]


def test_speakers_and_figures_are_counted_before_and_after(tmp_path: Path) -> None:
    quotes = changed(0, speaker="Bo Ek", voice="Bo Ek")
    found = compare_runs(report(tmp_path / "old"), report(tmp_path / "new", quotes, commit="def"))
    assert found.speakers.to_dict("records") == [
        {"speaker": "Ada Lind", "before": 2, "after": 1},
        {"speaker": "Bo Ek", "before": 1, "after": 2},
    ]
    said = say_comparison(found)
    assert "program was abc, now def" in said
    assert "1 changed, because of the program" in said
    assert "a q1: speaker Ada Lind -> Bo Ek (program): We build." in said


def test_what_the_reports_were_made_with_is_said_in_words_without_json(tmp_path: Path) -> None:
    made = {
        "paths": ["news", "archive.zip"],
        "parameters": {"act": "all", "names": ["Lind"]},
        "lists": {"speakers": "0123456789abcdef"},
        "models": {"quotes": "2"},
        "versions": {"python": "3.12", "numpy": "2.1"},
    }
    old = report(tmp_path / "old", parameters={"act": "speech", "top": 20})
    said = say_comparison(compare_runs(old, report(tmp_path / "new", **made)))
    assert said.splitlines() == [
        "No quote, speaker, article or figure changed, though the reports were made otherwise:",
        "  articles were news, now news, archive.zip",
        "  parameter act was speech, now all",
        "  parameter top was 20, now not set",
        "  parameter names was not set, now Lind",
        "  list of speakers was added",
        "  model of quotes is another one",
        "  packages that read texts: numpy was added",
        "  other packages: python 3.11, now 3.12",
    ]


def test_a_parameter_that_was_not_set_is_said_not_to_be(tmp_path: Path) -> None:
    before, after = (report(tmp_path / str(v), parameters={"day_first": v, "by": None}) for v in (None, True))
    assert "parameter day_first was not set, now true" in say_comparison(compare_runs(before, after))
    assert compare_runs(before, report(tmp_path / "none")).setting.empty


def test_a_folder_that_is_no_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"empty: this is not the folder of a report"):
        compare_runs(tmp_path / "empty", report(tmp_path / "new"))
    (tmp_path / "new" / "tables" / "quotes.js").unlink()
    with pytest.raises(ValueError, match=r"no tables/quotes\.js"):
        compare_runs(tmp_path / "new", tmp_path / "new")


def test_the_command_says_it_and_writes_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [str(report(tmp_path / "old")), str(report(tmp_path / "new", changed(0, type="mixed")))]
    assert main(["compare", *folders, "-o", str(tmp_path / "changed.csv")]) == 0
    said = capsys.readouterr().out
    assert "type direct -> mixed" in said
    assert said.splitlines()[-1] == f"{tmp_path / 'changed.csv'}: 1 changed quote"
    assert main(["compare", *folders]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("-o FILE writes 1 change of quotes")
    assert pd.read_csv(tmp_path / "changed.csv")["quote"].tolist() == ["q1"]
    assert main(["compare", str(tmp_path), folders[1]]) == 2
