"""Kinds of election missions, of elections and of observers, with the words that name them.

Sources: OSCE/ODIHR Election Observation Handbook (formats of activity, roles of observers); CONTRACT for the short names.
"""

from __future__ import annotations

MISSIONS: tuple[tuple[str, str], ...] = (
    ("LEOM", r"[Ll]imited\s+[Ee]lection\s+[Oo]bservation\s+[Mm]issions?|LEOMs?"),
    (
        "IEOM",
        r"[Ii]nternational\s+[Ee]lection\s+[Oo]bservation\s+[Mm]issions?|IEOMs?|joint\s+election\s+observation\s+mission",
    ),
    ("ROM", r"[Rr]eferendum\s+(?:[Oo]bservation|[Aa]ssessment)\s+[Mm]issions?|ROMs?"),
    ("NAM", r"[Nn]eeds\s+[Aa]ssessment\s+[Mm]issions?|NAMs?"),
    ("EAM", r"[Ee]lection\s+[Aa]ssessment\s+[Mm]issions?|EAMs?"),
    ("EET", r"[Ee]lection\s+(?:[Ee]xpert|[Ss]upport)\s+[Tt]eams?|[Ee]lection\s+[Ee]xpert\s+[Mm]issions?|EETs?"),
    ("EOM", r"(?:[Ee]lection|[Ee]lectoral)\s+[Oo]bservation\s+[Mm]issions?|[Oo]bservation\s+[Mm]issions?|EOMs?"),
    ("other", r"[Ss]pecial\s+[Ee]lection\s+[Oo]bservation\s+[Mm]issions?|SEOMs?"),
)
"""Type and the pattern that names it, the more special first. Words may be capitalised or not; short forms are in capitals."""

ELECTION_KINDS: tuple[tuple[str, str], ...] = (
    ("presidential and parliamentary", r"(?:presidential\s+and\s+parliamentary|parliamentary\s+and\s+presidential)"),
    ("presidential", r"presidential"),
    ("parliamentary", r"parliamentary|legislative"),
    ("general", r"general"),
    ("local", r"local|municipal|regional|provincial"),
    ("referendum", r"constitutional\s+referendum|referendum"),
    ("European", r"European\s+Parliament"),
)
TIMING: tuple[tuple[str, str], ...] = (
    ("early", r"early|snap|pre-term|extraordinary"),
    ("repeat", r"repeat|re-run|rerun"),
)

PARLIAMENTS: tuple[str, ...] = (
    "Majilis", "Mazhilis", "Mäjilis", "Parliament", "National Assembly", "State Duma", "Verkhovna Rada", "Jogorku Kenesh", "Milli Majlis", "Oliy Majlis",
    "Majlisi Namoyandagon", "Mejlis", "State Great Khural", "State Great Hural", "House of Representatives", "Bundestag", "Seimas", "Saeima", "Riigikogu", "Sejm", "Senate",
    "Grand National Assembly", "Assembly", "Congress", "House of Commons", "Althingi", "Storting", "Folketing", "Eduskunta", "Sámediggi", "Legislative Chamber",
)  # fmt: skip
