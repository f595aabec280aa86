"""The completeness account: each number, date and code of the text that no record, paragraph or section claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.records import TABLES, Records, Unclaimed
from pipeline.spans import Repaired, Span
from pipeline.vocabulary.sought import Sought

NUMBER = regex.compile(r"\d\S*")
MONTH = Sought(
    regex.compile(
        r"""
        \b (?: January | February | April | June | July | August | September | October | November | December )\b
        | \b (?: March | May )\b (?<= \b (?: in | of | since | until | by | from | during | late | early | mid ) [\s-] (?: March | May ) )
        """,
        regex.VERBOSE,
    ),
    "January February March April May June July August September October November December".split(),
)
BEFORE = regex.compile(r"(?r)[^\s(\[“\"‘]*")  # read backwards
LONGEST = 40
DIGITS = regex.compile(r"\d+(?:[.,]\d+)*")
EDGES = ".,;:!?()[]“”\"'’‘…–—-"
CODE = regex.compile(r"\p{L}.*\d|\d.*\p{L}|\d[/_@]\d", regex.DOTALL)
CONTEXT = 40


def unclaimed(document: SectionedDocument, records: Records) -> Iterator[Unclaimed]:
    """Yield what no record claims, in order of place."""
    claims = _merged(_claims(document, records))
    starts = [claim.start for claim in claims]
    for span, is_month in _tokens(document.text):
        if _claimed(span, claims, starts):
            continue
        pieces = [Span(*piece.span()) for piece in DIGITS.finditer(document.text, span.start, span.end)]
        if pieces and all(_claimed(piece, claims, starts) for piece in pieces):
            continue
        raw = span.cut(document.text)
        source = document.repaired.map.back(span)
        yield Unclaimed(
            kind="date" if is_month else "code" if CODE.search(raw) else "number",
            raw=raw,
            span=(span.start, span.end),
            source_span=(source.start, source.end),
            page=document.repaired.loaded.page_at(source.start),
            context=" ".join(document.text[max(0, span.start - CONTEXT) : span.end + CONTEXT].split()),
        )


def _tokens(text: str) -> list[tuple[Span[Repaired], bool]]:
    """Every word with a digit in it and every month's name, in order; whether it is a month."""
    tokens: list[tuple[Span[Repaired], bool]] = [(Span(*match.span()), True) for match in MONTH.finditer(text)]
    for match in NUMBER.finditer(text):
        before = BEFORE.match(text, max(0, match.start() - LONGEST), match.start())
        tokens.append((_trimmed(text, Span(before.start() if before else match.start(), match.end())), False))
    return sorted(tokens)


def _claims(document: SectionedDocument, records: Records) -> Iterator[Span[Repaired]]:
    """The passages of all records, and the numbers of paragraphs, sections and notes."""
    passages = {
        passage.span
        for table in TABLES
        for record in getattr(records, table)
        for evidence in record.evidence.values()
        for passage in evidence
    }
    yield from (Span(*passage) for passage in passages)
    for paragraph in document.paragraphs:
        if paragraph.number is not None:
            yield Span(document.text.rfind("\n", 0, paragraph.span.start) + 1, paragraph.span.start)
    for section in document.sections:
        if section.number is not None:
            yield Span(section.heading.start, section.heading.end - len(section.title))
    for note in document.notes:
        yield Span(document.text.rfind("\n", 0, note.span.start) + 1, note.span.start)


def _merged(claims: Iterator[Span[Repaired]]) -> list[Span[Repaired]]:
    """The claims as spans that do not overlap, in order."""
    merged: list[Span[Repaired]] = []
    for claim in sorted(claims):
        if merged and claim.start <= merged[-1].end:
            merged[-1] = merged[-1].hull(claim)
        else:
            merged.append(claim)
    return merged


def _claimed(span: Span[Repaired], claims: list[Span[Repaired]], starts: list[int]) -> bool:
    place = bisect_right(starts, span.start) - 1
    return place >= 0 and claims[place].covers(span)


def _trimmed(text: str, span: Span[Repaired]) -> Span[Repaired]:
    """A token without the punctuation at its ends."""
    words = span.cut(text)
    start = span.end - len(words.lstrip(EDGES))
    return Span(start, start + len(words.strip(EDGES)))
