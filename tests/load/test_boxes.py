"""Boxes read back: what pdfium finds inside a value's boxes, on the page that the evidence names, is the value.

PDFs of several kinds go through the whole pipeline. A box is turned back to the page's own coordinates here, apart from
the code that made it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest

from pipeline.flow import Pipeline
from pipeline.model.document import Box, Source
from pipeline.model.records import TABLES, Evidence, Extraction
from tests.load.pdf_builder import Page, pdf

REPORT = [
    "1. ODIHR held a workshop in Prague on 14 March 2011 with 25 experts from Norway and",
    "Peru. It was opened by Ms. Anna Vondrova, Minister of Justice, and cost 1.5 million euros.",
    "2. The OSCE Representative on Freedom of the Media visited Astana from 3 to 7 May 2012,",
    "met 40 journalists, and asked for the decriminalization of defamation (A/HRC/14/10/Add.1).",
    "3. In November 2012 ODIHR sent an Opinion on the Draft Law on Assemblies, Opinion Nr. FOA-",
    "KAZ/200/2012 (AT), dated 23 November 2012, to the Ministry of Justice, and some 30 per",
    "cent of its comments were taken up by the Parliament before the end of that same year.",
]
RECOMMENDATIONS = [
    "II. Conclusions and/or recommendations",
    "95. The recommendations formulated during the interactive dialogue and listed below have the",
    "support of Kazakhstan:",
    "95.1. Ratify the Optional Protocol to the Convention against Torture without any further",
    "delay (Norway, United Kingdom of Great Britain and Northern Ireland);",
    "95.2. Step up efforts to abolish the death penalty by 31 December 2015 (Czech",
    "Republic, Bosnia and Herzegovina);",
]
COLUMN = [
    "1. ODIHR held a workshop in Prague",
    "on 14 March 2011 with 25 experts",
    "from Norway. It was opened by Ms.",
    "Anna Vondrova, Minister of Justice.",
    "2. The OSCE Office in Astana met",
    "some 40 journalists between 3 and 7",
    "May 2012 (see A/HRC/14/10/Add.1).",
    "The Parliament took up 30 per cent",
    "of the comments within that year.",
]
TURNED = {90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


def turned(degrees: int, rows: list[str], crop: tuple[float, float, float, float] | None = None) -> Page:
    """A page that stands upright only once its /Rotate is obeyed."""
    page = Page(rotate=degrees, crop=crop)
    for at, row in enumerate(rows):
        down = 80 + 15 * at
        x, y = {90: (down, 842 - 40), 180: (555, 842 - down), 270: (595 - down, 40)}[degrees]
        page.text(x, y, row, 9, matrix=TURNED[degrees])
    return page


DOCUMENTS = {
    "pages": pdf(Page().lines(72, 100, REPORT, 10, 1.5), Page().lines(72, 90, RECOMMENDATIONS, 11, 1.5)),
    "columns": pdf(Page().lines(60, 100, COLUMN, 10, 1.5).lines(310, 100, [row.upper() for row in COLUMN], 10, 1.5)),
    "crop": pdf(Page(crop=(40, 60, 580, 800)).lines(72, 140, REPORT + RECOMMENDATIONS, 9, 1.6)),
    "turned by 90": pdf(Page().lines(72, 100, REPORT[:2], 10, 1.5), turned(90, REPORT)),
    "turned by 180": pdf(turned(180, RECOMMENDATIONS), turned(180, REPORT)),
    "turned by 270": pdf(turned(270, REPORT), turned(270, RECOMMENDATIONS)),
    "sizes": pdf(*[Page().lines(40, 100, REPORT, size, 1.5) for size in (6, 8, 11)]),
    "turned and cropped": pdf(*[turned(degrees, REPORT, (20, 10, 560, 830)) for degrees in TURNED]),
    "empty pages between": pdf(Page(), Page().lines(72, 100, REPORT, 10, 1.5), Page(), Page().lines(72, 100, COLUMN)),
}


def evidence_of(extraction: Extraction) -> Iterator[tuple[str, Evidence]]:
    for table in TABLES:
        for record in getattr(extraction.records, table):
            for path, passages in record.evidence.items():
                for passage in passages:
                    yield f"{table}.{path}", passage


def letters(words: str) -> str:
    """What is compared: marks and blanks are joined, parted and taken out by repair."""
    return "".join(character for character in words if character.isalnum())


def on_its_page(page: pypdfium2.PdfPage, box: Box) -> Box:
    """A box of an evidence as left, bottom, right, top in the page's own coordinates."""
    x0, top, x1, bottom = box
    left, low, right, high = page.get_bbox()
    match page.get_rotation():
        case 0:
            return left + x0, high - bottom, left + x1, high - top
        case 90:
            return left + top, low + x0, left + bottom, low + x1
        case 180:
            return right - x1, low + top, right - x0, low + bottom
        case _:
            return right - bottom, high - x1, right - top, high - x0


