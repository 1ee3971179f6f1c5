"""`python -m analysis evaluate`: figures of the models, as text and as JSON, and told where they fell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.commands import main


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Three targets in two sentences."""
    rows = [
        {"id": "a", "sentence": "Critics called Lind a disgrace.", "start": 15, "end": 19, "polarity": "neg"},
        {
            "id": "b",
            "sentence": "Lind is a wonderful mayor, Roe said.",
            "start": 0,
            "end": 4,
            "polarity": "pos",
        },
        {
            "id": "c",
            "sentence": "Lind is a wonderful mayor, Roe said.",
            "start": 27,
            "end": 30,
            "polarity": "neu",
        },
    ]
    path = tmp_path / "targets.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_evaluate_quotes_prints_figures_as_text_and_as_json(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = article.read_text(encoding="utf-8")
    content = [text.index("“It is"), text.index("Lind told") - 1]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "x", "text": text, "attributions": [{"id": "1", "content": [content]}]}))
    assert main(["evaluate", "quotes", str(gold), "--json", "--workers", "1", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1
    assert main(["evaluate", "quotes", str(gold), "--workers", "1", "--quiet"]) == 0
    assert "F1" in capsys.readouterr().out


def test_evaluate_quotes_measures_what_the_table_of_quotes_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "The council will open the quay on Monday"
    text = f"{said}, the mayor said.\n\nSign up for our newsletter, “The Quay,” for what the mayor says."
    gold = tmp_path / "gold.jsonl"
    row = {"id": "x", "text": text, "attributions": [{"id": "1", "content": [[0, len(said)]]}]}
    gold.write_text(json.dumps(row), encoding="utf-8")
    table = tmp_path / "quotes.jsonl"
    assert main(["quotes", str(gold), "-o", str(table), "--workers", "1", "--quiet"]) == 0
    assert main(["evaluate", "quotes", str(gold), "--json", "--workers", "1", "--quiet"]) == 0
    figures = json.loads(capsys.readouterr().out)["by_type"]["all"]["exact"]
    assert figures["n_predicted"] == len(table.read_text(encoding="utf-8").splitlines()) == 1


def test_the_reliability_of_confidence_is_drawn(tmp_path: Path) -> None:
    gold = Path(__file__).parents[2] / "data" / "gold" / "quotes.jsonl"
    assert main(["evaluate", "quotes", str(gold), "--plot", str(tmp_path / "reliability.svg"), "--quiet"]) == 0
    assert "share of these quotes that are right" in (tmp_path / "reliability.svg").read_text(encoding="utf-8")


def test_evaluate_speakers_needs_the_file_of_speakers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "speakers", "gold.jsonl"]) == 2
    assert "file of speakers" in capsys.readouterr().err


def test_evaluate_tone_prints_figures_and_writes_predictions(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "predictions.jsonl"
    assert main(["evaluate", "tone", str(gold), "--json", "--predictions", str(out), "--quiet"]) == 0
    figures = json.loads(capsys.readouterr().out)["by_type"]
    assert figures["all"]["macro-F1"]["n_gold"] == 3
    assert 0 <= figures["all"]["calibration"]["share"] <= 1
    assert figures["differing"]["macro-F1"]["n_gold"] == 2
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert all(row["label"] in ("neg", "neu", "pos") and -1 <= row["score"] <= 1 for row in rows)


def test_a_lexicon_is_measured_beside_the_model(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "tone", str(gold), "--json", "--lexicon", "vader", "--workers", "1", "--quiet"]) == 0
    figures = json.loads(capsys.readouterr().out)["by_type"]
    assert figures["all"]["accuracy"]["share"] == pytest.approx(2 / 3), "both targets of a sentence have one tone"
    assert "calibration" not in figures["all"], "a lexicon gives no probabilities"


def test_a_figure_of_tone_below_its_floor_is_told(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"accuracy": 100.6}')
    assert main(["evaluate", "tone", str(gold), "--floors", str(floors), "--quiet"]) == 1
    assert "fallen: accuracy" in capsys.readouterr().err


def test_a_gold_line_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a"}')
    assert main(["evaluate", "tone", str(bad)]) == 2
    assert "bad.jsonl, line 1" in capsys.readouterr().err
