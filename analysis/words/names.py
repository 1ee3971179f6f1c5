"""Which of the names that the reading found are names, and not pieces of headlines and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.words.arrays import Ints
from analysis.words.lines import SMALL, Lines, covered, occurrences, places

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["bare_name", "find_names", "mostly_names"]

_ARTICLES = frozenset({"the", "a", "an"})
_HEADS = frozenset({"commission", "council", "court", "party"})  # some papers write the Labour party
_PAIRED = re.compile(r"\"[^\"]*\"|“[^“”]*”|\([^()]*\)|\[[^\[\]]*\]|(?<!\w)['‘][^'‘]*'(?!\w)")
_LONE = re.compile(r"[\"“”()\[\]]|(?<!\w)['‘](?!\d)")  # but That '70s Show
_CUT = re.compile(r"\s*[(\[][^()\[\]]*\Z")  # Bank of Lammer (BL
_APART = re.compile(r"\s[-–—]+\s|—|\d\s*%")
# What may open a sentence before a name and is no part of it: Beyond Lind, Meet Lind.
_OPENERS = frozenset({"ADP", "ADV", "AUX", "CCONJ", "INTJ", "PRON", "SCONJ", "VERB"})


def find_names(reading: Reading, lines: Lines) -> list[str]:
    """Return what the reading found and is a name, each once, without articles and marks around it.

    Every word has its capital but small ones (Bank of Lammer), marks come in pairs, and two names with "and" between
    them are two. In a headline every word may have one: a name of several words must stand elsewhere, too.

    Args:
        reading: the reading.
        lines: what `read_lines` made of it.
    """
    code, shown = pd.factorize(reading.names["text"])
    bare = [bare_name(str(name)) for name in shown]
    known = dict.fromkeys(name for name in bare if name)
    wrong = {name for name in known if _is_pair(name, known)}
    if any(" " in name for name in known):
        found = occurrences(reading).assign(name=np.array(bare, dtype=object)[code])
        wrong |= _pieces(reading, lines, found, known)
    return [name for name in known if name not in wrong]


def mostly_names(reading: Reading, names: Sequence[str]) -> list[str]:
    """Return those one-word names that are more often inside a name than outside, as written."""
    tokens = reading.tokens
    seen = tokens["text"].isin(set(names)).to_numpy()
    tokens = tokens[seen]
    if tokens.empty:
        return []
    place, name_start, name_end = places(tokens, [(reading.names, "start"), (reading.names, "end")])
    order = np.argsort(name_start, kind="stable")
    name_start, name_end = name_start[order], np.maximum.accumulate(name_end[order])
    at = np.searchsorted(name_start, place, side="right") - 1
    within = (at >= 0) & (place < name_end[np.maximum(at, 0)])
    share = pd.Series(within).groupby(tokens["text"].to_numpy()).mean()
    return [str(name) for name in share.index[share > 0.5]]


def bare_name(name: str) -> str:
    """Take articles, possessives and marks off a name's edges; "" where what is left is no name."""
    words = _CUT.sub("", name).split()
    while words and words[0].lower() in _ARTICLES:
        words = words[1:]
    bare = " ".join(words).replace("’", "'").strip("\"“”,;:'() -–—").lstrip(".")
    bare = bare.removesuffix("'s").rstrip("'")
    if bare.endswith(".") and "." not in bare[:-1].rpartition(" ")[2]:  # "Corp.", but not "U.S."
        bare = bare.rstrip(".")
    return bare if _is_whole(bare) else ""


def _is_whole(name: str) -> bool:
    """Tell whether a name is whole and written as one: Bank of Lammer, but not Lind 51.2 percent or Mae" Lind."""
    if name == name.lower() or _APART.search(name) or _LONE.search(_PAIRED.sub("", name)):
        return False
    words = name.split()
    if len(words) == 1:
        return True
    if not (name[0].isupper() or name[0].isdigit()):
        return False
    *inner, last = [_is_small(word) for word in words]
    if any(small and word.rstrip(".") not in SMALL for small, word in zip(inner, words, strict=False)):
        return False
    return not last or words[-1] in _HEADS


def _is_small(word: str) -> bool:
    return word[0].isalpha() and word == word.lower()


def _is_pair(name: str, known: dict[str, None]) -> bool:
    """Tell whether a name is two that the reading knows by themselves: Lind and Marsh."""
    first, _, second = name.partition(" and ")
    return first in known and second.removeprefix("the ") in known


def _pieces(reading: Reading, lines: Lines, found: pd.DataFrame, known: dict[str, None]) -> set[str]:
    """Return names of several words that are pieces of headlines, or hold the word before the name."""
    code, words, line, opens, titled = lines
    telling = np.zeros(len(titled), dtype=bool)  # lines with a capital outside names, too
    great = np.array([word != word.lower() and word.lower().rstrip(".") not in SMALL for word in words], dtype=bool)
    telling[line[great[code] & ~covered(found, len(code))]] = True
    opens = opens & reading.tokens["pos"].isin(_OPENERS).to_numpy()

    elsewhere = set(found["name"][~titled[line[found["first"]]]])
    found = found[found["name"].str.contains(" ")]
    first, last = found["first"].to_numpy(), found["last"].to_numpy()
    of = line[first]

    def beside(at: Ints) -> npt.NDArray[np.object_]:
        held = np.clip(at, 0, len(code) - 1)
        return np.where((held == at) & (line[held] == of), words[code[held]], "")

    parts = {name: name.split() for name in found["name"].unique()}
    held = found["name"].map({name: not elsewhere.isdisjoint(some) for name, some in parts.items()}).to_numpy(bool)
    rest = found["name"].map({name: " ".join(some[1:]) in known for name, some in parts.items()}).to_numpy(bool)
    # No headlines, in spite of their capitals: bylines, lists of people, and who speaks, before a colon.
    alone = last - first + 1 >= np.bincount(line)[of]
    person = found["person"].to_numpy() & (
        np.isin(beside(first - 1), ["by", "By", "BY"]) | (~telling[of] & (alone | ~held))
    )
    headline = titled[of] & ~person & (beside(last) != ":")
    piece = pd.Series(headline | (opens[first] & rest), index=found.index)
    doubtful = found.assign(headline=headline)[piece.groupby(found["name"]).transform("all")]
    wrong = set(doubtful["name"])
    # The reading may have missed a name in running text.
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    rows = doubtful.loc[doubtful["headline"], ["name", "first", "last"]].drop_duplicates("name")
    for name, begin, end in rows.itertuples(index=False):
        wanted = code[begin + (words[code[begin]].lower() in _ARTICLES) : end]
        at = order[slice(*np.searchsorted(ordered, [wanted[0], wanted[0] + 1]))]
        at = at[(at + len(wanted) <= len(code)) & ~titled[line[at]]]
        at = at[line[at + len(wanted) - 1] == line[at]]
        if (code[at[:, None] + np.arange(len(wanted))] == wanted).all(axis=1).any():
            wrong.discard(name)
    return wrong
