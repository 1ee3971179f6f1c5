"""The options that several commands have: how they are asked for, and what they come to."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from analysis.commands.messages import shows_progress

__all__ = [
    "ARTICLES",
    "STATUS",
    "Commands",
    "add_act",
    "add_articles",
    "add_command",
    "add_table_options",
    "lists_of",
    "positive",
    "refuse",
    "work_of",
]

ARTICLES = """\
ARTICLES are files, folders and patterns: .txt, .md, .html, .docx, .pdf, .eml, .warc, .json, .jsonl, .csv, .xlsx,
.parquet, and the .gz, .zip and .tar of these.
What cannot be read is named, with the reason, and the rest goes on."""
STATUS = """\
exit status: 0 all went well; 1 something was left out or failed, the rest is there; 2 nothing was done, or it
stopped before the end."""
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # argparse has no public name for it


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    *options: Callable[[argparse.ArgumentParser], None],
    summary: str,
    about: str,
) -> argparse.ArgumentParser:
    """Add a command; return its parser, for the options of its own.

    Args:
        commands: what to add it to.
        name: what the user types.
        run: does it; returns the exit status.
        *options: each adds options that the command shares with others.
        summary: what it does, as a line of the list of commands.
        about: stands below the options in its help: examples, and what comes of them.
    """
    new = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"{about.strip()}\n\n{STATUS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for add in (*options, _add_common):
        add(new)
    new.set_defaults(run=run)
    return new


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=positive, metavar="N", help="processes that work at once (default: one per processor)"
    )
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="read every text anew instead of taking it from the cache; make a report anew even if nothing changed",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bars; problems are still told")


def add_articles(parser: argparse.ArgumentParser) -> None:
    """Ask for articles, and for what is to be known to read them."""
    parser.add_argument("articles", nargs="+", metavar="ARTICLES", help="files or folders of articles")
    order = parser.add_mutually_exclusive_group()
    for option, day_first, meaning in (
        ("--day-first", True, "in dates such as 3/4/2019 the day comes first: it is in April"),
        ("--month-first", False, "the month comes first: it is in March; without either such a date is left out"),
    ):
        order.add_argument(option, dest="day_first", action="store_const", const=day_first, help=meaning)


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Ask for articles and for what is common to the tables made of them."""
    add_articles(parser)
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="the table; its ending says how: .jsonl, .csv, .parquet, .xlsx; or a folder, FOLDER/, for a table of any "
        "size as Parquet files, where a run that was interrupted goes on",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a table in a folder: a Dask scheduler, tcp://HOST:PORT, whose workers do the work",
    )
    parser.add_argument(
        "--copies",
        choices=["once", "all"],
        default="once",
        help="articles that copy another count once or all (default: once)",
    )
    parser.add_argument("--speakers", metavar="FILE", help="list of speakers, CSV, as data/speakers.csv")
    parser.add_argument("--corrections", metavar="FILE", help="corrections by hand, CSV, as data/corrections.csv")


def add_act(parser: argparse.ArgumentParser, *, default: str, of: str = "") -> None:
    """Ask which quotes; a command may have use for that only sometimes, so not to be asked is None."""
    parser.add_argument(
        "--act",
        choices=["speech", "thought", "all"],
        help=f"{of}what was said, what somebody is said to think, or both (default: {default})",
    )


def positive(text: str) -> int:
    """Return the whole number that a text is, 1 or more."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def refuse(options: argparse.Namespace, *names: str, why: str) -> None:
    """Stop at an option that would do nothing."""
    for name in names:
        if getattr(options, name):
            raise ValueError(f"--{name.replace('_', '-')} does nothing here: {why}")


def lists_of(options: argparse.Namespace) -> dict[str, Any]:
    """Return the files of --speakers and --corrections, as far as given."""
    given = {name: value for name in ("speakers", "corrections") if (value := getattr(options, name))}
    for path in given.values():
        if not Path(path).is_file():
            raise FileNotFoundError(f"{path}: there is no such file")
    return given


def work_of(options: argparse.Namespace) -> dict[str, Any]:
    """Return how the work is to be done: with how many processes, from the cache or not, with bars or not."""
    from analysis.scale import processors

    return {
        "workers": options.workers or processors(),
        "cache": options.cache,
        "progress": shows_progress(options),
    }
