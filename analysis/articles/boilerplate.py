"""Boilerplate: the lines around a news text that are not the news.

Credits, contact lines, comment policies, newsletter and subscription calls, copyright lines, links to other
stories, bylines. The rules are few and literal: a line counts only if every sentence of it is one of these,
and, but for a handful of unmistakable lines, only at the end of the text (read upward, until the first line
that is news) or among its first lines. Where a wording may be the story's own, as in a call that somebody is
said to have made, the line counts as news: rather some boilerplate stays than that a sentence of the story is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["find_boilerplate"]

MAX_LENGTH = 800
"""No paragraph longer than this, in code points, is taken for boilerplate."""

HEAD_LINES = 6
"""Bylines and time stamps are looked for in so many first lines that are not blank."""

_BLOCK = re.compile(r"[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*(?:\r?\n[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*)*")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BULLET = re.compile(r"^[\s•⦁▪■●◦·*>–—-]+(?=\S)")
_BREAK = re.compile(r"(?<=[.!?…])\s+(?=[A-Z@(\[])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|St|Jr|Sr|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Ala|Ariz|Calif|Conn|Fla|Ind|Mass|Mich|Minn|Miss|Mo|Okla|Ore"
    r"|Pa|Tenn|Tex|Va|Wash|Wis)\.$"
)
_BRACKETS = re.compile(r"[(\[_](.+)[)\]_]\W*")
_DOUBLE_QUOTES = re.compile(r"[\"“”„«»]|''|``")

_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
# Neither a date nor a range of numbers.
_PHONE = r"(?:\+\d[\d\s().-]{5,}\d|\(\d{3,5}\)\s?[\d.-][\d\s.-]{3,}\d|\b\d{3}[-.]\d{3}[-.]\d{4})\b"
_CONTACT = rf"(?:{_MAIL}|@\w+|https?://\S+|www\.\S+|{_PHONE})"
_NETWORK = r"(?:Twitter|Facebook|Instagram|Threads|Bluesky|Mastodon|LinkedIn|YouTube|TikTok|Telegram|WhatsApp|X)\b"
_WORK = r"(?:story|article|post|piece|column|essay|op-ed|report)"


# Whom a call names: pronouns, names, and the words between them.
_WHOM = (
    r"(?-i:(?:us|me|him|her|them|you|the|our|this|and|or|at|of|for|on|via|by|e-?mail|phone|team|page|staff|newsroom"
    r"|reporters?|writers?|editors?|columnists?|correspondents?|authors?|founder|director|political|senior"
    r"|investigative|[A-Z@#&][\w.'’&/@#-]*)[,:]? ){0,16}?"
)
# How a call may go on after the place to which it calls.
_AFTER = rf"(?:[\s,:;(|/–—-]+(?:and|or|at|for|to|with|by|here|where|if|formerly|{_NETWORK}|{_CONTACT}).{{0,120}})?\W*"
# A call that somebody is said to have made is the story's.
_CALL = (
    r"(?!.*\b(?:said|says|told|tells|wrote|writes|added|adds|asked|asks|urged|urges|warned|warns|quipped|joked|shouted"
    r"|insisted|tweeted|posted|promised|argued|explained|announced|declared|replied|noted|called|suggested|advised"
    r"|demanded|ordered)\b)(?:please )?"
)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# A sentence that is boilerplate by itself (matched in full).
_SENTENCE = _any_of(
    [
        rf".{{0,300}}\bcontributed (?:reporting|to this {_WORK})(?: (?:from|in|to|for) [^,;]{{1,80}})?\W*",
        r".{0,60}\b(?:writer|reporter|correspondent)s? (?-i:[A-Z]).{0,200}\bcontributed(?: (?:from|in) .{1,80})?\W*",
        rf"{_CALL}.{{0,200}}\b(?:can|may) be (?:reached|contacted|followed|e-?mailed)\b.{{0,99}}{_CONTACT}.{{0,60}}",
        rf"{_CALL}.{{0,200}}\b(?:can|may) be (?:reached|contacted) (?:at|on) \d{{3}}-\d{{4}}\W*",
        rf"{_CALL}(?:you can )?(?:reach|contact|e-?mail|write to|send|tweet|follow)"
        rf"(?! (?:from|to|with|between|by|about|of|in|sent)\b)[ :].{{0,160}}{_MAIL}.{{0,120}}",
        rf"{_CALL}(?:you can )?(?:reach|contact|e-?mail|write to|send|tweet|follow):? {_WHOM}{_CONTACT}{_AFTER}",
        rf"{_CALL}(?:follow|like|find|join) {_WHOM}on {_NETWORK}{_AFTER}",
        rf"{_CALL}on {_NETWORK},? follow .{{0,200}}",
        rf"(?:{_NETWORK}|e-?mail)\s*:\s*\S{{1,80}}",
        _MAIL + r"\W*",
        r"(?:he|she|they|\w+) tweets (?:at )?@\w+\W*",
        r"(?:please )?(?:read|see|review|check) our comment(?:s|ing)? polic(?:y|ies)\b.{0,80}",
        r"comments (?:are|have been) (?:now )?(?:closed|moderated|disabled)\b.{0,80}",
        rf"{_CALL}(?:leave|post) a (?:comment|reply)\b.{{0,60}}",
        rf"{_CALL}join the (?:conversation|discussion)\b.{{0,80}}",
        r"want .{1,80}\?",  # only ever the opening of a call to sign up, which has to follow it
        rf"{_CALL}(?:sign up|subscribe)\b(?! (?:is|are|was|were|opens?|closes?|began|begins)\b).{{0,200}}",
        rf"{_CALL}get .{{0,120}}\b(?:in|to) your inbox\b.{{0,60}}",
        rf"{_CALL}enter your e-?mail\b.{{0,60}}",
        # "This report" may be one that the story is about.
        rf"(?!this report.* (?:and|but|which|who) )this {_WORK}\b.{{0,60}}"
        r"\b(?:originally|first|previously) (?:published|appeared|ran)\b.{0,200}",
        rf"this {_WORK} (?:has been|was|is) (?:updated|corrected|republished|syndicated)\b.{{0,250}}",
        rf"(?:a|an) (?:earlier|previous) version of this {_WORK}\b.{{0,300}}",
        r"originally published (?:on|at|in|by)\b(?:[^,]|, \d){0,120}",
        r"(?:copyright\s*(?:©|\(c\)|\d{4}|by (?-i:[A-Z]))|©|\(c\)\s*\d{4}).{0,200}",
        r".{0,120}\ball rights reserved\b.{0,120}",
        r"this material may not be (?:published|broadcast|reproduced)\b.{0,120}",
        rf"{_CALL}click (?:here|below|on the link|through)\b.{{0,160}}",
        rf"{_CALL}read more(?: (?:here|at|about|on|from|of|stories|news|coverage)\b[^,]{{0,60}})?\W*",
        rf"{_CALL}read on(?: (?:here|below|at|for more)\b[^,]{{0,60}})?\W*",
        rf"{_CALL}read the (?:rest|full|original|entire|whole)\b.{{0,80}}\bhere\b.{{0,60}}",
        rf"{_CALL}for more (?:information|stories|news|coverage|details|on)\b"
        r"(?:(?:[^,]{0,100},)? (?:please )?(?:visit|click|go to)\b|.{0,120}(?:https?:|www\.)).{0,120}",
        r"(?:advertisement|sponsored(?: content)?|share this(?: \w+){0,3}|print this(?: \w+){0,3})\W*",
        r"(?:story|article) continues (?:below|after)\b.{0,60}",
    ]
)

# A sentence that is boilerplate only in the company of one that is.
_COMPANION = re.compile(
    r"(?:[A-Z][\w.'’-]+,? ){1,5}(?:and (?:[A-Z][\w.'’-]+ ){1,4})?"
    r"(?:is|are|was|edits|writes|covers|hosts|works|reported from)\b.{0,300}"
)
_RULE = re.compile(r"[\s*#_=~–—-]{2,}|[\s–—-]*30[\s–—-]*|\W{0,3}ENDS?\W{0,3}")

# A paragraph that is boilerplate to its end if it opens so.
_OPENING = _any_of(
    [
        r"(?:editor|publisher)s?['’]?s?['’]? notes?\b\W{0,2}[:—–-]",
        r"(?:corrections?|clarification|disclaimer|disclosure)(?: \([^)]{1,40}\))?\s*[:—–]",
    ]
)
# The same, for a single line: links to other stories.
_LINK = _any_of(
    [
        r"(?:read|see|watch) (?:more|also|next)\b(?: (?:from|on|about) [^:]{1,60})?\s*[:|»→—–]",
        r"also (?:read|see|on [\w ]{1,20})\s*[:|—–]",
        r"(?:related(?: (?:stories|articles|coverage|news|links))?|more (?:from|on) [^:]{1,40})\s*[:|»]",
        r"related (?:stories|articles|coverage|links)\W*$",
    ]
)
# Lines that are boilerplate wherever they stand.
_ANYWHERE = _any_of(
    [
        r"(?:advertisement|sponsored content)\W*",
        r"(?:story|article) continues (?:below|after)\b.{0,60}",
        r"(?:sign up|subscribe) (?:here |now |today )?(?:for|to) (?:our|the|this|your|.{1,40}['’]s)\b"
        r".{0,60}\b(?:newsletters?|e-?mails?|inbox|podcast|channel)\b.{0,60}",
        r"click here (?:to|for)\b.{0,100}",
        r"(?:read more|also read|related)\s*:.{0,160}",
        r"(?:please )?read our comment(?:s|ing)? policy\b.{0,60}",
        r"full text\W*",  # what databases write between a summary and the story
    ]
)
# Markup that a converter left behind; its attributes are no words of the story.
_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s+[\w-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>")

_CREDIT = re.compile(
    r"[\s(\[–—-]*(?:additional |with )?(?:(?:report|writ|edit|compil)(?:ing|ed|ten) by|contribut(?:ing|ors)\s*:)"
    r" (.{3,400})",
    re.IGNORECASE | re.DOTALL,
)
_BYLINE = re.compile(rf"(?i:by)\s+(.{{3,120}}?)(?:[\s,|/(–—-]+{_MAIL}\W*)?|([^@]{{3,80}}?)[\s,|/(–—-]+{_MAIL}\W*")
# What follows "By" where the story begins: a day, a place.
_NO_NAME = re.compile(
    r"(?:the\s+(?!associated|editor|staff)|(?:last|next|late|early|mid)\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:New Year|Christmas|Easter|Thanksgiving|Ramadan|Halloween)\b"
    r"|(?:Hanukkah|Passover|Eid|Diwali|Midsummer|Spring|Summer|Autumn|Winter)(?:\s+\d|\W*$)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d|\W*$))",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    {
        *("and", "in", "by", "from", "at", "of", "for", "the", "with"),
        *("de", "da", "del", "der", "di", "du", "la", "le", "el", "van", "von", "bin", "al"),
        *("additional", "reporting", "writing", "editing", "edited", "compiled"),
        *("staff", "writer", "writers", "reporter", "correspondent"),
    }
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
_MONTH = r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b\.?)"
_STAMP = re.compile(
    r"(?:(?:first |last |originally )?(?:published|updated|posted|modified)\b\s*:?"
    rf"(?:[\s,|·–—-]*(?:on|at|{_DAY}|{_MONTH}|\d[\d:./]*(?:st|nd|rd|th)?|[ap]\.?m\b\.?|[A-Z]{{2,4}}\b"
    r"|(?:minute|hour|day)s? ago)){1,12}|\d{1,2} ?-?min(?:ute)?s? read)\W*",
    re.IGNORECASE,
)


def find_boilerplate(text: str) -> list[list[int]]:
    """Mark the lines of a news text that are not the news.

    Args:
        text: an article's text, as read.

    Returns:
        Spans ``[start, end)`` in code points, in order and disjoint, each over whole lines without the white
        space around them, or over a tag of markup. Empty where there are none.
    """
    spans = {
        (start, end)
        for start, end in _lines(text, 0, len(text))
        if end - start <= MAX_LENGTH and _ANYWHERE.fullmatch(_bare(text[start:end]))
    }
    spans.update(match.span() for match in _TAG.finditer(text))
    spans.update(_head(text))
    spans.update(_tail(text))
    merged: list[list[int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not merged or start >= merged[-1][1]:
            merged.append([start, end])
    return merged


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the lines that are not blank, without the white space around them."""
    found: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, start, end):
        line = match.group()
        if bare := line.strip():
            first = match.start() + line.index(bare)
            found.append((first, first + len(bare)))
    return found


