"""What two runs found differently: records gained, lost, changed and moved, by document and by cause.

    State, State -> DocumentDiff;  history or two manifests -> Diff

Records of two versions are paired by what they say, not by their ids, which change with the source's bytes: first those that
say the same, then those that stand in one place or share what few others have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from pipeline.corpus.history import ABSENT, NOTHING, Change, State, Tables, unpacked
from pipeline.corpus.manifest import Manifest
from pipeline.corpus.versions import Versions
from pipeline.model.records import TABLES

PLACE = ("id", "section", "at")
"""Where a record stands; all else is what it says."""
FEW = 20
"""A value that so many records share at most tells which of them belong together."""
NAMING = frozenset(("number", "numbers", "name", "head", "text", "value", "what"))
"""Fields that say which thing a record is about: they count for three others."""
ENOUGH = 0.5
"""The share of values that two records must have in common, to be two versions of one; standing in one place counts half."""
ELSEWHERE = "moved, and rules, model or settings changed"
FIELD = re.compile(r"[.=\[]")
Row = dict[str, Any]
_ENCODE = msgspec.json.Encoder(order="deterministic").encode


class FieldDiff(msgspec.Struct, frozen=True):
    """One field of a changed record. Of lists that differ in length, `old` and `new` are what only one of them has."""

    field: str
    old: Any
    new: Any
    lost: bool
    """Whether a value is gone, and none is in its place."""


class RecordDiff(msgspec.Struct, frozen=True):
    """One record: `record` is what it says, in the later version where there is one; `page` where it stands there."""

    change: Literal["gained", "lost", "changed", "moved"]
    table: str
    id: str
    was: str | None
    page: int | None
    record: Row | None
    fields: list[FieldDiff]


class DocumentDiff(msgspec.Struct, frozen=True):
    """One document that differs: `was` is its earlier name where it moved; `before` and `after` are done, failed or absent."""

    source: str
    was: str | None
    before: str
    after: str
    records: list[RecordDiff]


class Totals(msgspec.Struct, frozen=True):
    """How many records went which way, and how many values changed records have lost."""

    gained: int
    lost: int
    changed: int
    moved: int
    values_lost: int

    def __str__(self) -> str:
        values = f" ({self.values_lost} values lost)" if self.values_lost else ""
        return f"{self.gained} gained, {self.lost} lost, {self.changed} changed{values}, {self.moved} moved"

    @property
    def losses(self) -> int:
        return self.lost + self.values_lost


class CauseDiff(msgspec.Struct, frozen=True):
    """All that differs for one cause, or for several that cannot be told apart."""

    cause: str
    totals: Totals
    documents: list[DocumentDiff]


class Diff(msgspec.Struct, frozen=True):
    """All that differs between two runs."""

    before: str
    after: str
    totals: Totals
    causes: list[CauseDiff]


# Records


def compare(before: Tables, after: Tables) -> Iterator[RecordDiff]:
    """The records that differ between two versions of a document, by table and in order of place."""
    for table in dict.fromkeys((*TABLES, *before, *after)):
        found = _table(table, before.get(table, []), after.get(table, []))
        yield from sorted(found, key=lambda each: (each.page or 0, each.id))


def _table(table: str, before: list[Row], after: list[Row]) -> Iterator[RecordDiff]:
    said: defaultdict[bytes, list[Row]] = defaultdict(list)
    for row in before:
        said[_ENCODE(_content(row))].append(row)
    rest: list[Row] = []
    for row in after:
        same = said.get(_ENCODE(_content(row)))
        if not same:
            rest.append(row)
            continue
        old = next((each for each in same if each["id"] == row["id"]), None)
        old = old or next((each for each in same if each["at"] == row["at"]), same[0])
        same.remove(old)
        fields = list(_fields({"confidence": old["confidence"]}, {"confidence": row["confidence"]}))
        if fields:
            yield _diff("changed", table, row, old, fields)
        elif any(old[key] != row[key] for key in PLACE):
            yield _diff("moved", table, row, old)
    gone = [row for rows in said.values() for row in rows]
    for old, new in _versions(gone, rest):
        if new is None and old is not None:
            yield _diff("lost", table, old)
        elif old is None and new is not None:
            yield _diff("gained", table, new)
        elif old is not None and new is not None:
            yield _diff("changed", table, new, old, list(_fields(_said(old), _said(new))))


def _diff(
    change: Literal["gained", "lost", "changed", "moved"],
    table: str,
    row: Row,
    old: Row | None = None,
    fields: list[FieldDiff] | None = None,
) -> RecordDiff:
    was = old["id"] if old is not None and old["id"] != row["id"] else None
    record = _content(row) if change != "moved" else None
    return RecordDiff(change, table, row["id"], was, row["at"][1] if row["at"] else None, record, fields or [])


def _content(row: Row) -> Row:
    """What a record says. A field that another version does not know is as good as null."""
    return {key: value for key, value in row.items() if key not in (*PLACE, "confidence") and value is not None}


def _said(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in PLACE}


def _versions(before: list[Row], after: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Records that say different things, as pairs of two versions of one where they are that; the likest first."""
    old, new = [_leaves(row) for row in before], [_leaves(row) for row in after]
    scores = sorted(
        ((_likeness(before[a], old[a], after[b], new[b]), -a, -b) for a, b in _candidates(before, old, after, new)),
        reverse=True,
    )
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for score, a, b in scores:
        if score >= ENOUGH and -a not in paired and -b not in taken:
            paired[-a] = -b
            taken.add(-b)
    for a, row in enumerate(before):
        yield row, after[paired[a]] if a in paired else None
    yield from ((None, row) for b, row in enumerate(after) if b not in taken)


