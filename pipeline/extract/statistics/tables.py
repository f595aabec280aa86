"""Tables of figures that were turned to lines: a head, then rows of a year and its figures, or of a label and its figure.

'Year Recorded Prosecuted 2020 748 97 2019 901 111' has two columns and two rows; 'Racism: 634 Religion: 155 Total: 910' has
three rows. No sentence holds them: that the figures stand in rows is what makes them statistics.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.extract.dates.forms import FULL_MONTHS
from pipeline.extract.extractor import within
from pipeline.extract.statistics.topics import NOUN
from pipeline.model.findings import DateMention, Findings, Leaf, Place, StatisticMention
from pipeline.model.records import Count, Date
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import late

CELL = r"(?:\d{1,3}(?:[,\u00a0]\d{3})+|\d{1,6}|[–-]|n/?a|[Nn]ot\s(?:available|reported|provided|known))"
SEP = r"(?:\s*[|;]\s*|\s+)"
END = r"(?![^\s|;])"
YEARS = late(
    rf"""
    (?<= [\p{{L}})\]:|] \s+ | \A ) (?P<rows>
      (?: (?<! \S ) (?:19|20)\d\d : ? (?: {SEP} (?! (?:19|20)\d\d {SEP} {CELL} {END} ) {CELL} {END} ){{1,8}} (?: {SEP} | \s* \Z ) ){{2,40}}
    )
    """,
    regex.VERBOSE,
)
"""Rows that open with a year."""
ROW = late(rf"(?P<year>(?:19|20)\d\d):?(?P<cells>(?:{SEP}(?!(?:19|20)\d\d{SEP}{CELL}{END}){CELL}{END}){{1,8}})")
LABELS = late(
    r"""
    (?P<rows> (?: (?<! \S ) (?P<label> \p{Lu} [\p{L}’'/-]*+ (?: [ ] [\p{L}’'/()-]++ ){0,7} ) \s* (?: : | \s[–-] | \s\| )? \s+
      (?P<cell> \d{1,3} (?: , \d{3} )+ | \d{1,6} ) (?: \s* \( \d [\d.,]* \s? (?: % | per\s+cent ) \) )? (?= \s+ \p{Lu} | \s* \n | \s* \Z ) \s* ){3,40} )
    """,
    regex.VERBOSE,
)
"""Rows that open with a label in capitals."""
GRID = late(
    rf"""
    (?<! \S ) (?P<years> (?: (?:19|20)\d\d \s+ ){{2,8}} )
    (?P<rows> (?: \p{{Lu}} [\p{{L}}’'/-]*+ (?: [ ] [\p{{L}}’'/()-]++ ){{0,7}} (?: \s+ {CELL} (?! \S ) ){{2,8}} (?: \s+ | \Z ) ){{2,40}} )
    """,
    regex.VERBOSE,
)
"""Rows that open with a label, under a head of years."""
GRID_ROW = late(rf"(?P<label>\p{{Lu}}[\p{{L}} ’'/()-]*?)\s+(?P<cells>{CELL}(?!\S)(?:\s+{CELL}(?!\S))*)")
PAIRS = late(r"(?:(?<!\S)(?:19|20)\d\d\s*[:–-]\s+\d[\d,]*\d?(?:\s*[;,.](?=\s|\Z)|\s+|\Z)\s*){2,}")
PAIR = late(r"(?P<year>(?:19|20)\d\d)\s*[:–-]\s+(?P<cell>\d{1,3}(?:,\d{3})+|\d+)")
"""'2017 – 67; 2018 – 81'."""
CELLS = late(r"[Nn]ot\s\p{Ll}+|[^\s|;]+")
NEXT_CELL = late(
    r"\d[)%|;]?\s+(?:\|\s*)?(?:\d"
    r"|(?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{Lu}[^\d.!?\n]{1,60}[\s|]\d|\n\p{Lu}[^\d.!?\n]{1,60}[\s|]\d)|\b\d{4}\s?[:–-]\s+\d"
)
"""A figure that another one follows with no words between, or with a label in capitals."""
FARTHEST = 200
NUMBER = late(r"\d[\d,\u00a0]*")
HEAD_START = late(r"\p{Lu}[^\n.;]{0,200}\Z")
FIRST_COLUMN = late(r"(?:Year|Period|Date|Reporting\s+year)\s+")
COLUMN = late(r"(?<!\S)\p{Lu}")
LABEL_VERB = late(
    r"\b(?:was|were|is|are|had|has|have|on|in|to|of|from|by|and|the|at|No|Article|page|p)\s*\Z", regex.IGNORECASE
)
MONTH = late(rf"(?:{'|'.join(name.capitalize() for name in FULL_MONTHS)})\Z")
COUNTED_HEAD = late(NOUN.pattern + r"|(?i:recorded|prosecuted|sentenced|convicted|reported|registered)", NOUN.flags)
AHEAD = 400
"""How many characters before a table its caption may start."""


def tables(text: str, found: Findings) -> Iterator[StatisticMention]:
    """Yield the figures of all tables, row by row."""
    for window in _windows(text):
        for match in YEARS.finditer(text, window.start, window.end):
            yield from _years(text, match, found.dates)
        grids = [*GRID.finditer(text, window.start, window.end)]
        for match in grids:
            yield from _grid(text, match, found.dates)
        for match in LABELS.finditer(text, window.start, window.end):
            if not any(grid.start() <= match.start() < grid.end() for grid in grids):
                yield from _labels(text, match, found.dates)
        for match in PAIRS.finditer(text, window.start, window.end):
            yield from _pairs(text, match, found.dates)


def _windows(text: str) -> Iterator[Place]:
    """Where figures stand so near each other, and so bare of words, that they may be a table."""
    near: list[int] = []
    for match in NEXT_CELL.finditer(text):
        if near and match.start() - near[-1] > FARTHEST:
            if len(near) > 1:
                yield _around(text, near)
            near = []
        near.append(match.start())
    if len(near) > 1:
        yield _around(text, near)


def _around(text: str, near: list[int]) -> Place:
    start = max(0, text.rfind("\n", 0, max(0, near[0] - FARTHEST)) + 1)
    return Span(start, min(len(text), near[-1] + FARTHEST))


def _years(text: str, match: regex.Match[str], dates: Sequence[DateMention]) -> Iterator[StatisticMention]:
    """The figures of a table whose rows open with a year; its columns have the names that its head gives them."""
    rows = [*ROW.finditer(text, *match.span("rows"))]
    widths = {len(CELLS.findall(row["cells"])) for row in rows}
    head = HEAD_START.search(text, max(0, match.start() - AHEAD), match.start())
    if len(widths) != 1 or head is None or not COUNTED_HEAD.search(text, max(0, match.start() - AHEAD), match.start()):
        return
    columns = _columns(text, Span(head.start(), match.start()), widths.pop())
    unit = next((column for column in columns if NOUN.search(column.cut(text))), None)
    unit = unit or _topic(text, head.start())
    for row in rows:
        period = _year(Span(*row.span("year")), row["year"], dates)
        for place, cell in enumerate(CELLS.finditer(text, row.start("cells"), row.end("cells"))):
            if NUMBER.fullmatch(cell.group()):
                what = columns[place]
                yield _figure(text, Span(*cell.span()), what, period, what if NOUN.search(what.cut(text)) else unit)


def _columns(text: str, head: Place, width: int) -> list[Place]:
    """The names of a table's columns: as many as begin with a capital, else the whole head for each."""
    first = FIRST_COLUMN.match(text, head.start, head.end)
    start = first.end() if first else head.start
    starts = [match.start() for match in COLUMN.finditer(text, start, head.end)]
    if len(starts) != width:
        return [_noun(text, trimmed(text, Span(start, head.end)))] * width
    ends = [*starts[1:], head.end]
    return [_noun(text, trimmed(text, Span(*cell))) for cell in zip(starts, ends, strict=True)]


