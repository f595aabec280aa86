"""Which count of observers is part of which: 'including 48 from the OSCE PA', 'of whom 13 work in the capital', 'the rest'."""

from __future__ import annotations

import regex

from pipeline.model.findings import CountMention, Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import behind, late

PART = late(
    r"""
    \b (?: the \s+ (?: other | remaining | rest ) | including | includes? | included | among \s+ (?: them | whom ) | of \s+ (?: whom | which | them | these | those ) | comprising
      | as \s+ part \s+ of | made \s+ up \s+ of | consisting \s+ of | composed \s+ of | namely | with | that \s+ is | broken \s+ down ) \b
    | : \s | [–—] \s* \Z | \A [^)]* \( \s* \Z
    """,
    regex.VERBOSE,
)
OF_THE_LAST = late(
    r"""
    [Oo]f \s+ (?: these | those | them | whom | this \s+ (?: number | figure ) ) \b | [Aa]mong \s+ (?: them | these ) \b
    | [Tt]he \s+ (?: bulk | majority | rest | remainder | others ) \b | [Tt]his \s+ (?: number | figure | total ) \s+ includes \b
    """,
    regex.VERBOSE,
)
"""How a sentence begins that parts those whom the sentence before counts."""
OF_THE = behind(r"(?:\A|[.;]\s+)Of\s+(?:the|these|its|our)\s+(?:(?:some|about|over)\s+)?")
"""'Of the 400 observers, 300 were sent by ODIHR'."""
OF_THEM = late(r"\s+of\s+(?:them|whom|these|those|which)\b")
WHO_THEY_ARE = late(
    r"\s*(?:of\s+(?:them|whom|these|us)\b)?\s*(?:,|–|\()?\s*(?:are\s+|were\s+|is\s+|being\s+)?(?:women|men|female|male|an?\s+\p{Lu}|have|new|from\s+\p{Lu}\p{Ll}+(?!\s+(?:PA|Parl)))"
)
"""What a part is that no role tells apart: 'two of them, a Pole and a Canadian', 'seven of them women'."""
ELSEWHERE = late(r";|\bwhose\b")
"""Between a whole and what is no part of it, but said of another mission."""
WHOLES = late(r"\b(?:observers?|monitors?|members?|people|persons|staff|personnel|delegates|STOs?|short[-\s]term)\b")


def is_part(text: str, whole: CountMention, mention: CountMention) -> bool:
    """True where the words between two groups say that the second is part of the first."""
    if OF_THEM.match(text, mention.number.end):
        return True
    unit = whole.count.value.unit
    if unit is not None and WHOLES.search(unit) is None:
        return False
    if OF_THE.search(text, 0, whole.span.start):
        return True
    between = Span(whole.span.end, mention.span.start)
    return PART.search(text, *between) is not None and ELSEWHERE.search(text, *between) is None


def is_of_the_last(text: str, part: Place, mention: CountMention) -> bool:
    """True for the first count of a sentence that begins with 'Of these' or 'The bulk of them'."""
    return OF_THE_LAST.match(text, part.start, mention.span.start) is not None


def only_describes(text: str, mention: CountMention) -> bool:
    """True for a part that has no role, body or place of its own, but is women, say, or two by name."""
    of_them = OF_THEM.match(text, mention.number.end) is not None
    shares = len(mention.count.spans) > 1
    return (of_them or shares) and WHO_THEY_ARE.match(text, mention.span.end) is not None


def has_parts(text: str, part: Place, mention: CountMention) -> bool:
    """True where what follows a count parts it."""
    near = min(part.end, mention.span.end + 100)
    return (
        PART.search(text, mention.span.end, near) is not None
        or OF_THEM.search(text, mention.span.end, part.end) is not None
    )
