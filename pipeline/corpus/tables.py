"""The corpus tables of a run: all extracts, one after the other, into a file for each kind of record.

<output>/documents/**.json, manifest -> tables/*.jsonl, failures.jsonl, unclaimed.jsonl
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from pipeline.corpus import answers, files
from pipeline.corpus.manifest import Manifest, Piece
from pipeline.corpus.one import ENCODER
from pipeline.errors import WriteError
from pipeline.model.records import TABLES

UNCLAIMED = "unclaimed"
NAMES = (*TABLES, UNCLAIMED)
"""All that have rows, in the order of the schema."""
PIECE = 1 << 20
"""Bytes of a table that are copied at a time."""


def are_there(output: Path) -> bool:
    """Whether each file that is made of all documents together is there."""
    return all(path.exists() for path in _corpus_files(output))


def write(manifest: Manifest, output: Path) -> dict[str, int]:
    """Write the corpus tables, one document in memory at a time; how many rows each has.

    Rows of documents that have not changed are copied from the tables that are there; their extracts are not read.

    Raises:
        WriteError: a table cannot be written, or an extract is not as it was written.
    """
    try:
        rows = _written(manifest, output, _opened(output))
    except _Torn:
        manifest.forget_pieces()
        rows = _written(manifest, output, {})
    failures = (
        ENCODER.encode({"source": row.source, "stage": row.stage, "code": row.code, "message": row.message})
        for row in manifest.rows("failed")
    )
    *_, failed_path, unclaimed_path = _corpus_files(output)
    files.write_lines(failed_path, failures)
    rows[UNCLAIMED] = files.write_lines(unclaimed_path, manifest.accounts())
    return rows


class _Torn(Exception):
    """The tables that are there are not those that the manifest tells of."""


class _Table:
    """A table while it is written anew beside the old one, from its start to its end."""

    def __init__(self, new: BinaryIO, old: BinaryIO | None) -> None:
        self._new, self._old = new, old
        self._from = self._to = 0
        """The piece of the old table that is to be copied, and is not yet."""

    def keep(self, length: int) -> None:
        """The next `length` bytes of the old table stay."""
        self._to += length

    def skip(self, length: int) -> None:
        """The next `length` bytes of the old table go."""
        self._copy()
        self._from = self._to = self._to + length

    def add(self, rows: list[bytes]) -> int:
        """New rows; how many bytes they have."""
        self._copy()
        return sum(self._new.write(row + b"\n") for row in rows)

    def end(self) -> None:
        self._copy()
        if self._old is not None and self._old.seek(0, 2) != self._to:
            raise _Torn

    def _copy(self) -> None:
        if self._from == self._to:
            return
        if self._old is None:
            raise _Torn
        self._old.seek(self._from)
        while self._from < self._to:
            data = self._old.read(min(PIECE, self._to - self._from))
            if not data:
                raise _Torn
            self._new.write(data)
            self._from += len(data)


def _opened(output: Path) -> dict[str, BinaryIO]:
    """The tables that are there, if all of them are."""
    with contextlib.ExitStack() as stack:
        try:
            found: dict[str, BinaryIO] = {
                table: stack.enter_context(table_path(output, table).open("rb")) for table in TABLES
            }
        except OSError:
            return {}
        stack.pop_all()
        return found


def _written(manifest: Manifest, output: Path, old: dict[str, BinaryIO]) -> dict[str, int]:
    rows = dict.fromkeys(TABLES, 0)
    answered = False
    with contextlib.ExitStack() as stack:
        for opened in old.values():
            stack.callback(opened.close)
        new = {table: stack.enter_context(files.written(table_path(output, table))) for table in TABLES}
        tables = {table: _Table(new[table], old.get(table)) for table in TABLES}
        for piece in manifest.pieces():
            answered = answered or piece.joined is not None
            sizes = _kept(piece, tables) if piece.fresh else _renewed(piece, tables, output)
            if piece.id is not None:
                manifest.renew_piece(piece.source, sizes.tobytes())
                for place, table in enumerate(TABLES):
                    rows[table] += sizes[2 * place + 1]
        for written in tables.values():
            written.end()
        manifest.forget_pieces()
    joined = answers.join(table_path(output, "answers"), table_path(output, "recommendations"), again=answered)
    manifest.keep_pieces(joined)
    return rows


def _sizes(piece: Piece) -> array[int]:
    """Of each table the bytes and the rows that a document has in it."""
    sizes = array("Q", piece.sizes)
    if len(sizes) != 2 * len(TABLES):
        raise _Torn
    return sizes


def _bytes(piece: Piece) -> Iterator[tuple[str, int]]:
    """The bytes that a document has in each of the old tables."""
    sizes = _sizes(piece)
    for place, table in enumerate(TABLES):
        joined = piece.joined if table == "recommendations" else None
        yield table, sizes[2 * place] if joined is None else joined


def _kept(piece: Piece, tables: dict[str, _Table]) -> array[int]:
    sizes = _sizes(piece)
    for place, (table, length) in enumerate(_bytes(piece)):
        tables[table].keep(length)
        sizes[2 * place] = length
    return sizes


def _renewed(piece: Piece, tables: dict[str, _Table], output: Path) -> array[int]:
    if piece.sizes:
        for table, length in _bytes(piece):
            tables[table].skip(length)
    sizes = array("Q", bytes(16 * len(TABLES)))
    if piece.id is None:
        return sizes
    extract = _extract(document_path(output, piece.source))
    known: dict[str, object] = {"document": piece.id, "source": piece.source, "symbol": extract.document.symbol}
    for place, table in enumerate(TABLES):
        if not extract.records[table]:
            continue
        answer = {"answer": None} if table == "recommendations" else {}
        lines = [ENCODER.encode({**known, **record, **answer}) for record in extract.records[table]]
        sizes[2 * place : 2 * place + 2] = array("Q", (tables[table].add(lines), len(lines)))
    return sizes


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
