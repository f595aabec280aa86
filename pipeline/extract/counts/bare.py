"""Numbers without a noun behind them: which of them count something all the same.

What they count stands elsewhere in the sentence ('Croatia recorded 72', 'judges (9)', '2,104 were attacks') or before it.
A number counts unless its place says that it does something else: an age, a time of day, a label, part of a code or an address.
"""

from __future__ import annotations

import regex

from pipeline.extract.counts.units import STOP
from pipeline.extract.numerals import Numeral
from pipeline.model.document import SectionedDocument
from pipeline.vocabulary.patterns import behind, late

LOOK_BACK = 60
NAME_BEFORE = behind(r"(?P<word>\p{Lu}[\p{L}\d’'./&-]*)[\s(]+")
"""'Storgata 4', 'Group 5', 'PL 251': a number that belongs to the name before it."""
GAPPED = late(
    r"\s*(?:[,;)]|\band|\bwith|\bagainst|,?\s+and)\s+(?:the\s+)?(?:[\p{L}’'-]+\s+){1,5}?(?:(?:by|with|to|for|at|behind|only)\s+)?",
)
"""What stands between two numbers of one kind: '72, Greece 282 and Kazakhstan two'."""
NOT_BEFORE = behind(
    r"""
    \b (?i: size | points? | bus | route | channel | gate | hall | ward | precincts? | districts? | unit | block | building | apartment | flat | list | see
        | cf\. | v\. | vs\.? | under | over | below | above | windows | serial | code | pin | day | week | round | score | scored | ranks? | ranked | place
        | category | zone | degrees? | minus ) \s+
    | [\[=*×/\\+<>&_~^] \s? | \p{L}\( | \)\s?                     # formulas, marks, codes
    | \( (?: 19 | 20 ) \d\d \) \s+
    """,
    verbose=True,
)
NOT_AFTER = late(
    r"""
    \s* [°º'’′″/\\=×*<>&_] | \s? \] | \s+ \p{Lu}{2} \b \d | \s+ \d
    | \.\s* [,\p{Ll}] | - (?! \d ) | \s \( (?: 19 | 20 ) \d\d \) | \s+ (?: above | below )\b          # ordinals, parts of codes, references
    | \) \s+ (?= \p{Ll} ) (?<! \([^()]* \) \s+ )                  # an enumerator: '2) the law'
    | [.)] \s* \Z (?<= ^ [\d.)\s]+ )
    """,
    regex.VERBOSE,
)
UNDER = behind(r"\b(?:under|over|above|below)\s+", ignore_case=True)
AGE_NEAR = behind(r"\bages?\b[^.;]{0,40}", ignore_case=True)
AGE_AFTER_NAME = behind(r"(?:\p{Lu}[\p{L}’'-]*\p{Ll}|\p{Lu}\.\s?\p{Lu}\.)(?:\s*,\s*|(?<!s)\s*\(\s*)|\bboth\s+")
AGE_ENDS = late(r"\s*[,)]")
LOWER = late(r"\p{Ll}{2}")
YEARS = range(1900, 2101)
AGES = range(10, 111)
YOUNG = range(26)
HOURS = range(25)
AT = behind(r"\b(?:at|until|till)\s+")
ENUMERATED = behind(r"(?:\A|\n|[;:,.]\s|\band\s)\s*\(")
GOES_ON = late(r"\)\s+\p{L}")


def counts_something(document: SectionedDocument, numeral: Numeral, start: int, before_end: int | None) -> bool:
    """Whether a number without a noun counts something.

    `start` is where its words begin, with 'at least' and the like; `before_end` is the end of the count before it in the sentence.
    """
    text = document.text
    at, end = numeral.span
    sentence = document.sentence_at(at)
    if not sentence.covers(numeral.span) or not (
        LOWER.search(text, sentence.start, sentence.end) or text.startswith(": ", at - len(": "))
    ):
        return False
    if numeral.value in (0, 1) or NOT_AFTER.match(text, end, sentence.end):
        return False
    low = max(sentence.start, at - LOOK_BACK)
    if not numeral.in_figures:
        return not _is_age(text, numeral, low)
    if _is_time(text, numeral, low) or _is_mark(text, numeral, low, sentence.start):
        return False
    if start < at:
        return True
    named = NAME_BEFORE.search(text, low, at)
    if named is None or named["word"].lower() in STOP or (text[at - 1] == "(" and text[end : end + 1] == ")"):
        return NOT_BEFORE.search(text, low, at) is None
    return before_end is not None and GAPPED.fullmatch(text, before_end, at) is not None


def _is_time(text: str, numeral: Numeral, low: int) -> bool:
    """A year, an hour, or an age."""
    at, value = numeral.span.start, numeral.value
    if value in YEARS and "," not in numeral.span.cut(text):
        return True
    if value in HOURS and AT.search(text, low, at):
        return True
    return _is_age(text, numeral, low)


def _is_age(text: str, numeral: Numeral, low: int) -> bool:
    """'under 18', 'N. N. (23)', 'both 22'."""
    at, end = numeral.span
    if numeral.value in YOUNG and (UNDER.search(text, low, at) or AGE_NEAR.search(text, low, at)):
        return True
    return (
        numeral.value in AGES
        and AGE_AFTER_NAME.search(text, low, at) is not None
        and AGE_ENDS.match(text, end) is not None
    )


def _is_mark(text: str, numeral: Numeral, low: int, opens: int) -> bool:
    """What numbers an item of a list: '5.', '2)', '(3) the law'."""
    at, end = numeral.span
    if at == opens and text[end : end + 1] in (".", ")", ""):
        return True
    return ENUMERATED.search(text, low, at) is not None and GOES_ON.match(text, end) is not None
