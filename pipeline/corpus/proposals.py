"""What was proposed in a document and what became of it: used by a record, kept and used by none, or dropped for a reason.

    Traced -> Proposal, Claim

Proposals are the model's names, and what rules weighed and left out; what rules kept is the records themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.flow import Traced
from pipeline.model.dropped import Reason
from pipeline.model.findings import Place
from pipeline.model.records import TABLES, Extraction
from pipeline.spans import Span

Fate = Literal["used", "not_needed", "unused", "dropped"]
"""A name of the model is not needed where a rule reads the same words by itself, and unused where no record has them."""
WIDER = 40
"""A passage that is longer than a proposal by more characters quotes the words (a paragraph's text); it does not take them."""
MODEL = "names.model"
BY_MODEL_ALONE = "people.model"


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage that grounds a record's value: the record's id, the value's path, the rule that read it."""

    span: Place
    table: str
    record: str
    path: str
    rule: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that a rule or the model proposed. `claims` are where records have the same words, one a record."""

    span: Place
    rule: str
    label: str
    fate: Fate
    reason: Reason | None
    claims: tuple[Claim, ...]


class Claims:
    """All passages of a document's records, found by place."""

    def __init__(self, extraction: Extraction) -> None:
        self._claims = sorted(_claims(extraction), key=lambda claim: claim.span)
        self._longest = max((claim.span.length for claim in self._claims), default=0)

    def at(self, span: Place) -> tuple[Claim, ...]:
        """The claims on a passage's words, the first of each record."""
        first = bisect_left(self._claims, span.start - self._longest, key=lambda claim: claim.span.start)
        found: dict[str, Claim] = {}
        for claim in self._claims[first:]:
            if claim.span.start >= span.end:
                break
            if claim.span.overlaps(span) and claim.span.length <= span.length + WIDER:
                found.setdefault(claim.record, claim)
        return tuple(found.values())


def proposals(traced: Traced, claims: Claims) -> list[Proposal]:
    """All proposals of a document, in order of place."""
    weighed = traced.weighed
    alone = {each.span: each.reason for each in weighed.dropped if each.rule == BY_MODEL_ALONE}
    told = [
        Proposal(each.span, each.rule, each.label, "dropped", each.reason, claims.at(each.span))
        for each in weighed.dropped
        if each.rule != BY_MODEL_ALONE
    ]
    for name in weighed.found.names:
        held, reason = claims.at(name.span), alone.get(name.span)
        reason = None if reason == "overlap" else reason  # a rule was first: the name itself is good
        told.append(Proposal(name.span, MODEL, name.label, _fate(held, reason), reason, held))
    return sorted(told, key=lambda each: each.span)


def _fate(held: tuple[Claim, ...], reason: Reason | None) -> Fate:
    """What became of a name that the filter let through."""
    if reason is not None:
        return "dropped"
    if held:
        return "used" if any(claim.rule.endswith("model") for claim in held) else "not_needed"
    return "unused"


def _claims(extraction: Extraction) -> Iterator[Claim]:
    for table in TABLES:
        for record in getattr(extraction.records, table):
            for path, passages in record.evidence.items():
                for passage in passages:
                    yield Claim(Span(*passage.span), table, record.id, path, passage.rule)
