"""Where the lines of a draft stand on their pages, and what of that parts paragraphs.

    Draft, spans of lines -> Layout: a Place for each line, and what lies between two of them

It is evidence beside the text's own: a document without glyphs has none, and its lines are judged by their words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from pipeline.model.document import Glyphs
from pipeline.repair.rule import Draft
from pipeline.spans import Span

DEPTH = 0.25
"""A glyph's box reaches this share of its size below the baseline."""
WIDE = 1.22
"""A step from line to line above this many usual ones parts paragraphs: it is 1.5 to 2.1 where a setter leaves room."""
NARROW_WIDE = 0.2
LEAST_STEPS = 8
"""Type with fewer lines under each other, a title's, is taken to be set with a fifth of its size between them."""
SMALL, RAISED = 0.85, 0.1
OTHER_SIZE = 0.07
"""Type that differs by more than this share is a heading's, or a note's."""
HEADLINE = 1.12
FULL = 0.15
"""How much of a size the next word may stick out beyond the edge before it is said not to fit."""
BLANK = 0.35
ALMOST = 0.96
SET_IN = 0.8
SAME_EDGE = 0.25
LEAST_COLUMN = 8
"""Fewer lines are held against the edges of other pages: left pages for a left one, since their margins differ."""
NEAR_EDGE, TOLD, PROSE = 1.5, 0.2, 15.0
SHORT = 3.0
HALF_EMPTY, SPACED = 0.6, 0.5


class Step(Enum):
    """What lies between a line and the one above it."""

    CLOSE = "as between two lines of one paragraph"
    APART = "more room than that"
    TURN = "a new page, or the top of another column"


class Place(NamedTuple):
    """One line on its page."""

    page: int
    """Which of the document's stretches it is of: the notes of a page count as one of their own."""
    left: float
    right: float
    head: float
    """Its baseline where it begins."""
    foot: float
    """Its baseline where it ends: another one if a hyphen was mended in it."""
    size: float
    first_word: float
    """The width of its first word."""
    notes: bool
    """It stands among the notes of its page."""
    marked: bool
    """It opens with a small raised figure, as notes do."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all lines of a draft, in their order, and what is usual among them."""

    places: list[Place]
    edges: list[float]
    """The right edge of the column that each line stands in."""
    steps: list[Step]
    """What lies above each line; the first one has a turn."""
    size: float
    """The size of most of the text."""
    spaced: bool
    """True where room between paragraphs is what parts them."""

    def fill(self, at: int) -> float:
        """The share of the column that the line above `at` would take with the first word of `at`; 1 if it had no room."""
        above, below, edge = self.places[at - 1], self.places[at], self.edges[at - 1]
        taken = above.right + BLANK * above.size + below.first_word
        if taken > edge + FULL * above.size:
            return 1.0
        return min(ALMOST, (taken - above.left) / (edge - above.left))

    def is_resized(self, at: int) -> bool:
        """True when line `at` is set in clearly other type than the line above it, or is the first of the notes."""
        above, below = self.places[at - 1], self.places[at]
        return above.notes != below.notes or abs(above.size - below.size) > OTHER_SIZE * max(above.size, below.size)

    def is_headline(self, at: int) -> bool:
        """True when line `at` is set in larger type than the text."""
        return self.places[at].size > HEADLINE * self.size

    def is_long(self, at: int) -> bool:
        """True when line `at` ends near its column's edge, as lines of prose do and headings do not."""
        return self.edges[at] - self.places[at].right <= SHORT * self.places[at].size

    def is_set_in(self, at: int) -> bool:
        """True when line `at` begins clearly to the right of the line above it."""
        return self.places[at].left - self.places[at - 1].left > SET_IN * self.places[at].size

    def is_flush(self, at: int) -> bool:
        """True when line `at` begins just under the line above it."""
        return abs(self.places[at].left - self.places[at - 1].left) <= SAME_EDGE * self.places[at].size

    def is_centred(self, at: int) -> bool:
        """True when line `at` and the one above it share a middle, and neither edge."""
        above, below = self.places[at - 1], self.places[at]
        middles = abs(above.left + above.right - below.left - below.right) / 2
        return middles <= SAME_EDGE * below.size and not self.is_flush(at)


def is_raised(draft: Draft, mark: int, beside: int) -> bool:
    """True when the character at `mark` is set smaller and higher than the one at `beside`; False where nobody knows."""
    glyphs = draft.loaded.glyphs
    if glyphs is None:
        return False
    here, there = draft.map.back(Span(mark, mark + 1)).start, draft.map.back(Span(beside, beside + 1)).start
    small, big = glyphs.size[here], glyphs.size[there]
    rise = (glyphs.bottom[there] - DEPTH * big) - (glyphs.bottom[here] - DEPTH * small)
    return small < SMALL * big and RAISED * big < rise < big


