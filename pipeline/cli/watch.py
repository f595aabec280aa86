"""A run as it goes on: a progress bar on a terminal, a line a failed document elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from pipeline.cli.terminal import printable

if TYPE_CHECKING:
    from pipeline.corpus.run import Progress


class Watcher:
    """`with Watcher(quiet, debug) as watch:`; `watch` is to be called with each source's end."""

    def __init__(self, quiet: bool, debug: bool) -> None:
        self._quiet, self._debug = quiet, debug
        self._failed = 0
        self._bar = None
        if not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[pace]}"),
                TextColumn("{task.fields[failed]} failed"),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("documents", total=None, pace="", failed=0)

    def __enter__(self) -> Callable[[Progress], None]:
        if self._bar is not None:
            self._bar.start()
        return self._see

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _see(self, progress: Progress) -> None:
        self._failed += progress.outcome == "failed"
        if self._bar is not None:
            speed = self._bar.tasks[0].speed
            pace = f"{speed:.1f} a second" if speed else ""
            self._bar.update(self._task, completed=progress.done, total=progress.of, pace=pace, failed=self._failed)
        elif not self._quiet and progress.outcome == "failed":
            typer.echo(f"failed {printable(progress.name)}: {printable(progress.message or '')}", err=True)
        if self._debug and progress.trace:
            typer.echo(progress.trace, err=True)
