"""What a source still gives when pages are made: the edits between it and the text, and pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.corpus.one import read
from pipeline.errors import DocumentError
from pipeline.flow import Pipeline
from pipeline.model.document import Source
from pipeline.model.records import TABLES, Extraction
from pipeline.review.report.edits import changes
from pipeline.review.report.images import Picture, pictures
from pipeline.review.report.view import PageImage, Proof

PDF = "application/pdf"


class Proved(NamedTuple):
    """A document's proof, and the pictures that it names, which have yet to be written."""

    proof: Proof
    pictures: list[Picture]


def prove(extraction: Extraction, place: Path | None, folder: str, images: bool = True) -> Proved:
    """Read the source at `place` again. What cannot be shown is named in `Proof.missing`, with the reason.

    `folder` is where the pictures will lie, as the page will name it.
    """
    try:
        source = _source(extraction, place)
        repaired = Pipeline().repaired(source)
        drawn = list(pictures(source, pages_read(extraction))) if images and _is_pdf(extraction) else []
    except DocumentError as error:
        return Proved(Proof(missing=f"The source cannot be shown: {error}."), [])
    same = repaired.text == extraction.text
    missing = None if same else "The repairs cannot be shown: the text was made by other rules or settings. Run again."
    named = {
        picture.page: PageImage(f"{folder}/{picture.page}.png", picture.width, picture.height) for picture in drawn
    }
    return Proved(Proof(changes(repaired) if same else None, named, missing), drawn)


def pages_read(extraction: Extraction) -> set[int]:
    """The pages that some value was read from."""
    return set(_pages(extraction))


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