def _candidates(
    before: list[Row], old: list[Counter[str]], after: list[Row], new: list[Counter[str]]
) -> set[tuple[int, int]]:
    """Pairs that may be two versions of one record: in one place, or with a value that few others have."""
    holders: defaultdict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (rows, leaves) in enumerate(((before, old), (after, new))):
        for place, (row, values) in enumerate(zip(rows, leaves, strict=True)):
            for key in (*values, f"at {row['at']}"):
                holders[key][side].append(place)
    return {(a, b) for ours, theirs in holders.values() if len(ours) + len(theirs) <= FEW for a in ours for b in theirs}


def _likeness(old: Row, old_leaves: Counter[str], new: Row, new_leaves: Counter[str]) -> float:
    shared = _weight(old_leaves & new_leaves)
    in_place = old["at"] is not None and old["at"] == new["at"]
    return shared / max(_weight(old_leaves), _weight(new_leaves), 1) + (0.5 if in_place else 0)


def _weight(leaves: Counter[str]) -> int:
    return sum(count * (3 if FIELD.split(leaf, 2)[1] in NAMING else 1) for leaf, count in leaves.items())


def _leaves(row: Row) -> Counter[str]:
    """The values of a record with their fields, whatever their place in a list."""
    return Counter(_walk(_content(row), ""))


def _walk(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, f"{path}[]")
    elif value is not None:
        yield f"{path}={value}"


def _fields(old: Any, new: Any, path: str = "") -> Iterator[FieldDiff]:
    """The fields in which two values differ, each by its path."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from _fields(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) == len(new):
            for place, (one, other) in enumerate(zip(old, new, strict=True)):
                yield from _fields(one, other, f"{path}[{place}]")
        else:
            yield FieldDiff(path, _only(old, new), _only(new, old), len(old) > len(new))
    elif old != new:
        yield FieldDiff(path, old, new, new is None)


def _only(these: list[Any], those: list[Any]) -> list[Any]:
    """What a list has that the other has not, as often as it has it."""
    others = Counter(_ENCODE(value) for value in those)
    found = []
    for value in these:
        key = _ENCODE(value)
        if others[key]:
            others[key] -= 1
        else:
            found.append(value)
    return found


# Documents


class _Pair(NamedTuple):
    source: str
    was: str | None
    cause: str
    before: State
    after: State


def between_runs(manifest: Manifest, first: int, last: int) -> Diff:
    """What the runs after `first`, up to `last`, found differently."""
    return _diff_of(f"run {first}", f"run {last}", _moves(list(manifest.between(first, last))))


def between_outputs(before: Manifest, after: Manifest, names: tuple[str, str]) -> Diff:
    """What the run in one folder found differently from that in another."""
    return _diff_of(*names, _moves(list(_differing(before, after))))


def _differing(before: Manifest, after: Manifest) -> Iterator[Change]:
    known = before.versions(), after.versions()
    nothing: tuple[int, State] = (0, NOTHING)
    mine, theirs = before.states(), after.states()
    old, new = next(mine, None), next(theirs, None)
    while old is not None or new is not None:
        source = min(each[0] for each in (old, new) if each is not None)
        (version, ours), (other, yours) = nothing, nothing
        if old is not None and old[0] == source:
            (_, version, ours), old = old, next(mine, None)
        if new is not None and new[0] == source:
            (_, other, yours), new = new, next(theirs, None)
        if ours.records != yours.records or ours.outcome != yours.outcome:
            yield Change(source, _causes(ours, yours, known[0].get(version), known[1].get(other)), ours, yours)


def _causes(before: State, after: State, old: Versions | None, new: Versions | None) -> tuple[str, ...]:
    if old is None or new is None:
        return ("new source",) if old is None else ("removed",)
    changed = ("source changed",) if before.id != after.id else ()
    return (*changed, *old.causes(new)) or ("tried again",)


def _moves(changes: list[Change]) -> Iterator[_Pair]:
    """The changes as pairs of states; a document that is gone here and new there, with the same bytes, is one pair."""
    gone = {
        change.before.id: change
        for change in changes
        if change.after.outcome == ABSENT and change.before.id is not None
    }
    moved = {
        gone[change.after.id].source: change
        for change in changes
        if change.before.outcome == ABSENT and change.after.id in gone
    }
    new = {change.source for change in moved.values()}
    for change in changes:
        if change.source in moved:
            now = moved[change.source]
            cause = "moved" if change.before.records == now.after.records else ELSEWHERE
            yield _Pair(now.source, change.source, cause, change.before, now.after)
        elif change.source not in new:
            yield _Pair(change.source, None, " and ".join(change.causes), change.before, change.after)


def _diff_of(before: str, after: str, pairs: Iterable[_Pair]) -> Diff:
    groups: defaultdict[str, list[DocumentDiff]] = defaultdict(list)
    for pair in pairs:
        records = list(compare(unpacked(pair.before.records), unpacked(pair.after.records)))
        if records or pair.was or pair.before.outcome != pair.after.outcome:
            outcomes = pair.before.outcome, pair.after.outcome
            groups[pair.cause].append(DocumentDiff(pair.source, pair.was, *outcomes, records))
    causes = [CauseDiff(cause, _totals(documents), documents) for cause, documents in sorted(groups.items())]
    return Diff(before, after, _totals(each for group in groups.values() for each in group), causes)


def _totals(documents: Iterable[DocumentDiff]) -> Totals:
    counts: Counter[str] = Counter()
    for document in documents:
        for record in document.records:
            counts[record.change] += 1
            counts["values"] += sum(field.lost for field in record.fields)
    return Totals(counts["gained"], counts["lost"], counts["changed"], counts["moved"], counts["values"])
