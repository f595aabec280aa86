"""The dask engine: a cluster of this process, and one of real processes, some of which are killed."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.corpus import dask, files
from pipeline.corpus.dask import AHEAD, Cluster, ClusterError
from pipeline.corpus.engines import Engine, EngineError, InProcess, Standard
from pipeline.corpus.one import Job, Result
from pipeline.corpus.run import Progress, Summary, run
from pipeline.corpus.worker import Limits
from pipeline.extract.names import ModelMissing
from tests.command import UPR, upr
from tests.corpus import made
from tests.corpus.makers import Broken, Obedient
from tests.corpus.test_engines import DEATHS, TIGHT, ends, jobs

ROOT = Path(__file__).parent.parent.parent
DASK = str(Path(sys.executable).with_name("dask"))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
HERE = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")


def children(pid: int) -> list[int]:
    """The processes that any thread of a process has started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def result_bytes(output: Path) -> dict[str, bytes]:
    """All that a run wrote but its history and the stage store, which a cluster elsewhere does not see."""
    return {name: data for name, data in made.result_bytes(output).items() if not name.startswith("stages/")}


def go(folder: Path, output: Path, engine: Engine, **watch: Callable[[Progress], None]) -> Summary:
    return run(engine, files.sources([folder], output), output, versions=made.VERSIONS, **watch)


# A cluster of this process


@pytest.mark.slow
def test_the_same_bytes_as_in_this_process() -> None:
    texts = [made.WORDS.format(number) for number in range(2, 12)]
    here = {result.name: result for result in InProcess(made.obedient())(jobs(*texts))}
    there = {result.name: result for result in Cluster(Obedient(), 2)(jobs(*texts))}
    assert there == here


@pytest.mark.slow
def test_limits_hold_on_the_workers() -> None:
    """One death of each name; that each deed has its name is the engine's matter, which does the documents here too."""
    deaths = {name: deed for deed, name in DEATHS.items()}
    texts = [word for deed in deaths.values() for word in (deed, made.WORDS.format(9))]
    found = ends(Cluster(Obedient(), 2, TIGHT)(jobs(*texts)))
    assert [found[f"{place}.txt"] for place in range(len(texts))] == [end for name in deaths for end in (name, "done")]


@pytest.mark.slow
def test_jobs_are_drawn_as_there_is_room() -> None:
    drawn = 0

    def endless() -> Iterator[Job]:
        nonlocal drawn
        for drawn in itertools.count(1):
            yield Job(f"{drawn}.txt", b"", made.WORDS.encode())

    results = Cluster(Obedient(), 2)(endless())
    for _ in itertools.islice(results, 20):
        pass
    assert drawn <= 20 + 2 * AHEAD
    results.close()


@pytest.mark.slow
def test_no_process_outlives_the_call() -> None:
    before = set(children(os.getpid()))
    results = Cluster(Obedient(), 2)(jobs("SLEEP 0", "SLEEP 100"))
    next(results)
    assert [pid for pid in children(os.getpid()) if pid not in before]
    results.close()
    assert made.gone([pid for pid in children(os.getpid()) if pid not in before])


@pytest.mark.slow
def test_what_no_worker_can_help_ends_the_run() -> None:
    words = "The OSCE/ODIHR EOM was led by Ilse Verhoeven and had twelve experts."
    with pytest.raises(ModelMissing, match="no_such_model"):
        list(Cluster(Standard(model="no_such_model"))(jobs(words)))


@pytest.mark.slow
def test_nothing_listens_beyond_this_machine() -> None:
    results = Cluster(Obedient())(jobs("SLEEP 0", "SLEEP 0"))
    next(results)
    sockets = {str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()}
    listening = [
        line.split()[1]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and f"socket:[{line.split()[9]}]" in sockets
    ]
    results.close()
    assert [address for address in listening if not address.startswith("0100007F:")] == []


