"""When a figure was counted: the date behind it, else before it, else of the report or of the figure before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.extract.extractor import within
from pipeline.extract.statistics.frame import NEAR
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import DateMention, Findings, Leaf, Place, StatisticMention
from pipeline.model.records import Date
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

SET_APART = late(r"[;:]|\b(?:while|but|when|since|in|during|by)\s+(?:the\s+)?(?:\d|\p{Lu})")
SAME_YEAR = late(r"\b(?:in|of|during)\s+(?:the|that)\s+same\s+(?:year|period)\b")
FIGURE_AFTER = late(
    r",?\s+(?:there\s+w(?:ere|as)\s+|(?:it|the\s+(?:number|figure|total))\s+(?:\p{Ll}+\s+){1,2})?(?:(?:only|some|about|over|nearly|almost|as\s+many\s+as|another)\s+)?(?:\d|\p{Ll}+(?:-\p{Ll}+)?\s+(?:\(|[.,;]))"
)
OPENS_CLAUSE_BEFORE = behind(r"(?:[,;]|\band)\s+in\s+")
OTHER_TIME = late(
    r"\s+(?:in\s+)?(?:the\s+|a\s+)?(?:(?:previous|preceding)\s+(?:year|month|period)|year\s+(?:before|earlier|after|later)|last\s+year|\p{Ll}+\s+years?\s+(?:before|earlier|ago|later))\b"
)
"""A time that is told by its distance from another one: no date says it."""
OTHER_TIME_BEFORE = behind(
    r"\b[Ii]n\s+(?:both|these|those|the\s+same)\s+(?:two\s+|three\s+)?years\s+(?:[^,;.\d]{0,60}\s)?|\b(?:\p{Ll}+\s+(?:years?|months?)\s+(?:ago|before|earlier)|last\s+year|the\s+year\s+before|the\s+previous\s+year),?\s+(?:there\s+were\s+|they\s+\p{Ll}+\s+)?"
)
OTHER_CLAUSE = late(
    r"\b(?:since\s+(?!\d|\p{Lu})|when|after|before|until|which|who|where|although|while|under|and\s+that)\b"
)
PER_AT_END = behind(r"\bper\s+")
SINCE = behind(r"\b(?:[Ss]ince|[Uu]ntil|[Bb]efore|[Aa]fter)\b[^,;.]{0,60}")
"""Before the date of a beginning or an end, which the sentences behind it do not tell of."""
FIGURE = late(r"(?<!\bper\s+[\d,]*)\d")
OWN_FIGURE = late(r"\s*:\s+\d")
"""Behind a year that has a figure of its own: '(2018: 41)'."""
LONGEST_LIST = 20
REACH = 500
"""How many characters from a figure its date may stand in its sentence."""
LONG_AGO = 1500
"""How many characters before a sentence its paragraph may have named the year of the report that it is on."""
REPORT_YEAR = late(r"\b(?:report|information|data|figures|statistics)\s+(?:of|for|on)\s+\Z")
REPORT_AFTER = late(r"\s+(?:[\p{L}-]+\s+){0,3}report\b")
IN = behind(r"\b(?:[Ii]n|[Ff]or|[Dd]uring|[Tt]hroughout)\s+")
FROM = behind(r"\b(?:[Bb]etween|[Ff]rom)\s+")
TO = late(r"\s+(?:and|to|until|till)\s+")
OF_TEXT = late(
    r"\b(?:adopted|ratif\p{Ll}+|signed|enacted|entered|established|created|founded|Convention|Law|Act|Constitution|Protocol|signature|planned?|by\s+20\d\d)\b"
)
"""A sentence on a law or a body, whose year is theirs."""
ACT_ON = behind(
    r"\b(?:adopted|ratified|acceded\s+to|signed|enacted|promulgated|(?:in|into)\s+force|(?:took|into|in)\s+effect|established|created|founded|signature)\s+(?:on|in|since)\s+"
)
"""Before the date of a law or of a body's foundation."""
LAW_OF = late(r"\b(?:Code|Law|Act|Constitution|Convention|Protocol|Resolution|Decision)s?\s+of\s+\Z")


