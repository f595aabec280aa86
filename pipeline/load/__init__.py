"""Load: one source's bytes in, its text with pages out. The format is told by content, never by name alone.

    Source -> LoadedDocument

`READERS` is the table of formats: what the content looks like, and the reader for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.errors import Empty, UnknownFormat
from pipeline.load import sniff
from pipeline.model.document import LoadedDocument, Source

Reader = Callable[[Source, bool], LoadedDocument]
"""Given a source, and whether pages without text are to be put through OCR: pages of PDFs alone are known."""


def _text(source: Source, _: bool) -> LoadedDocument:
    from pipeline.load import text

    return text.read(source)


def _pdf(source: Source, ocr: bool) -> LoadedDocument:
    from pipeline.load import pdf

    return pdf.read(source, scans=ocr)


def _word(source: Source, _: bool) -> LoadedDocument:
    from pipeline.load import word

    return word.read(source)


def _html(source: Source, _: bool) -> LoadedDocument:
    from pipeline.load import html

    return html.read(source)


def _xml(source: Source, _: bool) -> LoadedDocument:
    from pipeline.load import xml

    return xml.read(source)


READERS: Mapping[str, Reader] = {
    "text/plain": _text,
    "application/pdf": _pdf,
    sniff.DOCX: _word,
    "application/msword": _word,
    "application/x-ole-encrypted": _word,
    "text/html": _html,
    "application/xml": _xml,
}
"""A reader is imported when its first document comes, so that `upr --help` loads none."""


def load(source: Source, *, ocr: bool = False) -> LoadedDocument:
    """The text of `source` and where its pages lie; with `ocr`, also that of pages which are pictures.

    Raises:
        LoadError: the source is empty, of no known format, or cannot be read; the error's code says which.
    """
    if not source.data:
        raise Empty("the file is empty (0 bytes)")
    media_type = sniff.media_type(source.data)
    reader = READERS.get(media_type)
    if reader is None:
        raise UnknownFormat(f"the content is {media_type}; known are {', '.join(sorted(READERS))}")
    return reader(source, ocr)
