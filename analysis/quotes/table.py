"""The table of quotes: every attribution of a set of articles, a row each, with its speaker by name."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pandas as pd

from analysis.frames import Spans, as_text, spans_of, texts_of, with_ids
from analysis.paragraphs import with_newlines
from analysis.quotes.act import act_of, chosen_act
from analysis.quotes.find import find_quotes, pack, unpack
from analysis.quotes.model import load_model
from analysis.quotes.quoted import Quoted
from analysis.quotes.speakers import resolve_speakers
from analysis.quotes.statements import overlap
from analysis.quotes.transcript import find_turns
from analysis.scale import for_each_text

__all__ = ["QUOTE_COLUMNS", "extract_quotes"]

QUOTE_COLUMNS = {
    "article": "str",
    "quote": "str",
    "type": "str",
    "act": "str",
    "text": "str",
    "spans": "object",
    "cue": "str",
    "cue_spans": "object",
    "source": "str",
    "source_spans": "object",
    "speaker": "str",
    "kind": "str",
    "role": "str",
    "affiliation": "str",
    "confidence": "float64",
    "corrected": "bool",
}
"""The columns of the table and their types."""

_AUTHOR_SAYS = ("i", "me", "my", "mine")
_SEVERAL = re.compile(r"[,;&/|]| and ")
_FORMAT = "7"  # raised whenever a text is read otherwise than before by the same model


def extract_quotes(
    articles: pd.DataFrame,
    *,
    act: str = "",
    workers: int = 1,
    cache: bool = True,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Find the quotes of articles: direct, indirect and mixed, each with its speaker.

    Args:
        articles: a row per article with ``article`` and ``text``; what ``boilerplate`` marks, where there is
            that column, is left out.
        act: "speech" for what was uttered, "thought" for what somebody is said to think, want, feel or leave
            unsaid, "" for both.
        workers: processes that read at once.
        cache: whether to take what was found before from the cache, and to keep it there.
        progress: whether to show a progress bar; None shows it in a terminal or a notebook.

    Returns:
        A frame with a row per quote, in the order of the articles and of their text:

        * ``article``; ``quote``, an id made of the article's id, the content's text and its ordinal among
          equals, so that it stays the same when the article is edited elsewhere;
        * ``type``: "direct" (all words in quotation marks), "mixed" (some), "indirect" (none); ``act``;
        * ``text``, ``cue``, ``source``: the words; pieces that stand apart are joined by " … ";
        * ``spans``, ``cue_spans``, ``source_spans``: lists of [start, end], half-open code-point offsets into
          the article's text;
        * ``speaker``: the fullest name that the article gives the source, "" where it gives none; who says "I" outside
          quotes is the ``author`` of the articles table, if that is one; ``kind``: person, organization, group,
          unnamed or author; ``role`` and ``affiliation`` as the article words them;
        * ``confidence``: probability, 0 to 1, that the extent of the quote and its source are right;
        * ``corrected``: whether a person has corrected the row.

    Raises:
        ValueError: if a column is missing or ``act`` is something else.
    """
    articles = with_ids(articles)
    act = chosen_act(act)
    texts = texts_of(articles)
    values = for_each_text(
        _read_text,
        texts,
        kind="quotes",
        versions=[_FORMAT, load_model().version],
        workers=workers,
        cache=cache,
        progress=progress,
    )
    rows: list[dict[str, object]] = []
    authors = as_text(articles["author"]) if "author" in articles else [""] * len(articles)
    for article, text, value, left_out, author in zip(
        articles["article"], texts, values, spans_of(articles, "boilerplate"), authors, strict=True
    ):
        rows += _rows(article, text, value, left_out, author)
    frame = pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in QUOTE_COLUMNS.items()}
    )
    return frame[frame["act"] == act].reset_index(drop=True) if act else frame


def _read_text(text: str) -> bytes:
    return pack(find_quotes(text))


def _rows(article: str, text: str, value: bytes, left_out: Spans, author: str) -> list[dict[str, object]]:
    found = unpack(value)
    kept = [one for one in found.attributions if not _mostly_within(one.content, left_out)]
    read = with_newlines(text)
    quoted = Quoted(read)
    turns = {turn.content[0] for turn in find_turns(read)}
    equals: Counter[str] = Counter()
    rows = []
    for one, speaker in zip(kept, resolve_speakers(read, kept, found.names), strict=True):
        content, cue, source = (_shown(text, part) for part in (one.content, one.cue, one.source))
        if speaker.kind == "author" and source.lower() in _AUTHOR_SAYS and not _SEVERAL.search(author):
            speaker = speaker._replace(speaker=author)
        equals[content] += 1
        kind = "direct" if one.content[0] in turns else quoted.type_of(one.content)
        rows.append(
            {
                "article": article,
                "quote": _id(article, content, equals[content]),
                "type": kind,
                "act": act_of(cue, kind, content=content, source=source, kind=speaker.kind),
                "text": content,
                "spans": [list(span) for span in one.content],
                "cue": cue,
                "cue_spans": [list(span) for span in one.cue],
                "source": source,
                "source_spans": [list(span) for span in one.source],
                "speaker": speaker.speaker,
                "kind": speaker.kind,
                "role": speaker.role,
                "affiliation": speaker.affiliation,
                "confidence": round(one.confidence, 4),
                "corrected": False,
            }
        )
    return rows


def _shown(text: str, spans: Spans) -> str:
    # A lone surrogate is no character: no table could hold it.
    return " … ".join(text[s:e] for s, e in spans).encode("utf-8", "replace").decode()


def _id(article: str, content: str, ordinal: int) -> str:
    key = "\0".join([article, content, str(ordinal)])
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]


def _mostly_within(content: Spans, left_out: Spans) -> bool:
    """Tell whether more than half of the content is text that is left out of analyses."""
    return 2 * overlap(content, left_out) > sum(e - s for s, e in content)
