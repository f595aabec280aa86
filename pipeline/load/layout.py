"""The lines of a page in the order in which they are read.

    Ink -> [Line, ...]

Words become segments as the file has them, segments of one baseline become rows, and a row that has wide gaps is either
a row of a table (one line), a row of columns (each column is read to its end first), or two things that only happen to
stand side by side, such as a page's number and its running head (a line each).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from pipeline.load.columns import in_reading_order
from pipeline.load.line import Line
from pipeline.load.pdfium import Ink, Word
from pipeline.vocabulary.patterns import late

_SAME_LINE = 0.2
"""How far two baselines of one row may lie apart, in sizes of the smaller type."""
_RAISED = 0.65
"""How far a mark in superscript or a big first letter may stand off the baseline, in sizes of the larger type."""
_TOUCHING = 0.35
_REACH = 3.0
"""A gap up to this many sizes is a wide space within one line; above it the parts are cells of their own."""
_CELL = 0.8
"""In a row of a table that is drawn cells come closer."""
_TABLE_WIDTH = 0.3
_ROW_HEIGHT = 120.0
_LABEL, _FAR_LABEL = 4.0, 9.0
"""So is one up to this many sizes behind what opens a paragraph, and behind its number: a page's number has no dot."""
_NUMBER = late(r"\(?(?:\d{1,3}|\p{L}|[ivxIVX]{1,5})(?:\.\d{1,3})*[.)]")
_SMALLER = 0.88
_LOOK_BACK = 6
_LEADER = late(r"(?:\.\s?){3,}[\s\d–-]*$|_{3,}$")
_MOST_SEGMENTS = 5_000
_MOST_CELLS = 60
"""What no page of a document has: above it the page is a drawing or a trap, and is read without looking for order."""
_SHORT = 8
_MARK = 4
"""The most characters of a footnote mark."""


def lines(ink: Ink) -> list[Line]:
    """Every word of `ink` on a line, lines in reading order; text that runs up or down the page comes last."""
    level = [word for word in ink.words if word.upright]
    rows = _rows(_segments(level, ink.text))
    bands = _bands(ink)
    cells = [_cells(row, ink.text, _CELL if _inside(row[0].y, bands) else _REACH) for row in rows]
    ordered = in_reading_order(cells, ink.rules, ink.text)
    if len(level) < len(ink.words):
        ordered += _turned(word for word in ink.words if not word.upright)
    return ordered


def _line(words: list[Word]) -> Line:
    """A line of words that are in order; its baseline and size are those of most of its characters."""
    starts, ends, lefts, rights, heights, sizes, _ = zip(*words, strict=True)
    y, size = heights[0], sizes[0]
    if heights.count(y) < len(words) or sizes.count(size) < len(words):
        weights: dict[tuple[float, float], int] = {}
        for word in words:
            style = word.y, word.size
            weights[style] = weights.get(style, 0) + word.end - word.start
        y, size = max(weights, key=weights.__getitem__)
    return Line(words, min(lefts), max(rights), y, size, sum(ends) - sum(starts))


def _segments(words: list[Word], text: str) -> list[Line]:
    """Words that follow each other in the file and on the page."""
    segments: list[Line] = []
    run: list[Word] = []
    last_x1 = last_y = last_size = 0.0
    for word in words:
        _, _, x0, x1, y, size, _ = word
        if run:
            alike = y == last_y and size == last_size  # as nearly every two words are: the same answer, sooner
            follows = -0.5 * size <= x0 - last_x1 <= 1.5 * size if alike else _follows(run[-1], word, text)
            if not follows:
                segments.append(_line(run))
                run = []
        run.append(word)
        last_x1, last_y, last_size = x1, y, size
    if run:
        segments.append(_line(run))
    return segments


def _follows(last: Word, word: Word, text: str) -> bool:
    gap = word.x0 - last.x1
    big = max(last.size, word.size)
    drop = abs(word.y - last.y)
    if drop <= _SAME_LINE * min(last.size, word.size):
        return -0.5 * big <= gap <= 1.5 * big
    glued = word.start == last.end or text[last.end : word.start] == " "
    return glued and drop <= _RAISED * big and -_TOUCHING * big <= gap <= _TOUCHING * big


