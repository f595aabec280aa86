"""What a sentence speaks of: the noun that figures without one of their own count.

'The number of hate crimes rose from 12 to 19', 'Deaths in custody totalled 34', and in the sentence behind: 'It was 312 in 2021'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from pipeline.extract.counts.units import is_plural
from pipeline.extract.statistics.evidence import is_unreal
from pipeline.extract.statistics.words import CASES, COUNTED, NO_FACTS, NO_UNITS, NOUNS, PERSONS, SUFFERERS, WORD
from pipeline.model.findings import Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import late

YEAR = r"(?:19|20)\d\d"
NOUN = late(
    rf"""
    \b (?: (?! (?: in | of | the | and | were | saw | recorded | reported | received | was | had | have | that | from | to | for | by | with | on | at )\b ) {WORD} [ ]+ ){{0,3}}
    (?: {CASES} | {SUFFERERS} | {PERSONS} ) \b
    (?: [ ]+ (?: of | against | on | about )
      (?: [ ]+ (?! (?: in | during | and | from | by | since | of | which | have | has | had | were | was | numbered )\b ) {WORD} ){{1,5}} )?
    """,
    regex.IGNORECASE | regex.VERBOSE,
)
"""A noun phrase that figures may count."""
SMALL_WORDS = re.compile("[a-z]+")
"""Where none of them is one of `NOUNS`, `NOUN` finds nothing: a tenth of the time."""
SHIFTED = (
    r"(?:rose|rises?|fell|falls?|increased|decreased|dropped|grew|declined|doubled|tripled|halved|climbed|soared|plunged|went\s+(?:up|down)"
    r"|shrank|jumped)"
)
"""What figures do: they lead 'from 12 to 19'."""
MOVED = (
    r"(?:rose|risen|fell|fallen|increased|decreased|dropped|grew|grown|declined|doubled|was|were|is|are|stood|stands|reached|reaches|exceed(?:s|ed)|passed|amounted|totall?ed|remained"
    r"|came|(?:gone\s+on|kept)\s+\p{Ll}+ing|continued\s+to\s+\p{Ll}+)"
)
NUMBER_OF = late(
    rf"""
    (?: \b [Nn]umbers? \s+ of \s+ (?P<what> (?: (?! {MOVED} \b | (?: has | have | had | in | who | which | that | for | from ) \b ) {WORD} \s+ ){{1,9}} )
      | (?P<what> \b (?: prison | detainee | inmate | refugee | migrant | school | Roma ) \s+ population | (?: death \s+ )? toll | caseload | backlog ) \s+ )
    (?: (?: in | for | during ) \s+ [^,;.]{{1,40}}? \s+ )?? (?: (?: has | have | had | also ) \s+ )* (?P<verb> {MOVED} ) \b
    """,
    regex.VERBOSE,
)
NUMBERED = late(
    rf"(?:\G|(?<=[,;:]\s)|(?<=\bthat\s))(?P<what>(?!it\b|there\b|they\b)(?:the\s+)?{WORD}(?:\s+(?!that\b|(?:in|for|during)\s+(?:\p{{Lu}}|\d|the\b)){WORD}){{0,8}}?)(?:\s+(?:in|for|during)\s+(?:\p{{Lu}}|\d|the\b)[^,;.]{{2,30}}?)??\s+(?P<verb>numbered|totall?ed|amounted\s+to|came\s+to|st(?:oo|an)ds?\s+at|{SHIFTED})\b"
)
RATED = late(r"\b(?:rates?|share|proportion|percentage|average|prices?|costs?|wages|budgets?)\b", regex.IGNORECASE)
IT_WAS = late(
    rf"(?:It|The\s+(?:number|figure|total|latter)|This(?:\s+(?:number|figure))?|That\s+number)\s+(?:(?:has|had|then)\s+)?(?P<verb>{MOVED})\b"
)
"""A number spoken of in the sentence before: 'It was 312 in 2021'."""
STEMS = (
    *("umber of ", "umbers of ", " population ", "toll ", "caseload ", "backlog ", "umbered ", "otalled ", "otaled "),
    *("mounted to ", " came to ", "tands at ", "tood at ", "tand at ", "rose ", "rise", "fell ", "fall", "creased"),
    *("dropped", "grew ", "declin", "oubled ", "tripled ", "halved ", "climbed ", "went ", "shrank ", "jumped "),
    *("soared ", "plunged "),
)
"""One of these stands in each sentence that a pattern above fits."""


OTHER_HINTS = ("Of th", "Out of ", "Among ", " of them", " of these", " of those")


def hints_at_numbers(words: str) -> bool:
    """True for words that numbers without a noun stand by, be they in figures or in words."""
    return any(hint in words for hint in (*STEMS, *OTHER_HINTS))


@dataclass(frozen=True, slots=True)
class Topic:
    """The number that a sentence speaks of; figures that count it stand from `start` on."""

    what: Place
    start: int


def topic_of(text: str, sentence: Place, previous: Place | None) -> Topic | None:
    """The number that a sentence speaks of as a fact; `previous` is the sentence before."""
    match = _number_of(text, sentence)
    if match is not None and NO_UNITS.search(match["what"].strip()):
        return None  # 'the number of observers rose to 188'
    if match is None and previous is not None and (told := IT_WAS.match(text, sentence.start, sentence.end)):
        before = _number_of(text, previous)
        return Topic(trimmed(text, Span(*before.span("what"))), told.start("verb")) if before else None
    if match is None or is_unreal(text, sentence, match.end()):
        return None
    return Topic(trimmed(text, Span(*match.span("what"))), match.start("verb"))


def noun_before(text: str, sentence: Place, number: Place) -> Place | None:
    """The last noun phrase before a number that figures may count."""
    if NOUNS.isdisjoint(SMALL_WORDS.findall(text[sentence.start : number.start].lower())):
        return None
    nouns = [*NOUN.finditer(text, sentence.start, number.start)]
    return trimmed(text, Span(*nouns[-1].span())) if nouns else None


def _number_of(text: str, sentence: Place) -> regex.Match[str] | None:
    words = text[sentence.start : sentence.end]
    if not any(stem in words for stem in STEMS):
        return None
    number_of = NUMBER_OF.search(text, sentence.start, sentence.end)
    if number_of is not None:
        return number_of
    numbered = NUMBERED.search(text, sentence.start, sentence.end)
    if numbered is None or RATED.search(numbered["what"]):
        return None
    noun = numbered["what"].split(" of ")[0].split(" in ")[0]
    open_class = is_plural(noun.rsplit(" ", 1)[-1]) and not NO_FACTS.search(noun)
    return numbered if open_class or COUNTED.search(numbered["what"]) else None
