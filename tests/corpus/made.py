"""Folders of small documents, and a pipeline that does to its worker what a document's words tell it to."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.corpus import files
from pipeline.corpus.engines import InProcess
from pipeline.corpus.run import run
from pipeline.corpus.versions import Versions
from pipeline.extract import EXTRACTORS
from pipeline.extract.extractor import Extractor
from pipeline.flow import Pipeline
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, ReferenceMention

WORDS = "ODIHR held a workshop in Prague in March 2011 with {} experts. It was opened by Ms Anna Vondrova."
LONG_AGO = 1_000_000_000
VERSIONS = Versions("l1", "r1", "s1", "e1", "a1", "none", "python")


def folder(path: Path, **texts: str) -> Path:
    """`folder(tmp, a="LOOP")` writes a.txt, of a day long past."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write(path / f"{name}.txt", text.encode())
    return path


def write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    os.utime(path, (LONG_AGO, LONG_AGO))


def _loop(_: str) -> None:
    while True:
        time.sleep(0.01)  # without end all the same, and other tests have the processor


def _hold(_: str) -> None:
    ctypes.PyDLL(None).sleep(1000)  # as a reader in C does: Python's own alarm is not heard


def _eat(_: str) -> None:
    held = []
    while True:
        held.append(bytearray(8 << 20))


def _map(_: str) -> None:
    """Memory that RLIMIT_DATA does not count: shared, and touched."""
    import mmap

    room = mmap.mmap(-1, 600 << 20)
    for place in range(0, len(room), 4096):
        room[place] = 1
    time.sleep(1000)


def _die_once(text: str) -> None:
    marker = Path(text.split()[1])
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _write_aside(text: str) -> None:
    folder = Path(text.split()[1])
    with files.written(folder / "was.here"):
        pass
    with files.written(folder / "never.there"):
        time.sleep(1000)


DEEDS: dict[str, Callable[[str], object]] = {
    "LOOP": _loop,
    "HOLD": _hold,
    "EAT": _eat,
    "GULP": lambda _: bytearray(100 << 30),
    "MAP": _map,
    "KILL": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "CRASH": lambda _: ctypes.string_at(0),
    "ABORT": lambda _: os.abort(),
    "EXIT": lambda _: sys.exit(3),
    "RAISE": lambda _: 1 // 0,
    "RECURSE": lambda _: DEEDS["RECURSE"](_),
    "SPEAK": lambda _: os.write(1, b"noise"),
    "ONCE": _die_once,
    "ASIDE": _write_aside,
    "SLEEP": lambda text: time.sleep(float(text.split()[1])),
}


def obey(document: SectionedDocument, found: Findings) -> Iterator[ReferenceMention]:
    word = document.text.split()[0]
    if word in DEEDS:
        DEEDS[word](document.text)
    return iter(())


def obedient() -> Pipeline:
    return Pipeline(extractors=(Extractor("references", obey), *EXTRACTORS[1:]))


def forgetful() -> Pipeline:
    """The same with other rules: it finds no events."""
    return Pipeline(extractors=tuple(each for each in obedient().extractors if each.name != "events"))


def again(folder: Path, output: Path, rules: str) -> subprocess.Popen[bytes]:
    """A run in a process of its own, which does the documents itself, with the rules of extract that are called e1 or e2."""
    code = "import sys; from tests.corpus import made; made.go_with(*sys.argv[1:])"
    return subprocess.Popen([sys.executable, "-c", code, str(folder), str(output), rules])


def go_with(folder: str, output: str, rules: str) -> None:
    found = files.sources([Path(folder)], Path(output))
    make = {"e1": obedient, "e2": forgetful}[rules]
    run(InProcess(make()), found, Path(output), versions=VERSIONS._replace(extract=rules))


def result_bytes(output: Path) -> dict[str, bytes]:
    """All that a run wrote but its history."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and not path.name.startswith("manifest")
    }


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while any(map(alive, pids)):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
