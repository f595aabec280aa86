"""What extractors yield: mentions whose every value is a `Leaf`, so that a value without its passage cannot be made.

A mention has the field names of the record that it becomes (`model/records.py`); assembling lowers leaves into values
and evidence. `span` is the passage that a mention was read from; its start is the mention's place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pipeline.model.records import ActDate, Count, Date, Scheme
from pipeline.spans import Repaired, Span

T = TypeVar("T")
Place = Span[Repaired]


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """A value with the passages it was read from and the rule that read it; the first passage is the value itself."""

    value: T
    spans: tuple[Place, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The base of all mentions."""

    span: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Mention):
    date: Leaf[Date]
    edtf: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention(Mention):
    count: Leaf[Count]
    number: Place
    """The digits or number words alone, without 'over' before them or the unit behind them."""
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention(Mention):
    """A name that the model found in a passage a rule pointed at."""

    label: Literal["person", "place", "organisation"]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention(Mention):
    name: Leaf[str]
    title: Leaf[str] | None = None
    role: Leaf[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceMention(Mention):
    scheme: Leaf[str]
    value: Leaf[str]
    role: Leaf[str] | None = None

    @classmethod
    def at(cls, span: Place, scheme: Scheme, value: str, rule: str) -> ReferenceMention:
        """A reference whose passage grounds its scheme and its value alike."""
        return cls(span=span, scheme=Leaf(scheme, (span,), rule), value=Leaf(value, (span,), rule))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """An opinion's number; the same passage grounds all its parts, which are finer leaves of it."""

    scheme: Leaf[str]
    value: Leaf[str]
    topic: Leaf[str] | None
    country: Leaf[str] | None
    iso3: Leaf[str] | None
    serial: Leaf[int]
    year: Leaf[int]
    initials: Leaf[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionMention(Mention):
    kind: Leaf[str]
    title: Leaf[str] | None
    numbers: tuple[NumberMention, ...]
    bodies: tuple[Leaf[str], ...]
    date: Leaf[ActDate] | None
    session: Leaf[int] | None
    cited: Leaf[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionMention:
    kind: Leaf[str] | None = None
    body: Leaf[str] | None = None
    date: Leaf[Date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadMention:
    name: Leaf[str]
    title: Leaf[str] | None = None
    nationality: Leaf[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserversMention:
    count: Leaf[Count]
    role: Leaf[str]
    states: Leaf[int] | None = None
    from_: Leaf[str] | None = None
    part_of: Leaf[int] | None = None
    status: Leaf[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionMention(Mention):
    type: Leaf[str]
    organisation: Leaf[str] | None = None
    country: Leaf[str] | None = None
    election: ElectionMention | None = None
    deployed: Leaf[Date] | None = None
    head: HeadMention | None = None
    observers: tuple[ObserversMention, ...] = ()
    locations: tuple[Leaf[str], ...] = ()
    partners: tuple[Leaf[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticMention(Mention):
    what: Leaf[str]
    count: Leaf[Count]
    period: Leaf[Date] | None = None
    source: Leaf[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention(Mention):
    kind: Leaf[str]
    title: Leaf[str] | None = None
    date: Leaf[Date] | None = None
    place: Leaf[str] | None = None
    participants: tuple[Leaf[Count], ...] = ()
    organisers: tuple[Leaf[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMention:
    name: Leaf[str]
    iso3: Leaf[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationMention(Mention):
    number: Leaf[str] | None
    text: Leaf[str]
    from_: tuple[StateMention, ...]
    to: Leaf[str] | None
    response: Leaf[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMention(Mention):
    number: Leaf[str]
    report: Leaf[str] | None
    response: Leaf[str] | None
    text: Leaf[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationMention(Mention):
    country: Leaf[str] | None
    head: PersonMention | None
    members: Leaf[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMention:
    name: Leaf[str]
    place: Leaf[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderMention(Mention):
    abbreviation: Leaf[str] | None
    name: Leaf[str]
    place: Leaf[str] | None
    group: Leaf[str] | None
    joint: Leaf[bool]
    members: tuple[MemberMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributorMention:
    name: Leaf[str]
    abbreviation: Leaf[str] | None
    full_name: Leaf[str] | None
    locator: Leaf[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMention(Mention):
    paragraph: Leaf[str] | None
    text: Leaf[str]
    notes: tuple[Leaf[str], ...]
    organisations: tuple[ContributorMention, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that extractors found so far, in order of place."""

    dates: tuple[DateMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    names: tuple[NameMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    references: tuple[ReferenceMention, ...] = ()
    opinions: tuple[OpinionMention, ...] = ()
    missions: tuple[MissionMention, ...] = ()
    recommendations: tuple[RecommendationMention, ...] = ()
    answers: tuple[AnswerMention, ...] = ()
    delegations: tuple[DelegationMention, ...] = ()
    statistics: tuple[StatisticMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    stakeholders: tuple[StakeholderMention, ...] = ()
    statements: tuple[StatementMention, ...] = ()
