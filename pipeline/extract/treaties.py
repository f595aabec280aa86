"""Treaties and OSCE documents by name, abbreviation and number, as references.

A name is looked for from its noun (Convention, Covenant, Protocol), which is rare, and not from every word. `CAT`, `CRC` and
their kin also stand for committees: they count where the words around them speak of a treaty (ratify, party to, article 3 of).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import Findings, Place, ReferenceMention
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary import treaties
from pipeline.vocabulary.patterns import any_of, behind, late
from pipeline.vocabulary.sought import Sought


def _form(name: str) -> str:
    """A name as a pattern: `the` and `International` may stand between its words or not."""
    words = [regex.escape(word) for word in name.split() if word != "the"]
    return r"\s+(?:the\s+)?(?:International\s+)?".join(words)


NOUN = late(r"(?:Convention|Covenant|Protocol|Statute|Charter|CONVENTION|COVENANT|PROTOCOL)(?!\w)")


@cache
def _name() -> regex.Pattern[str]:
    """Any treaty's name from its noun on; compiled with the first noun, since that takes 45 ms."""
    names = sorted((name for each in treaties.table() for name in each.names), key=len, reverse=True)
    return regex.compile("|".join(map(_form, names)), regex.IGNORECASE)


BEFORE = late(
    r"(?:(?:\b(?:International|European|Framework|Council\s+of\s+Europe|United\s+Nations|UN|First|Second|Third|Optional|Rome|Additional|19\d\d|20\d\d)\s+)*)\Z",
    regex.REVERSE,
)
NICKNAME = Sought(rf"\b{any_of(treaties.NICKNAMES)}\b", treaties.NICKNAMES)
ABBREVIATION = Sought(
    rf"(?<![\p{{L}}\d/-]){any_of(treaties.by_abbreviation())}(?![\p{{L}}\d/]|-\p{{L}}|\s+(?:Ltd|Inc|GmbH|plc)\b)",
    treaties.by_abbreviation(),
)
SPEAKS_OF = behind(
    r"""
    \b (?: ratif\w+ | acced\w+ | accession | part(?:y|ies) | signator\w+ | sign(?:ed|ature|ing)? | articles? \s+ [\d(),\sand-]+ | provisions? |
      obligations? | commitments? | reservations? | protocols? | under | with | incorporat\w+ | domesticat\w+ | withdr[ae]w\w* | principles? | enshrined )
    \b [^.;:\n]{0,60}
    """,
    verbose=True,
    ignore_case=True,
)
COMMITTEE = behind(r"\b(?:committee|recommendations?|by|from|observations?|review)\b[^.;:\n]{0,20}", ignore_case=True)
SPEAKS = late(
    r"\s+(?:also\s+|further\s+)?(?:urged|recommended|noted|expressed|welcomed|stated|encouraged|requested|was\s+concerned|remained|regretted|called|reiterated|Committee)\b"
)
ILO = late(
    r"""
    \b (?: ILO | International \s+ Labour \s+ Organi[sz]ation (?: \s* \(ILO\) )? ) (?: ['’]s )? \s+ (?: \w+ \s+ ){0,2}? Conventions? ,? \s+ Nos?\.? \s*
      (?P<number> \d{1,3} ) (?: (?: \s*,\s* | \s*,?\s+and\s+ ) (?: Convention \s+ )? (?: No\.? \s* )? (?P<number> \d{1,3} ) (?!\d) )*
    | \b Convention (?: \s+ \(Revised\) )? , \s+ (?:19|20)\d\d \s+ \( No\. \s* (?P<number> \d{1,3} ) \)
    """,
    regex.VERBOSE,
)
OSCE = late(
    rf"(?:(?:1975|1983|1986|199\d|2003)\s+)?(?:(?:OSCE|CSCE)\s+)?\b(?P<name>{any_of(treaties.OSCE_DOCUMENTS)})\b(?:\s*(?:,|of\s)?\s*\(?(?P<year>(?:19|20)\d\d)\)?)?"
)
OSCE_SIGNS = ("Document", "Final", "Paris")
"""Each name of an OSCE document holds one of these: a text without them is not searched."""
LONGEST_BEFORE = 120
ADDRESSES = frozenset(("url", "un_symbol", "cdl"))
"""References in which no word is a name: the `CRC` of `CRC/C/GC/12` is no treaty."""


