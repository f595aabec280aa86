"""A document on its way through the stages: source, loaded, repaired, sectioned. Each type is whole when it is made."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pipeline.model.findings import Leaf
from pipeline.model.records import DocumentKind
from pipeline.spans import EditMap, Loaded, Pass, Repaired, Span

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left."""
if TYPE_CHECKING:
    Floats = array[float]
else:
    Floats = array  # has no type parameter at run time before Python 3.12, and fields are read there


@dataclass(frozen=True)
class Source:
    """One file as bytes. `name` is its path below the root of the run, with forward slashes."""

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def id(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a stage could not settle, for the reader to judge. `span` is in the text of the stage's own result."""

    code: str
    message: str
    span: Span[Repaired] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of the loaded text that lies on one page. `page` counts from 1.

    A page has one stretch, and a second one in the zone "notes" where the reader knows its footnotes: they stand behind
    the whole body, page after page, so that a sentence which runs over a page is not cut by them.
    """

    span: Span[Loaded]
    page: int
    zone: Literal["body", "notes"] = "body"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Where each character of the loaded text stands on its page: five arrays as long as the text, in points.

    A character that the reader made up (a line end, a space between columns) has `right == left`.
    """

    left: Floats
    top: Floats
    right: Floats
    bottom: Floats
    size: Floats

    def boxes(self, span: Span[Loaded]) -> list[Box]:
        """One box a line that the span touches, in reading order; all on one page if the span is."""
        boxes: list[Box] = []
        for at in range(span.start, span.end):
            x0, top, x1, bottom = self.left[at], self.top[at], self.right[at], self.bottom[at]
            if x1 <= x0:
                continue
            if boxes and x0 >= boxes[-1][0] and _on_one_line(boxes[-1], top, bottom):
                last = boxes[-1]
                boxes[-1] = (last[0], min(last[1], top), max(last[2], x1), max(last[3], bottom))
            else:
                boxes.append((x0, top, x1, bottom))
        return [tuple(round(edge, 1) for edge in box) for box in boxes]  # type: ignore[misc]


def _on_one_line(box: Box, top: float, bottom: float) -> bool:
    """Whether a character stands beside a box and not below it: the boxes of lines set tight overlap by a point or two."""
    return min(bottom, box[3]) - max(top, box[1]) > 0.5 * min(bottom - top, box[3] - box[1])


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """What the source says, untouched: `text` has the source's own line ends, marks and blanks."""

    id: str
    name: str
    media_type: str
    text: str
    stretches: tuple[Stretch, ...]
    """In order of place, without a gap over the whole text; empty where the document's pages are not known."""
    reader: str
    glyphs: Glyphs | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def pages(self) -> int | None:
        """How many pages there are, where that is known."""
        return max((stretch.page for stretch in self.stretches), default=None)

    def on_first_page(self, span: Span[Loaded]) -> Span[Loaded]:
        """The part of a span that lies on the page it starts on."""
        place = bisect_right(self.stretches, span.start, key=lambda stretch: stretch.span.start) - 1
        return Span(span.start, min(span.end, self.stretches[place].span.end)) if place >= 0 else span

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds a character of `text`; None where pages are not known."""
        place = bisect_right(self.stretches, offset, key=lambda stretch: stretch.span.start) - 1
        return self.stretches[place].page if place >= 0 else None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a footnote mark that was taken out of a sentence: an empty span where it stood."""

    mark: str
    span: Span[Repaired]
    source_span: Span[Loaded]


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on a page and belongs to no sentence: `kind` is running_line, page_number, code or contents."""

    kind: str
    span: Span[Loaded]


@dataclass(frozen=True, slots=True)
class RepairedDocument:
    """The text as its author would read it: one paragraph a block, blocks parted by an empty line."""

    loaded: LoadedDocument
    text: str
    map: EditMap[Loaded, Repaired]
    passes: tuple[Pass[object, object], ...]
    anchors: tuple[Anchor, ...]
    furniture: tuple[Furniture, ...] = ()
    """What was taken out of the text, in order of its place."""
    notices: tuple[Notice, ...] = ()

    def source_text(self) -> str:
        """The loaded text again, by replaying every edit backwards."""
        text = self.text
        for done in reversed(self.passes):
            text = done.undo(text)
        return text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of any level. `empty` where it only says 'N/A'."""

    id: str
    title: str
    number: str | None
    level: int
    parent: str | None
    heading: Span[Repaired]
    span: Span[Repaired]
    empty: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, numbered or not; `span` leaves its number and its bullet out."""

    number: str | None
    section: str | None
    span: Span[Repaired]
    bullet: bool


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote or endnote; `span` leaves its mark out."""

    mark: str
    span: Span[Repaired]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself. Whatever it does not say is None."""

    kind: DocumentKind
    title: str | None
    symbol: str | None
    language: str | None
    country: str | None
    submitted_by: str | None
    session: int | None
    cycle: int | None
    year: int | None
    grounds: Mapping[str, Leaf[Any]]
    """By the path that a fact has in the extract (`review.session`): the passages it was read from or worked out from."""


@dataclass(frozen=True, slots=True, eq=False)
class SectionedDocument:
    """A repaired document with its outline, its paragraphs and its sentences, all in order of place.

    Documents are told apart by identity, so that what an extractor works out for one can be remembered.
    """

    repaired: RepairedDocument
    identity: Identity
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Span[Repaired], ...]
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        return self.repaired.text

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that a character stands in."""
        place = bisect_right(self.sections, offset, key=lambda section: section.span.start) - 1
        return self.sections[place] if place >= 0 else None

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph that a character stands in, or the last one before it."""
        place = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.span.start) - 1
        return self.paragraphs[place] if place >= 0 else None

    def sentence_at(self, offset: int) -> Span[Repaired]:
        """The sentence that a character stands in; an empty span before the first one."""
        place = bisect_left(self.sentences, _from(offset + 1)) - 1
        return self.sentences[place] if place >= 0 else Span(0, 0)

    def sentences_of(self, span: Span[Repaired]) -> tuple[Span[Repaired], ...]:
        """The sentences that start inside `span`."""
        return self.sentences[
            bisect_left(self.sentences, _from(span.start)) : bisect_left(self.sentences, _from(span.end))
        ]


def _from(offset: int) -> Span[Repaired]:
    """What stands in order before all spans that start at a place, and behind those that start before it.

    A search with it compares tuples, as C does, and is three times as quick as one that asks each sentence for its start.
    """
    return Span(offset, -1)