def _noun(text: str, cell: Place) -> Place:
    """A head or a caption without the marks behind it."""
    return Span(cell.start, cell.start + len(cell.cut(text).rstrip(" :–-|")))


def _labels(text: str, match: regex.Match[str], dates: Sequence[DateMention]) -> Iterator[StatisticMention]:
    """The figures of a table whose rows open with a label, under a caption that says what is counted."""
    topic = _topic(text, match.start())
    labels = [Span(start, end) for start, end in match.spans("label")]
    if topic is None or any(LABEL_VERB.search(label.cut(text)) or MONTH.search(label.cut(text)) for label in labels):
        return
    caption = [date for date in within(dates, Span(topic.start, match.start())) if date.date.value.value]
    period = caption[-1].date if caption else None
    for label, cell in zip(labels, match.spans("cell"), strict=True):
        yield _figure(text, Span(*cell), label, period, topic)


def _grid(text: str, match: regex.Match[str], dates: Sequence[DateMention]) -> Iterator[StatisticMention]:
    """The figures of a table with a label for each row and a year for each column."""
    years = [*regex.finditer(r"\d{4}", text, pos=match.start("years"), endpos=match.end("years"))]
    rows = [*GRID_ROW.finditer(text, *match.span("rows"))]
    topic = _topic(text, match.start())
    if topic is None or any(len(row["cells"].split()) != len(years) for row in rows):
        return
    for row in rows:
        label: Place = Span(*row.span("label"))
        cells = regex.finditer(r"\S+", text, pos=row.start("cells"), endpos=row.end("cells"))
        for year, cell in zip(years, cells, strict=True):
            if NUMBER.fullmatch(cell.group()):
                period = _year(Span(*year.span()), year.group(), dates)
                yield _figure(text, Span(*cell.span()), label, period, topic)


