"""Shares and rates: '55 of the 57 States', '46 per cent of children', 'one in five women', 'the rate stood at 61 per cent'."""

from __future__ import annotations

import regex

from pipeline.extract.numerals import PART as NUMBER_WORD
from pipeline.extract.statistics.evidence import ANY_VERB, FINITE, OUR_STORY, YEAR
from pipeline.extract.statistics.frame import NEAR, Frame
from pipeline.model.findings import CountMention, Place, StatisticMention
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import behind, late

OF_WHOLE = late(
    rf"\s+(?:out\s+)?of\s+(?:(?:the|all|its|their)\s+(?:\d[\d,.]*|{NUMBER_WORD}(?:-{NUMBER_WORD})?)|\d[\d,.]*)\s+(?=\p{{L}})"
)

OF_ALL = late(r"\s+of\s+(?:the\s+|all\s+)?(?!(?:[\p{L}-]+\s+)?(?:recommendations|provisions)\b)(?=\p{L})")

RATE_BEFORE = behind(
    r"""
    \b (?i: rate | share | proportion | percentage | turnout | prevalence | coverage | representation | participation | unemployment
      | literacy | enrolment | poverty | overcrowding | occupancy | illiteracy | attendance | membership ) s? \b [^.,;:]{0,70} \s
    (?: (?: was | were | is | are | st(?:oo|an)ds? \s at | reached | averaged | amounted \s to | remained \s at | accounted \s for ) \s
      | (?: rose | risen | fell | fallen | went \s (?: up | down ) | increased | decreased | dropped | grew | grown | declined ) \b [^.,;:]{0,40} \b (?: to | from ) \s )
    """,
    verbose=True,
)

TERM_BEFORE = behind(r"\b(?:first|second|latter|other|northern|southern|eastern|western)\s+")
"""Before a half or a third that is a place or a time and no share."""

TO_RATE = late(
    r"(?:\s+(?:in|at)\s+[^,;.]{1,30}?)?,?\s+(?:(?:and\s+)?(?:among|for)\s+[^,;.\d]{1,30}|to|figures?\s+(?:for|in)\s+(?:19|20)\d\d\s+(?:was|were|stood\s+at)|compared\s+(?:to|with)|from|against|and)\s+"
)

IN_SHARE = late(r"\b(?:in|out\s+of)\s")

AND_SHARE = late(
    r"[^;.()]{0,120}\s\((?:19|20)\d\d:\s+|[^;.]{1,120}(?:,\s+|,?\s+(?:and|but|or)\s+)(?:only\s+|just\s+|another\s+|a\s+further\s+)?"
)
"""Between two shares of one whole: '40 per cent of girls married before 18, and 7 per cent before 15'."""

IS_SHARE = late(r"\s+(?:were|was|are|had|have|has)\s+\p{Ll}")
"""Behind per cent of those who were told before: 'Of these, 88 per cent were enrolled'."""

NO_SHARE = late(
    r"\b(?:votes?|voters?|ballots?|polling|turnout|seats|candidates?|recommendations?|funded|financed|budget|costs?|pays?|paid|price|elections?|euros?|dollars|USD|EUR|GDP|observers)\b"
)
"""A sentence on votes or money, whose shares are no figures of what was told before it."""

CHANGED_BY = behind(r"\bby\s+(?:some\s+|about\s+|nearly\s+|almost\s+|over\s+)?")

PER = late(r"\s+per\s+(?=\d|thousand|million|inhabitant|capita)")

SHARE_END = late(r"[,;:)]\s|[.;:)]*\Z|\s[–-]\s")

CLAUSE_START = late(r"(?:[,;:(]\s+|\b(?:that|found|showed)\s+)(?:(?:only|or|and)\s+)?")
FINITE_NEXT = late(rf"[^,;:()]{{0,80}}?{FINITE.pattern}", regex.VERBOSE)
YEAR_NEXT = late(rf"\)?\s+(?:in|for|by)\s+{YEAR.pattern}")


