from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.training.evaluate import (
    check_floors,
    evaluate_quotes,
    evaluate_speakers,
    figures,
    plain_name,
    print_table,
    read_answers,
    read_gold,
    to_json,
)
from analysis.training.judge import MEASURES, quoted_regions
from analysis.training.reliability import calibration_error, reliability

GOLD = Path(__file__).parents[2] / "data" / "gold"

TEXT = "“Rain is coming,” Ida Moss said. “Bring boots.”\n\nPet Orr thinks it will stay “quite dry.”\nNobody knew."


def span(piece: str) -> list[int]:
    assert TEXT.count(piece) == 1
    return [TEXT.index(piece), TEXT.index(piece) + len(piece)]


MARKED = {
    "id": "rain",
    "text": TEXT,
    "attributions": [
        {
            "id": "E1",
            "content": [span("“Rain is coming,”"), span("“Bring boots.”")],
            "source": [span("Ida Moss")],
        },
        {"id": "E2", "content": [span("it will stay “quite dry.”")], "source": [span("Pet Orr")]},
        {"id": "E3", "content": [span("Nobody")], "source": []},
    ],
}


def quotes(*rows: tuple[list[str], str], article: str = "rain", **columns: Any) -> pd.DataFrame:
    """Make a table of quotes from the words of content and source."""
    return pd.DataFrame(
        {
            "article": article,
            "spans": [[span(piece) for piece in content] for content, _ in rows],
            "source_spans": [[span(source)] if source else [] for _, source in rows],
            **columns,
        }
    )


def row(frame: pd.DataFrame, measure: str, kind: str = "all") -> dict[str, Any]:
    (found,) = frame[(frame["measure"] == measure) & (frame["type"] == kind)].to_dict("records")
    return found


def of_gold(gold: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "article": article["id"],
                "spans": a["content"],
                "source_spans": a["source"],
                "attribution": a["id"],
                "confidence": 1.0,
            }
            for article in gold
            for a in article["attributions"]
        ]
    )


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return read_gold(GOLD / "quotes.jsonl")


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    return read_answers(GOLD / "speakers.jsonl")


def test_the_gold_against_itself_is_perfect(gold: list[dict[str, Any]]) -> None:
    frame = evaluate_quotes(gold, of_gold(gold), bootstrap=20)
    assert list(frame["type"].unique()) == ["all", "direct", "mixed", "indirect"]
    assert tuple(frame["measure"][:7]) == MEASURES
    values = frame[["precision", "recall", "f1"]].dropna()
    assert len(values) == 24
    assert (values == 1).all(axis=None)
    assert (frame["share"].dropna() == 1).all()
    assert row(frame, "exact")["n_gold"] == sum(len(article["attributions"]) for article in gold)


def test_nothing_found_is_nothing_right(gold: list[dict[str, Any]]) -> None:
    frame = evaluate_quotes(gold, pd.DataFrame(), bootstrap=20)
    assert (frame[["precision", "recall", "f1"]].dropna() == 0).all(axis=None)
    assert frame.attrs["without"] == len(gold) == 9


def test_figures_worked_by_hand() -> None:
    found = quotes(
        (["“Rain is coming,”"], "Moss"),  # 3 of the 5 words of E1, right source
        (["stay “quite dry.”\nNobody knew"], "Ida Moss"),  # 3 of the 5 words of E2 and 2 others: IoU 3/7
        (["Nobody"], ""),  # E3, which has no source either
        (["thinks"], "Pet Orr"),  # nothing
    )
    frame = evaluate_quotes([MARKED], found, iou=0.4, bootstrap=0)
    expected = {
        "exact": (1 / 4, 1 / 3),
        "exact-words": (1 / 4, 1 / 3),
        "partial": ((1 + 4 / 5 + 1 + 0) / 4, (3 / 5 + 3 / 5 + 1) / 3),
        "token": (7 / 9, 7 / 11),  # "Nobody" is in two found statements and counts once
        "match": (3 / 4, 3 / 3),
        "end-to-end": (2 / 4, 2 / 3),
    }
    for measure, (precision, recall) in expected.items():
        got = row(frame, measure)
        assert got["precision"] == pytest.approx(precision, abs=1e-12), measure
        assert got["recall"] == pytest.approx(recall, abs=1e-12), measure
        assert got["f1"] == pytest.approx(2 * precision * recall / (precision + recall), abs=1e-12), measure
    assert row(frame, "attribution")["share"] == 1 / 2  # E3 names no source, so it is not asked
    assert row(frame, "attribution")["n_gold"] == 2
    assert row(frame, "token")["n_gold"] == 11
    at_half = evaluate_quotes([MARKED], found, iou=0.5, bootstrap=0)
    assert row(at_half, "match")["recall"] == 2 / 3  # 3/7 is no longer enough
    assert at_half["low"].isna().all()


