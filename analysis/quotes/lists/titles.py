"""Titles and roles: what a person may be called by."""

from __future__ import annotations

from analysis.quotes.lists.sets import word_set

__all__ = [
    "ABBREVIATED_TITLES",
    "GENERIC_SOURCES",
    "LETTERS_AFTER",
    "OFFICES",
    "OFFICE_HOLDERS",
    "ROLES",
    "ROYAL_TITLES",
    "TITLES",
]

ABBREVIATED_TITLES = {
    "sen": "senator",
    "sens": "senators",
    "gov": "governor",
    "rep": "representative",
    "reps": "representatives",
    "del": "delegate",
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "cmdr": "commander",
    "sgt": "sergeant",
    "cpl": "corporal",
    "pvt": "private",
    "adm": "admiral",
    "brig": "brigadier",
    "det": "detective",
    "cllr": "councillor",
    "cllrs": "councillors",
    "coun": "councillor",
    "supt": "superintendent",
    "amb": "ambassador",
    "atty": "attorney",
    "pres": "president",
    "prof": "professor",
    "rev": "reverend",
    "insp": "inspector",
    "sec": "secretary",
    "st": "",
}
"""Short forms of titles, without a full stop, written out; "" where it is one that belongs to a name."""

LETTERS_AFTER = frozenset("KC QC SC OBE MBE CBE KBE DBE MP MPs MSP MEP MLA FRS PhD MD".split())
"""Offices, honours and degrees behind a person's name."""

TITLES = word_set(
    """
    president vice-president premier minister chancellor secretary undersecretary senator congressman
    congresswoman representative governor mayor councilman councilwoman councillor councilor alderman
    assemblyman assemblywoman lawmaker delegate ambassador envoy commissioner chairman chairwoman
    chairperson chair chief director deputy head leader speaker whip general lieutenant colonel major
    captain commander sergeant admiral brigadier corporal officer constable detective inspector sheriff
    superintendent judge justice attorney prosecutor solicitor professor reverend pastor bishop
    archbishop cardinal pope rabbi imam sheikh ayatollah prince princess king queen emperor sultan emir
    duke duchess baron baroness count countess lord lady dean coach manager editor publisher
    correspondent reporter columnist journalist anchor host author novelist poet historian economist
    analyst spokesman spokeswoman spokesperson strategist adviser advisor consultant pollster aide
    counsel lawyer ceo cfo coo founder co-founder executive emeritus candidate nominee rival republican
    democrat democratic independent libertarian conservative socialist activist negotiator mediator
    diplomat minister-president taoiseach comptroller treasurer auditor clerk controller regent trustee
    fellow scholar researcher scientist mp mep msp congressperson co-chair vice-chair vice-chairman
    president-elect lieutenant-governor
    """
)
"""Words that stand before a person's name, in capitals or not."""

ROYAL_TITLES = word_set("prince princess king queen emperor empress sultan tsar tsarina pope")
"""Titles of those who have no surname and are known by title and first name."""

OFFICE_HOLDERS = word_set("coroner examiner registrar assessor sheriff surveyor bursar ombudsman defender advocate")
"""Nouns that, as a title does, tell whose office an office is: the Medical Examiner's Office."""

ROLES = TITLES | word_set(
    """
    businessman businesswoman billionaire millionaire mogul tycoon magnate entrepreneur banker investor
    trader politician statesman legislator parliamentarian incumbent frontrunner front-runner challenger
    contender actor actress singer musician rapper star comedian filmmaker producer artist painter
    writer blogger athlete player quarterback striker pitcher golfer champion teacher student principal
    parent mother father son daughter sister brother wife husband widow widower niece nephew cousin
    uncle aunt grandmother grandfather friend partner girlfriend boyfriend neighbor neighbour colleague
    counterpart predecessor successor opponent critic supporter advocate surrogate ally confidant mentor
    boss employee employer worker driver pilot farmer fisherman fishmonger baker engineer doctor
    physician surgeon nurse psychologist psychiatrist therapist hydrologist climatologist biologist
    chemist physicist geologist sociologist anthropologist philosopher veteran soldier marine policeman
    policewoman cop agent investigator witness victim survivor suspect defendant plaintiff inmate
    prisoner man woman boy girl person resident native citizen voter customer passenger tourist
    immigrant refugee migrant official insider source member operative staffer organizer organiser
    planner expert specialist scholar owner operator landlord tenant developer builder designer
    architect programmer hacker superior subordinate assistant intern secretary-general ombudsman
    monarch ruler dictator strongman socialite heiress heir newcomer outsider nominee appointee
    designate lady gentleman guy mom dad reader announcer narrator caller attendee delegate observer
    commentator pundit moderator interviewer mathematician statistician demographer criminologist
    political-scientist epidemiologist virologist teenager toddler child infant baby adult pensioner
    retiree bystander participant protester demonstrator dealer collector curator librarian conductor
    composer pianist guitarist dancer choreographer chef spokespeople commander-in-chief whistleblower
    informant translator interpreter lobbyist fundraiser donor
    """
)
"""Nouns that a person may be called by."""

OFFICES = word_set(
    """
    president vice-president premier minister chancellor secretary undersecretary governor mayor ambassador
    envoy commissioner chairman chairwoman chairperson chair chief director deputy head leader speaker whip general
    colonel major captain commander admiral constable inspector sheriff superintendent judge justice prosecutor
    bishop archbishop dean coach manager editor publisher anchor host moderator interviewer pilot employer
    employee comptroller treasurer auditor controller ombudsman executive
    """
)
"""Roles that somebody holds at a time, whom an article names or leaves unnamed."""

GENERIC_SOURCES = word_set(
    """
    source official insider reader announcer narrator caller witness person people observer analyst
    expert aide staffer operative voter resident spokesman spokeswoman spokesperson diplomat prosecutor
    critic supporter opponent user viewer listener passerby bystander clerk superior passenger customer
    """
)
"""Roles that newspapers give to people whom they do not name."""
