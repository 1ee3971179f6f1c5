import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.marks import Quotation, find_quotations

HOSTILE = st.text(alphabet="ab s.,!?“”„«»\"'`‘’\n\r (—\u2028\u0085\x00אé😀", max_size=60) | st.text(max_size=60)
MARKS = ("''", "``", *"\"'“”„«»‘’")


def shown(text: str, level: int = 0) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text) if q.level == level]


@pytest.mark.parametrize(
    "text",
    [
        "“{}” he said.",
        '"{}" he said.',
        "''{}'' he said.",
        "``{}'' he said.",
        "„{}“ he said.",
        "«{}» he said.",
    ],
)
def test_every_kind_of_mark_is_paired(text: str) -> None:
    text = text.format("We won’t go,")
    assert shown(text) == [text.removesuffix(" he said.")]


def test_an_interrupted_quotation_is_two() -> None:
    assert shown('"We won," she said. "At last."') == ['"We won,"', '"At last."']


def test_a_quotation_inside_a_quotation_is_one_level_deeper() -> None:
    text = "“He told me ‘never again’ and left,” she said."
    assert shown(text) == ["“He told me ‘never again’ and left,”"]
    assert shown(text, 1) == ["‘never again’"]


def test_an_apostrophe_may_open_a_nested_quotation() -> None:
    assert shown("“They call it ’a new method’ of voting,” she said.", 1) == ["’a new method’"]


def test_single_marks_outside_double_ones_are_no_quotations() -> None:
    assert find_quotations("The mayor's aides' office isn’t ‘open’ yet.") == []


BRITISH = (
    "‘We won’t go,’ she said. ‘The drivers’ union is with us, and so is everybody, since the ’90s.’\n\n"
    "He called it ‘the drivers’ and the voters’ choice. ‘He said “never” and left,’ she said.\n\n"
    "‘They go on\n\n‘and on.’"
)


@pytest.mark.parametrize("text", [BRITISH, BRITISH.translate(str.maketrans("‘’“”", "''\"\""))])
def test_single_marks_are_paired_where_a_text_uses_them_for_double_ones(text: str) -> None:
    straight = [quoted.translate(str.maketrans("‘’“”", "''\"\"")) for quoted in shown(text)]
    assert straight == [
        "'We won't go,'",
        "'The drivers' union is with us, and so is everybody, since the '90s.'",
        "'the drivers'",
        "'He said \"never\" and left,'",
        "'They go on",
        "'and on.'",
    ]
    assert [quoted.strip('“”"') for quoted in shown(text, 1)] == ["never"]


def test_single_marks_are_left_where_a_text_uses_double_ones() -> None:
    text = "Mayor ‘unfit’, says board\n\n“No ‘no’,” she said. “No,” he said, in the ‘old’ office of the board."
    assert shown(text) == ["‘unfit’", "“No ‘no’,”", "“No,”"], "but for those of the headline"
    assert find_quotations("The drivers’ and the voters’ choice, ’tis said, of the ’90s and ’60s.") == []


def test_a_quotation_in_single_marks_may_begin_with_a_number_a_sign_or_a_word_that_is_often_elided() -> None:
    told = ["‘24 people died,’", "‘Round the clock we work.’", "‘#quay is shared,’", "‘...and so we left,’", "‘No.’"]
    assert shown(" he said. ".join(told)) == told
    assert shown("‘No,’ he said of the class of ‘24. It was the boys’ own year. ‘No.’") == ["‘No,’", "‘No.’"]


def test_a_quotation_in_single_marks_that_an_indented_paragraph_takes_up_is_open_before() -> None:
    text = "‘We begin.\n\n\t‘We go on,’ she said. ‘And on.’"
    assert shown(text) == ["‘We begin.", "‘We go on,’", "‘And on.’"]


@pytest.mark.parametrize(
    "text", ["‘Yes,’ he said. ‘No,’ she said. “He said ‘maybe’ and left.”", "\"He said 'maybe'\"\n\n."]
)
def test_a_quotation_is_found_once_whatever_marks_the_text_uses(text: str) -> None:
    assert [quoted.strip("‘’'") for quoted in shown(text, 1)] == ["maybe"]
    assert shown(text, 2) == []


def test_a_possessive_does_not_close_a_nested_quotation() -> None:
    assert shown("“It is ‘the voters’ choice’ now,” she said.", 1) == ["‘the voters’ choice’"]
    assert shown("“We are ‘them’ and you are ‘us’ now,” she said.", 1) == ["‘them’", "‘us’"]
    assert shown("“It was ‘the boss’ who gave ‘the loss’ to us.”", 1) == ["‘the boss’", "‘the loss’"]


def test_a_quotation_that_the_next_paragraph_takes_up_again_is_open_in_the_first() -> None:
    text = "She said: “We begin.\n\n“We go on,” she said."
    assert find_quotations(text) == [
        Quotation(10, 20, 0, opened=True, closed=False),
        Quotation(22, 33, 0, opened=True, closed=True),
    ]


def test_a_quotation_that_goes_on_without_a_new_mark_starts_with_its_paragraph() -> None:
    text = "She said: “We begin.\nWe go on,” she said."
    assert find_quotations(text)[1] == Quotation(21, 31, 0, opened=False, closed=True)


def test_a_stray_mark_spoils_its_own_paragraph_only() -> None:
    text = 'A 12" pipe burst.\n"We saw it," said Ms. Orr.\n"All of it," she added.'
    assert shown(text)[-2:] == ['"We saw it,"', '"All of it,"']


def test_an_opening_mark_that_is_never_closed_ends_where_the_next_opens() -> None:
    assert shown("“We left. “We came back,” she said.") == ["“We left. ", "“We came back,”"]


def test_a_million_marks_take_seconds() -> None:
    begun = time.process_time()
    find_quotations("“" * 200_000)
    find_quotations('a" ' * 200_000)
    find_quotations("“" + "’s s’ " * 100_000)
    find_quotations("‘a s’ b " * 100_000)
    assert time.process_time() - begun < 20


@settings(deadline=None, max_examples=500)
@given(HOSTILE)
def test_quotations_stand_in_one_paragraph_between_their_marks(text: str) -> None:
    for q in find_quotations(text):
        assert 0 <= q.start < q.end <= len(text)
        assert not set(text[q.start : q.end]) & set("\n\r\u2028\u2029")
        if q.opened:
            assert text.startswith(MARKS, q.start)
        else:
            assert q.start == 0 or text[q.start - 1] in "\n\r\u2028\u2029"
        if q.closed:
            assert text[: q.end].endswith(MARKS)


@settings(deadline=None, max_examples=500)
@given(HOSTILE)
def test_quotations_are_in_order_and_their_level_counts_those_around_them(text: str) -> None:
    quotations = find_quotations(text)
    assert quotations == sorted(quotations, key=lambda q: (q.start, -q.end))
    for q in quotations:
        others = [o for o in quotations if o is not q]
        around = [o for o in others if o.start <= q.start and q.end <= o.end]
        crossing = [o for o in others if o.start < q.start < o.end < q.end]
        assert q.level == len(around)
        assert not crossing
