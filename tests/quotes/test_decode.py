"""Of readings that tell of the same words those are kept that are worth most together."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from analysis.quotes.decode import MANY, choose
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


def test_a_piece_goes_to_the_cue_that_can_least_do_without():
    said, shorter, adding = one(6, 0.9, [(0, 5), (10, 15)]), one(6, 0.6, [(0, 5)]), one(8, 0.8, [(10, 15)])
    kept = choose([said, shorter, adding], threshold=0.1)
    assert [(c.anchor, c.content) for c in kept] == [(6, [(0, 5)]), (8, [(10, 15)])]


def test_a_reading_does_without_the_piece_that_another_cue_claims():
    said, he_said = one(6, 0.9, [(0, 5), (10, 15)]), one(16, 0.8, [(10, 15)])
    kept = choose([said, he_said], threshold=0.3)
    assert [(c.anchor, c.content) for c in kept] == [(6, [(0, 5)]), (16, [(10, 15)])]


def test_but_it_is_worth_less_without():
    said, perhaps = one(6, 0.9, [(0, 5), (10, 15)]), one(16, 0.4, [(10, 15)])
    assert choose([said, perhaps], threshold=0.3) == [said]


@given(
    drawn=st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 99), st.integers(0, 20), st.integers(1, 6)), max_size=MANY
    )
)
def test_no_other_set_without_rivals_is_worth_more(drawn):
    found = [one(100 + anchor, p / 100, [(start, start + words)]) for anchor, p, start, words in drawn]
    kept = choose(found, threshold=0.0)

    def fit(some):
        told = [word for c in some for start, end in c.content for word in range(start, end)]
        return len(set(told)) == len(told) and len({c.anchor for c in some}) == len(some)

    assert fit(kept)
    sets = (some for n in range(min(len(found), 6) + 1) for some in itertools.combinations(found, n))
    most = max(sum(c.score for c in some) for some in sets if fit(some))
    assert sum(c.score for c in kept) >= most - 1e-9


def test_a_long_chain_of_rivals_is_chosen_from_at_once():
    chain = [one(1000 + i, 0.5 + (i * 7 % 13) / 40, [(3 * i, 3 * i + 4)]) for i in range(400)]
    kept = choose(chain, threshold=0.1)
    assert 130 < len(kept) <= 200


def test_an_unlikely_cue_takes_no_piece_away():
    said, perhaps = one(6, 0.9, [(0, 5), (10, 15)]), one(8, 0.2, [(10, 15), (20, 29)])
    assert said in choose([said, perhaps], threshold=0.1)


def test_what_is_below_the_threshold_falls():
    assert choose([one(5, 0.2, [(0, 5)])], threshold=0.3) == []
