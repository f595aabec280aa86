"""Whose people a count is about: the mission's that is spoken of, another body's, a delegation's or those of an earlier vote."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.missions import earlier, naming
from pipeline.extract.missions.draft import Draft, day, kept, polling_day, value
from pipeline.extract.missions.scene import Scene
from pipeline.model.findings import ElectionMention, Leaf, ObserversMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import late

NEAR = 600
"""How far behind what a mission's sentences tell experts and observers without more are still its own."""
OF_THEM = late(r"\s+of\s+them\b")


def own(scene: Scene, counted: list[ObserversMention], part: Place, draft: Draft) -> list[ObserversMention]:
    """The groups that are the mission's own; those that another body sent become that body's."""
    keep = []
    for group in counted:
        if _is_earlier(scene, group, part, draft):
            keep.append(False)
            continue
        sent = group.from_ is not None and group.from_.value in bodies.OTHERS
        other = sent and group.from_ is not None and group.from_.value != value(draft.organisation)
        other = other and group.part_of is None
        if not other and _is_of_delegation(scene, group, part, draft):
            keep.append(False)
            continue
        if other and OF_THEM.match(scene.document.text, group.count.spans[0].end):
            keep.append(False)  # of a whole that is not told
            continue
        if other and group.from_ is not None:
            theirs = scene.of_body(group.from_, part, None)
            if all(known.count != group.count for known in theirs.observers):
                theirs.observers.append(replace(group, from_=None, part_of=None))
        keep.append(not other and _is_ours(scene, group, part, draft))
    return kept(counted, len(draft.observers), keep)


def _is_of_delegation(scene: Scene, group: ObserversMention, part: Place, draft: Draft) -> bool:
    """Give to a delegation the people whom the words say its head led: 'X led 14 parliamentarians of the OSCE PA'."""
    own = group.from_.value if group.from_ else None
    if group.part_of is not None or draft.is_delegation or own is None and group.role.value != "parliamentary":
        return False
    for other in scene.drafts:
        theirs = other.is_delegation and own in (None, value(other.organisation))
        if theirs and other.head is not None and not other.observers and part.covers(other.head.name.spans[0]):
            other.observers.append(replace(group, from_=None, role=replace(group.role, value="parliamentary")))
            return True
    return False


def _is_earlier(scene: Scene, group: ObserversMention, part: Place, draft: Draft) -> bool:
    """True for observers of an earlier vote, who are put into a mission of their own."""
    known = (
        None
        if draft.past
        else polling_day(draft.election) or polling_day(scene.told) or day(draft.deployed) or scene.head_day
    )
    date = earlier.year_of(scene.document, part, group.count.spans[0], scene.found, known)
    if date is None:
        return False
    body = group.from_ or draft.organisation
    for mission in scene.earlier:
        if polling_day(mission.election) == date.value.value and value(mission.organisation) == value(body):
            mission.observers.append(replace(group, from_=None, part_of=None))
            return True
    kind = "other" if value(body) in bodies.SENDERS and not draft.is_delegation else draft.type.value
    mission = Draft(
        Leaf(kind, group.count.spans, "missions.type.earlier"), body, part, past=True, country=draft.country
    )
    mission.election = ElectionMention(date=date)
    mission.observers.append(replace(group, from_=None, part_of=None))
    scene.earlier.append(mission)
    return True


def _is_ours(scene: Scene, group: ObserversMention, part: Place, draft: Draft) -> bool:
    """False for experts or observers of a sentence that does not speak of the mission and stands far from what does."""
    if any(mention.role == group.role and mention.count == group.count for mention in draft.observers):
        return False
    near = (
        part.start - draft.span.end < NEAR
        and scene.section_of(Span(draft.span.end - 1, draft.span.end)) == scene.section
    )
    return near or naming.speaks_of_ours(scene.document.text, part)


def comes_later(draft: Draft, counted: list[ObserversMention]) -> bool:
    """True for people who are still to come where others of the body have been there: a visit before the vote, and those who observe it."""
    there = [group.count.value.value for group in draft.observers if group.status.value == "deployed"]
    to_come = [group.count.value.value for group in counted if group.status.value == "planned"]
    return bool(there and to_come) and not set(there) & set(to_come)


def is_asked_for(group: ObserversMention) -> bool:
    return group.status.value in ("requested", "recommended")


def may_be_others(group: ObserversMention) -> bool:
    """True for people that a body also has without a vote: experts on something, its own members."""
    unit = group.count.value.unit or ""
    return group.role.value == "core_team" or "members" in unit and "delegation" not in unit


def is_joint(groups: list[ObserversMention]) -> bool:
    """True for a total whose parts several bodies sent."""
    senders = {group.from_.value for group in groups if group.from_ is not None}
    return len(senders) > 1 and any(group.role.value in ("total", "other") for group in groups)


def part_of(group: ObserversMention, body: Leaf[str], whole: int | None) -> ObserversMention:
    """A body's people as a group of the joint mission."""
    of: Leaf[int] | None = (
        Leaf(whole, group.count.spans[:1], "missions.observers.part_of") if whole is not None else None
    )
    sent = group.from_ or replace(body, rule="missions.observers.from")
    return replace(group, from_=sent, part_of=of)


def advised(group: ObserversMention) -> ObserversMention:
    """What is counted of a mission that is only advised is asked for, not there."""
    if is_asked_for(group):
        return group
    return replace(group, status=replace(group.status, value="recommended", rule="missions.observers.recommended"))