def _head(text: str) -> list[tuple[int, int]]:
    """Return the bylines and time stamps among the first lines."""
    found: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        if len(found) == HEAD_LINES:
            break
        found += _lines(text, *match.span())
    if len(found) < 2:
        return []  # a text of one line is the news, whatever it looks like
    return [(start, end) for start, end in found if end - start <= 160 and _is_byline(text[start:end])]


def _is_byline(line: str) -> bool:
    bare = _bare(line)
    if _STAMP.fullmatch(bare):
        return True
    match = _BYLINE.fullmatch(bare)
    if match is None or bare.endswith(("!", "?", ":")) or (match[1] and _NO_NAME.match(match[1])):
        return False
    return _is_names(match[1] or match[2])


def _is_names(text: str) -> bool:
    """Whether a text holds names and the small words between them, and nothing else."""
    words = re.findall(r"[^\s,;:()\[\]|/–—]+", text)
    names = [word for word in words if word[:1].isupper()]
    return bool(names) and all(word in names or word.strip(".").lower() in _SMALL_WORDS for word in words)


def _tail(text: str) -> list[tuple[int, int]]:
    """Walk upward from the end and return the lines before which the news ended."""
    found: list[tuple[int, int]] = []
    pending: list[tuple[int, int]] = []  # rules and end marks: boilerplate if something above or below them is
    for start, end, joined in _units_upward(text):
        unit = text[start:end]
        if _RULE.fullmatch(unit):
            pending.append((start, end))
        elif _is_boilerplate(unit, joined=joined):
            found += [*pending, (start, end)]
            pending = []
        else:
            break
    return found + pending if found else []


