"""Exports opened again: by Python's csv module, and read as a spreadsheet with other settings would read them."""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import subprocess
import time
import tracemalloc
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus import export as exports
from pipeline.corpus import files
from pipeline.corpus.engines import InProcess
from pipeline.corpus.export import FORMATS, export
from pipeline.corpus.export.csv import line
from pipeline.corpus.export.tables import EVIDENCE, MAIN, tables
from pipeline.corpus.one import encode
from pipeline.corpus.run import document_path, run
from pipeline.errors import WriteError
from pipeline.model.records import TABLES as RECORDS
from pipeline.model.records import Document, Extraction
from tests.command import UPR, program, upr
from tests.corpus import made

PASSAGE = {"span": [4, 9], "raw": "words", "source_span": [5, 10], "page": 3, "boxes": None, "rule": "test"}
LATER = {**PASSAGE, "span": [20, 25], "raw": "later", "page": 4}


def extraction(source: str = "a.txt", **records: list[dict[str, Any]]) -> Extraction:
    """An extract with these records, each with what every record has filled in."""
    for table, rows in records.items():
        for at, row in enumerate(rows):
            row.update({"id": f"{table[:2]}-{at}", "section": "s1", "confidence": 0.9, **row})
            row.setdefault("evidence", {})
    document = dict.fromkeys(Document.__struct_fields__) | {
        "id": "0" * 64,
        "source": source,
        "media_type": "text/plain",
        "kind": "working_group_report",
        "symbol": "A/HRC/14/10",
        "language": "en",
        "country": {"name": "Kazakhstan", "iso3": "KAZ"},
        "review": {"session": 7, "cycle": 1, "year": 2010},
        "evidence": {},
    }
    whole: dict[str, Any] = {field: [] for field in Extraction.__struct_fields__}
    whole |= {"schema_version": "1", "document": document, "text": "", "corrections": None}
    whole["records"] = {table: records.get(table, []) for table in RECORDS}
    return msgspec.convert(whole, Extraction)


def person(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "title": None, "role": None, "mentions": 1, **fields}


def recommendation(text: str, *states: tuple[str, str | None], **fields: Any) -> dict[str, Any]:
    by = [{"name": name, "iso3": iso3} for name, iso3 in states]
    return {"number": "95.1", "text": text, "from": by, "to": "KAZ", "response": "supported", **fields}


def folder(output: Path, *extractions: Extraction) -> Path:
    for each in extractions:
        files.write(document_path(output, each.document.source), encode(each))
    return output


