"""People's decisions as gold: what they accepted, corrected or added is right, what they rejected is wrong.

corrections.jsonl, a run that has applied it -> GoldDocuments, and extracts to hold against them

Held against it is what the rules found, before any decision, and of that only what was decided about: a record that nobody
looked at is neither right nor wrong. Of a record that was decided about in part, the values that were decided count, with
those that it is known by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.corpus import journal
from pipeline.corpus.export.extracts import Damaged, NoRun, check_there, extracts
from pipeline.corrections.apply import restore
from pipeline.corrections.book import Book
from pipeline.corrections.values import ENVELOPE, at
from pipeline.errors import WriteError
from pipeline.evaluate.extracts import Extracts
from pipeline.evaluate.gold import KEYS, BadGold, GoldDocument, GoldRecord
from pipeline.evaluate.shape import fitted, shape_of
from pipeline.model.document import Source
from pipeline.model.records import TABLES, Assembly, Corrections, Extraction, Record

SUFFIX = ".jsonl"
Row = dict[str, Any]


def read(file: Path, output: Path) -> tuple[list[GoldDocument], Extracts]:
    """The decisions of a file as gold, and what the run in `output` found before them.

    Raises:
        BadGold: the file holds no decision that the run has applied, or some that it has yet to apply.
    """
    try:
        check_there(output)
        book = journal.read(file)
        found = {each.document.source: each for each in extracts(output) if each.corrections is not None}
    except (NoRun, Damaged, WriteError) as error:
        raise BadGold(str(error)) from error
    _check_applied(file, output, book, found)
    documents = [_document(file, each, each.corrections) for each in found.values() if each.corrections is not None]

    def extract(gold: GoldDocument) -> Extraction | str:
        return _found(found[gold.source.name])

    return documents, extract


def _check_applied(file: Path, output: Path, book: Book, found: dict[str, Extraction]) -> None:
    holding = {line.id for line in book.holding}
    applied = {row.id for each in found.values() if each.corrections for row in each.corrections.applied}
    if applied - holding:
        raise BadGold(f"{output} has other decisions than {file}; run upr run first")
    if not applied:
        raise BadGold(f"{file}: the run in {output} has applied none of its decisions; run upr run first")


def _document(file: Path, extraction: Extraction, done: Corrections) -> GoldDocument:
    records = {table: tuple(_golds(table, extraction)) for table in TABLES}
    decided = {row.table for row in done.applied if row.table is not None}
    ids = " ".join(sorted(row.id for row in done.applied))
    return GoldDocument(
        name=f"{file}: {extraction.document.source}",
        source=Source(extraction.document.source, b""),
        folder=file.resolve().parent.name,
        genre=extraction.document.kind,
        document={},
        complete=frozenset(decided),
        records={table: rows for table, rows in records.items() if rows},
        digest=hashlib.sha256(f"{extraction.document.id} {ids}".encode()).hexdigest(),
    )


def _golds(table: str, extraction: Extraction) -> Iterator[GoldRecord]:
    for record in getattr(extraction.records, table):
        if record.verdict is not None:
            yield _gold(table, record)


def _gold(table: str, record: Record) -> GoldRecord:
    """A record as gold: all of it, or the values that were decided about and those that it is known by."""
    row = msgspec.to_builtins(record)
    told = {name: value for name, value in row.items() if name not in ENVELOPE}
    verdict = record.verdict
    if verdict is not None and not verdict.complete:
        told = {}
        for path in (*_known_by(table, row), *verdict.accepted, *verdict.corrected):
            told = _with(told, row, path.partition("[")[0])
    spans = {
        path: tuple(each.span for each in passages)
        for path, passages in record.evidence.items()
        if _value(told, path) is not None
    }
    return GoldRecord(fields=fitted(told, shape_of(table), record.id), at=record.id, spans=spans)


def _known_by(table: str, row: Row) -> tuple[str, ...]:
    """The first group of fields that a record can be known by."""
    stated = (group for group in KEYS[table] if all(_value(row, path) not in (None, []) for path in group))
    return next(stated, ())


def _with(told: Row, row: Row, path: str) -> Row:
    """`told` with the value that a row has at a path of names."""
    name, _, rest = path.partition(".")
    if not rest or row[name] is None:
        return {**told, name: row[name]}
    inner = told.get(name)
    return {**told, name: _with(inner if isinstance(inner, dict) else {}, row[name], rest)}


def _value(row: Row, path: str) -> Any:
    try:
        return at(row, path)
    except ValueError:
        return None


def _found(extraction: Extraction) -> Extraction:
    """What the rules found of all that was decided about."""
    done = extraction.corrections
    plain = restore(Assembly(extraction=extraction, unclaimed=[])).extraction
    return msgspec.structs.replace(plain, records=done.found) if done is not None else plain
