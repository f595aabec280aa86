"""Mentions into records: one record a thing, however often the text speaks of it.

Opinions of one number and persons of one name are told once; dates and counts learn the role that the records which use
them give them, and those of a review what the sentence around them says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import regex

from pipeline.assemble.ground import Grounds
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import (
    DateMention,
    Findings,
    Leaf,
    Mention,
    MissionMention,
    OpinionMention,
    PersonMention,
    Place,
)
from pipeline.model.records import (
    Answer,
    CountRecord,
    DateRecord,
    Delegation,
    Event,
    Evidence,
    Mission,
    Opinion,
    Person,
    Recommendation,
    Record,
    Records,
    Reference,
    Stakeholder,
    Statement,
    Statistic,
)
from pipeline.vocabulary.patterns import behind, late

R = TypeVar("R", bound=Record)

MEETING = r"""
    \s+ (?: [\p{L}\d-]+ ,? \s+ (?: (?: and | to ) \s+ [\p{L}\d-]+ \s+ )? )? meetings? ,? \s+   # '4th', '2nd and 3rd', or no number
    (?: held \s+ )? on \s+ (?: \p{L}+day ,? \s+ )?
"""
REVIEW_DAYS: tuple[tuple[str, regex.Pattern[str], regex.Pattern[str]], ...] = (
    (
        "session",
        behind(
            r"""
            \b Working \s+ Group \b [^\n]{0,160} \b held \s+ its \s+ [\p{L}\d-]+ \s+ session ,? \s+ (?: from \s+ | between \s+ )?
            | \b Working \s+ Group \s+ on \s+ the \s+ Universal \s+ Periodic \s+ Review \s+ [\p{L}\d-]+ \s+ session \s+ (?: Geneva , \s+ )?
            """,
            verbose=True,
        ),
        late(""),
    ),
    (
        "review",
        behind(
            rf"\b review \s+ of \s+ [^\n.;]{{3,90}} \s+ (?: was \s+ held | took \s+ place ) \s+ (?: at | during ) \s+ (?: the | its ) {MEETING}",
            verbose=True,
        ),
        late(""),
    ),
    (
        "adopted",
        behind(rf"\b At \s+ (?: its | the ) {MEETING}", verbose=True),
        late(r",?\s+the\s+Working\s+Group\s+adopted\s+the\s+(?:(?:present|draft)\s+)?report\b"),
    ),
    (
        "troika_selected",
        behind(r"\bOn\s+"),
        late(
            r",?\s+the\s+(?:Human\s+Rights\s+)?Council\s+(?:selected|mandated\s+the\s+President\s+to\s+select)\s+the\s+following\s+"
            r"(?:group\s+of\s+[Rr]apporteurs|troika)\b"
        ),
    ),
)
"""The days of a review, by the words before and behind each: no record but the date's own holds them."""
LONGEST_BEFORE = 240


def bind(document: SectionedDocument, found: Findings, grounds: Grounds) -> Records:
    """All records of a document, each list in order of place."""
    roles = {**dict(_review_roles(document, found.dates)), **dict(_roles(found))}
    return Records(
        opinions=_records("opinions", Opinion, _distinct(found.opinions), grounds),
        missions=_records("missions", Mission, found.missions, grounds),
        recommendations=_records("recommendations", Recommendation, found.recommendations, grounds),
        answers=_records("answers", Answer, found.answers, grounds),
        delegations=_records("delegations", Delegation, found.delegations, grounds),
        statistics=_records("statistics", Statistic, found.statistics, grounds),
        events=_records("events", Event, found.events, grounds),
        references=list(_references(document, found, grounds)),
        stakeholders=_records("stakeholders", Stakeholder, found.stakeholders, grounds),
        statements=_records("statements", Statement, found.statements, grounds),
        people=list(_people(found.people, grounds)),
        dates=list(_dates(found, grounds, roles)),
        counts=list(_counts(found, grounds, roles)),
    )


def _records(table: str, record: type[R], mentions: Iterable[Mention], grounds: Grounds) -> list[R]:
    rows = []
    for mention in mentions:
        values, trail = grounds.values(mention)
        rows.append(_record(table, record, mention, values, trail, grounds))
    return rows


def _record(
    table: str,
    record: type[R],
    mention: Mention,
    values: dict[str, Any],
    trail: dict[str, list[Evidence]],
    grounds: Grounds,
) -> R:
    return record(
        id=grounds.identify(table, values, mention.span),
        section=grounds.section(mention.span),
        confidence=round(mention.confidence, 2),
        evidence=trail,
        **values,
    )


def _distinct(opinions: Sequence[OpinionMention]) -> Iterator[OpinionMention]:
    """One mention an opinion: the one that says most of it, with the numbers that the others add."""
    kept: dict[str, OpinionMention] = {}
    names: dict[str, str] = {}
    for opinion in opinions:
        keys = [number.value.value for number in opinion.numbers]
        first = next((names[key] for key in keys if key in names), keys[0])
        for key in keys:
            names[key] = first
        before = kept.get(first)
        kept[first] = opinion if before is None else _richer(before, opinion)
    yield from sorted(kept.values(), key=lambda opinion: opinion.span)


