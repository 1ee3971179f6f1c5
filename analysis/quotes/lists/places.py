"""Countries, their people and capitals; the states and parties of American legislators."""

from __future__ import annotations

__all__ = ["CAPITALS", "COUNTRIES", "DEMONYMS", "PARTIES", "POSTAL"]

PARTIES = {"r": "Republican", "d": "Democratic", "i": "independent"}

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
