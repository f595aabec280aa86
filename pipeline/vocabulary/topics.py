"""Topic codes of ODIHR opinion numbers, decoded.

Source: the titles of published opinions on legislationline.org that carry the code; a code that is not here is kept as
written and decodes to nothing.
"""

from __future__ import annotations

TOPICS: dict[str, str] = {
    "AML": "anti-money laundering",
    "ASY": "asylum",
    "CONST": "constitutional law",
    "CORR": "anti-corruption",
    "CRIM": "criminal law",
    "CT": "counter-terrorism",
    "DP": "death penalty",
    "DV": "domestic violence",
    "ELE": "elections",
    "FOA": "freedom of association",
    "FOASS": "freedom of association",
    "FOE": "freedom of expression",
    "FOI": "freedom of information",
    "FOPA": "freedom of peaceful assembly",
    "FOR": "freedom of religion or belief",
    "FORB": "freedom of religion or belief",
    "GEN": "general",
    "GEND": "gender equality",
    "GENDER": "gender equality",
    "HCRIM": "hate crime",
    "HRD": "human rights defenders",
    "IMM": "immunity",
    "JUD": "judiciary",
    "LEG": "legislative process",
    "LEGIS": "legislative process",
    "LGBTI": "rights of LGBTI people",
    "MIG": "migration",
    "MIN": "national minorities",
    "NDISCR": "non-discrimination",
    "NGO": "non-governmental organizations",
    "NHRI": "national human rights institutions",
    "PARL": "parliaments",
    "POL": "police",
    "POLIT": "political parties and public life",
    "REF": "referendums",
    "RELIG": "freedom of religion or belief",
    "TERR": "counter-terrorism",
    "TORT": "prevention of torture",
    "TRAFF": "trafficking in human beings",
    "VAW": "violence against women",
}
