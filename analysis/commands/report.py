"""``report``: the notebooks run over articles, and pages made of them."""

from __future__ import annotations

import argparse
import sys

from analysis.commands.messages import say, shows_progress, tell_problems
from analysis.commands.options import ARTICLES, Commands, add_articles, add_command

__all__ = ["add_report"]

_HELP = f"""
{ARTICLES}

examples:
  python -m analysis report data
  python -m analysis report news/ archive.zip --out march --workers 4
  python -m analysis report news/ --notebook quotes --param top=20
  python -m analysis report news/ --notebook ~/mine/letters.ipynb

Open DIR/index.html first; DIR/run.json records what was run, from what, with which versions.
A value is read as JSON or Python where the notebook does not want text: --param 'targets=["Lind"]'.
Which parameters there are: papermill --help-notebook notebooks/quotes.ipynb
A name that no notebook has is an error before anything runs; --day-first goes to those that declare day_first.
"""


def add_report(commands: Commands) -> None:
    """Add ``report`` to the commands."""
    new = add_command(
        commands,
        "report",
        _report,
        add_articles,
        summary="run the notebooks; write HTML pages, tables and an index",
        about=_HELP,
    )
    new.add_argument("--out", default="reports", metavar="DIR", help="folder of the report (default: reports)")
    new.add_argument(
        "--param",
        action="append",
        default=[],
        type=_assignment,
        metavar="NAME=VALUE",
        help="a parameter of the notebooks; may be given several times",
    )
    new.add_argument(
        "--notebook",
        action="append",
        metavar="NAME",
        help="run this one (quotes, say, or a path) instead of all; may be given several times",
    )
    new.add_argument(
        "--files",
        action="store_true",
        help="write each table as CSV, Excel and Parquet files, too; the pages hand out the first two in any case",
    )
    new.add_argument(
        "--pdf", action="store_true", help="print index and pages to PDF as well; needs Chromium or Chrome"
    )


def _report(options: argparse.Namespace) -> int:
    from analysis.reports import run_reports

    run = run_reports(
        options.articles,
        out=options.out,
        parameters=dict(options.param),
        day_first=options.day_first,
        notebooks=options.notebook,
        workers=options.workers,
        cache=options.cache,
        files=options.files,
        pdf=options.pdf,
        progress=shows_progress(options),
    )
    for problems in (run.problems, run.notices):
        tell_problems(problems)
    for part in run.parts[run.parts["status"] != "ok"].itertuples():
        print(f"failed: {part.name}: {part.error}", file=sys.stderr)
    for name in run.untold:
        print(
            f"no notebook here has a parameter {name}: only the index and the pages of the articles go by it; "
            f"declare {name} in the notebook's parameters cell and hand it to read_articles",
            file=sys.stderr,
        )
    if run.kept:
        say(options, f"nothing has changed since this report was made ({run.kept}); --no-cache makes it anew")
    say(options, f"{run.index}")
    return run.status


def _assignment(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value
