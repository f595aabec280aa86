"""Every explicit date: days, months, years, ranges of them, and dates that the text leaves incomplete.

A day or a month without a year is completed from the same day elsewhere in the document, from the nearest dated words of the
sentence, the paragraph or the section, or from the day that a news item or report bears itself, and says so. A date that
cannot be, or whose year is cut off, has no value.
Values are ISO 8601 cut to their precision.

English forms are read from the pattern's own groups. Month names of other languages are left to dateparser, which is
loaded when the first one is met.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import regex

from pipeline.extract import edtf
from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, Findings, Leaf, Place
from pipeline.model.records import Date
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary.patterns import any_of, behind

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
FULL_MONTHS = tuple(next(name for name, at in MONTHS.items() if at == number) for number in range(1, 13))
OTHER_LANGUAGES = ["fr", "es", "ru", "de", "it", "pt", "tr", "ro", "nl", "pl", "cs", "uk"]

MONTH = rf"(?:{any_of(name.capitalize() for name in MONTHS)}|{any_of(name.upper() for name in MONTHS if len(name) > 3)})(?![\p{{L}}])\.?"
FULL_MONTH = rf"{any_of(name.capitalize() for name in FULL_MONTHS)}(?![\p{{L}}])"
MONTH_SIGN = any_of(sorted({sign for name in MONTHS for sign in (name[:2].capitalize(), name[:2].upper())}))
"""What a month's name begins with: most places in a text are told by it to be none."""
BARE_BEFORE = r"\b(?:in|since|until|by|during|late|early|last|this|next|of|mid-|[Ii]n|[Ss]ince)\s?\s"
"""What stands before a month that has neither day nor year: 'in January', not 'Mr. May'."""
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d(?!\d)"
CUT = r"(?:19|20)\d(?=[).,;\]]*(?:\s|\Z))(?!\d|\.\d)"
TO = r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*"

