"""What makes a count a statistic: the words around it that present it as a fact about the world.

A count that something happened to ('were recorded by', 'recorded by', 'went to court'), one that a verb has as its object
('received 311 complaints'), one that is said to exist ('there were 56 victims'), a share of a whole, a rate, and what
counts the same as the figure before it ('of which 37', '356 in 2011', 'compared to 1,102 in 2013').
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.extract.numerals import Numeral, numerals
from pipeline.model.findings import CountMention, Place, StatisticMention
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind

REPORTED = r"(?:recorded|registered|reported|documented|counted|logged)"
DONE = (
    r"(?:convicted|sentenced|prosecuted|identified|investigated|arrested|detained|charged|acquitted|fined|killed|injured"
    r"|wounded|displaced|executed|hired|trained|prepared|tried|released|opened|initiated|closed|filed|lodged|granted"
    r"|rejected|dismissed|directed|brought|sent|deported|evicted|born|murdered|attacked|indicted|apprehended|discontinued"
    r"|pardoned|transferred|referred|rescued|naturali[sz]ed|expelled|resettled|certified)"
)
HANDLED = (
    r"(?:received|handled|examined|considered|resolved|reviewed|processed|submitted|upheld|affected|employed|enrolled"
    r"|verified|monitored|issued|imposed|launched|instituted|admitted|assisted|sheltered|accommodated|supported"
    r"|concluded|completed|motivated|committed|handed\s+down|rendered)"
)
STATE = (
    r"(?:held|kept|imprisoned|incarcerated|unemployed|illiterate|awaiting|serving|living|residing|pending|under\s+(?:investigation|arrest)"
    r"|in\s+(?:prison|detention|custody|office|employment|care)|without|at\s+risk)"
)
COUNTED = regex.compile(
    r"""
    \b (?: people | persons? | women | men | girls | boys | children | minors | juveniles | youth | staff | police | victims
    | perpetrators | inmates | prisoners | detainees | convicts | suspects | defendants | offenders | refugees | returnees
    | migrants | asylum[\s-]seekers | applicants | complainants | patients | pupils | students | judges | prosecutors | lawyers
    | officers | journalists | teachers | families | households | inhabitants | citizens | voters | foreigners | members
    | deputies | MPs? | mayors | workers | residents | nationals | minorities | Roma | Muslims | Jews | associations
    | organi[sz]ations | cases | complaints | crimes | offen[cs]es | incidents | attacks | assaults | applications | petitions
    | investigations | proceedings | convictions | prosecutions | indictments | sentences | verdicts | judgments | rulings | deaths
    | killings | murders | suicides | arrests | detentions | allegations | violations | requests | inquiries | calls | reports
    | acts | threats | evictions | births | marriages | divorces | acquittals | charges | fines | orders | returns | shelters
    | facilities | prisons | beds | places | appeals | lawsuits | claims | files | disappearances | abuses | communications
    ) \b (?: \s+ (?: of | against | by ) \b .* )? \Z
    """,
    regex.VERBOSE,
)
"""What figures on human rights count. Verbs that say little of themselves make a statistic of these alone."""
BE = r"(?:was|were|has\s+been|have\s+been|had\s+been|being)"
WORD = r"[\p{L}\d][\p{L}\d/’'-]*"
LY = r"(?: \p{L}+ly \s+ | not \s+ | never \s+ | also \s+ )?"
PASSIVE = regex.compile(
    rf"""
    (?P<what> (?: (?! \s+ (?: {BE} | are | remain | who | which | that | whose | to )\b ) \s+ {WORD} ){{0,9}} )  # of domestic violence
    (?: ,\s+ or\s+ [^,;.]{{1,40}} (?: \.\d [^,;.]{{1,40}} )? , )?    # , or 13.5 per cent of the force,
    \s+ (?: {BE} | are | remain(?:s|ed)? ) \s+ {LY} (?: (?P<reported> {REPORTED} ) | {DONE} | (?P<handled> {HANDLED} | {STATE} ) ) \b
    """,
    regex.VERBOSE,
)
PARTICIPLE = regex.compile(
    rf"(?P<what>(?:\s+(?:of|against)(?:\s+{WORD}){{1,6}}?)?)\s+(?:{REPORTED}|{DONE})\s+(?:by|in|to|during|since)\b"
)
WENT = regex.compile(
    r"""
    (?: \s+ of \s+ (?: them | these | those | which | whom ) )? \s+ (?:
      (?: went | came ) \s+ to \s+ (?: court | trial ) | reached \s+ the \s+ \p{Lu}\p{L}+ | died | lost \s+ their \s+ li[fv]es | received \s+ (?:a \s+)? sentences?
    | (?: ended | resulted | led | concluded ) \s+ (?: in | with | to ) \s+ (?: an? \s+ )? \p{Ll}+
    ) \b
    """,
    regex.VERBOSE,
)
OUTCOMES = (("statistics.passive", PASSIVE), ("statistics.participle", PARTICIPLE), ("statistics.court", WENT))
ACTIVE = behind(
    rf"""
    \b (?: (?P<reported> {REPORTED} | told \s+ (?:the\s+)? {WORD} \s+ of ) | {DONE} | (?P<handled> {HANDLED} | [Tt]here \s+ (?: were | are )) ) \s+
    (?: (?: a \s+ (?: further | total \s+ of ) | an \s+ additional | another | the | only | still | currently ) \s+ )?
    """,
    verbose=True,
)
OF_WHOLE = regex.compile(r"\s+of\s+(?:the|all|its|their)\s+(?:\d[\d,.]*|\p{Ll}+(?:-\p{Ll}+)?)\s+(?=\p{L})")
OF_ALL = regex.compile(r"\s+of\s+(?:the\s+|all\s+)?(?!(?:[\p{L}-]+\s+)?(?:recommendations|provisions)\b)(?=\p{L})")
RATE_BEFORE = behind(
    r"""
    \b (?i: rate | share | proportion | percentage | turnout | prevalence | coverage | representation | participation | unemployment
      | literacy | enrolment | poverty ) s? \b [^.,;:]{0,70} \s
    (?: (?: was | were | is | are | stood \s at | reached | amounted \s to | remained \s at | accounted \s for ) \s
      | (?: rose | risen | fell | fallen | increased | decreased | dropped | grew | grown | declined ) \b [^.,;:]{0,40} \b (?: to | from ) \s )
    """,
    verbose=True,
)
TERM_BEFORE = behind(r"\b(?:first|second|latter|other|northern|southern|eastern|western)\s+")
"""Before a half or a third that is a place or a time and no share."""
TO_RATE = regex.compile(
    r"(?:\s+(?:in|at)\s+[^,;.]{1,30}?)?,?\s+(?:to|figures?\s+(?:for|in)\s+(?:19|20)\d\d\s+(?:was|were|stood\s+at)|compared\s+(?:to|with)|from|against|and)\s+"
)
IN_SHARE = regex.compile(r"\b(?:in|out\s+of)\s")
PART = behind(r"\b(?:of\s+(?:which|whom|them)|among\s+(?:them|which|whom)|including)\s+(?:only\s+)?")
ALSO = regex.compile(
    r"(?:\s+(?:were|was)\s+\p{Ll}+)?(?:\s+in\s+\d{4})?(?:[,;]|,?\s+and)\s+(?:in\s+(?:19|20)\d\d,?\s+(?:there\s+w(?:ere|as)\s+)?)?"
)
YEAR_BEFORE = behind(r"(?:[,;(]|\band)\s+in\s+(?:19|20)\d\d,?\s+(?:there\s+w(?:ere|as)\s+)?(?:only\s+)?")
FINITE = regex.compile(
    r"""
    \b (?: was | were | is | are | had | has | have | held | hold | did | do | does | made | make | makes
    | account(?:s|ed)? | constitute[sd]? | represent(?:s|ed)? | stood | reached | rose | fell | lived? | found | showed
    | reported | amounted | comprised? | received | participated | voted | said | won | remained? | attended? | experienced
    | suffered | faced? | feared? | believed? | knew | knows? | felt | feel | encountered ) \b
    """,
    regex.VERBOSE,
)
FINITE_NEXT = regex.compile(rf"[^,;:()]{{0,80}}?{FINITE.pattern}", regex.VERBOSE)
UNREAL = regex.compile(
    r"""
    \b (?: should | would | could | shall | will | may | might | must | [Ii]f | whether      # not a fact
    | plans? \s to | planned | intends? | targets? | aims? \s to | recommend(?:s|ed)? | encouraged | urged | commitments? \s to  # not yet
    | requires? | required | provides? \s (?: for | that ) | punish\p{L}* | imprisonment | quotas? | thresholds?
    | entitled | eligible
    | [Uu]nder \s (?: the \s )? (?: \p{L}+ \s )? (?: Law | Code | Act | Constitution )     # what a law says
    ) \b
    """,
    regex.VERBOSE,
)
NO_UNITS = regex.compile(
    r"\b(?:observers?|[SL]TOs?|recommendations?|pages|opinions?|texts|reports|days?|weeks?|months?|years?|hours?|minutes|articles|paragraphs"
    r"|core\s+team|polling\s+stations|members\s+of\s+core\s+team|mission\s+members|statements|parts|times|rounds?|laws|drafts?"
    r"|workshops?|trainings?|seminars?|meetings?|sessions?|conferences?|round\s?tables?|courses?|events?|visits?|forums?|candidates?"
    r")\Z",
    regex.IGNORECASE,
)
COUNTRY_AT_END = regex.compile(r"\((?P<name>\p{Lu}[\p{L} ,’'-]{2,60})\)\s*[;.]*\Z")
BARE_AFTER = regex.compile(
    rf"""
    \s+ (?: {BE} \s+ (?: \p{{L}}+ly \s+ | not \s+ | never \s+ )? (?: \p{{L}}+ed \b | {DONE} \b | (?:women|men|children|girls|boys|minors|juveniles)\b )
      | of \s+ (?: them | these | those | which ) \b
      | (?: {DONE} | {REPORTED} ) (?= \s* [,;.] | \s+ and \b | \s+ in \s+ \d )
      | (?: concerned | involved | related \s+ to | targeted ) \b
      | of \s+ the \s+ (?: \p{{Ll}}+ \s+ )? (?: cases | crimes | offen[cs]es | incidents | complaints | victims | persons ) \b
      | in \s+ (?:19|20)\d\d \b
      | (?: ended | resulted | led | concluded ) \s+ (?: in | with | to ) \b
      | (?: went | came ) \s+ to \s+ (?: court | trial ) \b )
    """,
    regex.VERBOSE,
)
NUMBER_MOVED = behind(
    r"\b(?:(?:number|figure|total)s?\s+(?:had\s+)?(?:rose|risen|fell|fallen|increased|decreased|dropped|grew|grown)\s+to|(?:up|down)\s+from|compared\s+(?:to|with)|as\s+against)\s+"
)
OF_THE_FIRST = regex.compile(r"[Oo]f\s+(?:the|these|those|them)\b[^,;.]{0,60},\s+")
AGE_BEFORE = behind(r"\b(?:under|over|aged|ages?|below|above|age\s+of|than)\s+")
GAPPED = regex.compile(r"(?:,|;|:|,?\s+and)\s+(?:[^,;.]{0,50}\s)?")
OTHER_AGENT = behind(r"(?:[,;]|\band)\s+the\s+\p{Ll}+(?:\s+\p{Ll}+)?\s+(?:only\s+)?")
LISTED = behind(r":\s+|(?:with|by|against|for)\s[^,;.\d]{2,60}(?:,|,?\s+and)\s+")
WORD_BEFORE = behind(r"(?P<word>\p{Ll}+)\s+")
WORD_AFTER = regex.compile(r"\s+(?P<word>by|for|with|against|on|of|from|in)\b")
GAP_END = regex.compile(r"[.,;)]|\s+and\b|\Z|\s+\(|\s+in\s+(?:19|20)\d\d\b")
AND_AT_END = regex.compile(r"[\s,]*(?:\band\s*)?\Z")
OF_THE = regex.compile(r"\bof\s+(?:the|all|its|their)\s+\Z")
COMPLEMENT = regex.compile(rf"\s+(?:of|against)(?:\s+(?!(?:in|during|and|from|by|since|of|which)\b){WORD}){{1,6}}")
OF_THESE = regex.compile(r"\s+of\s+(?:these|those|them|which|whom)\s")
CLAUSE_END = regex.compile(
    r"[,;:)]\s|[.;:)]*\Z|\s[–-]\s|\s+(?:in|of|by|since|during|by\s+the\s+end\s+of)\s+(?:\p{Lu}\p{Ll}+\s+)?(?:19|20)\d\d\b|\s+by\s+the\s"
)
SHARE_END = regex.compile(r"[,;:)]\s|[.;:)]*\Z|\s[–-]\s")
CLAUSE_START = regex.compile(r"(?:[,;:(]\s+|\b(?:that|found|showed)\s+)(?:(?:only|or|and)\s+)?")
MOVED = (
    r"(?:rose|risen|fell|fallen|increased|decreased|dropped|grew|grown|declined|doubled|was|were|is|are|stood|reached|amounted|totall?ed|remained"
    r"|came)"
)
NUMBER_OF = regex.compile(
    rf"""
    (?: \b [Nn]umbers? \s+ of \s+ (?P<what> (?: (?! {MOVED} \b | (?: has | have | had | in | who | which | that | for | from ) \b ) {WORD} \s+ ){{1,9}} )
      | (?P<what> \b (?: prison | detainee | inmate | refugee | migrant | school | Roma ) \s+ population ) \s+ )
    (?: (?: in | for | during ) \s+ [^,;.]{{1,40}}? \s+ )?? (?: (?: has | have | had | also ) \s+ )* (?P<verb> {MOVED} ) \b
    """,
    regex.VERBOSE,
)
SERIES_STEM = regex.compile("umber of |umbers of | population ")
IN_SERIES = behind(
    r"(?:\b(?:from|to|at|was|were|is|are|reached|totall?ed|than|with|over|some|about|approximately|against|only|remained|and)|,)\s+"
)
SERIES_AFTER = regex.compile(r"[.,;)]|\s+(?:to|and|compared|against|from|up|down|in|by\s+the\s+end\s+of|as\s+of)\b|\Z")
PARTS = ("statistics.part", "statistics.court")
"""The rules of figures that are parts of one before them."""
NEAR = 80
"""How many characters before a count its verb may start."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What makes a count a statistic: what it counts, whether somebody reports it, and where the words end."""

    what: Place
    rule: str
    reported: bool
    end: int


