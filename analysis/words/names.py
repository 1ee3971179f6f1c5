"""Which of the names that the reading found are names: whole, written as one, and not a piece of a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.words.arrays import Ints

if TYPE_CHECKING:
    from analysis.reading import Reading

__all__ = ["find_names", "mostly_names"]

_ARTICLES = frozenset({"the", "a", "an"})
# Words that stay small inside names, and in headlines in which every other word has its capital.
_SMALL = frozenset(
    """
    a about after against al amid an and as at before ben between bin but by da das de del della den der di do dos du
    e el for from ibn in into la las le los near nor of off on onto or out over per than the to u ul under upon v van
    versus via von vs with within without y zu zum zur
    """.split()
)
_HEADS = frozenset({"commission", "council", "court", "party"})  # some papers write the Labour party
_PAIRED = re.compile(r"\"[^\"]*\"|“[^“”]*”|\([^()]*\)|\[[^\[\]]*\]|(?<!\w)['‘][^'‘]*'(?!\w)")
_LONE = re.compile(r"[\"“”()\[\]]|(?<!\w)['‘](?!\d)")  # but That '70s Show
_CUT = re.compile(r"\s*[(\[][^()\[\]]*\Z")  # Bank of Lammer (BL
_APART = re.compile(r"\s[-–—]+\s|—|\d\s*%")
# What may open a sentence before a name and is no part of it: Beyond Lind, Meet Lind.
_OPENERS = frozenset({"ADP", "ADV", "AUX", "CCONJ", "INTJ", "PRON", "SCONJ", "VERB"})
_LONGEST_HEADLINE = 25  # words


def find_names(reading: Reading) -> list[str]:
    """Return what the reading found and is a name, each once, without articles and marks around it.

    Every word has its capital but small ones (Bank of Lammer), marks come in pairs, and two names with "and" between
    them are two. In a headline every word may have one: a name of several words must stand elsewhere, too.
    """
    code, shown = pd.factorize(reading.names["text"])
    bare = [_bare(str(name)) for name in shown]
    known = dict.fromkeys(name for name in bare if name)
    several = np.array([" " in name for name in bare], dtype=bool)
    wrong = {name for name in known if _is_pair(name, known)}
    if several.any():
        found = _occurrences(reading, np.array(bare, dtype=object)[code])
        wrong |= _pieces(reading, found, known)
    return [name for name in known if name not in wrong]


def mostly_names(reading: Reading, names: Sequence[str]) -> list[str]:
    """Return those one-word names that are more often inside a name than outside, as written."""
    tokens = reading.tokens
    seen = tokens["text"].isin(set(names)).to_numpy()
    tokens = tokens[seen]
    if tokens.empty:
        return []
    place, name_start, name_end = _places(tokens, [(reading.names, "start"), (reading.names, "end")])
    order = np.argsort(name_start, kind="stable")
    name_start, name_end = name_start[order], np.maximum.accumulate(name_end[order])
    at = np.searchsorted(name_start, place, side="right") - 1
    within = (at >= 0) & (place < name_end[np.maximum(at, 0)])
    share = pd.Series(within).groupby(tokens["text"].to_numpy()).mean()
    return [str(name) for name in share.index[share > 0.5]]


def _places(tokens: pd.DataFrame, frames: Sequence[tuple[pd.DataFrame, str]]) -> list[Ints]:
    """Return where tokens start, and where rows of other frames do, as numbers that rise through all articles."""
    columns = [(tokens, "start"), *frames]
    article, _ = pd.factorize(pd.concat([frame["article"] for frame, _ in columns]))
    parts = np.split(article, np.cumsum([len(frame) for frame, _ in columns])[:-1])
    return [
        part.astype(np.int64) * np.int64(1 << 32) + frame[column].to_numpy(dtype=np.int64)
        for part, (frame, column) in zip(parts, columns, strict=True)
    ]


def _bare(name: str) -> str:
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
    """Tell whether a name is whole and written as one: Bank of Lammer, but not Lind 47.3 percent or Cia" Lind."""
    if name == name.lower() or _APART.search(name) or _LONE.search(_PAIRED.sub("", name)):
        return False
    words = name.split()
    if len(words) == 1:
        return True
    if not (name[0].isupper() or name[0].isdigit()):
        return False
    *inner, last = [_is_small(word) for word in words]
    if any(small and word.rstrip(".") not in _SMALL for small, word in zip(inner, words, strict=False)):
        return False
    return not last or words[-1] in _HEADS


def _is_small(word: str) -> bool:
    return word[0].isalpha() and word == word.lower()


