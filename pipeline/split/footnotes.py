"""The texts of footnotes and endnotes: blocks that open with a mark, on pages' feet or under a heading 'Notes'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import regex

from pipeline.model.document import Note, RepairedDocument, Section
from pipeline.spans import Repaired, Span
from pipeline.split.headings import NOTES
from pipeline.vocabulary.patterns import late

MARK = late(r"[\[(]?(?:(?P<mark>[*∗†‡§]{1,4})\s*|(?P<mark>\d{1,3}|[a-z])[\])]?[.)]?\s+)(?=\S)")

LARGEST_STEP = 5
"""Marks between two notes of a list that may be lost in a file; a figure further on is no mark."""


def zones(repaired: RepairedDocument) -> list[Span[Repaired]]:
    """Where the reader found the notes of pages."""
    return [repaired.map.forward(stretch.span) for stretch in repaired.loaded.stretches if stretch.zone == "notes"]


def notes(
    repaired: RepairedDocument, body: tuple[Span[Repaired], ...], sections: tuple[Section, ...]
) -> Iterator[Note]:
    """Yield the notes of a document in order of place, each with the blocks that go on with it."""
    text = repaired.text
    lists = [section.span for section in sections if NOTES.fullmatch(section.title)]
    spans = [*zones(repaired), *lists]
    open_note: Note | None = None
    for block, label, following in _labelled(
        text, [block for block in body if any(span.covers(block) for span in spans)]
    ):
        listed = any(span.covers(block) for span in lists)
        if label is None or (listed and open_note is not None and not _rises(open_note.mark, label["mark"])):
            if open_note is not None and not text[open_note.span.end : block.start].strip():
                open_note = Note(open_note.mark, Span(open_note.span.start, block.end))
            continue
        if open_note is not None:
            yield open_note
        *whole, open_note = _parted(text, Note(label["mark"], Span(label.end(), block.end)), following)
        yield from whole
    if open_note is not None:
        yield open_note


def _labelled(
    text: str, blocks: Sequence[Span[Repaired]]
) -> Iterator[tuple[Span[Repaired], regex.Match[str] | None, str | None]]:
    """Each block with the mark that it opens with, and the mark of the block behind it."""
    labels = [MARK.match(text, block.start, block.end) for block in blocks]
    marks = [label["mark"] if label else None for label in labels]
    yield from zip_longest(blocks, labels, marks[1:])


def _rises(before: str, mark: str) -> bool:
    """Whether a mark may stand behind another in one list: `80).` behind note 43 is the rest of its page numbers."""
    return not (before.isdigit() and mark.isdigit()) or int(before) < int(mark) <= int(before) + LARGEST_STEP


def _parted(text: str, note: Note, following: str | None) -> Iterator[Note]:
    """A note and those that run on in its block: `… paras. 5 and 9. 14 JS1, para. 2`, where the next block is note 15."""
    mark, start = note.mark, note.span.start
    while following and mark.isdigit() and following.isdigit() and int(mark) + 1 < int(following):
        number = str(int(mark) + 1)
        found = regex.search(rf"\s+{number}\s+(?=\p{{Lu}})", text, pos=start, endpos=note.span.end)
        if found is None:
            break
        yield Note(mark, Span(start, found.start()))
        mark, start = number, found.end()
    yield Note(mark, Span(start, note.span.end))
