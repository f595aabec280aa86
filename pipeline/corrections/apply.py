"""Corrections onto what the rules found, and off again.

apply(assembly, corrections) -> assembly        restore(apply(assembly, anything)) == assembly

A record that was decided about keeps its id and has a `verdict`; as the rules found it, it stands in `corrections.found`
of the extract. What a decision no longer fits is listed there too, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from pipeline.corrections import values
from pipeline.corrections.anchors import Places
from pipeline.corrections.line import Correction, Subject
from pipeline.corrections.subjects import same
from pipeline.corrections.values import Row, Unfit
from pipeline.model.records import (
    TABLES,
    Applied,
    Assembly,
    Corrections,
    DocumentWarning,
    Evidence,
    Extraction,
    Pair,
    Record,
    Records,
    Settled,
    Unclaimed,
    Unplaced,
    Verdict,
)

Ground = Callable[[Pair], Evidence | None]
"""The evidence of a span of the text: its words, its place in the source, its page and boxes; None where that is not known."""
RULE = "review"
"""The rules of evidence that a person gave are `review.corrected` and `review.added`."""
ENTRY = re.compile(r"(?P<list>\w+)\[(?P<place>\d+)\]")
"""The entry of a list that a path names first."""


class Unplaceable(Exception):
    """A decision does not fit the document as it is now; the message says why."""


def restore(assembly: Assembly) -> Assembly:
    """What the rules found, before any decision."""
    extraction, done = assembly.extraction, assembly.extraction.corrections
    if done is None:
        return assembly
    tables = {table: _restored(table, extraction.records, done) for table in TABLES}
    warnings = extraction.warnings[: len(extraction.warnings) - len(done.unplaced)]
    for settled in done.settled:
        warnings.insert(settled.place, settled.warning)
    plain = msgspec.structs.replace(extraction, records=_tables(tables), warnings=warnings, corrections=None)
    unclaimed = sorted([*assembly.unclaimed, *done.claimed], key=lambda row: row.span)
    return Assembly(extraction=plain, unclaimed=unclaimed)


def _restored(table: str, now: Records, done: Corrections) -> list[Record]:
    found = {record.id: record for record in getattr(done.found, table)}
    kept = [record for record in getattr(now, table) if record.verdict is None]
    for record in sorted(found.values(), key=lambda record: done.places[record.id]):
        kept.insert(done.places[record.id], record)
    return kept


def apply(assembly: Assembly, corrections: Sequence[Correction], ground: Ground) -> Assembly:
    """What the rules found with all decisions on it, whatever had been applied before.

    The order of corrections counts only where they are about one value: the last one holds. `ground` is asked for the
    places of passages.
    """
    plain = restore(assembly)
    if not corrections:
        return plain
    work = _Work(plain, ground)
    for line in sorted(corrections, key=lambda line: line.action != "add" or line.path is not None):
        work.take(line)  # records that were added come first: others may speak of them
    return work.result()


@dataclass(slots=True)
class _Decided:
    """A record while decisions are put on it, one after the other."""

    table: str
    row: Row
    place: int | None
    """Its place in its list as found; None for a record that was added."""
    lines: list[Correction] = field(default_factory=list)
    rejected: bool = False
    complete: bool = False

    def finished(self) -> Record:
        """The record as it comes out, and what was decided about it."""
        changed = {line.path for line in self.lines if line.path is not None and line.action != "accept"}
        accepted = {line.path for line in self.lines if line.path is not None and line.action == "accept"}
        verdict = Verdict(
            status="added" if self.place is None else "corrected" if changed else "accepted",
            by=sorted({line.by for line in self.lines}),
            complete=self.complete,
            accepted=sorted(accepted),
            corrected=sorted(changed),
        )
        sure = {"confidence": 1.0} if self.complete else {}
        row = {**self.row, **sure, "verdict": msgspec.to_builtins(verdict)}
        return msgspec.convert(row, values.kind_of(self.table))


class _Work:
    """One document while its corrections are applied."""

    def __init__(self, assembly: Assembly, ground: Ground) -> None:
        self._assembly, self._ground = assembly, ground
        self._extraction = assembly.extraction
        self._places = Places(self._extraction.text)
        self._decided: dict[str, _Decided] = {}
        self._dismissed: list[tuple[Correction, Pair]] = []
        self._unplaced: list[Unplaced] = []

    def take(self, line: Correction) -> None:
        """Put one line where it belongs, or on the list of what has no place."""
        try:
            if line.table is None:
                self._dismissed += [(line, each.span) for _, each in self._evidence(line)]
            elif line.action == "add" and line.path is None:
                self._add(line, line.table)
            else:
                self._decide(line, self._of(line, line.table))
        except (Unplaceable, Unfit) as error:
            self._unplaced.append(unplaced_row(line, str(error)))

    def _add(self, line: Correction, table: str) -> None:
        evidence: dict[str, list[Evidence]] = {}
        for path, each in self._evidence(line):
            evidence.setdefault(path, []).append(each)
        if not evidence:
            raise Unplaceable("it has no passage")
        first = min(each.span for passages in evidence.values() for each in passages)
        own: Row = {"id": added_id(table, line.id), "section": _section(self._extraction, first), "confidence": 1.0}
        given = {name: values.filled(part, values.type_at(table, name)) for name, part in line.new.items()}
        row = {**own, "evidence": msgspec.to_builtins(evidence), **values.blank(table), **given}
        values.record(table, row)
        self._decided[own["id"]] = _Decided(table, row, None, [line], complete=True)

    def _of(self, line: Correction, table: str) -> _Decided:
        """The record that a line is about, and what was decided about it so far."""
        values.kind_of(table)
        if line.record in self._decided:
            return self._decided[line.record]
        records: list[Record] = getattr(self._extraction.records, table)
        found = next((record for record in records if record.id == line.record), None)
        if found is None and line.subject is not None:
            found = same(line.subject, records, self._places)
        if found is None:
            raise Unplaceable("no record stands where this one stood")
        if found.id not in self._decided:
            place = next(at for at, record in enumerate(records) if record is found)
            self._decided[found.id] = _Decided(table, msgspec.to_builtins(found), place)
        return self._decided[found.id]

    def _decide(self, line: Correction, decided: _Decided) -> None:
        if line.path is None:
            decided.rejected = line.action == "reject"
            decided.complete = line.action == "accept"
        else:
            path = entry_path(line.path, line.subject, decided.row)
            decided.row = self._changed(decided, line, path)
        decided.lines.append(line)

    def _changed(self, decided: _Decided, line: Correction, path: str) -> Row:
        """The record's row with a value accepted, corrected, struck or added."""
        row, table = decided.row, decided.table
        if line.action == "accept":
            values.at(row, path)
            return row
        if line.action == "reject":
            return struck(table, row, path)
        given = [each for _, each in self._evidence(line)]
        kind = values.type_at(table, path)
        if line.action == "add":
            row, path = values.lengthened(row, path, values.filled([line.new], kind))
        else:
            row = values.put(row, path, values.filled(line.new, kind))
        row = values.agreed(row, path, given[0].raw if given else None)
        values.record(table, row, path)
        return {**row, "evidence": regrounded(row["evidence"], path, given)}

    def _evidence(self, line: Correction) -> list[tuple[str, Evidence]]:
        """The passages of a line as they stand in the text now, each with its path."""
        found = []
        for passage in line.evidence:
            span = self._places.find(passage)
            if span is None:
                raise Unplaceable("its words do not stand in the text, or not in one place alone")
            evidence = self._ground(span)
            if evidence is None:
                raise Unplaceable("its place in the source is not known; run again")
            rule = f"{RULE}.{'added' if line.action == 'add' else 'corrected'}"
            found.append((passage.path, msgspec.structs.replace(evidence, rule=rule)))
        return found

    def result(self) -> Assembly:
        """The assembly with all that was decided, and what was found before it."""
        records: dict[str, list[Record]] = {table: [] for table in TABLES}
        found: dict[str, list[Record]] = {table: [] for table in TABLES}
        for table in TABLES:
            for record in getattr(self._extraction.records, table):
                decided = self._decided.get(record.id)
                if decided is None or not decided.lines:
                    records[table].append(record)
                    continue
                found[table].append(record)
                if not decided.rejected:
                    records[table].append(decided.finished())
        added = (each for each in self._decided.values() if each.place is None and not each.rejected)
        for decided in sorted(added, key=lambda each: each.row["id"]):
            _insert(records[decided.table], decided.finished())
        warnings, settled = self._warnings()
        unclaimed, claimed = self._account(records)
        kept = {record.id for rows in found.values() for record in rows}
        done = Corrections(
            applied=sorted(map(_applied, self._lines()), key=_order),
            found=_tables(found),
            places={key: self._decided[key].place or 0 for key in sorted(kept)},
            settled=settled,
            claimed=claimed,
            unplaced=sorted(self._unplaced, key=lambda row: row.id),
        )
        extraction = msgspec.structs.replace(
            self._extraction, records=_tables(records), warnings=warnings, corrections=done
        )
        return Assembly(extraction=extraction, unclaimed=unclaimed)

    def _lines(self) -> Iterator[Correction]:
        """The lines that hold here."""
        for decided in self._decided.values():
            yield from decided.lines
        yield from {line.id: line for line, _ in self._dismissed}.values()

    def _warnings(self) -> tuple[list[DocumentWarning], list[Settled]]:
        """The warnings that are left, with those about what has no place, and those that a decision has settled."""
        left, settled = [], []
        for place, warning in enumerate(self._extraction.warnings):
            decided = self._decided.get(warning.record or "")
            looked_at = decided is not None and decided.lines and (decided.rejected or decided.complete)
            if looked_at or (warning.record is None and warning.span and self._is_dismissed(warning.span)):
                settled.append(Settled(place=place, warning=warning))
            else:
                left.append(warning)
        left += [
            DocumentWarning(code="correction.unplaced", message=_words(row), record=None, span=None)
            for row in sorted(self._unplaced, key=lambda row: row.id)
        ]
        return left, settled

    def _is_dismissed(self, span: Pair) -> bool:
        return any(start < span[1] and span[0] < end for _, (start, end) in self._dismissed)

    def _account(self, records: dict[str, list[Record]]) -> tuple[list[Unclaimed], list[Unclaimed]]:
        """What no record claims now, and what people have claimed."""
        spans = [span for _, span in self._dismissed]
        for rows in records.values():
            for record in rows:
                if record.verdict is not None:
                    passages = (each for found in record.evidence.values() for each in found)
                    spans += [each.span for each in passages if each.rule.startswith(f"{RULE}.")]
        left: list[Unclaimed] = []
        claimed: list[Unclaimed] = []
        for row in self._assembly.unclaimed:
            inside = any(start <= row.span[0] and row.span[1] <= end for start, end in spans)
            (claimed if inside else left).append(row)
        return left, claimed


