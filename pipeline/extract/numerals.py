"""Numbers as texts write them: in figures, in words, as a range of two, as a share of a whole.

A range ('eight to ten') has its upper end as its value and its lower end beside it. A share in words ('one in five', 'two
thirds of') is read as per cent. What a number counts, and whether it counts at all, is for `counts` to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from pipeline.model.findings import Place
from pipeline.spans import Span
from pipeline.vocabulary.patterns import any_of, behind, late
from pipeline.vocabulary.sought import Sought

SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
LARGE = ("hundred", "thousand", "million", "billion")
FIRST = [*SMALL, *TENS, "dozen", "half a dozen"]
PART = any_of([*SMALL, *TENS, *LARGE, "dozen"])
PERCENT = r"(?P<percent> \s* (?: % | per\s?cent\b | percentage\s+points?\b ) )?"

FIGURES = late(
    rf"""
    (?= \d ) (?P<figures> \d{{1,3}} (?: [, \u00a0\u202f]\d{{3}} )+ (?: \.\d+ )? | [1-9]\d{{0,2}} (?: \.\d{{3}} )+ | \d+ (?: \.\d{{1,2}} )? )
    (?! \d | [,.]\d | /\d | (?: st|nd|rd|th )\b | [-–]\d | :\d | \p{{L}} | [-–]\p{{Lu}} )
    (?P<scale> \s+ (?: thousand | million | billion )\b )?
    {PERCENT}
    """,
    regex.VERBOSE,
)
FIRST_IN_TEXTS = [form for word in FIRST for form in (word, word.capitalize())]
WORDS = Sought(
    rf"""
        \b (?P<words> (?: {any_of(FIRST_IN_TEXTS)} | {any_of(LARGE)} (?<= \b[Aa]\s\p{{L}}+ ) ) \b
          (?: (?: [\s-] | \s+and\s+ ) {PART} \b ){{0,6}} )
        (?! [\s-] (?: first | second | third | fourth | fifth | sixth | seventh | eighth | ninth )\b )
        (?! [-–] (?: thirds? | quarters? | fifths? | day | time | off | sided | year | stop | way )\b )
        {PERCENT}
        """,
    (*FIRST_IN_TEXTS, *LARGE),
    verbose=True,
)
FRACTIONS: dict[str, float] = {
    "two thirds": 66.67,
    "two-thirds": 66.67,
    "one third": 33.33,
    "one-third": 33.33,
    "a third": 33.33,
    "three quarters": 75,
    "three-quarters": 75,
    "a quarter": 25,
    "one quarter": 25,
    "one-quarter": 25,
    "a fifth": 20,
    "one fifth": 20,
    "half": 50,
    "one half": 50,
}
WHOLES = {"a hundred": 100, "twenty": 20} | {word: number for number, word in enumerate(SMALL, start=1) if number > 1}
SHARE = late(
    rf"""
    \b (?P<part> {any_of([word for name in SMALL[:9] for word in (name, name.capitalize())])} | \d{{1,2}} )
      \s+ (?: in | out \s+ of ) (?: \s+ every )? \s+ (?P<whole> {any_of(WHOLES)} | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 20 | 100 ) \b
      (?= \s+ (?! (?: years? | days? | weeks? | months? | hours? | minutes? | of | to | or | and ) \b ) \p{{Ll}} ) (?! -\p{{L}} )
    | \b (?P<fraction> {any_of([word for name in FRACTIONS for word in (name, name.capitalize())])} ) \b
      (?<! \b (?: first | second | latter | other ) \s [Hh]alf ) (?= \s+ of \s+ (?! wh ) (?: the | all | those | these | its | their | them | \p{{L}}{{3,}} ) \b )
    """,
    regex.VERBOSE,
)
FRACTION_NOUN = Sought(
    r"(?:thirds?|quarters?|fifth|[Hh]alf)\b", "third thirds quarter quarters fifth half Half".split()
)
PARTS = {"half": 1 / 2, "quarter": 1 / 4, "quarters": 1 / 4, "third": 1 / 3, "thirds": 1 / 3}
TIMES = {"two": 2, "three": 3}
UNITS = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
UNIT = any_of(UNITS)
BROKEN = late(
    rf"""
    (?<! [\p{{L}}\d/.,–-] )
    (?: (?: [Aa] \s+ )? (?P<whole> \d{{1,3}} (?: \s+ {UNIT} )? | {any_of(FIRST_IN_TEXTS)} (?: [\s-] {PART} )* | (?<= \s ) {UNIT} )
          [\s-] and [\s-] (?: a | one | (?P<times> two | three ) ) [\s-] (?P<part> half | quarters? | thirds? ) \b
          (?: [\s-] (?P<unit> {UNIT} ) \b )?
      | (?: (?: [Aa] | [Oo]ne ) [\s-] )? (?P<part> [Hh]alf ) [\s-] (?: (?: of \s )? an? [\s-] )? (?P<unit> {UNIT} ) \b
      | (?: [Aa] | [Oo]ne | (?P<times> [Tt]wo | [Tt]hree ) ) [\s-] (?P<part> quarters? | thirds? ) \s of \s an? \s (?P<unit> {UNIT} ) \b
    ) {PERCENT}
    """,
    regex.VERBOSE,
)
"""A number with a part of one: 'half a million', 'a quarter of a million', 'two and a half million', 'a million and a half'.

