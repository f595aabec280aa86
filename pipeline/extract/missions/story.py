"""Which sentence tells what of which mission: a document's sentences in their order, and the missions that they come to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice

from pipeline.extract.extractor import within
from pipeline.extract.missions import earlier, election, facts, heads, naming, observers, senders, shares, weekday
from pipeline.extract.missions.draft import Draft, day, differ, polling_day, value
from pipeline.extract.missions.scene import Said, Scene
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import ElectionMention, Findings, HeadMention, Leaf, ObserversMention, Place
from pipeline.model.records import Date
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import late

NEAR = 600
"""How far behind what a mission's sentences tell experts and observers without more are still its own."""

VOTE = late(
    r"\b(?:[Ee]lect(?:ions?|oral)|[Rr]eferendum|observ(?:ers?|ation|ed)|[Pp]olls?|[Pp]olling|EOM|vote[ds]?|voting)\b"
)

LONGEST = 4_000
"""No sentence is so long: it is a table, or a text without stops, and tells no mission from another."""
RECENT = 40
"""How many missions a sentence may go back over."""
FOLLOWED = late(r"\b(?:followed|observed|monitored|assessed|deployed|sent|dispatched|fielded|opened|established)\b")
DELEGATION_OF = late(r"\b[Dd]elegations?\s+(?:of|from)\s+(?:the\s+)?\p{Lu}")
"""A delegation of somebody who is no sender: a State's."""


