"""The user's own list of speakers: sides, genders, other names; and who is one and the same across articles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.frames import as_text
from analysis.quotes.lists.sets import word_set
from analysis.quotes.names.spellings import same_spellings
from analysis.quotes.sheets import read_sheet

__all__ = ["SPEAKER_COLUMNS", "apply_speakers", "merges", "read_speakers", "renew_voices", "voices", "who_speaks"]

SPEAKER_COLUMNS = ("name", "aliases", "affiliation", "side", "gender")
"""The columns of the list of speakers."""

MANY = 3
"""Articles from which on one name is one speaker, whatever they call it."""
FEWEST, SURER = 2, 5
"""Articles that must quote somebody by his or her full name for others to mean the same by the surname alone, and how
many times as many as quote all others of that surname."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LEFT_OUT = word_set("the a an mr mrs ms miss dr sir")


def _key(name: str) -> str:
    """Return a name as it is compared: no case, no articles, no forms of address, straight apostrophes."""
    words = _WORD.findall(name.replace("’", "'").lower())
    return " ".join([word for word in words if word not in _LEFT_OUT] or words)


SPEAKERS = Path(__file__).resolve().parents[2] / "data" / "speakers.csv"
"""The workbook's own list."""


def read_speakers(path: str | os.PathLike[str] = SPEAKERS) -> pd.DataFrame:
    """Read the list of speakers.

    Args:
        path: a CSV file with a column ``name`` (as it shall appear) and, as far as wanted, ``aliases`` (other
            forms of the name, separated by ``|``), ``affiliation``, ``side`` and ``gender``. A file that does
            not exist is an empty list.

    Returns:
        A frame with these columns and ``line``, the line of the file; ``aliases`` holds lists of names.

    Raises:
        ValueError: if a column is misspelt, a name is missing, or one name or alias stands for two speakers;
            the message names file and line.
    """
    rows: list[dict[str, Any]] = []
    taken: dict[str, tuple[str, int]] = {}
    for number, cells in read_sheet(Path(path), columns=SPEAKER_COLUMNS, needed=["name"]):
        row: dict[str, Any] = dict(cells)
        if not row["name"]:
            raise ValueError(f"{path}, line {number}: the name is missing")
        row["aliases"] = [alias.strip() for alias in row["aliases"].split("|") if alias.strip()]
        row["line"] = number
        for form in dict.fromkeys([row["name"], *row["aliases"]]):
            other = taken.setdefault(_exact(form), (row["name"], number))
            if other[1] != number:
                raise ValueError(
                    f"{path}, line {number}: {form!r} already stands for {other[0]!r} in line {other[1]}; "
                    "a name that two speakers share is nobody's alias"
                )
        rows.append(row)
    frame = pd.DataFrame(rows, columns=[*SPEAKER_COLUMNS, "line"])
    frame.attrs["path"] = str(path)
    return frame


def _exact(name: str) -> str:
    return " ".join(name.replace("’", "'").lower().split())


