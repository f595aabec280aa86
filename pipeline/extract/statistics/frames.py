"""What makes a count a statistic: the words around it that present it as a fact about the world.

A count that something happened to ('were recorded by', 'recorded by', 'went to court'), one that a verb has as its object
('received 311 complaints'), one that is said to exist ('there were 56 victims'), a share of a whole, a rate. Victims,
prisoners, crimes, cases and the like are counted as facts wherever a sentence counts them, unless the writers tell what
they did themselves; people are where the sentence says what befell them ('800,000 people have crossed the border').
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.extract.numerals import PART as NUMBER_WORD
from pipeline.extract.statistics.words import (
    BE,
    COUNTED,
    DONE,
    HANDLED,
    LY,
    NO_UNITS,
    OPENED,
    OUR,
    OUR_DOING,
    PEOPLE,
    REPORTED,
    ROLE,
    STATE,
    THINGS,
    WORD,
)
from pipeline.model.findings import CountMention, Place, StatisticMention
from pipeline.spans import Span, trimmed
from pipeline.vocabulary import countries
from pipeline.vocabulary.patterns import behind

PASSIVE = regex.compile(
    rf"""
    (?P<what> (?: (?! \s+ (?: {BE} | are | remain | who | which | that | whose | to | lost | died | \d | and \s+ \d )\b ) \s+ {WORD} ){{0,9}} )  # of domestic violence
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
OF_WHOLE = regex.compile(
    rf"\s+(?:out\s+)?of\s+(?:(?:the|all|its|their)\s+(?:\d[\d,.]*|{NUMBER_WORD}(?:-{NUMBER_WORD})?)|\d[\d,.]*)\s+(?=\p{{L}})"
)
OF_ALL = regex.compile(r"\s+of\s+(?:the\s+|all\s+)?(?!(?:[\p{L}-]+\s+)?(?:recommendations|provisions)\b)(?=\p{L})")
RATE_BEFORE = behind(
    r"""
    \b (?i: rate | share | proportion | percentage | turnout | prevalence | coverage | representation | participation | unemployment
      | literacy | enrolment | poverty | overcrowding | occupancy | illiteracy | attendance | membership ) s? \b [^.,;:]{0,70} \s
    (?: (?: was | were | is | are | st(?:oo|an)ds? \s at | reached | averaged | amounted \s to | remained \s at | accounted \s for ) \s
      | (?: rose | risen | fell | fallen | went \s (?: up | down ) | increased | decreased | dropped | grew | grown | declined ) \b [^.,;:]{0,40} \b (?: to | from ) \s )
    """,
    verbose=True,
)
TERM_BEFORE = behind(r"\b(?:first|second|latter|other|northern|southern|eastern|western)\s+")
"""Before a half or a third that is a place or a time and no share."""
TO_RATE = regex.compile(
    r"(?:\s+(?:in|at)\s+[^,;.]{1,30}?)?,?\s+(?:(?:and\s+)?(?:among|for)\s+[^,;.\d]{1,30}|to|figures?\s+(?:for|in)\s+(?:19|20)\d\d\s+(?:was|were|stood\s+at)|compared\s+(?:to|with)|from|against|and)\s+"
)
IN_SHARE = regex.compile(r"\b(?:in|out\s+of)\s")
PART = behind(r"\b(?:of\s+(?:which|whom|them)|among\s+(?:them|which|whom)|including)\s+(?:only\s+)?")
AND_SHARE = regex.compile(
    r"[^;.()]{0,120}\s\((?:19|20)\d\d:\s+|[^;.]{1,120}(?:,\s+|,?\s+(?:and|but|or)\s+)(?:only\s+|just\s+|another\s+|a\s+further\s+)?"
)
"""Between two shares of one whole: '40 per cent of girls married before 18, and 7 per cent before 15'."""
IS_SHARE = regex.compile(r"\s+(?:were|was|are|had|have|has)\s+\p{Ll}")
"""Behind per cent of those who were told before: 'Of these, 88 per cent were enrolled'."""
NO_SHARE = regex.compile(
    r"\b(?:votes?|voters?|ballots?|polling|turnout|seats|candidates?|recommendations?|funded|financed|budget|costs?|pays?|paid|price|elections?|euros?|dollars|USD|EUR|GDP|observers)\b"
)
"""A sentence on votes or money, whose shares are no figures of what was told before it."""
CHANGED_BY = behind(r"\bby\s+(?:some\s+|about\s+|nearly\s+|almost\s+|over\s+)?")
PER = regex.compile(r"\s+per\s+(?=\d|thousand|million|inhabitant|capita)")
ALSO = regex.compile(
    r"(?:\s+(?:of|against)\s+[\p{L}\s-]{2,40}?)?(?:\s+(?:were|was)\s+\p{Ll}+)?(?:\s+in\s+\d{4})?(?:[,;]|,?\s+and)\s+(?:in\s+(?:19|20)\d\d,?\s+(?:there\s+w(?:ere|as)\s+)?)?"
)
FINITE = regex.compile(
    r"""
    \b (?: was | were | is | are | had | has | have | held | hold | did | do | does | made | make | makes
    | account(?:s|ed)? | constitute[sd]? | represent(?:s|ed)? | stood | reached | rose | fell | lived? | found | showed
    | reported | amounted | comprised? | received | participated | voted | said | won | remained? | attended? | experienced
    | suffered | faced? | feared? | believed? | knew | knows? | felt | feel | encountered ) \b
    """,
    regex.VERBOSE,
)
ANY_VERB = regex.compile(
    rf"{FINITE.pattern}|\b(?:live|share|work|need|receive|wait|suffer|led|went|came|died|fled|left|took|told|\p{{Ll}}{{2,}}ed)\b",
    regex.VERBOSE,
)
FINITE_NEXT = regex.compile(rf"[^,;:()]{{0,80}}?{FINITE.pattern}", regex.VERBOSE)
UNREAL = regex.compile(
    r"""
    \b (?: should | would | could | shall | will | may | might | must | [Ii]f | whether      # not a fact
    | plans? \s to | planned | intends? | targets? | aims? \s to | recommend(?:s|ed)? | encouraged | urged | commitments? \s to  # not yet
    | requires? | required | provides? \s (?: for | that ) | punish\p{L}* | quotas? | thresholds?
    | entitled | eligible | how \s many
    | (?: Under | (?<= , \s ) under ) \s (?: the \s )? (?: \p{L}+ \s )? (?: Law | Code | Act | Constitution )     # what a law says
    ) \b
    """,
    regex.VERBOSE,
)
COUNTRY_AT_END = regex.compile(r"\((?P<name>\p{Lu}[\p{L} ,’'-]{2,60})\)\s*[;.]*\Z")
OF_THE = behind(r"\bof\s+(?:the|all|its|their)\s+")
COMPLEMENT = regex.compile(
    rf"\s+(?:of|against|about|on(?!\s+(?:\d|election|the\s+(?:day|eve|same))))(?:\s+(?!(?:in|during|and|from|by|since|of|which|who|that|on|at|to|were|was|had|have|has|are|is|over|according|attend|die|lack|live|own|fled|lost|remain|said|went)\b){WORD}){{1,6}}"
)
CLAUSE_END = regex.compile(
    r"\s\(|\s+and\s+(?:that\s+)?(?:\p{Ll}+\s+)?\d|[,;:)]\s|[.;:)]*\Z|\s[–-]\s|\s+(?:in|of|by|since|during|by\s+the\s+end\s+of)\s+(?:\p{Lu}\p{Ll}+\s+)?(?:19|20)\d\d\b|\s+by\s+the\s"
)
SHARE_END = regex.compile(r"[,;:)]\s|[.;:)]*\Z|\s[–-]\s")
CLAUSE_START = regex.compile(r"(?:[,;:(]\s+|\b(?:that|found|showed)\s+)(?:(?:only|or|and)\s+)?")
OPENED_AT_END = behind(rf"\b{OPENED}")
DEFINITE = behind(r"\b(?:the|these|those|both|all|its|their|our|his|her|every|each|any|no|than|age\s+of|aged)\s+")
"""Before a figure that is known already, or that is none of its own: 'the 74 prisons'."""
OUR_OWN = behind(
    rf"\b(?:{OUR}\s+(?:(?!(?:that|of|told|{REPORTED}|{BE}|are|which)\b)[\p{{L}}’'-]+\s+){{0,6}}|{OUR_DOING}\s+(?:(?:with|in|to|by|at|the|of|some|also|over|about|nearly|private)\s+){{0,3}})"
)
AND_ONE = behind(r"(?:,|\band|\bplus|\bas\s+well\s+as)\s+")
DID_OURSELVES = behind(rf"\b{OUR}\s+(?:(?:has|have|had|also|then|jointly)\s+){{0,2}}")
OUR_STORY = regex.compile(
    rf"\b{OUR}\s+(?:[\p{{L}}’'-]+\s+){{0,3}}(?:{OUR_DOING}|assessed|rated|assess|rate)\b|\b(?:was|were)\s+(?:observed|assessed|rated)\b"
)
"""What the writers saw is told as a share of where they were."""
MEMBERS = regex.compile(r"(?<=\bmembers)\s+of\s+(?:the\s+|its\s+|their\s+)?(?:delegation|mission|team|staff)\b")
OUR_NEXT = regex.compile(rf",?\s+(?:the\s+)?{OUR}\b")
OUT_OF_THE = behind(r"(?:\A|\n|[.,;:]\s+|\bthat\s+)(?:[Oo]f|[Oo]ut\s+of|[Aa]mong)\s+(?:the\s+|these\s+)?")
BEFELL = regex.compile(
    rf"""
    (?: \s+ (?: of | from | in | aged | with | without | under | at | on | for ) \s+ [^,;.:]{{2,60}}? | , \s+ [^,;.:]{{2,60}} , )?
    \s+ (?: also \s+ | still \s+ )?
    (?! {OUR_DOING} \b )
    (?: {BE} | are | is | has | have | had | remain(?:s|ed)? | lived? | awaits? | faced? | face | died | fled | lost | went | left | fell | suffered | did
      | live | attend | die | lack | hold | own | earn | speak | say | think | believe | report | experience | rely | marry | leave | seek | flee | study | serve | belong | carry
      | earn | drop | share | need | receive | wait | suffer | depend | sleep | spent | took | became | stood | came | began | \p{{Ll}}{{2,}}ed ) \b
    (?! \s+ {LY} (?: {OUR_DOING} | needed | required | expected | allowed | scheduled | obliged ) \b )
    """,
    regex.VERBOSE,
)
"""What people were, had or went through: the verb behind them."""
WHO = regex.compile(
    rf"\s+(?:{DONE}|held|living|serving|awaiting|without|in\s+(?:prison|detention|custody|reception|camps?)|at\s+risk|(?:who|that)\s+(?:had\s+|have\s+|has\s+)?(?:been\s+)?(?:lost|died|fled|{DONE}))\b"
)
GOT = behind(
    rf"""
    (?: \b (?! {OUR_DOING} \b | (?: invited | aimed | based | needed | supported | provided | organi[sz]ed | included | helped | targeted | gathered | united | joined ) \b )
        (?: \p{{Ll}}{{2,}}ed | took | took \s+ in | held | put | left | shot | beat | freed | houses | hosts | holds | keeps ) \s+
      | \b (?: deaths? | killings? | murders? | arrests? | detention | release | expulsion | deportation | eviction | imprisonment | executions?
          | disappearance | convictions? | displacement | loss | prosecution | rescue | abduction | return | extradition ) \s+ of \s+
      | \b (?: home | shelter ) \s+ to \s+ | \b down \s+ against \s+ | \b affect(?: s | ed | ing ) \s+
      | \b served \s+ by \s+ | \b (?: granted | given | provided | issued | offered | paid | awarded ) \s+ to \s+
      | (?: \A | \n | [,;:]\s+ | \bthat\s+ | [.]\s+ ) (?: Of | Out \s+ of | Among | of | out \s+ of | among ) \s+ (?: the \s+ )?
    )
    (?: only \s+ | another \s+ | a \s+ (?: further | total \s+ of ) \s+ | an \s+ additional \s+ | as \s+ many \s+ as \s+ )?
    """,
    verbose=True,
)
"""What was done to people, before their number."""
EXISTED = behind(r"\b(?:[Tt]here\s+(?:were|are)|[Aa]mong\s+[^,;.]{2,60}\s(?:were|are))\s+(?:also\s+|only\s+|still\s+)?")
"""Before people whom a text that tells figures says there were."""
GAVE_TO = behind(r"\b(?:granted|denied|refused)\s+(?:\p{Ll}+\s+){1,2}to\s+")
"""Before those who got a status or were denied it: 'granted refugee status to 61 applicants'."""
FEWEST = 10
"""A few people in a story are no figure: 'two men', 'four students'."""
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


