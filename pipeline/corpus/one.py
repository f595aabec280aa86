"""One document, whatever happens to it: a job in, a result out. This is what each worker does, one job after the other.

    Job -> Result

Both are plain values that go through a pipe or over a network; a result holds the extract as the bytes to be written.
"""

from __future__ import annotations

import os
import stat
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from pipeline.errors import DocumentError, MemoryUp, TooLarge, Unreadable
from pipeline.model.document import Source

if TYPE_CHECKING:
    from pipeline.flow import Pipeline
    from pipeline.model.records import Extraction

MEGABYTE = 1 << 20
LARGEST = 256 * MEGABYTE
FRESH = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT) goes in steps of two seconds."""
OVER_MEMORY = "needed more memory than the limit allows"
ENCODER = msgspec.json.Encoder(order="deterministic")


class Job(msgspec.Struct, frozen=True, array_like=True):
    """A document to be done: the name it gets, and where it lies (as the system spells it) or what it holds.

    `known` is the id of the bytes for which the result is there already: if they are the same, nothing is done.
    """

    name: str
    path: bytes
    data: bytes | None = None
    known: str | None = None


class Result(msgspec.Struct, frozen=True, array_like=True):
    """What became of a job. `extract` and `unclaimed` are the bytes to be written; size and time are the source's own.

    A failure has its stage, its code and its message; a bug has its traceback too.
    """

    name: str
    outcome: Literal["done", "failed", "unchanged"]
    id: str | None = None
    size: int = -1
    mtime: int = -1
    extract: bytes = b""
    unclaimed: bytes = b""
    stage: str | None = None
    code: str | None = None
    message: str | None = None
    trace: str = ""


class Read(msgspec.Struct, frozen=True):
    """A source, with its file's size and time of change (in nanoseconds) from before it was read.

    The time is -1 where the file was changed so shortly before that another change need not show in it.
    """

    source: Source
    size: int
    mtime: int


def read(name: str, path: str | bytes | Path, largest: int = LARGEST) -> Read:
    """A source's bytes, without waiting on what is no file.

    Raises:
        LoadError: the file is not there, may not be read, is no file, or is larger than `largest` bytes.
    """
    try:
        place = Path(os.fsdecode(path))
        state = place.stat()
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable(f"is {_kind(state.st_mode)}, not a regular file")
        with open(place, "rb", opener=_at_once) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise Unreadable(f"is {_kind(state.st_mode)}, not a regular file")
            if state.st_size > largest:
                raise too_large(state.st_size, largest)
            data = file.read(largest + 1)
    except FileNotFoundError as error:
        raise Unreadable("is not there") from error
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror or error}") from error
    if len(data) > largest:
        raise too_large(len(data), largest)
    fresh = time.time_ns() - state.st_mtime_ns < FRESH
    return Read(Source(name, data), state.st_size, -1 if fresh else state.st_mtime_ns)


def _at_once(path: str, flags: int) -> int:
    """Opens what may have become a pipe by now, without waiting for whoever is to write into it."""
    return os.open(path, flags | os.O_NONBLOCK)


def too_large(size: int, largest: int) -> TooLarge:
    return TooLarge(f"has {size / MEGABYTE:,.0f} MB, the limit is {largest / MEGABYTE:,.0f} MB")


def _kind(mode: int) -> str:
    kinds = {stat.S_IFDIR: "a folder that cannot be listed", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def do(pipeline: Pipeline, job: Job, largest: int = LARGEST) -> Result:
    """Read a document and put it through the pipeline; whatever happens to it comes back as a value.

    Raises:
        ModelMissing: the model that the pipeline names persons with is not installed, which no document can help.
    """
    known: str | None = None
    size = mtime = -1
    try:
        if job.data is not None:
            if len(job.data) > largest:
                raise too_large(len(job.data), largest)
            source = Source(job.name, job.data)
        else:
            found = read(job.name, job.path, largest)
            source, size, mtime = found.source, found.size, found.mtime
        known = source.id
        if known == job.known:
            return Result(job.name, "unchanged", known, size, mtime)
        assembly = pipeline(source)
        rows = (ENCODER.encode({"source": job.name, **msgspec.to_builtins(row)}) for row in assembly.unclaimed)
        return Result(job.name, "done", known, size, mtime, encode(assembly.extraction), b"\n".join(rows))
    except DocumentError as error:
        return failed(job.name, error, known, size, mtime)
    except MemoryError:
        return failed(job.name, MemoryUp(OVER_MEMORY), known, size, mtime)
    except Exception as error:  # the package's one: a bug costs its document alone
        from pipeline.extract.names import ModelMissing

        if isinstance(error, ModelMissing):
            raise
        return _bug(job.name, error, known, size, mtime)


def failed(name: str, error: DocumentError, known: str | None = None, size: int = -1, mtime: int = -1) -> Result:
    """A document's error as a value."""
    message = _spelled(f"{error}; {error.way_out}" if error.way_out else str(error))
    return Result(name, "failed", known, size, mtime, stage=error.stage, code=error.code, message=message)


def _bug(name: str, error: Exception, known: str | None, size: int, mtime: int) -> Result:
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    message = _spelled(f"{type(error).__name__}: {error} ({where}); please report it with the file")
    trace = _spelled("".join(traceback.format_exception(error)))
    return Result(name, "failed", known, size, mtime, stage="bug", code="bug", message=message, trace=trace)


def _spelled(words: str) -> str:
    """Words that UTF-8 can spell: half a surrogate pair, as a broken file can put it into a message, is named."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def encode(extraction: Extraction) -> bytes:
    """An extract as it is written: keys in order, two blanks a level, one line end at the end."""
    return msgspec.json.format(ENCODER.encode(extraction), indent=2) + b"\n"