PATTERN = regex.compile(
    rf"""
    (?= \d | {MONTH_SIGN} ) (?<![\p{{L}}\d/.,-]|\d[ ]?[-–]) (?:
      (?= {DAY} [\s–—-] ) (?:
          (?P<d1>{DAY}) \s+ (?P<m1>{MONTH}) ,? \s+ (?P<y1>{YEAR}) {TO} (?P<d2>{DAY}) \s+ (?P<m2>{MONTH}) ,? \s+ (?P<y2>{YEAR})
        | (?P<d1>{DAY}) \s+ (?P<m1>{MONTH}) (?: {TO} | \s+ (?P<and>and) \s+ ) (?P<d2>{DAY}) \s+ (?P<m2>{MONTH})
            (?: ,? \s+ (?P<y2>{YEAR}) )?
        | (?P<d1>{DAY}) (?: {TO} | \s+ and \s+ | (?P<lost> [ ] ) ) (?P<d2>{DAY}) \s+ (?:of\s+)? (?P<m2>{MONTH})
            (?: ,? \s+ (?: (?P<y2>{YEAR}) | (?P<cut>{CUT}) ) )?
        | (?P<d1>{DAY}) \s+ (?:of\s+)? (?P<m1>{MONTH}) (?: ,? \s+ (?:of\s+)? (?: (?P<y1>{YEAR}) | (?P<cut>{CUT}) ) )?
      )
    | (?= \p{{Lu}} ) (?:
          (?P<m1>{MONTH}) \s+ (?P<d1>{DAY}) (?: {TO} (?P<d2>{DAY}) )? (?: ,\s* | \s+ ) (?P<y1>{YEAR})
        | (?P<m1>{MONTH}) (?: ,? \s+ (?P<y1>{YEAR}) )? (?: {TO} | \s+and\s+ (?<= \b[Bb]etween \s [^,;.]{{3,20}} \s and \s+ ) ) (?P<m2>{MONTH}) ,? \s+ (?P<y2>{YEAR})
        | (?P<m1>{MONTH}) (?: ,? \s+ (?: of \s+ )? ) (?P<y1>{YEAR}) (?! [/-]\d )
        | (?P<m1>{FULL_MONTH}) (?<= {BARE_BEFORE} {FULL_MONTH} ) (?! ,? \s+ (?: of \s+ )? \d | \s+ \p{{Lu}} | \s+ of \s+ (?: \w+ \s+ ){{1,2}} year )
      )
    | (?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))
    | (?P<n1>\d{{1,2}}) (?P<point>[./]) (?P<n2>\d{{1,2}}) (?P=point) (?P<y1>{YEAR})
    | (?P<d1>\d{{1,2}}) \.? \s (?P<foreign>\p{{L}}{{3,12}}) \s (?:de\s)? (?P<y1>{YEAR})
    | (?P<y1>{YEAR}) \s?[-–]\s? (?P<y2>{YEAR})
    | (?P<y1>{YEAR}) (?P<bare>) (?: / (?P<short>\d\d) (?!\d|/) )?
    ) (?! [\p{{L}}\d] | /\d | [-–]\p{{Lu}} | \.\d )
    """,
    regex.VERBOSE,
)
APART = ("between ", "from ", "Between ", "From ")
OTHER_YEAR = regex.compile(rf"\s+(?:and|to|until)\s+(?P<year>{YEAR})")
DAYS_APART = behind(r"\b(?:between|from)\s+")
FIGURES_BEFORE = behind(r"(?:\d|\b(?:No|Nr|no)\.?|[+#§]|\bBox|\p{Sc})\s")
FIGURES_AFTER = regex.compile(r"\s\d{2,}(?!\s*(?:\p{L}|per))")
EVERY_YEAR = regex.compile(
    r"\b(?:may|can|must|shall|should|every|each|usually|annually|normally|always|generally|typically)\b", regex.I
)
OR_MONTH = regex.compile(rf"\s+or\s+{FULL_MONTH}")
BEAR_A_DAY = ("press_release", "mission_report", "other")
"""Kinds of documents that speak of what is near to the day in their own head."""
FIGURES = regex.compile(r"\d+")
CUT_YEAR = regex.compile(r"\d{3}\Z")
HEAD = 400
"""A date among the first characters of a document is the document's own."""
NUMBERED_BEFORE = behind(
    r"\b(?:resolutions?|decisions?|laws?|decrees?|orders?|No\.?|Nr\.?|Box|rooms?|numbers?|flats?|hall|bus|flight|pages?|plate)\s+",
    ignore_case=True,
)
IN_NUMBER = regex.compile(r"\)\s?\d")
"""Behind the year of a document's number: 'CPT/Inf (2020) 9'."""
PLURAL_AFTER = regex.compile(r"\s\p{Ll}{4,}(?<!s)s\b(?!’)")
ADJACENT = behind(
    r"\b(?:the|an?|in|of|since|by|for|during|from|and|to|until|its|their|early|late|mid|new|both|between|this|that)[\s-]",
    ignore_case=True,
)
PREPOSITION = behind(r"\b(?:in|of|since|by|until|for|during|from|and|to)\s", ignore_case=True)
UNITS_AFTER = regex.compile(r"\s(?:people|persons|women|men|children|euros?|US\b|km\b|%|per\b|voters|polling)")
COUNTED_AFTER = regex.compile(
    r"\s(?:[\p{L}-]+\s){0,2}(?:households|families|persons|people|women|men|children|voters|refugees|migrants|prisoners|inmates|detainees|pupils"
    r"|students|respondents|residents|inhabitants|signatures|ballots|candidates|vehicles)\b"
)
ARTICLE = behind(r"\b(?:the|its|their|this|these|those|each|every|in|since|during|by|from)\s", ignore_case=True)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as read: parts that the text does not give are None."""

    year: int | None
    month: int | None
    day: int | None

    def iso(self) -> str | None:
        """The date in ISO 8601, cut to its precision; None where it is not whole or cannot be."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        try:
            return datetime.date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None

    def middle(self) -> datetime.date | None:
        """A day in the middle of what the date covers, to tell which of two dates is nearer."""
        if self.year is None:
            return None
        day = Day(self.year, self.month or 7, self.day or 15).iso()
        return datetime.date.fromisoformat(day) if day else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage that is a date: its first and last day, and whether its year was cut off."""

    span: Place
    first: Day
    last: Day | None
    cut: bool = False
    ambiguous: bool = False
    lost_dash: bool = False

    @property
    def lacks_year(self) -> bool:
        return self.first.year is None and not self.cut


def find(document: SectionedDocument, found: Findings) -> Iterator[DateMention]:
    """Yield all dates of the document, each completed as far as the text allows."""
    taken = sorted(reference.span for reference in found.references)
    readings = [reading for reading in read(document.text) if not overlaps_any(reading.span, taken)]
    dated = [
        reading for reading in readings if reading.first.year is not None and not _is_attribute(document.text, reading)
    ]
    for reading in readings:
        if reading.lacks_year:
            yield from _completed(document, reading, dated)
        else:
            yield _mention(document.text, reading, "completed" if reading.lost_dash else "stated", ())


def _is_attribute(text: str, reading: Reading) -> bool:
    """'the 2018 elections': a year that tells which ones, and no other day's year."""
    return (
        reading.first.month is None
        and OF_ONE_BEFORE.search(text, max(0, reading.span.start - 12), reading.span.start) is not None
        and OF_ONE_AFTER.match(text, reading.span.end) is not None
    )


