"""Observers of an earlier vote, told for comparison: 'Unlike in 2020, when 114 observers had been here, …'.

They are no part of the mission that is spoken of. The year in front of them, or the one that 'at that time' goes back to,
is that of the vote which they observed.
"""

from __future__ import annotations

from pipeline.extract.extractor import within
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, Leaf, Place
from pipeline.model.records import Date
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

IN_TIME = behind(
    r"\b(?:[Ii]n|[Ss]ince|[Ff]or|[Oo]f|[Aa]t|the|on|than|[Dd]uring|to)\s+(?:the\s+)?(?:\p{Ll}+\s+(?:elections?|vote|polls?|referendum)\s+(?:of|in)\s+)?(?:early\s+|late\s+|again\s+)?"
)
CLAUSE_END = late(
    r"(?<!\b(?:Mr|Ms|Mrs|Dr|Prof))\.|;|,\s+(?:but|while|whereas|no|only|this|the\s+(?:present|current|new))\b|\bnow\b|\bthis\s+(?:year|time)\b"
)
THEN = late(r"(?:At\s+(?:that|the)\s+time|Then|That\s+time|On\s+that\s+occasion|Back\s+then|That\s+year)\b")
LOOK_BACK = 250
MONTHS_APART = 10


def year_of(
    document: SectionedDocument, part: Place, counted: Place, found: Findings, known: str | None
) -> Leaf[Date] | None:
    """The year or day of an earlier vote that what is `counted` belongs to; None for the vote of `known`, a date or year."""
    if known is None:
        return None
    text = document.text
    ends = [end.end() for end in CLAUSE_END.finditer(text, part.start, counted.start)]
    clause = ends[-1] if ends else part.start
    near = [date for date in within(found.dates, Span(clause, counted.start)) if date.date.value.value]
    if not near and THEN.match(text, clause):
        near = [
            date
            for date in within(found.dates, Span(max(0, part.start - LOOK_BACK), part.start))
            if date.date.value.value
        ]
    elif near and not IN_TIME.search(text, clause, near[-1].span.start):
        return None
    if not near or not lies_before(near[-1].date.value.value or "", known):
        return None
    date = near[-1].date
    return Leaf(date.value, date.spans, "missions.election.day.earlier")


def lies_before(told: str, known: str) -> bool:
    """True where an ISO date lies so long before another that no mission lasted from one to the other."""
    years = int(known[:4]) - int(told[:4])
    if years <= 0 or len(told) == len("2020") or len(known) == len("2020"):
        return years > 0
    return 12 * years + int(known[5:7]) - int(told[5:7]) >= MONTHS_APART
