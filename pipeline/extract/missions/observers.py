"""Observers by role, bound from the counts of a sentence: how many, of what role, from where, there or only asked for.

A count is an observer group by the noun that it counts, or by its place where it counts without a noun ('PACE: 31'). What the
words beside it say makes the role finer ('observers who stay in the regions': `roles`), gives the sending body and the States
(`origin`), ties it to the whole that it is part of (`wholes`) and says whether they are there or only come (`status`).
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.extractor import within
from pipeline.extract.missions import origin, roles, status, wholes, whose
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, Findings, Leaf, ObserversMention, Place
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import late


def read(
    document: SectionedDocument, part: Place, mission: str, already: int, found: Findings
) -> list[ObserversMention]:
    """The observers that a part of a sentence counts; `already` is how many groups the mission has."""
    text = document.text
    counts = list(within(found.counts, part))
    groups: list[ObserversMention] = []
    whole: int | None = None
    before: CountMention | None = None
    lead_in = status.lead_in(document, part) if counts else None
    for place, mention in enumerate(counts):
        stop = next((other.span.start for other in counts[place + 1 :] if not origin.counts_states(other)), part.end)
        from_ = origin.sent_by(text, part, mention)
        states = origin.states(text, mention, counts[place + 1 :])
        counted = roles.Counted(
            text, part, mention, stop, mission, already + len(groups), len(groups), from_, states is not None
        )
        role = roles.of(counted)
        if role is None or status.is_unreal(text, part, mention, stop, sent=counted.is_sent or counted.is_of_others):
            continue
        if wholes.only_describes(text, mention) and from_ is None:
            continue
        if before is not None and whole is None and wholes.is_part(text, before, mention):
            whole = already + len(groups) - 1
        if whole is not None and not _may_be_of(groups[whole - already].role.value, role.value):
            whole = None
        of = already - 1 if not groups and already and wholes.is_of_the_last(text, part, mention) else whole
        before = mention
        groups.append(
            ObserversMention(
                count=mention.count,
                role=roles.settled(counted, role, in_parts=of is not None),
                states=states,
                from_=from_,
                part_of=Leaf(of, (mention.span,), "missions.observers.part_of") if of is not None else None,
                status=status.of_count(text, part, mention, stop, lead_in),
            )
        )
    return groups


def _may_be_of(whole: str, part: str) -> bool:
    """False for a group that has a role of its own behind another one: '12 experts, two of whom …, and 30 long-term observers'."""
    own = ("core_team", "long_term", "short_term")
    return whole not in own or part not in own or part == whole


ROW = late(
    rf"\s*(?:[-•–*·]\s*)?(?:(?i:total)|(?:the\s+)?{bodies.pattern().pattern})(?:\s+(?:delegation|observers|in\s+all))?\s*(?:\([^()\d]*\)\s*)?[:|–—-]\s*(?=\d|\p{{Lu}})"
)


def is_row(text: str, sentence: Place) -> bool:
    """True for a line of a list by bodies: 'PACE: 31', 'PACE: Mr. X'."""
    if whose.at(text, sentence.start) is None and not text.startswith(ROW_STARTS, sentence.start):
        return False
    return ROW.match(text, sentence.start, sentence.end) is not None


ROW_STARTS = ("-", "•", "–", "*", "·", "the ", "total", "Total", "TOTAL")


def as_parts(groups: list[ObserversMention], whole: int | None) -> list[ObserversMention]:
    """The groups of a joint mission: what one body sent is part of the whole that was counted before."""
    if whole is None:
        return groups
    return [
        replace(group, part_of=Leaf(whole, group.count.spans[:1], "missions.observers.part_of"))
        if group.from_ is not None and group.part_of is None
        else group
        for group in groups
    ]


def with_states(
    document: SectionedDocument, part: Place, groups: list[ObserversMention], found: Findings
) -> list[ObserversMention]:
    """The groups, with the States of which the whole, or the last of them, is said to be in a sentence of its own."""
    told = origin.states_of_those_before(document.text, part, found) if groups else None
    if told is None:
        return groups
    states, role = told
    place = next((at for at, group in enumerate(groups) if group.role.value == (role or "total")), len(groups) - 1)
    known = groups[place]
    return [*groups[:place], replace(known, states=known.states or states), *groups[place + 1 :]]


def members(document: SectionedDocument, sentence: Place, found: Findings) -> list[ObserversMention]:
    """The members of a parliament's delegation that a sentence counts."""
    return as_members(read(document, sentence, "other", 0, found))


def as_members(groups: list[ObserversMention]) -> list[ObserversMention]:
    """The groups of a parliament's delegation: those of whom no role is told are its members."""
    return [
        replace(group, role=replace(group.role, value="parliamentary"))
        if group.role.value in ("other", "total")
        else group
        for group in groups
    ]
