"""Words that are no names and have a capital all the same, as they are mostly written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.words.lines import Lines, covered, occurrences
from analysis.words.names import bare_name
from analysis.words.stopwords import stop_words

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["usual_capitals"]

_USUAL = 0.9  # share of a word's occurrences within sentences that have a capital; with fewer it is shown without


def usual_capitals(reading: Reading, lines: Lines, names: Sequence[str]) -> list[str]:
    """Return words that nearly always have a capital within sentences, as they are mostly written (Abara, TV).

    Args:
        reading: the reading.
        lines: what `read_lines` made of it.
        names: names, whose words count as part of them and not by themselves.
    """
    code, words = lines.code, lines.words
    several = {name for name in names if " " in name}
    found = occurrences(reading).assign(name=reading.names["text"].to_numpy(dtype=object))
    found = found[
        found["name"].map({name: bare_name(name) in several for name in found["name"].unique()}).to_numpy(bool)
    ]
    free = ~covered(found, len(code)) & ~lines.titled[lines.line]
    plain = [word[:-1] if word.find(".") == len(word) - 1 else word for word in words]  # "Sept.", but not "U.S."
    table = pd.DataFrame(
        {
            "word": pd.array(plain, dtype="str"),
            "within": np.bincount(code[free & ~lines.opens], minlength=len(words)),
            "free": np.bincount(code[free], minlength=len(words)),
        }
    )
    lower = np.array([word == word.lower() for word in plain], dtype=bool)
    table["folded"] = table["word"].str.lower()
    table["small"] = table["free"].where(lower, 0)
    table["great"] = table["within"].where(~lower, 0)
    # The reading cuts don't in two, but perhaps not DON'T: such words are not told.
    table = table[(table["free"] > 0) & ~table["word"].str.contains("['’]")]
    sums = table.groupby("folded")[["small", "great"]].sum()
    sums = sums[(sums["great"] > 0) & (sums["great"] >= _USUAL * sums.sum(axis=1))]
    table = table[table["folded"].isin(set(sums.index) - stop_words()) & (table["great"] > 0)]
    # As it is written most often; of two ways that are as frequent the one with fewer capitals.
    table = table.sort_values(["great", "word"], ascending=[False, False]).drop_duplicates("folded")
    return table["word"].tolist()
