"""Runs over folders: what is done again and what is not, ends of every kind, and going on after them."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from pipeline.corpus import files
from pipeline.corpus.diff import between_runs
from pipeline.corpus.engines import UNLIMITED, InProcess, Processes
from pipeline.corpus.manifest import snapshot
from pipeline.corpus.one import Job, Result
from pipeline.corpus.run import Orders, Progress, Summary, run
from pipeline.corpus.versions import Versions
from pipeline.corpus.worker import Limits
from pipeline.errors import WriteError
from tests.command import UPR, Ended, upr
from tests.corpus import made

HERE = InProcess(made.obedient())


def go(
    folder: Path,
    output: Path,
    engine: InProcess | Processes = HERE,
    versions: Versions = made.VERSIONS,
    **orders: bool | int,
) -> Summary:
    found = files.sources([folder], output)
    return run(engine, found, output, versions=versions, orders=Orders(**orders))


def counts(summary: Summary) -> tuple[int, int, int]:
    return summary.done, summary.unchanged, summary.failed


def command(*arguments: str | Path, workers: int = 1, **options: object) -> subprocess.Popen[bytes]:
    """`upr run`, with one worker where it is not about workers: each takes most of a second to start."""
    words = [UPR, "run", *map(str, arguments), "--no-ner", "--workers", str(workers)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def finished(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    said = process.communicate(timeout=60)[1]
    return process.returncode, said


def undisturbed(folder: Path, output: Path) -> Ended:
    """The same run to its end, in this process: of the ends, it is the others that a process is needed for."""
    return upr("run", folder, "-o", output, "--no-ner")


# What is done again


def test_what_has_not_changed_is_not_read(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS, b=made.WORDS, c=""), tmp_path / "out"
    assert counts(go(folder, output)) == (2, 0, 1)
    before = made.result_bytes(output)
    tables = (output / "tables" / "events.jsonl").stat().st_ino
    made.write(folder / "a.txt", made.WORDS.upper().encode())  # as long as it was, and as old
    assert counts(go(folder, output)) == (0, 2, 1)
    assert made.result_bytes(output) == before
    assert (output / "tables" / "events.jsonl").stat().st_ino == tables
    assert counts(go(folder, output, verify=True)) == (1, 1, 1)
    assert made.result_bytes(output) != before


def test_a_file_that_is_only_newer_is_read_and_not_done(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a="RAISE", b=made.WORDS), tmp_path / "out"
    go(folder, output)
    for name in ("a.txt", "b.txt"):
        os.utime(folder / name, (made.LONG_AGO + 1, made.LONG_AGO + 1))
    made.DEEDS["RAISE"], raises = made.DEEDS["LOOP"], made.DEEDS["RAISE"]
    try:
        assert counts(go(folder, output)) == (0, 1, 1)
        assert counts(go(folder, output)) == (0, 1, 1)
    finally:
        made.DEEDS["RAISE"] = raises


def test_a_file_changed_just_now_is_looked_at_again(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out"
    now = time.time_ns()
    os.utime(folder / "a.txt", ns=(now, now))
    assert counts(go(folder, output)) == (1, 0, 0)
    (folder / "a.txt").write_text(made.WORDS.replace("March", "April"))
    os.utime(folder / "a.txt", ns=(now, now))
    assert counts(go(folder, output)) == (1, 0, 0)


def test_other_rules_do_all_again_and_give_the_same_bytes(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS, b="RAISE"), tmp_path / "out"
    go(folder, output)
    before = made.result_bytes(output)
    assert counts(go(folder, output, versions=made.VERSIONS._replace(extract="e2"))) == (1, 0, 1)
    assert made.result_bytes(output) == before


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "emptied"])
def test_an_extract_that_is_gone_or_cut_is_made_again(tmp_path: Path, harm: object) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS, b=made.WORDS), tmp_path / "out"
    go(folder, output)
    before = made.result_bytes(output)
    harm(output / "documents" / "a.txt.json")  # type: ignore[operator]
    assert counts(go(folder, output)) == (1, 1, 0)
    assert made.result_bytes(output) == before


def test_a_table_that_is_gone_is_made_again(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out"
    go(folder, output)
    before = made.result_bytes(output)
    (output / "tables" / "dates.jsonl").unlink()
    assert counts(go(folder, output)) == (0, 1, 0)
    assert made.result_bytes(output) == before


def test_what_is_no_longer_there_leaves_documents_tables_and_folders(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out"
    made.folder(folder / "sub" / "deep", b=made.WORDS)
    go(folder, output)
    (folder / "sub" / "deep" / "b.txt").unlink()
    assert go(folder, output).removed == 1
    assert [path.name for path in (output / "documents").iterdir()] == ["a.txt.json"]
    assert b"b.txt" not in (output / "tables" / "events.jsonl").read_bytes()


def test_a_document_that_now_fails_loses_its_extract(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out"
    go(folder, output)
    made.folder(folder, a="")
    assert counts(go(folder, output)) == (0, 0, 1)
    assert not (output / "documents" / "a.txt.json").exists()
    assert (output / "tables" / "events.jsonl").read_bytes() == b""


@pytest.mark.slow
def test_a_failure_at_a_limit_is_tried_again_under_another_limit(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a="SLEEP 1.5"), tmp_path / "out"
    short = Processes(made.obedient, 1, Limits(0.3))
    assert counts(go(folder, output, short)) == (0, 0, 1)
    seen: list[Progress] = []
    found = files.sources([folder], output)
    run(HERE.__class__(made.obedient(), limits=Limits(0.3)), found, output, versions=made.VERSIONS, watch=seen.append)
    assert [progress.outcome for progress in seen] == ["failed"]
    assert counts(go(folder, output, Processes(made.obedient, 1, Limits(30)))) == (1, 0, 0)


def test_the_process_that_does_no_document_loads_no_stage() -> None:
    """They take half a second, of each run that finds nothing to do."""
    code = "import sys; from pipeline.corpus import dask, engines, plan, revise, run; print('pipeline.extract' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False\n"


# Bytes


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    texts = {f"d{number:02}": made.WORDS.format(number) for number in range(20)} | {"x": "RAISE", "y": "", "z": "CRASH"}
    folder = made.folder(tmp_path / "in", **texts)
    for workers in (1, 3):
        go(folder, tmp_path / str(workers), Processes(made.obedient, workers))
    assert made.result_bytes(tmp_path / "1") == made.result_bytes(tmp_path / "3")
    failures = [json.loads(line) for line in (tmp_path / "1" / "failures.jsonl").read_bytes().splitlines()]
    assert [(row["source"], row["code"]) for row in failures] == [
        ("x.txt", "bug"),
        ("y.txt", "source.empty"),
        ("z.txt", "worker.died"),
    ]


NAMES = [b"line\nbreak.txt", "é ü.txt".encode(), b"caf\xe9.txt", b" .txt", b"-o.txt", b"a%2Fb.txt", b"\x01.txt"]


@pytest.mark.slow
def test_names_of_every_kind_come_through(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(made.WORDS)
        Path(os.fsdecode(os.fsencode(folder) + b"/0" + name)).write_text("")
    code, said = finished(command(folder, "-o", output))
    assert code == 1
    assert b"\x01" not in said
    spelled = {name.decode("utf-8", "backslashreplace") for name in NAMES}
    events = [json.loads(line) for line in (output / "tables" / "events.jsonl").read_bytes().splitlines()]
    assert {row["source"] for row in events} == spelled
    failures = [json.loads(line) for line in (output / "failures.jsonl").read_bytes().splitlines()]
    assert {row["source"] for row in failures} == {f"0{name}" for name in spelled}
    for name in spelled:
        extract = json.loads((output / "documents" / f"{name}.json").read_bytes())
        assert extract["document"]["source"] == name


def test_what_is_no_file_is_a_named_failure_and_is_not_waited_for(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out"
    os.mkfifo(folder / "pipe.txt")
    place = Path.cwd()
    os.chdir(folder)  # the path of a socket has room for 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind("socket.txt")
    finally:
        os.chdir(place)
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    (folder / "long").mkdir()
    made.write(folder / ("n" * 251 + ".txt"), made.WORDS.encode())
    assert counts(go(folder, output)) == (1, 0, 3)
    failures = [json.loads(line) for line in (output / "failures.jsonl").read_bytes().splitlines()]
    assert [(row["source"][:6], row["code"]) for row in failures] == [
        ("nnnnnn", "output.unwritable"),
        ("pipe.t", "source.unreadable"),
        ("socket", "source.unreadable"),
    ]
    before = made.result_bytes(output)
    assert counts(go(folder, output)) == (0, 1, 3)
    assert made.result_bytes(output) == before


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_sources(tmp_path: Path) -> None:
    """What our own code holds when the last source is done; Python's tables of names are no part of it."""
    [canned] = InProcess(made.obedient())([Job("a.txt", b"", made.WORDS.encode())])
    ours = [tracemalloc.Filter(True, "*/pipeline/*")]
    held = []

    class Canned:
        limits = UNLIMITED

        def __call__(self, jobs: Iterable[Job]) -> Generator[Result]:
            for job in jobs:
                yield msgspec.structs.replace(canned, name=job.name, size=1, mtime=1)
            held.append(sum(trace.size for trace in tracemalloc.take_snapshot().filter_traces(ours).traces))

    for number in (100, 500, 1500):  # the first one fills what is kept for good
        found = (files.Found(f"{place:05}.txt", f"/nowhere/{place:05}.txt", 1, 1) for place in range(number))
        tracemalloc.start()
        run(Canned(), found, tmp_path / str(number), versions=made.VERSIONS)
        tracemalloc.stop()
    assert held[2] < held[1] + 50_000


