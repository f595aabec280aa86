"""Parquet and DuckDB files opened again by programs that are not ours, and compared with the extracts."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pyarrow as pa
import pyarrow.parquet
import pytest

from pipeline.corpus import files
from pipeline.corpus.engines import InProcess
from pipeline.corpus.export import export
from pipeline.corpus.export.tables import tables
from pipeline.corpus.run import run
from pipeline.flow import Pipeline
from pipeline.model.records import TABLES as RECORDS
from tests.command import program
from tests.conftest import DOCUMENTS
from tests.corpus import made
from tests.corpus.test_export import PASSAGE, extraction, folder, person, recommendation
from tests.load.pdf_builder import Page, pdf

ARROW = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "truth": pa.bool_(),
    "day": pa.date32(),
    "words": pa.list_(pa.string()),
    "boxes": pa.list_(pa.list_(pa.float64())),
}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the fixture documents and a PDF, exported in every format with tables."""
    place = tmp_path_factory.mktemp("run")
    made.write(place / "boxes.pdf", pdf(Page().text(72, 100, "ODIHR held a workshop in Prague in March 2011.")))
    found = files.sources([DOCUMENTS, place / "boxes.pdf"], place / "out")
    run(InProcess(Pipeline()), found, place / "out", versions=made.VERSIONS)
    for form in ("jsonl", "parquet", "duckdb"):
        export(place / "out", form)
    return place / "out"


def extracts(output: Path) -> list[Any]:
    return [json.loads(path.read_bytes()) for path in sorted((output / "documents").iterdir())]


def parquet(output: Path, table: str) -> Path:
    return output / "export" / "parquet" / f"{table}.parquet"


