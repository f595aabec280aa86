"""Figures of list lines whose noun, and often whose year, stands in the line above the list.

'Hate crimes recorded in 2018:' and below it '* 45 against Roma', '* 12 against Jews', or '* 2017: 67 recorded, 12 prosecuted'. No
sentence holds them: the line above the list says what is counted, a year that opens an item says when.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.extract.extractor import within
from pipeline.extract.numerals import numerals
from pipeline.extract.statistics.topics import NOUN
from pipeline.extract.statistics.words import DONE, OUR, REPORTED
from pipeline.model.findings import Findings, Leaf, Place, StatisticMention
from pipeline.model.records import Count
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import late

BULLET = r"(?:[*•·▪–—-]\s+)"
LISTS = late(
    rf"""
    (?: \A | \n ) (?P<lead> [^\n*•]{{5,200}} ) \n \s*
    (?P<items> (?: {BULLET} (?: (?:19|20)\d\d \s* [:–-] \s* )? \d [^\n]* (?: \n\s* | \Z ) ){{2,30}} )
    """,
    regex.VERBOSE,
)
HAS_ITEM = late(rf"\n\s*{BULLET}\d")
ITEM = late(rf"{BULLET}(?:(?P<year>(?:19|20)\d\d)\s*[:–-]\s*)?(?P<words>\d[^\n]*)")
COUNTS = late(
    rf"\s+(?:(?:of\s+them\s+)?(?:were\s+)?(?:{REPORTED}|{DONE})\b|(?:against|by|for|involving|targeting|motivated|on\s+grounds|in|with|concerning|because|over|based)\b)"
)
"""What stands right behind the figure of an item, where its noun is in the line above."""
TOPIC = late(
    r"\b(?:\p{L}+\s+)?(?i:crime|incident|complaint|case|victim|offence|trafficking|violence|asylum|prison)(?=\s+(?:figures|statistics|data|numbers)\b)"
)
"""What is counted, before the word for its figures: 'Hate crime figures'."""
LINE = late(r"(?<![^\n])(?P<label>\p{Lu}[^\n:.;\d]{3,60}):[ ]+(?P<cell>\d{1,3}(?:,\d{3})*|\d+)[ ]*(?![^\n])")
"""A line that is a label and its figure: 'Recorded by police: 1,119'."""
DID = late(rf"(?:{REPORTED}|{DONE})\b", regex.IGNORECASE)
ABOVE = 1000
OURS = late(rf"\b{OUR}\b")


def items(text: str, found: Findings) -> Iterator[StatisticMention]:
    """Yield the figures of all lists whose lead names what is counted, item by item."""
    if not HAS_ITEM.search(text):
        return
    for match in LISTS.finditer(text):
        lead: Place = Span(*match.span("lead"))
        nouns = [*NOUN.finditer(text, lead.start, lead.end)] or [*TOPIC.finditer(text, lead.start, lead.end)]
        if nouns and not OURS.search(text, lead.start, lead.end):
            yield from _figures(text, found, Span(*match.span("items")), lead, trimmed(text, Span(*nouns[-1].span())))


def _figures(text: str, found: Findings, rows: Place, lead: Place, what: Place) -> Iterator[StatisticMention]:
    """The figures of a list's items; a year that opens an item, else the date of the lead, is their period."""
    above = [date for date in within(found.dates, lead) if date.date.value.value]
    for item in ITEM.finditer(text, rows.start, rows.end):
        words: Place = Span(*item.span("words"))
        own = next((date.date for date in within(found.dates, Span(item.start(), words.start))), None)
        period = own if item["year"] else (above[-1].date if above else None)
        for numeral in numerals(text, words):
            end = numeral.span.end
            if numeral.is_share or not isinstance(numeral.value, int) or not COUNTS.match(text, end, words.end):
                continue
            count = Count(value=numeral.value, approx=None, unit=what.cut(text), raw=numeral.span.cut(text))
            yield StatisticMention(
                span=numeral.span,
                confidence=0.8,
                what=Leaf(what.cut(text), (what,), "statistics.item"),
                count=Leaf(count, (numeral.span, what), "statistics.item"),
                period=period,
            )


def lines(text: str) -> Iterator[StatisticMention]:
    """Yield the figures of lines that say what was recorded or done: 'Recorded by police: 1,119', 'Sentenced: 9'."""
    for match in LINE.finditer(text):
        label: Place = Span(*match.span("label"))
        cell: Place = Span(*match.span("cell"))
        noun = NOUN.search(text, label.start, label.end)
        if noun is None and not DID.match(text, label.start, label.end):
            continue
        above = [*TOPIC.finditer(text, max(0, label.start - ABOVE), label.start)]
        unit = trimmed(text, Span(*(noun or above[-1]).span())) if noun or above else label
        value = int(cell.cut(text).replace(",", ""))
        count = Count(value=value, approx=None, unit=unit.cut(text), raw=cell.cut(text))
        yield StatisticMention(
            span=cell,
            confidence=0.8,
            what=Leaf(label.cut(text), (label,), "statistics.item"),
            count=Leaf(count, (cell, unit), "statistics.item"),
        )
