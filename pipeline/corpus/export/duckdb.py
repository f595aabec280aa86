"""A DuckDB file: all tables, what their columns mean as comments, and views that join records to what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.corpus.export import typed
from pipeline.corpus.export.columns import Column, Table
from pipeline.corpus.export.lines import Written
from pipeline.corpus.export.tables import DOCUMENT, tables
from pipeline.corpus.export.typed import name, text
from pipeline.model.records import Records

FILE = "upr.duckdb"
KEYS = {*(column.name for column in DOCUMENT), "record", "record_table"}
"""Columns of what belongs to a record that the record's own row has."""
OF_DOCUMENT = (
    ("title", "document_title"),
    ("symbol", "document_symbol"),
    ("submitted_by", "document_submitted_by"),
    ("country_name", "document_country_name"),
)
"""Columns of `documents` that views have besides those that stand in every table."""


def write(output: Path, folder: Path) -> list[Written]:
    """Write the tables of the run in `output` as one database into `folder`."""
    with typed.staged(output, folder, FILE) as (base, stages):
        for table, stage in zip(tables(), stages, strict=True):
            base.execute(f"CREATE TABLE {name(table.name)} AS {typed.query(table, stage.file)}")
            stage.file.unlink()
            for words in _comments("TABLE", table):
                base.execute(words)
        for view, query in _views():
            base.execute(f"CREATE VIEW {name(view.name)} AS {query}")
            for words in _comments("VIEW", view):
                base.execute(words)
    return [stage._replace(file=folder / FILE) for stage in stages]


def _comments(kind: str, table: Table) -> Iterator[str]:
    yield f"COMMENT ON {kind} {name(table.name)} IS {text(table.meaning)}"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {name(table.name)}.{name(column.name)} IS {text(column.meaning)}"


def _views() -> Iterator[tuple[Table, str]]:
    """Each view with its query; its columns in the order of the query, for their comments."""
    by_name = {table.name: table for table in tables()}
    for record in Records.__struct_fields__:
        nested = [table for table in by_name.values() if _is_nested(table, record)]
        yield _record_view(by_name[record], nested, by_name)
    evidence = by_name["evidence"]
    columns = (*evidence.columns, *_document_columns(by_name["documents"]))
    view = Table("v_evidence", "Evidence with its documents: a row a passage of a leaf.", columns)
    yield view, f"SELECT row.*, {_document_cells()} FROM evidence AS row {_OF_DOCUMENT}"  # noqa: S608 - our own names


def _is_nested(table: Table, record: str) -> bool:
    return table.name.startswith(f"{record}_") and "record" in {column.name for column in table.columns}


def _record_view(record: Table, nested: list[Table], by_name: dict[str, Table]) -> tuple[Table, str]:
    """A row a record, with its document's title and symbol, its lists, and all its evidence."""
    lists, joins, columns = [], [], [*record.columns, *_document_columns(by_name["documents"])]
    for table in (*nested, by_name["evidence"]):
        short = table.name.removeprefix(f"{record.name}_")
        lists.append(f"coalesce({name(f'of_{short}')}.items, []) AS {name(short)}")
        joins.append(_list_join(table, short, record.name))
        columns.append(Column(short, "text", table.meaning))
    query = (
        f"SELECT row.*, {_document_cells()}, {', '.join(lists)} "  # noqa: S608 - our own names
        f"FROM {name(record.name)} AS row {_OF_DOCUMENT} {' '.join(joins)}"
    )
    says = f"{record.meaning} With its document, its lists and its evidence."
    return Table(f"v_{record.name}", says, tuple(columns)), query


def _list_join(table: Table, short: str, record: str) -> str:
    """The rows of a table that belong to one record, as a list of structs in order."""
    shown = [column.name for column in table.columns if column.name not in KEYS]
    fields = ", ".join(f"{text(column)}: {name(column)}" for column in shown)
    order = ", ".join(column for column in shown if column in ("path", "position"))
    order = f"ORDER BY {order}" if order else ""
    only = f"WHERE record_table = {text(record)}" if table.name == "evidence" else ""
    return (
        f"LEFT JOIN (SELECT document_source, record, list({{{fields}}} {order}) AS items "  # noqa: S608
        f"FROM {name(table.name)} {only} GROUP BY document_source, record) AS {name(f'of_{short}')} "
        f"ON {name(f'of_{short}')}.document_source = row.document_source AND {name(f'of_{short}')}.record = row.id"
    )


_OF_DOCUMENT = "JOIN documents AS document ON document.source = row.document_source"


def _document_cells() -> str:
    return ", ".join(f"document.{column} AS {shown}" for column, shown in OF_DOCUMENT)


def _document_columns(documents: Table) -> list[Column]:
    meanings = {column.name: column for column in documents.columns}
    return [meanings[column]._replace(name=shown) for column, shown in OF_DOCUMENT]