def apply_speakers(quotes: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Bring the user's list of speakers to bear on the table of quotes.

    A quote belongs to a speaker of the list whose alias its source is, if that has the speaker's surname ("Mrs. Korde"
    where two people are called Korde), or whose name or alias its speaker is, or else, where the list does not know
    that speaker, whose alias its source is.
    Upper and lower case, articles and forms of address do not matter, unless the list tells two names apart by
    them alone.

    Args:
        quotes: the table of quotes.
        speakers: as `read_speakers` returns it.

    Returns:
        A new frame whose ``speaker`` is the name of the list, whose ``affiliation`` is the list's wherever that
        gives one, and with the columns ``side`` and ``gender``, empty where unknown.

    Raises:
        ValueError: if one name or alias stands for two speakers; the message names the lines.
    """
    exact: dict[str, int] = {}
    loose: dict[str, set[int]] = {}
    rows = speakers.to_dict("records")
    for k, row in enumerate(rows):
        for form in [row["name"], *row["aliases"]]:
            other = exact.setdefault(_exact(form), k)
            if other != k:
                raise ValueError(
                    f"line {row.get('line', k + 2)} of the list of speakers: {form!r} already stands for "
                    f"{rows[other]['name']!r} in line {rows[other].get('line', other + 2)}"
                )
            loose.setdefault(_key(form), set()).add(k)

    def find(name: str) -> int | None:
        if not name:
            return None
        if (k := exact.get(_exact(name))) is not None:
            return k
        fitting = loose.get(_key(name), set())
        return next(iter(fitting)) if len(fitting) == 1 else None

    def find_exact(name: str) -> int | None:
        bare = re.sub(r"^(?:the|a|an) ", "", _exact(name))
        return exact.get(_exact(name), exact.get(bare)) if " " in _exact(name) else None

    out = quotes.copy()
    names, affiliations, sides, genders = [], [], [], []
    sources = quotes["source"] if "source" in quotes else [""] * len(quotes)
    given = quotes["affiliation"] if "affiliation" in quotes else [""] * len(quotes)
    for speaker, source, affiliation in zip(quotes["speaker"], sources, given, strict=True):
        found = find_exact(source) if _last(source) == _last(speaker) else None
        if found is None:
            found = find(speaker)
        if found is None:
            found = find_exact(source)
        row = rows[found] if found is not None else {}
        names.append(row.get("name", speaker))
        affiliations.append(row.get("affiliation") or affiliation)
        sides.append(row.get("side", ""))
        genders.append(row.get("gender", ""))
    for column, values in (
        ("speaker", names),
        ("affiliation", affiliations),
        ("side", sides),
        ("gender", genders),
    ):
        out[column] = pd.Series(values, index=out.index, dtype="str")
    out.attrs = dict(quotes.attrs)
    return renew_voices(out)


def _last(name: str) -> str:
    return _exact(name).rpartition(" ")[2]


def _agrees(a: str, b: str) -> bool:
    """Return whether two descriptions may be of one: either is empty, or they share a word."""
    one, two = set(_key(a).split()), set(_key(b).split())
    return not one or not two or bool(one & two)


def _differing(rows: pd.DataFrame, column: str) -> str:
    """Return the values of a column if they are several; empty if not, or if there is no such column."""
    values = sorted({value for value in rows[column] if value}) if column in rows else []
    return f"{column}: {' / '.join(values)}" if len(values) > 1 else ""


def _contradiction(rows: pd.DataFrame) -> str:
    """Return what speaks against quotes of one name being by one speaker; empty where nothing does.

    A name that is in the news has many descriptions (candidate, former secretary, longtime member), and some are read
    wrong: of two articles that contradict each other the reader is warned, of three or more the name is believed.
    """
    listed = _differing(rows, "gender") or _differing(rows, "side")  # from the user's list, and so beyond doubt
    if listed or rows["article"].nunique() >= MANY:
        return listed
    if differing := _differing(rows, "kind"):
        return differing
    pairs = rows[["role", "affiliation"]].drop_duplicates().to_dict("records")
    for k, one in enumerate(pairs):
        for two in pairs[k + 1 :]:
            if not _agrees(one["role"], two["role"]) and not _agrees(one["affiliation"], two["affiliation"]):
                shown = [", ".join(filter(None, (x["role"], x["affiliation"]))) for x in (one, two)]
                return f"role: {' / '.join(shown)}"
    return ""


def _by_name(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each speaker's name, in the form that most of the quotes have, and the quotes.

    Several spellings may be of one (`analysis.quotes.names.spellings`); of forms that are as frequent the shortest is
    the name, and one in capitals only if there is no other.
    """
    named = rows[rows["speaker"] != ""]
    own = named["speaker"].map(same_spellings(named["speaker"])).astype("str")  # also where there are none
    whose = _full_names(own, named)
    for name, group in named.groupby(whose, sort=False):
        forms = group["speaker"][own[group.index] == name]
        written = forms[~forms.str.isupper()]
        usual = (forms if written.empty else written).mode()
        yield str(usual.sort_values(key=lambda names: names.str.len()).iloc[0]), group


def _full_names(own: pd.Series[str], rows: pd.DataFrame) -> pd.Series[str]:
    """Return names in lower case, those of persons who are called by a surname alone made full where it is known whose.

    An article that never says who Obama is speaks of him of whom everybody does.
    """
    if "kind" not in rows:
        return own
    is_full = own.str.contains(" ")
    people = rows["kind"] == "person"
    spread = rows["article"][people & is_full].groupby(own[people & is_full]).nunique()
    known: dict[str, str] = {}
    for surname, counts in spread.groupby(spread.index.str.rsplit(n=1).str[-1]):
        first, others = counts.max(), counts.sum() - counts.max()
        if first >= FEWEST and first >= SURER * others:
            known[str(surname)] = str(counts.idxmax())
    return own.mask(people & ~is_full, own.map(lambda name: known.get(name, name)))


