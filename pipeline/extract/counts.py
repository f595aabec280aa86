"""Every counted quantity: a number in figures or words, with 'over' or 'some' before it and what it counts behind it.

Ordinals, numbers of articles and paragraphs, dates, codes, telephone numbers and 'one of the' count nothing. A number
without a noun of its own (`including over 260 seconded by`) takes the unit of the count before it in the sentence, where
the words behind it allow that; otherwise it is no count, and the completeness account lists it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from pipeline.extract.extractor import Extractor
from pipeline.extract.numerals import PART, Numeral, numerals
from pipeline.model.document import SectionedDocument
from pipeline.model.dropped import Dropped
from pipeline.model.findings import CountMention, Findings, Leaf, Place
from pipeline.model.records import Count
from pipeline.spans import Span, overlaps_any
from pipeline.vocabulary.patterns import any_of, behind

Approx = Literal["over", "about", "under"]

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
NOT_BEFORE = behind(
    r"""
    (?: \b (?: articles? | arts? | sections? | paragraphs? | paras? | chapters? | pages? | pp? | no | nr | nos | number | numbers | resolutions? | decisions? |
      protocols? | annex | recommendations? | rules? | principles? | part | volume | vol | box | version | agenda | item | items | step | phase | room |
      lines? | table | figure | fax | telephone | tel | phone | convention | cycle | session | submission | comment | add | corr | opinion | application |
      office | form | forms | grade | grades | class | type | level | tier | group | ul | ages? | aged | miodowa | street | storgata ) \.? \s* :? \s*
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
    came | come | had \s come | of \s (?: whom | which | them | these | those ) | in \s addition | observed | (?: were | was ) \s (?: from | \p{L}+ed ) ) \b | [,;.)] )
    """,
    regex.VERBOSE,
)
LINKS = behind(
    r"(?:\b(?:including|includes?|among\s+them|of\s+whom|of\s+which|of\s+them|of\s+these|comprising|and|as\s+well\s+as|plus|compared\s+(?:to|with)|up\s+from|down\s+from)|[,;:])\s+(?:\p{L}+\s+){0,3}"
)
PARTITIVE = regex.compile(rf"\s+of\s+(?:(?:the|all|its|their)\s+)?(?=\d|{PART}\b)")
GROUPS = "team|staff|group|mission|delegation|committee|commission|panel|body|council|board"
MEMBER = regex.compile(
    rf"-(?P<kind>member|person|strong|man|expert|observer)\b(?:\s+(?P<what>(?:\p{{L}}[\p{{L}}-]*\s+){{0,3}}?(?:{GROUPS})))?"
)
GROUP_OF = behind(
    rf"\b(?P<what>(?:(?:[Ii]nternational|[Cc]ore|[Ee]xpert|[Mm]ission|EP|PACE)\s+)?(?i:{GROUPS}))s?\s+of\s+"
)
ENDS = regex.compile(r"\s*(?:[,;.:)]|(?:and|to|in|from|who|for|on|at|with|led|headed)\b|\Z)")
SHARES_NOUN = regex.compile(r"(?:-term|\bterm|\b(?:long|short|male|female|international|local|national))-?\Z")
SHARED = regex.compile(
    r"\s*(?:\((?:LTOs?|STOs?)\)\s*)?(?:,|,?\s+and|,?\s+or|,?\s+as\s+well\s+as|,?\s+plus)\s+(?:\p{Ll}+\s+){0,3}"
)
BOTH = regex.compile(r"\s+and\s+[\p{L}-]+(?:-term|\s+term)\s+(?:[\p{L}-]+\s+)?\p{L}+s\b")
OF_THEM = regex.compile(r"\s+of\s+(?:them|whom|which)(?=\s+\p{Ll})")
AND_MORE = regex.compile(
    r"\s+and\s+(?P<more>staff(?:\s+members)?|(?:(?:long|short)-term\s+)?observers|[LS]TOs|support\s+staff)\b"
)
"""A second kind that one figure counts too: '44 parliamentarians and staff'."""
OF_WHOM = behind(
    r"\b(?:of\s+(?:whom|which|them)|among\s+(?:whom|them)|the\s+(?:other|remaining))\s+(?:(?:some|about|only|over|nearly|at\s+least)\s+)?"
)
OF_THESE = behind(r"\b[Oo]f\s+(?:these|them|those|whom)\s*,?\s+(?:(?:some|about|around|only|over|nearly|almost)\s+)?")
IN_PLACES = behind(r"\b(?:in|at)\s+(?:(?:some|about|only|over)\s+)?(?:\d[\d,]*\s+of\s+(?:the\s+)?)?")
STATES = behind(r"\b(?:[Ss]tates|countries)")
MOST_TOKENS = 7


def find(document: SectionedDocument, found: Findings) -> Iterator[CountMention | Dropped]:
    """Yield the counts of all paragraphs, and the numbers that count nothing; headings count nothing."""
    taken = sorted([mention.span for mention in found.dates] + [mention.span for mention in found.references])
    for paragraph in document.paragraphs:
        before: CountMention | None = None  # the last count of anything but States: what a bare number may count too
        numbers = numerals(document.text, paragraph.span)
        for place, numeral in enumerate(numbers):
            following = numbers[place + 1] if place + 1 < len(numbers) else None
            mention = _count(document, numeral, following, before, taken)
            if mention is None:
                continue
            yield mention
            if isinstance(mention, CountMention) and not (
                STATES.search(mention.count.value.unit or "") or numeral.is_share
            ):
                before = mention


def _count(
    document: SectionedDocument,
    numeral: Numeral,
    following: Numeral | None,
    before: CountMention | None,
    taken: list[Place],
) -> CountMention | Dropped | None:
    text, number = document.text, numeral.span
    if overlaps_any(number, taken):
        return None
    if NOT_BEFORE.search(text, max(0, number.start - LOOK_BACK), number.start):
        return Dropped(span=number, rule="counts.stated", label="count", reason="numbered")
    if numeral.value == 1 and not _counts_one(text, numeral):
        return None
    sentence = document.sentence_at(number.start)
    near = APPROX_BEFORE.search(text, max(sentence.start, number.start - LOOK_BACK), number.start)
    unit, end = _unit(text, numeral, sentence.end)
    if unit is not None and following is not None and sentence.covers(following.span):
        unit = _with_shared_noun(text, unit, end, following, sentence.end)
    if (
        unit is not None
        and not _is_plural(unit.rsplit(" ", 1)[-1])
        and OF_WHOM.search(text, max(sentence.start, number.start - LOOK_BACK), number.start)
    ):
        unit, end = None, number.end  # 'of whom 13 work in …': a verb stands there, not a noun
    start = near.start() if near else number.start
    own: Place = Span(start, end)
    spans: tuple[Place, ...] = (own,)
    rule = "counts.stated"
    if unit is None:
        whole = before if before is not None and _inherits(document, numeral, before) else None
        group = GROUP_OF.search(text, max(sentence.start, number.start - LOOK_BACK), start)
        if group is not None and ENDS.match(text, end):
            unit, spans, rule = f"members of {group['what']}", (own, Span(*group.span("what"))), "counts.members_of"
        elif whole is not None:
            unit, spans, rule = whole.count.value.unit, (own, whole.span), "counts.same_unit"
        else:
            return Dropped(span=number, rule="counts.stated", label="count", reason="no_unit")
    count = Count(value=numeral.value, approx=_approx(near, numeral), unit=unit, raw=own.cut(text))
    return CountMention(
        span=own, confidence=1.0 if len(spans) == 1 else 0.8, count=Leaf(count, spans, rule), number=number
    )


def _approx(near: regex.Match[str] | None, numeral: Numeral) -> Approx | None:
    """What the words before the number say; a range has its upper end as its value, and so is 'under' it."""
    if near is not None:
        return APPROX[" ".join(near["approx"].lower().split())]
    return "under" if numeral.low is not None else None


def _counts_one(text: str, numeral: Numeral) -> bool:
    """'one' counts only before a noun, and not as a pronoun."""
    if numeral.in_figures or numeral.is_share:
        return True
    start, end = numeral.span
    return not PRONOUN_AFTER.match(text, end) and not NO_ONE.search(text, max(0, start - 12), start)


def _unit(text: str, numeral: Numeral, limit: int) -> tuple[str | None, int]:
    """What is counted, in the text's words, and where the words end; None where no noun follows."""
    end = numeral.span.end
    if numeral.is_share:
        return "per cent", end
    member = MEMBER.match(text, end, limit)
    if member is not None:
        what = member["what"]
        if member["kind"] not in ("member", "person", "strong", "man"):
            return f"{member['kind']}s", member.end()
        return (f"members of {what}" if what else "members"), member.end()
    among = OF_THEM.match(text, end, limit)
    if (
        among is not None
        and (kind := _noun_phrase(text, among.end(), limit))[0] is not None
        and _is_plural(kind[0].rsplit(" ", 1)[-1])
    ):
        return kind[0], end
    whole = PARTITIVE.match(text, end, limit)
    if whole is not None:  # '55 of the 57 States': both count States
        other = next(iter(numerals(text, Span(whole.end(), min(limit, whole.end() + LOOK_BACK)))), None)
        touching = other is not None and other.span.start == whole.end()
        return (_unit(text, other, limit)[0] if other and touching else None), end
    return _noun_phrase(text, end, limit)


