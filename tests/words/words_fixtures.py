"""Small frames by hand: articles, and a reading of them as `analysis.reading` gives it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import pandas as pd
from hypothesis import strategies as st

from analysis.reading import Reading
from analysis.words import tokens_table

# Text that breaks what is built on wishes: marks, controls, surrogates, right-to-left, pictures.
MARKS = "\"'’‘“”«»``-‐–—…..,,;:()\n\t \0\u200d\u00ad\u0301\u202e\ud83d😀אبñİßΣ中'snt&AZ09.'"
HOSTILE = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=st.sampled_from(list(MARKS)), max_size=80),
    st.text("U.S'’ -", max_size=40),
)


def articles_of(*texts: str, **columns: Sequence[object]) -> pd.DataFrame:
    """One article a text, with the ids a0, a1, ..."""
    return pd.DataFrame(
        {"article": [f"a{i}" for i in range(len(texts))], "text": pd.Series(texts, dtype=object), **columns}
    )


def words_of(text: str, **options: object) -> list[str]:
    """The words of a text as they are counted, without names."""
    return tokens_table(articles_of(text), **{"names": False, **options})["word"].tolist()  # type: ignore[arg-type]


def reading_of(
    articles: pd.DataFrame,
    names: Sequence[str] = (),
    lemmas: dict[str, str] | None = None,
    *,
    people: Sequence[str] = (),
    pos: dict[str, str] | None = None,
) -> Reading:
    """A reading in which the given names are found wherever they stand, and sentences end at full stops and lines."""
    tokens, sentences, found = [], [], []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        starts = []
        for i, m in enumerate(re.finditer(r"[^.\n\s][^.\n]*\.?", text)):
            sentences.append((article, i, m.start(), m.end(), False, text.count("\n", 0, m.start())))
            starts.append(m.start())
        for m in re.finditer(r"(?:\w\.){2,}|\w+|[:-]", text):
            word = m.group()
            lemma = (lemmas or {}).get(word.lower(), word)
            sentence = bisect_right(starts, m.start()) - 1
            tag = (pos or {}).get(word, "X")
            tokens.append((article, m.start(), m.end(), sentence, word, word.lower(), lemma, tag, False, False))
        for name, label in [*((name, "ORG") for name in names), *((name, "PERSON") for name in people)]:
            found += [(article, m.start(), m.end(), name, label) for m in re.finditer(re.escape(name), text)]
    return Reading(
        tokens=pd.DataFrame(
            tokens,
            columns=[
                "article",
                "start",
                "end",
                "sentence",
                "text",
                "norm",
                "lemma",
                "pos",
                "quoted",
                "boilerplate",
            ],
        ),
        sentences=pd.DataFrame(sentences, columns=["article", "sentence", "start", "end", "boilerplate", "line"]),
        names=pd.DataFrame(found, columns=["article", "start", "end", "text", "label"]),
        quotations=pd.DataFrame(columns=["article", "start", "end", "level", "opened", "closed"]),
    )
