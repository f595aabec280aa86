"""Countries: ISO 3166 alpha-3 codes, the UN's short names, other names, adjectives, capitals.

Sources: ISO 3166-1 (codes), the UN Terminology Database (short and formal names), the capital and adjective lists of the
UN editorial manual. Kosovo is XKX and the European Union EUU, as CONTRACT has them. A row reads
`code|name|other names|adjectives|capital and its older names`. A name that is no evidence for its State on its own
(Georgia in the United States, a Congo without more) stays in the table; who looks it up sees the context.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pipeline.vocabulary.patterns import any_of
from pipeline.vocabulary.sought import Sought

TABLE = """
AFG|Afghanistan|Islamic Republic of Afghanistan|Afghan|Kabul
ALB|Albania|Republic of Albania|Albanian|Tirana
DZA|Algeria|People's Democratic Republic of Algeria|Algerian|Algiers
AND|Andorra|Principality of Andorra|Andorran|Andorra la Vella
AGO|Angola|Republic of Angola|Angolan|Luanda
ATG|Antigua and Barbuda|||Saint John's
ARG|Argentina|Argentine Republic|Argentine,Argentinian|Buenos Aires
ARM|Armenia|Republic of Armenia|Armenian|Yerevan
AUS|Australia||Australian|Canberra
AUT|Austria|Republic of Austria|Austrian|Vienna
AZE|Azerbaijan|Republic of Azerbaijan|Azerbaijani|Baku
BHS|Bahamas|The Bahamas,Commonwealth of the Bahamas|Bahamian|Nassau
BHR|Bahrain|Kingdom of Bahrain|Bahraini|Manama
BGD|Bangladesh|People's Republic of Bangladesh|Bangladeshi|Dhaka
BRB|Barbados||Barbadian|Bridgetown
BLR|Belarus|Republic of Belarus|Belarusian,Belarusan|Minsk
BEL|Belgium|Kingdom of Belgium|Belgian|Brussels
BLZ|Belize||Belizean|Belmopan
BEN|Benin|Republic of Benin|Beninese|Porto-Novo
BTN|Bhutan|Kingdom of Bhutan|Bhutanese|Thimphu
BOL|Bolivia|Bolivia (Plurinational State of),Plurinational State of Bolivia|Bolivian|La Paz,Sucre
BIH|Bosnia and Herzegovina|BiH,Bosnia & Herzegovina|Bosnian|Sarajevo
BWA|Botswana|Republic of Botswana|Botswanan|Gaborone
BRA|Brazil|Federative Republic of Brazil|Brazilian|Brasilia,Brasília
BRN|Brunei Darussalam|Brunei|Bruneian|Bandar Seri Begawan
BGR|Bulgaria|Republic of Bulgaria|Bulgarian|Sofia
BFA|Burkina Faso||Burkinabe|Ouagadougou
BDI|Burundi|Republic of Burundi|Burundian|Bujumbura,Gitega
CPV|Cabo Verde|Cape Verde|Cabo Verdean,Cape Verdean|Praia
KHM|Cambodia|Kingdom of Cambodia|Cambodian|Phnom Penh
CMR|Cameroon|Republic of Cameroon|Cameroonian|Yaounde,Yaoundé
CAN|Canada||Canadian|Ottawa
CAF|Central African Republic|||Bangui
TCD|Chad|Republic of Chad|Chadian|N'Djamena
CHL|Chile|Republic of Chile|Chilean|Santiago
CHN|China|People's Republic of China|Chinese|Beijing
COL|Colombia|Republic of Colombia|Colombian|Bogota,Bogotá
COM|Comoros|Union of the Comoros|Comorian|Moroni
COG|Congo|Republic of the Congo|Congolese|Brazzaville
CRI|Costa Rica|Republic of Costa Rica|Costa Rican|San José
CIV|Côte d'Ivoire|Cote d'Ivoire,Ivory Coast|Ivorian|Yamoussoukro,Abidjan
HRV|Croatia|Republic of Croatia|Croatian,Croat|Zagreb
CUB|Cuba|Republic of Cuba|Cuban|Havana
CYP|Cyprus|Republic of Cyprus|Cypriot|Nicosia
CZE|Czechia|Czech Republic|Czech|Prague
PRK|Democratic People's Republic of Korea|DPRK,DPR Korea,North Korea||Pyongyang
COD|Democratic Republic of the Congo|DRC,DR Congo,Democratic Republic of Congo||Kinshasa
DNK|Denmark|Kingdom of Denmark|Danish|Copenhagen
DJI|Djibouti|Republic of Djibouti|Djiboutian|
DMA|Dominica|Commonwealth of Dominica||Roseau
DOM|Dominican Republic|||Santo Domingo
ECU|Ecuador|Republic of Ecuador|Ecuadorian|Quito
EGY|Egypt|Arab Republic of Egypt|Egyptian|Cairo
SLV|El Salvador|Republic of El Salvador|Salvadoran|San Salvador
GNQ|Equatorial Guinea|Republic of Equatorial Guinea||Malabo
ERI|Eritrea|State of Eritrea|Eritrean|Asmara
EST|Estonia|Republic of Estonia|Estonian|Tallinn
SWZ|Eswatini|Swaziland,Kingdom of Eswatini|Swazi|Mbabane
ETH|Ethiopia|Federal Democratic Republic of Ethiopia|Ethiopian|Addis Ababa
EUU|European Union|EU||
FJI|Fiji|Republic of Fiji|Fijian|Suva
FIN|Finland|Republic of Finland|Finnish|Helsinki
FRA|France|French Republic|French|Paris
GAB|Gabon|Gabonese Republic|Gabonese|Libreville
GMB|Gambia|The Gambia,Gambia (Republic of The)|Gambian|Banjul
GEO|Georgia||Georgian|Tbilisi
DEU|Germany|Federal Republic of Germany|German|Berlin
GHA|Ghana|Republic of Ghana|Ghanaian|Accra
GRC|Greece|Hellenic Republic|Greek,Hellenic|Athens
GRD|Grenada|||Saint George's
GTM|Guatemala|Republic of Guatemala|Guatemalan|Guatemala City
GIN|Guinea|Republic of Guinea|Guinean|Conakry
GNB|Guinea-Bissau|Guinea Bissau||Bissau
GUY|Guyana|Republic of Guyana|Guyanese|Georgetown
HTI|Haiti|Republic of Haiti|Haitian|Port-au-Prince
VAT|Holy See|Vatican,Vatican City||Vatican City
HND|Honduras|Republic of Honduras|Honduran|Tegucigalpa
HUN|Hungary|Republic of Hungary|Hungarian|Budapest
ISL|Iceland|Republic of Iceland|Icelandic|Reykjavik,Reykjavík
IND|India|Republic of India|Indian|New Delhi
IDN|Indonesia|Republic of Indonesia|Indonesian|Jakarta
IRN|Iran|Iran (Islamic Republic of),Islamic Republic of Iran|Iranian|Tehran
IRQ|Iraq|Republic of Iraq|Iraqi|Baghdad
IRL|Ireland|Republic of Ireland|Irish|Dublin
ISR|Israel|State of Israel|Israeli|
ITA|Italy|Italian Republic|Italian|Rome
JAM|Jamaica||Jamaican|Kingston
JPN|Japan||Japanese|Tokyo
JOR|Jordan|Hashemite Kingdom of Jordan|Jordanian|Amman
KAZ|Kazakhstan|Republic of Kazakhstan|Kazakh,Kazakhstani|Astana,Nur-Sultan,Almaty
KEN|Kenya|Republic of Kenya|Kenyan|Nairobi
KIR|Kiribati|||Tarawa
XKX|Kosovo||Kosovar|Pristina,Prishtina
KWT|Kuwait|State of Kuwait|Kuwaiti|Kuwait City
KGZ|Kyrgyzstan|Kyrgyz Republic|Kyrgyz,Kyrgyzstani|Bishkek
LAO|Lao People's Democratic Republic|Laos,Lao PDR|Lao,Laotian|Vientiane
LVA|Latvia|Republic of Latvia|Latvian|Riga
LBN|Lebanon|Lebanese Republic|Lebanese|Beirut
LSO|Lesotho|Kingdom of Lesotho||Maseru
LBR|Liberia|Republic of Liberia|Liberian|Monrovia
LBY|Libya|State of Libya,Libyan Arab Jamahiriya|Libyan|Tripoli
LIE|Liechtenstein|Principality of Liechtenstein||Vaduz
LTU|Lithuania|Republic of Lithuania|Lithuanian|Vilnius
LUX|Luxembourg|Grand Duchy of Luxembourg|Luxembourgish|Luxembourg City
MDG|Madagascar|Republic of Madagascar|Malagasy|Antananarivo
MWI|Malawi|Republic of Malawi|Malawian|Lilongwe
MYS|Malaysia||Malaysian|Kuala Lumpur
MDV|Maldives|Republic of Maldives|Maldivian|Malé
MLI|Mali|Republic of Mali|Malian|Bamako
MLT|Malta|Republic of Malta|Maltese|Valletta
MHL|Marshall Islands|||Majuro
MRT|Mauritania|Islamic Republic of Mauritania|Mauritanian|Nouakchott
MUS|Mauritius|Republic of Mauritius|Mauritian|Port Louis
MEX|Mexico|United Mexican States|Mexican|Mexico City
FSM|Micronesia|Micronesia (Federated States of),Federated States of Micronesia|Micronesian|Palikir
MDA|Moldova|Republic of Moldova|Moldovan|Chisinau,Chişinău,Chișinău
MCO|Monaco|Principality of Monaco|Monegasque|
MNG|Mongolia||Mongolian|Ulaanbaatar
MNE|Montenegro||Montenegrin|Podgorica
MAR|Morocco|Kingdom of Morocco|Moroccan|Rabat
MOZ|Mozambique|Republic of Mozambique|Mozambican|Maputo
MMR|Myanmar|Burma|Burmese|Nay Pyi Taw
NAM|Namibia|Republic of Namibia|Namibian|Windhoek
NRU|Nauru||Nauruan|
NPL|Nepal||Nepalese,Nepali|Kathmandu
NLD|Netherlands|Netherlands (Kingdom of the),Kingdom of the Netherlands,The Netherlands|Dutch|Amsterdam,The Hague
NZL|New Zealand|||Wellington
NIC|Nicaragua|Republic of Nicaragua|Nicaraguan|Managua
NER|Niger|Republic of the Niger||Niamey
NGA|Nigeria|Federal Republic of Nigeria|Nigerian|Abuja
MKD|North Macedonia|The former Yugoslav Republic of Macedonia,former Yugoslav Republic of Macedonia,Republic of North Macedonia,FYR Macedonia,Macedonia|Macedonian|Skopje
NOR|Norway|Kingdom of Norway|Norwegian|Oslo
OMN|Oman|Sultanate of Oman|Omani|Muscat
PAK|Pakistan|Islamic Republic of Pakistan|Pakistani|Islamabad
PLW|Palau||Palauan|
PAN|Panama|Republic of Panama|Panamanian|Panama City
PNG|Papua New Guinea|||Port Moresby
PRY|Paraguay|Republic of Paraguay|Paraguayan|Asunción
PER|Peru|Republic of Peru|Peruvian|Lima
PHL|Philippines|Republic of the Philippines,The Philippines|Philippine,Filipino|Manila
POL|Poland|Republic of Poland|Polish|Warsaw
PRT|Portugal|Portuguese Republic|Portuguese|Lisbon
QAT|Qatar|State of Qatar|Qatari|Doha
KOR|Republic of Korea|South Korea,ROK|Korean|Seoul
ROU|Romania||Romanian|Bucharest
RUS|Russian Federation|Russia|Russian|Moscow
RWA|Rwanda|Republic of Rwanda|Rwandan|Kigali
KNA|Saint Kitts and Nevis|St. Kitts and Nevis||Basseterre
LCA|Saint Lucia|St. Lucia||Castries
VCT|Saint Vincent and the Grenadines|St. Vincent and the Grenadines||Kingstown
WSM|Samoa||Samoan|Apia
SMR|San Marino|Republic of San Marino|Sammarinese|
STP|Sao Tome and Principe|São Tomé and Príncipe||São Tomé
SAU|Saudi Arabia|Kingdom of Saudi Arabia|Saudi,Saudi Arabian|Riyadh
SEN|Senegal|Republic of Senegal|Senegalese|Dakar
SRB|Serbia|Republic of Serbia|Serbian|Belgrade
SYC|Seychelles||Seychellois|Victoria
SLE|Sierra Leone||Sierra Leonean|Freetown
SGP|Singapore|Republic of Singapore|Singaporean|
SVK|Slovakia|Slovak Republic|Slovak,Slovakian|Bratislava
SVN|Slovenia|Republic of Slovenia|Slovenian,Slovene|Ljubljana
SLB|Solomon Islands|||Honiara
SOM|Somalia|Federal Republic of Somalia|Somali|Mogadishu
ZAF|South Africa|Republic of South Africa|South African|Pretoria,Cape Town
SSD|South Sudan|Republic of South Sudan|South Sudanese|Juba
ESP|Spain|Kingdom of Spain|Spanish|Madrid
LKA|Sri Lanka||Sri Lankan|Colombo
PSE|State of Palestine|Palestine|Palestinian|Ramallah
SDN|Sudan|Republic of the Sudan,The Sudan|Sudanese|Khartoum
SUR|Suriname|Republic of Suriname|Surinamese|Paramaribo
SWE|Sweden|Kingdom of Sweden|Swedish|Stockholm
CHE|Switzerland|Swiss Confederation|Swiss|Bern,Berne
SYR|Syrian Arab Republic|Syria|Syrian|Damascus
TJK|Tajikistan|Republic of Tajikistan|Tajik,Tajikistani|Dushanbe
THA|Thailand|Kingdom of Thailand|Thai|Bangkok
TLS|Timor-Leste|East Timor|Timorese|Dili
TGO|Togo|Togolese Republic|Togolese|Lomé
TON|Tonga||Tongan|
TTO|Trinidad and Tobago|||Port of Spain
TUN|Tunisia|Republic of Tunisia|Tunisian|Tunis
TUR|Türkiye|Turkey,Republic of Turkey,Republic of Türkiye|Turkish|Ankara
TKM|Turkmenistan||Turkmen|Ashgabat
TUV|Tuvalu||Tuvaluan|Funafuti
UGA|Uganda|Republic of Uganda|Ugandan|Kampala
UKR|Ukraine||Ukrainian|Kyiv,Kiev
ARE|United Arab Emirates|UAE|Emirati|Abu Dhabi
GBR|United Kingdom|United Kingdom of Great Britain and Northern Ireland,UK,Great Britain|British|London
TZA|United Republic of Tanzania|Tanzania|Tanzanian|Dodoma,Dar es Salaam
USA|United States|United States of America,USA,US|American|Washington
URY|Uruguay|Eastern Republic of Uruguay|Uruguayan|Montevideo
UZB|Uzbekistan|Republic of Uzbekistan|Uzbek,Uzbekistani|Tashkent
VUT|Vanuatu|Republic of Vanuatu||Port Vila
VEN|Venezuela|Venezuela (Bolivarian Republic of),Bolivarian Republic of Venezuela|Venezuelan|Caracas
VNM|Viet Nam|Vietnam|Vietnamese|Hanoi,Ha Noi
YEM|Yemen|Republic of Yemen|Yemeni|Sana'a
ZMB|Zambia|Republic of Zambia|Zambian|Lusaka
ZWE|Zimbabwe|Republic of Zimbabwe|Zimbabwean|Harare
"""

OPINION_CODES = {
    "AZ": "AZE",
    "BIH": "BIH",
    "BOS": "BIH",
    "BUL": "BGR",
    "CRO": "HRV",
    "CZ": "CZE",
    "FYROM": "MKD",
    "GER": "DEU",
    "KOS": "XKX",
    "KYR": "KGZ",
    "LAT": "LVA",
    "MAC": "MKD",
    "MOL": "MDA",
    "MON": "MNE",
    "MONG": "MNG",
    "MOLD": "MDA",
    "NMKD": "MKD",
    "NMK": "MKD",
    "ROM": "ROU",
    "SER": "SRB",
    "SLO": "SVN",
    "SPA": "ESP",
    "SWI": "CHE",
    "TAJ": "TJK",
    "TUR": "TUR",
    "TURK": "TKM",
    "UK": "GBR",
    "UZ": "UZB",
}
"""Codes in ODIHR opinion numbers that are not ISO's, as read in the numbers of published opinions."""


