"""``compare``: what changed between two reports, and why."""

from __future__ import annotations

import argparse

from analysis.commands.messages import say
from analysis.commands.options import Commands, add_command

__all__ = ["add_compare"]

_HELP = """
examples:
  python -m analysis compare march april
  python -m analysis compare before after -o changed.xlsx

Articles that were added, removed or edited are named. Each change of a quote is given with its reason: its article is
one of these; the model or the program is another one; it was corrected by hand; the list of speakers, or the choice
of speech or thought, is another one. Where several of these may be it, all are named.

With -o FILE (.jsonl, .csv, .parquet, .xlsx) all changed quotes are written as a table, a row a changed field: article,
quote, change (new, gone, changed), field, before, after, why, text. Without it the first 20 are printed.
"""


def add_compare(commands: Commands) -> None:
    """Add ``compare`` to the commands."""
    new = add_command(
        commands, "compare", _compare, summary="say what changed between two reports, and why", about=_HELP
    )
    new.add_argument("before", metavar="RUN_A", help="folder of a report")
    new.add_argument("after", metavar="RUN_B", help="folder of another, later one")
    new.add_argument("-o", "--output", metavar="FILE", help="write all changed quotes as a table, with the reasons")


def _compare(options: argparse.Namespace) -> int:
    from analysis.commands.steps import write
    from analysis.exports import check_ending
    from analysis.findings import say_count
    from analysis.reports.compare import compare_runs, say_comparison

    if options.output:
        check_ending(options.output)
    found = compare_runs(options.before, options.after)
    print(say_comparison(found))
    if options.output:
        return write(options, found.quotes, "changed quote", 0)
    if len(found.quotes):
        changes = say_count(len(found.quotes), "change")
        say(options, f"-o FILE writes {changes} of quotes, with the reasons, as a table")
    return 0
