"""Tags and spans are two forms of one thing; the best path is the best, and what is likely adds up."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotes.tags import (
    ALLOWED,
    ENDS,
    PARTS,
    STARTS,
    TAGS,
    best_paths,
    marginals,
    spans_of_tags,
    tags_of_spans,
)

cuts = st.lists(st.integers(0, 30), min_size=0, max_size=12, unique=True).map(sorted)


@given(cuts=cuts, parts=st.lists(st.sampled_from(PARTS), min_size=6, max_size=6))
def test_spans_come_back_from_their_tags(cuts, parts):
    spans = {part: [] for part in PARTS}
    for (start, end), part in zip(zip(cuts[::2], cuts[1::2], strict=False), parts, strict=False):
        spans[part].append((start, end))
    assert spans_of_tags(tags_of_spans(spans, words=31)) == spans


def test_a_cue_within_a_content_parts_it():
    tags = tags_of_spans({"content": [(0, 9)], "cue": [(3, 5)]}, words=9)
    assert spans_of_tags(tags) == {"content": [(0, 3), (5, 9)], "source": [], "cue": [(3, 5)]}


def every(scores, transitions):
    """The score of each sequence of tags that may be."""
    return {
        tags: sum(scores[i, t] for i, t in enumerate(tags))
        + sum(transitions[a, b] for a, b in itertools.pairwise(tags))
        for tags in itertools.product(range(len(TAGS)), repeat=len(scores))
        if STARTS[tags[0]] and ENDS[tags[-1]]
    }


def drawn(seed, lengths):
    rng = np.random.default_rng(seed)
    transitions = np.where(ALLOWED, rng.normal(size=ALLOWED.shape), -1e4).astype(np.float32)
    return [rng.normal(size=(n, len(TAGS))).astype(np.float32) for n in lengths], transitions


@given(seed=st.integers(0, 10_000), lengths=st.permutations([1, 2, 3]))
def test_the_best_path_beats_every_other(seed, lengths):
    scores, transitions = drawn(seed, lengths)
    for one, path in zip(scores, best_paths(scores, transitions), strict=True):
        told = every(one, transitions)
        assert abs(told[tuple(path)] - max(told.values())) < 1e-3


@given(seed=st.integers(0, 10_000), lengths=st.permutations([1, 2, 3]))
def test_a_tag_is_as_likely_as_all_sequences_that_have_it(seed, lengths):
    scores, transitions = drawn(seed, lengths)
    for one, likely in zip(scores, marginals(scores, transitions), strict=True):
        told = every(one, transitions)
        wanted = np.zeros((len(one), len(TAGS)))
        for tags, score in told.items():
            wanted[np.arange(len(tags)), tags] += np.exp(score)
        assert np.allclose(likely, wanted / wanted[0].sum(), atol=1e-5)


def test_a_sequence_is_read_alike_alone_and_beside_others():
    scores, transitions = drawn(1, [40, 3, 117, 40, 1])
    together = zip(best_paths(scores, transitions), marginals(scores, transitions), strict=True)
    for one, (path, likely) in zip(scores, together, strict=True):
        assert (best_paths([one], transitions)[0] == path).all()
        assert np.allclose(marginals([one], transitions)[0], likely)


def test_certain_scores_give_finite_probabilities():
    scores, transitions = drawn(1, [200, 7])
    for likely in marginals([60 * one for one in scores], transitions):
        assert np.isfinite(likely).all()
        assert np.allclose(likely.sum(1), 1)


def test_of_no_sequences_nothing_is_told():
    transitions = drawn(1, [])[1]
    assert best_paths([], transitions) == marginals([], transitions) == []


def test_no_path_breaks_the_rules_of_the_tags():
    rng = np.random.default_rng(1)
    transitions = np.where(ALLOWED, 0, -1e4).astype(np.float32)
    paths = best_paths([rng.normal(scale=5, size=(25, len(TAGS))).astype(np.float32) for _ in range(40)], transitions)
    assert all(ALLOWED[a, b] for path in paths for a, b in itertools.pairwise(path))
    assert all(STARTS[path[0]] and ENDS[path[-1]] for path in paths)
