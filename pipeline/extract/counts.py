"""Every counted quantity: a number in figures or words, with 'over' or 'some' before it and what it counts behind it.

Ordinals, numbers of articles and paragraphs, dates, codes, telephone numbers and 'one of the' count nothing. A number
without a noun of its own (`including over 260 seconded by`) takes the unit of the count before it in the sentence, where
the words behind it allow that; otherwise it is no count, and the completeness account lists it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import regex

from pipeline.extract.extractor import Extractor
from pipeline.model.document import SectionedDocument
from pipeline.model.findings import CountMention, Findings, Leaf, Place
from pipeline.model.records import Count
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary.patterns import any_of, behind

Approx = Literal["over", "about", "under"]

SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
LARGE = ("hundred", "thousand", "million", "billion")
PART = any_of([*SMALL, *TENS, *LARGE, "dozen"])

APPROX: dict[str, Approx] = {
    "over": "over",
    "more than": "over",
    "at least": "over",
    "no fewer than": "over",
    "no less than": "over",
    "not less than": "over",
    "a minimum of": "over",
    "in excess of": "over",
    "upwards of": "over",
    "above": "over",
    "some": "about",
    "about": "about",
    "around": "about",
    "approximately": "about",
    "approx.": "about",
    "roughly": "about",
    "circa": "about",
    "nearly": "about",
    "almost": "about",
    "close to": "about",
    "an estimated": "about",
    "up to": "under",
    "under": "under",
    "below": "under",
    "fewer than": "under",
    "less than": "under",
    "not more than": "under",
    "no more than": "under",
    "at most": "under",
    "a maximum of": "under",
}
APPROX_BEFORE = regex.compile(
    rf"\b(?P<approx>{any_of(APPROX)})\s+(?:a\s+|(?:the|these|its|another|further|additional)\s+)?\Z", regex.IGNORECASE
)
FIRST = [*SMALL, *TENS, "dozen"]
FIGURES = regex.compile(
    r"""
    (?= \d ) (?P<figures> \d{1,3} (?: [, \u00a0\u202f]\d{3} )+ (?: \.\d+ )? | [1-9]\d{0,2} (?: \.\d{3} )+ | \d+ (?: \.\d{1,2} )? )
    (?! \d | [,.]\d | /\d | (?: st|nd|rd|th )\b | [-–]\d | :\d | \p{L} | [-–]\p{Lu} )
    (?P<scale> \s+ (?: thousand | million | billion )\b )?
    (?P<percent> \s* (?: % | per\s?cent\b ) )?
    """,
    regex.VERBOSE,
)
WORDS = regex.compile(
    rf"""
    \b (?P<words> (?: {any_of([*FIRST, *(word.capitalize() for word in FIRST)])} | {any_of(LARGE)} (?<= \b[Aa]\s\p{{L}}+ ) ) \b
      (?: (?: [\s-] | \s+and\s+ ) {PART} \b ){{0,6}} )
    (?! [\s-] (?: first | second | third | fourth | fifth | sixth | seventh | eighth | ninth )\b )
    (?! [-–] (?: thirds? | quarters? | fifths? | day | time | off | sided | year | stop | way )\b )
    (?P<percent> \s* (?: % | per\s?cent\b ) )?
    """,
    regex.VERBOSE,
)
TIED = behind(r"(?:[\p{L}\d/.,:–#+§-]|[-–#+§][ ]|\d[ ])")
"""What stands right before a number that is part of a code, a range, a list or a telephone number."""
NOT_BEFORE = behind(
    r"""
    (?: \b (?: articles? | arts? | sections? | paragraphs? | paras? | chapters? | pages? | pp? | no | nr | nos | number | numbers | resolutions? | decisions? |
      protocols? | annex | recommendations? | rules? | principles? | part | volume | vol | box | version | agenda | item | items | step | phase | room |
      lines? | table | figure | fax | telephone | tel | phone | convention | cycle | session | submission | comment | add | corr | opinion | application |
      office | form | forms | grade | grades | class | type | level | tier | group | ul | miodowa | street | storgata ) \.? \s* :? \s*
      (?: \d[\d.()/-]* \s* (?: , | and | or | to | – | - ) \s* ){0,8} | [€$£] \s? | \bof\s+the\s+first\s+ )
    """,
    ignore_case=True,
    verbose=True,
)
LOOK_BACK = 60
PRONOUN_AFTER = regex.compile(
    r"\s+(?:of\b|another\b|who\b|that\b|which\b|can\b|could\b|should\b|must\b|would\b|is\b|was\b|has\b|had\b|may\b|hand\b|side\b|day\b|more\b|thing\b|or\b|and\b|to\b|in\b)",
    regex.IGNORECASE,
)
NO_ONE = behind(r"\b(?:no|any|every|each|this|that|the|which|but|only)\s+", ignore_case=True)
TOKEN = regex.compile(r"(?P<space>[\s]+|-)(?P<word>(?:[“‘]\s?)?[\p{L}][\p{L}\d’'/&-]*)")
STOP = frozenset(
    """a about above across after against all along also although among amongst an and another any are around as at available be became because been before being below
    between both but by came can could did do does during each either every few for from had has have he held here however i if in including into
    is it its last made may might more most must near no none nor not now of off on only onto or other others our out over own per present rather she should
    since so some still such taken than that the their them then there these they this those through throughout to took together toward towards under until
    up upon was we were what when where whether which while who whom whose will with within without would yet came left met said stated each ago apart away
    later earlier early well took attended participated visited arrived remained served went gave led held spoke worked""".split()
)
IRREGULAR_PLURALS = frozenset(
    "people women men children staff personnel police persons media criteria data youth analysts".split()
)
SINGULAR_S = regex.compile(r"(?:ss|us|is|ics)\Z")
VERBAL = regex.compile(r"\p{Ll}{2,}(?:ing|ed)\Z")
ADJECTIVAL = frozenset(
    """participating training voting polling monitoring visiting registered elected armed disabled displaced accredited recorded reported unarmed
    outstanding existing sitting remaining supporting following missing working detained convicted trained selected so-called seconded united
    internally newly registered building meeting hearing parking""".split()
)
TIME_UNITS = frozenset("day days week weeks month months year years hour hours minute minutes".split())
INHERITS = regex.compile(
    r"""
    \s* (?: (?: \( | , )? \s* (?: seconded | deployed | sent | provided | contributed | (?: were | was ) \s (?: seconded | deployed | sent ) | from | by |
    came | come | had \s come | of \s (?: whom | which | them ) | in \s addition ) \b | [,;.)] )
    """,
    regex.VERBOSE,
)
LINKS = behind(
    r"(?:\b(?:including|includes?|among\s+them|of\s+whom|of\s+which|of\s+them|comprising|and|as\s+well\s+as|plus)|[,;:])\s+(?:\p{L}+\s+){0,3}"
)
PARTITIVE = regex.compile(rf"\s+of\s+(?:the|all|its|their)\s+(?=\d|{PART}\b)")
MEMBER = regex.compile(
    r"-(?P<kind>member|person|strong)\b(?:\s+(?P<what>(?:\p{L}[\p{L}-]*\s+){0,2}?(?:team|group|mission|delegation|committee|commission|panel|body|council)))?"
)
STATES = behind(r"\b(?:[Ss]tates|countries)")
SEPARATORS = regex.compile(r"[,\s]|\.(?=\d{3}(?!\d))")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
MOST_TOKENS = 7


def find(document: SectionedDocument, found: Findings) -> Iterator[CountMention]:
    """Yield the counts of all paragraphs; headings count nothing."""
    taken = sorted([mention.span for mention in found.dates] + [mention.span for mention in found.references])
    for paragraph in document.paragraphs:
        before: CountMention | None = None  # the last count of anything but States: what a bare number may count too
        for match in numbers(document.text, paragraph.span):
            mention = _count(document, match, before, taken)
            if mention is not None:
                if not STATES.search(mention.count.value.unit or ""):
                    before = mention
                yield mention


def numbers(text: str, span: Place) -> list[regex.Match[str]]:
    """The numbers of a passage, in figures and in words, in order of place."""
    matches = [*FIGURES.finditer(text, span.start, span.end), *WORDS.finditer(text, span.start, span.end)]
    matches = [match for match in matches if not TIED.search(text, max(0, match.start() - 2), match.start())]
    return sorted(matches, key=lambda match: match.start())


def _count(
    document: SectionedDocument, match: regex.Match[str], before: CountMention | None, taken: list[Place]
) -> CountMention | None:
    text = document.text
    group = "figures" if match.re is FIGURES else "words"
    number: Place = Span(
        match.start(group), match.end("scale") if match.re is FIGURES and match["scale"] else match.end(group)
    )
    if overlaps_any(number, taken) or NOT_BEFORE.search(text, max(0, match.start() - LOOK_BACK), match.start()):
        return None
    value = value_of(match)
    if value is None or (value == 1 and not _counts_one(text, match)):
        return None
    sentence = document.sentence_at(match.start())
    near = APPROX_BEFORE.search(text, max(sentence.start, match.start() - LOOK_BACK), match.start())
    start = near.start() if near else match.start()
    unit, end = _unit(text, match, sentence.end)
    spans: tuple[Place, ...] = (Span(start, end),)
    rule = "counts.stated"
    if unit is None:
        if before is None or not sentence.covers(before.span) or not _inherits(text, match, before):
            return None
        unit = before.count.value.unit
        spans = (*spans, before.span)
        rule = "counts.same_unit"
    raw = text[start:end]
    approx = APPROX[" ".join(near["approx"].lower().split())] if near else None
    return CountMention(
        span=spans[0],
        confidence=1.0 if rule == "counts.stated" else 0.8,
        count=Leaf(Count(value=value, approx=approx, unit=unit, raw=raw), spans, rule),
        number=number,
    )


def value_of(match: regex.Match[str]) -> int | float | None:
    if match.re is FIGURES:
        digits = SEPARATORS.sub("", match["figures"])
        value = float(digits) if "." in digits else int(digits)
        if match["scale"]:
            value *= SCALES[match["scale"].strip()]
            value = int(value) if value == int(value) else value
        return value
    return spelled(" ".join(match["words"].lower().replace("-", " ").split()))


@lru_cache(maxsize=512)
def spelled(words: str) -> int | None:
    """The number that words spell out; None where they spell none.

    >>> spelled("two hundred and fifty")
    250
    """
    from text_to_num import text2num

    if words == "dozen":
        return 12
    if words.split()[0] in LARGE:
        words = f"one {words}"
    try:
        return int(text2num(words, "en"))
    except ValueError:
        return None


def _counts_one(text: str, match: regex.Match[str]) -> bool:
    """'one' counts only before a noun, and not as a pronoun."""
    if match.re is FIGURES:
        return True
    return not PRONOUN_AFTER.match(text, match.end()) and not NO_ONE.search(
        text, max(0, match.start() - 12), match.start()
    )


def _unit(text: str, match: regex.Match[str], limit: int) -> tuple[str | None, int]:
    """What is counted, in the text's words, and where the words end; None where no noun follows."""
    if match["percent"]:
        return "per cent", match.end("percent")
    member = MEMBER.match(text, match.end(), limit)
    if member is not None:
        what = member["what"]
        return (f"members of {what}" if what else "members"), member.end()
    whole = PARTITIVE.match(text, match.end(), limit)
    if whole is not None:  # '55 of the 57 States': both count States
        other = FIGURES.match(text, whole.end(), limit) or WORDS.match(text, whole.end(), limit)
        return (_unit(text, other, limit)[0], match.end()) if other else (None, match.end())
    words: list[str] = []
    end = at = match.end()
    plural = False
    while len(words) < MOST_TOKENS:
        token = TOKEN.match(text, at, limit)
        if token is None or (token["space"] == "-" and words):
            break
        word = token["word"]
        lower = word.lower()
        if lower in STOP or (plural and not _goes_on(word)):
            break
        if (
            VERBAL.search(word)
            and lower not in ADJECTIVAL
            and (words or lower.endswith("ed") and not _noun_follows(text, token.end(), limit))
        ):
            break
        words.append(word)
        at = end = token.end()
        plural = plural or _is_plural(word)
        if lower in TIME_UNITS:
            break
    if not words or words[0].lower() in ADJECTIVAL and len(words) == 1:
        return None, match.end()
    return " ".join(words), end


def _goes_on(word: str) -> bool:
    """True where a noun in the plural is followed by another noun that it belongs to: 'women politicians'."""
    return _is_plural(word)


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in IRREGULAR_PLURALS or (lower.endswith("s") and not SINGULAR_S.search(lower) and len(lower) > 3)


def _noun_follows(text: str, at: int, limit: int) -> bool:
    token = TOKEN.match(text, at, limit)
    return token is not None and token["word"].lower() not in STOP


def _inherits(text: str, match: regex.Match[str], before: CountMention) -> bool:
    """True for `including over 260 seconded by` and `and 15 from the PACE` after a count with a unit."""
    between = text[before.span.end : match.start()]
    return INHERITS.match(text, match.end()) is not None and LINKS.search(between[-40:]) is not None


EXTRACTOR = Extractor("counts", find)
