"""The edits between a source's text and the repaired one, as a reader is shown them: what was taken out, what was put there."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import Any, NamedTuple

from pipeline.model.document import RepairedDocument
from pipeline.spans import Loaded, Span


class Change(NamedTuple):
    """At `start` to `end` of the text stands what was put there; `removed` stood at `source` in the text as loaded."""

    start: int
    end: int
    removed: str
    source: int
    rules: tuple[str, ...]


def changes(document: RepairedDocument) -> tuple[Change, ...]:
    """The edits of all rounds as one list, in order of place; those that touch are one, with the names of all their rules."""
    gaps = list(document.map.gaps())
    starts = [before.start for before, _ in gaps]
    rules: defaultdict[int, list[str]] = defaultdict(list)
    for made_in, done in enumerate(document.passes):
        for edit in done.edits:
            source: Span[Any] = edit.span
            for earlier in reversed(document.passes[:made_in]):
                source = earlier.map.back(source)
            place = max(0, bisect_right(starts, source.start) - 1)
            if edit.rule not in rules[place]:
                rules[place].append(edit.rule)
    return tuple(
        Change(after.start, after.end, _removed(before, document), before.start, tuple(rules[place]))
        for place, (before, after) in enumerate(gaps)
    )


def _removed(before: Span[Loaded], document: RepairedDocument) -> str:
    return before.cut(document.loaded.text)
