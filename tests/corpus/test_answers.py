"""Answers of addenda beside the recommendations of their reports, from two documents of one run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from pipeline.corpus.answers import Answers
from pipeline.corpus.engines import InProcess
from pipeline.corpus.run import run
from pipeline.flow import Pipeline
from tests.corpus import made

HEAD = "United Nations\n\nA/HRC/31/9{add}\n\nGeneral Assembly\n\nDistr.: General\n\nReport of the Working Group on the Universal Periodic Review\n\nMalta\n\n"
REPORT = HEAD.format(add="") + (
    "II. Conclusions and/or recommendations\n\n"
    "99. The recommendations listed below will be examined by Malta, which will respond in due time:\n\n"
    "99.1. Ratify the Optional Protocol (Chile);\n\n99.2. Abolish visas (Peru);\n\n99.3. Open more schools (Japan).\n\n"
)
ADDENDUM = HEAD.format(add="/Add.1") + (
    "Addendum\n\nViews on conclusions and/or recommendations, voluntary commitments and replies presented by the State under review\n\n"
    "1. Malta accepts recommendations 1 and 99.3.\n\n2. Malta does not accept recommendation 2.\n\n"
)


def test_a_run_sets_answers_beside_the_recommendations_they_answer(tmp_path: Path) -> None:
    for name, text in (("a_addendum.txt", ADDENDUM), ("b_report.txt", REPORT)):
        (tmp_path / name).write_text(text, "utf-8")
    output = tmp_path / "output"
    _run(tmp_path, output)
    rows = _table(output, "recommendations")
    assert [(row["number"], row["response"]) for row in rows] == [(f"99.{n}", "pending") for n in (1, 2, 3)]
    assert [row["answer"]["response"] for row in rows] == ["supported", "rejected", "supported"]
    assert {row["answer"]["source"] for row in rows} == {"a_addendum.txt"}
    assert {row["answer"]["record"] for row in rows} == {row["id"] for row in _table(output, "answers")}


def test_without_the_addendum_nothing_is_answered(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    _run(tmp_path, tmp_path / "output")
    assert [row["answer"] for row in _table(tmp_path / "output", "recommendations")] == [None] * 3


@pytest.mark.parametrize(
    ("numbers", "answered", "expected"),
    [
        (["99.1", "99.2"], "2", [None, "supported"]),
        (["99.1", "100.1"], "1", [None, None]),  # a serial alone, and two paragraphs that are open
        (["99.1", "100.1"], "100.1", [None, "supported"]),
        (["99.1", None], "1", ["supported", None]),
    ],
)
def test_a_serial_is_enough_where_one_paragraph_is_open(
    numbers: list[str | None], answered: str, expected: list[str | None]
) -> None:
    answers = Answers(
        [{"report": "A/HRC/31/9", "number": answered, "response": "supported", "source": "a", "id": "an-1"}]
    )
    rows = [{"number": number, "response": "pending"} for number in numbers]
    assert [one and one.response for one in answers.of("A/HRC/31/9", rows)] == expected
    assert list(answers.of("A/HRC/31/10", rows)) == [None] * len(rows)


def test_two_addenda_that_differ_give_no_answer() -> None:
    row = {"report": "A/HRC/31/9", "number": "99.1", "source": "a", "id": "an-1"}
    answers = Answers([{**row, "response": "supported"}, {**row, "response": "noted", "id": "an-2"}])
    [answer] = answers.of("A/HRC/31/9", [{"number": "99.1", "response": "pending"}])
    assert answer is not None
    assert answer.response is None


def _table(output: Path, name: str) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in (output / "tables" / f"{name}.jsonl").read_bytes().splitlines()]


def _run(folder: Path, output: Path) -> None:
    from pipeline.corpus import files

    summary = run(InProcess(Pipeline()), files.sources([folder], output), output, versions=made.VERSIONS)
    assert summary.failed == 0