def _tables(rows: dict[str, Any]) -> Records:
    return Records(**rows)


def added_id(table: str, line: str) -> str:
    """The id of a record that a line adds: as the rules' records have theirs, and the same at every run."""
    return f"{table[:2]}-{line.removeprefix('c-')}"


def entry_path(path: str, subject: Subject | None, row: Row) -> str:
    """A path whose entry of a list is the one that it named: rules that find one more group renumber those behind it.

    Raises:
        Unplaceable: no entry, or more than one, says what the named one said.
    """
    named = ENTRY.match(path)
    if named is None or subject is None:
        return path
    start = f"{named['list']}[{named['place']}]"
    wanted = {leaf[len(start) :]: value for leaf, value in subject.values.items() if leaf.startswith(start)}
    now = values.at(row, named["list"])
    if not isinstance(now, list) or not wanted:
        return path
    said = values.leaves({named["list"]: now})
    scored = []
    for place in range(len(now)):
        alike = sum(said.get(f"{named['list']}[{place}]{leaf}") == value for leaf, value in wanted.items())
        scored.append((alike, place == int(named["place"]), place))
    best = max(scored, default=(0, False, 0))
    tied = sum(alike == best[0] for alike, _, _ in scored) > 1 and not best[1]
    if 2 * best[0] < len(wanted) or best[0] == 0 or tied:
        raise Unplaceable("the list has no such entry any more")
    return f"{named['list']}[{best[2]}]{path[len(start) :]}"


