"""Corrections on the extracts of a run: what people decided since, put on; what no longer holds, taken off.

corrections.jsonl, <output>/documents/** -> <output>/documents/**, unplaced.jsonl

A document is touched where the decisions that hold for it are not those that its extract has. No source is read for it, as
long as the words that decisions speak of stand where they stood.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

import msgspec

from pipeline.corpus import files, history, journal, tables
from pipeline.corpus.grounding import Grounding, Sources
from pipeline.corpus.manifest import MANIFEST, Manifest, Row, places
from pipeline.corpus.one import ENCODER, encode
from pipeline.corpus.tables import document_path
from pipeline.corrections.apply import apply, unplaced_row
from pipeline.corrections.book import Broken
from pipeline.corrections.line import Correction
from pipeline.errors import WriteError
from pipeline.model.records import Assembly, Corrections, Extraction, Unclaimed, Unplaced

LEDGER = ".corrections.json"
UNPLACED = "unplaced.jsonl"
CAUSE = "corrections changed"
KEPT = 10
"""Runs that the history keeps, as `upr run` does unless it is told otherwise."""
NOT_HERE = "its document is not in this run, or has failed"


class Ledger(msgspec.Struct, frozen=True):
    """What a run's folder knows of corrections: the file they come from, and the sources that have some."""

    file: str
    sources: list[str] = []


class Revised(NamedTuple):
    """What became of the decisions: documents that were written anew, decisions that hold, those that have no place, and
    lines of the file that cannot be read."""

    file: Path
    documents: int
    applied: int
    unplaced: int
    broken: tuple[Broken, ...]


def journal_of(output: Path) -> Path | None:
    """The file of a run's corrections: the one that the last run named, else the one beside its sources."""
    ledger = _ledger(output)
    if ledger is None:
        return journal.of_sources(places(output / MANIFEST))
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(ledger.file).path)))


def revise(output: Path, file: Path) -> Revised | None:
    """Bring the extracts and tables of a run that has ended up to date with its corrections.

    A run that was cut off is left to be ended by the next one: then None.

    Raises:
        Locked: a run is writing into the folder.
        WriteError: something cannot be read or written.
    """
    with files.locked(output) as left_over, Manifest(output / MANIFEST) as manifest:
        if left_over:
            files.sweep(output)
        if manifest.tables().keys() != set(tables.NAMES):
            return None
        number: int | None = None

        def note(source: str, before: bytes) -> None:
            nonlocal number
            number = manifest.begin_run() if number is None else number
            manifest.note(number, source, (CAUSE,), manifest.row(source), before)

        revised = Revision(output, file, manifest).take_up(note)
        if number is not None:
            manifest.keep_tables(tables.write(manifest, output))
            manifest.end_run(number, (0, 0, 0, 0), KEPT)
    return revised


@dataclass(frozen=True, slots=True)
class _Due:
    """An extract whose decisions are not those that hold."""

    row: Row
    lines: tuple[Correction, ...]


