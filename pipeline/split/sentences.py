"""Sentences inside a block. A full stop behind an abbreviation, an initial or 'No.' ends none."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.spans import Repaired, Span

END = regex.compile(r"[.!?][”’\"')\]]*(?P<gap>\s+)(?=[“‘\"'(\[]*[\p{Lu}\d])")
NO_END = regex.compile(
    r"""
    \b (?: Mr | Mrs | Ms | Messrs | Dr | Prof | Amb | Gen | Lt | Col | Hon | St | Sr | Jr | [Nn]o | [Nn]r | Nos | Art | Arts | para |
    paras | pp? | cf | vol | ed | vs | Sec | Ch | approx | ca | v | Sept? | Oct | Nov | Dec | Jan | Feb | Aug | H\.\s?E |
    e\.g | i\.e | U\.S | U\.K | U\.N | \p{Lu} ) \. \Z
    """,
    regex.VERBOSE,
)
LONGEST_ABBREVIATION = 8


def sentences(text: str, block: Span[Repaired]) -> Iterator[Span[Repaired]]:
    """Yield the spans of the sentences of one block, without the blanks between them."""
    start = block.start
    for match in END.finditer(text, block.start, block.end):
        stop = match.start() + 1
        if text[match.start()] == "." and NO_END.search(text, max(start, stop - LONGEST_ABBREVIATION), stop):
            continue
        yield Span(start, match.start("gap"))
        start = match.end()
    yield Span(start, block.end)
