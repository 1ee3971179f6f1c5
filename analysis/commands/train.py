"""``train``: a model trained anew."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.commands.messages import say, shows_progress
from analysis.commands.options import Commands, add_command, positive

__all__ = ["add_train"]

_HELP = """
examples:
  python -m analysis train quotes polnear/train.jsonl --unmarked newsmtsc/train.jsonl -o model
  python -m analysis train tone newsmtsc/train.jsonl --unmarked polnear/train.jsonl -o model
  python -m analysis train tone newsmtsc/train.jsonl --no-teacher -o model
  python -m analysis train quotes polnear/train.jsonl --whole -o model

First four larger models are trained, each from three quarters of the corpus; then these tell what they make of the
quarter that they have not seen, and of texts that nobody has annotated; then the model itself learns from both. Needs
torch (pip install -e ".[train]"), which using a model does not, and the teachers' weights; without these it says how
to install them. Takes ten minutes on a GPU; on two processors a day and a half, without teachers four hours. At last
the encoder of quotes is made smaller, so that it reads faster, which takes an hour and a half more there; with --whole
it is left. A training that was interrupted goes on from its last whole epoch in DIR.
"""


def add_train(commands: Commands) -> None:
    """Add ``train`` to the commands."""
    new = add_command(commands, "train", _train, summary="train a model anew", about=_HELP)
    new.add_argument("what", choices=["quotes", "tone"])
    new.add_argument("corpus", metavar="CORPUS", help="annotated articles or labelled targets, JSON Lines")
    new.add_argument("-o", "--output", required=True, metavar="DIR", help="folder for the model")
    new.add_argument("--epochs", type=positive, metavar="N", help="passes over the corpus (default: 8; of tone 4)")
    new.add_argument("--runs", type=positive, default=4, metavar="N", help="runs to average (default: 4)")
    new.add_argument("--unmarked", metavar="FILE", help="texts that only the teachers read, JSON Lines")
    new.add_argument("--whole", action="store_true", help="do not make the encoder of quotes smaller at last")
    new.add_argument("--no-teacher", dest="teacher", action="store_false", help="learn from the annotation alone")
    new.add_argument("--seed", type=int, default=1, metavar="N", help="of all chance (default: 1)")


def _train(options: argparse.Namespace) -> int:
    corpus, folder = Path(options.corpus), Path(options.output)
    if not options.cache:
        raise ValueError(f"--no-cache: what a training has reached stands in {folder / 'state'}; remove that instead")
    from analysis.scale import processors

    shared = {
        "unmarked": Path(options.unmarked) if options.unmarked else None,
        "teacher": options.teacher,
        "runs": options.runs,
        "seed": options.seed,
        "workers": options.workers or processors(),
        "progress": shows_progress(options),
    } | ({"epochs": options.epochs} if options.epochs else {})
    for path in (corpus, shared["unmarked"]):
        if path and not path.is_file():
            raise FileNotFoundError(f"{path}: there is no such file; a corpus is one file of JSON Lines")
    if options.unmarked and not options.teacher:
        raise ValueError("--unmarked: only teachers read these texts; leave out --no-teacher")
    if options.what == "tone":
        if options.whole:
            raise ValueError("--whole: only the model of quotes is made smaller at last")
        from analysis.training.neutral_band import fit_on_sentences
        from analysis.training.tone import train_tone

        say(options, f"{train_tone(corpus, folder, **shared)}")
        low, high, f1 = fit_on_sentences(corpus)
        say(
            options,
            f"neutral band of the lexicon on these sentences: {low:+.2f} to {high:+.2f} (macro-F1 {100 * f1:.1f})",
        )
        return 0
    from analysis.training.quotes import train_quotes

    say(options, f"{train_quotes(corpus, folder, whole=options.whole, **shared)}")
    return 0
