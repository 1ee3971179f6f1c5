"""How fast words are counted, in how much memory, and whether the interval of the log ratio covers the truth.

    python tests/benchmarks/bench_words.py [--words MILLIONS ...] [--long] [--corpora N]

The texts are made here: words as frequent as Zipf has it, articles of 750 words. The first table sets counting beside
peers on the same text, where these are installed; the second counts a stream of ever more articles, each size in a
process of its own; then what the bootstrap costs; and in how many of the synthetic corpora the 95 % interval holds
the known ratio.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.words import count_words, keyness
from analysis.words.bootstrap import ratio_intervals
from analysis.words.counts import count_parts

ARTICLE = 750
VOCABULARY = 500_000


@cache
def _spellings() -> list[str]:
    random = np.random.default_rng(0)
    lengths = np.minimum(2 + random.poisson(4, VOCABULARY), 12)
    letters = np.frombuffer(b"etaoinshrdlu", dtype=np.uint8)[random.integers(0, 12, lengths.sum())].tobytes().decode()
    ends = np.cumsum(lengths)
    return [letters[start:end] for start, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True)]


def zipf_articles(words: int, *, seed: int = 0) -> pd.DataFrame:
    """Make articles of 750 words; the k-th word is as frequent as 1 / (k + 2.7)."""
    random, spelled = np.random.default_rng(seed), _spellings()
    heights = np.cumsum(1 / (np.arange(VOCABULARY) + 2.7))
    drawn = np.searchsorted(heights, random.random((max(words // ARTICLE, 1), ARTICLE)) * heights[-1])
    texts = [
        ". ".join(" ".join([spelled[i] for i in row[k : k + 25]]) for k in range(0, ARTICLE, 25))
        for row in drawn.tolist()
    ]
    sides = np.where(np.arange(len(texts)) % 2, "left", "right")
    return pd.DataFrame({"article": [f"a{seed}-{i}" for i in range(len(texts))], "text": texts, "side": sides})


def measure_peers(million: float = 2.0) -> pd.DataFrame:
    """Time counting on the same text, best of three, in millions of words per second and per processor second.

    On a machine that does other work, too, the second is the fairer, but for polars, which uses several processors.
    """
    articles = zipf_articles(int(million * 1e6))
    texts = articles["text"].tolist()
    size = ARTICLE * len(articles)
    tasks: dict[str, Callable[[], object]] = {
        "count_words": lambda: count_words(articles, names=False, copies="all"),
        "count_words, copies once": lambda: count_words(articles, names=False),
        "count_parts (word by article)": lambda: count_parts(articles, names=False, copies="all"),
        "re and Counter": lambda: Counter(word for text in texts for word in re.findall(r"\w+", text.lower())),
    }
    try:
        from sklearn.feature_extraction.text import CountVectorizer

        tasks["CountVectorizer"] = lambda: CountVectorizer().fit_transform(texts)
    except ModuleNotFoundError:
        pass
    try:
        import polars

        tasks["polars (totals only)"] = lambda: (
            polars.Series(texts).str.to_lowercase().str.extract_all(r"\w+").explode().value_counts()
        )
    except ModuleNotFoundError:
        pass
    seconds = {name: _best(task) for name, task in tasks.items()}
    table = pd.DataFrame(seconds.values(), columns=["M words/s", "per processor s"])
    table = size / table / 1e6
    table.insert(0, "what", seconds.keys())
    for column in table.columns[1:]:
        peer = table.loc[table["what"] == "CountVectorizer", column].max()  # NaN where it is not installed
        table[f"x CountVectorizer, {column.removeprefix('M words')}"] = table[column] / peer
    return table


def measure_stream(millions: list[float]) -> pd.DataFrame:
    """Count streams of different lengths, each in a new process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        return pd.DataFrame([pool.submit(_count_stream, million).result() for million in millions])


def _count_stream(million: float) -> dict[str, float]:
    """Count frames of a million words, made one after the other; the making is not timed."""
    making, worked = 0.0, 0.0

    def frames() -> Iterator[pd.DataFrame]:
        nonlocal making, worked
        for seed in range(max(round(million), 1)):
            start = time.perf_counter(), time.process_time()
            frame = zipf_articles(round(min(million, 1) * 1e6), seed=seed)
            making, worked = making + time.perf_counter() - start[0], worked + time.process_time() - start[1]
            yield frame

    count_words([zipf_articles(10_000)], names=False, copies="all")  # tables and libraries, which every run needs
    before = _peak()
    start = time.perf_counter(), time.process_time()
    table = count_words(frames(), names=False, copies="all")
    seconds, processor = time.perf_counter() - start[0] - making, time.process_time() - start[1] - worked
    size = int(table["n"].sum())
    return {
        "M words": size / 1e6,
        "M words/s": size / seconds / 1e6,
        "per processor s": size / processor / 1e6,
        "different words": len(table),
        "peak MiB": _peak(),
        "of these for counting": _peak() - before,
    }


