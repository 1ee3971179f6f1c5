"""Speech or thought: whether the cue says that words were uttered, or what somebody holds, feels or does.

"She said", "according to", "tweeted" tell of an utterance; "believes", "wants", "is worried", "voted for" of an
attitude that the reporter infers; "declined to comment", "asked not to be named", "nobody said" of silence. A
journalist calls only the first a quote.
"""

from __future__ import annotations

import re

__all__ = ["act_of", "chosen_act"]


def _cues(words: str) -> re.Pattern[str]:
    """Compile a list of words; a dash at a word's end stands for any ending but that of an adverb."""
    choices = "|".join(words.replace("-", r"\w*(?<!ly)").split())
    return re.compile(rf"\b(?:{choices})\b")


# Where a cue has a word of each, it was uttered: "said she hoped", "expressed concern".
_SPEECH = _cues("""
    said say says saying told tell tells telling according wrote writ- tweet- ask- add adds added adding claim-
    announc- declar- state states stated stating statement- argu- insist- report- call calls called calling warn-
    promis- pledg- vow- reply replies replied replying respon- explain- testif- deny denies denied denying accus-
    urg- mention- describ- quot- comment- speech interview statement press joke- repeat- express- spoke- speak-
    talk- complain- recall- blam- voic- aloud endors- criticis- criticiz- prais- portray-
""")
_THOUGHT = _cues("""
    believ- belief- think- thought- know- knew learn- realiz- realis- understand- understood remember- forget-
    forgot- consider considers considered considering contemplat- mull- ponder- assum- suspect- imagin-
    envision- dream- wonder- guess- doubt- deem- judge judges judged judging see sees seen seeing saw notice notices
    noticed noticing watch watches watched watching heard discover- perceiv- perception- view views viewed viewing
    regard- foresee- foresaw anticipat- expect- aware conscious convinc- sure certain confident confidence seem-
    appear-

    want- hope hopes hoped hoping wish- desir- prefer- intend- intent- plan plans planned planning aim aims aimed
    aiming goal goals seek- sought try tries tried trying attempt- striv- struggl- need needs needed look looks
    looking looked focus- decid- decision determin- choose chooses choosing chose chosen pick picks picked picking
    opt opts opted hesita- willing- reluctan- inclin- lean leans leaned leaning eager- interest-

    support- supporter- oppos- opponent- back backs backed backing vote votes voted voting favor- favour- embrac-
    accept- trust- resist- ignor- hostil- loyal- admir- respect- revere revered reveres attitude- sympath-

    fear- feel- felt worr- concern- afraid nervous- anxi- wary leery scare- alarmed alarming angry anger- upset-
    outrag- infuriat- furious offend- resent- frustrat- disappoint- startl- shock- surpris- happy unhappy pleased
    glad proud excited thrill- impress- satisf- enthusias- optimis- pessimis- sceptic- skeptic- like likes liked
    dislik- love loves loved hate hates hated enjoy- relish- care cares cared
""")
# "Fired back", "backed away from his words": of these verbs something else is meant.
_OTHERWISE = re.compile(
    r"\b(?:\w+ back|backed away|gave notice|weigh\w* in|rattl\w* off|look\w* (?:at|into|back)|pick\w* up"
    r"|appear\w* (?:on|in|at|before))\b"
)
# "Would not say", "declined to comment": nothing was told.
_UNSAID = re.compile(
    r"\b(?:declin|refus)\w*|\bnever\b(?! (?:miss|fail|tire|seem|stop|ceas))"
    r"|\b(?:did|do|does|has|have|had|would|will|could) not\b|\w+n['’]t\b"
)
# "Nobody | said", "none of the ministers | said": what was not said.
_NOBODY = re.compile(r"(?:(?i:nobody|no[ -]one|none|neither)|no \w+|No (?!\d|Labels\b)\w+)\b")  # No 10 is somebody
# "Requested | anonymity", "asked | not to be named": how the source spoke, in the words of the reporter.
_ANONYMOUS = re.compile(
    r"\b(?:ask|request|demand|insist|sp[oe]ak|spoke)\w* (?:(?:for|on|the|condition|of|to|that \w+) )*"
    r"(?:anonymity|not (?:to )?be (?:named|identified|quoted))\b"
)
# "The court | heard", "accepted | that he had": somebody told it to the court, somebody admitted it.
_TOLD = re.compile(
    r"\b(?:court|jury|jurors|inquest|inquiry|tribunal|hearing|meeting|committee|panel)\W* \| .*\bheard\b"
    r"|\baccept\w* \| that "
)
# "The company | expects": what a body expects, nobody knows unless it says so.
_OUTLOOK = re.compile(r"\b(?:anticipat|estimat|expect|forecast|foresee|project)\w*(?<!ly)\b")


def chosen_act(act: str) -> str:
    """Return which act is chosen: "speech", "thought", or "" for both, which may also be called "all".

    Raises:
        ValueError: if it is something else.
    """
    if act not in ("", "all", "speech", "thought"):
        raise ValueError(f"act is {act!r}; it takes 'speech', 'thought', or 'all' for both")
    return "" if act == "all" else act


def act_of(cue: str, quote_type: str, *, content: str = "", source: str = "", kind: str = "") -> str:
    """Return "speech" or "thought" for an attribution.

    Args:
        cue: the words that introduce it; empty where there are none.
        quote_type: "direct", "mixed" or "indirect"; whole sentences in quotation marks were uttered.
        content: what is told.
        source: who tells it.
        kind: what the speaker is: person, organization and so on.
    """
    if quote_type == "direct":
        return "speech"
    lowered = _OTHERWISE.sub(" ", cue.lower())
    spoken, unsaid = _SPEECH.search(lowered), _UNSAID.search(lowered)
    if _NOBODY.match(source):
        return "thought"
    if unsaid and (not spoken or unsaid.start() < spoken.start()):
        return "thought"
    if quote_type == "indirect" and _ANONYMOUS.search(f"{lowered} {content[:60].lower()}"):
        return "thought"
    if kind == "organization" and _OUTLOOK.search(lowered):
        return "speech"
    if not spoken and _TOLD.search(f"{source.lower()} | {lowered} | {content[:60].lower()}"):
        return "speech"
    return "thought" if _THOUGHT.search(lowered) and not spoken else "speech"
