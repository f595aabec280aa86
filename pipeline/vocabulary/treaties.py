"""Treaties by name, and the documents of the OSCE's commitments.

Sources: the United Nations Treaty Collection, Multilateral Treaties Deposited with the Secretary-General, by chapter and
number (`UNTC IV-4`); the Council of Europe Treaty Office (`ETS 5`, `CETS 210`); ILO's NORMLEX for its conventions, which
are known by number alone; OSCE documents by the place and year of their adoption. A row reads
`value|name from its noun on, and other forms of it|abbreviations|source`. Forms start with Convention, Covenant, Protocol,
Charter or Statute; what stands before it (International, European, Optional) is no part of them. A value may have several rows.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

TABLE = """
ICERD|Convention on the Elimination of All Forms of Racial Discrimination,Convention on the Elimination of Racial Discrimination|ICERD|UNTC IV-2
ICESCR|Covenant on Economic, Social and Cultural Rights|ICESCR|UNTC IV-3
OP-ICESCR|Protocol to the Covenant on Economic, Social and Cultural Rights,Protocol to the ICESCR|OP-ICESCR,ICESCR-OP|UNTC IV-3-a
ICCPR|Covenant on Civil and Political Rights|ICCPR|UNTC IV-4
ICCPR-OP1|Protocol to the Covenant on Civil and Political Rights,Protocol to the ICCPR|ICCPR-OP1,ICCPR-OP 1,OP-ICCPR|UNTC IV-5
ICCPR-OP2|Protocol to the Covenant on Civil and Political Rights aiming at the abolition of the death penalty|ICCPR-OP2,ICCPR-OP 2|UNTC IV-12
ICCPR-OP2|Protocol to the ICCPR aiming at the abolition of the death penalty||UNTC IV-12
CEDAW|Convention on the Elimination of All Forms of Discrimination against Women,Convention on the Elimination of Discrimination against Women|CEDAW|UNTC IV-8
OP-CEDAW|Protocol to the Convention on the Elimination of All Forms of Discrimination against Women,Protocol to the CEDAW|OP-CEDAW|UNTC IV-8-b
CAT|Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment,Convention against Torture|CAT,UNCAT|UNTC IV-9
OP-CAT|Protocol to the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment|OP-CAT,OPCAT|UNTC IV-9-b
OP-CAT|Protocol to the Convention against Torture||UNTC IV-9-b
OP-CAT|Protocol to the CAT||UNTC IV-9-b
CRC|Convention on the Rights of the Child|CRC|UNTC IV-11
OP-CRC|Protocol to the Convention on the Rights of the Child,Protocol to the CRC||UNTC IV-11
OP-CRC-AC|Protocol to the Convention on the Rights of the Child on the involvement of children in armed conflict|OP-CRC-AC,OP-AC|UNTC IV-11-b
OP-CRC-AC|Protocol to the CRC on the involvement of children in armed conflict||UNTC IV-11-b
OP-CRC-SC|Protocol to the Convention on the Rights of the Child on the sale of children,Protocol to the CRC on the sale of children|OP-CRC-SC,OP-SC|UNTC IV-11-c
OP-CRC-IC|Protocol to the Convention on the Rights of the Child on a communications procedure,Protocol to the CRC on a communications procedure|OP-CRC-IC|UNTC IV-11-d
ICRMW|Convention on the Protection of the Rights of All Migrant Workers and Members of Their Families|ICRMW|UNTC IV-13
ICRMW|Convention on the Protection of the Rights of All Migrant Workers||UNTC IV-13
ICRMW|Convention on the Protection of the Rights of Migrant Workers||UNTC IV-13
CRPD|Convention on the Rights of Persons with Disabilities|CRPD|UNTC IV-15
OP-CRPD|Protocol to the Convention on the Rights of Persons with Disabilities,Protocol to the CRPD|OP-CRPD|UNTC IV-15-a
ICPPED|Convention for the Protection of All Persons from Enforced Disappearance|ICPPED,CPED|UNTC IV-16
ICPPED|Convention on the Protection of All Persons from Enforced Disappearance||UNTC IV-16
Genocide Convention|Convention on the Prevention and Punishment of the Crime of Genocide||UNTC IV-1
Refugee Convention|Convention relating to the Status of Refugees||UNTC V-2
Refugee Protocol|Protocol relating to the Status of Refugees||UNTC V-5
Statelessness Convention 1954|Convention relating to the Status of Stateless Persons||UNTC V-3
Statelessness Convention 1961|Convention on the Reduction of Statelessness||UNTC V-4
Rome Statute|Statute of the International Criminal Court||UNTC XVIII-10
UNTOC|Convention against Transnational Organized Crime|UNTOC|UNTC XVIII-12
Palermo Protocol|Protocol to Prevent, Suppress and Punish Trafficking in Persons||UNTC XVIII-12-a
UNCAC|Convention against Corruption|UNCAC|UNTC XVIII-14
UNESCO CDE|Convention against Discrimination in Education||UNESCO 1960
Hague Adoption Convention|Convention on Protection of Children and Co-operation in Respect of Intercountry Adoption||HCCH 33
ECHR|Convention for the Protection of Human Rights and Fundamental Freedoms,Convention on Human Rights|ECHR|ETS 5
European Social Charter|||ETS 35, 163
ECPT|Convention for the Prevention of Torture and Inhuman or Degrading Treatment or Punishment||ETS 126
ECRML|Charter for Regional or Minority Languages|ECRML|ETS 148
FCNM|Convention for the Protection of National Minorities|FCNM|ETS 157
Budapest Convention|Convention on Cybercrime||ETS 185
CoE Trafficking Convention|Convention on Action against Trafficking in Human Beings||CETS 197
Lanzarote Convention|Convention on the Protection of Children against Sexual Exploitation and Sexual Abuse||CETS 201
Istanbul Convention|Convention on preventing and combating violence against women and domestic violence||CETS 210
"""

NICKNAMES = {
    "Istanbul Convention": "Istanbul Convention",
    "Lanzarote Convention": "Lanzarote Convention",
    "Budapest Convention": "Budapest Convention",
    "Palermo Protocol": "Palermo Protocol",
    "Genocide Convention": "Genocide Convention",
    "Refugee Convention": "Refugee Convention",
    "Rome Statute": "Rome Statute",
    "European Social Charter": "European Social Charter",
    "Geneva Conventions": "Geneva Conventions",
    "Migrant Workers Convention": "ICRMW",
    "Torture Convention": "CAT",
    "Racial Discrimination Convention": "ICERD",
}
"""Names whose noun stands last."""
OF_COMMITTEES = frozenset(("CAT", "CRC", "CEDAW", "CRPD", "ECHR"))
"""Abbreviations that also stand for the body that watches over the treaty, and for other things."""
OSCE_DOCUMENTS = {
    "Helsinki Final Act": "1975",
    "Madrid Document": "1983",
    "Stockholm Document": "1986",
    "Copenhagen Document": "1990",
    "Charter of Paris": "1990",
    "Moscow Document": "1991",
    "Helsinki Document": "1992",
    "Budapest Document": "1994",
    "Lisbon Document": "1996",
    "Istanbul Document": "1999",
    "Maastricht Document": "2003",
}
"""Documents of the OSCE's commitments by their places, with the year; the Vienna Document has several years."""


class Treaty(NamedTuple):
    """A treaty by the value that references have for it."""

    value: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    source: str


@cache
def table() -> tuple[Treaty, ...]:
    """All treaties; a comma that no capital noun follows is part of a name."""
    return tuple(_row(line) for line in TABLE.strip().splitlines())


def _row(line: str) -> Treaty:
    value, names, abbreviations, source = line.split("|")
    parts = names.replace(",Convention", "|Convention").replace(",Protocol", "|Protocol").split("|")
    return Treaty(value, tuple(filter(None, parts)), tuple(filter(None, abbreviations.split(","))), source)


@cache
def by_name() -> dict[str, str]:
    """Values by name from its noun on, in lower case and without articles."""
    return {key(name): treaty.value for treaty in table() for name in treaty.names}


@cache
def by_abbreviation() -> dict[str, str]:
    """Values by abbreviation."""
    return {short: treaty.value for treaty in table() for short in treaty.abbreviations}


def key(name: str) -> str:
    """A name as `by_name` has it: in lower case, `the` and `International` left out."""
    return " ".join(word for word in name.lower().split() if word not in ("the", "international"))
