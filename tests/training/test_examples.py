"""What a model learns of an article: from the annotation, from a teacher, from both."""

import numpy as np
import pytest

from analysis.pieces import split_pieces
from analysis.quotes.model import load_model
from analysis.quotes.tags import TAGS
from analysis.training.examples import Taught, read_corpus
from analysis.training.unmarked import GOLD

TEXT = "Mira Lind said the quay is safe."
MARKED = {"id": "a", "text": TEXT, "attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 31]]}]}


@pytest.fixture(scope="module")
def tokenizer():
    return load_model().tokenizer


def teacher(words, anchor, tag):
    around = np.zeros((words, len(TAGS)), np.float16)
    around[:, TAGS.index(tag)] = 1
    return Taught(np.zeros(words, np.float32), {anchor: (0, around)})


def test_an_annotated_attribution_is_told_at_its_cue(tokenizer):
    example = read_corpus([MARKED], tokenizer)[0]
    told = example.tags_at(2, 0, 7)
    best = [TAGS[i] for i in told.argmax(1)]
    assert best == ["B-source", "E-source", "S-cue", "B-content", "I-content", "I-content", "E-content"]
    assert set(told.ravel()) == {0, 1}


def test_elsewhere_nothing_is_to_be_found(tokenizer):
    told = read_corpus([MARKED], tokenizer)[0].tags_at(5, 0, 7)
    assert (told[:, 0] == 1).all()


def test_annotation_and_teacher_count_in_their_shares(tokenizer):
    example = read_corpus([MARKED], tokenizer)[0]
    words = len(example.pieces.start)
    told = example._replace(taught=teacher(words, 2, "O")).tags_at(2, 0, 7)
    assert told[2, TAGS.index("S-cue")] == pytest.approx(GOLD)
    assert told[2, 0] == pytest.approx(1 - GOLD)
    assert told.sum(1) == pytest.approx(np.ones(7))


def test_where_nobody_annotated_the_teacher_alone_counts(tokenizer):
    example = read_corpus([{"id": "a", "text": TEXT}], tokenizer)[0]
    assert not example.annotated
    words = len(split_pieces(TEXT, tokenizer).start)
    told = example._replace(taught=teacher(words, 2, "I-content")).tags_at(2, 0, 7)
    assert (told[:, TAGS.index("I-content")] == 1).all()


def test_beyond_what_the_teacher_read_nothing_is_to_be_found(tokenizer):
    example = read_corpus([{"id": "a", "text": TEXT}], tokenizer)[0]._replace(taught=teacher(3, 2, "I-content"))
    assert [TAGS[i] for i in example.tags_at(2, 0, 5).argmax(1)] == ["I-content"] * 3 + ["O"] * 2
