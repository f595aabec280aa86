"""What stands on pages and belongs to no sentence: running heads and feet, page numbers, the printer's codes.

A line at a page's edge is furniture when the same line, its digits aside, stands at the same edge of other pages, or
when it holds nothing but the page's number. Job numbers and barcodes are known by their form. What is taken out stays
in the edits of the pass, with its place: `RepairedDocument.furniture` lists it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import dropwhile, pairwise
from typing import NamedTuple

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span
from pipeline.vocabulary.patterns import late

TAKEN = "furniture."

NUMBER = late(r"(?P<paged>(?<=\bpage[ ])\d+|(?<=\A)\d+(?=\s)|(?<=\s)\d+(?=\Z))|\d+", regex.IGNORECASE)
NEAR = 2
"""How far a page's number may be from its place in the file to be told from other figures of a head."""
PAGE_NUMBER = late(
    r"""
    [\s\-–—|]* (?: page \s+ | p\. \s* )? (?P<number> \d{1,4} | [ivxl]{1,6} )     # 3, - 3 -, Page 3, iv
    (?: \s* (?: of | / ) \s* \d{1,4} )? [\s\-–—|.]*                              # 3 of 12, 3/12
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
SYMBOL = late(
    r"""
    (?: page \s+ \d{1,3} \s+ )? (?P<symbol> [A-Z]{1,6} (?: \s?/\s? [\w.()-]+ ){2,6} )   # A/HRC/13/17, CCPR/C/21/Add.1
    [*∗†]? (?: \s+ (?: page \s+ )? \d{1,3} )?
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
GAP = "   "
WIDE_HEAD = late(
    r"(?P<number>\d{1,4})\s{3,}(?P<title>\p{L}.*\p{L}.*)|(?P<title>.*\p{L}.*?)\s{3,}(?:page\s+)?(?P<number>\d{1,4})",
    regex.IGNORECASE,
)
"""'18      ODIHR Annual Report', and 'Chapter two      19' on the page across."""
BLANKS = late(r"\s+")
CODE = late(
    r"""
    (?: \d{1,3} \s+ )? GE \. \s? \d{2} -? \d{0,6} (?P<rest>                     # GE.10-12492, and 2 GE.10-12492
      (?: \s* \( [A-Z] \) )? (?: \s+ \d{6} )* (?: \s+ (?P<bars> [*\uf02a] \s? [\dA-Z\uf030-\uf039]{5,12} \s? [*\uf02a] ) )?
      (?: \s+ \d{1,3} )? )
    | (?&bars)                                                                  # *1012492*, also in a font of bars
    | \( [A-Z] \) (?: \s+ \d{6} ){1,3} (?: \s+ (?&bars) )?                      # (E) 010203 020304
    | please \s+ recycle \W{0,6}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
"""What the printer puts on a page: the job number of UN documents, its barcode, the days it was set."""
CODE_SIGNS = ("ge.", "*", "\uf02a", "recycle")
LANGUAGE = late(r"\([A-Z]\)\s+\d{6}", regex.IGNORECASE)
"""Each code holds one of these: a text without them is not looked at line by line."""

EDGE_LINES = 3
LONGEST = 160
LEAST_LETTERS = 3
LEAST_CODE = 6
SAME_PLACE = 12.0
"""Points: a title on the first page stands lower than the running heads that repeat it."""
NUMBERED_SHARE = 0.4
LEAST_SHIFTED = 3
LEAST_NUMBERED = 2
MASTHEAD = 300
"""Where a document's own symbol stands, in characters."""


class Edge(NamedTuple):
    """A line at the head or the foot of a page."""

    side: str
    line: Span[object]
    form: str


def take_furniture(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each line of furniture."""
    text = draft.text
    taken = dict.fromkeys(_codes(text), "code")
    pages = [
        (stretch.page, [line for line in _lines(text, page) if line not in taken])
        for stretch, page in zip(draft.loaded.stretches, draft.pages(), strict=True)
        if stretch.zone == "body"
    ]
    pages = [(number, lines) for number, lines in pages if lines]
    if len(pages) > 1:
        taken.update(_running(draft, pages))
    elif not draft.loaded.stretches:
        lines = [line for line in _lines(text, Span(0, len(text))) if line not in taken]
        taken.update((*_unpaged(text, lines), *_numbered_heads(text, lines)))
    for line, kind in taken.items():
        yield Edit(line, "", TAKEN + kind)


def _codes(text: str) -> Iterator[Span[object]]:
    """The lines that hold nothing but a printer's code."""
    if _may_be_code(text):
        for line in _lines(text, Span(0, len(text))):
            words = line.cut(text).strip()
            if _may_be_code(words) and CODE.fullmatch(words):
                yield line


def _may_be_code(words: str) -> bool:
    plain = words.lower()
    return any(map(plain.__contains__, CODE_SIGNS)) or LANGUAGE.search(words) is not None


def _lines(text: str, within: Span[object]) -> list[Span[object]]:
    """The lines that hold more than blanks, each with its end."""
    lines: list[Span[object]] = []
    at = within.start
    for line in within.cut(text).split("\n"):
        end = min(at + len(line) + 1, within.end)
        if line and not line.isspace():
            lines.append(Span(at, end))
        at = end
    return lines


def _running(draft: Draft, pages: list[tuple[int, list[Span[object]]]]) -> Iterator[tuple[Span[object], str]]:
    """The heads, feet and numbers of pages."""
    edges = [(number, _edges(draft.text, number, lines)) for number, lines in pages]
    often = _often(len(edges))
    seen = Counter(key for _, lines in edges for key in {(edge.side, edge.form) for edge in lines})
    heights = _heights(draft, edges)
    own = _own_symbols(draft.text, pages[0][1])
    rest: list[tuple[int, list[Span[object]]]] = []
    for place, (number, lines) in enumerate(edges):
        left: list[Span[object]] = []
        for edge in lines:
            match = SYMBOL.fullmatch(edge.line.cut(draft.text).strip())
            symbol = BLANKS.sub("", match["symbol"]) if match else None
            repeated = seen[edge.side, edge.form] >= often and edge.line.length <= LONGEST
            if place == 0 and symbol is not None:
                continue
            if (repeated and _stands_alike(edge, heights, often)) or (symbol in own and place > 0):
                yield edge.line, "running_line"
            else:
                left.append(edge.line)
        rest.append((number, left))
    yield from _page_numbers(draft.text, rest)


def _unpaged(text: str, lines: list[Span[object]]) -> Iterator[tuple[Span[object], str]]:
    """Where a text does not show its pages: the symbol of its head on lines of its own again, and the number over each.

    Each head must have the number of the page that ends there, counting up by one, which no line of a table does.
    """
    matches = [SYMBOL.fullmatch(words) if "/" in (words := line.cut(text).strip()) else None for line in lines]
    masthead = BLANKS.sub("", text[:MASTHEAD]).replace("UnitedNations", "")  # it may stand inside the symbol
    heads = [place for place, match in enumerate(matches) if match and BLANKS.sub("", match["symbol"]) in masthead]
    numbers = [lines[place - 1].cut(text).strip() for place in heads if place]
    numbered = list(dropwhile(lambda number: not number.isdecimal(), numbers))  # the first page may have none
    if len(numbered) < LEAST_NUMBERED or numbered != [str(int(numbered[0]) + place) for place in range(len(numbered))]:
        return
    for place in heads[-len(numbered) :]:
        yield lines[place], "running_line"
        yield lines[place - 1], "page_number"


def _numbered_heads(text: str, lines: list[Span[object]]) -> Iterator[tuple[Span[object], str]]:
    """Where a text does not show its pages: heads that stand far from their page's number, counted up from one to the next."""
    heads: dict[str, list[tuple[int, Span[object]]]] = defaultdict(list)
    for line in lines:
        match = WIDE_HEAD.fullmatch(words) if GAP in (words := line.cut(text).strip()) else None
        if match is not None:
            heads[match["title"]].append((int(match["number"]), line))
    for alike in heads.values():
        steps = {second - first for (first, _), (second, _) in pairwise(alike)}
        if steps in ({1}, {2}):
            yield from ((line, "running_line") for _, line in alike)


def _page_numbers(text: str, pages: list[tuple[int, list[Span[object]]]]) -> Iterator[tuple[Span[object], str]]:
    """First and last lines that hold the number of their page, or one that is off by the same on many pages."""
    found = [
        (line, number, match["number"])
        for number, lines in pages
        for line in dict.fromkeys((*lines[:1], *lines[-1:]))
        if (match := PAGE_NUMBER.fullmatch(line.cut(text).strip())) is not None
    ]
    shifts = Counter(int(spelled) - number for _, number, spelled in found if spelled.isdecimal())
    shift, count = shifts.most_common(1)[0] if shifts else (0, 0)
    if count < max(LEAST_SHIFTED, NUMBERED_SHARE * len(pages)):
        shift = 0
    for line, number, spelled in found:
        if spelled in (str(number), str(number + shift)):
            yield line, "page_number"


def _own_symbols(text: str, first: list[Span[object]]) -> set[str]:
    """The symbols that stand on lines of their own on the first page."""
    matches = (SYMBOL.fullmatch(line.cut(text).strip()) for line in first if line.length <= LONGEST)
    return {BLANKS.sub("", match["symbol"]) for match in matches if match}


def _heights(draft: Draft, edges: list[tuple[int, list[Edge]]]) -> dict[tuple[str, str], dict[Span[object], float]]:
    """How high the lines of each form stand on their pages; empty where nobody knows."""
    glyphs = draft.loaded.glyphs
    heights: dict[tuple[str, str], dict[Span[object], float]] = defaultdict(dict)
    if glyphs is not None:
        for _, lines in edges:
            for edge in lines:
                heights[edge.side, edge.form][edge.line] = glyphs.top[draft.map.back(edge.line).start]
    return heights


def _stands_alike(edge: Edge, heights: dict[tuple[str, str], dict[Span[object], float]], often: int) -> bool:
    """True when as many of its likes stand as high as a line: sentences that open alike do not, over many pages."""
    likes = heights.get((edge.side, edge.form))
    if likes is None:
        return True
    here = likes[edge.line]
    return sum(abs(height - here) <= SAME_PLACE for height in likes.values()) >= often


def _edges(text: str, number: int, lines: list[Span[object]]) -> list[Edge]:
    few = min(EDGE_LINES, max(1, len(lines) // 2))
    heads, feet = lines[:few], lines[few:][-few:]
    sides = (("head", heads), ("foot", feet))
    return [Edge(side, line, _form(text, number, line)) for side, found in sides for line in found]


def _form(text: str, page: int, line: Span[object]) -> str:
    """A line with its page's number blotted out, so that 'Page 2' and 'Page 3' are one form; bare figures have none.

    Other figures count: `Rec. 42 We consider` and `Rec. 91 We consider` are sentences that open alike.
    """
    words = " ".join(line.cut(text).split())
    letters = sum(map(str.isalpha, words))
    if letters >= LEAST_LETTERS:
        return NUMBER.sub(lambda found: _blotted(found, page), words)
    return words if letters and len(words) >= LEAST_CODE else f"{words} {line.start}"


def _blotted(found: regex.Match[str], page: int) -> str:
    of_page = found["paged"] or abs(int(found.group()) - page) <= NEAR
    return "#" if of_page else found.group()


def _often(pages: int) -> int:
    return 2 if pages <= 4 else max(3, pages // 3)
