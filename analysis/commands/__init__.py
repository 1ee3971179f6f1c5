"""The command line, ``python -m analysis COMMAND --help``: a module for each command, with its help and its options.

Thin: each command parses, calls the function that a notebook would call, and writes what it returns. What several
commands need stands in `options` (what can be asked for), `steps` (from articles to a table) and `messages` (what is
told); `run` is the whole.
"""

from analysis.commands.run import main

__all__ = ["main"]
