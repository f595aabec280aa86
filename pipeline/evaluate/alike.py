"""When two values are the same, and when they are alike: strict and lenient match of values, without regard to place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Any

ALIKE = 0.8
"""The share of letter pairs that two texts must have in common (Dice): a name with one letter wrong passes, another name does not."""
SHORTEST = 5
"""Letters of a text that may be alike and not equal: in fewer, one letter makes another thing (EOM, IEOM)."""
ONE_FORM = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal; blanks, quotation marks and dashes of any form are one."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or _one_form(one) == _one_form(other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    return bool(one == other)


def alike(one: Any, other: Any) -> bool:
    """Whether two values say much the same: texts by the letter pairs they share, everything else equal.

    `Daan Everts` and `Dan Everts` are alike; texts whose digits differ never are, for `JUD/240` is not `JUD/241`.
    """
    if isinstance(one, str) and isinstance(other, str):
        first, second = _plain(one), _plain(other)
        near = min(len(first), len(second)) >= SHORTEST and _digits(first) == _digits(second)
        return first == second or (near and _share(first, second) >= ALIKE)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(value, other[name]) for name, value in one.items())
    return bool(one == other)


@lru_cache(maxsize=4096)
def _one_form(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(ONE_FORM).split())


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"\w+", "".join(char for char in letters if not unicodedata.combining(char))))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _share(one: str, other: str) -> float:
    first, second = _pairs(one), _pairs(other)
    both = first.total() + second.total()
    return 2 * (first & second).total() / both if both else 0.0


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
