"""Which of two things that stand side by side on a page is read first.

    rows of cells -> lines

A region is a run of rows that leave a gutter free between them. Columns of prose are read one after the other, a table
row after row (within a drawn row cell after cell), and what stands side by side once is a line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median, median_low

from pipeline.load.line import Line
from pipeline.model.document import Box

Gap = tuple[float, float]


_GUTTER = 0.8
"""The narrowest gutter, in sizes of the type beside it."""
_BESIDE = 0.7
"""Rows whose baselines are closer than this many sizes stand side by side, not one under the other."""
_FAR = 3.5
"""A gap between rows above this many sizes ends a region."""
_PROSE_LINES = 6
_PROSE_FILL = 0.62
"""The share of its column that the middle line of prose fills; cells of tables are shorter."""
_PROSE_WIDTH = 12.0
_TABLE_ROWS = 3
_MOST_ROWS = 100
"""Rows on one side only after which the other side is taken to have ended."""
_LIST_LINES = 3
_LIST_FAULTS = 0.15
"""Names that go on in a second line break the alphabet; rows of a table break it at every column."""
_LEADING = 1.6
"""Baselines within one cell are closer than this many sizes; 1.1 to 1.3 in UN tables, whose rows are 1.9 apart."""


def in_reading_order(rows: list[list[Line]], rules: list[Box], text: str) -> list[Line]:
    """The cells of `rows` (top down, left to right) as lines in the order in which they are read."""
    ordered: list[Line] = []
    index = 0
    while index < len(rows):
        end, gutters = _region(rows, index, rules)
        if end > index:
            ordered += _read(rows[index:end], gutters, rules, text)
            index = end
        else:
            ordered += rows[index]
            index += 1
    return ordered


def _region(rows: list[list[Line]], start: int, rules: list[Box]) -> tuple[int, list[Gap]]:
    """Where the region that begins with row `start` ends, and its gutters; `start` itself where none begins."""
    gutters = _free(rows[start])
    end = start + 1
    if not gutters:
        if end == len(rows) or rows[end][0].y - rows[start][0].y > _BESIDE * rows[start][0].size:
            return start, []
        gutters = _free(rows[start] + rows[end])
        end += 1
    last_shared = end if gutters else start
    while gutters and end < len(rows) and end - last_shared <= _MOST_ROWS:
        row = rows[end]
        if row[0].y - rows[end - 1][0].y > _FAR * row[0].size or _ruled(rules, rows[end - 1], row, gutters):
            break
        left = [gap for gap in (_narrowed(gap, row) for gap in gutters) if gap is not None]
        if not left:
            break
        gutters = left
        end += 1
        if any(cell.x0 >= gutters[0][1] for cell in row):
            last_shared = end
    if not gutters:
        return start, []
    return last_shared, _free(cell for row in rows[start:last_shared] for cell in row) or gutters


def _free(cells: Iterable[Line]) -> list[Gap]:
    """The gaps that nothing in `cells` crosses."""
    gaps: list[Gap] = []
    reach: float | None = None
    for cell in sorted(cells, key=lambda cell: cell.x0):
        if reach is not None and cell.x0 - reach >= _GUTTER * cell.size:
            gaps.append((reach, cell.x0))
        reach = cell.x1 if reach is None else max(reach, cell.x1)
    return gaps


def _narrowed(gap: Gap, row: list[Line]) -> Gap | None:
    """What `row` leaves free of a gutter; None where it crosses it."""
    x0, x1 = gap
    size = 1.0
    for cell in row:
        size = cell.size
        if cell.x0 < (x0 + x1) / 2 and cell.x1 > x0:
            x0 = cell.x1
        elif cell.x1 > (x0 + x1) / 2 and cell.x0 < x1:
            x1 = cell.x0
    return (x0, x1) if x1 - x0 >= _GUTTER * size else None


def _ruled(rules: list[Box], above: list[Line], below: list[Line], gutters: list[Gap]) -> bool:
    """True where a drawn line lies between two rows and crosses a gutter."""
    top, bottom = above[0].y, below[0].y - 0.3 * below[0].size
    return any(
        top <= rule[1] <= bottom and any(rule[0] <= gap[0] and gap[1] <= rule[2] for gap in gutters) for rule in rules
    )


def _read(rows: list[list[Line]], gutters: list[Gap], rules: list[Box], text: str) -> list[Line]:
    """The lines of one region."""
    columns = _columns(rows, gutters)
    shared = sum(len(row) > 1 for row in rows)
    boxed = _closed(rows, gutters, rules) and _is_one_row(columns)
    if len(rows) == 1:
        return [_joined(rows[0])] if boxed else list(rows[0])
    if boxed:
        return _cell_by_cell(rows, gutters)
    if _is_prose(columns) or _is_askew(columns, shared) or _is_list(columns, text):
        return [cell for column in columns for cell in column]
    if shared < _TABLE_ROWS:
        return [cell for row in rows for cell in row]
    return [line for part in _table_rows(rows) for line in _cell_by_cell(part, gutters)]


def _is_one_row(columns: list[list[Line]]) -> bool:
    """True where no cell is parted within: between two drawn lines there may also stand a whole table."""
    return all(below.y - above.y <= _LEADING * above.size for column in columns for above, below in pairwise(column))


def _table_rows(rows: list[list[Line]]) -> Iterator[list[list[Line]]]:
    """The rows of a table without drawn lines: a wider gap is where one ends, if each then has a first cell."""
    parts: list[list[list[Line]]] = []
    for row in rows:
        if parts and row[0].y - parts[-1][-1][0].y <= _LEADING * row[0].size:
            parts[-1].append(row)
        else:
            parts.append([row])
    if len(parts) > 1 and all(len(part[0]) > 1 for part in parts):
        yield from parts
    else:
        yield from ([row] for row in rows)


def _cell_by_cell(rows: list[list[Line]], gutters: list[Gap]) -> list[Line]:
    """One row of a table: a line where only its last cell goes on, else each cell to its end."""
    whole = [[_joined(cell) for cell in _columns([row], gutters)] for row in rows]
    columns = _columns(whole, gutters)
    if len(whole[0]) == len(columns) and all(len(column) == 1 for column in columns[:-1]):
        return [_joined(whole[0]), *(cell for row in whole[1:] for cell in row)]
    return [cell for column in columns for cell in column]


def _columns(rows: list[list[Line]], gutters: list[Gap]) -> list[list[Line]]:
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        for cell in row:
            columns[sum(cell.x0 >= gap[1] for gap in gutters)].append(cell)
    return [column for column in columns if column]


def _closed(rows: list[list[Line]], gutters: list[Gap], rules: list[Box]) -> bool:
    """True for a region between two drawn lines that are near: a row of a table whose cells may have several lines."""
    first, last = rows[0][0], rows[-1][0]
    over = first.y - 2.5 * first.size, first.y - 0.5 * first.size
    under = last.y, last.y + 1.8 * last.size
    return all(
        any(low <= rule[1] <= high and rule[0] <= gutters[0][0] and gutters[-1][1] <= rule[2] for rule in rules)
        for low, high in (over, under)
    )


def _is_prose(columns: list[list[Line]]) -> bool:
    """True where every column is a run of full lines, close under each other."""
    for column in columns:
        if len(column) < _PROSE_LINES:
            return False
        width = max(cell.x1 for cell in column) - min(cell.x0 for cell in column)
        middle = median(cell.x1 - cell.x0 for cell in column)
        if width < _PROSE_WIDTH * column[0].size or middle < _PROSE_FILL * width:
            return False
        steps = [below.y - above.y for above, below in pairwise(column)]
        if min(steps) < _BESIDE * column[0].size or median(steps) > _LEADING * column[0].size:
            return False
    return True


def _is_list(columns: list[list[Line]], text: str) -> bool:
    """True where the columns go on with one alphabet: States in an annex, down the first and then the second."""
    initials = [[text[cell.words[0].start].casefold() for cell in column] for column in columns]
    every = [initial for column in initials for initial in column]
    if min(map(len, columns)) < _LIST_LINES or not all(map(str.isalpha, every)):
        return False
    middles = [median_low(column) for column in initials]
    falls = sum(above > below for above, below in pairwise(every))
    return falls <= _LIST_FAULTS * len(every) and all(left < right for left, right in pairwise(middles))


def _is_askew(columns: list[list[Line]], shared: int) -> bool:
    """True where the lines of the columns do not stand on common baselines, as in the two blocks of a cover."""
    fewest = min(len(column) for column in columns)
    return fewest >= 2 and shared < fewest / 2


def _joined(row: list[Line]) -> Line:
    first = row[0]
    for cell in row[1:]:
        first.join(cell)
    return first
