"""Lexicons of the user's own are read from several kinds of file, and a bad one is explained."""

import pytest

from analysis.tone import LexiconError, read_lexicon, score_tone, vader_lexicon


@pytest.fixture
def write(tmp_path):
    def writing(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return writing


def test_the_shipped_lexicon_knows_words_and_modifiers():
    lexicon = vader_lexicon()
    assert lexicon.valences["sickening"] < 0 < lexicon.valences["good"]
    assert {"not", "no", "without"} <= lexicon.negations
    assert lexicon.boosters["very"] > 0 > lexicon.boosters["slightly"]
    assert not any(word.startswith((":", "(", ")")) for word in lexicon.valences)
    assert "MIT" in lexicon.note


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.csv", "word,score\nfine,2\nfoul,-2\n"),
        ("own.csv", "fine,2\nfoul,-2\n"),
        ("own.csv", "\ufefffine;2\nfoul;-2\n"),
        ("own.csv", "# of our own\n\nword,score\nfine,2\nfoul,-2\n"),
        ("own.csv", "# of our own; free to use\tby all\nfine,2\nfoul,-2\n"),
        ("own.tsv", "# of our own\nFine\t2\nfoul\t-2\n"),
        ("own.tsv", '"word"\t"score"\n"fine"\t2\n"foul"\t-2\n'),
        ("own.csv", "fine,positive\nfoul,negative\n"),
        ("own.txt", "fine\tpositive\t1\nfine\tjoy\t1\nfoul\tnegative\t1\nfoul\tpositive\t0\n"),
        ("own.yml", "ours:\n  positive:\n    - fine\n  negative: [foul]\n  topic: [tax]\n"),
        ("own.yaml", "positive: fine\nnegative: foul\n"),
        ("own.dic", "%\n1\tposemo\n2\tnegemo\n3\ttime\n%\nfine\t1\t3\nfoul\t2\nhour\t3\n"),
    ],
)
def test_each_kind_of_file_is_understood(write, name, text):
    lexicon = read_lexicon(write(name, text), rescale=False)
    assert set(lexicon.valences) == {"fine", "foul"}
    assert lexicon.valences["fine"] == -lexicon.valences["foul"] > 0
    assert lexicon.name == "own"


def test_a_quotation_mark_alone_between_tabs_swallows_no_line(write):
    lexicon = read_lexicon(write("own.tsv", '"so-called\t-1\nfine\t2\nfoul\t-2\n5" short\t-1\n'))
    assert set(lexicon.valences) == {'"so-called', "fine", "foul", '5" short'}


def test_negated_categories_and_prefixes_are_read_from_a_quanteda_dictionary(write, reading_of):
    path = write(
        "lsd.yml",
        "positive: [win*]\nnegative: [lose, no]\nneg_positive: [not win*]\nneg_negative: ['not lose']\n",
    )
    articles, reading = reading_of("They did not win.", "They are winning.", "They do not lose.", "No.")
    labels = score_tone(articles, unit="article", lexicon=path, reading=reading)["label"].tolist()
    assert labels == ["negative", "positive", "positive", "negative"]
    lexicon = read_lexicon(path)
    assert lexicon.valences["not win*"] < 0  # and "no" is a word, not YAML's False
    assert "no" in lexicon.valences


def test_scores_of_another_scale_are_brought_to_the_same_strength(write):
    hundred = read_lexicon(write("a.csv", "fine,100\nfoul,-300\n")).valences
    one = read_lexicon(write("b.csv", "fine,1\nfoul,-3\n")).valences
    assert hundred == pytest.approx(one)
    assert (abs(one["fine"]) + abs(one["foul"])) / 2 == pytest.approx(1.54)
    assert read_lexicon(write("c.csv", "fine,1\n"), rescale=False).valences == {"fine": 1.0}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "", "no word with a tone"),
        ("a.csv", "good\nbad\n", "no word with a tone"),
        ("a.csv", 'good,1\n"bad,-1\nfine,1\n', "not a table of words"),
        ("a.csv", "good,nan\nbad,inf\n", "line 2"),
        ("a.csv", "word,score\ngood,very\n", "line 2"),
        ("a.yml", "positive: [good\n", "not a YAML dictionary"),
        ("a.yml", "topic: [tax]\n", "no word with a tone"),
        ("a.yml", "!!python/object/apply:os.system ['true']\n", "no word with a tone|not a YAML"),
        ("a.dic", "good\t1\n", "between two lines"),
    ],
)
def test_a_file_that_is_no_lexicon_is_named_with_the_reason(write, name, text, message):
    with pytest.raises(LexiconError, match=message) as error:
        read_lexicon(write(name, text))
    assert name in str(error.value)


def test_a_dictionary_that_grows_without_end_is_refused(write):
    lines = ["positive:", "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"  a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    with pytest.raises(LexiconError, match="more than"):
        read_lexicon(write("bomb.yml", "\n".join(lines)))


def test_a_file_that_is_missing_or_not_text_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.csv"):
        read_lexicon(tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_bytes(b"caf\xe9,1\n")
    with pytest.raises(LexiconError, match="UTF-8"):
        read_lexicon(tmp_path / "bad.csv")


def test_a_column_for_each_category_is_understood(write):
    path = write("wide.csv", "id,word,anger,positive,negative,French\n1,good,0,1,,bon\n2,bad,1,0,1,mal\n3,odd,0,1,1,\n")
    assert read_lexicon(path, rescale=False).valences == {"good": 1.0, "bad": -1.0}
    with pytest.raises(LexiconError, match="line 2"):
        read_lexicon(write("wide.csv", "word,positive,negative\ngood,yes,0\n"))