def test_recall_goes_by_the_marked_type_and_precision_by_the_found_one() -> None:
    frame = evaluate_quotes([MARKED], quotes((["“quite dry.”"], "Pet Orr")), iou=0.4, bootstrap=0)
    assert row(frame, "match", "mixed")["recall"] == 1
    assert row(frame, "match", "mixed")["n_predicted"] == 0
    assert row(frame, "match", "direct")["precision"] == 1
    assert row(frame, "match", "direct")["recall"] == 0


def test_marks_at_the_edges_cost_only_exact() -> None:
    frame = evaluate_quotes([MARKED], quotes((["it will stay “quite dry"], "Pet Orr")), bootstrap=0)
    assert row(frame, "exact")["precision"] == 0
    assert row(frame, "exact-words")["precision"] == 1


def test_white_space_at_edges_and_between_pieces_is_nothing() -> None:
    found = quotes((["it will", " stay “quite dry.”\n"], "Pet Orr"))
    assert row(evaluate_quotes([MARKED], found, bootstrap=0), "exact")["precision"] == 1


def test_one_statement_found_twice_is_right_once() -> None:
    frame = evaluate_quotes([MARKED], quotes((["Nobody"], ""), (["Nobody"], "")), bootstrap=0)
    for measure in ("exact", "exact-words", "token", "match", "end-to-end"):
        assert row(frame, measure)["recall"] == (1 / 11 if measure == "token" else 1 / 3)
        assert row(frame, measure)["precision"] == (1 if measure == "token" else 1 / 2)


def test_statements_in_discarded_regions_do_not_count() -> None:
    article = {**MARKED, "discards": [span("Nobody knew")], "attributions": MARKED["attributions"][:2]}
    frame = evaluate_quotes([article], quotes((["Nobody"], ""), (["dry.”\nNobody"], "")), bootstrap=0)
    assert row(frame, "match")["n_predicted"] == 1  # half of "dry. Nobody" is outside


def test_quotes_of_an_unknown_article_are_told(gold: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="1 articles that are not in the gold, such as 'rain'"):
        evaluate_quotes(gold, quotes((["Nobody"], "")))


def test_a_span_outside_the_text_is_told() -> None:
    found = pd.DataFrame({"article": ["rain"], "spans": [[[0, 9999]]], "source_spans": [[]]})
    with pytest.raises(ValueError, match=r"article 'rain': the span \[0, 9999\]"):
        evaluate_quotes([MARKED], found)


def test_missing_columns_are_named() -> None:
    with pytest.raises(ValueError, match="source_spans"):
        evaluate_quotes([MARKED], pd.DataFrame({"article": ["rain"], "spans": [[[0, 4]]]}))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a “b c” d", ["b c"]),
        ('a "b" c "d" e', ["b", "d"]),
        ("''a b,'' she said", ["a b,"]),
        ("a “b ‘c’ d” e", ["b ‘c’ d"]),
        ("a “b “c” d” e", ["b “c"]),
        ("a “b\nc d", ["b"]),  # ends with its paragraph
        ("a “b\n\n“c” d", ["b", "c"]),  # taken up again
        ("a “b\n\nc” d", ["b", "c"]),  # taken up without a mark
        ("a b\n\nc” d", []),  # nothing to take up
        ('"a b\n\nc." D said "e."', ["a b", "c.", "e."]),  # a straight mark closes after a character
        ('"a b\n\nHe said "c."', ["a b", "c."]),  # and opens after a blank
        ("«a» „b“ c", ["a", "b“ c"]),
    ],
)
def test_what_stands_between_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_regions(text)] == quoted


