"""`upr run`: a folder, its progress and its summary."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.options import (
    MODEL,
    Debug,
    Largest,
    Memory,
    Model,
    NoNer,
    Ocr,
    Output,
    Quiet,
    Timeout,
    Verify,
    Workers,
)
from pipeline.cli.terminal import printable, shown

if TYPE_CHECKING:
    from pipeline.corpus.run import Progress, Summary


def run(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to do.")],
    output: Output = Path("output"),
    workers: Workers = 0,
    timeout: Timeout = 60,
    memory: Memory = 2048,
    verify: Verify = False,
    no_ner: NoNer = False,
    model: Model = MODEL,
    ocr: Ocr = False,
    largest: Largest = 256,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Do every file below the paths: one JSON each, and the corpus tables.

    A document that fails is named in failures.jsonl; the others are written. What has not changed is not done again.

    Example: upr run submissions/ -o output/
    """
    from pipeline.corpus import engines, files
    from pipeline.corpus import run as runs
    from pipeline.corpus.manifest import fingerprint
    from pipeline.corpus.one import MEGABYTE
    from pipeline.corpus.worker import Limits

    for path in paths:
        if not path.exists():
            raise Stop(WRONG_USE, f"{shown(path)}: no such file or folder")
    if output.exists() and not output.is_dir():
        raise Stop(WRONG_USE, f"{shown(output)}: is not a folder; name another with --output")
    if next(files.sources(paths, output), None) is None:
        raise Stop(WRONG_USE, f"no files below {', '.join(map(shown, paths))}")
    make, limits = engines.Standard(not no_ner, model, ocr), Limits(timeout, memory)
    engine = engines.Processes(make, workers or engines.cores(), limits, largest * MEGABYTE)
    version = fingerprint(*make.settings)
    try:
        with _watcher(quiet, debug) as watch:
            found = files.sources(paths, output)
            summary = runs.run(engine, found, output, fingerprint=version, verify=verify, watch=watch)
    except files.NameClash as error:
        raise Stop(WRONG_USE, f"{error}; run them into different outputs") from error
    except files.Locked as error:
        raise Stop(WRONG_USE, f"{error}; wait for it to end, or name another folder with --output") from error
    if not quiet:
        _say_summary(summary, output)
    if summary.failed:
        raise Stop(
            FAILED, "" if not quiet else f"{summary.failed} documents failed, see {shown(output / 'failures.jsonl')}"
        )


class _watcher:  # noqa: N801 - used as a function
    """A progress bar on a terminal, a line a failed document elsewhere, nothing when quiet."""

    def __init__(self, quiet: bool, debug: bool) -> None:
        self._quiet, self._debug = quiet, debug
        self._bar = None
        if not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("documents", total=None)

    def __enter__(self) -> Callable[[Progress], None]:
        if self._bar is not None:
            self._bar.start()
        return self._see

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _see(self, progress: Progress) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=progress.done, total=progress.of)
        elif not self._quiet and progress.outcome == "failed":
            typer.echo(f"failed {printable(progress.name)}: {printable(progress.message or '')}", err=True)
        if self._debug and progress.trace:
            typer.echo(progress.trace, err=True)


def _say_summary(summary: Summary, output: Path) -> None:
    """What a run came to, on standard error: counts, tables with their rows, failures, and where it all lies."""
    total = summary.done + summary.unchanged
    typer.echo(
        f"{total + summary.failed} documents: {summary.done} done, {summary.unchanged} unchanged, {summary.failed} failed",
        err=True,
    )
    for table, rows in summary.rows.items():
        place = output / "unclaimed.jsonl" if table == "unclaimed" else output / "tables" / f"{table}.jsonl"
        typer.echo(f"  {table:16}{rows:6}  {shown(place)}", err=True)
    typer.echo(f"  {'extracts':16}{total:6}  {shown(output / 'documents')}/", err=True)
    for row in summary.failures:
        typer.echo(
            f"failed {printable(row.source)}: {row.stage}: {printable(row.message or '')} [{row.code}]", err=True
        )
