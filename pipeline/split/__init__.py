"""Split: the repaired text in, its outline, paragraphs, sentences and identity out.

RepairedDocument -> SectionedDocument
"""

from __future__ import annotations

from pipeline.model.document import RepairedDocument, SectionedDocument
from pipeline.split.footnotes import notes, zones
from pipeline.split.headings import outline
from pipeline.split.kind import identify
from pipeline.split.paragraphs import blocks, paragraphs
from pipeline.split.sentences import sentences


def split(repaired: RepairedDocument) -> SectionedDocument:
    """Tell headings from paragraphs, cut sentences, and say what kind of document this is."""
    pieces = blocks(repaired.text)
    title, sections, body = outline(repaired.text, pieces, zones(repaired))
    body_paragraphs = paragraphs(repaired.text, body, sections)
    return SectionedDocument(
        repaired=repaired,
        identity=identify(repaired.text, title),
        sections=sections,
        paragraphs=body_paragraphs,
        sentences=sentences(repaired.text, pieces),
        notes=tuple(notes(repaired, body, sections)),
    )
