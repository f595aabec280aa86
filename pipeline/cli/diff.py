"""`upr diff`: what two runs found differently, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.options import Debug, Output
from pipeline.cli.terminal import put, shown

if TYPE_CHECKING:
    from pipeline.corpus.diff import Diff
    from pipeline.corpus.history import Run


def diff(
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RUN_A RUN_B]", help="Two runs, by their numbers, or by their folders; without, the last two."
        ),
    ] = None,
    output: Output = Path("output"),
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print it as Markdown.")] = False,
    fail_on_loss: Annotated[
        bool, typer.Option("--fail-on-loss", help="End with exit code 1 if a record or a value of one is lost.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Records to show of each cause; 0: all.")] = 20,
    listed: Annotated[bool, typer.Option("--runs", help="List the runs that can be compared.")] = False,
    debug: Debug = False,
) -> None:
    """Say which records two runs found differently: gained, lost, changed and moved, by cause.

    Records are told apart by what they say. Causes are the source, the rules of a stage, the model, the settings.

    Example: upr diff --fail-on-loss -o output/
    """
    if as_json and as_markdown:
        raise Stop(WRONG_USE, "--json and --markdown: choose one")
    if listed:
        put("".join(f"{_told(run)}\n" for run in _runs(output)).encode())
        return
    found = _diff(runs or [], output)
    if as_json:
        import msgspec

        put(msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=2) + b"\n")
    else:
        from pipeline.cli.diff_lines import lines, markdown

        put("".join(f"{line}\n" for line in (markdown if as_markdown else lines)(found, limit)).encode())
    if fail_on_loss and found.totals.losses:
        raise Stop(FAILED, f"{found.totals.lost} records and {found.totals.values_lost} values are lost")


def _diff(named: list[str], output: Path) -> Diff:
    from pipeline.corpus.diff import between_outputs, between_runs
    from pipeline.corpus.manifest import snapshot

    if len(named) == 2 and not any(name.isdecimal() for name in named):
        before, after = map(Path, named)
        for folder in (before, after):
            _runs(folder)
        with snapshot(before) as ours, snapshot(after) as theirs:
            return between_outputs(ours, theirs, (str(before), str(after)))
    if len(named) not in (0, 2) or not all(name.isdecimal() for name in named):
        raise Stop(
            WRONG_USE, f"{' '.join(named)}: name two runs by their numbers, two folders (./7 for one named 7), or none"
        )
    kept = [run.run for run in _runs(output)]
    if not named and len(kept) < 2:
        raise Stop(WRONG_USE, f"{shown(output)} has one run: there is nothing to compare it with")
    first, last = map(int, named) if named else kept[-2:]
    for run in (first, last):
        if run not in kept:
            raise Stop(WRONG_USE, f"run {run} is not in {shown(output)}; it has {kept[0]} to {kept[-1]}")
    if first > last:
        raise Stop(WRONG_USE, f"run {first} was made after run {last}: name the earlier one first")
    with snapshot(output) as manifest:
        return between_runs(manifest, first, last)


def _runs(output: Path) -> list[Run]:
    from pipeline.corpus import files
    from pipeline.corpus.manifest import snapshot

    try:
        files.ensure_free(output)
    except files.Locked as error:
        raise Stop(WRONG_USE, f"{error}; wait for it to end") from error
    with snapshot(output) as manifest:
        runs = manifest.runs()
    if not runs:
        raise Stop(WRONG_USE, f"no run of this version in {shown(output)}; make one with upr run, or name its folder")
    return runs


def _told(run: Run) -> str:
    if run.ended is None:
        return f"{run.run:4}  {run.started}  did not come to its end; run again to go on"
    return f"{run.run:4}  {run.started}  {run.done} done, {run.unchanged} unchanged, {run.failed} failed, {run.removed} removed"
