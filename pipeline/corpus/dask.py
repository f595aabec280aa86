"""The engine for many machines: jobs go to the workers of a dask cluster, results come back and are written here.

    Iterable[Job] -> Generator[Result]

Each thread of a dask worker has a process of its own for documents, watched as on one machine (`engines.Pool`): a document
that loops or crashes its process ends as a named failure, and dask's worker lives on. Where a worker itself dies, dask
gives what it had to another. A few jobs for each thread are in flight, so that a million paths wait on disk and not here.

A document is read by the worker where it finds, at the same path, a file of the same size and time; that is a shared file
system. Where it does not, the document's bytes are sent. Only what runs is checked: a worker must have the same code and
model as this process. What goes over the network is dask's own form, which trusts whoever speaks it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import re
import threading
import uuid
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from pipeline.corpus.engines import USUAL, EngineError, Pool, Processes, Standard
from pipeline.corpus.one import LARGEST, Job, Result, failed, read
from pipeline.corpus.versions import Versions
from pipeline.corpus.worker import Limits
from pipeline.errors import LoadError, TooLarge, Unreadable, WorkerDied

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 3
"""Jobs in flight for each thread of the cluster: one at work and two that wait beside it."""
SENT = LARGEST
"""Bytes of documents that are on their way to workers at a time; one document may be more."""
PATIENCE = 30.0
"""Seconds that a scheduler may take to answer, and a cluster to have a worker."""
GLANCE = 1.0
"""Seconds between two looks at the cluster's workers while no result comes."""
ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?[^\s/]+:\d{1,5}")
UNSEEN = frozenset({Unreadable.code, TooLarge.code})
"""What a worker says of a path where it sees nothing, or another file."""


class ClusterError(EngineError):
    """There is no cluster to work with; the message names what is missing and how to add it."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Jobs on a dask cluster: the one whose scheduler is at an address, or one of this process with so many `workers`.

    Raises:
        ClusterError: distributed is not installed, nothing answers at the address, or its workers cannot do documents.
        ModelMissing: the pipeline's model is not installed on a worker.
    """

    make: Standard = field(default_factory=Standard)
    workers: int = 1
    limits: Limits = USUAL
    largest: int = LARGEST
    scheduler: str | None = None

    def __call__(self, jobs: Iterable[Job]) -> Generator[Result]:
        with _connected(self) as client:
            yield from _Flight(self, client).results(iter(jobs))


# On the workers


class _Held(NamedTuple):
    """A thread's processes, and the run that they are for."""

    run: str
    pool: Pool


_POOLS: dict[int, _Held] = {}
_ENDED: set[str] = set()


def _do(run: str, engine: Processes, job: bytes) -> bytes:
    """One job, in the process that this thread keeps for the run."""
    thread = threading.get_ident()
    held = _POOLS.get(thread)
    if held is None or held.run != run:
        if held is not None:  # of a client that went without a word; this thread is ours, so nothing is at work there
            held.pool.end()
        held = _POOLS[thread] = _Held(run, Pool(engine))
    [result] = held.pool.results(iter([msgspec.msgpack.decode(job, type=Job)]))
    if run in _ENDED:
        _POOLS.pop(thread, None)  # `_end` may have been here between
        held.pool.end()
    return msgspec.msgpack.encode(result)


def _end(run: str) -> None:
    """Let go of a run's processes."""
    _ENDED.add(run)
    for thread, held in list(_POOLS.items()):
        if held.run == run:
            held.pool.end()
            _POOLS.pop(thread, None)


def _versions(make: Standard) -> Versions:
    """What this installation's results depend on."""
    return make.versions


# Here


@contextlib.contextmanager
def _connected(engine: Cluster) -> Iterator[Client]:
    """A client of the engine's cluster.

    Raises:
        ClusterError: there is none.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterError(f"{error.name} is not installed: pip install 'upr-pipeline[dask]'") from error
    with contextlib.ExitStack() as stack:
        stack.enter_context(_hushed())
        address: Any = engine.scheduler
        if address is not None and not ADDRESS.fullmatch(address):
            raise ClusterError(f"{address} is no address of a scheduler; one looks like tcp://10.0.0.1:8786")
        if address is None:
            address = stack.enter_context(
                LocalCluster(
                    n_workers=1,
                    threads_per_worker=engine.workers,
                    processes=False,  # documents have processes of their own
                    memory_limit=0,
                    dashboard_address="127.0.0.1:0",
                    worker_dashboard_address="127.0.0.1:0",
                )
            )
        try:
            client = stack.enter_context(Client(address, timeout=PATIENCE, set_as_default=False))
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"no scheduler answers at {engine.scheduler} ({error}); start one with dask scheduler"
            ) from error
        yield client


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """Keep distributed's logs off standard error: what goes wrong is an error here, and is said once."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]
    levels = {logger: logger.level for logger in map(logging.getLogger, names)}
    for logger in levels:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)


