"""Mentions: where the texts speak of a target."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TypeAlias

import pandas as pd

from analysis.frames import as_text, check_list, spans_of, text_by_article, texts_of
from analysis.quotes.names.spellings import same_spellings
from analysis.reading import Reading

__all__ = ["given_mentions", "named_mentions", "noun_mentions", "surname_mentions"]

Mention: TypeAlias = tuple[str, int, int, str]
"""Article, start, end, target."""
Targets: TypeAlias = Sequence[str] | Mapping[str, Sequence[str]]
"""Names or words, or names with their other names."""

_POSSESSIVE = re.compile(r"['’]s?$")
# Lemmas: nobody is for or against these, though all speak of them.
_NO_TARGETS = frozenset(
    "second minute hour day night morning afternoon evening week weekend month quarter year decade century moment time"
    " date today tomorrow yesterday past future beginning start end half third percent percentage number amount total"
    " figure dozen hundred thousand million billion lot bit part piece rest majority share kind sort type form example"
    " thing something anything nothing everything way case point fact matter reason question answer place side area"
    " people person man woman guy folk anyone anybody someone somebody everyone everybody none one other".split()
)


def given_mentions(articles: pd.DataFrame, targets: Targets) -> Iterator[Mention]:
    """Yield the places where given names or words stand in the texts: article, start, end, target.

    Args:
        articles: the articles frame.
        targets: names or words, or names with their other names (``{"United States": ["U.S.", "US"]}``). One with
            a capital letter is looked for as it is written, others in any case; always whole words.

    Raises:
        ValueError: where a target is empty, or one text stands where a list is asked for.
    """
    spellings = _spellings(targets)
    if not all(name for _, name in spellings):
        raise ValueError("a target is a name or a word; one of those given is empty")
    patterns = [
        (target, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE if name == name.lower() else 0))
        for target, name in spellings
    ]
    for article, text in zip(articles["article"], texts_of(articles), strict=True):
        for target, pattern in patterns:
            for match in pattern.finditer(text):
                yield article, *match.span(), target


def surname_mentions(
    articles: pd.DataFrame, targets: Targets, *, given: Iterable[Mention], named: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield where those whose full names are given are called otherwise: by the surname, by a title and the surname.

    Args:
        articles: the articles frame.
        targets: as in `given_mentions`.
        given: what that yields of them; none of these comes again.
        named: what `named_mentions` yields: only by this does a surname stand for anybody.
    """
    texts = text_by_article(articles)
    written = [_POSSESSIVE.sub("", texts[article][start:end]) for article, start, end, _ in named]
    names = {
        (article, start + len(text)): (start, name)
        for (article, start, _, name), text in zip(named, written, strict=True)
    }
    people: dict[tuple[str, str], set[str]] = {}
    found = set()
    for article, start, end, target in given:
        found.add((article, end, target))
        first, name = names.get((article, end), (end, ""))
        if first <= start and " " in (full := texts[article][start:end]):
            people.setdefault((name, _surname(full)), set()).add(target)
    full_names = [(target, name) for target, name in _spellings(targets) if " " in name]
    # Where the usual form has an initial that the one given has not, no article need write the one given.
    alike = same_spellings(
        pd.Series([*(name for *_, name in named), *(name for _, name in full_names)], dtype="object")
    )
    for name in {name for *_, name in named}:
        for target, full in full_names:
            if alike[name] == alike[full]:
                people.setdefault((name, _surname(full)), set()).add(target)
    for (article, start, _, name), text in zip(named, written, strict=True):
        for target in people.get((name, _surname(text)), ()) if text.strip() else ():
            if (article, start + len(text), target) not in found:
                yield article, start, start + len(text), target


def _spellings(targets: Targets) -> list[tuple[str, str]]:
    check_list(targets, "targets")
    names: Mapping[str, Sequence[str]] = targets if isinstance(targets, Mapping) else dict.fromkeys(targets, ())
    for target, others in names.items():
        check_list(others, f"the other names of {target!r}")
    return [(target, name.strip()) for target, others in names.items() for name in (target, *others)]