class Revision:
    """The corrections of one file on the extracts of one run, while its manifest is held."""

    def __init__(self, output: Path, file: Path, manifest: Manifest) -> None:
        self._output, self._file, self._manifest = output, file, manifest
        self._book = journal.read(file)
        self._before = _ledger(output)
        self._rows = list(self._concerned())

    def _concerned(self) -> Iterable[_Due]:
        """The documents that decisions speak of or spoke of, with those that hold for each."""
        if not self._book.lines and self._before is None:
            return
        ids = {line.document for line in self._book.lines}
        names = {line.source for line in self._book.lines} | set(self._before.sources if self._before else ())
        present = {row.id for row in self._manifest.rows("done") if row.id in ids}
        for row in self._manifest.rows("done"):
            if row.id is not None and (row.id in ids or row.source in names):
                lines = self._book.of(row.id, row.source, {other for other in present if other and other != row.id})
                yield _Due(row, lines)

    def take_up(self, note: Callable[[str, bytes], None]) -> Revised:
        """Write each extract anew that has not the decisions that hold for it.

        `note` is told the source and its records as the history keeps them, before they change.
        """
        changed = applied = 0
        unplaced: list[tuple[Row, Unplaced]] = []
        for due in self._rows:
            done, is_new = self._taken_up(due, note)
            changed += is_new
            applied += len(done.applied) if done else 0
            unplaced += [(due.row, row) for row in done.unplaced] if done else []
        lost = self._write_unplaced(unplaced)
        self._write_ledger([due.row.source for due in self._rows if due.lines])
        return Revised(self._file, changed, applied, len(unplaced) + lost, self._book.broken)

    def _taken_up(self, due: _Due, note: Callable[[str, bytes], None]) -> tuple[Corrections | None, bool]:
        """One document's decisions as its extract has them now, and whether it was written."""
        row = due.row
        extraction = self._extraction(row)
        if not self._differs(due, extraction.corrections):
            return extraction.corrections, False
        account, records = self._manifest.contents(row.source)
        unclaimed = [_unclaimed(line) for line in account.splitlines()]
        where = Sources(self._output, self._manifest.versions(), self._manifest.places())
        ground = Grounding(extraction, due.lines, where, row)
        assembly = apply(Assembly(extraction=extraction, unclaimed=unclaimed), due.lines, ground)
        if assembly.extraction == extraction:
            return extraction.corrections, False
        note(row.source, records)
        data = encode(assembly.extraction)
        files.write(document_path(self._output, row.source), data)
        lines = (ENCODER.encode({"source": row.source, **msgspec.to_builtins(each)}) for each in assembly.unclaimed)
        self._manifest.keep(
            row._replace(written=len(data)), b"\n".join(lines), history.packed(assembly.extraction.records)
        )
        return assembly.extraction.corrections, True

    def _extraction(self, row: Row) -> Extraction:
        path = document_path(self._output, row.source)
        try:
            return msgspec.json.decode(path.read_bytes(), type=Extraction)
        except (OSError, msgspec.DecodeError) as error:
            raise WriteError(f"{path} is not as it was written ({error}): delete it and run again") from error

    @staticmethod
    def _differs(due: _Due, done: Corrections | None) -> bool:
        """Whether an extract has other decisions than those that hold; what had no place is tried each time."""
        if done is None:
            return bool(due.lines)
        return bool(done.unplaced) or sorted(row.id for row in done.applied) != sorted(line.id for line in due.lines)

    def _write_unplaced(self, unplaced: list[tuple[Row, Unplaced]]) -> int:
        """List what has no place in `unplaced.jsonl`; how many lines are about no document of the run."""
        path = self._output / UNPLACED
        if not self._book.lines:
            files.remove(path, self._output)
            return 0
        spoken_of = {line.id for due in self._rows for line in due.lines}
        lost = [line for line in self._book.holding if line.id not in spoken_of]
        rows = [{"document": row.id, "source": row.source, **msgspec.to_builtins(each)} for row, each in unplaced] + [
            _elsewhere(line) for line in lost
        ]
        files.write_lines(path, map(ENCODER.encode, sorted(rows, key=lambda each: (each["source"], each["id"]))))
        return len(lost)

    def _write_ledger(self, sources: list[str]) -> None:
        path = self._output / LEDGER
        usual = self._file.absolute() == journal.of_sources(self._manifest.places())
        if usual and not sources:
            files.remove(path, self._output)
            return
        data = ENCODER.encode(Ledger(self._file.absolute().as_uri(), sources))
        if not path.is_file() or path.read_bytes() != data:
            files.write(path, data)


def _ledger(output: Path) -> Ledger | None:
    try:
        return msgspec.json.decode((output / LEDGER).read_bytes(), type=Ledger)
    except (OSError, msgspec.DecodeError):
        return None


def _unclaimed(line: bytes) -> Unclaimed:
    """A row of the account as the manifest keeps it."""
    row = msgspec.json.decode(line, type=dict[str, Any])
    del row["source"]
    return msgspec.convert(row, Unclaimed)


def _elsewhere(line: Correction) -> dict[str, Any]:
    """A decision about a document that the run has not, or has failed at."""
    row = unplaced_row(line, NOT_HERE)
    return {"document": line.document, "source": line.source, **msgspec.to_builtins(row)}
