"""Tables that a text gives line by line: a label, then the same number of figures in each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import regex

from pipeline.extract.numerals import Numeral, numerals
from pipeline.extract.tables import year_rows
from pipeline.model.document import Paragraph, SectionedDocument
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

ROW = late(r"\p{L}[^\d\n.;!?]*[\p{L})][\s:|]+(?P<cells>\d[\d,.]*%?(?:[\s|]+\d[\d,.]*%?)+)\s*")
CELL = late(r"\d[\d,.]*%?")
LOST_COMMA = late(r"(?<![\d,.])\d{1,3}\s\d{3}(?![\d,.])")
"""'412 960' may be one figure or two."""
LEAST = 2


def year_cells(document: SectionedDocument) -> Iterator[Numeral]:
    """The figures of tables whose rows open with years."""
    for row in year_rows(document.text):
        for cell in row.cells:
            yield from _read(cell.cut(document.text), cell.start)


def rows(document: SectionedDocument) -> Iterator[tuple[Paragraph, tuple[Numeral, ...]]]:
    """Yield the rows of tables with their figures; a row stands beside another one of as many columns."""
    for _, run in groupby(
        ((paragraph, _figures(document.text, paragraph)) for paragraph in document.paragraphs),
        key=lambda row: len(row[1]),
    ):
        table = [row for row in run if row[1]]
        if len(table) >= LEAST:
            yield from table


def _figures(text: str, paragraph: Paragraph) -> tuple[Numeral, ...]:
    if not text[paragraph.span.end - 1].isdigit():
        return ()
    match = ROW.fullmatch(text, *paragraph.span)
    if match is None or LOST_COMMA.search(match["cells"]):
        return ()
    return tuple(_cells(match))


def _cells(match: regex.Match[str]) -> Iterator[Numeral]:
    """Each cell read by itself, since a figure beside another one is no number elsewhere."""
    for cell in CELL.finditer(match.string, *match.span("cells")):
        yield from _read(cell.group(), cell.start())


def _read(cell: str, start: int) -> Iterator[Numeral]:
    for numeral in numerals(cell, Span(0, len(cell))):
        yield numeral._replace(span=numeral.span.shift(start))
