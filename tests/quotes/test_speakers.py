"""Who is speaking: names, surnames, pronouns, descriptions and statements, each resolved by what the text says."""

import time

import pytest

from analysis.quotes.attribution import Attribution
from analysis.quotes.model import Name
from analysis.quotes.speakers import Speaker, resolve_speakers


def speakers_of(marked: str) -> list[Speaker]:
    """Resolve a text whose sources stand between { and } and contents between < and >; the first belong together."""
    text: list[str] = []
    opened: dict[str, int] = {}
    sources: list[tuple[int, int]] = []
    contents: list[tuple[int, int]] = []
    for character in marked:
        if character in "{<":
            opened[character] = len(text)
        elif character == "}":
            sources.append((opened["{"], len(text)))
        elif character == ">":
            contents.append((opened["<"], len(text)))
        else:
            text.append(character)
    attributions = []
    for k, content in enumerate(contents):
        source = [sources[k]] if k < len(sources) else []
        attributions.append(Attribution([content], source, [(e, e) for _, e in source], 1.0))
    return resolve_speakers("".join(text), attributions, [])


def names_of(marked: str) -> list[str]:
    return [speaker.speaker for speaker in speakers_of(marked)]


def test_a_form_of_address_tells_a_surname_from_a_spouse_of_that_name() -> None:
    text = "{President Macron} said <no>. His wife, Brigitte Macron, was there. {Mr. Macron} said <it was late>. "
    assert names_of(text + "{Brigitte Macron} said <yes>.") == ["Macron", "Macron", "Brigitte Macron"]
    assert names_of("{Brigitte Macron} said <yes>. {Mrs. Macron} said <so>.") == ["Brigitte Macron"] * 2


def test_a_source_that_begins_in_the_midst_of_a_name_is_the_whole_of_it() -> None:
    assert names_of("Then Maria {Kolvarre, a hydrologist,} said <the water rose>.") == ["Maria Kolvarre"]


def test_an_age_means_the_person_last_spoken_of() -> None:
    text = "Ravi Nair scored twice. Nair was modest. <It came off my shin,> {the 29-year-old} said."
    assert names_of(text) == ["Ravi Nair"]


def test_a_name_with_herself_behind_it_is_the_name() -> None:
    text = "Ellen Marsh of the board was there. {Marsh herself} said <no>. {The board itself} said <yes>."
    assert names_of(text)[0] == "Ellen Marsh"
    assert "itself" not in names_of(text)[1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The plan pleases nervous traders on Harbour Hill, {who} say <it is late>.",
            "nervous traders on Harbour Hill",
        ),
        ("It was backed by Ellen Marsh (Left), a lawyer, {who} said <no>.", "Ellen Marsh"),
        ("It was backed by Ellen Marsh of Aldmouth, the clerk at the Harbour Board, {who} said <no>.", "Ellen Marsh"),
        ("Among them are Ellen Marsh and Bo Karr, lawyers {who} said <no>.", "lawyers"),
    ],
)
def test_who_is_whom_the_phrase_before_it_is_about(text: str, speaker: str) -> None:
    assert names_of(text) == [speaker]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("About three in 10 voters", "three in 10 voters"),
        ("Nearly 26 percent of them", "26 percent of them"),
        ("The majority of traders", "majority of traders"),
        ("Half", "half"),
    ],
)
def test_a_share_of_people_is_a_group_of_that_size(source: str, speaker: str) -> None:
    (said,) = speakers_of("{" + source + "} said <no>.")
    assert (said.speaker, said.kind) == (speaker, "group")


def test_a_pronoun_means_nobody_whom_only_its_own_words_name() -> None:
    assert names_of("It was late. {She} said <that Mrs. Quill was there>.") == [""]
    assert names_of("Keeper leaves as {she} fears <the storm>.\n\nMrs. Quill kept the light.") == ["Quill"]