@dataclass(frozen=True, slots=True)
class Series:
    """Figures without a noun that a sentence tells of one number: 'the number of hate crimes rose from 12 to 19'."""

    what: Place
    start: int
    end: int

    def holds(self, text: str, numeral: Numeral) -> bool:
        """True for a number that the verb of the sentence leads to, and that counts nothing else."""
        at = numeral.span
        if numeral.is_share or not self.start <= at.start < self.end or not isinstance(numeral.value, int):
            return False
        if not IN_SERIES.search(text, self.start, at.start):
            return False
        return SERIES_AFTER.match(text, at.end, self.end) is not None


def series_of(text: str, sentence: Place) -> Series | None:
    """The series of figures that a sentence tells of 'the number of' something, as a fact."""
    match = (
        NUMBER_OF.search(text, sentence.start, sentence.end)
        if SERIES_STEM.search(text, sentence.start, sentence.end)
        else None
    )
    if match is None or is_unreal(text, sentence, match.end()):
        return None
    return Series(trimmed(text, Span(*match.span("what"))), match.start("verb"), sentence.end)


def frame_of(text: str, sentence: Place, mention: CountMention, last: StatisticMention | None) -> Frame | None:
    """How the sentence presents a count as a fact; None where it does not. `last` is the figure told before it."""
    span, unit = mention.span, mention.count.value.unit or ""
    if NO_UNITS.search(unit) or is_unreal(text, sentence, span.end):
        return None
    low = max(sentence.start, span.start - NEAR)
    if last is not None and last.what.rule == "statistics.share" and OF_THE.search(text[low : span.start]):
        return None  # the whole that the share before is of
    share = _share_of(text, sentence, mention, last)
    if share is not None:
        return share
    own: Place = trimmed(text, Span(mention.number.end, max(span.end, mention.number.end)))
    inherited = own.length == 0 and unit != "per cent"
    done = _done(text, sentence, mention, own, inherited)
    if done is not None:
        return done
    active = ACTIVE.search(text, low, span.start)
    if active is not None and active["handled"] and not COUNTED.search(unit):
        active = None
    part = last is not None and (PART.search(text, low, span.start) or ALSO.fullmatch(text, last.span.end, span.start))
    if active is None and not part:
        return None
    if inherited or unit == "per cent":
        own = Span(mention.number.start, clause_end(text, span.end, sentence.end))
    elif (of := COMPLEMENT.match(text, own.end, sentence.end)) is not None:
        own = Span(own.start, of.end())
    rule = "statistics.active" if active else "statistics.part"
    return Frame(own, rule, active is not None, span.end)


