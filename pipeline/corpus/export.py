"""A run's records as flat tables for other programs: CSV for spreadsheets, JSON lines for everything else.

    <output>/documents/**.json -> <output>/export/<format>/<table>.<format>

The tables are made from the structs of `model/records.py`, so a new field gets its column here by itself. Both formats
have the same tables and columns. JSON lines have each value as it is. CSV is made for people who open it in Excel: it
starts with a byte order mark (without one Excel takes UTF-8 for the system's own code page), and no cell is a formula.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pipeline.corpus import files
from pipeline.corpus.one import ENCODER
from pipeline.model.records import Document, Evidence, Record, Records
from pipeline.vocabulary import countries

Cell = str | int | float | bool | list[str] | None

UPR_INFO = "recommendations_upr_info"
LATER = ("parquet", "duckdb")
"""Formats that the contract names and this version does not write."""


class NoRun(LookupError):
    """The folder holds no run; the message names it."""


class Damaged(ValueError):
    """An extract is not as a run of this version writes it; the message names it."""


class NoFormat(ValueError):
    """No format has this name, or not in this version."""


class Extract(msgspec.Struct, frozen=True):
    """The part of an extract that is exported: its text, outline and account stay out, unread."""

    document: Document
    records: Records


class Table(NamedTuple):
    """One file of the export: its columns, and its rows for one document."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Extract], Iterator[list[Cell]]]


class Format(NamedTuple):
    """How a table is written: the bytes before the rows, and those of a row."""

    head: Callable[[Sequence[str]], bytes]
    row: Callable[[Sequence[str], Sequence[Cell]], bytes]


def export(output: Path, form: str) -> dict[Path, int]:
    """Write the tables of the run in `output`, one document in memory at a time; each file with its number of rows.

    All files are put into place together at the end. The same documents give the same bytes.

    Raises:
        NoFormat, NoRun: nothing can be written, and nothing is.
        Damaged: an extract cannot be read; the files of an earlier export stay.
        Locked: a run is writing into the folder.
        WriteError: a file cannot be written.
    """
    if form not in FORMATS:
        later = " is not in this version" if form in LATER else ": no such format"
        raise NoFormat(f"{form}{later}; choose one of {', '.join(FORMATS)}")
    documents = output / "documents"
    if not documents.is_dir() and not (output / "manifest.sqlite").is_file():
        raise NoRun(f"no run in {output}")
    head, line = FORMATS[form]
    tables = {output / "export" / form / f"{table.name}.{form}": table for table in TABLES}
    rows = dict.fromkeys(tables, 0)
    with files.locked(output) as left_over:
        if left_over:
            files.sweep(output)
        with contextlib.ExitStack() as stack:
            opened = {path: stack.enter_context(files.written(path)) for path in tables}
            for path, table in tables.items():
                opened[path].write(head(table.columns))
            for extract in _extracts(documents):
                for path, table in tables.items():
                    for cells in table.rows(extract):
                        opened[path].write(line(table.columns, cells))
                        rows[path] += 1
    return rows


def _extracts(documents: Path) -> Iterator[Extract]:
    if not documents.is_dir():  # a run in which every document failed
        return
    for found in files.sources([documents], documents / ".none"):
        try:
            yield _DECODER.decode(Path(found.path).read_bytes())
        except (OSError, msgspec.DecodeError) as error:
            raise Damaged(
                f"{found.path} is not as this version writes it ({error}): delete it and run again"
            ) from error


_DECODER = msgspec.json.Decoder(Extract)


# Tables


class Field(NamedTuple):
    """A leaf of a struct by its column and the attributes that lead to it; `item` where it is a list of structs."""

    column: str
    path: tuple[str, ...]
    item: type[msgspec.Struct] | None


