"""Who is one and the same speaker across articles."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.frames import as_text
from analysis.quotes.names.spellings import comparable, outweighing, same_spellings

__all__ = ["merges", "renew_voices", "voices", "who_speaks"]

MANY = 3
"""Articles from which on one name is one speaker, whatever they call it."""
FEWEST = 2
"""Articles that must quote somebody by his or her full name for others to mean the same by the surname alone."""


def _agrees(a: str, b: str) -> bool:
    """Return whether two descriptions may be of one: either is empty, or they share a word."""
    one, two = set(comparable(a).split()), set(comparable(b).split())
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
        first = outweighing({str(name): int(n) for name, n in counts.items()})
        if first and counts[first] >= FEWEST:
            known[str(surname)] = first
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
