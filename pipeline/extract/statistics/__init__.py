"""Figures about the world: what was counted, how many, in which period, and who says so.

A count is a statistic where the sentence says that it was recorded, reported or otherwise came about ('58 hate crimes
recorded by the police'), where it counts victims, prisoners, crimes and the like, or where it is a share of a whole ('55 of
the 57 States', '46 per cent of Romani children'). What a mission, an event, a law or a recommendation counts is none.
Counts and dates are those that `counts` and `dates` found; only a number that counts what the figure before it or its
sentence's noun counts ('of which 37 were prosecuted', '870 in 2016, 1,269 in 2017') is read here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.extract.counts import APPROX, APPROX_BEFORE
from pipeline.extract.extractor import Extractor, stretches, within
from pipeline.extract.numerals import Numeral, numerals
from pipeline.extract.statistics.bare import bare_frame
from pipeline.extract.statistics.evidence import may_be_told
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
from pipeline.vocabulary.patterns import behind, late

VERBED = late(
    r"(?:targeted|concerned|involved|affected|live|broke)\b|(?!(?:registered|recorded|reported|armed|disabled|displaced|convicted|detained|alleged)\b)\p{Ll}+ed(?:\s.*[^s])?\Z"
)
AGAIN = behind(r"\b(?:the|these|those|all)\s+")
"""Before a figure that was told already: 'of the 748 hate crimes'."""
FREE = late(r"(?<![\p{L}\d.,/+#–-])\d")
"""Where a number in figures may start."""
KEY_FIGURES = late(
    r"(?:key|main|facts\s+and)\s+(?:facts|figures|data|statistics|numbers)\b|at\s+a\s+glance", regex.IGNORECASE
)
"""The heading of a section that has nothing but figures."""
OF_TIME = late(r"\b(?:days?|weeks?|months?|years?|hours?|minutes|per cent)\Z")
ADJECTIVES = ("racist", "violent", "phobic", "istic", "itic", "ical", "anti-Semitic")
"""How units end that are adjectives, and no nouns."""
LETTER = late(r"\p{L}")
AND_WORD = late(r"\s+(?:and|or)\s+\p{L}")
AND = late(r"\s+and\s+")
PARTIAL = ("statistics.part", "statistics.told", "statistics.bracket")
"""The rules that claim less."""
GOES_ON = late(r"(?:It|They|Of|Among|These|Another|Also|In\s+addition|A\s+further|The\s+(?:number|figure|total)s?)\b")
"""How a sentence starts that goes on with the figures of the one before, as the same body told them."""
CARRIED = ("statistics.part", "statistics.same", "statistics.number_of", "statistics.share")
"""The rules of figures that whoever told the figure before in the sentence tells too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read: its counts with a noun, where its numbers without one start, and what has all other numbers.

    `telling` where the paragraph is known to tell figures, `key` where its section has nothing else.
    """

    document: SectionedDocument
    found: Findings
    counts: Sequence[CountMention]
    bare: Sequence[int]
    settled: Sequence[Place]
    telling: bool = False
    key: bool = False

    def has_bare(self, span: Place) -> bool:
        """True where a number without a noun stands."""
        at = bisect_left(self.bare, span.start)
        return at < len(self.bare) and self.bare[at] < span.end


def find(document: SectionedDocument, found: Findings) -> Iterator[StatisticMention]:
    """Yield the statistics of the document: those of tables and lists first, then sentence by sentence."""
    rows = [*tables(document.text, found), *items(document.text, found)]
    rows += [line for line in lines(document.text) if not overlaps_any(line.span, sorted(row.span for row in rows))]
    rows = [row if row.period else replace(row, period=of_heading(document, found, row.span.start)) for row in rows]
    yielded = sorted(rows, key=lambda row: row.span.start)
    yield from yielded
    celled = [row.span for row in yielded]
    seen = {figure.count.value.value for figure in yielded}
    reading = _reading(document, found)
    for paragraph in document.paragraphs:
        new = [
            one
            for one in _of_paragraph(reading, paragraph.span)
            if not overlaps_any(one.span, celled)
            and (one.count.value.value not in seen or not AGAIN.search(document.text, 0, one.span.start))
        ]
        seen |= {one.count.value.value for one in new}
        yield from new


def _reading(document: SectionedDocument, found: Findings) -> Reading:
    """The document with its counts sorted: those with a noun, but for those of events, missions and delegations; those without."""
    taken = {leaf.spans[0] for event in found.events for leaf in event.participants}
    taken |= {group.count.spans[0] for mission in found.missions for group in mission.observers}
    others = sorted([*(date.span for date in found.dates), *(code.span for code in found.references), *taken])
    counts: list[CountMention] = []
    bare: set[int] = set()
    nouns: list[Place] = []
    for mention in found.counts:
        if mention.count.spans[0] in taken:
            continue
        if mention.count.value.unit and _has_noun(document.text, mention):
            counts.append(mention)
        if mention.count.value.unit is None or mention.count.rule == "counts.same_unit":
            bare.add(mention.number.start)
        else:
            nouns.append(mention.span)
    settled = sorted([*others, *nouns])
    starts = (match.start() for match in FREE.finditer(document.text))
    bare |= {start for start in starts if not overlaps_any(Span(start, start + 1), settled)}
    return Reading(document, found, counts, sorted(bare), others)


def _has_noun(text: str, mention: CountMention) -> bool:
    """False for a verb or an adjective where counts expect a noun: '386 awaited trial', '119 anti-Semitic'."""
    unit = mention.count.value.unit or ""
    if mention.count.value.value != 1 and " " not in unit and unit.endswith(ADJECTIVES):
        return AND_WORD.match(text, mention.span.end) is not None  # '16 racist and xenophobic crimes'
    return not VERBED.match(unit)


def _of_paragraph(reading: Reading, paragraph: Place) -> list[StatisticMention]:
    """The statistics of a paragraph, read again where figures behind a count say that the paragraph tells figures."""
    mentions = [*within(reading.counts, paragraph)]
    if not mentions and not reading.has_bare(paragraph):
        return []
    section = reading.document.section_at(paragraph.start)
    if section is not None and KEY_FIGURES.search(section.title):
        reading = replace(reading, key=True)
    told = _read(reading, paragraph, mentions)
    if told and any(
        one.span.start < told[0].span.start and may_be_told(one.count.value.unit or "") for one in mentions
    ):
        return _read(replace(reading, telling=True), paragraph, mentions)
    return told


def _read(reading: Reading, paragraph: Place, mentions: Sequence[CountMention]) -> list[StatisticMention]:
    """The statistics of a paragraph; numbers without a noun are read only where a figure, or words that lead to one, stand."""
    told: list[StatisticMention] = []
    previous: Place | None = None
    for sentence in _sentences(reading.document, paragraph):
        here = [*within(mentions, sentence)]
        framed, taken, others = _with_nouns(reading, sentence, here, told)
        if told or framed or reading.has_bare(sentence) or (here and _hints(reading, sentence)):
            framed = _with_bare(reading, sentence, previous, told, framed, taken, others)
        told += framed
        previous = sentence
    return told


def _hints(reading: Reading, sentence: Place) -> bool:
    return hints_at_numbers(sentence.cut(reading.document.text))


def _sentences(document: SectionedDocument, paragraph: Place) -> Iterator[Place]:
    first = document.sentence_at(paragraph.start)
    if first.start < paragraph.start < first.end:
        yield from stretches(document.text, Span(paragraph.start, first.end))
    for sentence in document.sentences_of(paragraph):
        yield from stretches(document.text, sentence)


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
    bare = [
        numeral
        for numeral in numerals(text, sentence)
        if not overlaps_any(numeral.span, reading.settled) and not any(other.overlaps(numeral.span) for other in taken)
    ]
    topic = topic_of(text, sentence, previous) if bare else None
    for numeral in bare:
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
        count = _count(text, numeral, frame, earlier, sentence)
        told.append(_statistic(reading, sentence, count, frame, earlier))
    return sorted(told, key=lambda statistic: statistic.span.start)


def _count(
    text: str, numeral: Numeral, frame: Frame, before: Sequence[StatisticMention], sentence: Place
) -> Leaf[Count]:
    """The count of a number without a noun: its unit is that of the figure before it, or the noun that its sentence tells."""
    near = APPROX_BEFORE.search(text, max(0, numeral.span.start - NEAR), numeral.span.start)
    span: Place = Span(near.start() if near else numeral.span.start, numeral.span.end)
    approx = APPROX[" ".join(near["approx"].lower().split())] if near else None
    if before and frame.rule not in ("statistics.bracket", "statistics.number_of"):
        last = before[-1].count
        where, unit, rule = last.spans[0], last.value.unit, "statistics.same_unit"
    else:
        of_topic = frame.rule == "statistics.number_of"
        where = frame.what if of_topic else noun_before(text, sentence, numeral.span) or frame.what
        unit, rule = where.cut(text), frame.rule if of_topic else "statistics.topic"
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