# Ends


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Forty documents, and what an undisturbed run makes of them."""
    place = tmp_path_factory.mktemp("forty")
    texts = {f"d{number:02}": (made.WORDS.format(number) + "\n\n") * 40 for number in range(40)}
    folder = made.folder(place / "in", **texts)
    assert undisturbed(folder, place / "out").returncode == 0
    return folder, made.result_bytes(place / "out")


def started(process: subprocess.Popen[bytes], count: int = 2) -> list[int]:
    """The workers of a command, once there are so many."""
    while process.poll() is None:
        if len(workers := made.children(process.pid)) == count:
            return workers
        time.sleep(0.01)
    return []


def dice() -> random.Random:
    """Chance, with a seed that is shown where a test fails; UPR_SEED throws the same again."""
    seed = int(os.environ.get("UPR_SEED", random.SystemRandom().randrange(10**6)))
    sys.stderr.write(f"UPR_SEED={seed}\n")
    return random.Random(seed)


@pytest.mark.slow
def test_a_run_that_was_killed_at_twenty_moments_goes_on_and_ends_with_the_same_bytes(
    tmp_path: Path, forty: tuple[Path, dict[str, bytes]]
) -> None:
    """Nineteen while documents are done, and one when all are written and the tables are made; with one worker and with two."""
    folder, expected = forty
    chance = dice()
    for at, written in enumerate([*sorted(chance.sample(range(40), 19)), 40]):
        count = 1 + at % 2
        process = command(folder, "-o", tmp_path / "out", workers=count)
        workers = started(process, count)
        while process.poll() is None and len(list((tmp_path / "out").glob("documents/*.json"))) < written:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.communicate()
        assert made.gone(workers)
        if at == 0:
            (tmp_path / "out" / "documents").mkdir(exist_ok=True)
            (tmp_path / "out" / "documents" / f".1-2{files.PARTIAL}").write_bytes(b"half")
    assert undisturbed(folder, tmp_path / "out").stderr.startswith(b"40 documents")
    assert made.result_bytes(tmp_path / "out") == expected


@pytest.mark.slow
def test_a_run_again_that_was_killed_ends_with_the_same_bytes_and_the_same_history(tmp_path: Path) -> None:
    """Half of what the rules of the second run find differs, so that extracts, rows and history are replaced as it is killed."""
    texts = {f"d{number:02}": f"SLEEP 0.03\n\n{made.WORDS.format(number)}" for number in range(20)}
    folder, killed, calm = made.folder(tmp_path / "in", **texts), tmp_path / "killed", tmp_path / "calm"
    for output in (killed, calm):
        assert made.again(folder, output, "e1").wait(60) == 0
    assert made.again(folder, calm, "e2").wait(60) == 0
    chance = dice()
    first = {path: path.stat().st_mtime_ns for path in killed.glob("documents/*.json")}
    for renewed in sorted(chance.sample(range(20), 6)):
        process = made.again(folder, killed, "e2")
        while process.poll() is None and sum(path.stat().st_mtime_ns != then for path, then in first.items()) < renewed:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.03))
        process.kill()
        process.wait()
    assert made.again(folder, killed, "e2").wait(60) == 0
    assert made.result_bytes(killed) == made.result_bytes(calm)
    with snapshot(killed) as one, snapshot(calm) as other:
        assert [run.run for run in one.runs()] == [run.run for run in other.runs()] == [1, 2]
        found = between_runs(one, 1, 2)
        assert found == between_runs(other, 1, 2)
        assert {cause.cause: cause.totals.lost for cause in found.causes} == {"rule changed [extract]": 20}


@pytest.mark.slow
def test_ctrl_c_stops_at_once_and_keeps_what_is_written(tmp_path: Path, forty: tuple[Path, dict[str, bytes]]) -> None:
    folder, expected = forty
    process = command(folder, "-o", tmp_path / "out", workers=2, start_new_session=True)
    workers = started(process)
    while not list((tmp_path / "out").glob("documents/*.json")):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    assert finished(process) == (130, b"upr: interrupted; what was written stays, run again to go on\n")
    assert made.gone(workers)
    assert list((tmp_path / "out").rglob(f"*{files.PARTIAL}")) == []
    written = len(list((tmp_path / "out").glob("documents/*.json")))
    assert 1 <= written < 40
    said = undisturbed(folder, tmp_path / "out").stderr
    done = int(said.split(b" done, ")[0].split()[-1])
    assert f"{done} done, {40 - done} unchanged, 0 failed".encode() in said
    assert 40 - written <= done <= 40 - written + 2, "an extract whose row was not yet kept is made again, one a worker"
    assert made.result_bytes(tmp_path / "out") == expected


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path, forty: tuple[Path, dict[str, bytes]]) -> None:
    folder, expected = forty
    process = command(folder, "-o", tmp_path / "out", workers=2)
    for worker in started(process):
        time.sleep(0.4)
        os.kill(worker, signal.SIGKILL)
    assert finished(process)[1].startswith(b"40 documents: 40 done")
    assert made.result_bytes(tmp_path / "out") == expected


@pytest.mark.slow
@pytest.mark.parametrize("room", [4_000, 60_000, 90_000])
def test_a_full_disk_ends_the_run_with_one_line_and_nothing_half_written(
    tmp_path: Path, forty: tuple[Path, dict[str, bytes]], room: int
) -> None:
    folder, expected = forty
    largest = max(map(len, expected.values()))
    assert largest > 90_000, "the limit is on the size of one file: some must be larger"
    full = command(
        folder, "-o", tmp_path / "out", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    )
    code, said = finished(full)
    assert code == 1
    assert len(said.splitlines()) == 1
    assert said.startswith(b"upr: cannot write ")
    assert not list((tmp_path / "out").rglob(f"*{files.PARTIAL}"))
    for path in (tmp_path / "out").rglob("*.json"):
        assert expected[path.relative_to(tmp_path / "out").as_posix()] == path.read_bytes()
    undisturbed(folder, tmp_path / "out")
    assert made.result_bytes(tmp_path / "out") == expected


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for 300 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.slow
def test_a_small_disk_that_is_full_is_gone_on_with_when_it_is_larger(
    small_disk: Path, forty: tuple[Path, dict[str, bytes]]
) -> None:
    folder, expected = forty
    output = small_disk / "out"
    code, said = finished(command(folder, "-o", output))
    assert code == 1
    assert len(said.splitlines()) == 1
    assert b"No space left on device" in said or b"full" in said
    assert not list(output.rglob(f"*{files.PARTIAL}"))
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    assert undisturbed(folder, output).returncode == 0
    assert made.result_bytes(output) == expected


def test_two_runs_into_one_output_are_refused(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out"
    with files.locked(output):
        code, said = finished(command(folder, "-o", output))
    assert code == 2
    assert f"another run (process {os.getpid()}) is writing into {output}".encode() in said
    assert undisturbed(folder, output).returncode == 0


def test_a_stale_lock_is_taken_over(tmp_path: Path) -> None:
    with files.locked(tmp_path) as left_over:
        assert not left_over
    (tmp_path / files.LOCK).write_bytes(b"1\n")  # a process that lives, and does not hold it
    with files.locked(tmp_path) as left_over:
        assert left_over
    assert not (tmp_path / files.LOCK).exists()


def test_an_output_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    folder = made.folder(tmp_path / "in", a=made.WORDS)
    done = undisturbed(folder, Path("/proc/out"))
    assert done.returncode == 1
    assert done.stderr.startswith(b"upr: cannot write /proc/out")
    assert len(done.stderr.splitlines()) == 1


def test_a_manifest_that_is_none_is_named(tmp_path: Path) -> None:
    folder, output = made.folder(tmp_path / "in", a=made.WORDS), tmp_path / "out"
    output.mkdir()
    (output / "manifest.sqlite").write_bytes(b"no database, but long enough to be one " * 99)
    with pytest.raises(WriteError, match=r"manifest\.sqlite"):
        go(folder, output)
