"""A text in pieces: wherever a passage starts or ends, a piece does, so that overlaps are pieces with several passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.records import Extraction, Pair

BLOCK = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
"""What stands between empty lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the same passages and the same items of the work list cover; `note` is a mark that stood at its end."""

    text: str
    passages: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a note: `text[start:end]`, in pieces. `level` is a heading's, from 1.

    `id` is the section's for a heading; a numbered paragraph has its `number`; a note has its `mark`.
    """

    form: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    level: int = 0
    id: str | None = None
    number: str | None = None
    mark: str | None = None


def blocks(extraction: Extraction, passages: Sequence[Pair], items: Sequence[Pair | None]) -> tuple[Block, ...]:
    """The whole text as blocks in order; `passages` and `items` are spans in it, by their places in the page's lists."""
    bounds = [match.span() for match in BLOCK.finditer(extraction.text)]
    pieces = _pieces(extraction, bounds, passages, items)
    headings = {section.span[0]: section for section in extraction.sections}
    numbers = sorted((row.span[0], row.number) for row in extraction.paragraphs if row.number is not None)
    notes = {row.text_span[0]: row.mark for row in extraction.footnotes if row.text_span}
    made = []
    for (start, end), inside in zip(bounds, pieces, strict=True):
        section = headings.get(start)
        if section is not None:
            made.append(Block("heading", start, end, inside, level=section.level, id=section.id))
            continue
        mark = next((mark for at, mark in notes.items() if start <= at < end), None)
        number = next((number for at, number in numbers if start <= at < end), None)
        form = "note" if mark is not None else "numbered" if number is not None else "plain"
        made.append(Block(form, start, end, inside, number=number, mark=mark))
    return tuple(made)


def _pieces(
    extraction: Extraction, bounds: Sequence[Pair], passages: Sequence[Pair], items: Sequence[Pair | None]
) -> Iterator[tuple[Piece, ...]]:
    """For each block its pieces: one sweep over all places where something starts or ends."""
    opened: defaultdict[int, list[tuple[bool, int]]] = defaultdict(list)
    closed: defaultdict[int, list[tuple[bool, int]]] = defaultdict(list)
    for is_item, spans in ((False, passages), (True, items)):
        for at, span in enumerate(spans):
            if span is not None and span[0] < span[1]:
                opened[span[0]].append((is_item, at))
                closed[span[1]].append((is_item, at))
    notes: defaultdict[int, list[str]] = defaultdict(list)
    for row in extraction.footnotes:
        notes[row.anchor[0]].append(row.mark)
    places = sorted({*opened, *closed, *notes, *(start for start, _ in bounds), *(end for _, end in bounds)})
    active: set[tuple[bool, int]] = set()
    block = 0
    inside: list[Piece] = []
    for place, following in zip(places, [*places[1:], len(extraction.text)], strict=True):
        active.difference_update(closed.get(place, ()))
        active.update(opened.get(place, ()))
        if block < len(bounds) and bounds[block][0] <= place < bounds[block][1]:
            inside.append(
                Piece(
                    extraction.text[place:following],
                    tuple(sorted(at for is_item, at in active if not is_item)),
                    tuple(sorted(at for is_item, at in active if is_item)),
                    tuple(notes.get(following, ())),
                )
            )
        if block < len(bounds) and following >= bounds[block][1]:
            yield tuple(inside)
            inside = []
            block += 1
