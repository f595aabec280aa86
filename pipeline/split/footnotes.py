"""The texts of footnotes and endnotes: blocks that open with a mark, on pages' feet or under a heading 'Notes'."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.model.document import Note, RepairedDocument, Section
from pipeline.spans import Repaired, Span

HEADING = regex.compile(r"(?:end|foot)?notes|references", regex.IGNORECASE)
MARK = regex.compile(r"[\[(]?(?:(?P<mark>[*∗†‡§]{1,4})\s*|(?P<mark>\d{1,3}|[a-z])[\])]?[.)]?\s+)(?=\S)")


def zones(repaired: RepairedDocument) -> list[Span[Repaired]]:
    """Where the reader found the notes of pages."""
    return [repaired.map.forward(stretch.span) for stretch in repaired.loaded.stretches if stretch.zone == "notes"]


def notes(
    repaired: RepairedDocument, body: tuple[Span[Repaired], ...], sections: tuple[Section, ...]
) -> Iterator[Note]:
    """Yield the notes of a document in order of place."""
    spans = zones(repaired)
    spans += [section.span for section in sections if HEADING.fullmatch(section.title)]
    for block in body:
        if any(span.covers(block) for span in spans):
            match = MARK.match(repaired.text, block.start, block.end)
            if match is not None:
                yield Note(match["mark"], Span(match.end(), block.end))