def _pairs(text: str, match: regex.Match[str], dates: Sequence[DateMention]) -> Iterator[StatisticMention]:
    """The figures of a row of years: 'Hate crimes reported to police: 2017 – 67; 2018 – 81'."""
    low = max(text.rfind("\n", 0, match.start()), text.rfind(". ", 0, match.start()), match.start() - AHEAD, 0)
    nouns = [*NOUN.finditer(text, low, match.start())]
    if not nouns or not text[: match.start()].rstrip().endswith((":", "(", "–", "-", ",")):
        return
    what = _noun(text, trimmed(text, Span(*nouns[-1].span())))
    for pair in PAIR.finditer(text, match.start(), match.end()):
        yield _figure(text, Span(*pair.span("cell")), what, _year(Span(*pair.span("year")), pair["year"], dates))


def _topic(text: str, end: int) -> Place | None:
    """What a caption before a table says is counted."""
    nouns = [*NOUN.finditer(text, max(0, end - AHEAD), end)]
    return trimmed(text, Span(*nouns[-1].span())) if nouns else None


def _year(span: Place, year: str, dates: Sequence[DateMention]) -> Leaf[Date]:
    known = next((date.date for date in within(dates, span) if date.span == span), None)
    return known or Leaf(
        Date(value=year, end=None, precision="year", status="stated", raw=year), (span,), "statistics.table"
    )


def _figure(
    text: str, cell: Place, what: Place, period: Leaf[Date] | None, unit: Place | None = None
) -> StatisticMention:
    unit = unit or what
    value = int(regex.sub(r"\D", "", cell.cut(text)))
    count = Count(value=value, approx=None, unit=unit.cut(text), raw=cell.cut(text))
    return StatisticMention(
        span=cell,
        confidence=0.9,
        what=Leaf(what.cut(text), (what,), "statistics.table"),
        count=Leaf(count, (cell, unit), "statistics.table"),
        period=period,
    )
