"""Quotes: who is quoted, with which words, introduced how.

In the order in which an article goes through them: `pieces` and `model` read the text, `tags` and `decode` turn
what the model says into attributions (`attribution`), all of it in `find`; `names` finds who the article names,
`speakers` whom each source means (both by the word lists of `lists`); `act` and `table` make the rows; `sides`
and `corrections` bring in what the user knows; `gather` is all of it.
"""

from analysis.quotes.corrections import apply_corrections, correct, read_corrections
from analysis.quotes.gather import gather_quotes
from analysis.quotes.sides import apply_speakers, merges, read_speakers
from analysis.quotes.speakers import resolve_speakers
from analysis.quotes.table import QUOTE_COLUMNS, extract_quotes

__all__ = [
    "QUOTE_COLUMNS",
    "apply_corrections",
    "apply_speakers",
    "correct",
    "extract_quotes",
    "gather_quotes",
    "merges",
    "read_corrections",
    "read_speakers",
    "resolve_speakers",
]
