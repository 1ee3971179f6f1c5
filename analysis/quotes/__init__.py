"""Quotes: who is quoted, with which words, introduced how."""

from analysis.quotes.corrections import apply_corrections, correct, read_corrections
from analysis.quotes.gather import gather_quotes
from analysis.quotes.sides import apply_speakers, merges, read_speakers
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
]