def _peak() -> float:
    """Return the most memory that this process has held, in MiB; Linux tells it of this process alone."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _best(task: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Return the fewest seconds, and the fewest processor seconds, of a few runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter(), time.process_time()
        task()
        seconds.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    return min(wall for wall, _ in seconds), min(processor for _, processor in seconds)


def measure_bootstrap(articles: int = 2_800, samples: int = 500) -> tuple[float, float]:
    """Time the intervals of all words that occur five times: seconds, processor seconds."""
    counts = count_parts(zipf_articles(articles * ARTICLE), by="side", names=False, copies="all")
    keep = np.flatnonzero(np.asarray(counts.table.sum(axis=0)).ravel() >= 5)
    table, sizes = counts.table[:, keep].tocsr(), counts.sizes.astype(float)
    here = (counts.group == 0).astype(float)
    mine = table.multiply(here[:, None]).tocsr()
    others = table.multiply((1 - here)[:, None]).tocsr()
    start = time.perf_counter(), time.process_time()
    ratio_intervals(mine, others, sizes * here, sizes * (1 - here), samples=samples, level=0.95, seed=0)
    return time.perf_counter() - start[0], time.process_time() - start[1]


def measure_coverage(corpora: int = 200, *, articles: int = 30, samples: int = 500) -> pd.DataFrame:
    """Say how often the interval of `keyness` holds the known ratio.

    Each corpus has `articles` articles of a side. How often a word occurs varies between articles more than
    chance would have it (a gamma distribution of shape 2 over the rates), as it does in news.
    """
    words = {"a": (4.0, 1.0), "b": (10.0, 10.0), "c": (6.0, 12.0), "d": (20.0, 15.0), "e": (3.0, 24.0)}
    held = dict.fromkeys(words, 0)
    for corpus in range(corpora):
        random = np.random.default_rng(corpus)
        texts, sides = [], []
        for i in range(2 * articles):
            side = i % 2
            drawn = {w: random.poisson(rates[side] * random.gamma(2.0, 0.5)) for w, rates in words.items()}
            rest = ARTICLE - sum(drawn.values())
            texts.append(" ".join([*(w for w, n in drawn.items() for _ in range(n)), *["rest"] * rest]))
            sides.append("xy"[side])
        frame = pd.DataFrame({"article": [f"a{i}" for i in range(len(texts))], "text": texts, "side": sides})
        table = keyness(frame, by="side", group="x", names=False, copies="all", samples=samples, seed=corpus).set_index(
            "word"
        )
        for word, (here, there) in words.items():
            truth = np.log2(here / there)
            held[word] += table.loc[word, "low"] <= truth <= table.loc[word, "high"]
    frame = pd.DataFrame({"word": held.keys(), "ratio": [h / t for h, t in words.values()], "held": held.values()})
    frame["coverage"] = frame["held"] / corpora
    frame.loc[len(frame)] = ["all", np.nan, frame["held"].sum(), frame["held"].sum() / corpora / len(words)]
    return frame


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=float, nargs="*", default=[1, 4, 16], help="millions of words of the streams")
    parser.add_argument("--long", action="store_true", help="count a stream of 100 million words, too")
    parser.add_argument("--corpora", type=int, default=200, help="synthetic corpora of the coverage; 0 for none")
    options = parser.parse_args()
    print("Counting, beside peers\n" + measure_peers().round(2).to_string(index=False), flush=True)
    streams = [*options.words, *([100.0] if options.long else [])]
    if streams:
        print("\nCounting a stream of articles\n" + measure_stream(streams).round(2).to_string(index=False), flush=True)
    seconds, processor = measure_bootstrap()
    print(f"\n500 draws of 2,800 articles of 750 words: {seconds:.1f} s, {processor:.1f} processor s", flush=True)
    if options.corpora:
        coverage = measure_coverage(options.corpora)
        print("\nCoverage of the 95 % interval\n" + coverage.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
