"""Texts that only teachers read."""

import json

import pytest

from analysis.training.unmarked import AT_ONCE, name_targets, read_unmarked


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_single_sentences_are_read_together_and_once(tmp_path):
    sentences = [f"Sentence {i}." for i in range(AT_ONCE + 1)]
    rows = [{"sentence": s} for s in (*sentences, sentences[0])]
    texts = read_unmarked(write(tmp_path / "some.jsonl", {"text": "An article.\nOf two lines."}, *rows))
    assert texts == ["An article.\nOf two lines.", "\n".join(sentences[:-1]), sentences[-1]]


def test_a_line_that_holds_no_text_is_named(tmp_path):
    with pytest.raises(ValueError, match="line 2"):
        read_unmarked(write(tmp_path / "some.jsonl", {"sentence": "A."}, {"title": "B."}))


def test_names_are_targets_in_their_sentence():
    text = "Mira Lind spoke.\nThen Oren left. Nobody saw Oren."
    names = [(0, 9, "PERSON"), (22, 26, "PERSON"), (44, 48, "PERSON")]
    found = name_targets([text, "", "No name here."], [names, [], []])
    assert found["sentence"].tolist() == ["Mira Lind spoke.", "Then Oren left.", "Nobody saw Oren."]
    told = [sentence[start:end] for sentence, start, end in found.itertuples(index=False)]
    assert told == ["Mira Lind", "Oren", "Oren"]
