"""Text as the quote model sees it: every word in its place, windows that leave no word out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.pieces import CLOSING, INSIDE, OPENING, OUTSIDE, split_pieces, split_windows
from analysis.quotes.model import load_model

HOSTILE = st.text(alphabet=st.sampled_from(list("aB9 .\n\r\0“”\"'’`«»\u202e🙂é-")), max_size=120) | st.text(max_size=80)


@pytest.fixture(scope="module")
def tokenizer():
    return load_model().tokenizer


@given(text=HOSTILE)
def test_words_lie_in_order_within_the_text(text):
    pieces = split_pieces(text, load_model().tokenizer)
    assert (pieces.start <= pieces.end).all()
    assert (pieces.end <= len(text)).all()
    assert (pieces.start[1:] >= pieces.end[:-1]).all()
    assert len(pieces.first) == len(pieces.start) + 1
    assert pieces.first[-1] == len(pieces.ids)


@given(text=HOSTILE, size=st.integers(1, 40), offset=st.integers(0, 60))
def test_windows_speak_for_every_word_once(text, size, offset):
    pieces = split_pieces(text, load_model().tokenizer)
    windows = split_windows(pieces, size=size, offset=offset)
    owned = [
        i
        for w, after in zip(windows, [*windows[1:], None], strict=False)
        for i in range(w.own, after.own if after else w.end)
    ]
    assert owned == list(range(len(pieces.start)))
    assert all(w.start <= w.own < w.end for w in windows)


@given(words=st.integers(1, 3000))
def test_a_window_never_exceeds_its_size(words):
    pieces = split_pieces("word " * words, load_model().tokenizer)
    for window in split_windows(pieces, size=50):
        assert pieces.first[window.end] - pieces.first[window.start] <= 50


def test_all_marks_are_one_kind_to_the_model(tokenizer):
    texts = ["“Yes,” he said.", '"Yes," he said.', "''Yes,'' he said."]
    british = split_pieces("‘Yes,’ he said. ‘No.’", tokenizer)
    assert british.ids.tolist() == split_pieces('"Yes," he said. "No."', tokenizer).ids.tolist()
    ids, states = zip(
        *((split_pieces(t, tokenizer).ids.tolist(), split_pieces(t, tokenizer).state.tolist()) for t in texts),
        strict=True,
    )
    assert ids[0] == ids[1] == ids[2]
    assert states[0] == states[1] == states[2] == [OPENING, INSIDE, INSIDE, CLOSING, OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE]


def test_windows_end_at_paragraphs_where_these_fit(tokenizer):
    pieces = split_pieces("\n".join("one two three four five" for _ in range(40)), tokenizer)
    for window in split_windows(pieces, size=60):
        assert pieces.start[window.end - 1] == pieces.end[window.end - 1]  # the paragraph break
        assert window.own == window.start


def test_an_overlong_paragraph_is_read_with_overlap(tokenizer):
    pieces = split_pieces("word " * 400, tokenizer)
    windows = split_windows(pieces, size=100)
    assert all(w.own - w.start >= 20 for w in windows[1:])
    assert np.all(np.diff([w.own for w in windows]) > 0)


def test_what_a_colon_announces_stands_in_the_same_window(tokenizer):
    before, said, quote = (
        "The harbour was quiet all day. " * 4,
        "She said:",
        "“It is needed, and it will be built.” " * 3,
    )
    pieces = split_pieces(f"{before}\n{said}\n{quote}\n{before}", tokenizer)
    for size in range(60, 90):
        for window in split_windows(pieces, size=size):
            inside = pieces.paragraph[window.start : window.end]
            assert 1 not in inside or 2 in inside
