"""A passage found again in a text that may have changed: by its words and by what stood around them.

White space and hyphens do not count, because repair moves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pipeline.corrections.line import Passage
from pipeline.model.records import Pair

PASSED_OVER = frozenset(" \t\r\n\f\v\xa0\u2009\u200b\u202f-\xad\u2010\u2011\u2012\u2013\u2014")

ENOUGH = 16
"""Characters that have to stand around a passage where they stood, if there were so many: some three words."""


class Places:
    """Where passages stand in one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, passage: Passage) -> Pair | None:
        """The span of a passage: the one place with its words and what stood around them, on one side at least.

        None where there is no such place, or where several are as good.
        """
        if self._stands(passage):
            return passage.span
        before, words, after = map(squeezed, (passage.prefix, passage.quote, passage.suffix))
        scored = [
            (self._alike(before, at, at + len(words), after), at)
            for at in self._occurrences(words)
            if self._bounded(passage, at, at + len(words) - 1)
        ]
        if not scored:
            return None
        best, at = max(scored)
        enough = min((len(before) + len(after)) / 2, max(ENOUGH, min(len(before), len(after))))
        if best < enough or sum(score == best for score, _ in scored) > 1:
            return None
        return self._index[at], self._index[at + len(words) - 1] + 1

    def _stands(self, passage: Passage) -> bool:
        """Whether a passage stands where it stood."""
        start, end = passage.span
        return (
            self.text[start:end] == passage.quote != ""
            and self.text[:start].endswith(passage.prefix)
            and self.text.startswith(passage.suffix, end)
        )

    @cached_property
    def _index(self) -> list[int]:
        return [at for at, character in enumerate(self.text) if character not in PASSED_OVER]

    @cached_property
    def _squeezed(self) -> str:
        return squeezed(self.text)

    def _occurrences(self, words: str) -> Iterator[int]:
        at = self._squeezed.find(words) if words else -1
        while at >= 0:
            yield at
            at = self._squeezed.find(words, at + 1)

    def _alike(self, before: str, start: int, end: int, after: str) -> int:
        """How many characters around a place are those that stood there."""
        left = self._squeezed[max(0, start - len(before)) : start]
        right = self._squeezed[end : end + len(after)]
        return _common(left[::-1], before[::-1]) + _common(right, after)

    def _bounded(self, passage: Passage, first: int, last: int) -> bool:
        """Whether words start and end where they did: `10` is not found in `2010`, nor in `101`."""
        start, end = self._index[first], self._index[last] + 1
        return _cuts(self.text[start - 1 : start], self.text[start]) == _cuts(
            passage.prefix[-1:], passage.quote[:1]
        ) and (_cuts(self.text[end - 1], self.text[end : end + 1]) == _cuts(passage.quote[-1:], passage.suffix[:1]))


def squeezed(words: str) -> str:
    """Words without what repair moves."""
    return "".join(character for character in words if character not in PASSED_OVER)


def _cuts(left: str, right: str) -> bool:
    """Whether a place between two characters is inside a word."""
    return left.isalnum() and right.isalnum()


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