def _share_of(text: str, sentence: Place, mention: CountMention, last: StatisticMention | None) -> Frame | None:
    """A part of a whole ('55 of the 57 States', '46 per cent of children', 'one in five women') or a rate."""
    span, percent = mention.span, mention.count.value.unit == "per cent"
    if TERM_BEFORE.search(text, max(sentence.start, span.start - NEAR), span.start):
        return None
    if not percent:
        whole = OF_WHOLE.match(text, mention.number.end, sentence.end)
        end = whole.end() if whole else None
    elif IN_SHARE.search(text, mention.number.start, mention.number.end):
        end = mention.number.end if FINITE_NEXT.match(text, mention.number.end, sentence.end) else None
    else:
        whole = OF_ALL.match(text, span.end, sentence.end)
        end = whole.end() if whole else None
    if end is not None:
        if not FINITE.search(text, sentence.start, sentence.end):
            return None
        return Frame(_share(text, sentence, span, end), "statistics.share", False, end)
    if percent and RATE_BEFORE.search(text, max(sentence.start, span.start - 2 * NEAR), span.start):
        return Frame(_share(text, sentence, span, span.end), "statistics.rate", False, span.end)
    rate = last if percent and last is not None and last.what.rule == "statistics.rate" else None
    if rate is not None and TO_RATE.fullmatch(text, rate.span.end, span.start):
        return Frame(rate.what.spans[0], "statistics.rate", False, span.end)
    return None


