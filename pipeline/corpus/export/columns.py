"""What a table is: columns with types and meanings, and rows of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.model.records import Evidence, Extraction

Box = tuple[float, float, float, float]
Cell = str | int | float | bool | list[str] | list[Box] | None
Row = Sequence[Cell]

Kind = Literal["text", "integer", "number", "truth", "day", "words", "boxes"]
"""What the cells of a column are; `words` is a list of texts, `boxes` a list of rectangles, `day` an ISO date."""


class Column(NamedTuple):
    """A column; any of its cells may be null."""

    name: str
    kind: Kind
    meaning: str


class Table(NamedTuple):
    """A table, with its rows for one document, or for the run's folder where they are not of one document's extract."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    of_document: Callable[[Extraction], Iterator[Row]] = lambda _: iter(())
    of_run: Callable[[Path], Iterator[Row]] = lambda _: iter(())


def place(passages: Sequence[Evidence]) -> Row:
    """The page of the first, and the words of all: a recommendation's text may stand in pieces."""
    if not passages:
        return [None, None]
    return [passages[0].page, " … ".join(passage.raw for passage in passages)]
