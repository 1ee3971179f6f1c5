from __future__ import annotations

import pandas as pd
import pytest
from words_fixtures import articles_of, reading_of

from analysis.reading import Reading, read
from analysis.words import count_words, tokens_table, word_positions
from analysis.words.names import find_names


def names_of(*texts: str, names: list[str], **found: object) -> list[str]:
    return find_names(reading_of(articles_of(*texts), names, **found))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        "Lind accused Marsh of being a", "Lind 47 percent", "Lind 47.3% Marsh", "Lind Rovers - while",
        "Reconstruction - Lammer", "Lind—35", 'Robert C. "Bobby', 'Cia" Price', "Hillary] Lind", "W]e", "Lind ‘Reeks",
    ],
)  # fmt: skip
def test_a_piece_of_a_sentence_is_no_name(name: str) -> None:
    assert names_of(f"They say {name} here.", names=[name]) == []


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("the Bank of Lammer", "Bank of Lammer"), ("Osama bin Marsh", "Osama bin Marsh"),
        ("Brown v. Board of Lammer", "Brown v. Board of Lammer"), ("Ursula von der Marsh", "Ursula von der Marsh"),
        ("Labour party", "Labour party"), ("Fortune 500", "Fortune 500"), ("al-Marsh", "al-Marsh"),
        ('Robert "Bobby" Lind', 'Robert "Bobby" Lind'), ("That '70s Show", "That '70s Show"),
        ("Vanita Lind -", "Vanita Lind"), ("Lammer Ports (LP", "Lammer Ports"), ("Lind & Marsh", "Lind & Marsh"),
    ],
)  # fmt: skip
def test_a_name_may_have_small_words_and_marks_in_pairs(name: str, bare: str) -> None:
    assert names_of(f"They say {name} is here.", names=[name]) == [bare]


def test_two_names_with_and_between_them_are_two_names() -> None:
    text = "It is shown by Lind and the Quay Board. Lind said so. The Quay Board did, and Fox and Friends."
    names = ["Lind and the Quay Board", "Lind", "Quay Board", "Fox and Friends"]
    assert names_of(text, names=names) == ["Lind", "Quay Board", "Fox and Friends"]


def test_what_has_its_capitals_from_a_headline_is_no_name_and_its_parts_count() -> None:
    articles = articles_of(
        "Lind Says Port Lammer Will Tell of Anti-trust Woes. Super Quays Await Lind\n\n"
        "Joel Lind said Port Lammer’s quay, as U.S. Senator Ellen Marsh did, was closed. Lind Says is no name.",
        "LAMMER VOTES TODAY\nThey vote.",
    )
    names = ["Lind Says", "Port Lammer Will", "Port Lammer", "Super Quays Await", "Ellen Marsh", "Joel Lind", "Lind"]
    reading = reading_of(articles, [*names, "LAMMER VOTES"])
    assert find_names(reading) == ["Lind Says", "Port Lammer", "Ellen Marsh", "Joel Lind", "Lind"]
    reading = reading_of(articles.assign(text=articles["text"].str.replace("Lind Says is no name.", "")), names)
    assert find_names(reading) == ["Port Lammer", "Ellen Marsh", "Joel Lind", "Lind"]
    words = tokens_table(articles, reading=reading)["word"].tolist()
    assert words[:6] == ["Lind", "says", "Port Lammer", "will", "tell", "of"]
    counted = count_words(articles, reading=reading).set_index("word")["n"]
    assert counted["Port Lammer"] == len(word_positions(articles, ["Port Lammer"], reading=reading)) == 2


def test_a_name_that_the_reading_saw_in_a_headline_only_stays_if_running_text_has_it() -> None:
    articles = articles_of("Super Quays Await Lind\n\nThey say the Super Quays are empty.")
    reading = reading_of(articles, ["Super Quays"])
    seen = reading.names[reading.names["start"] == 0]
    reading = Reading(reading.tokens, reading.sentences, seen, reading.quotations)
    assert find_names(reading) == ["Super Quays"]


def test_bylines_lists_of_people_and_labels_are_no_headlines() -> None:
    text = (
        "Reporting By Ellen Marsh\nTom Reed, Ana Lind\nJOEL ABARA: No.\nRay Quay\nDerelict Orr and Lind\n\nIt was Orr."
    )
    people = ["Ellen Marsh", "Tom Reed", "Ana Lind", "JOEL ABARA", "Ray Quay", "Derelict Orr", "Orr"]
    assert names_of(text, names=[], people=people) == [name for name in people if name != "Derelict Orr"]


def test_where_an_article_has_no_running_text_its_capitals_tell_nothing() -> None:
    assert names_of("PORT LAMMER SHUTS\n\nELLEN MARSH LEFT", names=["PORT LAMMER"]) == ["PORT LAMMER"]
    assert names_of("Port Lammer Shuts", "It was in Lammer.", names=["Port Lammer"]) == ["Port Lammer"]


def test_a_word_that_opens_a_sentence_is_no_part_of_the_name_after_it() -> None:
    text = "Beyond Lind nobody came. Beyond Meat sells meat, and Lind knew."
    assert names_of(text, names=["Beyond Lind", "Beyond Meat", "Lind"], pos={"Beyond": "ADP"}) == [
        "Beyond Meat",
        "Lind",
    ]
    assert "Beyond Lind" in names_of(
        text + " He saw Beyond Lind there.", names=["Beyond Lind", "Lind"], pos={"Beyond": "ADP"}
    )


def test_the_reading_tells_lines_as_the_names_need_them() -> None:
    articles = articles_of("One. Two.\r\n\nThree\u2028Four.", "", "Five. Six.")
    sentences = read(articles, progress=False).sentences
    assert sentences["line"].tolist() == [0, 0, 3, 4, 0, 0]
    assert find_names(read(articles.head(0))) == []
    assert isinstance(sentences, pd.DataFrame)
