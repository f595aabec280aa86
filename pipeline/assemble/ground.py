"""Leaves into values and evidence: the passage of each value, its place in the source, its page and its boxes.

`Grounds` turns a mention into the fields of its record by walking it: a leaf is a value with evidence under the path of
its field, a nested mention an object, a tuple a list. What has no leaf cannot get into a record.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import fields
from typing import Any

import msgspec

from pipeline.model.document import Box, SectionedDocument
from pipeline.model.findings import (
    ContributorMention,
    ElectionMention,
    HeadMention,
    Leaf,
    MemberMention,
    NumberMention,
    ObserversMention,
    PersonMention,
    Place,
    StateMention,
)
from pipeline.model.records import (
    Contributor,
    Delegate,
    Election,
    Evidence,
    Head,
    Member,
    Observers,
    OpinionNumber,
    Pair,
    State,
)
from pipeline.spans import Span

Trail = dict[str, list[Evidence]]
Known = tuple[Pair, str, Pair, int | None, list[Box] | None]
"""What evidence says of a passage: its place, its words, its place in the source, the page, the boxes."""

NESTED: dict[type, type] = {
    NumberMention: OpinionNumber,
    ElectionMention: Election,
    HeadMention: Head,
    StateMention: State,
    PersonMention: Delegate,
    MemberMention: Member,
    ContributorMention: Contributor,
}
NOT_FIELDS = frozenset(("span", "confidence"))
ENCODER = msgspec.json.Encoder(order="deterministic")


_KNOWN_NAMES: dict[type[Any], tuple[tuple[str, str], ...]] = {}


def _names(mention: type[Any]) -> tuple[tuple[str, str], ...]:
    """A mention's fields and the names that its record has for them."""
    names = _KNOWN_NAMES.get(mention)
    if names is None:
        names = tuple((field.name, field.name.rstrip("_")) for field in fields(mention) if field.name not in NOT_FIELDS)
        _KNOWN_NAMES[mention] = names
    return names


class Grounds:
    """Evidence for the passages of one document; each passage is looked up once."""

    def __init__(self, document: SectionedDocument) -> None:
        self._document = document
        self._loaded = document.repaired.loaded
        self._map = document.repaired.map
        self._text = document.text
        self._section_starts = [section.span.start for section in document.sections]
        self._known: dict[Place, Known] = {}

    def values(self, mention: Any) -> tuple[dict[str, Any], Trail]:
        """The fields of a mention's record, and the evidence by path."""
        trail: Trail = {}
        return {name: self._lower(getattr(mention, name), path, trail) for name, path in _names(type(mention))}, trail

    def _lower(self, value: Any, path: str, trail: Trail) -> Any:
        if value is None:
            return None
        if isinstance(value, Leaf):
            trail[path] = self.evidence(value)
            return value.value
        if isinstance(value, tuple):
            return [self._lower(item, f"{path}[{place}]", trail) for place, item in enumerate(value)]
        if isinstance(value, ObserversMention):
            return self._observers(value, path, trail)
        record = NESTED[type(value)]
        parts = {
            name: self._lower(getattr(value, name), f"{path}.{shown}", trail) for name, shown in _names(type(value))
        }
        return record(**parts)

    def _observers(self, group: ObserversMention, path: str, trail: Trail) -> Observers:
        """A count with what is known of those counted: the count's passage grounds the whole entry."""
        count = self._lower(group.count, path, trail)
        rest = {
            name: self._lower(getattr(group, name), f"{path}.{shown}", trail)
            for name, shown in _names(ObserversMention)
            if name != "count"
        }
        return Observers(value=int(count.value), approx=count.approx, unit=count.unit, raw=count.raw, **rest)

    def evidence(self, leaf: Leaf[Any]) -> list[Evidence]:
        """Where a leaf was read, passage by passage."""
        found = []
        for span in leaf.spans:
            place, raw, source, page, boxes = self._known.get(span) or self._look_up(span)
            found.append(Evidence(span=place, raw=raw, source_span=source, page=page, boxes=boxes, rule=leaf.rule))
        return found

    def _look_up(self, span: Place) -> Known:
        source = self._map.back(span)
        boxes = self._loaded.glyphs.boxes(self._loaded.on_first_page(source)) if self._loaded.glyphs else None
        page = self._loaded.page_at(source.start) if self._loaded.stretches else None
        self._known[span] = known = (span.pair, span.cut(self._text), source.pair, page, boxes)
        return known

    def identify(self, table: str, content: object, place: Place) -> str:
        """A record's id: made of the document, the table, the record's own content and its place in the source."""
        known = self._known.get(place)
        at = known[2][0] if known else self._map.back(Span(place.start, place.start)).start
        told = f"{self._loaded.id}|{table}|{at}|".encode() + ENCODER.encode(content)
        return f"{table[:2]}-{hashlib.blake2b(told, digest_size=8).hexdigest()}"

    def section(self, place: Place) -> str | None:
        at = bisect_right(self._section_starts, place.start) - 1
        return self._document.sections[at].id if at >= 0 else None