@dataclass
class Story(Scene):
    """A document's sentences in their order, read into the missions of its scene. Lives inside one call of `find`."""

    signs: list[int] = field(default_factory=list)
    """Where words stand that missions are told with: a sentence without one is passed over."""
    before: ElectionMention | None = None
    """The election of a sentence that names no mission, or says that none was sent to it: the next one may say which was."""

    def read(self, sentence: Place) -> None:
        if sentence.length > LONGEST:
            return
        here = self.document.section_at(sentence.start)
        if (here.id if here else None) != self.section:
            self.section, self.before = here.id if here else None, None
            if not self.is_one:
                self.current = None
        if self._is_row(sentence):
            return
        if election.begins_item(self.document, sentence, self.found):
            self.current, self.item = None, sentence
        told = senders.read(self.document, sentence)
        if told and not (self.is_one or self._on_a_vote(sentence)):
            told = []
        goes_on = self.current is not None and naming.may_go_on(self.document.text, sentence)
        if not told and not goes_on and not naming.may_speak_of_one(sentence, self.signs):
            self.before = None
            return
        if not told and not self._may_tell(sentence):
            self.before = None
            return
        leads = list(heads.read(self.document, sentence, self.found))
        for part, sender in senders.parts(self.document, sentence, told):
            mine = [lead for lead in leads if part.start <= lead.at.start < part.end]
            about = sender if sender is not None and self._is_about(part, sender) else None
            near = [other for other in told if part.start <= other.at.start < part.end]
            left = self._delegations(part, mine, about, near)
            if about is not None:
                self._sent(part, about, left)
            else:
                self._part(part, [lead for lead in left if lead.led == "mission"])

    def _may_tell(self, sentence: Place) -> bool:
        """False for a sentence without a name of a mission, a number, a day, a person or a place to stay: nothing could be read from it."""
        found = self.found
        return (
            any(
                next(within(mentions, sentence), None) is not None
                for mentions in (found.counts, found.dates, found.people)
            )
            or bool(naming.named_in(self.document.text, sentence))
            or facts.STAYS.search(self.document.text, *sentence) is not None
            or weekday.has_word(sentence.cut(self.document.text))
        )

    def read_aside(self, document: SectionedDocument, found: Findings, aside: Place) -> None:
        """Read a needs assessment that a sentence goes back to, in the document that still has its words.

        It was made for the mission that the sentence is about, and so for the same election. What is counted in an aside
        was advised.
        """
        named = naming.mission(document, aside)
        if named is None:
            return
        own = self.current if self.current is not None and not self.current.is_delegation else None
        draft = Draft(
            named.type,
            named.organisation or (own.organisation if own else None),
            aside,
            country=named.country or facts.country(document.text, aside) or (own.country if own else None),
            election=own.election if own else None,
            deployed=facts.days_of_visit(document.text, aside, found),
        )
        for known in self.drafts:
            if self.same(known, named) and not differ(day(known.deployed), day(draft.deployed)):
                known.deployed = known.deployed or draft.deployed
                return
        counted = observers.read(document, aside, draft.type.value, 0, found)
        draft.observers = [shares.advised(group) for group in counted]
        self.drafts.append(draft)

    def _is_row(self, sentence: Place) -> bool:
        """Read a line of a list by bodies, of their heads or of how many observers they sent; False for another sentence."""
        document, found = self.document, self.found
        if not observers.is_row(document.text, sentence):
            return False
        leads = list(heads.read(document, sentence, found))
        self._delegations(sentence, leads, None, [])
        if leads or not naming.names_joint(document.text):
            return bool(leads)
        joint = self.joint(sentence)
        counted = observers.read(document, sentence, "IEOM", len(joint.observers), found)
        joint.observers += observers.as_parts(counted, joint.whole())
        return bool(counted)

    def _on_a_vote(self, sentence: Place) -> bool:
        """True for a sentence that itself speaks of a vote or of observers: other papers name the same bodies for much else."""
        return VOTE.search(self.document.text, sentence.start, sentence.end) is not None

    def _is_about(self, part: Place, sender: senders.Sender) -> bool:
        """True where a part of a sentence speaks of a sender's people and not of a mission that they joined."""
        if sender.acts:
            return True
        if self.is_one and shares.is_joint(observers.read(self.document, part, "IEOM", 0, self.found)):
            return False
        of_mission = self.current is not None and not self.current.is_delegation
        return not of_mission and naming.mission(self.document, part) is None

    def _part(self, part: Place, leads: list[heads.Lead]) -> None:
        lead = leads[0] if leads else None
        said = self._said(part, lead.head if lead else None)
        named = (lead.named if lead else None) or naming.mission(self.document, part)
        if named is not None and self._is_told_of(part, named):
            named = None
        if lead is not None and lead.named is None and named is not None and self.is_led(named, lead.head):
            said = replace(said, head=None)  # of another office, as one that the mission thanks
        opened = self._opened(part, named, said)
        if opened is not None and opened not in self.drafts:
            self.drafts.append(opened)
            if self.item is not None and opened.country is None:
                opened.country = facts.country_at(self.document.text, self.item)
            opened.election = (self.before or self._of_item()) if said.election is None else None
        self.current = opened or self.recalled(part) or self.current
        if named is None and self.current is not None and self.current.advised and (said.head or said.deployed):
            self.current.advised = False  # what had been advised has come
        if opened is None and self.current is not None and self._is_of_another_vote(self.current, said):
            self.current = self.anew(self.current, part)
        spoken_of = self.current or self.of_many(part)
        if spoken_of is not None:
            self._fold(part, spoken_of, said)
        is_before = opened is None and (self.current is None or naming.denied(self.document.text, part))
        self.before = said.election if is_before else None

    def _of_item(self) -> ElectionMention | None:
        """The election that the list's item is about."""
        return election.of_item(self.document, self.item, self.found) if self.item is not None else None

    def _is_of_another_vote(self, draft: Draft, said: Said) -> bool:
        """True where a sentence gives a deployment or a head for a vote long after the one that a mission is known to have observed."""
        if not (said.head or said.deployed) or draft.is_delegation:
            return False
        polled, told = polling_day(draft.election), polling_day(said.election)
        return bool(polled and told and draft.tells and earlier.lies_before(polled, told))

    def _is_told_of(self, part: Place, named: naming.Named) -> bool:
        """True for a needs assessment that a sentence on another mission only goes back to: 'the 12 observers whom the NAM had advised'."""
        other = self.current is not None and self.current.type.value != "NAM"
        return other and named.type.value == "NAM" and naming.is_source(self.document.text, part, named.type.spans[0])

    def _said(self, part: Place, head: HeadMention | None) -> Said:
        told = election.read(self.document, part, self.found)
        return Said(head, told, facts.deployed(self.document, part, self.found, told))

    def _opened(self, part: Place, named: naming.Named | None, said: Said) -> Draft | None:
        """The mission that this part of a sentence opens or goes back to; None where it names none."""
        if named is None:
            return self._plainly(part, said)
        past = naming.has_year(self.document.text, part, named.type.spans[0]) and self.is_past(part)
        for draft in islice(reversed(self.drafts), RECENT):
            if not self.is_one and self.section_of(draft.span) != self.section:
                break
            if draft.past != past and draft.year is not None:
                continue
            if self.item is not None and draft.span < self.item:
                break
            in_one_sentence = named.indefinite and draft.span.end >= part.start
            only_named = named.advised and not (draft.tells or draft.advised)
            if self.same(draft, named) and not (in_one_sentence or only_named or self.is_another(draft, named, said)):
                draft.advised = draft.advised and named.advised
                draft.organisation = draft.organisation or named.organisation
                draft.country = draft.country or named.country
                return draft
        sent = named.indefinite and not named.advised and FOLLOWED.search(self.document.text, *part) is not None
        return Draft(
            named.type,
            named.organisation,
            part,
            advised=named.advised,
            past=past,
            country=named.country,
            followed=sent,
        )

    def _plainly(self, part: Place, said: Said) -> Draft | None:
        """A mission that a sentence names by no type: 'The mission is headed by …', '348 observers from 41 countries …'."""
        other = naming.plain(self.document, part)
        if self.current is not None and not (other is not None and self._turns_to(other, self.current)):
            return None
        counted = observers.read(self.document, part, "other", 0, self.found)
        if not (said.head or counted or said.deployed):
            return None
        if self.current is None and shares.is_joint(counted):
            return Draft(Leaf("IEOM", counted[0].count.spans, "missions.type.joint_count"), None, part)
        if other is None:
            return None
        for draft in reversed(self.drafts if other.of_body else []):
            if (
                value(draft.organisation) == value(other.organisation)
                and not draft.is_delegation
                and draft.type.value != "NAM"
            ):
                return draft
        return Draft(other.type, other.organisation, part, country=other.country)

    def _turns_to(self, other: naming.Named, current: Draft) -> bool:
        """True where a mission without a type is said to be of another body than the one that is spoken of."""
        return other.of_body and differ(value(other.organisation), value(current.organisation) or "several")

    def _sent(self, part: Place, sender: senders.Sender, leads: list[heads.Lead]) -> None:
        """Add what a part of a sentence says of a body's people to that body's mission, or to the joint one that they are part of."""
        lead = next((lead for lead in leads if lead.led != "joint"), None)
        said = self._said(part, lead.head if lead else self._listed(part, sender))
        draft = self.of_body(sender.body, part, said.head, said)
        read = observers.members if sender.body.value in bodies.ASSEMBLIES else _others
        counted = read(self.document, part, self.found)
        if not (draft.tells or said.head or self._on_a_vote(part)):
            counted = [group for group in counted if not shares.may_be_others(group)]
        if draft.is_delegation and shares.comes_later(draft, counted):
            draft = Draft(replace(draft.type, spans=sender.body.spans), sender.body, part, country=draft.country)
            self.drafts.append(draft)
        joint = self.joint_total() if sender.body.value in bodies.OBSERVING else None
        if joint is not None and joint is not draft:
            whole = joint.whole()
            joint.observers += [shares.part_of(group, sender.body, whole) for group in counted if group.part_of is None]
            counted = []
        self._fold_facts(part, draft, said, counted=True)
        draft.observers += shares.own(self, counted, part, draft)
        if sender.acts or (self.current is None and self.is_one):
            self.current = draft

    def _listed(self, part: Place, sender: senders.Sender) -> HeadMention | None:
        """The head that a line of a list gives a body, as 'PACE: Ms. Ana Bell', behind words that say what the list is."""
        person = next(iter(within(self.found.people, part)), None)
        if person is None or not senders.lists(self.document.text, sender, person.span):
            return None
        return HeadMention(name=person.name, title=person.title)

    def _fold(self, part: Place, draft: Draft, said: Said) -> None:
        """Add what a part of a sentence says to the mission that it speaks of."""
        document, found, text = self.document, self.found, self.document.text
        counted = observers.read(document, part, draft.type.value, len(draft.observers), found)
        advised = self.advised_by(draft) if any(map(shares.is_asked_for, counted)) else None
        if advised is not None:
            self._fold_facts(part, draft, said)
            draft, said = advised, Said(None, said.election, None)
            counted = observers.read(document, part, draft.type.value, len(draft.observers), found)
        counted = shares.own(self, counted, part, draft)
        if not counted and not said.head and naming.denied(text, part):
            return
        if draft.type.value != "IEOM" and self._speaks_jointly(part, counted):
            draft = self.current = self.joint_of_round(part)
            counted = observers.read(document, part, "IEOM", len(draft.observers), found)
        self._fold_facts(part, draft, said, counted=bool(counted))
        if draft.type.value == "IEOM":
            counted = observers.as_parts(counted, draft.whole())
        if draft.is_delegation and value(draft.organisation) in bodies.ASSEMBLIES:
            counted = observers.as_members(counted)
        draft.observers += [shares.advised(group) for group in counted] if draft.advised else counted
        draft.observers = draft.observers if counted else observers.with_states(document, part, draft.observers, found)
        if counted:
            draft.span = draft.span.hull(part)

    def _speaks_jointly(self, part: Place, counted: list[ObserversMention]) -> bool:
        """True where what is counted are the observers of several bodies."""
        text = self.document.text
        if shares.is_joint(counted) and (naming.names_joint(text) or naming.together(text, part) is not None):
            return True
        parts = [group for group in counted if group.part_of is not None]
        sent = {group.from_.value for group in parts if group.from_ is not None}
        several = self.is_one and len(sent & bodies.OBSERVING) > 1  # elsewhere they are told as one mission's partners
        if parts and (several or naming.together(text, part) is not None):
            return True
        of_parliaments = any(group.role.value == "parliamentary" for group in parts)
        return of_parliaments and "OSCE/ODIHR" in sent and naming.names_joint(text)

    def _fold_facts(self, part: Place, draft: Draft, said: Said, *, counted: bool = False) -> None:
        """Add all but the observers; `counted` where the words count some of them."""
        text = self.document.text
        told_of = counted or part.covers(draft.type.spans[0]) or naming.mission(self.document, part) is not None
        if draft.head is None:
            draft.head = said.head
        polled = polling_day(said.election)
        if not (draft.past or counted) and self._is_other_vote(part, said):
            said = replace(said, election=None)
        past = bool(polled and self.head_day and not draft.past and earlier.lies_before(polled, self.head_day))
        if said.election is not None and not past and (draft.election is None or draft.election.date is None):
            draft.election = said.election
        if draft.deployed is None and not draft.advised:
            draft.deployed = said.deployed or self._days_of_assessment(part, draft)
        if draft.since is None and not draft.past:
            draft.since = facts.since(self.document, part, self.found)
        if draft.country is None and (told_of or said.head or said.deployed or said.election):
            draft.country = facts.country(text, part)
        draft.locations += facts.locations(text, part)
        draft.partners += facts.partners(text, part, draft.organisation.value if draft.organisation else None)
        if said.head or said.deployed or said.election:
            draft.span = draft.span.hull(part)

    def _is_other_vote(self, part: Place, said: Said) -> bool:
        """True for a vote that a report on one election only tells of, in a sentence that names no mission."""
        if not self.is_one or not differ(polling_day(said.election), polling_day(self.told)):
            return False
        return naming.mission(self.document, part) is None and not said.head and not said.deployed

    def _days_of_assessment(self, part: Place, draft: Draft) -> Leaf[Date] | None:
        name = draft.type.spans[0]
        if draft.type.value != "NAM" or not part.covers(name):
            return None
        return facts.days_behind(self.document.text, name, self.found)

    def _delegations(
        self, part: Place, leads: list[heads.Lead], about: senders.Sender | None, near: list[senders.Sender]
    ) -> list[heads.Lead]:
        """Give heads to the delegations and the joint mission that they are said to lead; what is left leads what the part is about."""
        left = []
        for lead in leads:
            if lead.led == "joint":
                if self.is_of_several:
                    joint = self.joint(part)
                    joint.head = joint.head or lead.head
                continue
            theirs = self._led_delegation(part, lead, about, near)
            if theirs is None:
                left.append(lead)
                continue
            theirs.head = theirs.head or lead.head
            theirs.country = theirs.country or facts.country(self.document.text, part)
        return [lead for lead in left if not (lead.led == "delegation" and about is None)]

    def _led_delegation(
        self, part: Place, lead: heads.Lead, about: senders.Sender | None, near: list[senders.Sender]
    ) -> Draft | None:
        """The delegation that somebody leads by its body's name, or by the word alone; None where the part is about what is led."""
        if lead.body is not None:
            own = about is not None and about.body.value == lead.body.value
            return None if own else self.of_body(lead.body, part, lead.head)
        if lead.led != "delegation" or about is not None:
            return None
        if near:
            named = min(near, key=lambda other: other.at.gap_to(lead.at))
            return self.of_body(named.body, part, lead.head)
        if DELEGATION_OF.search(self.document.text, part.start, part.end):
            return None
        only = senders.only_assembly(self.document.text, part) or senders.whose_delegation(self.document.text, part)
        text = self.document.text
        only = only or senders.only_assembly(
            text, Span(max(text.rfind("\n", 0, part.start), part.start - NEAR, 0), part.start)
        )
        if only is not None:
            return self.of_body(only, part, lead.head)
        for draft in reversed(self.drafts):
            if draft.is_delegation and (self.is_one or self.section_of(draft.span) == self.section):
                self.current = draft
                return draft
        return None


def _others(document: SectionedDocument, part: Place, found: Findings) -> list[ObserversMention]:
    return observers.read(document, part, "other", 0, found)