def _filled(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return quotes whose speakers and what is told of them are text, also those of a file."""
    told = ("speaker", "kind", "role", "affiliation", "side", "gender")
    return quotes.assign(**{name: as_text(quotes[name]) for name in told if name in quotes})


def _may_merge(name: str, kind: str) -> bool:
    """Return whether a name is enough to tell a speaker across articles: a full name, a body; no description.

    "council" is whichever council an article is about.
    """
    return (kind == "organization" and name != name.lower()) or (kind == "person" and len(name.split()) > 1)


def voices(quotes: pd.DataFrame) -> pd.Series[str]:
    """Return a name for each quote's speaker that tells speakers apart across articles.

    Full names, with or without their middle initial and in capitals or not, and bodies are one voice, unless their
    gender or side contradict, or, of two articles, their kind or both role and affiliation. A surname alone is the
    person whom at least two articles quote by a full name with it, unless others share it. Any other surname, a
    description ("senior official") or a group is a voice of its own article, since nothing says that it is the same
    elsewhere. A speaker whom the user's list names (it has a side or a gender) is one voice throughout.

    Args:
        quotes: the table of quotes, after `apply_speakers` if there is a list. Of one without ``kind``, made by
            hand say, the speakers are taken by their names.

    Returns:
        The speaker's name; with the article's id in brackets where the same name is used by more than one
        voice; empty where the speaker is unknown.
    """
    if "kind" not in quotes:
        return as_text(quotes["speaker"])
    rows = _filled(quotes).reset_index(drop=True)
    listed = pd.Series(False, index=rows.index)
    for column in ("side", "gender"):
        if column in rows:
            listed |= rows[column].astype("str") != ""
    out = rows["speaker"].astype("str").copy()
    for name, group in _by_name(rows):
        out.loc[group.index] = name
        if group["article"].nunique() < 2 or listed[group.index].all():
            continue
        if not _may_merge(name, str(group["kind"].value_counts().idxmax())) or _contradiction(group):
            out.loc[group.index] = f"{name} (" + group["article"].astype("str") + ")"
    return out.set_axis(quotes.index)


def who_speaks(quotes: pd.DataFrame) -> pd.Series[str]:
    """Return by what quotes are counted as one speaker's: the column ``voice``, found out where it is missing."""
    return as_text(quotes["voice"]) if "voice" in quotes else voices(quotes)


def renew_voices(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose speakers have changed with its column ``voice`` found anew, if it has one."""
    return quotes.assign(voice=voices(quotes)) if "voice" in quotes else quotes


def merges(quotes: pd.DataFrame) -> pd.DataFrame:
    """List the speakers that more than one article quotes by one name, to be checked.

    Args:
        quotes: the table of quotes, after `apply_speakers` if there is a list.

    Returns:
        A frame with a row per name: ``speaker``, ``merged`` (whether its quotes count as one voice), ``why``
        not, ``kinds``, ``roles``, ``affiliations`` (lists of what the articles say), ``articles`` (a list) and
        ``quotes`` (how many), those not merged first, then by number of quotes.
    """
    quotes, voice = _filled(quotes), who_speaks(quotes)
    rows = []
    for name, group in _by_name(quotes):
        articles = list(dict.fromkeys(group["article"]))
        if len(articles) < 2:
            continue
        merged = voice[group.index].nunique() == 1
        why = ""
        if not merged:
            why = _contradiction(group) or "no full name"
        rows.append(
            {
                "speaker": name,
                "merged": merged,
                "why": why,
                **{
                    f"{column}s": [value for value in dict.fromkeys(group[column]) if value]
                    for column in ("kind", "role", "affiliation")
                },
                "articles": articles,
                "quotes": len(group),
            }
        )
    columns = ["speaker", "merged", "why", "kinds", "roles", "affiliations", "articles", "quotes"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["merged", "quotes", "speaker"], ascending=[True, False, True]).reset_index(drop=True)
