"""How the lists are written down."""

from __future__ import annotations

__all__ = ["word_set"]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that is a list of them."""
    return frozenset(text.split())
