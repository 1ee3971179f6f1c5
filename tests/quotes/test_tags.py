"""Tags and spans are two forms of one thing, and the best path is the best."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotes.tags import ALLOWED, ENDS, PARTS, STARTS, TAGS, best_path, spans_of_tags, tags_of_spans

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


@given(seed=st.integers(0, 10_000))
def test_the_best_path_beats_every_other(seed):
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(2, 3, len(TAGS))).astype(np.float32)
    transitions = np.where(ALLOWED, rng.normal(size=ALLOWED.shape), -1e4).astype(np.float32)
    paths, scores = best_path(emissions, transitions)
    for one, path, score in zip(emissions, paths, scores, strict=True):
        every = {
            tags: sum(one[i, t] for i, t in enumerate(tags))
            + sum(transitions[a, b] for a, b in itertools.pairwise(tags))
            for tags in itertools.product(range(len(TAGS)), repeat=3)
            if STARTS[tags[0]] and ENDS[tags[-1]]
        }
        assert score == np.float64(max(every.values())).round(6) or abs(score - max(every.values())) < 1e-3
        assert abs(every[tuple(path)] - max(every.values())) < 1e-3


def test_no_path_breaks_the_rules_of_the_tags():
    rng = np.random.default_rng(1)
    transitions = np.where(ALLOWED, 0, -1e4).astype(np.float32)
    paths, _ = best_path(rng.normal(scale=5, size=(40, 25, len(TAGS))).astype(np.float32), transitions)
    assert all(ALLOWED[a, b] for path in paths for a, b in itertools.pairwise(path))
    assert STARTS[paths[:, 0]].all()
    assert ENDS[paths[:, -1]].all()
