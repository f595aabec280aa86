"""What a document's page shows, as one frozen value: a pure function of its extract, its account and its source's edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple

from pipeline.model.document import Box
from pipeline.model.records import TABLES, Evidence, Extraction, Pair, Record, SectionRow, Unclaimed, Verdict
from pipeline.review.report.edits import Change
from pipeline.review.report.fields import Field, count_words, date_words, fields
from pipeline.review.report.passages import Block, blocks

LOW = 0.8
"""A confidence below this puts a record on the work list."""


class Passage(NamedTuple):
    """One place that one value was read from. The page's list of them is in order of place."""

    record: str
    table: str
    path: str
    span: Pair
    source_span: Pair
    page: int | None
    boxes: list[Box] | None
    rule: str


@dataclass(frozen=True, slots=True)
class Card:
    """A record: its fields, and a title that tells it from others of its table."""

    id: str
    table: str
    title: str
    confidence: float
    section: str | None
    fields: tuple[Field, ...]
    warnings: tuple[str, ...]
    verdict: str | None = None
    """What people decided about it, in words."""


class Item(NamedTuple):
    """A line of the work list: `kind` is warning, low or unclaimed. It leads to a record, a span, or both.

    `context` are the words around what no record claimed, `boxes` its place on its page.
    """

    kind: str
    code: str
    words: str
    record: str | None
    span: Pair | None
    page: int | None
    context: str | None = None
    boxes: list[Box] | None = None


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture of a page beside the document's page: its place, and the page's size in points."""

    place: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Proof:
    """What the source gave at report time: the edits between it and the text, pictures of its pages, and what is not there and why."""

    changes: tuple[Change, ...] | None = None
    unclaimed: tuple[list[Box] | None, ...] = ()
    """The boxes of what no record claimed, in the order of the account; empty where they are not known."""
    images: dict[int, PageImage] = field(default_factory=dict)
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything that a document's page shows."""

    extraction: Extraction
    sections: tuple[SectionRow, ...]
    blocks: tuple[Block, ...]
    cards: dict[str, tuple[Card, ...]]
    passages: tuple[Passage, ...]
    work: tuple[Item, ...]
    proof: Proof


def document_view(extraction: Extraction, unclaimed: Sequence[Unclaimed], proof: Proof) -> DocumentView:
    """The view of one document; `unclaimed` is its own part of the completeness account."""
    passages = tuple(sorted(_passages(extraction), key=lambda passage: (*passage.span, passage.record, passage.path)))
    places: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, passage in enumerate(passages):
        places[passage.record][passage.path].append(at)
    warned: defaultdict[str | None, list[str]] = defaultdict(list)
    for warning in extraction.warnings:
        warned[warning.record].append(warning.message)
    account = zip_longest(unclaimed, proof.unclaimed)
    work = tuple(_work(extraction, account, places, passages))
    return DocumentView(
        extraction=extraction,
        sections=tuple(extraction.sections),
        blocks=blocks(extraction, [passage.span for passage in passages], [item.span for item in work]),
        cards={
            table: tuple(
                Card(
                    record.id,
                    table,
                    title(table, record),
                    record.confidence,
                    record.section,
                    fields(record, places[record.id]),
                    tuple(warned[record.id]),
                    verdict_words(record.verdict),
                )
                for record in getattr(extraction.records, table)
            )
            for table in TABLES
        },
        passages=passages,
        work=work,
        proof=proof,
    )


def _passages(extraction: Extraction) -> Iterator[Passage]:
    for table in TABLES:
        for record in getattr(extraction.records, table):
            for path, rows in record.evidence.items():
                for row in rows:
                    yield _passage(record, table, path, row)


def _passage(record: Record, table: str, path: str, row: Evidence) -> Passage:
    return Passage(record.id, table, path, row.span, row.source_span, row.page, row.boxes, row.rule)


def _work(
    extraction: Extraction,
    account: Iterable[tuple[Unclaimed, list[Box] | None]],
    places: dict[str, defaultdict[str, list[int]]],
    passages: Sequence[Passage],
) -> Iterator[Item]:
    """What a reader should look at: warnings first, then records of low confidence, then what no record claimed."""
    for warning in extraction.warnings:
        yield Item("warning", warning.code, warning.message, warning.record, warning.span, None)
    for table in TABLES:
        for record in getattr(extraction.records, table):
            if record.confidence < LOW:
                first = min((at for paths in places[record.id].values() for at in paths), default=None)
                span = passages[first].span if first is not None else None
                words = f"{title(table, record)}: confidence {record.confidence:g}"
                yield Item("low", table, words, record.id, span, None)
    for row, boxes in account:
        yield Item("unclaimed", row.kind, row.raw, None, row.span, row.page, row.context, boxes)


def verdict_words(verdict: Verdict | None) -> str | None:
    """What people decided about a record: `corrected by anna: head.name`."""
    if verdict is None:
        return None
    paths = verdict.corrected or ([] if verdict.complete else verdict.accepted)
    return f"{verdict.status} by {', '.join(verdict.by)}" + (f": {', '.join(paths)}" if paths else "")


def title(table: str, record: Any) -> str:
    """A record in a few words."""
    parts = TITLES[table](record)
    return " · ".join(str(part) for part in parts if part) or "no title"


def _mission(record: Any) -> tuple[object, ...]:
    day = record.election.date if record.election else None
    return record.organisation, record.type, record.country, day.value if day else None


def _opinion(record: Any) -> tuple[object, ...]:
    return (record.numbers[0].value if record.numbers else None, record.title or record.kind.replace("_", " "))


TITLES: dict[str, Any] = {
    "opinions": _opinion,
    "missions": _mission,
    "recommendations": lambda record: (record.number, ", ".join(state.name for state in record.from_) or record.to),
    "answers": lambda record: (record.number, record.report, record.response),
    "delegations": lambda record: (record.country, record.head.name if record.head else None),
    "statistics": lambda record: (count_words(record.count), record.what),
    "events": lambda record: (record.kind, record.title or record.place, record.date.value if record.date else None),
    "references": lambda record: (record.value,),
    "stakeholders": lambda record: (record.abbreviation, record.name),
    "statements": lambda record: (
        record.paragraph,
        ", ".join(source.abbreviation or source.name for source in record.organisations) or "nobody named",
    ),
    "people": lambda record: (record.name,),
    "dates": lambda record: (date_words(record.value, record.end) or record.raw, record.role),
    "counts": lambda record: (count_words(record), record.role),
}
