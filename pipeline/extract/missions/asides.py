"""What a sentence says of a needs assessment on its way to another mission: 'Following a NAM to Oslo on 3 and 4 May, ODIHR sent an EAM'.

    SectionedDocument -> Place, ...

An aside has a mission of its own, and days that are that mission's. It is read apart; the rest of the document is read as
if the aside were not there, so that nothing of it is taken for the mission that the sentence is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import regex

from pipeline.model.document import SectionedDocument
from pipeline.model.findings import Findings, Mention, Place
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary import elections
from pipeline.vocabulary.patterns import late

M = TypeVar("M", bound=Mention)

NAM = dict(elections.MISSIONS)["NAM"]
ASIDE = late(
    rf"""
    \b (?i: following | after | upon | further \s+ to | subsequent \s+ to | pursuant \s+ to | as \s+ a \s+ result \s+ of
          | based \s+ (?: up )? on | on \s+ the \s+ (?: basis | recommendations? | advice ) \s+ of | in \s+ (?: line | accordance ) \s+ with
          | taking \s+ into \s+ account | building \s+ on | preceded \s+ by | prepared \s+ by
          | as \s+ (?: was \s+ )? (?: recommended | advised | suggested | proposed ) \s+ (?: by | in ) ) \b
    (?: (?! \b (?: which | deployed | sent | opened | undertook | undertaken \s+ a | conducted | carried ) \b ) [^.;,] ){{0,110}}?
    (?<! \p{{L}} ) (?P<name> {NAM} ) (?! \p{{L}} )
    (?: \s* \( [^()]{{1,60}} \) | (?! , \s+ (?P<main> (?: the \s+ )? (?: OSCE/ | OSCE \s+ )? ODIHR \b | the \s | an? \s | it \s ) ) [^.;()] )*?
    (?= \s* (?: [.;)]
        | , (?! \s+ (?: (?: \p{{Lu}}\p{{Ll}}+ \s* (?: , | and \b ) ) | from \b | between \b | which | that | led \b | headed | conducted | carried
              | held \b | on \s+ \d ) )
        | \s (?: ODIHR | the \s+ OSCE/ODIHR | an? \s+ (?: election | limited | full ) ) \b | \Z ) )
    """,
    regex.VERBOSE,
)
SIGNS = ("eeds", "EEDS", "NAM")
COMPARED = late(
    r"""
    \( \s* (?: which \s+ followed | unlike | in \s+ contrast | compared | as \s+ against | (?:19|20)\d\d \s* : ) [^()]{0,250} \)
    | [–—] \s+ (?: unlike | in \s+ contrast \s+ (?: to | with ) ) \b [^–—]{3,250} \s [–—]
    | \b (?: [Uu]nlike | [Ii]n \s+ contrast \s+ (?: to | with ) ) \s+ (?: the | its | an? ) \s [^,;.–—]{0,80}? \b (?: mission | EOM | LEOM | delegation | team ) \b
        [^,;.–—]{0,120} (?: , \s+ (?: which | who | headed | led ) \b [^,;.]{3,120} )? (?= [,;.] )
    """,
    regex.VERBOSE,
)
"""What is set beside a mission to compare it: nothing of it is the mission's."""
COMPARES = ("nlike", "contrast", "which followed", "compared", "as against")
BRACKETED_YEAR = late(r"\((?:19|20)\d\d\s*:")


def find(document: SectionedDocument) -> tuple[Place, ...]:
    """The asides of a document, in order of place."""
    text = document.text
    told = list(_found(document)) if any(sign in text for sign in SIGNS) else []
    if any(sign in text for sign in COMPARES) or BRACKETED_YEAR.search(text):
        told += [Span(*match.span()) for match in COMPARED.finditer(text)]
    return tuple(_apart(sorted(told)))


def _found(document: SectionedDocument) -> Iterator[Place]:
    for sentence in document.sentences:
        if sentence.length > LONGEST:
            continue
        words = sentence.cut(document.text)
        if any(map(words.__contains__, SIGNS)):
            for match in ASIDE.finditer(document.text, sentence.start, sentence.end):
                yield Span(*match.span())


def _apart(asides: Sequence[Place]) -> Iterator[Place]:
    """The asides of which none reaches into the one before it."""
    end = 0
    for aside in asides:
        if aside.start >= end:
            yield aside
            end = aside.end


LONGEST = 4_000
"""No sentence is so long: it is a table, or a text without stops."""


def without(document: SectionedDocument, asides: Sequence[Place]) -> SectionedDocument:
    """The document with blanks where the asides stood: all places stay what they are."""
    if not asides:
        return document
    pieces: list[str] = []
    at = 0
    for aside in asides:
        pieces += [document.text[at : aside.start], " " * aside.length]
        at = aside.end
    text = "".join([*pieces, document.text[at:]])
    return replace(document, repaired=replace(document.repaired, text=text))


def found_without(found: Findings, asides: Sequence[Place]) -> Findings:
    """What was found beside the asides."""
    if not asides:
        return found
    return replace(
        found, dates=_kept(found.dates, asides), counts=_kept(found.counts, asides), people=_kept(found.people, asides)
    )


def _kept(mentions: Sequence[M], asides: Sequence[Place]) -> tuple[M, ...]:
    return tuple(mention for mention in mentions if not overlaps_any(mention.span, asides))
