"""Recommendations of OHCHR's thematic lists: a table whose rows have a recommendation, the State's position and themes.

The cells of a row come one behind the other: the recommendation with its number, 'Source of position: A/HRC/28/15/Add.1 -
Para. 3', then the position in a word. A recommendation may stand under several themes; it is told each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from pipeline.extract.recommendations.lists import Decision, Item, Response
from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import late

SOURCE = "Source of position:"
ROW = late(
    r"""
    ^ (?P<number> \d{1,3} \. \d{1,3} ) \.? \s+
    (?P<body> (?: (?! \n\n \d{1,3} \. \d{1,3} \s ) . ){3,3000}? ) \s*
    ^ (?P<source> Source\ of\ position: [^\n]* ) \s+
    ^ (?P<position> [^\n]{2,80} ) $                       # the next cell: 'Supported'
    """,
    regex.VERBOSE | regex.MULTILINE | regex.DOTALL,
)
POSITIONS: tuple[tuple[Response, regex.Pattern[str]], ...] = (
    ("pending", late(r"pending|under (?:examination|consideration|review)|to be examined", regex.IGNORECASE)),
    ("noted", late(r"noted|not (?:supported|accepted)", regex.IGNORECASE)),
    ("rejected", late(r"rejected", regex.IGNORECASE)),
    ("supported", late(r"(?:fully )?(?:supported|accepted)(?! in part)", regex.IGNORECASE)),
)
"""A position 'in part' is neither of them, and none is given."""
BRACKET = late(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
LEAST, TWICE = 3, 2


def read(text: str) -> list[Item]:
    """The rows of a thematic list, in order; none where the text has no such table."""
    return [_item(text, row) for row in ROW.finditer(text)] if SOURCE in text else []


def country(text: str, items: Sequence[Item]) -> Leaf[str] | None:
    """The State under review, which such a list names in passing alone: the one that the recommendations speak of, outside
    their brackets, at least twice as often as of any other."""
    named: dict[str, list[Place]] = {}
    for item in items:
        brackets: list[Place] = [
            Span(*match.span()) for match in BRACKET.finditer(text, item.span.start, item.span.end)
        ]
        for match in countries.name_pattern().finditer(text, item.span.start, item.span.end):
            place: Place = Span(*match.span())
            row = countries.by_name(match.group())
            if row is not None and not any(bracket.covers(place) for bracket in brackets):
                named.setdefault(row.iso3, []).append(place)
    ranked = Counter({iso3: len(places) for iso3, places in named.items()}).most_common(2)
    if not ranked or ranked[0][1] < LEAST or (len(ranked) > 1 and ranked[0][1] < TWICE * ranked[1][1]):
        return None
    return Leaf(ranked[0][0], tuple(named[ranked[0][0]][:LEAST]), "recommendations.to.most_named")


def _item(text: str, row: regex.Match[str]) -> Item:
    position: Place = trimmed(text, Span(*row.span("position")))
    response = next((name for name, pattern in POSITIONS if pattern.fullmatch(position.cut(text))), None)
    source: Place = trimmed(text, Span(*row.span("source")))
    decision = Decision(
        None, Span(source.start, source.start), source, response, (position, source) if response else ()
    )
    number: Place = Span(*row.span("number"))
    return Item(row["number"], (number,), trimmed(text, Span(*row.span("body"))), decision, below=True)
