"""Who is speaking: each source of an article as a name, a kind, a role and an affiliation.

A source is read like a careful reader reads it: full names first, then surnames, acronyms and short forms that
stand for them, then pronouns and descriptions by what the article has said so far.

`resolve` goes through an article and hands each source to `pronouns` or to `phrases`, and these to
`descriptions`; `antecedents`, `by_description` and `bodies` tell who is meant, by what `article` holds and
`follow` has noted; `naming`, `affiliations` and `wording` make the words of the table.
"""

from analysis.quotes.speakers.article import Speaker
from analysis.quotes.speakers.resolve import resolve_speakers

__all__ = ["Speaker", "resolve_speakers"]
