"""The language of a text: as its file says, as its words say, or left open."""

from __future__ import annotations

import pytest
from articles_fixtures import GERMAN, STORY

from analysis.articles.language import find_language, foreign_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        ("Der Hafenrat von Estervale hat am Montag beschlossen, den Kai für zwei Jahre zu schließen.", "de"),
        ("El consejo del puerto votó el lunes a favor de cerrar el muelle norte durante dos años.", "es"),
        ("Too short.", ""),
        ("1234 5678 " * 20, ""),
        ("", ""),
    ],
)
def test_the_language_is_told_or_left_open(text: str, language: str) -> None:
    assert find_language(text) == language


def test_the_language_that_the_file_gives_goes_first() -> None:
    assert find_language(STORY, "nb-NO") == "nb"
    assert find_language(STORY, "English") == "en"


def test_the_language_that_a_text_is_clearly_in_is_told() -> None:
    assert foreign_language(GERMAN) == "de"
    assert foreign_language(STORY * 3) == foreign_language("1234 5678 " * 20) == foreign_language("") == ""
