"""The corpus tables of a run: all extracts, one after the other, into a file for each kind of record.

<output>/documents/**.json, manifest -> tables/*.jsonl, failures.jsonl, unclaimed.jsonl
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from pipeline.corpus import answers, files
from pipeline.corpus.manifest import Manifest
from pipeline.corpus.one import ENCODER
from pipeline.errors import WriteError
from pipeline.model.records import TABLES

UNCLAIMED = "unclaimed"
NAMES = (*TABLES, UNCLAIMED)
"""All that have rows, in the order of the schema."""


def are_there(output: Path) -> bool:
    """Whether each file that is made of all documents together is there."""
    return all(path.exists() for path in _corpus_files(output))


def write(manifest: Manifest, output: Path) -> dict[str, int]:
    """Write the corpus tables, one document in memory at a time; how many rows each has.

    Raises:
        WriteError: a table cannot be written, or an extract is not as it was written.
    """
    rows = dict.fromkeys(TABLES, 0)
    with contextlib.ExitStack() as stack:
        tables = {table: stack.enter_context(files.written(table_path(output, table))) for table in TABLES}
        for row in manifest.rows("done"):
            extract = _extract(document_path(output, row.source))
            known: dict[str, object] = {"document": row.id, "source": row.source, "symbol": extract.document.symbol}
            for table, records in extract.records.items():
                rows[table] += len(records)
                for record in records:
                    answer = {"answer": None} if table == "recommendations" else {}
                    tables[table].write(ENCODER.encode({**known, **record, **answer}) + b"\n")
    answers.join(table_path(output, "answers"), table_path(output, "recommendations"))
    failures = (
        ENCODER.encode({"source": row.source, "stage": row.stage, "code": row.code, "message": row.message})
        for row in manifest.rows("failed")
    )
    *_, failed_path, unclaimed_path = _corpus_files(output)
    files.write_lines(failed_path, failures)
    rows[UNCLAIMED] = files.write_lines(unclaimed_path, manifest.accounts())
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
