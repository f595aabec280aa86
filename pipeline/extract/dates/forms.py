"""How texts write dates: each form of a day, a month, a year or a range of them, as it stands there.

English forms are read from the pattern's own groups. Month names of other languages are left to dateparser, which is
loaded when the first one is met.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from pipeline.extract.dates.years import YEAR, is_year
from pipeline.extract.tables import year_rows
from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary import ordinals
from pipeline.vocabulary.patterns import any_of, behind, late
from pipeline.vocabulary.sought import heads, words

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
BARE_BEFORE = r"\b(?:(?:in|since|until|by|from|for|during|late|early|last|this|next|of|[Mm]id|[Ii]n|[Ss]ince|[Bb]y|[Ll]ate|[Ee]arly|[Ll]ast|[Uu]ntil|[Dd]uring)\s?\s|[Mm]id-)"
"""What stands before a month that has neither day nor year: 'in January', not 'Mr. May'."""
LAST_OF_MONTH = 31
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
CUT = r"(?:19|20)\d(?=[).,;\]]*(?:\s|\Z))(?!\d|\.\d)"
AND_BETWEEN = r"\s+ and \s+ (?<= \b[Bb]etween \s [^,;.]{3,24} \s and \s+ )"
TO = r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*"

PATTERN = late(
    rf"""
    (?: (?<= \b [Mm]id- ) | (?<![\p{{L}}\d/.,-]|\d[ ]?[-–]) ) (?:
      (?= {DAY} [\s–—/-] ) (?:
          (?P<d1>{DAY}) \s+ (?P<m1>{MONTH}) ,? \s+ (?P<y1>{YEAR}) (?: {TO} | {AND_BETWEEN} )
            (?P<d2>{DAY}) \s+ (?P<m2>{MONTH}) ,? \s+ (?P<y2>{YEAR})
        | (?P<d1>{DAY}) \s+ (?P<m1>{MONTH}) (?: {TO} | \s+ (?P<and>and) \s+ ) (?P<d2>{DAY}) \s+ (?P<m2>{MONTH})
            (?: ,? \s+ (?P<y2>{YEAR}) )?
        | (?P<d1>{DAY}) (?: {TO} | \s? / \s? | \s+ (?P<and>and) \s+ | (?P<lost> [ ] ) ) (?P<d2>{DAY}) \s+ (?:of\s+)? (?P<m2>{MONTH})
            (?: ,? \s+ (?: (?P<y2>{YEAR}) | (?P<cut>{CUT}) ) )?
        | (?P<d1>{DAY}) \s+ (?:of\s+)? (?P<m1>{MONTH}) (?: ,? \s+ (?:of\s+)? (?: (?P<y1>{YEAR}) | (?P<cut>{CUT}) ) )?
      )
    | (?= \p{{Lu}} ) (?:
          (?P<m1>{MONTH}) \s+ (?P<d1>{DAY}) (?: {TO} (?P<d2>{DAY}) )? (?: ,\s* | \s+ ) (?P<y1>{YEAR})
        | (?P<m1>{MONTH}) \s+ (?P<d1>{DAY}) {TO} (?P<m2>{MONTH}) \s+ (?P<d2>{DAY}) (?: ,? \s+ (?P<y2>{YEAR}) )?
        | (?P<m1>{MONTH}) \s+ (?P<d1>{DAY}) (?: (?: {TO} | \s+ and \s+ ) (?P<d2>{DAY}) )? (?P<american>) (?! \s* : | [,.]\d | \s?% )
        | (?P<m1>{MONTH}) (?: ,? \s+ (?P<y1>{YEAR}) )? (?: {TO} | {AND_BETWEEN} ) (?P<m2>{MONTH}) ,? \s+ (?P<y2>{YEAR})
        | (?P<m1>{MONTH}) (?: ,? \s+ (?: of \s+ )? ) (?P<y1>{YEAR}) (?! [/-]\d )
        | (?P<m1>{FULL_MONTH}) (?<= {BARE_BEFORE} {FULL_MONTH} )
            (?! \s+ (?: of \s+ )? \d | , \s+ \d{{4}} \b | \s+ \p{{Lu}} | \s+ of \s+ (?! this | last | next | the \s+ same ) (?: \w+ \s+ ){{1,2}} year )
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
NUMBER_SIGN = late(r"(?=\d)(?<![\p{L}\d/.,-])(?:\d{1,2}(?:st|nd|rd|th)?[\s–—/.-]|(?:19|20)\d\d(?!\d))")
"""How each form begins that begins with a number."""
MONTH_HEADS = heads([*(name.capitalize() for name in MONTHS), *(name.upper() for name in MONTHS)])
APART = ("between ", "from ", "Between ", "From ")
YEARS = "years "
YEARS_TO = late(rf"\s+(?:to|until)\s+(?P<year>{YEAR})")
OTHER_YEAR = late(rf"\s+(?:and|to|until)\s+(?P<year>{YEAR})")
DAYS_APART = behind(r"\b(?:between|from)\s+", ignore_case=True)
LISTED_BEFORE = behind(
    rf"(?<![\p{{L}}\d/.,:–-]|[\d,]\s|\b(?:[Aa]rticles?|[Pp]aragraphs?|[Pp]aras?|[Ss]ections?|[Pp]ages?|[Rr]ules?|[Ii]tems?)\s)"
    rf"(?P<days>{DAY}(?:\s?[-–]\s?{DAY})?(?:\s*,\s*{DAY}(?:\s?[-–]\s?{DAY})?){{0,8}})(?P<joint>\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
)
LISTED = late(rf"(?P<first>{DAY})(?:\s?[-–]\s?(?P<last>{DAY}))?(?:\s*,\s*|\Z)")
LONGEST_LIST, LONGEST_JOINT = 50, 8
JOINTS = (",", "and", "&")
DAY_WORD_BEFORE = behind(
    rf"\b(?P<words>(?:the\s+)?(?P<day>{any_of([word for word, day in ordinals.NUMBERS.items() if day <= LAST_OF_MONTH], read_backwards=True)})"
    r"\s+(?:day\s+)?of\s+)",
    ignore_case=True,
)
LONGEST_WORDS = 30
AMERICAN_NOT_BEFORE = behind(r"\b(?:[Ii]n|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|[Ll]ast|[Tt]his|[Ee]very|[Ee]ach)\s")
AMERICAN_AFTER = late(
    r"\s+(?:and|or|at|in|on|by|with|to|for|from|as|when|where|after|before|while|until|that|which|who|the|of|an?|was|were|is|are|has|had|will|because|but|if|under|near|during|through"
    r"|said|told|between|since|opened|led)\b|\s+\p{Lu}|\s*[^\s\p{L}]|\s*\Z"
)
"""What may follow a day behind its month: 'on March 29 with 12 experts', but not 'in March 12 people'."""


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
    """A passage that is a date: its first and last day, and whether its year was cut off.

    `lost_dash` is a range whose two days have a blank between them, and `broken` one whose blank was a line end, so that
    both may be one day: '1' and, on the next line, '2 May'.
    """

    span: Place
    first: Day
    last: Day | None
    cut: bool = False
    ambiguous: bool = False
    lost_dash: bool = False
    broken: bool = False

    @property
    def lacks_year(self) -> bool:
        return self.first.year is None and not self.cut and not self.broken


def read(text: str) -> Iterator[Reading]:
    """Yield the dates of `text` as they stand there, without completing any."""
    covered = -1
    in_tables = {row.year.start for row in year_rows(text)}
    for match in _found(text):
        if match.start() < covered:
            continue
        between = _years_apart(text, match)
        if between is not None:
            covered = between.end()
            yield Reading(Span(match.start(), covered), _year(match["y1"]), _year(between["year"]))
        elif match["bare"] is not None:
            if match.start() in in_tables or is_year(text, match):
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
            elif is_year(text, match):
                yield Reading(Span(*match.span("y1")), _year(match["y1"]), None)
        else:
            yield from _spoken(text, match)


def _found(text: str) -> Iterator[regex.Match[str]]:
    """What `PATTERN.finditer` finds, from the numbers and the months of the text and not from every place of it."""
    end = 0
    for at in sorted([*(sign.start() for sign in NUMBER_SIGN.finditer(text)), *words(text).starts(MONTH_HEADS)]):
        match = PATTERN.match(text, at) if at >= end else None
        if match is not None:
            end = match.end()
            yield match


def _years_apart(text: str, match: regex.Match[str]) -> regex.Match[str] | None:
    """The second year of 'between 2012 and 2016' and 'the years 2011 to 2015'."""
    start = match.start()
    if match["bare"] is None:
        return None
    if text.endswith(APART, max(0, start - 8), start):
        return OTHER_YEAR.match(text, match.end())
    return YEARS_TO.match(text, match.end()) if text.endswith(YEARS, 0, start) else None


def _spoken(text: str, match: regex.Match[str]) -> Iterator[Reading]:
    """Dates in words: one or two days, months or years, and the days that a list has before them."""
    last_year = _number(match["y2"])
    first_year = _number(match["y1"]) or last_year
    last_month = _month(match["m2"])
    first = Day(first_year, _month(match["m1"]) or last_month, _number(match["d1"]))
    last = None
    cut = match["cut"] is not None
    if match["d2"] or match["m2"] or match["y2"]:
        last = Day(last_year or first_year, last_month or first.month, _number(match["d2"]))
        if first.month and last.month and first.month > last.month and match["y1"] is None and first_year:
            first = replace(first, year=first_year - 1)  # over a year's end: '28 December to 4 January 2018'
    if match["american"] is not None and not _is_american(text, match):
        return
    whole = _without_stop(text, match)
    if match["lost"]:
        if first.day is None or last is None or last.day is None or not first.day < last.day:
            yield Reading(Span(match.start("d2"), match.end()), replace(first, day=last.day if last else None), None)
            return
        yield Reading(whole, first, last, cut=cut, lost_dash=True)
        return
    listed = list(_listed(text, match, first, cut=cut))
    yield from listed
    if last is not None and match["and"] and (listed or _are_apart(text, match, first, last)):
        yield Reading(Span(match.start("d1"), max(match.end("d1"), match.end("m1"))), first, None, cut=cut)
        yield Reading(Span(match.start("d2"), whole.end), last, None, cut=cut)
        return
    word = DAY_WORD_BEFORE.search(text, max(0, whole.start - LONGEST_WORDS), whole.start) if not first.day else None
    if word is not None and last is None:
        yield Reading(Span(word.start(), whole.end), replace(first, day=ordinals.number(word["day"])), None)
        return
    yield Reading(whole, first, last, cut=cut)


def _listed(text: str, match: regex.Match[str], first: Day, *, cut: bool) -> Iterator[Reading]:
    """The days before the last one or two of a list: '3, 5 and 7 May', '4-8 and 11-15 June'. They rise."""
    if match["d1"] is None or match.start() != match.start("d1") or not text[max(0, match.start() - 1)].isspace():
        return
    if not text[max(0, match.start() - LONGEST_JOINT) : match.start()].rstrip().endswith(JOINTS):
        return
    before = LISTED_BEFORE.search(text, max(0, match.start() - LONGEST_LIST), match.start())
    if before is None or not (match["and"] or "and" in before["joint"]):
        return
    days = list(LISTED.finditer(text, *before.span("days")))
    numbers = [_number(day[group]) for day in days for group in ("first", "last") if day[group]]
    rising = [*numbers, first.day]
    if any(one is None or two is None or not one < two for one, two in pairwise(rising)) or 0 in numbers:
        return
    for day in days:
        last = replace(first, day=_number(day["last"])) if day["last"] else None
        end = day.end("last") if day["last"] else day.end("first")
        yield Reading(Span(day.start(), end), replace(first, day=_number(day["first"])), last, cut=cut)


def _are_apart(text: str, match: regex.Match[str], first: Day, last: Day) -> bool:
    """True for '4 May and 6 July', two days and no range: nothing says 'between', and they do not follow each other.

    Whoever writes the month twice, as in '4 May and 5 May', means two days, unless the month ends between them.
    """
    if DAYS_APART.search(text, 0, match.start()):
        return False
    return (match["m1"] is not None and first.month == last.month) or not _follow(first, last)


def _is_american(text: str, match: regex.Match[str]) -> bool:
    """True where a number behind a month is its day: 'on March 29', but not 'in March 12 people'."""
    start = match.start()
    return (
        AMERICAN_NOT_BEFORE.search(text, max(0, start - len("every ")), start) is None
        and AMERICAN_AFTER.match(text, match.end()) is not None
        and all(1 <= (_number(match[group]) or 1) <= LAST_OF_MONTH for group in ("d1", "d2"))
    )


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
