from __future__ import annotations

import itertools

from words_fixtures import articles_of

from analysis.words import count_words


def test_no_two_different_words_are_counted_as_one() -> None:
    every = ["".join(p) for k in range(1, 5) for p in itertools.product("abcdefghij", repeat=k)]
    assert len(count_words(articles_of(" ".join(every)), names=False)) == len(every)
