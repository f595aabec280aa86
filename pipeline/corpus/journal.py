"""`corrections.jsonl`: where it lies, reading it, and adding to it so that nothing of two desks is lost.

It stands beside the sources: in the folder that was run, in the folder of a file that was run alone, in the nearest folder
above all of several paths. A user may name another place.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pipeline.corpus.files import JOURNAL
from pipeline.corrections.book import Book
from pipeline.corrections.book import read as book_of
from pipeline.corrections.line import Correction, encode
from pipeline.errors import WriteError


def beside(paths: Iterable[Path]) -> Path:
    """Where the corrections of sources below `paths` lie."""
    folders = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    return Path(os.path.commonpath(folders)) / JOURNAL


def of_sources(places: Mapping[str, Path]) -> Path | None:
    """Where the corrections of sources lie, by the places of these; None where there are none."""
    roots = []
    for name, path in places.items():
        depth = name.count("/")
        roots.append(path.parents[depth] if depth < len(path.parents) else path.parent)
    return Path(os.path.commonpath(roots)) / JOURNAL if roots else None


def read(file: Path) -> Book:
    """The corrections of a file; none where there is no file.

    Raises:
        WriteError: it is there and cannot be read.
    """
    try:
        return book_of(file.read_bytes().split(b"\n"))
    except FileNotFoundError:
        return Book()
    except OSError as error:
        raise WriteError(f"cannot read {file}: {error.strerror or error}") from error


def append(file: Path, make: Callable[[Book], Correction]) -> Correction:
    """Add the line that `make` makes of all lines that are there, and have it on the disk.

    Nobody else adds one in between, so `make` may refuse where another desk was first. A line that a crash has cut off is
    closed, so that it costs itself alone.

    Raises:
        WriteError: the file cannot be written; then nothing was added.
    """
    try:
        is_new = not file.exists()
        with file.open("a+b", buffering=0) as opened:
            with contextlib.suppress(OSError):  # a network file system without locks: a short line is written at once
                fcntl.flock(opened, fcntl.LOCK_EX)
            opened.seek(0)
            data = opened.read()
            correction = make(book_of(data.split(b"\n")))
            line = encode(correction)
            _write(opened.fileno(), line if data[-1:] in (b"", b"\n") else b"\n" + line)
            os.fsync(opened.fileno())
        if is_new:
            _settle(file.parent)
    except OSError as error:
        raise WriteError(f"cannot write {file}: {error.strerror or error}") from error
    return correction


def _write(opened: int, data: bytes) -> None:
    while data:
        data = data[os.write(opened, data) :]


def _settle(folder: Path) -> None:
    """Have a folder's new entry on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