def share_of(text: str, sentence: Place, mention: CountMention, last: StatisticMention | None) -> Frame | None:
    """A part of a whole ('55 of the 57 States', '46 per cent of children', 'one in five women') or a rate."""
    span = mention.span
    percent = mention.count.value.unit == "per cent"
    frame = _of_whole(text, sentence, mention, percent) or (_rate(text, sentence, span) if percent else None)
    if frame is None and percent and last is not None:
        frame = _after(text, sentence, span, last)
    if frame is None and percent:
        frame = _other_share(text, sentence, span, last)
    if frame is None or TERM_BEFORE.search(text, max(sentence.start, span.start - NEAR), span.start):
        return None
    return None if OUR_STORY.search(text, sentence.start, span.start) else frame


def _of_whole(text: str, sentence: Place, mention: CountMention, percent: bool) -> Frame | None:
    """A share whose whole stands behind it, or a number per so many."""
    span, number = mention.span, mention.number
    if PER.match(text, number.end, sentence.end):
        return Frame(_share(text, sentence, span, span.end), "statistics.rate", False, span.end)
    if percent and IN_SHARE.search(text, number.start, number.end):
        end = number.end if FINITE_NEXT.match(text, number.end, sentence.end) else None
    else:
        whole = (
            OF_ALL.match(text, span.end, sentence.end) if percent else OF_WHOLE.match(text, number.end, sentence.end)
        )
        end = whole.end() if whole else None
    if end is None or not (percent or ANY_VERB.search(text, sentence.start, sentence.end)):
        return None
    return Frame(_share(text, sentence, span, end), "statistics.share", False, end)


def _rate(text: str, sentence: Place, span: Place) -> Frame | None:
    """Per cent of those told before ('88 per cent were enrolled'), or what a rate stood at."""
    if IS_SHARE.match(text, span.end, sentence.end):
        return Frame(_share(text, sentence, span, span.end), "statistics.share", False, span.end)
    if RATE_BEFORE.search(text, max(sentence.start, span.start - 2 * NEAR), span.start):
        return Frame(_share(text, sentence, span, span.end), "statistics.rate", False, span.end)
    return None


def _after(text: str, sentence: Place, span: Place, last: StatisticMention) -> Frame | None:
    """A further share of the same whole, or what the rate before it moved to."""
    if last.what.rule == "statistics.share" and AND_SHARE.fullmatch(text, last.span.end, span.start):
        return Frame(_share(text, sentence, span, span.end), "statistics.share", False, span.end)
    if last.what.rule == "statistics.rate" and TO_RATE.fullmatch(text, last.span.end, span.start):
        return Frame(last.what.spans[0], "statistics.rate", False, span.end)
    return None


def _share(text: str, sentence: Place, span: Place, whole: int) -> Place:
    """What a share is of, with what is said of it: the clause, without the number where that opens it."""
    start = sentence.start
    for match in CLAUSE_START.finditer(text, sentence.start, span.start):
        start = match.end()
    stop = SHARE_END.search(text, whole, sentence.end)
    end = stop.start() if stop else sentence.end
    opens = text[start : span.start].strip().lower() in ("", "only", "of")
    return trimmed(text, Span(whole if opens else start, end))


def _other_share(text: str, sentence: Place, span: Place, last: StatisticMention | None) -> Frame | None:
    """Per cent without its whole, where a figure was told before it or a year stands behind it: '(19.6% in 2012)'."""
    if last is None and not YEAR_NEXT.match(text, span.end, sentence.end):
        return None
    if NO_SHARE.search(text, sentence.start, min(sentence.end, span.end + NEAR)) or CHANGED_BY.search(
        text, sentence.start, span.start
    ):
        return None
    what = _share(text, sentence, span, span.end)
    if not what.length:
        if last is None:
            return None
        what = last.what.spans[0]
    return Frame(what, "statistics.share", False, span.end)
