"""Brackets that name the States behind a recommendation: '(Costa Rica, Iran (Islamic Republic of) and the Netherlands)'.

A bracket of a text is one of States when names of States fill it; what is left over in such a bracket is kept as a name
without a code, so that it is seen. '(OP-CAT)', '(Amendment) Act' and '(b)' are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.model.findings import Leaf, Place, StateMention
from pipeline.spans import Span
from pipeline.vocabulary import countries

BRACKET = regex.compile(
    r"""
    \( (?P<inside> [^()]{2,900} (?: \( [^()]{2,60} \) [^()]{0,900} ){0,40} ) \)   # one bracket, with brackets of names in it
    | \( (?P<open> \p{Lu} [^();]{2,40} (?: \( [^()]{2,60} \) )? ) (?= \s* (?: ; | \Z ) )         # its end is lost: '(Iran;'
    | (?P<bare> \p{Lu}[\p{L}’'-]+ (?: \s \p{Lu}[\p{L}’'-]+ ){0,3} ) \)                # its start is lost: 'Court Ghana);'
    """,
    regex.VERBOSE,
)
PARTING = regex.compile(r"\s*(?:[,;/.•]|\band\b|&|\bas\s+well\s+as\b|\bon\s+behalf\s+of\b)\s*")
MOST_PARTS = 5
"""A name may hold partings itself: 'Venezuela, Bolivarian Republic of', 'United Kingdom of Great Britain and …'."""
SEAM = regex.compile(r"-\s+")
ARTICLE = regex.compile(r"(?:(?:and|the)\s+)+", regex.IGNORECASE)
FOOTNOTE = regex.compile(r"(?<=\p{L})\d{1,2}\Z")
LEAST_FUZZY = 5
MOST_WRONG = 2


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket of States, with its own signs in `span`."""

    span: Place
    states: tuple[StateMention, ...]


def brackets(text: str, within: Place) -> Iterator[Bracket]:
    """Yield the brackets of States inside a passage, in order."""
    at = within.start
    while (match := BRACKET.search(text, at, within.end)) is not None:
        group = next(name for name in ("inside", "open", "bare") if match[name] is not None)
        place: Place = Span(*match.span(group))
        if group == "bare":
            place = _last_name(text, place)
        states = tuple(_states(text, place)) if place.length else ()
        if states:
            start = place.start if group == "bare" else match.start()
            yield Bracket(Span(start, match.end()), states)
            at = match.end()
        else:
            at = match.start() + 1 if group != "bare" else match.end()


def _states(text: str, inside: Place) -> Iterator[StateMention]:
    """The States of a bracket's inside; nothing where it names none."""
    parts = list(_parts(text, inside))
    found: list[StateMention] = []
    unread: list[Place] = []
    at = 0
    while at < len(parts):
        for size in range(min(MOST_PARTS, len(parts) - at), 0, -1):
            place = parts[at].hull(parts[at + size - 1])
            country = look_up(place.cut(text))
            if country is not None:
                found.append(_mention(text, place, country.iso3, "recommendations.from"))
                at += size
                break
        else:
            run = list(_run_together(text, parts[at]))
            found += run
            if not run:
                unread.append(parts[at])
            at += 1
    if not found:
        found = [state for place in parts if (state := _misspelt(text, place)) is not None]
        unread = [] if len(found) == len(parts) else unread
        found = found if not unread else []
    elif len(unread) > len(found):
        return
    rest = [_misspelt(text, place) or _mention(text, place, None, "recommendations.from.unread") for place in unread]
    yield from sorted([*found, *rest] if found else [], key=lambda state: state.name.spans[0])


def _parts(text: str, inside: Place) -> Iterator[Place]:
    start = inside.start
    for match in PARTING.finditer(text, inside.start, inside.end):
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < inside.end:
        yield Span(start, inside.end)


def look_up(words: str) -> countries.Country | None:
    """The State of a name as brackets write it: 'the Netherlands', 'Timor- Leste', 'Venezuela, Bolivarian Republic of'."""
    name = FOOTNOTE.sub("", SEAM.sub("-", " ".join(words.split())))
    name = ARTICLE.sub("", name, count=1) if ARTICLE.match(name) else name
    known = countries.by_name(name.replace("( ", "(").replace(" )", ")"))
    if known is None and ", " in name:
        short, formal = name.split(", ", 1)
        known = countries.by_name(f"{short} ({formal})") if formal.lower().endswith(" of") else None
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
        gap = regex.compile(r"\s+").search(text, start, place.end)
        start = gap.end() if gap else place.end
    return Span(place.end, place.end)
