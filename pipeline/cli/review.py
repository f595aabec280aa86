"""`upr review`: the review desk, from its opening to Ctrl-C."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ends import FAILED, INTERRUPTED, WRONG_USE, Stop
from pipeline.cli.options import Corrections, Debug, Output, Quiet
from pipeline.cli.run import say_revised
from pipeline.cli.terminal import shown

if TYPE_CHECKING:
    from pipeline.corpus.revise import Revised

Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port on 127.0.0.1; 0: any free one.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Open no browser; print the address alone.")]
User = Annotated[
    str, typer.Option("--user", help="The name that decisions are signed with.", show_default="your login")
]


def review(
    output: Output = Path("output"),
    port: Port = 0,
    no_browser: NoBrowser = False,
    user: User = "",
    corrections: Corrections = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Open the review desk: the report's pages, where values are accepted, corrected, rejected and added.

    It is served on this machine alone, until Ctrl-C. Decisions go to corrections.jsonl beside the sources, and every later run
    applies them.

    Example: upr review -o output/ --user anna
    """
    from pipeline.corpus import engines, export, files, revise
    from pipeline.review.desk.serve import PortTaken, serve
    from pipeline.review.report import make

    name = (user or _login()).strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Stop(WRONG_USE, f"--user {name!r}: a name of 1 to {LONGEST_NAME} printable characters is wanted")
    try:
        if not (output / "manifest.sqlite").is_file():
            raise export.NoRun(f"no run in {shown(output)}")
        file = corrections or revise.journal_of(output)
        if file is None:
            raise export.NoRun(f"the run in {shown(output)} has no documents")
        _say(revise.revise(output, file), output, quiet)
        make.report(output, workers=engines.cores())
        serve(output, file, name, port, lambda address: _open(address, file, no_browser))
        _say(revise.revise(output, file), output, quiet)
    except export.NoRun as error:
        raise Stop(WRONG_USE, f"{error}; make one with upr run, or name its folder with --output") from error
    except export.Damaged as error:
        raise Stop(FAILED, str(error)) from error
    except files.Locked as error:
        raise Stop(WRONG_USE, f"{error}; wait for it to end, then open the desk; decisions are kept") from error
    except PortTaken as error:
        raise Stop(WRONG_USE, f"{error}; name another with --port, or leave it out for a free one") from error
    raise Stop(INTERRUPTED, "")


LONGEST_NAME = 80


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _say(revised: Revised | None, output: Path, quiet: bool) -> None:
    if revised is not None and not quiet:
        say_revised(revised, output)


def _open(address: str, file: Path, no_browser: bool) -> None:
    """Print where the desk is, and show it."""
    typer.echo(address)
    typer.echo(f"The desk is open; decisions go to {shown(file)}. Ctrl-C closes it.", err=True)
    if not no_browser:
        import webbrowser

        webbrowser.open(address)
