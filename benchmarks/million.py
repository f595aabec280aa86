"""What a document costs, and what grows with their number: the figures of docs/million.md, from small runs.

    UPR_CORPUS=... python benchmarks/million.py [--documents 200]

Texts are the fixtures, each with a line of its own, so that none are alike. PDFs are real reports of the corpus, if there is
one. Cost is CPU time of all processes, which other work on the machine changes little. The first run of one document is
taken off: what starts once a process is no cost of a document.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline.corpus.engines import UNLIMITED, InProcess, Standard
from pipeline.corpus.files import Found
from pipeline.corpus.one import Job, Result
from pipeline.corpus.run import run
from pipeline.flow import pipeline

ROOT = Path(__file__).parent.parent
TEXTS = sorted((ROOT / "fixtures" / "documents").glob("*.txt"))
UPR = [sys.executable, "-m", "pipeline"]
PARTS = ("documents", "tables", "stages", "history", "unclaimed.jsonl", "manifest.sqlite", "export")


class Cost(NamedTuple):
    """CPU seconds of a command with all its processes, and the largest process in MB."""

    seconds: float
    megabytes: float


def cost(*words: str | Path) -> Cost:
    """Run `upr` and see what it took; measured by a process between, which has no other children."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", code, *UPR, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return Cost(*map(float, done.stdout.split()))


def size(path: Path) -> int:
    if path.is_dir():
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    return path.stat().st_size if path.exists() else 0


def texts(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        words = TEXTS[number % len(TEXTS)].read_bytes()
        (folder / f"{number:06}.txt").write_bytes(words + f"\n\nCopy {number}.\n".encode())
    return folder


def reports(folder: Path, count: int) -> Iterator[Path]:
    """Real PDFs, linked, from the small to the large in even steps."""
    corpus = Path(os.environ.get("UPR_CORPUS", "/nowhere")) / "working_group_reports" / "pdf"
    found = sorted(corpus.glob("*.pdf"), key=lambda path: path.stat().st_size)
    folder.mkdir()
    for path in found[:: max(1, len(found) // count)]:
        (folder / path.name).write_bytes(path.read_bytes())
        yield path


def measure(kind: str, few: Path, many: Path, place: Path) -> None:
    """Two runs of different size, and what each further document took; then what comes after a run."""
    counts = [sum(1 for path in folder.iterdir()) for folder in (few, many)]
    outputs = [place / f"{kind}-few", place / f"{kind}-many"]
    runs = [
        cost("run", folder, "--output", output, "--quiet", "--workers", "2")
        for folder, output in zip((few, many), outputs, strict=True)
    ]
    more = counts[1] - counts[0]
    print(f"{kind}: {counts[1]} documents, {size(many) / counts[1] / 1000:.0f} KB each")
    print(
        f"  first run         {(runs[1].seconds - runs[0].seconds) / more * 1000:8.1f} ms CPU a document; largest process {runs[1].megabytes:.0f} MB"
    )
    for form in ("csv", "parquet", "duckdb", "annotations"):
        took = [cost("export", form, "--output", output, "--quiet") for output in outputs]
        grown = [size(output / "export" / form) for output in outputs]
        print(
            f"  export {form:11}{(took[1].seconds - took[0].seconds) / more * 1000:8.1f} ms CPU a document;"
            f" {(grown[1] - grown[0]) / more / 1000:.1f} KB; largest process {took[1].megabytes:.0f} MB"
        )
    for part in PARTS[:-1]:
        grown = [size(output / part) for output in outputs]
        print(f"  {part:18}{(grown[1] - grown[0]) / more / 1000:8.2f} KB a document")


class Canned:
    """An engine that gives each job the same result at once: what is left is the work of the run's own process."""

    limits = UNLIMITED

    def __init__(self, path: Path) -> None:
        [self._result] = InProcess(pipeline(ner=False))([Job(path.name, os.fsencode(path))])

    def __call__(self, jobs: Iterable[Job]) -> Generator[Result]:
        for job in jobs:
            yield msgspec.structs.replace(self._result, name=job.name, size=1, mtime=1)


def alone(kind: str, path: Path, place: Path) -> None:
    """What one process must do for each document, however many do the documents: writing, the manifest, the tables."""
    engine, took, versions = Canned(path), [], Standard(ner=False).versions
    for orders in ("first run", "nothing changed"):
        for count in (5, 105):
            found = (Found(f"{number:06}", f"/nowhere/{number:06}", 1, 1) for number in range(count))
            since = time.process_time()
            run(engine, found, place / f"alone-{kind}-{count}", versions=versions)
            took.append(time.process_time() - since)
        print(f"{kind}: one process, {orders}: {(took[-1] - took[-2]) * 10:.3f} ms CPU a document")


def listing(place: Path, count: int) -> None:
    """What a folder of very many files takes to be listed."""
    folder = place / "names"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:07}.txt").touch()
    code = (
        "import resource, sys; from pathlib import Path; from pipeline.corpus.files import sources;"
        "before = resource.getrusage(resource.RUSAGE_SELF);"
        "count = sum(1 for _ in sources([Path(sys.argv[1])], Path('/nowhere')));"
        "after = resource.getrusage(resource.RUSAGE_SELF);"
        "print(count, (after.ru_maxrss - before.ru_maxrss) / 1024, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, check=True, env=environment)
    found, megabytes, seconds = map(float, done.stdout.split())
    print(f"listing one folder of {found:.0f} files: {megabytes:.0f} MB, {seconds:.2f} s CPU")


def cluster(few: Path, many: Path, place: Path) -> None:
    """What dask adds to a document: the same documents through both engines."""
    more = sum(1 for _ in many.iterdir()) - sum(1 for _ in few.iterdir())
    for engine in ("local", "dask"):
        took = [
            cost(
                "run",
                folder,
                "--output",
                place / f"{engine}-{folder.name}",
                "--quiet",
                "--workers",
                "2",
                "--no-ner",
                "--no-store",
                "--engine",
                engine,
            )
            for folder in (few, many)
        ]
        print(f"engine {engine:6} {(took[1].seconds - took[0].seconds) / more * 1000:8.1f} ms CPU a document")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=200, help="texts; 0: none")
    options.add_argument("--reports", type=int, default=12, help="real PDFs; 0: none")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if chosen.documents:
            few, many = texts(place / "few", chosen.documents // 4), texts(place / "many", chosen.documents)
            measure("text", few, many, place)
            alone("text", TEXTS[0], place)
            cluster(few, many, place)
            listing(place, 100_000)
        pages = list(reports(place / "reports", chosen.reports)) if chosen.reports else []
        if pages:
            one = place / "one"
            one.mkdir()
            (one / pages[0].name).write_bytes(pages[0].read_bytes())
            measure("report", one, place / "reports", place)
            alone("report", pages[len(pages) // 2], place)


if __name__ == "__main__":
    main()
