"""Parquet: a file a table, with types and lists."""

from __future__ import annotations

from pathlib import Path

from pipeline.corpus.export import typed
from pipeline.corpus.export.lines import Written
from pipeline.corpus.export.tables import tables

ROWS = 20_000
"""Rows that are written together; they are what is in memory."""


def write(output: Path, folder: Path) -> list[Written]:
    """Write the tables of the run in `output` into `folder`."""
    files = []
    with typed.staged(output, folder, typed.MEMORY_ALONE) as (base, stages):
        for table, stage in zip(tables(), stages, strict=True):
            file = folder / f"{table.name}.parquet"
            options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS}"
            base.execute(f"COPY ({typed.query(table, stage.file)}) TO {typed.text(str(file))} ({options})")
            stage.file.unlink()
            files.append(stage._replace(file=file))
    return files
