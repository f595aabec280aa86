"""One run on the desk: its documents with all decisions on them, and making a decision a line of the journal.

What is shown is the extract with the decisions of this moment, other desks' included. The run's own files are brought up to
date when the desk opens and when it closes.
"""

from __future__ import annotations

import datetime
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import msgspec

from pipeline.corpus import journal, manifest
from pipeline.corpus.grounding import Grounding, Sources
from pipeline.corpus.manifest import MANIFEST, Row
from pipeline.corpus.tables import document_path
from pipeline.corrections import values
from pipeline.corrections.apply import apply
from pipeline.corrections.book import Book
from pipeline.corrections.line import Correction, Passage, passage
from pipeline.corrections.subjects import subject
from pipeline.model.records import SCHEMA_VERSION, Assembly, Extraction, Record, Unclaimed
from pipeline.review.desk.forms import completed
from pipeline.review.report.naming import page_name


class Selected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the text that were selected for a field: a span of code points."""

    path: str
    start: int
    end: int


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a user wants to decide. `seen` is the id of the last line about the value that the page showed."""

    page: str
    action: Literal["accept", "correct", "reject", "add"]
    table: str | None = None
    record: str | None = None
    path: str | None = None
    value: Any = None
    selected: list[Selected] = []
    seen: str | None = None


class Undo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line to be undone. To undo an undo brings a decision back."""

    page: str
    id: str


class Refused(ValueError):
    """A wish cannot be fulfilled; the message says why, for the user."""


class Conflict(Refused):
    """Someone else has decided about the value since the page was shown."""

    def __init__(self, line: Correction) -> None:
        about = " ".join(filter(None, (line.path, "to", msgspec.json.encode(line.new).decode())))
        what = f"{line.action} {about}" if line.action in ("correct", "add") else f"{line.action} {line.path or ''}"
        super().__init__(f"{line.by} has decided about this meanwhile: {what.strip()}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as the desk shows it now, and the lines of the journal about it, undone ones included."""

    row: Row
    assembly: Assembly
    lines: tuple[Correction, ...]
    holding: tuple[Correction, ...]
    ground: Grounding

    @property
    def extraction(self) -> Extraction:
        return self.assembly.extraction