def _noun_phrase(text: str, end: int, limit: int) -> tuple[str | None, int]:
    """The words behind a number up to the first noun in the plural, and where they end."""
    start = at = end
    words: list[str] = []
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
        both = BOTH.match(text, at, limit) if SHARES_NOUN.search(word) else None
        if both is not None:  # 'long-term and short-term observers': one figure for two kinds
            return " ".join([*words, *both.group().split()]), both.end()
        if lower in TIME_UNITS:
            break
    if not words or words[0].lower() in ADJECTIVAL and len(words) == 1:
        return None, start
    more = AND_MORE.match(text, end, limit) if plural else None
    return (f"{' '.join(words)} and {' '.join(more['more'].split())}", more.end()) if more else (" ".join(words), end)


def _with_shared_noun(text: str, unit: str, end: int, following: Numeral, limit: int) -> str:
    """'24 long-term and 300 short-term observers': the first unit's noun stands behind a later number."""
    own = unit.rsplit(" ", 1)[-1]
    if not SHARES_NOUN.search(own):
        return unit
    at = end
    for numeral in (following, *numerals(text, Span(following.span.end, limit))[:2]):
        if SHARED.fullmatch(text, at, numeral.span.start) is None:
            return unit
        other, at = _unit(text, numeral, limit)
        adjective, _, noun = (other or "").rpartition(" ")
        if _is_plural(noun):
            whole = own + adjective.rpartition("-")[2] if own.endswith("-") else own
            return f"{unit.removesuffix(own)}{whole} {noun}"
    return unit


