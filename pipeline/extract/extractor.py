"""What an extractor is: a name, a function that finds mentions, and the field of `Findings` that they go to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, Mention, Place
from pipeline.spans import Span

M = TypeVar("M", bound=Mention)
LONGEST = 1000
"""How many characters of a sentence are read at once."""

Find = Callable[[SectionedDocument, Findings], Iterable[Mention | Dropped]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """`find` sees the document and what the extractors before it found; it yields mentions in any order.

    It may also yield what it weighed and left out, with the reason: the same rules tell `upr explain`. The mentions go to
    the field of `Findings` that has the extractor's name, unless it says that it adds `to` another one.
    """

    name: str
    find: Find
    to: str = ""

    @property
    def field(self) -> str:
        return self.to or self.name


def within(mentions: Sequence[M], span: Place) -> Iterator[M]:
    """The mentions that start inside `span`, from a list in order of place."""
    start, end = span
    place = bisect_left(mentions, start, key=_start)
    while place < len(mentions) and mentions[place].span.start < end:
        yield mentions[place]
        place += 1


def stretches(text: str, span: Place) -> Iterator[Place]:
    """A sentence in stretches that rules may look through from end to end for each of its words: nearly always itself.

    What is longer than any sentence of prose is a list or a table run together; it is cut behind a comma, else at a blank.

    >>> [stretch.length for stretch in stretches("45 women, " * 500, Span(0, 5000))]
    [1000, 1000, 1000, 1000, 1000]
    """
    start, end = span
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = max(text.rfind(mark, start + LONGEST // 2, limit) for mark in ("; ", ", "))
        cut = cut + 2 if cut >= 0 else text.rfind(" ", start + 1, limit) + 1 or limit
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


_start = attrgetter("span.start")