DOCUMENT = ("document_source", "document_id", "document_kind", "document_country", "document_session")
"""Stand before every row; so prefixed because records have a kind, a country and a session of their own."""
EVIDENCE = ("evidence_page", "evidence_raw")
MAIN = {
    "opinions": ("numbers[0].value", "title"),
    "missions": ("head.name", "observers[0]", "election.date", "deployed", "type"),
    "recommendations": ("text",),
    "answers": ("number",),
    "delegations": ("head.name", "members", "country"),
    "statistics": ("what", "count"),
    "events": ("title", "kind"),
    "references": ("value",),
    "people": ("name",),
    "dates": ("value",),
    "counts": ("value",),
}
"""The paths whose passage leads back best to where a record stands, the best first."""


def _fields(struct: type[msgspec.Struct], column: str = "", path: tuple[str, ...] = ()) -> Iterator[Field]:
    """The leaves of a struct, those of structs inside it with both names: `election_date_value`."""
    for field in msgspec.structs.fields(struct):
        if field.name == "evidence":
            continue
        named, at = column + field.encode_name, (*path, field.name)
        kind = msgspec.inspect.type_info(field.type)
        if isinstance(kind, msgspec.inspect.ListType):
            yield Field(named, at, _struct(kind.item_type))
        elif inner := _struct(kind):
            yield from _fields(inner, f"{named}_", at)
        else:
            yield Field(named, at, None)


def _struct(kind: msgspec.inspect.Type) -> type[msgspec.Struct] | None:
    """The struct that a type is, with or without null."""
    kinds = kind.types if isinstance(kind, msgspec.inspect.UnionType) else (kind,)
    return next((each.cls for each in kinds if isinstance(each, msgspec.inspect.StructType)), None)


def _tables() -> Iterator[Table]:
    fields = tuple(_fields(Document))
    yield Table(
        "documents", tuple(field.column for field in fields), lambda extract: iter([_cells(extract.document, fields)])
    )
    for field in _fields(Records):
        assert field.item is not None
        own = tuple(_fields(field.item))
        yield _records_table(field.column, tuple(each for each in own if each.item is None))
        for nested in own:
            if nested.item is not None:
                yield _nested_table(field.column, nested, tuple(_fields(nested.item)))
        if field.column == "recommendations":
            yield Table(UPR_INFO, UPR_INFO_COLUMNS, _upr_info_rows)


def _records_table(table: str, fields: tuple[Field, ...]) -> Table:
    """A row a record."""

    def rows(extract: Extract) -> Iterator[list[Cell]]:
        for record in getattr(extract.records, table):
            main = _main(record, MAIN[table])
            yield [*_document(extract.document), *_cells(record, fields), *_place(main)]

    return Table(table, (*DOCUMENT, *(field.column for field in fields), *EVIDENCE), rows)


def _nested_table(table: str, nested: Field, fields: tuple[Field, ...]) -> Table:
    """A row an item of a record's list; `record` is the record's id, `position` counts from 0 as evidence does."""

    def rows(extract: Extract) -> Iterator[list[Cell]]:
        for record in getattr(extract.records, table):
            for position, item in enumerate(_at(record, nested.path)):
                path = f"{nested.column}[{position}]"
                main = _main(record, (path, f"{path}.value", f"{path}.name"))
                cells = _cells(item, fields)
                yield [*_document(extract.document), record.id, position, *cells, *_place(main)]

    columns = (*DOCUMENT, "record", "position", *(field.column for field in fields), *EVIDENCE)
    return Table(f"{table}_{nested.column}", columns, rows)


def _document(document: Document) -> list[Cell]:
    country = document.country.iso3 if document.country else None
    return [document.source, document.id, document.kind, country, document.review.session]


def _cells(row: msgspec.Struct, fields: Sequence[Field]) -> list[Cell]:
    return [_at(row, field.path) for field in fields]


def _at(row: Any, path: Sequence[str]) -> Any:
    """What stands at the end of a path; null where something on the way is."""
    for name in path:
        if row is None:
            return None
        row = getattr(row, name)
    return row


