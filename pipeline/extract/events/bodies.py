"""Who held an event: the organisations that a sentence tells as its agents ('ODIHR held …') or partners ('… by ODIHR')."""

from __future__ import annotations

import regex

from pipeline.extract.dates import MONTHS
from pipeline.model.findings import Leaf, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import late

ORGANISED = (
    r"(?:(?:co-?)?[Oo]rgani[sz]ed|held|conducted|(?:co-?)?hosted|convened|arranged|delivered|facilitated|carried\s+out"
    r"|ran|run|led)"
)
HELD = (
    rf"(?:{ORGANISED}|offered|supported|provided|given|gave|paid|made|undertook|undertaken|concluded|wound\s+up|wrapped\s+up|ended"
    r"|finished|completed|chaired|staged|sponsored|financed)"
)
WORD = r"\p{Lu}[\p{L}\d/&’'-]*"
OFFICE = r"(?:Presence|Mission|Cent(?:re|er)|Office|Programme|Project|Co-?ordinator|Delegation|Embassy)"
BODY = rf"""
    {WORD} (?:
      \s+ {WORD}
    | \s+ (?: of | for | on | against ) (?: \s+ the )? \s+ {WORD}
    | ,? \s+ and \s+ (?: (?: the | its ) \s+ )? {WORD}
    | \s+ \( {WORD} \)
    | (?<= \b {OFFICE} ) \s+ (?: in | to | at ) \s+ (?: the \s+ )? {WORD}
    ){{0,30}}
    """
BODIES = rf"{BODY} (?: , \s+ (?: the \s+ )? {BODY} (?= , | \s+ and\b ) )* (?: ,? \s+ and \s+ (?: the \s+ )? {BODY} )?"
AGENTS = rf"{BODY} (?: (?: , \s+ (?: the \s+ )? {BODY} ){{0,6}} ,? \s+ and \s+ (?: (?: the | its ) \s+ )? {BODY} )?"
"""A list before a verb ends with 'and': without it, the comma parts what was told before."""
AGENT_VERB = rf"(?:(?:has|have|had|also|jointly|then)\s+){{0,2}}(?:{ORGANISED}|offered|supported|provided|gave|chaired|staged|sponsored|financed|assisted|helped|trained|brought)\b"
NO_AGENT = (
    r"(?!(?:In|On|At|From|It|They|The|This|These|As|A|An|He|She|We|To|For|Both|After|During|Following|When|While"
    rf"|{'|'.join(name.capitalize() for name in MONTHS)})\b)"
)
AGENT = late(
    rf"""
    (?<! [\p{{L}}’'/-] ) (?= \p{{Lu}} ) (?<! \b[Ii]n\s ) {NO_AGENT} (?P<bodies> (?> {AGENTS} ) )
    (?: , [^,;.\n]{{5,120}} , )? \s+ {AGENT_VERB}
    """,
    regex.VERBOSE,
)
PARTNERS = late(
    rf"""
    \b (?:
      by (?<= \b {ORGANISED} \s+ (?: jointly \s+ | (?: in | on | from | at | to | for ) \s [^,;.\n]{{1,60}} \s )? by )
    | with (?<=
        \b (?: partnership | co-?operation | collaboration | co-?ordination | association | together | jointly
          | {ORGANISED} )
        \s+ with )
    | (?: that | which ) (?= \s+ (?: the \s+ )? \p{{Lu}} [^,;.\n]{{1,80}}? \s {ORGANISED} \b )
    ) \s+ (?: the \s+ )? (?! (?: Mr | Ms | Mrs | Dr | Prof | Ambassador | Governor | Judge )\b ) (?P<bodies> {BODIES} )
    """,
    regex.VERBOSE,
)
ACTS = late(rf"\b{AGENT_VERB}")
"""A sentence without one of these has no agent: far cheaper to ask than `AGENT`."""
LEADS = late(r"\b(?:by|with|that|which)\s+(?:the\s+)?\p{Lu}")
"""What leads to a partner."""
BETWEEN_BODIES = late(
    r",?\s+and\s+(?:the|its)\s+|,\s+(?:and\s+)?(?:the\s+)?|(?<=\b\p{Lu}[\p{Lu}/]+)\s+and\s+|\s+and\s+(?=\p{Lu}{3,}\b)"
)
BRACKET_AT_END = late(r"\s+\([^()]*\)\Z")


def agents(text: str, sentence: Place) -> tuple[Leaf[str], ...]:
    """Those who held something: 'ODIHR and the Ministry of Justice held …'."""
    return _bodies(text, AGENT, sentence) if ACTS.search(text, *sentence) else ()


def partners(text: str, sentence: Place) -> tuple[Leaf[str], ...]:
    """Those by whom or with whom something was held: '… organized by ODIHR together with the Ombudsman'."""
    return _bodies(text, PARTNERS, sentence) if LEADS.search(text, *sentence) else ()


def _bodies(text: str, pattern: regex.Pattern[str], sentence: Place) -> tuple[Leaf[str], ...]:
    """The organisations of a list such as 'ODIHR and the Ministry of Justice', one by one."""
    bodies: list[Leaf[str]] = []
    for match in pattern.finditer(text, sentence.start, sentence.end):
        start, end = match.span("bodies")
        ends = [*BETWEEN_BODIES.finditer(text, start, end)]
        starts = [start, *(between.end() for between in ends)]
        for first, last in zip(starts, [*(between.start() for between in ends), end], strict=True):
            bracket = BRACKET_AT_END.search(text, first, last)
            span: Place = Span(first, bracket.start() if bracket else last)
            bodies.append(Leaf(span.cut(text), (span,), "events.organiser"))
    return tuple(bodies)
