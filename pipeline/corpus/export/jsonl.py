"""JSON lines: each value as it is, null where there is none."""

from __future__ import annotations

from pathlib import Path

from pipeline.corpus.export import lines
from pipeline.corpus.export.columns import Row, Table
from pipeline.corpus.one import ENCODER


def write(output: Path, folder: Path) -> list[lines.Written]:
    """Write the tables of the run in `output` into `folder`."""
    return lines.write(output, folder, "jsonl", lambda _: b"", line)


def line(table: Table, row: Row) -> bytes:
    names = (column.name for column in table.columns)
    return ENCODER.encode(dict(zip(names, row, strict=True))) + b"\n"
