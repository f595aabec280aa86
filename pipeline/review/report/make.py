"""A run's folder in, its report out: a page a document, an index, a page a country, and the files that they share.

    output/documents/**.json, output/unclaimed.jsonl, the sources -> output/report/

A page is made again when its extract, its account, its source or this code changed; `.made.json` says from what each was
made. The same run gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pipeline.corpus import files
from pipeline.corpus.export import Damaged, NoRun
from pipeline.corpus.manifest import places
from pipeline.corpus.one import ENCODER
from pipeline.corpus.run import Progress
from pipeline.model.records import Unclaimed
from pipeline.review.report.entry import Entry
from pipeline.review.report.index import context, countries
from pipeline.review.report.press import Job, Made, press
from pipeline.review.report.render import assets, country_page, index_page

LEDGER = ".made.json"


class Summary(NamedTuple):
    """A report's end: pages that were made and those that were still right, failed documents, and where it starts."""

    made: int
    unchanged: int
    failed: int
    start: Path


def report(
    output: Path,
    *,
    images: bool = True,
    workers: int = 1,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Make the pages of the run in `output`, so many at a time; `images` draws the pages of PDFs.

    Raises:
        NoRun: there is no run in `output`.
        Damaged: an extract cannot be read.
        Locked: a run is writing into the folder.
        WriteError: a page cannot be written.
    """
    documents = output / "documents"
    if not documents.is_dir() and not (output / "manifest.sqlite").is_file():
        raise NoRun(f"no run in {output}")
    with files.locked(output) as left_over:
        if left_over:
            files.sweep(output)
        return _Report(output, images, watch).make(workers)


class _Report:
    """What is held while a report is made."""

    def __init__(self, output: Path, images: bool, watch: Callable[[Progress], None]) -> None:
        self._output, self._images, self._watch = output, images, watch
        self._folder = output / "report"
        self._places = places(output / "manifest.sqlite")
        self._before = _ledger(self._folder / LEDGER)
        self._version = _version(images)

    def make(self, workers: int) -> Summary:
        made: dict[str, Made] = {}
        jobs = list(self._jobs(made))
        unchanged, total = len(made), len(made) + len(jobs)
        for one in press(jobs, workers):
            made[one.entry.source] = one
            self._watch(Progress(one.entry.source, "done", None, len(made), total))
        made = dict(sorted(made.items()))
        failures = list(_failures(self._output / "failures.jsonl"))
        self._write_index([*(one.entry for one in made.values()), *failures])
        self._forget({name: one for name, one in self._before.items() if made.get(name) != one}, made)
        files.write(self._folder / LEDGER, ENCODER.encode(made))
        return Summary(len(made) - unchanged, unchanged, len(failures), self._folder / "index.html")

    def _jobs(self, made: dict[str, Made]) -> Iterator[Job]:
        """A job for each page that has to be made; those that are still right are put into `made`."""
        accounts = _accounts(self._output / "unclaimed.jsonl")
        for path in _extracts(self._output / "documents"):
            name = path.relative_to(self._output / "documents").as_posix().removesuffix(".json")
            rows = accounts.get(name, [])
            key = self._key(path.read_bytes(), rows, name)
            before = self._before.get(name)
            if before is not None and before.key == key and self._is_there(before):
                made[name] = before
            else:
                yield Job(path, rows, self._places.get(name), self._folder / "documents", self._images, key)

    def _key(self, data: bytes, rows: list[Unclaimed], name: str) -> str:
        """What a page is made from. A source counts by its size and time, so that a report of nothing new reads none."""
        digest = hashlib.sha256(self._version.encode())
        digest.update(data)
        digest.update(msgspec.json.encode(rows))
        place = self._places.get(name)
        try:
            state = place.stat() if place else None
        except OSError:
            state = None
        digest.update(f"{state.st_size} {state.st_mtime_ns}".encode() if state else b"gone")
        return digest.hexdigest()

    def _is_there(self, made: Made) -> bool:
        pages = [self._page(made.entry), *(self._folder / "documents" / place for place in made.pictures)]
        return all(page.is_file() for page in pages)

    def _page(self, entry: Entry) -> Path:
        return self._folder / "documents" / f"{entry.page}.html"

    def _write_index(self, entries: list[Entry]) -> None:
        for name, data in assets().items():
            files.write(self._folder / "assets" / name, data)
        files.write(self._folder / "index.html", index_page(context(entries)))
        pages = {f"{iso3}.html": country_page(shown) for iso3, shown in countries(entries).items()}
        for name, data in pages.items():
            files.write(self._folder / "countries" / name, data)
        for path in (self._folder / "countries").glob("*.html"):
            if path.name not in pages:
                files.remove(path, self._folder)

    def _forget(self, old: dict[str, Made], made: dict[str, Made]) -> None:
        """Take away the pages and pictures of earlier reports that nothing leads to now."""
        kept = {path for one in made.values() for path in self._files(one)}
        for one in old.values():
            for path in self._files(one):
                if path not in kept:
                    files.remove(path, self._folder)

    def _files(self, made: Made) -> Iterator[Path]:
        yield self._page(made.entry)
        yield from (self._folder / "documents" / place for place in made.pictures)


def _version(images: bool) -> str:
    """The state of this code and of what pages are made with."""
    digest = hashlib.sha256(f"images={images}".encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".html", ".css", ".js"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _ledger(path: Path) -> dict[str, Made]:
    """What an earlier report made; nothing where there was none, or one of another version."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Made])
    except (OSError, msgspec.DecodeError):
        return {}


def _extracts(documents: Path) -> Iterator[Path]:
    if documents.is_dir():
        for found in files.sources([documents], documents / ".none"):
            yield Path(found.path)


def _accounts(path: Path) -> dict[str, list[Unclaimed]]:
    """What no record claimed, by source."""
    rows: dict[str, list[Unclaimed]] = {}
    for row in _lines(path):
        source = row.pop("source")
        rows.setdefault(source, []).append(msgspec.convert(row, Unclaimed))
    return rows


def _failures(path: Path) -> Iterator[Entry]:
    for row in _lines(path):
        yield Entry(row["source"], None, failure=f"{row['stage']}: {row['message']} [{row['code']}]")


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    if not path.is_file():
        return []
    try:
        return [msgspec.json.decode(line, type=dict[str, Any]) for line in path.read_bytes().splitlines()]
    except (OSError, msgspec.DecodeError) as error:
        raise Damaged(f"{path} is not as this version writes it ({error}): delete it and run again") from error
