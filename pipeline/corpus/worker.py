"""A worker process from within: make the pipeline, then do one job after the other until the parent hangs up.

It is started by `engines.Processes` and speaks first: `Ready`, then an `Answer` a job, or `Broken`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pipeline.corpus.one import MEGABYTE, OVER_MEMORY, Job, Result, do, failed
from pipeline.errors import MemoryUp

if TYPE_CHECKING:
    from pipeline.flow import Pipeline

A_YEAR = 365 * 86400.0
PAGE = os.sysconf("SC_PAGE_SIZE")


class Limits(NamedTuple):
    """What one document may cost: seconds, and megabytes of the process that does it, model included."""

    seconds: float = 60.0
    megabytes: int = 2048

    @property
    def mark(self) -> str:
        """What a failure at a limit depends on: `+60s2048MB`."""
        return f"+{self.seconds:g}s{self.megabytes}MB"


class Ready(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A worker's first word: it has made its pipeline."""


class Broken(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A worker's last word where no document is at fault."""

    missing_model: bool
    message: str


class Answer(msgspec.Struct, frozen=True, array_like=True, tag=True):
    """A job's result; `last` where the worker is to be replaced, because the job has left it too large."""

    result: Result
    last: bool


ENCODE = msgspec.msgpack.Encoder().encode
_DECODER: msgspec.msgpack.Decoder[Ready | Broken | Answer] = msgspec.msgpack.Decoder(Ready | Broken | Answer)


def heard(data: bytes) -> Ready | Broken | Answer:
    """What a worker says."""
    return _DECODER.decode(data)


def work(line: int, parent: int) -> None:
    """A worker's life: make the pipeline, then do one job after the other until the parent hangs up."""
    _follow(parent)
    link = Connection(line)
    make, limits, largest = pickle.loads(link.recv_bytes())  # noqa: S301 - from our own parent
    _bound(limits)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            pipeline = make()
        except Exception as error:  # noqa: BLE001 - no document is at fault: the parent is told, and says it
            link.send_bytes(ENCODE(Broken(False, f"{type(error).__name__}: {error}")))
            return
        link.send_bytes(ENCODE(Ready()))
        while True:
            job = msgspec.msgpack.decode(link.recv_bytes(), type=Job)
            link.send_bytes(_one(pipeline, job, limits, largest))


def _one(pipeline: Pipeline, job: Job, limits: Limits, largest: int) -> bytes:
    """One job. Should the parent be gone before it ends, the alarm ends this process."""
    from pipeline.extract.names import ModelMissing

    signal.setitimer(signal.ITIMER_REAL, min(limits.seconds, A_YEAR) + 5)
    try:
        result = do(pipeline, job, largest)
        large = memory(os.getpid()) > limits.megabytes * MEGABYTE / 2
        return ENCODE(Answer(result, large or result.code == MemoryUp.code))
    except ModelMissing as error:
        return ENCODE(Broken(True, str(error)))
    except MemoryError:
        return ENCODE(Answer(failed(job.name, MemoryUp(OVER_MEMORY)), True))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _follow(parent: int) -> None:
    """Leave Ctrl-C to the parent, and die with it; where the system offers no such bond, the line's end tells."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        sys.exit(1)


def _bound(limits: Limits) -> None:
    """Hold this process to its memory. By measurement RLIMIT_DATA (187 MB with the model loaded, 154 MB resident) and
    not RLIMIT_AS (325 MB, and more with each core): Python answers it with a MemoryError that costs one document."""
    import resource

    with contextlib.suppress(ValueError, OSError):  # a system that knows no such limit, or has a lower one
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = limits.megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def memory(pid: int) -> int:
    """The resident memory of a process in bytes; 0 where the system does not tell (only Linux does, by a file)."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123 - 20 times a second
            return int(file.read().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
