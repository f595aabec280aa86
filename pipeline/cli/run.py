"""`upr run`: a folder, its progress and its summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.engine import chosen
from pipeline.cli.options import (
    MODEL,
    Corrections,
    Debug,
    DryRun,
    Engine,
    Force,
    KeepRuns,
    Largest,
    Memory,
    Model,
    NoNer,
    NoStore,
    Ocr,
    OnlyFailed,
    Output,
    Quiet,
    Scheduler,
    Timeout,
    Verify,
    Workers,
)
from pipeline.cli.terminal import printable, shown
from pipeline.cli.watch import Watcher

if TYPE_CHECKING:
    from pipeline.corpus.plan import Planned
    from pipeline.corpus.revise import Revised
    from pipeline.corpus.run import Summary


def run(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files and folders to do.")],
    output: Output = Path("output"),
    workers: Workers = 0,
    engine: Engine = "local",
    scheduler: Scheduler = None,
    timeout: Timeout = 60,
    memory: Memory = 2048,
    verify: Verify = False,
    force: Force = False,
    only_failed: OnlyFailed = False,
    dry_run: DryRun = False,
    no_store: NoStore = False,
    keep_runs: KeepRuns = 10,
    corrections: Corrections = None,
    no_ner: NoNer = False,
    model: Model = MODEL,
    ocr: Ocr = False,
    largest: Largest = 256,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Do every file below the paths: one JSON each, and the corpus tables.

    A document that fails is named in failures.jsonl; the others are written. What has not changed is not done again: a
    document is, where its bytes, the code of a stage, the model or the settings differ, and the summary says why.

    Example: upr run submissions/ -o output/
    """
    from pipeline.corpus import engines, files, journal
    from pipeline.corpus import run as runs
    from pipeline.corpus.dask import ClusterError
    from pipeline.corpus.one import MEGABYTE
    from pipeline.corpus.plan import Orders, rehearse
    from pipeline.corpus.worker import Limits

    _check(paths, output)
    make, limits = engines.Standard(not no_ner, model, ocr), Limits(timeout, memory)
    orders = Orders(verify, force, only_failed, not no_store, keep_runs)
    decided = corrections or journal.beside(paths)
    try:
        found = (each for each in files.sources(paths, output) if Path(each.path).absolute() != decided.absolute())
        if dry_run:
            plan = rehearse(found, output, make.versions, limits=limits.mark, orders=orders, largest=largest * MEGABYTE)
            _say_plan(plan)
            return
        does = chosen(engine, scheduler, make=make, workers=workers, limits=limits, largest=largest * MEGABYTE)
        with Watcher(quiet, debug) as watch:
            summary = runs.run(
                does, found, output, versions=make.versions, orders=orders, corrections=decided, watch=watch
            )
    except files.NameClash as error:
        raise Stop(WRONG_USE, f"{error}; run them into different outputs") from error
    except ClusterError as error:
        raise Stop(WRONG_USE, str(error)) from error
    except files.Locked as error:
        raise Stop(WRONG_USE, f"{error}; wait for it to end, or name another folder with --output") from error
    if not quiet:
        _say_summary(summary, output)
    if summary.failed:
        raise Stop(
            FAILED, "" if not quiet else f"{summary.failed} documents failed, see {shown(output / 'failures.jsonl')}"
        )


def _check(paths: list[Path], output: Path) -> None:
    """See whether there is anything to do, and a place for it."""
    from pipeline.corpus import files

    for path in paths:
        if not path.exists():
            raise Stop(WRONG_USE, f"{shown(path)}: no such file or folder")
    if output.exists() and not output.is_dir():
        raise Stop(WRONG_USE, f"{shown(output)}: is not a folder; name another with --output")
    if next(files.sources(paths, output), None) is None:
        raise Stop(WRONG_USE, f"no files below {', '.join(map(shown, paths))}")


