"""The manifest of an output folder: what became of each source, in SQLite, so that a run can go on after any end."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import pipeline
from pipeline.corpus.files import Found, NameClash
from pipeline.errors import WriteError

LAYOUT = 3
"""The manifest of another layout is made anew: it holds nothing that the sources do not give again."""
TABLES = """
CREATE TABLE sources (
  source TEXT PRIMARY KEY, id TEXT, size INTEGER NOT NULL, mtime INTEGER NOT NULL, fingerprint TEXT NOT NULL,
  outcome TEXT NOT NULL, stage TEXT, code TEXT, message TEXT, written INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE places (source TEXT PRIMARY KEY, path BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE accounts (source TEXT PRIMARY KEY, unclaimed BLOB NOT NULL);
CREATE TABLE tables (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
  run INTEGER PRIMARY KEY, started TEXT NOT NULL, fingerprint TEXT NOT NULL, done INTEGER, failed INTEGER, unchanged INTEGER
);
"""
UNDO = "".join(f"DROP TABLE IF EXISTS {table};" for table in ("sources", "places", "accounts", "tables", "runs"))
FOUND = """
CREATE TEMP TABLE found (
  source TEXT PRIMARY KEY, path BLOB NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL
) WITHOUT ROWID
"""
COMMIT_SECONDS = 0.5
"""What is kept goes to the disk together this often: a kill costs that much work, and a commit each costs a third more."""
PAGE = 500
"""Rows that are in memory at a time."""


class Row(NamedTuple):
    """What became of one source. Size and time are those of the file that was read; `written` the extract's size."""

    source: str
    id: str | None
    size: int
    mtime: int
    fingerprint: str
    outcome: str
    stage: str | None
    code: str | None
    message: str | None
    written: int


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
                self._base.executescript(f"BEGIN; {UNDO} {TABLES} PRAGMA user_version={LAYOUT}; COMMIT;")
            self._base.execute(FOUND)
            self._begin()

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

    def accounts(self) -> Iterator[bytes]:
        """What no record claimed: JSON lines, in order of source."""
        with self._careful():
            for (lines,) in self._base.execute("SELECT unclaimed FROM accounts ORDER BY source"):
                yield from lines.splitlines()

    def keep(self, row: Row, unclaimed: bytes = b"") -> None:
        """A source's outcome. From here on the tables are not those of the rows."""
        with self._careful():
            if not self._dirty:
                self._base.execute("DELETE FROM tables")
                self._dirty = True
            self._base.execute(f"INSERT OR REPLACE INTO sources VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
            self._base.execute("DELETE FROM accounts WHERE source = ?", (row.source,))
            if unclaimed:
                self._base.execute("INSERT INTO accounts VALUES (?, ?)", (row.source, unclaimed))
        self._now_and_then()

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
            self._base.execute("DELETE FROM tables")
            self._base.execute("DELETE FROM sources WHERE source = ?", (source,))
            self._base.execute("DELETE FROM accounts WHERE source = ?", (source,))

    def tables(self) -> dict[str, int]:
        """The rows of each table as it was last written; nothing where they are out of date."""
        with self._careful():
            return dict(self._base.execute("SELECT name, rows FROM tables ORDER BY name"))

    def keep_tables(self, rows: dict[str, int]) -> None:
        with self._careful():
            self._base.executemany("INSERT OR REPLACE INTO tables VALUES (?, ?)", rows.items())

    def close_run(self, fingerprint: str, done: int, failed: int, unchanged: int) -> None:
        """Write a run into the history; the clock stands here alone."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with self._careful():
            self._base.execute(
                "INSERT INTO runs (started, fingerprint, done, failed, unchanged) VALUES (?, ?, ?, ?, ?)",
                (now, fingerprint, done, failed, unchanged),
            )

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


def fingerprint(*settings: str) -> str:
    """What a result depends on beside its source: the rules' own code, the model and the settings."""
    digest = hashlib.sha256()
    root = Path(pipeline.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    for setting in settings:
        digest.update(f"|{setting}={_version(setting)}".encode())
    return digest.hexdigest()[:16]


def _version(name: str) -> str:
    try:
        return version(name.replace("_", "-"))
    except PackageNotFoundError:
        return ""


def is_finished(path: Path) -> bool:
    """Whether the last run of this manifest came to its end, so that its tables are those of its extracts."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        try:
            return bool(base.execute("SELECT count(*) FROM tables").fetchone()[0])
        except sqlite3.Error:
            return False