def test_the_organizer_of_one_thing_is_not_who_organizes_another() -> None:
    text = "Ellen Marsh, an organizer of the regatta, was there. Even {the organizer of a protest} said <no>."
    assert names_of(text) == ["organizer of a protest"]
    assert names_of(text.replace("a protest", "the regatta")) == ["Ellen Marsh"]


def test_they_are_the_two_whom_the_sentence_before_names_together() -> None:
    text = "Mr. Quill and Mrs. Marsh wrote a book. {They} compare <the towns of the coast>."
    assert names_of(text) == ["Quill and Marsh"]
    assert names_of("Mr. Quill met Mrs. Marsh. {They} said <it was late>.") == [""]
    assert names_of("Mr. Lind, Mr. Quill and Mrs. Marsh wrote a book. {They} compare <the towns>.") == [""]
    assert names_of("In Norland, Mr. Quill and Mrs. Marsh wrote. {They} compare <the towns>.") == ["Quill and Marsh"]


def test_a_spokeswoman_is_a_woman() -> None:
    text = "{Quill Varga}, a spokeswoman for the board, said <no>. It was late. {She} said <yes>."
    assert names_of(text) == ["Quill Varga", "Quill Varga"]


def test_a_surname_stands_for_the_full_name_without_its_title() -> None:
    assert (
        names_of(
            "{Mayor Ellen Marsh (D)} said <the bridge is safe>. {Mrs. Marsh} said <it would open>. {Marsh} said <so>."
        )
        == ["Ellen Marsh"] * 3
    )


def test_two_people_of_one_surname_are_told_apart_by_form_of_address_title_and_turn() -> None:
    text = (
        "{Anna Orlov, the finance minister,} said <taxes would fall>. {Peter Orlov, who heads the miners’ union,} said "
        "<they would not>. {Orlov} added <that he was sure>.\n\n{Mrs. Orlov} said <she was surer>.\n\n"
        "{Minister Orlov} said <no more>."
    )
    assert names_of(text) == ["Anna Orlov", "Peter Orlov", "Peter Orlov", "Anna Orlov", "Anna Orlov"]


def test_the_one_who_spoke_last_is_meant_and_not_the_one_more_often_named() -> None:
    text = (
        "Kim Tae-song met the press. Mr. Kim’s demand is old, and Mr. Kim knows it.\n\n"
        "Talks failed, the North Korean nuclear negotiator Kim Yong-su had feared.\n\n"
        "{The North’s negotiator} said <it was a bad day>.\n\n“I am displeased,” {Mr. Kim} said <of the talks>. North "
        "Korea was silent."
    )
    assert names_of(text) == ["Kim Yong-su", "Kim Yong-su"]


def test_a_pronoun_agrees_in_gender_and_prefers_who_spoke_last() -> None:
    text = (
        "{Senator Robert Hale} told Julia Stein <that he agreed>. {She} said <she did not>.\n\n“Never,” {he} "
        "replied <at once>."
    )
    assert names_of(text) == ["Robert Hale", "Julia Stein", "Robert Hale"]


def test_a_name_that_tells_no_gender_learns_it_from_the_text() -> None:
    text = (
        "Quillon Vask took office in May after her brother left. {Vask} said <the work was hard>.\n\nMr. Teller, the "
        "clerk, looked on. “I am tired,” {she} said <on leaving>."
    )
    assert names_of(text) == ["Quillon Vask", "Quillon Vask"]


def test_a_description_finds_whom_the_text_called_so() -> None:
    text = (
        "{Democratic nominee Laura Pike} said <it was time>. {Republican nominee Dan Roe} said <it was not>. "
        "{The Democratic nominee} said <she would go on>."
    )
    assert names_of(text) == ["Laura Pike", "Dan Roe", "Laura Pike"]


def test_a_title_that_nobody_is_said_to_bear_is_nobody_named_before() -> None:
    text = (
        "{The chancellor} said <she trusted Ms. Quill>. {The vice chancellor} said <so too>. {The surgeon general} "
        "said <no>. {The deputy vice chancellor} said <yes>. {The coach} was <silent>. {The chancellor} left <it>."
    )
    assert names_of(text) == [
        "chancellor",
        "vice chancellor",
        "surgeon general",
        "deputy vice chancellor",
        "coach",
        "chancellor",
    ]


