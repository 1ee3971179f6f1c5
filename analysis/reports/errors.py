"""How often a report is wrong, as measured on texts that the quote model was not trained on."""

from __future__ import annotations

import json
from importlib import resources

import pandas as pd

from analysis.quotes.quoted import TYPES
from analysis.summaries import wrong_of_100

__all__ = ["error_rates", "named_right", "say_errors"]


def error_rates() -> dict[str, int]:
    """Return of 100 quotes how many are wrong: no quotes, cut wrong, or given to a wrong source.

    Returns:
        "all" and each type to a number, and "missed": of 100 quotes of an article, how many are not found; from
        the figures beside the quote model, those missing that are not there.
    """
    figures = json.loads((resources.files("analysis") / "models" / "quotes" / "figures.json").read_text("utf-8"))
    names = {"all": "end-to-end precision", "missed": "end-to-end recall"}
    names |= {name: f"{name} end-to-end precision" for name in TYPES}
    return {name: round(100 - figures[figure]) for name, figure in names.items() if figure in figures}


def named_right() -> int | None:
    """Return of 100 quotes found how many have the right speaker by name, from the figures beside the quote model."""
    file = resources.files("analysis") / "models" / "quotes" / "speakers.json"
    figures = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return round(figures["named"]) if "named" in figures else None


def say_errors(quotes: pd.DataFrame) -> str:
    """Say so in a few sentences, and what the confidence of these quotes says; "" where nothing was measured."""
    rates = error_rates()
    if "all" not in rates:
        return ""
    said = f"Of 100 quotes in news articles that it did not learn from, about {rates['all']} were wrong"
    said += ": no quotes, cut wrong, or given to the wrong words of their sentence as the source"
    if set(TYPES) <= set(rates):
        said += f" (direct {rates['direct']}, mixed {rates['mixed']}, indirect {rates['indirect']})"
    said += f", and of 100 in such articles about {rates['missed']} were not found."
    if len(quotes):
        said += f" Of 100 quotes listed here {wrong_of_100(quotes)} are wrong in this sense, as it judges itself."
    said += " Whether the right name stands for “she” or “the minister” is another question"
    if (named := named_right()) is not None:
        said += f": of 100 quotes found in such articles about {named} had the right speaker by name"
    said += "."
    return said
