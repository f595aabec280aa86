"""The best assignment: which of the records found answers which of the gold, so that they agree the most in all."""

from __future__ import annotations

from collections.abc import Mapping

Pairs = Mapping[tuple[int, int], float]
"""How well a row and a column agree, above 0; pairs that are not named are not to be."""


def assign(agreement: Pairs) -> dict[int, int]:
    """Columns by row, each at most once, with the largest sum of agreements.

    Example: `assign({(0, 0): 5, (0, 1): 4, (1, 0): 4})` is `{0: 1, 1: 0}`, and not the 5 first.
    """
    chosen: dict[int, int] = {}
    for island in _islands(agreement):
        rows = sorted({row for row, _ in island})
        columns = sorted({column for _, column in island})
        for row, column in _best([[island.get((row, column), 0.0) for column in columns] for row in rows]):
            if (rows[row], columns[column]) in island:
                chosen[rows[row]] = columns[column]
    return dict(sorted(chosen.items()))


def _islands(agreement: Pairs) -> list[dict[tuple[int, int], float]]:
    """The pairs, parted into groups that share no row and no column: most records agree with few."""
    by_row: dict[int, list[int]] = {}
    by_column: dict[int, list[int]] = {}
    for row, column in agreement:
        by_row.setdefault(row, []).append(column)
        by_column.setdefault(column, []).append(row)
    islands, seen = [], set()
    for start in sorted(by_row):
        if start in seen:
            continue
        rows, columns, ahead = set(), set(), [start]
        while ahead:
            row = ahead.pop()
            if row not in rows:
                rows.add(row)
                for column in by_row[row]:
                    if column not in columns:
                        columns.add(column)
                        ahead += by_column[column]
        seen |= rows
        islands.append({pair: value for pair, value in agreement.items() if pair[0] in rows})
    return islands


def _best(agreement: list[list[float]]) -> list[tuple[int, int]]:
    """Kuhn's Hungarian method with potentials, in cubic time (Jonker and Volgenant 1987): rows take columns one by one."""
    turned = len(agreement) > len(agreement[0])
    if turned:
        agreement = [list(column) for column in zip(*agreement, strict=True)]
    rows, columns = len(agreement), len(agreement[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken_by, before = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken_by[0] = row
        here = 0
        least, seen = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while taken_by[here]:
            seen[here] = True
            step, ahead = float("inf"), 0
            for column in range(1, columns + 1):
                if seen[column]:
                    continue
                cost = -agreement[taken_by[here] - 1][column - 1] - row_price[taken_by[here]] - column_price[column]
                if cost < least[column]:
                    least[column], before[column] = cost, here
                if least[column] < step:
                    step, ahead = least[column], column
            for column in range(columns + 1):
                if seen[column]:
                    row_price[taken_by[column]] += step
                    column_price[column] -= step
                else:
                    least[column] -= step
            here = ahead
        while here:
            taken_by[here] = taken_by[before[here]]
            here = before[here]
    pairs = [(taken_by[column] - 1, column - 1) for column in range(1, columns + 1) if taken_by[column]]
    return [(column, row) for row, column in pairs] if turned else pairs
