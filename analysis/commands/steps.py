"""The steps that commands share: articles are read, quotes found in them, and a table written."""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.commands.messages import say, tell_problems
from analysis.commands.options import lists_of, work_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["articles_of", "articles_once", "check_output", "gather", "is_folder", "stream", "write"]


def articles_of(options: argparse.Namespace) -> tuple[pd.DataFrame, int]:
    """Read the articles, tell what went wrong; return them and the exit status so far."""
    from analysis.articles import problems, read_articles
    from analysis.articles.problem import left_out
    from analysis.reports import NothingRead

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the problems are told one by one
        articles = read_articles(options.articles, day_first=options.day_first)
    met = problems(articles)
    tell_problems(met)
    if articles.empty:
        raise NothingRead("no article could be read")
    return articles, int(len(left_out(met)) > 0)


def articles_once(options: argparse.Namespace) -> tuple[pd.DataFrame, int]:
    """Read the articles, copies of another left out unless they are asked for."""
    from analysis.words import only_once

    articles, status = articles_of(options)
    once = articles if options.copies == "all" else only_once(articles)
    if copies := len(articles) - len(once):
        say(options, f"articles that copy another, counted once: {copies:,} left out (--copies all keeps them)")
    return once, status


def gather(articles: pd.DataFrame, options: argparse.Namespace, *, default: str = "speech") -> pd.DataFrame:
    """Find the quotes of --act, or of the default; name their speakers and set right what the files given say."""
    from analysis.quotes.gather import gather_quotes

    return gather_quotes(articles, act=options.act or default, **lists_of(options), **work_of(options))


def stream(options: argparse.Namespace, table: Any, **of_table: Any) -> int:
    """Make a table batch by batch, as a folder of files."""
    from analysis.findings import say_count
    from analysis.reports import NothingRead
    from analysis.stream import stream_table

    done = stream_table(
        options.articles,
        table(cache=options.cache, copies=options.copies, **of_table),
        options.output,
        day_first=options.day_first,
        scheduler=options.scheduler or "",
        **work_of(options),
    )
    tell_problems(done.problems)
    if not done.articles:
        raise NothingRead("no article could be read")
    rows, articles = say_count(done.rows, "row"), say_count(done.articles, "article")
    say(options, f"{done.folder}: {rows} of {articles} in {say_count(done.parts, 'file')}")
    if not done.rows and getattr(options, "target", None):
        warnings.warn(f"no article names {' or '.join(map(repr, options.target))}: look at the spelling", stacklevel=2)
    return done.status


def is_folder(options: argparse.Namespace) -> bool:
    """Tell whether -o names a folder: it ends in a slash, or is one."""
    return options.output.endswith(("/", "\\")) or Path(options.output).is_dir()


def check_output(options: argparse.Namespace) -> None:
    """Stop before anything is read where the file of -o cannot be written so."""
    from analysis.exports import check_ending

    try:
        check_ending(options.output)
    except ValueError as error:
        if Path(options.output).suffix:
            raise
        raise ValueError(f"{error}, or write {options.output}/ for a folder of Parquet files") from error
    if options.scheduler:
        raise ValueError("--scheduler needs -o FOLDER/: a table in one file is made in this process")


def write(options: argparse.Namespace, table: pd.DataFrame, what: str, status: int) -> int:
    """Write a table to the file of -o and say how many rows of what it has; return the exit status given.

    Args:
        options: of the command.
        table: what is written.
        what: a row of it is.
        status: the exit status so far.
    """
    from analysis.exports import write_table
    from analysis.findings import say_count

    say(options, f"{write_table(table, options.output)}: {say_count(len(table), what)}")
    return status
