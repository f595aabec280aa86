"""Pages made in processes of their own, a few at a time: a PDF that ends or stops the one that draws it costs its pictures alone.

Iterable[Job] -> Iterator[Made]
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

import msgspec

from pipeline.corpus import files
from pipeline.corpus.export import Damaged
from pipeline.model.records import Extraction, Unclaimed
from pipeline.review.report.entry import Entry, entry
from pipeline.review.report.naming import page_name
from pipeline.review.report.proof import Proved, prove
from pipeline.review.report.render import document_page
from pipeline.review.report.view import Proof, document_view

STALL = 120.0
"""Seconds without a page until the processes are ended: the slowest of 66 real reports takes one."""
ENDED = "The source cannot be shown: reading it again ended the process that did, or took too long."


class Job(msgspec.Struct, frozen=True):
    """One page to be made: its extract, its part of the account, where its source lies, and the folder of pages."""

    path: Path
    rows: list[Unclaimed]
    place: Path | None
    folder: Path
    images: bool
    key: str
    alone: bool = False
    """Leave the source unread: it has ended a process twice."""


class Made(msgspec.Struct, frozen=True):
    """One page: what it was made from, its entry in the index, and the pictures beside it."""

    key: str
    entry: Entry
    pictures: list[str] = []


def make_page(job: Job) -> Made:
    """Write one document's page and its pictures.

    Raises:
        Damaged: the extract cannot be read.
        WriteError: the page cannot be written.
    """
    try:
        extraction = msgspec.json.decode(job.path.read_bytes(), type=Extraction)
    except msgspec.DecodeError as error:
        raise Damaged(f"{job.path} is not as this version writes it ({error}): delete it and run again") from error
    name = page_name(extraction.document.source)
    if job.alone:
        proof, drawn = Proved(Proof(missing=ENDED), [])
    else:
        proof, drawn = prove(extraction, job.rows, job.place, name, job.images)
    for picture in drawn:
        files.write(job.folder / proof.images[picture.page].place, picture.png)
    row = entry(extraction, len(job.rows), name)
    files.write(job.folder / f"{name}.html", document_page(document_view(extraction, job.rows, proof)))
    return Made(job.key, row, [image.place for image in proof.images.values()])


def press(jobs: Iterable[Job], workers: int) -> Iterator[Made]:
    """The pages of all jobs, in any order; with one worker in this process, unguarded.

    A job whose process ended is tried once more by itself, and then made without its source.
    """
    if workers == 1:
        yield from map(make_page, jobs)
        return
    waiting = iter(jobs)
    while True:
        lost: list[Job] = []
        yield from _pool(waiting, workers, lost)
        if not lost:
            return
        for job in lost:
            again: list[Job] = []
            yield from _pool(iter([job]), 1, again)
            yield from (make_page(msgspec.structs.replace(one, alone=True)) for one in again)


def _pool(jobs: Iterator[Job], workers: int, lost: list[Job]) -> Iterator[Made]:
    """Make pages until there are no jobs, or a process has ended: then all that were in flight are `lost`."""
    flying: dict[Future[Made], Job] = {}
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        while not lost:
            flying |= {pool.submit(make_page, job): job for job in islice(jobs, 2 * workers - len(flying))}
            if not flying:
                return
            done, _ = wait(flying, timeout=STALL, return_when=FIRST_COMPLETED)
            if not done:
                for process in multiprocessing.active_children():
                    process.kill()
            for future in done:
                job = flying.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(job)
        lost += flying.values()
