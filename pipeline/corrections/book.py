"""All corrections of a file, in the order they were written, and which of them hold.

lines of corrections.jsonl -> Book
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.corrections.line import BrokenLine, Correction, decode


class Broken(NamedTuple):
    """A line that is no correction: its number from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Book:
    """What a file of corrections says. A line that is broken costs itself alone."""

    lines: tuple[Correction, ...] = ()
    broken: tuple[Broken, ...] = ()

    @property
    def holding(self) -> tuple[Correction, ...]:
        """The decisions that hold, in the order of the file: those that no line that holds itself has undone."""
        undone: set[str] = set()
        held = []
        for line in reversed(self.lines):
            if line.id in undone:
                continue
            if line.action == "undo":
                undone.add(line.undoes or "")
            else:
                held.append(line)
        return tuple(reversed(held))

    def of(self, document: str, source: str, elsewhere: Collection[str] = ()) -> tuple[Correction, ...]:
        """The decisions that hold for a document: those about its bytes, and those about others that had its name.

        The latter are left out where the bytes they are about are there under another name: their ids are in `elsewhere`.
        """
        return tuple(
            line
            for line in self.holding
            if line.document == document or (line.source == source and line.document not in elsewhere)
        )


def read(lines: Iterable[bytes]) -> Book:
    """The book of the lines of a file. Empty lines are passed over, and a second line with the id of an earlier one."""
    good: dict[str, Correction] = {}
    broken = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            correction = decode(line)
        except BrokenLine as error:
            broken.append(Broken(number, str(error)))
            continue
        good.setdefault(correction.id, correction)
    return Book(tuple(good.values()), tuple(broken))
