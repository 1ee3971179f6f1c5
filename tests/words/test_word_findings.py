"""What the sentences about words promise: who is compared with whom, what is sure, and on how much it rests."""

from __future__ import annotations

import pandas as pd
from words_fixtures import articles_of

from analysis.quotes.parties import OTHERS
from analysis.summaries import pick_words, telling_words
from analysis.words import keyness
from analysis.words.findings import say_against, say_keyness, say_sure, say_trends, say_width
from analysis.words.keyness import ENGLISH_AT_LARGE, REST
from analysis.words.views import follow_words, marking_words, trends


def _compared(against: str, by: str | None, **articles: int) -> pd.DataFrame:
    frame = pd.DataFrame({"group": list(articles), "word": "quay", "low": -1.0, "sure": ""})
    frame.attrs = {"against": against, "by": by, "articles": articles}
    return frame


def test_what_is_compared_with_what_is_said_in_a_sentence() -> None:
    three = _compared(REST, "outlet", Post=3, Herald=2, Courier=4)
    assert say_against(three) == (
        "Each outlet is compared with the other outlets taken together, not with general English."
    )
    assert say_keyness(three.assign(low=1.0, sure="more")) == "What marks Post against the other outlets: “quay”"
    assert say_against(_compared(REST, "side", north=3, south=2, west=1)).startswith("Each group (by side) is compared")
    assert say_against(_compared("Herald", "outlet", Post=3)).startswith("Post is compared with Herald, not with")


def test_the_other_of_two_outlets_is_one_outlet() -> None:
    two = _compared(REST, "outlet", Post=3, Herald=2)
    assert say_against(two) == "Each outlet is compared with the other outlet, not with general English."
    unknown = _compared(REST, "outlet", **{"Post": 3, "(unknown)": 2})
    assert say_against(unknown).endswith("is compared with the rest, not with general English."), "no outlet's"


def test_who_is_compared_with_general_english_is_said_as_it_is() -> None:
    english = ENGLISH_AT_LARGE
    together = say_against(_compared(english, None, all=3))
    assert together == f"All articles together are compared with {english}, not with one another."
    assert say_against(_compared(english, None, all=1)) == f"This article is compared with {english}."
    each = say_against(_compared(english, "outlet", Post=3, Herald=2))
    assert each == f"Each outlet is compared with {english}, not with the others."


def test_of_quotes_it_is_not_said_that_articles_are_compared() -> None:
    def said(words: str) -> str:
        articles = articles_of(f"They said {words}.")
        spans = [[(10, 10 + len(words))]]
        quotes = pd.DataFrame({"article": ["a0"], "speaker": ["Ann Lee"], "spans": spans, "who": ["Ann Lee"]})
        return say_keyness(telling_words(articles, by="who", quotes=quotes, min_n=2, names=False))

    against = "marks what is quoted against general English"
    assert said("quay, the quay" + ", my quay" * 3) == f"What {against}: “quay”"
    # A word that one article has twice may be its story only.
    assert said("the quay, the quay") == f"No word surely {against}: what differs may be chance"


def test_an_outlet_keeps_what_stands_in_brackets_in_its_name() -> None:
    marks = _compared("Courier (Lammer)", "outlet", Post=3, **{"Courier (Lammer)": 3}).head(1)
    assert say_against(marks) == "Post is compared with Courier (Lammer), not with general English."
    assert say_keyness(marks.assign(low=1.0, sure="more")) == "What marks Post against Courier (Lammer): “quay”"


def test_where_no_word_marks_a_group_it_is_said_why() -> None:
    assert "each of the 2 is a single article" in say_keyness(_compared(REST, "outlet", Post=1, Herald=1))
    assert say_keyness(_compared(REST, "who", **{OTHERS: 1, "Ann Lee": 3})).endswith("chance could do")
    assert say_keyness(_compared(REST, "who").head(0)) == "There are no words to compare"
    for articles in (articles_of(""), articles_of("").head(0)):
        empty = telling_words(articles, names=False)
        assert say_keyness(empty) == "There are no words to compare"
        assert say_width(empty) == say_against(empty) == "There are no words to compare."


def test_nobody_is_not_said_to_have_words_of_his_own() -> None:
    table = _compared(REST, "who", **{OTHERS: 9, "(unknown)": 2, "Ann Lee": 3}).assign(low=1.0, sure="more")
    assert say_keyness(table) == "What marks Ann Lee against the rest: “quay”"


