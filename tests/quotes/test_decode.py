"""Candidates that tell of the same words give way to the likeliest."""

import numpy as np

from analysis.quotes.decode import Candidate, Sure, Tagged, candidates, choose, distances
from analysis.quotes.tags import ALLOWED, TAGS, tags_of_spans

SURE = Sure(path=1.0, left=1.0, right=1.0, inside=1.0, outside=1.0, source=1.0)


def one(anchor, p, content, cue=()):
    return Candidate(anchor, p, SURE, list(content), [], list(cue), score=p)


def tagged(spans, *, words=12, anchor=6, first=0, loud=4.0, but=()):
    """A cue whose tags are all as clear as ``loud``, ``but`` for words at which nothing is clear."""
    scores = np.zeros((words, len(TAGS)), np.float32)
    scores[np.arange(words), tags_of_spans(spans, words=words)] = loud
    scores[list(but)] = 0
    return Tagged(anchor, 0.9, first, scores)


MOVES = np.where(ALLOWED, 0, -1e4).astype(np.float32)
SAID = {"content": [(0, 5), (8, 11)], "source": [(7, 8)], "cue": [(6, 7)]}


def test_a_reading_has_the_words_of_its_text():
    (found,) = candidates([tagged(SAID, first=100, anchor=106)], MOVES)
    assert (found.content, found.source, found.cue) == ([(100, 105), (108, 111)], [(107, 108)], [(106, 107)])


def test_a_reading_without_content_is_none():
    assert candidates([tagged({"source": [(7, 8)], "cue": [(6, 7)]})], MOVES) == []


def test_what_is_clear_is_sure():
    (found,) = candidates([tagged(SAID, loud=9.0)], MOVES)
    assert min(found.sure) > 0.95


def test_a_word_that_is_not_clear_makes_its_part_unsure_and_no_other():
    clear = candidates([tagged(SAID)], MOVES)[0].sure
    last = candidates([tagged(SAID, but=[10])], MOVES)[0].sure
    assert last.right < clear.right - 0.05
    assert abs(last.left - clear.left) < 0.02
    after = candidates([tagged(SAID, but=[11])], MOVES)[0].sure
    assert after.outside < clear.outside - 0.1
    assert abs(after.inside - clear.inside) < 0.05


def test_a_statement_without_source_is_sure_of_that_where_nothing_looks_like_one():
    nobody = {part: spans for part, spans in SAID.items() if part != "source"}
    assert candidates([tagged(nobody, loud=9.0)], MOVES)[0].sure.source > 0.95
    assert candidates([tagged(nobody, loud=9.0, but=[7])], MOVES)[0].sure.source < 0.9


def test_many_readings_are_the_same_as_each_alone():
    some = [tagged(SAID, words=11 + i % 5, first=i, loud=1 + i % 3) for i in range(150)]
    alone = [found for each in some for found in candidates([each], MOVES)]
    for one, other in zip(candidates(some, MOVES), alone, strict=True):
        assert one._replace(sure=SURE) == other._replace(sure=SURE)
        assert np.allclose(one.sure, other.sure)


def test_of_two_readings_of_the_same_words_the_likelier_stays():
    assert choose([one(5, 0.4, [(0, 5)]), one(6, 0.9, [(0, 4)])], threshold=0.1) == [one(6, 0.9, [(0, 4)])]


def test_two_anchors_of_one_cue_give_one_quote():
    kept = choose([one(5, 0.9, [(0, 5)], [(5, 7)]), one(6, 0.5, [(8, 12)])], threshold=0.1)
    assert [c.anchor for c in kept] == [5]


def test_quotes_side_by_side_both_stay_in_the_order_of_the_text():
    kept = choose([one(12, 0.9, [(13, 20)]), one(5, 0.5, [(0, 5)])], threshold=0.1)
    assert [c.anchor for c in kept] == [5, 12]


def test_of_a_reading_that_falls_the_pieces_of_its_own_stay():
    kept = choose([one(12, 0.9, [(13, 20)]), one(5, 0.5, [(0, 5), (13, 20)])], threshold=0.1)
    assert [(c.anchor, c.content) for c in kept] == [(5, [(0, 5)]), (12, [(13, 20)])]


def test_a_piece_goes_to_the_cue_that_stands_before_it():
    said, adding = one(6, 0.9, [(0, 5), (10, 15)]), one(8, 0.8, [(10, 15)])
    kept = choose([said, adding], threshold=0.1)
    assert [(c.anchor, c.content) for c in kept] == [(6, [(0, 5)]), (8, [(10, 15)])]


def test_an_unlikely_cue_takes_no_piece_away():
    said, perhaps = one(6, 0.9, [(0, 5), (10, 15)]), one(8, 0.2, [(10, 15), (20, 29)])
    assert said in choose([said, perhaps], threshold=0.1)


def test_what_is_below_the_threshold_falls():
    assert choose([one(5, 0.2, [(0, 5)])], threshold=0.3) == []


def test_distances_know_the_side_and_the_paragraph():
    distance, paragraph = distances(2, words=5, paragraph=np.array([0, 0, 1, 1, 2]))
    assert distance.tolist() == [14, 15, 16, 17, 18]
    assert paragraph.tolist() == [2, 2, 3, 3, 4]


def test_far_distances_share_classes_and_stay_in_the_table():
    distance, _ = distances(0, words=5000, paragraph=np.zeros(5000, dtype=np.int32))
    assert distance.max() <= 32
    assert (np.diff(distance) >= 0).all()
