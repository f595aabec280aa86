"""`upr schema`, `upr doctor`: what upr writes, and what it has to work with."""

from __future__ import annotations

import typer

from pipeline.cli.ends import FAILED, Stop
from pipeline.cli.options import MODEL
from pipeline.cli.terminal import put


def schema() -> None:
    """Print the JSON Schema of an extract, made from the code's own models.

    Example: upr schema > extract.schema.json
    """
    import msgspec

    from pipeline.model.records import Extraction

    put(
        msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Extraction), order="deterministic"), indent=2)
        + b"\n"
    )


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
