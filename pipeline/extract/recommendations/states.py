"""Brackets that name the States behind a recommendation: '(Costa Rica, Iran (Islamic Republic of) and the Netherlands)'.

A bracket of a text is one of States when names of States fill it; what is left over in such a bracket is kept as a name
without a code, so that it is seen. '(OP-CAT)', '(Amendment) Act' and '(b)' are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from pipeline.model.findings import Leaf, Place, StateMention
from pipeline.spans import Span
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import late

BRACKET = late(
    r"""
    \( (?:
      (?P<inside> [^()]{2,900} (?: \( [^()]{2,60} \) [^()]{0,900} ){0,40} ) \)          # with brackets of names in it
    | (?P<open> \p{Lu} [^();]{2,40} (?: \( [^()]{2,60} \) )? ) (?= \s* (?: ; | \Z ) )  # its end is lost: '(Iran;'
    )
    """,
    regex.VERBOSE,
)
UNOPENED = late(r"(?P<bare>\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+){0,3})\)[\s;.]*\Z")
"""A last bracket whose start is lost: 'the International Criminal Court Ghana);'."""
LAST = late(r"\((?P<name>\p{Lu}\p{Ll}[^()]{2,60}(?:\([^()]{2,60}\))?)\)[\s;.]*\Z")
PARTING = late(r"\s*(?:[,;/.•]|\band\b|&|\bas\s+well\s+as\b|\bon\s+behalf\s+of\b)\s*")
MOST_PARTS = 5
"""A name may hold partings itself: 'Venezuela, Bolivarian Republic of', 'United Kingdom of Great Britain and …'."""
SEAM = late(r"-\s+")
ARTICLE = late(r"(?:(?:and|the)\s+)+", regex.IGNORECASE)
BLANK = late(r"\s+")
FOOTNOTE = late(r"(?<=\p{L})\d{1,2}\Z")
FORMAL = late(
    r"(?P<short>[^(),]+?)(?:,\s|\s\()(?P<long>(?!Democratic)[^(),]*\b(?:Republic|State|States|Kingdom)\sof(?:\sthe)?)\)?"
)
"""'Venezuela, Bolivarian Republic of', 'Bolivia (Plurinational Republic of)'; the two Congos are told by 'Democratic'."""
LEAST_FUZZY = 5
MOST_WRONG = 2


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket of States, with its own signs in `span`."""

    span: Place
    states: tuple[StateMention, ...]


def brackets(text: str, within: Place) -> Iterator[Bracket]:
    """Yield the brackets of States inside a passage, in order; its last one too where no name in it is known."""
    at = within.start
    found = False
    while (match := BRACKET.search(text, at, within.end)) is not None:
        states = tuple(_states(text, Span(*match.span("inside" if match["inside"] else "open"))))
        if states:
            found = True
            yield Bracket(Span(*match.span()), states)
        at = match.end() if states else match.start() + 1
    if not found:
        yield from _last(text, within)


def _last(text: str, within: Place) -> Iterator[Bracket]:
    """The bracket that ends a passage, where its start is lost or its name is not known."""
    unopened = UNOPENED.search(text, within.start, within.end)
    name = _last_name(text, Span(*unopened.span("bare"))) if unopened else Span(within.end, within.end)
    unread = LAST.search(text, within.start, within.end)
    if name.length:
        yield Bracket(Span(name.start, within.end), (state(text, name, "recommendations.from"),))
    elif unread is not None:
        whose = _mention(text, Span(*unread.span("name")), None, "recommendations.from.unread")
        yield Bracket(Span(unread.start(), within.end), (whose,))


def _states(text: str, inside: Place) -> Iterator[StateMention]:
    """The States of a bracket's inside; nothing where it names none, or more that is unknown than States."""
    parts = list(_parts(text, inside))
    found: list[StateMention] = []
    unread: list[Place] = []
    at = 0
    while at < len(parts):
        place, size = _longest(text, parts, at)
        at += max(size, 1)
        if size:
            found.append(state(text, place, "recommendations.from"))
        else:
            run = list(_run_together(text, place))
            found += run
            unread += [] if run else [place]
    mended = {place: near for place in unread if (near := _misspelt(text, place)) is not None}
    if len(unread) - len(mended) > len(found) or not (found or len(mended) == len(parts)):
        return
    rest = [mended.get(place) or _mention(text, place, None, "recommendations.from.unread") for place in unread]
    yield from sorted([*found, *rest], key=lambda mention: mention.name.spans[0])