class _Flight:
    """The jobs of one call that are on the cluster, by their futures' keys."""

    def __init__(self, engine: Cluster, client: Client) -> None:
        self._engine = engine
        self._client = client
        self._run = uuid.uuid4().hex
        self._processes = Processes(engine.make, 1, engine.limits, engine.largest)
        self._open: dict[str, _Open] = {}
        self._unseen: deque[Job] = deque()
        """Jobs whose documents are to be sent."""
        self._known: deque[Result] = deque()
        """Results that no worker is needed for."""
        self._ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._checked: set[str] = set()
        self._threads = 0

    def results(self, jobs: Iterator[Job]) -> Generator[Result]:
        try:
            self._look()
            while self._fill(jobs):
                while self._known:
                    yield self._known.popleft()
                try:
                    key = self._ended.get(timeout=GLANCE)
                except queue.Empty:
                    self._look()
                    continue
                result = self._taken(self._open.pop(key))
                if result is not None:
                    self._fill(jobs)
                    yield result
        finally:
            self._leave()

    def _fill(self, jobs: Iterator[Job]) -> bool:
        """Give the cluster something to do while there are jobs; whether anything is under way."""
        while self._unseen and self._has_room(self._unseen[0]):
            self._send(self._unseen.popleft())
        while len(self._open) < AHEAD * self._threads and not self._unseen:
            job = next(jobs, None)
            if job is None:
                break
            self._submit(self._addressed(job))
        return bool(self._open or self._unseen or self._known)

    def _addressed(self, job: Job) -> Job:
        """A job as other machines can do it: with its whole path, and without folders of the run that they need not see."""
        path = os.path.abspath(job.path)  # noqa: PTH100 - bytes
        shelf = None if self._engine.scheduler else job.shelf
        return msgspec.structs.replace(job, path=path, shelf=shelf, target=None)

    def _has_room(self, job: Job) -> bool:
        """Whether a document can be sent now: it alone, or with others if they are not too large together."""
        under_way = sum(open_.size for open_ in self._open.values() if open_.job.data is not None)
        return under_way == 0 or under_way + _size(job) <= SENT

    def _send(self, job: Job) -> None:
        try:
            found = read(job.name, job.path, self._engine.largest)
        except LoadError as error:
            self._known.append(failed(job.name, error))
            return
        self._submit(msgspec.structs.replace(job, data=found.source.data), found.size, found.mtime)

    def _submit(self, job: Job, size: int = -1, mtime: int = -1) -> None:
        key = f"upr-{self._run}-{uuid.uuid4().hex}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large arguments: bytes of a document go where a path would not do
            data = msgspec.msgpack.encode(job)
            future = self._client.submit(_do, self._run, self._processes, data, key=key, pure=False)
        self._open[key] = _Open(future, job, size, mtime)
        future.add_done_callback(lambda ended: self._ended.put(ended.key))

    def _taken(self, ended: _Open) -> Result | None:
        """What a job came to; None where its document is to be sent.

        Raises:
            ClusterError: the cluster is gone, or cannot do documents.
            ModelMissing: a worker has no model.
        """
        result = self._result(ended)
        if ended.job.data is None and _is_elsewhere(ended.job, result):
            self._unseen.append(ended.job)
            return None
        if ended.size >= 0 and result.id is not None:
            return msgspec.structs.replace(result, size=ended.size, mtime=ended.mtime)
        return result

    def _result(self, ended: _Open) -> Result:
        from distributed import KilledWorker

        lost = f"the connection to {self._where} was lost; what was written stays, run again to go on"
        if ended.future.status not in ("finished", "error"):
            raise ClusterError(lost)
        try:
            error = ended.future.exception() if ended.future.status == "error" else None
            if error is None:
                return msgspec.msgpack.decode(ended.future.result(), type=Result)
        except (OSError, CancelledError) as broken:
            raise ClusterError(lost) from broken
        if isinstance(error, KilledWorker):
            return failed(
                ended.job.name, WorkerDied("the workers of the cluster that had it ended, one after the other")
            )
        from pipeline.extract.names import ModelMissing

        if isinstance(error, ModelMissing | EngineError):
            raise error
        raise ClusterError(f"a worker cannot do documents ({type(error).__name__}: {error})") from error

    def _look(self) -> None:
        """See which workers the cluster has, and that those which are new can do documents.

        Raises:
            ClusterError: it has none, or one that cannot.
        """
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
            new = [address for address in workers if address not in self._checked]
            versions = self._client.run(_versions, self._engine.make, workers=new, on_error="return") if new else {}
        except (OSError, CancelledError) as error:
            raise ClusterError(
                f"{self._where} has had no worker for {PATIENCE:g} s; start one with dask worker"
            ) from error
        for address, version in versions.items():
            if isinstance(version, OSError):  # gone since
                continue
            if isinstance(version, Exception):
                raise ClusterError(f"the worker at {address} has no upr ({version}); install it there")
            if version != self._engine.make.versions:
                raise ClusterError(f"the worker at {address} has another upr, or another model; install the same there")
        self._checked = set(workers)
        self._threads = sum(worker["nthreads"] for worker in workers.values())

    @property
    def _where(self) -> str:
        return f"the cluster at {self._engine.scheduler}" if self._engine.scheduler else "the cluster of this process"

    def _leave(self) -> None:
        """Take back what is not done, and let go of the processes; a cluster that is gone has none."""
        if self._client.status != "running":
            return
        with contextlib.suppress(OSError, CancelledError, RuntimeError):
            self._client.cancel([ended.future for ended in self._open.values()], force=True)
            self._client.run(_end, self._run, on_error="return")


class _Open(NamedTuple):
    """A job on the cluster; if its document was sent, with its file's size and time."""

    future: Future[bytes]
    job: Job
    size: int
    mtime: int


def _is_elsewhere(job: Job, result: Result) -> bool:
    """Whether the worker saw another file at the path than there is here, or none."""
    try:
        here = Path(os.fsdecode(job.path)).stat()
    except OSError:
        return False
    if result.size < 0:
        return result.code in UNSEEN
    return result.size != here.st_size or result.mtime not in (-1, here.st_mtime_ns)


def _size(job: Job) -> int:
    try:
        return Path(os.fsdecode(job.path)).stat().st_size
    except OSError:
        return 0
