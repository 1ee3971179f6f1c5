"""The neutral band can be found again from labelled sentences."""

import json

import pytest

from analysis.training.neutral_band import fit_on_sentences


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_band_parts_the_labelled_sentences(tmp_path):
    said = [("It is awful.", "neg"), ("It is fine.", "neu"), ("It is a great success.", "pos")]
    rows = [{"sentence": sentence, "polarity": polarity} for sentence, polarity in said]
    torn = [{"sentence": "It is sad.", "polarity": polarity} for polarity in ("neg", "pos")]
    low, high, f1 = fit_on_sentences(write(tmp_path / "gold.jsonl", *rows, *torn))
    assert f1 == pytest.approx(1.0)
    assert low <= 0 < high


def test_a_line_without_a_label_is_named(tmp_path):
    path = write(tmp_path / "gold.jsonl", {"sentence": "a", "polarity": "neg"}, {"sentence": "b", "polarity": "good"})
    with pytest.raises(ValueError, match="line 2"):
        fit_on_sentences(path)