class Country(NamedTuple):
    """One row of the table."""

    iso3: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]


def _row(line: str) -> Country:
    iso3, name, others, adjectives, capitals = line.split("|")
    return Country(iso3, name, (name, *_cells(others)), _cells(adjectives), _cells(capitals))


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(",") if part)


@cache
def table() -> dict[str, Country]:
    """All countries by ISO code."""
    rows = (_row(line) for line in TABLE.strip().splitlines())
    return {row.iso3: row for row in rows}


@cache
def names() -> dict[str, str]:
    """ISO codes by every name of a country, in lower case."""
    return {name.lower(): row.iso3 for row in table().values() for name in row.names}


@cache
def adjectives() -> dict[str, str]:
    """ISO codes by adjective, in lower case."""
    return {word.lower(): row.iso3 for row in table().values() for word in row.adjectives}


@cache
def capitals() -> dict[str, str]:
    """ISO codes by capital, in lower case."""
    return {city.lower(): row.iso3 for row in table().values() for city in row.capitals}


@cache
def name_pattern() -> Sought:
    """Finds countries by name in running text; names of two letters are left out, they are words in other languages."""
    every = [name for row in table().values() for name in row.names if len(name) > 2]
    return Sought(rf"\b{any_of(every)}\b", every)


def by_name(name: str) -> Country | None:
    """The country of a name as documents write it, with or without its article; None for what is no country's."""
    key = " ".join(name.replace("’", "'").split()).lower()
    iso3 = names().get(key) or names().get(key.removeprefix("the "))
    return table()[iso3] if iso3 else None


def by_code(code: str) -> Country | None:
    """The country of an ISO code, or of a code that opinion numbers use."""
    code = code.upper()
    return table().get(code) or table().get(OPINION_CODES.get(code, ""))
