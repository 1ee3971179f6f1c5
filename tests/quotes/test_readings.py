"""Each cue has its reading, and a second one where an edge is in doubt; how sure they are is told part by part."""

import numpy as np

from analysis.quotes.readings import Sure, Tagged, candidates, distances
from analysis.quotes.tags import ALLOWED, TAGS, tags_of_spans

SURE = Sure(path=1.0, left=1.0, right=1.0, inside=1.0, outside=1.0, source=1.0, beside=1.0)


def tagged(spans, *, words=12, anchor=6, first=0, loud=4.0, but=()):
    """A cue whose tags are all as clear as ``loud``, ``but`` for words at which nothing is clear."""
    scores = np.zeros((words, len(TAGS)), np.float32)
    scores[np.arange(words), tags_of_spans(spans, words=words)] = loud
    scores[list(but)] = 0
    return Tagged(anchor, 0.9, first, scores)


MOVES = np.where(ALLOWED, 0, -1e4).astype(np.float32)
SAID = {"content": [(0, 5), (8, 11)], "source": [(7, 8)], "cue": [(6, 7)]}


def test_a_reading_has_the_words_of_its_text():
    (found,) = candidates([tagged(SAID, loud=9.0, first=100, anchor=106)], MOVES)
    assert (found.content, found.source, found.cue) == ([(100, 105), (108, 111)], [(107, 108)], [(106, 107)])


def test_a_reading_without_content_is_none():
    assert candidates([tagged({"source": [(7, 8)], "cue": [(6, 7)]})], MOVES) == []


def test_words_that_belong_to_nothing_for_sure_change_no_reading():
    alone = candidates([tagged(SAID, loud=9.0, but=[10])], MOVES)
    among = candidates([tagged(SAID, loud=9.0, but=[10], words=90)], MOVES)
    assert [one[3:6] for one in among] == [one[3:6] for one in alone]
    assert np.allclose([one.sure for one in among], [one.sure for one in alone], atol=0.01)


def test_what_may_be_nothing_at_all_is_no_reading():
    assert candidates([tagged({}, loud=20.0)], MOVES) == []


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
    clear, perhaps = tagged(nobody, loud=9.0), tagged(nobody, loud=9.0)
    perhaps.scores[7, TAGS.index("S-source")] = 7.0  # one in eight
    assert candidates([clear], MOVES)[0].sure.source > 0.95
    found = candidates([perhaps], MOVES)[0]
    assert found.source == []
    assert found.sure.source < 0.9


def test_a_source_that_may_be_either_of_two_is_the_likelier_and_not_none():
    nobody = {part: spans for part, spans in SAID.items() if part != "source"}
    either = tagged(nobody, loud=9.0)
    for word, score in ((7, 8.5), (11, 8.8)):
        either.scores[word, TAGS.index("S-source")] = score  # less than that it is nothing
    found = candidates([either], MOVES)[0]
    assert found.source == [(11, 12)]
    assert found.content == SAID["content"]
    assert found.sure.source < 0.5


def test_a_word_that_a_reading_has_for_its_content_or_cue_is_not_its_source():
    nobody = {part: spans for part, spans in SAID.items() if part != "source"}
    taken = tagged(nobody, loud=9.0)
    taken.scores[6, TAGS.index("S-source")] = 8.8
    assert candidates([taken], MOVES)[0].source == []


def test_where_an_edge_is_in_doubt_there_is_a_second_reading_without_it():
    first, second = candidates([tagged(SAID, but=[10])], MOVES)
    assert first.sure.beside == 1
    assert 0 < second.sure.beside < 1
    assert {first.content[-1][1], second.content[-1][1]} == {10, 11}
    assert first.content[0] == second.content[0]
    assert first.anchor == second.anchor


def test_what_may_be_missing_is_in_the_second_reading():
    nearly = tagged(SAID)
    nearly.scores[8:11, 0] = nearly.scores[8:11].max(1) + 0.1  # the second piece is a little likelier to be none
    first, second = candidates([nearly], MOVES)
    assert first.content == [(0, 5)]
    assert second.content == [(0, 5), (8, 11)]


def test_where_nothing_is_in_doubt_there_is_one_reading():
    assert len(candidates([tagged(SAID, loud=9.0)], MOVES)) == 1


def test_many_readings_are_the_same_as_each_alone():
    rng = np.random.default_rng(1)  # noise, or there are several best readings
    some = [tagged(SAID, words=11 + i % 5, first=i, loud=2 + i % 3) for i in range(150)]
    some = [one._replace(scores=one.scores + rng.normal(size=one.scores.shape).astype(np.float32)) for one in some]
    alone = [found for each in some for found in candidates([each], MOVES)]
    for one, other in zip(candidates(some, MOVES), alone, strict=True):
        assert one._replace(sure=SURE) == other._replace(sure=SURE)
        assert np.allclose(one.sure, other.sure)


def test_distances_know_the_side_and_the_paragraph():
    distance, paragraph = distances(np.array([2, 4]), words=5, paragraph=np.array([0, 0, 1, 1, 2]))
    assert distance.tolist() == [[14, 15, 16, 17, 18], [12, 13, 14, 15, 16]]
    assert paragraph.tolist() == [[2, 2, 3, 3, 4], [1, 1, 2, 2, 3]]


def test_far_distances_share_classes_and_stay_in_the_table():
    distance, _ = distances(np.array([0]), words=5000, paragraph=np.zeros(5000, dtype=np.int32))
    assert distance.max() == 32
    assert (np.diff(distance) >= 0).all()