def test_a_missing_distributed_names_the_extra(tmp_path: Path) -> None:
    made.folder(tmp_path / "in", a=made.WORDS)
    code = "import sys; sys.modules['distributed'] = None; from pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, "run", tmp_path / "in", "-o", tmp_path / "out", "--engine", "dask"]
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 2
    assert done.stderr == b"upr: distributed is not installed: pip install 'upr-pipeline[dask]'\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--engine", "spark"], b"--engine spark: choose one of local, dask"),
        (["--scheduler", "tcp://127.0.0.1:1"], b"--scheduler is for --engine dask"),
        (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "-w", "2"], b"--workers is for this machine"),
        (
            ["--engine", "dask", "--scheduler", "nonsense"],
            b"nonsense is no address of a scheduler; one looks like tcp://",
        ),
        (["--engine", "dask", "--scheduler", "http://a.example:1"], b"http://a.example:1 is no address of a scheduler"),
    ],
)
def test_wrong_use_is_two_and_one_line(tmp_path: Path, options: list[str], words: bytes) -> None:
    made.folder(tmp_path / "in", a=made.WORDS)
    done = upr("run", tmp_path / "in", "-o", tmp_path / "out", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_no_scheduler_at_the_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "PATIENCE", 1.0)
    with pytest.raises(ClusterError, match=r"no scheduler answers at tcp://127.0.0.1:1 .*dask scheduler"):
        list(Cluster(Obedient(), scheduler="tcp://127.0.0.1:1")(jobs("a")))


# A cluster of processes


class Machines:
    """A scheduler and workers as processes of their own, on this machine's own address."""

    def __init__(self, place: Path) -> None:
        self._file = place / "scheduler.json"
        command = [DASK, "scheduler", "--port", "0", "--scheduler-file", str(self._file), *HERE]
        self.scheduler = self._start(command)
        while not self._file.exists() or not self._file.read_bytes():
            assert self.scheduler.poll() is None
            time.sleep(0.02)
        self.address = json.loads(self._file.read_bytes())["address"]
        self.workers: list[subprocess.Popen[bytes]] = []

    def _start(self, command: list[str], environment: dict[str, str] = ENVIRONMENT) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def worker(self, *before: str, environment: dict[str, str] = ENVIRONMENT) -> subprocess.Popen[bytes]:
        command = [*before, DASK, "worker", self.address, "--no-nanny", "--nthreads", "1", *HERE]
        self.workers.append(self._start(command, environment))
        return self.workers[-1]

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    found = Machines(tmp_path)
    yield found
    found.end()


@pytest.mark.slow
def test_a_killed_worker_costs_nothing_and_the_bytes_are_those_of_a_local_run(
    tmp_path: Path, machines: Machines
) -> None:
    texts = {f"d{number:02}": (made.WORDS.format(number) + "\n\n") * 40 for number in range(60)} | {"empty": ""}
    folder = made.folder(tmp_path / "in", **texts)
    assert upr("run", folder, "-o", tmp_path / "local", "--no-ner", "--quiet", "--no-store").returncode == 1
    first, _ = machines.worker(), machines.worker()
    command = [UPR, "run", str(folder), "-o", str(tmp_path / "out"), "--no-ner", "--engine", "dask"]
    process = subprocess.Popen([*command, "--scheduler", machines.address], env=ENVIRONMENT, stderr=subprocess.PIPE)
    while len(list((tmp_path / "out").glob("documents/*.json"))) < 15:
        assert process.poll() is None
        time.sleep(0.005)
    theirs = children(first.pid)
    first.send_signal(signal.SIGKILL)
    first.wait()
    written = len(list((tmp_path / "out").glob("documents/*.json")))
    said = process.communicate(timeout=60)[1]
    assert written < 60, "the worker was to be killed while there was work"
    assert process.returncode == 1
    assert said.splitlines()[-1].startswith(b"failed empty.txt")
    assert b"60 done" in said
    assert made.result_bytes(tmp_path / "out") == made.result_bytes(tmp_path / "local")
    assert made.gone(theirs), "a worker takes its processes along"


@pytest.mark.slow
def test_a_scheduler_that_dies_ends_the_run_which_goes_on_later(tmp_path: Path, machines: Machines) -> None:
    texts = {f"d{number:02}": "SLEEP 0.1 " + made.WORDS.format(number) for number in range(30)}
    folder, output = made.folder(tmp_path / "in", **texts), tmp_path / "out"
    machines.worker()

    def die(progress: Progress) -> None:
        if machines.scheduler.poll() is None:
            machines.scheduler.kill()

    with pytest.raises(ClusterError, match="was lost; what was written stays, run again"):
        go(folder, output, Cluster(Obedient(), scheduler=machines.address), watch=die)
    assert 0 < len(list(output.glob("documents/*.json"))) < 30
    assert go(folder, output, InProcess(made.obedient())).unchanged > 0
    go(folder, tmp_path / "other", InProcess(made.obedient()))
    assert result_bytes(output) == result_bytes(tmp_path / "other")


