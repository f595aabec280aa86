"""A mission while the sentences that speak of it are read: what is known of it so far, and the record that it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import msgspec

from pipeline.model.findings import (
    ElectionMention,
    HeadMention,
    Leaf,
    MissionMention,
    ObserversMention,
    Place,
)
from pipeline.model.records import Date
from pipeline.vocabulary import bodies


@dataclass
class Draft:
    """A mission while its sentences are read. Lives inside one call of `find`."""

    type: Leaf[str]
    organisation: Leaf[str] | None
    span: Place
    advised: bool = False
    of_many: bool = False
    """True for observers of several bodies of which it is not yet known that they formed a mission."""
    followed: bool = False
    """True where the text says that a mission was sent to a vote, and not only speaks of it."""
    past: bool = False
    """True for a mission to an earlier vote than the one that the document is about."""
    country: Leaf[str] | None = None
    election: ElectionMention | None = None
    deployed: Leaf[Date] | None = None
    since: Leaf[Date] | None = None
    """Since when its observers are said to have been there: its day of deployment where no other one is told."""
    head: HeadMention | None = None
    observers: list[ObserversMention] = field(default_factory=list)
    locations: list[Leaf[str]] = field(default_factory=list)
    partners: list[Leaf[str]] = field(default_factory=list)

    @property
    def tells(self) -> bool:
        """True when the text gives the mission a head, a count or dates of its own; the day of the vote that one followed is such a date."""
        return bool(self.head or self.observers or self.deployed or self.followed and polling_day(self.election))

    @property
    def senders(self) -> set[str]:
        """The bodies that its observers are said to be from."""
        return {group.from_.value for group in self.observers if group.from_ is not None}

    @property
    def is_delegation(self) -> bool:
        """True for the people of a body that has no format of ODIHR's."""
        return (
            self.type.value == "other" and self.organisation is not None and self.organisation.value in bodies.SENDERS
        )

    @property
    def year(self) -> str | None:
        """The year of its vote or of its deployment, as far as its own sentences tell."""
        polling = self.election.date if self.election else None
        known = polling or self.deployed
        return (known.value.value or "")[:4] or None if known else None

    def whole(self) -> int | None:
        """The place of the group that all others are part of."""
        return next((place for place, group in enumerate(self.observers) if group.role.value == "total"), None)

    def close(self, country: Leaf[str] | None, told: ElectionMention | None) -> MissionMention:
        """The mission, with the document's country and election where its own sentences name none."""
        nationality = self.head.nationality if self.head else None
        if country is not None and nationality is not None and country.spans[0] == nationality.spans[0]:
            country = None  # the document names the head's country alone
        own = self.country is None or country is None or self.country.value == country.value
        return MissionMention(
            span=self.span,
            confidence=self._confidence(),
            type=self.type,
            organisation=self.organisation,
            country=self.country or country,
            election=completed(self.election, told if own and not self.past else None),
            deployed=self._day_of_coming(),
            head=self.head,
            observers=tuple(self.observers),
            locations=_distinct(self.locations),
            partners=_distinct(self.partners),
        )

    def _day_of_coming(self) -> Leaf[Date] | None:
        """The first day of a stay; a needs assessment keeps all days of its visit."""
        told = self.deployed or self.since
        if told is None or told.value.end is None or self.type.value == "NAM":
            return told
        return replace(told, value=msgspec.structs.replace(told.value, end=None))

    def _confidence(self) -> float:
        """Surer the more of it the text tells, and less sure where its type is only worked out."""
        told = sum(map(bool, (self.head, self.observers, self.deployed)))
        return (0.8 if told == 1 else 0.95) - (0.15 if self.type.rule != "missions.type" else 0)


def completed(own: ElectionMention | None, told: ElectionMention | None) -> ElectionMention | None:
    """What a mission's sentences say of the election, with what only the document's first pages say of the same one."""
    if (
        own is None
        or told is None
        or _are_other_kinds(value(own.kind), value(told.kind))
        or differ(polling_day(own), polling_day(told))
    ):
        return own or told
    return ElectionMention(kind=own.kind or told.kind, body=own.body or told.body, date=own.date or told.date)


def _are_other_kinds(one: str | None, other: str | None) -> bool:
    """True for kinds of elections of which neither only says more than the other: 'early parliamentary', 'parliamentary'."""
    return differ(one, other) and not (one or "").endswith(other or "") and not (other or "").endswith(one or "")


def kept(groups: list[ObserversMention], already: int, keep: list[bool]) -> list[ObserversMention]:
    """The groups to keep, each still part of the same whole; `already` is how many the mission had before them."""
    places = {already + old: already + new for new, old in enumerate(at for at, own in enumerate(keep) if own)}
    left = []
    for group, own in zip(groups, keep, strict=True):
        of = group.part_of
        if own and of is not None and of.value >= already:
            group = replace(group, part_of=replace(of, value=places[of.value]) if of.value in places else None)
        if own:
            left.append(group)
    return left


def last_name(head: HeadMention | None) -> str | None:
    """A head's last name, which a text repeats alone."""
    return head.name.value.split()[-1] if head else None


def value(leaf: Leaf[str] | None) -> str | None:
    return leaf.value if leaf else None


def day(date: Leaf[Date] | None) -> str | None:
    return date.value.value if date else None


def polling_day(told: ElectionMention | None) -> str | None:
    return told.date.value.value if told and told.date else None


def differ(one: str | None, other: str | None) -> bool:
    """True for two values that are both known and not the same."""
    return bool(one and other and one != other)


def _distinct(leaves: list[Leaf[str]]) -> tuple[Leaf[str], ...]:
    """One leaf a value, the first one found."""
    kept: dict[str, Leaf[str]] = {}
    for leaf in leaves:
        kept.setdefault(leaf.value, leaf)
    return tuple(kept.values())
