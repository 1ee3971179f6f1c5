"""Speech or thought: whether the cue says that words were uttered, or what somebody holds or feels.

"She said", "according to", "tweeted" tell of an utterance; "believes", "wants", "is worried" of an attitude that
the reporter infers. A journalist calls only the first a quote.
"""

from __future__ import annotations

import re

__all__ = ["act_of", "chosen_act"]

_SPEECH = re.compile(
    r"\b(?:said|says?|saying|told|tells?|telling|according|wrote|writ\w+|tweet\w*|ask\w*|add(?:s|ed|ing)?|claim\w*"
    r"|announc\w*|declar\w*|stat(?:e|es|ed|ing|ement\w*)|argu\w*|insist\w*|report\w*|call(?:s|ed|ing)?|warn\w*"
    r"|promis\w*|pledg\w*|vow\w*|repl\w*|respon\w*|explain\w*|testif\w*|den(?:y|ies|ied|ying)|accus\w*|urg\w*"
    r"|mention\w*|describ\w*|quot\w*|comment\w*|speech|interview|statement|press|joke\w*|repeat\w*)\b"
)
_THOUGHT = re.compile(
    r"\b(?:believ\w*|belief\w*|think\w*|thought\w*|want\w*|hop(?:e|es|ed|ing)|fear\w*|feel\w*|felt|know\w*|knew"
    r"|expect\w*|intend\w*|intent\w*|plan(?:s|ned|ning)?|wish\w*|desir\w*|worr\w*|concern\w*|afraid|doubt\w*"
    r"|prefer\w*|lik(?:e|es|ed)|lov(?:e|es|ed)|hat(?:e|es|ed)|consider\w*|assum\w*|suspect\w*|imagin\w*|dream\w*"
    r"|realiz\w*|realis\w*|understand\w*|understood|remember\w*|forg[eo]t\w*|recall\w*|view(?:s|ed|ing)?|see(?:s|n|ing)?"
    r"|saw|regard\w*|perceiv\w*|convinc\w*|confident|confidence|optimis\w*|pessimis\w*|eager\w*|willing\w*|reluctan\w*"
    r"|interest\w*|seek\w*|sought|aim(?:s|ed|ing)?|support(?:s|ed|ing)?|oppos(?:e|es|ed|ing)|favou?r\w*|trust\w*"
    r"|sure|certain|angry|upset|happy|pleased|glad|proud|excited|surprised|disappoint\w*|frustrat\w*|sceptic\w*"
    r"|skeptic\w*|decid\w*|decision|determin\w*|hesita\w*|seem\w*|appear\w*|tr(?:y|ies|ied|ying)|learn\w*|need\w*)\b"
)


def chosen_act(act: str) -> str:
    """Return which act is chosen: "speech", "thought", or "" for both, which may also be called "all".

    Raises:
        ValueError: if it is something else.
    """
    if act not in ("", "all", "speech", "thought"):
        raise ValueError(f"act is {act!r}; it takes 'speech', 'thought', or 'all' for both")
    return "" if act == "all" else act


def act_of(cue: str, quote_type: str) -> str:
    """Return "speech" or "thought" for an attribution.

    Args:
        cue: the words that introduce it; empty where there are none.
        quote_type: "direct", "mixed" or "indirect"; whole sentences in quotation marks were uttered.
    """
    if quote_type == "direct":
        return "speech"
    lowered = cue.lower()
    return "thought" if _THOUGHT.search(lowered) and not _SPEECH.search(lowered) else "speech"
