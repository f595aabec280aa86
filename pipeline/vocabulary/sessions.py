"""Sessions of the Working Group on the Universal Periodic Review: their years, and which session of the Council takes up their reports.

Source: OHCHR's calendar of the review, cycles 1 to 4, and the symbols of the reports (A/HRC/28/15 is of the Working Group's
20th session). The Council's 8th session took up the reports of two sessions, so that it tells none.
"""

from __future__ import annotations

LAST_OF_YEAR = {
    2008: 3, 2009: 6, 2010: 9, 2011: 12, 2012: 14, 2013: 17, 2014: 20, 2015: 23, 2016: 26, 2017: 28, 2018: 31, 2019: 34, 2020: 36,
    2021: 39, 2022: 41, 2023: 44, 2024: 47,
}  # fmt: skip
"""The last session of the Working Group that began in each year."""
OF_COUNCIL = {
    10: 3, 11: 4, 12: 5, 13: 6, 14: 7, 15: 8, 16: 9, 17: 10, 18: 11, 19: 12, 21: 13, 22: 14, 23: 15, 24: 16, 25: 17, 26: 18, 27: 19,
    28: 20, 29: 21, 30: 22, 31: 23, 32: 24, 33: 25, 34: 26, 36: 27, 37: 28, 38: 29, 39: 30, 40: 31, 41: 32, 42: 33, 43: 34, 44: 35,
    46: 36, 47: 37, 48: 38, 49: 39, 50: 40, 52: 41, 53: 42, 54: 43, 55: 44, 56: 45, 57: 46, 58: 47,
}  # fmt: skip
"""The Human Rights Council's session in a report's symbol, and the Working Group's session that it reports on."""
FIRST_OF_CYCLE = (1, 13, 27, 41)


def of_council(session: int) -> int | None:
    """The Working Group's session whose reports carry this session of the Council in their symbols."""
    return OF_COUNCIL.get(session)


def year(session: int) -> int | None:
    """The year in which a session of the Working Group was held."""
    return next((year for year, last in LAST_OF_YEAR.items() if 1 <= session <= last), None)


def cycle(session: int) -> int:
    """The review cycle of a session: 1 to 12, 13 to 26, 27 to 40, 41 on."""
    return sum(session >= first for first in FIRST_OF_CYCLE)
