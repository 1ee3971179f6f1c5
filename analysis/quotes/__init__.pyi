"""What `analysis.quotes` offers, and where each name lives: the one table from which its names are loaded."""

from .corrections import apply_corrections, correct, read_corrections
from .gather import gather_quotes
from .sides import apply_speakers, read_speakers
from .speakers import resolve_speakers
from .table import QUOTE_COLUMNS, extract_quotes
from .voices import merges

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
