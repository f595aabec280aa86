"""A run over a folder of hostile PDFs as a real process: each ends as an extract or as a named failure, none in silence."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.load import hostile

UPR = str(Path(sys.executable).with_name("upr"))
NAMED = {"pdf.broken", "pdf.encrypted", "pdf.no_text", "limit.time", "limit.memory", "source.unknown_format"}
ROUND_THE_WORDS = ("length_", "place_", "box_", "turn_", "size_", "letters_", "deep_", "tree_", "bomb_")
"""Families whose fault lies beside the sentence that the page holds."""
UNREADABLE = {
    "place_no_trailer": "pdf.broken",
    "tree_no_root": "pdf.broken",
    "tree_chain": "pdf.no_text",
    "deep_references": "pdf.no_text",
    "bomb_blanks": "pdf.no_text",
    "bomb_in_a_bomb": "pdf.no_text",
    "bomb_of_filters": "pdf.no_text",
    "bomb_predictor": "pdf.no_text",
}
"""Those of them in which neither reader finds the sentence, and what they end as."""


@dataclass
class Run:
    """What a run left behind: `ended` and `said` by the process, extracts and failures by the name of the source."""

    output: Path
    ended: int
    said: str
    sources: list[str]
    extracts: dict[str, dict[str, Any]]
    failures: dict[str, dict[str, str]]


def run_over(place: Path) -> Run:
    sources = hostile.folder(place / "in")
    output = place / "out"
    words = [UPR, "run", str(place / "in"), "-o", str(output), "--no-ner", "--timeout", "20", "--workers", "2"]
    process = subprocess.run(words, capture_output=True, text=True, timeout=300)
    failures = [json.loads(line) for line in (output / "failures.jsonl").read_text().splitlines()]
    return Run(
        output,
        process.returncode,
        process.stdout + process.stderr,
        sources,
        {
            path.relative_to(output / "documents").as_posix().removesuffix(".json"): json.loads(path.read_bytes())
            for path in (output / "documents").rglob("*.json")
        },
        {row["source"]: row for row in failures},
    )


@pytest.mark.slow
def test_hostile_pdfs_cost_themselves_alone(tmp_path: Path) -> None:
    """One test, so that the run is made once however many processes the tests are shared among."""
    run = run_over(tmp_path)
    check_that_the_run_ends_by_itself_and_says_what_failed(run)
    check_that_each_source_has_an_extract_or_a_failure_and_no_more(run)
    check_that_each_failure_is_named(run)
    check_that_no_extract_is_empty_in_silence(run)
    check_that_a_fault_beside_the_words_does_not_cost_them(run)


def check_that_the_run_ends_by_itself_and_says_what_failed(run: Run) -> None:
    assert len(run.sources) >= 70
    assert run.ended == 1, run.said
    assert "Traceback" not in run.said
    assert f"{len(run.sources)} documents: {len(run.extracts)} done" in run.said


def check_that_each_source_has_an_extract_or_a_failure_and_no_more(run: Run) -> None:
    assert run.extracts.keys() | run.failures.keys() == set(run.sources)
    assert not run.extracts.keys() & run.failures.keys()
    for name, extract in run.extracts.items():
        assert extract["document"]["source"] == name
    for table in (run.output / "tables").iterdir():
        rows = [json.loads(line) for line in table.read_bytes().splitlines()]
        assert {row["source"] for row in rows} <= run.extracts.keys()
    assert len((run.output / "failures.jsonl").read_text().splitlines()) == len(run.failures)


def check_that_each_failure_is_named(run: Run) -> None:
    assert [row for row in run.failures.values() if row["code"] not in NAMED or not row["message"]] == []
    for name in ("password", "unknown_filter", "unknown_version"):
        assert run.failures[f"lock_{name}.pdf"]["code"] == "pdf.encrypted"


def check_that_no_extract_is_empty_in_silence(run: Run) -> None:
    """An extract has text, or what was taken off its pages; of its pages not all were without."""
    for name, extract in run.extracts.items():
        assert extract["text"].strip() or extract["furniture"], name
        dumb = [row for row in extract["warnings"] if row["code"] in ("page.no_text", "page.broken")]
        assert extract["document"]["pages"] is None or len(dumb) < extract["document"]["pages"], name
    for name in ("breaks", "nothing_seen", "soft_hyphens"):
        assert run.failures[f"font_to_{name}.pdf"]["code"] == "pdf.no_text"
    empty = run.extracts["pages_3000_empty_and_one.pdf"]
    assert len([row for row in empty["warnings"] if row["code"] == "page.no_text"]) == 3000


def check_that_a_fault_beside_the_words_does_not_cost_them(run: Run) -> None:
    assert {name: run.failures[f"{name}.pdf"]["code"] for name in UNREADABLE} == UNREADABLE
    lost = [
        name
        for name in run.sources
        if name.startswith(ROUND_THE_WORDS)
        and name.removesuffix(".pdf") not in UNREADABLE
        and hostile.WORDS not in run.extracts.get(name, {"text": ""})["text"]
    ]
    assert lost == []