def inside(page: pypdfium2.PdfPage, box: Box) -> str:
    """What stands on the middle line of a box. pdfium counts whatever a rectangle touches: the lines above and below
    reach into the box with their descenders and accents, the letters beside it by a hair."""
    x0, top, x1, bottom = box
    height = bottom - top
    core = (x0 + 0.3, top + 0.35 * height, x1 - 0.3, bottom - 0.35 * height)
    return str(page.get_textpage().get_text_bounded(*on_its_page(page, core)))


def read_back(data: bytes, extraction: Extraction) -> tuple[int, list[str]]:
    """How many passages have boxes that hold them, and those that have not."""
    right, wrong = 0, []
    with pypdfium2.PdfDocument(data) as opened:
        for path, passage in evidence_of(extraction):
            assert passage.page is not None
            assert passage.boxes, (path, passage)
            found = " ".join(inside(opened[passage.page - 1], box) for box in passage.boxes)
            if letters(found) == letters(passage.raw):
                right += 1
            else:
                wrong.append(f"{path} on page {passage.page}: {passage.raw!r}, but its boxes hold {found!r}")
    return right, wrong


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_stands_in_the_boxes_is_the_value(name: str, full_pipeline: Pipeline) -> None:
    data = DOCUMENTS[name]
    right, wrong = read_back(data, full_pipeline(Source(f"{name}.pdf", data)).extraction)
    assert wrong == []
    assert right >= 15


def test_a_page_is_the_one_that_holds_the_value(full_pipeline: Pipeline) -> None:
    towns = ["Prague", "Vienna", "Astana", "Tbilisi", "Minsk", "Tirana", "Skopje", "Baku"]
    pages = [
        Page().text(72, 100 + 60 * day, f"{'So ' * day}a workshop was held in {town} on {day} March 2011.")
        for day, town in enumerate(towns, start=1)
    ]
    data = pdf(Page(), *pages)
    extraction = full_pipeline(Source("days.pdf", data)).extraction
    found = {passage.raw: passage.page for path, passage in evidence_of(extraction) if path == "dates.value"}
    assert found == {f"{day} March 2011": day + 1 for day in range(1, 9)}


def test_the_boxes_of_a_value_on_several_lines_are_one_a_line(full_pipeline: Pipeline) -> None:
    extraction = full_pipeline(Source("pages.pdf", DOCUMENTS["pages"])).extraction
    texts = {record.number: record.evidence["text"][0] for record in extraction.records.recommendations}
    assert {number: len(passage.boxes or ()) for number, passage in texts.items()} == {"95.1": 2, "95.2": 1}
    [over, under] = texts["95.1"].boxes or ()
    assert over[3] <= under[1]


def wrong_parts(data: bytes, extraction: Extraction) -> list[str]:
    """Boxes that hold nothing, or what is no part of their value."""
    with pypdfium2.PdfDocument(data) as opened:
        return [
            f"{path}: {found!r}"
            for path, passage in evidence_of(extraction)
            for box in passage.boxes or ()
            for found in [inside(opened[(passage.page or 1) - 1], box)]
            if not letters(found) or letters(found) not in letters(passage.raw)
        ]


def test_lines_set_tight_are_a_box_each(full_pipeline: Pipeline) -> None:
    data = pdf(Page().lines(72, 100, RECOMMENDATIONS, 10, 1.15))
    assert read_back(data, full_pipeline(Source("tight.pdf", data)).extraction)[1] == []


def test_a_value_that_runs_over_a_page_has_the_boxes_of_its_page(full_pipeline: Pipeline) -> None:
    first, second = Page().lines(72, 660, RECOMMENDATIONS[:4], 10, 1.5), Page()
    data = pdf(first, second.lines(72, 90, RECOMMENDATIONS[4:] + REPORT, 10, 1.5))
    assert wrong_parts(data, full_pipeline(Source("over.pdf", data)).extraction) == []


@pytest.mark.xfail(reason="text that runs up a page has the place of its line and not of its letters", strict=True)
def test_text_that_runs_up_the_page_has_its_boxes(full_pipeline: Pipeline) -> None:
    page = Page()
    for at, row in enumerate(REPORT):
        page.text(80 + 15 * at, 800, row, 9, matrix="0 1 -1 0")
    data = pdf(page)
    assert wrong_parts(data, full_pipeline(Source("up.pdf", data)).extraction) == []
