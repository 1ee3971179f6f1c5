"""Which pieces are one statement: what a cue cannot reach falls, and what needs no cue of its own goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotes.attribution import Attribution
from analysis.quotes.quoted import Quoted
from analysis.quotes.statements import begin_before, go_on, overlap, reachable

FIRST = "“We have waited for years,” Ada Lim said."


def spans(text, *parts):
    return [(text.index(part), text.index(part) + len(part)) for part in parts]


def told(text, *contents, source="Ada Lim", cue="said"):
    return [Attribution(spans(text, *one), spans(text, source), spans(text, cue), 0.9) for one in contents]


def pieces(text, attributions):
    return [[text[s:e] for s, e in one.content] for one in go_on(text, attributions, quoted=Quoted(text))]


def test_a_quotation_that_is_the_next_paragraph_goes_on_with_the_speaker():
    text = f"{FIRST}\n\n“We will not wait again.”\n\n“Not for a single day more.”"
    assert pieces(text, told(text, ["“We have waited for years,”"])) == [
        ["“We have waited for years,”", "“We will not wait again.”\n\n“Not for a single day more.”"]
    ]


def test_what_follows_at_once_is_one_piece_with_it():
    text = "Ada Lim said: “We have waited for years.”\n\n“We will not wait again.”"
    assert pieces(text, told(text, ["“We have waited for years.”"], cue="said:")) == [
        ["“We have waited for years.”\n\n“We will not wait again.”"]
    ]


@pytest.mark.parametrize("line", ["\n", "\r\n", "\n\n\n"])
@pytest.mark.parametrize(("left", "right"), ["“”", ("''", "''"), "„“"])
def test_any_line_ends_and_marks_will_do(line, left, right):
    first, then = f"{left}We have waited for years,{right}", f"{left}We will not wait again.{right}"
    text = f"{first} Ada Lim said.{line}{then}{line}"
    assert pieces(text, told(text, [first])) == [[first, then]]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (FIRST, "“We will not wait again,” her brother wrote."),  # has a cue of its own
        (FIRST, "Others say “We will not wait again.”"),
        (FIRST, "“Never again.”"),  # a motto, a title
        (FIRST, "Nobody asked.\n“We will not wait again.”"),  # a paragraph stands between
        (FIRST + " Her brother went on:", "“We will not wait again.”"),  # the colon announces another
        ("“We have waited for years, Ada Lim said.", "“We will not wait again.”"),  # not closed
    ],
)
def test_nothing_else_goes_on(first, then):
    text = f"{first}\n{then}"
    content = text[: text.index("years,") + len("years,”" if "years,”" in text else "years,")]
    assert pieces(text, told(text, [content])) == [[content]]


def test_a_short_answer_that_opens_its_paragraph_goes_on():
    text = "“No,” Ada Lim said.\n\n“We will not wait again.”"
    assert pieces(text, told(text, ["“No,”"])) == [["“No,”", "“We will not wait again.”"]]


def test_a_label_is_no_speech_that_could_go_on():
    text = "In a box labeled “delays,” Ada Lim had typed “many.”\n\n“We will not wait again.”"
    assert pieces(text, told(text, ["“many.”"], cue="had typed")) == [["“many.”"]]


def test_a_quotation_that_somebody_is_given_stays_with_them():
    text = f"{FIRST}\n“We will not wait again.”"
    both = told(text, ["“We have waited for years,”"], ["“We will not wait again.”"])
    assert go_on(text, both, quoted=Quoted(text)) == both


def test_an_indirect_statement_does_not_go_on():
    text = "Ada Lim said they had waited for years.\n“We will not wait again.”"
    content = "they had waited for years"
    assert pieces(text, told(text, [content])) == [[content]]


def test_what_the_reporter_tells_after_a_whole_quotation_is_not_said():
    text = "“He does love us,” she said, and soon the balloons were dropping."
    content = spans(text, "“He does love us,”", "and soon the balloons were dropping")
    assert reachable(text, content, spans(text, "said"), quoted=Quoted(text)) == content[:1]


def test_an_interrupted_quotation_keeps_its_pieces():
    text = "“He does,” she said, “love us.”"
    content = spans(text, "“He does,”", "“love us.”")
    assert reachable(text, content, spans(text, "said"), quoted=Quoted(text)) == content


AWAY = "Ada Lim, who has led the town for years, said of the dredging."


def begun(text, *contents):
    return [
        [text[s:e] for s, e in one.content] for one in begin_before(text, told(text, *contents), quoted=Quoted(text))
    ]


def test_a_quotation_that_ends_in_a_comma_is_that_of_the_cue_after_it():
    text = f"“We have waited for years,” {AWAY} “We will not wait again.”"
    assert begun(text, ["“We will not wait again.”"]) == [["“We have waited for years,”", "“We will not wait again.”"]]


@pytest.mark.parametrize(
    "text",
    [
        f"“We have waited for years.” {AWAY} “We will not wait again.”",  # the sentence ends with it
        f"“The Long Wait,” {AWAY} “We will not wait again.”",  # a title
        f"In a talk, “How We Have Waited,” {AWAY} “We will not wait again.”",  # told of by the sentence
        f"“We have waited for years,” they cry.\n{AWAY} “We will not wait again.”",  # in another paragraph
        f"“We have waited for years,” runs the “motto.” {AWAY} “We will not wait again.”",  # behind another quotation
    ],
)
def test_no_other_quotation_is(text):
    assert begun(text, ["“We will not wait again.”"]) == [["“We will not wait again.”"]]


def test_neither_is_one_that_somebody_has_or_whose_cue_tells_in_other_words():
    text = f"“We have waited for years,” {AWAY} “We will not wait again.”"
    both = ["“We have waited for years,”"], ["“We will not wait again.”"]
    assert begun(text, *both) == [list(one) for one in both]
    text = f"“We have waited for years,” {AWAY[:-1]}, that it would be over soon."
    assert begun(text, ["that it would be over soon"]) == [["that it would be over soon"]]


def test_overlap_counts_the_characters_of_both():
    assert overlap([(0, 5), (8, 12)], [(3, 9)]) == 3
    assert overlap([], [(3, 9)]) == 0


@given(text=st.text(alphabet='a .,:“”"\n', max_size=80), cut=st.integers(0, 80), end=st.integers(0, 80))
def test_no_text_breaks_it_and_no_word_is_told_twice(text, cut, end):
    start, end = sorted((min(cut, len(text)), min(end, len(text))))
    if start == end:
        return
    one = Attribution([(start, end)], [], [(start, end)], 0.5)
    quoted = Quoted(text)
    (found,) = go_on(text, begin_before(text, [one], quoted=quoted), quoted=quoted)
    assert (start, end) in found.content or found.content[0][0] == start
    assert all(a[1] <= b[0] for a, b in zip(found.content, found.content[1:], strict=False))
