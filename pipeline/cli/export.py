"""`upr export`: a run's records as flat tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.options import Debug, Output, Quiet
from pipeline.cli.terminal import shown


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, jsonl, parquet, duckdb or annotations.")],
    output: Output = Path("output"),
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write a run for other programs, into export/ in the run's folder.

    csv is for spreadsheets: no cell is a formula. jsonl has each value as it is. parquet has types and lists. duckdb is
    one file with views that join records to documents and evidence. annotations are W3C Web Annotations, a file a
    document. The table called dictionary says what each column holds.

    Example: upr export csv -o output/
    """
    from pipeline.corpus import export as exports
    from pipeline.corpus import files

    try:
        written = exports.export(output, form)
    except exports.NoFormat as error:
        raise Stop(WRONG_USE, str(error)) from error
    except exports.NoRun as error:
        raise Stop(WRONG_USE, f"{error}; make one with upr run, or name its folder with --output") from error
    except exports.Damaged as error:
        raise Stop(FAILED, str(error)) from error
    except files.Locked as error:
        raise Stop(WRONG_USE, f"{error}; wait for it to end") from error
    if not quiet:
        for table, rows, path in written:
            typer.echo(f"  {table:26}{rows:6}  {shown(path)}", err=True)
