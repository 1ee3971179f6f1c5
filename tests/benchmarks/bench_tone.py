"""Speed of telling tone, in words per CPU second on one core, beside a peer in the same run.

    python tests/benchmarks/bench_tone.py [TARGETS.jsonl...]

Everything is timed in this one process, without the cache, on the labelled targets given, or on the mentions of names
in the sample articles. Words are those of the sentences that mention a target; a sentence with two targets is read
twice, and its words count once. The lexicon layer is timed given the reading that quotes, words and tone share,
beside vaderSentiment used directly on the same sentences.
"""

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}

import argparse
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import read, read_articles
from analysis.tone import score_sentences
from analysis.tone.mentions import named_mentions
from analysis.tone.target_model import load_model, read_sentence
from analysis.training.evaluate_tone import read_targets

SAMPLES = Path(__file__).parents[2] / "data" / "articles"
MOST = 320
"""Sentences that the model reads; the words of all of them are scored, which is quicker by far."""
Asked = dict[str, list[tuple[int, int]]]


def seconds_of(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of three runs."""
    runs = []
    for _ in range(3):
        started = time.process_time()
        work()
        runs.append(time.process_time() - started)
    return min(runs)


def asked_in(paths: list[str]) -> Asked:
    """Return each sentence with its targets."""
    asked: Asked = {}
    if paths:
        for sentence, start, end in read_targets(paths)[["sentence", "start", "end"]].itertuples(index=False):
            asked.setdefault(sentence, []).append((start, end))
        return asked
    articles = read_articles(SAMPLES)
    reading = read(articles)
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    for article, first, last, _ in named_mentions(reading):
        sentences = reading.sentences[reading.sentences["article"] == article]
        for start, end in zip(sentences["start"], sentences["end"], strict=True):
            if start <= first and last <= end:
                asked.setdefault(texts[article][start:end], []).append((first - start, last - start))
    return asked


def main() -> None:
    """Print a line per layer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGETS", help="labelled targets, JSON Lines as in NewsMTSC")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    asked = asked_in(options.targets)
    sentences = list(asked)
    asked = {sentence: asked[sentence] for sentence in sentences[:MOST]}
    words = sum(len(sentence.split()) for sentence in asked)
    targets = sum(map(len, asked.values()))
    model = load_model()
    spent = seconds_of(lambda: [read_sentence(sentence, spans, model=model) for sentence, spans in asked.items()])
    print(f"{len(asked):,} sentences, {targets:,} targets, {words:,} words; per CPU second:")
    print(f"  toward a target (the model)   {words / spent:12,.0f} words   {targets / spent:8,.0f} targets")
    texts = [" ".join(sentences[i : i + 25]) for i in range(0, len(sentences), 25)]  # articles of 25 sentences
    words = sum(len(sentence.split()) for sentence in sentences)
    print(f"{len(sentences):,} sentences, {words:,} words; per CPU second:")
    articles = pd.DataFrame({"article": [str(i) for i in range(len(texts))], "text": texts})
    reading = read(articles, cache=False, progress=False)
    mine = seconds_of(lambda: score_sentences(articles, reading=reading))
    analyzer = SentimentIntensityAnalyzer()
    peer = seconds_of(lambda: [analyzer.polarity_scores(sentence) for sentence in sentences])
    print(f"  of the words, given a reading {words / mine:12,.0f} words   {peer / mine:8.2f} x the peer")
    print(f"  peer: vaderSentiment directly {words / peer:12,.0f} words")


if __name__ == "__main__":
    main()
