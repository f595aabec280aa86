"""The country that a document is about: by a code in its own number, its title, its head, or what the text names most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

import regex

from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import any_of, behind, late

OPINION_NUMBER = late(r"\b\p{Lu}\p{L}{1,7}[-/](?P<country>\p{L}{2,5})/\d{1,4}/(?:19|20)\d\d\b")
NUMBER_WITHIN = 600
HEAD, COVER = 700, 1_500
"""How far the head of a news item or a report goes, and the cover of an opinion, which names the State on a line of its own."""
TWICE, FEW = 2, 3
LONGEST_NAME = 60
WORDS = late(r"\b\p{Lu}\p{L}+\b")
BLOCK_END = late(r"\n\s*\n|\Z")
IN_BRACKETS = late(r"\s*\)")
BRACKET = behind(r"\(\s*")
"""'Ambassador Anna Lind (Norway)': where somebody is from."""
PERSON_AFTER = late(
    r"\s+(?:\p{Ll}+\s+)?(?:lawyer|diplomat|politician|judge|ambassador|citizen|member|parliamentarian|MP\b|deput|senator|expert|official|nationals?\b|embass)"
)
DATELINE = late(
    r"""
    ^ (?P<city> \p{Lu}[\p{L} .'’-]{2,30}? ) \s* (?: /\s*\p{Lu}[\p{L} ]+ )?
      (?: [,.] \s+ (?: \p{Lu}\p{Ll}+day\b | \d{1,2} \s \p{L}+ | \p{Lu}\p{L}{2,8}\.? \s \d{1,2}\b | \d{1,2}[./]\d{1,2}[./]\d{4} )      # Sofia, March 9
        | (?<= \p{Lu}{3} ) \s+ [–—-]{1,2} \s )                                                               # TIRANA –
    """,
    regex.MULTILINE | regex.VERBOSE,
)
SEATS = frozenset(
    "warsaw vienna strasbourg geneva brussels copenhagen paris new_york the_hague".replace("_", " ").split()
)
"""Where the bodies that issue such texts have their seats: a dateline there tells nothing of the country."""


REVIEW_OF = late(
    r"""
    \b (?: Universal \s+ Periodic \s+ Review | UPR ) (?: \s+ (?: of | on | for ) | \s* [:–—-] ) \s+ (?: the \s+ )? (?= \p{Lu} )
    | \b (?: Participating \s+ State | State \s+ under \s+ Review | Country \s+ under \s+ Review | Country ) \s* : \s* (?: the \s+ )? (?= \p{Lu} )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
"""Before the State that is reviewed: 'Submission to the Universal Periodic Review of |Croatia', 'Participating State: |Tajikistan'."""
REVIEWED_WITHIN = 3_000
UNION = "EUU"
OF_THE_UNION = late(r"(?:\s+\(EU\))?[ \t]+(?-i:\p{Lu})")
"""'European Union |Agency for Fundamental Rights': a body of the Union, and not what the text is about."""


class Named(NamedTuple):
    """A country by its code, and where it is named."""

    iso3: str
    span: Place


def country(text: str, title: Place | None, *, opinion: bool, symbol: bool) -> Leaf[str] | None:
    """The country that `text` is about; None where it is not clear.

    `opinion` is true for a legal opinion, `symbol` for a document of the United Nations, whose masthead says little.
    """
    if opinion and (number := OPINION_NUMBER.search(text, 0, NUMBER_WITHIN)) is not None:
        row = countries.by_code(number["country"])
        if row is not None:
            return _leaf(row.iso3, "opinion_number", Span(*number.span("country")))
    if not opinion and not symbol and (reviewed := _reviewed(text)) is not None:
        return reviewed
    if title is not None and (only := _only(_by_name(text, title))) is not None:
        return _leaf(only.iso3, "title", only.span)
    line = None if opinion or symbol else _dateline(text)
    lead = next(BLOCK_END.finditer(text, line.spans[0].end)).start() if line else COVER if opinion else HEAD
    if not symbol and (only := _in_head(text, lead, _by_name)) is not None:
        return _leaf(only.iso3, "head", only.span)
    most = line or _named_most(text, 1 if symbol else TWICE)
    if most is not None or symbol:
        return most
    only = _in_head(text, HEAD, _by_adjective)
    if only is not None:
        return _leaf(only.iso3, "adjective", only.span)
    return _named_most(text, 1) or _capital(text)


def _reviewed(text: str) -> Leaf[str] | None:
    """The State whose review a paper is for, as its head says."""
    for before in REVIEW_OF.finditer(text, 0, REVIEWED_WITHIN):
        for named in _by_name(text, Span(before.end(), min(len(text), before.end() + LONGEST_NAME))):
            if named.span.start == before.end():
                return _leaf(named.iso3, "reviewed", named.span)
    return None


def _capital(text: str) -> Leaf[str] | None:
    """The country whose capital alone the head names, where no country is named at all."""
    cities = countries.capitals()
    found = [
        Named(cities[match.group().lower()], Span(*match.span()))
        for match in WORDS.finditer(text, 0, HEAD)
        if match.group().lower() in cities and match.group().lower() not in SEATS
    ]
    only = _only(iter(found))
    return _leaf(only.iso3, "capital", only.span) if only else None


def _dateline(text: str) -> Leaf[str] | None:
    """The country whose capital a news item is dated from, where no body that issues such texts has its seat there."""
    line = DATELINE.search(text, 0, HEAD)
    city = line["city"].lower() if line else ""
    iso3 = countries.capitals().get(city) if city not in SEATS else None
    return _leaf(iso3, "dateline", Span(*line.span("city"))) if line and iso3 else None


def _leaf(iso3: str, rule: str, *spans: Place) -> Leaf[str]:
    return Leaf(iso3, spans, f"document.country.{rule}")


def _named_most(text: str, least: int) -> Leaf[str] | None:
    """The country that the text names at least so many times, and twice as often as any other."""
    seen = Counter(row.iso3 for row in map(countries.by_name, countries.name_pattern().findall(text)) if row)
    ranked = seen.most_common(TWICE)
    if not ranked or ranked[0][1] < least or (len(ranked) == TWICE and ranked[0][1] < TWICE * ranked[1][1]):
        return None
    most = ranked[0][0]
    where = islice((one.span for one in _by_name(text, Span(0, len(text))) if one.iso3 == most), FEW)
    return _leaf(most, "named_most", *where)


def _in_head(text: str, limit: int, named: Callable[[str, Place], Iterator[Named]]) -> Named | None:
    """The country of the first block in the head that names one, and no second one."""
    start = 0
    for match in BLOCK_END.finditer(text, 0, limit):
        block = trimmed(text, Span(start, match.start()))
        start = match.end()
        found = list(named(text, block))
        if found:
            return _only(iter(found))
    return None


def _only(found: Iterator[Named]) -> Named | None:
    """The first of several mentions of one country; None for none or two countries.

    Beside a country the European Union is whose mission, agency or law it is.
    """
    named = list(found)
    named = [one for one in named if one.iso3 != UNION] or named
    return named[0] if len({one.iso3 for one in named}) == 1 else None


def _by_name(text: str, span: Place) -> Iterator[Named]:
    """The countries that a passage names; those of persons, in brackets, left out."""
    for match in chain(countries.name_pattern().finditer(text, *span), _capitals_pattern().finditer(text, *span)):
        row = countries.by_name(match.group())
        if row is None:
            continue
        if BRACKET.search(text, max(0, match.start() - 3), match.start()) and IN_BRACKETS.match(text, match.end()):
            continue
        if row.iso3 == UNION and OF_THE_UNION.match(text, match.end()):
            continue
        yield Named(row.iso3, Span(*match.span()))


def _by_adjective(text: str, span: Place) -> Iterator[Named]:
    for match in _adjective_pattern().finditer(text, *span):
        if not PERSON_AFTER.match(text, match.end()):
            yield Named(countries.adjectives()[match.group().lower()], Span(*match.span()))


@cache
def _capitals_pattern() -> regex.Pattern[str]:
    """Names in capitals, as covers have them."""
    names = {name.upper() for row in countries.table().values() for name in row.names if len(name) > 3}
    return regex.compile(rf"\b{any_of(names)}\b")


@cache
def _adjective_pattern() -> regex.Pattern[str]:
    return regex.compile(rf"\b{any_of({word for row in countries.table().values() for word in row.adjectives})}\b")
