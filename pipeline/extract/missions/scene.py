"""The missions that a document has told of so far, and which of them its words go back to.

'the delegation' after a mission, 'the PACE', 'the EOM … led by X' where X leads it already -> one of the drafts, or a new one
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.extract.extractor import within
from pipeline.extract.missions import election, naming, polling
from pipeline.extract.missions.draft import Draft, day, differ, last_name, polling_day, value
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import ElectionMention, Findings, HeadMention, Leaf, Place
from pipeline.model.records import Date
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import late

EU = "EU"
ONE_STORY = frozenset({"press_release", "mission_report", "other"})
SECOND_ROUND = late(r"\b(?:[Ss]econd\s+round|[Rr]un-?off)\b")
OBSERVED_JOINTLY = late(r"\bobserv\p{L}+\b[^.;]{0,60}\bjointly\b(?!\s+with)|\bjointly\s+observ")


@dataclass(frozen=True, slots=True)
class Said:
    """What one part of a sentence says, before it is known of which mission."""

    head: HeadMention | None
    election: ElectionMention | None
    deployed: Leaf[Date] | None


@dataclass
class Scene:
    """The missions of a document while its sentences are read, and the one that is spoken of. Lives inside one call of `find`."""

    document: SectionedDocument
    found: Findings
    drafts: list[Draft] = field(default_factory=list)
    current: Draft | None = None
    section: str | None = None
    item: Place | None = None
    """The line that began the last item of a list of elections, as 'Serbia, 21 June, parliamentary.'"""
    earlier: list[Draft] = field(default_factory=list)
    """Missions to earlier votes, told for comparison: nothing goes back to them."""

    @cached_property
    def told(self) -> ElectionMention | None:
        """The election that the document is about, where it is about one."""
        return election.of_document(self.document, self.found) if self.is_one else None

    @cached_property
    def head_day(self) -> str | None:
        """The day at the head of a press release, as an ISO date: a vote long before it was another mission's."""
        return election.head_day(self.found) if self.document.identity.kind == "press_release" else None

    @property
    def is_one(self) -> bool:
        """True for a document about one election, whose sections all speak of the same missions."""
        return self.document.identity.kind in ONE_STORY

    @cached_property
    def is_of_several(self) -> bool:
        """True for a document that names a joint mission, or one on an election that says that several bodies observed together."""
        text = self.document.text
        return naming.names_joint(text) or self.is_one and OBSERVED_JOINTLY.search(text) is not None

    def anew(self, draft: Draft, part: Place) -> Draft:
        """A later mission of the same body to the same country, of a format that is not told."""
        format_ = "EOM" if draft.type.value in ("LEOM", "EAM", "EET", "ROM") else draft.type.value
        later = Draft(
            replace(draft.type, value=format_, rule="missions.type.later"),
            draft.organisation,
            part,
            country=draft.country,
        )
        self.drafts.append(later)
        return later

    def is_led(self, named: naming.Named, head: HeadMention) -> bool:
        """True where a mission that a sentence goes back to is known to be led by somebody else."""
        return not (named.indefinite or named.opens) and any(
            self.same(draft, named) and differ(last_name(draft.head), last_name(head)) for draft in self.drafts
        )

    def of_many(self, part: Place) -> Draft | None:
        """Observers of several bodies, which a document counts before it says who sent them: 'over 400 international monitors'."""
        known = next((draft for draft in self.drafts if draft.of_many), None)
        named = naming.of_many(self.document.text, part) if known is None else None
        if named is not None:
            known = Draft(named, None, part, of_many=True)
            self.drafts.append(known)
        return known

    def recalled(self, part: Place) -> Draft | None:
        """The mission that a noun goes back to: 'The delegation …' after a mission, 'The mission …' after a delegation."""
        noun = naming.anaphor(self.document.text, part)
        if noun is None or self.current is None or self.current.is_delegation == (noun == "delegation"):
            return None
        return next((draft for draft in reversed(self.drafts) if draft.is_delegation == (noun == "delegation")), None)

    def of_body(self, body: Leaf[str], part: Place, head: HeadMention | None, said: Said | None = None) -> Draft:
        """The mission of a body that has no format of ODIHR's: the one that is known, or a new one."""
        for draft in reversed(self.drafts):
            if value(draft.organisation) != body.value or not (draft.is_delegation or body.value == EU):
                continue
            if not self.is_one and self.section_of(draft.span) != self.section:
                break
            if draft.past != self.is_past(part) and said is not None:
                continue
            if not differ(last_name(draft.head), last_name(head)) and not (
                said and differ(polling_day(draft.election), polling_day(said.election))
            ):
                return draft
        draft = Draft(
            replace(body, value="EOM" if body.value == EU else "other", rule="missions.type.body"),
            body,
            part,
            past=self.is_past(part),
        )
        self.drafts.append(draft)
        return draft

    def is_past(self, part: Place) -> bool:
        """True where a part of a sentence gives an earlier year than the missions that are known."""
        years = [mention.date.value.value[:4] for mention in within(self.found.dates, part) if mention.date.value.value]
        known = [draft.year for draft in self.drafts if draft.year is not None and not draft.past]
        if self.is_one:
            days = (polling_day(self.told), self.head_day)
            known += [day[:4] for day in days if day]
        return bool(years and known and max(years) < min(known))

    def has_several(self, draft: Draft) -> bool:
        """True where observers without a sender are known to be of several bodies: their own groups say so, or other missions do."""
        others = {value(other.organisation) for other in self.drafts if other.tells and other is not draft}
        return len(draft.senders) > 1 or len(others & bodies.OBSERVING) > 1

    def joint_total(self) -> Draft | None:
        """The joint mission whose observers have been counted as a whole."""
        return next((draft for draft in self.drafts if draft.type.value == "IEOM" and draft.whole() is not None), None)

    def same(self, draft: Draft, named: naming.Named) -> bool:
        """True where a name may be of a mission that is known: its type, its body and its country are no others."""
        return draft.type.value == named.type.value and not (
            differ(value(draft.organisation), value(named.organisation))
            or differ(value(draft.country), value(named.country))
        )

    def is_another(self, draft: Draft, named: naming.Named, said: Said) -> bool:
        """True where what is said cannot be of the mission in `draft`: another day, another head, or one sent anew.

        The one mission of a report or a press release has several days: it comes, opens, meets the press, begins to watch.
        """
        if differ(last_name(draft.head), last_name(said.head)):
            return True
        only_a_day = self.is_one and draft.head is None and not draft.observers
        if differ(day(draft.deployed), day(said.deployed)) and not only_a_day and (named.indefinite or not self.is_one):
            return True
        if differ(polling_day(draft.election), polling_day(said.election)):
            return True
        if draft.deployed is not None and day(draft.deployed) == day(said.deployed):
            return False
        if only_a_day:
            return False
        anew = named.opens and draft.tells or named.indefinite and draft is not self.current
        return anew and not draft.advised

    def section_of(self, span: Place) -> str | None:
        section = self.document.section_at(span.start)
        return section.id if section else None

    def advised_by(self, draft: Draft) -> Draft | None:
        """The mission that a needs assessment has advised: what it asks for more is for that one."""
        if draft.type.value != "NAM":
            return None
        return next((known for known in reversed(self.drafts) if known.advised), None)

    def joint(self, part: Place) -> Draft:
        """The joint mission, which the document names somewhere."""
        for draft in reversed(self.drafts):
            if draft.type.value == "IEOM":
                return draft
        name = naming.joint(self.document.text) or naming.together(self.document.text, part)
        name = name or Leaf("IEOM", (part,), "missions.type.joint_parts")
        draft = Draft(name, None, part)
        self.drafts.append(draft)
        return draft

    def joint_of_round(self, part: Place) -> Draft:
        """The joint mission; a new one where a second round is spoken of and the first one's observers have been counted."""
        draft = self.joint(part)
        if draft.whole() is None or SECOND_ROUND.search(self.document.text, *part) is None:
            return draft
        day_of_round = polling.second_round(self.document, self.found)
        kind = self.told.kind if self.told else None
        again = Draft(replace(draft.type, spans=(part,), rule="missions.type.joint.second_round"), None, part)
        again.election = ElectionMention(kind=kind, date=day_of_round)
        self.drafts.append(again)
        return again
