"""All arithmetic on offsets: spans, edits, and the map that leads from a repaired text back to its source.

A span counts code points, half-open, and its type parameter says which text it belongs to: `Span[Loaded]` and
`Span[Repaired]` do not mix under mypy. A repair pass applies its edits with `apply`, which builds the map while it
writes the new text; maps of several passes are joined with `EditMap.then`. No other module adds or subtracts offsets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar


class Loaded:
    """Marks offsets into the text as loaded from the source."""


class Repaired:
    """Marks offsets into the repaired text."""


T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


class Span(NamedTuple, Generic[T]):
    """A half-open range of code points in one text: `Span(3, 7)` cuts out `text[3:7]`."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The characters of `text` inside the span."""
        return text[self.start : self.end]

    def covers(self, other: Span[T]) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span[T]) -> bool:
        """True when both share at least one character; an empty span overlaps nothing."""
        start, end = self
        other_start, other_end = other
        return (start if start > other_start else other_start) < (end if end < other_end else other_end)

    def shift(self, by: int) -> Span[T]:
        return Span(self.start + by, self.end + by)

    def hull(self, other: Span[T]) -> Span[T]:
        """The smallest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def gap_to(self, other: Span[T]) -> int:
        """How many characters lie between the two; 0 when they touch or overlap."""
        return max(0, max(self.start, other.start) - min(self.end, other.end))

    @property
    def pair(self) -> tuple[int, int]:
        """The bare offsets, as records have them."""
        return self.start, self.end

    @property
    def length(self) -> int:
        return self.end - self.start


def trimmed(text: str, span: Span[T]) -> Span[T]:
    """`span` without the white space at its two ends."""
    cut = span.cut(text)
    start = span.start + len(cut) - len(cut.lstrip())
    return Span(start, max(start, span.end - (len(cut) - len(cut.rstrip()))))


def overlaps_any(span: Span[T], others: Sequence[Span[T]]) -> bool:
    """True when `span` shares a character with one of `others`, which are in order and do not overlap each other."""
    place = bisect_left(others, span)
    return (place < len(others) and span.overlaps(others[place])) or (place > 0 and span.overlaps(others[place - 1]))


class Edit(NamedTuple):
    """What a repair rule asks for: put `text` in the place of `span`, an offset pair in the text the rule was shown."""

    span: Span[Any]
    text: str
    rule: str


class Applied(NamedTuple):
    """An edit that was made: where it stood before, what it removed, what it put there, and which rule asked for it."""

    span: Span[Any]
    removed: str
    text: str
    rule: str


class OverlappingEdits(ValueError):
    """Two edits of one pass touch the same characters, or an edit leaves the text: a fault in a rule."""


@dataclass(frozen=True, slots=True)
class EditMap(Generic[A, B]):
    """The kept runs between two texts, in order: a total, monotone map in both directions.

    Run `i` is the `lengths[i]` characters that stand at `befores[i]` in the earlier text and at `afters[i]` in the
    later one. A character that both texts share maps to itself. One that an edit inserted maps to the whole range that
    the edit removed (an empty range where it removed nothing), and a removed one to what stands there now.
    """

    befores: tuple[int, ...]
    afters: tuple[int, ...]
    lengths: tuple[int, ...]
    before_length: int
    after_length: int

    def back(self, span: Span[B]) -> Span[A]:
        """Where a span of the later text stood in the earlier one."""
        return _mapped(self.afters, self.befores, self.lengths, self.before_length, span)

    def forward(self, span: Span[A]) -> Span[B]:
        """Where a span of the earlier text stands in the later one; empty when all of it was removed."""
        return _mapped(self.befores, self.afters, self.lengths, self.after_length, span)

    def then(self, later: EditMap[B, C]) -> EditMap[A, C]:
        """One map for two passes: this one first, then `later`."""
        if later.before_length != self.after_length:
            raise ValueError("the later map does not start from the text that this one ends in")
        befores: list[int] = []
        afters: list[int] = []
        lengths: list[int] = []
        before_end = after_end = -1
        mine = zip(self.befores, self.afters, self.lengths, strict=True)
        theirs = zip(later.befores, later.afters, later.lengths, strict=True)
        my_before, my_start, my_length = next(mine, END)
        their_start, their_after, their_length = next(theirs, END)
        while my_length and their_length:
            my_end, their_end = my_start + my_length, their_start + their_length
            start = my_start if my_start > their_start else their_start
            end = my_end if my_end < their_end else their_end
            if start < end:
                before, after = my_before + start - my_start, their_after + start - their_start
                if before == before_end and after == after_end:  # what one pass put in and the other took out
                    lengths[-1] += end - start
                else:
                    befores.append(before)
                    afters.append(after)
                    lengths.append(end - start)
                before_end, after_end = before + end - start, after + end - start
            if my_end <= their_end:
                my_before, my_start, my_length = next(mine, END)
            if their_end <= my_end:
                their_start, their_after, their_length = next(theirs, END)
        return EditMap(tuple(befores), tuple(afters), tuple(lengths), self.before_length, later.after_length)

    def gaps(self) -> Iterator[tuple[Span[A], Span[B]]]:
        """The ranges between kept runs: what stood there before, and what stands there now."""
        before = after = 0
        for run_before, run_after, length in zip(self.befores, self.afters, self.lengths, strict=True):
            if run_before > before or run_after > after:
                yield Span(before, run_before), Span(after, run_after)
            before, after = run_before + length, run_after + length
        if self.before_length > before or self.after_length > after:
            yield Span(before, self.before_length), Span(after, self.after_length)


END = (0, 0, 0)


def _mapped(
    source: tuple[int, ...], target: tuple[int, ...], lengths: tuple[int, ...], target_length: int, span: Span[Any]
) -> Span[Any]:
    at, end = span
    run = bisect_right(source, at) - 1
    if run >= 0 and at < end <= source[run] + lengths[run]:  # most spans end in the run they start in
        shift = target[run] - source[run]
        return Span(at + shift, end + shift)
    start = target[run] + min(at - source[run], lengths[run]) if run >= 0 else 0
    if end <= at:
        return Span(start, start)
    last = end - 1
    run = bisect_right(source, last) - 1
    if run >= 0 and last < source[run] + lengths[run]:
        return Span(start, target[run] + last - source[run] + 1)
    return Span(start, target[run + 1] if run + 1 < len(target) else target_length)


@dataclass(frozen=True, slots=True)
class Pass(Generic[A, B]):
    """One round of edits over a text: what was done, and the map it made."""

    edits: tuple[Applied, ...]
    map: EditMap[A, B]

    def undo(self, text: str) -> str:
        """The text as it was before this pass, from the text as it was after it."""
        pieces = []
        at = shift = 0
        for edit in self.edits:
            start = edit.span.start + shift
            pieces.append(text[at:start])
            pieces.append(edit.removed)
            at = start + len(edit.text)
            shift += len(edit.text) - len(edit.removed)
        pieces.append(text[at:])
        return "".join(pieces)


def identity(length: int) -> EditMap[Any, Any]:
    """The map of a text onto itself."""
    kept = (length,) if length else ()
    return EditMap((0,) * len(kept), (0,) * len(kept), kept, length, length)


def first_claims(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Of edits that remove the same character the first alone, for a rule whose patterns may see one seam twice.

    `www.un.org/A/HRC/|14/10` is an address that goes on, and a symbol that does.
    """
    claimed: set[int] = set()
    for edit in edits:
        removed = range(*edit.span)
        if claimed.isdisjoint(removed):
            claimed.update(removed)
            yield edit


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, Pass[Any, Any]]:
    """Make `edits` in `text`; the new text, and the pass that leads back.

    Edits may come in any order; several insertions at one place keep theirs. Edits that change nothing are dropped.

    Raises:
        OverlappingEdits: two edits touch the same characters, or one lies outside the text.

    >>> text, done = apply("exami-\\nnation", [Edit(Span(5, 7), "", "hyphens.join")])
    >>> text, done.undo(text), done.map.back(Span(0, 11))
    ('examination', 'exami-\\nnation', Span(start=0, end=13))
    """
    befores: list[int] = []
    afters: list[int] = []
    lengths: list[int] = []
    applied: list[Applied] = []
    pieces: list[str] = []
    at = after = 0
    for edit in sorted(edits, key=itemgetter(0)):
        (start, end), new, rule = edit
        if not 0 <= start <= end <= len(text):
            raise OverlappingEdits(f"{rule}: {edit.span} lies outside a text of {len(text)} characters")
        removed = text[start:end]
        if removed == new:
            continue
        if start < at:
            raise OverlappingEdits(f"{rule}: {edit.span} cannot be edited after {at} of {len(text)}")
        if start > at:
            befores.append(at)
            afters.append(after)
            lengths.append(start - at)
            pieces.append(text[at:start])
        pieces.append(new)
        applied.append(Applied(edit.span, removed, new, rule))
        after += start - at + len(new)
        at = end
    rest = len(text) - at
    if rest:
        befores.append(at)
        afters.append(after)
        lengths.append(rest)
        pieces.append(text[at:])
    made: EditMap[Any, Any] = EditMap(tuple(befores), tuple(afters), tuple(lengths), len(text), after + rest)
    return "".join(pieces), Pass(tuple(applied), made)
