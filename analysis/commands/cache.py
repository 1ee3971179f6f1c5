"""``cache``: what the cache holds, and emptying it."""

from __future__ import annotations

import argparse

from analysis.commands.messages import say
from analysis.commands.options import Commands, add_command

__all__ = ["add_cache"]

_HELP = """
examples:
  python -m analysis cache --clear
  python -m analysis cache

The cache keeps what was read of each text, by the text and the versions of the models, so that no text is read
twice. It is a convenience: nothing is lost with it but time. VERBATIM_CACHE names another folder for it.
"""


def add_cache(commands: Commands) -> None:
    """Add ``cache`` to the commands."""
    new = add_command(commands, "cache", _cache, summary="show what the cache holds, or empty it", about=_HELP)
    new.add_argument("--clear", action="store_true", help="empty it")


def _cache(options: argparse.Namespace) -> int:
    from analysis.cache import clear, info

    if options.clear:
        clear()
    held = info()
    say(options, held.attrs["path"])
    for kind, entries, size in zip(held["kind"], held["entries"], held["bytes"], strict=True):
        say(options, f"  {kind:<10} {entries:>12,} texts {size / 2**20:>12,.1f} MiB")
    if held.empty:
        say(options, "  empty")
    return 0
