"""A PDF: visual lines in reading order, each character with its place and size, footnotes behind the body.

    Source -> LoadedDocument

pdfium reads; pdfplumber is the second reader, for a file that pdfium cannot open or finds no pages or no text in. Pages
that have no text even so are read off their picture, where that is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.errors import OcrMissing, PdfBroken, PdfEncrypted, PdfNoText
from pipeline.load import layout, notes, ocr, pdfium, plumber
from pipeline.load.line import Line
from pipeline.load.pdfium import Ink
from pipeline.load.transcript import Transcript
from pipeline.model.document import LoadedDocument, Notice, Source, Stretch
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

_PROBE = 30
"""Pages without text after which the second reader gives up on a file in which the first found none on any page."""
_SEEN = late(r"[^\s\p{Cc}\p{Cf}]")
"""A character that leaves ink: fonts can lead all of theirs to marks of direction or width, which repair takes out."""


def read(source: Source, *, scans: bool = False) -> LoadedDocument:
    """The text of a PDF with its pages, and the place of every character; `scans` has pages without text put through OCR.

    Raises:
        PdfEncrypted: it opens with a password only.
        PdfBroken: neither reader finds a page in it.
        PdfNoText: it has pages, and nothing but images on them.
        OcrMissing: so it is, and the program that is to read them is not installed.
    """
    failures: list[str] = []
    try:
        with pdfium.Pages(source.data) as pages:
            book = _written(pages)
    except pdfium.PdfiumError as refused:
        if refused.encrypted:
            raise PdfEncrypted("the PDF is encrypted and asks for a password") from refused
        failures.append(str(refused))
        book = _Book()
    if book.has_text and book.empty and scans:
        book = _scanned(source)
    if book.has_text:
        return book.document(source, "pdfium")
    if not failures:
        failures.append(f"pdfium finds {book.pages or 'no'} pages and no text")
    return _second(source, book, failures, scans)


def _second(source: Source, first: _Book, failures: list[str], scans: bool) -> LoadedDocument:
    try:
        book = _written(plumber.pages(source.data, _PROBE if first.pages else None))
    except plumber.PlumberError as refused:
        failures.append(str(refused))
        book = _Book()
    if book.has_text:
        return book.document(source, "pdfplumber")
    count = max(first.pages, book.pages)
    if count:
        none = f"{count} {'page' if count == 1 else 'pages'}, and no text on any of them"
        if scans and first.pages:
            return _only_scanned(source, none)
        raise PdfNoText(none)
    raise PdfBroken("no reader finds a page: " + "; ".join(failures))


def _only_scanned(source: Source, none: str) -> LoadedDocument:
    if not ocr.installed():
        raise OcrMissing(f"{none}; {ocr.MISSING}")
    book = _scanned(source)
    if not book.has_text:
        reason = next(filter(None, book.empty.values()), "OCR finds none either")
        raise PdfNoText(f"{none}; {reason}")
    return book.document(source, "pdfium")


def _scanned(source: Source) -> _Book:
    """All pages again: those without text by OCR."""
    with pdfium.Pages(source.data) as pages, ocr.Scanner(source.data) as scanner:
        return _written(pages, scanner)


def _written(pages: Iterable[Ink | None], scanner: ocr.Scanner | None = None) -> _Book:
    book = _Book(scanner)
    for ink in pages:
        book.add(ink)
    return book


class _Book:
    """Pages as they are written out, body and notes apart."""

    def __init__(self, scanner: ocr.Scanner | None = None) -> None:
        self._scanner = scanner
        self.scans: dict[int, float] = {}
        """Pages that OCR has read, with its confidence."""
        self.body, self.notes = Transcript(), Transcript()
        self.body_ends: list[int] = []
        self.note_ends: list[tuple[int, int]] = []
        self.empty: dict[int, str] = {}
        """Pages without text, with the reason why OCR has not read them, if it should have."""
        self.unread: list[int] = []
        self.lost = 0
        self._sizes: Counter[float] = Counter()

    @property
    def pages(self) -> int:
        return len(self.body_ends)

    @property
    def has_text(self) -> bool:
        return len(self.empty) + len(self.unread) < self.pages

    def add(self, ink: Ink | None) -> None:
        number = self.pages + 1
        if ink is None:
            self.unread.append(number)
        elif not _SEEN.search(ink.text):
            self._scan(number)
        else:
            self._write(ink)
        self.body.line_end()
        self.body_ends.append(len(self.body))

    def _scan(self, number: int) -> None:
        self.empty[number] = ""
        if self._scanner is None:
            return
        try:
            scan = self._scanner.page(number)
        except ocr.Unread as error:
            self.empty[number] = str(error)
            return
        if scan is not None:
            del self.empty[number]
            self.scans[number] = scan.confidence
            _write_lines(self.body, scan.lines, scan.ink)

    def _write(self, ink: Ink) -> None:
        lines = layout.lines(ink)
        for line in lines:
            self._sizes[round(line.size, 1)] += line.weight
        body, below = notes.parted(lines, ink, self._sizes.most_common(1)[0][0])
        _write_lines(self.body, body, ink)
        if below:
            _write_lines(self.notes, below, ink)
            self.notes.line_end()
            self.note_ends.append((ink.number, len(self.notes)))
        self.lost += ink.text.count("\ufffd")

    def document(self, source: Source, reader: str) -> LoadedDocument:
        stretches: list[Stretch] = []
        start = 0
        for page, end in enumerate(self.body_ends, start=1):
            stretches.append(Stretch(Span(start, end), page))
            start = end
        offset = start
        for page, note_end in self.note_ends:
            stretches.append(Stretch(Span(start, offset + note_end), page, "notes"))
            start = offset + note_end
        self.body.extend(self.notes)
        return LoadedDocument(
            id=source.id,
            name=source.name,
            media_type="application/pdf",
            text=self.body.text,
            stretches=tuple(stretches),
            reader=f"{reader}, ocr" if self.scans else reader,
            glyphs=self.body.glyphs,
            notices=tuple(self._notices()),
        )

    def _notices(self) -> Iterable[Notice]:
        for page, reason in self.empty.items():
            yield Notice("page.no_text", f"page {page} holds no text" + (f"; {reason}" if reason else ""))
        for page, confidence in self.scans.items():
            yield Notice("page.ocr", f"page {page} was read by OCR, with a confidence of {confidence:.0f} of 100")
        for page in self.unread:
            yield Notice("page.broken", f"page {page} could not be opened")
        if self.lost:
            yield Notice("text.damaged", f"{self.lost} characters have no meaning in the fonts of the file")


def _write_lines(transcript: Transcript, lines: Iterable[Line], ink: Ink) -> None:
    first = True
    for line in lines:
        if not first:
            transcript.line_end()
        first = False
        transcript.line(line, ink)