def _main(record: Record, paths: Sequence[str]) -> list[Evidence]:
    """The passages of the first path that has some, else the one that stands first in the text."""
    for path in paths:
        if record.evidence.get(path):
            return record.evidence[path]
    passages = [passage for found in record.evidence.values() for passage in found]
    return sorted(passages, key=lambda passage: passage.span)[:1]


def _place(passages: Sequence[Evidence]) -> list[Cell]:
    """The page of the first, and the words of all: a recommendation's text may stand in pieces."""
    if not passages:
        return [None, None]
    return [passages[0].page, " … ".join(passage.raw for passage in passages)]


# UPR-Info's columns

UPR_INFO_COLUMNS = (
    "State under Review",
    "Recommending State",
    "Recommendation",
    "Response",
    "Session",
    "Number",
    "State under Review ISO3",
    "Recommending State ISO3",
    "Page",
    "Source",
    "Record",
)
"""The first five are UPR-Info's. It has short names of its own for some States, so the codes stand beside the names."""
RESPONSES = {"supported": "Supported", "noted": "Noted", "rejected": "Noted", "pending": "Pending"}
"""UPR-Info has had no third answer since its 17th session: what a State rejects it has noted (resolution 5/1)."""


def _upr_info_rows(extract: Extract) -> Iterator[list[Cell]]:
    """A row a recommendation and State that made it, as UPR-Info counts them; one without a State has one row."""
    document = extract.document
    for record in extract.records.recommendations:
        to = record.to or (document.country.iso3 if document.country else None)
        main = _main(record, MAIN["recommendations"])
        by: list[tuple[str | None, str | None]] = [(state.name, state.iso3) for state in record.from_]
        for name, iso3 in by or [(None, None)]:
            yield [
                _name(to) or to,
                _name(iso3) or name,
                record.text,
                RESPONSES[record.response] if record.response else None,
                document.review.session,
                record.number,
                to,
                iso3,
                main[0].page if main else None,
                document.source,
                record.id,
            ]


def _name(iso3: str | None) -> str | None:
    """A State's English short name."""
    country = countries.table().get(iso3) if iso3 else None
    return country.name if country else None


TABLES: tuple[Table, ...] = tuple(_tables())


# Formats

LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, and what turns the direction of text, so that a cell could show other than it holds."""
BLANK = r"(?: [^\S\n] | [\u00ad\u200b-\u200f\u2060] )"  # those without width too
STARTS = r"[=+\-@\uff0b\uff0d\uff1d\uff20]"  # what starts a formula; Excel reads the full-width forms alike
FORMULA = re.compile(
    rf"""
      \A {BLANK}* (?= {STARTS} )
    | (?<= [;\n] ) (?: {BLANK} | " )* (?= {STARTS} )  # where a cell ends for a spreadsheet with other settings
    """,
    re.VERBOSE,
)


def _csv_cell(cell: Cell) -> str | int | float | None:
    """A cell that no spreadsheet takes for a formula: `=1+1` gets an apostrophe before it. Numbers stay numbers."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        cell = "; ".join(cell)
    if not isinstance(cell, str):
        return cell
    words = UNSEEN.sub("", LINE_END.sub("\n", cell))
    opens = "'" if words.startswith(("\t", "\n")) else ""
    words = words.replace("\t", " ")
    guarded = FORMULA.sub(lambda match: f"'{match[0]}", words)
    return guarded if guarded.startswith("'") else opens + guarded


def _csv_line(cells: Sequence[Cell]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\n").writerow([_csv_cell(cell) for cell in cells])
    return line.getvalue().encode()


FORMATS = {
    "csv": Format(lambda columns: b"\xef\xbb\xbf" + _csv_line(columns), lambda _, cells: _csv_line(cells)),
    "jsonl": Format(
        lambda _: b"", lambda columns, cells: ENCODER.encode(dict(zip(columns, cells, strict=True))) + b"\n"
    ),
}
