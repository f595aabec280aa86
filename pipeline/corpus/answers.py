"""Answers of addenda joined to the recommendations of their reports, across the documents of a run.

    tables/answers.jsonl, tables/recommendations.jsonl -> tables/recommendations.jsonl with `answer`

An addendum names its report by symbol and a recommendation by number: the whole number (115.46), or the serial alone (46),
which is enough where all open recommendations of the report stand in one paragraph. What the report says itself stays as it
is; the answer stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from pipeline.corpus import files
from pipeline.corpus.one import ENCODER

OPEN = (None, "pending")
Row = dict[str, Any]
_DECODE = msgspec.json.Decoder(Row).decode


class Answered(NamedTuple):
    """An answer as a recommendation's row has it: what, from which document and record."""

    response: str | None
    source: str
    record: str

    @property
    def row(self) -> Row:
        return self._asdict()


class Answers:
    """All answers of a run, by the symbol of the report and the number in it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._known: dict[str, dict[str, Answered]] = {}
        for row in rows:
            if row["report"] is None:
                continue
            known = self._known.setdefault(row["report"], {})
            answer = Answered(row["response"], row["source"], row["id"])
            before = known.get(row["number"])
            same = before is None or before.response == answer.response
            known[row["number"]] = answer if same else answer._replace(response=None)

    def __bool__(self) -> bool:
        return bool(self._known)

    def of(self, symbol: str | None, recommendations: Iterable[Row]) -> Iterator[Answered | None]:
        """The answer to each of a report's recommendations; None where no addendum has one."""
        rows = list(recommendations)
        known = self._known.get(symbol or "", {})
        tops = {_top(row["number"]) for row in rows if row["number"] and row["response"] in OPEN}
        for row in rows:
            number = row["number"]
            if number is None:
                yield None
            elif number in known:
                yield known[number]
            else:
                serial = number.rpartition(".")[2] if tops == {_top(number)} else ""
                yield known.get(serial)


def _top(number: str) -> str:
    return number.rpartition(".")[0]


def join(answers: Path, recommendations: Path, *, again: bool = False) -> Iterator[tuple[str, int]]:
    """Write each recommendation's answer into the table; one document's rows in memory at a time.

    Each source in the table is told with the bytes that its rows have now. Nothing is done where there are no answers, but
    `again`: the rows may have some that no longer hold.

    Raises:
        WriteError: the table cannot be written.
    """
    known = Answers(_rows(answers))
    if not known and not again:
        return
    with files.written(recommendations) as table:
        for source, group in groupby(_rows(recommendations), key=lambda row: row["source"]):
            rows = list(group)
            length = 0
            for row, answer in zip(rows, known.of(rows[0]["symbol"], rows), strict=True):
                length += table.write(ENCODER.encode({**row, "answer": answer.row if answer else None}) + b"\n")
            yield source, length


def _rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as lines:
        for line in lines:
            yield _DECODE(line)
