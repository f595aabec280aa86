"""Organisations that observe elections or give legal opinions: the short name that records use, and how texts write it.

Sources: the bodies' own style (OSCE PA, PACE, the European Parliament), the Declaration of Principles for International
Election Observation (2005), whose endorsers observe together with ODIHR.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.vocabulary.patterns import any_of

NAMES: dict[str, tuple[str, ...]] = {
    "OSCE/ODIHR": (
        "OSCE/ODIHR", "ODIHR", "OSCE ODIHR", "OSCE's Office for Democratic Institutions and Human Rights", "OSCE's human rights office",
        "OSCE Office for Democratic Institutions and Human Rights",
        "Office for Democratic Institutions and Human Rights",
    ),
    "OSCE PA": ("OSCE PA", "OSCE Parliamentary Assembly", "OSCE/PA", "Parliamentary Assembly of the OSCE"),
    "PACE": ("PACE", "Parliamentary Assembly of the Council of Europe"),
    "EP": ("European Parliament", "EP"),
    "EU": ("European Union", "EU"),
    "CIS": ("Commonwealth of Independent States", "CIS"),
    "NATO PA": ("NATO PA", "NATO Parliamentary Assembly"),
    "TurkPA": ("TurkPA", "TURKPA", "Parliamentary Assembly of Turkic States"),
    "OTS": ("Organization of Turkic States", "Turkic Council"),
    "CSTO PA": ("CSTO PA", "CSTO Parliamentary Assembly"),
    "IPA CIS": ("IPA CIS", "Interparliamentary Assembly of the CIS", "CIS Interparliamentary Assembly"),
    "OIC": ("Organisation of Islamic Cooperation", "Organization of Islamic Cooperation", "OIC"),
    "GUAM": ("GUAM",),
    "ENEMO": ("ENEMO", "European Network of Election Monitoring Organizations"),
    "SCO": ("SCO", "Shanghai Cooperation Organisation", "Shanghai Co-operation Organisation","Shanghai Cooperation Organization", "Shanghai Co-operation Organization"),
    "OAS": ("Organization of American States", "OAS"),
    "Congress of the Council of Europe": ("Congress of Local and Regional Authorities", "Congress of the Council of Europe"),
}  # fmt: skip
ASSEMBLIES = frozenset({"OSCE PA", "PACE", "EP", "NATO PA", "Congress of the Council of Europe"})
"""Bodies of elected members, whose observers are delegations."""
OTHERS = frozenset({"CIS", "SCO", "OAS", "TurkPA", "OTS", "CSTO PA", "IPA CIS", "OIC", "GUAM", "ENEMO"})
"""Bodies that send observers of their own, apart from those of the OSCE and its partners."""
OBSERVING = frozenset({"OSCE/ODIHR", "OSCE PA", "PACE", "EP", "NATO PA", "Congress of the Council of Europe"})
"""Bodies that observe elections together in one mission."""


@cache
def pattern() -> regex.Pattern[str]:
    """Finds bodies by name in running text."""
    return regex.compile(
        rf"(?<![\p{{L}}/])(?:{any_of(name for names in NAMES.values() for name in names)})(?![\p{{L}}])"
    )


@cache
def _short() -> dict[str, str]:
    return {name: short for short, names in NAMES.items() for name in names}


def short(name: str) -> str:
    """The name that records use for a body as a text writes it."""
    return _short()[" ".join(name.replace("’", "'").split())]
