"""What each run changed: for each source whose records a run changed, what they were before, and why they changed.

The manifest has every source's records as they are now, and of each run the earlier ones that it replaced. What a source
had at the end of an earlier run is what the first run after that one has put away, or what is there now.

Records are kept without their evidence but for their place: where they start in the source's text, and the page.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from pipeline.model.records import TABLES, Record, Records

LEVEL = 6
TABLES_SQL = """
CREATE TABLE runs (
  run INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, done INTEGER, failed INTEGER, unchanged INTEGER, removed INTEGER
);
CREATE TABLE changes (
  run INTEGER NOT NULL, source TEXT NOT NULL, causes TEXT NOT NULL, id TEXT, outcome TEXT NOT NULL, records BLOB NOT NULL
);
CREATE UNIQUE INDEX changes_of_sources ON changes (source, run);
CREATE INDEX changes_of_runs ON changes (run);
"""
ABSENT = "absent"
Row = dict[str, Any]
Tables = dict[str, list[Row]]
_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Tables)


class State(NamedTuple):
    """What a source came to at the end of a run: `outcome` is done, failed or absent; its records as `packed` has them."""

    id: str | None
    outcome: str
    records: bytes


class Change(NamedTuple):
    """A source that differs between two runs, and why: the causes of all runs between them."""

    source: str
    causes: tuple[str, ...]
    before: State
    after: State


class Run(NamedTuple):
    """One line of the history. Numbers count documents; they and `ended` are None where the run did not come to its end."""

    run: int
    started: str
    ended: str | None
    done: int | None
    failed: int | None
    unchanged: int | None
    removed: int | None


NOTHING = State(None, ABSENT, b"")


def packed(records: Records) -> bytes:
    """A document's records as the history keeps them."""
    tables = {table: [_row(record) for record in getattr(records, table)] for table in TABLES}
    return zlib.compress(_ENCODER.encode(tables), LEVEL)


def _row(record: Record) -> Row:
    row = msgspec.structs.asdict(record)
    evidence = row.pop("evidence")
    row["at"] = min(
        ((each.source_span[0], each.page) for passages in evidence.values() for each in passages),
        default=None,
        key=lambda at: at[0],
    )
    return row


def unpacked(data: bytes) -> Tables:
    """The records of a state by table: each with its fields, its id and `at`, its place and page in the source."""
    return _DECODER.decode(zlib.decompress(data)) if data else {}


class History:
    """The history's part of an open manifest. The caller answers for errors of the database."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def begin(self, now: str) -> int:
        """The number of the run that starts: the last one's, if that did not come to its end."""
        found = self._base.execute("SELECT run FROM runs WHERE ended IS NULL ORDER BY run DESC LIMIT 1").fetchone()
        if found is not None:
            return int(found[0])
        return int(self._base.execute("INSERT INTO runs (started) VALUES (?) RETURNING run", (now,)).fetchone()[0])

    def note(self, run: int, source: str, causes: tuple[str, ...], before: State) -> None:
        """Put away what a source came to before `run` changed it; what a run finds first is what was before it."""
        self._base.execute(
            "INSERT OR IGNORE INTO changes VALUES (?, ?, ?, ?, ?, ?)",
            (run, source, _ENCODER.encode(causes).decode(), *before),
        )

    def end(self, run: int, now: str, numbers: tuple[int, int, int, int], keep: int) -> None:
        """Close a run, with its documents done, failed, unchanged and removed; forget all but the last `keep` that changed
        records."""
        self._base.execute(
            "UPDATE runs SET ended = ?, done = ?, failed = ?, unchanged = ?, removed = ? WHERE run = ?",
            (now, *numbers, run),
        )
        changing = "SELECT DISTINCT run FROM changes ORDER BY run DESC LIMIT 1 OFFSET ?"
        last = self._base.execute(changing, (keep,)).fetchone()
        if last is not None:
            self._base.execute("DELETE FROM changes WHERE run <= ?", last)
            self._base.execute("DELETE FROM runs WHERE run < ?", last)

    def runs(self) -> list[Run]:
        """The runs that are not forgotten, the oldest first: any two of them can be compared."""
        rows = self._base.execute("SELECT run, started, ended, done, failed, unchanged, removed FROM runs ORDER BY run")
        return [Run(*row) for row in rows]

    def between(self, first: int, last: int) -> Iterator[Change]:
        """The sources that the runs after `first`, up to `last`, changed, in order of source."""
        query = """
            SELECT source, json_group_array(json(causes)) FROM
              (SELECT source, causes FROM changes WHERE run > ? AND run <= ? ORDER BY source, run)
            GROUP BY source ORDER BY source
        """
        for source, causes in self._base.execute(query, (first, last)):
            told = [cause for each in msgspec.json.decode(causes, type=list[list[str]]) for cause in each]
            yield Change(source, tuple(dict.fromkeys(told)), self._state(source, first), self._state(source, last))

    def _state(self, source: str, run: int) -> State:
        """What a source came to at the end of a run."""
        later = "SELECT id, outcome, records FROM changes WHERE source = ? AND run > ? ORDER BY run LIMIT 1"
        found = self._base.execute(later, (source, run)).fetchone()
        if found is None:
            found = self._base.execute(f"SELECT {NOW} WHERE source = ?", (source,)).fetchone()
        return State(*found) if found is not None else NOTHING

    def now(self) -> Iterator[tuple[str, int, State]]:
        """Each source with the number of its versions and what it came to in the end, in order of source."""
        for source, version, *state in self._base.execute(f"SELECT source, version, {NOW} ORDER BY source"):
            yield source, version, State(*state)


NOW = "id, outcome, coalesce(records, x'') FROM sources LEFT JOIN contents USING (source)"