class Desk:
    """The documents of one run, and the journal of its corrections."""

    def __init__(self, output: Path, file: Path, user: str) -> None:
        self.output, self.file, self.user = output, file, user
        self._lock = threading.Lock()
        with manifest.snapshot(output) as base:
            self._rows = {page_name(row.source): row for row in base.rows("done")}
            self._versions = base.versions()
            self._sources = Sources(output, self._versions, base.places())

    @property
    def pages(self) -> Sequence[str]:
        """The names of the pages of all documents."""
        return list(self._rows)

    def shown(self, page: str) -> Shown:
        """A document with all that is decided about it.

        Raises:
            KeyError: the run has no such document.
            Refused: its extract is not there any more.
            WriteError: the journal cannot be read.
        """
        return self._shown(self._rows[page], journal.read(self.file))

    def _shown(self, row: Row, book: Book) -> Shown:
        try:
            extraction = msgspec.json.decode(document_path(self.output, row.source).read_bytes(), type=Extraction)
        except (OSError, msgspec.DecodeError) as error:
            raise Refused("the run has changed since the desk was opened: close it and open it again") from error
        row = row._replace(id=extraction.document.id)  # a run meanwhile may have read other bytes under this name
        unclaimed = [_unclaimed(line) for line in manifest.account(self.output / MANIFEST, row.source)]
        present = {each.id or "" for each in self._rows.values()} - {row.id}
        holding = book.of(row.id or "", row.source, present)
        known = {line.document for line in holding} | {row.id}
        lines = tuple(line for line in book.lines if line.document in known)
        ground = Grounding(extraction, holding, self._sources, row)
        assembly = apply(Assembly(extraction=extraction, unclaimed=unclaimed), holding, ground)
        return Shown(row, assembly, lines, holding, ground)

    def decide(self, wish: Wish) -> Correction:
        """Write a decision into the journal.

        Raises:
            Refused, Conflict: it cannot be made, or somebody else was first; nothing was written.
            KeyError: the run has no such document.
            WriteError: the journal cannot be written.
        """
        row = self._rows[wish.page]

        def make(book: Book) -> Correction:
            shown = self._shown(row, book)
            last = last_about(shown.holding, wish)
            if last is not None and last.id != wish.seen:
                raise Conflict(last)
            line = self._line(wish, shown)
            after = apply(shown.assembly, [*shown.holding, line], shown.ground).extraction.corrections
            for unplaced in after.unplaced if after else ():
                if unplaced.id == line.id:
                    raise Refused(unplaced.reason)
            return line

        with self._lock:
            return journal.append(self.file, make)

    def undo(self, wish: Undo) -> Correction:
        """Write into the journal that a line no longer holds.

        Raises:
            Refused: there is no such line, or it does not hold.
            KeyError: the run has no such document.
            WriteError: the journal cannot be written.
        """
        row = self._rows[wish.page]

        def make(book: Book) -> Correction:
            shown = self._shown(row, book)
            line = next((line for line in shown.lines if line.id == wish.id), None)
            if line is None:
                raise Refused("there is no such decision about this document")
            if line.id in undone(book):
                raise Refused("it is undone already")
            about = {name: getattr(line, name) for name in ("table", "record", "path", "document", "source")}
            return self._correction(row, "undo", **about, undoes=line.id)

        with self._lock:
            return journal.append(self.file, make)

    def _line(self, wish: Wish, shown: Shown) -> Correction:
        text = shown.extraction.text
        evidence = [self._passage(each, text, shown.ground) for each in wish.selected]
        if wish.table is None:
            if wish.action != "accept" or not evidence:
                raise Refused("choose a record, or words of the text")
            return self._correction(shown.row, "accept", evidence=evidence)
        try:
            record = None if wish.record is None else _record(shown.extraction, wish.table, wish.record)
            if record is None and (wish.action != "add" or wish.path is not None):
                raise Refused("choose a record")
            words = " ".join(evidence[0].quote.split()) if evidence else ""
            entry = wish.action == "add" and wish.path is not None
            new = None
            if wish.action in ("correct", "add"):
                new = completed(wish.table, f"{wish.path}[0]" if entry else wish.path, wish.value, words)
            old = None
            if record is not None and wish.path is not None:
                old = values.at(msgspec.to_builtins(record), wish.path)
                if wish.action == "correct" and not evidence:
                    new = _as_it_was_written(new, old)
        except values.Unfit as error:
            raise Refused(str(error)) from error
        return self._correction(
            shown.row,
            wish.action,
            table=wish.table,
            record=wish.record,
            path=wish.path,
            old=old,
            new=new,
            evidence=evidence,
            subject=subject(text, record) if record is not None else None,
        )

    def _passage(self, selected: Selected, text: str, ground: Grounding) -> Passage:
        if not 0 <= selected.start < selected.end <= len(text) or not text[selected.start : selected.end].strip():
            raise Refused("the selected words are not in the text")
        start, end = trimmed(text, selected.start, selected.end)
        evidence = ground((start, end))
        if evidence is None:
            raise Refused("where these words stand in the source is not known: the source has gone or has changed")
        return passage(text, selected.path, evidence)

    def _correction(self, row: Row, action: Any, **more: Any) -> Correction:
        versions = self._versions.get(row.version, ())
        fields: dict[str, Any] = {
            "id": f"c-{secrets.token_hex(6)}",
            "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "by": self.user,
            "action": action,
            "document": row.id or "",
            "source": row.source,
            "schema_version": SCHEMA_VERSION,
            "rules": sha256("|".join(versions).encode()).hexdigest()[:12],
        }
        return Correction(**{**fields, **more})


def last_about(lines: Sequence[Correction], wish: Wish) -> Correction | None:
    """The last line that holds about the value of a wish, or about what it is part of; None for what is new."""
    if wish.action == "add" or wish.record is None:
        return None
    mine = [line for line in lines if line.record == wish.record and line.table == wish.table]
    return next((line for line in reversed(mine) if overlap(line.path, wish.path)), None)


def overlap(one: str | None, other: str | None) -> bool:
    """Whether two paths of a record are about one value. A decision about a record as a whole is about none of its values."""
    if one is None or other is None:
        return one is other
    return values.is_below(one, other) or values.is_below(other, one)


def undone(book: Book) -> set[str]:
    """The ids of lines, undos included, that do not hold."""
    gone: set[str] = set()
    for line in reversed(book.lines):
        if line.action == "undo" and line.id not in gone and line.undoes:
            gone.add(line.undoes)
    return gone


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _as_it_was_written(new: Any, old: Any) -> Any:
    """A value that was typed keeps the words that were read."""
    if isinstance(new, dict) and isinstance(old, dict) and "raw" in old and not new.get("raw"):
        return {**new, "raw": old["raw"]}
    return new


def _record(extraction: Extraction, table: str, wanted: str) -> Record:
    values.kind_of(table)
    for record in getattr(extraction.records, table):
        if record.id == wanted:
            found: Record = record
            return found
    raise Refused("the record is no longer there")


def _unclaimed(line: bytes) -> Unclaimed:
    row = msgspec.json.decode(line, type=dict[str, Any])
    del row["source"]
    return msgspec.convert(row, Unclaimed)
