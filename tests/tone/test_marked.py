"""A target is marked where it stands, and nothing else of the sentence is changed or lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.pieces import CLS, MASK, SEP, split_pieces
from analysis.quotes.model import load_model
from analysis.tone.marked import QUOTED, SIZE, TARGET, mark_target, pad

TOKENIZER = load_model().tokenizer
SENTENCE = "Roe praised “Ana Lind” today."


def words_of(marked, chosen):
    return [TOKENIZER.id_to_token(int(i)) for i in marked.ids[chosen]]


def test_the_target_has_its_class():
    marked = mark_target(split_pieces(SENTENCE, TOKENIZER), 13, 21)
    assert words_of(marked, marked.state >= TARGET) == ["ana", "lin", "##d"]
    assert marked.ids[0] == CLS
    assert marked.ids[-1] == SEP


def test_words_in_quotation_marks_are_told_from_those_outside():
    marked = mark_target(split_pieces(SENTENCE, TOKENIZER), 0, 3)
    assert words_of(marked, marked.state % TARGET == QUOTED) == ['"', "ana", "lin", "##d", '"']


def test_a_hidden_word_is_hidden_and_nothing_else():
    pieces = split_pieces(SENTENCE, TOKENIZER)
    seen, hidden = mark_target(pieces, 0, 3), mark_target(pieces, 0, 3, hidden=[1])
    assert words_of(seen, seen.ids != hidden.ids) == ["praised"]
    assert hidden.ids[seen.ids != hidden.ids].tolist() == [MASK]


def test_of_a_long_sentence_the_words_around_the_target_are_read():
    text = "word " * 600 + "Lind " + "word " * 600
    marked = mark_target(split_pieces(text, TOKENIZER), 3000, 3004)
    assert len(marked.ids) == SIZE + 2
    assert "lin" in words_of(marked, marked.state >= TARGET)


def test_a_span_without_a_word_is_refused():
    with pytest.raises(ValueError, match="no word between 3 and 4"):
        mark_target(split_pieces(SENTENCE, TOKENIZER), 3, 4)


@given(st.text(alphabet=st.sampled_from(list("aB. “”'\n\xa0é🙂")), min_size=1, max_size=80), st.data())
def test_every_piece_stays_in_its_place(text, data):
    pieces = split_pieces(text, TOKENIZER)
    spans = [(int(s), int(e)) for s, e in zip(pieces.start, pieces.end, strict=True) if e > s]
    if not spans:
        return
    start, end = data.draw(st.sampled_from(spans))
    marked = mark_target(pieces, start, end)
    assert marked.ids[1:-1].tolist() == pieces.ids.tolist()


def test_padding_keeps_each_row_and_tells_its_length():
    rows = [mark_target(split_pieces(text, TOKENIZER), 0, 3) for text in (SENTENCE, "Roe left.")]
    ids, case, state, lengths = pad(rows)
    assert ids.shape == case.shape == state.shape == (2, len(rows[0].ids))
    assert ids[1, : lengths[1]].tolist() == rows[1].ids.tolist()
    assert not ids[1, lengths[1] :].any()
