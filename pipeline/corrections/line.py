"""One line of `corrections.jsonl`: who decided what, when, about which value, on which evidence, against which version."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from pipeline.model.document import Box
from pipeline.model.records import Evidence, Pair

Action = Literal["accept", "correct", "reject", "add", "undo"]
CONTEXT = 48
"""Characters of the text that a passage keeps on each side: some eight words tell it from others that read alike."""
LONGEST_NAME = 80


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the text with what stands around them, so that they are found again when the text has changed.

    `path` is the field that they ground. `span`, `source_span`, `page` and `boxes` are those of the version that the
    decision was made against.
    """

    path: str
    span: Pair
    quote: str
    prefix: str
    suffix: str
    source_span: Pair
    page: int | None
    boxes: list[Box] | None


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the record was when it was decided about: by this it is known again when its id has changed."""

    passages: list[Passage]
    values: dict[str, Any]
    """Each leaf by its path."""


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One decision. `at` is UTC in ISO 8601, `document` the SHA-256 of the source's bytes.

    accept    the record (no path), one of its values, or (no record) that a passage holds nothing to record
    correct   the value at `path` is `new`; `old` is what it replaces
    reject    the record (no path), an entry of a list, or a value that the document does not state
    add       a record (no path, `new` has its fields), or an entry of the list at `path`
    undo      the earlier line `undoes` no longer holds; a line that undoes an undo brings it back
    """

    id: str
    at: str
    by: str
    action: Action
    document: str
    source: str
    table: str | None = None
    record: str | None = None
    path: str | None = None
    old: Any = None
    new: Any = None
    evidence: list[Passage] = []
    subject: Subject | None = None
    undoes: str | None = None
    schema_version: str
    rules: str

    @property
    def target(self) -> tuple[str | None, str | None, str | None]:
        """The value that it is about."""
        return self.table, self.record, self.path


class BrokenLine(ValueError):
    """A line is no correction; the message says why."""


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Correction)


def encode(correction: Correction) -> bytes:
    """A correction as one line, its end included."""
    return _ENCODER.encode(correction) + b"\n"


def decode(line: bytes) -> Correction:
    """A line as a correction.

    Raises:
        BrokenLine: it is none.
    """
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenLine(str(error)) from error


def passage(text: str, path: str, evidence: Evidence) -> Passage:
    """The passage of `text` that a piece of evidence names."""
    start, end = evidence.span
    return Passage(
        path=path,
        span=evidence.span,
        quote=evidence.raw,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        source_span=evidence.source_span,
        page=evidence.page,
        boxes=evidence.boxes,
    )