def test_intervals_hold_the_figure_and_are_the_same_twice(gold: list[dict[str, Any]]) -> None:
    found = of_gold(gold).iloc[::2]
    frame = evaluate_quotes(gold, found, bootstrap=200)
    part = frame[(frame["type"] == "all") & frame["f1"].notna()]
    assert ((part["low"] < part["f1"]) & (part["f1"] < part["high"])).all()
    pd.testing.assert_frame_equal(frame, evaluate_quotes(gold, found, bootstrap=200))
    other = evaluate_quotes(gold, found, bootstrap=200, seed=2)
    assert not np.allclose(frame["low"], other["low"])


def test_an_interval_is_narrow_where_all_articles_are_alike() -> None:
    alike = [{**MARKED, "id": name} for name in "abcd"]
    found = pd.concat([quotes((["Nobody"], ""), article=name) for name in "abcd"])
    got = row(evaluate_quotes(alike, found, bootstrap=50), "end-to-end")
    assert got["low"] == pytest.approx(got["f1"]) == pytest.approx(got["high"])
    uneven = row(evaluate_quotes(alike, found.iloc[:2], bootstrap=50), "end-to-end")
    assert uneven["high"] - uneven["low"] > 0.2


def test_many_articles_are_measured_in_seconds(gold: list[dict[str, Any]]) -> None:
    many = [{**article, "id": f"{article['id']}-{n}"} for article in gold for n in range(9)]
    start = time.process_time()
    evaluate_quotes(many, of_gold(many), bootstrap=1000)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Mr. Pavel Korde", "pavel korde"),
        ("Elin K. Maarveld", "elin maarveld"),
        ("the U.S. Senate", "us senate"),
        ("Isenmark’s government", "isenmark government"),
        ("the workers' union", "workers union"),
        ("Núria O’Shea", "nuria oshea"),
        ("J. K.", "j k"),
        ("", ""),
    ],
)
def test_names_are_compared_without_what_does_not_tell_people_apart(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def named(gold: list[dict[str, Any]], answers: list[dict[str, Any]]) -> pd.DataFrame:
    speakers = {(a["article"], a["attribution"]): a["speaker"] for a in answers}
    table = of_gold(gold)
    table["speaker"] = [speakers.get(key, "") for key in zip(table["article"], table["attribution"], strict=True)]
    return table


def test_the_right_names_are_perfect(gold: list[dict[str, Any]], answers: list[dict[str, Any]]) -> None:
    frame = evaluate_speakers(gold, answers, named(gold, answers), bootstrap=20)
    assert (frame["share"].dropna() == 1).all()
    assert row(frame, "end-to-end")["f1"] == 1
    assert {"all", "how pronoun", "how alias", "kind person", "kind unnamed"} <= set(frame["type"])


def test_speakers_worked_by_hand() -> None:
    keys = ("article", "attribution", "speaker", "also", "kind", "how")
    answers = [
        dict(zip(keys, ("rain", *values), strict=True))
        for values in (
            ("E1", "Ida Moss", ["Ms. Moss"], "person", "name"),
            ("E2", "Pet Orr", [], "person", "alias"),
            ("E3", "", [], "", ""),
        )
    ]
    found = quotes(
        (["“Rain is coming,”", "“Bring boots.”"], "Ida Moss"),
        (["it will stay “quite dry.”"], "Pet Orr"),
        (["Nobody"], ""),  # its speaker is not told: left out
        (["thinks"], ""),  # nothing
        speaker=["the Moss", "Ida Moss", "Pet Orr", "Pet Orr"],
    )
    frame = evaluate_speakers([MARKED], answers, found, bootstrap=0)
    assert row(frame, "named")["share"] == 1 / 2
    assert row(frame, "named", "how name")["share"] == 1
    assert row(frame, "named", "how alias")["share"] == 0
    assert row(frame, "named", "kind person")["n_gold"] == 2
    total = row(frame, "end-to-end")
    assert (total["precision"], total["recall"], total["f1"]) == pytest.approx((1 / 3, 1 / 2, 2 / 5))
    assert (total["n_gold"], total["n_predicted"]) == (2, 3)


def test_answers_without_an_attribution_are_told(answers: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="no attribution of the gold, such as"):
        evaluate_speakers([MARKED], answers, quotes((["Nobody"], "")))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"id": "a", "text": "b"}', "needs attributions"),
        ('{"id": 7, "text": "b", "attributions": []}', "id and text must be text"),
        ('{"id": "rain", "text": "b", "attributions": []}', "'rain' was there before"),
        ('{"id": "a", "text": "b", "attributions": [1]}', "attribution 1 is not an object"),
        (
            '{"id": "a", "text": "b", "attributions": [{"id": "E4", "content": [[0, 2]]}]}',
            "content of attribution E4",
        ),
        (
            '{"id": "a", "text": "b", "attributions": [{"source": [0, 1]}]}',
            "source of attribution 1: 0 is not",
        ),
    ],
)
def test_a_bad_line_of_the_gold_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"{json.dumps(MARKED)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message) as error:
        read_gold(path)
    assert f"{path}:3: " in str(error.value)


