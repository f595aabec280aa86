"""A run: every source through an engine, one JSON each, then the tables over all of them.

A document that fails costs itself alone. What is written stays, however the run ends, and the next one goes on there: a
source is done again where its bytes, the code, the model or the settings differ from those it was last done with. Memory
does not grow with the number of sources: they stand in the manifest, and a few are in flight at a time.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pipeline.corpus import files, store, tables
from pipeline.corpus.engines import Engine
from pipeline.corpus.manifest import MANIFEST, Manifest, Row
from pipeline.corpus.one import Job, Result, encode, failed, renamed
from pipeline.corpus.plan import AT_A_LIMIT, CHANGED, MOVED, REMOVED, Decision, Orders, Planner
from pipeline.corpus.tables import document_path
from pipeline.corpus.versions import Versions
from pipeline.errors import WriteError

if TYPE_CHECKING:
    from pipeline.corpus.revise import Revised

__all__ = ["Orders", "Progress", "Summary", "document_path", "encode", "run"]
NAMED = 20
"""How many moved and removed sources a summary names; it counts them all."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One source's end, for whoever watches: `outcome` is done, failed, moved, unchanged or left_out."""

    name: str
    outcome: str
    message: str | None
    done: int
    of: int
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A run's end: how many sources went which way and why, and how many rows each table has.

    `failed` counts all that have failed, also in earlier runs. `moved` names old and new place, `lost` what was removed, the
    first of each. `read` counts the documents that were loaded from their sources, `stored` those from the stage store, whose
    entries have `shelved` bytes; `unshelved` could not be put there. `revised` is what became of corrections.
    """

    run: int
    done: int
    failed: int
    unchanged: int
    copied: int
    left_out: int
    removed: int
    rows: dict[str, int]
    failures: tuple[Row, ...]
    why: dict[str, int]
    moves: int
    moved: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
    read: int
    stored: int
    shelved: int
    unshelved: int
    revised: Revised | None = None


def run(
    engine: Engine,
    found: Iterable[files.Found],
    output: Path,
    *,
    versions: Versions,
    orders: Orders | None = None,
    corrections: Path | None = None,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Do every source that is new or changed, apply `corrections`, then write the tables if anything in them did.

    Whether a source has changed is told by its file's size and time, and where these differ by its bytes.

    Raises:
        WriteError: the output folder cannot be written.
        Locked: another run writes into it.
        NameClash: two sources would be written to one place.
        EngineError, ModelMissing: no document can be done.
    """
    orders = orders or Orders()
    with files.locked(output) as left_over, Manifest(output / MANIFEST) as manifest:
        if left_over:
            files.sweep(output)
        number = manifest.version(versions)
        planner = Planner(output, orders, engine.limits.mark, number, manifest.versions())
        run = _Run(manifest, planner, watch, manifest.begin_run(), manifest.find(found))
        jobs = run.jobs()
        while True:
            with contextlib.closing(engine(jobs)) as results:
                for result in results:
                    run.take(result)
            if not run.again:
                break
            jobs, run.again = iter(run.again), []
        removed = 0 if orders.only_failed else run.forget_others()
        revised = run.revised(corrections) if corrections is not None else None
        rows = manifest.tables()
        if rows.keys() != set(tables.NAMES) or not tables.are_there(output):
            rows = tables.write(manifest, output)
            manifest.keep_tables(rows)
        summary = replace(run.summary(rows, removed), revised=revised)
        manifest.end_run(summary.run, (summary.done, summary.failed, summary.unchanged, removed), orders.keep_runs)
    return summary


@dataclass(frozen=True, slots=True)
class _Task:
    """A source in flight."""

    found: files.Found
    before: Row | None
    decision: Decision


