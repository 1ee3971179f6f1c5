"""``evaluate``: the models measured against annotated texts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.commands.messages import shows_progress
from analysis.commands.options import Commands, add_command, refuse, work_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["add_evaluate"]

_HELP = """
examples:
  python -m analysis evaluate quotes data/gold/quotes.jsonl
  python -m analysis evaluate quotes corpus/test.jsonl --json
  python -m analysis evaluate quotes corpus/test.jsonl --plot reliability.svg
  python -m analysis evaluate quotes corpus/test.jsonl --floors analysis/models/quotes/figures.json
  python -m analysis evaluate speakers data/gold/quotes.jsonl data/gold/speakers.jsonl
  python -m analysis evaluate tone corpus/targets.jsonl --predictions labels.jsonl

GOLD is JSON Lines, spans in characters:
  quotes    {"id", "text", "attributions": [{"source", "cue", "content"}]}
  speakers  the same and, last, a file of {"article", "attribution", "speaker", "also", "kind", "how"}
  tone      {"id", "sentence", "start", "end", "polarity": "neg|neu|pos"}
"""


def add_evaluate(commands: Commands) -> None:
    """Add ``evaluate`` to the commands."""
    new = add_command(
        commands, "evaluate", _evaluate, summary="work out the figures of the model cards again", about=_HELP
    )
    new.add_argument("what", choices=["quotes", "speakers", "tone"])
    new.add_argument("gold", nargs="+", metavar="GOLD", help="annotated articles or sentences, JSON Lines")
    new.add_argument("--json", action="store_true", help="print the figures as JSON")
    new.add_argument(
        "--predictions",
        metavar="FILE",
        help='of tone: write a line a target, {"id", "label": "neg|neu|pos", "score"}',
    )
    new.add_argument(
        "--floors",
        metavar="FILE",
        help='figures in %%, {"end-to-end": 76.3}; exit 1 if one falls by over 0.5',
    )
    new.add_argument(
        "--lexicon",
        metavar="FILE",
        help="of tone: measure a list of words instead of the model; 'vader' for the built-in one",
    )
    new.add_argument(
        "--plot", metavar="FILE", help="of quotes: draw whether confidence means what it says (.svg, .png, .pdf)"
    )


def _evaluate(options: argparse.Namespace) -> int:
    if options.what != "tone":
        refuse(options, "predictions", "lexicon", why="they are of tone only")
    if options.what != "quotes":
        refuse(options, "plot", why="the reliability of confidence is drawn for quotes only")
    return {"quotes": _evaluate_quotes, "speakers": _evaluate_speakers, "tone": _evaluate_tone}[options.what](options)


def _evaluate_quotes(options: argparse.Namespace) -> int:
    from analysis.training.evaluate import evaluate_quotes, read_gold
    from analysis.training.reliability import calibration_error, reliability

    gold = [article for path in options.gold for article in read_gold(path)]
    quotes = _quotes_of(gold, options)
    status = _tell_figures(evaluate_quotes(gold, quotes), options)
    bins = reliability(quotes, gold)
    if not options.json:
        print("\nconfidence, and the share of these quotes that is right end to end:")
        for row in bins.itertuples():
            print(f"  {row.low:.1f}-{row.high:.1f}   mean {row.confidence:.2f}   right {row.right:.2f}   of {row.n}")
        print(f"  expected calibration error {calibration_error(bins):.3f}")
    if options.plot:
        from analysis.plots import plot_reliability, save_figure

        save_figure(plot_reliability(bins), options.plot)
    return status


def _evaluate_speakers(options: argparse.Namespace) -> int:
    from analysis.training.evaluate import evaluate_speakers, read_answers, read_gold

    if len(options.gold) < 2:
        raise ValueError("evaluate speakers needs the annotated articles and, last, the file of speakers")
    *paths, last = options.gold
    answers = read_answers(last)
    asked = {answer["article"] for answer in answers}
    gold = [article for path in paths for article in read_gold(path) if article["id"] in asked]
    return _tell_figures(evaluate_speakers(gold, answers, _quotes_of(gold, options)), options)


def _evaluate_tone(options: argparse.Namespace) -> int:
    from analysis.exports import check_ending, write_table
    from analysis.training.evaluate_tone import evaluate_tone, predict_by_lexicon, predict_tone, read_targets

    if options.predictions:
        check_ending(options.predictions)
    targets = read_targets(options.gold)
    if options.lexicon:
        lexicon = None if options.lexicon == "vader" else options.lexicon
        predictions = predict_by_lexicon(targets, lexicon=lexicon, **work_of(options))
    else:
        predictions = predict_tone(targets, progress=shows_progress(options))
    if options.predictions:
        write_table(predictions, options.predictions)
    return _tell_figures(evaluate_tone(targets, predictions), options)


def _quotes_of(gold: Sequence[Mapping[str, Any]], options: argparse.Namespace) -> pd.DataFrame:
    import pandas as pd

    from analysis.articles.boilerplate import find_boilerplate
    from analysis.quotes import extract_quotes

    articles = pd.DataFrame(
        {"article": [article["id"] for article in gold], "text": [article["text"] for article in gold]}
    )
    articles["boilerplate"] = articles["text"].map(find_boilerplate)  # as `read_articles` marks it
    return extract_quotes(articles, **work_of(options))


def _tell_figures(figures: pd.DataFrame, options: argparse.Namespace) -> int:
    from analysis.training.evaluate import check_floors, print_table, to_json

    print(to_json(figures) if options.json else print_table(figures))
    fallen = check_floors(figures, options.floors) if options.floors else []
    for figure in fallen:
        print(f"fallen: {figure}", file=sys.stderr)
    return int(bool(fallen))