def struck(table: str, row: Row, path: str) -> Row:
    """A row without an entry of a list, or with a value that the document does not state.

    Raises:
        Unfit: the field always has a value.
    """
    entry = ENTRY.match(path)
    if entry is not None and entry[0] == path:
        return values.shortened(row, entry["list"], int(entry["place"]))
    values.at(row, path)
    kind = values.type_at(table, path)
    if isinstance(kind, msgspec.inspect.ListType):
        changed = values.put(row, path, [])
    elif isinstance(kind, msgspec.inspect.UnionType) and kind.includes_none:
        changed = values.put(row, path, None)
    else:
        raise Unfit(f"{path}: the field always has a value; correct it, or reject the record")
    changed["evidence"] = {key: found for key, found in row["evidence"].items() if not values.is_below(key, path)}
    return changed


def regrounded(evidence: Row, path: str, given: Sequence[Evidence]) -> Row:
    """The evidence of a row whose value at `path` was corrected: the passages that were given, else those it had.

    Raises:
        Unplaceable: there is neither.
    """
    passages = [msgspec.to_builtins(each) for each in given]
    if not passages:
        below = [each for key, found in evidence.items() if values.is_below(key, path) for each in found]
        passages = [{**each, "rule": f"{RULE}.corrected"} for each in below or values.above(evidence, path)]
    if not passages:
        raise Unplaceable("the value has no passage; select one")
    return {key: found for key, found in evidence.items() if not values.is_below(key, path)} | {path: passages}


