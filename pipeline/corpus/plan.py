"""What a run has to do, and why: each source against its row, before anything is read.

    Found, Row -> Decision

`rehearse` goes on from there and looks into the files, but writes nothing: that is a dry run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.corpus import files, store
from pipeline.corpus.manifest import Manifest, Row, snapshot
from pipeline.corpus.one import LARGEST, read
from pipeline.corpus.store import Shelf
from pipeline.corpus.tables import document_path
from pipeline.corpus.versions import Versions
from pipeline.errors import LoadError, MemoryUp, TimeUp, TooLarge, Unreadable, WorkerDied, WriteError

TRIED_AGAIN = {WorkerDied.code, Unreadable.code, TooLarge.code, WriteError.code}
"""Failures that may have a cause outside the document."""
AT_A_LIMIT = {TimeUp.code, MemoryUp.code}
NEW, CHANGED, MOVED, REMOVED = "new source", "source changed", "moved", "removed"


class Orders(NamedTuple):
    """What a user asks of a run: read all files to see whether they changed (`verify`), do all of them from their
    sources (`force`), only those that failed (`only_failed`); with the stage store or without; how many runs that changed
    records the history keeps."""

    verify: bool = False
    force: bool = False
    only_failed: bool = False
    store: bool = True
    keep_runs: int = 10


class Decision(NamedTuple):
    """`why` a source is done; empty where it is only looked at. `same_file`: its bytes need no look."""

    why: tuple[str, ...]
    same_file: bool


@dataclass(frozen=True, slots=True)
class Planner:
    """Decides for one run: `version` is the number of its versions in the manifest, `known` all that rows may name."""

    output: Path
    orders: Orders
    limits: str
    version: int
    known: dict[int, Versions]

    @property
    def shelf(self) -> Shelf | None:
        """The stage store for this run's jobs."""
        return shelf(self.output, self.known[self.version], self.orders) if self.orders.store else None

    def decide(self, found: files.Found, before: Row | None) -> Decision | None:
        """What is to be done for a source, and why; None where nothing is."""
        if before is None:
            return Decision((NEW,), False)
        same_file = found.size == before.size and found.mtime == before.mtime != -1 and not self.orders.verify
        why = self._why(before)
        return None if same_file and not why else Decision(why, same_file)

    def left_out(self, before: Row | None) -> bool:
        """Whether a source is none of this run's business."""
        return self.orders.only_failed and (before is None or before.outcome != "failed")

    def _why(self, row: Row) -> tuple[str, ...]:
        """Why the same bytes would come to another end now, or what they came to is not there."""
        if self.orders.force:
            return ("forced",)
        why = () if row.version == self.version else self.known[row.version].causes(self.known[self.version])
        if row.outcome == "failed":
            again = row.code in TRIED_AGAIN or self.orders.only_failed
            tried = (f"failed before [{row.code}]",) if again else ()
            other_limits = row.code in AT_A_LIMIT and row.limits != self.limits
            return why + tried + (("limits changed",) if other_limits and not tried else ())
        return why if why or is_there(self.output, row) else ("extract missing",)


def shelf(output: Path, versions: Versions, orders: Orders) -> Shelf:
    return store.shelf(output / "stages", versions.shelf, given=not orders.force)


def is_there(output: Path, row: Row) -> bool:
    """Whether an extract is there, and as long as it was written."""
    try:
        return document_path(output, row.source).stat().st_size == row.written
    except OSError:
        return False


class Planned(NamedTuple):
    """One source in a dry run: what would be done, why, and whether its source would be read for it.

    `was` is the name that a moved or copied document has now.
    """

    source: str
    action: Literal["do", "move", "copy", "remove", "keep", "leave"]
    why: tuple[str, ...] = ()
    reads: bool = False
    was: str | None = None


def rehearse(
    found: Iterable[files.Found],
    output: Path,
    versions: Versions,
    *,
    limits: str,
    orders: Orders | None = None,
    largest: int = LARGEST,
) -> Iterator[Planned]:
    """What a run would do with each source, in order of source; nothing is written.

    Raises:
        Locked: a run is writing into the folder.
        NameClash: two sources would be written to one place.
    """
    orders = orders or Orders()
    files.ensure_free(output)
    with snapshot(output) as manifest:
        planner = Planner(output, orders, limits, manifest.version(versions), manifest.versions())
        rehearsal = _Rehearsal(manifest, planner, largest)
        manifest.find(found)
        for source, before in manifest.found():
            yield rehearsal.planned(source, before)
        if not orders.only_failed:
            for name in manifest.lost():
                if name not in rehearsal.moved:
                    yield Planned(name, "remove", (REMOVED,))


class _Rehearsal:
    def __init__(self, manifest: Manifest, planner: Planner, largest: int) -> None:
        self.moved: set[str] = set()
        self._doing: dict[str, str] = {}
        self._manifest, self._planner, self._largest = manifest, planner, largest

    def planned(self, found: files.Found, before: Row | None) -> Planned:
        planner = self._planner
        if planner.left_out(before):
            return Planned(found.name, "leave")
        decision = planner.decide(found, before)
        if decision is None:
            return Planned(found.name, "keep")
        document = before.id if before is not None and decision.same_file else self._looked_at(found)
        why = decision.why
        if before is not None and document != before.id:
            why = (CHANGED, *why)
        if not why:
            return Planned(found.name, "keep")
        if not planner.orders.force and document is not None:
            if document in self._doing:
                return Planned(found.name, "copy", why, was=self._doing[document])
            for row, there in self._manifest.same(document, planner.version):
                if row.source != found.name and is_there(planner.output, row):
                    moved = not there and before is None and row.source not in self.moved
                    if moved:
                        self.moved.add(row.source)
                        return Planned(found.name, "move", (MOVED,), was=row.source)
                    return Planned(found.name, "copy", why, was=row.source)
            self._doing[document] = found.name
        shelf = planner.shelf
        stored = shelf is not None and shelf.given and document is not None and store.has(shelf, document)
        return Planned(found.name, "do", why, reads=not stored)

    def _looked_at(self, found: files.Found) -> str | None:
        try:
            return read(found.name, found.path, self._largest).source.id
        except LoadError:
            return None