OF_ONE_BEFORE = behind(r"\b(?:[Tt]he|its|their|previous|last)\s+")
OF_ONE_AFTER = regex.compile(
    r"\s+(?:[\p{Ll}-]+\s+){0,2}(?:elections?|reports?|Constitution|Law|law|polls?|referendum|vote|census|Declaration|Document)\b"
)


def read(text: str) -> Iterator[Reading]:
    """Yield the dates of `text` as they stand there, without completing any."""
    covered = -1
    for match in PATTERN.finditer(text):
        if match.start() < covered:
            continue
        between = _years_apart(text, match)
        if between is not None:
            covered = between.end()
            yield Reading(Span(match.start(), covered), _year(match["y1"]), _year(between["year"]))
        elif match["bare"] is not None:
            if _is_year(text, match):
                yield Reading(Span(*match.span()), _year(match["y1"]), _short(match))
        elif match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            yield Reading(Span(*match.span()), Day(year, month, day), None)
        elif match["n1"]:
            yield _numeric(match)
        elif match["foreign"]:
            foreign = _foreign(match.group())
            if foreign is not None:
                yield Reading(Span(*match.span()), foreign, None)
            elif _is_year(text, match):
                yield Reading(Span(*match.span("y1")), _year(match["y1"]), None)
        else:
            yield from _spoken(text, match)


def _years_apart(text: str, match: regex.Match[str]) -> regex.Match[str] | None:
    """The second year of 'between 2012 and 2016'."""
    start = match.start()
    if match["bare"] is None or not text.endswith(APART, max(0, start - 8), start):
        return None
    return OTHER_YEAR.match(text, match.end())


def _spoken(text: str, match: regex.Match[str]) -> Iterator[Reading]:
    """Dates in words: one or two days, months or years."""
    last_year = _number(match["y2"])
    first_year = _number(match["y1"]) or last_year
    last_month = _month(match["m2"])
    first = Day(first_year, _month(match["m1"]) or last_month, _number(match["d1"]))
    last = None
    if match["d2"] or match["m2"] or match["y2"]:
        last = Day(last_year or first_year, last_month or first.month, _number(match["d2"]))
        if first.month and last.month and first.month > last.month and match["y1"] is None and first_year:
            first = replace(first, year=first_year - 1)  # over a year's end: '28 December to 4 January 2018'
    if match["lost"]:
        if first.day is None or last is None or last.day is None or not first.day < last.day:
            yield Reading(Span(match.start("d2"), match.end()), replace(first, day=last.day if last else None), None)
            return
        yield Reading(_without_stop(text, match), first, last, cut=match["cut"] is not None, lost_dash=True)
        return
    if match["and"] and last is not None and not DAYS_APART.search(text, 0, match.start()) and not _follow(first, last):
        yield Reading(Span(match.start("d1"), match.end("m1")), first, None)
        yield Reading(Span(match.start("d2"), match.end()), last, None)
        return
    yield Reading(_without_stop(text, match), first, last, cut=match["cut"] is not None)


def _follow(first: Day, last: Day) -> bool:
    """True for the last day of one month and the first of the next."""
    year = last.year or 2001
    one, two = Day(year, first.month, first.day).iso(), Day(year, last.month, last.day).iso()
    if one is None or two is None:
        return False
    return datetime.date.fromisoformat(one) + datetime.timedelta(days=1) == datetime.date.fromisoformat(two)


def _without_stop(text: str, match: regex.Match[str]) -> Place:
    """The date's span; the full stop behind a month is an abbreviation's only where the month is short."""
    end = match.end()
    if text[end - 1] == ".":
        word = text[match.start() : end - 1].rsplit(None, 1)[-1]
        if word.lower() in FULL_MONTHS:
            end -= 1
    return Span(match.start(), end)