def _section(extraction: Extraction, span: Pair) -> str | None:
    return next((each.id for each in extraction.sections if each.span[0] <= span[0] < each.span[1]), None)


def _insert(records: list[Record], record: Record) -> None:
    """Put a record that was added before the first one that stands behind it."""
    first = _first(record)
    records.insert(next((at for at, each in enumerate(records) if _first(each) > first), len(records)), record)


def _first(record: Record) -> Pair:
    return min((each.span for found in record.evidence.values() for each in found), default=(0, 0))


def _applied(line: Correction) -> Applied:
    return Applied(id=line.id, by=line.by, action=line.action, table=line.table, record=line.record, path=line.path)


def _order(row: Applied) -> tuple[str, ...]:
    return row.table or "", row.record or "", row.path or "", row.id


def unplaced_row(line: Correction, reason: str) -> Unplaced:
    """A decision that is not applied, and why."""
    passages = [*line.evidence, *(line.subject.passages if line.subject else ())]
    return Unplaced(
        id=line.id,
        by=line.by,
        action=line.action,
        table=line.table,
        path=line.path,
        value=None if line.new is None else msgspec.json.encode(line.new, order="deterministic").decode(),
        quote=passages[0].quote if passages else None,
        reason=reason,
    )


def _words(row: Unplaced) -> str:
    about = f"{row.table} {row.path or ''}".strip() if row.table else "a passage"
    value = f" to {row.value}" if row.value is not None else ""
    return f"{row.by}'s decision {row.id} ({row.action} {about}{value}) is not applied: {row.reason}"
