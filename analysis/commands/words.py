"""``words``: the tables of words, one for each question about them."""

from __future__ import annotations

import argparse
import warnings
from typing import TYPE_CHECKING, Any

from analysis.commands.options import (
    ARTICLES,
    Commands,
    add_act,
    add_command,
    add_table_options,
    lists_of,
    positive,
    refuse,
    work_of,
)
from analysis.commands.steps import articles_of, check_output, gather, is_folder, stream, write

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["add_words"]

_HELP = f"""
{ARTICLES}

examples:
  python -m analysis words data -o words.csv
  python -m analysis words data -o pairs.csv --ngram 2 --min-n 3
  python -m analysis words data -o outlets.csv --by outlet
  python -m analysis words data -o speakers.xlsx --by speaker --unit lemma
  python -m analysis words data -o key.csv --against "outlet=Morning Herald"
  python -m analysis words data -o key.csv --against english
  python -m analysis words data -o parties.csv --by party --no-numbers
  python -m analysis words data -o contexts.csv --table contexts --word harbour
  python -m analysis words data -o near.csv --table collocations --word harbour --window sentence
  python -m analysis words data -o months.csv --table over-time --word talks --period week

One row is a word in a group: word, group, n, per_million, articles, dispersion; with --against also how much
more often than there (log_ratio with its interval) and how surely (g2, q). By speaker, kind, type and the
like, only the words in quotes are counted; a party is the side that the list of speakers gives, else the
affiliation that the article gives, else the body that speaks.
"""
_OF_ARTICLES = "outlet author month quoted language title published article url path duplicate_of".split()
_OF_QUOTES = "speaker kind type act role affiliation side gender source cue quote voice party".split()
_USE = {
    "against": (["words"], "compares nothing"),
    "by": (["words", "diversity", "contexts"], "has no groups"),
    "word": (["contexts", "collocations", "over-time"], "is of all words"),
    "min_n": (["words", "collocations", "trends"], "leaves nothing out"),
    "window": (["collocations"], "is of words wherever they stand"),
    "period": (["trends", "over-time"], "does not tell periods apart"),
    "ngram": (["words", "trends", "over-time", "rules"], "is of single words"),
}
"""Which tables have use for an option, and why others have none."""
_TOKENS = ("unit", "names", "phrases", "fold", "hyphens", "contractions", "possessives", "numbers")  # of TokenRules


def add_words(commands: Commands) -> None:
    """Add ``words`` to the commands."""
    new = add_command(commands, "words", _words, add_table_options, summary="write the table of words", about=_HELP)
    new.add_argument(
        "--by", metavar="COLUMN", help="count by outlet, author, month, quoted, speaker, kind, type and so on"
    )
    add_act(new, default="speech", of="where only words in quotes are counted: ")
    new.add_argument(
        "--against",
        metavar="COLUMN=VALUE",
        help="compare each other group of COLUMN with VALUE; or 'english', to compare with English at large",
    )
    new.add_argument(
        "--table",
        choices=["words", "diversity", "collocations", "contexts", "trends", "over-time", "tokens", "copies", "rules"],
        default="words",
        help="which table (default: words; with --against their keyness)",
    )
    new.add_argument(
        "--word",
        action="append",
        metavar="TEXT",
        help="of contexts, collocations and over-time: this word; may be given several times",
    )
    new.add_argument(
        "--min-n", type=positive, metavar="N", help="leave out what is rarer (default: as the table has it)"
    )
    new.add_argument("--sort", metavar="COLUMN", help="of keyness and collocations: the column to sort by")
    new.add_argument(
        "--window", type=_window, metavar="N", help="of collocations: words to either side, or 'sentence' (default: 5)"
    )
    new.add_argument(
        "--period",
        choices=["day", "week", "month", "quarter", "year"],
        help="of trends and over-time: the unit of time (default: month)",
    )

    rules = new.add_argument_group("what counts as a word", "--table rules writes down what these say.")
    rules.add_argument("--unit", choices=["form", "lemma"], default="form", help="words as they stand, or lemmas")
    rules.add_argument("--ngram", type=positive, metavar="N", help="count sequences of N words (default: 1)")
    rules.add_argument(
        "--phrase",
        dest="phrases",
        action="append",
        default=[],
        metavar="TEXT",
        help='count "climate change", say, as one word, beside the names; may be given several times',
    )
    rules.add_argument("--no-names", dest="names", action="store_false", help="names are words as any other")
    rules.add_argument("--case", dest="fold", action="store_false", help="tell The from the")
    rules.add_argument("--hyphens", choices=["join", "split"], default="join", help="state-run: one word or two")
    rules.add_argument("--contractions", choices=["whole", "split"], default="whole", help="don't: one word or two")
    rules.add_argument(
        "--possessives", choices=["drop", "keep"], default="drop", help="count Korea's as Korea, or as it is"
    )
    rules.add_argument("--no-numbers", dest="numbers", action="store_false", help="leave out words without a letter")


