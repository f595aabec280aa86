"""`upr export`: a run's records as flat tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.options import Debug, Output, Quiet
from pipeline.cli.terminal import shown


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv or jsonl.")],
    output: Output = Path("output"),
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write a run's records as flat tables for other programs, into export/ in the run's folder.

    csv is for spreadsheets: no cell is a formula. jsonl has each value as it is.

    Example: upr export csv -o output/
    """
    from pipeline.corpus import export as exports
    from pipeline.corpus import files

    try:
        rows = exports.export(output, form)
    except exports.NoFormat as error:
        raise Stop(WRONG_USE, str(error)) from error
    except exports.NoRun as error:
        raise Stop(WRONG_USE, f"{error}; make one with upr run, or name its folder with --output") from error
    except exports.Damaged as error:
        raise Stop(FAILED, str(error)) from error
    except files.Locked as error:
        raise Stop(WRONG_USE, f"{error}; wait for it to end") from error
    if not quiet:
        for path, count in rows.items():
            typer.echo(f"  {path.stem:26}{count:6}  {shown(path)}", err=True)
