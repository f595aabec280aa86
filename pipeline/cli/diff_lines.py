"""A diff for people: lines for a terminal, or Markdown, as for a comment on a change."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.cli.terminal import printable
from pipeline.corpus.diff import CauseDiff, Diff, DocumentDiff, FieldDiff, RecordDiff

SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
NAMING = (
    "number",
    "numbers",
    "name",
    "head",
    "title",
    "text",
    "value",
    "what",
    "count",
    "raw",
    "kind",
    "type",
    "date",
    "place",
)
"""Fields that tell a reader which record it is, the surest first."""
LONGEST = 70
_MARKUP = re.compile(r"([\\`*_\[\]<>|#&])")


def lines(diff: Diff, limit: int) -> Iterator[str]:
    """A diff as a table; of each cause the first `limit` records, or all with 0. Moved records are only counted."""
    yield f"{diff.before} -> {diff.after}: {diff.totals}"
    for cause in diff.causes:
        yield ""
        yield f"{cause.cause}: {cause.totals}"
        last = None
        for document, record in _entries(cause, limit):
            if document is not last:
                yield f"  {_heading(document)}"
                last = document
            if record is not None:
                yield f"    {SIGNS[record.change]} {record.table:16}{_label(record):{LONGEST}}{_place(record)}".rstrip()
                yield from (f"        {each.field}: {_value(each.old)} -> {_value(each.new)}" for each in record.fields)
        yield from _rest(cause, limit)


def markdown(diff: Diff, limit: int) -> Iterator[str]:
    """The same as Markdown. Whatever documents say is escaped."""
    yield f"## {_escaped(diff.before)} to {_escaped(diff.after)}"
    yield ""
    yield f"{diff.totals}"
    for cause in diff.causes:
        yield ""
        yield f"### {_escaped(cause.cause)}"
        yield ""
        yield f"{cause.totals}"
        entries = list(_entries(cause, limit))
        bare = [f"- {_escaped(_heading(document))}" for document, record in entries if record is None]
        rows = [row for document, record in entries if record is not None for row in _rows(document, record)]
        if bare:
            yield from ("", *bare)
        if rows:
            yield from (
                "",
                "| change | document | page | record | field | before | after |",
                "|---|---|---|---|---|---|---|",
            )
            yield from rows
        yield from ("\n" + line.strip() for line in _rest(cause, limit))


def _rows(document: DocumentDiff, record: RecordDiff) -> Iterator[str]:
    for each in record.fields or [FieldDiff("", None, None, False)]:
        values = ("", "") if not each.field else (_value(each.old), _value(each.new))
        page = "" if record.page is None else str(record.page)
        cells = (document.source, page, f"{record.table}: {_label(record)}", each.field, *values)
        yield f"| {record.change} | {' | '.join(map(_escaped, cells))} |"


def _entries(cause: CauseDiff, limit: int) -> Iterator[tuple[DocumentDiff, RecordDiff | None]]:
    """What there is to show of a cause: a record with its document, or a document alone that moved or came to another end."""
    return itertools.islice(_all(cause), limit or None)


def _all(cause: CauseDiff) -> Iterator[tuple[DocumentDiff, RecordDiff | None]]:
    for document in cause.documents:
        records = [record for record in document.records if record.change in SIGNS]
        yield from ((document, record) for record in records)
        if not records and (document.was or document.before != document.after):
            yield document, None


def _rest(cause: CauseDiff, limit: int) -> Iterator[str]:
    more = sum(1 for _ in _all(cause)) - limit
    if limit and more > 0:
        yield f"  and {more} more (--limit 0 and --json have all)"


def _heading(document: DocumentDiff) -> str:
    was = f" (was {printable(document.was)})" if document.was else ""
    end = "" if document.before == document.after else f" ({document.before} -> {document.after})"
    return f"{printable(document.source)}{was}{end}"


def _label(record: RecordDiff) -> str:
    said = record.record or {}
    values = [value for field in NAMING if field in said for value in _texts(said[field])]
    words = " · ".join(dict.fromkeys(" ".join(value.split()) for value in values[:3]))
    return printable(words if len(words) < LONGEST else f"{words[: LONGEST - 2]}…")


def _texts(value: Any) -> Iterator[str]:
    """The first words of a value that say what it is."""
    if isinstance(value, dict):
        yield from (text for field in NAMING if field in value for text in list(_texts(value[field]))[:1])
    elif isinstance(value, list):
        yield from (text for each in value[:1] for text in list(_texts(each))[:1])
    elif value is not None:
        yield str(value)


def _place(record: RecordDiff) -> str:
    return f" page {record.page}" if record.page is not None else ""


def _value(value: Any) -> str:
    words = printable(msgspec.json.encode(value, order="deterministic").decode())
    return words if len(words) < LONGEST else f"{words[: LONGEST - 2]}…"


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\1", printable(words))
