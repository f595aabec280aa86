"""Blocks and paragraphs. A block is what stands between two empty lines; one that is no heading is a paragraph."""

from __future__ import annotations

from bisect import bisect_right

import regex

from pipeline.model.document import Paragraph, Section
from pipeline.spans import Repaired, Span
from pipeline.vocabulary.patterns import late

BLOCK = late(r"\S[^\n]*(?:\n(?!\n)[^\n]+)*")
OPENING = late(
    r"""
    (?P<bullet> [•▪■□●○◦‣⁃➢➤✓*·] \s+ | [-–—]\s+ (?= \p{Lu} ) )?
    (?:
      (?P<number> \d{1,3} (?: \.\d{1,3} ){0,3} (?= [.)] ) | \d{1,3} (?: \.\d{1,3} ){1,3} (?= \s+ \p{Lu} ) | \( (?: \d{1,3} | \p{Ll}{1,4} ) \) )
      [.)]? \s+ (?= \S )
    )?
    """,
    regex.VERBOSE,
)


def blocks(text: str) -> tuple[Span[Repaired], ...]:
    """The spans of a text's blocks, in order."""
    return tuple(Span(*match.span()) for match in BLOCK.finditer(text))


def paragraphs(text: str, body: tuple[Span[Repaired], ...], sections: tuple[Section, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs among `body`, each with its number (`12`, `95.12`, `a`) and its section's id."""
    starts = [section.span.start for section in sections]
    found = []
    for block in body:
        opening = None if text[block.start].isalpha() else OPENING.match(text, block.start, block.end)
        start = opening.end() if opening else block.start
        number = opening["number"].strip("()") if opening and opening["number"] else None
        place = bisect_right(starts, block.start) - 1
        found.append(
            Paragraph(
                number=number,
                section=sections[place].id if place >= 0 else None,
                span=Span(start, block.end),
                bullet=bool(opening and opening["bullet"]),
            )
        )
    return tuple(found)
