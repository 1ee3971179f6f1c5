"""Bodies and what they publish: nouns in their names, nouns that stand for them, documents."""

from __future__ import annotations

from analysis.quotes.lists.sets import word_set

__all__ = ["COMPANY_WORDS", "DOCUMENTS", "LEGAL_FORMS", "MEDIA_WORDS", "ORGANIZATION_HEADS", "REFERENCES"]

ORGANIZATION_HEADS = word_set(
    """
    department ministry commission committee council court agency bureau administration government
    parliament congress senate house assembly office authority board bank union federation confederation
    league association society institute institution university college school academy center centre
    foundation fund trust group company corporation firm inc corp co ltd llc plc party campaign
    coalition alliance organization organisation network newspaper magazine journal times post herald
    tribune news service press police force army navy guard bloc team club church hospital clinic museum
    library airline manufacturer retailer conference caucus delegation embassy consulate mission
    secretariat treasury laboratory lab cabinet tribunal panel task-force division unit command
    pac city town county village state province municipality nation country kingdom republic startup
    nonprofit charity regulator watchdog lobby publisher broadcaster station channel
    united rovers wanderers albion rangers hotspur
    """
)
"""Nouns that a body may be called by; also the last words of their names."""

MEDIA_WORDS = word_set(
    """
    times post journal news herald tribune gazette globe guardian telegraph observer chronicle dispatch
    courier mail mirror sun star independent standard express examiner inquirer enquirer sentinel
    register record bulletin daily weekly today beast wire press reuters bloomberg politico cnn bbc nbc
    abc cbs msnbc npr pbs fox ap afp magazine review monitor economist newsweek atlantic slate vox
    buzzfeed breitbart huffpost radio tv television broadcasting
    """
)

LEGAL_FORMS = word_set("inc corp corporation co company ltd limited llc plc group holdings ag se nv sa bv gmbh")
"""Last words of companies' names that are left off as a rule."""

COMPANY_WORDS = LEGAL_FORMS | word_set(
    """
    coal mining steel airways insurance financial ventures labs studios motors airlines bank industries
    technologies systems media construction energy partners capital pharmaceuticals foods stores
    enterprises laboratories brothers sons international solutions software electric oil gas petroleum
    biologics therapeutics pharma biosciences diagnostics robotics aerospace semiconductors logistics
    securities breweries shipyards
    """
)

REFERENCES: dict[str, frozenset[str]] = {
    **dict.fromkeys(word_set("newspaper paper magazine publication outlet tabloid daily site website"), MEDIA_WORDS),
    **dict.fromkeys(("network", "broadcaster", "channel", "station"), MEDIA_WORDS | {"rt", "network", "channel"}),
    **dict.fromkeys(
        ("agency", "regulator", "watchdog"),
        word_set(
            "agency department bureau administration commission service authority fbi cia epa nasa nsa dhs fda cdc"
        ),
    ),
    **dict.fromkeys(
        (
            "company",
            "firm",
            "manufacturer",
            "retailer",
            "corporation",
            "carmaker",
            "airline",
            "bank",
            "startup",
        ),
        COMPANY_WORDS,
    ),
    "alliance": word_set("nato alliance"),
    "bloc": word_set("eu european asean mercosur bloc"),
    "panel": word_set("panel committee commission board"),
    "party": word_set("party gop"),
}
"""Common nouns for a body, and words in the names of the bodies that they may stand for."""

DOCUMENTS = word_set(
    """
    statement report letter email e-mail memo memorandum tweet post ad advertisement commercial op-ed
    editorial article column essay book memoir study survey analysis audit summary review paper document
    filing lawsuit complaint ruling opinion brief release transcript video speech message note text
    book-length dossier communique communiqué data figures website presentation slide petition
    indictment verdict assessment announcement interview remarks blog press-release program show
    broadcast
    """
)
"""Things that people say something with; what they say is said by whoever issued them."""
