"""What all rules for statistics share: the frame in which a text presents a number as a figure."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.findings import Place
from pipeline.vocabulary.patterns import late

CLAUSE_END = late(
    r"\s\(|\s+and\s+(?:that\s+)?(?:\p{Ll}+\s+)?\d|[,;:)]\s|[.;:)]*\Z|\s[–-]\s|\s+(?:in|of|by|since|during|by\s+the\s+end\s+of)\s+(?:\p{Lu}\p{Ll}+\s+)?(?:19|20)\d\d\b|\s+by\s+the\s"
)
PARTS = ("statistics.part", "statistics.court")
"""The rules of figures that are parts of one before them."""
NEAR = 80
"""How many characters before a count its verb may start."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What makes a count a statistic: what it counts, whether somebody reports it, and where the words end."""

    what: Place
    rule: str
    reported: bool
    end: int


def clause_end(text: str, start: int, limit: int) -> int:
    """Where the clause that holds `start` ends: at a comma, a year or an agent."""
    match = CLAUSE_END.search(text, start, limit)
    return match.start() if match else limit
