"""Candidates that tell of the same words give way to the likeliest."""

from analysis.quotes.decode import choose
from analysis.quotes.readings import Candidate, Sure

SURE = Sure(path=1.0, left=1.0, right=1.0, inside=1.0, outside=1.0, source=1.0, beside=1.0)


def one(anchor, p, content, cue=()):
    return Candidate(anchor, p, SURE, list(content), [], list(cue), score=p)


def test_of_two_readings_of_one_cue_the_better_stays_whole():
    short, long = one(6, 0.6, [(0, 5)]), one(6, 0.7, [(0, 5), (8, 11)])
    assert choose([short, long], threshold=0.1) == [long]
    assert choose([short._replace(score=0.8), long], threshold=0.1)[0].content == [(0, 5)]


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
