"""What `analysis` offers, and where each name lives: the one table from which its names are loaded."""

from .articles import problems, read_articles
from .exports import write_table
from .quotes import (
    apply_corrections,
    apply_speakers,
    correct,
    extract_quotes,
    gather_quotes,
    read_corrections,
    read_speakers,
)
from .reading import Reading, read
from .reports import run_reports
from .show import show
from .summaries import share_of_voice
from .tone import score_tone
from .words import collocations, concordance, count_words, keyness

__all__ = [
    "Reading",
    "apply_corrections",
    "apply_speakers",
    "collocations",
    "concordance",
    "correct",
    "count_words",
    "extract_quotes",
    "gather_quotes",
    "keyness",
    "problems",
    "read",
    "read_articles",
    "read_corrections",
    "read_speakers",
    "run_reports",
    "score_tone",
    "share_of_voice",
    "show",
    "write_table",
]
