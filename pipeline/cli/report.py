"""`upr report`: a run's pages, each value beside its passage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.options import Debug, Output, Quiet, Workers
from pipeline.cli.terminal import shown
from pipeline.cli.watch import Watcher

NoImages = Annotated[
    bool, typer.Option("--no-images", help="Draw no pages of PDFs: saves about 50 KB and 15 ms for each page.")
]


def report(
    output: Output = Path("output"),
    no_images: NoImages = False,
    workers: Workers = 0,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Make the review report: pages that open from disk, every value a click from its passage and its page.

    It lies in report/ in the run's folder. Pages that are still right are not made again.

    Example: upr report -o output/
    """
    from pipeline.corpus import engines, export, files
    from pipeline.review.report import make

    try:
        with Watcher(quiet, debug) as watch:
            summary = make.report(output, images=not no_images, workers=workers or engines.cores(), watch=watch)
    except export.NoRun as error:
        raise Stop(WRONG_USE, f"{error}; make one with upr run, or name its folder with --output") from error
    except export.Damaged as error:
        raise Stop(FAILED, str(error)) from error
    except files.Locked as error:
        raise Stop(WRONG_USE, f"{error}; wait for it to end") from error
    if not quiet:
        typer.echo(
            f"{summary.made + summary.unchanged} pages: {summary.made} made, {summary.unchanged} unchanged", err=True
        )
        typer.echo(f"  {shown(summary.start)}", err=True)
