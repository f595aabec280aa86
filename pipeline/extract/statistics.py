"""Figures about the world: what was counted, how many, in which period, and who says so.

A count is a statistic where the sentence says that it was recorded, reported or otherwise came about ('58 hate crimes
recorded by the police'), or where it is a share of a whole ('55 of the 57 States', '46 per cent of Romani children').
What a mission, an event, a law or a recommendation counts is none. Counts and dates are those that `counts` and `dates`
found; only a number that counts what the figure before it counts ('of which 37 were prosecuted') is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from pipeline.extract.extractor import Extractor, within
from pipeline.extract.numerals import Numeral, numerals
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, DateMention, Findings, Leaf, Place, StatisticMention
from pipeline.model.records import Count, Date
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries

REPORTED = r"(?:recorded|registered|reported|documented|counted|logged)"
DONE = (
    r"(?:convicted|sentenced|prosecuted|identified|investigated|arrested|detained|charged|acquitted|fined|killed|injured"
    r"|wounded|displaced|executed|hired|trained|prepared|tried|released|opened|initiated|closed|filed|lodged|granted"
    r"|rejected|dismissed|directed|brought|sent|deported|evicted|born|murdered|attacked)"
)
BE = r"(?:was|were|has\s+been|have\s+been|had\s+been|being)"
WORD = r"[\p{L}\d][\p{L}\d/’'-]*"
PASSIVE = regex.compile(
    rf"""
    (?P<what> (?: (?! \s+ (?: {BE} | who | which | that | whose | to )\b ) \s+ {WORD} ){{0,9}} )  # of domestic violence
    (?: ,\s+ or\s+ [^,;.]{{1,40}} (?: \.\d [^,;.]{{1,40}} )? , )?    # , or 13.5 per cent of the force,
    \s+ {BE} \s+ (?: \p{{L}}+ly \s+ | not \s+ | never \s+ | also \s+ )? (?: (?P<reported> {REPORTED} ) | {DONE} ) \b
    """,
    regex.VERBOSE,
)
PARTICIPLE = regex.compile(
    rf"(?P<what>(?:\s+(?:of|against)(?:\s+{WORD}){{1,6}}?)?)\s+{REPORTED}\s+(?:by|in|to|during|since)\b"
)
WENT = regex.compile(
    r"(?:\s+of\s+(?:them|these|those|which|whom))?\s+(?:(?:went|came)\s+to\s+(?:court|trial)|died|lost\s+their\s+li[fv]es)\b"
)
OUTCOMES = (("statistics.passive", PASSIVE), ("statistics.participle", PARTICIPLE), ("statistics.court", WENT))
ACTIVE = regex.compile(
    rf"""
    \b (?: (?P<reported> {REPORTED} | told \s+ (?:the\s+)? {WORD} \s+ of ) | {DONE} ) \s+
    (?: (?: a \s+ (?: further | total \s+ of ) | an \s+ additional | another | the | only ) \s+ )? \Z
    """,
    regex.VERBOSE,
)
OF_WHOLE = regex.compile(r"\s+of\s+(?:the|all|its|their)\s+(?:\d[\d,.]*|\p{Ll}+(?:-\p{Ll}+)?)\s+(?=\p{L})")
OF_ALL = regex.compile(r"\s+of\s+(?:the\s+|all\s+)?(?=\p{L})")
PART = regex.compile(r"\b(?:of\s+(?:which|whom|them)|among\s+(?:them|which|whom)|including)\s+(?:only\s+)?\Z")
ALSO = regex.compile(r"(?:\s+in\s+\d{4})?(?:,|,?\s+and)\s+\Z")
FINITE = regex.compile(
    r"""
    \b (?: was | were | is | are | had | has | have | held | hold | did | do | does | made | make | makes
    | account(?:s|ed)? | constitute[sd]? | represent(?:s|ed)? | stood | reached | rose | fell | lived? | found | showed
    | reported | amounted | comprised? | received | participated | voted | said | won | remained? | attended? ) \b
    """,
    regex.VERBOSE,
)
UNREAL = regex.compile(
    r"""
    \b (?: should | would | could | shall | will | may | might | must | [Ii]f | whether      # not a fact
    | plans? \s to | planned | intends? | targets? | aims? \s to | recommend(?:s|ed)? | encouraged | urged | commitments? \s to  # not yet
    | requires? | required | provides? \s for | punish\p{L}* | imprisonment | quotas? | thresholds?
    | entitled | eligible
    | [Uu]nder \s (?: the \s )? (?: \p{L}+ \s )? (?: Law | Code | Act | Constitution )     # what a law says
    ) \b
    """,
    regex.VERBOSE,
)
NO_UNITS = regex.compile(
    r"\b(?:observers?|[SL]TOs?|recommendations?|pages|opinions?|texts|reports|days?|weeks?|months?|years?|hours?|minutes|articles|paragraphs"
    r"|core\s+team|polling\s+stations|members\s+of\s+core\s+team|mission\s+members|statements|parts|times|rounds?|laws|drafts?)\Z",
    regex.IGNORECASE,
)
COUNTRY_AT_END = regex.compile(r"\((?P<name>\p{Lu}[\p{L} ,’'-]{2,60})\)\s*[;.]*\Z")
BY = regex.compile(
    rf"""
    \s+ by \s+ (?: the \s+ )?
    (?P<source>
      (?! end\b | means\b | \d ) {WORD}
      (?: \s+
        (?! (?: in | during | on | from | and | since | were | was | as | between | for | to | at | with | who | which
          | up )\b )
        {WORD}
      ){{0,8}}
    )
    """,
    regex.VERBOSE,
)
ACCORDING = regex.compile(r"\b[Aa]ccording\s+to\s+(?:the\s+)?(?P<source>[^,;:()\n]{2,80}?)\s*,")
SUBJECT = regex.compile(
    rf"""
    (?: \A | (?<= [,;(]\s ) | (?<= \b that \s ) )
    (?: In \s+ (?: \p{{Lu}}\p{{Ll}}+ \s+ )? \d{{4}} \s+ )?
    (?: [Tt]he \s+ )?
    (?P<source>
      (?! (?: it|they|he|she|who|which|that|this|these|there )\b ) \p{{L}}[\p{{L}}\d/’'-]* (?: \s+ {WORD} ){{0,12}}?
    )
    \s+ (?: (?: had | has | have | also ) \s+ )* (?: {REPORTED} | told )\b [^,;]* \Z
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
BARE_AFTER = regex.compile(
    rf"\s+(?:{BE}\s+(?:\p{{L}}+ly\s+|not\s+|never\s+)?\p{{L}}+ed\b|{BE}\s+{DONE}\b|of\s+(?:them|these|those|which)\b|in\s+(?:19|20)\d\d\b)"
)
NUMBER_MOVED = regex.compile(
    r"\b(?:(?:number|figure|total)s?\s+(?:had\s+)?(?:rose|risen|fell|fallen|increased|decreased|dropped|grew|grown)\s+to|(?:up|down)\s+from)\s+\Z"
)
AND_AT_END = regex.compile(r"[\s,]*(?:\band\s*)?\Z")
OF_THE = regex.compile(r"\bof\s+(?:the|all|its|their)\s+\Z")
COMPLEMENT = regex.compile(rf"\s+(?:of|against)(?:\s+(?!(?:in|during|and|from|by|since|of|which)\b){WORD}){{1,6}}")
OF_THESE = regex.compile(r"\s+of\s+(?:these|those)\s")
SAME_YEAR = regex.compile(r"\b(?:in|of|during)\s+(?:the|that)\s+same\s+(?:year|period)\b")
REPORT_YEAR = regex.compile(r"\breport\s+(?:of|for|on)\s+\Z")
REPORT_AFTER = regex.compile(r"\s+(?:[\p{L}-]+\s+){0,3}report\b")
LAW_OF = regex.compile(r"\b(?:Code|Law|Act|Constitution|Convention|Protocol|Resolution|Decision)s?\s+of\s+\Z")
CLAUSE_END = regex.compile(
    r"[,;:)]\s|[.;:)]*\Z|\s[–-]\s|\s+(?:in|of|by|since|during|by\s+the\s+end\s+of)\s+(?:\p{Lu}\p{Ll}+\s+)?(?:19|20)\d\d\b|\s+by\s+the\s"
)
SHARE_END = regex.compile(r"[,;:)]\s|[.;:)]*\Z|\s[–-]\s")
CLAUSE_START = regex.compile(r"(?:[,;:(]\s+|\b(?:that|found|showed)\s+)(?:(?:only|or|and)\s+)?")
PARTS = ("statistics.part", "statistics.court")
"""The rules of figures that are parts of one before them."""
NEAR = 80
"""How many characters before a count its verb may start."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What makes a count a statistic: what it counts, whether somebody reports it, and where the words end."""

    what: Place
    rule: str
    reported: bool
    end: int


def find(document: SectionedDocument, found: Findings) -> Iterator[StatisticMention]:
    """Yield the statistics of the document, paragraph by paragraph."""
    for start, group in groupby(found.counts, key=lambda mention: _paragraph(document, mention).start):
        counts = list(group)
        if all(_frame(document, mention, None) is None for mention in counts):
            continue
        paragraph = _paragraph(document, counts[0])
        told: list[StatisticMention] = []
        for sentence in (document.sentence_at(start), *document.sentences_of(paragraph)):
            if told and sentence.covers(told[-1].span):
                continue
            inside = Span(max(sentence.start, start), sentence.end)
            told += _statistics(document, found, inside, told)
        yield from told


def _paragraph(document: SectionedDocument, mention: CountMention) -> Place:
    paragraph = document.paragraph_at(mention.span.start)
    return paragraph.span if paragraph else mention.span


def _statistics(
    document: SectionedDocument, found: Findings, sentence: Place, before: Sequence[StatisticMention]
) -> list[StatisticMention]:
    """The statistics of one sentence; `before` are those of its paragraph so far."""
    text = document.text
    told: list[StatisticMention] = []
    counts = list(within(found.counts, sentence))
    for mention in counts:
        frame = _frame(document, mention, told[-1] if told else None)
        if frame is not None:
            count = mention.count
            told.append(_statistic(document, found, sentence, mention.span, count, frame, [*before, *told]))
    last = told[-1] if told else before[-1] if before else None
    if last is None:
        return told
    taken = [mention.number for mention in counts] + [mention.span for mention in within(found.dates, sentence)]
    for numeral in numerals(text, sentence):
        if any(other.overlaps(numeral.span) for other in taken):
            continue
        earlier = [*before, *(one for one in told if one.span.start < numeral.span.start)]
        frame = _bare(text, numeral.span, sentence, earlier)
        count_of = _same(text, numeral, earlier) if frame is not None else None
        if frame is not None and count_of is not None:
            told.append(_statistic(document, found, sentence, numeral.span, count_of, frame, earlier))
    return sorted(told, key=lambda statistic: statistic.span.start)


def _frame(document: SectionedDocument, mention: CountMention, last: StatisticMention | None) -> Frame | None:
    """How the sentence presents a count as a fact; None where it does not."""
    text, span = document.text, mention.span
    count = mention.count.value
    sentence = document.sentence_at(span.start)
    if NO_UNITS.search(count.unit or "") or _is_unreal(text, sentence, span.end):
        return None
    near = text[max(sentence.start, span.start - NEAR) : span.start]
    if last is not None and last.what.rule == "statistics.share" and OF_THE.search(near):
        return None  # the whole that the share before is of
    own: Place = trimmed(text, Span(mention.number.end, max(span.end, mention.number.end)))
    inherited = own.length == 0 and count.unit != "per cent"
    whole = OF_WHOLE.match(text, mention.number.end, sentence.end)
    if count.unit == "per cent":
        whole = OF_ALL.match(text, span.end, sentence.end)
    if whole is not None:
        if not FINITE.search(text, sentence.start, sentence.end):
            return None
        return Frame(_share(text, sentence, span, whole.end()), "statistics.share", False, whole.end())
    done = _done(text, sentence, mention, own, inherited)
    if done is not None:
        return done
    active = ACTIVE.search(near)
    part = last is not None and (PART.search(near) or ALSO.fullmatch(text, last.span.end, span.start))
    if active is None and not part:
        return None
    if inherited or count.unit == "per cent":
        own = Span(mention.number.start, _clause_end(text, span.end, sentence.end))
    elif (of := COMPLEMENT.match(text, own.end, sentence.end)) is not None:
        own = Span(own.start, of.end())
    rule = "statistics.active" if active else "statistics.part"
    return Frame(own, rule, active is not None and active["reported"] is not None, span.end)


def _done(text: str, sentence: Place, mention: CountMention, own: Place, inherited: bool) -> Frame | None:
    """The frame of a count that something happened to: 'were recorded by', 'recorded by', 'went to court'."""
    end = mention.span.end
    for rule, pattern in OUTCOMES:
        after = pattern.match(text, end, sentence.end)
        if after is None:
            continue
        reported = pattern is PARTICIPLE or (pattern is PASSIVE and after["reported"] is not None)
        if inherited or not reported:
            start = mention.number.start if inherited else own.start
            return Frame(Span(start, _clause_end(text, after.end(), sentence.end)), rule, reported, after.end())
        return Frame(trimmed(text, Span(own.start, max(after.end("what"), own.end))), rule, True, after.end())
    return None


def _is_unreal(text: str, sentence: Place, end: int) -> bool:
    """True for what is wished for, ruled by a law, or asked by a State named at the end."""
    if UNREAL.search(text, sentence.start, end):
        return True
    state = COUNTRY_AT_END.search(text, max(sentence.start, sentence.end - NEAR), sentence.end)
    return state is not None and countries.by_name(state["name"]) is not None


def _share(text: str, sentence: Place, span: Place, whole: int) -> Place:
    """What a share is of, with what is said of it: the clause, without the number where that opens it."""
    start = sentence.start
    for match in CLAUSE_START.finditer(text, sentence.start, span.start):
        start = match.end()
    stop = SHARE_END.search(text, whole, sentence.end)
    end = stop.start() if stop else sentence.end
    opens = text[start : span.start].strip().lower() in ("", "only", "of")
    return Span(whole, end) if opens else trimmed(text, Span(start, end))


def _clause_end(text: str, start: int, limit: int) -> int:
    match = CLAUSE_END.search(text, start, limit)
    return match.start() if match else limit


def _bare(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention]) -> Frame | None:
    """The frame of a number without a noun of its own that counts what an earlier one does."""
    moved = NUMBER_MOVED.search(text, max(sentence.start, number.start - NEAR), number.start)
    if not before or _is_unreal(text, sentence, number.end):
        return None
    if moved is not None:
        main = next((one for one in reversed(before) if one.what.rule not in PARTS), before[-1])
        return Frame(main.what.spans[0], "statistics.same", True, number.end)
    here = sentence.covers(before[-1].span)
    after = (BARE_AFTER if here else OF_THESE).match(text, number.end, sentence.end)
    if after is None:
        return None
    end = _clause_end(text, number.end, sentence.end)
    other = next(iter(numerals(text, Span(number.end, end))), None)
    end = number.end + len(AND_AT_END.sub("", text[number.end : other.span.start if other else end]))
    return Frame(Span(number.start, end), "statistics.part", False, after.end())


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
    span: Place,
    count: Leaf[Count],
    frame: Frame,
    before: Sequence[StatisticMention],
) -> StatisticMention:
    text = document.text
    source = _source(text, sentence, span, frame)
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


