"""Markdown -> the text that a reader of it reads: paragraphs apart by a blank line, without the marks.

Not every ``.md`` file is meant as Markdown, and not every mark in it as one. So no word is dropped that a reader
would miss: a line that is indented is a paragraph, an item keeps its number, and what only looks like an address, a
tag or emphasis (``[she](Marsh)``, ``<unknown>``, ``f**k``) stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from lxml.html import defs
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.token import Token

__all__ = ["read_prose"]

MAX_WRAP = 120
"""A line of more characters was not wrapped by hand: where it ends with a sentence, a paragraph ends."""

MAX_TITLE = 300
"""A longer heading is no title."""


def read_prose(markdown: str) -> tuple[str, str]:
    """Take the text out of Markdown (CommonMark, with the tables, footnotes and struck text of its dialects).

    Headings, paragraphs, items and quoted blocks are paragraphs, the cells of a table a line each. Lines that were
    wrapped are joined, unless the next begins with a speaker and a colon, as in a transcript. Of links the text
    stays, of pictures nothing. What is nested deeper than anybody writes is returned as it was typed.

    Args:
        markdown: the text of a file, without front matter.

    Returns:
        The text, and its first heading of the first rank, or an empty string where there is none.
    """
    parser = _parser()
    title, paragraphs, number = "", [], ""
    opened = ""  # the tag of the block that the text stands in
    tokens = parser.parse(_without_notes(_without_unread(re.sub(r"\r\n?", "\n", markdown))))
    if any(token.type in _NESTING and token.level >= parser.options.maxNesting - 1 for token in tokens):
        return markdown, ""  # the parser drops what is in there
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            paragraphs.append(number)
            number = token.info + token.markup if token.info else ""
        elif token.type in ("paragraph_open", "heading_open"):
            opened = token.tag
        elif token.type in ("inline", "fence"):
            text = f"{token.info}\n{token.content}".strip("\n") if token.type == "fence" else _text(token)
            if token.type == "inline" and opened == "h1" and not title and len(text) <= MAX_TITLE:
                title = " ".join(text.split())
            if text:
                paragraphs.append(f"{number} {text}".lstrip(" "))
                number = ""
    return "\n\n".join(filter(None, paragraphs)) + "\n", title


_NESTING = ("blockquote_open", "list_item_open")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return not url or bool(_ADDRESS.search(url))


_ADDRESS = re.compile(r"://|^[./#]|@|^(?:mailto|tel|javascript|data):|\.[a-z]{2,}", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    # Blocks of code and of HTML are paragraphs like others; `_table` reads tables, for the parser drops cells.
    parser = _Parser("commonmark").disable(["code", "html_block"]).enable("strikethrough")
    parser.inline.ruler.before("strikethrough", "inside_words", _inside_words)
    parser.inline.ruler.at("backticks", _backticks)
    return parser


def _inside_words(state: StateInline, silent: bool) -> bool:
    """Leave asterisks within a word alone: they stand for letters, or for times."""
    end = state.pos
    while end < state.posMax and state.src[end] == "*":
        end += 1
    around = state.src[state.pos - 1 : state.pos] + state.src[end : end + 1] if state.pos < end else ""
    if not (len(around) == 2 and around.isalnum()):
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _backticks(state: StateInline, silent: bool) -> bool:
    """Take one for code; two are the quotation marks of old wire copy."""
    end = state.pos
    while end < state.posMax and state.src[end] == "`":
        end += 1
    if end - state.pos < 2:
        return backtick(state, silent)
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _without_unread(text: str) -> str:
    """Take out what stands in a page without being shown; what is never closed is text."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        kept, at = [], 0
        while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
            kept.append(text[at:start])
            at = end + len(closing)
        text = "".join(kept) + text[at:]
    return text


_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^([^\]\s]{1,100})\]")


def _without_notes(text: str) -> str:
    """Make each footnote a paragraph where it stands, and take out the marks that lead to one."""
    labels = set(_NOTE.findall(text))
    return _NOTE_MARK.sub(lambda mark: "" if mark[1] in labels else mark[0], _NOTE.sub("\n", text)) if labels else text


_DELIMITERS = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def _text(token: Token) -> str:
    """Return the text of a paragraph or heading, or of the table that it is, or ends with."""
    lines = token.content.split("\n")
    for at in range(1, len(lines)):
        if "|" in lines[at - 1] and "|" in lines[at] and _DELIMITERS.fullmatch(lines[at].strip()):
            before = lines[: at - 1]
            rows = (lines[at - 1], *lines[at + 1 :])
            cells = [cell.strip() for row in rows for cell in _BETWEEN_CELLS.split(row)]
            broken = "  \n".join(filter(None, ["\n".join(before), *cells]))  # by two spaces: a line stays one
            return "".join(_joined(token.children or []) for token in _parser().parseInline(broken))
    return _joined(token.children or [])


# The parser lets no NUL through: here it is a gap, where lines were wrapped or a picture stands.
_GAP = "\0"


def _joined(tokens: list[Token]) -> str:
    pieces = "".join(map(_piece, tokens)).split(_GAP)
    return "".join(_with_gaps([piece.strip(" ") for piece in pieces])).strip()


_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\Z")
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_SPEAKER = re.compile(rf"[\"“]?(?:(?P<name>{_NAME}(?: {_NAME}){{0,4}})(?: \([^()]{{1,40}}\))?:|[QA]\.)(?:\s|\Z)")


def _with_gaps(pieces: list[str]) -> Iterator[str]:
    before = ""
    for piece in filter(None, pieces):
        if before:
            speaker, is_end = _SPEAKER.match(piece), _SENTENCE_END.search(before[-9:])
            in_capitals = speaker is not None and (speaker["name"] or "").isupper()
            yield "\n" if in_capitals or (is_end and (speaker or len(before) > MAX_WRAP)) else " "
        yield piece
        before = piece


_CLOSING_QUOTE = re.compile(r"'(?!\w)")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?:\s*/?|\s[^=]*=.*)>", re.DOTALL)
_IN_LINE = (defs.special_inline_tags | defs.phrase_tags | defs.font_style_tags | {"mark", "time", "wbr"}) - {"br"}
_BLOCKS = defs.tags | {"dialog", "main", "picture"}
_TAGS: Mapping[str, str] = {**dict.fromkeys(_BLOCKS, "\n"), **dict.fromkeys(_IN_LINE, ""), "q": '"'}


def _piece(token: Token) -> str:
    match token.type:
        case "text":
            return token.content
        case "code_inline":  # `so' is a quotation
            return f"`{token.content}`" if _CLOSING_QUOTE.search(token.content) else token.content
        case "softbreak" | "image":
            return _GAP
        case "hardbreak":
            return "\n"
        case "html_inline":
            tag = _TAG.fullmatch(token.content)
            return _TAGS.get(tag[1].lower(), token.content) if tag else token.content
        case _:  # where emphasis or a link begins or ends
            return ""
