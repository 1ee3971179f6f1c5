"""Mentions: where the texts speak of a target."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from analysis.frames import spans_of, texts_of
from analysis.reading import Reading

__all__ = ["given_mentions", "named_mentions", "noun_mentions"]

# Lemmas: nobody is for or against these, though all speak of them.
_NO_TARGETS = frozenset(
    "second minute hour day night morning afternoon evening week weekend month quarter year decade century moment time"
    " date today tomorrow yesterday past future beginning start end half third percent percentage number amount total"
    " figure dozen hundred thousand million billion lot bit part piece rest majority share kind sort type form example"
    " thing something anything nothing everything way case point fact matter reason question answer place side area"
    " people person man woman guy folk anyone anybody someone somebody everyone everybody none one other".split()
)


def given_mentions(
    articles: pd.DataFrame, targets: Sequence[str] | Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, int, int, str]]:
    """Yield the places where given names or words stand in the texts: article, start, end, target.

    Args:
        articles: the articles frame.
        targets: names or words, or names with their other names (``{"United States": ["U.S.", "US"]}``). One with
            a capital letter is looked for as it is written, others in any case; always whole words.

    Raises:
        ValueError: where a target is empty.
    """
    names: Mapping[str, Sequence[str]] = targets if isinstance(targets, Mapping) else dict.fromkeys(targets, ())
    spellings = [(target, name.strip()) for target, others in names.items() for name in (target, *others)]
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


def named_mentions(reading: Reading) -> Iterator[tuple[str, int, int, str]]:
    """Yield the names of a reading that somebody can speak about: article, start, end, target.

    These are persons, organizations, places and peoples; a surname stands for the person whose full name is in the
    same article. What only tells what kind a thing is ("the American people", "Republican nominee Ellen Marsh") is no
    target; "Americans" and "the Republicans" are.
    """
    names = reading.names[reading.names["label"].isin(("PERSON", "ORG", "GPE", "NORP"))]
    names = names[~_only_describe(names, reading.tokens)]
    for article, found in names.groupby("article", sort=False):
        shown = [re.sub(r"^[Tt]he\s+|['’]s?$", "", text.strip()).strip() for text in found["text"]]
        persons = {n for n, label in zip(shown, found["label"], strict=True) if label == "PERSON" and " " in n}
        by_surname: dict[str, set[str]] = {}
        for person in persons:
            by_surname.setdefault(person.split()[-1], set()).add(person)
        for start, end, name in zip(found["start"].tolist(), found["end"].tolist(), shown, strict=True):
            full = by_surname.get(name, set())
            target = next(iter(full)) if len(full) == 1 else name
            if target:
                yield str(article), start, end, target


def _only_describe(names: pd.DataFrame, tokens: pd.DataFrame) -> pd.Series[bool]:
    """Tell which names of peoples, parties and faiths are adjectives, or stand before a noun as one would."""
    follows = (
        tokens["pos"]
        .shift(-1, fill_value="")
        .where(
            (tokens["article"].shift(-1) == tokens["article"]) & (tokens["start"].shift(-1) == tokens["end"] + 1), ""
        )
    )
    last = tokens.assign(follows=follows)[["article", "end", "pos", "follows"]]
    last = names[["article", "end", "text", "label"]].merge(last, on=["article", "end"], how="left")
    before_noun = last["follows"].isin(("NOUN", "PROPN")) & ~last["text"].str.endswith("s")  # "Democrats Tuesday"
    describes = (last["label"] == "NORP") & ((last["pos"] == "ADJ") | before_noun)
    return describes.set_axis(names.index)


def noun_mentions(reading: Reading, quotes: pd.DataFrame, *, top: int) -> Iterator[tuple[str, int, int, str]]:
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