def _goes_on(word: str) -> bool:
    """True where a noun in the plural is followed by another noun that it belongs to: 'women politicians'."""
    return _is_plural(word)


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in IRREGULAR_PLURALS or (lower.endswith("s") and not SINGULAR_S.search(lower) and len(lower) > 3)


def _noun_follows(text: str, at: int, limit: int) -> bool:
    token = TOKEN.match(text, at, limit)
    return token is not None and token["word"].lower() not in STOP


def _inherits(document: SectionedDocument, numeral: Numeral, before: CountMention) -> bool:
    """True for `including over 260 seconded by` and `and 15 from the PACE` after a count with a unit."""
    text, number = document.text, numeral.span
    low = max(before.span.end, number.start - LOOK_BACK)
    sentence = document.sentence_at(number.start)
    if not sentence.covers(before.span):
        return OF_THESE.search(text, max(sentence.start, number.start - LOOK_BACK), number.start) is not None
    if IN_PLACES.search(text, low, number.start) and ENDS.match(text, number.end):
        return IN_PLACES.search(text, max(sentence.start, before.span.start - LOOK_BACK), before.span.start) is not None
    if OF_WHOM.search(text, low, number.start):
        return True
    return INHERITS.match(text, number.end) is not None and LINKS.search(text, low, number.start) is not None


EXTRACTOR = Extractor("counts", find)
