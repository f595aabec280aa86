"""Dates in the Extended Date/Time Format, which says what ISO 8601 alone cannot: about, perhaps, one of two, digits not known.

Source: Library of Congress, EDTF specification, levels 0 to 2 (ISO 8601-2:2019).
"""

from __future__ import annotations

import regex

from pipeline.vocabulary.patterns import late

ABOUT = late(r"\b(?:around|about|approximately|circa|ca\.|c\.|roughly)\s+(?:the\s+)?\Z", regex.IGNORECASE)
PERHAPS = late(r"\b(?:probably|possibly|perhaps|presumably|reportedly)\s+(?:in|on|of)?\s*\Z", regex.IGNORECASE)
ASKED = late(r"\s?\?(?=[\s),;]|\Z)")
LOOK_BACK = 30


def written(value: str, end: str | None) -> str:
    """A date or a range of two.

    >>> written("2012-09-30", "2012-10-02")
    '2012-09-30/2012-10-02'
    """
    return f"{value}/{end}" if end else value


def qualified(text: str, start: int, stop: int, date: str) -> str:
    """`date` with `~` where the text says 'around' before it, with `?` where it says 'probably' or asks."""
    before = text[max(0, start - LOOK_BACK) : start]
    about = ABOUT.search(before) is not None
    perhaps = PERHAPS.search(before) is not None or (
        stop - start == len("2011") and ASKED.match(text, stop) is not None
    )
    mark = "%" if about and perhaps else "~" if about else "?" if perhaps else ""
    return "/".join(part + mark for part in date.split("/"))


def unspecified(year: str | None, month: int | None, day: int | None) -> str | None:
    """A date whose year is cut off or not given, with X for each digit that is not known; None where nothing is.

    >>> unspecified("201", 4, 11), unspecified(None, 2, 3)
    ('201X-04-11', 'XXXX-02-03')
    """
    if month is None:
        return None
    whole = (year or "").ljust(len("YYYY"), "X")
    return f"{whole}-{month:02d}" + (f"-{day:02d}" if day else "")


def unspecified_day(year: int | None, month: int | None) -> str | None:
    """A day that cannot be told, of a month and perhaps a year that can.

    >>> unspecified_day(2011, 5)
    '2011-05-XX'
    """
    whole = unspecified(f"{year:04d}" if year else None, month, None)
    return f"{whole}-XX" if whole else None


def one_of(year: int, first: int, second: int) -> str:
    """`03/04/2015`, which may be of either month first.

    >>> one_of(2015, 3, 4)
    '[2015-03-04,2015-04-03]'
    """
    return f"[{','.join(sorted(f'{year:04d}-{month:02d}-{day:02d}' for month, day in ((first, second), (second, first))))}]"
