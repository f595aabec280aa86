"""What the index knows of a document: a row of its table, and the facts that its charts are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.model.records import TABLES, Extraction, Mission, Opinion
from pipeline.review.report.view import LOW, title


class MissionFact(msgspec.Struct, frozen=True):
    """A mission for the chart of years: its observers by role, each counted once. `key` tells it from other missions."""

    key: tuple[str | None, ...]
    year: int
    observers: dict[str, int]


class OpinionFact(msgspec.Struct, frozen=True):
    """An opinion for the chart of topics, by its first number."""

    number: str
    topic: str
    year: int


class Moment(msgspec.Struct, frozen=True):
    """Something with a day in a country: a line of that country's time."""

    iso3: str
    day: str
    table: str
    title: str
    record: str


class Entry(msgspec.Struct, frozen=True):
    """One document in the index. A failed one has `failure` and no page."""

    source: str
    page: str | None
    title: str | None = None
    kind: str | None = None
    iso3: str | None = None
    country: str | None = None
    year: int | None = None
    symbol: str | None = None
    counts: dict[str, int] = {}
    warnings: int = 0
    low: int = 0
    unclaimed: int = 0
    failure: str | None = None
    missions: list[MissionFact] = []
    opinions: list[OpinionFact] = []
    responses: dict[str, dict[str, int]] = {}
    """State under review -> answer -> how many recommendations."""
    moments: list[Moment] = []


def entry(extraction: Extraction, unclaimed: int, page: str) -> Entry:
    """The entry of a document that was done."""
    document, records = extraction.document, extraction.records
    every = [record for table in TABLES for record in getattr(records, table)]
    return Entry(
        source=document.source,
        page=page,
        title=document.title,
        kind=document.kind,
        iso3=document.country.iso3 if document.country else None,
        country=document.country.name if document.country else None,
        year=document.review.year or _year_of_opinion(records.opinions),
        symbol=document.symbol,
        counts={table: len(getattr(records, table)) for table in TABLES if getattr(records, table)},
        warnings=len(extraction.warnings),
        low=sum(record.confidence < LOW for record in every),
        unclaimed=unclaimed,
        missions=[*filter(None, map(_mission, records.missions))],
        opinions=[*filter(None, map(_opinion, records.opinions))],
        responses=_responses(extraction),
        moments=list(_moments(extraction)),
    )


def _year_of_opinion(opinions: list[Opinion]) -> int | None:
    """The year of the opinion that a document is, where it is one."""
    own = next((opinion for opinion in opinions if not opinion.cited), None)
    return own.numbers[0].year if own is not None and own.numbers else None


def _day(mission: Mission) -> str | None:
    election = mission.election.date.value if mission.election and mission.election.date else None
    return election or (mission.deployed.value if mission.deployed else None)


def _mission(mission: Mission) -> MissionFact | None:
    """A mission with its year. Parts of a group, and totals where their parts are known, are left out of the sums."""
    day = _day(mission)
    if day is None:
        return None
    sums: dict[str, int] = {}
    parted = any(group.role != "total" for group in mission.observers)
    for group in mission.observers:
        if group.part_of is None and group.status == "deployed" and not (group.role == "total" and parted):
            sums[group.role] = sums.get(group.role, 0) + group.value
    return MissionFact((mission.type, mission.organisation, mission.country, day), int(day[:4]), sums)


def _opinion(opinion: Opinion) -> OpinionFact | None:
    number = next((number for number in opinion.numbers if number.topic), None)
    return OpinionFact(number.value, number.topic or "", number.year) if number else None


def _responses(extraction: Extraction) -> dict[str, dict[str, int]]:
    sums: dict[str, dict[str, int]] = {}
    for row in extraction.records.recommendations:
        answers = sums.setdefault(row.to or "unknown", {})
        answer = row.response or "unknown"
        answers[answer] = answers.get(answer, 0) + 1
    return sums


def _moments(extraction: Extraction) -> Iterator[Moment]:
    own = extraction.document.country.iso3 if extraction.document.country else None
    dated: list[tuple[str, Any, str | None, str | None]] = []
    for mission in extraction.records.missions:
        dated.append(("missions", mission, mission.country, _day(mission)))
    for opinion in extraction.records.opinions:
        code = next((number.iso3 for number in opinion.numbers if number.iso3), None)
        dated.append(("opinions", opinion, code or own, opinion.date.value if opinion.date else None))
    for event in extraction.records.events:
        dated.append(("events", event, own, event.date.value if event.date else None))
    for table, record, iso3, day in dated:
        if iso3 and day:
            yield Moment(iso3, day, table, title(table, record), record.id)