def _numeric(match: regex.Match[str]) -> Reading:
    """`12.03.2014` is 12 March, as Europe writes it; `03/04/2014` may be either and says nothing for sure."""
    first, second, year = int(match["n1"]), int(match["n2"]), int(match["y1"])
    span: Place = Span(*match.span())
    if second > 12 >= first:
        return Reading(span, Day(year, first, second), None)
    if match["point"] == "/" and first <= 12 and first != second:
        return Reading(span, Day(None, None, None), None, cut=True, ambiguous=True)
    return Reading(span, Day(year, second, first), None)


@lru_cache(maxsize=512)
def _foreign(words: str) -> Day | None:
    import dateparser

    parsed = dateparser.parse(words, languages=OTHER_LANGUAGES, settings={"STRICT_PARSING": True})
    return Day(parsed.year, parsed.month, parsed.day) if parsed else None


def _is_year(text: str, match: regex.Match[str]) -> bool:
    """True for four digits that are a year, and not part of a telephone or account number or of a quantity."""
    start, end = match.span("y1")
    if FIGURES_BEFORE.search(text, max(0, start - 6), start):
        return False
    if text[start - 1 : start] == "(" and IN_NUMBER.match(text, end):
        return False
    if COUNTED_AFTER.match(text, end) and not ARTICLE.search(text, max(0, start - 8), start):
        return False
    if NUMBERED_BEFORE.search(text, max(0, start - 14), start):
        return False
    if PLURAL_AFTER.match(text, end) and not ADJACENT.search(text, max(0, start - 10), start):
        return False
    if FIGURES_AFTER.match(text, end) and not PREPOSITION.search(text, max(0, start - 8), start):
        return False
    return UNITS_AFTER.match(text, end) is None


def _completed(document: SectionedDocument, reading: Reading, dated: list[Reading]) -> Iterator[DateMention]:
    """A day and month with a year from elsewhere: the same day first, then what is nearest in the text.

    A month alone is no date where nothing gives it a year: 'every March'.
    """
    source = _nearest(document, reading, dated)
    if reading.first.day is None and (source is None or source.first.month is None or _is_any_year(document, reading)):
        return
    if source is None:
        yield _mention(document.text, reading, "incomplete", ())
        return
    year = _year_near(reading.first, source)
    last = None
    if reading.last is not None:
        turn = bool(reading.first.month and reading.last.month and reading.last.month < reading.first.month)
        last = replace(reading.last, year=year + turn)
    whole = replace(reading, first=replace(reading.first, year=year), last=last)
    yield _mention(document.text, whole, "completed", (source.span,))


def _is_any_year(document: SectionedDocument, reading: Reading) -> bool:
    """True for a month of every year: 'voters may register in May or August'."""
    sentence = document.sentence_at(reading.span.start)
    return (
        EVERY_YEAR.search(document.text, sentence.start, reading.span.start) is not None
        or OR_MONTH.match(document.text, reading.span.end) is not None
    )


def _nearest(document: SectionedDocument, reading: Reading, dated: list[Reading]) -> Reading | None:
    """Where a year is to be had: the sentence, the same day in the section, what precedes in the paragraph, the day that a
    news item or a report bears, what precedes in the section, the same day anywhere, and at last a date in the head.

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
        or _last(close, months=True)
        or bears
        or _last(close)
        or _last(before, months=True)
        or _last(before)
        or _same_day(reading, dated)
        or head
    )


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


def _mention(
    text: str, reading: Reading, status: Literal["stated", "completed", "incomplete"], sources: tuple[Place, ...]
) -> DateMention:
    raw = reading.span.cut(text)
    value = None if reading.cut else reading.first.iso()
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


def _number(group: str | None) -> int | None:
    return int(group.rstrip("stndrh")) if group else None


def _month(group: str | None) -> int | None:
    return MONTHS[group.rstrip(".").lower()] if group else None


def _year(group: str) -> Day:
    return Day(int(group), None, None)


def _short(match: regex.Match[str]) -> Day | None:
    """The second year of `2018/19`."""
    if not match["short"]:
        return None
    return Day(int(match["y1"][:2] + match["short"]), None, None)


EXTRACTOR = Extractor("dates", find)