def period_of(
    document: SectionedDocument,
    found: Findings,
    sentence: Place,
    span: Place,
    end: int,
    before: Sequence[StatisticMention],
) -> Leaf[Date] | None:
    """The period of the figure at `span`, whose frame ends at `end`; `before` are the figures told before it."""
    text = document.text
    if OTHER_TIME.match(text, span.end, sentence.end):
        return None
    if OTHER_TIME_BEFORE.search(text, max(sentence.start, span.start - NEAR), span.start):
        return None
    if SAME_YEAR.search(text, span.end, sentence.end) and before:
        return before[-1].period
    own = _in_sentence(document.text, found, sentence, span, end)
    paragraph = document.paragraph_at(span.start)
    return own if own or paragraph is None else _around(document, found, sentence, paragraph.span, before)


def _in_sentence(text: str, found: Findings, sentence: Place, span: Place, end: int) -> Leaf[Date] | None:
    """The date behind a figure, else the one before it, else the only one of its sentence."""
    near: Place = Span(max(sentence.start, span.start - REACH), min(sentence.end, end + REACH))
    dates = [date for date in within(found.dates, near) if date.date.value.value and not _is_laws(text, date)]
    following = [
        mention.number.start
        for mention in within(found.counts, Span(end, near.end))
        if not PER_AT_END.search(text, end, mention.span.start)  # the base of a rate
    ]
    limit = min(following, default=sentence.end)
    behind_it = [date for date in dates if end <= date.span.start < limit and _belongs(text, end, date.span)]
    ahead = [date for date in dates if date.span.end <= span.start]
    if behind_it or ahead:
        return _whole(text, (behind_it or ahead[::-1])[0], dates)
    if (
        len(dates) == 1
        and not _has_own(text, dates[0].span)
        and not SET_APART.search(text, end, dates[0].span.start - len("in "))
        and not OTHER_CLAUSE.search(text, end, max(end, dates[0].span.start))
    ):
        return dates[0].date  # '19 by homophobia and 8 by transphobia in 2017'
    return None


def _around(
    document: SectionedDocument, found: Findings, sentence: Place, paragraph: Place, before: Sequence[StatisticMention]
) -> Leaf[Date] | None:
    """The date of the report that the paragraph is on, of the figure before, of the list's head, of the title."""
    text, earlier = document.text, Span(paragraph.start, sentence.start)
    reports = [
        date
        for date in within(found.dates, Span(max(earlier.start, earlier.end - LONG_AGO), earlier.end))
        if REPORT_AFTER.match(text, date.span.end) or _is_reports(text, date)
    ]
    if reports:
        return reports[0].date
    if not before:
        carried = _carried(document, found, earlier) or _of_list(document, found, paragraph)
        return carried or _of_title(document, found, paragraph)
    if before[-1].what.rule == "statistics.same":
        return None  # several times were told, and nothing says which is meant
    if before[-1].span.start < document.sentence_at(max(0, sentence.start - 2)).start:
        return None  # it was told too far before
    period = before[-1].period
    if period is None or sentence.covers(before[-1].span):
        return period
    return None if _is_bound(text, period.spans[0]) else period


def _is_bound(text: str, date: Place) -> bool:
    """True for the date of a beginning or an end: 'since the revolution in 1979'."""
    return SINCE.search(text, max(0, date.start - NEAR), date.start) is not None


def _of_title(document: SectionedDocument, found: Findings, paragraph: Place) -> Leaf[Date] | None:
    """The year of the heading or title over a paragraph that has no date of its own."""
    if any(True for _ in within(found.dates, paragraph)):
        return None
    year = of_heading(document, found, paragraph.start)
    return year if year is not None and year.value.precision == "year" and year.value.end is None else None