def test_titles_of_one_noun_and_other_words_are_of_several_people() -> None:
    text = (
        "{The harbour director} said <no>. {The museum director} said <yes>. {The assistant museum director} said "
        "<so>. {The director} was <sure>. {General Karr} said <no>. {The attorney general} said <yes>."
    )
    assert names_of(text) == [
        "harbour director",
        "museum director",
        "assistant museum director",
        "museum director",
        "Karr",
        "attorney general",
    ]


def test_a_title_is_whose_the_text_says_it_is() -> None:
    text = "The Speaker, Dame Ellen Marsh, sat. Bo Karr said <no>. {The Speaker} said <he must stop>."
    assert names_of(text.replace("Bo Karr", "{Bo Karr}")) == ["Bo Karr", "Ellen Marsh"]
    text = "Deputy Mayor Ellen Marsh sat. {Bo Karr} said <no>. {The deputy mayor} said <yes>. {The mayor} said <so>."
    assert names_of(text) == ["Bo Karr", "Ellen Marsh", "mayor"]
    assert names_of("Mrs. Marsh met Governor Karr. Mrs. Karr left. {The governor} said <no>.") == ["Karr"]


def test_who_was_told_of_without_a_name_is_not_who_was_named_last() -> None:
    text = "Ellen Marsh was greeted by a tired young organizer at the door. <Go on,> {the organizer} told her."
    assert names_of(text) == ["organizer"]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Mr. Karr asked Laura Pike whether she was sure. She nodded.", "Laura Pike"),
        ("Mr. Karr was joined by Laura Pike.", "Laura Pike"),
        ("Mr. Karr spoke against Laura Pike.", "Ellen Marsh"),
        ("Then Mr. Karr read Laura Pike’s letter.", "Ellen Marsh"),
        ("“Laura Pike is late.”", "Ellen Marsh"),
    ],
)
def test_a_pronoun_means_the_only_one_who_fits_in_the_sentence_before(before: str, speaker: str) -> None:
    assert names_of(f"{{Ellen Marsh}} said <yes>. {before} {{She}} said <it was late>.")[-1] == speaker


def test_a_form_of_address_tells_the_doctor_from_others_of_that_name() -> None:
    text = "Dr Ellen Marsh met her brother, Robin Marsh. {Robin Marsh} said <no>. {Dr Marsh} said <yes>."
    assert names_of(text) == ["Robin Marsh", "Ellen Marsh"]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("{A spokesman for the harbour} said <no>.", "spokesman for the harbour"),
        ("{One neighbour} said <no>.", "neighbour"),
        ("{The coach} said <no>.", "coach"),
        ("{A spokeswoman for the harbour} said <no>.", "Bo Karr"),
        ("{One neighbour} asked <who it was>.", "Bo Karr"),
        ("{One neighbour} said <no>. Mr. Karr was sure.", "Bo Karr"),
    ],
)
def test_a_pronoun_means_an_unnamed_source_who_has_just_spoken(before: str, speaker: str) -> None:
    assert names_of(f"{{Bo Karr}}, a baker, said <yes>.\n\n{before}\n\n{{He}} said <it was late>.")[-1] == speaker


def test_a_description_does_not_cross_party_lines() -> None:
    text = (
        "{Libertarian candidate Al Moore} spoke <first>. {Carla Dunn} said <he lied>. {The GOP nominee} said <so too>."
    )
    assert names_of(text)[2] == "Carla Dunn"


def test_a_body_is_meant_by_its_noun_its_acronym_and_its_statement() -> None:
    text = (
        "{The State Department} said <it was ready>. {The department} said <it would wait>. It said so in a statement. "
        "{The statement} continued <that time was short>.\n\nThe Clean Rivers Coalition met. {The CRC} said "
        "<the water was foul>."
    )
    assert names_of(text) == ["State Department"] * 3 + ["Clean Rivers Coalition"]


