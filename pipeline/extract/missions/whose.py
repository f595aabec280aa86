"""The bodies that a text names, found once: which one stands at a place, which ones inside a stretch, which last before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary import bodies
from pipeline.vocabulary.patterns import late


class Body(NamedTuple):
    """A body as a text names it. `short` is the name that records use."""

    start: int
    end: int
    short: str

    def leaf(self, rule: str = "missions.organisation") -> Leaf[str]:
        return Leaf(self.short, (Span(self.start, self.end),), rule)


def within(text: str, span: Place) -> Sequence[Body]:
    """The bodies that are named inside a stretch, whole, in order of place."""
    named = _named(text)
    first = bisect_left(named, (span.start,))
    last = bisect_left(named, (span.end,), first)
    if last > first and named[last - 1].end > span.end:
        last -= 1
    return named[first:last]


def at(text: str, start: int, end: int | None = None) -> Body | None:
    """The body whose name begins at a place and does not reach over `end`."""
    named = _named(text)
    place = bisect_left(named, (start,))
    if place == len(named) or named[place].start != start or end is not None and named[place].end > end:
        return None
    return named[place]


def last(text: str, span: Place) -> Body | None:
    """The body that a stretch names last."""
    named = within(text, span)
    return named[-1] if named else None


@lru_cache(maxsize=4)
def _named(text: str) -> tuple[Body, ...]:
    named = [Body(match.start(), match.end(), bodies.short(match.group())) for match in bodies.pattern().finditer(text)]
    called = bodies.called({body.short for body in named})
    if called:
        taken = {body.start for body in named}
        short = [
            Body(match.start(), match.end(), called[match.group()])
            for match in BY_LESS.finditer(text)
            if match.group() in called and match.start() not in taken
        ]
        named = sorted([*named, *short])
    return tuple(named)


BY_LESS = late(
    r"(?<![\p{L}/])(?:Congress|Assembly|Parliament)(?=(?:[’']s)?\s+(?:own\s+)?(?:election\s+)?(?:observation\s+)?(?:delegation|observers|parliamentarians)\b)"
)
"""What sends people and goes by less than its name: 'Head of the Congress delegation'."""