def _done(text: str, sentence: Place, mention: CountMention, own: Place, inherited: bool) -> Frame | None:
    """The frame of a count that something happened to: 'were recorded by', 'recorded by', 'went to court'."""
    end = mention.span.end
    for rule, pattern in OUTCOMES:
        after = pattern.match(text, end, sentence.end)
        if after is None:
            continue
        if pattern is PASSIVE and after["handled"] and not COUNTED.search(mention.count.value.unit or ""):
            continue
        reported = pattern is PARTICIPLE or (pattern is PASSIVE and after["reported"] is not None)
        if inherited or not reported:
            start = mention.number.start if inherited else own.start
            what = trimmed(text, Span(start, clause_end(text, after.end(), sentence.end)))
            return Frame(what, rule, reported, after.end())
        return Frame(trimmed(text, Span(own.start, max(after.end("what"), own.end))), rule, True, after.end())
    return None


def is_unreal(text: str, sentence: Place, end: int) -> bool:
    """True for what is wished for, ruled by a law, or asked by a State named at the end."""
    if UNREAL.search(text, sentence.start, end):
        return True
    state = COUNTRY_AT_END.search(text, max(sentence.start, sentence.end - NEAR), sentence.end)
    return state is not None and countries.by_name(state["name"]) is not None


def _share(text: str, sentence: Place, span: Place, whole: int) -> Place:
    """What a share is of, with what is said of it: the clause, without the number where that opens it."""
    start = sentence.start
    for match in CLAUSE_START.finditer(text, sentence.start, span.start):
        start = match.end()
    stop = SHARE_END.search(text, whole, sentence.end)
    end = stop.start() if stop else sentence.end
    opens = text[start : span.start].strip().lower() in ("", "only", "of")
    return trimmed(text, Span(whole if opens else start, end))