def named_mentions(reading: Reading, quotes: pd.DataFrame | None = None, *, across: bool = True) -> Iterator[Mention]:
    """Yield the names of a reading that somebody can speak about: article, start, end, target.

    These are persons, organizations, places and peoples. What only tells what kind a thing is ("the American people",
    "Republican nominee Ellen Marsh") is no target; "Americans" and "the Republicans" are.

    One is one target: a name with and without its middle initial, or in capitals, goes by the form that speakers are
    called by, or else by the usual one, and a surname stands for the one person whose full name is in the same article.
    In an article that has no full name for it, it stands for the one person of that surname whom the other articles
    name in full; where they name several, it stays a target of its own.

    Args:
        reading: a reading of the articles.
        quotes: the quotes frame; a name that is also the source of a quote goes by the speaker's name.
        across: whether one is one in all articles. Without it, a target is called as its article has it, whatever other
            articles there are.
    """
    names = reading.names[reading.names["label"].isin(("PERSON", "ORG", "GPE", "NORP"))]
    names = names[~_only_describe(names, reading.tokens)]
    shown = names["text"].str.strip().str.replace(r"^[Tt]he\s+|['’]s?$", "", regex=True).str.strip()
    names = names.assign(article=names["article"].astype("str"), shown=shown, target=shown)[shown != ""]
    called, speakers = _speakers(quotes)
    for article, found in names.groupby("article", sort=False):
        mine = called.get(str(article), {})
        known = speakers.get(str(article), set()) | set(mine)
        one = _one_name_each(found["shown"], _full_names(found), speakers=known)
        names.loc[found.index, "target"] = [mine.get(name, name) for name in one]
    if across:
        full = _full_names(names)
        # Any word has a capital where a sentence starts: "Embattled Marsh" is nobody else.
        starts = pd.MultiIndex.from_frame(reading.sentences[["article", "start"]].astype({"article": "str"}))
        first = pd.MultiIndex.from_frame(names[["article", "start"]]).isin(starts)
        once = first & ~names["shown"].duplicated(keep=False)
        # A surname that an article has of a place ("Washington"), or of several persons, is nobody of another article.
        person = (names["label"] == "PERSON").groupby([names["article"], names["target"]]).transform("mean") > 0.5
        bearers = names[full].assign(shown=names["shown"][full].map(_surname))[["article", "shown"]]
        bare = names[["article", "shown"]].assign(shown=names["shown"].str.casefold())
        alone = person & ~pd.MultiIndex.from_frame(bare).isin(pd.MultiIndex.from_frame(bearers))
        everybody = set().union(*speakers.values())
        names["target"] = _one_name_each(names["target"], full & ~once, speakers=everybody, surnames=alone)
    columns = (names["article"], names["start"].tolist(), names["end"].tolist(), names["target"])
    yield from zip(*columns, strict=True)


def _full_names(names: pd.DataFrame) -> pd.Series[bool]:
    return (names["label"] == "PERSON") & names["shown"].str.contains(" ", regex=False)


def _surname(name: str) -> str:
    return name.split()[-1].casefold()


def _one_name_each(
    names: pd.Series[str], full: pd.Series[bool], *, speakers: Set[str], surnames: pd.Series[bool] | None = None
) -> pd.Series[str]:
    """Return by what name each goes, where several are of one.

    Args:
        names: as they were found.
        full: which of them are full names of persons.
        speakers: names that go before others.
        surnames: which of them may be the surnames of these; all, if not given.
    """
    forms = names.value_counts()
    alike = same_spellings(names)
    same: dict[str, list[str]] = {}
    rank = {n: (n not in speakers, " " in n and n.isupper(), -forms[n], len(n), n.isupper(), n) for n in forms.index}
    for name in sorted(rank, key=rank.__getitem__):
        same.setdefault(alike[name], []).append(name)
    usual = names.map({name: same[key][0] for name, key in alike.items()})
    bearers = usual[full].groupby(usual[full].map(_surname)).unique()
    one = bearers[bearers.map(len) == 1].str[0]
    of_surname = names.str.casefold().map(one)
    return usual.mask(of_surname.notna() & (True if surnames is None else surnames), of_surname)


