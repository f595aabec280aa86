"""One document's records against its gold: which record answers which, and the outcome of every value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from pipeline.assemble.confidence import signs
from pipeline.evaluate.assign import assign
from pipeline.evaluate.compare import NOTHING, Outcome, Side, compare, overlap
from pipeline.evaluate.gold import KEYS, WORDS_OF_ITS_OWN, BadGold, GoldDocument, GoldRecord, steps
from pipeline.evaluate.places import places_of
from pipeline.evaluate.shape import shape_of, stated
from pipeline.flow import Pipeline
from pipeline.model.records import TABLES, Extraction, Record

Charged = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One record found that the gold can judge. `right`: it answers a gold record, and nothing scored in it is wrong.

    `signs` are those by which its confidence is told (`assemble/confidence.py`).
    """

    table: str
    confidence: float
    answers: bool
    right: bool
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """All outcomes of one document. `gold` counts the gold's records by list; `failure` says why nothing was found."""

    name: str
    folder: str
    genre: str
    text: str
    outcomes: tuple[Outcome, ...]
    records: tuple[Judged, ...]
    gold: Mapping[str, int]
    failure: str | None = None


def charged(documents: Iterable[GoldDocument]) -> Charged:
    """The fields that a spurious record counts against: those that at least half of its list's gold records tell.

    A field that gold tells seldom would else be charged for records that no reader ever told it of.
    """
    told: dict[str, Counter[str]] = {table: Counter() for table in TABLES}
    rows: Counter[str] = Counter()
    for document in documents:
        for table, records in document.records.items():
            rows[table] += len(records)
            for record in records:
                told[table].update(set(stated(record.fields, shape_of(table), table)))
    return {
        table: _keys(table) | {name for name, times in names.items() if 2 * times >= rows[table]}
        for table, names in told.items()
    }


def score(gold: GoldDocument, extraction: Extraction | str, fields: Charged) -> DocumentScore:
    """What one document's extract has right and wrong; a document that failed (a message) has found nothing.

    Raises:
        BadGold: the gold quotes words that the document does not have.
    """
    outcomes: list[Outcome] = []
    records: list[Judged] = []
    found: dict[str, Any] = {} if isinstance(extraction, str) else msgspec.to_builtins(extraction)
    document = _found(found["document"]) if found else NOTHING
    outcomes += compare("document", shape_of("document"), Side(gold.document), document)
    for table in TABLES:
        golds = gold.records.get(table, ())
        if not golds and table not in gold.complete:
            continue
        asked = [Side(row.fields, _quoted(table, row, gold, extraction)) for row in golds]
        rows = found["records"][table] if found else []
        given = [_found(row) for row in rows]
        some, judged = _list(table, asked, given, fields[table] if table in gold.complete else None)
        outcomes += some
        if not isinstance(extraction, str):
            records += _judged(table, judged, extraction)
    return DocumentScore(
        name=gold.name,
        folder=gold.folder,
        genre=gold.genre or "none",
        text="" if isinstance(extraction, str) else extraction.text,
        outcomes=tuple(outcomes),
        records=tuple(records),
        gold={table: sum(bool(row.fields) for row in rows) for table, rows in gold.records.items()},
        failure=extraction if isinstance(extraction, str) else None,
    )


def _judged(table: str, ends: Mapping[int, tuple[bool, bool]], extraction: Extraction) -> Iterator[Judged]:
    records: Sequence[Record] = getattr(extraction.records, table)
    for at, (answers, right) in ends.items():
        record = records[at]
        warned = {warning.code for warning in extraction.warnings if warning.record == record.id}
        yield Judged(table, record.confidence, answers, right, signs(record, warned))


def _list(
    table: str, golds: Sequence[Side], found: Sequence[Side], fields: frozenset[str] | None
) -> tuple[list[Outcome], dict[int, tuple[bool, bool]]]:
    """Outcomes of one list, and for each record found that can be judged whether it answers, and is right.

    `fields` are those that spurious records count against; None where the gold does not have the whole list.
    """
    shape = shape_of(table)
    pairs = {
        (one, other): compare(table, shape, gold, record)
        for one, gold in enumerate(golds)
        for other, record in enumerate(found)
    }
    agreement = {
        (one, other): weight
        for (one, other), outcomes in pairs.items()
        if (weight := _agreement(table, golds[one], found[other], outcomes))
    }
    chosen = assign(agreement)
    outcomes: list[Outcome] = []
    judged: dict[int, tuple[bool, bool]] = {}
    for one, gold in enumerate(golds):
        if one in chosen:
            told = pairs[one, chosen[one]]
            outcomes += told
            if gold.fields:  # else the gold only says that something stands here, and leaves open what
                judged[chosen[one]] = (True, all(each.cause in (None, "missed") for each in told))
        else:
            outcomes += [replace(each, cause="missed record") for each in compare(table, shape, gold, NOTHING)]
    if fields is not None:
        for other in sorted(set(range(len(found))) - set(chosen.values())):
            if not any(_repeats(table, golds[one], found[other], pairs[one, other]) for one in range(len(golds))):
                judged[other] = (False, False)
                told = compare(table, shape, NOTHING, found[other])
                outcomes += [replace(each, cause="spurious record") for each in told if each.field in fields]
    return outcomes, dict(sorted(judged.items()))


def _agreement(table: str, gold: Side, found: Side, outcomes: Sequence[Outcome]) -> float:
    """How well a record answers gold; 0 unless what it is known by agrees, or was at least read from the same words."""
    alike = {each.field for each in outcomes if each.alike}
    known = any(alike.issuperset(f"{table}.{key}" for key in group) for group in KEYS[table])
    placed = any(each.placed and each.field in _keys(table) for each in outcomes)
    if not known and not placed and not (table in WORDS_OF_ITS_OWN and _meet(gold, found)):
        return 0.0
    return 0.1 + sum(_WEIGHTS.get(each.cause, 0.0) for each in outcomes if each.alike)


_WEIGHTS = {None: 1.0, "wrong place": 0.8, "wrong value": 0.5}


def _keys(table: str) -> frozenset[str]:
    return frozenset(f"{table}.{key}" for group in KEYS[table] for key in group)


def _repeats(table: str, gold: Side, found: Side, outcomes: Sequence[Outcome]) -> bool:
    """Whether a date or the like is one of the gold's once more, at another place of the same words: no invention."""
    if table not in WORDS_OF_ITS_OWN or not all(each.cause is None for each in outcomes):
        return False
    return not gold.places or _meet(gold, found)


def _meet(gold: Side, found: Side) -> bool:
    """Whether a record was read from words that the gold quotes."""
    evidence = [span for spans in found.places.values() for span in spans]
    return any(overlap(one, other) for spans in gold.places.values() for one in spans for other in evidence)


def _quoted(table: str, row: GoldRecord, gold: GoldDocument, extraction: Extraction | str) -> Any:
    if isinstance(extraction, str):
        return {}
    try:
        return places_of(table, row, extraction, lambda: Pipeline().loaded(gold.source).text)
    except BadGold as error:
        raise BadGold(f"{gold.name}: {error}") from error


def _found(row: Mapping[str, Any]) -> Side:
    evidence = {steps(path): passages for path, passages in row["evidence"].items()}
    places = {path: [tuple(each["span"]) for each in passages] for path, passages in evidence.items()}
    return Side(row, places, {path: passages[0]["rule"] for path, passages in evidence.items()})
