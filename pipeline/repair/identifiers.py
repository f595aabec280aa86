"""Identifiers, ordinals and addresses that a line end or stray blanks cut in pieces.

`JUD -|KAZ/240/2013` is `JUD-KAZ/240/2013`: an identifier is one word, and its dash is a hyphen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from pipeline.repair.rule import Draft
from pipeline.spans import Edit, Span, first_claims
from pipeline.vocabulary.patterns import late

OPINION = late(
    r"""
    \b \p{Lu}[\p{L}]{1,7} (?P<dash> \s* [-–—] \s* ) (?= \p{Lu}[\p{L}]{1,4} \s* / \s* \d{1,4} \s* / \s* (?:19|20)\d\d )
    """,
    regex.VERBOSE,
)
SLASH = late(
    r"""
    (?P<first> \s* / \s* )
    (?:
      (?<= (?: \p{Lu}\p{L}{1,4} | \b\d{1,4} ) (?P=first) ) (?= \d{1,4} (?P<rest> \s* / \s* ) (?:19|20)\d\d )
      | (?<= (?: Opinion | Study ) \s+ (?: No | Nr | no | nr )? \.? \s* : ? \s* \d{1,4} (?P=first) ) (?= (?:19|20)\d\d )
      | (?<= \n\s* / | / \s*\n\s* ) (?<= (?: \b\p{Lu} | \b\p{Lu}{2,4} | /\p{Lu}{1,4} | /[\d.]{1,4} ) (?P=first) )
        (?= [\p{Lu}\d] )                                                                        # A/HRC/|14/10
    )
    """,
    regex.VERBOSE,
)
CDL = late(
    r"\bCDL(?P<dash>\s*[-–]\s*)(?=(?:AD|PI|REF|JU|EL|RA)\b)(?:[-–\s]*(?:AD|PI|REF|JU|EL|RA))(?P<gap>\s*)\((?=\d{4}\))"
)
ORDINAL = late(
    r"\b (?P<number> \d{1,3} ) (?P<gap> [^\S\n]*\n\s* | [ ] ) (?P<ending> st|nd|rd|th ) \b (?P<after> [^\S\n]*\n\s* )?",
    regex.VERBOSE,
)
ADDRESS = late(
    r"""
    (?: https?:// | www\. ) [^\s<>”“"]* [/\-_=&?]           # an address that stops where it cannot end
    (?P<gap> [^\S\n]* \n \s* )
    (?= [\p{Ll}\d][^\s]* [/\d.] )
    """,
    regex.VERBOSE,
)
YEAR = late(r"/\s*(?:19|20)\d\d")
"""What the number of an opinion ends in."""
CUT_ORDINAL = late(r"\d\s+(?:st|nd|rd|th)\b")
"""What each ordinal in pieces holds: it is looked for first, in half of the time."""
SLASHED = late(r"/(?=\s*[\p{Lu}\d])")
REACH = 60
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def mend_identifiers(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each seam inside an identifier, an ordinal or an address."""
    yield from first_claims(_seams(draft.text))


def _seams(text: str) -> Iterator[Edit]:
    for match in ADDRESS.finditer(text) if "http" in text or "www." in text else ():
        yield Edit(Span(*match.span("gap")), "", "identifiers.address")
    for window in _around_slashes(text):
        for match in OPINION.finditer(text, *window) if YEAR.search(text, *window) else ():
            yield Edit(Span(*match.span("dash")), "-", "identifiers.dash")
        for match in SLASH.finditer(text, *window):
            for group in ("first", "rest"):
                if match[group]:
                    yield Edit(Span(*match.span(group)), "/", "identifiers.slash")
    for match in CDL.finditer(text) if "CDL" in text else ():
        yield Edit(Span(*match.span("dash")), "-", "identifiers.dash")
        yield Edit(Span(*match.span("gap")), "", "identifiers.dash")
    for match in ORDINAL.finditer(text) if CUT_ORDINAL.search(text) else ():
        if ending(int(match["number"])) != match["ending"]:
            continue
        yield Edit(Span(*match.span("gap")), "", "identifiers.ordinal")
        if match["after"]:
            yield Edit(Span(*match.span("after")), " ", "identifiers.ordinal")


def _around_slashes(text: str) -> Iterator[Span[Any]]:
    """The passages in which an identifier may stand: around each slash beside a figure, a capital or a line end."""
    start = end = 0
    for match in SLASHED.finditer(text):
        if match.start() - REACH > end and end:
            yield Span(start, end)
            start = match.start() - REACH
        elif not end:
            start = max(0, match.start() - REACH)
        end = min(len(text), match.end() + REACH)
    if end:
        yield Span(start, end)


def ending(number: int) -> str:
    """The letters behind an ordinal's figure: 1 is `st`, 12 is `th`."""
    if number % 100 in (11, 12, 13):
        return "th"
    return ENDINGS.get(number % 10, "th")
