"""Running heads, running feet and page numbers: what stands on every page and belongs to no sentence.

A line at a page's edge is furniture when the same line, its digits aside, stands at the same edge of other pages, or
when it holds nothing but the page's number. What is taken out stays in the edits of the pass, with its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span

LINE = regex.compile(r"[^\n]*\S[^\n]*(?:\n|\Z)")
DIGITS = regex.compile(r"\d+")
PAGE_NUMBER = regex.compile(
    r"""
    [\s\-–—|]* (?: page \s+ | p\. \s* )? (?P<number> \d{1,4} | [ivxl]{1,6} )     # 3, - 3 -, Page 3, iv
    (?: \s* (?: of | / ) \s* \d{1,4} )? [\s\-–—|.]*                              # 3 of 12, 3/12
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
EDGE_LINES = 3
LONGEST = 160
LEAST_LETTERS = 3
LEAST_CODE = 6


def take_furniture(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each line of furniture at the edge of a page."""
    pages = [
        (stretch.page, _edges(draft.text, page))
        for stretch, page in zip(draft.loaded.stretches, draft.pages(), strict=True)
        if page.length
    ]
    if len(pages) < 2:
        return
    often = _often(len(pages))
    seen = Counter(key for _, lines in pages for key in {(side, _form(draft.text, line)) for side, line in lines})
    for number, lines in pages:
        left: list[Span[object]] = []
        for side, line in lines:
            if seen[side, _form(draft.text, line)] >= often and line.length <= LONGEST:
                yield Edit(line, "", "furniture.running_line")
            else:
                left.append(line)
        for line in dict.fromkeys((*left[:1], *left[-1:])):
            match = PAGE_NUMBER.fullmatch(line.cut(draft.text).strip())
            if match is not None and match["number"] == str(number):
                yield Edit(line, "", "furniture.page_number")


def _edges(text: str, page: Span[object]) -> list[tuple[str, Span[object]]]:
    lines: list[Span[object]] = [Span(*match.span()) for match in LINE.finditer(text, page.start, page.end)]
    if len(lines) <= 2 * EDGE_LINES:
        return [("head", line) for line in lines[:1]] + [("foot", line) for line in lines[1:][-1:]]
    return [("head", line) for line in lines[:EDGE_LINES]] + [("foot", line) for line in lines[-EDGE_LINES:]]


def _form(text: str, line: Span[object]) -> str:
    """A line with its numbers blotted out, so that 'Page 2' and 'Page 3' are one form.

    A code of few letters, such as the job number GE.10-12345, must be the same on each page; bare figures have no form.
    """
    words = " ".join(line.cut(text).split())
    letters = sum(map(str.isalpha, words))
    if letters >= LEAST_LETTERS:
        return DIGITS.sub("#", words)
    return words if letters and len(words) >= LEAST_CODE else f"{words} {line.start}"


def _often(pages: int) -> int:
    return 2 if pages <= 4 else max(3, pages // 3)
