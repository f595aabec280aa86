"""Numbers of recommendations, as addenda list them: '115.46', '6–13', '124.5 to 124.9', '1, 3 and 7'.

text -> Listed: the numbers of one list, each with the passage that says it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

ONE = r"(?:\d{1,3}\.)?\d{1,3}(?!\d|[/%]|\.\d|\s*(?:per\s+cent|percent))"
TO = r"(?:\s?[–—-]\s?|\s+(?:to|through)\s+)"
ITEM = rf"{ONE}(?:{TO}{ONE})?"
AND = r"(?:\s?[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+)"
LIST = rf"{ITEM}(?:{AND}{ITEM})*"
POINTED = r"\d{1,3}\.(?:,?\s+\d{1,3}\.)*(?=,?\s|,?\Z)"
"""The numbers of a paragraph that answers several at once: '5., 6., 7.'."""
PIECE = late(
    rf"(?P<first>(?:(?P<top>\d{{1,3}})\.)?(?P<low>\d{{1,3}}))(?:{TO}(?:(?P<top_end>\d{{1,3}})\.)?(?P<high>\d{{1,3}}))?"
)
FIGURES = late(r"\d{1,3}")
LONGEST_RANGE = 250


@dataclass(frozen=True, slots=True)
class Listed:
    """One number of a list: the paragraph of the report where it is told, and the number below it."""

    top: int | None
    low: int
    span: Place

    @property
    def shown(self) -> str:
        return str(self.low) if self.top is None else f"{self.top}.{self.low}"


def listed(text: str, span: Place) -> Iterator[Listed]:
    """The numbers of a list, ranges told one by one; a range that runs backwards or over two paragraphs has its ends alone."""
    for match in PIECE.finditer(text, span.start, span.end):
        top = int(match["top"]) if match["top"] else None
        low = int(match["low"])
        yield Listed(top, low, Span(*match.span("first")))
        if match["high"] is None:
            continue
        high, top_end = int(match["high"]), int(match["top_end"]) if match["top_end"] else top
        inside = range(low + 1, high) if top_end == top and low < high <= low + LONGEST_RANGE else ()
        for number in (*inside, high):
            yield Listed(top_end, number, Span(*match.span()))


def pointed(text: str, span: Place) -> Iterator[Listed]:
    """The numbers of a mark like '5., 6., 7.'."""
    for match in FIGURES.finditer(text, span.start, span.end):
        yield Listed(None, int(match.group()), Span(*match.span()))