def test_a_line_end_inside_a_text_is_no_line_end(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    article = {"id": "a", "text": "one\u2028two\x85three", "attributions": []}
    path.write_text(json.dumps(article, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read_gold(path) == [article]


def test_a_gold_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read_gold(tmp_path / "nowhere.jsonl")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read_answers(tmp_path / "nowhere.jsonl")


def test_a_speaker_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "speakers.jsonl"
    line = json.dumps(dict.fromkeys(("article", "attribution", "speaker", "kind", "how"), "x") | {"also": []})
    path.write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"speakers\.jsonl:2: attribution 'x' of 'x' was there before"):
        read_answers(path)


def test_figures_as_text_and_as_json() -> None:
    frame = evaluate_quotes([MARKED], quotes((["Nobody"], "")), bootstrap=10)
    text = print_table(frame)
    assert "all: gold 3, predicted 1" in text
    assert "end-to-end   P 100.0  R  33.3  F1  50.0" in text
    read = json.loads(to_json(frame))
    assert read["articles"] == 1
    assert read["by_type"]["all"]["end-to-end"]["f1"] == 0.5
    assert set(read["by_type"]["all"]["attribution"]) == {"share", "low", "high", "n_gold", "n_predicted"}


def test_a_figure_below_its_floor_is_named(tmp_path: Path) -> None:
    frame = evaluate_quotes([MARKED], quotes((["Nobody"], "")), bootstrap=0)
    path = tmp_path / "figures.json"
    path.write_text(json.dumps(figures(frame)), encoding="utf-8")
    assert check_floors(frame, path) == []
    path.write_text(json.dumps({"end-to-end": 50.5, "match": 50.51, "indirect exact": 100}), encoding="utf-8")
    assert check_floors(frame, path) == ["match: 50.00, committed 50.51"]
    assert check_floors(frame, path, tolerance=1) == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"ende": 1}', "no figure 'ende'"),
        ('{"match": "x"}', "not a number"),
    ],
)
def test_floors_that_cannot_be_checked_are_an_error(tmp_path: Path, written: str, message: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        check_floors(evaluate_quotes([MARKED], pd.DataFrame(), bootstrap=0), path)


def test_reliability_worked_by_hand() -> None:
    found = quotes(
        (["Nobody"], ""),
        (["it will stay “quite dry.”"], "Pet Orr"),
        (["thinks"], ""),
        (["knew"], ""),
        confidence=[0.92, 0.98, 0.94, 0.1],
    )
    table = reliability(found, [MARKED])
    assert table["n"].tolist() == [1, 3]
    assert table["low"].tolist() == [0.0, 0.9]  # 0.1 is still in the first bin
    assert table["right"].tolist() == pytest.approx([0, 2 / 3])
    assert table["confidence"].tolist() == pytest.approx([0.1, 2.84 / 3])
    assert calibration_error(table) == pytest.approx((0.1 + 0.84) / 4)


def test_the_sure_and_right_are_well_calibrated(gold: list[dict[str, Any]]) -> None:
    assert calibration_error(reliability(of_gold(gold), gold)) == 0
    assert np.isnan(calibration_error(reliability(of_gold(gold).iloc[:0], gold)))


def test_a_missing_confidence_is_told(gold: list[dict[str, Any]]) -> None:
    table = of_gold(gold)
    table.loc[3, "confidence"] = np.nan
    with pytest.raises(ValueError, match="confidence is missing"):
        reliability(table, gold)
