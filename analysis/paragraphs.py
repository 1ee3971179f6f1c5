"""What ends a line of a text, and so a paragraph: the line ends of all systems, and Unicode's separators."""

from __future__ import annotations

import re

__all__ = ["LINE_END", "PARAGRAPH", "with_newlines"]

PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
"""The text of a paragraph; every line is one."""
LINE_END = re.compile(r"[\n\r\u2028\u2029]")

_OTHER_END = re.compile(r"\r(?!\n)|[\u2028\u2029]")


def with_newlines(text: str) -> str:
    r"""Return a text of the same length with ``\n`` at the end of every line, for what looks for lines by it."""
    return _OTHER_END.sub("\n", text)
