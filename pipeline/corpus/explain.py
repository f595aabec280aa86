"""Why a record says what it says: each value with its rule and passage, and what stood there and was not taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.assemble.confidence import signs, weakest
from pipeline.model.records import TABLES, Assembly, Extraction, Record

CONTEXT = 60


class UnknownRecord(LookupError):
    """No record, or more than one, has an id that starts so."""


def explain(assembly: Assembly, wanted: str) -> list[str]:
    """The lines that explain the record whose id starts with `wanted`.

    Raises:
        UnknownRecord: there is none, or there are several.
    """
    extraction = assembly.extraction
    matches = [
        (table, record)
        for table in TABLES
        for record in getattr(extraction.records, table)
        if record.id.startswith(wanted)
    ]
    if len(matches) != 1:
        few = ", ".join(record.id for _, record in matches[:5])
        raise UnknownRecord(f"{wanted}: " + (f"several records: {few}" if matches else "no record has this id"))
    table, record = matches[0]
    return [
        f"{record.id} ({table}), section {record.section}, confidence {record.confidence}",
        *_least_sure(extraction, table, record),
        *_values(extraction, record),
        *_around(assembly, record),
    ]


def _least_sure(extraction: Extraction, table: str, record: Record) -> Iterator[str]:
    """What the confidence stands on, where the gold set has brought it down from what the extractor claims."""
    warned = {warning.code for warning in extraction.warnings if warning.record == record.id}
    sign = weakest(table, signs(record, warned))
    if sign is not None and record.confidence == round(sign.share, 2):
        yield f"    least sure is {sign.name}: {sign.right} of {sign.of} records with it were right in the gold set"


def _values(extraction: Extraction, record: Record) -> Iterator[str]:
    for path, passages in record.evidence.items():
        yield f"{path} = {_at(msgspec.to_builtins(record), path)!r}"
        for passage in passages:
            start, end = passage.span
            page = f", page {passage.page}" if passage.page else ""
            yield f"    {passage.rule}: {passage.raw!r} at {start}-{end}, source {passage.source_span[0]}-{passage.source_span[1]}{page}"
            before = extraction.text[max(0, start - CONTEXT) : start]
            after = extraction.text[end : end + CONTEXT]
            yield f"    … {_flat(before)}[{_flat(passage.raw)}]{_flat(after)} …"


def _around(assembly: Assembly, record: Record) -> Iterator[str]:
    """What else stands in the record's passage: warnings about it, what it did not take, and what no record claimed."""
    spans = [passage.span for passages in record.evidence.values() for passage in passages]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    left = [
        f"{row.raw!r} ({table})"
        for table in ("dates", "counts")
        for row in getattr(assembly.extraction.records, table)
        if (span := next(iter(row.evidence.values()))[0].span) and start <= span[0] < end
        if not any(taken[0] < span[1] and span[0] < taken[1] for taken in spans)
    ]
    if left:
        yield "stood there and was not taken: " + ", ".join(left)
    for warning in assembly.extraction.warnings:
        if warning.record == record.id:
            yield f"warning {warning.code}: {warning.message}"
    rejected = [row.raw for row in assembly.unclaimed if start <= row.span[0] < end]
    if rejected:
        yield "passed over, claimed by no record: " + ", ".join(rejected)


def _at(value: Any, path: str) -> Any:
    """The value at a path such as `numbers[0].value`."""
    for step in path.replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _flat(words: str) -> str:
    return " ".join(words.split(" ")).replace("\n", " ")
