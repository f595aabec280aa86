"""Tables as files of lines, written while the extracts are read: one document in memory at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.export.columns import Row, Table
from pipeline.corpus.export.extracts import extracts
from pipeline.corpus.export.tables import tables


class Written(NamedTuple):
    """What was written: a table's name, how many rows it has, and the file that holds it."""

    table: str
    rows: int
    file: Path


def write(
    output: Path, folder: Path, suffix: str, head: Callable[[Table], bytes], line: Callable[[Table, Row], bytes]
) -> list[Written]:
    """Write each table of the run in `output` into `folder`: `<table>.<suffix>`, a head and then a line a row."""
    whole = tables()
    rows = [0] * len(whole)
    with contextlib.ExitStack() as stack:
        paths = [folder / f"{table.name}.{suffix}" for table in whole]
        files = [stack.enter_context(path.open("wb")) for path in paths]
        for table, file in zip(whole, files, strict=True):
            file.write(head(table))
        for extract in extracts(output):
            for at, table in enumerate(whole):
                for row in table.of_document(extract):
                    files[at].write(line(table, row))
                    rows[at] += 1
        for at, table in enumerate(whole):
            for row in table.of_run(output):
                files[at].write(line(table, row))
                rows[at] += 1
    return [Written(table.name, count, path) for table, count, path in zip(whole, rows, paths, strict=True)]
