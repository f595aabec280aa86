"""Kinds of election missions, of elections and of observers, with the words that name them.

Sources: OSCE/ODIHR Election Observation Handbook (formats of activity, roles of observers); CONTRACT for the short names.
"""

from __future__ import annotations

MISSIONS: tuple[tuple[str, str], ...] = (
    ("LEOM", r"Limited\s+Election\s+Observation\s+Missions?|LEOMs?"),
    ("IEOM", r"International\s+Election\s+Observation\s+Missions?|IEOMs?|joint\s+election\s+observation\s+mission"),
    ("ROM", r"Referendum\s+(?:Observation|Assessment)\s+Missions?|ROMs?"),
    ("NAM", r"Needs\s+Assessment\s+Missions?|NAMs?"),
    ("EAM", r"Election\s+Assessment\s+Missions?|EAMs?"),
    ("EET", r"Election\s+(?:Expert|Support)\s+Teams?|Election\s+Expert\s+Missions?|EETs?"),
    ("EOM", r"(?:Election|Electoral)\s+Observation\s+Missions?|(?:election\s+)?observation\s+missions?|EOMs?"),
    ("other", r"Special\s+Election\s+Observation\s+Missions?|SEOMs?"),
)
"""Type and the pattern that names it, the more special first. Patterns are matched without regard to case, but for the
short forms, which are in capitals."""

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
