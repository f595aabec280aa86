"""Observers by role, bound from the counts of a sentence: how many, of what role, from where, there or only asked for."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.extract.missions import naming
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, Findings, Leaf, ObserversMention, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import behind

ROLES: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("long_term", regex.compile(r"\blong[-\s]term\b(?:\s+observers?)?|\bLTOs?\b", regex.IGNORECASE)),
    ("short_term", regex.compile(r"\bshort[-\s]term\b(?:\s+observers?)?|\bSTOs?\b", regex.IGNORECASE)),
    (
        "core_team",
        regex.compile(r"\bcore\s+team\b|\banalysts?\b|\bexperts?\b|\belection\s+specialists\b", regex.IGNORECASE),
    ),
    (
        "parliamentary",
        regex.compile(
            r"\bparliamentarians?\b|\bmembers?\s+of\s+(?:national\s+)?parliaments?\b|\bMPs\b", regex.IGNORECASE
        ),
    ),
    ("observers", regex.compile(r"\bobservers?\b", regex.IGNORECASE)),
    ("members", regex.compile(r"\bmembers?\b|\bstaff\b|\bpeople\b|\bpersons\b", regex.IGNORECASE)),
)
BOTH = regex.compile(
    r"\s+and\s+(?:long|short)[-\s]term\s+observers\b|\s+and\s+observers\b|\s+and\s+(?:LTOs|STOs)\b", regex.IGNORECASE
)
STATES = behind(r"\b(?:States|countries|states)")
STATES_LINK = regex.compile(
    r"(?:\s*\((?:LTOs|STOs)\))?\s*,?\s*(?:who\s+\p{L}+\s+)?(?:seconded\s+(?:by|from)|from|representing|of|drawn\s+from)\s+(?:about\s+|some\s+|a\s+total\s+of\s+)?\Z"
)
FROM = regex.compile(
    r"(?:\s+and\s+staff)?\s*(?:were\s+|was\s+)?(?:from|deployed\s+by|sent\s+by|came\s+from|seconded\s+by|of)\s+(?:the\s+)?"
)
PART = regex.compile(r"\b(?:including|includes?|among\s+them|of\s+whom|comprising|of\s+these|as\s+part\s+of)\b|:\s")
STATUS: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("requested", regex.compile(r"\b(?:request\w*|ask\w*)\b[^.;]*\Z", regex.IGNORECASE)),
    ("recommended", regex.compile(r"\b(?:recommend\w*|advis\w+|propos\w+|suggest\w*)\b[^.;]*\Z", regex.IGNORECASE)),
    (
        "planned",
        regex.compile(
            r"\b(?:will|plans?\s+to|intends?\s+to|are\s+to|is\s+to|to\s+be|expected\s+to|planned)\b[^.;]*\Z",
            regex.IGNORECASE,
        ),
    ),
)
PLANNED_AFTER = regex.compile(
    r"[^.;]{0,60}\b(?:will\s+(?:join|be|follow|observe)|are\s+to\s+be|to\s+be\s+deployed|are\s+expected|will\s+be\s+deployed)\b"
)
NOT_OURS = regex.compile(
    r"\b(?:citizen|domestic|party|partisan|non-partisan|national|accredited|other|CIS|media)\s+(?:election\s+)?observers?\b|\bobserver\s+status\b",
    regex.IGNORECASE,
)
ELSE = regex.compile(
    r"\b(?:accredit\w+|candidates?|voters?|seats?|polling|working\s+group|parties)\b", regex.IGNORECASE
)
TOTAL = regex.compile(r"\b(?:[Ii]n\s+total|altogether|[Tt]otal\s+of|[Oo]verall|numbered)\b")
HYPOTHETICAL = behind(r"\b(?:would|could|might|instead\s+of|as\s+in\s+\d{4}|if)\b[^.;,]*")


def read(
    document: SectionedDocument, part: Place, mission: str, already: int, found: Findings
) -> list[ObserversMention]:
    """The observers that a part of a sentence counts; `already` is how many groups the mission has."""
    text = document.text
    counts = [mention for mention in found.counts if part.covers(mention.span)]
    groups: list[ObserversMention] = []
    whole: int | None = None
    for place, mention in enumerate(counts):
        role = _role(text, part, mention, mission, groups)
        if role is None or HYPOTHETICAL.search(text, part.start, mention.span.start):
            continue
        if naming.denied(text, part, mention.span.start):
            continue
        previous = counts[place - 1].span.end if place else part.start
        opens_parts = bool(groups) and PART.search(text, previous, mention.span.start) is not None
        if opens_parts and whole is None:
            whole = already + len(groups) - 1
        from_ = _from(text, mention)
        states = _states(text, mention, counts[place + 1 :])
        part_of = Leaf(whole, (mention.span,), "missions.observers.part_of") if whole is not None else None
        groups.append(
            ObserversMention(
                count=mention.count,
                role=_settled(text, part, role, from_, mention, in_parts=whole is not None),
                states=states,
                from_=from_,
                part_of=part_of,
                status=_status(text, part, mention),
            )
        )
    return groups


def _role(
    text: str, part: Place, mention: CountMention, mission: str, groups: list[ObserversMention]
) -> Leaf[str] | None:
    """The role of what is counted; None where it is no observer."""
    unit = mention.count.value.unit or ""
    around = text[mention.span.start : min(part.end, mention.span.end + 20)]
    if STATES.search(unit) or NOT_OURS.search(around) or ELSE.search(unit):
        return None
    for role, pattern in ROLES:
        match = pattern.search(unit)
        if match is None:
            continue
        span = mention.count.spans[-1]
        if BOTH.match(text, mention.span.end) and role in ("core_team", "long_term", "short_term"):
            return Leaf("total", (mention.span,), "missions.observers.both_roles")
        if role == "members" and not (_from(text, mention) or mission == "other" or groups):
            return None
        return Leaf(role, (span,), f"missions.observers.{role}")
    return None


def _settled(
    text: str, part: Place, role: Leaf[str], from_: Leaf[str] | None, mention: CountMention, *, in_parts: bool
) -> Leaf[str]:
    """The final role: a parliament's members are parliamentary, plain observers are the whole or other."""
    if role.value in ("core_team", "long_term", "total"):
        return role
    if from_ is not None and from_.value in bodies.ASSEMBLIES:
        return replace(role, value="parliamentary")
    if role.value == "members":
        return replace(role, value="parliamentary")
    if role.value == "observers":
        total = not in_parts and (
            TOTAL.search(text, part.start, mention.span.start) or PART.search(text, mention.span.end, part.end)
        )
        return replace(role, value="total" if total else "other")
    return role


