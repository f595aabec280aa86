"""A run: every source through the pipeline, one JSON each, then the tables over all of them.

A document that fails costs itself alone. What is already written stays; a source whose bytes and whose rules have not
changed since it was last done is not done again.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.corpus import files
from pipeline.corpus.manifest import Manifest, Row
from pipeline.errors import DocumentError, TooLarge, Unreadable
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import TABLES, Assembly, Extraction

MEGABYTE = 1 << 20
LARGEST = 256 * MEGABYTE
ENCODER = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was done, and what it came to."""

    id: str
    assembly: Assembly


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be done: at which stage, why, and the way out."""

    id: str | None
    stage: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One source's end, for whoever watches: `outcome` is done, failed or unchanged."""

    name: str
    outcome: str
    message: str | None
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A run's end: how many sources went which way, and how many rows each table has."""

    done: int
    failed: int
    unchanged: int
    removed: int
    rows: dict[str, int]
    failures: tuple[Row, ...]


def read(found: files.Found, largest: int = LARGEST) -> Source:
    """A source's bytes.

    Raises:
        LoadError: the file is not there, may not be read, is no file, or is larger than `largest` bytes.
    """
    try:
        if not found.path.is_file():
            raise Unreadable("is not a regular file" if found.path.exists() else "is not there")
        size = found.path.stat().st_size
        if size > largest:
            raise TooLarge(f"has {size / MEGABYTE:,.0f} MB, the limit is {largest / MEGABYTE:,.0f} MB")
        return Source(found.name, found.path.read_bytes())
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from error


def run_one(pipeline: Pipeline, source: Source) -> Done | Failed:
    """One document; whatever happens to it comes back as a value."""
    try:
        return Done(source.id, pipeline(source))
    except DocumentError as error:
        return failed(error, source.id)
    except Exception as error:  # noqa: BLE001 - the package's one: a bug costs its document alone
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return Failed(
            source.id, "bug", "bug", f"{type(error).__name__}: {error} ({where}); please report it with the file"
        )


def failed(error: DocumentError, document: str | None) -> Failed:
    """A document's error as a value."""
    way_out = f"; {error.way_out}" if error.way_out else ""
    return Failed(document, error.stage, error.code, f"{error}{way_out}")


def run(
    pipeline: Pipeline,
    found: Iterable[files.Found],
    output: Path,
    *,
    fingerprint: str,
    largest: int = LARGEST,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Do every source that is new or changed, then write the tables.

    Raises:
        WriteError: the output folder cannot be written.
    """
    sources = list(found)
    counts = {"done": 0, "failed": 0, "unchanged": 0}
    with Manifest(output / "manifest.sqlite") as manifest:
        for place, source in enumerate(sources, start=1):
            row, outcome = _do(pipeline, source, manifest, output, fingerprint, largest)
            counts[outcome] += 1
            manifest.keep(row)
            watch(Progress(source.name, outcome, row.message, place, len(sources)))
        removed = _forget_others(manifest, {source.name for source in sources}, output)
        failures = tuple(row for row in manifest.rows() if row.outcome == "failed")
        rows = _write_tables(manifest, output)
        manifest.close_run(fingerprint, counts["done"], counts["failed"], counts["unchanged"])
    return Summary(counts["done"], len(failures), counts["unchanged"], removed, rows, failures)


def _do(
    pipeline: Pipeline, found: files.Found, manifest: Manifest, output: Path, fingerprint: str, largest: int
) -> tuple[Row, str]:
    target = document_path(output, found.name)
    before = manifest.get(found.name)
    try:
        source = read(found, largest)
    except DocumentError as error:
        target.unlink(missing_ok=True)
        return _failed_row(found.name, failed(error, None), fingerprint), "failed"
    if before is not None and before.id == source.id and before.fingerprint == fingerprint:
        if before.outcome == "failed":
            return before, "failed"
        if target.exists():
            return before, "unchanged"
    result = run_one(pipeline, source)
    if isinstance(result, Failed):
        target.unlink(missing_ok=True)
        return _failed_row(found.name, result, fingerprint), "failed"
    files.write(target, encode(result.assembly.extraction))
    lines = b"\n".join(
        ENCODER.encode({"source": found.name, **msgspec.to_builtins(row)}) for row in result.assembly.unclaimed
    )
    return Row(found.name, result.id, fingerprint, "done", None, None, None, lines), "done"


def _failed_row(name: str, failure: Failed, fingerprint: str) -> Row:
    return Row(name, failure.id, fingerprint, "failed", failure.stage, failure.code, failure.message, b"")


def document_path(output: Path, name: str) -> Path:
    """Where a source's extract lies: its own name with its suffix, and `.json` behind it."""
    return output / "documents" / f"{name}.json"


def encode(extraction: Extraction) -> bytes:
    """An extract as it is written: keys in order, two blanks a level, one line end at the end."""
    return msgspec.json.format(ENCODER.encode(extraction), indent=2) + b"\n"


def _forget_others(manifest: Manifest, names: set[str], output: Path) -> int:
    """Take away what earlier runs wrote for sources that are no longer there."""
    gone = [row.source for row in manifest.rows() if row.source not in names]
    for name in gone:
        document_path(output, name).unlink(missing_ok=True)
        manifest.drop(name)
    return len(gone)


def _write_tables(manifest: Manifest, output: Path) -> dict[str, int]:
    """The corpus tables, one document in memory at a time; how many rows each has."""
    rows = {
        table: files.write_lines(output / "tables" / f"{table}.jsonl", _table(manifest, output, table))
        for table in TABLES
    }
    failures = (
        ENCODER.encode({"source": row.source, "stage": row.stage, "code": row.code, "message": row.message})
        for row in manifest.rows()
        if row.outcome == "failed"
    )
    files.write_lines(output / "failures.jsonl", failures)
    rows["unclaimed"] = files.write_lines(
        output / "unclaimed.jsonl", (line for row in manifest.rows() for line in row.unclaimed.splitlines())
    )
    return rows


def _table(manifest: Manifest, output: Path, table: str) -> Iterator[bytes]:
    decoder = msgspec.json.Decoder(Extraction)
    for row in manifest.rows():
        if row.outcome != "done":
            continue
        extraction = decoder.decode(document_path(output, row.source).read_bytes())
        for record in getattr(extraction.records, table):
            yield ENCODER.encode({"document": row.id, "source": row.source, **msgspec.to_builtins(record)})