def measure(draft: Draft, lines: Sequence[Span[Any]]) -> Layout | None:
    """The layout of a draft's lines; None where the document has no glyphs."""
    glyphs = draft.loaded.glyphs
    if glyphs is None or not lines:
        return None
    places = list(_places(draft, glyphs, lines))
    sizes: Counter[float] = Counter()
    for place, line in zip(places, lines, strict=True):
        sizes[round(place.size, 1)] += line.length
    body = sizes.most_common(1)[0][0]
    steps = _steps(places)
    edges = _edges(places, steps)
    return Layout(places, edges, steps, body, _is_spaced(places, edges, steps))


def _places(draft: Draft, glyphs: Glyphs, lines: Sequence[Span[Any]]) -> list[Place]:
    text, back = draft.text, draft.map.back
    stretches = draft.loaded.stretches
    starts = [stretch.span.start for stretch in stretches]
    lefts, rights, bottoms, sizes = glyphs.left, glyphs.right, glyphs.bottom, glyphs.size
    in_notes = [stretch.zone == "notes" for stretch in stretches]
    places = []
    for line in lines:
        start, end = back(line)
        last = end - 1
        while start < last and rights[start] <= lefts[start]:
            start += 1
        while last > start and rights[last] <= lefts[last]:
            last -= 1
        middle = _plainest(sizes, (start, (start + last) // 2, last))
        size = sizes[middle]
        head = foot = bottoms[middle] - DEPTH * size
        if bottoms[last] - bottoms[start] > size:
            head, foot = bottoms[start] - DEPTH * sizes[start], bottoms[last] - DEPTH * sizes[last]
        blank = text.find(" ", line.start, line.end)
        tip = min(last, start + (blank if blank > 0 else line.end) - line.start - 1)
        page = bisect_right(starts, start) - 1
        places.append(
            Place(
                page=page,
                left=lefts[start],
                right=rights[last],
                head=head,
                foot=foot,
                size=size,
                first_word=max(0.0, rights[tip] - lefts[start]),
                notes=in_notes[page],
                marked=sizes[start] < SMALL * size and bottoms[start] - DEPTH * sizes[start] < head - RAISED * size,
            )
        )
    return places


def _plainest(sizes: Any, sample: tuple[int, int, int]) -> int:
    """Of three characters the one of the middle size: marks in superscript and big first letters are not it."""
    return sorted(sample, key=sizes.__getitem__)[1]


def _steps(places: list[Place]) -> list[Step]:
    """What lies above each line, measured in the steps that are usual for type of its size."""
    usual: dict[int, Counter[float]] = defaultdict(Counter)
    for above, below in pairwise(places):
        drop = below.head - above.foot
        if above.page == below.page and 0 < drop < 3 * below.size:
            usual[round(below.size)][round(2 * drop) / 2] += 1
    ratios = {size: counts.most_common(1)[0][0] for size, counts in usual.items() if counts.total() >= LEAST_STEPS}
    steps = [Step.TURN]
    for above, below in pairwise(places):
        drop = below.head - above.foot
        pitch = min(ratios.get(round(below.size), 0.0) or 1.2 * below.size, 2.5 * below.size)
        if above.page != below.page or drop <= 0.3 * below.size:
            steps.append(Step.TURN)
        elif drop > max(WIDE * pitch, pitch + NARROW_WIDE * below.size):
            steps.append(Step.APART)
        else:
            steps.append(Step.CLOSE)
    return steps


def _edges(places: list[Place], steps: list[Step]) -> list[float]:
    """The right edge of each line's column: where its lines end, or where other pages have theirs if few lines tell."""
    columns: list[list[Place]] = []
    for place, step in zip(places, steps, strict=True):
        if step is Step.TURN:
            columns.append([])
        columns[-1].append(place)
    own = [(_edge(column), column) for column in columns]
    told = [(edge, column) for edge, column in own if _is_told(edge, column)]
    usual = [
        median([edge for edge, column in told if column[0].page % 2 == side] or [edge for edge, _ in told or own])
        for side in (0, 1)
    ]
    edges: list[float] = []
    for edge, column in own:
        if not _is_told(edge, column):
            edge = max(edge, usual[column[0].page % 2])
        edges += [edge] * len(column)
    return edges


def _edge(column: list[Place]) -> float:
    """Where lines of a column end: the second that sticks out, so that no single line decides."""
    return sorted([place.right for place in column])[-min(2, len(column))]


def _is_told(edge: float, column: list[Place]) -> bool:
    """True where enough lines end near the edge: in prose they do, in a list of names they do not."""
    if len(column) < LEAST_COLUMN:
        return False
    near = sum(
        edge - place.right <= NEAR_EDGE * place.size and place.right - place.left >= PROSE * place.size
        for place in column
    )
    return near >= max(3, TOLD * len(column))


def _is_spaced(places: list[Place], edges: list[float], steps: list[Step]) -> bool:
    """True where lines that end long before the edge have room below them: then room is what parts paragraphs."""
    after = Counter(
        step
        for place, edge, step in zip(places, edges, steps[1:], strict=False)
        if place.right - place.left < HALF_EMPTY * (edge - place.left)
    )
    return after[Step.APART] > SPACED * (after[Step.APART] + after[Step.CLOSE])
