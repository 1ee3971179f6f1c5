"""``quotes``: the table of quotes."""

from __future__ import annotations

import argparse

from analysis.commands.options import ARTICLES, Commands, add_act, add_command, add_table_options, lists_of
from analysis.commands.steps import articles_once, check_output, gather, is_folder, stream, write

__all__ = ["add_quotes"]

_HELP = f"""
{ARTICLES}

examples:
  python -m analysis quotes data -o quotes.xlsx
  python -m analysis quotes news.jsonl -o quotes.jsonl --act speech
  python -m analysis quotes data -o quotes.csv --speakers data/speakers.csv --corrections data/corrections.csv

One row is one statement by one source: article, quote, type (direct, mixed, indirect), act, text, spans,
cue, cue_spans, source, source_spans, speaker, kind, role, affiliation, confidence, corrected; side and gender,
as the list of speakers gives them; voice, by which all tables count who speaks: the speaker, with the article's
id where the name alone does not tell who it is. Spans are [start, end) in characters of the article's text:
arrays in JSON Lines and Parquet, else JSON text.
"""


def add_quotes(commands: Commands) -> None:
    """Add ``quotes`` to the commands."""
    new = add_command(commands, "quotes", _quotes, add_table_options, summary="write the table of quotes", about=_HELP)
    add_act(new, default="all")


def _quotes(options: argparse.Namespace) -> int:
    if is_folder(options):
        from analysis.stream import quotes_table

        return stream(options, quotes_table, act=options.act or "all", **lists_of(options))
    check_output(options)
    articles, status = articles_once(options)
    return write(options, gather(articles, options, default="all"), "quote", status)
