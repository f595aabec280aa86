"""The manifest of an output folder: what became of each source, in SQLite, so that a run can go on after any end."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.corpus.files import Found, NameClash
from pipeline.corpus.history import NOTHING, Change, History, Run, State
from pipeline.corpus.history import TABLES_SQL as HISTORY
from pipeline.corpus.versions import Versions
from pipeline.errors import WriteError

MANIFEST = "manifest.sqlite"
LAYOUT = 5
"""The manifest of another layout is made anew: all but the history is given again by the sources."""
TABLES = """
CREATE TABLE sources (
  source TEXT PRIMARY KEY, id TEXT, size INTEGER NOT NULL, mtime INTEGER NOT NULL, version INTEGER NOT NULL, limits TEXT,
  outcome TEXT NOT NULL, stage TEXT, code TEXT, message TEXT, written INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sources_of_size ON sources (size);
CREATE INDEX sources_of_id ON sources (id);
CREATE TABLE versions (
  version INTEGER PRIMARY KEY, load TEXT, repair TEXT, split TEXT, extract TEXT, assemble TEXT, model TEXT, settings TEXT,
  UNIQUE (load, repair, split, extract, assemble, model, settings)
);
CREATE TABLE places (source TEXT PRIMARY KEY, path BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE contents (source TEXT PRIMARY KEY, unclaimed BLOB NOT NULL, records BLOB NOT NULL);
CREATE TABLE pieces (source TEXT PRIMARY KEY, fresh INTEGER NOT NULL, sizes BLOB NOT NULL, joined INTEGER);
CREATE TABLE tables (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
"""
FOUND = """
CREATE TEMP TABLE found (
  source TEXT PRIMARY KEY, path BLOB NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL
) WITHOUT ROWID
"""
COMMIT_SECONDS = 0.5
"""What is kept goes to the disk together this often: a kill costs that much work, and a commit each costs a third more."""
PAGE = 500
"""Rows that are in memory at a time."""
ALIKE = 100
"""Sources of one size whose bytes a new source is compared with."""


class Row(NamedTuple):
    """What became of one source. Size and time are those of the file that was read; `written` the extract's size.

    `version` is the number of the versions it was done with, `limits` those that it failed at.
    """

    source: str
    id: str | None
    size: int
    mtime: int
    version: int
    limits: str | None
    outcome: str
    stage: str | None
    code: str | None
    message: str | None
    written: int


class Piece(NamedTuple):
    """What a document has in the tables: `sizes` as `tables` packs them, empty where it has nothing there yet.

    `id` is None where the document has left, `fresh` false where its rows are no longer those of its extract. `joined` are the
    bytes of its recommendations where answers have been written into them.
    """

    source: str
    id: str | None
    fresh: bool
    sizes: bytes
    joined: int | None


class Manifest:
    """Opened for one run, by the one process that holds the folder's lock.

    Raises (from any method):
        WriteError: the file cannot be written, or is no manifest.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._dirty = False
        with self._careful():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute("PRAGMA synchronous=NORMAL")
            if self._base.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
                self._make()
            self._base.execute(FOUND)
            self._base.execute("CREATE TEMP TABLE renewed (source TEXT PRIMARY KEY, sizes BLOB, joined INTEGER)")
            self._begin()
        self._history = History(self._base)

    def _make(self) -> None:
        found = self._base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        old = "".join(f"DROP TABLE {name};" for (name,) in found)
        self._base.executescript(f"BEGIN; {old} {TABLES} {HISTORY} PRAGMA user_version={LAYOUT}; COMMIT;")

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """What is kept stays, however the block ends."""
        try:
            with contextlib.suppress(WriteError) if kind else contextlib.nullcontext():
                self._commit()
        finally:
            self._base.close()

    def find(self, sources: Iterable[Found]) -> int:
        """Take note of the sources that are there now, and where they lie; how many they are.

        Raises:
            NameClash: two of them have one name.
        """
        with self._careful():
            for found in sources:
                row = (found.name, os.fsencode(os.path.abspath(found.path)), found.size, found.mtime)  # noqa: PTH100
                try:
                    self._base.execute("INSERT INTO found VALUES (?, ?, ?, ?)", row)
                except sqlite3.IntegrityError as error:
                    raise NameClash(f"two files would both be written as {found.name}") from error
            self._base.execute("DELETE FROM places")
            return self._base.execute("INSERT INTO places SELECT source, path FROM found").rowcount

    def places(self) -> dict[str, Path]:
        """Where the sources lie, by their names."""
        with self._careful():
            return {name: Path(os.fsdecode(path)) for name, path in self._base.execute("SELECT * FROM places")}

    def found(self) -> Iterator[tuple[Found, Row | None]]:
        """Each source that is there with its row, if it has one, in order of source."""
        columns = ", ".join(f"sources.{field}" for field in Row._fields)
        query = f"SELECT found.*, {columns} FROM found LEFT JOIN sources USING (source)"  # noqa: S608 - our own names
        for name, path, size, mtime, *row in self._paged(query, "found.source"):
            yield Found(name, os.fsdecode(path), size, mtime), Row(*row) if row[0] is not None else None

    def rows(self, outcome: str) -> Iterator[Row]:
        """The rows with an outcome, in order of source."""
        with self._careful():
            for row in self._base.execute("SELECT * FROM sources WHERE outcome = ? ORDER BY source", (outcome,)):
                yield Row(*row)

    def row(self, source: str) -> Row | None:
        """The row of a source, if it has one."""
        with self._careful():
            found = self._base.execute("SELECT * FROM sources WHERE source = ?", (source,)).fetchone()
        return Row(*found) if found is not None else None

    def version(self, versions: Versions) -> int:
        """The number that stands for `versions` in a row."""
        named = " AND ".join(f"{field} = ?" for field in versions._fields)
        with self._careful():
            self._base.execute("INSERT OR IGNORE INTO versions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", versions)
            found = self._base.execute(f"SELECT version FROM versions WHERE {named}", versions)  # noqa: S608
            return int(found.fetchone()[0])

    def versions(self) -> dict[int, Versions]:
        """All versions that rows may name."""
        with self._careful():
            return {number: Versions(*words) for number, *words in self._base.execute("SELECT * FROM versions")}

    def alike(self, size: int, version: int) -> tuple[str, ...]:
        """Ids of documents of `size` bytes that are done with `version`."""
        query = "SELECT id FROM sources WHERE size = ? AND version = ? AND outcome = 'done' LIMIT ?"
        with self._careful():
            return tuple(found for (found,) in self._base.execute(query, (size, version, ALIKE)))

    def same(self, document: str, version: int) -> list[tuple[Row, bool]]:
        """The rows of a document that is done with `version`, and whether its source is still there; those that are gone
        first."""
        query = """
            SELECT sources.*, source IN (SELECT source FROM found) AS there FROM sources
            WHERE id = ? AND version = ? AND outcome = 'done' ORDER BY there, source
        """
        with self._careful():
            rows = self._base.execute(query, (document, version)).fetchall()
        return [(Row(*row), bool(there)) for *row, there in rows]

    def has(self, document: str) -> bool:
        """Whether a source has the bytes with this id."""
        with self._careful():
            return self._base.execute("SELECT 1 FROM sources WHERE id = ? LIMIT 1", (document,)).fetchone() is not None

    @property
    def changed(self) -> bool:
        """Whether this run has kept or dropped a row."""
        return self._dirty

    def accounts(self) -> Iterator[bytes]:
        """What no record claimed: JSON lines, in order of source."""
        with self._careful():
            for (lines,) in self._base.execute("SELECT unclaimed FROM contents ORDER BY source"):
                yield from lines.splitlines()

    def contents(self, source: str) -> tuple[bytes, bytes]:
        """What no record of a source claimed, and its records as the history keeps them."""
        with self._careful():
            found = self._base.execute("SELECT unclaimed, records FROM contents WHERE source = ?", (source,)).fetchone()
        return found or (b"", b"")

    def keep(self, row: Row, unclaimed: bytes = b"", records: bytes = b"") -> None:
        """A source's outcome. From here on the tables are not those of the rows."""
        with self._careful():
            self._spoil(row.source)
            self._base.execute(f"INSERT OR REPLACE INTO sources VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
            if row.outcome == "done":
                contents = (row.source, unclaimed, records)
                self._base.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", contents)
            else:
                self._base.execute("DELETE FROM contents WHERE source = ?", (row.source,))
        self._now_and_then()

    def _spoil(self, source: str) -> None:
        self._base.execute("UPDATE pieces SET fresh = 0 WHERE source = ?", (source,))
        if not self._dirty:
            self._base.execute("DELETE FROM tables")
            self._dirty = True

    def touch(self, source: str, size: int, mtime: int) -> None:
        """A source's file was written again with the same bytes."""
        with self._careful():
            self._base.execute("UPDATE sources SET size = ?, mtime = ? WHERE source = ?", (size, mtime, source))
        self._now_and_then()

    def lost(self) -> Iterator[str]:
        """Sources with a row that are no longer there."""
        for (source,) in self._paged(
            "SELECT source FROM sources WHERE source NOT IN (SELECT source FROM found)", "source"
        ):
            yield str(source)

    def drop(self, source: str) -> None:
        with self._careful():
            self._spoil(source)
            self._base.execute("DELETE FROM sources WHERE source = ?", (source,))
            self._base.execute("DELETE FROM contents WHERE source = ?", (source,))

    def tables(self) -> dict[str, int]:
        """The rows of each table as it was last written; nothing where they are out of date."""
        with self._careful():
            return dict(self._base.execute("SELECT name, rows FROM tables ORDER BY name"))

    def keep_tables(self, rows: dict[str, int]) -> None:
        with self._careful():
            self._base.executemany("INSERT OR REPLACE INTO tables VALUES (?, ?)", rows.items())

    def pieces(self) -> Iterator[Piece]:
        """What each document has in the tables, in the order in which it stands there; also those that left since."""
        query = """
            SELECT source, id, coalesce(fresh AND id IS NOT NULL, 0), coalesce(sizes, x''), joined
            FROM (SELECT source FROM pieces UNION SELECT source FROM sources WHERE outcome = 'done')
            LEFT JOIN pieces USING (source)
            LEFT JOIN (SELECT source, id FROM sources WHERE outcome = 'done') USING (source)
            ORDER BY source
        """
        with self._careful():
            for source, document, fresh, sizes, joined in self._base.execute(query):
                yield Piece(source, document, bool(fresh), sizes, joined)

    def renew_piece(self, source: str, sizes: bytes) -> None:
        """What a document has in the new tables, which are not yet in their place."""
        with self._careful():
            self._base.execute("INSERT OR REPLACE INTO renewed VALUES (?, ?, NULL)", (source, sizes))

    def forget_pieces(self) -> None:
        """From here on, surely, nothing is known of the tables that are there."""
        with self._careful():
            self._base.execute("DELETE FROM pieces")
            self._commit()
            self._begin()

    def keep_pieces(self, joined: Iterable[tuple[str, int]]) -> None:
        """The new tables are in their place; with the bytes of recommendations into which answers were written."""
        with self._careful():
            for source, length in joined:
                self._base.execute("UPDATE renewed SET joined = ? WHERE source = ?", (length, source))
            self._base.execute("INSERT INTO pieces SELECT source, 1, sizes, joined FROM renewed")
            self._base.execute("DELETE FROM renewed")

    def begin_run(self) -> int:
        """The number of the run that starts, or that goes on; the clock stands in the history alone."""
        with self._careful():
            return self._history.begin(_now())

    def note(self, run: int, source: str, causes: tuple[str, ...], before: Row | None, records: bytes) -> None:
        """Into the history: what a source came to before `run` changed it, and why it did."""
        state = State(before.id, before.outcome, records) if before is not None else NOTHING
        with self._careful():
            self._history.note(run, source, causes, state)

    def end_run(self, run: int, numbers: tuple[int, int, int, int], keep: int) -> None:
        """Into the history: how many documents a run has done, failed at, found unchanged and removed."""
        with self._careful():
            self._history.end(run, _now(), numbers, keep)

    def runs(self) -> list[Run]:
        """The runs that the history has, the oldest first."""
        with self._careful():
            return self._history.runs()

    def between(self, first: int, last: int) -> Iterator[Change]:
        """The sources that the runs after `first`, up to `last`, changed, in order of source."""
        with self._careful():
            yield from self._history.between(first, last)

    def states(self) -> Iterator[tuple[str, int, State]]:
        """Each source with the number of its versions and what it came to, in order of source."""
        with self._careful():
            yield from self._history.now()

    @contextlib.contextmanager
    def _careful(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise WriteError(f"cannot write {self._path}: {error}") from error

    def _paged(self, query: str, key: str) -> Iterator[tuple[Any, ...]]:
        """Rows of a query, the key first, a page at a time: between two pages the tables may change."""
        last, condition = "", " AND " if " WHERE " in query else " WHERE "
        while True:
            with self._careful():
                page = self._base.execute(
                    f"{query}{condition}{key} > ? ORDER BY {key} LIMIT {PAGE}", (last,)
                ).fetchall()
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def _begin(self) -> None:
        self._base.execute("BEGIN")
        self._since = time.monotonic()

    def _commit(self) -> None:
        with self._careful():
            if self._base.in_transaction:
                self._base.execute("COMMIT")

    def _now_and_then(self) -> None:
        if time.monotonic() - self._since > COMMIT_SECONDS:
            self._commit()
            with self._careful():
                self._begin()


def places(manifest: Path) -> dict[str, Path]:
    """Where the sources of the last run lay, by their names; empty where there is no manifest of this version."""
    if not manifest.is_file():
        return {}
    try:
        with contextlib.closing(sqlite3.connect(f"{manifest.absolute().as_uri()}?mode=ro", uri=True)) as base:
            return {source: Path(os.fsdecode(path)) for source, path in base.execute("SELECT * FROM places")}
    except sqlite3.Error:
        return {}


def account(manifest: Path, source: str) -> list[bytes]:
    """What no record of one source claimed: JSON lines; empty where there is no manifest of this version."""
    try:
        with contextlib.closing(sqlite3.connect(f"{manifest.absolute().as_uri()}?mode=ro", uri=True)) as base:
            found = base.execute("SELECT unclaimed FROM contents WHERE source = ?", (source,)).fetchone()
    except sqlite3.Error:
        return []
    return list(found[0].splitlines()) if found is not None else []


@contextlib.contextmanager
def snapshot(output: Path) -> Iterator[Manifest]:
    """The manifest of an output folder to be read: a copy, so that nothing there changes, whatever a run has left.

    Where there is none, or one of another layout, it is empty.

    Raises:
        WriteError: it is no manifest.
    """
    with tempfile.TemporaryDirectory(prefix="upr-") as folder:
        for name in (MANIFEST, f"{MANIFEST}-journal"):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                shutil.copyfile(output / name, Path(folder) / name)
        try:
            manifest = Manifest(Path(folder) / MANIFEST)
        except WriteError as error:
            raise WriteError(f"cannot read {output / MANIFEST}: {error.__cause__}") from error
        with manifest:
            yield manifest


def is_finished(path: Path) -> bool:
    """Whether the last run of this manifest came to its end, so that its tables are those of its extracts."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        try:
            return bool(base.execute("SELECT count(*) FROM tables").fetchone()[0])
        except sqlite3.Error:
            return False


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