def _source(text: str, sentence: Place, span: Place, frame: Frame) -> Place | None:
    """Who recorded or reported the figure."""
    if not frame.reported:
        return None
    by = BY.search(text, span.end, min(sentence.end, frame.end + NEAR))
    said = by or ACCORDING.search(text, sentence.start, span.start) or SUBJECT.search(text[sentence.start : span.start])
    if said is None:
        return None
    source: Place = Span(*said.span("source"))
    return source if said.string is text else source.shift(sentence.start)


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
    behind = [date for date in behind if not numerals(text, Span(end, date.span.start))]
    ahead = [date for date in dates if date.span.end <= span.start]
    if behind or ahead:
        return (behind or ahead[::-1])[0].date
    paragraph = document.paragraph_at(span.start)
    earlier = within(found.dates, Span(paragraph.span.start, sentence.start)) if paragraph else iter(())
    reports = [date for date in earlier if REPORT_AFTER.match(text, date.span.end) or _is_reports(text, date)]
    if reports:
        return reports[0].date
    return before[-1].period if before else None


def _is_reports(text: str, date: DateMention) -> bool:
    return REPORT_YEAR.search(text, max(0, date.span.start - NEAR), date.span.start) is not None


def _is_laws(text: str, date: DateMention) -> bool:
    return LAW_OF.search(text, max(0, date.span.start - NEAR), date.span.start) is not None


EXTRACTOR = Extractor("statistics", find)