@pytest.mark.slow
def test_a_cluster_whose_workers_go_is_said_and_those_that_come_are_used(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "PATIENCE", 3.0)
    monkeypatch.setattr(dask, "GLANCE", 0.2)
    engine = Cluster(Obedient(), scheduler=machines.address)
    with pytest.raises(ClusterError, match=r"no worker for 3 s; start one with dask worker"):
        list(engine(jobs("a")))
    monkeypatch.setattr(dask, "PATIENCE", 30.0)
    lone = machines.worker()
    results = engine(jobs(*["SLEEP 0.3"] * 8))
    next(results)
    lone.kill()
    machines.worker()
    assert [result.outcome for result in results] == ["done"] * 7


@pytest.mark.slow
def test_workers_without_upr_or_with_another_are_named(tmp_path: Path, machines: Machines) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "pipeline", other / "pipeline")
    with (other / "pipeline" / "flow.py").open("a") as flow:
        flow.write("# another\n")
    worker = machines.worker(environment={**os.environ, "PYTHONPATH": str(other)})
    engine = Cluster(Standard(), scheduler=machines.address)
    with pytest.raises(ClusterError, match=r"tcp://127.0.0.1:\d+ has another upr"):
        list(engine(jobs("a")))
    worker.kill()
    worker.wait()
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "sitecustomize.py").write_text("import sys; sys.modules['pipeline'] = None")
    machines.worker(environment={**os.environ, "PYTHONPATH": str(bare)})
    with pytest.raises(ClusterError, match=r"tcp://127.0.0.1:\d+ has no upr .*install it there"):
        list(engine(jobs("a")))


@pytest.mark.slow
def test_the_processes_of_a_run_are_gone_when_it_is_over(machines: Machines) -> None:
    worker = machines.worker()
    engine = Cluster(Obedient(), scheduler=machines.address)
    results = engine(jobs("SLEEP 0", "SLEEP 0"))
    next(results)
    theirs = children(worker.pid)
    assert theirs
    assert len(list(results)) == 1
    assert made.gone(theirs)
    results = engine(jobs("SLEEP 0", "SLEEP 30"))
    next(results)
    theirs = children(worker.pid)
    results.close()
    assert made.gone(theirs)
    assert [result.outcome for result in engine(jobs("SLEEP 0"))] == ["done"]


@pytest.mark.slow
def test_documents_that_a_worker_does_not_see_are_sent(tmp_path: Path, machines: Machines) -> None:
    """A worker in a mount namespace of its own, where another file system lies over the folder."""
    folder = made.folder(tmp_path / "in", a=made.WORDS.format(5), b=made.WORDS.format(7), c="RAISE")
    (folder / "none.txt").symlink_to("nowhere.txt")
    cover = f"mount -t tmpfs none {folder} && echo 'ODIHR held a forum in Oslo in May 2010.' > {folder}/a.txt"
    bare = ["unshare", "--mount", "sh", "-c"]
    if subprocess.run([*bare, cover], capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount")
    machines.worker(*bare, f'{cover} && exec "$0" "$@"')
    found = [files.Found(path.name, path) for path in sorted(folder.iterdir())]
    results = {
        kind: {result.name: result for result in engine(Job(each.name, os.fsencode(each.path)) for each in found)}
        for kind, engine in (
            ("there", Cluster(Obedient(), scheduler=machines.address)),
            ("here", InProcess(made.obedient())),
        )
    }
    assert without_trace(results["there"]) == without_trace(results["here"])
    assert [results["there"][f"{name}.txt"].code for name in "abc"] == [None, None, "bug"]


def without_trace(results: dict[str, Result]) -> dict[str, tuple[object, ...]]:
    return {
        name: (each.outcome, each.id, each.size, each.mtime, each.extract, each.code, each.message)
        for name, each in results.items()
    }


def test_an_engine_error_of_a_worker_is_the_run_s() -> None:
    with pytest.raises(EngineError, match="do not start: ImportError: no module named nothing"):
        list(Cluster(Broken())(jobs("a")))


def test_limits_are_marked_as_those_of_a_local_run() -> None:
    assert Cluster(limits=Limits(5, 600)).limits.mark == "+5s600MB"