def _words(options: argparse.Namespace) -> int:
    by, against = _comparison(options)
    _refuse_idle(options, by, against)
    if is_folder(options):
        return _stream_words(options, by, against)
    check_output(options)
    articles, status = articles_of(options)
    row = {"rules": "rule", "copies": "copy", "tokens": "word"}.get(options.table, "row")
    return write(options, _table(options, articles, by, against), row, status)


def _comparison(options: argparse.Namespace) -> tuple[str | None, str | None]:
    """Return the column to group by and the group to compare with, of --by and --against."""
    by, against = options.by, options.against
    if against and "=" in against:
        column, _, against = against.partition("=")
        if by not in (None, column):
            raise ValueError(f"--against {options.against} and --by {by} name two columns; name one")
        by = column
    if by not in (None, *_OF_ARTICLES, *_OF_QUOTES):
        there = f"{', '.join(_OF_ARTICLES)}; of the quotes {', '.join(_OF_QUOTES)}"
        raise ValueError(f"there is no column {by!r} to group by; there are {there}")
    if options.against is not None and (not against or (by is None and against != "english")):
        raise ValueError(
            f'--against {options.against}: name column and value, "outlet=Morning Herald", say; or english'
        )
    if against == "english":
        asked = {
            "--ngram": (options.ngram or 1) > 1,
            "--unit lemma": options.unit == "lemma",
            "--case": not options.fold,
        }
        for option in (name for name, given in asked.items() if given):
            raise ValueError(f"English is known by single words as they stand, capitals or not: leave out {option}")
    return by, against


def _refuse_idle(options: argparse.Namespace, by: str | None, against: str | None) -> None:
    """Stop at an option that this table has no use for, and where one that it needs is missing."""
    if by not in _OF_QUOTES:
        refuse(options, "speakers", "corrections", "act", why="words are counted in quotes only with --by speaker, say")
    name = f"--table {options.table}"
    for option, (tables, why) in _USE.items():
        if options.table not in tables:
            refuse(options, option, why=f"{name} {why}")
    if not against and options.table != "collocations":
        refuse(options, "sort", why="only keyness (--against) and collocations are sorted as asked for")
    if options.table in ("contexts", "over-time") and not options.word:
        raise ValueError(f"{name} needs a word: --word TEXT")


def _table(options: argparse.Namespace, articles: pd.DataFrame, by: str | None, against: str | None) -> pd.DataFrame:
    import pandas as pd

    from analysis import words

    shared = _rules(options)
    if options.table == "rules":
        return words.describe_rules(**shared)
    if options.table == "copies":
        return words.find_copies(articles)
    window: Any = options.window or 5
    period: Any = options.period or "month"
    if options.names or options.unit == "lemma" or window == "sentence":
        from analysis.reading import read

        shared["reading"] = read(articles, **work_of(options))
    if options.table == "tokens":
        return words.tokens_table(articles if options.copies == "all" else words.only_once(articles), **shared)
    shared["copies"] = options.copies
    if by in _OF_QUOTES:
        from analysis.quotes.parties import parties

        quotes = gather(articles, options, default=_act(by))
        shared["quotes"] = quotes.assign(party=parties(quotes))
    least = {"min_n": options.min_n} if options.min_n else {}
    order = {"sort": options.sort} if options.sort else {}
    match options.table:
        case "diversity":
            return words.measure_diversity(articles, by=by, **shared)
        case "collocations":
            near = {"window": window} | shared | least | order
            found = [words.collocations(articles, word=word, **near) for word in options.word or [None]]
            return pd.concat(found, ignore_index=True)
        case "contexts":
            from analysis.words.concordance import say_within_names

            found = [words.concordance(articles, word, by=by, **shared) for word in options.word]
            for word, lines in zip(options.word, found, strict=True):
                if len(lines) and (n := lines.attrs.get("within_names")):
                    warnings.warn(say_within_names(word, n), stacklevel=2)
            return pd.concat(found, keys=options.word, names=["word"]).reset_index("word").reset_index(drop=True)
        case "trends":
            return words.find_trends(articles, period=period, **shared, **least)
        case "over-time":
            return words.frequency_over_time(articles, options.word, period=period, **shared)
        case _ if against:
            return words.keyness(articles, by=by, against=against, **shared, **least, **order)
        case _:
            return words.count_words(articles, by=by, **shared, **least)


def _act(by: str | None) -> str:
    """Return which quotes are counted unless others are asked for: what was said, as reports do."""
    return "all" if by == "act" else "speech"


def _rules(options: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(options, name) for name in _TOKENS} | {"n": options.ngram or 1}


def _stream_words(options: argparse.Namespace, by: str | None, against: str | None) -> int:
    from analysis.stream import words_table

    if against or options.min_n or options.table != "words":
        name = "--against" if against else "--min-n" if options.min_n else f"--table {options.table}"
        raise ValueError(f"{name} looks at all articles at once; let -o name a file, not a folder")
    of_quotes = by in _OF_QUOTES
    return stream(
        options,
        words_table,
        by=by,
        of_quotes=of_quotes,
        act=options.act or _act(by),
        **_rules(options),
        **lists_of(options),
    )


def _window(text: str) -> int | str:
    return text if text == "sentence" else positive(text)