def clause_end(text: str, start: int, limit: int) -> int:
    """Where the clause that holds `start` ends: at a comma, a year or an agent."""
    match = CLAUSE_END.search(text, start, limit)
    return match.start() if match else limit


def bare_frame(text: str, number: Place, sentence: Place, before: Sequence[StatisticMention]) -> Frame | None:
    """The frame of a number without a noun of its own that counts what an earlier one does."""
    if not before or is_unreal(text, sentence, number.end):
        return None
    if AGE_BEFORE.search(text, max(sentence.start, number.start - NEAR), number.start):
        return None
    if NUMBER_MOVED.search(text, max(sentence.start, number.start - NEAR), number.start):
        main = next((one for one in reversed(before) if one.what.rule not in PARTS), before[-1])
        return Frame(main.what.spans[0], "statistics.same", True, number.end)
    here = sentence.covers(before[-1].span) or OF_THE_FIRST.match(text, sentence.start, number.start) is not None
    after = (BARE_AFTER if here else OF_THESE).match(text, number.end, sentence.end)
    if after is None and not (here and _is_gapped(text, number, before[-1].span, sentence)):
        return None
    end = clause_end(text, number.end, sentence.end)
    other = next(iter(numerals(text, Span(number.end, end))), None)
    end = number.end + len(AND_AT_END.sub("", text[number.end : other.span.start if other else end]))
    return Frame(Span(number.start, end), "statistics.part", False, after.end() if after else number.end)


def _is_gapped(text: str, number: Place, last: Place, sentence: Place) -> bool:
    """True where the verb of the figure before is left out: '98 were moved by racism, 61 by hatred', 'antisemitism behind 103'."""
    if not GAPPED.search(text, last.end, number.start):
        return False
    ends = GAP_END.match(text, number.end, sentence.end) is not None
    if ends and YEAR_BEFORE.search(text, max(sentence.start, number.start - NEAR), number.start):
        return True
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
