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

M = TypeVar("M", bound=Mention)

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


_start = attrgetter("span.start")
