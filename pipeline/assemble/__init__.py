"""Assemble: mentions in, records out, each with its evidence, its warnings and the account of what no record claimed.

SectionedDocument, Findings -> Assembly
"""

from __future__ import annotations

from pipeline.assemble.account import unclaimed
from pipeline.assemble.bind import bind
from pipeline.assemble.check import warnings
from pipeline.assemble.confidence import sure
from pipeline.assemble.ground import Grounds
from pipeline.model.document import Furniture, Identity, LoadedDocument, SectionedDocument
from pipeline.model.findings import Findings
from pipeline.model.records import (
    SCHEMA_VERSION,
    Assembly,
    Country,
    Document,
    Extraction,
    Footnote,
    FurnitureRow,
    ParagraphRow,
    Review,
    SectionRow,
)
from pipeline.vocabulary import countries


def assemble(document: SectionedDocument, found: Findings) -> Assembly:
    """Bind what extractors found into records, ground every leaf, check, and account for the rest."""
    grounds = Grounds(document)
    bound = bind(document, found, grounds)
    told = list(warnings(document, bound))
    records = sure(bound, told)
    extraction = Extraction(
        schema_version=SCHEMA_VERSION,
        document=_document(document, grounds),
        text=document.text,
        sections=[
            SectionRow(
                id=section.id,
                title=section.title,
                number=section.number,
                level=section.level,
                parent=section.parent,
                span=section.span.pair,
                empty=section.empty,
            )
            for section in document.sections
        ],
        paragraphs=[
            ParagraphRow(number=paragraph.number, section=paragraph.section, span=paragraph.span.pair)
            for paragraph in document.paragraphs
        ],
        footnotes=_footnotes(document),
        furniture=[_piece(document.repaired.loaded, piece) for piece in document.repaired.furniture],
        records=records,
        warnings=told,
    )
    return Assembly(extraction=extraction, unclaimed=list(unclaimed(document, records)))


def _document(document: SectionedDocument, grounds: Grounds) -> Document:
    loaded, identity = document.repaired.loaded, document.identity
    return Document(
        id=loaded.id,
        source=loaded.name,
        media_type=loaded.media_type,
        kind=identity.kind,
        title=identity.title,
        symbol=identity.symbol,
        language=identity.language,
        pages=loaded.pages,
        country=_country(identity),
        submitted_by=identity.submitted_by,
        review=Review(session=identity.session, cycle=identity.cycle, year=identity.year),
        evidence={path: grounds.evidence(leaf) for path, leaf in identity.grounds.items()},
    )


def _country(identity: Identity) -> Country | None:
    row = countries.by_code(identity.country) if identity.country else None
    return Country(name=row.name, iso3=row.iso3) if row else None


def _piece(loaded: LoadedDocument, piece: Furniture) -> FurnitureRow:
    return FurnitureRow(
        kind=piece.kind,
        raw=piece.span.cut(loaded.text).strip(),
        source_span=piece.span.pair,
        page=loaded.page_at(piece.span.start),
        boxes=loaded.glyphs.boxes(piece.span) if loaded.glyphs else None,
    )


def _footnotes(document: SectionedDocument) -> list[Footnote]:
    """Anchors with their notes' texts; a note is tied to the first anchor of its mark, and to each that repeats it."""
    texts = {note.mark: note.span for note in reversed(document.notes)}
    return [
        Footnote(
            mark=anchor.mark,
            anchor=anchor.span.pair,
            text_span=texts[anchor.mark].pair if anchor.mark in texts else None,
        )
        for anchor in document.repaired.anchors
    ]
