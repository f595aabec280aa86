"""`upr eval`: how much of what a careful reader finds the pipeline finds too, and what it finds besides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.options import MODEL, Debug, Model, NoNer, Quiet
from pipeline.cli.terminal import printable, put, shown

if TYPE_CHECKING:
    from pipeline.evaluate.extracts import Extracts
    from pipeline.evaluate.gold import GoldDocument
    from pipeline.evaluate.score import DocumentScore

PARTS = ("genre", "folder", "document", "rule")


def eval_(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Gold files, folders of them, or one corrections.jsonl.")
    ],
    extracts: Annotated[
        Path | None, typer.Option("--extracts", help="Judge the extracts of this run's folder; do no document anew.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Figures for each genre, folder, document or rule too.")
    ] = None,
    worst: Annotated[int, typer.Option("--worst", min=0, help="Name so many documents with the most errors.")] = 0,
    errors: Annotated[bool, typer.Option("--errors", help="List each error with its passage.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    floors: Annotated[
        Path | None, typer.Option("--floors", help="End with 1 if a figure is below its floor in this file.")
    ] = None,
    write_floors: Annotated[
        bool, typer.Option("--write-floors", help="Raise the floors to a little below today's figures.")
    ] = False,
    allow_lower: Annotated[
        str | None,
        typer.Option("--allow-lower", metavar="REASON", help="Lower floors too; the changelog must give the reason."),
    ] = None,
    no_ner: NoNer = False,
    model: Model = MODEL,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Hold records against gold files: precision, recall and F1 for each field, and every error with its cause.

    Example: upr eval fixtures/gold/develop --by genre --errors
    """
    if by not in (None, *PARTS):
        raise Stop(WRONG_USE, f"--by {by}: choose one of {', '.join(PARTS)}")
    if (write_floors and floors is None) or (allow_lower is not None and not write_floors):
        raise Stop(WRONG_USE, "--write-floors goes with --floors FILE, and --allow-lower with --write-floors")
    documents, scores = _scores(gold, extracts, no_ner, model)
    if not quiet:
        _print(scores, by, worst, errors, json)
    for score in scores:
        if score.failure:
            typer.echo(f"upr: {printable(f'{score.name}: {score.failure}')}", err=True)
    if floors is not None:
        _hold(documents, scores, floors, write_floors, allow_lower)
    if any(score.failure for score in scores):
        raise Stop(FAILED, "")


def _scores(
    paths: list[Path], run: Path | None, no_ner: bool, model: str
) -> tuple[list[GoldDocument], list[DocumentScore]]:
    from pipeline.evaluate import decided, gold
    from pipeline.evaluate.extracts import NoExtract
    from pipeline.evaluate.score import charged, score

    try:
        if [path.suffix for path in paths] == [decided.SUFFIX]:
            documents, extract = decided.read(paths[0], run or Path("output"))
        else:
            documents, extract = gold.read(paths), _extracts(run, no_ner, model)
        fields = charged(documents)
        return documents, [score(document, extract(document), fields) for document in documents]
    except (gold.BadGold, NoExtract) as error:
        raise Stop(WRONG_USE, str(error)) from error


def _extracts(run: Path | None, no_ner: bool, model: str) -> Extracts:
    from pipeline.evaluate.extracts import from_pipeline, from_run
    from pipeline.flow import pipeline

    return from_run(run) if run is not None else from_pipeline(pipeline(ner=not no_ner, model=model))


def _print(scores: list[DocumentScore], by: str | None, worst: int, errors: bool, json: bool) -> None:
    import msgspec

    from pipeline.evaluate import figures, table

    report = figures.report(scores)
    keys = {"genre": lambda each: each.genre, "folder": lambda each: each.folder, "document": lambda each: each.name}
    parts = {f"by {by}": figures.parts(scores, keys[by])} if by in keys else {}
    if worst:
        parts["worst"] = figures.worst(scores, worst)
    rules = figures.rules(scores) if by == "rule" else []
    faults = figures.faults(scores) if errors else []
    if json:
        more: dict[str, object] = {name.replace(" ", "_"): rows for name, rows in parts.items()}
        more |= ({"by_rule": rules} if by == "rule" else {}) | ({"errors": faults} if errors else {})
        whole = msgspec.json.encode({**msgspec.to_builtins(report), **msgspec.to_builtins(more)}, order="deterministic")
        put(msgspec.json.format(whole, indent=2) + b"\n")
        return
    lines = [*table.lines(report)]
    for title, rows in parts.items():
        lines += table.part_lines(title, rows)
    lines += [*(table.rule_lines(rules) if by == "rule" else ()), *table.fault_lines(faults)]
    put("".join(f"{printable(line)}\n" for line in lines).encode())


def _hold(
    documents: list[GoldDocument], scores: list[DocumentScore], path: Path, write: bool, reason: str | None
) -> None:
    """Hold each folder of gold against its floors, or write them anew."""
    from pipeline.evaluate import figures, floors

    try:
        known = floors.read(path)
    except floors.BadFloors as error:
        raise Stop(WRONG_USE, str(error)) from error
    fallen: list[str] = []
    for folder in sorted({document.folder for document in documents}):
        report = figures.report([score for score in scores if score.folder == folder])
        digest = floors.digest([document for document in documents if document.folder == folder])
        if write:
            known, lowered = floors.renewed(known, folder, report, digest, reason)
            for each in lowered:
                typer.echo(f"lowered: {each}", err=True)
        elif folder not in known.least:
            raise Stop(WRONG_USE, f"{shown(path)} has no floors for {folder}; set them with --write-floors")
        down = floors.fallen(known, folder, report)
        if down and known.gold.get(folder) not in ("", digest):
            typer.echo(f"{folder}: its gold is not the one that the floors were measured on", err=True)
        fallen += down
    if write:
        floors.write(path, known)
        if reason is not None:
            typer.echo(f"add to CHANGELOG.md: - Lower quality floors: {reason}", err=True)
    if fallen:
        raise Stop(FAILED, "; ".join(fallen))
