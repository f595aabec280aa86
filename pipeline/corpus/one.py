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

from pipeline.corpus import files, history, store
from pipeline.corpus.store import Shelf
from pipeline.errors import DocumentError, MemoryUp, TooLarge, Unreadable, WriteError
from pipeline.model.document import LoadedDocument, Source

if TYPE_CHECKING:
    from pipeline.flow import Pipeline
    from pipeline.model.document import SectionedDocument
    from pipeline.model.records import Extraction

MEGABYTE = 1 << 20
LARGEST = 256 * MEGABYTE
FRESH = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT) goes in steps of two seconds."""
OVER_MEMORY = "needed more memory than the limit allows"
ENCODER = msgspec.json.Encoder(order="deterministic")


class Job(msgspec.Struct, frozen=True, array_like=True):
    """A document to be done: the name it gets, and where it lies (as the system spells it) or what it holds.

    `known` are the ids of bytes for which a result is there already: if they are one of these, nothing is done. `id` is
    given where the bytes are sure to be those that had it before. With `shelf` the document is taken from the stage store
    where it is there, and put there where it is not. With `target`, where the extract belongs, its worker writes it there: a
    run's own process has less to do then. An engine whose workers do not see these folders sends jobs without.
    """

    name: str
    path: bytes
    data: bytes | None = None
    known: tuple[str, ...] = ()
    id: str | None = None
    shelf: Shelf | None = None
    target: bytes | None = None


class Result(msgspec.Struct, frozen=True, array_like=True):
    """What became of a job. `extract` and `unclaimed` are the bytes to be written; `records` is what the history keeps.

    `written` counts the bytes of the extract. Where the worker has put it at the job's target, `extract` itself is empty.
    Size and time are the source's own, -1 where its file was not opened. `origin` says where the loaded document came
    from: `read` from its source by a reader, or from the `store`; `unshelved` is the error of an entry that could not be
    written. A failure has its stage, its code and its message; a bug has its traceback too.
    """

    name: str
    outcome: Literal["done", "failed", "unchanged"]
    id: str | None = None
    size: int = -1
    mtime: int = -1
    extract: bytes = b""
    unclaimed: bytes = b""
    records: bytes = b""
    origin: Literal["read", "store"] | None = None
    unshelved: str = ""
    stage: str | None = None
    code: str | None = None
    message: str | None = None
    trace: str = ""
    written: int = 0


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
    """Put a document through the pipeline; whatever happens to it comes back as a value.

    Raises:
        ModelMissing: the model that the pipeline names persons with is not installed, which no document can help.
    """
    at = _Attempt(job, largest)
    try:
        return at.result(pipeline)
    except DocumentError as error:
        return failed(job.name, error, *at.source)
    except MemoryError:
        return failed(job.name, MemoryUp(OVER_MEMORY), *at.source)
    except Exception as error:  # the package's one: a bug costs its document alone
        from pipeline.extract.names import ModelMissing

        if isinstance(error, ModelMissing):
            raise
        return _bug(job.name, error, *at.source)


class _Attempt:
    """One go at a job, and what is known of its source when it ends."""

    def __init__(self, job: Job, largest: int) -> None:
        self._job = job
        self._largest = largest
        self.source: tuple[str | None, int, int] = (job.id, -1, -1)
        """The id of its bytes; size and time of its file."""
        self._unshelved = ""

    def result(self, pipeline: Pipeline) -> Result:
        """All of a document, from the store or from its source.

        Raises:
            DocumentError: it cannot be done.
        """
        job = self._job
        if job.id is not None:
            stored = self._stored(job.id, pipeline)
            if stored is not None:
                return self._done(pipeline, stored, "store")
        source = self._read()
        if source.id in job.known:
            return Result(job.name, "unchanged", *self.source)
        stored = self._stored(source.id, pipeline) if source.id != job.id else None
        if stored is not None:
            return self._done(pipeline, stored, "store")
        sectioned = pipeline.sectioned(source)
        self._shelve(sectioned)
        return self._done(pipeline, sectioned, "read")

    def _read(self) -> Source:
        job = self._job
        if job.data is None:
            found = read(job.name, job.path, self._largest)
            self.source = (found.source.id, found.size, found.mtime)
            return found.source
        if len(job.data) > self._largest:
            raise too_large(len(job.data), self._largest)
        source = Source(job.name, job.data)
        self.source = (source.id, -1, -1)
        return source

    def _stored(self, document: str, pipeline: Pipeline) -> SectionedDocument | None:
        """What the store has of a document, brought up to the code of today."""
        shelf = self._job.shelf
        found = store.find(shelf, document, self._job.name) if shelf is not None and shelf.given else None
        if isinstance(found, LoadedDocument):
            sectioned = pipeline.from_loaded(found)
            self._shelve(sectioned)
            return sectioned
        return found

    def _done(self, pipeline: Pipeline, document: SectionedDocument, origin: Literal["read", "store"]) -> Result:
        job = self._job
        assembly = pipeline.from_sectioned(document)
        rows = (ENCODER.encode({"source": job.name, **msgspec.to_builtins(row)}) for row in assembly.unclaimed)
        extract = encode(assembly.extraction)
        return Result(
            job.name,
            "done",
            *self.source,
            extract=self._left(extract),
            unclaimed=b"\n".join(rows),
            records=history.packed(assembly.extraction.records),
            origin=origin,
            unshelved=self._unshelved,
            written=len(extract),
        )

    def _left(self, extract: bytes) -> bytes:
        """What of an extract is still to be written: nothing, or all of it, where it has no target or that cannot be written.

        Then the run tries it again, and knows what to make of the error.
        """
        if self._job.target is None:
            return extract
        try:
            files.write(Path(os.fsdecode(self._job.target)), extract)
        except WriteError:
            return extract
        return b""

    def _shelve(self, document: SectionedDocument) -> None:
        """Put a document into the store. Where that cannot be, the source will be read again, and the result says why."""
        if self._job.shelf is None:
            return
        try:
            store.keep(self._job.shelf, document)
        except WriteError as error:
            self._unshelved = str(error)


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


def renamed(extract: bytes, unclaimed: bytes, name: str) -> tuple[bytes, bytes]:
    """What a document came to, as it would be under another name.

    Raises:
        msgspec.DecodeError: the extract is not as this version writes it.
    """
    from pipeline.model.records import Extraction

    old = msgspec.json.decode(extract, type=Extraction)
    new = msgspec.structs.replace(old, document=msgspec.structs.replace(old.document, source=name))
    rows = (msgspec.json.decode(line) for line in unclaimed.splitlines())
    return encode(new), b"\n".join(ENCODER.encode({**row, "source": name}) for row in rows)
