"""A day and month with a year from elsewhere: what is nearest in the text and tells it.

A month alone is no date where nothing gives it a year: 'every March'.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

from pipeline.extract.dates.forms import DAY, FULL_MONTH, Day, Reading
from pipeline.extract.dates.years import YEAR
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Place
from pipeline.vocabulary.patterns import behind, late

EVERY_YEAR = late(
    r"\b(?:may|can|must|shall|should|(?:every|each)\s+(?:year|spring|summer|autumn|winter)|usually|annually|normally|always|generally|typically)\b"
)
OR_MONTH = late(rf"\s+or\s+{FULL_MONTH}")
BEAR_A_DAY = ("press_release", "mission_report", "other")
"""Kinds of documents that speak of what is near to the day in their own head."""
HEAD = 400
"""A date among the first characters of a document is the document's own."""
TITLE = 100
"""A bare year among the first characters is what a report is about: 'Annual Report 2021'."""
OPENS = late(r"(?:[\p{N}.•–-]+\s+)?(?:In|During|Throughout|By|Since|For)\s+(?:the\s+year\s+)?\Z")
"""'In 2013, courses were held in May': a year that opens its sentence is that of its days; others, as in 'founded in 2011', may be not."""
RELATIVE = late(r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+year\b(?![’'])")
OF_THIS = behind(r"\b(?P<which>[Ll]ast|[Nn]ext)\s")
PAST = behind(r"\b(?:[Ss]ince|(?:letter|invitation|request|note)\s+(?:of|dated|from))\s")
TO_COME = late(
    r"\b(?:will|(?:is|are)\s+(?:due|set|expected|scheduled|planned|to)|plan(?:s|ned)|intends?|upcoming|forthcoming)\b"
)
VOTE = late(r"\b(?:would|[Ee]lections?|[Rr]eferendum|[Vv]ote|[Pp]olls?)\b")
"""What may be to come or not."""
BESIDE = 18
FARTHER = 1.6
"""A day behind the one it is completed from counts as so much farther away, unless the sentence says that it is to come."""
FAR, NEVER = 2.5, 1000.0
LONGEST_STAY = 45
"""Days: a visit or a conference, and no year's work."""
OF_ELECTION = r"(?:elections?|polls?|vote|referendum|census)\b"
HELD = r"(?:(?:was|were|is|are|had been)\s+)?(?:held|conducted|organi[sz]ed|t(?:ook|aking|akes?)\s+place|scheduled|set|due|called)\s+(?:on|in|for)\s+"
ITS_OWN = behind(
    rf"(?<![\p{{L}}\d/.,-])(?P<year>{YEAR})\s+(?:[\p{{L}}-]+\s+){{0,3}}{OF_ELECTION}(?:\s+(?:in|to|for|of|the|and|\p{{Lu}}[\p{{L}}’'-]*)){{0,8}}"
    rf"(?:,?\s+(?:(?:which|that)\s+)?{HELD}|\s+of\s+|,\s+on\s+|\s+\((?:{HELD}|on\s+)?|\.\s+(?:That|Those)\s+{OF_ELECTION}\s+{HELD})"
    rf"(?:\p{{Lu}}\p{{Ll}}+day,?\s+)?(?:{DAY}(?:\s+{FULL_MONTH})?(?:\s*,\s*|\s*[-–]\s*|\s+and\s+)){{0,2}}"
)
"""'the 2012 elections, held on 7 October': a day that its own election's phrase, or the sentence behind it, gives the year to."""
LONGEST_PHRASE = 160


class Completed(NamedTuple):
    """A date with a year, and where the year stands; no place where none was found."""

    reading: Reading
    sources: tuple[Place, ...]


def of_its_own(text: str, reading: Reading, readings: list[Reading]) -> Reading | None:
    """The bare year of the election that a date is the day of, whatever else stands near."""
    start = reading.span.start
    phrase = ITS_OWN.search(text, max(0, start - LONGEST_PHRASE), start)
    if phrase is None:
        return None
    year = phrase.start("year")
    return next((other for other in readings if other.span.start == year and other.last is None), None)


def completed(
    document: SectionedDocument, reading: Reading, dated: list[Reading], own: Reading | None = None
) -> Completed | None:
    """A date without a year with its own one, or one of `dated`'s; None for a month of no year in particular."""
    source = own or _nearest(document, reading, dated)
    if (
        own is None
        and reading.first.day is None
        and (source is None or not _dates_months(document, source) or _is_any_year(document, reading))
    ):
        return None
    if source is None:
        return Completed(reading, ())
    year = _year_of(document, reading, source)
    last = None
    if reading.last is not None:
        turn = bool(reading.first.month and reading.last.month and reading.last.month < reading.first.month)
        last = replace(reading.last, year=year + turn)
    return Completed(replace(reading, first=replace(reading.first, year=year), last=last), (source.span,))


def _dates_months(document: SectionedDocument, source: Reading) -> bool:
    """A month alone takes its year from a day, a month, or a year that stands for what follows: a title's, or one that opens a sentence."""
    return source.first.month is not None or source.span.start < TITLE or _opens(document, source)


def _is_any_year(document: SectionedDocument, reading: Reading) -> bool:
    """True for a month of every year: 'voters may register in May or August'."""
    sentence = document.sentence_at(reading.span.start)
    if OF_THIS.search(document.text, sentence.start, reading.span.start):
        return False
    return (
        EVERY_YEAR.search(document.text, sentence.start, reading.span.start) is not None
        or OR_MONTH.match(document.text, reading.span.end) is not None
    )


def _nearest(document: SectionedDocument, reading: Reading, dated: list[Reading]) -> Reading | None:
    """Where a year is to be had: the sentence, the same day in the section, the stay that the day falls into, the day that a news
    item or a report bears, what precedes in the paragraph and in the section, the same day anywhere, a date in the head, and at last
    the one year that all days of the document have.

    A bare year tells less than a day or a month: 'at the 2018 elections' dates nothing else in its paragraph.
    """
    head = next((other for other in dated if other.span.start < HEAD and other.first.month), None)
    bears = head if document.identity.kind in BEAR_A_DAY and head and head.first.day else None
    title = next((other for other in dated if other.span.start < TITLE and not other.first.month), None)
    sure, unsure = _inside(document, reading, dated)
    if bears is not None and _is_relative(document, reading):
        return bears
    if sure is not None:
        return sure
    paragraph = document.paragraph_at(reading.span.start)
    section = document.section_at(reading.span.start)
    near = [other for other in dated if section is None or section.span.covers(other.span)]
    before = [other for other in near if other.span.start < reading.span.start]
    close = [other for other in before if paragraph and paragraph.span.covers(other.span)]
    return (
        _same_day(reading, near)
        or _stay(reading, near)
        or _stay(reading, [other for other in dated if other.span.start < HEAD])
        or (bears and _later(document, bears, close))
        or bears
        or _last(close, months=True)
        or _opening(document, close)
        or ((unsure or _last(close)) and title)
        or unsure
        or _last(close)
        or _last(before, months=True)
        or _last(before)
        or _same_day(reading, dated)
        or head
        or _of_only_year(dated)
        or next((other for other in dated if other.span.start < HEAD), None)
    )


def _later(document: SectionedDocument, bears: Reading, close: list[Reading]) -> Reading | None:
    """The last day before in the paragraph, where it lies behind the one that the document bears, and not as one to come.

    What was written after such a day does not speak of the time of its head, where a translation's or a draft's date may stand.
    """
    day = next((other for other in reversed(close) if other.first.day and other.first.year), None)
    own, later = bears.first.iso(), day.first.iso() if day else None
    if day is None or own is None or later is None or later <= own:
        return None
    sentence = document.sentence_at(day.span.start)
    return None if TO_COME.search(document.text, *sentence) else day


def _inside(
    document: SectionedDocument, reading: Reading, dated: list[Reading]
) -> tuple[Reading | None, Reading | None]:
    """What in its sentence dates a day for sure, and what may date it."""
    sentence = document.sentence_at(reading.span.start)
    inside = [other for other in dated if sentence.covers(other.span)]
    inside.sort(key=lambda other: (other.first.month is None, reading.span.gap_to(other.span)))
    sure = next((other for other in inside if _dates(document, other, reading)), None)
    return sure, next(iter(inside), None)


def _dates(document: SectionedDocument, other: Reading, reading: Reading) -> bool:
    """Whether a date tells the year of another of its sentence."""
    if other.first.month is None:
        return _opens(document, other)
    if other.span.end > reading.span.start:
        return True
    return TO_COME.search(document.text, other.span.end, reading.span.start) is None


def _is_relative(document: SectionedDocument, reading: Reading) -> bool:
    """True right beside 'this year' and the like: 'in February of this year'."""
    sentence = document.sentence_at(reading.span.start)
    return RELATIVE.search(document.text, reading.span.end, min(sentence.end, reading.span.end + BESIDE)) is not None


def _stay(reading: Reading, readings: list[Reading]) -> Reading | None:
    return next((other for other in readings if _falls_into(reading.first, other)), None)


def _falls_into(day: Day, stay: Reading) -> bool:
    """True for a day between the first and the last of a stay of some days or weeks."""
    if day.day is None or stay.last is None or stay.first.year is None:
        return False
    first, last, own = (each.iso() for each in (stay.first, stay.last, Day(stay.first.year, day.month, day.day)))
    if own is None or first is None or last is None or stay.first.day is None:
        return False
    length = datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)
    return first <= own <= last and length.days <= LONGEST_STAY


def _opening(document: SectionedDocument, readings: list[Reading]) -> Reading | None:
    """The last year that opens its sentence: 'In 2013, ODIHR reviewed two laws. On 3 May …'."""
    return next((other for other in reversed(readings) if _opens(document, other)), None)


def _opens(document: SectionedDocument, other: Reading) -> bool:
    sentence = document.sentence_at(other.span.start)
    return OPENS.match(document.text, sentence.start, other.span.start) is not None


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


def _year_of(document: SectionedDocument, reading: Reading, source: Reading) -> int:
    """The year that brings a day nearest to the date it is completed from, or that the words around it say: 'last November'."""
    anchor = (source.last or source.first) if source.first.month else source.first
    assert anchor.year is not None
    middle = anchor.middle()
    if anchor.month is None or middle is None:
        return anchor.year
    text, sentence = document.text, document.sentence_at(reading.span.start)
    low = source.span.end if sentence.covers(source.span) else sentence.start
    relative = RELATIVE.search(text, low, sentence.end)
    if relative is not None:
        return anchor.year + {"last": -1, "this": 0, "next": 1}[relative["which"].lower()]
    past, future = _weights(text, sentence.start, reading)
    distances = [
        (-away * past if away < 0 else away * future, year)
        for year in (anchor.year, anchor.year + 1, anchor.year - 1)
        if Day(year, reading.first.month, reading.first.day).iso()
        and (date := Day(year, reading.first.month, reading.first.day).middle()) is not None
        for away in [(date - middle).days]
    ]
    return min(distances)[1] if distances else anchor.year


def _weights(text: str, opens: int, reading: Reading) -> tuple[float, float]:
    """How far away days before and days behind a date count: of two Novembers, 'last' says which, and so does 'will'."""
    start = reading.span.start
    which = OF_THIS.search(text, opens, start)
    if which is not None:
        return (1, NEVER) if which["which"].lower() == "last" else (NEVER, 1)
    if PAST.search(text, opens, start):
        return 1, FAR
    if TO_COME.search(text, opens, start):
        return FARTHER, 1
    return (1, 1) if VOTE.search(text, opens, start) else (1, FARTHER)