def test_a_capital_stands_for_its_country_where_the_text_names_that() -> None:
    assert names_of("North Korea left. {Pyongyang} said <it was over>.") == ["North Korea"]
    assert names_of("The parade was long. {Pyongyang} said <it was over>.") == ["Pyongyang"]


def test_an_unnamed_source_keeps_its_description_and_is_no_other_one() -> None:
    text = (
        "{A senior administration official} said <yes>. {Two diplomats who asked not to be named} said <no>. "
        "{Another official} said <perhaps>. {The official} added <maybe>."
    )
    found = speakers_of(text)
    assert [s.speaker for s in found] == [
        "senior administration official",
        "diplomats",
        "another official",
        "another official",
    ]
    assert [s.kind for s in found] == ["unnamed", "group", "unnamed", "unnamed"]


def test_somebody_who_speaks_for_a_named_person_is_not_that_person() -> None:
    found = speakers_of(
        "{Nora Field} said <yes>. {A spokesman for Nora Field} said <no>. {Field’s campaign} said <well>."
    )
    assert [s.speaker for s in found] == ["Nora Field", "spokesman for Nora Field", "Field campaign"]
    assert [s.kind for s in found] == ["person", "unnamed", "organization"]


def test_a_spokesman_with_a_name_is_the_person() -> None:
    found = speakers_of("{Field spokesman Owen Lark} said <no>. {His boss, Nora Field,} said <yes>.")
    assert [s.speaker for s in found] == ["Owen Lark", "Nora Field"]


def test_people_who_speak_together_are_joined() -> None:
    text = "{Nora Field} said <one>. {Dan Roe} said <two>. {Mr. Roe and Ms. Field} said <three>."
    assert speakers_of(text)[2][:2] == ("Dan Roe and Nora Field", "group")


def test_a_quotation_without_a_source_goes_on_with_the_one_before() -> None:
    text = "“<It rains>,” said {Nora Field}.\n\n<“And it will rain tomorrow, and all of next week again.”>"
    assert names_of(text) == ["Nora Field", "Nora Field"]


def test_the_writer_is_nobody_whom_the_article_names() -> None:
    assert speakers_of("{I} thought <it was late>.") == [Speaker("", "author", "", "")]


@pytest.mark.parametrize(
    ("source", "role", "affiliation"),
    [
        ("North Korean nuclear negotiator Kim Yong-su", "nuclear negotiator", "North Korea"),
        ("Ada Quill, director of the Institute for Policy Research,", "director", "Institute for Policy Research"),
        ("Ada Quill, a professor of law at Harrow University,", "professor of law", "Harrow University"),
        ("White House press secretary Ada Quill", "press secretary", "White House"),
        ("Norland’s foreign minister, Ada Quill,", "foreign minister", "Norland"),
        ("Ada Quill, Norland’s foreign minister,", "foreign minister", "Norland"),
        ("A lawyer for the Lammer Post, Ada Quill,", "lawyer", "Lammer Post"),
        ("Ada Quill, who served as clerk of the Harbour Board,", "clerk", "Harbour Board"),
        ("Ada Quill — a teacher from Aldmouth —", "teacher", "Aldmouth"),
        ("Ada Quill", "", ""),
    ],
)
def test_role_and_affiliation_come_from_what_stands_around_the_name(source: str, role: str, affiliation: str) -> None:
    assert speakers_of(f"On Monday {{{source}}} said <it was so>.")[0][2:] == (role, affiliation)