def _say_plan(plan: Iterator[Planned]) -> None:
    """A dry run: a line a source that something would be done with on standard output, and what it comes to."""
    counts: Counter[str] = Counter()
    for planned in plan:
        counts[planned.action] += 1
        if planned.action in ("keep", "leave"):
            continue
        how = f" ({'read' if planned.reads else 'from the store'})" if planned.action == "do" else ""
        was = f" from {printable(planned.was)}" if planned.was else ""
        typer.echo(f"{planned.action:6} {printable(planned.source)}{was}: {printable(' and '.join(planned.why))}{how}")
    words = {
        "do": "to do",
        "move": "moved",
        "copy": "to copy",
        "remove": "to remove",
        "keep": "unchanged",
        "leave": "left out",
    }
    told = ", ".join(
        f"{counts[action]} {word}" for action, word in words.items() if counts[action] or action in ("do", "keep")
    )
    typer.echo(f"{told}; nothing was written", err=True)


def _say_summary(summary: Summary, output: Path) -> None:
    """What a run came to, on standard error: counts and causes, tables with their rows, failures, and where it all lies."""
    total = summary.done + summary.unchanged + summary.moves
    ends = {"done": summary.done, "unchanged": summary.unchanged, "moved": summary.moves, "failed": summary.failed}
    told = ", ".join(f"{count} {end}" for end, count in ends.items() if count or end != "moved")
    typer.echo(f"{total + summary.failed} documents: {told}", err=True)
    for why, count in summary.why.items():
        typer.echo(f"  {printable(why)}: {count}", err=True)
    _say_places(summary, output)
    if summary.revised is not None:
        say_revised(summary.revised, output)
    for table, rows in summary.rows.items():
        place = output / "unclaimed.jsonl" if table == "unclaimed" else output / "tables" / f"{table}.jsonl"
        typer.echo(f"  {table:16}{rows:6}  {shown(place)}", err=True)
    typer.echo(f"  {'extracts':16}{total:6}  {shown(output / 'documents')}/", err=True)
    for row in summary.failures:
        typer.echo(
            f"failed {printable(row.source)}: {row.stage}: {printable(row.message or '')} [{row.code}]", err=True
        )


def _say_places(summary: Summary, output: Path) -> None:
    """Where documents came from, and where they went."""
    if summary.read or summary.stored:
        size = f"; store {_size(summary.shelved)} in {shown(output / 'stages')}/" if summary.shelved else ""
        typer.echo(f"  {summary.stored} from the store, {summary.read} read{size}", err=True)
    if summary.unshelved:
        typer.echo(f"  {summary.unshelved} could not be put into the store, and will be read again", err=True)
    if summary.copied:
        typer.echo(f"  {summary.copied} copied: the same bytes under another name", err=True)
    for was, name in summary.moved:
        typer.echo(f"  moved {printable(was)} -> {printable(name)}", err=True)
    for name in summary.lost:
        typer.echo(f"  removed {printable(name)}", err=True)
    for more, word in ((summary.moves - len(summary.moved), "moved"), (summary.removed - len(summary.lost), "removed")):
        if more > 0:
            typer.echo(f"  and {more} more {word}", err=True)
    if summary.left_out:
        typer.echo(f"  {summary.left_out} new ones left out (--only-failed)", err=True)


def say_revised(revised: Revised, output: Path) -> None:
    """What became of people's decisions, where there are any."""
    if revised.documents or revised.applied or revised.unplaced:
        told = f"{revised.applied} decisions applied, {revised.documents} documents changed by them"
        typer.echo(f"  {told}  {shown(revised.file)}", err=True)
    if revised.unplaced:
        typer.echo(f"  {revised.unplaced} decisions have no place  {shown(output / 'unplaced.jsonl')}", err=True)
    for line in revised.broken:
        typer.echo(
            f"{shown(revised.file)}: line {line.number} is no correction and was passed over: {printable(line.reason)}",
            err=True,
        )


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} KB"
