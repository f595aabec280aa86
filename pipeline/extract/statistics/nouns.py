"""What makes a count with a noun of its own a statistic: the words around it that present it as a fact about the world.

A count that something happened to ('were recorded by', 'recorded by', 'went to court'), one that a verb has as its object
('received 311 complaints'), a share of a whole, a rate; for all others `evidence` weighs what speaks for it.
"""

from __future__ import annotations

import regex

from pipeline.extract.counts.units import is_plural
from pipeline.extract.statistics.evidence import DID_OURSELVES, OUR_NEXT, YEAR, is_told, is_unreal
from pipeline.extract.statistics.frame import NEAR, Frame, clause_end
from pipeline.extract.statistics.shares import share_of
from pipeline.extract.statistics.words import (
    BE,
    COUNTED,
    DONE,
    HANDLED,
    LY,
    NO_FACTS,
    NO_UNITS,
    OPENED,
    REPORTED,
    STATE,
    THINGS,
    WORD,
)
from pipeline.model.findings import CountMention, Place, StatisticMention
from pipeline.spans import Span, trimmed
from pipeline.vocabulary.patterns import behind, late

PASSIVE = late(
    rf"""
    (?P<what> (?: (?! \s+ (?: {BE} | are | remain | who | which | that | whose | to | lost | died | \d | and \s+ \d )\b ) \s+ {WORD} ){{0,9}} )  # of domestic violence
    (?: ,\s+ or\s+ [^,;.]{{1,40}} (?: \.\d [^,;.]{{1,40}} )? , )?    # , or 13.5 per cent of the force,
    \s+ (?: {BE} | are | remain(?:s|ed)? ) \s+ {LY} (?: (?P<reported> {REPORTED} ) | {DONE} | (?P<handled> {HANDLED} | {STATE} ) ) \b
    """,
    regex.VERBOSE,
)
PARTICIPLE = late(
    rf"(?P<what>(?:\s+(?:of|against)(?:\s+{WORD}){{1,6}}?)?)\s+(?:{REPORTED}|{DONE})\s+(?:by|in|to|during|since)\b"
)
WENT = late(
    r"""
    (?: \s+ of \s+ (?: them | these | those | which | whom ) )? \s+ (?:
      (?: went | came ) \s+ to \s+ (?: court | trial ) | reached \s+ the \s+ \p{Lu}\p{L}+ | (?: had \s+
      | have \s+ )? died | lost \s+ their \s+ li[fv]es | received \s+ (?:a \s+)? sentences?
    | (?: ended | resulted | led | concluded ) \s+ (?: in | with | to ) \s+ (?: an? \s+ )? \p{Ll}+
    ) \b
    """,
    regex.VERBOSE,
)
OUTCOMES = (("statistics.passive", PASSIVE), ("statistics.participle", PARTICIPLE), ("statistics.court", WENT))
ACTIVE = behind(
    rf"""
    \b (?: (?P<reported> {REPORTED} | told \s+ (?:the\s+)? {WORD} \s+ of | (?: heard | learn(?:ed|t) | kn(?:ow|ows|ew) | reports? | allegations | information )
      \s+ (?: of | about | on )
      | counts | names \s+ of ) | {DONE} | (?P<handled> {HANDLED} | [Tt]here \s+ (?: were | are )) ) \s+
    (?: (?: a \s+ (?: further | total \s+ of ) | an \s+ additional | another | the | only | still | currently ) \s+ )?
    """,
    verbose=True,
)
PART = behind(r"\b(?:of\s+(?:which|whom|them)|among\s+(?:them|which|whom)|including)\s+(?:only\s+)?")
ALSO = late(
    r"(?:\s+(?:of|against)\s+[\p{L}\s-]{2,40}?)?(?:\s+(?:were|was)\s+\p{Ll}+)?(?:\s+in\s+\d{4})?(?:[,;]|,?\s+and)\s+(?:in\s+(?:19|20)\d\d,?\s+(?:there\s+w(?:ere|as)\s+)?)?"
)
ADVERBED = late(r"(?<=\p{L}ly)\s+\p{Ll}+ed\s+(?:\p{Ll}+\s+)?\p{Ll}+s\b")
"""Behind an adverb that counts took for the noun: '88 racially motivated assaults'."""
OF_THE = behind(r"\bof\s+(?:the|all|its|their)\s+")
COMPLEMENT = late(
    rf"\s+(?:of|against|about|on(?!\s+(?:\d|election|the\s+(?:day|eve|same))))(?:\s+(?!(?:in|during|and|from|by|since|of|which|who|that|on|at|to|were|was|had|have|has|are|is|over|according|attend|die|lack|live|own|fled|lost|remain|said|went)\b){WORD}){{1,6}}"
)
OPENED_AT_END = behind(rf"\b{OPENED}")
AND_ONE = behind(r"(?:,|\band|\bplus|\bas\s+well\s+as)\s+")
MEMBERS = late(r"(?<=\bmembers)\s+of\s+(?:the\s+|its\s+|their\s+)?(?:delegation|mission|team|staff)\b")