def _speakers(quotes: pd.DataFrame | None) -> tuple[dict[str, dict[str, str]], dict[str, set[str]]]:
    """Return for each article what its sources are called by, where that is one speaker's alone, and its speakers."""
    called: dict[str, dict[str, set[str]]] = {}
    speakers: dict[str, set[str]] = {}
    if quotes is not None:
        quotes = quotes[quotes["kind"].isin(("person", "organization"))]
        quotes = quotes[as_text(quotes["speaker"]) != ""]
        voices = quotes["voice" if "voice" in quotes else "speaker"]
        columns = (quotes["article"].astype("str"), as_text(quotes["source"]), quotes["speaker"], voices)
        for article, source, speaker, voice in zip(*columns, strict=True):
            short = source.removeprefix("The ").removeprefix("the ")
            if short[:1].isupper():
                called.setdefault(article, {}).setdefault(short, set()).add(speaker)
            speakers.setdefault(article, set()).add(voice)
    alone = {
        article: {source: next(iter(names)) for source, names in sources.items() if len(names) == 1}
        for article, sources in called.items()
    }
    return alone, speakers


def _only_describe(names: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series[bool]:
    """Tell which names of peoples, parties and faiths are adjectives, or stand before a noun as one would."""
    after = tokens[["article", "start", "pos"]].shift(-1)
    follows = after["pos"].where((after["article"] == tokens["article"]) & (after["start"] == tokens["end"] + 1), "")
    last = tokens.assign(follows=follows)[["article", "end", "pos", "follows"]]
    last = names[["article", "end", "text", "label"]].merge(last, on=["article", "end"], how="left")
    before_noun = last["follows"].isin(("NOUN", "PROPN")) & ~last["text"].str.endswith("s")  # "Democrats Tuesday"
    describes = (last["label"] == "NORP") & ((last["pos"] == "ADJ") | before_noun)
    return describes.set_axis(names.index)


def noun_mentions(reading: Reading, quotes: pd.DataFrame, *, top: int) -> Iterator[Mention]:
    """Yield the common nouns that the quotes speak of most: article, start, end, target.

    Args:
        reading: a reading of the articles.
        quotes: the quotes frame.
        top: so many nouns, by the number of quotes that hold them; two quotes at least. A noun goes by its most
            frequent form ("talks"). Nouns of time and number and those that stand for any other ("years", "people",
            "way") are left out.
    """
    tokens = reading.tokens[(reading.tokens["pos"] == "NOUN") & (reading.tokens["text"].str.len() > 2)]
    tokens = tokens[~tokens["boilerplate"].astype(bool) & ~tokens["lemma"].isin(_NO_TARGETS)]
    by_article = {
        str(article): (rows["start"].tolist(), rows["end"].tolist(), rows["lemma"].tolist())
        for article, rows in tokens.sort_values("start", kind="stable").groupby("article", sort=False)
    }
    held: dict[str, set[str]] = {}
    for article, quote, spans in zip(quotes["article"], quotes["quote"], spans_of(quotes), strict=True):
        starts, ends, lemmas = by_article.get(str(article), ([], [], []))
        for start, end in spans:
            for lemma in lemmas[bisect_left(starts, start) : bisect_right(ends, end)]:
                held.setdefault(lemma, set()).add(f"{article} {quote}")
    most = sorted((lemma for lemma in held if len(held[lemma]) > 1), key=lambda lemma: (-len(held[lemma]), lemma))
    chosen = tokens[tokens["lemma"].isin(most[:top])]
    forms = chosen.groupby("lemma")["norm"].agg(lambda norms: norms.value_counts().index[0]).to_dict()
    columns = (chosen["article"], chosen["start"].tolist(), chosen["end"].tolist(), chosen["lemma"])
    for article, start, end, lemma in zip(*columns, strict=True):
        yield str(article), start, end, str(forms[lemma])
