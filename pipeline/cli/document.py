"""`upr extract`, `upr text`, `upr explain`: one document, what its records say, what a stage made of it, and why."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ends import FAILED, WRONG_USE, Stop
from pipeline.cli.options import MODEL, Debug, Memory, Model, NoNer, Ocr, Timeout
from pipeline.cli.terminal import printable, put

if TYPE_CHECKING:
    from pipeline.corpus.engines import Engine
    from pipeline.corpus.one import Result
    from pipeline.flow import Pipeline, Traced
    from pipeline.model.document import Source

STAGES = ("loaded", "repaired", "sections")


def extract(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; - is standard input.")],
    unclaimed: Annotated[
        bool, typer.Option("--unclaimed", help="Print what no record claimed instead, a line each.")
    ] = False,
    timeout: Timeout = 60,
    memory: Memory = 2048,
    no_ner: NoNer = False,
    model: Model = MODEL,
    ocr: Ocr = False,
    debug: Debug = False,
) -> None:
    """Do one document and print its extract as JSON.

    Example: upr extract submission.txt | jq .records.opinions
    """
    from pipeline.corpus.engines import Processes, Standard
    from pipeline.corpus.worker import Limits

    engine = Processes(Standard(not no_ner, model, ocr), 1, Limits(timeout, memory))
    result = _result(file, engine, debug)
    if not unclaimed:
        put(result.extract)
    elif result.unclaimed:
        put(result.unclaimed + b"\n")


def text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; - is standard input.")],
    stage: Annotated[
        str, typer.Option("--stage", "-s", help="Which stage's result: loaded, repaired or sections.")
    ] = "repaired",
    ocr: Ocr = False,
    debug: Debug = False,
) -> None:
    """Print what a stage made of a document.

    Example: upr text submission.txt --stage sections
    """
    if stage not in STAGES:
        raise Stop(WRONG_USE, f"--stage {stage}: choose one of {', '.join(STAGES)}")
    from pipeline.flow import Pipeline

    pipeline = Pipeline(ocr=ocr)
    source = _source(file)
    with _document(file):
        if stage == "loaded":
            shown = pipeline.loaded(source).text
        elif stage == "repaired":
            shown = pipeline.repaired(source).text + "\n"
        else:
            shown = _outline(pipeline, source)
    put(shown.encode())


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document; - is standard input.")],
    record: Annotated[
        str, typer.Argument(metavar="RECORD_ID", help="The record's id, or the start of it.", show_default=False)
    ] = "",
    no_ner: NoNer = False,
    model: Model = MODEL,
    ocr: Ocr = False,
    debug: Debug = False,
) -> None:
    """Say why a record says what it says: for each value its rule, its passage, its place, and what else stood there.

    Without a record: what was proposed in the whole document, by which rule or model, and what was kept or dropped and why.

    Example: upr explain submission.txt mi-3c1f
    """
    from pipeline.corpus.explain import UnknownRecord, overview
    from pipeline.corpus.explain import explain as explained

    traced = _traced(file, no_ner, model, ocr)
    try:
        lines = explained(traced, record) if record else overview(traced, None if no_ner else model)
    except UnknownRecord as error:
        raise Stop(WRONG_USE, str(error)) from error
    put("".join(f"{printable(line)}\n" for line in lines).encode())


def _pipeline(no_ner: bool, model: str, ocr: bool) -> Pipeline:
    from pipeline.flow import pipeline

    return pipeline(ner=not no_ner, model=model, ocr=ocr)


def _result(file: str, engine: Engine, debug: bool) -> Result:
    from pipeline.corpus.one import Job

    data = sys.stdin.buffer.read() if file == "-" else None
    [result] = engine([Job(_name(file), os.fsencode(file), data)])
    if result.outcome == "failed":
        trace = f"\n{result.trace}" if debug else ""
        raise Stop(FAILED, f"{file}: {result.stage}: {result.message} [{result.code}]{trace}")
    return result


def _source(file: str) -> Source:
    from pipeline.corpus.one import read
    from pipeline.model.document import Source

    name = _name(file)
    if file == "-":
        return Source("-", sys.stdin.buffer.read())
    with _document(file):
        return read(name, file).source


def _name(file: str) -> str:
    if file != "-" and Path(file).is_dir():
        raise Stop(WRONG_USE, f"{printable(file)}: is a folder; upr run does folders")
    return os.fsencode(Path(file).name).decode("utf-8", "backslashreplace")


def _traced(file: str, no_ner: bool, model: str, ocr: bool) -> Traced:
    source = _source(file)
    with _document(file):
        return _pipeline(no_ner, model, ocr).traced(source)


class _document:  # noqa: N801 - used as a function
    """Names the file in whatever goes wrong with it."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        from pipeline.errors import DocumentError

        if isinstance(error, DocumentError):
            way_out = f"; {error.way_out}" if error.way_out else ""
            raise Stop(FAILED, f"{self._file}: {error.stage}: {error} [{error.code}]{way_out}") from error


def _outline(pipeline: Pipeline, source: Source) -> str:
    sectioned = pipeline.sectioned(source)
    identity = sectioned.identity
    lines = [f"{identity.kind}, {identity.country or 'country unknown'}: {identity.title or 'no title'}"]
    for section in sectioned.sections:
        number = f"{section.number} " if section.number else ""
        paragraphs = sum(paragraph.section == section.id for paragraph in sectioned.paragraphs)
        state = "empty" if section.empty else f"{paragraphs} paragraphs"
        lines.append(f"{'  ' * section.level}{section.id} {number}{section.title} [{state}]")
    return "\n".join(map(printable, lines)) + "\n"
