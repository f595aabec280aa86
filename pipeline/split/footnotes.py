"""The texts of footnotes and endnotes: blocks that open with a mark, on pages' feet or under a heading 'Notes'."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.model.document import Note, RepairedDocument, Section
from pipeline.spans import Repaired, Span

HEADING = regex.compile(r"(?:end|foot)?notes|references", regex.IGNORECASE)
MARK = regex.compile(r"[\[(]?(?P<mark>\d{1,3}|[*∗†‡§]{1,4}|[a-z])[\])]?(?:[.)])?\s+(?=\S)")


def notes(
    repaired: RepairedDocument, body: tuple[Span[Repaired], ...], sections: tuple[Section, ...]
) -> Iterator[Note]:
    """Yield the notes of a document in order of place."""
    zones = [repaired.map.forward(stretch.span) for stretch in repaired.loaded.stretches if stretch.zone == "notes"]
    zones += [section.span for section in sections if HEADING.fullmatch(section.title)]
    for block in body:
        if any(zone.covers(block) for zone in zones):
            match = MARK.match(repaired.text, block.start, block.end)
            if match is not None:
                yield Note(match["mark"], Span(match.end(), block.end))
