"""Tables that a text gives without lines: years, and behind each of them as many figures as behind the others.

`2016 10 4 3 2015 6 6 2` under heads such as `Year Recorded Prosecuted Sentenced`: the years are dates, the rest are counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

RUN = late(r"(?=[12]\d)(?<![^\s])(?:19|20)\d\d(?:[^\S\n]*[\s|][^\S\n]*\d[\d,.]*%?){4,400}+(?=\s|\Z)")
CELL = late(r"\d[\d,.]*%?")
YEAR = late(r"(?:19|20)\d\d")
LEAST_ROWS = 2
LEAST_CELLS = 2


class YearRow(NamedTuple):
    """A year and its figures."""

    year: Place
    cells: tuple[Place, ...]


@lru_cache(maxsize=1)
def year_rows(text: str) -> tuple[YearRow, ...]:
    """The rows of all such tables, in order of place; remembered, since dates and counts both want them."""
    return tuple(_year_rows(text))


def _year_rows(text: str) -> Iterator[YearRow]:
    for run in RUN.finditer(text):
        found: list[Place] = [Span(*cell.span()) for cell in CELL.finditer(text, *run.span())]
        years = [place for place, cell in enumerate(found) if YEAR.fullmatch(text, *cell)]
        width = years[1] - years[0] if len(years) >= LEAST_ROWS else 0
        if width <= LEAST_CELLS - 1 or years != list(range(0, len(found), width)) or len(found) % width:
            continue
        for place in years:
            yield YearRow(found[place], tuple(found[place + 1 : place + width]))
