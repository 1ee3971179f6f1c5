"""Closed word lists for names, titles and descriptions: general English, none of them fitted to a corpus."""

from __future__ import annotations

__all__ = [
    "ABBREVIATED_TITLES",
    "CAPITALS",
    "COMPANY_WORDS",
    "COUNTRIES",
    "DEMONYMS",
    "DETERMINERS",
    "DOCUMENTS",
    "FEMALE_NAMES",
    "FEMALE_WORDS",
    "FUNCTION_WORDS",
    "GENERIC_SOURCES",
    "HONORIFICS",
    "MALE_NAMES",
    "MALE_WORDS",
    "MEDIA_WORDS",
    "NICKNAMES",
    "ORGANIZATION_HEADS",
    "PARTICLES",
    "PARTIES",
    "PLURALS",
    "POSTAL",
    "PREPOSITIONS",
    "QUANTIFIERS",
    "REFERENCES",
    "RELATIVES",
    "ROLES",
    "TITLES",
    "word_set",
]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that is a list of them."""
    return frozenset(text.split())


HONORIFICS = {
    **dict.fromkeys(("mr", "sir", "lord", "messrs", "monsieur", "señor", "herr", "father", "brother"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "madame", "madam", "sister"), "female"),
    **dict.fromkeys(("dr", "prof", "rev", "hon"), ""),
}
"""Forms of address, without a full stop, and the gender that they tell."""

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

TITLES = word_set(
    """
    president vice-president premier minister chancellor secretary undersecretary senator congressman
    congresswoman representative governor mayor councilman councilwoman councillor councilor alderman
    assemblyman assemblywoman lawmaker delegate ambassador envoy commissioner chairman chairwoman
    chairperson chair chief director deputy head leader speaker whip general lieutenant colonel major
    captain commander sergeant admiral brigadier corporal officer detective inspector sheriff
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

GENERIC_SOURCES = word_set(
    """
    source official insider reader announcer narrator caller witness person people observer analyst
    expert aide staffer operative voter resident spokesman spokeswoman spokesperson diplomat prosecutor
    critic supporter opponent user viewer listener passerby bystander clerk superior passenger customer
    """
)
"""Roles that newspapers give to people whom they do not name."""

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

