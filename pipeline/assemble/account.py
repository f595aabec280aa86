"""The completeness account: each number, date and code of the text that no record, paragraph or section claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.records import TABLES, Pair, Records, Unclaimed
from pipeline.spans import Repaired, Span
from pipeline.vocabulary.patterns import late
from pipeline.vocabulary.sought import Sought

NUMBER = late(r"\d\S*")
MONTH = Sought(
    r"""
        \b (?: January | February | April | June | July | August | September | October | November | December )\b
        | \b (?: March | May )\b (?<= \b (?: in | of | since | until | by | from | during | late | early | mid ) [\s-] (?: March | May ) )
        """,
    "January February March April May June July August September October November December".split(),
    verbose=True,
)
BEFORE = late(r"(?r)[^\s(\[“\"‘]*")  # read backwards
PARTS = " \n(“"
"""What mostly stands before a word, and is no part of it."""
LONGEST = 40
DIGITS = late(r"\d+(?:[.,]\d+)*")
EDGES = ".,;:!?()[]“”\"'’‘…–—-"
CODE = late(r"\p{L}.*\d|\d.*\p{L}|\d[/_@]\d", regex.DOTALL)
CONTEXT = 40


def unclaimed(document: SectionedDocument, records: Records) -> Iterator[Unclaimed]:
    """Yield what no record claims, in order of place."""
    starts, ends = _merged(_claims(document, records))

    def claimed(start: int, end: int) -> bool:
        place = bisect_right(starts, start) - 1
        return place >= 0 and end <= ends[place]

    for (start, end), is_month in _tokens(document.text):
        if claimed(start, end):
            continue
        pieces = [piece.span() for piece in DIGITS.finditer(document.text, start, end)]
        if pieces and all(claimed(*piece) for piece in pieces):
            continue
        span: Span[Repaired] = Span(start, end)
        raw = span.cut(document.text)
        source = document.repaired.map.back(span)
        yield Unclaimed(
            kind="date" if is_month else "code" if CODE.search(raw) else "number",
            raw=raw,
            span=span.pair,
            source_span=source.pair,
            page=document.repaired.loaded.page_at(source.start),
            context=" ".join(document.text[max(0, span.start - CONTEXT) : span.end + CONTEXT].split()),
        )


def _tokens(text: str) -> list[tuple[Pair, bool]]:
    """Every word with a digit in it and every month's name, in order; whether it is a month."""
    tokens = [(match.span(), True) for match in MONTH.finditer(text)]
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] not in PARTS:  # most words with a digit begin with it
            before = BEFORE.match(text, max(0, start - LONGEST), start)
            start = before.start() if before else start
        word = text[start:end]
        if word[0] in EDGES or word[-1] in EDGES:
            start = end - len(word.lstrip(EDGES))
            end = start + len(word.strip(EDGES))
        tokens.append(((start, end), False))
    return sorted(tokens)


def _claims(document: SectionedDocument, records: Records) -> set[Pair]:
    """The passages of all records, and the numbers of paragraphs, sections and notes."""
    claims: set[Pair] = {
        passage.span
        for table in TABLES
        for record in getattr(records, table)
        for evidence in record.evidence.values()
        for passage in evidence
    }
    numbered = [paragraph.span.start for paragraph in document.paragraphs if paragraph.number is not None]
    for start in (*numbered, *(note.span.start for note in document.notes)):
        claims.add((document.text.rfind("\n", 0, start) + 1, start))
    for section in document.sections:
        if section.number is not None:
            claims.add((section.heading.start, section.heading.end - len(section.title)))
    return claims


def _merged(claims: set[Pair]) -> tuple[list[int], list[int]]:
    """Where the claims start and where they end, in order, those that overlap or touch as one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(claims):
        if not ends or start > ends[-1]:
            starts.append(start)
            ends.append(end)
        elif end > ends[-1]:
            ends[-1] = end
    return starts, ends
