"""Figures that a text tells of one number: 'the number of hate crimes rose from 12 to 19', 'it was 312 in 2021'."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.extract.numerals import Numeral
from pipeline.extract.statistics.frames import is_unreal
from pipeline.extract.statistics.words import COUNTED, NO_UNITS, WORD
from pipeline.model.findings import Place
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import any_of, behind

SHIFTED = (
    r"(?:rose|rises?|fell|falls?|increased|decreased|dropped|grew|declined|doubled|tripled|halved|climbed|soared|plunged|went\s+(?:up|down)"
    r"|shrank|jumped)"
)
"""What figures do: they lead 'from 12 to 19'."""
MOVED = (
    r"(?:rose|risen|fell|fallen|increased|decreased|dropped|grew|grown|declined|doubled|was|were|is|are|stood|stands|reached|reaches|exceed(?:s|ed)|passed|amounted|totall?ed|remained"
    r"|came|(?:gone\s+on|kept)\s+\p{Ll}+ing|continued\s+to\s+\p{Ll}+)"
)
NUMBER_OF = regex.compile(
    rf"""
    (?: \b [Nn]umbers? \s+ of \s+ (?P<what> (?: (?! {MOVED} \b | (?: has | have | had | in | who | which | that | for | from ) \b ) {WORD} \s+ ){{1,9}} )
      | (?P<what> \b (?: prison | detainee | inmate | refugee | migrant | school | Roma ) \s+ population | (?: death \s+ )? toll | caseload | backlog ) \s+ )
    (?: (?: in | for | during ) \s+ [^,;.]{{1,40}}? \s+ )?? (?: (?: has | have | had | also ) \s+ )* (?P<verb> {MOVED} ) \b
    """,
    regex.VERBOSE,
)
NUMBERED = regex.compile(
    rf"(?:\G|(?<=[,;:]\s)|(?<=\bthat\s))(?P<what>(?!it\b|there\b|they\b)(?:the\s+)?{WORD}(?:\s+(?!that\b){WORD}){{0,8}}?)\s+(?P<verb>numbered|totall?ed|amounted\s+to|came\s+to|st(?:oo|an)ds?\s+at|{SHIFTED})\b"
)
RATED = regex.compile(r"\b(?:rates?|share|proportion|percentage|average|prices?)\b")
IT_WAS = regex.compile(
    rf"(?:It|The\s+(?:number|figure|total|latter)|This(?:\s+(?:number|figure))?|That\s+number)\s+(?:(?:has|had|then)\s+)?(?P<verb>{MOVED})\b"
)
"""A number spoken of in the sentence before: 'It was 312 in 2021'."""
STEMS = (
    *(
        "umber of ",
        "umbers of ",
        " population ",
        "toll ",
        "caseload ",
        "backlog ",
        "umbered ",
        "rose",
        "rise",
        "fell ",
        "fall ",
    ),
    *(
        "creased ",
        "dropped",
        "grew ",
        "declin",
        "oubled ",
        "climbed",
        "went ",
        "otalled ",
        "otaled ",
        "mounted to ",
        " came to ",
        "tands at ",
        "tood at ",
    ),
)
SERIES_STEM = regex.compile(any_of(STEMS))
IN_SERIES = behind(
    r"(?:\b(?:from|to|at|was|were|is|are|reached|totall?ed|than|with|over|some|about|approximately|against|only|remained|and)|,)\s+"
)
SERIES_AFTER = regex.compile(r"[.,;)]|\s+(?:to|and|compared|against|from|up|down|in|by\s+the\s+end\s+of|as\s+of)\b|\Z")


@dataclass(frozen=True, slots=True)
class Series:
    """Figures without a noun that a sentence tells of one number: 'the number of hate crimes rose from 12 to 19'."""

    what: Place
    start: int
    end: int

    def holds(self, text: str, numeral: Numeral) -> bool:
        """True for a number that the verb of the sentence leads to, and that counts nothing else."""
        at = numeral.span
        if numeral.is_share or not self.start <= at.start < self.end or not isinstance(numeral.value, int):
            return False
        if not IN_SERIES.search(text, self.start, at.start):
            return False
        return SERIES_AFTER.match(text, at.end, self.end) is not None


def series_of(text: str, sentence: Place, previous: Place | None) -> Series | None:
    """The series of figures that a sentence tells of 'the number of' something, as a fact; `previous` is the sentence before."""
    match = _number_of(text, sentence)
    if match is not None and NO_UNITS.search(match["what"].strip()):
        return None  # 'the number of observers rose to 188'
    if match is None and previous is not None and (told := IT_WAS.match(text, sentence.start, sentence.end)):
        before = _number_of(text, previous)
        what = trimmed(text, Span(*before.span("what"))) if before else None
        return Series(what, told.start("verb"), sentence.end) if what else None
    if match is None or is_unreal(text, sentence, match.end()):
        return None
    return Series(trimmed(text, Span(*match.span("what"))), match.start("verb"), sentence.end)


def _number_of(text: str, sentence: Place) -> regex.Match[str] | None:
    if not SERIES_STEM.search(text, sentence.start, sentence.end):
        return None
    number_of = NUMBER_OF.search(text, sentence.start, sentence.end)
    if number_of is not None:
        return number_of
    numbered = NUMBERED.search(text, sentence.start, sentence.end)
    if numbered is None or not COUNTED.search(numbered["what"]) or RATED.search(numbered["what"]):
        return None
    return numbered