@pytest.mark.parametrize(
    ("source", "affiliation"),
    [
        ("Ward councillor Jane Quill", ""),
        ("State party chair Jane Quill", ""),
        ("Jane Quill, a Marine veteran,", ""),
        ("Award-winning author Jane Quill", ""),
        ("Jane Quill, the group's director,", ""),
        ("the mayor's campaign manager, Jane Quill,", ""),
        ("Rex's owner, Jane Quill,", ""),
        ("Jane Quill, a teacher at the high school,", ""),
        ("Jane Quill, founder of the charity Reading Tomorrow,", "Reading Tomorrow"),
        ("Jane Quill, a fellow of the Lammer Society for Last Things,", "Lammer Society for Last Things"),
        ("Jane Quill, a partner at the law firm Brook Hale,", "Brook Hale"),
        ("Lammer-based publisher Jane Quill", "Lammer"),
        ("Presumptive Republican nominee Jane Quill", "Republican Party"),
        ("Norland's chief negotiator, Jane Quill,", "Norland"),
        ("NATO spokeswoman Jane Quill", "NATO"),
        ("Jane Quill, a professor at the University of Aldmouth,", "University of Aldmouth"),
    ],
)
def test_an_affiliation_is_a_name_and_no_word_that_tells_of_nobody_in_particular(source: str, affiliation: str) -> None:
    (said,) = speakers_of(f"It rained for days on end. Later on {{{source}}} said <it was late and nothing was done>.")
    assert (said.speaker, said.affiliation) == ("Jane Quill", affiliation)


def test_whoever_owns_a_role_at_the_start_of_a_sentence_is_its_affiliation() -> None:
    (said,) = speakers_of("It rained for days. {Corvane's chief executive, Jane Quill,} said <it was late>.")
    assert said.affiliation == "Corvane"
    (said,) = speakers_of("It rained on a region. {Region's chief executive, Jane Quill,} said <it was late>.")
    assert said.affiliation == ""


def test_a_common_noun_is_the_one_body_whose_name_ends_with_it() -> None:
    text = "It rained on the Tidal Institute all day. {Jane Quill, an analyst at the institute,} said <it was late>. "
    assert speakers_of(text)[0].affiliation == "Tidal Institute"
    other = "The Harrow Institute was dry. "
    assert speakers_of(other + text)[0].affiliation == ""


def test_a_spokeswoman_belongs_to_whom_she_speaks_for_a_husband_to_nobody() -> None:
    text = "Mary Brook was late. {Jane Quill, a spokeswoman for Mrs. Brook,} said <no>. "
    assert speakers_of(text)[0].affiliation == "Mary Brook"
    (said,) = speakers_of("Mary Brook was late. {Her husband, Peter Brook,} said <nothing was done>.")
    assert (said.role, said.affiliation) == ("husband", "")


def test_offices_are_told_apart_by_whose_they_are() -> None:
    offices = ["Coroner's Office", "Governor's Office", "Medical Examiner’s Office"]
    text = " ".join(f"{{The {office}}} said <it was so>." for office in offices)
    assert [(s.speaker, s.kind) for s in speakers_of(text)] == [(office, "organization") for office in offices]
    (said,) = speakers_of("{Lammer County Sheriff's Office spokesman Jane Quill} said <it was so>.")
    assert said == Speaker("Jane Quill", "person", "spokesman", "Lammer County Sheriff's Office")
    assert names_of("{Tidal Motors's Board} said <no>. {Ada Quill's Office Supplies} said <no>.")[0] != "Board"


@pytest.mark.parametrize("office", ["Chief Operating Officer", "Chief Medical Officer", "Deputy Finance Minister"])
def test_an_office_in_capitals_is_nobodys_name(office: str) -> None:
    (said,) = speakers_of(f"On Monday {{Lammer's {office}, Jane Quill,}} said <it was late and nothing was done>.")
    assert said == Speaker("Jane Quill", "person", office, "Lammer")
    (said,) = speakers_of(f"On Monday {{{office} Jane Quill}} said <it was late and nothing was done>.")
    assert (said.speaker, said.role) == ("Jane Quill", office)


