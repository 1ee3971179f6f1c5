"""What an article names: words, people and bodies, and what it says they are."""

from analysis.quotes.model import Name
from analysis.quotes.names import Entity, find_entities, find_roles, split_words
from analysis.quotes.names.roles import best_role


def named(text: str, **kinds: str) -> dict[str, Entity]:
    """Return the entities of a text, given what kind of name the model takes some of its words for."""
    words = split_words(text)
    names = [Name(start := text.index(word), start + len(word), kind) for word, kind in kinds.items()]
    entities, mentions = find_entities(words, names)
    find_roles(words, mentions, {})
    return {entity.name: entity for entity in entities}


def test_words_know_their_place_and_lose_their_possessive_ending() -> None:
    words = split_words("Mr. Lind left. “The pier’s ours,” he said.\n\nNobody heard.")
    assert words.word[:3] == ["Mr.", "Lind", "left"]
    assert words.sentence[words.word.index("The")] == 1
    pier = words.word.index("pier")
    assert words.possessive[pier]
    assert words.quoted[pier]
    assert words.shown(pier, pier + 1) == "pier"
    assert words.paragraph[words.word.index("Nobody")] > words.paragraph[pier]
    assert not words.quoted[words.word.index("Nobody")]


def test_a_surname_and_a_nickname_are_the_person_of_the_full_name() -> None:
    found = named("Thomas Okafor spoke first. Tom Okafor then sat. Mr. Okafor was tired, and Okafor left.")
    assert list(found) == ["Thomas Okafor"]
    assert found["Thomas Okafor"].count == 4
    assert found["Thomas Okafor"].gender == "male"


def test_a_name_that_the_model_takes_for_two_is_one() -> None:
    found = named("Then Gela Marukh spoke. Marukh was tired.", Gela="organization", Marukh="person")
    assert list(found) == ["Gela Marukh"]
    assert found["Gela Marukh"].kind == "person"


def test_a_first_name_that_the_model_misses_belongs_to_the_name() -> None:
    assert list(named("Then Ines Kolvarre spoke.", Kolvarre="person")) == ["Ines Kolvarre"]


def test_a_nickname_does_not_cut_a_name_in_two() -> None:
    found = named("Then Vasko “Crane” Dubrik spoke. Dubrik was tired.", Vasko="person", Dubrik="person")
    assert [entity.count for entity in found.values()] == [2]


def test_a_body_is_named_whole_though_its_last_word_is_taken_for_a_person() -> None:
    found = named("Then Three Piers Construction went broke.", Construction="person")
    assert {name: entity.kind for name, entity in found.items()} == {"Three Piers Construction": "organization"}


def test_an_acronym_or_an_adjective_of_a_place_does_not_begin_the_name_of_a_person() -> None:
    assert "Marukh" in named("Then NBC Marukh spoke.", NBC="organization", Marukh="person")
    assert "Marukh" in named("Then German Marukh spoke.", German="organization", Marukh="person")


def test_an_acronym_stands_for_the_body_it_abbreviates() -> None:
    found = named("The North Harbour Authority met. The NHA then closed. Later the NHA left.")
    assert found["North Harbour Authority"].count == 3


def test_roles_come_from_before_and_behind_the_name() -> None:
    found = named("Finance Minister Ada Brook spoke. Karl Voss, director of the Tidal Institute, agreed.")
    assert best_role(found["Ada Brook"]) == ("Finance Minister", "")
    assert best_role(found["Karl Voss"]) == ("director", "Tidal Institute")


def test_a_capital_that_a_sentence_gives_makes_no_affiliation() -> None:
    found = named(
        "Head coach Ada Brook spoke. Real estate mogul Karl Voss bought real estate. Lind aide Mary Roe left."
    )
    assert best_role(found["Ada Brook"])[1] == best_role(found["Karl Voss"])[1] == ""
    assert best_role(found["Mary Roe"]) == ("aide", "Lind")
    assert best_role(named("Ada Brook with a voice like a saw sang.")["Ada Brook"]) == ("", "")
    assert best_role(named("Ada Brook with the Tidal Institute sang.")["Ada Brook"])[1] == "Tidal Institute"


def test_letters_behind_a_name_are_no_part_of_it_and_a_councillor_is_known_by_his_title() -> None:
    found = named("Fiona Lind KC spoke for Anthony Meade. “I answered two,” Cllr Meade said. Then Lind left.")
    assert found["Fiona Lind"].count == found["Anthony Meade"].count == 2


