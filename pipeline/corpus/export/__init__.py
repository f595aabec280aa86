"""A run for other programs: flat tables in several formats, and annotations.

    <output>/documents/**.json -> <output>/export/<format>/

`FORMATS` is the table of formats: a module each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.corpus import files
from pipeline.corpus.export import csv, duckdb, jsonl, parquet, web_annotations
from pipeline.corpus.export.extracts import Damaged, NoRun, check_ended, check_there
from pipeline.corpus.export.lines import Written
from pipeline.corpus.export.place import replaced
from pipeline.corpus.export.tables import tables
from pipeline.corpus.export.typed import WORK

__all__ = ["FORMATS", "Damaged", "NoFormat", "NoRun", "Written", "export"]

Write = Callable[[Path, Path], list[Written]]
FORMATS: Mapping[str, Write] = {
    "csv": csv.write,
    "jsonl": jsonl.write,
    "parquet": parquet.write,
    "duckdb": duckdb.write,
    "annotations": web_annotations.write,
}
"""Given a run's folder and an empty one, each writes its files."""


class NoFormat(ValueError):
    """No format has this name."""


def export(output: Path, form: str) -> list[Written]:
    """Write the run in `output` in a format, one document in memory at a time; what was written.

    The files take the place of an earlier export's together, at the end. The same run gives the same rows in the same
    order, and the same bytes but for DuckDB, whose files have an identifier of their own.

    Raises:
        NoFormat, NoRun: nothing can be written, and nothing is.
        Damaged: an extract cannot be read; the earlier export stays.
        Locked: a run is writing into the folder.
        WriteError: a file cannot be written; the earlier export stays.
    """
    if form not in FORMATS:
        raise NoFormat(f"{form}: no such format; choose one of {', '.join(FORMATS)}")
    check_there(output)
    folder = output / "export" / form
    with files.locked(output) as left_over:
        if left_over:
            files.sweep(output)
        check_ended(output)
        with replaced(folder, _is_ours) as aside:
            written = FORMATS[form](output, aside)
    return [each._replace(file=folder / each.file.relative_to(aside)) for each in written]


def _is_ours(path: Path) -> bool:
    """Whether an export wrote a file, by its path below the export's folder."""
    names = {f"{table.name}.{suffix}" for table in tables() for suffix in ("csv", "jsonl", "parquet")}
    top = path.parts[0]
    return (
        path.name in names
        or path.name.startswith(duckdb.FILE)
        or top in (WORK, web_annotations.PAGES, web_annotations.COLLECTION)
    )