def frame_of(
    text: str,
    sentence: Place,
    mention: CountMention,
    last: StatisticMention | None,
    earlier: StatisticMention | None,
    key: bool,
) -> Frame | None:
    """How the sentence presents a count as a fact; None where it does not.

    `last` is the figure told before it in its sentence, `earlier` in its paragraph; `key` says that its section has
    nothing but figures.
    """
    span, unit = mention.span, mention.count.value.unit or ""
    if (
        NO_UNITS.search(unit)
        or MEMBERS.match(text, span.end, sentence.end)
        or OUR_NEXT.match(text, span.end)
        or is_unreal(text, sentence, span.end)
    ):
        return None
    low = max(sentence.start, span.start - NEAR)
    if last is not None and last.what.rule == "statistics.share" and OF_THE.search(text, low, span.start):
        return None  # the whole that the share before is of
    share = _share_of(text, sentence, mention, last or earlier)
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
    if active is not None and not active["reported"] and DID_OURSELVES.search(text, sentence.start, active.start()):
        return None  # 'ODIHR trained 46 judges'
    if active is None and not part and _one_more(text, mention, last):
        return Frame(own, "statistics.part", False, span.end)
    if active is None and not part:
        told = _told(text, sentence, mention, own, last or earlier)
        return told or (Frame(own, "statistics.told", False, span.end) if key and own.length and unit != "per cent" else None)
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
    if OUR_STORY.search(text, sentence.start, span.start):
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
        if not percent and not ANY_VERB.search(text, sentence.start, sentence.end):
            return None
        return Frame(_share(text, sentence, span, end), "statistics.share", False, end)
    if percent and IS_SHARE.match(text, span.end, sentence.end):
        return Frame(_share(text, sentence, span, span.end), "statistics.share", False, span.end)
    if PER.match(text, mention.number.end, sentence.end):
        return Frame(_share(text, sentence, span, span.end), "statistics.rate", False, span.end)
    if percent and RATE_BEFORE.search(text, max(sentence.start, span.start - 2 * NEAR), span.start):
        return Frame(_share(text, sentence, span, span.end), "statistics.rate", False, span.end)
    if (
        percent
        and last is not None
        and last.what.rule == "statistics.share"
        and AND_SHARE.fullmatch(text, last.span.end, span.start)
    ):
        return Frame(_share(text, sentence, span, span.end), "statistics.share", False, span.end)
    rate = last if percent and last is not None and last.what.rule == "statistics.rate" else None
    if rate is not None and TO_RATE.fullmatch(text, rate.span.end, span.start):
        return Frame(rate.what.spans[0], "statistics.rate", False, span.end)
    if percent and last is not None and not NO_SHARE.search(text, sentence.start, min(sentence.end, span.end + NEAR)):
        changed = CHANGED_BY.search(text, sentence.start, span.start)
        what = _share(text, sentence, span, span.end)
        return None if changed else Frame(what if what.length else last.what.spans[0], "statistics.share", False, span.end)
    return None


