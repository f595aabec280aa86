"""A run: every source through an engine, one JSON each, then the tables over all of them.

A document that fails costs itself alone. What is written stays, however the run ends, and the next one goes on there: a
source whose file and whose rules have not changed since it was last done is not read again. Memory does not grow with
the number of sources: they stand in the manifest, and a few are in flight at a time.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from pipeline.corpus import answers, files
from pipeline.corpus.engines import Engine
from pipeline.corpus.manifest import Manifest, Row
from pipeline.corpus.one import ENCODER, Job, Result, encode, failed
from pipeline.errors import MemoryUp, TimeUp, TooLarge, Unreadable, WorkerDied, WriteError
from pipeline.model.records import TABLES

__all__ = ["Progress", "Summary", "document_path", "encode", "run"]
UNCLAIMED = "unclaimed"
TRIED_AGAIN = {WorkerDied.code, Unreadable.code, TooLarge.code, WriteError.code}
"""Failures that may have a cause outside the document."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One source's end, for whoever watches: `outcome` is done, failed or unchanged."""

    name: str
    outcome: str
    message: str | None
    done: int
    of: int
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A run's end: how many sources went which way, and how many rows each table has."""

    done: int
    failed: int
    unchanged: int
    removed: int
    rows: dict[str, int]
    failures: tuple[Row, ...]