def of_heading(document: SectionedDocument, found: Findings, place: int) -> Leaf[Date] | None:
    """The one year or month of the heading that a table or a line stands under, else of the document's title."""
    section = document.section_at(place)
    title = document.identity.grounds.get("title")
    for span in [*([section.heading] if section else ()), *(title.spans if title else ())]:
        dates = [date.date for date in within(found.dates, span) if date.date.value.precision != "day"]
        if len(dates) == 1 and dates[0].value.value:
            return dates[0]
    return None


def _carried(document: SectionedDocument, found: Findings, earlier: Place) -> Leaf[Date] | None:
    """The one year that the sentence before in the paragraph speaks of: 'for 2022'."""
    before = document.sentence_at(max(earlier.start, earlier.end - 2))
    if before.start < earlier.start or OF_TEXT.search(document.text, *before):
        return None
    dates = [date for date in within(found.dates, before) if date.date.value.value]
    one = dates[0] if len(dates) == 1 and dates[0].date.value.precision == "year" else None
    if one is None or not IN.search(document.text, max(0, one.span.start - NEAR), one.span.start):
        return None
    return None if _is_bound(document.text, one.span) else one.date


def _whole(text: str, date: DateMention, dates: Sequence[DateMention]) -> Leaf[Date]:
    """The date, or the range whose one end it is: 'between 1 January 2020 and 31 March 2025'."""
    at = dates.index(date)
    for first, last in pairwise(dates[max(0, at - 1) : at + 2]):
        if first.date.value.end or last.date.value.end or not TO.fullmatch(text, first.span.end, last.span.start):
            continue
        if FROM.search(text, max(0, first.span.start - NEAR), first.span.start):
            span: Place = Span(first.span.start, last.span.end)
            value = replace(first.date.value, end=last.date.value.value, raw=span.cut(text))
            return Leaf(value, (span, *first.date.spans[1:]), first.date.rule)
    return date.date


def _of_list(document: SectionedDocument, found: Findings, item: Place) -> Leaf[Date] | None:
    """The one date of the words that open a list: 'In 2019 the following were reported to us:'."""
    at = item.start
    for _ in range(LONGEST_LIST):
        before = document.paragraph_at(at - 1)
        if before is None or before.span.start >= at:
            return None
        words = before.span.cut(document.text).rstrip()
        if words.endswith(":"):
            dates = list(within(found.dates, before.span))
            return dates[0].date if len(dates) == 1 and dates[0].date.value.value else None
        if not words.endswith((";", ",")):
            return None
        at = before.span.start
    return None


def _belongs(text: str, end: int, date: Place) -> bool:
    """True for a date behind a figure with nothing between the two that it could belong to."""
    between = text[end : date.start]
    if _has_own(text, date) or ";" in between or FIGURE.search(between) or _opens_next(text, date):
        return False
    return OTHER_CLAUSE.search(between) is None


def _has_own(text: str, date: Place) -> bool:
    return (
        text[max(0, date.start - 2) : date.start].rstrip()[-1:] in ("(", ";", ",")
        and OWN_FIGURE.match(text, date.end) is not None
    )


def _opens_next(text: str, date: Place) -> bool:
    """True for a year that opens the clause of the figure behind it: '89 were convicted, in 2010 186 offenders'."""
    opens = OPENS_CLAUSE_BEFORE.search(text, max(0, date.start - NEAR), date.start)
    return opens is not None and FIGURE_AFTER.match(text, date.end) is not None


def _is_reports(text: str, date: DateMention) -> bool:
    return REPORT_YEAR.search(text, max(0, date.span.start - NEAR), date.span.start) is not None


def _is_laws(text: str, date: DateMention) -> bool:
    low = max(0, date.span.start - NEAR)
    return (
        LAW_OF.search(text, low, date.span.start) is not None or ACT_ON.search(text, low, date.span.start) is not None
    )
