"""One way to put a list of words into a pattern."""

from __future__ import annotations

from collections.abc import Iterable

import regex


def any_of(words: Iterable[str]) -> str:
    """An alternation of `words`, escaped, longest first, blanks matching any white space.

    Raises:
        ValueError: there are no words; an empty alternation would match everywhere.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered:
        raise ValueError("no words to match")
    return (
        "(?:"
        + "|".join(
            regex.escape(word, special_only=True).replace(r"\ ", r"\s+").replace(" ", r"\s+") for word in ordered
        )
        + ")"
    )