def table(output: Path, name: str) -> list[dict[str, str]]:
    with (output / "export" / "csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def people(output: Path, *names: str) -> list[str]:
    export(folder(output, extraction(people=[person(name) for name in names])), "csv")
    return [row["name"] for row in table(output, "people")]


# Cells


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+41 22", "'+41 22"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("\t=1", "' =1"),
        ("\r=1", "'\n'=1"),
        ("\ttabbed", "' tabbed"),
        ("\x00=1", "'=1"),
        ("\u202e=1", "'=1"),
        ("\ufeff=1", "'=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1+1", "'＝1+1"),
        ('=HYPERLINK("http://x.example","a")', '\'=HYPERLINK("http://x.example","a")'),
        ("fine;=1", "fine;'=1"),
        ("fine; @x", "fine;' @x"),
        ("fine\n-1", "fine\n'-1"),
        ('fine;"=1', "fine;'\"=1"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x07b\x1b[31mc\x9bd", "ab[31mcd"),
        ("abc\u202edef\u202c\u2066g\u2069", "abcdefg"),
        ('He said "no", twice', 'He said "no", twice'),
        ("a=b, c-d; e+f", "a=b, c-d; e+f"),
        ("1 - 2", "1 - 2"),
        ("– dash", "– dash"),
        ("'=quoted", "'=quoted"),
        ("O’Neill, Zoë 你好 עברית\u200f", "O’Neill, Zoë 你好 עברית\u200f"),
    ],
)
def test_a_cell_holds_the_words_and_no_formula(tmp_path: Path, words: str, cell: str) -> None:
    assert people(tmp_path, words) == [cell]


@given(st.lists(st.text("=-@\uff0b;\"\t\r\n \u200b,'a\x00"), min_size=1, max_size=4))
def test_no_cell_is_a_formula_however_the_file_is_taken_apart(words: list[str]) -> None:
    written = line([*words, words]).decode()
    [cells] = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert len(cells) == len(words) + 1
    assert "\t" not in written
    pieces = [piece.replace('"', "") for mark in ";\n" for piece in written.split(mark)[1:]]
    for piece in [*cells, *pieces]:
        assert not piece.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_numbers_stay_numbers_and_words_are_guarded(tmp_path: Path) -> None:
    counts: list[dict[str, Any]] = [
        {"value": value, "approx": None, "unit": None, "raw": str(value), "role": None} for value in (-5, 2.5, 1000000)
    ]
    export(folder(tmp_path, extraction(counts=counts)), "csv")
    rows = table(tmp_path, "counts")
    assert [(row["value"], row["raw"]) for row in rows] == [("-5", "'-5"), ("2.5", "2.5"), ("1000000", "1000000")]
    assert {row["unit"] for row in rows} == {""}


def test_excel_is_told_that_it_is_utf_8(tmp_path: Path) -> None:
    people(tmp_path, "Zoë")
    data = (tmp_path / "export" / "csv" / "people.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdocument_source,")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert b"\r" not in data


# Tables


def test_every_leaf_of_every_record_has_a_column() -> None:
    """Counted from the schema, not from the code that makes the columns."""
    schema = msgspec.json.schema(Extraction)["$defs"]
    columns = {each.name: {column.name for column in each.columns} for each in tables()}

    def check(table: str, struct: str, prefix: str = "") -> None:
        for name, kind in schema[struct]["properties"].items():
            if name == "evidence":
                continue
            if name.endswith("span") or name == "anchor":
                assert {f"{prefix}{name}_start", f"{prefix}{name}_end"} <= columns[table]
                continue
            kinds = kind.get("anyOf", [kind])
            inner = [each["$ref"].rsplit("/", 1)[1] for each in kinds if "$ref" in each]
            items = kind.get("items", {})
            if "$ref" in items:
                check(f"{table}_{name}", items["$ref"].rsplit("/", 1)[1])
            elif inner:
                check(table, inner[0], f"{prefix}{name}_")
            else:
                assert f"{prefix}{name}" in columns[table], (table, prefix, name)

    for name, kind in schema["Records"]["properties"].items():
        check(name, kind["items"]["$ref"].rsplit("/", 1)[1])
    for name, kind in schema["Extraction"]["properties"].items():
        if "$ref" in kind.get("items", {}):
            check(name, kind["items"]["$ref"].rsplit("/", 1)[1])
    check("documents", "Document")
    check("evidence", "Evidence")
    assert set(MAIN) == set(RECORDS)
    for each in tables():
        names = [column.name.lower() for column in each.columns]
        assert len(set(names)) == len(names), each.name
        assert all(column.meaning for column in each.columns)
        assert each.meaning


def test_dates_are_flat_lists_are_joined_and_a_null_is_an_empty_cell(tmp_path: Path) -> None:
    date = {"value": "2013-03-18", "end": None, "precision": "day", "status": "stated", "raw": "18 March 2013"}
    opinion: dict[str, Any] = {"kind": "note", "title": None, "numbers": [], "bodies": ["OSCE/ODIHR", "=x"]}
    opinion |= {"date": {**date, "act": "issued"}, "session": None, "cited": True}
    undated = {**opinion, "date": None, "bodies": [], "cited": False}
    export(folder(tmp_path, extraction(opinions=[opinion, undated])), "csv")
    one, two = table(tmp_path, "opinions")
    flat = {key: value for key, value in one.items() if key.startswith("date_")}
    assert flat == {
        "date_value": "2013-03-18",
        "date_end": "",
        "date_precision": "day",
        "date_status": "stated",
        "date_raw": "18 March 2013",
        "date_act": "issued",
        "date_day": "2013-03-18",
        "date_end_day": "",
    }
    assert (one["bodies"], one["cited"], one["session"]) == ("OSCE/ODIHR;' =x", "true", "")
    assert {value for key, value in two.items() if key.startswith("date_")} == {""}
    assert (two["bodies"], two["cited"]) == ("", "false")


def test_nested_lists_have_tables_with_keys_that_lead_back(tmp_path: Path) -> None:
    evidence = {"text": [PASSAGE, LATER], "from[1].name": [{**PASSAGE, "raw": "Togo"}]}
    row = recommendation("Ratify it", ("Brazil", "BRA"), ("Togo", "TGO"), evidence=evidence)
    export(folder(tmp_path, extraction(recommendations=[row])), "csv")
    [whole] = table(tmp_path, "recommendations")
    states = table(tmp_path, "recommendations_from")
    assert [(state["record"], state["position"], state["iso3"]) for state in states] == [
        (whole["id"], "0", "BRA"),
        (whole["id"], "1", "TGO"),
    ]
    assert "from" not in whole
    assert [whole[column.name] for column in EVIDENCE] == ["3", "words … later"]
    assert [states[1][column.name] for column in EVIDENCE] == ["3", "Togo"]
    assert [whole[f"document_{name}"] for name in ("source", "id", "kind", "country", "session")] == [
        "a.txt",
        "0" * 64,
        "working_group_report",
        "KAZ",
        "7",
    ]


def test_upr_info_s_columns_have_a_row_a_state(tmp_path: Path) -> None:
    rows = [
        recommendation("Ratify it", ("Viet Nam", "VNM"), ("Atlantis", None), evidence={"text": [PASSAGE]}),
        recommendation("Reject it", ("the Swiss Confederation", "CHE"), response="rejected", number=None),
        recommendation("Leave it", ("Togo", "TGO"), response="noted"),
        recommendation("Think about it", response="pending", to=None),
        recommendation("Say nothing", response=None),
    ]
    export(folder(tmp_path, extraction(recommendations=rows)), "csv")
    found = table(tmp_path, "recommendations_upr_info")
    assert list(found[0])[:5] == [
        "State under Review",
        "Recommending State",
        "Recommendation",
        "Response",
        "Session",
    ]
    assert [(row["Recommending State"], row["Response"], row["Number"]) for row in found] == [
        ("Viet Nam", "Supported", "95.1"),
        ("Atlantis", "Supported", "95.1"),
        ("Switzerland", "Noted", ""),
        ("Togo", "Noted", "95.1"),
        ("", "Pending", "95.1"),
        ("", "", "95.1"),
    ]
    assert {row["State under Review"] for row in found} == {"Kazakhstan"}
    assert (found[0]["Session"], found[0]["Page"], found[0]["Source"]) == ("7", "3", "a.txt")


def test_jsonl_has_every_value_as_it_is(tmp_path: Path) -> None:
    export(folder(tmp_path, extraction(people=[person("=1\t\u202e\n")])), "jsonl")
    lines = (tmp_path / "export" / "jsonl" / "people.jsonl").read_bytes().splitlines()
    [row] = map(json.loads, lines)
    assert (row["name"], row["role"], row["mentions"]) == ("=1\t\u202e\n", None, 1)
    assert not (tmp_path / "export" / "csv").exists()


# Runs


def a_run(tmp_path: Path, **texts: str) -> Path:
    output = tmp_path / "out"
    run(
        InProcess(made.obedient()),
        files.sources([made.folder(tmp_path / "in", **texts)], output),
        output,
        versions=made.VERSIONS,
    )
    return output


def test_rows_are_those_of_the_run_s_tables_and_bytes_are_the_same_again(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS, b=made.WORDS.replace("Prague", "Vienna"), c="")
    rows = {each.table: each.rows for each in export(output, "csv")}
    assert rows["documents"] == 2
    for name in RECORDS:
        lines = (output / "tables" / f"{name}.jsonl").read_bytes().splitlines()
        assert [row["id"] for row in table(output, name)] == [json.loads(line)["id"] for line in lines]
        assert rows[name] == len(lines)
    before = made.result_bytes(output)
    export(output, "csv")
    assert made.result_bytes(output) == before


def test_an_export_leaves_the_run_as_it_was(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS)
    before = made.result_bytes(output)
    export(output, "jsonl")
    after = {name: data for name, data in made.result_bytes(output).items() if not name.startswith("export/")}
    assert after == before


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_of_failures_alone_has_tables_without_rows(tmp_path: Path, form: str) -> None:
    output = a_run(tmp_path, a="")
    written = export(output, form)
    assert {each.table for each in written if each.rows} <= {"failures", "dictionary"}
    assert all(each.file.exists() for each in written)
    assert form != "csv" or "number" in (output / "export" / "csv" / "recommendations.csv").read_text("utf-8-sig")


def test_no_run_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(exports.NoRun, match="no run in"):
        export(tmp_path / "none", "csv")
    assert not (tmp_path / "none").exists()


def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    def peak(output: Path, documents: int) -> int:
        people = [person("Anna Vondrova") for _ in range(200)]
        folder(output, *(extraction(f"{at}.txt", people=people) for at in range(documents)))
        tracemalloc.start()
        try:
            export(output, "csv")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(tmp_path / "warm", 1)
    assert peak(tmp_path / "many", 60) < 1.5 * peak(tmp_path / "few", 6)


@pytest.mark.parametrize("form", FORMATS)
def test_a_damaged_extract_is_named_and_the_earlier_export_stays(tmp_path: Path, form: str) -> None:
    output = a_run(tmp_path, a=made.WORDS, b=made.WORDS)
    export(output, form)
    before = made.result_bytes(output / "export")
    for data in (b"{", b'{"document": {}}', b"\xff"):
        (output / "documents" / "b.txt.json").write_bytes(data)
        with pytest.raises(exports.Damaged, match=r"b\.txt\.json"):
            export(output, form)
        assert made.result_bytes(output / "export") == before


def test_a_run_that_is_writing_is_not_exported(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS)
    with files.locked(output), pytest.raises(files.Locked):
        export(output, "csv")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS)
    (output / "export").write_bytes(b"")
    with pytest.raises(WriteError, match="export"):
        export(output, "csv")


@pytest.mark.parametrize("name", [".hidden.txt", "x.part"])
def test_sources_that_are_named_themselves_are_exported_whatever_their_names(tmp_path: Path, name: str) -> None:
    source, output = tmp_path / name, tmp_path / "out"
    made.write(source, made.WORDS.encode())
    run(InProcess(made.obedient()), files.sources([source], output), output, versions=made.VERSIONS)
    export(output, "csv")
    assert [row["source"] for row in table(output, "documents")] == [name]


def test_two_copies_of_a_document_are_told_apart_by_their_source(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS, b=made.WORDS)
    export(output, "csv")
    events = table(output, "events")
    assert len({row["id"] for row in events}) < len(events)
    assert len({(row["document_source"], row["id"]) for row in events}) == len(events)


def test_what_lies_beside_the_extracts_is_exported_too(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS + "\n\nPlate B2020 of 7 things 1999x.", b="", c="RAISE")
    export(output, "csv")
    unclaimed = [json.loads(line) for line in (output / "unclaimed.jsonl").read_bytes().splitlines()]
    assert unclaimed
    assert [(row["document_source"], row["raw"], int(row["span_start"])) for row in table(output, "unclaimed")] == [
        (row["source"], row["raw"], row["span"][0]) for row in unclaimed
    ]
    failures = [json.loads(line) for line in (output / "failures.jsonl").read_bytes().splitlines()]
    assert [row["source"] for row in failures] == ["b.txt", "c.txt"]
    assert table(output, "failures") == failures


def test_paragraphs_have_their_words_and_evidence_its_leaves(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS.format(9) + "\n\nA second one.")
    export(output, "csv")
    extract = json.loads(document_path(output, "a.txt").read_bytes())
    assert [row["text"] for row in table(output, "paragraphs")] == [
        extract["text"][slice(*paragraph["span"])] for paragraph in extract["paragraphs"]
    ]
    leaves = {
        (name, record["id"], path, str(at), passage["raw"], str(passage["span"][0]), passage["rule"])
        for name, records in extract["records"].items()
        for record in records
        for path, passages in record["evidence"].items()
        for at, passage in enumerate(passages)
    }
    keys = ("record_table", "record", "path", "position", "raw", "span_start", "rule")
    rows = [tuple(row[key] for key in keys) for row in table(output, "evidence")]
    assert set(rows) == leaves
    assert len(rows) == len(leaves) > 5


def test_the_dictionary_has_every_column_of_every_file(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS)
    export(output, "csv")
    told = [(row["table"], row["column"]) for row in table(output, "dictionary") if row["column"]]
    heads = []
    for each in tables():
        with (output / "export" / "csv" / f"{each.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            heads += [(each.name, name) for name in next(csv.reader(file))]
    assert told == heads


def test_a_run_that_did_not_end_is_not_exported(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS)
    export(output, "csv")
    before = made.result_bytes(output / "export")
    with pytest.raises(ZeroDivisionError):
        run(
            InProcess(made.obedient()),
            files.sources([made.folder(tmp_path / "in", b=made.WORDS)], output),
            output,
            versions=made.VERSIONS._replace(extract="e2"),
            watch=lambda progress: 1 // 0,  # type: ignore[arg-type, return-value]
        )
    with pytest.raises(exports.NoRun, match="did not end"):
        export(output, "csv")
    assert made.result_bytes(output / "export") == before


# Places


def test_what_a_user_laid_beside_an_export_stays(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS)
    for form in FORMATS:
        export(output, form)
        files.write(output / "export" / form / "mine.csv", b"mine")
        files.write(output / "export" / form / "charts" / "dates.xlsx", b"mine too")
        export(output, form)
        assert (output / "export" / form / "mine.csv").read_bytes() == b"mine"
        assert (output / "export" / form / "charts" / "dates.xlsx").read_bytes() == b"mine too"
    assert sorted(path.name for path in (output / "export").iterdir()) == sorted(FORMATS)


def test_annotations_of_a_document_that_is_gone_go_too(tmp_path: Path) -> None:
    output = a_run(tmp_path, a=made.WORDS, b=made.WORDS)
    export(output, "annotations")
    document_path(output, "b.txt").unlink()
    export(output, "annotations")
    pages = output / "export" / "annotations" / "pages"
    assert [path.name for path in pages.iterdir()] == ["a.txt.jsonld"]


def state(output: Path, form: str) -> object:
    """What an export holds; of a DuckDB file its rows, since its bytes differ each time."""
    if form != "duckdb":
        return made.result_bytes(output / "export" / form)
    with duckdb.connect(output / "export" / form / "upr.duckdb", read_only=True) as base:
        return base.execute("SELECT * FROM people ORDER BY ALL").fetchall()


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_an_export_that_is_killed_leaves_the_old_one_or_the_new_one_whole(tmp_path: Path, form: str) -> None:
    people = [person("Anna Vondrova", evidence={"name": [PASSAGE]}) for _ in range(100)]
    extracts = [extraction(f"{at}.txt", people=people) for at in range(100)]
    export(folder(tmp_path / "whole", *extracts), form)
    new = state(tmp_path / "whole", form)
    output = folder(tmp_path / "out", *extracts[:20])
    export(output, form)
    old = state(output, form)
    folder(output, *extracts[20:])
    chance = random.Random(form)
    found = []
    for _ in range(6):
        process = subprocess.Popen([UPR, "export", form, "-o", str(output), "--quiet"])
        while not (output / "export" / f".{form}.part").exists() and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
        process.wait()
        found.append(state(output, form))
    assert found[0] == old
    assert all(each in (old, new) for each in found)
    export(output, form)
    assert state(output, form) == new
    assert [path.name for path in (output / "export").iterdir()] == [form]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_leaves_the_old_export_and_one_line(tmp_path: Path, form: str) -> None:
    folder(tmp_path, extraction())
    export(tmp_path, form)
    before = made.result_bytes(tmp_path / "export")
    people = [person("Anna Vondrova", role=f"{at:0100000}", evidence={"role": [PASSAGE]}) for at in range(20)]
    folder(tmp_path, extraction("b.txt", people=people))
    room = (20_000, 20_000)
    done = program("export", form, "-o", tmp_path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, room))
    assert done.returncode == 1
    assert done.stderr.startswith(b"upr: cannot write"), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert made.result_bytes(tmp_path / "export") == before


# The command


def test_the_command_exports_a_run_in_the_default_folder(tmp_path: Path) -> None:
    folder(tmp_path / "output", extraction(people=[person("=1")]))
    done = upr("export", "csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"output/export/csv/people.csv" in done.stderr
    assert [row["name"] for row in table(tmp_path / "output", "people")] == ["'=1"]
    assert upr("export", "jsonl", "--quiet", cwd=tmp_path).stderr == b""
    assert sorted(path.name for path in (tmp_path / "output" / "export").iterdir()) == ["csv", "jsonl"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("csv", b"no run in output; make one with upr run"),
        ("xlsx", b"xlsx: no such format; choose one of csv, jsonl, parquet, duckdb, annotations"),
    ],
)
def test_wrong_use_is_two_and_one_line(tmp_path: Path, form: str, words: bytes) -> None:
    done = upr("export", form, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_extract_ends_with_one_and_a_line(tmp_path: Path) -> None:
    files.write(tmp_path / "documents" / "a.txt.json", b"{")
    done = upr("export", "csv", "-o", tmp_path)
    assert done.returncode == 1
    assert b"a.txt.json is not as this version writes it" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_help_has_an_example() -> None:
    assert b"Example: upr export" in upr("export", "--help").stdout