def test_a_title_of_the_clergy_or_a_council_in_short_is_no_first_name() -> None:
    found = named(
        "Coun. Asha Brook spoke. Cllr Voss left. Coun Brook stayed, Coun Voss did not. Mgr Karr and Fr Lind ate."
    )
    assert [*found] == ["Asha Brook", "Voss", "Karr", "Lind"]
    assert found["Asha Brook"].count == found["Voss"].count == 2


def test_saint_in_a_surname_is_a_part_of_it() -> None:
    found = named("The Rev Hugh St Aubrey spoke. Mr St Aubrey was tired. Lady St Leger left. St. Aubrey stayed.")
    assert [*found] == ["Hugh St Aubrey", "St Leger"]
    assert found["Hugh St Aubrey"].count == 3


def test_who_is_known_by_title_and_first_name_keeps_the_title() -> None:
    found = named(
        "Then Queen Sunniva spoke. Sunniva was tired. Pope Urban IX left. King Olav Brandt stayed, Duke Lind ate."
    )
    assert {*found} == {"Olav Brandt", "Queen Sunniva", "Pope Urban IX", "Lind"}
    assert found["Queen Sunniva"].count == 2


def test_a_time_of_day_is_no_part_of_a_role() -> None:
    assert best_role(named("At 10pm councillor Anthony Meade left.")["Anthony Meade"])[0] == "councillor"


def test_a_company_is_one_by_all_its_names() -> None:
    found = named(
        "Then Corvane Marine plc spoke. A day later Corvane Marine agreed, and so did Corvane. Corvane was tired. "
        "The Company hired Jane Lind.",
        Corvane="person",
    )
    assert {name: (entity.kind, entity.count) for name, entity in found.items() if entity.count} == {
        "Corvane Marine plc": ("organization", 5),
        "Jane Lind": ("person", 1),
    }
    for name in ("Tidal Inc.", "Tidal Ltd", "Tidal Group plc", "Tidal GmbH", "Tidal SE", "Tidal Holdings NV"):
        found = named(f"The owner of {name} came. Tidal was late. Nobody at Tidal spoke.", Tidal="person")
        told = [(entity.kind, entity.count) for entity in found.values() if entity.count]
        assert told == [("organization", 3)], name


def test_a_first_word_that_somebody_bears_or_that_says_little_is_no_company() -> None:
    for text in (
        "Then Corvane Motors Ltd spoke. Its founder, Jane Corvane, agreed. Nobody saw Corvane.",
        "Then Corvane Motors Ltd spoke. Mr. Corvane agreed. Nobody saw Corvane.",
        "Then Corvane Motors Ltd spoke, as did an old rival, Corvane Bank. Nobody saw Corvane.",
        "Then Lisbon Motors Ltd spoke. Nobody left Lisbon.",
        "Then National Tidal Motors Ltd spoke of the national economy. Nobody spoke for the National.",
    ):
        found = named(text)
        company = next(entity for name, entity in found.items() if name.endswith("Motors Ltd"))
        assert company.count == 1, text


def test_the_company_is_the_one_that_the_text_is_about() -> None:
    text = "Then Tidal Motors spoke to Harrow Bank. Tidal Motors left, and Tidal slept. At Tidal the Company has "
    found = named(text + "a chair. The Bank has none.")
    counts = {name: entity.count for name, entity in found.items() if entity.count}
    assert counts == {"Tidal Motors": 5, "Harrow Bank": 2}


def test_a_place_that_begins_with_new_and_a_university_of_a_place_are_read_whole() -> None:
    text = "It rained. New Norland Governor Jane Lind left, as did a New Norland baker, Mary Roe, and Peter Voss, "
    found = named(text + "a University of New Norland professor. John Quill, a new teacher, stayed.")
    assert best_role(found["Jane Lind"])[0] == "New Norland Governor"
    assert best_role(found["Mary Roe"]) == ("baker", "New Norland")
    assert best_role(found["Peter Voss"]) == ("professor", "University of New Norland")
    assert best_role(found["John Quill"])[1] == ""


def test_a_role_between_commas_is_of_whom_it_stands_before_unless_somebody_stands_before_it() -> None:
    found = named("On Monday, Harrow's chief surgeon, Jane Lind, left. Mary Roe, the mayor, Karl Voss, and Bo left.")
    assert best_role(found["Jane Lind"]) == ("chief surgeon", "Harrow")
    assert best_role(found["Mary Roe"])[0] == "mayor"


def test_to_be_a_rival_is_no_role() -> None:
    found = named("Her rival, Karl Voss, spoke. Finance Minister Karl Voss was tired.")
    assert best_role(found["Karl Voss"]) == ("Finance Minister", "")
