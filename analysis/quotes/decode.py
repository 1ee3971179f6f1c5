"""From the readings of each possible cue to a set of attributions that agree with one another."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.readings import Candidate, telling, words_of

__all__ = ["choose"]

SHORTER = 0.8
"""What a reading is worth without the pieces that another cue claims, of what it is worth with them."""
MANY = 16
"""Readings, each a rival of another, up to which all sets of them are compared."""


def choose(found: Sequence[Candidate], *, threshold: float) -> list[Candidate]:
    """Keep the set of readings that is worth most, one of each cue, so that no word is told of twice.

    A reading is worth what its score is above the threshold. So where two cues claim a piece it goes to the cue that
    can least do without: of “I am not going,” she said, adding, “I am tired” the second piece goes to "adding",
    which has no other. A reading of several pieces may also be kept without those that another cue claims, though it
    is worth less then. Readings whose cue is left out keep those of their pieces that nobody has.

    Args:
        found: readings in any order, weighed (`analysis.quotes.weigh`).
        threshold: least score.

    Returns:
        The readings kept, in the order of their contents.
    """
    likely = [one for one in found if one.score >= threshold]
    likely += [one for one in _shorter(likely) if one.score >= threshold]
    best_first = sorted(likely, key=lambda one: (-one.score, one.anchor))
    rivals = _rivals(best_first)
    worth = [one.score - threshold for one in best_first]
    chosen: set[int] = set()
    for group in _groups(rivals):
        while len(group) > MANY:
            best = min(group)
            chosen.add(best)
            group = group - rivals[best] - {best}
        chosen |= _most(group, worth, rivals)[1]
    kept: list[Candidate] = []
    told: set[int] = set()
    cues: set[int] = set()
    for one in [best_first[i] for i in sorted(chosen)] + [one for i, one in enumerate(best_first) if i not in chosen]:
        content = [(start, end) for start, end in one.content if told.isdisjoint(range(start, end))]
        if content and one.anchor not in cues:
            kept.append(one._replace(content=content))
            told |= words_of(content)
            cues |= _cue(one)
    return sorted(kept, key=lambda one: (one.content[0], one.anchor))


def _shorter(found: Sequence[Candidate]) -> list[Candidate]:
    """Return readings of several pieces without those that another cue claims, each of these once."""
    told = telling(found)
    shorter: dict[tuple[int, tuple[tuple[int, int], ...]], Candidate] = {}
    for one in found:
        claims = {i for word in words_of(one.content) for i in told[word]} if len(one.content) > 1 else set()
        for words in (words_of(found[i].content) for i in sorted(claims) if found[i].anchor != one.anchor):
            pieces = tuple(piece for piece in one.content if words.isdisjoint(range(*piece)))
            if pieces:
                less = one._replace(content=list(pieces), score=one.score * SHORTER)
                shorter.setdefault((one.anchor, pieces), less)
    return list(shorter.values())


def _cue(one: Candidate) -> set[int]:
    return words_of(one.cue) | {one.anchor}


def _rivals(found: Sequence[Candidate]) -> list[set[int]]:
    """Say of each reading which others cannot stand beside it: they tell of the same words, or of the same cue."""
    told = telling(found)
    anchored: dict[int, set[int]] = {}
    for i, one in enumerate(found):
        anchored.setdefault(one.anchor, set()).add(i)
    rivals: list[set[int]] = [set() for _ in found]
    for i, one in enumerate(found):
        others = [told[word] for word in words_of(one.content)]
        others += [anchored[word] for word in _cue(one) if word in anchored]
        for j in set().union(*others) - {i}:
            rivals[i].add(j)
            rivals[j].add(i)
    return rivals


def _groups(rivals: Sequence[set[int]]) -> list[set[int]]:
    """Part readings into groups without rivals in other groups."""
    groups = []
    left = set(range(len(rivals)))
    while left:
        group, edge = set(), {min(left)}
        while edge:
            group |= edge
            edge = set().union(*(rivals[i] for i in edge)) - group
        left -= group
        groups.append(group)
    return groups


def _most(group: set[int], worth: Sequence[float], rivals: Sequence[set[int]]) -> tuple[float, set[int]]:
    """Find the set without rivals that is worth most (maximum-weight independent set, by branching), and its worth."""
    if not group:
        return 0.0, set()
    best = min(group)  # the numbers go from the best on
    total, others = _most(group - rivals[best] - {best}, worth, rivals)
    with_it = total + worth[best], others | {best}
    if len(group & rivals[best]) < 2:  # to leave out the best is worth it only for the sake of several others
        return with_it
    return max(with_it, _most(group - {best}, worth, rivals), key=lambda found: found[0])
