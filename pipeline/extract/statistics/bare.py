"""Numbers without a noun of their own, which count what their sentence, or a figure before them, says.

'870 in 2016, 1,269 in 2017', 'up from 54 the year before', '29 of the sentences', 'racist ones (1,209)', 'the number of
victims fell to 134'. Where a figure was told, a number counts the same or a part of it, unless something says that it
is money, an age, a change or the whole ('of the 83'). Where none was, the words before it must lead to it.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.extract.numerals import Numeral, numerals
from pipeline.extract.statistics.evidence import is_ours, is_unreal
from pipeline.extract.statistics.frame import NEAR, PARTS, Frame, clause_end
from pipeline.extract.statistics.shares import PER
from pipeline.extract.statistics.topics import NOUN, YEAR, Topic, noun_before
from pipeline.extract.statistics.words import BE, CASES, DONE, HANDLED, OUR_DOING, PERSONS, REPORTED, SUFFERERS, THINGS
from pipeline.model.findings import Place, StatisticMention
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind, late

ABOUT = (
    r"(?:(?:just|only|some|about|over|under|nearly|almost|around|approximately|fewer\s+than|(?:more|less)\s+than|at\s+least|up\s+to"
    r"|a\s+mere|still|already|another|a\s+further)\s+){0,2}"
)
THEN = (
    rf"(?:(?:in|for|during)\s+(?:\p{{Lu}}\p{{Ll}}+\s+)?{YEAR}|(?:in\s+)?(?:the\s+|a\s+)?(?:(?:previous|preceding)\s+(?:year|month|period)"
    r"|year\s+(?:before|earlier|after|later)|last\s+year|following\s+year)|\p{Ll}+\s+years?\s+(?:before|earlier|ago|later))"
)
VERB = late(
    rf"""
    \s+ (?: also \s+ | still \s+ | then \s+ )?
    (?: {BE} | are | is | has | have | had | went | came | led | died | fled | left | lost | concern | await | remain | face | involve | took | spent
      | (?! {OUR_DOING} \b ) \p{{Ll}}{{2,}}ed ) \b
    """,
    regex.VERBOSE,
)
COUNTED_NOUN = rf"(?:\p{{L}}+\s+)?(?:{CASES}|{SUFFERERS}|{PERSONS})\b"
OF_THESE = late(
    rf"\s+of\s+(?:them|these|those|which|whom|the\s+latter|(?:the(?:se|m)?|those)\s+(?:\d[\d,]*|{COUNTED_NOUN}))"
)
OF_THESE_NOUNS = late(rf"\s+of\s+(?:these|those|the)\s+{COUNTED_NOUN}")
WHOLE = late(r"\s+of\s+(?:(?:the|those|these|all)\s+)?(?:\d[\d,]*|them|these|those|whom|which)\b")
OF_THE_FIRST = late(r"(?:[Oo]f|[Oo]ut\s+of|[Aa]mong)\s+[^;.]{0,160},\s+")
PREDICATE = late(r"\s+(?:were|was|are|had\s+been)\s+(?=\p{L})")
SHORT_OF_NOUN = late(
    r"\s+(?:\p{Ll}[\p{L}-]+\s+){0,2}\p{Ll}[\p{L}-]+(?=\s+(?:and|or)\s+\d|\s*[,;.])|\s+anti-\p{Lu}\p{Ll}+"
)
"""An adjective where the noun is left out: '119 anti-Semitic and 41 directed against Roma'."""
RATE = late(r"\b(?P<what>(?:\p{L}+\s+){0,2}(?i:rate|ratio|prevalence)s?(?:\s+of(?:\s+\p{Ll}+){1,4})?)")
MOVED_TO = behind(
    rf"\b(?:(?:it|this|(?:number|figure|total)s?)\s+(?:had\s+|has\s+)?(?:rose|risen|fell|fallen|increased|decreased|dropped|grew|grown|went\s+(?:up|down))\s+to|(?:up|down)\s+from|compared\s+(?:to|with)|as\s+against|as\s+opposed\s+to|versus|(?:[Ii]t|(?:number|figure|total)s?)(?:\s+(?:for|in)\s+{YEAR}(?:\s+alone)?)?\s+(?:was|is|had\s+been|stood\s+at|reached))\s+{ABOUT}"
)
STATED = behind(
    rf"\b(?:numbered|totall?ed|amounted\s+to|stood\s+at|came\s+to|spoke\s+of|speaks?\s+of|kn(?:ew|ows?|own)\s+of|counts|lists|reports|gives|gave|(?:puts?|estimate[sd]?)\s+(?:[^,;.]{{1,40}}\s)?at|[Tt]here\s+(?:were|are|had\s+been|have\s+been)|[Aa]ccount(?:s|ed)?\s+for)\s+{ABOUT}"
)
YEAR_AFTER = late(rf"\s+\(?{THEN}|\s+\({YEAR}\)")
YEAR_BEFORE = behind(
    rf"(?:(?<!\b(?:[Ii]n|[Ff]or|of|during)\s)\b{YEAR}\s*[:–-]\s*|(?:[,;(:.\n]|\band|\A)\s*(?:in|for)\s+(?:the\s+\p{{Ll}}+\s+half\s+of\s+)?(?:\p{{Lu}}\p{{Ll}}+\s+)?{YEAR},?\s+(?:there\s+w(?:ere|as)\s+|(?:it|the\s+(?:number|figure))\s+was\s+)?){ABOUT}"
)
VERBED = behind(rf"\b(?P<verb>{REPORTED}|{DONE}|{HANDLED})\s+{ABOUT}")
BE_AT_END = behind(rf"\b{BE}\s+")
LABEL = late(rf"(?:\s+in\s+{YEAR}|\s+\({YEAR}\))?\s*(?::|\s–|\s-)\s+{ABOUT}")
"""Between what is counted and its figure: 'Refugees: 12,400'."""
YEARLY = late(rf" in (?<=\d in ){YEAR}\b|\b{YEAR}: \d")
"""A figure with its year, as they stand in a row."""
TIME_OR_END = late(
    rf"\s*(?:[.,;):]|\Z)|\s+(?:{THEN}|(?:and|but|while|or|to|in|on|from|for|by|with|of|against|at|during|since|per|compared|up|down|as|after|an?\s+(?:year|month|day))\b|[(–])"
)
"""What may stand behind a number whose noun is left out."""
OTHER_BEFORE = behind(
    r"\b(?:age\s+of|(?:man|woman|boy|girl|student|youth)\s+of|aged|USD|EUR|BAM|CHF|GBP|[Aa]rt\.?|[Aa]rticles?|No\.?|[Aa]ppeals\s+against|\p{Ll}+ed\s+by|up\s+by|down\s+by|[Pp]age|[Pp]aragraphs?|[Ss]ections?|[Cc]hapters?|[Tt]he|[Tt]hese|[Tt]hose|[Rr]oom|[Nn]ight\s+of)\s+"
)
"""Before a number that counts nothing: an age, money, an article, a change; or that is known already."""
AGE_BEFORE = behind(r"\b(?:under|over|aged|ages?|below|above|than|before|between)\s+")
OLDEST = 99
OF_THE = behind(r"\bof\s+(?:the|these|those|all)\s+")
"""Before the whole that a part was taken of: '51 of the 83'."""
VERSUS_AFTER = late(rf"\s+{THEN}|\s*(?:[.,;)]|\Z)")
NAME_BEFORE = behind(
    rf"(?:\b(?P<in>in|and)\s+)?(?:the\s+)?(?P<name>\p{{Lu}}[\p{{L}}-]+(?:\s+\p{{Lu}}[\p{{L}}-]+){{0,2}})\s+{ABOUT}"
)
SINGLE = late(r"\s+(?:of\s+(?:them|which|whom|these|those)|to\s+an?\s)")
"""One as a figure: 'one of which', 'and one to a sentence'."""
YEAR_IN = late(rf"\b{YEAR}\b")
LED_TO = late(
    rf"(?:\s[^.;:]{{0,80}})?(?:\s(?:to|from|at|was|were|is|are|reached|of|than|as|in\s+{YEAR})|[:,(–])\s*{ABOUT}"
)
"""Between a noun and the figure that counts it: 'complaints are up from 81'."""
SPLIT = late(r"[,;:(]|\b(?:and|but|while|or|of|to|from|than|against|with|by|at|for|in)\b")
BRACKETS = late(r"\s*\)")
LEADING = late(r"\s*(?:and|by|followed\s+by|or)\s+")
THE_FIGURE = late(
    r"\b(?:figures?|numbers?|totals?)\b(?:\s+(?:for|in|of)\s+\d{4})?\Z|\b(?:from|in)\s+(?:\p{Lu}\p{Ll}+|\d{4})\Z"
)
ONES = late(r"\bones\b|s\Z")
AND_AT_END = late(r"[\s,]*(?:\band\s*)?\Z")
THE_LEAST_YEAR, THE_LAST_YEAR = 1900, 2100


def bare_frame(
    text: str, numeral: Numeral, sentence: Place, before: Sequence[StatisticMention], topic: Topic | None
) -> Frame | None:
    """The frame of a number without a noun of its own; None where it counts nothing that was told.

    `before` are the figures told before it in its paragraph, `topic` the number that its sentence speaks of.
    """
    number = numeral.span
    if _counts_nothing(text, numeral, sentence):
        return None
    if PER.match(text, number.end, sentence.end):
        rate = RATE.search(text, sentence.start, number.start)
        told = before[-1].what.spans[0] if before and sentence.covers(before[-1].span) else None
        what: Place | None = Span(*rate.span("what")) if rate else told
        return Frame(what, "statistics.rate", False, number.end) if what else None
    if topic is not None and topic.start <= number.start and TIME_OR_END.match(text, number.end, sentence.end):
        return Frame(topic.what, "statistics.number_of", False, number.end)
    main = next((one for one in reversed(before) if one.what.rule not in PARTS), before[-1] if before else None)
    noun = noun_before(text, sentence, number) if main is None else None
    if text[number.start - 1 : number.start] == "(" and BRACKETS.match(text, number.end, sentence.end):
        what = _in_brackets(text, number, sentence, before)
        return Frame(what, "statistics.bracket", False, number.end) if what else None
    if main is None and noun is None and not OF_THE_FIRST.match(text, sentence.start, number.start):
        return None
    if _is_part(text, number, sentence, before, noun):
        return _part(text, number, sentence)
    if _is_same(text, number, sentence, before, noun):
        what = main.what.spans[0] if main is not None else noun
        return Frame(what, "statistics.same", True, number.end) if what else None
    return None


def _counts_nothing(text: str, numeral: Numeral, sentence: Place) -> bool:
    """True for money, ages, articles, years, changes, wholes that are known, and for what is no fact."""
    number = numeral.span
    low = max(sentence.start, number.start - NEAR)
    if numeral.is_share or not isinstance(numeral.value, int) or OTHER_BEFORE.search(text, low, number.start):
        return True
    if numeral.value == 1 and not numeral.in_figures and not SINGLE.match(text, number.end, sentence.end):
        return VERBED.search(text, low, number.start) is None
    aged = numeral.value <= OLDEST and AGE_BEFORE.search(text, low, number.start)
    if aged and not VERSUS_AFTER.match(text, number.end, sentence.end):
        return True
    if numeral.in_figures and THE_LEAST_YEAR <= numeral.value <= THE_LAST_YEAR and "," not in number.cut(text):
        return True
    return (
        OF_THE.search(text, low, number.start) is not None
        or is_unreal(text, sentence, number.end)
        or (is_ours(text, sentence, number) and not STATED.search(text, low, number.start))
    )


def _is_part(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention], noun: Place | None) -> bool:
    """True for a number of those that a figure before counts: 'of which 37', '201 were fined', '29 of the sentences'."""
    if OF_THESE_NOUNS.match(text, number.end, sentence.end):
        return True
    among = OF_THE_FIRST.match(text, sentence.start, number.start)
    verb = VERB.match(text, number.end, sentence.end)
    if not before:
        of_these = OF_THESE.match(text, number.end, sentence.end)
        predicate = PREDICATE.match(text, number.end, sentence.end)
        if noun is None:
            return predicate is not None and NOUN.match(text, predicate.end(), sentence.end) is not None
        return verb is not None if among else of_these is not None and THINGS.search(noun.cut(text)) is not None
    here = among is not None or sentence.covers(before[-1].span)
    if verb is not None or (here and OF_THESE.match(text, number.end, sentence.end)):
        return True
    whole = WHOLE.match(text, number.end, sentence.end)
    if whole is not None:
        return VERB.match(text, whole.end(), sentence.end) is not None or bool(
            STATED.search(text, sentence.start, number.start)
        )
    return (
        here
        and SHORT_OF_NOUN.match(text, number.end, sentence.end) is not None
        and not TIME_OR_END.match(text, number.end)
    )


def _is_same(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention], noun: Place | None) -> bool:
    """True for a number that counts what was told, at another time or place or by another account."""
    low = max(sentence.start, number.start - NEAR)
    if not TIME_OR_END.match(text, number.end, sentence.end):
        return False
    if STATED.search(text, low, number.start):
        return True
    if noun is not None and LABEL.fullmatch(text, noun.end, number.start):
        return True
    yearly = YEAR_AFTER.match(text, number.end, sentence.end) or YEAR_BEFORE.search(text, low, number.start)
    if yearly and (before or len(YEARLY.findall(text, *sentence)) > 1):
        return True
    if not before:
        return noun is not None and _leads(text, noun, number, sentence)
    if MOVED_TO.search(text, low, number.start):
        return True
    if before[-1].count.value.unit == "per cent":
        return False
    if sentence.covers(before[-1].span):
        return _follows(text, number, before[-1].span)
    verbed = VERBED.search(text, low, number.start)
    return verbed is not None and not BE_AT_END.search(text, low, verbed.start("verb"))


def _leads(text: str, noun: Place, number: Place, sentence: Place) -> bool:
    """True for a first figure that a noun of its clause leads to, where a year stands in the sentence."""
    if number.length < len("10") or not text[number.start].isdigit() or not YEAR_IN.search(text, *sentence):
        return False
    return LED_TO.fullmatch(text, noun.end, number.start) is not None


def _follows(text: str, number: Place, last: Place) -> bool:
    """True for a number behind a figure of its sentence, unless it is the number of something with a name ('Room 12')."""
    if not SPLIT.search(text, last.end, number.start):
        return False
    name = NAME_BEFORE.search(text, last.end, number.start)
    return name is None or name["in"] is not None or countries.by_name(name["name"]) is not None


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


def _in_brackets(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention]) -> Place | None:
    """The noun phrase before a number in brackets: 'incidents targeting Christians (792)'."""
    start = max(text.rfind(mark, sentence.start, number.start - 1) for mark in (",", ";", ")", ":"))
    start = max(start + 1, sentence.start)
    while (led := LEADING.match(text, start, number.start - 1)) is not None:
        start = led.end()
    what = trimmed(text, Span(start, number.start - 1))
    if not what.length or text[what.end - 1].isdigit():
        return None  # 'article 9 (2)'
    if THE_FIGURE.search(what.cut(text)) and before:
        return before[-1].what.spans[0]  # 'the figure for 2018 (1,111)'
    plural = NOUN.search(text, what.start, what.end)
    listed = before and sentence.covers(before[-1].span) and ONES.search(text, what.start, what.end) is not None
    if plural is None and not listed:
        return None
    verb = VERB.search(text, what.start, what.end)
    if verb is not None:
        what = trimmed(text, Span(what.start, verb.start()))
    return what if what.length > 1 else None
