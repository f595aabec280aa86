"""Figures about the world: what was counted, how many, in which period, and who says so.

A count is a statistic where the sentence says that it was recorded, reported or otherwise came about ('58 hate crimes
recorded by the police'), or where it is a share of a whole ('55 of the 57 States', '46 per cent of Romani children').
What a mission, an event, a law or a recommendation counts is none. Counts and dates are those that `counts` and `dates`
found; only a number that counts what the figure before it counts ('of which 37 were prosecuted') is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from pipeline.extract.extractor import Extractor, within
from pipeline.extract.numerals import Numeral, numerals
from pipeline.extract.statistics.frames import NEAR, SERIES_STEM, Frame, bare_frame, frame_of, series_of
from pipeline.extract.statistics.sources import source_of
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, DateMention, Findings, Leaf, Place, StatisticMention
from pipeline.model.records import Count, Date
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind

SET_APART = regex.compile(r"[;:]|\b(?:while|but|when|since|in|during|by)\s+(?:the\s+)?(?:\d|\p{Lu})")
SAME_YEAR = regex.compile(r"\b(?:in|of|during)\s+(?:the|that)\s+same\s+(?:year|period)\b")
FIGURE_AFTER = regex.compile(r",?\s+(?:there\s+w(?:ere|as)\s+)?(?:only\s+)?(?:\d|\p{Ll}+(?:-\p{Ll}+)?\s+(?:\(|[.,;]))")
OPENS_CLAUSE_BEFORE = behind(r"(?:[,;]|\band)\s+in\s+")
REPORT_YEAR = regex.compile(r"\breport\s+(?:of|for|on)\s+\Z")
REPORT_AFTER = regex.compile(r"\s+(?:[\p{L}-]+\s+){0,3}report\b")
LAW_OF = regex.compile(r"\b(?:Code|Law|Act|Constitution|Convention|Protocol|Resolution|Decision)s?\s+of\s+\Z")


def find(document: SectionedDocument, found: Findings) -> Iterator[StatisticMention]:
    """Yield the statistics of the document, paragraph by paragraph."""
    text = document.text
    others = {leaf.spans[0] for event in found.events for leaf in event.participants}
    counts = [mention for mention in found.counts if mention.count.spans[0] not in others]
    framed = (mention.span.start for mention in counts if _frame(document, mention, None) is not None)
    for start, _ in groupby(sorted((*framed, *_numbered(text))), key=lambda place: _paragraph(document, place).start):
        paragraph = _paragraph(document, start)
        told: list[StatisticMention] = []
        for sentence in (document.sentence_at(start), *document.sentences_of(paragraph)):
            if told and sentence.covers(told[-1].span):
                continue
            inside = Span(max(sentence.start, start), sentence.end)
            told += _statistics(document, found, counts, inside, told)
        yield from told


def _numbered(text: str) -> Iterator[int]:
    """Where the text speaks of 'the number of': its figures have no noun of their own."""
    return (match.start() for match in SERIES_STEM.finditer(text))


def _paragraph(document: SectionedDocument, place: int) -> Place:
    paragraph = document.paragraph_at(place)
    return paragraph.span if paragraph else Span(place, place)


def _frame(document: SectionedDocument, mention: CountMention, last: StatisticMention | None) -> Frame | None:
    return frame_of(document.text, document.sentence_at(mention.span.start), mention, last)


def _statistics(
    document: SectionedDocument,
    found: Findings,
    counted: Sequence[CountMention],
    sentence: Place,
    before: Sequence[StatisticMention],
) -> list[StatisticMention]:
    """The statistics of one sentence; `before` are those of its paragraph so far."""
    text = document.text
    told: list[StatisticMention] = []
    taken = [mention.span for mention in within(found.dates, sentence)]
    for mention in within(counted, sentence):
        framed = _frame(document, mention, told[-1] if told else None)
        if framed is not None:
            told.append(_statistic(document, found, sentence, mention.count, framed, [*before, *told]))
        if framed is not None or mention.count.rule != "counts.same_unit":
            taken.append(mention.number)
    series = series_of(text, sentence)
    if not told and not before and series is None:
        return told
    for numeral in numerals(text, sentence):
        if any(other.overlaps(numeral.span) for other in taken):
            continue
        earlier = [*before, *(one for one in told if one.span.start < numeral.span.start)]
        earlier.sort(key=lambda one: one.span.start)
        if series is not None and series.holds(text, numeral):
            frame: Frame | None = Frame(series.what, "statistics.number_of", False, numeral.span.end)
            count = Count(value=numeral.value, approx=None, unit=series.what.cut(text), raw=numeral.span.cut(text))
            count_of: Leaf[Count] | None = Leaf(count, (numeral.span, series.what), "statistics.number_of")
        else:
            frame = bare_frame(text, numeral.span, sentence, earlier)
            count_of = _same(text, numeral, earlier) if frame is not None else None
        if frame is not None and count_of is not None:
            told.append(_statistic(document, found, sentence, count_of, frame, earlier))
    return sorted(told, key=lambda statistic: statistic.span.start)


def _same(text: str, numeral: Numeral, before: Sequence[StatisticMention]) -> Leaf[Count] | None:
    """The count of a bare number, with the unit of the figure before it."""
    span, value = numeral.span, numeral.value
    if not before or not isinstance(value, int):
        return None
    count = Count(value=value, approx=None, unit=before[-1].count.value.unit, raw=span.cut(text))
    return Leaf(count, (span, before[-1].count.spans[0]), "statistics.same_unit")


def _statistic(
    document: SectionedDocument,
    found: Findings,
    sentence: Place,
    count: Leaf[Count],
    frame: Frame,
    before: Sequence[StatisticMention],
) -> StatisticMention:
    text, span = document.text, count.spans[0]
    source = source_of(text, sentence, span, frame)
    end = frame.end if frame.rule == "statistics.share" else span.end
    period = _period(document, found, sentence, span, end, before)
    return StatisticMention(
        span=span,
        confidence=0.9 if frame.rule != "statistics.part" else 0.8,
        what=Leaf(frame.what.cut(text), (frame.what,), frame.rule),
        count=count,
        period=period,
        source=Leaf(source.cut(text), (source,), "statistics.source") if source else None,
    )


def _period(
    document: SectionedDocument,
    found: Findings,
    sentence: Place,
    span: Place,
    end: int,
    before: Sequence[StatisticMention],
) -> Leaf[Date] | None:
    """When it was counted: the date behind the figure, else before it, else of the report or of the figure before."""
    text = document.text
    if SAME_YEAR.search(text, span.end, sentence.end) and before:
        return before[-1].period
    dates = [date for date in within(found.dates, sentence) if date.date.value.value and not _is_laws(text, date)]
    following = [mention.number.start for mention in within(found.counts, Span(end, sentence.end))]
    limit = min(following, default=sentence.end)
    behind = [date for date in dates if end <= date.span.start < limit and ";" not in text[end : date.span.start]]
    behind = [
        date for date in behind if not numerals(text, Span(end, date.span.start)) and not _opens_next(text, date.span)
    ]
    ahead = [date for date in dates if date.span.end <= span.start]
    if behind or ahead:
        return (behind or ahead[::-1])[0].date
    if len(dates) == 1 and not SET_APART.search(text, end, dates[0].span.start - len("in ")):
        return dates[0].date  # '19 by homophobia and 8 by transphobia in 2017'
    paragraph = document.paragraph_at(span.start)
    earlier = within(found.dates, Span(paragraph.span.start, sentence.start)) if paragraph else iter(())
    reports = [date for date in earlier if REPORT_AFTER.match(text, date.span.end) or _is_reports(text, date)]
    if reports:
        return reports[0].date
    return before[-1].period if before else None


def _opens_next(text: str, date: Place) -> bool:
    """True for a year that opens the clause of the figure behind it: '89 were convicted, in 2010 186 offenders'."""
    opens = OPENS_CLAUSE_BEFORE.search(text, max(0, date.start - NEAR), date.start)
    return opens is not None and FIGURE_AFTER.match(text, date.end) is not None


def _is_reports(text: str, date: DateMention) -> bool:
    return REPORT_YEAR.search(text, max(0, date.span.start - NEAR), date.span.start) is not None


def _is_laws(text: str, date: DateMention) -> bool:
    return LAW_OF.search(text, max(0, date.span.start - NEAR), date.span.start) is not None


EXTRACTOR = Extractor("statistics", find)
