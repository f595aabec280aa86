"""Figures about the world: what was counted, how many, in which period, and who says so.

A count is a statistic where the sentence says that it was recorded, reported or otherwise came about ('58 hate crimes
recorded by the police'), where it counts victims, prisoners, crimes and the like, or where it is a share of a whole ('55 of
the 57 States', '46 per cent of Romani children'). What a mission, an event, a law or a recommendation counts is none.
Counts and dates are those that `counts` and `dates` found; only a number that counts what the figure before it or its
sentence's noun counts ('of which 37 were prosecuted', '870 in 2016, 1,269 in 2017') is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.extract.counts import APPROX, APPROX_BEFORE
from pipeline.extract.extractor import Extractor, within
from pipeline.extract.numerals import Numeral, numerals
from pipeline.extract.statistics.bare import bare_frame
from pipeline.extract.statistics.frame import NEAR, Frame
from pipeline.extract.statistics.items import items, lines
from pipeline.extract.statistics.nouns import frame_of
from pipeline.extract.statistics.periods import of_heading, period_of
from pipeline.extract.statistics.sources import source_of
from pipeline.extract.statistics.tables import tables
from pipeline.extract.statistics.topics import hints_at_numbers, noun_before, topic_of
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, Findings, Leaf, Place, StatisticMention
from pipeline.model.records import Count
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary.patterns import behind

VERBED = regex.compile(
    r"(?:targeted|concerned|involved|affected|live|broke)\b|(?!(?:registered|recorded|reported|armed|disabled|displaced|convicted|detained|alleged)\b)\p{Ll}+ed(?:\s.*[^s])?\Z"
)
AGAIN = behind(r"\b(?:the|these|those|all)\s+")
"""Before a figure that was told already: 'of the 748 hate crimes'."""
FREE = regex.compile(r"(?<![\p{L}\d.,/+#–-])\d")
"""Where a number in figures may start."""
KEY_FIGURES = regex.compile(
    r"(?:key|main|facts\s+and)\s+(?:facts|figures|data|statistics|numbers)\b|at\s+a\s+glance", regex.IGNORECASE
)
"""The heading of a section that has nothing but figures."""
OF_TIME = regex.compile(r"\b(?:days?|weeks?|months?|years?|hours?|minutes|per cent)\Z")
ADJECTIVES = ("racist", "violent", "phobic", "istic", "itic", "ical", "anti-Semitic")
"""How units end that are adjectives, and no nouns."""
LETTER = regex.compile(r"\p{L}")
AND_WORD = regex.compile(r"\s+(?:and|or)\s+\p{L}")
AND = regex.compile(r"\s+and\s+")
PARTIAL = ("statistics.part", "statistics.told", "statistics.bracket")
"""The rules that claim less."""
GOES_ON = regex.compile(
    r"(?:It|They|Of|Among|These|Another|Also|In\s+addition|A\s+further|The\s+(?:number|figure|total)s?)\b"
)
"""How a sentence starts that goes on with the figures of the one before, as the same body told them."""
CARRIED = ("statistics.part", "statistics.same", "statistics.number_of", "statistics.share")
"""The rules of figures that whoever told the figure before in the sentence tells too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a paragraph is read: `telling` where it is known to tell figures, `key` where its section has nothing else."""

    document: SectionedDocument
    found: Findings
    telling: bool
    key: bool


def find(document: SectionedDocument, found: Findings) -> Iterator[StatisticMention]:
    """Yield the statistics of the document: those of tables and lists first, then sentence by sentence."""
    counts = _free_counts(found)
    rows = [*tables(document.text, found), *items(document.text, found)]
    rows += [line for line in lines(document.text) if not overlaps_any(line.span, sorted(row.span for row in rows))]
    rows = [row if row.period else replace(row, period=of_heading(document, found, row.span.start)) for row in rows]
    yielded = sorted(rows, key=lambda row: row.span.start)
    yield from yielded
    celled = [row.span for row in yielded]
    seen = {figure.count.value.value for figure in yielded}
    for paragraph, mentions in _paragraphs(document, found, counts):
        new = [
            one
            for one in _of_paragraph(document, found, paragraph, mentions)
            if not overlaps_any(one.span, celled)
            and (one.count.value.value not in seen or not AGAIN.search(document.text, 0, one.span.start))
        ]
        seen |= {one.count.value.value for one in new}
        yield from new


def _free_counts(found: Findings) -> list[CountMention]:
    """The counts with a noun of their own that no event, mission or delegation has."""
    taken = {leaf.spans[0] for event in found.events for leaf in event.participants}
    taken |= {group.count.spans[0] for mission in found.missions for group in mission.observers}
    return [mention for mention in found.counts if mention.count.value.unit and mention.count.spans[0] not in taken]


def _paragraphs(
    document: SectionedDocument, found: Findings, counts: Sequence[CountMention]
) -> Iterator[tuple[Place, list[CountMention]]]:
    """The paragraphs that may tell figures, each with its counts: those with a noun, or with words that lead to numbers."""
    text = document.text
    for paragraph in document.paragraphs:
        span = paragraph.span
        mentions = [mention for mention in within(counts, span) if _has_noun(text, mention)]
        if mentions or _has_bare(text, found, span):
            yield span, mentions


def _has_bare(text: str, found: Findings, span: Place) -> bool:
    """True where a number stands that is no date and has no noun."""
    others = [
        *(date.span for date in within(found.dates, span)),
        *(code.span for code in within(found.references, span)),
    ]
    for mention in within(found.counts, span):
        if mention.count.value.unit is None or mention.count.rule == "counts.same_unit":
            return True
        others.append(mention.span)
    others.sort()
    starts = (match.start() for match in FREE.finditer(text, span.start, span.end))
    if any(not overlaps_any(Span(start, start + 1), others) for start in starts):
        return True
    return hints_at_numbers(text[span.start : span.end])


def _has_noun(text: str, mention: CountMention) -> bool:
    """False for a verb or an adjective where counts expect a noun: '386 awaited trial', '119 anti-Semitic'."""
    unit = mention.count.value.unit or ""
    if mention.count.value.value != 1 and " " not in unit and unit.endswith(ADJECTIVES):
        return AND_WORD.match(text, mention.span.end) is not None  # '16 racist and xenophobic crimes'
    return not VERBED.match(unit)


def _of_paragraph(
    document: SectionedDocument, found: Findings, paragraph: Place, mentions: Sequence[CountMention]
) -> list[StatisticMention]:
    """The statistics of a paragraph, read again where figures behind a count say that the paragraph tells figures."""
    section = document.section_at(paragraph.start)
    key = section is not None and KEY_FIGURES.search(section.title) is not None
    told = _read(Reading(document, found, False, key), paragraph, mentions)
    if told and any(mention.span.start < told[0].span.start for mention in mentions):
        return _read(Reading(document, found, True, key), paragraph, mentions)
    return told


def _read(reading: Reading, paragraph: Place, mentions: Sequence[CountMention]) -> list[StatisticMention]:
    """The statistics of a paragraph; numbers without a noun are read only where a figure, or words that lead to one, stand."""
    text = reading.document.text
    told: list[StatisticMention] = []
    previous: Place | None = None
    for sentence in _sentences(reading.document, paragraph):
        here = [*within(mentions, sentence)]
        framed, taken, others = _with_nouns(reading, sentence, here, told)
        if told or framed or _has_bare(text, reading.found, sentence):
            taken += [mention.span for mention in within(reading.found.dates, sentence)]
            framed = _with_bare(reading, sentence, previous, told, framed, taken, others)
        told += framed
        previous = sentence
    return told


def _sentences(document: SectionedDocument, paragraph: Place) -> Iterator[Place]:
    first = document.sentence_at(paragraph.start)
    if first.start < paragraph.start < first.end:
        yield Span(paragraph.start, first.end)
    yield from document.sentences_of(paragraph)


def _with_nouns(
    reading: Reading,
    sentence: Place,
    mentions: Sequence[CountMention],
    before: Sequence[StatisticMention],
) -> tuple[list[StatisticMention], list[Place], list[Place]]:
    """The statistics among the counts of a sentence, the numbers that are settled, and those that count what is no figure."""
    told: list[StatisticMention] = []
    taken: list[Place] = []
    others: list[Place] = []
    for mention in mentions:
        last = told[-1] if told else before[-1] if before else None
        frame = frame_of(
            reading.document.text, sentence, mention, last if told else None, last, reading.telling, reading.key
        )
        if frame is not None and last is not None and not LETTER.search(reading.document.text, *frame.what):
            frame = replace(frame, what=last.what.spans[0])  # 'in 2009, there were 2'
        if frame is not None:
            told.append(_statistic(reading, sentence, mention.count, frame, [*before, *told]))
        own = mention.span.end > mention.number.end and mention.count.rule != "counts.same_unit"
        if frame is not None or own:
            taken.append(mention.number)
        if frame is None and own and not OF_TIME.search(mention.count.value.unit or ""):
            others.append(mention.number)
    return told, taken, others


def _with_bare(
    reading: Reading,
    sentence: Place,
    previous: Place | None,
    before: Sequence[StatisticMention],
    framed: list[StatisticMention],
    taken: Sequence[Place],
    others: Sequence[Place],
) -> list[StatisticMention]:
    """The statistics of a sentence with those of its numbers that have no noun of their own."""
    text = reading.document.text
    told = [*framed]
    topic = topic_of(text, sentence, previous)
    for numeral in numerals(text, sentence):
        if any(other.overlaps(numeral.span) for other in taken):
            continue
        earlier = [*before, *(one for one in told if one.span.start < numeral.span.start)]
        earlier.sort(key=lambda one: one.span.start)
        last = max(earlier[-1].span.start if earlier else sentence.start, topic.start if topic else sentence.start)
        of_others = any(last < other.start < numeral.span.start for other in others)  # '12,000 stations, 371 abroad'
        frame = None if of_others else bare_frame(text, numeral, sentence, earlier, topic)
        twin = next((one for one in framed if AND.fullmatch(text, numeral.span.end, one.span.start)), None)
        if twin is not None and frame is None and not numeral.is_share:  # 'received 63,718 and 3,243 complaints'
            frame, earlier = Frame(twin.what.spans[0], "statistics.same", False, numeral.span.end), [twin]
        if frame is None:
            continue
        count = _count(text, numeral, frame, earlier, noun_before(text, sentence, numeral.span))
        told.append(_statistic(reading, sentence, count, frame, earlier))
    return sorted(told, key=lambda statistic: statistic.span.start)


def _count(
    text: str, numeral: Numeral, frame: Frame, before: Sequence[StatisticMention], noun: Place | None
) -> Leaf[Count]:
    """The count of a number without a noun: its unit is that of the figure before it, or the noun that its sentence tells."""
    near = APPROX_BEFORE.search(text, max(0, numeral.span.start - NEAR), numeral.span.start)
    span: Place = Span(near.start() if near else numeral.span.start, numeral.span.end)
    approx = APPROX[" ".join(near["approx"].lower().split())] if near else None
    where, rule = noun or frame.what, "statistics.topic"
    unit: str | None = where.cut(text)
    if frame.rule == "statistics.number_of":
        where, unit, rule = frame.what, frame.what.cut(text), frame.rule
    elif before and frame.rule != "statistics.bracket":
        last = before[-1].count
        where, unit, rule = last.spans[0], last.value.unit, "statistics.same_unit"
    return Leaf(Count(value=numeral.value, approx=approx, unit=unit, raw=span.cut(text)), (span, where), rule)


def _statistic(
    reading: Reading,
    sentence: Place,
    count: Leaf[Count],
    frame: Frame,
    before: Sequence[StatisticMention],
) -> StatisticMention:
    text, span = reading.document.text, count.spans[0]
    source = source_of(text, sentence, span, frame)
    told = Leaf(source.cut(text), (source,), "statistics.source") if source else None
    goes_on = before and sentence.covers(before[-1].span) and frame.rule in CARRIED
    if told is None and before and (goes_on or GOES_ON.match(text, sentence.start, sentence.end)):
        told = before[-1].source
    end = frame.end if frame.rule == "statistics.share" else span.end
    return StatisticMention(
        span=span,
        confidence=0.8 if frame.rule in PARTIAL else 0.9,
        what=Leaf(frame.what.cut(text), (frame.what,), frame.rule),
        count=count,
        period=period_of(reading.document, reading.found, sentence, span, end, before),
        source=told,
    )


EXTRACTOR = Extractor("statistics", find)
