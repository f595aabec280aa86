"""Tables with types, by DuckDB: it reads them as JSON lines that were written aside, so that memory stays flat.

One thread and no settings of the user's, so that the same run gives the same rows in the same order. Nothing is
fetched: what DuckDB needs is in its wheel.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.corpus.export import jsonl, lines
from pipeline.corpus.export.columns import Cell, Column, Row, Table
from pipeline.errors import WriteError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WORK = ".work"
"""What is only there while an export is written."""
TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "truth": "BOOLEAN",
    "day": "DATE",
    "words": "VARCHAR[]",
    "boxes": "DOUBLE[][]",
}
MEMORY_ALONE = ":memory:"
LARGEST = 2**63 - 1
MEMORY = "1GB"
"""What DuckDB may hold before it writes to disk; 20 million rows of evidence took a third of it."""
LONGEST = 16 << 20
"""Bytes of a line from which DuckDB has to be told how long the longest is: twice as much is its buffer."""


@contextlib.contextmanager
def staged(output: Path, folder: Path, base: str) -> Iterator[tuple[DuckDBPyConnection, list[lines.Written]]]:
    """A database, the file `base` in `folder` or `:memory:`, and the tables of the run as JSON lines for it to read.

    All is done in one transaction, which the end of the block closes.

    Raises:
        WriteError: it cannot be written.
    """
    import duckdb

    work = folder / WORK
    work.mkdir()
    stages = lines.write(output, work, "jsonl", lambda _: b"", _line)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": MEMORY,
        "temp_directory": str(work / "spilled"),
        "autoinstall_known_extensions": False,
    }
    try:
        with duckdb.connect(base if base == MEMORY_ALONE else str(folder / base), config=settings) as connection:
            connection.execute("SET enable_progress_bar = false")  # it goes to standard output after two seconds
            connection.begin()
            yield connection, stages
            connection.commit()
    except duckdb.Error as error:
        raise WriteError(f"cannot write into {folder}: {error}") from error
    shutil.rmtree(work)


def query(table: Table, staged: Path) -> str:
    """A SELECT that gives the rows of a table from its JSON lines."""
    columns = ", ".join(f"{text(column.name)}: {text(TYPES[column.kind])}" for column in table.columns)
    longest = _longest(staged) if staged.stat().st_size > LONGEST else 0
    return (
        f"SELECT * FROM read_json({text(str(staged))}, format = 'newline_delimited', columns = {{{columns}}}, "  # noqa: S608
        f"maximum_object_size = {max(longest + 1, LONGEST)}, compression = 'none')"
    )


def _longest(path: Path) -> int:
    with path.open("rb") as file:
        return max(map(len, file), default=0)


def text(words: str) -> str:
    """Words as an SQL literal.

    >>> text("it's")
    "'it''s'"
    """
    return "'" + words.replace("'", "''") + "'"


def name(words: str) -> str:
    """A name in SQL, whatever word it is.

    >>> name("from")
    '"from"'
    """
    return '"' + words.replace('"', '""') + '"'


def _line(table: Table, row: Row) -> bytes:
    return jsonl.line(table, [_fitting(column, cell) for column, cell in zip(table.columns, row, strict=True)])


def _fitting(column: Column, cell: Cell) -> Cell:
    """A number that its column has no room for is left out: the words it was read from stand in `raw`."""
    if not isinstance(cell, int) or abs(cell) <= LARGEST:
        return cell
    if column.kind == "integer":
        return None
    try:
        return float(cell)
    except OverflowError:
        return None
