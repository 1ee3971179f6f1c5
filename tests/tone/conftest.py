"""Small readings made by hand, so that these tests are about tone alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pandas as pd
import pytest
import spacy

from analysis.reading import Reading

_TOKENIZER = spacy.blank("en")
_SENTENCE = re.compile(r"[^\s.!?][^.!?]*(?:[.!?]+[”\"]?|$)")

Make = Callable[..., tuple[pd.DataFrame, Reading]]


def make_reading(
    *texts: str,
    names: Sequence[tuple[int, str, str]] = (),
    pos: dict[str, str] | None = None,
    boilerplate: Sequence[tuple[int, str]] = (),
) -> tuple[pd.DataFrame, Reading]:
    """Articles a0, a1, ... and their reading; names and boilerplate are (article, text, ...)."""
    articles = pd.DataFrame({"article": [f"a{i}" for i in range(len(texts))], "text": list(texts)})
    tokens, sentences, found = [], [], []
    for i, text in enumerate(texts):
        out = [(text.index(t), text.index(t) + len(t)) for j, t in boilerplate if j == i]
        for s, match in enumerate(_SENTENCE.finditer(text)):
            start, end = match.span()
            dropped = any(b <= start < e for b, e in out)
            sentences.append((f"a{i}", s, start, end, dropped))
            for token in _TOKENIZER.make_doc(match.group()):
                if not token.is_space:
                    a, b = start + token.idx, start + token.idx + len(token)
                    norm = token.text.lower().replace("’", "'")
                    tag = (pos or {}).get(norm, "X")
                    tokens.append((f"a{i}", a, b, s, token.text, norm, norm, tag, False, dropped))
        found += [(f"a{i}", text.index(n), text.index(n) + len(n), n, label) for j, n, label in names if j == i]
    reading = Reading(
        tokens=pd.DataFrame(
            tokens,
            columns=[
                "article", "start", "end", "sentence", "text", "norm", "lemma", "pos",
                "quoted", "boilerplate",
            ],
        ),
        sentences=pd.DataFrame(sentences, columns=["article", "sentence", "start", "end", "boilerplate"]),
        names=pd.DataFrame(found, columns=["article", "start", "end", "text", "label"]),
        quotations=pd.DataFrame(columns=["article", "start", "end", "level", "opened", "closed"]),
    )  # fmt: skip
    return articles, reading


def make_quotes(
    articles: pd.DataFrame, *said: tuple[int, str, str | list[str]] | tuple[int, str, str | list[str], str]
) -> pd.DataFrame:
    """Quotes of (article, speaker, text or its parts, type)."""
    rows = []
    for number, (i, speaker, parts, *kind) in enumerate(said):
        text = articles["text"][i]
        parts = [parts] if isinstance(parts, str) else parts
        spans = [[text.index(part), text.index(part) + len(part)] for part in parts]
        row = {
            "article": f"a{i}",
            "quote": f"q{number}",
            "type": kind[0] if kind else "direct",
            "speaker": speaker,
        }
        rows.append(row | {"spans": spans, "text": " ".join(parts)})
    return pd.DataFrame(rows, columns=["article", "quote", "type", "speaker", "spans", "text"])


@pytest.fixture
def reading_of() -> Make:
    return make_reading


@pytest.fixture
def quotes_of() -> Callable[..., pd.DataFrame]:
    return make_quotes