Some of its words are a number as well, and another one: 'two', 'a million'.
"""
SHARE_IN_WORDS = Sought(rf"{any_of(FIRST_IN_TEXTS)}\s+(?:in|out\s+of)\s", FIRST_IN_TEXTS)
SHARE_IN_FIGURES = late(r"\d\s+(?:in|out\s+of)\s")
LOW = rf"(?P<low> \d{{1,3}} (?: [,.\u00a0\u202f] \d{{3}} )* | {any_of(FIRST_IN_TEXTS)} (?: [\s-] {PART} )* )"
RANGE_BEFORE = late(
    rf"""
    (?<! [\p{{L}}\d/.,:–-] | [\d,] \s ) (?: (?: [Bb]etween \s+ {LOW} \s+ and \s+ ) | (?: [Ff]rom \s+ )? {LOW} (?: \s+ (?: to | or ) \s+ | \s* [-–] \s* ) ) \Z
    """,
    regex.VERBOSE,
)
RANGE_JOINTS = ("to ", "or ", "and ", "-", "–", "– ", "- ", "to\n", "and\n")
AND_JOINTS = ("and ", "and\n")
BETWEEN = "etween"
"""What stands before the lower end that 'and' joins."""
CHANGED = behind(
    r"\b(?:rose|ris|fell|fall|increas|decreas|gr[eo]w|drop|declin|we?nt|gone|up|down|reduc|chang|rais|lower|expand|extend|enlarg|lengthen|prolong|shorten|widen|boost|amend|shift|cut|jump|climb|shrank|shrunk|moved?)"
    r"\p{Ll}*\b[^.;\d]{0,50}"
)
"""'rose from 9,217 to 9,805': two numbers, and no range."""
FAR_BEFORE = 70
TIED = behind(r"(?:[\p{L}\d/.,:–#+§-]|(?<!\p{Ll}[ ]|\A|\n|[;:.,][ ]|\b(?:19|20)\d\d[ ])[-–][ ]|[#+§][ ]|\d[ ])")
"""What stands right before a number that is part of a code, a list or a telephone number."""
TIED_WORD = behind(r"[\p{L}\d/.–-]")
SEPARATORS = late(r"[,\s]|\.(?=\d{3}(?!\d))")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
LONGEST_LOW = 40
TIED_WIDTH = 4


class Numeral(NamedTuple):
    """A number and what it comes to. `span` has the whole of it; `is_share` where it is per cent, in words or by its sign.

    `low` is a range's lower end. `in_figures` is false for numbers in words.
    """

    span: Place
    value: int | float
    in_figures: bool
    is_share: bool = False
    low: int | float | None = None


def numerals(text: str, span: Place) -> list[Numeral]:
    """The numbers of a passage in order of place; none that is part of a code, an ordinal or a telephone number."""
    found = sorted(_numerals(text, span), key=lambda numeral: (numeral.span.start, -numeral.span.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.span.start >= kept[-1].span.end:
            kept.append(numeral)
    return kept


def _numerals(text: str, span: Place) -> Iterator[Numeral]:
    start, end = span
    in_words = WORDS.may_stand_in(text, start, end)
    if _may_hold_share(text, start, end, in_words=in_words):
        for match in SHARE.finditer(text, start, end):
            share = _share(match)
            if share is not None and not _is_tied(text, match.start()):
                yield Numeral(Span(*match.span()), share, in_figures=False, is_share=True)
    for match in BROKEN.finditer(text, start, end) if FRACTION_NOUN.may_stand_in(text, start, end) else ():
        broken = _broken(match)
        if broken is not None:
            yield Numeral(Span(*match.span()), broken, in_figures=False, is_share=match["percent"] is not None)
    for match in FIGURES.finditer(text, start, end):
        numeral = _numeral(text, match, start, in_figures=True)
        if numeral is not None:
            yield numeral
    for match in WORDS.finditer(text, start, end) if in_words else ():
        numeral = _numeral(text, match, start, in_figures=False)
        if numeral is not None:
            yield numeral


def _may_hold_share(text: str, start: int, end: int, *, in_words: bool) -> bool:
    """Whether a passage has what each share has: most have not, and are not searched for any."""
    return (
        FRACTION_NOUN.may_stand_in(text, start, end)
        or SHARE_IN_FIGURES.search(text, start, end) is not None
        or (in_words and SHARE_IN_WORDS.search(text, start, end) is not None)
    )


def _is_tied(text: str, at: int) -> bool:
    """Whether a number in figures is part of what stands before it; most stand behind a word, which is seen at once."""
    if text[at - 1 : at] == " " and text[at - 2 : at - 1].isalpha():
        return False
    return TIED.search(text, max(0, at - TIED_WIDTH), at) is not None


def _numeral(text: str, match: regex.Match[str], start: int, *, in_figures: bool) -> Numeral | None:
    at = match.start()
    ranged = text.endswith(RANGE_JOINTS, start, at)
    tied = _is_tied(text, at) if in_figures else TIED_WORD.search(text, max(0, at - TIED_WIDTH), at) is not None
    value = _value(match, in_figures=in_figures) if ranged or not tied else None
    if value is None:
        return None
    low = _range(text, at, start, value) if ranged else None
    if low is not None:
        at = low.start()
    elif tied:
        return None
    group = "figures" if in_figures else "words"
    end = match.end("percent") if match["percent"] else match.end(group)
    if in_figures and match["scale"]:
        end = max(end, match.end("scale"))
    return Numeral(
        Span(at, end),
        value,
        in_figures=in_figures,
        is_share=match["percent"] is not None,
        low=_plain(low["low"]) if low else None,
    )


def _range(text: str, at: int, start: int, value: int | float) -> regex.Match[str] | None:
    """The lower end right before a number, where it is one: below the upper end, and written near it."""
    near = max(start, at - LONGEST_LOW)
    if text.endswith(AND_JOINTS, near, at) and text.find(BETWEEN, near, at) < 0:
        return None  # most of all joints by far, and the dearest to look at
    before = RANGE_BEFORE.search(text, near, at)
    low = _plain(before["low"]) if before else None
    is_from = before is not None and text[before.start()] in "Ff"
    if before is not None and is_from and CHANGED.search(text, max(start, before.start() - FAR_BEFORE), before.start()):
        return None
    return before if low is not None and 1 < low < value <= 10 * low and not 1900 <= low <= 2100 else None


def _value(match: regex.Match[str], *, in_figures: bool) -> int | float | None:
    if not in_figures:
        return spelled(" ".join(match["words"].lower().replace("-", " ").split()))
    value = _figures(match["figures"])
    if match["scale"]:
        value *= SCALES[match["scale"].strip()]
    return int(value) if value == int(value) else round(value, 6)


def _plain(words: str) -> int | float | None:
    if words[0].isdigit():
        return _figures(words)
    return spelled(" ".join(words.lower().replace("-", " ").split()))


def _figures(words: str) -> int | float:
    if words.isdecimal():
        return int(words)
    digits = SEPARATORS.sub("", words)
    return float(digits) if "." in digits else int(digits)


def _share(match: regex.Match[str]) -> int | float | None:
    """What a share in words comes to in per cent, to two places: one in five is 20."""
    if match["fraction"]:
        share = FRACTIONS[" ".join(match["fraction"].lower().split())]
        return int(share) if share == int(share) else share
    part = _plain(match["part"])
    whole = WHOLES.get(" ".join(match["whole"].split())) or int(match["whole"])
    if part is None or part >= whole:
        return None
    share = round(100 * part / whole, 2)
    return int(share) if share == int(share) else share


def _broken(match: regex.Match[str]) -> int | float | None:
    """What a number with a part of one comes to; a third of a million is rounded.

    The part is of the unit behind it, or else of the one before it: 'two and a half million', 'two million and a half'.
    """
    number, *words = (match["whole"] or "0").replace("-", " ").split()
    last = UNITS.get(words[-1] if words else number, 1)
    whole = int(number) * last if number.isdecimal() else spelled(" ".join([number, *words]).lower())
    if whole is None:
        return None
    unit = UNITS[match["unit"]] if match["unit"] else 1
    part = TIMES.get((match["times"] or "").lower(), 1) * PARTS[match["part"].lower()]
    value = whole * unit + part * (unit if match["unit"] else last)
    return round(value) if value > UNITS["hundred"] or value == int(value) else round(value, 2)


@lru_cache(maxsize=512)
def spelled(words: str) -> int | None:
    """The number that words spell out; None where they spell none.

    >>> spelled("two hundred and fifty")
    250
    """
    from text_to_num import text2num

    if words.endswith("dozen"):
        before = words.removesuffix("dozen").strip()
        count = {"": 1, "half a": 0.5}.get(before) or spelled(before)
        return int(12 * count) if count else None
    if words.split()[0] in LARGE:
        words = f"one {words}"
    try:
        return int(text2num(words, "en"))
    except ValueError:
        return None