def database(output: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(output / "export" / "duckdb" / "upr.duckdb", read_only=True)


def plain(value: Any) -> Any:
    """A cell as JSON has it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return [plain(each) for each in value] if isinstance(value, list) else value


# Cells


def test_pyarrow_reads_every_cell_of_every_table_as_it_is(output: Path) -> None:
    for table in tables():
        lines = (output / "export" / "jsonl" / f"{table.name}.jsonl").read_bytes().splitlines()
        read = pyarrow.parquet.read_table(parquet(output, table.name))
        assert read.column_names == [column.name for column in table.columns]
        assert [{name: plain(cell) for name, cell in row.items()} for row in read.to_pylist()] == [
            json.loads(line) for line in lines
        ], table.name


def test_duckdb_has_the_same_rows_as_the_parquet_files_in_the_same_order(output: Path) -> None:
    with database(output) as base:
        for table in tables():
            ours = base.execute(f'SELECT * FROM "{table.name}"').fetchall()
            assert (
                ours == duckdb.execute("SELECT * FROM read_parquet(?)", [str(parquet(output, table.name))]).fetchall()
            )


def test_columns_have_the_types_that_the_dictionary_says(output: Path) -> None:
    for table in tables():
        schema = pyarrow.parquet.read_schema(parquet(output, table.name))
        assert {column.name: ARROW[column.kind] for column in table.columns} == dict(
            zip(schema.names, schema.types, strict=True)
        ), table.name


def test_pandas_counts_what_the_extracts_hold(output: Path) -> None:
    for name in RECORDS:
        frame = pandas.read_parquet(parquet(output, name))
        assert list(frame["id"]) == [
            record["id"] for extract in extracts(output) for record in extract["records"][name]
        ]
        assert not frame.duplicated(["document_source", "id"]).any()
    for name in ("sections", "paragraphs", "footnotes", "furniture", "warnings"):
        frame = pandas.read_parquet(parquet(output, name))
        assert len(frame) == sum(len(extract[name]) for extract in extracts(output))


def test_every_passage_of_every_leaf_is_a_row_of_evidence(output: Path) -> None:
    frame = pandas.read_parquet(parquet(output, "evidence"))
    rows = list(
        zip(frame["document_source"], frame["record"], frame["path"], frame["span_start"], frame["raw"], strict=True)
    )
    assert rows == [
        (extract["document"]["source"], record["id"], path, passage["span"][0], passage["raw"])
        for extract in extracts(output)
        for name in RECORDS
        for record in extract["records"][name]
        for path, passages in sorted(record["evidence"].items())
        for passage in passages
    ]
    keys = ["document_source", "record_table", "record", "path", "position"]
    assert not frame.duplicated(keys).any()
    boxes = frame.loc[frame["document_source"] == "boxes.pdf", "boxes"].dropna()
    assert len(boxes)
    assert {len(box) for each in boxes for box in each} == {4}


def test_a_date_is_a_day_where_its_precision_is_one(output: Path) -> None:
    frame = pandas.read_parquet(parquet(output, "dates"))
    days = frame[frame["precision"].eq("day") & frame["value"].notna()]
    assert len(days) > 20
    assert [day.isoformat() for day in days["day"]] == list(days["value"])
    others = frame.drop(days.index)
    assert len(others) > 20
    assert others["day"].isna().all()


# Views


def test_a_view_has_a_record_with_its_document_its_lists_and_its_evidence(output: Path) -> None:
    with database(output) as base:
        for name in RECORDS:
            rows = {
                (source, record): (json.loads(lists), evidence, title)
                for source, record, lists, evidence, title in base.execute(
                    f"""SELECT document_source, id, to_json(evidence), len(evidence), document_title FROM "v_{name}" """
                ).fetchall()
            }
            count = 0
            for extract in extracts(output):
                for record in extract["records"][name]:
                    count += 1
                    passages, length, title = rows[extract["document"]["source"], record["id"]]
                    assert length == sum(map(len, record["evidence"].values()))
                    assert {each["path"] for each in passages} == set(record["evidence"])
                    assert title == extract["document"]["title"]
            assert count == len(rows)
        observers = base.execute(
            "SELECT id, list_transform(observers, lambda each: each.raw) FROM v_missions"
        ).fetchall()
    assert dict(observers) == {
        mission["id"]: [group["raw"] for group in mission["observers"]]
        for extract in extracts(output)
        for mission in extract["records"]["missions"]
    }


def test_what_addenda_answer_stands_beside_the_recommendations(tmp_path: Path) -> None:
    folder(tmp_path, extraction(recommendations=[recommendation("Ratify it"), recommendation("Sign it")]))
    rows = [
        {"source": "a.txt", "document": "0" * 64, "id": "re-0", "answer": None},
        {
            "source": "a.txt",
            "document": "0" * 64,
            "id": "re-1",
            "answer": {"response": "noted", "source": "add.pdf", "record": "an-7"},
        },
    ]
    files.write_lines(tmp_path / "tables" / "recommendations.jsonl", [json.dumps(row).encode() for row in rows])
    export(tmp_path, "duckdb")
    with database(tmp_path) as base:
        found = base.execute("SELECT id, answers FROM v_recommendations ORDER BY id").fetchall()
    assert found == [
        ("re-0", []),
        ("re-1", [{"response": "noted", "answer_source": "add.pdf", "answer_record": "an-7"}]),
    ]


def test_evidence_joins_to_documents(output: Path) -> None:
    with database(output) as base:
        [(rows, titles)] = base.execute("SELECT count(*), count(document_title) FROM v_evidence").fetchall()
        [(all_rows,)] = base.execute("SELECT count(*) FROM evidence").fetchall()
    assert rows == all_rows
    assert titles > 0


def test_every_table_view_and_column_has_a_comment(output: Path) -> None:
    with database(output) as base:
        columns = base.execute("SELECT table_name, column_name, comment FROM duckdb_columns()").fetchall()
        views = base.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
        own = base.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    assert {name for name, _ in own} == {table.name for table in tables()}
    assert {name for name, _ in views} == {*(f"v_{name}" for name in RECORDS), "v_evidence"}
    assert [row for row in [*columns, *views, *own] if not row[-1] and row[0] in dict([*views, *own])] == []
    told = {(table, column): comment for table, column, comment in columns}
    assert "ISO 3166" in told["documents", "country_iso3"]
    assert told["v_missions", "head_name"] == told["missions", "head_name"] == "Without the title"


# Hostile values


HOSTILE = ["a\x00b", "'); DROP TABLE people; --", "\u202e=1+1", "“é”\r\n\u2028x", "\\u0000", '"', "", "NULL", "null"]


def test_words_of_every_kind_come_through(tmp_path: Path) -> None:
    words = [word.encode("utf-16", "surrogatepass").decode("utf-16") for word in HOSTILE]
    rows = [person(word, role=word) for word in words]
    folder(tmp_path, extraction('it\'s "a".txt', people=rows))
    for form in ("parquet", "duckdb"):
        export(tmp_path, form)
    read = pyarrow.parquet.read_table(parquet(tmp_path, "people"))
    assert read["name"].to_pylist() == read["role"].to_pylist() == words
    assert read["title"].to_pylist() == [None] * len(words)
    with database(tmp_path) as base:
        assert [name for (name,) in base.execute("SELECT name FROM v_people").fetchall()] == words


def test_numbers_that_no_column_has_room_for_are_null_and_the_words_stay(tmp_path: Path) -> None:
    def count(value: float) -> dict[str, Any]:
        return {"value": value, "approx": None, "unit": None, "raw": "as written", "role": None}

    many: dict[str, Any] = {**count(10**30), "role": "total", "states": 2**63 - 1, "from": None, "part_of": None}
    mission: dict[str, Any] = dict.fromkeys(("organisation", "country", "election", "deployed", "head"))
    mission |= {"type": "EOM", "observers": [{**many, "status": "deployed"}], "locations": [], "partners": []}
    counts = [count(value) for value in (2.5, 7, 10**30, 10**400)]
    folder(tmp_path, extraction(missions=[mission], counts=counts))
    for form in ("parquet", "duckdb"):
        export(tmp_path, form)
    assert pyarrow.parquet.read_table(parquet(tmp_path, "counts"))["value"].to_pylist() == [2.5, 7.0, 1e30, None]
    with database(tmp_path) as base:
        found = base.execute("SELECT value, states, raw FROM missions_observers").fetchall()
    assert found == [(None, 2**63 - 1, "as written")]


def test_a_text_longer_than_duckdb_s_own_limit_comes_through(tmp_path: Path) -> None:
    long = "x" * (17 << 20)
    folder(tmp_path, extraction(people=[person("short"), person(long)]))
    export(tmp_path, "parquet")
    names = pyarrow.parquet.read_table(parquet(tmp_path, "people"))["name"].to_pylist()
    assert [len(name) for name in names] == [5, len(long)]


# Bytes, memory, network


def test_parquet_files_are_the_same_bytes_again(output: Path) -> None:
    before = made.result_bytes(output / "export" / "parquet")
    export(output, "parquet")
    assert made.result_bytes(output / "export" / "parquet") == before


PEAK = """if True:
    import re, sys
    from pathlib import Path
    from pipeline.corpus.export import export, typed
    typed.MEMORY = "64MB"
    export(Path(sys.argv[1]), sys.argv[2])
    print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
"""The most memory that an export has held, in KB. `ru_maxrss` would not do: a process begins with its parent's."""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    """The peak of the whole process. DuckDB fills what it may have before it writes to disk, so it is given 64 MB."""
    rows = [recommendation("Ratify it " * 20, ("Brazil", "BRA"), evidence={"text": [PASSAGE] * 5}) for _ in range(200)]
    for documents in (20, 120):
        folder(tmp_path / str(documents), *(extraction(f"{at}.txt", recommendations=rows) for at in range(documents)))

    def peak(documents: int, form: str) -> int:
        words = [sys.executable, "-c", PEAK, tmp_path / str(documents), form]
        return int(subprocess.run(words, capture_output=True, check=True).stdout)

    for form in ("parquet", "duckdb"):
        few, many = peak(20, form), peak(120, form)
        assert many < few + 64_000, (form, few, many)


def test_duckdb_fetches_nothing(tmp_path: Path) -> None:
    folder(tmp_path / "run", extraction())
    home = tmp_path / "home"
    home.mkdir()
    for form in ("parquet", "duckdb"):
        done = program("export", form, "-o", tmp_path / "run", cwd=home, env={"HOME": str(home), "PATH": "/nowhere"})
        assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []
