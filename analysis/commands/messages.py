"""What a command tells: problems in any case, all else as far as it is not to be quiet."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["say", "shows_progress", "tell_problems"]

_KEPT_TOLD = 20  # in an archive each date may be one that can be read in two ways


def say(options: argparse.Namespace, message: str) -> None:
    """Say what was done."""
    if not options.quiet:
        print(message)


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
