"""What many articles take: throughput, memory, disk, a second run; and what a million would cost by these figures.

    python tests/benchmarks/bench_scale.py [--corpus FILE] [--articles N] [--report] [--full]

The articles are those of the corpus (PolNeAR's training part by default, else the samples), in as many passes as it
takes, with an id and a last line of their own, so that no cache answers for another. CPU seconds are those of all
processes of a run; wall seconds depend on what else the machine does. ``--report`` makes a report of the articles,
makes it again, and with another parameter. ``--full`` runs 840 articles with one worker and with two, and 10,000 with
two: half an hour on two processors.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

from analysis.articles.ids import duplicate_finder, id_giver
from analysis.articles.raw import RawArticle
from analysis.articles.table import each_article, read_articles

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "polnear" / "train.jsonl"
SAMPLES = ROOT / "data" / "articles"


class Run(NamedTuple):
    """What one run took: seconds, CPU seconds of all its processes, the largest memory of one of them in MiB."""

    wall: float
    cpu: float
    memory: float


def write_corpus(source: Path, articles: int, path: Path) -> Path:
    """Write so many different articles as JSON Lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        texts = list(read_articles(source)["text"])
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            turn, place = divmod(number, len(texts))
            row = {"id": f"{place}-{turn}", "text": f"{texts[place]}\nEdition {turn} of article {place}."}
            file.write(json.dumps(row) + "\n")
    return path


def run(arguments: list[str], cache: Path) -> Run:
    """Run a command of Verbatim, and watch it and its workers."""
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "VERBATIM_CACHE": str(cache)}
    process = psutil.Popen(
        [sys.executable, "-m", "analysis", *arguments, "--quiet"], env=environment, stderr=subprocess.DEVNULL
    )
    cpu: dict[int, float] = {}
    memory = 0.0
    while process.poll() is None:
        try:
            for one in [process, *process.children(recursive=True)]:
                with one.oneshot():
                    times = one.cpu_times()
                    cpu[one.pid] = times.user + times.system
                    memory = max(memory, one.memory_info().rss / 2**20)
        except psutil.Error:
            pass
        time.sleep(0.2)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{arguments} ended with status {process.returncode}")
    return Run(time.perf_counter() - started, sum(cpu.values()), memory)


