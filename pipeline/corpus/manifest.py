"""The manifest of an output folder: what became of each source, in SQLite, so that a run can go on after any end."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import pipeline

TABLES = """
CREATE TABLE IF NOT EXISTS sources (
  source TEXT PRIMARY KEY, id TEXT, fingerprint TEXT NOT NULL, outcome TEXT NOT NULL,
  stage TEXT, code TEXT, message TEXT, unclaimed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY, started TEXT NOT NULL, fingerprint TEXT NOT NULL, done INTEGER, failed INTEGER, unchanged INTEGER
);
"""


class Row(NamedTuple):
    """What became of one source. `unclaimed` holds the account's JSON lines."""

    source: str
    id: str | None
    fingerprint: str
    outcome: str
    stage: str | None
    code: str | None
    message: str | None
    unclaimed: bytes


class Manifest:
    """Opened for one run; every `keep` is on disk when it returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path)
        self._base.execute("PRAGMA synchronous=NORMAL")
        self._base.executescript(TABLES)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def get(self, source: str) -> Row | None:
        row = self._base.execute("SELECT * FROM sources WHERE source = ?", (source,)).fetchone()
        return Row(*row) if row else None

    def keep(self, row: Row) -> None:
        with self._base:
            self._base.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def rows(self) -> Iterator[Row]:
        """All rows in order of source."""
        for row in self._base.execute("SELECT * FROM sources ORDER BY source"):
            yield Row(*row)

    def drop(self, source: str) -> None:
        with self._base:
            self._base.execute("DELETE FROM sources WHERE source = ?", (source,))

    def close_run(self, fingerprint: str, done: int, failed: int, unchanged: int) -> None:
        """Write a run into the history; the clock stands here alone."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        with self._base:
            self._base.execute(
                "INSERT INTO runs (started, fingerprint, done, failed, unchanged) VALUES (?, ?, ?, ?, ?)",
                (now, fingerprint, done, failed, unchanged),
            )


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
