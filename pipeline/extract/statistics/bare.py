"""Numbers without a noun of their own, which count what was told before them.

'870 in 2016, 1,269 in 2017', 'up from 54 the year before', '29 of the sentences', 'racist ones (1,209)', 'Greece 282 and
Kazakhstan two', 'and refused 122'. What they count is the figure before, or the noun that the sentence is about.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.extract.numerals import Numeral, numerals
from pipeline.extract.statistics.frames import NEAR, PARTS, Frame, clause_end, is_unreal
from pipeline.extract.statistics.words import (
    BE,
    CASES,
    DONE,
    HANDLED,
    OUR_DOING,
    PERSONS,
    REPORTED,
    SUFFERERS,
    WORD,
)
from pipeline.model.findings import Place, StatisticMention
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind

ABOUT = (
    r"(?:(?:just|only|some|about|over|under|nearly|almost|around|approximately|fewer\s+than|(?:more|less)\s+than|at\s+least|up\s+to"
    r"|a\s+mere|still)\s+){0,2}"
)
YEAR = r"(?:19|20)\d\d"
THEN = (
    rf"(?:(?:in|for|during)\s+(?:\p{{Lu}}\p{{Ll}}+\s+)?{YEAR}|(?:in\s+)?(?:the\s+|a\s+)?(?:(?:previous|preceding)\s+(?:year|month|period)"
    r"|year\s+(?:before|earlier)|last\s+year)|\p{Ll}+\s+years?\s+(?:before|earlier|ago))"
)
NOUN = regex.compile(
    rf"""
    \b (?: (?! (?: in | of | the | and | were | saw | recorded | reported | received | was | had | have | that | from | to | for | by | with | on | at )\b ) {WORD} [ ]+ ){{0,3}}
    (?: {CASES} | {SUFFERERS} | {PERSONS} ) \b
    (?: [ ]+ (?: of | against | on | about )
      (?: [ ]+ (?! (?: in | during | and | from | by | since | of | which | have | has | had | were | was | numbered )\b ) {WORD} ){{1,5}} )?
    """,
    regex.IGNORECASE | regex.VERBOSE,
)
VERB = regex.compile(
    rf"""
    \s+ (?: also \s+ | still \s+ | then \s+ )?
    (?: {BE} | are | is | has | have | had | went | came | led | died | fled | left | lost | concern | await | remain | face | involve | took | spent
      | (?! {OUR_DOING} \b ) \p{{Ll}}{{2,}}ed ) \b
    """,
    regex.VERBOSE,
)
OF_THESE = regex.compile(
    rf"\s+of\s+(?:them|these|those|which|whom|(?:the(?:se|m)?|those)\s+(?:\d[\d,]*|(?:\p{{L}}+\s+)?(?:{CASES}|{SUFFERERS}|{PERSONS}))\b)"
)
OF_THESE_NOUNS = regex.compile(rf"\s+of\s+(?:these|those|the)\s+(?:\p{{L}}+\s+)?(?:{CASES}|{SUFFERERS}|{PERSONS})\b")
AFTER_THESE = regex.compile(rf"{OF_THESE.pattern}{VERB.pattern}", regex.VERBOSE)
WHOLE = regex.compile(r"\s+of\s+(?:(?:the|those|these|all)\s+)?(?:\d[\d,]*|them|these|those|whom|which)\b")
PREDICATE = regex.compile(r"\s+(?:were|was|are|had\s+been)\s+(?=\p{L})")
PER = regex.compile(r"\s+per\s+(?=\d|thousand|million|inhabitant|capita)")
RATE = regex.compile(r"\b(?P<what>(?:\p{L}+\s+){0,2}(?i:rate|ratio|prevalence)s?(?:\s+of(?:\s+\p{Ll}+){1,4})?)")
NUMBER_MOVED = behind(
    rf"\b(?:(?:it|(?:number|figure|total)s?)\s+(?:had\s+|has\s+)?(?:rose|risen|fell|fallen|increased|decreased|dropped|grew|grown|went\s+(?:up|down))\s+to|(?:up|down)\s+from|compared\s+(?:to|with)|as\s+against|as\s+opposed\s+to|versus|(?:[Ii]t|(?:number|figure|total)s?)(?:\s+(?:for|in)\s+{YEAR}(?:\s+alone)?)?\s+(?:was|is|had\s+been|stood\s+at|reached))\s+{ABOUT}"
)
VERSUS = behind(rf"\b(?:against|from|than|to)\s+{ABOUT}")
VERSUS_AFTER = regex.compile(rf"\s+{THEN}|\s*(?:[.,;)]|\Z)")
STATED = behind(
    rf"\b(?:numbered|totall?ed|amounted\s+to|stood\s+at|came\s+to|spoke\s+of|speaks?\s+of|kn(?:ew|ows?|own)\s+of|counts|lists|reports|gives|gave|(?:puts?|estimate[sd]?)\s+(?:[^,;.]{{1,40}}\s)?at|[Tt]here\s+(?:were|are|had\s+been|have\s+been))\s+{ABOUT}"
)
YEAR_AFTER = regex.compile(rf"\s+\(?{THEN}|\s+\({YEAR}\)")
YEAR_BEFORE = behind(
    rf"(?:(?<!\b(?:[Ii]n|[Ff]or|of|during)\s)\b{YEAR}\s*[:–-]\s*|(?:[,;(:.\n]|\band|\A)\s*(?:in|for)\s+(?:\p{{Lu}}\p{{Ll}}+\s+)?{YEAR},?\s+(?:there\s+w(?:ere|as)\s+|(?:it|the\s+(?:number|figure))\s+was\s+)?){ABOUT}"
)
YEARLY = regex.compile(rf" in (?<=\d in ){YEAR}\b"), regex.compile(rf"\b{YEAR}: \d")
"""A figure with its year, as they stand in a row: two patterns, since each is found faster than one of the two."""
LABEL = regex.compile(rf"(?:\s+in\s+{YEAR}|\s+\({YEAR}\))?\s*(?::|\s–|\s-)\s+{ABOUT}")
"""Between what is counted and its figure: 'Refugees: 12,400'."""
LABELLED = regex.compile(r"(?<=\p{L}): \d{2,}")
BRACKETED = regex.compile(r"(?<=\p{Ll} )\(\d{1,3}(?:,\d{3})*\)")
OF_THE_FIRST = regex.compile(r"(?:[Oo]f|[Oo]ut\s+of|[Aa]mong)\s+[^;.]{0,160},\s+")
AGE_BEFORE = behind(r"\b(?:under|over|aged|ages?|below|above|than|before)\s+")
OTHER_BEFORE = behind(
    r"\b(?:age\s+of|(?:man|woman|boy|girl|student|youth)\s+of|aged|USD|EUR|BAM|CHF|GBP|[Aa]rt\.?|[Aa]rticles?|No\.?)\s+"
)
"""Before a number that counts nothing: an age, money, an article."""
OF_THE = behind(r"\bof\s+(?:the|these|those|all)\s+")
"""Before the whole that a part was taken of: '51 of the 83'."""
OLDEST = 99
GAPPED = regex.compile(r"(?:,|;|:|,?\s+and|,?\s+but)\s+(?:[^,;.]{0,50}\s)?")
OTHER_AGENT = behind(r"(?:[,;]|\band)\s+the\s+\p{Ll}+(?:\s+\p{Ll}+)?\s+(?:only\s+)?")
NAMED = behind(
    rf"(?:[,;]|\band)\s+(?:in\s+)?(?:the\s+)?(?P<name>\p{{Lu}}[\p{{L}}-]+(?:\s+\p{{Lu}}[\p{{L}}-]+){{0,2}})(?:\s+{REPORTED})?\s+{ABOUT}"
)
VERBED = behind(rf"\b(?P<verb>{REPORTED}|{DONE}|{HANDLED})\s+{ABOUT}")
LIST = behind(rf"(?:[:,;]|\band|\bplus)\s+{ABOUT}")
LISTED = behind(r":\s+|(?:with|by|against|for)\s[^,;.\d]{2,60}(?:,|,?\s+and)\s+")
WORD_BEFORE = behind(r"(?P<word>\p{Ll}+)\s+")
WORD_AFTER = regex.compile(r"\s+(?P<word>by|for|with|against|on|of|from|in|to)\b")
ENDS = regex.compile(rf"\s*(?:[.,;):]|\Z)|\s+(?:and|but|while)\b|\s+\(|\s+{THEN}")
BRACKETS = regex.compile(r"\s*\)")
AND_AT_END = regex.compile(r"[\s,]*(?:\band\s*)?\Z")
THE_LEAST_YEAR, THE_LAST_YEAR = 1900, 2100


def topic_of(text: str, sentence: Place, number: Place) -> Place | None:
    """What the sentence is about before a number: the last noun phrase that figures may count."""
    nouns = [*NOUN.finditer(text, sentence.start, number.start)]
    return trimmed(text, Span(*nouns[-1].span())) if nouns else None


def bare_frame(text: str, numeral: Numeral, sentence: Place, before: Sequence[StatisticMention]) -> Frame | None:
    """The frame of a number without a noun of its own; None where it counts nothing that was told before."""
    number = numeral.span
    low = max(sentence.start, number.start - NEAR)
    if numeral.is_share or not isinstance(numeral.value, int) or OTHER_BEFORE.search(text, low, number.start):
        return None
    if (
        numeral.value <= OLDEST
        and AGE_BEFORE.search(text, low, number.start)
        and not VERSUS_AFTER.match(text, number.end, sentence.end)
    ):
        return None
    if numeral.in_figures and THE_LEAST_YEAR <= numeral.value <= THE_LAST_YEAR and "," not in number.cut(text):
        return None
    if is_unreal(text, sentence, number.end) or OF_THE.search(text, low, number.start):
        return None
    if PER.match(text, number.end, sentence.end) and (rate := RATE.search(text, sentence.start, number.start)):
        return Frame(Span(*rate.span("what")), "statistics.rate", False, number.end)
    main = next((one for one in reversed(before) if one.what.rule not in PARTS), before[-1] if before else None)
    if (bracket := _in_brackets(text, number, sentence, before)) is not None:
        return Frame(bracket, "statistics.bracket", False, number.end)
    if _is_same(text, number, sentence, before):
        what = main.what.spans[0] if main is not None else topic_of(text, sentence, number)
        return Frame(what, "statistics.same", True, number.end) if what else None
    if main is None and OF_THESE_NOUNS.match(text, number.end, sentence.end):
        return _part(text, number, sentence)
    if main is None:
        among = OF_THE_FIRST.match(text, sentence.start, number.start)
        of_these = among is not None and topic_of(text, sentence, number) is not None
        return _part(text, number, sentence) if of_these and VERB.match(text, number.end, sentence.end) else None
    return _part(text, number, sentence) if _is_part(text, number, sentence, before) else None


def _part(text: str, number: Place, sentence: Place) -> Frame:
    """The frame of a part: what it was ('were hate crimes'), or else all that the clause says of it."""
    whole = WHOLE.match(text, number.end, sentence.end)
    after = whole.end() if whole else number.end
    predicate = PREDICATE.match(text, after, sentence.end)
    noun = NOUN.match(text, predicate.end(), sentence.end) if predicate else None
    if noun is not None:
        return Frame(trimmed(text, Span(*noun.span())), "statistics.part", False, number.end)
    end = clause_end(text, after, sentence.end)
    other = next(iter(numerals(text, Span(after, end))), None)
    end = number.end + len(AND_AT_END.sub("", text[number.end : other.span.start if other else end]))
    return Frame(Span(number.start, end), "statistics.part", False, number.end)


def _is_same(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention]) -> bool:
    """True for a number that counts what the one before does, at another time or place or by another account."""
    low = max(sentence.start, number.start - NEAR)
    if STATED.search(text, low, number.start):
        return ENDS.match(text, number.end, sentence.end) is not None or bool(before)
    topic = topic_of(text, sentence, number)
    if topic is not None and LABEL.fullmatch(text, topic.end, number.start):
        return True
    yearly = YEAR_AFTER.match(text, number.end, sentence.end) or YEAR_BEFORE.search(text, low, number.start)
    if yearly and (before or sum(len(pattern.findall(text, *sentence)) for pattern in YEARLY) > 1):
        return GAPPED.search(text, low, number.start) is not None or VERBED.search(text, low, number.start) is not None
    if not before:
        return False
    if NUMBER_MOVED.search(text, low, number.start):
        return True
    if VERSUS.search(text, low, number.start) and sentence.covers(before[-1].span):
        return VERSUS_AFTER.match(text, number.end, sentence.end) is not None
    if not ENDS.match(text, number.end, sentence.end):
        return False
    named = NAMED.search(text, max(sentence.start, number.start - NEAR), number.start)
    if named and sentence.covers(before[-1].span) and countries.by_name(named["name"]):
        return True
    verbed = VERBED.search(text, low, number.start)
    return verbed is not None and not regex.search(rf"\b{BE}\s+\Z", text[low : verbed.start("verb")])


def _in_brackets(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention]) -> Place | None:
    """The noun phrase before a number in brackets: 'incidents targeting Christians (792)'."""
    if text[number.start - 1 : number.start] != "(" or not BRACKETS.match(text, number.end, sentence.end):
        return None
    start = max(text.rfind(mark, sentence.start, number.start - 1) for mark in (",", ";", ")", ":"))
    start = max(start + 1, sentence.start)
    phrase = regex.search(r"(?:\A\s*(?:and|by|followed\s+by|or)\s+)", text[start : number.start - 1])
    start += phrase.end() if phrase else 0
    while (led := regex.match(r"\s*(?:and|by|followed\s+by)\s+", text, pos=start, endpos=number.start - 1)) is not None:
        start = led.end()
    what = trimmed(text, Span(start, number.start - 1))
    plural = NOUN.search(text, what.start, what.end)
    listed = before and sentence.covers(before[-1].span) and regex.search(r"\bones\b|s\Z", what.cut(text))
    if plural is None and not listed:
        return None
    verb = VERB.search(text, what.start, what.end)
    if verb is not None:
        what = trimmed(text, Span(what.start, verb.start()))
    return what if what.length > 1 else None


def _is_part(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention]) -> bool:
    """True for a number of those that the figure before counts: 'of which 37', '201 were fined', '29 of the sentences'."""
    here = sentence.covers(before[-1].span) or OF_THE_FIRST.match(text, sentence.start, number.start) is not None
    if OF_THESE_NOUNS.match(text, number.end, sentence.end):
        return True
    if (OF_THESE if here else AFTER_THESE).match(text, number.end, sentence.end):
        return True
    if VERB.match(text, number.end, sentence.end):
        return True
    if (
        here
        and LIST.search(text, before[-1].span.end, number.start)
        and (":" in text[before[0].span.end : number.start] or text[number.end : number.end + 1] in ")")
    ):
        return True
    return here and _is_gapped(text, number, before[-1].span, sentence)


def _is_gapped(text: str, number: Place, last: Place, sentence: Place) -> bool:
    """True where the verb of the figure before is left out: '98 were moved by racism, 61 by hatred', 'antisemitism behind 103'."""
    if not GAPPED.search(text, last.end, number.start):
        return False
    ends = ENDS.match(text, number.end, sentence.end) is not None
    before = WORD_BEFORE.search(text, sentence.start, number.start)
    earlier = WORD_BEFORE.search(text, sentence.start, last.start)
    if before and earlier and before["word"] == earlier["word"] and ends:
        return before["word"] != "and"
    if ends and OTHER_AGENT.search(text, last.end, number.start):
        return True
    after = WORD_AFTER.match(text, number.end, sentence.end)
    if after is not None and LISTED.search(text, last.end, number.start):
        return True
    return after is not None and regex.search(rf"\b{after['word']}\b", text[last.end : number.start]) is not None
