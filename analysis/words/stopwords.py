"""Stop words are hidden from a table that a person reads; they are never taken out of what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pandas as pd

from analysis.frames import check_columns

__all__ = ["NEGATIONS", "NONE_HIDDEN", "hide_stop_words", "stop_words"]

NONE_HIDDEN = "No word is hidden."
# Who says "not" says the opposite: these words are always shown.
NEGATIONS = frozenset(
    {
        "ain't",
        "barely",
        "cannot",
        "hardly",
        "lack",
        "n't",
        "neither",
        "never",
        "no",
        "nobody",
        "none",
        "noone",
        "nor",
        "not",
        "nothing",
        "nowhere",
        "scarcely",
        "unless",
        "without",
    }
)
_TAIL = re.compile(r"'(?:s|m|d|re|ve|ll)$")
_NOT = re.compile(r"n't$")


@cache
def stop_words() -> frozenset[str]:
    """Return English function words and forms of address: spaCy's list without negations and words of content."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(w.replace("’", "'").replace("‘", "'") for w in STOP_WORDS) - NEGATIONS - _CONTENT | _ADDRESS


_ADDRESS = frozenset({"mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr."})  # forms of address

# spaCy's list holds words that a reader of the news may be looking for.
_CONTENT = frozenset(
    {
        "amount",
        "bottom",
        "call",
        "eight",
        "eleven",
        "empty",
        "fifteen",
        "fifty",
        "five",
        "former",
        "forty",
        "four",
        "front",
        "full",
        "hundred",
        "keep",
        "last",
        "move",
        "name",
        "nine",
        "part",
        "serious",
        "show",
        "side",
        "six",
        "sixty",
        "ten",
        "third",
        "three",
        "top",
        "twelve",
        "twenty",
    }
)


def hide_stop_words(
    table: pd.DataFrame, *, extra: Iterable[str] = (), keep: Iterable[str] = (), column: str = "word"
) -> pd.DataFrame:
    """Return a table without the rows of stop words; all counts and rates stay as they are.

    An n-gram is one where each of its words is, a contraction where its first word is ("it's", "they'll"), a negated
    one never ("don't"). A word with capitals in a folded table is a name ("US") and none.

    Args:
        table: any table with a column of words; `n` is used where there is one.
        extra: further stop words.
        keep: words to show all the same.
        column: the column that holds the words.

    Returns:
        The other rows, in their order. ``attrs["hidden"]`` says what is not shown: rows, words (different
        ones), tokens (their occurrences in this table), share (of all occurrences in this table) and a
        sentence, `note`.

    Raises:
        ValueError: the table has no such column.
    """
    check_columns(table, column, of="rows of the table")
    more, kept = frozenset(extra), frozenset(keep)
    listed = (stop_words() | more) - kept - NEGATIONS
    distinct = set(table[column].unique())
    stops = {word for word in distinct if word.strip() and all(_listed(p, listed) for p in word.split())}
    stops |= {word for word in distinct & more - kept if len(word.split()) > 1}
    stops -= kept
    hidden = table[column].isin(stops)
    shown = table[~hidden].reset_index(drop=True)
    tokens = int(table.loc[hidden, "n"].sum()) if "n" in table else 0
    total = int(table["n"].sum()) if "n" in table else 0
    share = tokens / total if total else 0.0
    one = len(stops) == 1
    note = f"{len(stops):,} stop {'word is' if one else 'words are'} not shown"
    if total:
        note += (
            f"; {'it is' if one else 'they are'} {tokens:,} of the {total:,} words that the table counts ({share:.0%})"
        )
    shown.attrs["hidden"] = {
        "rows": int(hidden.sum()),
        "words": len(stops),
        "tokens": tokens,
        "share": share,
        "note": f"{note}." if stops else NONE_HIDDEN,
    }
    return shown


def _listed(word: str, listed: frozenset[str]) -> bool:
    if _NOT.search(word):
        return False
    return word in listed or _TAIL.sub("", word) in listed
