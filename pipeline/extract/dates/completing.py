"""A day and month with a year from elsewhere: what is nearest in the text and tells it.

A month alone is no date where nothing gives it a year: 'every March'.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

import regex

from pipeline.extract.dates.forms import FULL_MONTH, Day, Reading
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Place

EVERY_YEAR = regex.compile(
    r"\b(?:may|can|must|shall|should|every|each|usually|annually|normally|always|generally|typically)\b", regex.I
)
OR_MONTH = regex.compile(rf"\s+or\s+{FULL_MONTH}")
BEAR_A_DAY = ("press_release", "mission_report", "other")
"""Kinds of documents that speak of what is near to the day in their own head."""
HEAD = 400
"""A date among the first characters of a document is the document's own."""


class Completed(NamedTuple):
    """A date with a year, and where the year stands; no place where none was found."""

    reading: Reading
    sources: tuple[Place, ...]


def completed(document: SectionedDocument, reading: Reading, dated: list[Reading]) -> Completed | None:
    """A date without a year with one of `dated`'s; None for a month of no year in particular."""
    source = _nearest(document, reading, dated)
    if reading.first.day is None and (source is None or source.first.month is None or _is_any_year(document, reading)):
        return None
    if source is None:
        return Completed(reading, ())
    year = _year_near(reading.first, source)
    last = None
    if reading.last is not None:
        turn = bool(reading.first.month and reading.last.month and reading.last.month < reading.first.month)
        last = replace(reading.last, year=year + turn)
    return Completed(replace(reading, first=replace(reading.first, year=year), last=last), (source.span,))


def _is_any_year(document: SectionedDocument, reading: Reading) -> bool:
    """True for a month of every year: 'voters may register in May or August'."""
    sentence = document.sentence_at(reading.span.start)
    return (
        EVERY_YEAR.search(document.text, sentence.start, reading.span.start) is not None
        or OR_MONTH.match(document.text, reading.span.end) is not None
    )


def _nearest(document: SectionedDocument, reading: Reading, dated: list[Reading]) -> Reading | None:
    """Where a year is to be had: the sentence, the same day in the section, what precedes in the paragraph, the day that a
    news item or a report bears, what precedes in the section, the same day anywhere, a date in the head, and at last the one year that all
    days of the document have.

    A bare year tells less than a day or a month: 'at the 2018 elections' dates nothing else in its paragraph.
    """
    sentence = document.sentence_at(reading.span.start)
    inside = [other for other in dated if sentence.covers(other.span)]
    if inside:
        return min(inside, key=lambda other: (other.first.month is None, reading.span.gap_to(other.span)))
    paragraph = document.paragraph_at(reading.span.start)
    section = document.section_at(reading.span.start)
    near = [other for other in dated if section is None or section.span.covers(other.span)]
    before = [other for other in near if other.span.start < reading.span.start]
    close = [other for other in before if paragraph and paragraph.span.covers(other.span)]
    head = next((other for other in dated if other.span.start < HEAD and other.first.month), None)
    bears = head if document.identity.kind in BEAR_A_DAY and head and head.first.day else None
    return (
        _same_day(reading, near)
        or bears
        or _last(close, months=True)
        or _last(close)
        or _last(before, months=True)
        or _last(before)
        or _same_day(reading, dated)
        or head
        or _of_only_year(dated)
        or next((other for other in dated if other.span.start < HEAD), None)
    )


def _of_only_year(dated: list[Reading]) -> Reading | None:
    """The first day that has a year, where all of them have the same one."""
    days = [other for other in dated if other.first.day]
    return days[0] if len({other.first.year for other in days}) == 1 else None


def _last(readings: list[Reading], *, months: bool = False) -> Reading | None:
    return next((other for other in reversed(readings) if other.first.month or not months), None)


def _same_day(reading: Reading, dated: list[Reading]) -> Reading | None:
    """The nearest date with the same day and month and a year of its own, looking back first."""
    place = bisect_left(dated, reading.span.start, key=lambda other: other.span.start)
    for other in (*reversed(dated[:place]), *dated[place:]):
        if (other.first.day, other.first.month) == (reading.first.day, reading.first.month) and other.first.day:
            return other
    return None


def _year_near(day: Day, source: Reading) -> int:
    """The year that brings a day nearest to the date it is completed from."""
    anchor = (source.last or source.first) if source.first.month else source.first
    assert anchor.year is not None
    middle = anchor.middle()
    if anchor.month is None or middle is None:
        return anchor.year
    years = [year for year in (anchor.year, anchor.year + 1, anchor.year - 1) if Day(year, day.month, day.day).iso()]
    near = [(abs((date - middle).days), year) for year in years if (date := Day(year, day.month, day.day).middle())]
    return min(near)[1] if near else anchor.year