def _rows(segments: list[Line]) -> list[list[Line]]:
    """Segments that share a baseline, from the top down; each row from left to right."""
    rows: list[list[Line]] = []
    for segment in sorted(segments, key=_height):
        row = rows[-1] if rows else None
        if row and abs(segment.y - row[0].y) <= _SAME_LINE * min(segment.size, row[0].size):
            row.append(segment)
        else:
            rows.append([segment])
    if len(segments) <= _MOST_SEGMENTS:
        _settle(rows)
    for row in rows:
        row.sort(key=_place)
    return [row for row in rows if row]


def _height(line: Line) -> tuple[float, float]:
    return line.y, line.x0


def _place(line: Line) -> tuple[float, float]:
    return line.x0, line.y


def _settle(rows: list[list[Line]]) -> None:
    """Move what stands alone off a baseline, a superscript or a big first letter, into the row that it touches."""
    for index, row in enumerate(rows):
        for segment in list(row):
            target = _host(segment, rows, index)
            if target is not None:
                row.remove(segment)
                target.append(segment)


def _host(segment: Line, rows: list[list[Line]], index: int) -> list[Line] | None:
    first, last = max(0, index - _LOOK_BACK), min(len(rows), index + _LOOK_BACK + 1)
    if segment.weight > _SHORT:
        return None
    for other in rows[first:index] + rows[index + 1 : last]:
        for neighbour in other:
            if _belongs(segment, neighbour):
                return other
    return None


def _belongs(mark: Line, line: Line) -> bool:
    """True for a mark that stands off the baseline of `line` and touches it, or opens it with a tab behind."""
    small, big = sorted((mark.size, line.size))
    if small > _SMALLER * big or mark.weight > line.weight or abs(mark.y - line.y) > _RAISED * big:
        return False
    before, after = line.x0 - mark.x1, mark.x0 - line.x1
    if -0.5 * small <= after <= _TOUCHING * big:
        return True
    tab = _REACH * big if mark.weight <= _MARK and mark.y < line.y else _TOUCHING * big
    return -0.5 * small <= before <= tab


def _bands(ink: Ink) -> list[tuple[float, float]]:
    """Where a table has its rows: between two drawn lines, one right under the other and as wide."""
    wide = [rule for rule in ink.rules if rule[2] - rule[0] >= _TABLE_WIDTH * ink.width]
    return [
        (upper[1], lower[1])
        for upper, lower in pairwise(wide)
        if lower[1] - upper[1] <= _ROW_HEIGHT and abs(upper[0] - lower[0]) + abs(upper[2] - lower[2]) <= 6
    ]


def _inside(y: float, bands: list[tuple[float, float]]) -> bool:
    return any(top < y < bottom for top, bottom in bands)


def _cells(row: list[Line], text: str, reach: float) -> list[Line]:
    """The parts of a row between gaps that are wider than any space within a line."""
    cells = [row[0]]
    for segment in row[1:]:
        cell = cells[-1]
        gap = segment.x0 - cell.x1
        size = max(segment.size, cell.size)
        wide = gap > reach * size and not (reach == _REACH and _is_label(cell, gap / size, text))
        if wide and len(cells) < _MOST_CELLS and not _LEADER.search(_end(cell, text)):
            cells.append(segment)
        else:
            cell.join(segment)
    return cells


def _is_label(cell: Line, gap: float, text: str) -> bool:
    """True for what opens a paragraph: something short, or far out in the margin its number."""
    if cell.weight >= _SHORT or gap > _FAR_LABEL:
        return False
    return gap <= _LABEL or _NUMBER.fullmatch(text[cell.words[0].start : cell.words[-1].end]) is not None


def _end(cell: Line, text: str) -> str:
    last = cell.words[-1].end
    return text[max(cell.words[0].start, last - 20) : last]


def _turned(words: Iterable[Word]) -> list[Line]:
    """Text that runs up or down the page: what follows in the file is a line as long as it keeps to its column."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and abs(word.x0 - runs[-1][-1].x0) <= 0.5 * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [_line(run) for run in runs]
