"""Decisions as gold: what each kind of decision makes of what the rules found."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corpus import files, journal
from pipeline.corpus.engines import InProcess
from pipeline.corpus.run import run
from pipeline.corpus.versions import current
from pipeline.corrections.line import Correction
from pipeline.evaluate.decided import read
from pipeline.evaluate.gold import BadGold
from pipeline.evaluate.score import DocumentScore, charged, score
from pipeline.flow import Pipeline
from tests.corpus.made import folder
from tests.corrections.made import TEXT, Made


def go(sources: Path, output: Path) -> None:
    found = files.sources([sources], output)
    run(InProcess(Pipeline()), found, output, versions=current(None), corrections=sources / "corrections.jsonl")


def judged(tmp_path: Path, *lines: Correction) -> DocumentScore:
    sources = folder(tmp_path / "in", a=TEXT)
    for line in lines:
        journal.append(sources / "corrections.jsonl", lambda _, line=line: line)  # type: ignore[misc]
    go(sources, tmp_path / "out")
    documents, extract = read(sources / "corrections.jsonl", tmp_path / "out")
    [document] = documents
    return score(document, extract(document), charged(documents))


def causes(result: DocumentScore, table: str) -> set[str | None]:
    return {outcome.cause for outcome in result.outcomes if outcome.field.startswith(f"{table}.")}


def test_what_was_accepted_is_right(tmp_path: Path) -> None:
    made = Made()
    result = judged(tmp_path, made.line("accept", "missions", made.record("missions")))
    assert causes(result, "missions") == {None}
    assert causes(result, "dates") == set()


def test_what_was_corrected_is_wrong_and_only_what_was_decided_counts(tmp_path: Path) -> None:
    made = Made()
    line = made.line("correct", "missions", made.record("missions"), "type", "LEOM")
    result = judged(tmp_path, line)
    told = {outcome.field: outcome.cause for outcome in result.outcomes}
    assert told["missions.type"] == "wrong value"
    assert told["missions.head.name"] is None
    assert "missions.deployed" not in told


def test_what_was_rejected_is_spurious_and_what_was_added_is_missed(tmp_path: Path) -> None:
    made = Made()
    new = {"scheme": "law", "value": "2018/4711-3", "raw": "2018/4711-3"}
    result = judged(
        tmp_path,
        made.line("reject", "events", made.record("events")),
        made.line("add", "references", new=new, quotes={"value": "2018/4711-3"}),
    )
    assert causes(result, "events") == {"spurious record"}
    assert causes(result, "references") == {"missed record"}


def test_decisions_that_the_run_has_not_applied_are_no_gold(tmp_path: Path) -> None:
    sources = folder(tmp_path / "in", a=TEXT)
    go(sources, tmp_path / "out")
    made = Made()
    line = made.line("accept", "missions", made.record("missions"))
    journal.append(sources / "corrections.jsonl", lambda _: line)
    with pytest.raises(BadGold, match="run upr run first"):
        read(sources / "corrections.jsonl", tmp_path / "out")
    with pytest.raises(BadGold, match="no run"):
        read(sources / "corrections.jsonl", tmp_path / "nowhere")