def _from(text: str, mention: CountMention) -> Leaf[str] | None:
    """The body that sent them: 'from the OSCE PA', 'deployed by the OSCE/ODIHR'."""
    match = FROM.match(text, mention.span.end)
    body = bodies.pattern().match(text, match.end()) if match else None
    if body is None:
        return None
    return Leaf(bodies.short(body.group()), (Span(*body.span()),), "missions.observers.from")


def _states(text: str, mention: CountMention, following: list[CountMention]) -> Leaf[int] | None:
    """How many States they come from: the next count, when it counts States and is tied to this one."""
    if not following or not STATES.search(following[0].count.value.unit or ""):
        return None
    states = following[0]
    if STATES_LINK.fullmatch(text, mention.span.end, states.span.start) is None:
        return None
    return Leaf(int(states.count.value.value), (states.number,), "missions.observers.states")


def _status(text: str, part: Place, mention: CountMention) -> Leaf[str]:
    """Whether they were there, are to come, were asked for or advised, by the words before and right behind the count."""
    for status, pattern in STATUS:
        match = pattern.search(text, part.start, mention.span.start)
        if match is not None:
            return Leaf(
                status,
                (Span(match.start(), match.start() + len(match.group().split()[0])),),
                f"missions.observers.{status}",
            )
    match = PLANNED_AFTER.match(text, mention.span.end, part.end)
    if match is not None:
        return Leaf("planned", (Span(mention.span.end, match.end()),), "missions.observers.planned")
    return Leaf("deployed", (mention.span,), "missions.observers.deployed")


def members(document: SectionedDocument, sentence: Place, found: Findings) -> list[ObserversMention]:
    """The members of a parliament's delegation that a sentence counts."""
    return read(document, sentence, "other", 0, found)
