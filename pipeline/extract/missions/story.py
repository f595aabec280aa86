"""Which sentence tells what of which mission: a document's sentences in their order, and the missions that they come to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.extract.missions import election, facts, heads, naming, observers
from pipeline.extract.missions.draft import Draft, day, differ, last_name, polling_day, value
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import ElectionMention, Findings, HeadMention, Leaf, ObserversMention, Place
from pipeline.model.records import Date

ONE_STORY = frozenset({"press_release", "mission_report", "other"})
NEAR = 600
"""How far behind what a mission's sentences tell experts and observers without more are still its own."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one part of a sentence says, before it is known of which mission."""

    head: HeadMention | None
    election: ElectionMention | None
    deployed: Leaf[Date] | None


@dataclass
class Story:
    """The missions of a document while its sentences are read, and the one that is spoken of. Lives inside one call of `find`."""

    document: SectionedDocument
    found: Findings
    signs: tuple[str, ...]
    drafts: list[Draft] = field(default_factory=list)
    current: Draft | None = None
    section: str | None = None
    before: ElectionMention | None = None

    @property
    def is_one(self) -> bool:
        """True for a document about one election, whose sections all speak of the same missions."""
        return self.document.identity.kind in ONE_STORY

    def read(self, sentence: Place) -> None:
        here = self.document.section_at(sentence.start)
        if (here.id if here else None) != self.section:
            self.section, self.before = here.id if here else None, None
            if not self.is_one:
                self.current = None
        if not naming.may_speak_of_one(self.document.text, sentence, self.signs):
            self.before = None
            return
        leads = list(heads.read(self.document, sentence, self.found))
        if self._delegations(sentence, leads):
            return
        for part in naming.parts(self.document, sentence):
            self._part(
                part, [lead for lead in leads if lead.led == "mission" and part.start <= lead.at.start < part.end]
            )

    def _part(self, part: Place, leads: list[heads.Lead]) -> None:
        document, found = self.document, self.found
        told = election.read(document, part, found)
        lead = leads[0] if leads else None
        said = Said(lead.head if lead else None, told, facts.deployed(document, part, found, told))
        named = (lead.named if lead else None) or naming.mission(document, part)
        opened = self._opened(part, named, said)
        if opened is not None and opened not in self.drafts:
            self.drafts.append(opened)
            opened.election = self.before if said.election is None else None
        self.current = opened or self.current
        if self.current is not None:
            self._fold(part, self.current, said)
        self.before = told if opened is None and naming.denied(document.text, part) else None

    def _opened(self, part: Place, named: naming.Named | None, said: Said) -> Draft | None:
        """The mission that this part of a sentence opens or goes back to; None where it names none."""
        if named is None:
            return self._plainly(part, said)
        for draft in reversed(self.drafts):
            if not self.is_one and self._section_of(draft.span) != self.section:
                break
            in_one_sentence = named.indefinite and draft.span.end >= part.start
            if self._same(draft, named) and not (
                in_one_sentence or _is_another(draft, named, said, draft is self.current)
            ):
                draft.advised = draft.advised and named.advised
                draft.organisation = draft.organisation or named.organisation
                draft.country = draft.country or named.country
                return draft
        return Draft(named.type, named.organisation, part, advised=named.advised, country=named.country)

    def _plainly(self, part: Place, said: Said) -> Draft | None:
        """A mission that a sentence names by no type: 'The mission is headed by …', 'The SCO had twelve people on the ground'."""
        text = self.document.text
        own = facts.sender(text, part)
        counted = observers.read(self.document, part, "other", 0, self.found) if own or self.current is None else []
        if own is not None and (said.head or counted):
            return self._of_body(own, part)
        if not said.head and (self.current is not None or not counted):
            return None
        other = naming.plain(self.document, part, self.current.organisation if self.current else None)
        if self.current is not None:
            return Draft(other.type, other.organisation, part) if other else None
        if _is_joint(counted):
            return Draft(Leaf("IEOM", counted[0].count.spans, "missions.type.joint_count"), None, part)
        if other is not None:
            return Draft(other.type, other.organisation, part, country=other.country)
        body = facts.assembly(text, part) if counted else None
        return self._of_body(body, part) if body else None

    def _of_body(self, body: Leaf[str], part: Place) -> Draft:
        """The mission of a body that has no format of ODIHR's: the one that is known, or a new one."""
        same = [draft for draft in self.drafts if draft.organisation and draft.organisation.value == body.value]
        return same[-1] if same else Draft(replace(body, value="other", rule="missions.type.body"), body, part)

    def _same(self, draft: Draft, named: naming.Named) -> bool:
        """True where a name may be of a mission that is known: its type, its body and its country are no others."""
        return draft.type.value == named.type.value and not (
            differ(value(draft.organisation), value(named.organisation))
            or differ(value(draft.country), value(named.country))
        )

    def _section_of(self, span: Place) -> str | None:
        section = self.document.section_at(span.start)
        return section.id if section else None

    def _fold(self, part: Place, draft: Draft, said: Said) -> None:
        """Add what a part of a sentence says to the mission that it speaks of."""
        document, found, text = self.document, self.found, self.document.text
        counted = observers.read(document, part, draft.type.value, len(draft.observers), found)
        counted = [group for group in counted if self._is_ours(group, part, draft)]
        if naming.denied(text, part) and not counted and not said.head:
            return
        if _is_joint(counted) and draft.type.value != "IEOM" and naming.names_joint(text):
            draft = self.current = self._joint(part)
            counted = observers.read(document, part, "IEOM", len(draft.observers), found)
        if draft.head is None:
            draft.head = said.head
        if said.election is not None and (draft.election is None or draft.election.date is None):
            draft.election = said.election
        if draft.deployed is None and not draft.advised:
            draft.deployed = said.deployed
        if draft.country is None:
            draft.country = facts.country(text, part)
        draft.observers += [_advised(group) for group in counted] if draft.advised else counted
        draft.locations += facts.locations(text, part)
        draft.partners += facts.partners(text, part, draft.organisation.value if draft.organisation else None)
        if counted or said.head or said.deployed or said.election:
            draft.span = draft.span.hull(part)

    def _is_ours(self, group: ObserversMention, part: Place, draft: Draft) -> bool:
        """False for experts or observers of a sentence that does not speak of the mission and stands far from what does."""
        if any(mention.role == group.role and mention.count == group.count for mention in draft.observers):
            return False
        near = (
            part.start - draft.span.end < NEAR
            and self._section_of(draft.span.__class__(draft.span.end - 1, draft.span.end)) == self.section
        )
        return near or naming.speaks_of_ours(self.document.text, part)

    def _joint(self, part: Place) -> Draft:
        """The joint mission, which the document names somewhere."""
        for draft in reversed(self.drafts):
            if draft.type.value == "IEOM":
                return draft
        name = naming.joint(self.document.text)
        draft = Draft(name, None, part)
        self.drafts.append(draft)
        return draft

    def _delegations(self, sentence: Place, leads: list[heads.Lead]) -> bool:
        """Parliaments' delegations that a sentence gives a head or members of their own, and the head of a joint mission.

        True where a delegation is what the whole sentence is about.
        """
        document, text = self.document, self.document.text
        for lead in leads:
            if lead.led == "joint" and naming.names_joint(text):
                joint = self._joint(sentence)
                joint.head = joint.head or lead.head
        bodies_led = [(lead.body, lead) for lead in leads if lead.led == "delegation" and lead.body]
        for lead in leads:
            if (
                lead.led == "delegation"
                and lead.body is None
                and self.current
                and facts.is_assembly(self.current.organisation)
            ):
                self.current.head = self.current.head or lead.head
        subject = facts.delegation_subject(document, sentence)
        if subject is not None and all(body.value != subject.value for body, _ in bodies_led):
            head = next((lead for lead in leads if lead.led == "mission"), None)
            self._delegation(subject, head.head if head else None, sentence, counts=True)
            if head is not None:
                leads.remove(head)
        for body, lead in bodies_led:
            self._delegation(body, lead.head, sentence, counts=subject is not None and body.value == subject.value)
        return subject is not None

    def _delegation(self, body: Leaf[str], head: HeadMention | None, sentence: Place, *, counts: bool) -> None:
        known = [
            draft
            for draft in self.drafts
            if draft.type.value == "other"
            and draft.organisation
            and draft.organisation.value == body.value
            and not differ(last_name(draft.head), head.name.value if head else None)
            and (self.is_one or self._section_of(draft.span) == self.section)
        ]
        draft = (
            known[-1] if known else Draft(replace(body, value="other", rule="missions.type.delegation"), body, sentence)
        )
        draft.head = draft.head or head
        if counts:
            draft.observers += observers.members(self.document, sentence, self.found)
        draft.country = draft.country or facts.country(self.document.text, sentence)
        if draft.tells and not known:
            self.drafts.append(draft)


def _is_joint(groups: list[ObserversMention]) -> bool:
    """True for a total whose parts several bodies sent."""
    senders = {group.from_.value for group in groups if group.from_ is not None}
    return len(senders) > 1 and any(group.role.value in ("total", "other") for group in groups)


def _advised(group: ObserversMention) -> ObserversMention:
    """What is counted of a mission that is only advised is asked for, not there."""
    if group.status.value in ("requested", "recommended"):
        return group
    return replace(group, status=replace(group.status, value="recommended", rule="missions.observers.recommended"))


def _is_another(draft: Draft, named: naming.Named, said: Said, is_current: bool) -> bool:
    """True where what is said cannot be of the mission in `draft`: another day, another head, or one sent anew."""
    if differ(last_name(draft.head), last_name(said.head)):
        return True
    if differ(day(draft.deployed), day(said.deployed)):
        return True
    if differ(polling_day(draft.election), polling_day(said.election)):
        return True
    return (
        named.opens and draft.tells and not draft.advised or named.indefinite and not is_current and not draft.advised
    )
