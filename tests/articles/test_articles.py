"""Files and folders become one clean row per article, and what cannot be read is told."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from articles_fixtures import BODY, GERMAN, STORY, assert_spans, read, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analysis.articles import files, formats, problems, read_articles
from analysis.articles import lines as lines_of
from analysis.articles.table import COLUMNS, set_aside


def reasons(articles: pd.DataFrame) -> list[tuple[str, str]]:
    return [(Path(row.path).name, row.stage) for row in problems(articles).itertuples()]


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def zipped(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# What a good file gives


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_text_file_is_kept_to_the_letter(tmp_path: Path, newline: str) -> None:
    text = f"  \t{STORY}{STORY}\n\n ".replace("\n", newline)
    articles = read(write(tmp_path / "quay.txt", text))
    assert articles.loc[0, "text"] == text
    assert articles.loc[0, "article"] == "quay"
    assert problems(articles).empty


@pytest.mark.parametrize("ending", [".jsonl", ".json", ".csv", ".parquet"])
def test_a_table_keeps_text_and_id_to_the_letter(tmp_path: Path, ending: str) -> None:
    text = f' {STORY}\r\n\ttail; with, "marks" | and a quote that\u2028goes on 🛳\n'
    record = {
        "id": "007 ",
        "text": text,
        "title": "Quay closed",
        "date": "2019-10-07",
        "publisher": "The Tide",
        "author": "A. Nyman",
        "url": "https://tide.example/1",
        "language": "en-GB",
    }
    path = tmp_path / f"table{ending}"
    frame = pd.DataFrame([record])
    if ending == ".jsonl":
        write(path, lines(record))
    elif ending == ".json":
        write(path, json.dumps([record]))
    elif ending == ".csv":
        write(path, frame.to_csv(index=False, lineterminator="\r\n"))
    else:
        frame.to_parquet(path)
    row = read(path).iloc[0]
    assert (row["text"], row["article"]) == (text, "007 ")
    assert row["published"] == pd.Timestamp("2019-10-07", tz="UTC")
    assert (row["title"], row["outlet"], row["author"]) == ("Quay closed", "The Tide", "A. Nyman")
    assert (row["url"], row["language"], row["path"]) == ("https://tide.example/1", "en", str(path))


def test_the_frame_has_the_documented_columns_and_types(tmp_path: Path) -> None:
    full = read(write(tmp_path / "a.txt", STORY))
    empty = read(write(tmp_path / "b.txt", ""))
    for articles in (full, empty):
        assert {name: str(dtype) for name, dtype in articles.dtypes.items()} == COLUMNS
    assert (len(full), len(empty)) == (1, 0)
    assert list(problems(empty).columns) == ["path", "stage", "reason"]


def test_missing_strings_are_empty_not_nan(tmp_path: Path) -> None:
    row = read(write(tmp_path / "a.jsonl", lines({"text": STORY, "title": None, "author": float("nan")}))).iloc[0]
    assert [row[name] for name in ("title", "outlet", "author", "url", "duplicate_of")] == [""] * 5
    assert row["published"] is pd.NaT


def test_a_table_of_articles_can_be_read_again(tmp_path: Path) -> None:
    once = read(write(tmp_path / "a.jsonl", lines({"id": "x", "text": STORY, "date": "2019-10-07T09:30:00Z"})))
    once.drop(columns="boilerplate").to_parquet(tmp_path / "again.parquet")
    twice = read(tmp_path / "again.parquet")
    same = ["article", "text", "published", "language"]
    pd.testing.assert_frame_equal(once[same], twice[same], check_index_type=False)


def test_other_names_and_cases_of_columns_are_known(tmp_path: Path) -> None:
    record = {"ID": 7, "Text": STORY, "Headline": "Quay", "Published": "7 October 2019", "Outlet": "Tide"}
    row = read(write(tmp_path / "a.json", json.dumps({"articles": [record]}))).iloc[0]
    assert (row["article"], row["title"], row["outlet"]) == ("7", "Quay", "Tide")
    assert row["published"] == pd.Timestamp("2019-10-07", tz="UTC")


@pytest.mark.parametrize(("delimiter", "ending"), [(",", ".csv"), (";", ".csv"), ("\t", ".tsv"), ("|", ".csv")])
def test_a_csv_may_be_separated_by_other_marks(tmp_path: Path, delimiter: str, ending: str) -> None:
    table = pd.DataFrame([{"id": "1", "text": STORY * 3000}]).to_csv(index=False, sep=delimiter)
    assert read(write(tmp_path / f"a{ending}", table)).loc[0, "text"] == STORY * 3000


def test_a_json_file_may_be_json_lines_in_truth(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "a.json", lines({"text": STORY}, {"text": STORY + "More."})))
    assert list(articles["article"]) == ["a-1", "a-2"]


def test_a_page_gives_its_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{STORY} It was vote number {n} of the day.</p>" for n in range(6))
    page = (
        "<html><head><title>Quay closed | The Tide</title>"
        '<meta property="og:site_name" content="The Tide"><meta name="author" content="Anna Nyman">'
        '<meta property="article:published_time" content="2019-10-07T09:30:00Z">'
        '<link rel="canonical" href="https://tide.example/quay"></head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>Quay closed</h1>{paragraphs}</article><footer>Imprint</footer></body></html>"
    )
    row = read(write(tmp_path / "quay.html", page)).iloc[0]
    assert "said its chair, Ilse Brandrup." in row["text"]
    assert "Imprint" not in row["text"]
    assert (row["title"], row["outlet"], row["author"]) == ("Quay closed", "The Tide", "Anna Nyman")
    assert row["url"] == "https://tide.example/quay"
    assert row["published"] == pd.Timestamp("2019-10-07", tz="UTC")


def test_front_matter_is_read_for_facts_and_is_no_part_of_the_text(tmp_path: Path) -> None:
    facts = [
        'title: "Quay closed: board votes"',
        "date: 2019-10-07",
        "outlet: The Tide",
        "tags: !!python/object:os",
    ]
    front = "\n".join(["---", *facts, "---", ""])
    row = read(write(tmp_path / "quay.md", front + STORY)).iloc[0]
    assert row["text"] == STORY.replace("years.\n", "years. ")
    assert row["boilerplate"] == []
    assert (row["title"], row["outlet"]) == ("Quay closed: board votes", "The Tide")
    assert row["published"] == pd.Timestamp("2019-10-07", tz="UTC")


@pytest.mark.parametrize(
    ("front", "title", "author"),
    [
        ("title: >\n  Quay\n  closed\nauthor: [Ellen Marsh, Per Holm]\n", "Quay closed", "Ellen Marsh, Per Holm"),
        (
            "title: Quay closed  # by the desk\nauthor:\n  - name: Ellen Marsh\n  - Per Holm\n",
            "Quay closed",
            "Ellen Marsh, Per Holm",
        ),
        ("TITLE: 'It''s closed'\nauthor: {name: Ellen Marsh}\ndraft: no\n", "It's closed", "Ellen Marsh"),
        ("title: Quay closed: board votes\nauthor: Ellen Marsh\n", "Quay closed: board votes", "Ellen Marsh"),
        ("title: *Quay*\nauthor: @marsh\n", "*Quay*", "@marsh"),
        ("title: 007\nauthor: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "007", "x"),
        ("title: x\nauthor: " + "[" * 5000 + "\n", "x", "[" * 5000),
    ],
)
def test_front_matter_is_yaml_or_else_read_line_by_line(tmp_path: Path, front: str, title: str, author: str) -> None:
    articles = read(write(tmp_path / "a.md", f"---\n{front}date: 2019-10-07 04:30:00 -0500\n---\n{STORY}"))
    row = articles.iloc[0]
    assert (row["title"], row["author"]) == (title, author)
    assert row["published"] == pd.Timestamp("2019-10-07T09:30Z")
    assert row["text"].startswith("The harbour board")
    assert problems(articles).empty


def test_what_stands_between_two_rules_and_is_no_front_matter_is_text(tmp_path: Path) -> None:
    row = read(write(tmp_path / "a.md", f"---\nThe quay is closed.\n\n- Nobody was asked.\n---\n{STORY}")).iloc[0]
    assert row["text"].startswith("The quay is closed.\n\nNobody was asked.\n\nThe harbour board")


def test_a_rule_in_markdown_is_not_front_matter(tmp_path: Path) -> None:
    row = read(write(tmp_path / "quay.md", f"---\n\n# Quay closed #\n\n{STORY}\n---\n")).iloc[0]
    assert row["title"] == "Quay closed"
    assert row["text"].startswith("Quay closed\n\nThe harbour board")


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Board closes northern quay\n\n", "Board closes northern quay"),
        ("Will the quay ever open again?\r\n\r\n", "Will the quay ever open again?"),
        ("The board closed the quay.\n\n", ""),  # a sentence
        ("Board closes northern quay\n", ""),  # no blank line
        ("By Anna Nyman of The Tide\n\n", ""),
        ("Quay\n\n", ""),
        ("word " * 30 + "\n\n", ""),
    ],
)
def test_a_text_file_has_a_title_only_where_it_clearly_has_a_headline(tmp_path: Path, first: str, title: str) -> None:
    row = read(write(tmp_path / "a.txt", first + STORY)).iloc[0]
    assert (row["title"], row["text"]) == (title, first + STORY)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_texts_are_decoded_without_being_told_how(tmp_path: Path, encoding: str) -> None:
    text = STORY + "Café “Å” – 5 naïve façades, one’s own.\n"
    assert read(write(tmp_path / "a.txt", text.encode(encoding))).loc[0, "text"] == text
    line = json.dumps({"text": text}, ensure_ascii=False) + "\n"
    both = read(write(tmp_path / "b.jsonl", (line * 2).encode(encoding)))
    assert list(both["text"]) == [text, text]


def test_a_page_is_decoded_by_the_charset_it_declares(tmp_path: Path) -> None:
    text = "Правление порта в понедельник проголосовало за закрытие северного причала на два года. " * 5
    page = f'<html><head><meta charset="windows-1251"></head><body><article><p>{text}</p></article></body>'
    row = read(write(tmp_path / "a.html", page.encode("cp1251"))).iloc[0]
    assert row["text"].strip() == text.strip()
    assert row["language"] == "ru"


@pytest.mark.parametrize("charset", ["hex", "no-such-charset", "utf-16", "unicode_escape", "ascii"])
def test_a_page_that_declares_nonsense_is_read_all_the_same(tmp_path: Path, charset: str) -> None:
    page = f'<meta charset="{charset}"><article>' + "<p>Café owners met on Monday in Estervale.</p>" * 9
    assert "Café owners" in read(write(tmp_path / "a.html", page.encode("cp1252"))).loc[0, "text"]


def test_half_a_character_pair_is_replaced_and_moves_no_offset(tmp_path: Path) -> None:
    row = read(write(tmp_path / "a.jsonl", '{"id": "\\ud800", "text": "ab\\udc00cd \\ud83d\\udea2 said"}')).iloc[0]
    assert row["text"] == "ab\ufffdcd 🚢 said"
    assert row["article"] == "\ufffd"


# Ids and duplicates


def test_ids_from_file_names_are_unique_and_do_not_depend_on_the_order(tmp_path: Path) -> None:
    first = write(tmp_path / "2018" / "story.txt", STORY)
    second = write(tmp_path / "2019" / "story.txt.gz", gzip.compress(b"Another story, of another year."))
    articles = read(tmp_path)
    assert list(articles["path"]) == [str(first), str(second)]
    assert articles.loc[0, "article"] == "story"
    assert articles.loc[1, "article"].startswith("story~")
    assert problems(articles).empty
    third = write(tmp_path / "2017" / "story.md", "A third story.")
    again = read(third, first, second)
    assert again.loc[2, "article"] == articles.loc[1, "article"]


def test_a_second_article_of_the_same_given_id_is_kept_under_another_and_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines(*({"id": "x", "text": text} for text in ("One.", "Two.", "Two."))))
    articles = read(path)
    assert articles["article"].is_unique
    assert articles.loc[0, "article"] == "x"
    assert list(articles["text"]) == ["One.", "Two.", "Two."]
    assert list(problems(articles)["stage"]) == ["id", "id"]
    assert problems(articles).loc[0, "reason"].startswith("line 2: the id 'x' is taken")


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", STORY)
    assert len(read(path, tmp_path, path)) == 1


def test_copies_point_to_the_first(tmp_path: Path) -> None:
    copy = STORY.replace("“", '"').replace("”", '"').replace("\n", "  \r\n\n")
    texts = {"a": STORY, "b": copy, "c": STORY + "More."}
    articles = read(write(tmp_path / "a.jsonl", lines(*({"id": k, "text": v} for k, v in texts.items()))))
    assert list(articles["duplicate_of"]) == ["", "a", ""]


# Languages


@pytest.mark.parametrize(
    ("says", "language"), [("", "de"), ("en", "de"), ("en-GB", "de"), ("German", "de"), ("nl", "nl")]
)
def test_a_text_in_german_is_set_aside_whatever_its_file_says(tmp_path: Path, says: str, language: str) -> None:
    articles = read(write(tmp_path / "a.jsonl", lines({"text": GERMAN, "language": says})))
    assert articles.loc[0, "language"] == language
    assert articles.loc[0, "boilerplate"] == [[0, len(GERMAN.strip())]]
    assert problems(articles).loc[0, "reason"].startswith(f"line 1: is not in English ({language})")


def test_an_english_text_is_read_whatever_its_file_says(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "a.jsonl", lines({"text": STORY * 3, "language": "de"})))
    assert articles.loc[0, "language"] == "de"
    assert problems(articles).empty


def test_what_is_set_aside_is_known_by_its_marks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"\n{GERMAN}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    with pytest.warns(UserWarning, match="not in English"):
        articles = read_articles(tmp_path)
    assert set_aside(articles).tolist() == [True, False]
    assert set_aside(articles[["text"]]).tolist() == [False, False]


@pytest.mark.parametrize("language", ["", "en"])
def test_a_list_of_names_or_a_short_text_is_not_foreign(tmp_path: Path, language: str) -> None:
    names = (
        "Björn Håkansson 2, Jürgen Müller 1\nMaría José López 0, João da Silva 3\nSøren Østergård 1, Zoë Åkesson 1\n"
    )
    short = "“Voilà, c’est fini,” she said.\n"
    articles = read(
        write(tmp_path / "a.jsonl", lines(*({"text": t, "language": language} for t in (names * 9, short))))
    )
    assert problems(articles).empty


# Dates


@pytest.mark.parametrize(
    "given",
    [
        {"$date": "2019-10-07T00:00:00Z"},
        {"$date": 1570406400000},
        {"$date": {"$numberLong": "1570406400000"}},
        {"@type": "Date", "@value": "2019-10-07"},
        {},
    ],
)
def test_a_date_in_an_object_is_read(tmp_path: Path, given: object) -> None:
    record = {"text": STORY, "published": given} | ({} if given else {"date": "2019-10-07"})
    articles = read(write(tmp_path / "a.jsonl", lines(record)))
    assert articles.loc[0, "published"] == pd.Timestamp("2019-10-07", tz="UTC")
    assert problems(articles).empty


@pytest.mark.parametrize("given", [{"day": 7}, {"name": ""}, ["2019-10-07", 5], True, 0])
def test_a_date_that_is_none_is_told(tmp_path: Path, given: object) -> None:
    articles = read(write(tmp_path / "a.jsonl", lines({"text": STORY, "published": given})))
    assert articles.loc[0, "published"] is pd.NaT
    assert reasons(articles) == [("a.jsonl", "date")]


def test_an_article_with_an_absurd_date_is_kept_without_it(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "a.jsonl", lines({"text": STORY, "date": "20219-10-05"})))
    assert articles.loc[0, "published"] is pd.NaT
    problem = problems(articles).iloc[0]
    assert (problem["stage"], "line 1" in problem["reason"], "20219" in problem["reason"]) == (
        "date",
        True,
        True,
    )


# Folders and archives


def test_a_folder_is_searched_to_the_bottom_in_order_and_side_files_left_alone(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.md", "c/d/e.txt"):
        write(tmp_path / name, f"Story {name} is here.")
    for name in (
        *(".hidden.txt", ".git/x.txt", "README.md", "LICENSE", "page_files/style.css", "photo.jpg"),
        *("gold.jsonl", "quotes.gold.jsonl", "gold/quotes.jsonl", "speakers.csv", "corrections.csv"),
    ):
        write(tmp_path / name, "not an article")
    articles = read(tmp_path)
    assert list(articles["article"]) == ["a", "1", "2", "e"]
    assert problems(articles).empty


def test_a_side_file_that_is_named_itself_is_read(tmp_path: Path) -> None:
    assert len(read(write(tmp_path / "README.md", STORY))) == 1


def test_an_article_about_gold_is_an_article(tmp_path: Path) -> None:
    write(tmp_path / "gold.txt", STORY)
    write(tmp_path / "the-gold-rush.html", f"<p>{STORY * 9}</p>")
    write(tmp_path / "gold-price.jsonl", lines({"text": STORY}))
    assert len(read(tmp_path)) == 3


def test_archives_are_read_in_order_and_never_unpacked_to_disk(tmp_path: Path) -> None:
    content = zipped(
        {
            "b.txt": STORY,
            "in/a.jsonl": lines({"id": "x", "text": "Hello there."}),
            "../../evil.txt": "Evil story.",
            "in/c.txt.gz": gzip.compress(b"Packed twice."),
            "__MACOSX/._b.txt": b"\0\1",
            ".DS_Store": b"\0",
            "image.png": b"\x89PNG",
        }
    )
    path = write(tmp_path / "in" / "a.zip", content)
    articles = read(path)
    assert list(articles["article"]) == ["evil", "b", "x", "c"]
    assert articles.loc[1, "path"] == f"{path}!b.txt"
    assert problems(articles).empty
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


def test_a_gz_is_read_by_the_ending_inside(tmp_path: Path) -> None:
    data = gzip.compress(lines({"id": "x", "text": STORY}, {"id": "y", "text": "Two."}).encode())
    assert list(read(write(tmp_path / "a.jsonl.gz", data))["article"]) == ["x", "y"]


# What cannot be read


def test_a_folder_with_broken_files_reports_them_by_name_and_reads_the_rest(tmp_path: Path) -> None:
    write(tmp_path / "broken.json", '{"id": "1", "text": "unfinished')
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "binary.txt", bytes(range(256)) * 20)
    write(tmp_path / "good.txt", STORY)
    with pytest.warns(UserWarning, match=r"^3 problems met") as told:
        articles = read_articles(tmp_path)
    assert len(told) == 1
    assert "\n" not in str(told[0].message)
    assert told[0].filename == __file__
    assert list(articles["article"]) == ["good"]
    assert reasons(articles) == [("binary.txt", "parse"), ("broken.json", "parse"), ("empty.txt", "text")]


def test_nothing_is_warned_of_where_all_is_well(tmp_path: Path) -> None:
    write(tmp_path / "good.txt", STORY)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_articles(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "content", "stage", "reason"),
    [
        ("a.txt", b"", "text", "is empty"),
        ("a.txt", b" \n\t\n", "text", "white space"),
        ("a.txt", b"%PDF-1.7 ...", "parse", "is a PDF"),
        ("a.txt", b"\x89PNG\r\n", "parse", "is a picture"),
        ("a.html", b"<html><body></body></html>", "text", "no article text"),
        ("a.md", b"---\ntitle: x\n---\n", "text", "below its front matter"),
        ("a.md", b"![The quay](quay.jpg)\n\n---\n", "text", "only pictures and marks"),
        ("a.json", b"", "text", "is empty"),
        ("a.json", b"[]", "text", "empty list"),
        ("a.json", b"[1]", "parse", "item 1 is not an article"),
        ("a.json", b'{"body": "x", "id": 1}', "parse", "no column named text (it has: body, id)"),
        ("a.json", b'{"text": 5}', "parse", "not a string"),
        ("a.json", b'{"text": ""}', "text", "empty text"),
        ("a.json", b"[" * 100_000, "parse", "not valid JSON"),
        ("a.jsonl", b"\n\n", "text", "is empty"),
        ("a.csv", b"id,body\n1,x\n", "parse", "it has: id, body"),
        ("a.csv", b"id,text\n", "text", "no rows"),
        ("a.csv", b"id,text\n1,x,y\n", "parse", "line 2 has 3 cells where the first line has 2"),
        ("a.parquet", b"PAR1 and no more", "parse", "not a Parquet file"),
        ("a.txt.gz", b"not packed", "open", "damaged"),
        ("a.txt.gz", gzip.compress(STORY.encode() * 50)[:-20], "open", "damaged"),
        ("a.zip", b"not packed", "open", "not a .zip"),
        ("a.zip", b"", "open", "is empty"),
        ("a.zip", zipped({}), "open", "holds no files"),
        ("a.zip", zipped({"b.zip": zipped({"a.txt": STORY})}), "open", "archive within another"),
        ("a.docm", b"x", "open", ".docm is not read"),
        ("noending", b"x", "open", "without an ending"),
    ],
)
def test_each_fault_is_told_in_words(tmp_path: Path, name: str, content: bytes, stage: str, reason: str) -> None:
    articles = read(write(tmp_path / name, content))
    assert len(articles) == 0
    (problem,) = articles.attrs["problems"]
    assert (problem["stage"], Path(problem["path"].split("!")[0]).name) == (stage, name)
    assert reason in problem["reason"]


def test_a_broken_line_costs_one_article(tmp_path: Path) -> None:
    good = json.dumps({"text": STORY})
    articles = read(write(tmp_path / "a.jsonl", f"{good}\n\n{{broken\n[1]\n{good[:-1]}\n{good}"))
    assert list(articles["article"]) == ["a-1", "a-5"]
    told = problems(articles)
    assert list(told["reason"].str.extract(r"^(line \d)")[0]) == ["line 3", "line 4", "line 5"]


def test_the_problems_of_one_file_are_counted_beyond_a_hundred(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "a.jsonl", "{broken\n" * 1234 + json.dumps({"text": STORY})))
    assert len(articles) == 1
    assert len(problems(articles)) == formats.MAX_PROBLEMS + 1
    assert problems(articles)["reason"].iloc[-1] == "1,134 more problems like these"


def test_a_path_that_does_not_exist_is_an_error_if_it_is_alone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.txt: there is no such file or folder"):
        read_articles(tmp_path / "nowhere.txt")
    articles = read(tmp_path / "nowhere.txt", write(tmp_path / "a.txt", STORY))
    assert reasons(articles) == [("nowhere.txt", "find")]
    assert len(articles) == 1


@pytest.mark.parametrize("path", ["https://tide.example/quay.html", "", "a\0b", "x" * 5000])
def test_a_path_that_is_none_is_refused_in_words(path: str) -> None:
    with pytest.raises(FileNotFoundError):
        read_articles(path)


def test_an_empty_folder_gives_an_empty_frame_and_a_problem(tmp_path: Path) -> None:
    articles = read(tmp_path)
    assert articles.empty
    assert "holds no file" in problems(articles).loc[0, "reason"]
    assert read_articles([]).empty


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_a_pipe_or_a_dead_link_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    articles = read(tmp_path, tmp_path / "pipe.txt")
    assert reasons(articles) == [("link.txt", "open"), ("pipe.txt", "open"), ("pipe.txt", "open")]


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (formats, lines_of):
        monkeypatch.setattr(module, "MAX_ARTICLE_BYTES", 1000)
    monkeypatch.setattr(formats, "MAX_WHOLE_BYTES", 3000)
    write(tmp_path / "a.txt", "x" * 1001)
    write(tmp_path / "b.txt", "x" * 1000)
    write(tmp_path / "c.json", json.dumps([{"text": "y" * 900}] * 5))
    write(tmp_path / "d.jsonl", lines({"text": "short"}, {"text": "z" * 1001}))
    articles = read(tmp_path)
    assert list(articles["article"]) == ["b", "d-1"]
    assert reasons(articles) == [("a.txt", "open"), ("c.json", "open"), ("d.jsonl", "parse")]


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.zip"])
def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path, name: str) -> None:
    data = b"0" * (files.MAX_ARTICLE_BYTES + 2**20)
    packed = zipped({"bomb.json": data}) if name.endswith(".zip") else gzip.compress(data)
    articles = read(write(tmp_path / name, packed), write(tmp_path / "good.txt", STORY))
    assert list(articles["article"]) == ["good"]
    assert list(problems(articles)["path"].str.contains("bomb")) == [True]


def test_an_archive_that_says_it_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 100)
    articles = read(write(tmp_path / "a.zip", zipped({"a.txt": "x" * 60, "b.txt": "x" * 60})))
    assert articles.empty
    assert "would unpack to more than" in problems(articles).loc[0, "reason"]


def test_a_locked_member_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": STORY}))
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag in the central directory
    articles = read(write(tmp_path / "a.zip", bytes(content)))
    assert problems(articles).loc[0, "reason"] == "is locked with a password"


def test_problems_survive_what_a_notebook_does_with_the_frame(tmp_path: Path) -> None:
    articles = read(write(tmp_path / "a.txt", STORY), write(tmp_path / "b.txt", ""))
    assert json.loads(json.dumps(articles.attrs))
    assert len(problems(pd.concat([articles, articles]))) == 1
    articles.to_parquet(tmp_path / "out.parquet")
    assert len(problems(pd.read_parquet(tmp_path / "out.parquet"))) == 1
    assert problems(pd.DataFrame()).empty


# Hostile content

ENDINGS = sorted(formats.READERS)
HOSTILE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PARQUET = pd.DataFrame({"text": [STORY], "id": ["1"]}).to_parquet()


@pytest.mark.parametrize("ending", [*ENDINGS, ".txt.gz", ".jsonl.gz", ".zip", ".pdf"])
@given(data=st.binary(max_size=300))
@example(data=b"\xef\xbb\xbf")
@example(data=b"\xff\xfe\x00")
@example(data=b'"text"\n"')
@example(data=b'{"text": "\\ud800"}')
@example(data=b'<?xml version="1.0" encoding="utf-16"?><p>text</p>')
@example(data=b"text\n\0")
@example(data=PARQUET[:40] + b"\xff" * 8 + PARQUET[48:])
@example(data=gzip.compress(b"text\nhello"))
@example(data=zipped({"a.txt": b"text"})[:-9])
@HOSTILE
def test_any_bytes_are_articles_or_a_problem(tmp_path: Path, ending: str, data: bytes) -> None:
    path = write(tmp_path / f"file{ending}", data)
    articles = read(path)
    assert len(articles) + len(problems(articles)) > 0
    assert all(problems(articles)["reason"].str.len() > 0)


HOSTILE_TEXTS = st.one_of(
    st.text(min_size=1, max_size=200),
    st.text(alphabet="“”\"'‘’«»„\n ", min_size=1, max_size=100),
    st.sampled_from(["x", "\0", "🚢" * 50, "שלום עולם\n" * 9, "\u202eabc", "\r\n\r\nx", "a" * 1_000_000]),
)


@given(text=HOSTILE_TEXTS)
@settings(HOSTILE, max_examples=150)
def test_any_text_comes_through_a_table_unchanged_and_its_spans_lie_inside(tmp_path: Path, text: str) -> None:
    articles = read(write(tmp_path / "a.jsonl", lines({"text": text, "id": text[:20], "title": text[:20]})))
    if not text.strip():
        assert articles.empty
        return
    assert articles.loc[0, "text"] == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert_spans(articles.loc[0, "text"], articles.loc[0, "boilerplate"])


def test_the_same_files_give_the_same_frame_in_any_process(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "b" / "a.txt", STORY + "More.")
    write(tmp_path / "c.jsonl", lines({"text": STORY}, {"text": "Two."}))
    code = "import sys; from analysis.articles import read_articles; print(read_articles(sys.argv[1]).to_json())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert b"More." in outputs.pop()


# Boilerplate


def test_boilerplate_is_kept_in_the_text_and_marked_in_the_frame(tmp_path: Path) -> None:
    text = f"{BODY}\nAnna Nyman contributed to this report.\n"
    row = read(write(tmp_path / "a.txt", text)).iloc[0]
    assert row["text"] == text
    assert [text[start:end] for start, end in row["boilerplate"]] == ["Anna Nyman contributed to this report."]


def test_a_byline_is_not_part_of_the_name(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": "The quay is open.", "byline": by}) for by in ("By Ada Lind", "BY: Ada Lind", "Byron Lind")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert read_articles(tmp_path / "a.jsonl")["author"].tolist() == ["Ada Lind", "Ada Lind", "Byron Lind"]


def test_what_is_wholly_boilerplate_is_not_set_aside_as_foreign() -> None:
    text = "Advertisement"
    frame = pd.DataFrame({"text": [text] * 2, "boilerplate": [[[0, len(text)]]] * 2, "language": ["", "de"]})
    assert set_aside(frame).tolist() == [False, True]