def run(
    engine: Engine,
    found: Iterable[files.Found],
    output: Path,
    *,
    fingerprint: str,
    verify: bool = False,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Do every source that is new or changed, then write the tables if anything in them did.

    Whether a source has changed is told by its file's size and time; `verify` reads them all and tells by the bytes.

    Raises:
        WriteError: the output folder cannot be written.
        Locked: another run writes into it.
        NameClash: two sources would be written to one place.
        EngineError, ModelMissing: no document can be done.
    """
    with files.locked(output) as left_over, Manifest(output / "manifest.sqlite") as manifest:
        if left_over:
            files.sweep(output)
        run = _Run(manifest, output, fingerprint, engine.limits.mark, verify, watch, manifest.find(found))
        with contextlib.closing(engine(run.jobs())) as results:
            for result in results:
                run.take(result)
        removed = run.forget_others()
        rows = manifest.tables()
        if rows.keys() != {*TABLES, UNCLAIMED} or not all(path.exists() for path in _corpus_files(output)):
            rows = run.write_tables()
        failures = tuple(manifest.rows("failed"))
        ends = run.ends
        manifest.close_run(fingerprint, ends["done"], ends["failed"], ends["unchanged"])
    in_order = {table: rows[table] for table in (*TABLES, UNCLAIMED)}
    return Summary(ends["done"], len(failures), ends["unchanged"], removed, in_order, failures)


@dataclass(slots=True)
class _Run:
    """What a run holds while it goes on."""

    manifest: Manifest
    output: Path
    fingerprint: str
    limits: str
    verify: bool
    watch: Callable[[Progress], None]
    of: int
    ends: Counter[str] = field(default_factory=Counter)
    open: dict[str, tuple[files.Found, Row | None]] = field(default_factory=dict)
    """The sources in flight."""

    def jobs(self) -> Iterator[Job]:
        """A job for each source that has to be looked at; the others are reported on the way."""
        for found, before in self.manifest.found():
            same = before is not None and self._is_current(before)
            if same and before is not None and not self.verify and _same_file(found, before):
                self._report(found.name, "failed" if before.outcome == "failed" else "unchanged", before.message)
                continue
            self.open[found.name] = found, before
            known = before.id if same and before is not None else None
            yield Job(found.name, os.fsencode(found.path), known=known)

    def _is_current(self, row: Row) -> bool:
        """Whether the same bytes would come to the same end now, and what they came to is there."""
        if row.outcome == "done":
            try:
                there = document_path(self.output, row.source).stat().st_size == row.written
            except OSError:
                return False
            return there and row.fingerprint == self.fingerprint
        return row.fingerprint == self._mark(row.code)

    def _mark(self, code: str | None) -> str:
        """What an outcome depends on beside its source; nothing, where it is to be tried again at the next run."""
        if code in TRIED_AGAIN:
            return ""
        return self.fingerprint + self.limits if code in (TimeUp.code, MemoryUp.code) else self.fingerprint

    def take(self, result: Result) -> None:
        """Write what a job came to: first the extract, then its row."""
        found, before = self.open.pop(result.name)
        if result.outcome == "unchanged" and before is not None:
            self.manifest.touch(found.name, result.size, result.mtime)
            self._report(found.name, "failed" if before.outcome == "failed" else "unchanged", before.message)
            return
        if result.outcome == "done":
            result = self._written(result)
        if result.outcome == "failed":
            files.remove(document_path(self.output, found.name), self.output)
        size, mtime = (found.size, found.mtime) if result.id is None else (result.size, result.mtime)
        row = Row(
            source=found.name,
            id=result.id,
            size=size,
            mtime=mtime,
            fingerprint=self._mark(result.code),
            outcome=result.outcome,
            stage=result.stage,
            code=result.code,
            message=result.message,
            written=len(result.extract),
        )
        if row != before:
            self.manifest.keep(row, result.unclaimed)
        self._report(found.name, result.outcome, result.message, result.trace)

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

    def _report(self, name: str, outcome: str, message: str | None, trace: str = "") -> None:
        self.ends[outcome] += 1
        self.watch(Progress(name, outcome, message, self.ends.total(), self.of, trace))

    def forget_others(self) -> int:
        """Take away what earlier runs wrote for sources that are no longer there; how many those are."""
        gone = 0
        for name in self.manifest.lost():
            gone += 1
            files.remove(document_path(self.output, name), self.output)
            self.manifest.drop(name)
        return gone

    def write_tables(self) -> dict[str, int]:
        """The corpus tables, one document in memory at a time; how many rows each has."""
        rows = dict.fromkeys(TABLES, 0)
        with contextlib.ExitStack() as stack:
            tables = {table: stack.enter_context(files.written(table_path(self.output, table))) for table in TABLES}
            for row in self.manifest.rows("done"):
                extract = _extract(document_path(self.output, row.source))
                known: dict[str, object] = {"document": row.id, "source": row.source, "symbol": extract.document.symbol}
                for table, records in extract.records.items():
                    rows[table] += len(records)
                    for record in records:
                        answer = {"answer": None} if table == "recommendations" else {}
                        tables[table].write(ENCODER.encode({**known, **record, **answer}) + b"\n")
        answers.join(table_path(self.output, "answers"), table_path(self.output, "recommendations"))
        failures = (
            ENCODER.encode({"source": row.source, "stage": row.stage, "code": row.code, "message": row.message})
            for row in self.manifest.rows("failed")
        )
        *_, failed_path, unclaimed_path = _corpus_files(self.output)
        files.write_lines(failed_path, failures)
        rows[UNCLAIMED] = files.write_lines(unclaimed_path, self.manifest.accounts())
        self.manifest.keep_tables(rows)
        return rows


class _Symbol(msgspec.Struct):
    symbol: str | None


class _Extract(msgspec.Struct):
    """The part of an extract that the tables are made of."""

    document: _Symbol
    records: dict[str, list[dict[str, object]]]


_DECODER = msgspec.json.Decoder(_Extract)


def _extract(path: Path) -> _Extract:
    try:
        return _DECODER.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise WriteError(f"{path} is not as it was written ({error}): delete it and run again") from error


def _same_file(found: files.Found, row: Row) -> bool:
    return found.size == row.size and found.mtime == row.mtime != -1


def _corpus_files(output: Path) -> list[Path]:
    """What is made of all documents together."""
    return [
        *(table_path(output, table) for table in TABLES),
        output / "failures.jsonl",
        output / f"{UNCLAIMED}.jsonl",
    ]


def table_path(output: Path, table: str) -> Path:
    return output / "tables" / f"{table}.jsonl"


def document_path(output: Path, name: str) -> Path:
    """Where a source's extract lies: its own name with its suffix, and `.json` behind it."""
    return output / "documents" / f"{name}.json"