def size(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def memory_of_ids(count: int = 50_000) -> float:
    """Return the bytes that the reading process keeps of an article once it has passed it on."""
    give, find = id_giver(), duplicate_finder()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(count):
        raw = RawArticle(f"Text number {number}.", article=f"article-of-an-archive-{number:09d}")
        find(give(raw, raw.article, "archive.jsonl")[0], raw.text)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / count


def seconds_to_open(path: Path) -> float:
    """Return the CPU seconds that the reading process spends on an article before a worker gets it."""
    list(each_article(SAMPLES))  # loads what is loaded once
    started = time.process_time()
    count = sum(1 for _ in each_article(path))
    return (time.process_time() - started) / count


def measure(source: Path, articles: int, folder: Path, workers: Sequence[int] = (1, 2)) -> dict[str, float]:
    """Run so many articles with so many workers each time; print and return the figures of the last run."""
    corpus = write_corpus(source, articles, folder / f"{articles}.jsonl")
    one_article = write_corpus(source, 1, folder / "1.jsonl")
    start = run(quotes_of(one_article, folder / "out-1", 1), folder / "cache")  # what it takes to start
    rates = {}
    for count in workers:
        one = run(quotes_of(corpus, folder / f"out-{articles}-{count}", count), folder / "cache")
        rates[count] = articles / one.wall
        cpu = (one.cpu - start.cpu) / (articles - 1)
        print(
            f"  {articles:>6,} articles, {count} worker(s): {rates[count]:5.2f} articles/s; {1 / cpu:.2f} a CPU s "
            f"once started ({start.cpu:.1f} CPU s); largest process {one.memory:.0f} MiB",
            flush=True,
        )
    if len(rates) == 2:
        print(f"         two workers against one: {rates[2] / rates[1]:.2f} times as fast", flush=True)
    parts = size(folder / f"out-{articles}-{count}" / "quotes") / articles
    return {"cpu": cpu, "rate": rates[count], "parts": parts}


def quotes_of(corpus: Path, out: Path, workers: int) -> list[str]:
    """Return the arguments of a run that takes nothing from the cache."""
    return ["quotes", str(corpus), "-o", f"{out}/", "--workers", str(workers), "--no-cache"]


def measure_again(source: Path, articles: int, folder: Path) -> float:
    """Run with the cache, again, and with one article changed; return the cache's bytes of an article."""
    corpus, cache = write_corpus(source, articles, folder / "again.jsonl"), folder / "cache-again"
    options = ["quotes", str(corpus), "-o", f"{folder / 'again'}/", "--workers", "2"]
    first = run(options, cache)
    again = run(options, cache)
    print(f"  a second run: {again.cpu / first.cpu:.1%} of the CPU seconds of the first")
    kept = size(cache) / articles
    before = entries(cache)
    lines = corpus.read_text(encoding="utf-8").splitlines()
    lines[articles // 2] = json.dumps(json.loads(lines[articles // 2]) | {"text": "The quay is closed, Lind said."})
    corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(options, cache)
    print(f"  one article of {articles:,} changed: {entries(cache) - before} text(s) read")
    return kept


def entries(cache: Path) -> int:
    """Return how many texts the cache holds."""
    code = "from analysis.cache import info; print(info()['entries'].sum())"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "VERBATIM_CACHE": str(cache)}
    return int(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)


def measure_report(source: Path, articles: int, folder: Path) -> None:
    """Make a report, make it again, and make it again with another parameter."""
    corpus = write_corpus(source, articles, folder / "report.jsonl")
    options = ["report", str(corpus), "--out", str(folder / "report"), "--workers", "2"]
    first = run(options, folder / "cache-report")
    print(f"  report of {articles:,} articles: {first.wall:.0f} s ({first.cpu:.0f} CPU s), {first.memory:.0f} MiB")
    for what, more in (("made again", []), ("with another parameter", ["--param", "act=thought"])):
        one = run([*options, *more], folder / "cache-report")
        print(f"    {what}: {one.wall:.0f} s ({one.cpu:.0f} CPU s), {one.cpu / first.cpu:.1%} of the CPU seconds")


def print_costs(cpu: float, opening: float, parts: float, kept: float, ids: float) -> None:
    """Say what a million and a hundred million articles cost, if each costs what was measured."""
    print("  by these figures:             a million     a hundred million")
    for name, value, unit in (
        ("CPU hours of the workers", cpu / 3600, "h"),
        ("CPU hours of the reading process", opening / 3600, "h"),
        ("memory of the reading process", ids / 2**30, "GiB"),
        ("disk, the table of quotes", parts / 2**30, "GiB"),
        ("disk, the cache", kept / 2**30, "GiB"),
    ):
        print(f"    {name:<34}{value * 1e6:>12,.1f} {unit:<4}{value * 1e8:>14,.0f} {unit}")
    print(f"  one reading process keeps about {cpu / opening:,.0f} workers busy")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus = CORPUS if CORPUS.exists() else SAMPLES
    parser.add_argument("--corpus", type=Path, default=corpus, metavar="FILE", help="articles to take, again and again")
    parser.add_argument("--articles", type=int, default=100, metavar="N", help="how many (default: 100)")
    parser.add_argument("--report", action="store_true", help="make a report of them, too")
    parser.add_argument("--full", action="store_true", help="run 840 and 10,000 articles; takes half an hour")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="verbatim-bench-") as name:
        folder = Path(name)
        print(f"many articles, of {options.corpus.name}:")
        figures = measure(options.corpus, 840 if options.full else options.articles, folder)
        if options.full:
            few, figures = figures, measure(options.corpus, 10_000, folder, workers=[2])
            print(f"         10,000 against 840: {figures['rate'] / few['rate']:.1%} of the articles/s")
        kept = measure_again(options.corpus, options.articles, folder)
        opening = seconds_to_open(folder / "again.jsonl")
        print_costs(figures["cpu"], opening, figures["parts"], kept, memory_of_ids())
        if options.report:
            measure_report(options.corpus, options.articles, folder)


if __name__ == "__main__":
    main()