def test_the_seat_of_a_government_is_no_person_whatever_the_model_takes_it_for() -> None:
    text = "Downing Street said it was late."
    one = Attribution([(20, 31)], [(0, 14)], [(15, 19)], 1.0)
    for names in (
        [Name(0, 14, "person")],
        [Name(8, 14, "person")],
        [Name(0, 7, "organization"), Name(8, 14, "person")],
    ):
        assert resolve_speakers(text, [one], names) == [Speaker("Downing Street", "organization", "", "")]


def test_a_name_with_a_wrong_kind_or_place_does_no_harm() -> None:
    text = "Mayor Ellen Marsh said the bridge is safe. Marsh said it would open."
    attributions = [
        Attribution([(23, 41)], [(0, 17)], [(18, 22)], 1.0),
        Attribution([(54, 67)], [(43, 48)], [(49, 53)], 1.0),
    ]
    for names in ([], [Name(0, 500, "other")], [Name(3, 9, "place")], [Name(0, 17, "person")]):
        assert [s.speaker for s in resolve_speakers(text, attributions, names)] == ["Ellen Marsh"] * 2


@pytest.mark.parametrize("opening", ["PORT LAMMER, March 12, 2025 - ", "PORT LAMMER (AP) — ", "LAMMER -- "])
def test_the_place_that_opens_a_report_is_nobody_who_speaks(opening: str) -> None:
    text = f"{opening}Mayor Tobias Rendell praised the plan on Wednesday, and he said it was late."
    where, source, content = (text.index(words) for words in ("LAMMER", "he said", "it was late"))
    one = Attribution([(content, content + 11)], [(source, source + 2)], [], 1.0)
    (speaker,) = resolve_speakers(text, [one], [Name(where, where + 6, "person")])
    assert speaker.speaker == "Tobias Rendell"


def test_a_name_in_capitals_that_opens_a_sentence_is_no_place() -> None:
    text = "KORDE told the board – and the mayor – that he was ill. Korde said it was late."
    source, content = text.index("Korde said"), text.index("it was late")
    one = Attribution([(content, content + 11)], [(source, source + 5)], [], 1.0)
    (speaker,) = resolve_speakers(text, [one], [Name(0, 5, "person")])
    assert speaker.kind == "person"


def test_the_verb_behind_a_name_is_no_part_of_the_next_ones_role() -> None:
    text = "Mayor Tobias Rendell backs developer Mira Kavanagh. {Kavanagh} said <no>. {Rendell} said <yes>."
    assert [(s.speaker, s.role, s.affiliation) for s in speakers_of(text)] == [
        ("Mira Kavanagh", "developer", ""),
        ("Tobias Rendell", "Mayor", ""),
    ]
    (said,) = speakers_of("Tobias Rendell left. {Rendell strategy director Mira Kavanagh} said <no>.")
    assert (said.role, said.affiliation) == ("strategy director", "Tobias Rendell")


@pytest.mark.parametrize("pronoun", ["They", "It", "You", "She"])
def test_a_pronoun_that_stands_for_nobody_in_the_text_is_nobodys_name(pronoun: str) -> None:
    assert names_of(f"Rain fell. {{{pronoun}}} said <the bridge was safe>.") == [""]


def test_texts_without_anything_are_read_too() -> None:
    assert resolve_speakers("", [], []) == []
    for text in ("", " ", "x", "…"):
        assert resolve_speakers(text, [Attribution([(0, len(text))], [(0, len(text))], [], 1.0)], [])
        assert resolve_speakers(text, [Attribution([], [], [], 1.0)], []) == [Speaker("", "author", "", "")]


def test_a_long_text_is_no_burden() -> None:
    text = "Mayor Ellen Marsh said the old bridge over the river is safe. She said that it would open.\n\n" * 400
    places = [k for k in range(len(text)) if text.startswith("said", k)]
    attributions = [Attribution([(k + 5, k + 12)], [(k - 6, k - 1)], [(k, k + 4)], 1.0) for k in places]
    start = time.process_time()
    resolve_speakers(text, attributions, [])
    assert time.process_time() - start < 10  # it takes a third of a second; how quick it is, bench_quotes.py tells
