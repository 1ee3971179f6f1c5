"""How fast words are counted, and whether the interval of the log ratio covers the truth.

    python tests/benchmarks/bench_words.py [--words MILLIONS] [--corpora N]

The texts are made here: words as frequent as Zipf has it, articles of 750 words. The first table compares the
speed with scikit-learn's CountVectorizer on the same text, where that is installed; the second says what the
bootstrap costs; the third in how many of the synthetic corpora the 95 % interval holds the known ratio.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
import pandas as pd

from analysis.words import count_words, keyness
from analysis.words.bootstrap import ratio_intervals
from analysis.words.counts import count_parts

ARTICLE = 750


def zipf_articles(words: int, *, seed: int = 0, vocabulary: int = 60_000) -> pd.DataFrame:
    """Make articles of 750 words; the k-th word is as frequent as 1 / (k + 2.7)."""
    random = np.random.default_rng(seed)
    letters = np.array(list("etaoinshrdlu"))
    spelled = ["".join(random.choice(letters, size=n)) for n in 2 + random.poisson(4, vocabulary)]
    rates = 1 / (np.arange(vocabulary) + 2.7)
    drawn = random.choice(vocabulary, size=(max(words // ARTICLE, 1), ARTICLE), p=rates / rates.sum())
    texts = [". ".join(" ".join(spelled[i] for i in row[k : k + 25]) for k in range(0, ARTICLE, 25)) for row in drawn]
    sides = np.where(np.arange(len(texts)) % 2, "left", "right")
    return pd.DataFrame({"article": [f"a{i}" for i in range(len(texts))], "text": texts, "side": sides})


def measure_speed(millions: list[float]) -> pd.DataFrame:
    """Time counting in words per second, best of three, ours and CountVectorizer's on the same text."""
    rows = []
    for million in millions:
        articles = zipf_articles(int(million * 1e6))
        size = ARTICLE * len(articles)
        row = {
            "words": size,
            "verbatim": size / _best(lambda a=articles: count_words(a, names=False, copies="all")),
        }
        row["matrix"] = size / _best(lambda a=articles: count_parts(a, names=False, copies="all"))
        try:
            from sklearn.feature_extraction.text import CountVectorizer

            texts = articles["text"].tolist()
            row["CountVectorizer"] = size / _best(lambda t=texts: CountVectorizer().fit_transform(t))
            row["ratio"] = row["verbatim"] / row["CountVectorizer"]
        except ModuleNotFoundError:
            row["CountVectorizer"] = row["ratio"] = np.nan
        row["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append(row)
    return pd.DataFrame(rows)


def _best(task: object, times: int = 3) -> float:
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        task()  # type: ignore[operator]
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def measure_bootstrap(articles: int = 2_800, samples: int = 500) -> float:
    """Time the intervals of all words that occur five times, in seconds, for articles of 750 words."""
    counts = count_parts(zipf_articles(articles * ARTICLE), by="side", names=False, copies="all")
    keep = np.flatnonzero(np.asarray(counts.table.sum(axis=0)).ravel() >= 5)
    table, sizes = counts.table[:, keep].tocsr(), counts.sizes.astype(float)
    here = (counts.group == 0).astype(float)
    mine = table.multiply(here[:, None]).tocsr()
    others = table.multiply((1 - here)[:, None]).tocsr()
    start = time.perf_counter()
    ratio_intervals(mine, others, sizes * here, sizes * (1 - here), samples=samples, level=0.95, seed=0)
    return time.perf_counter() - start


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
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--words", type=float, nargs="+", default=[0.5, 2.0], help="millions of words")
    parser.add_argument("--corpora", type=int, default=200, help="synthetic corpora of the coverage")
    given = parser.parse_args()
    print("Words per second\n" + measure_speed(given.words).round(2).to_string(index=False))
    print(f"\n500 draws of 2,800 articles of 750 words: {measure_bootstrap():.1f} s")
    print("\nCoverage of the 95 % interval\n" + measure_coverage(given.corpora).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
