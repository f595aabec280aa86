"""How sure a record is: what its extractor claims for it, brought down to how often its signs have been right.

A sign is a rule that read something in the record (a date's with its precision) or a warning about it. Each sign has the
share of records with it that were right on the develop half of the gold set (`vocabulary/shares.py`). A record is as sure
as its least sure sign: one weak value makes a record wrong, however good the others are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple

import msgspec

from pipeline.model.records import TABLES, DocumentWarning, Record, Records
from pipeline.vocabulary.shares import ALL, SHARES, Shares

FEWEST = 15
"""A list with fewer judged records keeps what its extractors claim."""
SUREST = 0.99
"""What was right each time that it was judged is still no certainty: that is what a person's word is for."""
WEIGHT = 4
"""A sign seen seldom is drawn towards its list's share, as if so many more records with it had been as right as the list."""


class Sign(NamedTuple):
    """A sign with the records of the gold set that had it, those of them that were right, and what is made of both."""

    name: str
    right: int
    of: int
    share: float


def signs(record: Record, warned: Iterable[str]) -> tuple[str, ...]:
    """The signs of a record, in order of name; `warned` are the codes of the warnings about it."""
    precision = getattr(record, "precision", None)
    rules = {passages[0].rule for passages in record.evidence.values()}
    return tuple(sorted({*(f"{rule}/{precision}" if precision else rule for rule in rules), *warned}))


def weakest(table: str, names: Iterable[str], shares: Shares = SHARES) -> Sign | None:
    """The least sure of a record's signs; None where the gold set says too little about its list.

    A sign that the gold set does not have is as sure as its list.
    """
    known = shares.get(table, {})
    right, of = known.get(ALL, (0, 0))
    if of < FEWEST:
        return None
    told = [(name, *known.get(name, (0, 0))) for name in names]
    weighed = [
        Sign(name, good, seen, min(SUREST, (good + WEIGHT * right / of) / (seen + WEIGHT))) for name, good, seen in told
    ]
    return min(weighed, key=lambda sign: (sign.share, sign.name), default=None)


def sure(records: Records, warnings: Iterable[DocumentWarning], shares: Shares = SHARES) -> Records:
    """The records, each no surer than its least sure sign."""
    warned: dict[str, set[str]] = {}
    for warning in warnings:
        if warning.record is not None:
            warned.setdefault(warning.record, set()).add(warning.code)
    brought: dict[str, list[Record]] = {}
    for table in TABLES:
        known: dict[Hashable, Sign | None] = {}  # most records of a list were read by the same rules as one before them
        brought[table] = []
        for record in getattr(records, table):
            about = warned.get(record.id)
            rules = tuple([passages[0].rule for passages in record.evidence.values()])
            alike = (rules, getattr(record, "precision", None), frozenset(about) if about else None)
            if alike not in known:
                known[alike] = weakest(table, signs(record, about or ()), shares)
            brought[table].append(_brought_down(record, known[alike]))
    return msgspec.structs.replace(records, **brought)


def _brought_down(record: Record, sign: Sign | None) -> Record:
    if sign is None or sign.share >= record.confidence:
        return record
    return msgspec.structs.replace(record, confidence=round(sign.share, 2))
