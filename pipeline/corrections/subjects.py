"""Which record a correction speaks of: by its id, else by what it was read from and what it says.

An id is made of the record's content and place, so a rule that reads one more value gives the record another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from pipeline.corrections.anchors import Places
from pipeline.corrections.line import Subject, passage
from pipeline.corrections.values import leaves
from pipeline.model.records import Pair, Record

MOST = 8
"""Passages that a subject keeps: a record is told by a few, and a recommendation may have dozens."""


def subject(text: str, record: Record) -> Subject:
    """What a record is known by again."""
    rows = [(path, each) for path, found in record.evidence.items() for each in found[:1]]
    rows.sort(key=lambda row: (row[1].span, row[0]))
    distinct = {each.span: passage(text, path, each) for path, each in reversed(rows)}
    kept = [distinct[span] for span in sorted(distinct)][:MOST]
    return Subject(passages=kept, values=leaves(msgspec.to_builtins(record)))


def same(wanted: Subject, records: Sequence[Record], places: Places) -> Record | None:
    """The one record that stands where the wanted one stood, on at least half of its passages.

    Where several do, as recommendations that share the sentence with their answer, it is the one that says most of what
    the wanted one said. None where there is none, or several are alike.
    """
    found = [span for each in wanted.passages if (span := places.find(each)) is not None]
    if not found or 2 * len(found) < len(wanted.passages):
        return None
    scored = [
        (score, _alike(wanted, record), at)
        for at, record in enumerate(records)
        if 2 * (score := _shared(found, record)) >= len(wanted.passages)
    ]
    if not scored:
        return None
    best = max(scored)
    return records[best[2]] if sum(row[:2] == best[:2] for row in scored) == 1 else None


def _shared(found: Iterable[Pair], record: Record) -> int:
    """How many passages a record has evidence in."""
    spans = [each.span for passages in record.evidence.values() for each in passages]
    return sum(any(start < right and left < end for left, right in spans) for start, end in found)


def _alike(wanted: Subject, record: Record) -> int:
    """How many values of the wanted record a record has."""
    said = leaves(msgspec.to_builtins(record))
    return sum(said.get(path) == value for path, value in wanted.values.items())