def _longest(text: str, parts: list[Place], at: int) -> tuple[Place, int]:
    """The longest name that begins at a part, and how many parts it has; none has 0."""
    first = parts[at]
    known = look_up(first.cut(text)) is not None
    if known and (at + 1 == len(parts) or look_up(parts[at + 1].cut(text)) is not None):
        return first, 1
    for size in range(min(MOST_PARTS, len(parts) - at), 1, -1):
        place = first.hull(parts[at + size - 1])
        if look_up(place.cut(text)) is not None:
            return place, size
    return first, int(known)


def _parts(text: str, inside: Place) -> Iterator[Place]:
    start = inside.start
    for match in PARTING.finditer(text, inside.start, inside.end):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < inside.end:
        yield Span(start, inside.end)


@lru_cache(maxsize=2_048)
def look_up(words: str) -> countries.Country | None:
    """The State of a name as brackets write it: 'the Netherlands', 'Timor- Leste', 'Venezuela, Bolivarian Republic of'."""
    name = FOOTNOTE.sub("", SEAM.sub("-", " ".join(words.split())))
    name = ARTICLE.sub("", name, count=1) if ARTICLE.match(name) else name
    known = countries.by_name(name.replace("( ", "(").replace(" )", ")"))
    if known is None and (formal := FORMAL.fullmatch(name)) is not None:
        known = countries.by_name(f"{formal['short']} ({formal['long']})") or countries.by_name(formal["short"])
    return known


def state(text: str, place: Place, rule: str) -> StateMention:
    """A State by the name that stands in a place of the text."""
    country = look_up(place.cut(text))
    return _mention(text, place, country.iso3 if country else None, rule)


def _mention(text: str, place: Place, iso3: str | None, rule: str) -> StateMention:
    raw = place.cut(text)
    lead = ARTICLE.match(raw)
    start = place.start + (lead.end() if lead else 0)
    name: Place = Span(start, place.end)
    shown = FOOTNOTE.sub("", SEAM.sub("-", " ".join(name.cut(text).split())))
    return StateMention(name=Leaf(shown, (name,), rule), iso3=Leaf(iso3, (name,), rule) if iso3 else None)


def _run_together(text: str, place: Place) -> Iterator[StateMention]:
    """Names whose comma is lost: 'Argentina Chile'. They must fill the passage."""
    matches = list(countries.name_pattern().finditer(text, place.start, place.end))
    rest = place.length - sum(len(match.group()) for match in matches)
    if len(matches) > 1 and rest < len(matches):
        for match in matches:
            country = look_up(match.group())
            if country is not None:
                yield _mention(text, Span(*match.span()), country.iso3, "recommendations.from.run_together")


def _misspelt(text: str, place: Place) -> StateMention | None:
    """A name with a letter or two wrong: 'Bukina Faso', 'United States of Americas'."""
    words = " ".join(place.cut(text).split())
    if len(words) <= LEAST_FUZZY or not words[0].isupper() or words.isupper():
        return None
    near, wrong = _nearest(words.lower())
    country = countries.by_name(near)
    if country is None or wrong > min(MOST_WRONG, len(words) // LEAST_FUZZY):
        return None
    return _mention(text, place, country.iso3, "recommendations.from.misspelt")


@cache
def _nearest(words: str) -> tuple[str, int]:
    """The name that is nearest to some words, and how many letters differ."""
    names = [name for name in countries.names() if abs(len(name) - len(words)) <= MOST_WRONG]
    return min(
        ((name, _distance(name, words)) for name in names), key=lambda pair: (pair[1], pair[0]), default=("", 99)
    )


def _distance(one: str, other: str) -> int:
    """How many letters must change to make one word of the other (Levenshtein's distance)."""
    row = list(range(len(other) + 1))
    for down, letter in enumerate(one, start=1):
        previous, row[0] = row[0], down
        for across, sign in enumerate(other, start=1):
            previous, row[across] = (
                row[across],
                min(row[across] + 1, row[across - 1] + 1, previous + (letter != sign)),
            )
    return row[-1]


def _last_name(text: str, place: Place) -> Place:
    """The State at the end of a passage: in 'International Criminal Court Ghana' the last word."""
    start = place.start
    while start < place.end:
        if look_up(text[start : place.end]) is not None:
            return Span(start, place.end)
        gap = BLANK.search(text, start, place.end)
        start = gap.end() if gap else place.end
    return Span(place.end, place.end)
