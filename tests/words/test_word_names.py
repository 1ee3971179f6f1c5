"""What counts as a name among words: whole, in running text; and which other words are shown with a capital."""

from __future__ import annotations

import pandas as pd
import pytest
from words_fixtures import articles_of, reading_of

from analysis.reading import Reading, read
from analysis.words import concordance, contexts, count_words, tokens_table, word_positions
from analysis.words.lines import read_lines
from analysis.words.names import find_names as find


def find_names(reading: Reading) -> list[str]:
    return find(reading, read_lines(reading))


def names_of(*texts: str, names: list[str], **found: object) -> list[str]:
    return find_names(reading_of(articles_of(*texts), names, **found))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        "Lind told Marsh of having a", "Lind 51 percent", "Lind 51.2% Marsh", "Lind Rovers - while",
        "Reform - Lammer", "Lind—19", 'Joel C. "Jo', 'Mae" Lind', "Ellen] Lind", "W]e", "Lind ‘Smells",
    ],
)  # fmt: skip
def test_a_piece_of_a_sentence_is_no_name(name: str) -> None:
    assert names_of(f"They say {name} here.", names=[name]) == []


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("the Bank of Lammer", "Bank of Lammer"), ("Omar bin Marsh", "Omar bin Marsh"),
        ("Brown v. Board of Lammer", "Brown v. Board of Lammer"), ("Ulla von der Marsh", "Ulla von der Marsh"),
        ("Labour party", "Labour party"), ("Fortune 500", "Fortune 500"), ("al-Marsh", "al-Marsh"),
        ('Joel "Jo" Lind', 'Joel "Jo" Lind'), ("That '70s Show", "That '70s Show"),
        ("Institut des Quais", "Institut des Quais"),
        ("Ana Lind -", "Ana Lind"), ("Lammer Ports (LP", "Lammer Ports"), ("Lind & Marsh", "Lind & Marsh"),
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
    text = "Reporting By Ellen Marsh\nTom Reed, Ana Lind\nJOEL ABARA: No.\nRay Quay\nTired Orr and Lind\n\nIt was Orr."
    people = ["Ellen Marsh", "Tom Reed", "Ana Lind", "JOEL ABARA", "Ray Quay", "Tired Orr", "Orr"]
    assert names_of(text, names=[], people=people) == [name for name in people if name != "Tired Orr"]


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


CAPITALS = (
    "The TV man Abara saw the ham. Tv is here, Sept. 3, and Mr. Abara waits at the Port of Lammer. I saw DON’T Walk."
    "\n\nHam Ends Here And There\n\nThe Tv port and I eat ham as the Lammer Port of Lammer Post had it; HAM! The Quay."
)


def test_a_word_that_has_a_capital_within_sentences_is_shown_as_it_is_mostly_written() -> None:
    articles = articles_of(CAPITALS + " A TV man.")
    reading = reading_of(articles, ["Port of Lammer"])
    words = tokens_table(articles, reading=reading)["word"].tolist()
    assert {"TV", "Abara", "Sept", "ham", "port", "mr", "i", "don't", "Walk", "Quay"} <= set(words)
    assert {"Tv", "tv", "abara", "sept", "Ham", "HAM", "Port", "Ends", "Mr", "I"}.isdisjoint(words)


def test_how_a_word_is_shown_changes_no_count_and_leads_to_its_places() -> None:
    articles = articles_of(CAPITALS, "The Abara saw a Quay-like TV. Abara did.")
    reading = reading_of(articles, ["Port of Lammer"])
    shown, plain = (count_words(articles, reading=reading, capitals=how) for how in ("usual", "names"))
    assert "Abara" in set(shown["word"]) - set(plain["word"])
    folded = [table.assign(word=table["word"].str.lower()).set_index("word")["n"] for table in (shown, plain)]
    pd.testing.assert_series_equal(*(table.sort_index() for table in folded))
    positions = word_positions(articles, shown["word"].tolist(), reading=reading)
    assert positions["word"].value_counts().to_dict() == shown.set_index("word")["n"].to_dict()
    assert len(contexts(articles, shown, reading=reading)) == shown["n"].sum()
    assert len(concordance(articles, "abara", reading=reading)) == shown.set_index("word")["n"]["Abara"] == 4


def test_where_articles_come_frame_by_frame_only_names_have_capitals() -> None:
    articles = articles_of("The TV man.", "He saw the tv.")
    parts = count_words(iter([articles.head(1), articles.tail(1)]))
    assert parts.set_index("word")["n"]["tv"] == 2
    assert parts.attrs["rules"]["capitals"] == "names"


@pytest.mark.parametrize("texts", [[], [""], ["", "\n"], ["Lind."], ["“"], ["Port Lammer"]])
def test_articles_with_next_to_nothing_in_them_are_read_all_the_same(texts: list[str]) -> None:
    articles = articles_of(*texts)
    assert len(count_words(articles, reading=read(articles, progress=False))) <= 2
