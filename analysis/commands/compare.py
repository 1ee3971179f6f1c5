"""``compare``: what changed between two reports, and why."""

from __future__ import annotations

import argparse

from analysis.commands.options import Commands, add_command

__all__ = ["add_compare"]

_HELP = """
examples:
  python -m analysis compare march april
  python -m analysis compare before after -o changed.xlsx

Each change of a quote is given with its reason: its article was added, removed or edited; the model or the program is
another one; it was corrected by hand; the list of speakers, or the choice of speech or thought, is another one. Where
several of these may be it, all are named.
"""


def add_compare(commands: Commands) -> None:
    """Add ``compare`` to the commands."""
    new = add_command(
        commands, "compare", _compare, summary="say what changed between two reports, and why", about=_HELP
    )
    new.add_argument("before", metavar="RUN_A", help="folder of a report")
    new.add_argument("after", metavar="RUN_B", help="folder of another, later one")
    new.add_argument("-o", "--output", metavar="FILE", help="write the changed quotes as a table too")


def _compare(options: argparse.Namespace) -> int:
    from analysis.exports import check_ending, write_table
    from analysis.reports.compare import compare_runs, say_comparison

    if options.output:
        check_ending(options.output)
    found = compare_runs(options.before, options.after)
    print(say_comparison(found))
    if options.output:
        write_table(found.quotes, options.output)
    return 0
