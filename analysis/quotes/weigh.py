"""What the model's certainty about a reading is worth: how likely its extent is exact, and how likely it is right.

The model says how sure it is of a cue, and of each tag at each word. What counts in the end is whether the whole
reading is right, and that depends on its weakest parts: where the content begins and ends, whether a word is left
out, whether another cue claims the same words. Two logistic regressions have learned it from articles that the model
was not trained on (Platt, "Probabilistic outputs for support vector machines", 1999, here of several certainties).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from analysis.quotes.readings import Candidate, Sure, telling, words_of

__all__ = ["EVIDENCE", "evidence", "weigh"]

Floats = npt.NDArray[np.float64]

_CERTAINTIES = ("anchor", *Sure._fields, "rival")
EVIDENCE = ("one", *_CERTAINTIES, "length", "unsourced", "direct", "mixed")
"""What is known of a reading: a constant, the log-odds of certainties, the logarithm of the words of its content,
and what it is (1) or is not (0)."""
LEAST = 0.002
"""A probability as near to 0 or to 1 says no more than this."""


def evidence(found: Sequence[Candidate], types: Sequence[str]) -> Floats:
    """Return what is known of each reading, (readings, `EVIDENCE`).

    Args:
        found: all readings of a text.
        types: whether each is direct, mixed or indirect.
    """
    told = telling(found)
    sure, rest = np.zeros((len(found), len(_CERTAINTIES))), np.ones((len(found), 5))
    for i, (one, kind) in enumerate(zip(found, types, strict=True)):
        content = words_of(one.content)
        rivals = {j for word in content for j in told[word] if found[j].anchor != one.anchor}
        rival = max((found[j].anchor_p * found[j].sure.path for j in rivals), default=0.0)
        sure[i] = one.anchor_p, *one.sure, rival
        rest[i, 1:] = np.log(len(content)), not one.source, kind == "direct", kind == "mixed"
    sure = np.clip(sure, LEAST, 1 - LEAST)
    return np.hstack([rest[:, :1], np.log(sure / (1 - sure)), rest[:, 1:]])


def weigh(
    found: Sequence[Candidate], types: Sequence[str], *, exact: Sequence[float], right: Sequence[float]
) -> list[Candidate]:
    """Give each reading its score and its confidence.

    The confidence is the probability that the extent is right by half and the source is right. The score, by which
    readings are kept, is the mean of that and of the probability that the extent is exact.

    Args:
        found: all readings of a text.
        types: whether each is direct, mixed or indirect.
        exact: weights of the `EVIDENCE` for an exact extent.
        right: weights for the right extent and source.

    Raises:
        ValueError: if there is not a weight for each kind of evidence.
    """
    if not len(exact) == len(right) == len(EVIDENCE):
        raise ValueError(
            "the weights of this quote model are those of another version of Verbatim, or missing from its "
            "model.json: train it again with `python -m analysis train quotes`"
        )
    known = evidence(found, types)
    exact_p, right_p = (expit(known @ np.array(weights)) for weights in (exact, right))
    both = zip(found, ((exact_p + right_p) / 2).tolist(), right_p.tolist(), strict=True)
    return [one._replace(score=score, confidence=confidence) for one, score, confidence in both]