def _one_more(text: str, mention: CountMention, last: StatisticMention | None) -> bool:
    """True for a single crime or victim that a list ends with: 'seven assaults and one arson attack'."""
    unit = f"{mention.count.value.unit}s"
    if last is None or mention.count.value.value != 1 or not THINGS.search(unit):
        return False
    return AND_ONE.search(text, last.span.end, mention.span.start) is not None


def _is_people(unit: str) -> bool:
    """True for people, women, children, and for those of a country: 'Syrians'."""
    return PEOPLE.search(unit) is not None or (unit.endswith("s") and unit[:-1].lower() in countries.adjectives())


def _told(
    text: str, sentence: Place, mention: CountMention, own: Place, last: StatisticMention | None
) -> Frame | None:
    """The frame of victims, crimes, cases and people that a sentence counts as a fact, whatever its verb."""
    span, unit, value = mention.span, mention.count.value.unit or "", mention.count.value.value
    low = max(sentence.start, span.start - NEAR)
    if own.length == 0 or value == 1:
        return None
    if OUR_OWN.search(text, low, span.start) or OUR_NEXT.match(text, span.end, sentence.end):
        return None
    if THINGS.search(unit):
        if DEFINITE.search(text, low, span.start) and not OUT_OF_THE.search(text, low, span.start):
            return None
    elif value < FEWEST or not (ROLE.search(unit) or _is_people(unit)):
        return None
    elif not GAVE_TO.search(text, low, span.start) and not _befell(text, sentence, mention, last):
        return None
    of = COMPLEMENT.match(text, own.end, sentence.end)
    return Frame(trimmed(text, Span(own.start, of.end() if of else own.end)), "statistics.told", False, span.end)


