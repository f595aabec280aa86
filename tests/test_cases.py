"""Every extractor's table of cases, near misses among them: `fixtures/cases/<extractor>.toml`.

A case says what is to be found in a text, record by record in order of place, by any of the records' fields; marks show
the spans where the table has them. Two thirds of the cases developed the rules, one third judges them; a known miss is a
strict expected failure.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.extract import EXTRACTORS
from pipeline.flow import Pipeline
from pipeline.model.document import Source

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
MARKED = ("dates", "counts", "people", "references")
FIELDS = {extractor.name: extractor.field for extractor in EXTRACTORS}
MISSING = "(none)"
"""What a case expects of a field below one that is null: `"date.value" = "(none)"`."""


def _tables() -> list[Any]:
    params = []
    for path in sorted(CASES.glob("*.toml")):
        for place, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], start=1):
            marks = [pytest.mark.xfail(reason="known miss", strict=True)] if case.get("known_miss") else []
            params.append(pytest.param(FIELDS[path.stem], case, id=f"{path.stem}-{place}-{case['set']}", marks=marks))
    return params


@pytest.mark.parametrize(("table", "case"), _tables())
def test_case(table: str, case: dict[str, Any], full_pipeline: Pipeline) -> None:
    marked: str = case["text"]
    text = marked.replace("«", "").replace("»", "") if table in MARKED else marked
    extraction = full_pipeline(Source("case.txt", text.encode())).extraction
    records = [msgspec.to_builtins(record) for record in getattr(extraction.records, table)]
    expected = case["expect"]
    assert len(records) == len(expected), [_brief(record) for record in records]
    for record, fields in zip(records, expected, strict=True):
        got = {path: _at(record, path) for path in fields}
        assert got == fields
    if table in MARKED and "«" in marked:
        spans = [next(iter(record["evidence"].values()))[0]["raw"] for record in records]
        if table == "people":
            spans = [passage["raw"] for record in records for passage in record["evidence"]["name"]]
        assert [" ".join(span.split()) for span in spans] == [" ".join(span.split()) for span in _marked(marked)]


def test_every_extractor_has_a_table() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(FIELDS)


def _marked(text: str) -> list[str]:
    return [piece.split("»")[0] for piece in text.split("«")[1:]]


def _at(value: Any, path: str) -> Any:
    for step in path.replace("[", ".").replace("]", "").split("."):
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else MISSING
        elif isinstance(value, dict):
            value = value.get(step, MISSING)
        else:
            return MISSING
    return value


def _brief(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in ("evidence", "id", "section")}
