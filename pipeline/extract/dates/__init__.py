"""Every explicit date: days, months, years, ranges of them, and dates that the text leaves incomplete.

A day or a month without a year is completed from its own election's year ('the 2012 elections, held on
7 October'), from the same day elsewhere in the document, from the nearest dated words of the
sentence, the paragraph or the section, or from the day that a news item or report bears itself, and says so. A date that
cannot be, whose year is cut off, or whose day may be broken by a line end, has no value. Values are ISO 8601 cut to their precision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pipeline.extract import edtf
from pipeline.extract.dates.completing import completed, of_its_own
from pipeline.extract.dates.forms import LAST_OF_MONTH, MONTHS, Reading, read
from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, Findings, Leaf, Place
from pipeline.model.records import Date
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary.patterns import behind, late

FIGURES = late(r"\d+")
CUT_YEAR = late(r"\d{3}\Z")
TWO_DIGITS = late(r"(?P<first>[123])(?P<gap>\s)(?P<second>\d)(?!\d)")
LINE_END = late(r"[\n\r\v\f\x85\u2028\u2029]")


def find(document: SectionedDocument, found: Findings) -> Iterator[DateMention]:
    """Yield all dates of the document, each completed as far as the text allows."""
    taken = sorted(reference.span for reference in found.references)
    readings = [
        replace(reading, broken=True) if reading.lost_dash and _is_broken(document, reading) else reading
        for reading in read(document.text)
        if not overlaps_any(reading.span, taken)
    ]
    dated = [
        reading for reading in readings if reading.first.year is not None and not _is_of_another(document.text, reading)
    ]
    for reading in readings:
        if reading.lacks_year:
            whole = completed(document, reading, dated, of_its_own(document.text, reading, readings))
            if whole is not None:
                status: Literal["completed", "incomplete"] = "completed" if whole.sources else "incomplete"
                yield _mention(document.text, whole.reading, status, whole.sources)
        else:
            yield _mention(document.text, reading, "completed" if reading.lost_dash else "stated", ())


def _is_broken(document: SectionedDocument, reading: Reading) -> bool:
    """Whether the two days of a range that lost its dash may be the two digits of one day, with a line end between them."""
    digits = TWO_DIGITS.match(document.text, *reading.span)
    if digits is None or int(digits["first"] + digits["second"]) > LAST_OF_MONTH:
        return False
    source = document.repaired.map.back(Span(*digits.span("gap")))
    return LINE_END.search(document.repaired.loaded.text, *source) is not None


def _is_of_another(text: str, reading: Reading) -> bool:
    """'the 2018 elections', 'the previous one was held on 4 October 2015': it dates nothing else."""
    start, end = reading.span
    if PREVIOUS.search(text, max(0, start - FAR_BEFORE), start):
        return True
    return (
        reading.first.month is None
        and OF_ONE_BEFORE.search(text, max(0, start - FAR_BEFORE), start) is not None
        and OF_ONE_AFTER.match(text, end) is not None
    )


PREVIOUS = behind(r"\b[Tt]he\s+(?:previous|last|preceding)\s+[^.;]{0,60}\b(?:on|in)\s+")
FAR_BEFORE = 80
OF_ONE_BEFORE = behind(r"\b(?:[Tt]he|its|their|previous|last)\s+")
OF_ONE_AFTER = late(
    r"\s+(?:[\p{Ll}-]+\s+){0,2}(?:elections?|reports?|Constitution|Law|law|polls?|referendum|vote|census|Declaration|Document)\b"
)


def _mention(
    text: str, reading: Reading, status: Literal["stated", "completed", "incomplete"], sources: tuple[Place, ...]
) -> DateMention:
    raw = reading.span.cut(text)
    value = None if reading.cut or reading.broken else reading.first.iso()
    end = reading.last.iso() if reading.last and value else None
    if value is None or (reading.last and end is None) or (end is not None and end < value):
        value, end, status = None, None, "incomplete"
    precision: Literal["day", "month", "year"] = "day"
    if not reading.ambiguous and reading.first.day is None:
        precision = "month" if reading.first.month else "year"
    date = Date(value=value, end=end, precision=precision, status=status, raw=raw)
    rule = {"stated": "dates.stated", "completed": "dates.completed", "incomplete": "dates.incomplete"}[status]
    if reading.ambiguous:
        rule = "dates.ambiguous"
    return DateMention(
        span=reading.span,
        edtf=_edtf(text, reading, value, end),
        confidence={"stated": 1.0, "completed": 0.9, "incomplete": 0.5}[status],
        date=Leaf(date, (reading.span, *sources), rule),
    )


def _edtf(text: str, reading: Reading, value: str | None, end: str | None) -> str | None:
    """The date in the Extended Date/Time Format; None for a day that cannot be."""
    start, stop = reading.span
    if value is not None:
        return edtf.qualified(text, start, stop, edtf.written(value, end))
    if reading.broken:
        return edtf.unspecified_day(reading.first.year, reading.first.month)
    if reading.ambiguous:
        first, second, year = map(int, FIGURES.findall(reading.span.cut(text)))
        return edtf.one_of(year, first, second)
    if reading.cut or reading.first.year is None:
        cut = CUT_YEAR.search(text, start, stop)
        whole = edtf.unspecified(cut.group() if cut and reading.cut else None, reading.first.month, reading.first.day)
        last = reading.last
        return (
            edtf.written(whole, edtf.unspecified(cut.group() if cut and reading.cut else None, last.month, last.day))
            if whole and last
            else whole
        )
    return None


__all__ = ["EXTRACTOR", "MONTHS"]
EXTRACTOR = Extractor("dates", find)
