"""What a State says of a recommendation: accepts, notes, rejects, leaves open, or accepts in part.

Human Rights Council resolution 5/1, annex, paragraph 32, knows two answers: recommendations that enjoy the support of the
State are identified as such, others are noted. Addenda say it in many verbs, and some say that they do not accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

Response = Literal["supported", "noted", "pending", "rejected", "partly_supported"]

PARTLY = r"(?:partially|partly|in\s+part(?:s)?\b|only\s+part(?:s)?\s+of)"
NOT = r"(?:(?:do|does|did|can|could|will|would|is|are|was|were|has|have|had)\s?n(?:o|['’])t|not|unable\s+to|nor)"
BETWEEN = r"(?:\s+(?:be|been|being|able|in|a|position|to|at|this|present|stage|time|the|fully|currently|yet)|,)*"
VERDICT = late(
    rf"""
      (?P<partly_supported> \b{PARTLY}\W+(?:\w+\W+){{0,2}}? (?:accept|support|agree)\w*
        | \b (?:accept|support|agree)\w* (?: \s+ \w+ ){{0,3}}? \s+ {PARTLY} )
    | (?P<rejected> \b (?: cannot | {NOT} ) {BETWEEN} \s+ (?: accept\w* | agree\w* ) | \b reject(?:s|ed)?\b | \b declines?\b )
    | (?P<noted> \b (?: cannot | {NOT} ) {BETWEEN} \s+ (?: enjoy\w* {BETWEEN} \s+ support | support\w* )
        | \b without \s+ the \s+ support
        | \b not(?:es|ed)\b (?! \s+ (?: that | with | the \s+ (?:importance|concern|efforts?) | how | in \s+ (?:the|its|paragraph) ) \b )
        | \b (?: takes? | took | taken | taking ) \s+ (?: due \s+ | careful \s+ )? note \b )
    | (?P<pending> \b (?: cannot | unable | not ) \b [^.;]{{0,60}}? \b definit(?:e|ive) \s+ (?: statement | answer | position | response | reply )
        | \b under \s+ (?: \w+ \s+ )? (?: consideration | examination ) \b
        | \b (?: will | shall ) \s+ (?: \w+ \s+ )? (?: be \s+ )? (?: further \s+ )? (?: examined? | consider(?:ed)? ) \b
        | \b (?: is | are | remain\w* ) \s+ (?: (?: still | currently | further | being ) \s+ ){{1,2}} (?: examin(?:ing|ed) | consider(?:ing|ed) ) \b
        | \b defer(?:s|red)?\b )
    | (?P<supported> \b accept(?:s|ed|able)?\b | \b agree[sd]? \s+ (?: to | with | on ) \b (?! \s+ the \s+ importance )
        | \b support(?:s|ed)\b | \b supports? \s+ (?: the | this | these | all | recommendations? ) \b | \b enjoy\w* \s+ (?: the | its | our | their | full | \s )* support )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
RECOMMENDATION = late(r"\b(?:recommendations?|recs?\.)(?!\s+of\s+the\s+(?:Committee|Special|ILO))", regex.IGNORECASE)
ASKED = late(r"accept|support|reject|agree", regex.IGNORECASE)
"""The verb of a recommendation itself: 'Reject all forms of discrimination'."""
SHORT = 6
"""So many words a sentence may have that is nothing but an answer: 'Accepted.', 'Kenya accepts.'."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer and the words that give it."""

    response: Response
    span: Place


def verdicts(text: str, sentence: Place) -> Iterator[Verdict]:
    """The answers that a sentence gives, in order of place."""
    for match in VERDICT.finditer(text, sentence.start, sentence.end):
        yield Verdict(match.lastgroup, Span(*match.span()))  # type: ignore[arg-type]


def of_body(text: str, sentences: tuple[Place, ...]) -> Verdict | None:
    """What the State's words on one recommendation come to; None where they do not say.

    A sentence counts if it speaks of the recommendation, or is nothing but an answer. An answer for one part and another for
    the rest come to `partly_supported`.
    """
    told = [
        one
        for place, sentence in enumerate(sentences)
        for one in verdicts(text, sentence)
        if RECOMMENDATION.search(text, *sentence)
        or (one.response == "pending" and "definit" in one.span.cut(text))
        or (place == 0 and len(sentence.cut(text).split()) <= SHORT and not ASKED.fullmatch(text, *one.span))
    ]
    kinds = {one.response for one in told}
    if len(kinds) > 1 and "noted" in kinds and "supported" in kinds:
        # 'accepts the recommendation and notes that it is carried out' is one answer, not two
        told = [one for one in told if one.response != "noted"] if told[0].response == "supported" else told
        kinds = {one.response for one in told}
    if not kinds:
        return None
    span: Place = Span(told[0].span.start, told[-1].span.end)
    if len(kinds) == 1:
        return Verdict(told[0].response, told[0].span)
    return Verdict("partly_supported", span) if "supported" in kinds else None