def frame_of(
    text: str,
    sentence: Place,
    mention: CountMention,
    last: StatisticMention | None,
    earlier: StatisticMention | None,
    telling: bool,
    key: bool,
) -> Frame | None:
    """How the sentence presents a count as a fact; None where it does not.

    `last` is the figure told before it in its sentence, `earlier` in its paragraph; `telling` says that its paragraph
    tells figures, `key` that its section has nothing else.
    """
    span, unit = mention.span, mention.count.value.unit or ""
    if _is_none(text, sentence, span, unit):
        return None
    low = max(sentence.start, span.start - NEAR)
    if last is not None and last.what.rule == "statistics.share" and OF_THE.search(text, low, span.start):
        return None  # the whole that the share before is of
    share = share_of(text, sentence, mention, last or earlier)
    if share is not None:
        return share
    own: Place = trimmed(text, Span(mention.number.end, max(span.end, mention.number.end)))
    if own.length and (rest := ADVERBED.match(text, own.end, sentence.end)) is not None:
        own = Span(own.start, rest.end())
    inherited = own.length == 0 and unit != "per cent"
    done = _done(text, sentence, mention, own, inherited)
    if done is not None:
        return done
    active = ACTIVE.search(text, low, span.start)
    if active is not None and active["handled"] and not _is_counted(text, sentence, mention, active["handled"]):
        active = None
    if active is not None and NO_FACTS.search(unit) and not COUNTED.search(unit):
        active = None  # 'noted the five principles'
    part = last is not None and (PART.search(text, low, span.start) or ALSO.fullmatch(text, last.span.end, span.start))
    if active is not None and not active["reported"] and DID_OURSELVES.search(text, sentence.start, active.start()):
        return None  # 'ODIHR trained 46 judges'
    if active is None and not part:
        return _told(text, sentence, mention, last, own, telling or earlier is not None, key)
    if inherited or unit == "per cent":
        own = Span(mention.number.start, clause_end(text, span.end, sentence.end))
    elif (of := COMPLEMENT.match(text, own.end, sentence.end)) is not None:
        own = Span(own.start, of.end())
    return Frame(own, "statistics.active" if active else "statistics.part", active is not None, span.end)


def _told(
    text: str,
    sentence: Place,
    mention: CountMention,
    last: StatisticMention | None,
    own: Place,
    telling: bool,
    key: bool,
) -> Frame | None:
    """The frame of a count that no verb of recording leads to, where enough speaks for its being a fact."""
    if _one_more(text, mention, last):
        return Frame(own, "statistics.part", False, mention.span.end)
    if own.length == 0 or mention.count.value.unit == "per cent" or not is_told(text, sentence, mention, telling, key):
        return None
    of = COMPLEMENT.match(text, own.end, sentence.end)
    what = trimmed(text, Span(own.start, of.end() if of else own.end))
    return Frame(what, "statistics.told", False, mention.span.end)


def _is_none(text: str, sentence: Place, span: Place, unit: str) -> bool:
    """True for what is never a figure about the world: texts, events, money, a delegation's members, a wish."""
    if NO_UNITS.search(unit) or MEMBERS.match(text, span.end, sentence.end):
        return True
    return OUR_NEXT.match(text, span.end) is not None or is_unreal(text, sentence, span.end)


def _one_more(text: str, mention: CountMention, last: StatisticMention | None) -> bool:
    """True for a single crime or victim that a list ends with: 'seven assaults and one arson attack'."""
    unit = f"{mention.count.value.unit}s"
    if last is None or mention.count.value.value != 1 or not THINGS.search(unit):
        return False
    return AND_ONE.search(text, last.span.end, mention.span.start) is not None


def _done(text: str, sentence: Place, mention: CountMention, own: Place, inherited: bool) -> Frame | None:
    """The frame of a count that something happened to: 'were recorded by', 'recorded by', 'went to court'."""
    end, unit = mention.span.end, mention.count.value.unit or ""
    if NO_FACTS.search(unit) and not COUNTED.search(unit):
        return None  # 'on four occasions'
    for rule, pattern in OUTCOMES:
        after = pattern.match(text, end, sentence.end)
        if after is None:
            continue
        if pattern is PASSIVE and after["handled"] and not _is_counted(text, sentence, mention, after["handled"]):
            continue
        reported = pattern is PARTICIPLE or (
            pattern is PASSIVE and (after["reported"] is not None or _is_case(text, mention, after))
        )
        if inherited or not reported:
            start = mention.number.start if inherited else own.start
            what = trimmed(text, Span(start, clause_end(text, after.end(), sentence.end)))
            return Frame(what, rule, reported, after.end())
        return Frame(trimmed(text, Span(own.start, max(after.end("what"), own.end))), rule, True, after.end())
    return None


def _is_case(text: str, mention: CountMention, after: regex.Match[str]) -> bool:
    """True for cases, indictments and the like that were opened or closed: they alone are what was counted."""
    own = mention.count.value.unit or ""
    return THINGS.search(own) is not None and OPENED_AT_END.search(text, after.start(), after.end()) is not None


def _is_counted(text: str, sentence: Place, mention: CountMention, verb: str) -> bool:
    """True for what figures on human rights count, and for anything in the plural where a year stands by it."""
    unit = mention.count.value.unit or ""
    if COUNTED.search(unit):
        return True
    if verb.startswith(("there", "There")) or NO_FACTS.search(unit) or not is_plural(unit.rsplit(" ", 1)[-1]):
        return False
    return YEAR.search(text, *sentence) is not None
