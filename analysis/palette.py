"""Colours that the colour-blind tell apart, shared by the figures and by the text views.

The strong tones follow the idea of Okabe and Ito (2008, "Color Universal Design"), darkened until each has at
least 4.5:1 contrast on white, so that they may colour letters as well as bars.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "DARK",
    "DARK_PAPER",
    "GREY",
    "INK",
    "LINES",
    "NEGATIVE",
    "NEUTRAL",
    "PALETTE",
    "POSITIVE",
    "colours_of",
    "contrast",
    "tint",
]

INK = "#1a1a1a"
GREY = "#5f6368"
PALETTE = ("#0063a3", "#a84600", "#00735a", "#a3397b", "#6a5d00", "#4b57b8", "#8a1c1c", "#396778")
DARK = ("#7cbcf0", "#f0a366", "#5fcfae", "#e79ac8", "#cfc04f", "#a9b1f5", "#f28e85", "#8fc4d8")
"""The same colours for letters and bars on ``DARK_PAPER``."""
DARK_PAPER = "#16181b"
LINES = ("solid", "dashed", "dotted", "double")
NEGATIVE, NEUTRAL, POSITIVE = "#a84600", "#5f6368", "#0063a3"


def colours_of(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give each name a colour and a line style, by the order of first appearance.

    Args:
        names: any names, repeated or not; "" gets none.

    Returns:
        name -> (colour, line style). After eight names the colours come round again with another line, so
        that 32 voices of a text stay apart.
    """
    ordered = dict.fromkeys(name for name in names if name)
    return {name: (PALETTE[i % len(PALETTE)], LINES[i // len(PALETTE) % len(LINES)]) for i, name in enumerate(ordered)}


def tint(colour: str, share: float = 0.16, *, paper: str = "#ffffff") -> str:
    """Mix a colour into the paper: ``share`` 0 is the paper, 1 the colour itself; all as ``#rrggbb``."""
    pairs = zip(_channels(paper), _channels(colour), strict=True)
    return "#" + "".join(f"{round(under + (value - under) * share):02x}" for under, value in pairs)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, 1 to 21, as WCAG 2.2 defines it; AA asks for 4.5 in text."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
