"""Figures about the world: what was counted, how many, in which period, and who says so.

A count is a statistic where the sentence says that it was recorded, reported or otherwise came about ('58 hate crimes
recorded by the police'), where it counts victims, prisoners, crimes and the like, or where it is a share of a whole ('55 of
the 57 States', '46 per cent of Romani children'). What a mission, an event, a law or a recommendation counts is none.
Counts and dates are those that `counts` and `dates` found; only a number that counts what the figure before it or its
sentence's noun counts ('of which 37 were prosecuted', '870 in 2016, 1,269 in 2017') is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.extract.counts import APPROX, APPROX_BEFORE
from pipeline.extract.extractor import Extractor, within
from pipeline.extract.numerals import Numeral, numerals
from pipeline.extract.statistics.bare import BRACKETED, LABELLED, YEARLY, bare_frame, topic_of
from pipeline.extract.statistics.frames import NEAR, Frame, frame_of
from pipeline.extract.statistics.items import items
from pipeline.extract.statistics.periods import period_of
from pipeline.extract.statistics.series import STEMS, Series, series_of
from pipeline.extract.statistics.sources import source_of
from pipeline.extract.statistics.tables import tables
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, Findings, Leaf, Place, StatisticMention
from pipeline.model.records import Count
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary.patterns import behind

VERBED = regex.compile(
    r"(?:targeted|concerned|involved|affected)\b|(?!(?:registered|recorded|reported|armed|disabled|displaced|convicted|detained|alleged)\b)\p{Ll}+ed(?:\s.*[^s])?\Z"
)
AGAIN = behind(r"\b(?:the|these|those|all)\s+")
"""Before a figure that was told already: 'of the 748 hate crimes'."""
AND = regex.compile(r"\s+and\s+")
PARTIAL = ("statistics.part", "statistics.told", "statistics.bracket")
"""The rules that claim less."""


def find(document: SectionedDocument, found: Findings) -> Iterator[StatisticMention]:
    """Yield the statistics of the document, paragraph by paragraph."""
    counts = _free_counts(found)
    yielded = [*tables(document.text, found), *items(document.text, found)]
    yielded.sort(key=lambda row: row.span.start)
    yield from yielded
    celled = [row.span for row in yielded]
    for paragraph in _paragraphs(document, counts):
        told: list[StatisticMention] = []
        previous: Place | None = None
        for sentence in _sentences(document, paragraph):
            more = _statistics(document, found, counts, sentence, previous, told)
            told += [one for one in more if not overlaps_any(one.span, celled)]
            previous = sentence
        seen = {figure.count.value.value for figure in yielded}
        new = [
            one
            for one in told
            if one.count.value.value not in seen or not AGAIN.search(document.text, 0, one.span.start)
        ]
        yielded += new
        yield from new


def _free_counts(found: Findings) -> list[CountMention]:
    """The counts with a noun of their own that no event, mission or delegation has."""
    taken = {leaf.spans[0] for event in found.events for leaf in event.participants}
    taken |= {group.count.spans[0] for mission in found.missions for group in mission.observers}
    return [mention for mention in found.counts if mention.count.value.unit and mention.count.spans[0] not in taken]


def _paragraphs(document: SectionedDocument, counts: Sequence[CountMention]) -> list[Place]:
    """The paragraphs that tell figures: a count in a frame, 'the number of', or figures with their years."""
    text = document.text
    told: dict[int, Place] = {}
    hints = [start for stem in STEMS for start in _places_of(text, stem)]
    hints += [match.start() for pattern in (*YEARLY, BRACKETED, LABELLED) for match in pattern.finditer(text)]
    for start in hints:
        paragraph = _paragraph(document, start)
        told[paragraph.start] = paragraph
    for mention in counts:
        paragraph = _paragraph(document, mention.span.start)
        if paragraph.start not in told and _frame(document, mention, None) is not None:
            told[paragraph.start] = paragraph
    return [told[start] for start in sorted(told)]


def _places_of(text: str, stem: str) -> Iterator[int]:
    at = text.find(stem)
    while at >= 0:
        yield at
        at = text.find(stem, at + 1)


def _paragraph(document: SectionedDocument, place: int) -> Place:
    paragraph = document.paragraph_at(place)
    return paragraph.span if paragraph else Span(place, place)


def _sentences(document: SectionedDocument, paragraph: Place) -> Iterator[Place]:
    first = document.sentence_at(paragraph.start)
    if first.start < paragraph.start < first.end:
        yield Span(paragraph.start, first.end)
    yield from document.sentences_of(paragraph)


def _frame(document: SectionedDocument, mention: CountMention, last: StatisticMention | None) -> Frame | None:
    return frame_of(document.text, document.sentence_at(mention.span.start), mention, last)


def _statistics(
    document: SectionedDocument,
    found: Findings,
    counted: Sequence[CountMention],
    sentence: Place,
    previous: Place | None,
    before: Sequence[StatisticMention],
) -> list[StatisticMention]:
    """The statistics of one sentence; `before` are those of its paragraph so far."""
    text = document.text
    told: list[StatisticMention] = []
    taken = [mention.span for mention in within(found.dates, sentence)]
    for mention in within(counted, sentence):
        if VERBED.match(mention.count.value.unit or ""):
            continue  # '386 awaited trial': a verb, and no noun
        framed = _frame(document, mention, told[-1] if told else None)
        if framed is not None:
            told.append(_statistic(document, found, sentence, mention.count, framed, [*before, *told]))
        has_noun = mention.span.end > mention.number.end and mention.count.rule != "counts.same_unit"
        if framed is not None or has_noun:
            taken.append(mention.number)
    series = series_of(text, sentence, previous)
    for numeral in numerals(text, sentence):
        if any(other.overlaps(numeral.span) for other in taken):
            continue
        earlier = [*before, *(one for one in told if one.span.start < numeral.span.start)]
        earlier.sort(key=lambda one: one.span.start)
        frame, count = _bare(text, sentence, numeral, series, earlier)
        twin = next((one for one in told if AND.fullmatch(text, numeral.span.end, one.span.start)), None)
        if frame is None and twin is not None and not numeral.is_share:  # 'received 63,718 and 3,243 complaints'
            frame = Frame(twin.what.spans[0], "statistics.same", False, numeral.span.end)
            count = _count(text, numeral, twin.count.value.unit, twin.count.spans[0], "statistics.same_unit")
        if frame is not None and count is not None:
            told.append(_statistic(document, found, sentence, count, frame, earlier))
    return sorted(told, key=lambda statistic: statistic.span.start)


def _bare(
    text: str, sentence: Place, numeral: Numeral, series: Series | None, before: Sequence[StatisticMention]
) -> tuple[Frame | None, Leaf[Count] | None]:
    """The frame and the count of a number without a noun of its own."""
    if series is not None and series.holds(text, numeral):
        frame = Frame(series.what, "statistics.number_of", False, numeral.span.end)
        return frame, _count(text, numeral, series.what.cut(text), series.what, "statistics.number_of")
    bare = bare_frame(text, numeral, sentence, before)
    if bare is None:
        return None, None
    if bare.rule == "statistics.bracket" or not before:
        topic = topic_of(text, sentence, numeral.span) or bare.what
        return bare, _count(text, numeral, topic.cut(text), topic, "statistics.topic")
    last = before[-1].count
    return bare, _count(text, numeral, last.value.unit, last.spans[0], "statistics.same_unit")


def _count(text: str, numeral: Numeral, unit: str | None, where: Place, rule: str) -> Leaf[Count]:
    """The count of a number whose unit stands at `where`."""
    near = APPROX_BEFORE.search(text, max(0, numeral.span.start - NEAR), numeral.span.start)
    span: Place = Span(near.start() if near else numeral.span.start, numeral.span.end)
    approx = APPROX[" ".join(near["approx"].lower().split())] if near else None
    return Leaf(Count(value=numeral.value, approx=approx, unit=unit, raw=span.cut(text)), (span, where), rule)


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
    return StatisticMention(
        span=span,
        confidence=0.8 if frame.rule in PARTIAL else 0.9,
        what=Leaf(frame.what.cut(text), (frame.what,), frame.rule),
        count=count,
        period=period_of(document, found, sentence, span, end, before),
        source=Leaf(source.cut(text), (source,), "statistics.source") if source else None,
    )


EXTRACTOR = Extractor("statistics", find)
