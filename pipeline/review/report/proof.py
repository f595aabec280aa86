"""What a source still gives when pages are made: the edits between it and the text, and pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.one import read
from pipeline.errors import DocumentError
from pipeline.flow import Pipeline
from pipeline.model.document import Box, LoadedDocument, Source
from pipeline.model.records import TABLES, Extraction, Unclaimed
from pipeline.review.report.edits import changes
from pipeline.review.report.images import Picture, pictures
from pipeline.review.report.view import PageImage, Proof
from pipeline.spans import Span

PDF = "application/pdf"


class Proved(NamedTuple):
    """A document's proof, and the pictures that it names, which have yet to be written."""

    proof: Proof
    pictures: list[Picture]


def prove(
    extraction: Extraction, account: Sequence[Unclaimed], place: Path | None, folder: str, images: bool = True
) -> Proved:
    """Read the source at `place` again. What cannot be shown is named in `Proof.missing`, with the reason.

    `account` is what no record claimed: it has pages, and gets its boxes here. `folder` is where the pictures will lie, as the page will name it.
    """
    try:
        source = _source(extraction, place)
        repaired = Pipeline().repaired(source)
        drawn = list(pictures(source, pages_read(extraction, account))) if images and _is_pdf(extraction) else []
    except DocumentError as error:
        return Proved(Proof(missing=f"The source cannot be shown: {error}."), [])
    same = repaired.text == extraction.text
    missing = None if same else "The repairs cannot be shown: the text was made by other rules or settings. Run again."
    named = {
        picture.page: PageImage(f"{folder}/{picture.page}.png", picture.width, picture.height) for picture in drawn
    }
    boxes = _boxes(repaired.loaded, account) if same else ()
    return Proved(Proof(changes(repaired) if same else None, boxes, named, missing), drawn)


def _boxes(loaded: LoadedDocument, account: Sequence[Unclaimed]) -> tuple[list[Box] | None, ...]:
    if loaded.glyphs is None:
        return ()
    return tuple(loaded.glyphs.boxes(loaded.on_first_page(Span(*row.source_span))) for row in account)


def pages_read(extraction: Extraction, account: Sequence[Unclaimed]) -> set[int]:
    """The pages that some value was read from, and those of what no record claimed."""
    return {*_pages(extraction), *(row.page for row in account if row.page is not None)}


def _pages(extraction: Extraction) -> Iterator[int]:
    for table in TABLES:
        for record in getattr(extraction.records, table):
            for passages in record.evidence.values():
                yield from (passage.page for passage in passages if passage.page is not None and passage.boxes)


def _is_pdf(extraction: Extraction) -> bool:
    return extraction.document.media_type == PDF


class NotTheSame(DocumentError):
    """The file is no longer the one that was read."""


def _source(extraction: Extraction, place: Path | None) -> Source:
    if place is None:
        raise NotTheSame("this run did not note where it lies")
    source = read(extraction.document.source, place).source
    if source.id != extraction.document.id:
        raise NotTheSame("the file has changed since it was read. Run again")
    return source
