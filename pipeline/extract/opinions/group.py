"""Numbers that belong to one opinion, and the stretches of text in which its other facts may stand."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.extract.opinions.numbers import LABEL
from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

LABEL_END = late(
    rf"[\s(,;:–-]*(?:(?:(?:OSCE[/ ])?ODIHR|Venice\s+Commission)\s+)?(?:{LABEL}|\bN[ro]s?\.?\s*:?\s*)?[\s(,;:\[]*\Z",
    regex.VERBOSE,
)
"""What may stand between a title, or a date, and the number."""
ONLY_DATED = late(r"\s+(?:of|from|in)\s+(?=(?:\d{1,2}\s+)?(?:\p{Lu}\p{Ll}+\s+)?(?:19|20)\d\d\b)")
"""'Joint Opinion of 2011': a date, and no title."""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that belong to one opinion, and the stretch of text in which its other facts may stand."""

    numbers: tuple[regex.Match[str], ...]
    before: Place
    after: Place
    cover: bool
    """Whether the document is the opinion itself, and these are its own numbers."""

    @property
    def span(self) -> Place:
        return Span(self.numbers[0].start(), self.numbers[-1].end())
