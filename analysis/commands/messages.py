"""What a command tells: problems in any case, all else as far as it is not to be quiet."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["say", "shows_progress", "tell_problems"]


def say(options: argparse.Namespace, message: str) -> None:
    """Say what was done."""
    if not options.quiet:
        print(message)


def tell_problems(problems: pd.DataFrame) -> None:
    """Tell what was left out, and why."""
    for problem in problems.itertuples():
        print(f"left out: {problem.path}: {problem.reason}", file=sys.stderr)


def shows_progress(options: argparse.Namespace) -> bool:
    """Tell whether to show progress bars: only where somebody sees them."""
    return not options.quiet and sys.stderr.isatty()