def _units_upward(text: str) -> Iterable[tuple[int, int, bool]]:
    """Yield, from the end, each block of lines that is one boilerplate paragraph, and else its single lines.

    Old wire copy breaks a paragraph into lines of 60 to 80 characters: a credit may fill two of them.
    """
    for block in reversed([match.span() for match in _BLOCK.finditer(text)]):
        lines = _lines(text, *block)
        start, end = lines[0][0], lines[-1][1]
        wrapped = len(lines) > 1 and not any(text[stop - 1] in '.!?:…”"' for _, stop in lines[:-1])
        if wrapped and end - start <= MAX_LENGTH and _is_boilerplate(text[start:end], joined=True):
            yield start, end, True
        else:
            for first, last in reversed(lines):
                yield first, last, False


def _bare(line: str) -> str:
    return _BULLET.sub("", line).strip()


def _is_boilerplate(paragraph: str, *, joined: bool) -> bool:
    """Whether every sentence of a paragraph is boilerplate, or its opening says that all of it is."""
    if len(paragraph) > MAX_LENGTH:
        return False
    bare = " ".join(_bare(paragraph).split())
    if _OPENING.match(bare) or (not joined and _LINK.match(bare)):
        return True
    credit = _CREDIT.fullmatch(bare)
    if credit and _is_names(credit[1].rstrip(").] ")):
        return True
    if _DOUBLE_QUOTES.search(bare):
        return False
    in_brackets = _BRACKETS.fullmatch(bare)
    sentences = _sentences(in_brackets[1] if in_brackets else bare)
    strong = [bool(_SENTENCE.fullmatch(sentence)) for sentence in sentences]
    if strong == [True] and sentences[0].lower().startswith("want "):
        return False
    return any(strong) and all(
        known or _COMPANION.fullmatch(sentence) for known, sentence in zip(strong, sentences, strict=True)
    )


def _sentences(paragraph: str) -> list[str]:
    """Split a paragraph into sentences, initials and the commonest abbreviations kept whole."""
    sentences: list[str] = []
    for piece in _BREAK.split(paragraph):
        if sentences and _ABBREVIATED.search(sentences[-1]):
            sentences[-1] += " " + piece
        else:
            sentences.append(piece)
    return sentences