def _befell(text: str, sentence: Place, mention: CountMention, last: StatisticMention | None) -> bool:
    """True for people of whom the sentence says what they were or went through, or who are counted among those told before."""
    span, low = mention.span, max(sentence.start, mention.span.start - NEAR)
    if WHO.match(text, span.end, sentence.end):
        return True
    if DEFINITE.search(text, low, span.start):
        return GOT.search(text, low, span.start) is not None and ANY_VERB.search(text, *sentence) is not None
    if last is not None and EXISTED.search(text, low, span.start):
        return True
    befell = BEFELL.match(text, span.end, sentence.end) if _is_people(mention.count.value.unit or "") else None
    if befell is None and not ANY_VERB.search(text, sentence.start, sentence.end):
        return False
    return befell is not None or (_is_people(mention.count.value.unit or "") and GOT.search(text, low, span.start) is not None)


def _done(text: str, sentence: Place, mention: CountMention, own: Place, inherited: bool) -> Frame | None:
    """The frame of a count that something happened to: 'were recorded by', 'recorded by', 'went to court'."""
    end = mention.span.end
    for rule, pattern in OUTCOMES:
        after = pattern.match(text, end, sentence.end)
        if after is None:
            continue
        if pattern is PASSIVE and after["handled"] and not COUNTED.search(mention.count.value.unit or ""):
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


def is_ours(text: str, sentence: Place, number: Place) -> bool:
    """True for what the writers, a mission or an event did themselves, or whom they met."""
    low = max(sentence.start, number.start - NEAR)
    return OUR_OWN.search(text, low, number.start) is not None or OUR_STORY.search(text, low, number.start) is not None


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