COMPANY_WORDS = word_set(
    """
    inc corp co ltd llc plc coal mining steel airways insurance financial ventures labs studios ag gmbh
    sa group holdings motors airlines bank industries technologies systems media construction energy
    partners capital pharmaceuticals foods stores corporation company enterprises laboratories brothers
    sons international solutions software electric oil gas petroleum
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

MALE_WORDS = word_set(
    """
    man boy father son brother husband widower uncle nephew grandfather king prince duke baron count
    lord businessman congressman councilman assemblyman spokesman chairman policeman fisherman salesman
    actor gentleman guy dad waiter statesman strongman boyfriend emperor pope cardinal bishop rabbi imam
    himself grandson
    """
)
FEMALE_WORDS = word_set(
    """
    woman girl mother daughter sister wife widow aunt niece grandmother queen princess duchess baroness
    countess lady businesswoman congresswoman councilwoman assemblywoman spokeswoman chairwoman
    policewoman actress mom waitress girlfriend heiress herself granddaughter nun housewife
    """
)

PLURALS = word_set(
    "people police men women children clergy staff cattle media data alumni criteria they both public gentry"
)

DETERMINERS = word_set(
    """
    the a an this that these those his her its their my our your some any every one's
    """
)
QUANTIFIERS = word_set(
    """
    some many several few most all numerous various countless dozens scores hundreds thousands millions
    majority minority number couple handful raft lots plenty two three four five six seven eight nine
    ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million far
    fewer more less about nearly almost around roughly over only just at least than up to as well half
    quarter third percent a an the of out in
    """
)

PREPOSITIONS = word_set(
    """
    of for in at from with by on to near about among including like such over under across within
    against between behind after before during since through throughout inside outside around toward
    towards upon without into as close familiar ranging than aboard alongside amid atop beneath beside
    besides beyond despite regarding via
    """
)
RELATIVES = word_set("who whom whose which that where when")
PARTICLES = word_set("de da di del della der den des du la le van von bin ibn al el ter ten dos das y")

FUNCTION_WORDS = (
    DETERMINERS
    | RELATIVES
    | PREPOSITIONS
    | word_set(
        """
    and or but nor so yet if while because although though unless until once whereas whether he she it
    they we you i him them us me himself herself itself themselves is are was were be been being am has
    have had do does did will would can could shall should may might must not no yes here there now then
    today yesterday tomorrow still also even just only very too again however meanwhile moreover instead
    perhaps maybe indeed thus therefore later earlier what how why each both either neither other others
    another such same many most more much several few all none nothing nobody everyone everybody someone
    somebody anyone anybody according asked said says told last next first second monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september
    october november december jan feb aug sept oct nov dec jr sr during despite given speaking well oh
    ok okay let please thanks thank good new old former ex retired ago since back never ever always
    often
    """
    )
)

PARTIES = {"r": "Republican", "d": "Democratic", "i": "independent"}

NICKNAMES: dict[str, str] = {
    short: long
    for long, shorts in {
        "william": "bill will billy",
        "robert": "bob bobby rob",
        "michael": "mike mickey",
        "joseph": "joe joey",
        "benjamin": "ben",
        "james": "jim jimmy jamie",
        "thomas": "tom tommy",
        "daniel": "dan danny",
        "david": "dave",
        "christopher": "chris",
        "steven": "steve",
        "stephen": "steve",
        "elizabeth": "liz beth betsy",
        "richard": "rick dick rich",
        "edward": "ed eddie ted",
        "charles": "charlie chuck",
        "anthony": "tony",
        "timothy": "tim",
        "kenneth": "ken",
        "donald": "don donnie",
        "ronald": "ron",
        "gregory": "greg",
        "jeffrey": "jeff",
        "matthew": "matt",
        "andrew": "andy drew",
        "samuel": "sam",
        "katherine": "kate kathy katie",
        "catherine": "cathy",
        "margaret": "maggie meg peggy",
        "patricia": "pat patty",
        "barbara": "barb",
        "susan": "sue",
        "deborah": "debbie deb",
        "jennifer": "jen jenny",
        "lawrence": "larry",
        "laurence": "larry",
        "gerald": "jerry",
        "peter": "pete",
        "philip": "phil",
        "frederick": "fred",
        "douglas": "doug",
        "walter": "walt",
        "leonard": "len",
        "nicholas": "nick",
        "alexander": "alex",
        "jacob": "jake",
        "zachary": "zach",
        "nathaniel": "nate",
        "joshua": "josh",
        "raphael": "rafael",
        "bernard": "bernie",
        "john": "jack johnny",
        "henry": "hank harry",
        "vincent": "vince",
        "victoria": "vicky",
        "jessica": "jess",
        "madeleine": "maddy",
    }.items()
    for short in shorts.split()
}

MALE_NAMES = word_set(
    """
    aaron abdullah abraham adam adolf adrian ahmed alan albert aldo alejandro alexander alexei alfred
    ali allan allen alberto andre andrea andreas andrei andres andrew angus anthony antonio anton
    antonin ari arthur arturo asa asad ashraf austin barack barry bashar bart ben benedict benito
    benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan brent brett brian
    bruce bruno bryan byron caleb calvin carl carlos cary cecil cesar chad charles charlie chris
    christian christopher chuck clarence clark claude clinton clyde colin conor cory craig curtis cyrus
    dale dan daniel danny darrell darren darius dave david dean denis dennis derek desmond devin dick
    diego dieter dimitri dmitri dmitry dominic don donald douglas doug duncan dustin dwight earl ed
    eddie edgar eduardo edward edwin eli elijah elon emanuel emilio emmanuel enrique eric erik ernest
    ethan eugene evan ezra felipe felix fernando fidel francis francisco francois françois frank
    franklin fred frederick friedrich gabriel gareth garry gary gavin gene geoff geoffrey george gerald
    gerard gerhard gerry giovanni giuseppe glen glenn gordon graham grant greg gregory guillermo gustavo
    guy hamid hank hans harold harry harvey hasan hassan heinrich hector henry herbert herman hiroshi
    howard hubert hugh hugo hussein ian ibrahim igor ira isaac ivan jack jacob jacques jaime jake james
    jamal jamie jan jared jason javier jay jean jeff jeffrey jeh jeremy jerome jerry jesse jim jimmy
    joachim joao joe joel johan john johnny jon jonathan jorge jose josé josef joseph josh joshua juan
    julian julio julius jurgen justin karim karl keith ken kenneth kenny kevin khalid kim-jong kirk
    klaus kofi konstantin kurt kyle lance larry lars laurence lawrence lee len leo leon leonard leonid
    leroy leslie lester lewis liam lindsey lionel lloyd logan lorenzo lou louis lucas luis luigi luke
    mahmoud malcolm manuel marc marcel marco marcos marcus mario mark markus marshall martin marty
    marvin mathias matt matteo matthew matthias maurice mauricio max maxim mehmet michael michel miguel
    mike mikhail milton mitch mitchell mitt mohamed mohammad mohammed morris moses muhammad mustafa
    narendra nathan nate neal ned neil nelson newt nicholas nick nicolas nigel nikita nikolai noah noel
    norman oleg oliver omar orlando oscar oswald otto owen pablo patrick paul pavel pedro pete peter
    petr phil philip philippe phillip pierre piotr quentin quincy rafael rahm rajiv ralph ramon randall
    randy raul ravi ray raymond recep reggie reginald rene reuben rex ricardo richard rick ricky rob
    robby robert roberto rod rodney rodrigo roger roland roman ron ronald ross roy ruben rudolf rudolph
    rudy rupert russ russell ryan salman salvador sam samuel scott sean sebastian sergei sergey sergio
    seth shane shaun shinzo silvio simon spencer stanley stefan stephen sterling steve steven stuart
    sylvester taylor ted teddy terence terrence terry theodore theo thomas tim timothy toby todd tom
    tomas tommy tony travis trent trevor tristan tyler valery vernon victor viktor vince vincent vitaly
    vlad vladimir volodymyr walt walter warren wayne wes wesley wilhelm willard william willie winston
    wolfgang xavier yasser yuri yusuf zachary zbigniew
    """
)
FEMALE_NAMES = word_set(
    """
    abby abigail ada adele adriana agnes aisha alana alexandra alexandria alexis alice alicia alison
    allison alyssa amanda amber amelia amina amy ana anastasia anderlyn andrea angela angelina anita ann
    anna anne annie annette antonia april arianna ashley astrid audrey ava barbara beatrice becky
    belinda bernadette beth betsy betty beverly bianca blanca bonnie brenda brianna bridget brigitte
    brittany camilla camille candace cara carla carly carmen carol carole caroline carolyn carrie
    cassandra catherine cathy cecilia celeste charlene charlotte chelsea cheryl chloe christiane
    christina christine cindy claire clara claudia colleen condoleezza connie consuelo cora cornelia
    courtney cristina crystal cynthia daisy dana danielle daphne darlene dawn deborah debbie debra delia
    denise diana diane dina dolores donna dora doris dorothy edith eileen elaine eleanor elena elin
    elisa elisabeth elise elizabeth ella ellen eloise elsa elsie emily emma erica erika erin esther
    ethel eunice eva eve evelyn faith fatima felicia fiona florence frances francesca francine frederica
    gabriela gabrielle gail genevieve georgia geraldine gertrude gina giorgia gladys gloria grace greta
    gretchen gwen hannah harriet hazel heather heidi helen helena helene henrietta hilary hilda hillary
    holly hope huma ida ilana ilhan imelda ines ingrid irene irina iris isabel isabella isabelle ivana
    ivanka jackie jacqueline jamila jane janet janice janine jasmine jean jeanette jeanine jeanne jen
    jenna jennifer jenny jessica jill jo joan joanna joanne jocelyn jodi josephine joy joyce juanita
    judith judy julia juliana julie juliet june kamala karen karin kate katherine kathleen kathryn kathy
    katie katrina kay kayla kelly kellyanne kelsey kerry kim kimberly kirsten kristen kristin kristina
    lara laura lauren laurie layla lea leah leila lena leslie leticia liana lidia lila lillian lily
    linda lindsay lisa liz livia lois lola lorena loretta lori lorraine louise lucia lucille lucy luisa
    lydia lynn mabel madeleine madeline madison mae magdalena maggie malala mandy marcella marcia
    margaret margarita margot maria mariam marian marianne marie marilyn marina marine marion marissa
    marjorie marla marlene marsha martha mary maryam maureen maxine may maya megan megyn melanie melania
    melinda melissa mercedes meredith mia michelle mildred mimi mindy minnie mira miranda miriam moira
    molly mona monica muriel myra nadia nadine nancy naomi natalia natalie natasha nell nicola nicole
    nikki nina noor nora norma octavia olga olivia oprah pamela patricia patty paula pauline pearl peggy
    penelope penny petra phyllis polly priscilla priya rachel ramona rebecca regina renata renee rhonda
    rita roberta robin rochelle rosa rosalind rose rosemary roxanne ruth sabrina sadie sally samantha
    sandra sara sarah selena serena shannon sharon sheila shelley sherry sheryl shirley silvia simone
    sofia sonia sophia sophie stacey stacy stella stephanie sue susan susana susanna suzanne svetlana
    sylvia tamara tammy tanya tara tatiana teresa tess theresa tiffany tina toni tonya tracy trisha
    ulrike ursula valerie vanessa vera veronica vicki victoria violet virginia vivian wanda wendy
    whitney wilma winifred yasmin yolanda yulia yvette yvonne zainab zoe
    """
)

_COUNTRY_TABLE = """
Afghanistan|Afghan|Kabul
Albania|Albanian|Tirana
Algeria|Algerian|Algiers
Argentina|Argentine,Argentinian|Buenos Aires
Armenia|Armenian|Yerevan
Australia|Australian|Canberra
Austria|Austrian|Vienna
Azerbaijan|Azerbaijani|Baku
Bangladesh|Bangladeshi|Dhaka
Belarus|Belarusian|Minsk
Belgium|Belgian|
Bolivia|Bolivian|La Paz
Brazil|Brazilian|Brasilia
Britain|British|London,Downing Street,Whitehall
Bulgaria|Bulgarian|Sofia
Cambodia|Cambodian|Phnom Penh
Canada|Canadian|Ottawa
Chile|Chilean|Santiago
China|Chinese|Beijing
Colombia|Colombian|Bogota,Bogotá
Croatia|Croatian|Zagreb
Cuba|Cuban|Havana
Cyprus|Cypriot|Nicosia
Czech Republic|Czech|Prague
Denmark|Danish|Copenhagen
Ecuador|Ecuadorian|Quito
Egypt|Egyptian|Cairo
Estonia|Estonian|Tallinn
Ethiopia|Ethiopian|Addis Ababa
European Union|European|
Finland|Finnish|Helsinki
France|French|Paris,Élysée
Georgia|Georgian|Tbilisi
Germany|German|Berlin
Greece|Greek|Athens
Hungary|Hungarian|Budapest
Iceland|Icelandic|Reykjavik
India|Indian|New Delhi,Delhi
Indonesia|Indonesian|Jakarta
Iran|Iranian|Tehran
Iraq|Iraqi|Baghdad
Ireland|Irish|Dublin
Israel|Israeli|Jerusalem
Italy|Italian|Rome
Japan|Japanese|Tokyo
Jordan|Jordanian|Amman
Kazakhstan|Kazakh|Astana
Kenya|Kenyan|Nairobi
Latvia|Latvian|Riga
Lebanon|Lebanese|Beirut
Libya|Libyan|Tripoli
Lithuania|Lithuanian|Vilnius
Malaysia|Malaysian|Kuala Lumpur
Mexico|Mexican|Mexico City
Morocco|Moroccan|Rabat
Myanmar|Burmese|Naypyidaw
Netherlands|Dutch|The Hague
New Zealand|New Zealander|Wellington
Nigeria|Nigerian|Abuja
North Korea|North Korean|Pyongyang,DPRK,D.P.R.K.,the North
Norway|Norwegian|Oslo
Pakistan|Pakistani|Islamabad
Peru|Peruvian|Lima
Philippines|Filipino,Philippine|Manila
Poland|Polish|Warsaw
Portugal|Portuguese|Lisbon
Qatar|Qatari|Doha
Romania|Romanian|Bucharest
Russia|Russian|Moscow,Kremlin
Saudi Arabia|Saudi|Riyadh
Serbia|Serbian|Belgrade
Slovakia|Slovak|Bratislava
Slovenia|Slovenian|Ljubljana
South Africa|South African|Pretoria
South Korea|South Korean|Seoul,the South
Spain|Spanish|Madrid
Sudan|Sudanese|Khartoum
Sweden|Swedish|
Switzerland|Swiss|Bern
Syria|Syrian|Damascus
Taiwan|Taiwanese|Taipei
Thailand|Thai|Bangkok
Tunisia|Tunisian|Tunis
Turkey|Turkish|Ankara
Ukraine|Ukrainian|Kyiv,Kiev
United Arab Emirates|Emirati|Abu Dhabi
United Kingdom||
United States|American|Washington
Venezuela|Venezuelan|Caracas
Vietnam|Vietnamese|Hanoi
Yemen|Yemeni|Sanaa
Zimbabwe|Zimbabwean|Harare
"""
_ROWS = [line.split("|") for line in _COUNTRY_TABLE.strip().splitlines()]

COUNTRIES = frozenset(row[0] for row in _ROWS)
DEMONYMS = {word: row[0] for row in _ROWS for word in row[1].split(",") if word}
"""Demonym -> country."""
CAPITALS = {word: row[0] for row in _ROWS for word in row[2].split(",") if word}
"""A capital or seat of government, which may stand for the country's government -> country."""

POSTAL = {
    name: state
    for row in """
    alabama ala al|alaska ak|arizona ariz az|arkansas ark ar|california calif ca|colorado colo co|connecticut conn ct
    delaware de|florida fla fl|georgia ga|hawaii hi|idaho id|illinois ill il|indiana ind in|iowa ia|kansas kan ks
    kentucky ky|louisiana la|maine me|maryland md|massachusetts mass ma|michigan mich mi|minnesota minn mn
    mississippi miss ms|missouri mo|montana mont mt|nebraska neb ne|nevada nev nv|oklahoma okla ok|oregon ore or
    pennsylvania pa|tennessee tenn tn|texas tex tx|utah ut|vermont vt|virginia va|washington wash wa|wisconsin wis wi
    wyoming wyo wy|ohio oh
    """.replace("\n", "|").split("|")
    for state, *shorts in [row.split() or [""]]
    for name in shorts
} | {
    "nh": "new hampshire",
    "nj": "new jersey",
    "nm": "new mexico",
    "ny": "new york",
    "nc": "north carolina",
    "nd": "north dakota",
    "ri": "rhode island",
    "sc": "south carolina",
    "sd": "south dakota",
    "wv": "west virginia",
    "wva": "west virginia",
}
"""How a legislator's state is abbreviated, without full stops -> state, in lower case."""
