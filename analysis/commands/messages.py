"""What a command tells: problems in any case, all else as far as it is not to be quiet."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plain_warnings", "say", "shows_progress", "tell_problems"]

_KEPT_TOLD = 20  # in an archive each date may be one that can be read in two ways


def say(options: argparse.Namespace, message: str) -> None:
    """Say what was done."""
    if not options.quiet:
        print(message)


@contextmanager
def plain_warnings() -> Iterator[None]:
    """Tell warnings meant for the user as sentences, without the line of code that they come from."""
    usual = warnings.showwarning

    def tell(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
        if issubclass(category, UserWarning):
            print(f"warning: {message}", file=sys.stderr)
        else:  # of a library, to its programmers: these need the place
            usual(message, category, *place, **more)

    with warnings.catch_warnings():
        warnings.showwarning = tell
        yield


def tell_problems(problems: pd.DataFrame) -> None:
    """Tell what was left out, and why; and of what was kept all the same, what it was kept without."""
    from analysis.articles.problem import KEPT

    kept = problems["stage"].isin(KEPT)
    for problem in problems[~kept].itertuples():
        print(f"left out: {problem.path}: {problem.reason}", file=sys.stderr)
    for problem in problems[kept].head(_KEPT_TOLD).itertuples():
        print(f"kept: {problem.path}: {problem.reason}", file=sys.stderr)
    if (more := int(kept.sum()) - _KEPT_TOLD) > 0:
        print(f"kept: {more:,} more with such problems", file=sys.stderr)


def shows_progress(options: argparse.Namespace) -> bool:
    """Tell whether to show progress bars: only where somebody sees them."""
    return not options.quiet and sys.stderr.isatty()
