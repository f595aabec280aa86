"""The command line: arguments in, calls, an exit code out. Data goes to standard output, words to standard error."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from pipeline.cli.about import doctor, schema
from pipeline.cli.diff import diff
from pipeline.cli.document import explain, extract, text
from pipeline.cli.ends import INTERRUPTED, Stop, last_words
from pipeline.cli.eval import eval_
from pipeline.cli.export import export
from pipeline.cli.report import report
from pipeline.cli.review import review
from pipeline.cli.run import run
from pipeline.cli.terminal import printable

COMMANDS = (run, extract, text, explain, diff, export, report, review, eval_, schema, doctor)
"""In the order of `upr --help`."""

app = typer.Typer(
    name="upr",
    help="Turn Universal Periodic Review documents into facts that can be checked, each grounded in its page.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


for command in COMMANDS:
    app.command(command.__name__.rstrip("_"))(command)


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
        _die(*last_words(error))


def _die(code: int, message: str) -> None:
    if message:
        typer.echo(f"upr: {printable(message)}", err=True)
    sys.exit(code)
