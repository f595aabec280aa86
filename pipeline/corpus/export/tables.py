"""A run as flat tables: which there are, their columns, and their rows for one document.

    Extraction -> rows of cells, table by table

The tables are made from the structs of `model/records.py`, so a new field gets its column here by itself, and its
meaning from the data dictionary. Every format has the same tables and columns.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from pipeline.corpus.export import upr_info
from pipeline.corpus.export.columns import Cell, Column, Row, Table, place
from pipeline.corpus.export.extracts import lines
from pipeline.corpus.export.meanings import meaning
from pipeline.model.records import (
    Document,
    DocumentWarning,
    Evidence,
    Extraction,
    Footnote,
    FurnitureRow,
    ParagraphRow,
    Record,
    Records,
    SectionRow,
    Unclaimed,
)

SOURCE = Column("document_source", "text", "The document's source: its path below the folder that was named")
ID = Column("document_id", "text", "The document's id: the SHA-256 of its bytes")
DOCUMENT = (
    SOURCE,
    ID,
    Column("document_kind", "text", "The document's kind"),
    Column("document_country", "text", "ISO 3166 code of the country that the document is about"),
    Column("document_session", "integer", "Session of the Working Group that the document belongs to"),
)
"""Stand before every row of a record; so prefixed because records have a kind, a country and a session of their own."""
EVIDENCE = (
    Column("evidence_page", "integer", "Page of the passage that leads back best to what the row says"),
    Column("evidence_raw", "text", "The words of that passage; pieces are joined with ` … `"),
)
MAIN = {
    "opinions": ("numbers[0].value", "title"),
    "missions": ("head.name", "observers[0]", "election.date", "deployed", "type"),
    "recommendations": ("text",),
    "answers": ("number",),
    "delegations": ("head.name", "members", "country"),
    "statistics": ("what", "count"),
    "events": ("title", "kind"),
    "references": ("value",),
    "stakeholders": ("name",),
    "statements": ("text",),
    "people": ("name",),
    "dates": ("value",),
    "counts": ("value",),
}
"""The paths whose passage leads back best to where a record stands, the best first."""


class Field(NamedTuple):
    """A leaf of a struct as a column; `item` where it is a list of structs, which is a table of its own."""

    column: Column
    read: Callable[[Any], Any]
    item: type[msgspec.Struct] | None = None


def _fields(struct: type[msgspec.Struct], prefix: str = "", context: str = "") -> Iterator[Field]:
    """The leaves of a struct, those of structs inside it with both names: `election_date_value`.

    A span is two columns. A date has its days as dates besides.
    """
    for field in msgspec.structs.fields(struct):
        if field.name == "evidence":
            continue
        name, says = prefix + field.encode_name, context + meaning(struct, field.encode_name)
        kind, own = _bare(msgspec.inspect.type_info(field.type)), _reader(field.name)
        if isinstance(kind, msgspec.inspect.StructType):
            for inner in _fields(kind.cls, f"{name}_", _context(says)):
                yield inner._replace(read=_within(own, inner.read))
        elif isinstance(kind, msgspec.inspect.TupleType):
            yield Field(Column(f"{name}_start", "integer", f"{says}: its first character"), _within(own, _first))
            yield Field(Column(f"{name}_end", "integer", f"{says}: the character after its last"), _within(own, _last))
        elif isinstance(kind, msgspec.inspect.ListType):
            item = _bare(kind.item_type)
            nested = item.cls if isinstance(item, msgspec.inspect.StructType) else None
            yield Field(
                Column(name, "words" if isinstance(item, msgspec.inspect.StrType) else "boxes", says), own, nested
            )
        else:
            yield Field(Column(name, _kind(kind), says), own)
    if {"value", "end", "precision"} <= set(struct.__struct_fields__):
        yield Field(
            Column(f"{prefix}day", "day", f"{context}`value` as a date, where its precision is day"), _day("value")
        )
        yield Field(
            Column(f"{prefix}end_day", "day", f"{context}`end` as a date, where its precision is day"), _day("end")
        )


def _context(says: str) -> str:
    """What stands before the meanings of a struct's own fields: "Election day: "."""
    first = says.split(". Null ")[0].rstrip(".")
    return "" if first.startswith("Null ") else f"{first}: "


def _bare(kind: msgspec.inspect.Type) -> msgspec.inspect.Type:
    """A type without its null; of several types the first that says most: a number before an integer."""
    if not isinstance(kind, msgspec.inspect.UnionType):
        return kind
    kinds = [each for each in kind.types if not isinstance(each, msgspec.inspect.NoneType)]
    return next((each for each in kinds if isinstance(each, msgspec.inspect.FloatType)), kinds[0])


