"""Kinds of election missions, of elections and of observers, with the words that name them.

Sources: OSCE/ODIHR Election Observation Handbook (formats of activity, roles of observers); CONTRACT for the short names.
"""

from __future__ import annotations

MISSIONS: tuple[tuple[str, str], ...] = (
    ("LEOM", r"(?i:limited\s+(?:long-term\s+)?(?:election\s+|electoral\s+)?(?:observation\s+)?missions?)|LEOMs?"),
    (
        "IEOM",
        r"(?i:international\s+(?:election|referendum)\s+observation\s+missions?|joint\s+(?:international\s+)?(?:election\s+)?(?:observation|observer|monitoring)\s+missions?|joint\s+mission(?=\s+of\s+(?:the\s+)?(?:OSCE|ODIHR|PACE|EP\b|European\s+Parliament|Parliamentary)))|IEOMs?",
    ),
    ("ROM", r"(?i:(?:limited\s+)?referendum\s+(?:observation|assessment)\s+missions?)|ROMs?|RAMs?"),
    ("NAM", r"(?i:needs\s+assessment\s+(?:missions?|visit))|NAMs?"),
    ("EAM", r"(?i:(?:special\s+)?elections?\s+assessment\s+missions?)|S?EAMs?"),
    (
        "EET",
        r"(?i:election\s+(?:expert|support)\s+teams?|election\s+experts?\s+missions?)|(?i:expert\s+teams?)|EETs?",
    ),
    ("other", r"(?i:special\s+election\s+observation\s+missions?)|SEOMs?"),
    (
        "EOM",
        r"(?i:(?:elections?|electoral|long-term)\s+(?:election\s+)?observation\s+missions?|observation\s+missions?|full(?:-scale|-fledged)?\s+(?:election\s+)?missions?)|EOMs?",
    ),
    (
        "other",
        r"(?i:special\s+monitoring\s+missions?)|SMM|(?i:(?:election\s+)?observer\s+missions?)",
    ),
)
"""Type and the pattern that names it, the more special first. Short forms are in capitals; the last row has the field missions of the
OSCE and the observer missions of bodies that have formats of their own."""

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
