"""Verbatim reads the press: who said what, in which words, in what tone.

Plain functions that take and return tidy frames::

    from analysis import extract_quotes, read_articles, show

    articles = read_articles("data/articles")
    quotes = extract_quotes(articles)
    show(quotes, articles)
"""

from analysis.articles import problems, read_articles
from analysis.exports import write_table
from analysis.quotes import (
    apply_corrections,
    apply_speakers,
    correct,
    extract_quotes,
    gather_quotes,
    read_corrections,
    read_speakers,
)
from analysis.reading import Reading, read
from analysis.reports import run_reports
from analysis.show import show
from analysis.summaries import share_of_voice
from analysis.tone import score_tone
from analysis.words import collocations, concordance, count_words, keyness

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