def _kind(kind: msgspec.inspect.Type) -> Literal["text", "integer", "number", "truth"]:
    if isinstance(kind, msgspec.inspect.StrType | msgspec.inspect.LiteralType):
        return "text"
    if isinstance(kind, msgspec.inspect.BoolType):
        return "truth"
    if isinstance(kind, msgspec.inspect.IntType):
        return "integer"
    assert isinstance(kind, msgspec.inspect.FloatType), kind
    return "number"


def _reader(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _within(outer: Callable[[Any], Any], inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What stands inside; null where the outer is."""

    def read(row: Any) -> Any:
        held = outer(row)
        return None if held is None else inner(held)

    return read


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _last(span: tuple[int, int]) -> int:
    return span[1]


def _day(name: str) -> Callable[[Any], str | None]:
    def read(date: Any) -> str | None:
        value = getattr(date, name)
        if value is None or date.precision != "day":
            return None
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except ValueError:  # no calendar has it: `value` shows it as it is
            return None

    return read


# Tables


def _tables() -> Iterator[Table]:
    fields = tuple(_fields(Document))
    yield Table(
        "documents",
        "A row a document. `source` is its key; two copies of one file have one `id`.",
        _columns(fields),
        of_document=lambda extract: iter([_cells(extract.document, fields)]),
    )
    for table in _fields(Records):
        assert table.item is not None
        own = tuple(_fields(table.item))
        yield _records_table(table, tuple(each for each in own if each.item is None))
        for nested in own:
            if nested.item is not None:
                yield _nested_table(table, nested, tuple(_fields(nested.item)))
        if table.column.name == "recommendations":
            yield _answers_table()
            yield upr_info.table(lambda record: _main(record, MAIN["recommendations"]))
    yield _evidence_table(tuple(_fields(Evidence)))
    yield _text_table("sections", SectionRow, None)
    yield _text_table("paragraphs", ParagraphRow, "span")
    yield _text_table("footnotes", Footnote, "text_span")
    yield _text_table("furniture", FurnitureRow, None)
    yield _text_table("warnings", DocumentWarning, None)
    yield _unclaimed_table(tuple(_fields(Unclaimed)))
    yield _failures_table()


def _records_table(table: Field, fields: tuple[Field, ...]) -> Table:
    """A row a record."""
    name = table.column.name

    def rows(extract: Extraction) -> Iterator[Row]:
        document = _document(extract.document)
        for record in table.read(extract.records):
            yield [*document, *_cells(record, fields), *place(_main(record, MAIN[name]))]

    says = f"{_doc(table.item)} A row a record; `document_source` and `id` are its key."
    return Table(name, says, (*DOCUMENT, *_columns(fields), *EVIDENCE), of_document=rows)


def _nested_table(table: Field, nested: Field, fields: tuple[Field, ...]) -> Table:
    """A row an item of a record's list."""
    name = nested.column.name

    def rows(extract: Extraction) -> Iterator[Row]:
        document = _document(extract.document)
        for record in table.read(extract.records):
            for position, item in enumerate(nested.read(record)):
                path = f"{name}[{position}]"
                main = _main(record, (path, f"{path}.value", f"{path}.name"))
                yield [*document, record.id, position, *_cells(item, fields), *place(main)]

    keys = (
        Column("record", "text", f"`id` of the row of `{table.column.name}` that holds the list"),
        Column("position", "integer", "Place in the list, from 0, as the paths of evidence count"),
    )
    says = f"{_doc(nested.item)} A row an item of `{name}`; `document_source`, `record` and `position` are its key."
    columns = (*DOCUMENT, *keys, *_columns(fields), *EVIDENCE)
    return Table(f"{table.column.name}_{name}", says, columns, of_document=rows)


def _answers_table() -> Table:
    """A row a recommendation that an addendum of the same run answers."""
    columns = (
        Column("response", "text", "What the addendum answers; null where several differ"),
        Column("answer_source", "text", "The addendum: `source` of a document"),
        Column("answer_record", "text", "`id` of the row of `answers`, whose `document_source` is `answer_source`"),
    )

    def rows(output: Path) -> Iterator[Row]:
        for line in lines(output / "tables" / "recommendations.jsonl"):
            answer = line.get("answer")
            if isinstance(answer, dict):
                known = (
                    line["source"],
                    line["document"],
                    line["id"],
                    *map(answer.get, ("response", "source", "record")),
                )
                yield [_text(value) for value in known]

    record = Column("record", "text", "`id` of the row of `recommendations`")
    says = "What addenda of the same run answer to recommendations. `document_source` and `record` are its key."
    return Table("recommendations_answers", says, (SOURCE, ID, record, *columns), of_run=rows)


def _evidence_table(fields: tuple[Field, ...]) -> Table:
    """A row a passage of a leaf."""

    def rows(extract: Extraction) -> Iterator[Row]:
        document: Row = [extract.document.source, extract.document.id]
        for table in Records.__struct_fields__:
            for record in getattr(extract.records, table):
                for path, passages in sorted(record.evidence.items()):
                    for position, passage in enumerate(passages):
                        yield [*document, table, record.id, path, position, *_cells(passage, fields)]

    keys = (
        Column("record_table", "text", "The table that the record is a row of"),
        Column("record", "text", "`id` of that row"),
        Column("path", "text", "The field that was read there, as `numbers[0].value`; it stands for all below it"),
        Column("position", "integer", "Place among the passages of that field, from 0"),
    )
    says = "Where each value was read: a row a passage of a leaf. The first six columns but `document_id` are its key."
    return Table("evidence", says, (SOURCE, ID, *keys, *_columns(fields)), of_document=rows)


def _text_table(name: str, struct: type[msgspec.Struct], span: str | None) -> Table:
    """A row an entry of one of the extract's own lists; with the words that stand at its `span`."""
    fields = tuple(_fields(struct))

    def rows(extract: Extraction) -> Iterator[Row]:
        document: Row = [extract.document.source, extract.document.id]
        for row in getattr(extract, name):
            yield [*document, *_cells(row, fields), *(_words(extract.text, getattr(row, span)) if span else ())]

    words = (Column("text", "text", f"The words at `{span}`"),) if span else ()
    return Table(name, f"{_doc(struct)} In order of place.", (SOURCE, ID, *_columns(fields), *words), of_document=rows)


def _words(text: str, span: tuple[int, int] | None) -> Row:
    return [None if span is None else text[slice(*span)]]


def _unclaimed_table(fields: tuple[Field, ...]) -> Table:
    def rows(output: Path) -> Iterator[Row]:
        for line in lines(output / "unclaimed.jsonl"):
            yield [_text(line.pop("source", None)), *_cells(msgspec.convert(line, Unclaimed), fields)]

    return Table("unclaimed", f"{_doc(Unclaimed)} The completeness account.", (SOURCE, *_columns(fields)), of_run=rows)


def _failures_table() -> Table:
    columns = (
        Column("source", "text", "The document that could not be done"),
        Column("stage", "text", "The stage that it failed in"),
        Column("code", "text", "What went wrong; stays the same between versions"),
        Column("message", "text", "What is wrong, and the way out"),
    )

    def rows(output: Path) -> Iterator[Row]:
        for line in lines(output / "failures.jsonl"):
            yield [_text(line.get(column.name)) for column in columns]

    return Table("failures", "A row a document that could not be done.", columns, of_run=rows)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _doc(struct: type[msgspec.Struct] | None) -> str:
    """The first sentence of a struct's docstring."""
    assert struct is not None
    return (struct.__doc__ or "").split(". ")[0].split(".\n")[0].rstrip(".").replace("\n    ", " ") + "."


def _columns(fields: Sequence[Field]) -> tuple[Column, ...]:
    return tuple(field.column for field in fields)


def _cells(row: msgspec.Struct, fields: Sequence[Field]) -> list[Cell]:
    return [field.read(row) for field in fields]


def _document(document: Document) -> Row:
    country = document.country.iso3 if document.country else None
    return [document.source, document.id, document.kind, country, document.review.session]


def _main(record: Record, paths: Sequence[str]) -> list[Evidence]:
    """The passages of the first path that has some, else the one that stands first in the text."""
    for path in paths:
        if record.evidence.get(path):
            return record.evidence[path]
    passages = [passage for found in record.evidence.values() for passage in found]
    return sorted(passages, key=lambda passage: passage.span)[:1]


@cache
def tables() -> tuple[Table, ...]:
    """All tables; the last one says what the others hold."""
    columns = (
        Column("table", "text", "A table of this export"),
        Column("column", "text", "A column of it; null where the row is about the table"),
        Column("type", "text", "What its cells are"),
        Column("meaning", "text", "What it says"),
    )

    def rows(_: Path) -> Iterator[Row]:
        for table in whole:
            yield [table.name, None, None, table.meaning]
            yield from ([table.name, column.name, column.kind, column.meaning] for column in table.columns)

    whole = (*_tables(), Table("dictionary", "What each table and column of this export holds.", columns, of_run=rows))
    return whole
