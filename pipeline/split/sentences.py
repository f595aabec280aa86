"""Sentences inside blocks. A full stop behind an abbreviation, an initial or 'No.' ends none."""

from __future__ import annotations

import regex

from pipeline.spans import Repaired, Span
from pipeline.vocabulary.patterns import late

END = late(r"[.!?][”’\"')\]]*(?P<gap>\s+)(?=[“‘\"'(\[]*[\p{Lu}\d])")
NO_END = late(
    r"""
    \b (?: Mr | Mrs | Ms | Messrs | Dr | Prof | Amb | Gen | Lt | Col | Hon | St | Sr | Jr | [Nn]o | [Nn]r | Nos | Art | Arts | para |
    paras | pp? | cf | vol | ed | vs | Sec | Ch | approx | ca | v | Sept? | Oct | Nov | Dec | Jan | Feb | Aug | H\.\s?E |
    e\.g | i\.e | U\.S | U\.K | U\.N | \p{Lu} ) \. \Z
    """,
    regex.VERBOSE,
)
LONGEST_ABBREVIATION = 8


def sentences(text: str, blocks: tuple[Span[Repaired], ...]) -> tuple[Span[Repaired], ...]:
    """The spans of the sentences of a text's blocks, without the blanks between them."""
    found: list[Span[Repaired]] = []
    ends = END.finditer(text)  # one search for all blocks: what ends between two of them is passed over
    match = next(ends, None)
    for block in blocks:
        start = block.start
        while match is not None and match.end() < block.end:
            stop = match.start() + 1
            if stop > start and not _is_abbreviation(text, max(start, stop - LONGEST_ABBREVIATION), stop):
                found.append(Span(start, match.start("gap")))
                start = match.end()
            match = next(ends, None)
        found.append(Span(start, block.end))
    return tuple(found)


def _is_abbreviation(text: str, low: int, stop: int) -> bool:
    return text[stop - 1] == "." and NO_END.search(text, low, stop) is not None
