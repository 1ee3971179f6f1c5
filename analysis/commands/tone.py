"""``tone``: the table of tone."""

from __future__ import annotations

import argparse
from typing import Any

from analysis.commands.options import (
    ARTICLES,
    Commands,
    add_act,
    add_command,
    add_table_options,
    lists_of,
    refuse,
    work_of,
)
from analysis.commands.steps import articles_once, check_output, gather, is_folder, stream, write

__all__ = ["add_tone"]

_HELP = f"""
{ARTICLES}

examples:
  python -m analysis tone data -o tone.csv
  python -m analysis tone data -o speakers.csv --unit speaker
  python -m analysis tone data -o harbour.csv --target "Harbour Authority" --target Lind --drivers
  python -m analysis tone data -o names.csv --unit mention

One row is a unit of text: article, start, end, unit, speaker, target, score (-1 to 1), label, low, high,
drivers (the words that made the score). A sentence, quote, speaker or article is scored by the words in it. Its
label is neutral from -0.02 to 0.37, not around 0, since the list of words finds some good in most news: people who
labelled sentences of news drew the line there. With a --lexicon of your own it is neutral from -0.05 to 0.05. A
mention is scored by a model that tells the tone toward it: negative, neutral and positive are probabilities,
speaker says in whose mouth it is, label is "unclear" where the model does not know.
"""


def add_tone(commands: Commands) -> None:
    """Add ``tone`` to the commands."""
    new = add_command(commands, "tone", _tone, add_table_options, summary="write the table of tone", about=_HELP)
    new.add_argument(
        "--unit",
        choices=["sentence", "quote", "speaker", "article", "mention"],
        help="what a row is (default: sentence); mention: the tone toward each name where it stands",
    )
    new.add_argument(
        "--target",
        action="append",
        metavar="NAME",
        help="the tone toward NAME, a row a mention; may be given several times. A full name finds its surname, too, "
        "where that is this person; of a surname that several people bear, the column named says whose each mention is",
    )
    add_act(new, default="speech", of="of quotes, speakers and mentions: ")
    new.add_argument("--drivers", action="store_true", help="of mentions: find the words that made the tone; slower")
    new.add_argument("--lexicon", metavar="FILE", help="words with their valences, instead of VADER's")


def _tone(options: argparse.Namespace) -> int:
    unit: Any = options.unit or ("mention" if options.target else "sentence")
    if unit == "mention":
        refuse(options, "lexicon", why="a list of words knows no target")
    else:
        refuse(options, "target", "drivers", why=f"with --unit {unit} a row is no mention of a target")
    if unit in ("sentence", "article"):
        refuse(options, "speakers", "corrections", "act", why=f"with --unit {unit} no quotes are read")
    if is_folder(options):
        from analysis.stream import tone_table

        refuse(options, "drivers", why="it is of a table in one file; let -o name a file, not a folder")
        what = {"unit": unit, "targets": options.target, "lexicon": options.lexicon, "act": options.act or "speech"}
        return stream(options, tone_table, **what, **lists_of(options))
    check_output(options)
    from analysis.reading import read
    from analysis.tone import explain_targets, score_targets, score_tone

    articles, status = articles_once(options)
    reading = read(articles, **work_of(options))
    quotes = gather(articles, options) if unit in ("quote", "speaker", "mention") else None
    if unit == "mention":
        table = score_targets(articles, targets=options.target, quotes=quotes, reading=reading, **work_of(options))
        table = explain_targets(table, articles, **work_of(options)) if options.drivers else table
    else:
        table = score_tone(articles, unit=unit, quotes=quotes, reading=reading, lexicon=options.lexicon)
    return write(options, table, "row", status)
