"""The rules: how much each word of a sentence weighs, with negation and intensifiers.

They are those of VADER (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of
Social Media Text", ICWSM 2014), made for posts, with these differences, made for the press:

* A negation counts once. VADER multiplies by -0.74 for each negating word among the three before; here
  one factor of 0.74 is applied however many there are, and the sign turns with each ("never without success"
  stays positive). A negated phrase of the lexicon is not negated again by the "not" inside it.
* "no" negates like "not", and where it does, has no tone of its own.
* A negation ends at a dash, a colon, a semicolon, a bracket and at "but"; "not only", "not just" and the like
  negate nothing.
* A word inside a name, and a function word ("like" as a preposition), has no tone.
* After "but" words count half as much again, before it half: VADER's rule, without the fault in its code
  that weighs a word by the first word of equal valence.
* Capital letters, exclamation and question marks, emoticons and emoji change nothing: in the press they are
  acronyms, headlines and list marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.tone.lexicons import Lexicon
from analysis.tone.tokens import Bools, Ints, Words

__all__ = ["Weights", "weigh_words"]

Floats = NDArray[np.float64]

# VADER's constants.
_NEGATED = 0.74
_WINDOW = ((1, 1.0), (2, 0.95), (3, 0.9))  # how far a modifier reaches, and what is left of it there
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_ALPHA = 15.0

# Pairs of words in which neither negates.
_NOT_NEGATING = (
    ("not", "only"), ("not", "just"), ("not", "merely"), ("not", "simply"), ("not", "least"),
    ("without", "doubt"), ("never", "so"), ("never", "this"), ("at", "least"), ("very", "least"),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Weights:
    """What the words of tone in several scopes (a sentence, or its part inside a quote) weigh.

    Attributes:
        score: for each scope, -1 to 1; NaN where it has no word of known tone.
        scope: for each word of tone, the index of its scope.
        start, end: its offsets, those of the words that modify it included where nothing stands between.
        weight: its share of the score; those of a scope sum to the scope's score.
    """

    score: Floats
    scope: Ints
    start: Ints
    end: Ints
    weight: Floats


def weigh_words(words: Words, position: Ints, scope: Ints, scopes: int, lexicon: Lexicon) -> Weights:
    """Weigh the words of each scope.

    Args:
        words: the words.
        position: which of them to weigh, as positions, in the order of the scopes and of the text.
        scope: for each position, the index of its scope; never falling. Nothing outside a scope modifies a
            word inside it.
        scopes: how many scopes there are; some may have no words.
        lexicon: the valences and the modifiers.
    """
    form, clause = words.form[position], words.clause[position]
    known = _Vocabulary(words.vocabulary, lexicon)
    value, boost, negates = known.valence[form], known.boost[form], known.negates[form]
    value[words.mute[position]] = 0.0
    begin = np.arange(len(form))
    _apply_phrases(known, form, scope, value, boost, negates, begin)
    code = known.index
    for one, other in _NOT_NEGATING:
        pair = np.flatnonzero(
            (form[:-1] == code.get(one, -1)) & (form[1:] == code.get(other, -1)) & (scope[:-1] == scope[1:])
        )
        negates[pair] = negates[pair + 1] = False
    but = form == code.get("but", -1)
    clause = clause + np.cumsum(but)

    tone = np.flatnonzero(value)
    strength, sign = np.abs(value[tone]), np.sign(value[tone])
    first, turned, negated = begin[tone].copy(), np.zeros(len(tone), bool), np.zeros(len(tone), bool)
    negators: list[Ints] = []
    for distance, left in _WINDOW:
        before = begin[tone] - distance
        near = before >= 0
        before = np.maximum(before, 0)
        near &= (scope[before] == scope[tone]) & (clause[before] == clause[tone])
        added = np.where(near & (value[before] == 0), boost[before] * left, 0.0)
        strength = np.maximum(strength + added, 0.1 * strength)
        hit = near & negates[before]
        turned ^= hit
        negated |= hit
        negators.append(before[hit])
        first = np.where(hit | (added != 0), begin[before], first)
    weight = sign * strength * np.where(negated, _NEGATED, 1.0) * np.where(turned, -1.0, 1.0)
    weight *= _around_but(but, scope)[tone]
    counted = ~np.isin(tone, np.concatenate(negators))  # "no" in "no progress" is not a word of tone as well
    tone, first, weight = tone[counted], first[counted], weight[counted]
    begins = begin[tone]

    # The stretch to show: back to the furthest modifier, unless another word of tone or other text is
    # between.
    end, where = words.end[position], position[tone]
    free = np.ones(len(tone), dtype=bool)
    free[1:] = first[1:] > tone[:-1]
    first = np.where(free & (where - position[first] == tone - first), first, begins)
    owner = scope[tone]
    total = np.bincount(owner, weights=weight, minlength=scopes)
    size = np.sqrt(total**2 + _ALPHA)
    has_tone = np.bincount(owner, minlength=scopes) > 0
    return Weights(
        score=np.where(has_tone, total / size, np.nan),
        scope=owner,
        start=words.start[position][first],
        end=end[tone],
        weight=weight / size[owner],
    )


def _around_but(but: Bools, scope: Ints) -> Floats:
    """Return for each position what the first "but" of its scope leaves of it or adds to it."""
    factor = np.ones(len(but))
    places = np.flatnonzero(but)
    if len(places):
        owners, index = np.unique(scope[places], return_index=True)
        nearest = np.minimum(np.searchsorted(owners, scope), len(owners) - 1)
        same = owners[nearest] == scope
        gap = np.arange(len(but)) - places[index][nearest]
        factor[same & (gap < 0)], factor[same & (gap > 0)] = _BEFORE_BUT, _AFTER_BUT
    return factor


class _Vocabulary:
    """A lexicon, looked up once for each distinct form of some words."""

    def __init__(self, forms: list[str], lexicon: Lexicon) -> None:
        self.index = {form: number for number, form in enumerate(forms)}
        self.valence, self.boost = np.zeros(len(forms)), np.zeros(len(forms))
        self.negates = np.zeros(len(forms), dtype=bool)
        prefixes = {w[:-1]: v for w, v in lexicon.valences.items() if w.endswith("*") and " " not in w}
        longest = max(map(len, prefixes), default=0)
        for number, form in enumerate(forms):
            valence = lexicon.valences.get(form)
            if valence is None and prefixes:
                stems = (form[:n] for n in range(min(longest, len(form)), 0, -1))
                valence = next((prefixes[stem] for stem in stems if stem in prefixes), None)
            self.boost[number] = lexicon.boosters.get(form, 0.0)
            self.negates[number] = form in lexicon.negations or form.endswith("n't")
            # A word that strengthens others ("incredible") says nothing by itself, as in VADER.
            self.valence[number] = 0.0 if valence is None or self.boost[number] else valence
        self.phrases = self._find_phrases(lexicon)

    def _find_phrases(self, lexicon: Lexicon) -> dict[int, list[tuple[tuple[frozenset[int], ...], float, float]]]:
        """Return the phrases whose words all occur, by the first word's number, the longest first."""
        matches: dict[str, frozenset[int]] = {}

        def numbers(pattern: str) -> frozenset[int]:
            if pattern not in matches:
                if pattern.endswith("*"):
                    hits = [n for form, n in self.index.items() if form.startswith(pattern[:-1])]
                else:
                    hits = [self.index[pattern]] if pattern in self.index else []
                matches[pattern] = frozenset(hits)
            return matches[pattern]

        found: dict[int, list[tuple[tuple[frozenset[int], ...], float, float]]] = {}
        entries: list[tuple[str, float, float]] = [(p, v, 0.0) for p, v in lexicon.valences.items() if " " in p]
        entries += [(p, 0.0, b) for p, b in lexicon.boosters.items() if " " in p]
        for phrase, valence, boost in entries:
            parts = tuple(numbers(part) for part in phrase.split())
            if all(parts):
                for number in parts[0]:
                    found.setdefault(number, []).append((parts, valence, boost))
        for candidates in found.values():
            candidates.sort(key=lambda entry: -len(entry[0]))
        return found


def _apply_phrases(
    known: _Vocabulary, form: Ints, scope: Ints, value: Floats, boost: Floats, negates: Bools, begin: Any
) -> None:
    """Let each phrase of the lexicon stand for its words, which then neither count nor modify."""
    if not known.phrases or len(form) < 2:
        return
    firsts = np.array(sorted(known.phrases))
    seconds = np.array(sorted({n for entries in known.phrases.values() for parts, *_ in entries for n in parts[1]}))
    candidates = np.flatnonzero(np.isin(form[:-1], firsts) & np.isin(form[1:], seconds) & (scope[:-1] == scope[1:]))
    done = -1
    for i in candidates.tolist():
        if i <= done:
            continue
        for parts, valence, strength in known.phrases[int(form[i])]:
            stop = i + len(parts)
            if stop > len(form) or scope[stop - 1] != scope[i]:
                continue
            if all(int(n) in part for n, part in zip(form[i:stop], parts, strict=True)):
                value[i:stop], boost[i:stop], negates[i:stop] = 0.0, 0.0, False
                value[stop - 1], boost[stop - 1] = valence, strength
                begin[i:stop] = i
                done = stop - 1
                break
