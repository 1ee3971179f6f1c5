"""Who is speaking, attribution after attribution in the order of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.quotes.attribution import Attribution
from analysis.quotes.lists.grammar import RELATIVES
from analysis.quotes.lists.sets import word_set
from analysis.quotes.speakers.article import NOBODY, Article, Event, Said, Speaker, read_article
from analysis.quotes.speakers.follow import read_on
from analysis.quotes.speakers.interview import interview_source
from analysis.quotes.speakers.naming import unknown
from analysis.quotes.speakers.phrases import phrase
from analysis.quotes.speakers.pronouns import pronoun_source

if TYPE_CHECKING:
    from analysis.quotes.model import Name

__all__ = ["resolve_speakers"]

_REFLEXIVES = word_set("himself herself itself themselves myself yourself ourselves")
"""Words that only stress whom they follow: "Marsh herself"."""


def resolve_speakers(text: str, attributions: Sequence[Attribution], names: Sequence[Name]) -> list[Speaker]:
    """Name the speaker of each attribution of an article.

    Args:
        text: the article.
        attributions: its attributions, in the order of the text.
        names: the names that the quote model found; the more it finds the better, but none are needed.

    Returns:
        One speaker for each attribution, in the same order.
    """
    if not attributions:
        return []
    article = read_article(text, names)
    order = sorted(range(len(attributions)), key=lambda k: _place(attributions[k]))
    found: list[Speaker] = [NOBODY] * len(attributions)
    for k in order:
        found[k] = _speaker_of(article, attributions[k])
    return found


def _place(a: Attribution) -> int:
    spans = a.source or a.cue or a.content
    return spans[0][0] if spans else 0


def _speaker_of(article: Article, a: Attribution) -> Speaker:
    """Resolve one attribution; those before it in the text have been."""
    w = article.words
    if not a.source:
        anchor = (a.cue or a.content)[0][0] if a.cue or a.content else 0
        at = w.span(anchor, anchor + 1)[0]
        read_on(article, at)
        said = _implicit(article, a, at)
    else:
        at = w.span(*a.source[0])[0]
        read_on(article, at)
        said = _source(article, a, [w.span(s, e) for s, e in a.source])
    end = max((e for s in (a.content, a.source, a.cue) for _, e in s), default=0)
    said = said._replace(end=w.span(end - 1, end)[1] if end else at)
    article.said.append(said)
    if said.entity is not None:
        relative = bool(a.source) and w.lower[at] in RELATIVES
        article.events.append(Event(at, said.entity, True, False, False, not relative))
    return said.speaker


def _implicit(article: Article, a: Attribution, at: int) -> Said:
    w = article.words
    i, j = w.span(a.content[0][0], a.content[-1][1]) if a.content else (at, at)
    quoted = sum(w.quoted[i:j]) >= 0.6 * max(j - i, 1)
    if quoted and article.said and not a.cue:
        last = article.said[-1]
        if w.paragraph[min(i, len(w) - 1)] - w.paragraph[min(last.end, len(w)) - 1] <= 1:
            return last._replace(at=at)
    return unknown(at)


def _source(article: Article, a: Attribution, ranges: list[tuple[int, int]]) -> Said:
    w = article.words
    ranges = [_trim(article, i, j) for i, j in ranges]
    ranges = [(i, j) for i, j in ranges if j > i]
    if not ranges:
        return _implicit(article, a, w.span(a.source[0][0], a.source[0][1])[0])
    i, j = ranges[0][0], ranges[0][1]
    if len(ranges) > 1 and w.sentence[ranges[-1][0]] == w.sentence[i] and ranges[-1][0] - j <= 2:
        j = ranges[-1][1]
    turn = interview_source(article, i, a)
    if turn is not None:
        return turn
    i = _whole_name(article, i)
    if j - i > 1 and w.lower[j - 1] in RELATIVES and w.lower[j - 2] != "of":
        i, j = _trim(article, i, j - 1)
    if j - i == 1 or w.lower[j - 1] in RELATIVES:
        pronoun = pronoun_source(article, i, j, a)
        if pronoun is not None:
            return pronoun
    return phrase(article, i, j, a)


def _whole_name(article: Article, i: int) -> int:
    """Return where the name begins that a word stands in the midst of, else the word itself."""
    before = bisect_left(article.starts, i) - 1
    if before >= 0 and article.mentions[before].end > i:
        return article.starts[before]
    return i


def _trim(article: Article, i: int, j: int) -> tuple[int, int]:
    w = article.words
    while i < j and not w.word[i][0].isalnum():
        i += 1
    while j > i and (not w.word[j - 1][0].isalnum() or (j - i > 1 and w.lower[j - 1] in _REFLEXIVES)):
        j -= 1
    return i, j
