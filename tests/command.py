"""The command line for tests: `upr` in this process, and `program` as users start it.

A new interpreter takes most of a second until it has done a short text; `upr run` starts three, and each that reads names
takes another second for the model. So a test of what a command says, writes and ends with calls `upr`: the same `main`, with an engine
that does documents here. A test of what only a process has (its start, its imports, signals, limits, the room on its disk)
calls `program`, which is the installed script. So do the examples of the README, with every command.
"""

from __future__ import annotations

import contextlib
import functools
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline import flow
from pipeline.cli import main
from pipeline.corpus import engines

UPR = str(Path(sys.executable).with_name("upr"))
Ended = subprocess.CompletedProcess[bytes]


def program(*arguments: str | Path, **options: Any) -> Ended:
    """`upr` as a process of its own."""
    return subprocess.run([UPR, *map(str, arguments)], capture_output=True, timeout=60, check=False, **options)


def upr(*arguments: str | Path, data: bytes = b"", cwd: Path | None = None) -> Ended:
    """`upr` in this process, with `data` as its standard input."""
    words = ["upr", *map(str, arguments)]
    given, out, err = (io.TextIOWrapper(io.BytesIO(held), "utf-8") for held in (data, b"", b""))
    streams = patch.multiple(sys, argv=words, stdin=given, stdout=out, stderr=err)
    with here(), streams, contextlib.chdir(cwd or Path.cwd()):
        code = _code()
    return subprocess.CompletedProcess(words, code, *map(_written, (out, err)))


@contextlib.contextmanager
def here() -> Iterator[None]:
    """Runs and reports without an engine of their own are done in this process, which loads a model once."""
    with patch.multiple(engines, Processes=_here, cores=lambda: 1), patch.object(flow, "load_model", _load_model):
        yield


def _here(make: engines.Standard, workers: int, limits: engines.Limits, largest: int = engines.LARGEST) -> object:
    return engines.InProcess(make(), largest, limits)


_load_model = functools.cache(flow.load_model)


def _code() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()
