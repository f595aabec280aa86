"""Tables of contents: they say again what the headings say, with numbers that belong to no sentence.

A line of such a table ends in leaders and a page's number, or only in the number where a heading `Contents` is over it.
The whole table is taken out, its heading and its wrapped lines too, and stays visible as furniture.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span
from pipeline.vocabulary.patterns import late

LINE = late(r"[^\n]*\S[^\n]*(?:\n|\Z)")
LEADER = late(
    r"""
    (?: \.{4,} | (?: \.[ ] ){4,} | …{2,} | _{6,} ) [\s.]*                  # ........
    (?: \d{1,3} \s* [-–,]? \s* ){0,3} (?: \d{1,4} | [ivxl]{1,6} ) \s* \Z   # 12, or 5–130 3 with the paragraphs' numbers
    """,
    regex.VERBOSE,
)
SIGNS = ("..", ". .", "……", "______", "contents")
"""What each table of contents holds: leaders, or its heading. A text without either is not looked at line by line."""
ENTRY = late(r"[\p{Lu}\d].{0,150}?\s(?P<page>\d{1,3})")
HEADING = late(r"\W*(?:table\s+of\s+)?contents(?:\s+page)?\W*", regex.IGNORECASE)
STOPPED = late(r"[\p{L})][.;:]\s*\Z")
WRAPPED = 4
"""Lines that may stand between two entries: one that wraps, or `Annexes`."""
LONGEST = 200
LEAST_ENTRIES = 3


def take_contents(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each table of contents."""
    text = draft.text
    if not any(map(text.lower().__contains__, SIGNS)):
        return
    lines: list[Span[object]] = [Span(*match.span()) for match in LINE.finditer(text)]
    table: list[int] = []
    for at in _entries(text, lines):
        if table and not _goes_on(text, lines[table[-1] + 1 : at]):
            yield from _taken(text, lines, table)
            table = []
        table.append(at)
    yield from _taken(text, lines, table)


def _entries(text: str, lines: list[Span[object]]) -> Iterator[int]:
    """The places of lines that open a table of contents or are entries of one."""
    plain: int | None = None
    page = 0
    for at, line in enumerate(lines):
        words = line.cut(text).strip() if line.length <= LONGEST else ""
        if HEADING.fullmatch(words):
            plain, page = at, 0
            yield at
        elif LEADER.search(words):
            plain = None
            yield at
        elif plain is not None and at > plain + 1:
            plain = None
        elif plain is not None and (entry := ENTRY.fullmatch(words)) is not None and page <= int(entry["page"]):
            plain, page = at, int(entry["page"])
            yield at


def _goes_on(text: str, between: list[Span[object]]) -> bool:
    """True where nothing but wrapped entries stands between two entries."""
    return len(between) <= WRAPPED and not any(STOPPED.search(line.cut(text)) for line in between)


def _taken(text: str, lines: list[Span[object]], table: list[int]) -> Iterator[Edit]:
    entries = [at for at in table if not HEADING.fullmatch(lines[at].cut(text).strip())]
    if len(entries) >= LEAST_ENTRIES:
        yield Edit(Span(lines[table[0]].start, lines[table[-1]].end), "", "furniture.contents")
