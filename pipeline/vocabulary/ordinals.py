"""Ordinals in words, as UN documents number sessions: 'first' to 'ninety-ninth'."""

from __future__ import annotations

ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
TENS = "twent thirt fort fift sixt sevent eight ninet".split()
NUMBERS: dict[str, int] = {
    **{word: number for number, word in enumerate([*ONES, *TEENS], start=1)},
    **{f"{ten}ieth": 10 * number for number, ten in enumerate(TENS, start=2)},
    **{
        f"{ten}y-{one}": 10 * number + more
        for number, ten in enumerate(TENS, start=2)
        for more, one in enumerate(ONES, start=1)
    },
}


def number(words: str) -> int | None:
    """The number of an ordinal in words or figures; None for what is none.

    >>> number("Twenty-second"), number("14th")
    (22, 14)
    """
    words = words.lower().replace("–", "-")
    digits = words.rstrip("stndrh")
    return int(digits) if digits.isdecimal() else NUMBERS.get(words)
