"""Organisations that observe elections or give legal opinions: the short name that records use, and how texts write it.

Sources: the bodies' own style (OSCE PA, PACE, the European Parliament), the Declaration of Principles for International
Election Observation (2005), whose endorsers observe together with ODIHR.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pipeline.vocabulary.patterns import any_of
from pipeline.vocabulary.sought import Sought

NAMES: dict[str, tuple[str, ...]] = {
    "OSCE/ODIHR": (
        "OSCE/ODIHR", "ODIHR", "OSCE ODIHR", "OSCE's Office for Democratic Institutions and Human Rights", "OSCE's human rights office",
        "OSCE Office for Democratic Institutions and Human Rights",
        "Office for Democratic Institutions and Human Rights", "OSCE's Office for Democratic Institutions",
        "OSCE's election watchdog", "OSCE's democracy office", "OSCE's rights office", "OSCE's human rights body", "OSCE's human rights bureau",
        "OSCE's human rights arm", "OSCE's election office", "OSCE's election body", "OSCE's Warsaw office", "OSCE's Warsaw-based office",
        "OSCE's democracy and human rights office", "OSCE human rights office", "OSCE democracy office",
        "office of the OSCE for democratic institutions and human rights", "office of the OSCE for democratic institutions",
    ),
    "OSCE PA": (
        "OSCE PA", "OSCE Parliamentary Assembly", "OSCE/PA", "OSCE-PA", "Parliamentary Assembly of the OSCE", "OSCE's Parliamentary Assembly",
        "OSCE's parliamentary assembly", "OSCE parliamentary assembly", "OSCE assembly", "OSCE's assembly",
        "Parliamentary Assembly of the Organization for Security and Co-operation in Europe",
        "Parliamentary Assembly of the Organization for Security and Cooperation in Europe",
    ),
    "PACE": (
        "PACE", "Parliamentary Assembly of the Council of Europe", "Council of Europe Parliamentary Assembly",
        "Council of Europe's Parliamentary Assembly", "Council of Europe's parliamentary assembly", "Council of Europe parliamentary assembly",
        "Council of Europe assembly", "Council of Europe's assembly",
    ),
    "EP": ("European Parliament", "EP"),
    "EU": ("European Union", "EU"),
    "CIS": ("Commonwealth of Independent States", "CIS"),
    "NATO PA": ("NATO PA", "NATO Parliamentary Assembly", "Parliamentary Assembly of NATO"),
    "PAM": ("Parliamentary Assembly of the Mediterranean",),
    "PABSEC": ("PABSEC", "Parliamentary Assembly of the Black Sea Economic Cooperation"),
    "TurkPA": ("TurkPA", "TURKPA", "Parliamentary Assembly of Turkic States", "Parliamentary Assembly of Turkic-speaking Countries"),
    "OTS": ("Organization of Turkic States", "Organisation of Turkic States", "Turkic Council", "OTS"),
    "CSTO PA": ("CSTO PA", "CSTO Parliamentary Assembly", "Parliamentary Assembly of the CSTO"),
    "IPA CIS": (
        "IPA CIS", "CIS IPA", "Interparliamentary Assembly of the CIS", "Inter-Parliamentary Assembly of the CIS", "CIS Interparliamentary Assembly",
        "CIS Inter-Parliamentary Assembly", "Interparliamentary Assembly",
    ),
    "PA of the Union of Belarus and Russia": ("Parliamentary Assembly of the Union of Belarus and Russia",),
    "OIC": ("Organisation of Islamic Cooperation", "Organization of Islamic Cooperation", "OIC"),
    "CICA": ("CICA",),
    "GUAM": ("GUAM",),
    "AU": ("African Union", "AU"),
    "ECOWAS": ("ECOWAS", "Economic Community of West African States"),
    "SADC": ("SADC", "Southern African Development Community"),
    "LAS": ("League of Arab States", "Arab League"),
    "OIF": ("International Organisation of La Francophonie", "Organisation internationale de la Francophonie", "OIF"),
    "Commonwealth": ("Commonwealth Observer Group", "Commonwealth Secretariat", "Commonwealth of Nations"),
    "ENEMO": ("ENEMO", "European Network of Election Monitoring Organizations"),
    "SCO": ("SCO", "Shanghai Cooperation Organisation", "Shanghai Co-operation Organisation","Shanghai Cooperation Organization", "Shanghai Co-operation Organization"),
    "OAS": ("Organization of American States", "OAS"),
    "Congress of the Council of Europe": (
        "Congress of Local and Regional Authorities", "Congress of Local and Regional Authorities of the Council of Europe",
        "Congress of the Council of Europe", "Council of Europe Congress", "Council of Europe's Congress",
        "Council of Europe Congress of Local and Regional Authorities", "Council of Europe's Congress of Local and Regional Authorities",
    ),
}  # fmt: skip
ASSEMBLIES = frozenset({"OSCE PA", "PACE", "EP", "NATO PA", "Congress of the Council of Europe"})
"""Bodies of elected members, whose observers are delegations."""
OTHERS = frozenset({
    "CIS", "SCO", "OAS", "TurkPA", "OTS", "CSTO PA", "IPA CIS", "PA of the Union of Belarus and Russia", "OIC", "CICA", "GUAM", "ENEMO", "AU", "ECOWAS", "SADC",
    "LAS", "OIF", "PAM", "PABSEC", "Commonwealth",
})  # fmt: skip
"""Bodies that send observers of their own, apart from those of the OSCE and its partners."""
SENDERS = ASSEMBLIES | OTHERS
"""Bodies that send observers of their own, beside a mission of ODIHR's."""
CALLED: dict[str, tuple[str, ...]] = {
    "OSCE PA": ("Assembly", "Parliamentary Assembly"),
    "PACE": ("Assembly", "Parliamentary Assembly"),
    "NATO PA": ("Assembly", "Parliamentary Assembly"),
    "Congress of the Council of Europe": ("Congress",),
    "EP": ("Parliament",),
    "CIS": ("Commonwealth",),
}
"""What a body is called where the text has named it in full, and no other body goes by that name in it."""
OBSERVING = frozenset({"OSCE/ODIHR", "OSCE PA", "PACE", "EP", "NATO PA", "Congress of the Council of Europe"})
"""Bodies that observe elections together in one mission."""


@cache
def written() -> dict[str, str]:
    """Every way to write a body's name, in capitals too as headings have it, to the short name."""
    names = {name: short for short, names in NAMES.items() for name in names}
    return {name.upper(): short for name, short in names.items() if " " in name} | names


@cache
def pattern() -> Sought:
    """Finds bodies by name in running text."""
    return Sought(rf"(?<![\p{{L}}/])(?:{any_of(written())})(?![\p{{L}}])", written())


def short(name: str) -> str:
    """The name that records use for a body as a text writes it."""
    return written()[" ".join(name.replace("’", "'").split())]


def called(named: Iterable[str]) -> dict[str, str]:
    """What goes by less than its name, to its short name: only where one of the bodies that a text names may go by it."""
    known = set(named)
    bearers = {word: [short for short in known if word in CALLED.get(short, ())] for word in sorted(_called_words())}
    return {word: shorts[0] for word, shorts in bearers.items() if len(shorts) == 1}


@cache
def _called_words() -> frozenset[str]:
    return frozenset(word for words in CALLED.values() for word in words)