def _is_pair(name: str, known: dict[str, None]) -> bool:
    """Tell whether a name is two that the reading knows by themselves: Lind and Marsh."""
    first, _, second = name.partition(" and ")
    return first in known and second.removeprefix("the ") in known


def _occurrences(reading: Reading, bare: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Return where names stand among the tokens: name, first, last (half-open), person."""
    place, start, end = _places(reading.tokens, [(reading.names, "start"), (reading.names, "end")])
    return pd.DataFrame(
        {
            "name": bare,
            "first": np.searchsorted(place, start),
            "last": np.searchsorted(place, end),
            "person": (reading.names["label"] == "PERSON").to_numpy(),
        }
    )


def _pieces(reading: Reading, found: pd.DataFrame, known: dict[str, None]) -> set[str]:
    """Return names of several words that are pieces of headlines, or hold the word before the name."""
    tokens = reading.tokens
    codes, spelled = pd.factorize(tokens["text"])
    words = np.array(spelled, dtype=object)
    line, opens = _lines(reading)
    titled, telling = _headlines(pd.factorize(tokens["article"])[0], codes, words, line, found)
    opens &= tokens["pos"].isin(_OPENERS).to_numpy()

    elsewhere = set(found["name"][~titled[line[found["first"]]]])
    found = found[found["name"].str.contains(" ")]
    first, last = found["first"].to_numpy(), found["last"].to_numpy()
    of = line[first]

    def beside(at: Ints) -> npt.NDArray[np.object_]:
        held = np.clip(at, 0, len(codes) - 1)
        return np.where((held == at) & (line[held] == of), words[codes[held]], "")

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
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    for name, first, last in doubtful.loc[doubtful["headline"], ["name", "first", "last"]].itertuples(index=False):
        wanted = codes[first + (words[codes[first]].lower() in _ARTICLES) : last]
        at = order[slice(*np.searchsorted(ordered, [wanted[0], wanted[0] + 1]))]
        at = at[(at + len(wanted) <= len(codes)) & ~titled[line[at]]]
        at = at[line[at + len(wanted) - 1] == line[at]]
        if (codes[at[:, None] + np.arange(len(wanted))] == wanted).all(axis=1).any():
            wrong.discard(name)
    return wrong


def _lines(reading: Reading) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Number the lines of all articles from 0 on, and tell where a sentence or a quotation begins; shape (tokens,).

    Headlines are told by lines, since a sentence may be cut in two after "U.S." or "Sens."
    """
    tokens, sentences = reading.tokens, reading.sentences
    place, start, mark = _places(tokens, [(sentences, "start"), (reading.quotations, "start")])
    new = np.ones(len(sentences), dtype=np.int64)
    article, line = pd.factorize(sentences["article"])[0], sentences["line"].to_numpy()
    new[1:] = (article[1:] != article[:-1]) | (line[1:] != line[:-1])
    opens = np.isin(place, start)
    opens[1:] |= np.isin(place[:-1], mark)
    return (np.cumsum(new) - 1)[np.searchsorted(start, place, side="right") - 1], opens


def _headlines(
    article: Ints, codes: Ints, words: npt.NDArray[np.object_], line: Ints, found: pd.DataFrame
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Tell which lines have a capital wherever a headline may have one, and which of them outside names, too.

    Where no line of an article is another, as in a text in capitals, none is taken for a headline.

    Args:
        article: the tokens' articles as numbers.
        codes: their texts as numbers.
        words: these texts.
        line: the tokens' lines.
        found: where names stand.
    """
    written = np.array([word[:1].isalpha() and "'" not in word and "’" not in word for word in words], dtype=bool)
    small = np.array([word.lower().rstrip(".") in _SMALL for word in words], dtype=bool)
    lower = np.array([word == word.lower() for word in words], dtype=bool)
    counts = written[codes]
    counts[1:] &= (words != "-")[codes[:-1]]  # "Anti-abortion"
    steps = np.zeros(len(codes) + 1, dtype=np.int64)
    np.add.at(steps, found["first"], 1)
    np.add.at(steps, found["last"], -1)

    def total(chosen: npt.NDArray[np.bool_]) -> Ints:
        return np.bincount(line[chosen], minlength=int(line[-1]) + 1)

    size = total(counts)
    titled = (total(counts & (lower & ~small)[codes]) == 0) & (size > 1) & (size <= _LONGEST_HEADLINE)
    running = np.bincount(article, ~titled[line]) > 0
    titled &= running[article[np.flatnonzero(np.diff(line, prepend=-1))]]
    return titled, total(counts & ~small[codes] & (np.cumsum(steps)[:-1] == 0)) > 0
