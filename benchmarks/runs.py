"""Runs over many documents: `make bench-runs`, or `python -m benchmarks.runs --documents 1000 --rounds 1`.

Prints what a first run takes and the most memory that it holds, at a tenth of the documents and at all of them; one worker
against two; what a run takes again with nothing changed, with one file changed, and with the rules of extract changed, where
it counts how many sources are read. Seconds are those of the clock, so run it on an idle machine; processor time is given
beside them. The documents are made by `benchmarks/documents.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks import documents
from pipeline.corpus import files
from pipeline.corpus.engines import Processes, Standard
from pipeline.corpus.run import Summary, run

UPR = str(Path(sys.executable).with_name("upr"))
TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """What one run took: seconds by the clock, of the processor in the parent and in its workers, and megabytes at most."""

    seconds: float
    parent: float
    workers: float
    parent_megabytes: float
    worker_megabytes: float

    def __str__(self) -> str:
        cpu = f"processor {self.parent:6.1f} s parent, {self.workers:6.1f} s workers"
        return f"{self.seconds:7.1f} s; {cpu}; most memory {self.parent_megabytes:4.0f} MB parent, {self.worker_megabytes:4.0f} MB a worker"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument(
        "--rounds", type=int, default=1, help="rounds of one worker against two, the best of each counts"
    )
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="upr-bench-"))
    try:
        measure(folder, chosen.documents, chosen.rounds)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, number: int, rounds: int) -> None:
    few, many, output = folder / "few", folder / "many", folder / "output"
    documents.make(few, number // 10)
    documents.make(many, number)
    print(
        f"load of the machine {os.getloadavg()[0]:.1f}; {number} documents, {size(many) / 1e6:.1f} MB, 4 in 10 of them PDFs"
    )
    print("first run, two workers, without the model")
    tenth = cost(few, folder / "tenth")
    print(f"  {number // 10:6} {tenth}")
    whole = cost(many, output)
    print(f"  {number:6} {whole}")
    for part in ("documents", "stages", "tables", "manifest.sqlite"):
        print(f"         {part:16}{size(output / part) / number / 1e3:8.1f} KB a document")
    print("again")
    print(f"  nothing changed        {cost(many, output)}")
    with next(many.rglob("*.txt")).open("ab") as file:
        file.write(b"\nODIHR held a forum in Oslo in June 2012.\n")
    print(f"  one file changed       {cost(many, output)}")
    print(f"  rules of extract       {again(few, folder / 'tenth', 'extract')}")
    print(f"  rules of load          {again(few, folder / 'tenth', 'load')}")
    print("one worker against two")
    best = {workers: min(_round(many, folder, workers) for _ in range(rounds)) for workers in (1, 2)}
    print(f"  one {best[1]}\n  two {best[2]}\n  {best[1].seconds / best[2].seconds:.2f} times")


def _round(many: Path, folder: Path, workers: int) -> Cost:
    shutil.rmtree(folder / "round", ignore_errors=True)
    return cost(many, folder / "round", workers)


def cost(source: Path, output: Path, workers: int = 2) -> Cost:
    """Run the command, and look at it and at its workers 20 times a second."""
    start = time.perf_counter()
    command = [UPR, "run", str(source), "-o", str(output), "--no-ner", "--workers", str(workers), "--quiet"]
    process = subprocess.Popen(command)
    used: dict[int, float] = {}
    held: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *_children(process.pid)):
            with contextlib.suppress(OSError, IndexError):
                used[pid], held[pid] = _spent(pid), _most(pid)
        time.sleep(0.05)
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    parent, most = used.pop(process.pid, 0.0), held.pop(process.pid, 0.0)
    return Cost(seconds, parent, sum(used.values()), most, max(held.values(), default=0))


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _most(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1e3


def again(source: Path, output: Path, stage: str) -> str:
    """A run with the rules of one stage changed, as far as the manifest can tell."""
    make = Standard(ner=False)
    versions = make.versions._replace(**{stage: "changed"})

    def go() -> Summary:
        return run(Processes(make, 2), files.sources([source], output), output, versions=versions)

    summary, seconds = timed(go)
    return f"{seconds:7.1f} s; {summary.done} done, {summary.read} read, {summary.stored} from the store"


def timed(work: Callable[[], Summary]) -> tuple[Summary, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def size(path: Path) -> int:
    return (
        path.stat().st_size
        if path.is_file()
        else sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    )


if __name__ == "__main__":
    main()
