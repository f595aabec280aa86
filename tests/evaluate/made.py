"""Gold and extracts for tests: each written in the few words that a test is about, over one short text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from pipeline.evaluate.gold import WORDS_OF_ITS_OWN, GoldDocument, read_file
from pipeline.evaluate.score import DocumentScore, charged, score
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import TABLES, Extraction, Record, Records

TEXT = (
    "The OSCE/ODIHR EOM to Moldova, led by Anna Lind, has 13 experts and 24 long-term observers. The vote is on 11 July 2021.\n\n"
    "A mission to Latvia was led by Jon Berg. It opened on 5 May 2018 and closed on 11 July 2018."
)
NULLS: dict[str, dict[str, Any]] = {
    "missions": {
        "type": "EOM",
        "organisation": None,
        "country": None,
        "election": None,
        "deployed": None,
        "head": None,
        "observers": [],
        "locations": [],
        "partners": [],
    },
    "dates": {"value": None, "end": None, "precision": "day", "status": "stated", "raw": "", "role": None},
    "counts": {"value": 0, "approx": None, "unit": None, "raw": "", "role": None},
    "people": {"name": "", "title": None, "role": None, "mentions": 1},
}
OBSERVERS = {
    "approx": None,
    "unit": None,
    "raw": "",
    "states": None,
    "from": None,
    "part_of": None,
    "status": "deployed",
}


def record(table: str, confidence: float = 1.0, **fields: Any) -> dict[str, Any]:
    """A record found; `words` leads from its paths to the words that it was read from, the first place of them."""
    words = fields.pop("words", {})
    told = {**NULLS[table], **fields}
    if "observers" in told:
        told["observers"] = [{**OBSERVERS, **group} for group in told["observers"]]
    evidence = {path: [_passage(raw)] for path, raw in words.items()}
    return {"id": "x", "section": None, "confidence": confidence, "evidence": evidence, **told}


def _passage(raw: str) -> dict[str, Any]:
    start = TEXT.index(raw)
    span = [start, start + len(raw)]
    return {"span": span, "raw": raw, "source_span": span, "page": None, "boxes": None, "rule": "made"}


def extract(**lists: list[dict[str, Any]]) -> Extraction:
    """An extract of the text with these records and no others."""
    shell = Pipeline()(Source("a.txt", TEXT.encode())).extraction
    assert shell.text == TEXT
    return msgspec.structs.replace(
        shell, records=msgspec.convert({table: lists.get(table, []) for table in TABLES}, Records)
    )


def write(folder: Path, gold: dict[str, Any], text: str | bytes = TEXT, name: str = "a") -> Path:
    """A gold file with its source beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode() if isinstance(text, str) else text)
    path = folder / f"{name}.gold.json"
    path.write_text(json.dumps({"source": f"{name}.txt", "records": {}, **gold}, ensure_ascii=False), "utf-8")
    return path


def scored(folder: Path, gold: dict[str, list[Any]], complete: bool = True, **found: Any) -> DocumentScore:
    """Gold records, all of their lists complete, against records found."""
    document = read_file(write(folder, {"records": gold, "complete": list({*gold, *found}) if complete else []}))
    return score(document, extract(**found), charged([document]))


def causes(told: DocumentScore) -> dict[str, Counter[str]]:
    """How often each cause was given, by field; `right` for none."""
    counted: dict[str, Counter[str]] = {}
    for outcome in told.outcomes:
        counted.setdefault(outcome.field, Counter())[outcome.cause or "right"] += 1
    return counted


def gold_of(extraction: Extraction) -> dict[str, Any]:
    """Gold that says all that an extract's records say, each value at its place."""
    records = msgspec.to_builtins(extraction.records)
    return {
        "complete": list(TABLES),
        "records": {table: [_told(table, row) for row in records[table]] for table in TABLES},
    }


def _told(table: str, row: dict[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name not in Record.__struct_fields__}
    spans = {
        "" if table in WORDS_OF_ITS_OWN else path: [list(each["span"]) for each in passages]
        for path, passages in row["evidence"].items()
    }
    return {**fields, "spans": spans}


def gold_document(folder: Path, gold: dict[str, Any], source: Path) -> GoldDocument:
    return read_file(write(folder, gold, source.read_bytes()))