def _richer(first: OpinionMention, second: OpinionMention) -> OpinionMention:
    """The first mention, with what only the second one says."""
    known = {number.value.value for number in first.numbers}
    more = tuple(number for number in second.numbers if number.value.value not in known)
    return replace(
        first,
        title=first.title or second.title,
        kind=first.kind if first.title else second.kind,
        numbers=(*first.numbers, *more),
        date=first.date or second.date,
        session=first.session or second.session,
        cited=first.cited if not first.cited.value else second.cited,
    )


def _roles(found: Findings) -> Iterator[tuple[Place, str]]:
    """The role that a date or count plays in the record that uses it, by its passage."""
    for opinion in found.opinions:
        if opinion.date is not None:
            yield opinion.date.spans[0], opinion.date.value.act or "opinion"
    for event in found.events:
        if event.date is not None:
            yield event.date.spans[0], "event"
        for count in event.participants:
            yield count.spans[0], "participants"
    for statistic in found.statistics:
        yield statistic.count.spans[0], "statistic"
        if statistic.period is not None:
            yield statistic.period.spans[0], "period"
    for mission in found.missions:
        yield from _mission_roles(mission)


def _review_roles(document: SectionedDocument, dates: Sequence[DateMention]) -> Iterator[tuple[Place, str]]:
    """The days that a Working Group report tells of itself, each where its introduction has it first."""
    told: set[str] = set()
    for mention in dates:
        role = next((role for role in _said_of(document.text, mention) if role not in told), None)
        if role is not None:
            told.add(role)
            yield mention.span, role


def _said_of(text: str, mention: DateMention) -> Iterator[str]:
    """What the words around a date say that it is; a session lasts, which '28 April 7 to 9 May' does not tell."""
    start, end = mention.span.start, mention.span.end
    for role, before, after in REVIEW_DAYS:
        if role == "session" and mention.date.value.end is None:
            continue
        if after.match(text, end) and before.search(text, max(0, start - LONGEST_BEFORE), start):
            yield role


def _mission_roles(mission: MissionMention) -> Iterator[tuple[Place, str]]:
    if mission.election is not None and mission.election.date is not None:
        yield mission.election.date.spans[0], "election_day"
    if mission.deployed is not None:
        yield mission.deployed.spans[0], "deployment"
    for group in mission.observers:
        yield group.count.spans[0], "observers"
        if group.states is not None:
            yield group.states.spans[0], "observers_states"


def _dates(found: Findings, grounds: Grounds, roles: dict[Place, str]) -> Iterator[DateRecord]:
    for mention in found.dates:
        date = mention.date.value
        values = {
            "value": date.value,
            "end": date.end,
            "precision": date.precision,
            "status": date.status,
            "raw": date.raw,
            "edtf": mention.edtf,
            "role": mention.role or roles.get(mention.span),
        }
        yield _record("dates", DateRecord, mention, values, {"value": grounds.evidence(mention.date)}, grounds)


def _counts(found: Findings, grounds: Grounds, roles: dict[Place, str]) -> Iterator[CountRecord]:
    for mention in found.counts:
        count = mention.count.value
        values = {
            "value": count.value,
            "approx": count.approx,
            "unit": count.unit,
            "raw": count.raw,
            "role": mention.role or roles.get(mention.span) or roles.get(mention.number),
        }
        yield _record("counts", CountRecord, mention, values, {"value": grounds.evidence(mention.count)}, grounds)


def _references(document: SectionedDocument, found: Findings, grounds: Grounds) -> Iterator[Reference]:
    for mention in found.references:
        values, trail = grounds.values(mention)
        values["raw"] = mention.span.cut(document.text)
        yield _record("references", Reference, mention, values, trail, grounds)


def _people(mentions: Sequence[PersonMention], grounds: Grounds) -> Iterator[Person]:
    """One record a name: a bare surname later in the text counts for the full name before it, and WAGNER for Wagner."""
    groups: dict[str, list[PersonMention]] = {}
    for mention in mentions:
        name = mention.name.value.casefold()
        known = name if name in groups else next((full for full in groups if full.endswith(f" {name}")), name)
        groups.setdefault(known, []).append(mention)
    for group in groups.values():
        first = group[0]
        name = first.name.value
        leaf: Leaf[str] = Leaf(name, tuple(mention.name.spans[0] for mention in group), first.name.rule)
        told = replace(
            first,
            name=leaf,
            title=next((mention.title for mention in group if mention.title), None),
            role=next((mention.role for mention in group if mention.role), None),
        )
        values, trail = grounds.values(told)
        trail["mentions"] = trail["name"]
        yield _record("people", Person, told, {**values, "mentions": len(group)}, trail, grounds)