def find(document: SectionedDocument, found: Findings) -> Iterator[ReferenceMention | Dropped]:
    """Yield the treaties and OSCE documents that the document names, and what is a part of an address."""
    taken = sorted(mention.span for mention in found.references if mention.scheme.value in ADDRESSES)
    for value, span in _named(document.text):
        if overlaps_any(span, taken):
            yield Dropped(span=span, rule="treaties.treaty", label="treaty", reason="overlap")
        else:
            yield ReferenceMention.at(span, "treaty", value, "treaties.treaty")
    for value, span in _osce_documents(document.text):
        yield ReferenceMention.at(span, "osce_document", value, "treaties.osce_document")


def _named(text: str) -> Iterator[tuple[str, Place]]:
    """The treaties that a text names, with their values, in no order; one inside another's name is left out."""
    taken: list[Place] = []
    for value, span in (*_by_name(text), *_by_number(text), *_by_nickname(text), *_by_abbreviation(text)):
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            yield value, span


def _osce_documents(text: str) -> Iterator[tuple[str, Place]]:
    """The documents of the OSCE's commitments; one whose year is another's is none of them."""
    if not any(map(text.__contains__, OSCE_SIGNS)):
        return
    for match in OSCE.finditer(text):
        year = treaties.OSCE_DOCUMENTS[" ".join(match["name"].split())]
        if match["year"] in (None, year):
            yield f"{' '.join(match['name'].split())} {year}", Span(*match.span())


def _by_name(text: str) -> Iterator[tuple[str, Place]]:
    end = 0
    for noun in NOUN.finditer(text):
        match = _name().match(text, noun.start()) if noun.start() >= end else None
        if match is None:
            continue
        end = match.end()
        value = treaties.by_name()[treaties.key(match.group())]
        before = BEFORE.search(text, max(0, match.start() - LONGEST_BEFORE), match.start())
        start = before.start() if before else match.start()
        if value == "ICCPR-OP1" and "Second" in text[start : match.start()]:
            value = "ICCPR-OP2"
        if (
            value == "ECHR"
            and "European" not in text[start : match.start()]
            and match.group().endswith("on Human Rights")
        ):
            continue
        yield value, Span(start, end)


def _by_number(text: str) -> Iterator[tuple[str, Place]]:
    if "Convention" not in text:
        return
    for match in ILO.finditer(text):
        numbers = match.captures("number")
        for place, number in enumerate(numbers):
            first: Place = Span(match.start(), match.ends("number")[0] if len(numbers) > 1 else match.end())
            yield f"ILO C{int(number):03}", Span(*match.spans("number")[place]) if place else first


def _by_nickname(text: str) -> Iterator[tuple[str, Place]]:
    for match in NICKNAME.finditer(text):
        yield treaties.NICKNAMES[" ".join(match.group().split())], Span(*match.span())


def _by_abbreviation(text: str) -> Iterator[tuple[str, Place]]:
    for match in ABBREVIATION.finditer(text):
        value = treaties.by_abbreviation()[" ".join(match.group().split())]
        if match.group() in treaties.OF_COMMITTEES:
            low = max(0, match.start() - LONGEST_BEFORE)
            if SPEAKS.match(text, match.end()) or COMMITTEE.search(text, low, match.start()):
                continue
            if not SPEAKS_OF.search(text, low, match.start()):
                continue
        yield value, Span(*match.span())


EXTRACTOR = Extractor("treaties", find, to="references")
