"""Observation missions: type, election, deployment, head, observers by role, places and partners.

A mission is opened by the sentence that deploys it, names its head or counts its members, and stays open while the
following sentences of its section speak of it, so that what is told in three sentences is one record. A bare mention of
a mission opens none; a figure that is negated or hypothetical is no observer. What each sentence says is read by
`naming` (which mission), `election`, `facts` (head, day, country, places, partners) and `observers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.extract.extractor import Extractor
from pipeline.extract.missions import election, facts, naming, observers
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import (
    ElectionMention,
    Findings,
    HeadMention,
    Leaf,
    MissionMention,
    ObserversMention,
    Place,
)
from pipeline.model.records import Date

__all__ = ["EXTRACTOR", "find"]


@dataclass
class Draft:
    """A mission while its sentences are read. Lives inside one call of `find`."""

    type: Leaf[str]
    organisation: Leaf[str] | None
    span: Place
    country: Leaf[str] | None = None
    election: ElectionMention | None = None
    deployed: Leaf[Date] | None = None
    head: HeadMention | None = None
    observers: list[ObserversMention] = field(default_factory=list)
    locations: list[Leaf[str]] = field(default_factory=list)
    partners: list[Leaf[str]] = field(default_factory=list)

    @property
    def tells(self) -> bool:
        """True when the text gives the mission a head, a count or dates of its own."""
        return bool(self.head or self.observers or self.deployed)

    def close(self, country: Leaf[str] | None) -> MissionMention:
        return MissionMention(
            span=self.span,
            confidence=0.95 if self.head and self.observers else 0.85,
            type=self.type,
            organisation=self.organisation,
            country=self.country or country,
            election=self.election,
            deployed=self.deployed,
            head=self.head,
            observers=tuple(self.observers),
            locations=_distinct(self.locations),
            partners=_distinct(self.partners),
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What one part of a sentence says, before it is known of which mission."""

    head: HeadMention | None
    election: ElectionMention | None
    deployed: Leaf[Date] | None


def find(document: SectionedDocument, found: Findings) -> Iterator[MissionMention]:
    """Yield the missions that the document tells something of, in order of place."""
    if not naming.speaks_of_missions(document.text):
        return
    drafts: list[Draft] = []
    current: Draft | None = None
    section: str | None = None
    before: ElectionMention | None = None
    for sentence in document.sentences:
        here = document.section_at(sentence.start)
        if (here.id if here else None) != section:
            current, before, section = None, None, here.id if here else None
        if not naming.may_speak_of_one(document.text, sentence):
            before = None
            continue
        drafts += _delegations(document, sentence, found)
        for part in naming.parts(document, sentence):
            told = election.read(document, part, found)
            said = Said(facts.head(document, part, found), told, facts.deployed(document, part, found, told))
            opened = _opened(document, part, current, drafts, said)
            if opened is not None and opened not in drafts:
                drafts.append(opened)
                opened.election = before if said.election is None else None
            current = opened or current
            if current is not None:
                _fold(document, part, current, said, found)
            before = told if opened is None and naming.denied(document.text, part) else None
    country = facts.country_of_document(document)
    for draft in sorted(drafts, key=lambda draft: draft.span):
        if draft.tells:
            yield draft.close(country)


def _opened(
    document: SectionedDocument, part: Place, current: Draft | None, drafts: list[Draft], said: Said
) -> Draft | None:
    """The mission that this part of a sentence opens or goes back to; None where it names none."""
    named = naming.mission(document, part)
    if named is None:
        plain = naming.plain(document, part) if current is None and said.head else None
        return Draft(plain.type, plain.organisation, part) if plain else None
    for draft in reversed(drafts):
        if document.section_at(draft.span.start) != document.section_at(part.start):
            break
        in_one_sentence = named.indefinite and draft.span.end >= part.start
        if draft.type.value == named.type.value and not (
            in_one_sentence or _is_another(draft, named, said, draft is current)
        ):
            return draft
    if named.organisation is not None and named.type.value == "other" and not said.head and not named.opens:
        return None
    return Draft(named.type, named.organisation, part)


def _is_another(draft: Draft, named: naming.Named, said: Said, is_current: bool) -> bool:
    """True where what is said cannot be of the mission in `draft`: another day, another head, or one sent anew."""
    if _differ(_name(draft.head), _name(said.head)):
        return True
    if _differ(_day(draft.deployed), _day(said.deployed)):
        return True
    if _differ(_polling(draft.election), _polling(said.election)):
        return True
    return named.opens and draft.tells or named.indefinite and not is_current


def _name(head: HeadMention | None) -> str | None:
    return head.name.value if head else None


def _day(date: Leaf[Date] | None) -> str | None:
    return date.value.value if date else None


def _polling(told: ElectionMention | None) -> str | None:
    return told.date.value.value if told and told.date else None


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def _fold(document: SectionedDocument, part: Place, draft: Draft, said: Said, found: Findings) -> None:
    """Add what a part of a sentence says to the mission that it speaks of."""
    counted = observers.read(document, part, draft.type.value, len(draft.observers), found)
    if naming.denied(document.text, part) and not counted:
        return
    if draft.head is None:
        draft.head = said.head
    if said.election is not None and (draft.election is None or draft.election.date is None):
        draft.election = said.election
    if draft.deployed is None:
        draft.deployed = said.deployed
    if draft.country is None:
        draft.country = facts.country(document.text, part)
    draft.observers += counted
    draft.locations += facts.locations(document.text, part)
    draft.partners += facts.partners(document.text, part, draft.organisation.value if draft.organisation else None)
    if counted or said.head or said.deployed or said.election:
        draft.span = draft.span.hull(part)


def _delegations(document: SectionedDocument, sentence: Place, found: Findings) -> Iterator[Draft]:
    """Parliaments' delegations that a sentence gives a head or members of their own, each a mission."""
    for body, person in facts.delegation_heads(document, sentence, found):
        draft = Draft(replace(body, value="other", rule="missions.type.delegation"), body, sentence)
        draft.head = facts.head_of(document.text, person) if person else None
        draft.observers += (
            observers.members(document, sentence, found) if naming.is_about_delegation(document.text, sentence) else []
        )
        draft.country = facts.country(document.text, sentence)
        if draft.tells:
            yield draft


def _distinct(leaves: list[Leaf[str]]) -> tuple[Leaf[str], ...]:
    """One leaf a value, the first one found."""
    kept: dict[str, Leaf[str]] = {}
    for leaf in leaves:
        kept.setdefault(leaf.value, leaf)
    return tuple(kept.values())


EXTRACTOR = Extractor("missions", find)