def test_words_that_may_be_chance_are_not_said_to_mark_anything() -> None:
    table = pd.DataFrame({"word": ["dam", "quay"], "group": "all", "low": [0.5, -0.1], "log_ratio": [1.0, 2.0]})
    table.attrs["against"] = ENGLISH_AT_LARGE
    assert say_keyness(table.assign(sure=["more", ""])) == "What marks these articles against general English: “dam”"
    table["sure"] = ""
    assert say_keyness(table).startswith("No word surely marks these articles against general English")
    assert "dam" not in say_keyness(table)
    groups = pd.concat([table.assign(group=group) for group in ("Post", "Courier")])
    assert say_keyness(groups).startswith("No word surely marks any group against general English")
    assert "beyond what chance" in say_keyness(table.iloc[1:])
    assert pick_words(table) == ["dam"]
    assert pick_words(table, "mole", top=2) == ["mole", "dam"]
    assert pick_words(table.head(0)) == [""]


def test_on_how_many_articles_a_comparison_rests_is_said_plainly() -> None:
    one = articles_of("a a b c", "b c b b b", side=["x", "y"])
    assert "one article a group" in say_width(keyness(one, by="side", names=False, min_n=1))
    many = pd.concat([one.assign(article=[f"{k}", f"{k}'"]) for k in range(6)])
    said = say_width(keyness(many, by="side", names=False, min_n=1, copies="all"))
    assert said == "Each group rests on 6 articles or more."
    assert "behind x, y: the intervals" in say_width(_compared(REST, "side", x=3, y=4, z=5))


def test_all_articles_are_no_group_by_that_name() -> None:
    assert (
        say_width(_compared(ENGLISH_AT_LARGE, None, all=3)) == "All this rests on 3 articles: the intervals are wide."
    )
    assert say_width(_compared(ENGLISH_AT_LARGE, None, all=1000)) == "All this rests on 1,000 articles."
    assert "rests on one article. How much" in say_width(_compared(ENGLISH_AT_LARGE, None, all=1))


def test_of_words_that_mark_a_group_it_is_said_how_many_are_sure() -> None:
    table = pd.DataFrame({"word": ["dam", "quay", "mole", "pier"], "n": 3, "articles": 2, "low": 1.0})
    table = table.assign(group=["x", "x", "y", "(unknown)"], sure=["", "more", "", "more"])
    assert say_sure(table) == "Of 3 words compared, 1 surely marks a group; that any other seems to may be chance."
    table.attrs["articles"] = {"x": 1, "y": 4}
    assert say_sure(table).endswith("they mark that article and tell of no other.")
    assert say_sure(table.assign(sure="")).startswith("None of the 3 words compared surely marks a group")
    assert "these articles" in say_sure(table.assign(group="all"))
    assert "often enough" in say_sure(table.head(0))


def test_a_word_that_one_of_several_articles_repeats_marks_nobody_in_any_sentence() -> None:
    even = "one two three four "
    articles = articles_of("zebra " * 40 + even, even * 6, even * 6 + "x", even * 12, side=["x", "x", "x", "y"])
    table = keyness(articles, by="side", names=False, copies="all")
    assert table["sure"].iloc[0] == "more"
    assert say_sure(table).startswith("None of the 5 words compared surely marks a group")
    assert say_keyness(marking_words(table)) == "No word marks a group beyond what chance could do"


def test_change_over_time_is_told_or_why_not() -> None:
    articles = articles_of(*["talks " * (k // 5) + "war peace " * 5 for k in range(5, 45)])
    assert say_trends(trends(articles, names=False)) == (
        "Nothing can be said about change over time: no article has a date."
    )
    day = articles.assign(published=pd.Timestamp("2016-01-02", tz="UTC"))
    assert "fall in one month" in say_trends(trends(day, names=False))
    assert follow_words(day, ["war"], names=False).attrs["why"] == "all dated articles fall in one month"
    dated = articles.assign(published=pd.date_range("2016-01-02", periods=40, freq="6D", tz="UTC"))
    said = say_trends(trends(dated, names=False, copies="all", min_n=5))
    assert "“talks”" in said
    assert len(follow_words(dated, ["war", "talks"], names=False, copies="all")) == 2 * 8