@dataclass(slots=True)
class _Run:
    """What a run holds while it goes on."""

    manifest: Manifest
    planner: Planner
    watch: Callable[[Progress], None]
    number: int
    of: int
    ends: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    moved: dict[str, str] = field(default_factory=dict)
    """New names by the old ones."""
    lost: list[str] = field(default_factory=list)
    open: dict[str, _Task] = field(default_factory=dict)
    again: list[Job] = field(default_factory=list)
    """Jobs whose bytes had a result that was replaced before it could be used."""

    @property
    def output(self) -> Path:
        return self.planner.output

    def jobs(self) -> Iterator[Job]:
        """A job for each source that has to be looked at; the others are reported on the way."""
        shelf, forced = self.planner.shelf, self.planner.orders.force
        for found, before in self.manifest.found():
            if self.planner.left_out(before):
                self._report(found.name, "left_out" if before is None else "unchanged", None)
                continue
            decision = self.planner.decide(found, before)
            if decision is None:
                self._report_same(before)
                continue
            self.open[found.name] = _Task(found, before, decision)
            trusted = before.id if before is not None and decision.same_file and not forced else None
            known = () if forced or trusted else self.manifest.alike(found.size, self.planner.version)
            if before is not None and before.id is not None and not decision.why:
                known = (before.id, *known)
            target = os.fsencode(document_path(self.output, found.name))
            yield Job(found.name, os.fsencode(found.path), known=known, id=trusted, shelf=shelf, target=target)

    def take(self, result: Result) -> None:
        """Write what a job came to: first the extract, if the worker has not, then its row."""
        task = self.open[result.name]
        found, before = task.found, task.before
        why = task.decision.why
        was, there = "", True
        if result.outcome == "unchanged":
            if before is not None and not why and result.id == before.id:
                del self.open[found.name]
                self.manifest.touch(found.name, result.size, result.mtime)
                self._report_same(before)
                return
            adopted = self._adopted(result)
            if adopted is None:
                self.again.append(Job(found.name, os.fsencode(found.path), shelf=self.planner.shelf))
                return
            result, was, there = adopted
        del self.open[found.name]
        if before is not None and result.id is not None and result.id != before.id:
            why = (CHANGED, *why)
        moved = before is None and not there and was not in self.moved
        if moved:
            self.moved[was] = found.name
            why = (MOVED,)
        self.counts["copied"] += was != "" and not moved
        if result.outcome == "done" and result.extract:
            result = self._written(result)
        if result.outcome == "failed":
            files.remove(document_path(self.output, found.name), self.output)
        self._keep(task, result, why or (CHANGED,))
        self.why[" and ".join(why or (CHANGED,))] += 1
        self._report(found.name, "moved" if moved else result.outcome, result.message, result.trace)

    def _keep(self, task: _Task, result: Result, why: tuple[str, ...]) -> None:
        """A source's row, and into the history what was before it."""
        found, before = task.found, task.before
        size, mtime = result.size, result.mtime
        if result.size < 0:  # its file was not opened, or could not be
            size, mtime = (found.size, found.mtime) if before is None or result.id is None else before[2:4]
        row = Row(
            source=found.name,
            id=result.id,
            size=size,
            mtime=mtime,
            version=self.planner.version,
            limits=self.planner.limits if result.code in AT_A_LIMIT else None,
            outcome=result.outcome,
            stage=result.stage,
            code=result.code,
            message=result.message,
            written=result.written,
        )
        self.counts["read"] += result.origin == "read"
        self.counts["stored"] += result.origin == "store"
        self.counts["unshelved"] += result.unshelved != ""
        if row == before:
            return
        _, records = self.manifest.contents(found.name)
        if before is None or records != result.records:
            self.manifest.note(self.number, found.name, why, before, records)
        self.manifest.keep(row, result.unclaimed, result.records)

    def _adopted(self, result: Result) -> tuple[Result, str, bool] | None:
        """What the same bytes came to under another name, under this one; that name, and whether its source is there.

        None where another result has taken its place by now.
        """
        if result.id is None:
            return None
        for row, there in self.manifest.same(result.id, self.planner.version):
            unclaimed, records = self.manifest.contents(row.source)
            try:
                extract = document_path(self.output, row.source).read_bytes()
                if len(extract) == row.written:
                    extract, unclaimed = renamed(extract, unclaimed, result.name)
                    done = msgspec.structs.replace(
                        result,
                        outcome="done",
                        extract=extract,
                        unclaimed=unclaimed,
                        records=records,
                        written=len(extract),
                    )
                    return done, row.source, there
            except (OSError, msgspec.DecodeError):
                continue
        return None

    def _written(self, result: Result) -> Result:
        try:
            files.write(document_path(self.output, result.name), result.extract)
        except WriteError as error:
            cause = error.__cause__
            if not isinstance(cause, OSError) or cause.errno not in files.ITS_OWN_NAME:
                raise
            misnamed = WriteError(f"its extract cannot be written: {cause.strerror}")
            return failed(result.name, misnamed, result.id, result.size, result.mtime)
        return result

    def _report_same(self, before: Row | None) -> None:
        if before is not None:
            self._report(before.source, "failed" if before.outcome == "failed" else "unchanged", before.message)

    def _report(self, name: str, outcome: str, message: str | None, trace: str = "") -> None:
        self.ends[outcome] += 1
        self.watch(Progress(name, outcome, message, self.ends.total(), self.of, trace))

    def forget_others(self) -> int:
        """Take away what earlier runs wrote for sources that are no longer there; how many those are, but for moved ones."""
        gone = 0
        for name in self.manifest.lost():
            files.remove(document_path(self.output, name), self.output)
            moved = name in self.moved
            _, records = self.manifest.contents(name)
            self.manifest.note(self.number, name, (MOVED if moved else REMOVED,), self.manifest.row(name), records)
            self.manifest.drop(name)
            if moved:
                continue
            gone += 1
            if gone <= NAMED:
                self.lost.append(name)
        return gone

    def revised(self, corrections: Path) -> Revised:
        """Put the corrections of a file on the extracts. What does that has to load every stage, so it is loaded here."""
        from pipeline.corpus import revise

        def note(source: str, before: bytes) -> None:
            self.manifest.note(self.number, source, (revise.CAUSE,), self.manifest.row(source), before)

        return revise.Revision(self.output, corrections, self.manifest).take_up(note)

    def summary(self, rows: dict[str, int], removed: int) -> Summary:
        failures = tuple(self.manifest.rows("failed"))
        swept = self.planner.orders.store and self.manifest.changed
        return Summary(
            run=self.number,
            done=self.ends["done"],
            failed=len(failures),
            unchanged=self.ends["unchanged"],
            copied=self.counts["copied"],
            left_out=self.ends["left_out"],
            removed=removed,
            rows={table: rows[table] for table in tables.NAMES},
            failures=failures,
            why=dict(self.why.most_common()),
            moves=self.ends["moved"],
            moved=tuple(sorted(self.moved.items())[:NAMED]),
            lost=tuple(self.lost),
            read=self.counts["read"],
            stored=self.counts["stored"],
            shelved=store.sweep(self.output / "stages", self.manifest.has) if swept else 0,
            unshelved=self.counts["unshelved"],
        )
